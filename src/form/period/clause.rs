//! The clauses of a text: what each says of year, extent and kind. Citations and
//! tasks to come reach to the end of their bracket or line.

use std::ops::Range;

use super::years::{self, Found};
use super::{Extent, Kind, When, is_word};
use crate::plan::vocabulary::Vocabulary;
use crate::plan::vocabulary::period::{Piece, Saying, Token};

/// What a clause says.
#[derive(Debug, Default)]
pub(super) struct Clause {
    /// Years named as those of the figures.
    pub(super) years: Vec<i16>,
    /// The same by other words: `năm trước`, `năm học 2022-2023`, `đến 31/12/2023`.
    whens: Vec<When>,
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
    own: i16,
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
        matches!(self.kind, Some(Kind::Plan | Kind::Estimate | Kind::NamedPlan))
    }

    fn take(&mut self, at: usize, length: usize, text: &[Token]) {
        let words = text[at..at + length].iter();
        self.understood +=
            words.filter(|token| !matches!(token.piece, Piece::Mark(_))).count();
        self.stretches.push(at..at + length);
    }
}

/// How far a citation or a task reaches.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Reach {
    Nothing,
    Cited,
    Task,
}

/// Reads all clauses of a text.
pub(super) fn clauses(text: &[Token], own: i16, vocabulary: &Vocabulary) -> Vec<Clause> {
    let mut all = Vec::new();
    let mut reach = Reach::Nothing;
    // A document has one year; one more "năm …" behind it is the title's own.
    let mut cited_years = 0;
    let (mut start, mut segment) = (0, 0);
    for at in 0..=text.len() {
        if at < text.len() && !ends_clause(text, at) {
            continue;
        }
        let mut reading = Reading {
            text: &text[..at],
            offset: start,
            clause: Clause { own, segment, ..Clause::default() },
            reach,
            cited_years,
            closing: false,
        };
        reading.run(vocabulary);
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

/// One clause being read.
struct Reading<'t> {
    /// The text up to the end of the clause.
    text: &'t [Token],
    /// Where the reading is; first, where the clause begins.
    offset: usize,
    clause: Clause,
    reach: Reach,
    cited_years: usize,
    /// A day that follows is the one the figures were closed on.
    closing: bool,
}

impl Reading<'_> {
    fn run(&mut self, vocabulary: &Vocabulary) {
        self.closing = is_lone_date(&self.text[self.offset..]);
        let mut compared = false;
        while self.offset < self.text.len() {
            let here = &self.text[self.offset..];
            let said = vocabulary.period.at(here);
            match said {
                Some((Saying::Cited, length)) if self.reach == Reach::Nothing => {
                    self.reach = Reach::Cited;
                    self.offset += length;
                    continue;
                }
                Some((Saying::Task, length)) => {
                    self.reach = Reach::Task;
                    self.offset += length;
                    continue;
                }
                Some((Saying::Compared, _)) => compared = true,
                Some(_) | None => {}
            }
            if compared {
                return;
            }
            let length = match self.reach {
                Reach::Nothing => self.step(said, vocabulary),
                Reach::Cited => self.cited(vocabulary),
                Reach::Task => {
                    self.clause.is_task = true;
                    1
                }
            };
            self.offset += length;
        }
        self.clause.is_task |= self.reach == Reach::Task;
    }

    /// Reads on in a document's name; gives how many pieces are done.
    fn cited(&mut self, vocabulary: &Vocabulary) -> usize {
        let found = years::at(self.text, self.offset, true, vocabulary);
        let Some((found, length)) = found else { return 1 };
        let is_named = matches!(found, Found::Year(_))
            && is_word(self.offset.checked_sub(1).map(|at| &self.text[at]), &["nam"]);
        if is_named && self.cited_years > 0 {
            self.reach = Reach::Nothing;
            self.found(found);
        }
        let years = self.text[self.offset..self.offset + length].iter();
        self.cited_years += usize::from(years.clone().any(years::is_year));
        length
    }

    /// Reads what says something of the figures.
    fn step(&mut self, said: Option<(Saying, usize)>, vocabulary: &Vocabulary) -> usize {
        let found = years::at(self.text, self.offset, self.closing, vocabulary);
        if let Some((found, length)) = found
            && said.is_none_or(|(_, said)| said <= length)
        {
            if self.found(found) {
                self.clause.take(self.offset, length, self.text);
            }
            return length;
        }
        let Some((saying, length)) = said else {
            return self.word_for_year();
        };
        self.say(saying);
        if matches!(
            saying,
            Saying::Earlier
                | Saying::Later
                | Saying::Own
                | Saying::Whole
                | Saying::Part
                | Saying::Closing
        ) {
            self.clause.take(self.offset, length, self.text);
        }
        length
    }

    /// `năm` before a year, `năm học` before two.
    fn word_for_year(&mut self) -> usize {
        let next = |back: usize| self.text.get(self.offset + back);
        if !is_word(next(0), &["nam", "nh"]) {
            return 1;
        }
        if is_choice(self.text, self.offset) {
            self.clause.extent = Some(Extent::Whole);
        }
        let length = 1 + usize::from(is_word(next(1), &["hoc"]));
        if next(length).is_some_and(years::is_year) {
            self.clause.take(self.offset, length, self.text);
        }
        length
    }

    fn say(&mut self, saying: Saying) {
        let clause = &mut self.clause;
        match saying {
            Saying::Earlier => clause.whens.push(When::Earlier),
            Saying::Later => clause.whens.push(When::Later),
            Saying::Own => clause.whens.push(When::Own),
            Saying::Whole => clause.extent = Some(Extent::Whole),
            Saying::Part => _ = clause.extent.get_or_insert(Extent::Part),
            Saying::Result => _ = clause.kind.get_or_insert(Kind::Result),
            Saying::Plan => _ = clause.kind.get_or_insert(Kind::Plan),
            Saying::Estimate => clause.kind = Some(Kind::Estimate),
            Saying::Closing => self.closing = true,
            Saying::Cited | Saying::Task | Saying::Compared | Saying::Nothing => {}
        }
    }

    /// Takes in what numbers say; whether they say anything.
    fn found(&mut self, found: Found) -> bool {
        let own = self.clause.own;
        let (closing, dated) = (self.closing, self.names_day());
        let clause = &mut self.clause;
        match found {
            Found::Nothing | Found::Months(11) => return false,
            // The horizon of a plan whose results these are.
            Found::Year(year)
                if closing && year > own && clause.kind == Some(Kind::Result) =>
            {
                return false;
            }
            Found::Year(year) if closing => clause.whens.push(span(year, year, own)),
            Found::Year(year) => clause.years.push(year),
            Found::SchoolYear(first, last) => clause.whens.push(span(first, last, own)),
            Found::Span(first, last) if (first..=last).contains(&own) => {
                if clause.kind == Some(Kind::Plan) {
                    clause.kind = Some(Kind::NamedPlan);
                }
                return false;
            }
            Found::Span(first, last) => clause.whens.push(span(first, last, own)),
            Found::Day(day, month, year) if closing => {
                clause.whens.push(closed(day, month, year, own));
            }
            Found::Day(..) => return false,
            Found::Month(..) if dated => return false,
            Found::Month(month, year) => {
                let year = year
                    .map(|year| closed(2, i8::try_from(month).unwrap_or(12), year, own));
                clause.whens.extend(year);
                if !closing && month <= 10 {
                    clause.extent.get_or_insert(Extent::Part);
                }
            }
            Found::Quarter(4) if closing => {}
            Found::Months(12) => clause.extent = Some(Extent::Whole),
            Found::Quarter(_) | Found::Months(_) => {
                clause.extent.get_or_insert(Extent::Part);
            }
        }
        true
    }

    /// Whether a month is that of a day, be it left open, or of a date line
    /// without its day: `Ba Bể, tháng 12 năm 2024`.
    fn names_day(&self) -> bool {
        let before = &self.text[..self.offset];
        before.last().is_some_and(|token| token.is_mark(&[',']))
            || before.iter().rev().take(8).any(|token| is_word(Some(token), &["ngay"]))
                && !self.closing
    }
}

