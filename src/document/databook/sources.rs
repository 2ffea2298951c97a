//! Every figure used, with the cell it was read from: what `nguon-so-lieu.csv`
//! says, for reading and filtering.

use crate::dataset::{Figure, Part};
use crate::document::Material;
use crate::document::reference::{self, Reference};
use crate::document::sources::money;
use crate::document::wording::NONE;
use spreadsheet::book::Sheet;

use super::line::Line;
use super::{filtered, headed};

const COLUMNS: [(&str, f64); 9] = [
    ("Mã truy nguồn", 32.0),
    ("Chỉ tiêu", 9.0),
    ("Đơn vị", 24.0),
    ("Xã, phường, thị trấn", 26.0),
    ("Phần số liệu", 20.0),
    ("Giá trị", 16.0),
    ("Tệp", 44.0),
    ("Trang tính", 22.0),
    ("Ô", 8.0),
];

pub(super) fn sheet(material: &Material<'_>) -> Sheet {
    let title = format!("Nguồn của từng số liệu năm {}", material.year);
    let (mut sheet, first) = headed(material, "Nguồn số liệu", &title, &COLUMNS);
    let mut row = first;
    for figure in &material.dataset.figures {
        let mut line = Line::new(&mut sheet, row);
        line.text(&referred(figure).to_string());
        line.mark(&figure.indicator);
        line.text(material.plan.unit_name(&figure.unit));
        line.text(figure.commune.as_deref().unwrap_or(NONE));
        line.text(&part(&figure.part));
        line.number(figure.value);
        line.text(&figure.origin.file);
        line.text(&figure.origin.source.sheet);
        line.mark(&figure.origin.source.at.to_string());
        row += 1;
    }
    for (unit, measure, file, amount) in money(material) {
        let (part, kind) = match measure {
            "state-dong" => (reference::Part::StateBudget, "ngân sách (đồng)"),
            _ => (reference::Part::SocialBudget, "xã hội hóa (đồng)"),
        };
        let mut line = Line::new(&mut sheet, row);
        line.text(&Reference::budget(Some(unit), part).to_string());
        line.mark(reference::BUDGET);
        line.text(material.plan.unit_name(unit));
        line.text(NONE);
        line.text(kind);
        line.number(amount.dong);
        line.text(file);
        line.text(&amount.source.sheet);
        line.mark(&amount.source.at.to_string());
        row += 1;
    }
    filtered(&mut sheet, first - 1, row);
    sheet
}

fn referred(figure: &Figure) -> Reference {
    let part = match figure.part {
        Part::Numerator => reference::Part::Numerator,
        Part::Denominator => reference::Part::Denominator,
        Part::Registered => reference::Part::Registered,
        Part::Level(_) => reference::Part::Levels,
    };
    match &figure.commune {
        Some(commune) => {
            Reference::commune(&figure.indicator, &figure.unit, commune, part)
        }
        None => Reference::unit(&figure.indicator, &figure.unit, part),
    }
}

fn part(part: &Part) -> String {
    match part {
        Part::Numerator => "tử số (đạt)".to_owned(),
        Part::Denominator => "mẫu số (tổng số)".to_owned(),
        Part::Registered => "đăng ký".to_owned(),
        Part::Level(level) => format!("ở mức {level}"),
    }
}
