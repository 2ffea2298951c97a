//! Reads one clause word by word: what its phrases and numbers say of the figures,
//! and which of them belong to something cited or still to be done.

use jiff::civil::Date;

use super::clause::Clause;
use super::years::{self, Found};
use super::{Extent, Kind, When, is_word};
use crate::plan::vocabulary::Vocabulary;
use crate::plan::vocabulary::period::{Saying, Token};

/// How far a citation or a task reaches.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Reach {
    Nothing,
    Cited,
    Task,
}

/// One clause being read.
pub(super) struct Reading<'t> {
    /// The text up to the end of the clause.
    text: &'t [Token],
    /// Where the reading is; first, where the clause begins.
    offset: usize,
    pub(super) clause: Clause,
    pub(super) reach: Reach,
    pub(super) cited_years: usize,
    /// A day or year that follows is the one the figures were closed in.
    closing: bool,
    /// Any day here is.
    bears_day: bool,
    vocabulary: &'t Vocabulary,
}

impl<'t> Reading<'t> {
    /// Before the clause that begins at `start` and ends with the text.
    pub(super) fn new(
        text: &'t [Token],
        start: usize,
        clause: Clause,
        vocabulary: &'t Vocabulary,
    ) -> Self {
        Self {
            text,
            offset: start,
            clause,
            reach: Reach::Nothing,
            cited_years: 0,
            closing: false,
            bears_day: bears_day(&text[start..]),
            vocabulary,
        }
    }

    pub(super) fn run(&mut self) {
        let vocabulary = self.vocabulary;
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
                Reach::Nothing => self.step(said),
                Reach::Cited => self.cited(),
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
    fn cited(&mut self) -> usize {
        let found = years::at(self.text, self.offset, true, self.vocabulary);
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
    fn step(&mut self, said: Option<(Saying, usize)>) -> usize {
        let closing = self.closing || self.bears_day;
        let found = years::at(self.text, self.offset, closing, self.vocabulary);
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
        let is_result = self.clause.kind == Some(Kind::Result);
        match found {
            Found::Nothing | Found::Months(11) => return false,
            // The horizon of a plan whose results these are.
            Found::Year(year) if self.closing && year > own && is_result => return false,
            Found::Year(year) if self.is_before() => self.within(year - 1, year - 1),
            Found::Year(year) if self.closing => self.within(year, year),
            Found::Year(year) => self.clause.years.push(year),
            Found::SchoolYear(first, last) => self.within(first, last),
            Found::Sum(first, last) => {
                self.within(first, last);
                self.several();
            }
            Found::Span(first, last)
                if (first..=last).contains(&own) && self.adds_up(first, last) =>
            {
                self.within(own, own);
                self.several();
            }
            Found::Span(first, last) if (first..=last).contains(&own) => {
                if self.clause.kind == Some(Kind::Plan) {
                    self.clause.kind = Some(Kind::NamedPlan);
                }
                return false;
            }
            Found::Span(first, last) => self.within(first, last),
            Found::Day(..) if self.opens() => return false,
            Found::Day(day, month, year) if self.closing || self.bears_day => {
                self.clause.whens.push(closed(day, month, year, own));
                if year == own {
                    self.closed_on(Date::new(year, month, day).ok());
                }
            }
            Found::DayAlone(day, month) if self.closing && !self.opens() => {
                self.closed_on(Date::new(own, month, day).ok());
            }
            Found::Day(..) | Found::DayAlone(..) => return false,
            Found::Month(..) if self.names_day() => return false,
            Found::Month(month, year) => self.month(month, year),
            Found::Quarter(4) if self.closing => {}
            Found::Months(12) => self.clause.extent = Some(Extent::Whole),
            Found::Quarter(_) | Found::Months(_) => self.part(),
        }
        true
    }

    fn month(&mut self, month: u8, year: Option<i16>) {
        let number = i8::try_from(month).unwrap_or(12);
        let own = self.clause.own;
        self.clause.whens.extend(year.map(|year| closed(2, number, year, own)));
        let last =
            Date::new(year.unwrap_or(own), number, 1).ok().map(Date::last_of_month);
        if self.closing && year.is_none_or(|year| year == own) {
            self.closed_on(last);
        } else if !self.closing && month <= 10 {
            self.part();
        }
    }

    /// Figures closed early in the year are of a part of it.
    fn closed_on(&mut self, day: Option<Date>) {
        if day.is_some_and(|day| self.vocabulary.period.is_early(day)) {
            self.part();
        }
    }

    /// Whether the day here is the first of those the figures are of.
    fn opens(&self) -> bool {
        is_word(before_day(self.text, self.offset), &["tu"])
    }

    /// Whether a span of years that holds the report's adds them up, and does not
    /// name the plan; two years in a row are those of a school year.
    fn adds_up(&self, first: i16, last: i16) -> bool {
        let (clause, words) = (&self.clause, &self.vocabulary.period);
        let names_plan = clause.is_plan() || words.names_plan(first, last);
        let adds_up = if clause.is_heading {
            last - first > 1
        } else {
            last - first > 1 && last == clause.own && !words.names_stage(first, last)
        };
        adds_up && !names_plan
    }

    fn several(&mut self) {
        self.clause.extent = Some(Extent::Several);
    }

    fn part(&mut self) {
        self.clause.extent.get_or_insert(Extent::Part);
    }

    fn within(&mut self, first: i16, last: i16) {
        self.clause.whens.push(span(first, last, self.clause.own));
    }

    /// `trước năm 2024` is before that year.
    fn is_before(&self) -> bool {
        let before = self.text[..self.offset].iter().rev();
        let mut words = before.filter(|token| !is_word(Some(token), &["nam"]));
        is_word(words.next(), &["truoc"])
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

/// The word before a day, `ngày` left out.
fn before_day(text: &[Token], at: usize) -> Option<&Token> {
    let before = text[..at].last()?;
    if is_word(Some(before), &["ngay"]) { text[..at - 1].last() } else { Some(before) }
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

/// `31/12/2023` and nothing else, `Số liệu ngày 31/12/2023`: the day on which the
/// figures were closed.
fn bears_day(clause: &[Token]) -> bool {
    let is_mark = |token: &Token| token.is_mark(&['/', '.', '-']);
    let lone = clause.iter().all(|token| token.number().is_some() || is_mark(token));
    let figures = clause
        .windows(2)
        .any(|pair| is_word(pair.first(), &["so"]) && is_word(pair.last(), &["lieu"]));
    figures || lone && clause.iter().any(is_mark)
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
