//! All who were proposed for an award, where there are more than the report prints.

use super::headed;
use super::line::Line;
use crate::document::Material;
use crate::document::compose::proposals::{LISTED, all, not_printed};
use spreadsheet::book::Sheet;

const COLUMNS: [(&str, f64); 6] = [
    ("TT", 7.0),
    ("Tập thể, cá nhân", 34.0),
    ("Chức vụ, đơn vị công tác", 34.0),
    ("Hình thức đề nghị", 26.0),
    ("Thành tích", 60.0),
    ("Đơn vị đề nghị", 34.0),
];

/// The sheet; nothing where the report prints all.
pub(super) fn sheet(material: &Material<'_>) -> Option<Sheet> {
    if not_printed(material) == 0 {
        return None;
    }
    let title = format!("Danh sách đề nghị khen thưởng năm {}", material.year);
    let (mut sheet, first) = headed(material, LISTED, &title, &COLUMNS);
    let mut row = first;
    for one in all(material) {
        let mut line = Line::new(&mut sheet, row);
        line.number((row - first + 1).into());
        for text in [&one.name, &one.position, &one.award, &one.merit, &one.proposed_by] {
            line.text(text);
        }
        row += 1;
    }
    super::filtered(&mut sheet, first - 1, row);
    Some(sheet)
}
