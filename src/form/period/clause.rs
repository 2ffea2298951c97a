//! The clauses of a text: what each says of year, extent and kind. Citations and
//! tasks to come reach to the end of their bracket or line.

use std::ops::Range;

use super::reading::{Reach, Reading};
use super::{Extent, Kind, When, is_word};
use crate::plan::vocabulary::Vocabulary;
use crate::plan::vocabulary::period::{Piece, Token};

/// What a clause says.
#[derive(Debug, Default)]
pub(super) struct Clause {
    /// Years named as those of the figures.
    pub(super) years: Vec<i16>,
    /// The same by other words: `năm trước`, `năm học 2022-2023`, `đến 31/12/2023`.
    pub(super) whens: Vec<When>,
    pub(super) extent: Option<Extent>,
    pub(super) kind: Option<Kind>,
    /// It is about what is still to be done.
    pub(super) is_task: bool,
    /// So many words and numbers of it say when.
    pub(super) understood: usize,
    /// Where they stand among the pieces of the text.
    pub(super) stretches: Vec<Range<usize>>,
    /// Brackets, lines and dashes part a text into segments.
    pub(super) segment: usize,
    pub(super) own: i16,
    /// It is of a heading: what it says is of one column or row.
    pub(super) is_heading: bool,
}

impl Clause {
    /// Its year, seen from the report's; of several the report's.
    pub(super) fn when(&self) -> Option<When> {
        let named = self.years.iter().map(|year| match year.cmp(&self.own) {
            std::cmp::Ordering::Less => When::Earlier,
            std::cmp::Ordering::Equal => When::Own,
            std::cmp::Ordering::Greater => When::Later,
        });
        let all: Vec<When> = named.chain(self.whens.iter().copied()).collect();
        all.iter().find(|when| **when == When::Own).or(all.first()).copied()
    }

    pub(super) fn is_plan(&self) -> bool {
        matches!(
            self.kind,
            Some(Kind::Plan | Kind::Estimate | Kind::NamedPlan | Kind::Task)
        )
    }

    pub(super) fn take(&mut self, at: usize, length: usize, text: &[Token]) {
        let words = text[at..at + length].iter();
        self.understood +=
            words.filter(|token| !matches!(token.piece, Piece::Mark(_))).count();
        self.stretches.push(at..at + length);
    }
}

/// Reads all clauses of a text.
pub(super) fn clauses(text: &[Token], own: i16, vocabulary: &Vocabulary) -> Vec<Clause> {
    read_all(text, own, false, vocabulary)
}

/// The same of a heading.
pub(super) fn of_heading(
    text: &[Token],
    own: i16,
    vocabulary: &Vocabulary,
) -> Vec<Clause> {
    read_all(text, own, true, vocabulary)
}

fn read_all(
    text: &[Token],
    own: i16,
    is_heading: bool,
    vocabulary: &Vocabulary,
) -> Vec<Clause> {
    let mut all = Vec::new();
    let mut reach = Reach::Nothing;
    // A document has one year; one more "năm …" behind it is the title's own.
    let mut cited_years = 0;
    let (mut start, mut segment) = (0, 0);
    for at in 0..=text.len() {
        if at < text.len() && !ends_clause(text, at) {
            continue;
        }
        let clause = Clause { own, segment, is_heading, ..Clause::default() };
        let mut reading = Reading::new(&text[..at], start, clause, vocabulary);
        (reading.reach, reading.cited_years) = (reach, cited_years);
        reading.run();
        (reach, cited_years) = (reading.reach, reading.cited_years);
        if start < at {
            all.push(reading.clause);
        }
        start = at + 1;
        let end = |marks: &[char]| text.get(at).is_some_and(|token| token.is_mark(marks));
        if end(&['(', ')', '[', ']', ';', '\n']) {
            (reach, cited_years) = (Reach::Nothing, 0);
        }
        segment += usize::from(!end(&[',']) && !is_word(text.get(at), &["va"]));
    }
    all
}

/// Whether a piece stands between clauses.
fn ends_clause(text: &[Token], at: usize) -> bool {
    let token = &text[at];
    let before = at.checked_sub(1).and_then(|before| text.get(before));
    let after = text.get(at + 1);
    let between_numbers = || {
        let number =
            |token: Option<&Token>| token.is_some_and(|one| one.number().is_some());
        number(before) && number(after)
    };
    if token.is_mark(&['(', ')', '[', ']', ';', ',', ':', '\n']) {
        return true;
    }
    // A dash with space on both sides; `2021 - 2025`, `N - 1` are one thing.
    let spaced = before.is_some_and(|one| one.at.end < token.at.start)
        && after.is_some_and(|one| token.at.end < one.at.start);
    let minus =
        is_word(before, &["n"]) && after.is_some_and(|one| one.number().is_some());
    if token.is_mark(&['-', '–', '—']) {
        return spaced
            && !between_numbers()
            && !minus
            && !is_word(after, &["nam", "quy"]);
    }
    if token.is_mark(&['.']) {
        return !between_numbers()
            && after.is_some_and(|one| token.at.end < one.at.start);
    }
    is_word(Some(token), &["va"]) && !is_word(after, &["dau"])
}
