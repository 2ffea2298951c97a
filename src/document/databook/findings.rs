//! All findings of the run, one a row.

use crate::document::Material;
use crate::document::compose::submissions::{severity, unit_name};
use crate::document::wording::NONE;
use crate::finding::Finding;
use spreadsheet::book::Sheet;

use super::line::Line;
use super::{filtered, headed};

const COLUMNS: [(&str, f64); 12] = [
    ("STT", 6.0),
    ("Mức độ", 11.0),
    ("Mã", 7.0),
    ("Đơn vị", 26.0),
    ("Tệp", 34.0),
    ("Trang tính", 18.0),
    ("Ô", 10.0),
    ("Giá trị trong tệp", 18.0),
    ("Giá trị đúng", 18.0),
    ("Nội dung", 70.0),
    ("Cách xử lý", 52.0),
    ("Lý do chấp nhận", 40.0),
];

pub(super) fn sheet(material: &Material<'_>) -> Sheet {
    let title = format!("Kết quả kiểm tra số liệu năm {}", material.year);
    let (mut sheet, first) = headed(material, "Phát hiện", &title, &COLUMNS);
    for (row, finding) in (first..).zip(material.findings) {
        line(material, finding, row - first + 1, &mut Line::new(&mut sheet, row));
    }
    let end = first + u32::try_from(material.findings.len()).unwrap_or(0);
    filtered(&mut sheet, first - 1, end);
    sheet
}

fn line(material: &Material<'_>, finding: &Finding, number: u32, line: &mut Line<'_>) {
    let place = &finding.place;
    let or_none = |text: &Option<String>| text.clone().unwrap_or_else(|| NONE.to_owned());
    line.number(number.into());
    line.text(severity(finding.severity));
    line.mark(finding.code);
    line.text(&unit_name(material, finding.unit.as_deref()));
    line.text(&or_none(&place.file));
    line.text(&or_none(&place.sheet));
    line.mark(&place.range.map_or_else(|| NONE.to_owned(), |range| range.to_string()));
    line.text(&or_none(&finding.found));
    line.text(&or_none(&finding.expected));
    line.words(&finding.message);
    line.words(&finding.hint);
    line.words(finding.accepted.as_deref().unwrap_or_default());
}
