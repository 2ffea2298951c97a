//! Where something stands on a sheet: a cell, a range of cells. Addresses are
//! absolute, counted from A1; nothing knows a sheet by any other coordinates.

use std::fmt;

use serde::{Deserialize, Serialize};

/// A cell of a sheet. Row and column count from 0, printing is A1 style.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
pub struct Address {
    pub row: u32,
    pub col: u32,
}

impl Address {
    pub fn new(row: u32, col: u32) -> Self {
        Self { row, col }
    }

    /// The column letters: 0 is `A`, 25 `Z`, 26 `AA`.
    fn letters(self) -> String {
        let mut letters = Vec::new();
        let mut rest = self.col + 1;
        while rest > 0 {
            let digit = u8::try_from((rest - 1) % 26).expect("26 letters");
            letters.push(char::from(b'A' + digit));
            rest = (rest - 1) / 26;
        }
        letters.iter().rev().collect()
    }
}

impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}", self.letters(), self.row + 1)
    }
}

/// A rectangle of cells, both corners included; one cell prints as `C14`,
/// several as `C14:D20`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct CellRange {
    pub first: Address,
    pub last: Address,
}

impl CellRange {
    /// The smallest rectangle that holds both ranges.
    pub fn union(self, other: Self) -> Self {
        let (a, b) = (self, other);
        Self {
            first: Address::new(
                a.first.row.min(b.first.row),
                a.first.col.min(b.first.col),
            ),
            last: Address::new(a.last.row.max(b.last.row), a.last.col.max(b.last.col)),
        }
    }

    pub fn contains(&self, at: Address) -> bool {
        (self.first.row..=self.last.row).contains(&at.row)
            && (self.first.col..=self.last.col).contains(&at.col)
    }
}

impl From<Address> for CellRange {
    fn from(at: Address) -> Self {
        Self { first: at, last: at }
    }
}

impl fmt::Display for CellRange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.first == self.last {
            write!(f, "{}", self.first)
        } else {
            write!(f, "{}:{}", self.first, self.last)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn column_letters_roll_over_after_z() {
        let printed = |row, col| Address::new(row, col).to_string();
        assert_eq!(printed(0, 0), "A1");
        assert_eq!(printed(13, 2), "C14");
        assert_eq!(printed(9, 25), "Z10");
        assert_eq!(printed(9, 26), "AA10");
        assert_eq!(printed(9, 27), "AB10");
        assert_eq!(printed(1_048_575, 16_383), "XFD1048576");
    }

    #[test]
    fn a_range_of_one_cell_prints_as_that_cell() {
        let one = CellRange::from(Address::new(9, 4));
        assert_eq!(one.to_string(), "E10");
        let two = one.union(Address::new(11, 2).into());
        assert_eq!(two.to_string(), "C10:E12");
    }
}
