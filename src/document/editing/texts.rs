//! Every paragraph of the reports, and the clerk's own words for it.

use std::collections::BTreeMap;

use super::page::{Column, Leaves};
use crate::document::Material;
use crate::document::passages::{Said, alike};
use crate::document::report::Edition;
use crate::editorial::layout::{SAID, SAID_BEFORE, STANDS, STATE, TEXT_KEY};
use crate::editorial::{Page, Row};
use spreadsheet::book::{Look, Sheet};

const TITLE: &str = "Nội dung báo cáo";
const NOTE: &str = "Muốn in câu khác, ghi câu đó vào cột “Câu sửa”, kể cả dấu cuối câu; để trống thì in câu của chương trình. Alt+Enter tạo đoạn mới.";

const CHANGED: &str = "Câu của chương trình đã đổi. Xem lại câu sửa, rồi xóa ô “Câu của chương trình lúc sửa”.";
const GONE: &str = "Báo cáo không còn đoạn này; câu sửa được giữ lại, không in.";

pub(super) fn sheet(
    material: &Material<'_>,
    said: &[Said],
    rows: &BTreeMap<String, Row>,
) -> Sheet {
    let columns: [Column; 5] = [
        (TEXT_KEY, 24.0, Look::Text),
        (STANDS, 26.0, Look::Words),
        (SAID, 70.0, Look::Words),
        (Page::Texts.entry(), 70.0, Look::EntryAsTyped),
        (SAID_BEFORE, 40.0, Look::EntryAsTyped),
    ];
    let mut leaves = Leaves::new(material, Page::Texts, TITLE, NOTE, &columns);
    for one in said {
        paragraph(&mut leaves, one, rows.get(&one.id));
    }
    let known = |key: &String| said.iter().any(|one| one.id == *key);
    for (key, row) in rows.iter().filter(|(key, row)| !known(key) && row.holds()) {
        let cells = [
            (TEXT_KEY, key.as_str()),
            (STANDS, row.column(STANDS)),
            (SAID, row.column(SAID)),
            (Page::Texts.entry(), row.entry.as_str()),
            (STATE, GONE),
            (SAID_BEFORE, row.column(SAID_BEFORE)),
        ];
        leaves.row(&cells, Some(row));
    }
    leaves.done()
}

fn paragraph(leaves: &mut Leaves, one: &Said, row: Option<&Row>) {
    let entry = row.map_or("", |row| row.entry.as_str());
    let before = row.map_or("", |row| {
        let before = row.column(SAID_BEFORE);
        if before.is_empty() { row.column(SAID) } else { before }
    });
    let changed = !entry.is_empty() && !alike(before, &one.text);
    let state = match (entry.is_empty(), changed) {
        (true, _) => "",
        (false, true) => CHANGED,
        (false, false) => "Đã sửa",
    };
    let cells = [
        (TEXT_KEY, one.id.as_str()),
        (STANDS, &stands(one)),
        (SAID, one.text.as_str()),
        (Page::Texts.entry(), entry),
        (STATE, state),
        (SAID_BEFORE, if changed { before } else { "" }),
    ];
    leaves.row(&cells, row);
}

/// "II. Kết quả thực hiện (bản gửi tỉnh)".
fn stands(one: &Said) -> String {
    let chapter = match one.chapter.as_str() {
        "opening" => "Mở đầu",
        "leadership" => "I. Lãnh đạo, chỉ đạo, kinh phí",
        "results" => "II. Kết quả thực hiện chỉ tiêu",
        "tasks" => "III. Thực hiện nhiệm vụ",
        "assessment" => "IV. Đánh giá chung",
        "outlook" => "V. Phương hướng, nhiệm vụ",
        "proposals" => "VI. Kiến nghị, đề xuất",
        "closing" => "Đoạn kết",
        _ => "Phụ lục",
    };
    let edition = match one.edition {
        None => "",
        Some(Edition::Ministry) => " (chỉ bản gửi Bộ)",
        Some(Edition::Province) => " (chỉ bản gửi tỉnh)",
    };
    let document = if one.in_review { "Báo cáo giai đoạn: " } else { "" };
    format!("{document}{chapter}{edition}")
}