/// In which year figures closed on a day are at home.
fn closed(day: i8, month: i8, year: i16, own: i16) -> When {
    match year - own {
        0 if (day, month) == (1, 1) => When::Earlier,
        1 if month == 1 => When::Own,
        0 => When::Own,
        years if years < 0 => When::Earlier,
        _ => When::Later,
    }
}

/// Where a span of years lies.
fn span(first: i16, last: i16, own: i16) -> When {
    if last < own {
        When::Earlier
    } else if first > own {
        When::Later
    } else {
        When::Own
    }
}

/// `31/12/2023` and nothing else names the day the figures were closed on.
fn is_lone_date(clause: &[Token]) -> bool {
    !clause.is_empty()
        && clause
            .iter()
            .all(|token| token.number().is_some() || token.is_mark(&['/', '.', '-']))
}

/// `6 tháng/năm`, `Quý, 6 tháng, năm`: a year among the choices of a form.
fn is_choice(text: &[Token], at: usize) -> bool {
    let number_follows = text.get(at + 1).is_some_and(|token| token.number().is_some());
    let before = at.checked_sub(1).map(|before| &text[before]);
    let separated = before.is_some_and(|token| {
        token.is_mark(&['/', ',', ';', '-']) || is_word(Some(token), &["va", "hoac"])
    });
    separated && !number_follows && text.len() == at + 1
}
