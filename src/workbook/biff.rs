//! What calamine leaves out of an old `.xls`: number formats, fonts, hidden
//! rows and columns, formulas without a result; and how large its sheets are.
//!
//! A walk over the records of the BIFF stream before calamine gets it. The
//! declared dimensions, by which calamine reserves memory, are wiped.

use std::collections::{BTreeMap, BTreeSet};

use super::limits;
use super::look::Look;
use super::unreadable::Unreadable;
use crate::place::Address;

/// What was found on one sheet.
#[derive(Debug, Default)]
pub(super) struct Found {
    pub(super) hidden_rows: Vec<u32>,
    pub(super) hidden_cols: Vec<u32>,
    /// Formulas whose writer did not calculate them.
    pub(super) uncalculated: BTreeSet<Address>,
    looks: BTreeMap<Address, u16>,
    /// Formulas; those whose result is an empty text; whether one of these
    /// has no text in it from which an empty text could come.
    formulas: usize,
    blank: Vec<Address>,
    blank_without_text: bool,
}

/// What was found in the stream, sheets in their order.
#[derive(Debug, Default)]
pub(super) struct Survey {
    pub(super) sheets: Vec<Found>,
    looks: Vec<Look>,
    /// Its texts are in Windows-1258, but were read as 1252.
    pub(super) is_vietnamese: bool,
}

impl Survey {
    pub(super) fn look(&self, sheet: &Found, at: Address) -> Option<&Look> {
        self.looks.get(usize::from(*sheet.looks.get(&at)?))
    }
}

/// Surveys a stream and wipes the dimensions of its sheets.
pub(super) fn survey(stream: &mut [u8]) -> Result<Survey, Unreadable> {
    let globals = Globals::read(stream)?;
    let mut sheets = Vec::new();
    let (mut area, mut records) = (0_u64, limits::RECORDS);
    for start in &globals.sheets {
        let (found, cells) = sheet(stream, *start, &mut records)?;
        area = area.saturating_add(cells);
        if area > limits::DENSE_CELLS {
            return Err(Unreadable::too_large(
                "vùng ô của các trang tính",
                limits::DENSE_CELLS,
            ));
        }
        sheets.push(found);
    }
    // `=A1*2` never gives an empty text. Where all formulas of a file give one
    // and such a formula is among them, its writer did not calculate.
    let all_blank = sheets.iter().all(|sheet| sheet.blank.len() == sheet.formulas);
    if all_blank && sheets.iter().any(|sheet| sheet.blank_without_text) {
        for sheet in &mut sheets {
            sheet.uncalculated.extend(sheet.blank.drain(..));
        }
    }
    let is_vietnamese = globals.is_vietnamese;
    Ok(Survey { sheets, looks: globals.looks(), is_vietnamese })
}

/// One record: its kind, and where its data stands.
struct Record {
    kind: u16,
    start: usize,
    end: usize,
}

/// The record at a place; damage where it leaves the stream.
fn record(stream: &[u8], at: usize) -> Result<Record, Unreadable> {
    let head = stream.get(at..at.saturating_add(4)).ok_or_else(cut_off)?;
    let (start, len) = (at + 4, usize::from(u16_at(head, 2)));
    if start + len > stream.len() {
        return Err(cut_off());
    }
    Ok(Record { kind: u16_at(head, 0), start, end: start + len })
}

/// The code page of Vietnamese Windows.
const VIETNAMESE: u16 = 1258;

/// What stands before the sheets.
#[derive(Default)]
struct Globals {
    is_biff8: bool,
    is_vietnamese: bool,
    sheets: Vec<usize>,
    fonts: Vec<String>,
    formats: BTreeMap<u16, String>,
    /// Font and number format of each style.
    styles: Vec<(u16, u16)>,
}

impl Globals {
    fn read(stream: &mut [u8]) -> Result<Self, Unreadable> {
        let mut globals = Self::default();
        let mut at = 0;
        loop {
            let record = record(stream, at)?;
            at = record.end;
            let data = &mut stream[record.start..record.end];
            match record.kind {
                0x0042 if data.len() >= 2 => globals.tame_code_page(data),
                0x0809 if data.len() >= 2 => globals.is_biff8 = u16_at(data, 0) == 0x0600,
                0x002F => return Err(Unreadable::Encrypted),
                0x0085 if data.len() >= 6 => {
                    let start = u32::from_le_bytes([data[0], data[1], data[2], data[3]]);
                    globals.sheets.push(start as usize);
                    if globals.sheets.len() > 5 * limits::SHEETS {
                        return Err(Unreadable::too_large(
                            "số trang tính",
                            5 * limits::SHEETS,
                        ));
                    }
                }
                0x0031 if data.len() >= 16 => {
                    globals.fonts.push(globals.text(&data[14..], 1));
                }
                0x041E if data.len() >= 4 => {
                    let wide = if globals.is_biff8 { 2 } else { 1 };
                    let code = globals.text(&data[2..], wide);
                    globals.formats.insert(u16_at(data, 0), code);
                }
                0x00E0 if data.len() >= 4 => {
                    globals.styles.push((u16_at(data, 0), u16_at(data, 2)));
                }
                0x000A => return Ok(globals),
                _ => (),
            }
        }
    }

