//! Where the headers of a sheet stand: finds the bands of header rows.
//!
//! A band is one to four consecutive rows of words above a table. It is found
//! by meaning, not by position: a row with two or more cells that name a
//! variable, a measure, a role or a unit, and with no figures in it.

use std::collections::BTreeSet;
use std::rc::Rc;

use super::lexicon::{LONGEST_HEADER, Lexicon, Words};
use super::names::{self, Named, Who};
use super::period;
use crate::place::Address;
use crate::plan::key::Key;
use crate::plan::vocabulary::Vocabulary;
use spreadsheet::Grid;
use spreadsheet::{Cell, Value};

/// The tallest header of a table, in rows.
const TALLEST: u32 = 5;
/// The rows of one header, both included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Band {
    pub(crate) first: u32,
    pub(crate) last: u32,
    /// The last row that names columns; below it they are only numbered.
    pub(crate) named: u32,
}

/// A sheet with the registers by which its words are understood.
pub(crate) struct Sight<'a> {
    pub(crate) grid: &'a Grid,
    pub(crate) lexicon: &'a Lexicon<'a>,
    pub(crate) vocabulary: &'a Vocabulary,
    /// The district that sent it, whose communes are looked up first.
    pub(crate) home: Option<&'a str>,
    /// The year the figures are for.
    pub(crate) year: i16,
    /// It names other communes that the sender was formed from, so that one called as
    /// the sender is but a part of it.
    splits: bool,
    /// The columns with anything in them.
    pub(crate) columns: Vec<u32>,
}

impl<'a> Sight<'a> {
    pub(crate) fn new(
        grid: &'a Grid,
        lexicon: &'a Lexicon<'a>,
        home: Option<&'a str>,
        year: i16,
    ) -> Self {
        let splits = home.is_some_and(|home| names_parts(grid, lexicon, home));
        let vocabulary = lexicon.vocabulary;
        let columns = grid.columns();
        Self { grid, lexicon, vocabulary, home, year, splits, columns }
    }

    /// Whether it is the report of a commune, whose villages stand in no register.
    pub(crate) fn home_has_villages(&self) -> bool {
        self.home.is_some() && self.lexicon.names.has_two_tiers
    }

    /// Whom a text names that begins with a word for its kind: `Xã Phúc Lộc`.
    pub(crate) fn kinded(&self, text: &str) -> Option<Who> {
        let plain = Key::of(names::strip_ordinal(text)).plain;
        let kinds = ["xa ", "phuong ", "thi tran ", "tt ", "x ", "p "];
        let has_kind = kinds.iter().any(|kind| plain.starts_with(kind));
        has_kind.then(|| self.who(text)).flatten()
    }

    pub(crate) fn words(&self, text: &str) -> Rc<Words> {
        let header = if text.len() > LONGEST_HEADER { "" } else { text };
        self.lexicon.words(header)
    }

    /// The unit a text names: a commune of this district, else any unit.
    pub(crate) fn who(&self, text: &str) -> Option<Who> {
        self.named(text).map(|named| named.who)
    }

    pub(crate) fn is_unit(&self, text: &str) -> bool {
        text.len() <= LONGEST_HEADER && self.choose(&self.lexicon.named(text)).is_some()
    }

    /// As [`Sight::who`], with the official name where the text is misspelt.
    pub(crate) fn named(&self, text: &str) -> Option<Named> {
        if text.len() > LONGEST_HEADER {
            return None;
        }
        self.choose(&self.lexicon.named(text)).cloned()
    }

