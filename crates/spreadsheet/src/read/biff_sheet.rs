//! The records of one sheet of an old `.xls`, as far as calamine leaves them out.

use std::collections::{BTreeMap, BTreeSet};

use super::biff::{continued, is_another_book_of_biff5, record, u16_at};
use super::biff_comments::Comments;
use super::biff_conditions::Conditions;
use super::biff_formula::{Dialect, Links};
use super::biff_strings as strings;
use super::columns::Columns;
use super::draft::View;
use super::limits;
use super::notes::{Note, Notes};
use super::stretches::Stretch;
use super::unreadable::Unreadable;
use super::widths::is_flat;
use crate::place::{Address, CellRange};

/// What was found on one sheet.
#[derive(Debug, Default)]
pub(super) struct Found {
    pub(super) columns: Columns,
    pub(super) is_filtered: bool,
    pub(super) calculates_by_hand: bool,
    pub(super) view: View,
    /// Formulas whose writer did not calculate them.
    pub(super) uncalculated: BTreeSet<Address>,
    /// The first cell that has two values.
    pub(super) twice: Option<Address>,
    /// Saved before its formulas were calculated anew.
    is_stale: bool,
    /// Rows without a record of their own are hidden.
    hides_rows: bool,
    /// Rows with a record, and whether it hides them.
    rows: BTreeMap<u32, bool>,
    cells: BTreeMap<Address, Met>,
    span: Option<[u16; 4]>,
    formulas: BTreeMap<Address, Notes>,
    /// Arrays of formulas that take something from another workbook.
    outside: Vec<CellRange>,
    /// Formulas whose result is an empty text; whether one of these has no text
    /// in it from which an empty text could come.
    blank: Vec<Address>,
    blank_without_text: bool,
    /// Stretches of rich texts that stand in their cell.
    own: BTreeMap<Address, Vec<Stretch>>,
    comments: Comments,
    pub(super) conditions: Conditions,
}

/// A cell with a value: its style, and the number of its text if that is shared.
#[derive(Debug, Clone, Copy)]
struct Met {
    style: u16,
    shared: Option<u32>,
}

/// Cells that have a value: number, text, truth, error, formula.
const CELLS: [u16; 8] =
    [0x0203, 0x0204, 0x00D6, 0x0205, 0x027E, SHARED_TEXT, MANY_NUMBERS, FORMULA];
const SHARED_TEXT: u16 = 0x00FD;
const RICH_TEXT: u16 = 0x00D6;
const MANY_NUMBERS: u16 = 0x00BD;
const FORMULA: u16 = 0x0006;
const TRUTH_OR_ERROR: u16 = 0x0205;
const ARRAY: u16 = 0x0221;

/// Surveys one sheet, and wipes what calamine would stumble over.
pub(super) fn read(
    stream: &mut [u8],
    start: usize,
    links: &Links,
    records: &mut u32,
) -> Result<Found, Unreadable> {
    let mut found = Found::default();
    // A sheet of BIFF5 lists the sheets that its references name.
    let mut outside: Option<Vec<bool>> = None;
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
            0x0017 if links.dialect == Dialect::Biff5 => {
                outside.get_or_insert_default().push(is_another_book_of_biff5(data));
            }
            kind if CELLS.contains(&kind) && data.len() >= 6 => {
                let outside = outside.as_ref().unwrap_or(&links.outside);
                found.cells(kind, data, links, outside);
            }
            ARRAY if data.len() >= 14 => {
                let outside = outside.as_ref().unwrap_or(&links.outside);
                found.array(data, links, outside);
            }
            0x01B6 => found.comments.drawn(continued(stream, &record)),
            0x001C => found.comments.take(data, links.dialect == Dialect::Biff8),
            kind => found.about_the_sheet(kind, data),
        }
    }
    Ok(found)
}

