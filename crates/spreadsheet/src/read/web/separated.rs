//! Lines of a text whose fields a sign sets apart: CSV, TSV and their kin. Which
//! sign it is, the lines tell: the one that gives most of them as many fields.

use std::collections::BTreeMap;

use csv::{ReaderBuilder, StringRecord};

use super::written::plain_number;
use crate::place::Address;
use crate::read::cell::Value;
use crate::read::draft::{About, Budget, Calculation, Draft};
use crate::read::unreadable::{Looks, Unreadable};
use crate::read::{Sheet, Visibility, Workbook, limits};

/// Signs that set fields apart. A comma is one only if no other is: it stands in
/// numbers too.
const SIGNS: [u8; 4] = [b'\t', b';', b'|', b','];
/// Lines by which the sign is found.
const LINES: usize = 500;

/// Whether a text is a table, and which sign sets its fields apart.
pub(super) fn sign(text: &str) -> Option<u8> {
    if let Some(told) = told(text) {
        return Some(told);
    }
    let mut fits = SIGNS.into_iter().map(|sign| (sign, fit(text, sign)));
    let good = |(_, share): &(u8, usize)| *share >= 60;
    let clear = fits.clone().find(|(_, share)| *share >= 90);
    clear.or_else(|| fits.find(good)).map(|(sign, _)| sign)
}

/// The sign that a first line names for Excel: `sep=;`.
fn told(text: &str) -> Option<u8> {
    let line = text.trim_start_matches('\u{feff}').lines().next()?;
    let sign = line.trim_end().strip_prefix("sep=")?;
    SIGNS.into_iter().find(|known| sign.as_bytes() == [*known])
}

/// Of a hundred lines with this sign, how many have the usual number of fields;
/// none where hardly a line has the sign.
fn fit(text: &str, sign: u8) -> usize {
    let mut counts = BTreeMap::<usize, usize>::new();
    let mut all = 0_usize;
    for record in reader(text, sign).into_records().take(LINES) {
        let Ok(record) = record else { return 0 };
        all += 1;
        if record.len() > 1 {
            *counts.entry(record.len()).or_default() += 1;
        }
    }
    let several: usize = counts.values().sum();
    let usual = counts.values().copied().max().unwrap_or(0);
    if usual < 2 || several * 3 < all { 0 } else { usual * 100 / several }
}

fn reader(text: &str, sign: u8) -> csv::Reader<&[u8]> {
    let mut builder = ReaderBuilder::new();
    builder.delimiter(sign).flexible(true).has_headers(false);
    builder.from_reader(text.as_bytes())
}

pub(super) fn read(text: &str) -> Result<Workbook, Unreadable> {
    let text = text.trim_start_matches('\u{feff}');
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    let plain = Unreadable::NotASpreadsheet { looks: Looks::PlainText };
    let sign = sign(&text).ok_or(plain)?;
    let skipped = u64::from(told(&text).is_some());
    let mut budget = Budget::new(Calculation::default());
    let mut draft = Draft::new(&mut budget);
    // Lines that a field holds are no rows.
    let mut within = 0;
    for record in reader(&text, sign).into_records() {
        let record =
            record.map_err(|_| Unreadable::damaged("nội dung không đúng CSV"))?;
        let line = record.position().map_or(0, csv::Position::line);
        let row = line.saturating_sub(1 + within);
        within += lines_within(&record, sign)?;
        if let Some(row) = row.checked_sub(skipped) {
            put(&record, row, &mut draft)?;
        }
    }
    let sheet = Sheet::from_draft("Sheet1", Visibility::Visible, draft);
    Ok(Workbook { sheets: vec![sheet], ..Workbook::default() })
}

fn lines_within(record: &StringRecord, sign: u8) -> Result<u64, Unreadable> {
    let mut lines = 0;
    for field in record {
        let breaks = field.matches('\n').count();
        if breaks > limits::QUOTED_LINES && field.contains(char::from(sign)) {
            return Err(Unreadable::damaged("có dấu nháy kép mở mà không đóng"));
        }
        lines += breaks as u64;
    }
    Ok(lines)
}

fn put(record: &StringRecord, row: u64, draft: &mut Draft<'_>) -> Result<(), Unreadable> {
    let row = u32::try_from(row).unwrap_or(limits::ROWS);
    for (col, field) in record.iter().enumerate() {
        if field.trim().is_empty() {
            continue;
        }
        let at = Address::new(row, u32::try_from(col).unwrap_or(limits::COLUMNS));
        let trimmed = field.trim();
        let quoted = trimmed.strip_prefix("=\"").and_then(|rest| rest.strip_suffix('"'));
        let (value, formula) = match (plain_number(trimmed), trimmed.strip_prefix('=')) {
            (Some(number), _) => (Value::Number(number), None),
            // `="0123"` keeps a text a text.
            (None, Some(_)) if quoted.is_some_and(|text| !text.contains('"')) => {
                (Value::Text(quoted.unwrap_or_default().to_owned()), None)
            }
            // Excel would calculate it; nothing tells what comes out.
            (None, Some(formula)) => (Value::Uncalculated, Some(formula)),
            (None, None) => (Value::Text(field.to_owned()), None),
        };
        draft.put(at, value, About { formula, ..About::default() })?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sign_is_the_one_that_gives_lines_as_many_fields() {
        let of = |text: &str| sign(text).map(char::from);
        assert_eq!(
            of("UBND HUYỆN\n\nSTT;Xã;Hộ\n1;An Thắng;1,5\n2;Bộc Bố;2\n"),
            Some(';')
        );
        assert_eq!(of("STT,Xã,Hộ\n1,An Thắng,15\n2,\"Bộc, Bố\",2\n"), Some(','));
        assert_eq!(of("STT\tXã\n1\tAn Thắng, a\n2\tBộc Bố, b\n"), Some('\t'));
        assert_eq!(of("sep=|\nXã|Hộ\n"), Some('|'));
        assert_eq!(of("Kính gửi: Sở\nXin gửi báo cáo, kèm theo.\nTrân trọng\n"), None);
        assert_eq!(of("STT;Ten don vi;So luong\r\n"), None);
    }
}
