//! How wide columns are, and which numbers do not fit: Excel shows those as
//! `####`.

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::cell::Value;
use super::grid::Grid;
use super::look::{Laid, Look};
use super::notes::Note;
use crate::place::Address;

/// Points of the letters in which column widths are counted.
const USUAL_POINTS: f64 = 11.0;
/// Rows lower than this, in points, show no letters: nobody sees what they hold.
const LEAST_HEIGHT: f64 = 3.0;
/// Columns narrower than this, in digits, show none.
const LEAST_WIDTH: f64 = 0.5;

/// Whether a row of this height is as good as hidden.
pub(super) fn is_flat(points: f64) -> bool {
    points < LEAST_HEIGHT
}

/// Whether a column of this width is as good as hidden.
pub(super) fn is_shut(digits: f64) -> bool {
    digits < LEAST_WIDTH
}

/// Where no width is told, numbers of any length are taken to fit.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Widths {
    /// Widths in digits of the usual letters: first and last column, width.
    columns: Vec<(u32, u32, f64)>,
    /// Points of the letters of numbers, where they are not usual.
    points: BTreeMap<Address, f64>,
}

impl Widths {
    /// Notes the width of some columns, counted in digits, margins included.
    pub(super) fn column(&mut self, first: u32, last: u32, digits: f64) {
        if digits > 0.0 && digits.is_finite() && first <= last {
            self.columns.push((first, last, digits));
        }
    }

    /// Notes the letters of a number; those that are made to fit are of no size.
    pub(super) fn letters(&mut self, at: Address, look: Option<&Look>) {
        let points = match look {
            Some(look) if look.laid != Laid::Usual => Some(0.0),
            _ => look.and_then(|look| look.points),
        };
        if let Some(points) = points.filter(|points| (*points - USUAL_POINTS).abs() > 0.5)
        {
            self.points.insert(at, points);
        }
    }

    /// The widths of what was read before, taken over into this.
    pub(super) fn with_letters_of(mut self, other: Self) -> Self {
        self.points = other.points;
        self
    }

    fn of(&self, col: u32) -> Option<f64> {
        let has = |&&(first, last, _): &&(u32, u32, f64)| (first..=last).contains(&col);
        self.columns.iter().find(has).map(|(.., digits)| *digits)
    }

    /// The grid with a note at every number that does not fit its column.
    pub(super) fn noted(self, mut grid: Grid) -> Grid {
        if self.columns.is_empty() {
            return grid;
        }
        let too_wide: Vec<Address> = grid
            .cells()
            .filter(|(_, cell)| matches!(cell.value, Value::Number(_) | Value::Date(_)))
            .filter(|(at, cell)| {
                let last = grid.merge_at(*at).map_or(at.col, |region| region.last.col);
                let room = (at.col..=last).map(|col| self.of(col)).sum::<Option<f64>>();
                let scale =
                    self.points.get(at).map_or(1.0, |points| points / USUAL_POINTS);
                room.is_some_and(|room| {
                    // A column of width 0 is hidden, which is noted otherwise.
                    let plain = cell.format.is_none();
                    digits(&shown(&cell.value, cell.shown()), plain) * scale > room
                })
            })
            .map(|(at, _)| at)
            .collect();
        for at in too_wide {
            grid.note(at, Note::Overflow);
        }
        grid
    }
}

/// What is laid out; a duration of which only the ISO text is known takes no room.
fn shown<'t>(value: &Value, text: Cow<'t, str>) -> Cow<'t, str> {
    match value {
        Value::Date(iso) if *iso == *text && iso.starts_with('P') => Cow::Borrowed(""),
        _ => text,
    }
}

/// How many digits wide a text is at least; separators are narrow. Of a number
/// in the General format only the whole part must fit.
fn digits(text: &str, plain: bool) -> f64 {
    let text = if plain { text.split(',').next().unwrap_or(text) } else { text };
    let width = |c: char| match c {
        '.' | ',' | ' ' | ':' | '-' | '/' => 0.4,
        letter if letter.is_alphabetic() => 0.5,
        _ => 1.0,
    };
    text.chars().map(width).sum()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::Cell;

    #[test]
    fn a_number_wider_than_its_column_is_noted() {
        let at = |col| Address::new(0, col);
        let number = |number| Cell::new(Value::Number(number));
        let cells = vec![
            (at(0), number(12_119.0)),
            (at(1), number(12.0)),
            (at(2), number(12_119.0)),
            (at(3), Cell::text("12119")),
        ];
        let mut widths = Widths::default();
        widths.column(0, 1, 3.0);
        widths.column(3, 3, 3.0);
        let grid = widths.noted(Grid::new(cells, vec![]));
        let noted: Vec<_> = grid
            .cells()
            .filter(|(_, cell)| cell.notes.has(Note::Overflow))
            .map(|(at, _)| at.to_string())
            .collect();
        assert_eq!(noted, ["A1"]);
    }
}
