//! Where the headers of a sheet stand: finds the bands of header rows.
//!
//! A band is one to four consecutive rows of words above a table. It is found
//! by meaning, not by position: a row with two or more cells that name a
//! variable, a measure, a role or a unit, and with no figures in it.

use std::cell::RefCell;
use std::collections::BTreeMap;

use super::label::{self, Label};
use super::names::{Names, Who};
use crate::plan::vocabulary::{Role, Vocabulary, loose};
use crate::place::Address;
use crate::workbook::{Cell, Value};
use crate::workbook::Grid;

/// The tallest header of a table, in rows.
const TALLEST: u32 = 5;
/// A text longer than this, in bytes, is narrative and never a header.
const LONGEST_HEADER: usize = 400;

/// The rows of one header, both included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Band {
    pub(crate) first: u32,
    pub(crate) last: u32,
}

/// What a single cell's words say, before its neighbours are asked.
#[derive(Debug, Clone, Default)]
pub(crate) struct Words {
    pub(crate) label: Label,
    pub(crate) who: Option<Who>,
    pub(crate) is_value: bool,
    pub(crate) is_signature: bool,
}

impl Words {
    pub(crate) fn is_total(&self) -> bool {
        self.label.role == Some(Role::Total)
    }
}

/// A sheet with the registers by which its words are understood.
pub(crate) struct Sight<'a> {
    pub(crate) grid: &'a Grid,
    pub(crate) vocabulary: &'a Vocabulary,
    pub(crate) names: &'a Names,
    /// The district that sent it, whose communes are looked up first.
    pub(crate) home: Option<&'a str>,
    seen: RefCell<BTreeMap<String, Words>>,
}

impl<'a> Sight<'a> {
    pub(crate) fn new(
        grid: &'a Grid,
        vocabulary: &'a Vocabulary,
        names: &'a Names,
        home: Option<&'a str>,
    ) -> Self {
        Self { grid, vocabulary, names, home, seen: RefCell::default() }
    }

    /// What a text says alone; remembered, because values repeat.
    pub(crate) fn words(&self, text: &str) -> Words {
        if let Some(words) = self.seen.borrow().get(text) {
            return words.clone();
        }
        let words = self.understand(text);
        self.seen.borrow_mut().insert(text.to_owned(), words.clone());
        words
    }

    fn understand(&self, text: &str) -> Words {
        if text.len() > LONGEST_HEADER {
            return Words::default();
        }
        let label = label::read(&[text.to_owned()], self.vocabulary);
        let is_value = self.vocabulary.is_value(text);
        Words {
            who: self.who(text),
            is_value,
            is_signature: self.vocabulary.is_signature(&loose(text)),
            label,
        }
    }

    /// The unit a text names: a commune of this district, else any unit.
    pub(crate) fn who(&self, text: &str) -> Option<Who> {
        let commune = self.names.commune(text, self.home).map(|named| named.who);
        let district = || self.names.district(text).map(|named| named.who);
        if self.home.is_some() { commune.or_else(district) } else { district().or(commune) }
    }

