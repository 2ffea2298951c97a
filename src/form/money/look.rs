//! What stands around an amount: the words to its left and above it, remarks
//! behind it, and what a cell is where money is stated.

use std::cell::{self, RefCell};
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use super::Standing;
use super::axes::Axis;
use super::blocks::Block;
use super::sheet::{HEAD_ROWS, LONGEST, Page, short};
use crate::form::title::{self, Matter};
use crate::place::Address;
use crate::plan::vocabulary::{MoneyWords, NamedUnit};
use spreadsheet::{Cell, Value};

/// What a cell is where money is stated.
pub(super) enum Content {
    Words(MoneyWords),
    Year(i16),
    Amount,
}

/// What was worked out of a sheet so far.
#[derive(Default)]
pub(super) struct Memory {
    /// Rows looked at from below, each worked out once.
    lines: RefCell<BTreeMap<u32, Rc<Line>>>,
    /// Cells looked at as amounts.
    looked: cell::Cell<usize>,
}

/// A row as a heading of what stands below it.
struct Line {
    cells: Vec<(Address, Content)>,
    is_numbering: bool,
    is_heading: bool,
}

impl<'a> Page<'a> {
    /// The cells of a row.
    pub(super) fn contents(&self, row: u32) -> Vec<(Address, Content)> {
        let cells = self.grid.row(row);
        cells.filter_map(|(at, cell)| Some((at, self.content(at, cell)?))).collect()
    }

    fn content(&self, at: Address, cell: &Cell) -> Option<Content> {
        match &cell.value {
            Value::Text(text) if text.trim().is_empty() => None,
            Value::Text(text) if text.len() > LONGEST => None,
            Value::Text(text) => Some(self.of_text(text)),
            Value::Number(number)
                if (2000.0..2100.0).contains(number) && number.fract() == 0.0 =>
            {
                Some(if self.is_year(at) {
                    Content::Year(*number as i16)
                } else {
                    Content::Amount
                })
            }
            Value::Number(_)
            | Value::Bool(_)
            | Value::Date(_)
            | Value::Error(_)
            | Value::Uncalculated => Some(Content::Amount),
        }
    }

    /// Whether a number of four digits is a year: no fund's label stands before
    /// it, and other years or nothing but words beside it.
    fn is_year(&self, at: Address) -> bool {
        let funded = |cell: &Cell| {
            short(cell).is_some_and(|text| {
                let said = self.words(text);
                said.fund.is_some() || said.total
            })
        };
        !self.grid.row(at.row).any(|(other, cell)| other.col < at.col && funded(cell))
    }

    fn of_text(&self, text: &str) -> Content {
        let vocabulary = self.lexicon.vocabulary;
        // `?` stands in the place of an amount as well.
        let asks = text.contains('?') && !text.contains(char::is_alphanumeric);
        if vocabulary.sign_of(text).is_some() || asks {
            return Content::Amount;
        }
        let said = self.words(text);
        let lower = text.trim().to_lowercase();
        let about = &vocabulary.signs.about;
        let bare = about.iter().find_map(|word| lower.strip_prefix(word.as_str()));
        let number = bare.unwrap_or(&lower).trim_start();
        let is_number = number
            .starts_with(|c: char| c.is_ascii_digit() || "(-−+".contains(c))
            && number.contains(|c: char| c.is_ascii_digit());
        let names = said.fund.is_some() || said.total || said.column.is_some();
        // `300 (năm 2023)` states an amount, `6 tháng (2024)` heads one.
        let head = text.split_once('(').filter(|(head, _)| !head.trim().is_empty());
        let head = head.map(|(head, _)| self.words(head));
        let timed = head.unwrap_or_else(|| said.clone());
        let time = timed.current
            || timed.other
            || timed.period
            || (!timed.years.is_empty() && said.unit == NamedUnit::None);
        let kind = timed.planned || timed.spent;
        let heading = names || time || kind || said.is_unit || said.money;
        if is_number && !heading { Content::Amount } else { Content::Words(said) }
    }