/// `=A1*2` never gives an empty text. Where all formulas of a file give one and
/// such a formula is among them, its writer did not calculate.
pub(super) fn mark_uncalculated(sheets: &mut [Found]) {
    let all_blank = sheets.iter().all(|sheet| sheet.blank.len() == sheet.formulas.len());
    if all_blank && sheets.iter().any(|sheet| sheet.blank_without_text) {
        for sheet in sheets {
            sheet.uncalculated.extend(sheet.blank.drain(..));
        }
    }
}

impl Found {
    pub(super) fn style(&self, at: Address) -> Option<u16> {
        self.cells.get(&at).map(|met| met.style)
    }

    /// The stretches of a rich text in a cell.
    pub(super) fn stretches<'s>(
        &'s self,
        at: Address,
        shared: &'s BTreeMap<u32, Vec<Stretch>>,
    ) -> Option<&'s [Stretch]> {
        let own = self.own.get(&at);
        own.or_else(|| shared.get(&self.cells.get(&at)?.shared?)).map(Vec::as_slice)
    }

    /// Whether there is a formula in a cell; the notes that its tokens give.
    pub(super) fn formula(&self, at: Address) -> Option<Notes> {
        let mut notes = *self.formulas.get(&at)?;
        let outside = self.outside.iter().any(|range| range.contains(at));
        notes.add_if(outside, Note::ExternalLink);
        notes.add_if(self.is_stale, Note::Uncalculated);
        Some(notes)
    }

    /// Rows that have no size, or are hidden, or have cells and are hidden with
    /// all that nobody speaks of.
    pub(super) fn hidden_rows(&self) -> Vec<u32> {
        let told = self.rows.iter().filter(|(_, hidden)| **hidden).map(|(row, _)| *row);
        let mut hidden: BTreeSet<u32> = told.collect();
        if self.hides_rows {
            let used = self.cells.keys().map(|at| at.row);
            hidden.extend(used.filter(|row| !self.rows.contains_key(row)));
        }
        hidden.into_iter().collect()
    }

    pub(super) fn comments(&self) -> impl Iterator<Item = (Address, &str)> {
        self.comments.all()
    }

    /// Cells of the area that calamine will lay out.
    pub(super) fn area(&self) -> u64 {
        self.span.map_or(0, |[top, bottom, left, right]| {
            (u64::from(bottom - top) + 1) * (u64::from(right - left) + 1)
        })
    }

    /// What a record tells that is none of a cell.
    fn about_the_sheet(&mut self, kind: u16, data: &[u8]) {
        match kind {
            0x0208 if data.len() >= 14 => self.row(data),
            0x0225 if data.len() >= 2 => self.hides_rows = u16_at(data, 0) & 2 != 0,
            0x007D if data.len() >= 10 => {
                let [first, last, width] = [0, 2, 4].map(|at| u16_at(data, at));
                let digits = f64::from(width) / 256.0;
                let hidden = u16_at(data, 8) & 1 != 0;
                self.columns.take(first.into(), last.into(), hidden, Some(digits));
            }
            0x023E if data.len() >= 2 => {
                let flags = u16_at(data, 0);
                let without_zeros = flags & 0x10 == 0;
                self.view = View { without_zeros, with_formulas: flags & 1 != 0 };
            }
            0x01B0 => self.conditions.regions(data),
            0x01B1 => self.conditions.rule(data),
            0x009B => self.is_filtered = true,
            0x000D if data.len() >= 2 => self.calculates_by_hand = u16_at(data, 0) == 0,
            0x0099 if data == [0, 0] => self.columns.hide_others(),
            0x005E => self.is_stale = true,
            // The object that the text of the next record belongs to.
            0x005D if data.len() >= 8 && u16_at(data, 0) == 0x15 => {
                self.comments.object = u16_at(data, 6);
            }
            _ => (),
        }
    }

    fn row(&mut self, data: &[u8]) {
        const HIDDEN: u16 = 0x20;
        // The usual height has the highest bit set.
        let (height, flags) = (u16_at(data, 6), u16_at(data, 12));
        // In twentieths of a point.
        let height = f64::from(height & 0x7FFF) / 20.0;
        let is_usual = u16_at(data, 6) & 0x8000 != 0;
        let hidden = flags & HIDDEN != 0 || (!is_usual && is_flat(height));
        self.rows.insert(u16_at(data, 0).into(), hidden);
    }

    /// Notes the cells of a record.
    fn cells(&mut self, kind: u16, data: &mut [u8], links: &Links, outside: &[bool]) {
        let (row, col) = (u16_at(data, 0), u16_at(data, 2));
        let at = Address::new(row.into(), col.into());
        let mut last = col;
        if kind == MANY_NUMBERS {
            // A style and a value of four bytes for each column.
            let looks = data[4..].chunks_exact(6).map(|cell| u16_at(cell, 0));
            for (col, look) in (col..=u16::MAX).zip(looks) {
                self.cell(Address::new(row.into(), col.into()), look, None);
                last = col;
            }
        } else {
            let shared = (kind == SHARED_TEXT && data.len() >= 10)
                .then(|| u32::from(u16_at(data, 6)) | u32::from(u16_at(data, 8)) << 16);
            self.cell(at, u16_at(data, 4), shared);
        }
        let [top, bottom, left, right] = self.span.unwrap_or([row, row, col, last]);
        self.span = Some([top.min(row), bottom.max(row), left.min(col), right.max(last)]);
        match kind {
            RICH_TEXT => {
                let is_biff8 = links.dialect == Dialect::Biff8;
                let stretches = strings::rich_in_cell(&data[6..], is_biff8);
                if !stretches.is_empty() {
                    self.own.insert(at, stretches);
                }
            }
            FORMULA if data.len() >= 22 => self.formula_cell(at, data, links, outside),
            TRUTH_OR_ERROR if data.len() >= 8 && data[7] == 1 => {
                known_error(&mut data[6]);
            }
            _ => (),
        }
    }

    fn cell(&mut self, at: Address, style: u16, shared: Option<u32>) {
        let before = self.cells.insert(at, Met { style, shared });
        self.twice = self.twice.or(before.map(|_| at));
    }

    fn formula_cell(
        &mut self,
        at: Address,
        data: &mut [u8],
        links: &Links,
        outside: &[bool],
    ) {
        const ERROR: u8 = 2;
        const EMPTY_TEXT: u8 = 3;
        let len = usize::from(u16_at(data, 20));
        let tokens =
            data.get(22..22 + len).and_then(|tokens| links.walk(tokens, outside));
        let mut notes = Notes::default();
        let leaves = tokens.is_some_and(|tokens| tokens.leaves_the_workbook);
        notes.add_if(leaves, Note::ExternalLink);
        self.formulas.insert(at, notes);
        // Excel leaves the second flag at zero; some writers that do not
        // calculate set it, "calculate on load", beside a result of 0.
        if u16_at(data, 14) & 2 != 0 && data[6..14] == [0; 8] {
            self.uncalculated.insert(at);
        }
        match data[6..14] {
            [EMPTY_TEXT, .., 0xFF, 0xFF] => {
                self.blank.push(at);
                let text = tokens.is_none_or(|tokens| tokens.holds_text);
                self.blank_without_text |= !text;
            }
            [ERROR, .., 0xFF, 0xFF] => known_error(&mut data[8]),
            _ => (),
        }
        // Calamine takes the layout of BIFF8 for granted, and what it cannot
        // follow it walks off the end of.
        let is_biff5 = links.dialect == Dialect::Biff5;
        if tokens.is_none_or(|tokens| is_biff5 && tokens.names_a_place) {
            data[20..22].fill(0);
        }
    }

    /// One formula for several cells.
    fn array(&mut self, data: &[u8], links: &Links, outside: &[bool]) {
        const MOST: usize = 1_000;
        let len = usize::from(u16_at(data, 12));
        let tokens =
            data.get(14..14 + len).and_then(|tokens| links.walk(tokens, outside));
        let leaves = tokens.is_some_and(|tokens| tokens.leaves_the_workbook);
        if leaves && self.outside.len() < MOST {
            let corner = |row, col: usize| {
                Address::new(u16_at(data, row).into(), data[col].into())
            };
            self.outside.push(CellRange { first: corner(0, 4), last: corner(2, 5) });
        }
    }
}

