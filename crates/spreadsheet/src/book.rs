//! A workbook to be written, as plain structs: which cell holds what, and what
//! it looks like there.
//!
//! Who fills these structs decides everything that is said; the room `scribe`
//! only writes it down. Addresses count from A1 like everywhere else.

use std::collections::BTreeMap;

use jiff::civil::Date;

use crate::place::{Address, CellRange};

/// A workbook of one or more sheets.
#[derive(Debug, Clone, PartialEq)]
pub struct Book {
    pub title: String,
    pub author: String,
    /// The only date of the file: equal content gives equal bytes.
    pub date: Date,
    /// Name and value of custom document properties.
    pub custom: Vec<(String, String)>,
    pub sheets: Vec<Sheet>,
}

/// One sheet, A4.
#[derive(Debug, Clone, PartialEq)]
pub struct Sheet {
    /// The name on the tab: 31 characters at most, unlike any other's.
    pub name: String,
    /// Widths of the columns from A on, in digits.
    pub widths: Vec<f64>,
    /// Heights in points, of rows that are not of one line.
    pub heights: Vec<(u32, f64)>,
    pub cells: Vec<Cell>,
    /// The first cell that scrolls; rows above and columns to the left stay.
    pub scrolls_from: Option<Address>,
    /// Header row and data that can be filtered.
    pub filter: Option<CellRange>,
    /// First and last row repeated on every printed page.
    pub repeated: Option<(u32, u32)>,
    pub landscape: bool,
    /// What is printed at the head of every page.
    pub running_title: String,
    /// Only cells whose look is to be filled in can be written to.
    pub locked: bool,
    pub entries: Vec<Entry>,
}

/// A cell, or several merged into one.
#[derive(Debug, Clone, PartialEq)]
pub struct Cell {
    pub range: CellRange,
    pub content: Content,
    pub look: Look,
}

/// What a cell holds.
#[derive(Debug, Clone, PartialEq)]
pub enum Content {
    Blank,
    /// Always a text, whatever it begins with.
    Text(String),
    Count(i64),
    Number(f64),
    Date(Date),
    /// Of our own making, without the sign `=`; never words of an office.
    Formula {
        formula: String,
        result: Computed,
    },
}

/// What a formula comes to, for programs that do not compute.
#[derive(Debug, Clone, PartialEq)]
pub enum Computed {
    Number(f64),
    Text(String),
}

/// What a cell looks like; how that is done the scribe knows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Look {
    /// The title of a sheet.
    Title,
    /// A line of explanation under it.
    Note,
    /// The same small and grey, for what only programs read.
    Stamp,
    /// The head of a column.
    Head,
    Text,
    /// A text of several lines.
    Words,
    /// A code, a sign, a date in words: centred.
    Mark,
    /// A whole number with its thousands set apart.
    Count,
    /// A share, 1 being the whole, shown in percent with two decimals.
    Rate,
    /// A difference of shares in percentage points, with its sign.
    Points,
    Date,
    /// The line of totals.
    TotalText,
    TotalCount,
    TotalRate,
    /// To be filled in.
    EntryText,
    EntryWords,
    EntryMark,
    EntryCount,
    EntryDate,
    /// To be filled in with words that stay as they are typed: no program makes
    /// a date or a formula of them.
    EntryAsTyped,
}

impl Look {
    pub const ALL: [Self; 20] = [
        Look::Title,
        Look::Note,
        Look::Stamp,
        Look::Head,
        Look::Text,
        Look::Words,
        Look::Mark,
        Look::Count,
        Look::Rate,
        Look::Points,
        Look::Date,
        Look::TotalText,
        Look::TotalCount,
        Look::TotalRate,
        Look::EntryText,
        Look::EntryWords,
        Look::EntryMark,
        Look::EntryCount,
        Look::EntryDate,
        Look::EntryAsTyped,
    ];
}

/// What may be entered in some cells, and what is said to who enters it.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    pub range: CellRange,
    pub allowed: Allowed,
    /// Shown beside the cell; 255 characters at most.
    pub prompt: String,
    /// Shown when something else was typed; 255 characters at most.
    pub complaint: String,
}

/// What may be entered.
#[derive(Debug, Clone, PartialEq)]
pub enum Allowed {
    /// One of these, from a drop-down list.
    OneOf(Vec<String>),
    /// One of those in some cells, from a drop-down list: for more than a rule
    /// can hold itself.
    Among(String),
    /// Whatever makes this formula true; it speaks of the first cell.
    Formula(String),
}

/// The height of a line of text, and of the tallest row, in points.
const LINE: f64 = 15.0;
const TALLEST: f64 = 409.0;

impl Sheet {
    /// An empty sheet in landscape.
    pub fn new(name: &str) -> Self {
        Self {
            name: name.to_owned(),
            widths: Vec::new(),
            heights: Vec::new(),
            cells: Vec::new(),
            scrolls_from: None,
            filter: None,
            repeated: None,
            landscape: true,
            running_title: String::new(),
            locked: false,
            entries: Vec::new(),
        }
    }

    pub fn put(&mut self, row: u32, col: u32, content: Content, look: Look) {
        let range = Address::new(row, col).into();
        self.cells.push(Cell { range, content, look });
    }

    pub fn text(&mut self, row: u32, col: u32, text: &str, look: Look) {
        self.put(row, col, Content::Text(text.to_owned()), look);
    }

    /// A text across columns `first` to `last` of one row.
    pub fn across(
        &mut self,
        row: u32,
        (first, last): (u32, u32),
        text: &str,
        look: Look,
    ) {
        let range =
            CellRange { first: Address::new(row, first), last: Address::new(row, last) };
        self.merged(range, text, look);
    }

    /// Makes rows high enough for their words where nobody said how high they
    /// are: not every program does that on opening.
    pub fn fit_heights(&mut self) {
        let mut lines: BTreeMap<u32, f64> = BTreeMap::new();
        let is_words =
            |cell: &&Cell| matches!(cell.look, Look::Words | Look::EntryAsTyped);
        for cell in self.cells.iter().filter(is_words) {
            let Content::Text(text) = &cell.content else { continue };
            let at = cell.range.first;
            let width = usize::try_from(at.col).ok().and_then(|col| self.widths.get(col));
            let width = width.copied().unwrap_or(8.0);
            let line = |line: &str| (line.chars().count() as f64 / width).ceil().max(1.0);
            let needed: f64 = text.lines().map(line).sum();
            let most = lines.entry(at.row).or_insert(1.0);
            *most = most.max(needed);
        }
        for (row, lines) in lines {
            let is_said = self.heights.iter().any(|(said, _)| *said == row);
            if lines > 1.0 && !is_said {
                self.heights.push((row, (lines * LINE).min(TALLEST)));
            }
        }
    }

    pub fn merged(&mut self, range: CellRange, text: &str, look: Look) {
        let content = Content::Text(text.to_owned());
        self.cells.push(Cell { range, content, look });
    }
}
