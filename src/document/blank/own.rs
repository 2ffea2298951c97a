//! What a unit counts only for itself: variables down, what is counted across.

use crate::place::Address;
use crate::plan::decision::Measure;
use spreadsheet::book::{Content, Look, Sheet};

use super::counts::{Shape, before_head, entry, figures, target_head};
use super::{Ask, FIRST, HEADS, Sending};

/// Ordinal, name and unit of count stand before the first figure.
const FIRST_FIGURE: u32 = 3;

pub(super) fn sheet(sending: &Sending<'_>, asks: &[Ask<'_>]) -> Sheet {
    let mut sheet = sending.sheet(
        "Số liệu chung",
        "Biểu số liệu chung của đơn vị",
        "Chỉ nhập vào các ô nền vàng; tỷ lệ tự tính.",
    );
    let shape = Shape { measures: measures(asks), first: FIRST_FIGURE };
    heads(sending, &shape, &mut sheet);
    for (index, ask) in (0..).zip(asks) {
        let row = FIRST + index;
        sheet.put(row, 0, Content::Count((index + 1).into()), Look::Mark);
        sheet.text(row, 1, &ask.name, Look::Words);
        sheet.text(row, 2, &ask.indicator.unit_of_count, Look::Mark);
        for name in sending.rows(ask.per) {
            figures(sending, ask, &shape, row, name, &mut sheet);
        }
        sheet.heights.push((row, 34.0));
    }
    let last = FIRST + u32::try_from(asks.len()).unwrap_or(0).saturating_sub(1);
    for measure in &shape.measures {
        if let Some(col) = shape.entry(*measure) {
            let base = shape.base().filter(|base| *base != col);
            sheet.entries.push(entry(col, base, FIRST, last));
        }
    }
    sheet.scrolls_from = Some(Address::new(FIRST, FIRST_FIGURE));
    sheet.repeated = Some((HEADS, HEADS));
    sheet
}

/// All measures that any of them has.
fn measures(asks: &[Ask<'_>]) -> Vec<Measure> {
    let mut measures: Vec<Measure> =
        asks.iter().flat_map(|ask| ask.measures.iter().copied()).collect();
    measures.sort_unstable();
    measures.dedup();
    measures
}

fn heads(sending: &Sending<'_>, shape: &Shape, sheet: &mut Sheet) {
    for (col, head) in (0..).zip(["STT", "Chỉ tiêu", "Đơn vị tính"]) {
        sheet.text(HEADS, col, head, Look::Head);
    }
    for measure in &shape.measures {
        if let (Some(now), Some(before)) = (shape.entry(*measure), shape.before(*measure))
        {
            let head = match measure {
                Measure::Total => "Tổng số",
                Measure::Registered => "Số đăng ký",
                Measure::Achieved => "Số đạt",
            };
            sheet.text(HEADS, now, head, Look::Head);
            sheet.text(HEADS, before, before_head(*measure), Look::Head);
        }
    }
    sheet.text(HEADS, shape.rate(), "Tỷ lệ", Look::Head);
    sheet.text(HEADS, shape.rate_before(), "Tỷ lệ năm trước", Look::Head);
    sheet.text(HEADS, shape.target(), &target_head(sending), Look::Head);
    sheet.widths = vec![5.0, 46.0, 14.0];
    sheet.widths.extend((shape.first..=shape.target()).map(|_| 13.0));
    sheet.heights = vec![(HEADS, 48.0)];
}
