//! Every finding of the run, and why the clerk accepts it.

use std::collections::{BTreeMap, BTreeSet};

use super::page::{Column, Leaves};
use crate::document::Material;
use crate::document::compose::submissions::{severity, unit_name};
use crate::document::text::clean;
use crate::editorial::layout::{
    CELL, CODE, EXPECTED, FILE, FOUND, MESSAGE, REASON_KEY, SEVERITY, SHEET, STATE, UNIT,
};
use crate::editorial::{Page, Row, finding_id};
use crate::finding::{Finding, Severity};
use spreadsheet::book::{Look, Sheet};

const TITLE: &str = "Giải trình kết quả kiểm tra";
const NOTE: &str = "Ghi lý do nếu chấp nhận; lý do được in trong phụ lục. Lỗi đã giải trình vẫn được đánh dấu là lỗi. Số trong tệp đổi thì phải ghi lại lý do.";

const DONE: &str =
    "Không còn cần: lần chạy này không có phát hiện đó (hoặc giá trị đã đổi).";

const REPLACED: &str = "Thuộc bản đã được thay thế, không phải giải trình";

/// The sheet, and how many findings are in it. What is found in this workbook
/// itself is not to be accepted but to be mended.
pub(super) fn sheet(
    material: &Material<'_>,
    rows: &BTreeMap<String, Row>,
) -> (Sheet, usize) {
    let columns: [Column; 11] = [
        (REASON_KEY, 24.0, Look::Text),
        (SEVERITY, 11.0, Look::Text),
        (CODE, 8.0, Look::Mark),
        (UNIT, 26.0, Look::Words),
        (FILE, 32.0, Look::Words),
        (SHEET, 18.0, Look::Words),
        (CELL, 10.0, Look::Mark),
        (MESSAGE, 60.0, Look::Words),
        (FOUND, 16.0, Look::Words),
        (EXPECTED, 16.0, Look::Words),
        (Page::Reasons.entry(), 50.0, Look::EntryAsTyped),
    ];
    let mut leaves = Leaves::new(material, Page::Reasons, TITLE, NOTE, &columns);
    let concerns = material.ledger.concern();
    let mut known = BTreeSet::new();
    for finding in material.findings.iter().filter(|one| !one.is_editorial()) {
        let id = finding_id(finding);
        if known.contains(&id) {
            continue;
        }
        let is_replaced = !concerns(finding);
        row(&mut leaves, material, (finding, is_replaced), &id, rows.get(&id));
        known.insert(id);
    }
    let left = rows.iter().filter(|(id, row)| !known.contains(*id) && row.holds());
    for (id, row) in left {
        let kept = Page::Reasons.kept().iter();
        let mut cells: Vec<(&str, &str)> =
            kept.map(|header| (*header, row.column(header))).collect();
        cells.extend([
            (REASON_KEY, id.as_str()),
            (Page::Reasons.entry(), row.entry.as_str()),
            (STATE, DONE),
        ]);
        leaves.row(&cells, Some(row));
    }
    (leaves.done(), known.len())
}

fn row(
    leaves: &mut Leaves,
    material: &Material<'_>,
    (finding, is_replaced): (&Finding, bool),
    id: &str,
    row: Option<&Row>,
) {
    let place = &finding.place;
    let text = |text: &Option<String>| text.as_deref().map(clean).unwrap_or_default();
    let cell = place.range.map(|range| range.to_string()).unwrap_or_default();
    let entry = row.map_or("", |row| row.entry.as_str());
    let state = match (entry.is_empty(), finding.severity) {
        (true, _) if is_replaced => REPLACED,
        (true, _) => "",
        (false, Severity::Error) => "Đã giải trình, vẫn là lỗi",
        (false, Severity::Warning | Severity::Info) => "Đã giải trình",
    };
    let cells = [
        (REASON_KEY, id),
        (SEVERITY, severity(finding.severity)),
        (CODE, finding.code),
        (UNIT, &unit_name(material, finding.unit.as_deref())),
        (FILE, &text(&place.file)),
        (SHEET, &text(&place.sheet)),
        (CELL, &cell),
        (MESSAGE, &clean(&finding.message)),
        (FOUND, &text(&finding.found)),
        (EXPECTED, &text(&finding.expected)),
        (Page::Reasons.entry(), entry),
        (STATE, state),
    ];
    leaves.row(&cells, row);
}
