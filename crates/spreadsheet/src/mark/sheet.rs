//! A sheet's part as it lies there: where its rows and cells stand in the text,
//! and what else of it marking has to know.

use std::collections::BTreeMap;
use std::ops::Range;

use super::geometry::Geometry;
use super::merges::Merges;
use super::unmarkable::Unmarkable;
use super::xml::{Piece, Tag, Walk};
use crate::place::{Address, CellRange};

/// Rows and columns of an Excel sheet.
pub(super) const ROWS: u32 = 1_048_576;
pub(super) const COLUMNS: u32 = 16_384;

/// What may follow the old drawing in a sheet, of which the order is fixed.
const AFTER_DRAWING: [&str; 9] = [
    "legacyDrawingHF",
    "drawingHF",
    "picture",
    "oleObjects",
    "controls",
    "webPublishItems",
    "tableParts",
    "extLst",
    "AlternateContent",
];

/// A sheet's part, walked once.
pub(super) struct Sheet<'a> {
    pub(super) text: &'a str,
    pub(super) root: Tag<'a>,
    pub(super) dimension: Option<Tag<'a>>,
    pub(super) data: Data<'a>,
    pub(super) rows: Vec<Row>,
    pub(super) cells: Vec<Cell>,
    pub(super) merges: Merges,
    pub(super) geometry: Geometry,
    /// Rows are hidden unless they say otherwise.
    pub(super) hides_rows: bool,
    /// The relation to the old drawing, if there is one.
    pub(super) drawing: Option<String>,
    /// Where its element belongs.
    pub(super) drawing_place: usize,
}

/// `<sheetData>` and where it closes; an empty one closes behind its tag.
#[derive(Clone, Copy)]
pub(super) struct Data<'a> {
    pub(super) tag: Tag<'a>,
    pub(super) close: usize,
}

/// A row of the part, small because there may be a million.
#[derive(Debug, Clone, Copy)]
pub(super) struct Row {
    pub(super) number: u32,
    tag: Span,
    /// Where it closes; of an empty one behind its tag.
    pub(super) close: u32,
    /// Its cells among all.
    first: u32,
    last: u32,
}

#[derive(Debug, Clone, Copy)]
pub(super) struct Cell {
    pub(super) at: Address,
    tag: Span,
}

/// A stretch of a text that is known to be below four gigabytes.
#[derive(Debug, Clone, Copy)]
struct Span {
    start: u32,
    end: u32,
}

impl<'a> Sheet<'a> {
    pub(super) fn read(text: &'a str) -> Result<Self, Unmarkable> {
        let mut walk = Walk::new(text);
        let mut draft = Draft::default();
        while let Some(piece) = walk.next()? {
            let depth = walk.depth;
            match piece {
                Piece::Open(tag) => draft.meet(tag, depth)?,
                Piece::Empty(tag) => {
                    draft.meet(tag, depth + 1)?;
                    draft.leave(tag.end()..tag.end(), depth);
                }
                Piece::Close(span) => draft.leave(span, depth),
            }
        }
        draft.finish(text)
    }

    pub(super) fn tag_of_row(&self, row: &Row) -> Tag<'a> {
        row.tag.tag(self.text)
    }

    pub(super) fn tag_of_cell(&self, cell: &Cell) -> Tag<'a> {
        cell.tag.tag(self.text)
    }

    pub(super) fn cells_of(&self, row: &Row) -> &[Cell] {
        &self.cells[row.first as usize..row.last as usize]
    }

    /// The look of a cell that is there.
    pub(super) fn look_of(&self, cell: &Cell) -> u32 {
        self.tag_of_cell(cell).number("s").unwrap_or(0)
    }

    /// The look that a cell without an element takes from its row or column.
    pub(super) fn look_behind(&self, row: Option<&Row>, col: u32) -> u32 {
        let of_row = row.map(|row| self.tag_of_row(row));
        let of_row = of_row.filter(|tag| tag.is_true("customFormat"));
        let of_row = of_row.and_then(|tag| tag.number("s"));
        of_row.unwrap_or_else(|| self.geometry.look_of_column(col))
    }
}

