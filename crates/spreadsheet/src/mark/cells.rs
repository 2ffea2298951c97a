//! The marked cells get their looks; those that are not there yet are put where
//! they belong. No value is touched.

use std::collections::BTreeMap;

use super::Mark;
use super::Tone;
use super::sheet::{COLUMNS, Cell, ROWS, Row, Sheet, by_number, range};
use super::styles::Look;
use super::xml::{Edits, opened};
use crate::place::{Address, CellRange};

/// A range of more cells is marked at its first cell only.
const RANGE: u64 = 200;
/// So many cells of a sheet are marked; of what comes after, first cells only.
const CELLS: usize = 50_000;

/// What is to be seen on a sheet: how grave each cell is, and what is said at
/// which cell.
#[derive(Debug, Default)]
pub(super) struct Sights {
    pub(super) graves: BTreeMap<Address, Tone>,
    pub(super) said: BTreeMap<Address, Vec<String>>,
}

impl Sights {
    /// Marks must come graver ones first.
    pub(super) fn new(sheet: &Sheet<'_>, marks: &[&Mark]) -> Self {
        let mut sights = Self::default();
        for mark in marks {
            let range = on_sheet(mark.range);
            let seen = sheet.merges.around(range.first);
            let said = sights.said.entry(seen.first).or_default();
            let alone = range == seen || range.first == range.last;
            said.push(if alone {
                mark.text.clone()
            } else {
                format!("Các ô {range}: {}", mark.text)
            });
            sights.grave(seen.first, mark.tone);
            if area(range) <= RANGE && sights.graves.len() < CELLS {
                for row in range.first.row..=range.last.row {
                    for col in range.first.col..=range.last.col {
                        let seen = sheet.merges.around(Address::new(row, col));
                        sights.grave(seen.first, mark.tone);
                    }
                }
            }
        }
        sights
    }

    fn grave(&mut self, at: Address, tone: Tone) {
        let known = self.graves.entry(at).or_insert(tone);
        *known = tone.min(*known);
    }
}

/// The range with its corners in order, none of them beyond the sheet.
fn on_sheet(range: CellRange) -> CellRange {
    let clamped =
        |at: Address| Address::new(at.row.min(ROWS - 1), at.col.min(COLUMNS - 1));
    CellRange::from(clamped(range.first)).union(clamped(range.last).into())
}

fn area(range: CellRange) -> u64 {
    let rows = u64::from(range.last.row - range.first.row) + 1;
    rows * (u64::from(range.last.col - range.first.col) + 1)
}

/// The marked cells as they lie in the part, each with the look it had and how
/// grave it is.
pub(super) struct Painting<'s, 'a> {
    sheet: &'s Sheet<'a>,
    rows: BTreeMap<u32, &'s Row>,
    present: Vec<(&'s Cell, Look)>,
    /// By row and column.
    missing: BTreeMap<u32, BTreeMap<u32, Look>>,
}

impl<'s, 'a> Painting<'s, 'a> {
    pub(super) fn new(sheet: &'s Sheet<'a>, sights: &Sights) -> Self {
        let rows = by_number(sheet);
        let mut left = sights.graves.clone();
        let mut present = Vec::new();
        for cell in &sheet.cells {
            if let Some(tone) = sights.graves.get(&cell.at) {
                left.remove(&cell.at);
                present.push((cell, (sheet.look_of(cell), *tone)));
            }
        }
        let mut missing: BTreeMap<u32, BTreeMap<u32, Look>> = BTreeMap::new();
        for (at, tone) in left {
            let look = sheet.look_behind(rows.get(&at.row).copied(), at.col);
            missing.entry(at.row).or_default().insert(at.col, (look, tone));
        }
        Self { sheet, rows, present, missing }
    }

    pub(super) fn looks(&self) -> impl Iterator<Item = Look> {
        let missing = self.missing.values().flat_map(BTreeMap::values);
        self.present.iter().map(|(_, look)| *look).chain(missing.copied())
    }

