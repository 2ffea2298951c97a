//! The words that say when figures are of, and of what kind they are: found at
//! their place in a text, because a year means what stands before it.

use std::ops::Range;

use jiff::civil::Date;
use serde::Deserialize;

use super::super::dates::{self, YearlyDate};
use super::loose;
use crate::plan::key::Key;

/// A piece of a text, with where it stands in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Token {
    pub(crate) piece: Piece,
    pub(crate) at: Range<usize>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Piece {
    Word(Key),
    /// Digits without separators.
    Number(String),
    /// Any other sign, a line break included.
    Mark(char),
}

impl Token {
    /// The word in bare letters; nothing for numbers and signs.
    pub(crate) fn word(&self) -> Option<&str> {
        match &self.piece {
            Piece::Word(key) => Some(&key.plain),
            Piece::Number(_) | Piece::Mark(_) => None,
        }
    }

    pub(crate) fn number(&self) -> Option<&str> {
        match &self.piece {
            Piece::Number(digits) => Some(digits),
            Piece::Word(_) | Piece::Mark(_) => None,
        }
    }

    pub(crate) fn is_mark(&self, of: &[char]) -> bool {
        matches!(&self.piece, Piece::Mark(mark) if of.contains(mark))
    }

    /// Whether it can stand for a piece of the register: a word without any
    /// marks may stand for one with marks.
    fn names(&self, register: &Piece) -> bool {
        match (&self.piece, register) {
            (Piece::Word(typed), Piece::Word(sought)) => typed.names(sought),
            (typed, sought) => typed == sought,
        }
    }
}

/// The pieces of a text; `6T2024` and `ngày10` are two words each and more.
pub(crate) fn tokens(text: &str) -> Vec<Token> {
    #[derive(PartialEq, Clone, Copy)]
    enum Kind {
        Letters,
        Digits,
        Mark,
    }
    let kind = |c: char| {
        if c.is_ascii_digit() {
            Kind::Digits
        } else if c.is_alphabetic() || ('\u{300}'..='\u{36f}').contains(&c) {
            Kind::Letters
        } else {
            Kind::Mark
        }
    };
    let mut tokens = Vec::new();
    let mut rest = text.char_indices().peekable();
    while let Some((start, first)) = rest.next() {
        if first.is_whitespace() && first != '\n' {
            continue;
        }
        let of = kind(first);
        let mut end = start + first.len_utf8();
        while of != Kind::Mark
            && let Some((at, next)) = rest.next_if(|(_, next)| kind(*next) == of)
        {
            end = at + next.len_utf8();
        }
        let run = &text[start..end];
        let piece = match of {
            Kind::Letters => Piece::Word(loose(run)),
            Kind::Digits => Piece::Number(run.to_owned()),
            Kind::Mark => Piece::Mark(first),
        };
        tokens.push(Token { piece, at: start..end });
    }
    mend_noughts(text, tokens)
}

/// `2O23`, `1O/12/2O24`: the letter O among digits is a nought, to the eye and
/// to whoever typed it.
fn mend_noughts(text: &str, tokens: Vec<Token>) -> Vec<Token> {
    let is_nought = |token: &Token| {
        token.word().is_some_and(|word| word == "o")
            && text[token.at.clone()].chars().all(|c| matches!(c, 'O' | 'o'))
    };
    let mut mended: Vec<Token> = Vec::with_capacity(tokens.len());
    for token in tokens {
        let joins = mended.last().is_some_and(|last| {
            last.at.end == token.at.start
                && last.number().is_some()
                && (is_nought(&token) || token.number().is_some())
        });
        match mended.last_mut() {
            Some(last) if joins => {
                let at = last.at.start..token.at.end;
                let digits = text[at.clone()].replace(['O', 'o'], "0");
                *last = Token { piece: Piece::Number(digits), at };
            }
            Some(_) | None => mended.push(token),
        }
    }
    mended
}

/// Phrases sought at a place in a text.
#[derive(Debug, Clone, Deserialize)]
#[serde(from = "Vec<String>")]
pub(super) struct Sayings(Vec<Vec<Piece>>);

impl From<Vec<String>> for Sayings {
    fn from(phrases: Vec<String>) -> Self {
        let pieces = |phrase: &String| {
            tokens(phrase).into_iter().map(|token| token.piece).collect()
        };
        Self(phrases.iter().map(pieces).collect())
    }
}

impl Sayings {
    /// The length of the longest phrase that stands right here.
    pub(super) fn begin(&self, text: &[Token]) -> Option<usize> {
        let stands = |phrase: &&Vec<Piece>| {
            phrase.len() <= text.len()
                && phrase.iter().zip(text).all(|(sought, typed)| typed.names(sought))
        };
        self.0.iter().filter(stands).map(Vec::len).max()
    }
}