    /// In BIFF8 every text is Unicode, whatever code page its writer claims;
    /// calamine believes the claim. Of BIFF5's code pages those that calamine
    /// does not know fail the file, and an old font's codes read as Windows-1258
    /// would be torn apart; both are read as 1252 (see [`super::xls`]).
    fn tame_code_page(&mut self, data: &mut [u8]) {
        const UNICODE: u16 = 1200;
        const WESTERN: u16 = 1252;
        let claimed = u16_at(data, 0);
        let read = match claimed {
            _ if self.is_biff8 => UNICODE,
            874 | 932 | 936 | 949 | 950 | 1250 | 1251 | 1253..=1257 => claimed,
            _ => WESTERN,
        };
        self.is_vietnamese = !self.is_biff8 && claimed == VIETNAMESE;
        data[..2].copy_from_slice(&read.to_le_bytes());
    }

    /// A string with a count of one or two bytes before it.
    fn text(&self, data: &[u8], count: usize) -> String {
        let len = match (count, data) {
            (1, [len, ..]) => usize::from(*len),
            (2, [low, high, ..]) => usize::from(u16::from_le_bytes([*low, *high])),
            _ => 0,
        };
        let rest = &data[count.min(data.len())..];
        let latin =
            |bytes: &[u8]| bytes.iter().take(len).map(|byte| char::from(*byte)).collect();
        match rest.split_first() {
            Some((flags, letters)) if self.is_biff8 && flags & 1 == 1 => {
                let units = letters.chunks_exact(2).take(len);
                let units: Vec<u16> = units.map(|pair| u16_at(pair, 0)).collect();
                String::from_utf16_lossy(&units)
            }
            Some((_, letters)) if self.is_biff8 => latin(letters),
            _ => latin(rest),
        }
    }

    fn looks(&self) -> Vec<Look> {
        let look = |(font, format): &(u16, u16)| {
            // Font 4 does not exist; those after it are numbered one too high.
            let font = usize::from(if *font > 4 { font - 1 } else { *font });
            let code = self.formats.get(format).cloned();
            Look {
                font: self.fonts.get(font).cloned(),
                format: code.or_else(|| built_in(*format).map(str::to_owned)),
                ..Look::default()
            }
        };
        self.styles.iter().map(look).collect()
    }
}

/// Surveys one sheet; also the area that its cells span.
fn sheet(
    stream: &mut [u8],
    start: usize,
    records: &mut u32,
) -> Result<(Found, u64), Unreadable> {
    let mut found = Found::default();
    let mut span: Option<[u16; 4]> = None;
    let (mut at, mut depth) = (start, 0_u32);
    loop {
        let record = record(stream, at)?;
        at = record.end;
        *records = records.checked_sub(1).ok_or_else(|| {
            Unreadable::too_large("số bản ghi của tệp", limits::RECORDS)
        })?;
        let data = &mut stream[record.start..record.end];
        match record.kind {
            0x0809 => depth += 1,
            0x000A if depth <= 1 => break,
            0x000A => depth -= 1,
            // A chart within the sheet has cells of its own.
            _ if depth > 1 => (),
            0x0200 => data.fill(0),
            0x0208 if data.len() >= 14 && u16_at(data, 12) & 0x20 != 0 => {
                found.hidden_rows.push(u32::from(u16_at(data, 0)));
            }
            0x007D if data.len() >= 10 && u16_at(data, 8) & 1 != 0 => {
                let next = found.hidden_cols.last().map_or(0, |col| col + 1);
                let (first, last) =
                    (u32::from(u16_at(data, 0)), u32::from(u16_at(data, 2)));
                found.hidden_cols.extend(first.max(next)..=last.min(limits::COLUMNS - 1));
            }
            0x0203 | 0x0204 | 0x00D6 | 0x0205 | 0x027E | 0x00FD | 0x00BD | 0x0006
                if data.len() >= 6 =>
            {
                let cols = found.cells(record.kind, data);
                let row = u16_at(data, 0);
                let [top, bottom, left, right] =
                    span.unwrap_or([row, row, cols.0, cols.1]);
                span = Some([
                    top.min(row),
                    bottom.max(row),
                    left.min(cols.0),
                    right.max(cols.1),
                ]);
            }
            _ => (),
        }
    }
    let area = span.map_or(0, |[top, bottom, left, right]| {
        (u64::from(bottom - top) + 1) * (u64::from(right - left) + 1)
    });
    Ok((found, area))
}

