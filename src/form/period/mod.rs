//! When figures are of, by the words of a title, a heading, a sheet's name or a
//! note: of the report's year or another, of a whole year or a part of it, and
//! whether they are results at all.
//!
//! A year that belongs to a document cited, to a task to come or to what is only
//! compared with decides nothing. A school year counts for the report of both
//! years it touches: the one that ends in the year is its last complete one, the
//! one that begins in it is what a report of December is about. Figures closed
//! late in the year, or in the January after it, are the year's; so are those of
//! eleven months, because reports are closed at the end of November. How late is
//! late, and on which day units handed over for good, the register says. Several
//! years added up are no year's figures; a span of years may be the plan's name.

mod clause;
mod reading;
mod years;

use std::collections::BTreeSet;

use self::clause::{Clause, clauses};
use crate::plan::vocabulary::Vocabulary;
use crate::plan::vocabulary::period::{Piece, Saying, Token, tokens};

/// Which year, seen from the report's.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum When {
    Own,
    Earlier,
    Later,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Extent {
    Whole,
    Part,
    /// Several years added up.
    Several,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Result,
    Plan,
    /// Results that are not there yet.
    Estimate,
    /// What is still to be done, and nothing else.
    Task,
    /// A plan for several years, the report's among them: of figures its title
    /// may be a plan, or the plan they are results of.
    NamedPlan,
}

/// Why figures are not results of the report's year.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Other {
    Earlier,
    Later,
    Part,
    Several,
    Plan,
}

/// What a text says of when its figures are of; nothing where it does not say.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Period {
    pub(crate) when: Option<When>,
    pub(crate) extent: Option<Extent>,
    pub(crate) kind: Option<Kind>,
}

impl Period {
    /// Whether it says anything.
    pub(crate) fn speaks(self) -> bool {
        self != Self::default()
    }

    /// What this says and, where it does not, what words farther away do.
    pub(crate) fn or(self, farther: Self) -> Self {
        let names_plan = self.kind == Some(Kind::NamedPlan);
        let results = farther.kind.filter(|kind| names_plan && *kind == Kind::Result);
        Self {
            when: self.when.or(farther.when),
            extent: self.extent.or(farther.extent),
            kind: results.or(self.kind).or(farther.kind),
        }
    }

    /// Why figures of this period are not counted.
    pub(crate) fn other(self) -> Option<Other> {
        match self {
            Self {
                kind: Some(Kind::Plan | Kind::Estimate | Kind::NamedPlan | Kind::Task),
                ..
            } => Some(Other::Plan),
            Self { when: Some(When::Earlier), .. } => Some(Other::Earlier),
            Self { when: Some(When::Later), .. } => Some(Other::Later),
            Self { extent: Some(Extent::Part), .. } => Some(Other::Part),
            Self { extent: Some(Extent::Several), .. } => Some(Other::Several),
            Self { .. } => None,
        }
    }
}

/// Reads a title, a name of a sheet, a part of a heading.
pub(crate) fn read(text: &str, own: i16, vocabulary: &Vocabulary) -> Period {
    of_clauses(&clauses(&tokens(text), own, vocabulary))
}

/// The same of a part of a heading, and whether it says nothing else: `Năm 2024`,
/// `Quý I`, `Cả năm`.
pub(crate) fn of_heading(
    text: &str,
    own: i16,
    vocabulary: &Vocabulary,
) -> (Period, bool) {
    let tokens = tokens(text);
    let clauses = clause::of_heading(&tokens, own, vocabulary);
    let mut period = of_clauses(&clauses);
    if names_several(&clauses) {
        period.extent = Some(Extent::Several);
    }
    let understood: usize = clauses.iter().map(|clause| clause.understood).sum();
    let words = tokens.iter().filter(|token| !matches!(token.piece, Piece::Mark(_)));
    let says_when = period.when.is_some() || period.extent.is_some();
    (period, says_when && period.kind.is_none() && understood == words.count())
}

/// Reads the name of a sheet, in which `T6` is a month and `30.6` the day on which
/// figures were closed; `1.2` may number a form.
pub(crate) fn of_sheet(name: &str, own: i16, vocabulary: &Vocabulary) -> Period {
    let name = name.trim();
    let key = crate::plan::vocabulary::loose(name).plain;
    let number = |text: &str| text.parse::<i8>().ok();
    let month = key.strip_prefix('t').map(str::trim).and_then(number);
    if month.is_some_and(|month| (1..=12).contains(&month)) {
        return read(&format!("tháng {}", &key[1..]), own, vocabulary);
    }
    let day = key.split_once(' ').and_then(|(day, month)| {
        Some((number(day)?, number(month).filter(|month| (1..=12).contains(month))?))
    });
    match day {
        Some((day, _)) if (13..=31).contains(&day) => {
            read(&format!("đến {name}"), own, vocabulary)
        }
        Some(_) | None => read(name, own, vocabulary),
    }
}