    pub(super) fn paint(&self, numbers: &BTreeMap<Look, u32>, edits: &mut Edits) {
        for (cell, look) in &self.present {
            let tag = self.sheet.tag_of_cell(cell);
            edits.replace(tag.at..tag.end(), tag.with("s", numbers[look]));
        }
        let mut fresh = String::new();
        for (row, cells) in &self.missing {
            if let Some(row) = self.rows.get(row) {
                self.complete(row, cells, numbers, edits);
                continue;
            }
            let xml = self.new_row(*row, cells, numbers);
            let next = self.rows.range(row..).next();
            match next {
                Some((_, next)) => edits.insert(self.sheet.tag_of_row(next).at, xml),
                None => fresh.push_str(&xml),
            }
        }
        if !fresh.is_empty() {
            let data = self.sheet.data;
            if data.tag.is_empty() {
                let whole = opened(data.tag.text, data.tag.name(), &fresh);
                edits.replace(data.tag.at..data.tag.end(), whole);
            } else {
                edits.insert(data.close, fresh);
            }
        }
        self.widen_dimension(edits);
    }

    fn new_row(
        &self,
        number: u32,
        cells: &BTreeMap<u32, Look>,
        numbers: &BTreeMap<Look, u32>,
    ) -> String {
        let prefix = self.sheet.data.tag.prefix();
        let hidden = if self.sheet.hides_rows { " hidden=\"1\"" } else { "" };
        let cells = cells.iter().map(|(col, look)| {
            new_cell(prefix, Address::new(number, *col), numbers[look])
        });
        let cells: String = cells.collect();
        format!("<{prefix}row r=\"{}\"{hidden}>{cells}</{prefix}row>", number + 1)
    }

    /// Puts cells into a row that is there.
    fn complete(
        &self,
        row: &Row,
        cells: &BTreeMap<u32, Look>,
        numbers: &BTreeMap<Look, u32>,
        edits: &mut Edits,
    ) {
        let tag = self.sheet.tag_of_row(row);
        let spans = widened(tag.value("spans").as_deref(), cells);
        let text = spans.map(|spans| tag.with("spans", spans));
        let xml = |(col, look): (&u32, &Look)| {
            new_cell(tag.prefix(), Address::new(row.number, *col), numbers[look])
        };
        if tag.is_empty() {
            let cells: String = cells.iter().map(xml).collect();
            let text = text.as_deref().unwrap_or(tag.text);
            edits.replace(tag.at..tag.end(), opened(text, tag.name(), &cells));
            return;
        }
        if let Some(text) = text {
            edits.replace(tag.at..tag.end(), text);
        }
        let mut places = BTreeMap::new();
        for cell in self.sheet.cells_of(row).iter().filter(|it| it.at.row == row.number) {
            places.entry(cell.at.col).or_insert(self.sheet.tag_of_cell(cell).at);
        }
        for cell in cells {
            let next = places.range(cell.0..).next().map(|(_, place)| *place);
            edits.insert(next.unwrap_or(row.close as usize), xml(cell));
        }
    }

    /// What the sheet says of its size takes the new cells in.
    fn widen_dimension(&self, edits: &mut Edits) {
        let Some(tag) = self.sheet.dimension else { return };
        let Some(said) = tag.value("ref").and_then(|text| range(&text)) else { return };
        let new = self.missing.iter().flat_map(|(row, cells)| {
            cells.keys().map(|col| CellRange::from(Address::new(*row, *col)))
        });
        let whole = new.fold(said, CellRange::union);
        if whole != said {
            edits.replace(tag.at..tag.end(), tag.with("ref", whole));
        }
    }
}

fn new_cell(prefix: &str, at: Address, look: u32) -> String {
    format!("<{prefix}c r=\"{at}\" s=\"{look}\"/>")
}

/// `1:9` with the new columns taken in; nothing where that changes nothing.
fn widened(spans: Option<&str>, cells: &BTreeMap<u32, Look>) -> Option<String> {
    let (first, last) = spans?.split_once(':')?;
    let (first, last): (u32, u32) = (first.parse().ok()?, last.parse().ok()?);
    let from = cells.first_key_value().map_or(first, |(col, _)| first.min(col + 1));
    let to = cells.last_key_value().map_or(last, |(col, _)| last.max(col + 1));
    ((from, to) != (first, last)).then(|| format!("{from}:{to}"))
}