    /// The words to the left of an amount, up to the amount of another label.
    pub(super) fn left(&self, at: Address) -> Axis {
        let mut axis = Axis::default();
        let mut last = None;
        let mut named = false;
        for col in (0..at.col).rev() {
            let Some((owner, cell)) = self.owner(Address::new(at.row, col)) else {
                continue;
            };
            if last.replace(owner) == Some(owner) {
                continue;
            }
            match self.content(owner, cell) {
                Some(Content::Words(said)) => {
                    let names = said.fund.is_some() || said.total || said.money;
                    if names && !named || axis.label.is_none() && !said.is_unit {
                        axis.label = Some(owner);
                    }
                    named |= names;
                    axis.words.push(said);
                }
                Some(Content::Year(year)) if self.is_first(owner) => {
                    axis.words.push(of_year(year));
                }
                Some(Content::Amount) if named => break,
                Some(Content::Amount | Content::Year(_)) | None => {}
            }
        }
        if let Some(unit) = self.unit_behind(at) {
            axis.words.push(unit);
        }
        axis
    }

    fn is_first(&self, at: Address) -> bool {
        self.grid.row(at.row).next().is_some_and(|(first, _)| first == at)
    }

    /// `550 | triệu đồng`.
    fn unit_behind(&self, at: Address) -> Option<MoneyWords> {
        let (_, cell) = self.grid.row(at.row).find(|(other, _)| other.col > at.col)?;
        let said = self.words(short(cell)?);
        said.is_unit.then_some(said)
    }

    pub(super) fn is_signed(&self, row: u32) -> bool {
        let mut texts = self.grid.row(row).filter_map(|(_, cell)| short(cell));
        let funded = |text: &str| self.words(text).fund.is_some();
        texts.any(|text| self.lexicon.words(text).is_signature && !funded(text))
    }

    /// `Dự toán giao năm 2024 (triệu đồng)`: of money, by its unit alone.
    pub(super) fn plans(&self, text: &str, plain: &str) -> bool {
        plain.contains("dong") && {
            let said = self.words(text);
            said.planned && said.unit != NamedUnit::None
        }
    }

    /// How many cells were looked at as amounts.
    pub(crate) fn looked(&self) -> usize {
        self.memory.looked.get()
    }

    pub(super) fn look(&self) {
        self.memory.looked.set(self.looked() + 1);
    }

    /// A row as a heading, from memory.
    fn line_at(&self, row: u32) -> Rc<Line> {
        if let Some(line) = self.memory.lines.borrow().get(&row) {
            return Rc::clone(line);
        }
        let cells = self.contents(row);
        let is_numbering = is_numbering(self, row);
        let is_heading = self.is_heading(&cells);
        let line = Rc::new(Line { cells, is_numbering, is_heading });
        self.memory.lines.borrow_mut().insert(row, Rc::clone(&line));
        line
    }

    /// The headings over an amount, nearest first.
    pub(super) fn above(&self, at: Address, block: Option<&Block>) -> Axis {
        let mut axis = Axis::default();
        let first = block.map_or(at.row, |block| block.first);
        let mut met = false;
        let mut last = None;
        for row in (0..at.row).rev() {
            let line = self.line_at(row);
            let cells = &line.cells;
            let spans = self.grid.merge_at(Address::new(row, at.col)).is_some();
            if cells.is_empty() && !spans {
                if row < first { break } else { continue }
            }
            if line.is_numbering {
                continue;
            }
            let alone = cells.len() == 1;
            let over = matches!(cells.as_slice(), [(lone, Content::Words(_))]
                if self.covers(*lone, at.col) && lone.col > 0);
            let heads = over || spans && cells.is_empty() || line.is_heading;
            if !heads {
                if met && !alone { break } else { continue }
            }
            met = true;
            let Some((owner, cell)) = self.owner(Address::new(row, at.col)) else {
                continue;
            };
            if last.replace(owner) == Some(owner) {
                continue;
            }
            match self.content(owner, cell) {
                Some(Content::Words(said)) => {
                    axis.label = axis.label.or(Some(owner));
                    axis.words.push(said);
                }
                Some(Content::Year(year)) => axis.words.push(of_year(year)),
                Some(Content::Amount) | None => {}
            }
        }
        axis
    }

