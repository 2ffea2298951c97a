//! A text taken apart into runs of letters, and weighed: how many of them read
//! as Vietnamese, how many as nothing.
//!
//! Symbols of the Latin-1 range count as letters here, since in the old fonts
//! they are (`X·`, `§¬n vÞ`).

use super::syllable;
use std::ops::{AddAssign, Range};

/// Plain ASCII words, numbers and lone symbols are on neither side.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(super) struct Score {
    pub(super) good: u32,
    pub(super) bad: u32,
}

impl Score {
    pub(super) fn surplus(self) -> i64 {
        i64::from(self.good) - i64::from(self.bad)
    }
}

impl AddAssign for Score {
    fn add_assign(&mut self, other: Self) {
        self.good += other.good;
        self.bad += other.bad;
    }
}

/// A stretch of letters without a break.
pub(super) struct Run<'a> {
    pub(super) letters: &'a str,
    pub(super) range: Range<usize>,
    beside_digit: bool,
}

impl Run<'_> {
    /// `50×60`, `10µm`, `§1`: more likely what it says than a word. A price in
    /// đồng (`500®`) is the exception.
    pub(super) fn is_measure(&self) -> bool {
        self.beside_digit && self.letters != "®" && self.letters.chars().nth(2).is_none()
    }

    fn score(&self, casing: Casing) -> Score {
        let lone = self.letters.chars().nth(1).is_none();
        let cased = || casing == Casing::Unsettled || is_cased_well(self.letters);
        if self.letters.is_ascii() || lone || self.is_measure() {
            Score::default()
        } else if reads_as_vietnamese(self.letters) && cased() {
            Score { good: 1, bad: 0 }
        } else {
            Score { good: 0, bad: 1 }
        }
    }
}

pub(super) fn reads_as_vietnamese(word: &str) -> bool {
    syllable::is_syllable(word) || syllable::is_abbreviation(word)
}

pub(super) fn runs(text: &str) -> impl Iterator<Item = Run<'_>> {
    let mut from = 0;
    std::iter::from_fn(move || {
        let start = from + text[from..].find(is_letter)?;
        let end = text[start..]
            .find(|c| !is_letter(c))
            .map_or(text.len(), |length| start + length);
        from = end;
        let digit = |c: char| c.is_ascii_digit();
        let beside_digit =
            text[..start].ends_with(digit) || text[end..].starts_with(digit);
        Some(Run { letters: &text[start..end], range: start..end, beside_digit })
    })
}

/// Whether capitals say anything yet: text fresh from TCVN3 has `HUYệN`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Casing {
    Settled,
    Unsettled,
}

pub(super) fn weigh(text: &str, casing: Casing) -> Score {
    let mut total = Score::default();
    for run in runs(text) {
        total += run.score(casing);
    }
    total
}

/// All small, all capitals, or a capital first. A capital after a small letter
/// (`tÕ`) or among capitals a small one (`HéI`) is the mark of misread codes.
fn is_cased_well(word: &str) -> bool {
    let tail = word.char_indices().nth(1).map_or("", |(start, _)| &word[start..]);
    let head_is_capital = word.starts_with(char::is_uppercase);
    let capitals = tail.contains(char::is_uppercase);
    !capitals || (head_is_capital && !tail.contains(char::is_lowercase))
}

fn is_letter(c: char) -> bool {
    match c {
        '\0'..='\u{7f}' => c.is_ascii_alphabetic(),
        '\u{a1}'..='\u{ff}' => true,
        _ => c.is_alphabetic(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_words_beyond_ascii_weigh() {
        let weigh = |text| weigh(text, Casing::Settled);
        assert_eq!(weigh("STT x - 12 B"), Score::default());
        assert_eq!(weigh("50×60, 10µm, §1, 25°C, ®"), Score::default());
        assert_eq!(weigh("Xã hội X·"), Score { good: 2, bad: 1 });
    }

    #[test]
    fn a_soft_hyphen_inside_a_word_speaks_against_it() {
        assert_eq!(weigh("ph\u{ad}êng", Casing::Settled), Score { good: 0, bad: 1 });
    }

    #[test]
    fn a_capital_out_of_place_speaks_against_a_word_once_case_is_settled() {
        assert_eq!(weigh("tÕ Tá TÁ HÁi", Casing::Settled), Score { good: 2, bad: 2 });
        assert_eq!(weigh("tÕ Tá TÁ HÁi", Casing::Unsettled), Score { good: 4, bad: 0 });
    }
}
