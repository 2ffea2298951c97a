//! What calamine leaves out of an old `.xls`: how cells look, rich texts, what is
//! hidden, comments, formulas without a result; and how large its sheets are.
//!
//! A walk over the records of the BIFF stream before calamine gets it. The
//! declared dimensions, by which calamine reserves memory, are wiped, and so is
//! what it would stumble over. Here are the records before the sheets; those of
//! a sheet are in [`super::biff_sheet`].

use std::collections::BTreeMap;

use super::biff_formula::{Dialect, Links};
use super::biff_sheet::{self, Found};
use super::biff_strings::{self as strings, CONTINUE, Continued};
use super::biff_styles::{Styles, colour};
use super::conditions::Rule;
use super::draft::Calculation;
use super::limits;
use super::look::Colour;
use super::shared_strings::Rich;
use super::stretches::{Fonts, Stretch};
use super::styles_xml::Style;
use super::unreadable::Unreadable;
use crate::place::Address;

/// What was found in the stream, sheets in their order.
#[derive(Debug, Default)]
pub(super) struct Survey {
    pub(super) sheets: Vec<Found>,
    pub(super) calculation: Calculation,
    /// Its texts are in Windows-1258, but were read as 1252.
    pub(super) is_vietnamese: bool,
    styles: Vec<Style>,
    fonts: Fonts,
    palette: Vec<Colour>,
    /// Rich texts among the shared ones.
    shared: BTreeMap<u32, Vec<Stretch>>,
}

impl Survey {
    pub(super) fn style(&self, sheet: &Found, at: Address) -> Option<&Style> {
        self.styles.get(usize::from(sheet.style(at)?))
    }

    /// The formats on a condition of a sheet.
    pub(super) fn rules(&self, sheet: &Found) -> Vec<Rule> {
        sheet.conditions.rules(|entry| colour(&self.palette, entry))
    }

    /// What the stretches of a text in a cell tell, where it has some.
    pub(super) fn rich(&self, sheet: &Found, at: Address, text: &str) -> Option<Rich> {
        let stretches = sheet.stretches(at, &self.shared)?;
        Some(self.fonts.rich(text, stretches))
    }
}

/// Surveys a stream and wipes the dimensions of its sheets.
pub(super) fn survey(stream: &mut [u8]) -> Result<Survey, Unreadable> {
    let globals = Globals::read(stream)?;
    let mut sheets = Vec::new();
    let (mut area, mut records) = (0_u64, limits::RECORDS);
    for start in &globals.sheets {
        let found = biff_sheet::read(stream, *start, &globals.links, &mut records)?;
        area = area.saturating_add(found.area());
        if area > limits::DENSE_CELLS {
            return Err(Unreadable::too_large(
                "vùng ô của các sheet",
                limits::DENSE_CELLS,
            ));
        }
        sheets.push(found);
    }
    biff_sheet::mark_uncalculated(&mut sheets);
    let by_hand = sheets.iter().any(|sheet| sheet.calculates_by_hand);
    let palette = globals.styles.palette().to_vec();
    let (fonts, styles) = globals.styles.finish();
    Ok(Survey {
        sheets,
        calculation: Calculation { by_hand, on_load: false },
        is_vietnamese: globals.is_vietnamese,
        styles,
        fonts,
        palette,
        shared: globals.shared,
    })
}

/// One record: its kind, and where its data stands.
pub(super) struct Record {
    pub(super) kind: u16,
    pub(super) start: usize,
    pub(super) end: usize,
}

/// The record at a place; damage where it leaves the stream.
pub(super) fn record(stream: &[u8], at: usize) -> Result<Record, Unreadable> {
    let head = stream.get(at..at.saturating_add(4)).ok_or_else(cut_off)?;
    let (start, len) = (at + 4, usize::from(u16_at(head, 2)));
    if start + len > stream.len() {
        return Err(cut_off());
    }
    Ok(Record { kind: u16_at(head, 0), start, end: start + len })
}

/// The data of a record and of those it goes on in.
pub(super) fn continued<'s>(stream: &'s [u8], first: &Record) -> Vec<&'s [u8]> {
    let mut parts = vec![&stream[first.start..first.end]];
    let mut at = first.end;
    while let Ok(next) = record(stream, at) {
        if next.kind != CONTINUE {
            break;
        }
        parts.push(&stream[next.start..next.end]);
        at = next.end;
    }
    parts
}