/// The years a title names as those of its results.
pub(crate) fn years(text: &str, own: i16, vocabulary: &Vocabulary) -> Vec<i16> {
    let clauses = clauses(&tokens(text), own, vocabulary);
    let results = counting(&clauses).into_iter().filter(|clause| !clause.is_plan());
    results.flat_map(|clause| clause.years.iter().copied()).collect()
}

/// Whether a line breaks off in the middle of a title of results: `KẾT QUẢ THỰC
/// HIỆN` above `KẾ HOẠCH XÂY DỰNG …`.
pub(crate) fn breaks_off(text: &str, vocabulary: &Vocabulary) -> bool {
    let tokens = tokens(text);
    (1..=tokens.len().min(4)).any(|length| {
        let end = &tokens[tokens.len() - length..];
        vocabulary.period.at(end) == Some((Saying::Result, length))
    })
}

/// `Đạt năm 2023 và 2024`: the report's year among others, in one heading.
fn names_several(clauses: &[Clause]) -> bool {
    let results = counting(clauses).into_iter().filter(|clause| !clause.is_plan());
    let years: BTreeSet<(i16, bool)> = results
        .flat_map(|clause| clause.years.iter().map(|year| (*year, *year == clause.own)))
        .collect();
    years.len() > 1 && years.iter().any(|(_, is_own)| *is_own)
}

fn of_clauses(clauses: &[Clause]) -> Period {
    let counting = counting(clauses);
    let extents = || counting.iter().filter_map(|clause| clause.extent);
    let kinds = || counting.iter().filter_map(|clause| clause.kind);
    let is_task = counting.is_empty() && clauses.iter().any(|clause| clause.is_task);
    let task = is_task.then_some(Kind::Task);
    Period {
        when: when(&counting),
        extent: [Extent::Several, Extent::Whole]
            .into_iter()
            .find(|sought| extents().any(|one| one == *sought))
            .or(extents().next()),
        kind: kinds().find(|one| *one != Kind::Result).or(kinds().next()).or(task),
    }
}

/// A heading without the words that only say when: `Đạt năm 2024` is `Đạt`.
pub(crate) fn without(text: &str, own: i16, vocabulary: &Vocabulary) -> String {
    let tokens = tokens(text);
    let mut left = String::new();
    let mut end = 0;
    for range in clauses(&tokens, own, vocabulary).iter().flat_map(|one| &one.stretches) {
        let (from, to) = (tokens[range.start].at.start, tokens[range.end - 1].at.end);
        left.push_str(&text[end.min(from)..from]);
        end = to;
    }
    left.push_str(&text[end..]);
    let empty = left.replace("()", " ").replace("( )", " ");
    let words: Vec<&str> =
        empty.split([' ', '\t']).filter(|word| !word.is_empty()).collect();
    words.join(" ").trim_matches([' ', '-', '–', ',', ':', ';']).to_owned()
}

/// Whether a text below a table is about the whole of it.
pub(crate) fn points_at_table(text: &str, vocabulary: &Vocabulary) -> bool {
    vocabulary.period.points(&tokens(text))
}

/// The clauses that are about the figures: those of plans and tasks are not, if
/// others are.
fn counting(clauses: &[Clause]) -> Vec<&Clause> {
    let said: Vec<&Clause> = clauses.iter().filter(|clause| !clause.is_task).collect();
    let results = said.iter().any(|clause| clause.kind == Some(Kind::Result));
    let dated: Vec<When> = said
        .iter()
        .filter(|clause| !clause.is_plan())
        .filter_map(|clause| clause.when())
        .collect();
    let counts = |clause: &&Clause| {
        if !clause.is_plan() {
            return true;
        }
        let elsewhere = match clause.when() {
            Some(when) => !dated.is_empty() && !dated.contains(&when),
            None => false,
        };
        !elsewhere
            && (!results
                || (clause.kind == Some(Kind::Estimate) && clause.when().is_none()))
    };
    said.iter().copied().filter(counts).collect()
}

/// The year of several clauses: the last segment of the text that names one
/// decides, in it the report's year if it is among them.
fn when(clauses: &[&Clause]) -> Option<When> {
    let last = clauses.iter().rfind(|clause| clause.when().is_some())?.segment;
    let here = || {
        let of_last = clauses.iter().filter(|clause| clause.segment == last);
        of_last.filter_map(|clause| clause.when())
    };
    here().find(|when| *when == When::Own).or(here().next())
}

/// Whether a piece is a word, and this one.
fn is_word(token: Option<&Token>, words: &[&str]) -> bool {
    token.and_then(Token::word).is_some_and(|word| words.contains(&word))
}

#[cfg(test)]
mod tests;
