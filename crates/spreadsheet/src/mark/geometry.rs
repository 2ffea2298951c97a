//! How wide and high the cells of a sheet are, so that a comment can be given a
//! box of a size: boxes are anchored to cells, not measured.

use std::collections::BTreeMap;

use super::sheet::{COLUMNS, ROWS};
use super::xml::Tag;
use crate::place::Address;

/// Columns or rows that a box may cross; hidden ones have no extent.
const CROSSED: u32 = 400;
/// Pixels between a cell and the box of its comment.
const GAP: u32 = 15;

/// Widths and heights in pixels, and the looks of whole columns.
#[derive(Debug)]
pub(super) struct Geometry {
    /// First column, last column, width, look; in their order.
    columns: Vec<Columns>,
    width: u32,
    heights: BTreeMap<u32, u32>,
    height: u32,
}

#[derive(Debug, Clone, Copy)]
struct Columns {
    first: u32,
    last: u32,
    width: Option<u32>,
    look: u32,
}

impl Default for Geometry {
    fn default() -> Self {
        Self { columns: vec![], width: 64, heights: BTreeMap::new(), height: 20 }
    }
}

/// Column, pixels into it, row, pixels into it: of the upper left corner, then
/// of the lower right one.
pub(super) type Anchor = [u32; 8];

impl Geometry {
    pub(super) fn meet_defaults(&mut self, tag: Tag<'_>) {
        if let Some(width) = tag.number("defaultColWidth") {
            self.width = pixels(width, 7.0);
        } else if let Some(letters) = tag.number::<f64>("baseColWidth") {
            self.width = pixels(letters, 7.0).saturating_add(8);
        }
        if let Some(height) = tag.number("defaultRowHeight") {
            self.height = pixels(height, 4.0 / 3.0).max(1);
        }
    }

    pub(super) fn meet_column(&mut self, tag: Tag<'_>) {
        let (Some(first @ 1..), Some(last)) =
            (tag.number::<u32>("min"), tag.number::<u32>("max"))
        else {
            return;
        };
        // Ranges of one sheet do not overlap; those that do are ignored.
        let next = self.columns.last().map_or(0, |columns| columns.last + 1);
        let first = (first - 1).max(next);
        let last = last.min(COLUMNS);
        if first >= last {
            return;
        }
        let hidden = tag.is_true("hidden").then_some(0);
        self.columns.push(Columns {
            first,
            last: last - 1,
            width: hidden.or_else(|| tag.number("width").map(|width| pixels(width, 7.0))),
            look: tag.number("style").unwrap_or(0),
        });
    }

    pub(super) fn meet_row(&mut self, number: u32, tag: Tag<'_>) {
        let hidden = tag.is_true("hidden").then_some(0);
        let height =
            hidden.or_else(|| tag.number("ht").map(|height| pixels(height, 4.0 / 3.0)));
        if let Some(height) = height {
            self.heights.insert(number, height);
        }
    }

    fn columns_at(&self, col: u32) -> Option<&Columns> {
        let next = self.columns.partition_point(|columns| columns.first <= col);
        self.columns.get(next.checked_sub(1)?).filter(|columns| col <= columns.last)
    }

    pub(super) fn look_of_column(&self, col: u32) -> u32 {
        self.columns_at(col).map_or(0, |columns| columns.look)
    }

    fn width_of(&self, col: u32) -> u32 {
        self.columns_at(col).and_then(|columns| columns.width).unwrap_or(self.width)
    }

    fn height_of(&self, row: u32) -> u32 {
        self.heights.get(&row).copied().unwrap_or(self.height)
    }

    /// A box of a size beside a cell.
    pub(super) fn beside(&self, at: Address, size: (u32, u32)) -> Anchor {
        let col = (at.col + 1).min(COLUMNS - 1);
        let row = at.row.saturating_sub(1);
        let (dx, dy) = (GAP.min(self.width_of(col)), 10.min(self.height_of(row)));
        self.spanning([col, dx, row, dy], size)
    }

    /// A box of at least a size from where another begins, which holds it too.
    pub(super) fn grown(&self, from: Anchor, size: (u32, u32)) -> Anchor {
        let [col, dx, row, dy, ..] = from;
        if col >= COLUMNS || row >= ROWS {
            return from;
        }
        let to = self.spanning([col, dx, row, dy], size);
        let right = (from[4], from[5]).max((to[4], to[5]));
        let bottom = (from[6], from[7]).max((to[6], to[7]));
        [col, dx, row, dy, right.0, right.1, bottom.0, bottom.1]
    }

    fn spanning(&self, corner: [u32; 4], size: (u32, u32)) -> Anchor {
        let [col, dx, row, dy] = corner;
        let (right, x) =
            reach(col, dx.saturating_add(size.0), COLUMNS, |at| self.width_of(at));
        let (bottom, y) =
            reach(row, dy.saturating_add(size.1), ROWS, |at| self.height_of(at));
        [col, dx, row, dy, right, x, bottom, y]
    }
}

/// Where one gets to from the beginning of a column or row by so many pixels.
fn reach(start: u32, mut left: u32, end: u32, extent: impl Fn(u32) -> u32) -> (u32, u32) {
    for at in (start..end).take(CROSSED as usize) {
        let here = extent(at);
        if left < here {
            return (at, left);
        }
        left -= here;
    }
    ((start + CROSSED).min(end) - 1, 0)
}

/// What a file says in letters or points.
fn pixels(said: f64, each: f64) -> u32 {
    // Nothing on a screen is larger; what is no number becomes nothing.
    (said * each).clamp(0.0, 10_000.0) as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_box_crosses_as_many_columns_and_rows_as_its_size_needs() {
        let mut geometry = Geometry::default();
        let tag = |text| Tag { text, at: 0 };
        geometry.meet_column(tag("<col min='3' max='3' hidden='1'/>"));
        geometry.meet_column(tag("<col min='4' max='5' width='20' style='2'/>"));
        geometry.meet_row(1, tag("<row ht='30'/>"));
        // 64 px for B, none for C, 140 each for D and E; rows 20, 40, 20.
        let anchor = geometry.beside(Address::new(0, 0), (200, 60));
        assert_eq!(anchor, [1, 15, 0, 10, 4, 11, 2, 10]);
        assert_eq!(geometry.look_of_column(4), 2);
        assert_eq!(geometry.look_of_column(5), 0);
        let grown = geometry.grown([1, 15, 0, 10, 3, 0, 9, 0], (200, 60));
        assert_eq!(grown, [1, 15, 0, 10, 4, 11, 9, 0]);
    }

    #[test]
    fn a_box_stays_on_the_sheet() {
        let corner = Address::new(ROWS - 1, COLUMNS - 1);
        let anchor = Geometry::default().beside(corner, (300, 300));
        assert_eq!((anchor[4], anchor[6]), (COLUMNS - 1, ROWS - 1));
    }
}