/// An error that calamine does not know would fail the whole file.
fn known_error(code: &mut u8) {
    const NOT_AVAILABLE: u8 = 0x2A;
    if !matches!(*code, 0x00 | 0x07 | 0x0F | 0x17 | 0x1D | 0x24 | NOT_AVAILABLE | 0x2B) {
        *code = NOT_AVAILABLE;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(dialect: Dialect, records: &[(u16, &[u8])]) -> Found {
        let mut stream = Vec::new();
        let ends = [(0x0809, &[][..])].into_iter().chain(records.iter().copied());
        for (kind, data) in ends.chain([(0x000A, &[][..])]) {
            let len = u16::try_from(data.len()).expect("a short record");
            stream.extend(kind.to_le_bytes());
            stream.extend(len.to_le_bytes());
            stream.extend(data);
        }
        let links = Links { dialect, ..Links::default() };
        read(&mut stream, 0, &links, &mut 100).expect("whole records")
    }

    fn comments(found: &Found) -> Vec<(String, String)> {
        found.comments().map(|(at, text)| (at.to_string(), text.to_owned())).collect()
    }

    #[test]
    fn comments_of_biff8_are_drawn_objects_and_of_biff5_notes() {
        let object = [0x15, 0, 0x12, 0, 0x19, 0, 7, 0];
        let mut text = [0; 18];
        text[10] = 2;
        let note = [1, 0, 2, 0, 0, 0, 7, 0];
        let drawn: [(u16, &[u8]); 4] = [
            (0x005D, &object),
            (0x01B6, &text),
            (strings::CONTINUE, &[0, b'a', b'b']),
            (0x001C, &note),
        ];
        let told = ("C2".to_owned(), "ab".to_owned());
        assert_eq!(comments(&found(Dialect::Biff8, &drawn)), [told]);
        let notes: [(u16, &[u8]); 2] = [
            (0x001C, &[1, 0, 2, 0, 4, 0, b'a', b'b']),
            (0x001C, &[0xFF, 0xFF, 0, 0, 2, 0, b'c', b'd']),
        ];
        let told = ("C2".to_owned(), "abcd".to_owned());
        assert_eq!(comments(&found(Dialect::Biff5, &notes)), [told]);
    }

    #[test]
    fn rows_that_nobody_speaks_of_are_hidden_where_the_sheet_says_so() {
        let cell = |row: u8| [&[row, 0, 0, 0, 0, 0][..], &[0; 8]].concat();
        let row = [&[1, 0, 0, 0, 1, 0, 0xFF, 0][..], &[0; 8]].concat();
        let (shown, other) = (cell(1), cell(2));
        let records: [(u16, &[u8]); 4] =
            [(0x0225, &[2, 0, 0, 0]), (0x0208, &row), (0x0203, &shown), (0x0203, &other)];
        assert_eq!(found(Dialect::Biff8, &records).hidden_rows(), [2]);
    }

    #[test]
    fn two_values_at_one_address_are_noticed_and_a_blank_is_none() {
        let cell = [0; 14];
        let blank: [(u16, &[u8]); 2] = [(0x0201, &cell[..6]), (0x0203, &cell)];
        assert_eq!(found(Dialect::Biff8, &blank).twice, None);
        let twice: [(u16, &[u8]); 2] = [(0x0203, &cell), (0x027E, &cell[..10])];
        assert_eq!(found(Dialect::Biff8, &twice).twice, Some(Address::new(0, 0)));
    }

    #[test]
    fn short_records_are_passed_over() {
        for kind in 0_u16..0x0300 {
            for len in 0..24 {
                let data = [0xFF_u8; 24];
                // An end or a beginning is none of the sheet's records.
                if ![0x000A, 0x0809].contains(&kind) {
                    found(Dialect::Biff8, &[(kind, &data[..len])]);
                    found(Dialect::Biff5, &[(kind, &data[..len])]);
                }
            }
        }
    }
}