    fn covers(&self, at: Address, col: u32) -> bool {
        let last = self.grid.merge_at(at).map_or(at.col, |region| region.last.col);
        (at.col..=last).contains(&col)
    }

    /// The cell a reader sees at an address, and where it stands.
    fn owner(&self, at: Address) -> Option<(Address, &'a Cell)> {
        let owner = self.grid.merge_at(at).map_or(at, |region| region.first);
        self.grid.get(owner).map(|cell| (owner, cell))
    }

    /// An amount merged over several labels or headings is of none of them.
    pub(super) fn across(&self, at: Address, block: Option<&Block>) -> Option<String> {
        let region = self.grid.merge_at(at)?;
        let seen = |at: Address| self.owner(at).map(|(owner, _)| owner);
        let mut labels = BTreeSet::new();
        for row in region.first.row..=region.last.row {
            let cells = (0..at.col).rev().filter_map(|col| seen(Address::new(row, col)));
            labels.extend(cells.take(1));
        }
        let headings: BTreeSet<String> = (region.first.col..=region.last.col)
            .filter_map(|col| {
                self.above(Address::new(at.row, col), block).words.into_iter().next()
            })
            .map(|said| said.text)
            .collect();
        let shown = self.grid.get(at).map(|cell| cell.shown().into_owned());
        let several = labels.len() > 1 || headings.len() > 1;
        several.then_some(shown.unwrap_or_default())
    }

    /// The name of the sheet or a title in its head that calls what stands there a
    /// draft, an example, cancelled.
    fn drafted(&self) -> Option<String> {
        let vocabulary = self.lexicon.vocabulary;
        if title::of_sheet(self.name, vocabulary) == Some(Matter::Void) {
            return Some(self.name.to_owned());
        }
        let mut heads = self.grid.rows(0..HEAD_ROWS).filter_map(|(_, cell)| short(cell));
        let is_draft = |text: &&str| {
            !text.chars().any(char::is_lowercase)
                && title::read(text, vocabulary) == Some(Matter::Void)
        };
        heads.find(is_draft).map(str::to_owned)
    }

    /// A remark beside an amount that it is of another year or an estimate.
    pub(super) fn remarked(&self, at: Address, standing: Standing) -> Standing {
        if !matches!(standing, Standing::Counts { .. }) {
            return standing;
        }
        if let Some(words) = self.drafted() {
            return Standing::Aside(words);
        }
        for (other, cell) in self.grid.row(at.row).filter(|(other, _)| other.col > at.col)
        {
            let Some(Content::Words(said)) = self.content(other, cell) else { break };
            if !said.is_understood() || said.fund.is_some() {
                continue;
            }
            if said.inexact {
                return Standing::Inexact(said.text);
            }
            let elsewhere = !said.years.is_empty() && !said.years.contains(&self.year);
            if said.planned || said.other || said.period || elsewhere {
                return Standing::Aside(said.text);
            }
        }
        standing
    }

    pub(super) fn names_unit(&self, cell: &Cell) -> bool {
        let shown = cell.shown();
        let behind =
            shown.rfind(|c: char| c.is_ascii_digit()).map_or("", |at| &shown[at + 1..]);
        self.lexicon.vocabulary.money_unit(behind).is_some()
            || self.words(&shown).unit != NamedUnit::None
    }
}

fn of_year(year: i16) -> MoneyWords {
    MoneyWords { text: year.to_string(), years: vec![year], ..Default::default() }
}

/// `A | B | 1 | 2`, `(1) | (2) | (3)`: numbers the columns, says nothing else.
pub(super) fn is_numbering(page: &Page<'_>, row: u32) -> bool {
    let mut last = 0;
    let mut count = 0;
    for (_, cell) in page.grid.row(row) {
        let shown = cell.shown();
        let bare = shown.trim_matches(['(', ')', '[', ']', ' ']);
        match bare.parse::<u32>() {
            Ok(number) if number == last + 1 => last = number,
            Err(_) if bare.chars().count() == 1 => {}
            Ok(_) | Err(_) => return false,
        }
        count += 1;
    }
    count >= 2 && last >= 2
}
