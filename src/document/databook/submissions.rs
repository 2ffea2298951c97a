//! The ledger: every file that came, and the units of which none came.

use crate::document::Material;
use crate::document::compose::submissions::{status, timeliness, unit_name};
use crate::document::wording::NONE;
use spreadsheet::book::Sheet;

use super::line::Line;
use super::{filtered, headed};

const COLUMNS: [(&str, f64); 7] = [
    ("STT", 6.0),
    ("Đơn vị", 34.0),
    ("Tệp", 48.0),
    ("Ngày báo cáo", 13.0),
    ("Thời hạn", 16.0),
    ("Tình trạng", 20.0),
    ("SHA-256 của tệp", 66.0),
];

pub(super) fn sheet(material: &Material<'_>) -> Sheet {
    let title = format!("Tình hình gửi báo cáo năm {}", material.year);
    let (mut sheet, first) = headed(material, "Tệp nhận được", &title, &COLUMNS);
    let deadline = material.plan.office.deadline(material.year);
    let mut row = first;
    for entry in &material.ledger.entries {
        let mut line = Line::new(&mut sheet, row);
        line.number((row - first + 1).into());
        line.text(&unit_name(material, entry.unit.as_deref()));
        line.text(&entry.file);
        line.date(entry.date);
        line.text(&timeliness(entry, deadline));
        line.text(status(entry.status));
        line.text(&entry.sha256);
        row += 1;
    }
    let ledger = material.ledger;
    for code in ledger.missing.iter().filter(|code| !ledger.unusable.contains(code)) {
        let mut line = Line::new(&mut sheet, row);
        line.number((row - first + 1).into());
        line.text(&unit_name(material, Some(code)));
        line.text(NONE);
        line.date(None);
        line.text(NONE);
        line.text("Chưa gửi báo cáo");
        line.text(NONE);
        row += 1;
    }
    filtered(&mut sheet, first - 1, row);
    sheet
}
