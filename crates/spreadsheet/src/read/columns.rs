//! The columns of a sheet as its file lists them: in any order, which are hidden
//! and how wide the others are.

use super::limits;
use super::widths::{Widths, is_shut};

/// Columns listed so far.
#[derive(Debug, Default)]
pub(super) struct Columns {
    /// A mark for each column up to the last one told: hidden or not.
    told: Vec<Option<bool>>,
    others_hide: bool,
    widths: Widths,
    listed: usize,
}

/// Ranges of columns of which the width is kept; a sheet has some dozen.
const WIDTHS: usize = 1_024;

impl Columns {
    /// Takes a range of columns. A width of 0 hides as a mark does; nothing is
    /// known of one that is not told.
    pub(super) fn take(
        &mut self,
        first: u32,
        last: u32,
        is_hidden: bool,
        digits: Option<f64>,
    ) {
        self.listed += 1;
        let last = last.min(limits::COLUMNS - 1);
        if first > last || self.listed > limits::COLUMNS as usize {
            return;
        }
        let end = last as usize + 1;
        if self.told.len() < end {
            self.told.resize(end, None);
        }
        let is_hidden = is_hidden || digits.is_some_and(is_shut);
        for told in &mut self.told[first as usize..end] {
            *told = Some(is_hidden || *told == Some(true));
        }
        if let Some(digits) = digits.filter(|_| !is_hidden && self.listed <= WIDTHS) {
            self.widths.column(first, last, digits);
        }
    }

    /// Hides the columns that are not listed: they have no width by default.
    pub(super) fn hide_others(&mut self) {
        self.others_hide = true;
    }

    /// The hidden columns in order, and the widths.
    pub(super) fn finish(&self) -> (Vec<u32>, Widths) {
        let told = |col: u32| self.told.get(col as usize).copied().flatten();
        let columns = 0..limits::COLUMNS;
        let hidden = columns.filter(|col| told(*col).unwrap_or(self.others_hide));
        (hidden.collect(), self.widths.clone())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_in_any_order_are_hidden_by_a_mark_or_by_no_width() {
        let mut columns = Columns::default();
        columns.take(7, 8, true, Some(9.0));
        columns.take(2, 2, false, Some(0.0));
        columns.take(5, 4, true, None);
        assert_eq!(columns.finish().0, [2, 7, 8]);
        columns.take(3, u32::MAX, false, None);
        columns.hide_others();
        assert_eq!(columns.finish().0, [0, 1, 2, 7, 8]);
    }
}