impl Span {
    fn of(tag: Tag<'_>) -> Self {
        Self { start: short(tag.at), end: short(tag.end()) }
    }

    fn tag(self, text: &str) -> Tag<'_> {
        let at = self.start as usize;
        Tag { text: &text[at..self.end as usize], at }
    }
}

fn short(place: usize) -> u32 {
    u32::try_from(place).expect("parts are bounded")
}

/// A sheet while it is walked. Depth counts from one at the root.
#[derive(Default)]
struct Draft<'a> {
    root: Option<Tag<'a>>,
    root_close: usize,
    dimension: Option<Tag<'a>>,
    data: Option<Data<'a>>,
    in_data: bool,
    in_row: bool,
    rows: Vec<Row>,
    cells: Vec<Cell>,
    merged: Vec<CellRange>,
    geometry: Geometry,
    hides_rows: bool,
    drawing: Option<String>,
    drawing_place: Option<usize>,
    /// Positions of what does not say where it stands.
    next_row: u32,
    next_col: u32,
}

impl<'a> Draft<'a> {
    fn meet(&mut self, tag: Tag<'a>, depth: usize) -> Result<(), Unmarkable> {
        match (depth, tag.local()) {
            (1, "worksheet") => self.root = Some(tag),
            (1, _) => return Err(Unmarkable::damaged("sheet không đúng chuẩn")),
            (2, name) => self.meet_section(tag, name),
            (3, name) if self.in_data => {
                self.in_row = name == "row";
                if self.in_row {
                    self.meet_row(tag)?;
                }
            }
            (4, "c") if self.in_data && self.in_row => self.meet_cell(tag),
            (3, "col") => self.geometry.meet_column(tag),
            (3, "mergeCell") => {
                self.merged.extend(tag.value("ref").and_then(|text| range(&text)));
            }
            _ => {}
        }
        Ok(())
    }

    fn meet_section(&mut self, tag: Tag<'a>, name: &str) {
        match name {
            "dimension" => self.dimension = Some(tag),
            "sheetFormatPr" => {
                self.geometry.meet_defaults(tag);
                self.hides_rows = tag.is_true("zeroHeight");
            }
            "sheetData" if self.data.is_none() => {
                self.data = Some(Data { tag, close: tag.end() });
                self.in_data = true;
            }
            "legacyDrawing" => {
                self.drawing = tag.prefixed_value("id").map(|id| id.into_owned());
            }
            name if AFTER_DRAWING.contains(&name) && self.data.is_some() => {
                self.drawing_place.get_or_insert(tag.at);
            }
            _ => {}
        }
    }

    fn meet_row(&mut self, tag: Tag<'a>) -> Result<(), Unmarkable> {
        let number: Option<u32> = tag.number("r").filter(|row| *row > 0);
        let number = number.map_or(self.next_row, |row| row - 1);
        if number >= ROWS || self.rows.len() >= ROWS as usize {
            return Err(Unmarkable::damaged("số hàng vượt quá giới hạn của Excel"));
        }
        self.next_row = number + 1;
        self.next_col = 0;
        let first = short(self.cells.len());
        let close = short(tag.end());
        let row = Row { number, tag: Span::of(tag), close, first, last: first };
        self.rows.push(row);
        self.geometry.meet_row(number, tag);
        Ok(())
    }

    fn meet_cell(&mut self, tag: Tag<'a>) {
        let said = tag.value("r").and_then(|text| address(&text));
        let row = self.next_row.saturating_sub(1);
        let at = said.unwrap_or(Address::new(row, self.next_col));
        self.next_col = at.col.saturating_add(1);
        self.cells.push(Cell { at, tag: Span::of(tag) });
    }