    fn choose<'n>(&self, named: &'n [Named]) -> Option<&'n Named> {
        let commune = || names::commune_of(named, self.home);
        let district = || names::district_of(named);
        let is_home = |named: &&Named| named.who.unit() == self.home;
        let own = || named.iter().find(|one| !self.splits && is_home(one));
        if self.home.is_some() {
            own().or_else(commune).or_else(district).or_else(|| outside(named))
        } else {
            district().or_else(commune).or_else(|| outside(named))
        }
    }

    pub(crate) fn text(&self, at: Address) -> Option<&'a str> {
        self.grid.spread(at).and_then(Cell::as_text).filter(|text| !text.is_empty())
    }

    /// Whether a cell holds a figure: a number, or a text that is one.
    pub(crate) fn is_figure(&self, cell: &Cell) -> bool {
        match &cell.value {
            Value::Number(_) | Value::Uncalculated | Value::Error(_) | Value::Date(_) => {
                true
            }
            Value::Bool(_) => false,
            Value::Text(text) => is_figure_text(text),
        }
    }

    fn header_words(&self, row: u32) -> (usize, usize, usize) {
        let (mut strong, mut units, mut figures) = (0, 0, 0);
        let years = self.names_years(row);
        for (_, cell) in self.grid.row(row) {
            if self.is_figure(cell) {
                figures += usize::from(!years || year(cell).is_none());
                continue;
            }
            let Some(text) = cell.as_text() else { continue };
            // `- Tỷ lệ % | % | -`: a dash stands for a figure, and names no column.
            if matches!(text.trim(), "-" | "–" | "—") {
                figures += 1;
                continue;
            }
            let words = self.words(text);
            if self.is_unit(text) {
                units += 1;
            } else if !words.is_value
                && (words.label.speaks() || words.label.role.is_some())
            {
                strong += 1;
            }
        }
        (strong, units, figures)
    }

    /// Whether a row alone looks like a header.
    fn is_header(&self, row: u32) -> bool {
        let (strong, units, figures) = self.header_words(row);
        let units = if units >= 2 { units } else { 0 };
        figures == 0 && (strong + units >= 2 || self.names_levels(row))
    }

    /// `Xã | Tốt | Khá | Trung bình`: a label and the names of levels, each once.
    fn names_levels(&self, row: u32) -> bool {
        let mut levels = BTreeSet::new();
        let mut labels = 0;
        for (_, cell) in self.grid.row(row) {
            let Some(text) = cell.as_text() else { return false };
            let words = self.words(text);
            if words.label.role.is_some() {
                labels += 1;
            } else if !words.is_value || !levels.insert(words.key.plain.clone()) {
                return false;
            }
        }
        labels >= 1 && levels.len() >= 2
    }

    /// `2023 | 2024`, once or for each group: years in a row, the report's among
    /// them. Counts hardly ever look so.
    fn names_years(&self, row: u32) -> bool {
        let years: Vec<i16> =
            self.grid.row(row).filter_map(|(_, cell)| year(cell)).collect();
        let distinct: BTreeSet<i16> = years.iter().copied().collect();
        let in_a_row =
            distinct.iter().zip(distinct.iter().skip(1)).all(|(a, b)| a + 1 == *b);
        distinct.len() >= 2 && in_a_row && distinct.contains(&self.year)
    }

    /// A row below a header with nothing but periods: `Năm 2023 | Năm 2024`,
    /// `2023 | 2024`, `Quý III | Quý IV`.
    fn names_periods(&self, row: u32) -> bool {
        let cells: Vec<&Cell> = self.grid.row(row).map(|(_, cell)| cell).collect();
        let is_period =
            |cell: &&Cell| match cell.as_text().filter(|_| year(cell).is_none()) {
                Some(text) => self.is_period(text),
                None => self.names_years(row) && year(cell).is_some(),
            };
        cells.len() >= 2 && cells.iter().all(is_period)
    }

    /// Whether a text says nothing but when figures are of.
    fn is_period(&self, text: &str) -> bool {
        text.len() <= LONGEST_HEADER
            && period::of_heading(text, self.year, self.vocabulary).1
    }

    /// `(1) (2) (3)`, `A B 1 2`, `1 2 3=2/1x100`: numbers the columns, says nothing else.
    fn is_numbering(&self, row: u32) -> bool {
        let mut last = 0;
        let mut count = 0;
        for (_, cell) in self.grid.row(row) {
            let text = match &cell.value {
                Value::Number(number) => number.to_string(),
                Value::Text(text) => text.clone(),
                Value::Bool(_)
                | Value::Date(_)
                | Value::Error(_)
                | Value::Uncalculated => {
                    return false;
                }
            };
            let bare = text.trim_matches(['(', ')', '[', ']', ' ']);
            // `-1` is what Excel makes of `(1)`.
            let bare = bare.strip_prefix('-').unwrap_or(bare);
            let head = bare.split(['=', '/', ':']).next().unwrap_or_default().trim();
            let is_formula = bare.contains('=')
                && bare.chars().all(|c| c.is_ascii_digit() || "=/:x*%+- ()".contains(c));
            match head.parse::<u32>() {
                Ok(number) if number == last + 1 => last = number,
                Ok(_) if is_formula => last += 1,
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
        if self.is_numbering(row) || self.is_header(row) || self.names_periods(row) {
            return true;
        }
        let (mut below_group, mut levels) = (0, BTreeSet::new());
        for (at, cell) in self.grid.row(row) {
            if self.is_figure(cell) {
                return false;
            }
            let Some(text) = cell.as_text() else { continue };
            let words = self.words(text);
            let above = (band.first..row)
                .filter_map(|above| self.text(Address::new(above, at.col)))
                .map(|above| self.words(above));
            let is_group = |words: &Rc<Words>| {
                words.label.variable.is_some() || !words.label.rivals.is_empty()
            };
            let level = above.clone().find_map(|above| {
                let variable = above.label.variable.as_deref()?;
                self.vocabulary.level_of(variable, text)
            });
            let group = above.clone().any(|above| is_group(&above));
            let says = words.label.measure.is_some()
                || words.label.level.is_some()
                || self.is_period(text);
            if let Some(level) = level {
                levels.insert(level);
            } else if says && group {
                below_group += 1;
            } else if self.is_unit(text) || words.is_total() {
                return false;
            } else if words.label.role.is_none() && (!group || words.is_value) {
                // What nobody understands below a group is a name of its column
                // all the same.
                return false;
            }
        }
        // One level is an answer, several are the names of columns.
        below_group >= 1 && levels.len() != 1 || levels.len() >= 2
    }

    /// All header bands of the sheet, top to bottom.
    pub(crate) fn bands(&self) -> Vec<Band> {
        let height = self.grid.height();
        let mut bands = Vec::new();
        let mut row = 0;
        let rows: BTreeSet<u32> = self.grid.cells().map(|(at, _)| at.row).collect();
        while row < height {
            if !rows.contains(&row) || !self.is_header(row) {
                row = match rows.range(row + 1..).next() {
                    Some(next) => *next,
                    None => break,
                };
                continue;
            }
            let mut band =
                Band { first: self.group_row_above(row), last: row, named: row };
            while self.continues(band, band.last + 1) {
                band.last += 1;
                if !self.is_numbering(band.last) {
                    band.named = band.last;
                }
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
            words.label.variable.is_some() && !self.is_unit(text)
        };
        let is_group = !texts.is_empty()
            && texts.iter().all(|(at, text)| at.col > 0 && names_variable(text))
            && self.grid.row(above).count() == texts.len();
        if is_group { above } else { row }
    }
}

/// A commune outside the plan's area, where nobody else is meant.
fn outside(named: &[Named]) -> Option<&Named> {
    named.iter().find(|one| matches!(one.who, Who::Outside(_)))
}

/// Whether a sheet names communes that a unit was formed from and that are not called
/// as it is.
fn names_parts(grid: &Grid, lexicon: &Lexicon<'_>, home: &str) -> bool {
    let is_part = |named: &Named| match &named.who {
        Who::Commune { district, .. } => district == home && named.misspelt.is_none(),
        Who::District(_) | Who::Body(_) | Who::Part(_) | Who::Outside(_) => false,
    };
    grid.cells().filter_map(|(_, cell)| cell.as_text()).any(|text| {
        let named = lexicon.named(if text.len() < 80 { text } else { "" });
        named.iter().any(is_part) && !named.iter().any(|one| one.who.unit() == Some(home))
    })
}

/// The year a cell is, as a number or in digits.
pub(super) fn year(cell: &Cell) -> Option<i16> {
    let year = match &cell.value {
        Value::Number(number) if number.fract() == 0.0 => {
            number.to_string().parse().ok()?
        }
        Value::Text(text) if text.trim().len() == 4 => text.trim().parse().ok()?,
        Value::Number(_)
        | Value::Text(_)
        | Value::Bool(_)
        | Value::Date(_)
        | Value::Error(_)
        | Value::Uncalculated => return None,
    };
    (2000..2100).contains(&year).then_some(year)
}

/// Whether a text is a number as offices type them: digits with separators, a
/// sign or a percent.
pub(crate) fn is_figure_text(text: &str) -> bool {
    let text = text.trim();
    let digits = text.chars().filter(char::is_ascii_digit).count();
    digits > 0
        && text.chars().all(|c| {
            c.is_ascii_digit()
                || c.is_whitespace()
                || matches!(c, '.' | ',' | '%' | '-' | '+' | '\u{a0}')
        })
}
