//! The table of levels and marks: communes or districts down, variables across,
//! each answered from a list.

use crate::document::wording::NOT_REPORTED;
use crate::place::{Address, CellRange};
use crate::plan::decision::VariableKind;
use spreadsheet::book::{Allowed, Content, Entry, Look, Sheet};

use super::{Ask, FIRST, HEADS, Per, Sending, rows_head};

pub(super) const YES: &str = "Có";
pub(super) const NO: &str = "Không";
const NONE_REACHED: &str = "Chưa đạt";

pub(super) fn sheet(sending: &Sending<'_>, asks: &[Ask<'_>]) -> Sheet {
    let per = asks.first().map_or(Per::District, |ask| ask.per);
    let mut sheet = sending.sheet(
        "Mức độ, công nhận",
        "Biểu mức độ và kết quả công nhận",
        "Chọn trong danh sách ở từng ô nền vàng; không để trống.",
    );
    let rows = sending.rows(per);
    sheet.text(HEADS, 0, "STT", Look::Head);
    sheet.text(HEADS, 1, &rows_head(sending.plan, per), Look::Head);
    sheet.widths = vec![5.0, 28.0];
    for (index, name) in (0..).zip(&rows) {
        sheet.put(FIRST + index, 0, Content::Count((index + 1).into()), Look::Mark);
        sheet.text(FIRST + index, 1, name.label, Look::Text);
    }
    let last = FIRST + u32::try_from(rows.len()).unwrap_or(0).saturating_sub(1);
    for (index, ask) in (0..).zip(asks) {
        let (now, before) = (2 + 2 * index, 3 + 2 * index);
        sheet.text(HEADS, now, &ask.name, Look::Head);
        sheet.text(HEADS, before, &format!("{} năm trước", ask.name), Look::Head);
        sheet.widths.extend([17.0, 15.0]);
        for (row, name) in (FIRST..).zip(&rows) {
            sheet.put(row, now, Content::Blank, Look::EntryMark);
            let words = sending.previous.words(&ask.variable.code, *name);
            sheet.text(row, before, words.as_deref().unwrap_or(NOT_REPORTED), Look::Mark);
        }
        sheet.entries.push(Entry {
            range: CellRange {
                first: Address::new(FIRST, now),
                last: Address::new(last, now),
            },
            allowed: Allowed::OneOf(answers(sending, ask)),
            prompt: "Chọn trong danh sách. Chưa đạt thì cũng chọn, không để trống."
                .to_owned(),
            complaint: "Chỉ nhận một giá trị trong danh sách của ô này.".to_owned(),
        });
    }
    sheet.heights = vec![(HEADS, 78.0)];
    sheet.scrolls_from = Some(Address::new(FIRST, 2));
    sheet.repeated = Some((HEADS, HEADS));
    sheet
}

/// What can be answered, the best first.
fn answers(sending: &Sending<'_>, ask: &Ask<'_>) -> Vec<String> {
    match ask.variable.kind {
        VariableKind::Scale => {
            let scale = ask.indicator.scale(sending.year);
            scale.map(|scale| scale.levels.clone()).unwrap_or_default()
        }
        VariableKind::Level => {
            let top = ask.variable.top.unwrap_or(1);
            let levels = (1..=top).rev().map(|level| level_words(&level.to_string()));
            levels.chain([NONE_REACHED.to_owned()]).collect()
        }
        VariableKind::Mark | VariableKind::Counts => vec![YES.to_owned(), NO.to_owned()],
    }
}

/// A level as it is written in words: `2` is `Mức độ 2`.
pub(super) fn level_words(level: &str) -> String {
    match level.parse::<u8>() {
        Ok(0) => NONE_REACHED.to_owned(),
        Ok(number) => format!("Mức độ {number}"),
        Err(_) => level.to_owned(),
    }
}