impl Found {
    /// Notes the cells of a record; gives its first and last column.
    fn cells(&mut self, kind: u16, data: &[u8]) -> (u16, u16) {
        let (row, col) = (u32::from(u16_at(data, 0)), u16_at(data, 2));
        let at = |col: u16| Address::new(row, u32::from(col));
        if kind == 0x00BD {
            // Many numbers: a style and a value of four bytes for each column.
            let looks = data[4..].chunks_exact(6).map(|cell| u16_at(cell, 0));
            let cells = (col..=u16::MAX).zip(looks);
            let mut last = col;
            for (col, look) in cells {
                self.looks.insert(at(col), look);
                last = col;
            }
            return (col, last);
        }
        self.looks.insert(at(col), u16_at(data, 4));
        if kind == 0x0006 && data.len() >= 22 {
            self.formula(at(col), data);
        }
        (col, col)
    }
}

impl Found {
    fn formula(&mut self, at: Address, data: &[u8]) {
        self.formulas += 1;
        // Excel leaves the second flag at zero; some writers that do not
        // calculate set it, "calculate on load", beside a result of 0.
        if u16_at(data, 14) & 2 != 0 && data[6..14] == [0; 8] {
            self.uncalculated.insert(at);
        }
        if matches!(data[6..14], [3, .., 0xFF, 0xFF]) {
            self.blank.push(at);
            // 0x17 is the token of a text.
            self.blank_without_text |= !data[22..].contains(&0x17);
        }
    }
}

/// Number formats that a file need not spell out; dates are known otherwise.
pub(super) fn built_in(format: u16) -> Option<&'static str> {
    Some(match format {
        1 => "0",
        2 => "0.00",
        3 => "#,##0",
        4 => "#,##0.00",
        9 => "0%",
        10 => "0.00%",
        11 => "0.00E+00",
        37 | 38 => "#,##0",
        39 | 40 => "#,##0.00",
        49 => "@",
        _ => return None,
    })
}

fn u16_at(bytes: &[u8], at: usize) -> u16 {
    u16::from_le_bytes([bytes[at], bytes[at + 1]])
}

fn cut_off() -> Unreadable {
    Unreadable::damaged("nội dung bị ngắt giữa chừng")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn record_of(kind: u16, data: &[u8]) -> Vec<u8> {
        let len = u16::try_from(data.len()).expect("a short record");
        [kind.to_le_bytes(), len.to_le_bytes()]
            .concat()
            .into_iter()
            .chain(data.to_vec())
            .collect()
    }

    /// A stream with one sheet of these records.
    fn stream(records: &[Vec<u8>]) -> Vec<u8> {
        let bof = record_of(0x0809, &[0, 6, 5, 0]);
        let end = record_of(0x000A, &[]);
        let start = u32::try_from(2 * bof.len() + 2 + end.len()).expect("a short stream");
        let mut sheet = start.to_le_bytes().to_vec();
        sheet.extend([0, 0]);
        [bof.clone(), record_of(0x0085, &sheet), end.clone(), bof, records.concat(), end]
            .concat()
    }

    #[test]
    fn the_declared_dimensions_are_wiped() {
        let mut stream = stream(&[record_of(0x0200, &[0xFF; 14])]);
        let before = stream.len();
        survey(&mut stream).expect("well-formed");
        assert_eq!(stream.len(), before);
        assert!(!stream.windows(14).any(|part| part == [0xFF; 14]));
    }

    #[test]
    fn an_area_that_calamine_could_not_lay_out_is_refused() {
        let cell = |row: u16, col: u16| {
            let place = [row.to_le_bytes(), col.to_le_bytes()].concat();
            record_of(0x0203, &[place, vec![0; 10]].concat())
        };
        assert!(survey(&mut stream(&[cell(0, 0), cell(65_535, 50)])).is_ok());
        let far = survey(&mut stream(&[cell(0, 0), cell(65_535, 255)]));
        assert!(matches!(far, Err(Unreadable::TooLarge { .. })));
    }

    #[test]
    fn a_stream_that_breaks_off_is_damaged() {
        let whole = stream(&[]);
        let cut = survey(&mut whole[..whole.len() - 2].to_vec());
        assert!(matches!(cut, Err(Unreadable::Damaged { .. })));
    }
}