    pub(crate) fn text(&self, at: Address) -> Option<&'a str> {
        self.grid.spread(at).and_then(Cell::as_text).filter(|text| !text.is_empty())
    }

    /// Whether a cell holds a figure: a number, or a text that is one.
    pub(crate) fn is_figure(&self, cell: &Cell) -> bool {
        match &cell.value {
            Value::Number(_) | Value::Uncalculated | Value::Error(_) | Value::Date(_) => true,
            Value::Bool(_) => false,
            Value::Text(text) => is_figure_text(text),
        }
    }

    fn header_words(&self, row: u32) -> (usize, usize, usize) {
        let (mut strong, mut units, mut figures) = (0, 0, 0);
        for (_, cell) in self.grid.row(row) {
            if self.is_figure(cell) {
                figures += 1;
                continue;
            }
            let Some(text) = cell.as_text() else { continue };
            let words = self.words(text);
            if words.who.is_some() {
                units += 1;
            } else if !words.is_value && (words.label.speaks() || words.label.role.is_some()) {
                strong += 1;
            }
        }
        (strong, units, figures)
    }

    /// Whether a row alone looks like a header.
    fn is_header(&self, row: u32) -> bool {
        let (strong, units, figures) = self.header_words(row);
        let units = if units >= 2 { units } else { 0 };
        figures == 0 && strong + units >= 2
    }

    /// `(1) (2) (3)`, `A B 1 2`: numbers the columns, says nothing else.
    fn is_numbering(&self, row: u32) -> bool {
        let mut last = 0;
        let mut count = 0;
        for (_, cell) in self.grid.row(row) {
            let text = match &cell.value {
                Value::Number(number) => number.to_string(),
                Value::Text(text) => text.clone(),
                Value::Bool(_) | Value::Date(_) | Value::Error(_) | Value::Uncalculated => {
                    return false;
                }
            };
            let bare = text.trim_matches(['(', ')', '[', ']', ' ']);
            let head = bare.split(['=', '/', ':']).next().unwrap_or_default().trim();
            match head.parse::<u32>() {
                Ok(number) if number == last + 1 => last = number,
                Ok(_) => return false,
                Err(_) if head.len() == 1 && head.chars().all(char::is_alphabetic) => {}
                Err(_) => return false,
            }
            count += 1;
        }
        count >= 3 && last >= 2
    }

    /// The row under a header row that names the columns of its groups.
    fn continues(&self, band: Band, row: u32) -> bool {
        if row - band.first >= TALLEST || self.grid.row(row).next().is_none() {
            return false;
        }
        if self.is_numbering(row) || self.is_header(row) {
            return true;
        }
        let mut below_group = 0;
        for (at, cell) in self.grid.row(row) {
            if self.is_figure(cell) {
                return false;
            }
            let Some(text) = cell.as_text() else { continue };
            let words = self.words(text);
            let group = (band.first..row)
                .filter_map(|above| self.text(Address::new(above, at.col)))
                .any(|above| {
                    let above = self.words(above);
                    above.label.variable.is_some() || !above.label.rivals.is_empty()
                });
            let says = words.label.measure.is_some() || words.label.level.is_some();
            if says && group {
                below_group += 1;
            } else if words.who.is_some() || words.is_total() || words.label.role.is_none() {
                return false;
            }
        }
        below_group >= 1
    }

    /// All header bands of the sheet, top to bottom.
    pub(crate) fn bands(&self) -> Vec<Band> {
        let height = self.grid.height();
        let mut bands = Vec::new();
        let mut row = 0;
        let rows: std::collections::BTreeSet<u32> =
            self.grid.cells().map(|(at, _)| at.row).collect();
        while row < height {
            if !rows.contains(&row) || !self.is_header(row) {
                row = match rows.range(row + 1..).next() {
                    Some(next) => *next,
                    None => break,
                };
                continue;
            }
            let mut band = Band { first: self.group_row_above(row), last: row };
            while self.continues(band, band.last + 1) {
                band.last += 1;
            }
            bands.push(band);
            row = band.last + 1;
        }
        bands
    }

    /// A lone group heading right above the header (`Gia đình học tập` over
    /// three columns, with the names of the columns below it).
    fn group_row_above(&self, row: u32) -> u32 {
        let Some(above) = row.checked_sub(1) else { return row };
        let texts: Vec<(Address, &str)> = self
            .grid
            .row(above)
            .filter_map(|(at, cell)| cell.as_text().map(|text| (at, text)))
            .collect();
        let names_variable = |text: &str| {
            let words = self.words(text);
            words.label.variable.is_some() && words.who.is_none()
        };
        let is_group = !texts.is_empty()
            && texts.iter().all(|(at, text)| at.col > 0 && names_variable(text))
            && self.grid.row(above).count() == texts.len();
        if is_group { above } else { row }
    }
}

/// Whether a text is a number as offices type them: digits with separators, a
/// sign or a percent.
pub(crate) fn is_figure_text(text: &str) -> bool {
    let text = text.trim();
    let digits = text.chars().filter(char::is_ascii_digit).count();
    digits > 0
        && text.chars().all(|c| {
            c.is_ascii_digit() || c.is_whitespace() || matches!(c, '.' | ',' | '%' | '-' | '+' | '\u{a0}')
        })
}