/// The code page of Vietnamese Windows.
const VIETNAMESE: u16 = 1258;

/// What stands before the sheets.
struct Globals {
    is_biff8: bool,
    is_vietnamese: bool,
    sheets: Vec<usize>,
    styles: Styles,
    shared: BTreeMap<u32, Vec<Stretch>>,
    /// Of each book that references may name: whether it is another one.
    books: Vec<bool>,
    links: Links,
}

impl Globals {
    fn read(stream: &mut [u8]) -> Result<Self, Unreadable> {
        let mut globals = Self {
            is_biff8: false,
            is_vietnamese: false,
            sheets: Vec::new(),
            styles: Styles::new(),
            shared: BTreeMap::new(),
            books: Vec::new(),
            links: Links::default(),
        };
        let mut at = 0;
        loop {
            let record = record(stream, at)?;
            at = record.end;
            let data = &mut stream[record.start..record.end];
            match record.kind {
                0x0042 if data.len() >= 2 => globals.tame_code_page(data),
                0x0809 if data.len() >= 2 => {
                    globals.is_biff8 = u16_at(data, 0) == 0x0600;
                    let biff8 = globals.is_biff8;
                    globals.links.dialect =
                        if biff8 { Dialect::Biff8 } else { Dialect::Biff5 };
                }
                0x002F => return Err(Unreadable::Encrypted),
                0x0085 if data.len() >= 6 => globals.sheet(data)?,
                0x00FC => {
                    let parts = Continued::new(continued(stream, &record));
                    globals.shared = strings::rich_shared(parts);
                    if globals.shared.len() > limits::CELLS {
                        let what = "số ô có nhiều kiểu chữ";
                        return Err(Unreadable::too_large(what, limits::CELLS));
                    }
                }
                0x01AE => globals.books.push(is_another_book(data)),
                0x0017 => globals.list_sheets(data),
                0x0018 => globals.name(data),
                0x000A => return Ok(globals),
                kind => globals.styles.take(kind, data, globals.is_biff8),
            }
        }
    }

    fn sheet(&mut self, data: &[u8]) -> Result<(), Unreadable> {
        let start = u32::from_le_bytes([data[0], data[1], data[2], data[3]]);
        self.sheets.push(start as usize);
        if self.sheets.len() > 5 * limits::SHEETS {
            return Err(Unreadable::too_large("số sheet", 5 * limits::SHEETS));
        }
        Ok(())
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

    /// The list of sheets that references name: of BIFF8 all in one record, each
    /// with its book.
    fn list_sheets(&mut self, data: &[u8]) {
        if !self.is_biff8 {
            self.links.outside.push(is_another_book_of_biff5(data));
            return;
        }
        let sheets = data.get(2..).unwrap_or_default().chunks_exact(6);
        let outside = sheets.map(|sheet| {
            let book = self.books.get(usize::from(u16_at(sheet, 0)));
            book.is_some_and(|another| *another)
        });
        self.links.outside = outside.collect();
    }

    /// A defined name, whose formula stands at the end of its record.
    fn name(&mut self, data: &[u8]) {
        let len = data.get(4..6).map_or(0, |len| usize::from(u16_at(len, 0)));
        let tokens = data.len().checked_sub(len).map(|start| &data[start..]);
        let found =
            tokens.and_then(|tokens| self.links.walk(tokens, &self.links.outside));
        self.links.names.push(found.is_some_and(|found| found.leaves_the_workbook));
    }
}

/// Whether a record of a book means one beside this one; functions of add-ins and
/// the workbook itself are marked with a number where others have a path.
fn is_another_book(data: &[u8]) -> bool {
    const OWN: u16 = 0x0401;
    const ADD_IN: u16 = 0x3A01;
    data.len() > 4 && !matches!(u16_at(data, 2), OWN | ADD_IN)
}

/// In BIFF5 a sheet of another book has an encoded path for a name.
pub(super) fn is_another_book_of_biff5(data: &[u8]) -> bool {
    const PATH: u8 = 1;
    data.get(1) == Some(&PATH)
}

pub(super) fn u16_at(bytes: &[u8], at: usize) -> u16 {
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
