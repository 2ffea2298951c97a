//! A sheet's cells, addressed from A1.
//!
//! Calamine's `Range` starts at the first used cell, so its relative and
//! absolute indices differ; nothing outside this room ever sees one.

use std::collections::BTreeSet;
use std::ops::Range;

use serde::{Deserialize, Serialize};

use super::cell::Cell;
use super::limits;
use super::notes::Note;
use crate::place::{Address, CellRange};

/// The used cells of one sheet, in row order, and its merged regions.
///
/// A merged region keeps its content in its first cell only; ask
/// [`Grid::spread`] for what a reader sees at any cell of the region.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(from = "Stored")]
pub struct Grid {
    cells: Vec<(Address, Cell)>,
    merged: Vec<CellRange>,
    hidden_rows: Vec<u32>,
    hidden_cols: Vec<u32>,
    /// Cells that a merged region covers: they are there and nobody sees them.
    covered: Vec<(Address, Cell)>,
    /// Comments, by their cell.
    comments: Vec<(Address, String)>,
    #[serde(skip)]
    merges: MergeIndex,
    #[serde(skip)]
    width: u32,
}

/// A grid as it crosses from one process to another, without its index.
#[derive(Deserialize)]
struct Stored {
    cells: Vec<(Address, Cell)>,
    merged: Vec<CellRange>,
    hidden_rows: Vec<u32>,
    hidden_cols: Vec<u32>,
    covered: Vec<(Address, Cell)>,
    comments: Vec<(Address, String)>,
}

impl From<Stored> for Grid {
    fn from(stored: Stored) -> Self {
        let Stored { cells, merged, hidden_rows, hidden_cols, covered, comments } =
            stored;
        let merges = MergeIndex::new(&merged);
        let width = width(&cells);
        Self { cells, merged, hidden_rows, hidden_cols, covered, comments, merges, width }
    }
}

/// For every column, the merged regions that cross it, from top to bottom.
///
/// Regions of one sheet do not overlap; of those that do, in a file that Excel
/// would call damaged, the upper one counts.
#[derive(Debug, Clone, Default, PartialEq)]
struct MergeIndex(Vec<Vec<CellRange>>);

impl MergeIndex {
    fn new(merged: &[CellRange]) -> Self {
        let sane = |region: &&CellRange| region.first.col <= region.last.col;
        let merged = merged.iter().filter(sane);
        let width = merged.clone().map(|region| region.last.col + 1).max().unwrap_or(0);
        let mut columns =
            vec![Vec::<CellRange>::new(); width.min(limits::COLUMNS) as usize];
        let mut left = limits::MERGED_COLUMNS;
        let mut sorted: Vec<CellRange> = merged.copied().collect();
        sorted.sort();
        for region in sorted {
            let width = (region.last.col - region.first.col) as usize + 1;
            if width > left {
                continue;
            }
            left -= width;
            let crossed = columns.iter_mut().take(region.last.col as usize + 1);
            for column in crossed.skip(region.first.col as usize) {
                let above =
                    column.last().is_some_and(|above| above.last.row >= region.first.row);
                if !above {
                    column.push(region);
                }
            }
        }
        Self(columns)
    }

    fn at(&self, at: Address) -> Option<CellRange> {
        let column = self.0.get(at.col as usize)?;
        let next = column.partition_point(|region| region.first.row <= at.row);
        let region = column.get(next.checked_sub(1)?)?;
        region.contains(at).then_some(*region)
    }
}

impl Grid {
    /// Builds a grid from cells in any order; the last cell given for an
    /// address wins.
    pub fn new(mut cells: Vec<(Address, Cell)>, merged: Vec<CellRange>) -> Self {
        cells.sort_by_key(|(at, _)| *at);
        cells.reverse();
        cells.dedup_by_key(|(at, _)| *at);
        cells.reverse();
        let merges = MergeIndex::new(&merged);
        let beneath =
            |at: Address| merges.at(at).is_some_and(|region| region.first != at);
        let mut covered: Vec<_> = cells.extract_if(.., |(at, _)| beneath(*at)).collect();
        for (_, cell) in &mut covered {
            cell.notes.add(Note::Covered);
        }
        let width = width(&cells);
        Self { cells, merged, covered, merges, width, ..Self::default() }
    }

    /// Notes which rows and columns the sheet hides; both lists sorted here.
    /// What lies beyond the last used cell hides nothing and is dropped.
    pub fn with_hidden(mut self, mut rows: Vec<u32>, mut cols: Vec<u32>) -> Self {
        let (height, width) = (self.height(), self.width());
        rows.retain(|row| *row < height);
        cols.retain(|col| *col < width);
        rows.sort_unstable();
        rows.dedup();
        cols.sort_unstable();
        cols.dedup();
        (self.hidden_rows, self.hidden_cols) = (rows, cols);
        for (at, cell) in self.cells.iter_mut().chain(&mut self.covered) {
            let hidden = |lines: &[u32], line| lines.binary_search(&line).is_ok();
            cell.notes.add_if(hidden(&self.hidden_rows, at.row), Note::HiddenRow);
            cell.notes.add_if(hidden(&self.hidden_cols, at.col), Note::HiddenColumn);
        }
        self
    }

    /// Notes which rows a filter hides.
    pub(super) fn with_filtered(mut self, rows: &[u32]) -> Self {
        let rows: BTreeSet<u32> = rows.iter().copied().collect();
        for (at, cell) in self.cells.iter_mut().chain(&mut self.covered) {
            cell.notes.add_if(rows.contains(&at.row), Note::Filtered);
        }
        self
    }

