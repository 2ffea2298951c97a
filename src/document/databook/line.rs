//! One row of a sheet, filled from left to right.

use jiff::civil::Date;

use crate::document::text::clean;
use crate::document::wording::{NONE, NOT_REPORTED};
use crate::place::Address;
use crate::plan::share::Share;
use spreadsheet::book::{Computed, Content, Look, Sheet};

/// The next free cell of a row.
pub(super) struct Line<'s> {
    sheet: &'s mut Sheet,
    row: u32,
    col: u32,
}

/// A count as it stands in a cell: a number, or a sign in its place.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Figure {
    Count(i64),
    /// Counted as this, and shown as a sign.
    Sign(&'static str, Option<i64>),
}

impl Figure {
    /// A count, or three dots where it was not reported.
    pub(super) fn of(count: Option<i64>) -> Self {
        count.map_or(Figure::Sign(NOT_REPORTED, None), Figure::Count)
    }

    fn value(self) -> Option<i64> {
        match self {
            Figure::Count(count) => Some(count),
            Figure::Sign(_, value) => value,
        }
    }
}

impl<'s> Line<'s> {
    pub(super) fn new(sheet: &'s mut Sheet, row: u32) -> Self {
        Self { sheet, row, col: 0 }
    }

    fn put(&mut self, content: Content, look: Look) -> Address {
        let at = Address::new(self.row, self.col);
        self.sheet.put(self.row, self.col, content, look);
        self.col += 1;
        at
    }

    /// Words on one line, an office's own among them.
    pub(super) fn text(&mut self, text: &str) {
        self.put(Content::Text(clean(text)), Look::Text);
    }

    /// Words that may need several lines.
    pub(super) fn words(&mut self, text: &str) {
        self.put(Content::Text(clean(text)), Look::Words);
    }

    pub(super) fn mark(&mut self, text: &str) {
        self.put(Content::Text(clean(text)), Look::Mark);
    }

    pub(super) fn number(&mut self, count: i64) {
        self.put(Content::Count(count), Look::Count);
    }

    pub(super) fn year(&mut self, year: i16) {
        self.put(Content::Count(year.into()), Look::Mark);
    }

    pub(super) fn figure(&mut self, figure: Figure) -> Address {
        match figure {
            Figure::Count(count) => self.put(Content::Count(count), Look::Count),
            Figure::Sign(sign, _) => self.put(Content::Text(sign.to_owned()), Look::Mark),
        }
    }

    /// The share of two figures that stand in this row already.
    pub(super) fn rate(&mut self, part: (Figure, Address), whole: (Figure, Address)) {
        let (numerator, denominator) = match (part.0.value(), whole.0.value()) {
            (Some(_), Some(0)) => return self.mark(NONE),
            (Some(numerator), Some(denominator)) => (numerator, denominator),
            (None, _) | (_, None) => {
                let sign = match part.0 {
                    Figure::Sign(sign, None) => sign,
                    Figure::Sign(..) | Figure::Count(_) => NOT_REPORTED,
                };
                return self.mark(sign);
            }
        };
        let share = numerator as f64 / denominator as f64;
        let content = match (part.0, whole.0) {
            (Figure::Count(_), Figure::Count(_)) => Content::Formula {
                formula: format!("{}/{}", part.1, whole.1),
                result: Computed::Number(share),
            },
            // A formula cannot reckon with a sign.
            (Figure::Sign(..), _) | (_, Figure::Sign(..)) => Content::Number(share),
        };
        self.put(content, Look::Rate);
    }

    /// A target, or nothing where none is set.
    pub(super) fn target(&mut self, target: Option<Share>) {
        match target {
            Some(share) => {
                let (part, whole) =
                    (f64::from(share.numerator), f64::from(share.denominator));
                self.put(Content::Number(part / whole), Look::Rate);
            }
            None => self.mark(NONE),
        }
    }

    /// The difference of two fractions in percentage points.
    pub(super) fn points(&mut self, difference: Option<f64>) {
        match difference {
            Some(points) => {
                self.put(Content::Number(points), Look::Points);
            }
            None => self.mark(NONE),
        }
    }

    pub(super) fn date(&mut self, date: Option<Date>) {
        match date {
            Some(date) => {
                self.put(Content::Date(date), Look::Date);
            }
            None => self.mark(NONE),
        }
    }
}

/// Percentage points between two fractions, from the exact fractions; nothing
/// over nothing.
pub(super) fn points(now: (i64, i64), before: (i64, i64)) -> Option<f64> {
    let [a, b, c, d] = [now.0, now.1, before.0, before.1].map(i128::from);
    if b == 0 || d == 0 {
        return None;
    }
    Some((100 * (a * d - c * b)) as f64 / (b * d) as f64)
}
