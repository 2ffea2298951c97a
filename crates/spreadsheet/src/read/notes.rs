//! What hides, changes or qualifies what a person sees in a cell: one word a
//! kind.
//!
//! A reader notes what its format tells of a cell; whether a figure with a note
//! is counted is decided in one table, `observation::seen`. The words are those
//! that `xhht read --cells --json` prints.

use std::fmt;

use serde::{Deserialize, Serialize};

/// One kind of note.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Note {
    /// Its row is hidden, of height 0, or hidden by default.
    HiddenRow,
    /// Its column is hidden or of width 0.
    HiddenColumn,
    /// Its row is hidden by a filter.
    Filtered,
    /// Its sheet is hidden.
    HiddenSheet,
    /// It lies beneath a merged region and is not its first cell.
    Covered,
    /// Its number format shows nothing (`;;;`).
    BlankFormat,
    /// Its letters have the colour of the ground they stand on.
    InvisibleInk,
    /// All of it is struck through.
    Struck,
    /// A part of its text is struck through and left out of its value.
    PartlyStruck,
    /// It is shown as `####`: too wide for its column.
    Overflow,
    /// Its number is shown as a percentage.
    Percent,
    /// Its format puts digits or a sign of its own beside the number (`0"00"`).
    Literal,
    /// Its number is shown as a date or a time.
    Date,
    /// Its number is shown divided by thousands (`#,##0,`).
    Scaled,
    /// Its number is shown with three decimals, as thousands might be.
    Decimals,
    /// Its format shows words in the place of the number.
    Words,
    /// A part of its text is raised, as the mark of a note is, and left out of
    /// its value.
    Superscript,
    /// Two numbers stand in it.
    TwoNumbers,
    /// It shows an error of a formula.
    Error,
    /// It is a formula whose result nobody calculated.
    Uncalculated,
    /// It is a formula of a workbook that is calculated by hand only.
    ManualCalculation,
    /// It is a formula that takes its result from another workbook.
    ExternalLink,
    /// Signs of writing direction turn its digits round.
    Bidi,
}

/// All kinds with their words, in the order in which they are printed.
pub const WORDS: [(Note, &str); 23] = [
    (Note::HiddenRow, "hidden-row"),
    (Note::HiddenColumn, "hidden-column"),
    (Note::Filtered, "filtered"),
    (Note::HiddenSheet, "hidden-sheet"),
    (Note::Covered, "covered"),
    (Note::BlankFormat, "blank-format"),
    (Note::InvisibleInk, "invisible-ink"),
    (Note::Struck, "struck"),
    (Note::PartlyStruck, "partly-struck"),
    (Note::Overflow, "overflow"),
    (Note::Percent, "percent"),
    (Note::Literal, "literal"),
    (Note::Date, "date"),
    (Note::Scaled, "scaled"),
    (Note::Decimals, "decimals"),
    (Note::Words, "words"),
    (Note::Superscript, "superscript"),
    (Note::TwoNumbers, "two-numbers"),
    (Note::Error, "error"),
    (Note::Uncalculated, "uncalculated"),
    (Note::ManualCalculation, "manual-calculation"),
    (Note::ExternalLink, "external-link"),
    (Note::Bidi, "bidi"),
];

/// The notes of one cell: a bit a kind.
#[derive(
    Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize,
)]
pub struct Notes(u32);

impl Notes {
    pub fn add(&mut self, note: Note) {
        self.0 |= Self::bit(note);
    }

    /// Adds a note where something holds.
    pub fn add_if(&mut self, holds: bool, note: Note) {
        if holds {
            self.add(note);
        }
    }

    pub fn union(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    pub fn has(self, note: Note) -> bool {
        self.0 & Self::bit(note) != 0
    }

    pub fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// The kinds noted, in the order of [`WORDS`].
    pub fn iter(self) -> impl Iterator<Item = (Note, &'static str)> {
        WORDS.into_iter().filter(move |(note, _)| self.has(*note))
    }

    fn bit(note: Note) -> u32 {
        1 << note as u32
    }
}

impl fmt::Debug for Notes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.iter().map(|(_, word)| word)).finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_has_a_bit_and_a_word_of_its_own() {
        let mut all = Notes::default();
        for (position, (note, word)) in WORDS.into_iter().enumerate() {
            assert_eq!(note as usize, position, "{word}");
            assert!(!all.has(note), "{word}");
            all.add(note);
        }
        let words: std::collections::BTreeSet<_> = all.iter().map(|(_, w)| w).collect();
        assert_eq!(words.len(), WORDS.len());
    }
}