/// What a phrase says about the figures.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Saying {
    /// What follows names a document, a survey, a form.
    Cited,
    /// What follows is a task to come.
    Task,
    /// What follows is only compared with.
    Compared,
    Earlier,
    Later,
    Own,
    Whole,
    Part,
    Result,
    Plan,
    /// A result that is not there yet.
    Estimate,
    /// What follows is the day the figures were closed.
    Closing,
    /// Means nothing of this, though some of its words would.
    Nothing,
}

/// The section `[period]` of the vocabulary.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct PeriodWords {
    cited: Sayings,
    task: Sayings,
    compared: Sayings,
    earlier: Sayings,
    later: Sayings,
    own: Sayings,
    whole: Sayings,
    part: Sayings,
    result: Sayings,
    plan: Sayings,
    estimate: Sayings,
    closing: Sayings,
    nothing: Sayings,
    /// Before a number from one to four, a quarter.
    quarter: Sayings,
    /// Behind a number, what makes it a quantity and no year.
    counted: Sayings,
    /// Words by which a note below a table speaks of all of it.
    pointing: Sayings,
    /// Words beside which a date is not that of the report.
    undated: Sayings,
    /// Words that may stand before the date of the report.
    dated: Sayings,
    /// Figures closed from this day on are those of the year.
    whole_from: YearlyDate,
    /// Days on which units handed over their figures for good: closed on them, the
    /// figures are all there is of the year.
    #[serde(deserialize_with = "dates::days")]
    handed_over: Vec<Date>,
    /// The years that are part of the plan's name, and those of its stages.
    plan_span: [i16; 2],
    plan_stages: Vec<[i16; 2]>,
}

impl PeriodWords {
    /// What the longest phrase right here says, and how many pieces it has; of
    /// equals the first in the order of [`Saying`].
    pub(crate) fn at(&self, text: &[Token]) -> Option<(Saying, usize)> {
        let lists = [
            (Saying::Cited, &self.cited),
            (Saying::Task, &self.task),
            (Saying::Compared, &self.compared),
            (Saying::Earlier, &self.earlier),
            (Saying::Later, &self.later),
            (Saying::Own, &self.own),
            (Saying::Whole, &self.whole),
            (Saying::Part, &self.part),
            (Saying::Result, &self.result),
            (Saying::Plan, &self.plan),
            (Saying::Estimate, &self.estimate),
            (Saying::Closing, &self.closing),
            (Saying::Nothing, &self.nothing),
        ];
        let mut longest: Option<(Saying, usize)> = None;
        for (saying, phrases) in lists {
            if let Some(length) = phrases.begin(text)
                && longest.is_none_or(|(_, other)| length > other)
            {
                longest = Some((saying, length));
            }
        }
        longest
    }

    pub(crate) fn is_quarter(&self, text: &[Token]) -> bool {
        self.quarter.begin(text).is_some()
    }

    pub(crate) fn is_counted(&self, text: &[Token]) -> bool {
        self.counted.begin(text).is_some()
    }

    /// Whether figures closed on a day of the report's year are of a part of it.
    pub(crate) fn is_early(&self, day: Date) -> bool {
        day < self.whole_from.in_year(day.year()) && !self.handed_over.contains(&day)
    }

    /// Whether a span of years only names the plan, or a stage of it.
    pub(crate) fn names_plan(&self, first: i16, last: i16) -> bool {
        self.plan_span == [first, last]
    }

    pub(crate) fn names_stage(&self, first: i16, last: i16) -> bool {
        self.plan_stages.contains(&[first, last])
    }

    /// Whether a text speaks of a plan, whatever it says of it.
    pub(crate) fn speaks_of_plan(&self, text: &[Token]) -> bool {
        (0..text.len()).any(|at| self.plan.begin(&text[at..]).is_some())
    }

    /// Whether a note speaks of a table as a whole.
    pub(crate) fn points(&self, text: &[Token]) -> bool {
        (0..text.len()).any(|at| self.pointing.begin(&text[at..]).is_some())
    }

    /// Whether a date in these words is that of something else.
    pub(crate) fn is_undated(&self, text: &[Token]) -> bool {
        (0..text.len()).any(|at| self.undated.begin(&text[at..]).is_some())
    }

    /// Whether these words, all of them, announce the date of the report.
    pub(crate) fn announces_date(&self, text: &[Token]) -> bool {
        self.dated.begin(text) == Some(text.len())
    }
}
