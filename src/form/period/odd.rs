//! What a text says of time that a person must be asked about: figures closed
//! before the year was over, several years in one, a year nobody can read.

use super::clause::clauses;
use super::{counting, is_word};
use crate::plan::vocabulary::Vocabulary;
use crate::plan::vocabulary::period::{Token, tokens};

/// Why a person is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Odd {
    /// Closed in the report's year, before October.
    Early,
    /// The report's year and years before it in one.
    Several,
    /// Behind `năm` stands what was meant for a year.
    Damaged,
}

/// What is odd about the time a text names. A title may name the plan's own
/// periods, a heading only the whole of it.
pub(crate) fn odd(
    text: &str,
    own: i16,
    is_title: bool,
    vocabulary: &Vocabulary,
) -> Option<Odd> {
    let tokens = tokens(text);
    let clauses = clauses(&tokens, own, vocabulary);
    let counting = counting(&clauses);
    let mut figures = counting.iter().filter(|clause| !clause.is_plan());
    let is_early = counting.iter().any(|clause| clause.is_early);
    let several = figures.any(|clause| {
        let joined =
            clause.years.contains(&own) && clause.years.iter().any(|year| *year < own);
        let spanned = |span: &(i16, i16)| !vocabulary.period.is_planned(*span, is_title);
        joined || clause.spans.iter().any(spanned)
    });
    if is_early {
        Some(Odd::Early)
    } else if several {
        Some(Odd::Several)
    } else {
        let damaged = (0..tokens.len()).any(|at| is_damaged(&tokens, at));
        (is_title && damaged).then_some(Odd::Damaged)
    }
}

/// Whether the name of a sheet is a day or a month before October and nothing
/// else: `30.6`, `T6`.
pub(crate) fn is_early_name(name: &str) -> bool {
    let tokens = tokens(name);
    let number = |at: usize| tokens.get(at)?.number()?.parse::<u8>().ok();
    match tokens.as_slice() {
        [letter, _] if is_word(Some(letter), &["t"]) => {
            number(1).is_some_and(|month| [3, 6, 9].contains(&month))
        }
        [_, mark, _] if mark.is_mark(&['.', '/', '-']) => {
            number(0).is_some_and(|day| (28..=31).contains(&day))
                && number(2).is_some_and(|month| (1..10).contains(&month))
        }
        _ => false,
    }
}

/// `năm 2O23`, `năm 20.23`, `năm 2 0 2 3`, `năm ‘23`, `năm 23`, `năm học 23-24`.
fn is_damaged(text: &[Token], at: usize) -> bool {
    if !is_word(text.get(at), &["nam"]) {
        return false;
    }
    let is_school = is_word(text.get(at + 1), &["hoc"]);
    let rest = &text[at + 1 + usize::from(is_school)..];
    let quoted = rest.first().is_some_and(|one| one.is_mark(&['‘', '’', '\'', '`']));
    let rest = &rest[usize::from(quoted)..];
    let digits = |at: usize| rest.get(at).and_then(Token::number).map_or(0, str::len);
    let touches = |at: usize| {
        let pair = rest.get(at).zip(rest.get(at + 1));
        pair.is_some_and(|(one, next)| one.at.end == next.at.start)
    };
    let parted = rest.get(1).is_some_and(|one| one.is_mark(&['.', ',', '-', '–', '/']));
    let ends = rest.get(1).is_none_or(|one| one.is_mark(&[')', ']', '\n', ',', ';']));
    let year = rest.first().and_then(Token::number);
    let impossible = || {
        let year = year.and_then(|year| year.parse::<u32>().ok());
        year.is_none_or(|year| !(1900..2100).contains(&year))
    };
    let letters = rest.get(1).is_some_and(|one| one.word().is_some());
    match digits(0) {
        0 => false,
        1 | 2 => {
            letters && touches(0)
                || parted && digits(2) == 2
                || digits(0) == 1 && digits(1) == 1 && digits(2) == 1
                || digits(0) == 2 && ends
        }
        3 | 5 => ends,
        4 => ends && impossible(),
        _ => false,
    }
}