    pub(super) fn with_comments(mut self, mut comments: Vec<(Address, String)>) -> Self {
        comments.sort();
        self.comments = comments;
        self
    }

    pub(super) fn without_comments(mut self) -> Self {
        self.comments.clear();
        self
    }

    /// Adds a note to every cell.
    pub(super) fn note_all(&mut self, note: Note) {
        for (_, cell) in self.cells.iter_mut().chain(&mut self.covered) {
            cell.notes.add(note);
        }
    }

    /// Adds a note to a cell.
    pub(super) fn note(&mut self, at: Address, note: Note) {
        if let Ok(index) = self.cells.binary_search_by_key(&at, |(at, _)| *at) {
            self.cells[index].1.notes.add(note);
        }
    }

    /// Cells that a merged region covers, row by row: nobody sees them.
    pub fn covered(&self) -> impl Iterator<Item = (Address, &Cell)> {
        self.covered.iter().map(|(at, cell)| (*at, cell))
    }

    /// The cell that lies covered at an address.
    pub fn covered_at(&self, at: Address) -> Option<&Cell> {
        let found = self.covered.binary_search_by_key(&at, |(at, _)| *at).ok()?;
        Some(&self.covered[found].1)
    }

    /// Comments with their cells, row by row.
    pub fn comments(&self) -> impl Iterator<Item = (Address, &str)> {
        self.comments.iter().map(|(at, text)| (*at, text.as_str()))
    }

    pub fn is_empty(&self) -> bool {
        self.cells.is_empty()
    }

    /// The cell stored at an address; blank cells are not stored.
    pub fn get(&self, at: Address) -> Option<&Cell> {
        self.cells
            .binary_search_by_key(&at, |(at, _)| *at)
            .ok()
            .map(|index| &self.cells[index].1)
    }

    /// The cell a reader sees at an address: inside a merged region, its first.
    pub fn spread(&self, at: Address) -> Option<&Cell> {
        self.get(at).or_else(|| self.get(self.merge_at(at)?.first))
    }

    /// The merged region that covers an address, if any.
    pub fn merge_at(&self, at: Address) -> Option<CellRange> {
        self.merges.at(at)
    }

    /// All stored cells, row by row.
    pub fn cells(&self) -> impl Iterator<Item = (Address, &Cell)> {
        self.cells.iter().map(|(at, cell)| (*at, cell))
    }

    /// The stored cells of one row, left to right.
    pub fn row(&self, row: u32) -> impl Iterator<Item = (Address, &Cell)> {
        self.rows(row..row.saturating_add(1))
    }

    /// The stored cells of some rows, row by row.
    pub fn rows(&self, rows: Range<u32>) -> impl Iterator<Item = (Address, &Cell)> {
        let start = self.cells.partition_point(|(at, _)| at.row < rows.start);
        self.cells[start..]
            .iter()
            .take_while(move |(at, _)| at.row < rows.end)
            .map(|(at, cell)| (*at, cell))
    }

    pub fn hidden_rows(&self) -> &[u32] {
        &self.hidden_rows
    }

    pub fn hidden_cols(&self) -> &[u32] {
        &self.hidden_cols
    }

    /// Columns with a cell or a merged region in them, left to right.
    pub fn columns(&self) -> Vec<u32> {
        let cells = self.cells.iter().map(|(at, _)| at.col);
        let merges = self.merges.0.iter().enumerate();
        let merged = merges.filter(|(_, regions)| !regions.is_empty());
        let merged = merged.filter_map(|(col, _)| u32::try_from(col).ok());
        let columns: BTreeSet<u32> = cells.chain(merged).collect();
        columns.into_iter().collect()
    }

    /// One past the last used row; 0 for an empty sheet.
    pub fn height(&self) -> u32 {
        self.cells.last().map_or(0, |(at, _)| at.row + 1)
    }

    /// One past the last used column; 0 for an empty sheet.
    pub fn width(&self) -> u32 {
        self.width
    }
}

fn width(cells: &[(Address, Cell)]) -> u32 {
    cells.iter().map(|(at, _)| at.col + 1).max().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_merged_region_shows_its_first_cell_everywhere() {
        let title = Address::new(7, 2);
        let region = CellRange { first: title, last: Address::new(7, 5) };
        let grid = Grid::new(vec![(title, Cell::text("Gia đình"))], vec![region]);
        let seen = grid.spread(Address::new(7, 4)).and_then(Cell::as_text);
        assert_eq!(seen, Some("Gia đình"));
        assert_eq!(grid.get(Address::new(7, 4)), None);
        assert_eq!(grid.spread(Address::new(8, 4)), None);
    }

    #[test]
    fn merged_regions_are_found_by_column_and_row() {
        let range = |top, left, bottom, right| CellRange {
            first: Address::new(top, left),
            last: Address::new(bottom, right),
        };
        let (tall, wide) = (range(0, 0, 9, 0), range(3, 1, 4, 5));
        let grid = Grid::new(vec![], vec![wide, tall]);
        assert_eq!(grid.merge_at(Address::new(9, 0)), Some(tall));
        assert_eq!(grid.merge_at(Address::new(10, 0)), None);
        assert_eq!(grid.merge_at(Address::new(4, 5)), Some(wide));
        assert_eq!(grid.merge_at(Address::new(2, 1)), None);
    }

    #[test]
    fn the_last_cell_given_for_an_address_wins() {
        let at = Address::new(0, 0);
        let grid =
            Grid::new(vec![(at, Cell::number(1.0)), (at, Cell::number(2.0))], vec![]);
        assert_eq!(grid.get(at), Some(&Cell::number(2.0)));
    }
}