    /// `depth` counts what is still open.
    fn leave(&mut self, close: Range<usize>, depth: usize) {
        match depth {
            0 => self.root_close = close.start,
            1 if self.in_data => {
                self.in_data = false;
                self.data = self.data.map(|data| Data { close: close.start, ..data });
            }
            2 if self.in_data && self.in_row => {
                let last = short(self.cells.len());
                if let Some(row) = self.rows.last_mut() {
                    row.close = short(close.start);
                    row.last = last;
                }
            }
            _ => {}
        }
    }

    fn finish(self, text: &'a str) -> Result<Sheet<'a>, Unmarkable> {
        let lost = || Unmarkable::damaged("sheet không có bảng dữ liệu");
        Ok(Sheet {
            text,
            root: self.root.ok_or_else(lost)?,
            dimension: self.dimension,
            data: self.data.ok_or_else(lost)?,
            rows: self.rows,
            cells: self.cells,
            merges: Merges::new(self.merged),
            geometry: self.geometry,
            hides_rows: self.hides_rows,
            drawing: self.drawing,
            drawing_place: self.drawing_place.unwrap_or(self.root_close),
        })
    }
}

/// Rows by their number; of two of one number the first.
pub(super) fn by_number<'s>(sheet: &'s Sheet<'_>) -> BTreeMap<u32, &'s Row> {
    let mut rows = BTreeMap::new();
    for row in &sheet.rows {
        rows.entry(row.number).or_insert(row);
    }
    rows
}

/// `B7:D9`, or `B7` alone.
pub(super) fn range(text: &str) -> Option<CellRange> {
    let (first, last) = text.split_once(':').unwrap_or((text, text));
    let (first, last) = (address(first)?, address(last)?);
    let sane = first.row <= last.row && first.col <= last.col;
    sane.then_some(CellRange { first, last })
}

/// `B7` or `$B$7`, counted from 0; nothing where it is no reference.
pub(super) fn address(text: &str) -> Option<Address> {
    let plain: String = text.trim().chars().filter(|letter| *letter != '$').collect();
    let letters = plain.bytes().take_while(u8::is_ascii_alphabetic).count();
    let (name, number) = plain.split_at(letters);
    if !(1..=3).contains(&letters) || !(1..=7).contains(&number.len()) {
        return None;
    }
    if !number.bytes().all(|digit| digit.is_ascii_digit()) {
        return None;
    }
    let col = name.bytes().fold(0, |col, letter| {
        col * 26 + u32::from(letter.to_ascii_uppercase() - b'A') + 1
    });
    let row: u32 = number.parse().ok()?;
    let fits = (1..=ROWS).contains(&row) && col <= COLUMNS;
    fits.then(|| Address::new(row - 1, col - 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_and_cells_without_a_reference_stand_after_the_one_before() {
        let sheet = Sheet::read(
            "<worksheet><sheetData><row><c/><c r='D1'/><c><v>1</v></c></row><row r='5'/>\
             <row><c/></row></sheetData><mergeCells><mergeCell ref='A1:C1'/></mergeCells>\
             <extLst><ext><sheetData><row r='9'/></sheetData></ext></extLst></worksheet>",
        )
        .expect("well-formed");
        let rows: Vec<_> = sheet.rows.iter().map(|row| row.number).collect();
        assert_eq!(rows, [0, 4, 5]);
        let cells: Vec<_> = sheet.cells.iter().map(|cell| cell.at.to_string()).collect();
        assert_eq!(cells, ["A1", "D1", "E1", "A6"]);
        assert_eq!(sheet.cells_of(&sheet.rows[0]).len(), 3);
        assert_eq!(&sheet.text[sheet.drawing_place..][..7], "<extLst");
    }

    #[test]
    fn a_reference_is_letters_then_digits() {
        assert_eq!(address("$XFD$1048576"), Some(Address::new(1_048_575, 16_383)));
        for wrong in ["", "7", "B", "B0", "B7x", "XFE1", "A1048577", "Đ1", "A+1"] {
            assert_eq!(address(wrong), None, "{wrong}");
        }
        assert_eq!(range("C3:A1"), None);
    }
}
