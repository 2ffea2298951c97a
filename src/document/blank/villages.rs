//! The list of villages of a commune that answers for itself: one village a row, its
//! name written by the commune. Nobody has to fill it in; where it is filled in, its
//! rows are added up and the figures of the commune as a whole are a check.

use crate::place::Address;
use crate::plan::decision::Measure;
use spreadsheet::book::{Allowed, Content, Entry, Look, Sheet};

use super::counts::{entry, measure_head};
use super::{Ask, FIRST, GROUPS, HEADS, Sending, letters, range};

/// Ordinal and name stand before the first figure.
const FIRST_FIGURE: u32 = 2;
/// A commune of 01/7/2025 has some thirty villages, at most some sixty.
const ROWS: u32 = 80;

/// The sheet, if any of what the unit is asked is counted by villages.
pub(super) fn sheet(sending: &Sending<'_>, asks: &[Ask<'_>]) -> Option<Sheet> {
    let vocabulary = &sending.plan.vocabulary;
    let listed = |ask: &&Ask<'_>| vocabulary.is_listed_by_village(&ask.variable.code);
    let asks: Vec<&Ask<'_>> = asks.iter().filter(listed).collect();
    if asks.is_empty() {
        return None;
    }
    let mut sheet = sending.sheet(
        "Theo thôn, tổ dân phố",
        "Biểu theo thôn, tổ dân phố",
        "Chỉ nhập vào các ô nền vàng.",
    );
    for (col, head) in [(0, "STT"), (1, "Thôn, tổ dân phố")] {
        sheet.merged(range((GROUPS, col), (HEADS, col)), head, Look::Head);
    }
    let last = FIRST + ROWS - 1;
    for row in FIRST..=last {
        let number = i64::from(row - FIRST) + 1;
        sheet.put(row, 0, Content::Count(number), Look::Mark);
        sheet.put(row, 1, Content::Blank, Look::EntryText);
    }
    sheet.entries.push(names(last));
    let mut col = FIRST_FIGURE;
    for ask in asks {
        col = columns(sending, ask, col, &mut sheet);
    }
    sheet.widths = vec![5.0, 28.0];
    sheet.widths.extend((FIRST_FIGURE..col).map(|_| 11.0));
    sheet.heights = vec![(GROUPS, 30.0), (HEADS, 48.0)];
    sheet.scrolls_from = Some(Address::new(FIRST, FIRST_FIGURE));
    sheet.repeated = Some((GROUPS, HEADS));
    Some(sheet)
}

/// The columns of one variable from `first` on; gives the first beyond them. A village
/// is one of what counts villages: of that it says yes or no.
fn columns(sending: &Sending<'_>, ask: &Ask<'_>, first: u32, sheet: &mut Sheet) -> u32 {
    let is_village = sending.plan.vocabulary.counts_villages() == ask.variable.code;
    let asked = |measure: &&Measure| !(is_village && **measure == Measure::Total);
    let measures: Vec<Measure> = ask.measures.iter().filter(asked).copied().collect();
    let last = FIRST + ROWS - 1;
    let mut col = first;
    let mut base = None;
    for measure in measures {
        sheet.text(HEADS, col, &measure_head(sending, ask, measure), Look::Head);
        let look = if is_village { Look::EntryMark } else { Look::EntryCount };
        for row in FIRST..=last {
            sheet.put(row, col, Content::Blank, look);
        }
        let rule =
            if is_village { cross(col, last) } else { entry(col, base, FIRST, last) };
        sheet.entries.push(rule);
        base = base.or((measure == Measure::Total).then_some(col));
        col += 1;
    }
    sheet.across(GROUPS, (first, col - 1), &ask.name, Look::Head);
    col
}

/// Whatever a village is called; says that nobody has to.
fn names(last: u32) -> Entry {
    Entry {
        range: range((FIRST, 1), (last, 1)),
        allowed: Allowed::Formula("TRUE".to_owned()),
        prompt: "Không bắt buộc. Mỗi dòng ghi một thôn, tổ dân phố; số của xã, phường là tổng \
                 các dòng, không phải ghi lại ở biểu số liệu chung."
            .to_owned(),
        complaint: "Ghi tên thôn, tổ dân phố.".to_owned(),
    }
}

/// A cross or nothing.
fn cross(col: u32, last: u32) -> Entry {
    let cell = letters(FIRST, col);
    Entry {
        range: range((FIRST, col), (last, col)),
        allowed: Allowed::Formula(format!("OR({cell}=\"x\",{cell}=\"\")")),
        prompt: "Có: ghi x; không: để trống.".to_owned(),
        complaint: "Chỉ ghi x hoặc để trống.".to_owned(),
    }
}
