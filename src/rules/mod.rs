//! Vets what offices state. One rule, one file; this is the register.
//!
//! In comes a [`Statement`], out goes an [`Accepted`] with the findings of all
//! rules that see one submission ([`vet`]). At the confluence the rules that
//! see a whole year run ([`compare`]), and those that hold it against the year
//! before ([`look_back`]). A finding never changes a figure: a repair is
//! proposed, not made. The ledger of all duties and checks is `README.md` in
//! this folder; [`explain`] has a page in Vietnamese for every code.

mod accepted;
mod base_differs;
mod base_moved;

mod communes_missing;
mod copied;
mod districts_missing;
mod dropped_to_zero;
pub(crate) mod explain;
mod half_indicator;
mod households_exceed_people;
mod indicator_missing;
mod jumped;
mod level_fell;
mod level_needs;
mod level_unsupported;
mod levels_exceed_total;
mod mirror_differs;
mod naming;
mod no_breakdown;
mod part_exceeds_whole;
mod part_missing;
mod percents_as_counts;
mod province_level;
mod provisional;
mod rate_mismatch;
mod rate_over_hundred;
mod register;
mod repair;
mod row_repeated;
mod slips;
mod stated_twice;
mod stock;
mod subset_exceeds;
mod thousandfold;
mod total_mismatch;

use std::collections::BTreeMap;

use jiff::civil::Date;

pub(crate) use self::accepted::{Accepted, Rest};
pub(crate) use self::naming::{figure_name, subject_name};

use self::register::{Check, REGISTER};
use self::stock::Stock;
use crate::finding::{Finding, Noted};
use crate::form::label::Measure;
use crate::observation::{Key, Observation, Reading, Statement};
use crate::plan::Plan;
use crate::plan::indicator::Source;

/// What a rule of one submission is given.
pub(crate) struct Case<'a> {
    pub(crate) file: &'a str,
    pub(crate) statement: &'a Statement,
    pub(crate) plan: &'a Plan,
    /// Figures by what they are figures of, the first stated where several.
    pub(crate) counts: BTreeMap<&'a Key, (i64, &'a Observation)>,
}

/// What a rule of a whole year is given.
pub(crate) struct Scene<'a> {
    pub(crate) plan: &'a Plan,
    pub(crate) year: i16,
    /// The date of the report, not of today.
    pub(crate) report_date: Date,
    /// All submissions that count.
    pub(crate) accepted: &'a [Accepted],
    /// All each sender states, in however many files.
    stocks: BTreeMap<&'a str, Stock<'a>>,
    /// Of whom nothing counts.
    nothing: Stock<'a>,
}

/// What a rule over time is given: a year and the one before it.
pub(crate) struct Series<'a> {
    pub(crate) now: &'a Scene<'a>,
    pub(crate) before: &'a Scene<'a>,
    /// Every sender's figures in both years, senders of both only.
    pub(crate) pairs: Vec<Pair<'a>>,
}

impl Series<'_> {
    /// Whether what a variable counts cannot be compared between the years: it is
    /// counted by other criteria, or on another base.
    pub(crate) fn breaks(&self, variable: &str) -> bool {
        let of_variable =
            self.now.plan.indicators().iter().filter(|one| one.variable == variable);
        let mut years = self.before.year + 1..=self.now.year;
        let indicators: Vec<_> = of_variable.collect();
        years.any(|year| indicators.iter().any(|one| one.breaks_in(year)))
    }
}

/// One sender in two years.
pub(crate) struct Pair<'a> {
    pub(crate) sender: &'a str,
    pub(crate) now: &'a Stock<'a>,
    pub(crate) before: &'a Stock<'a>,
}

/// Applies every rule of one submission to one statement.
pub(crate) fn vet(statement: Statement, file: &str, plan: &Plan) -> Noted<Accepted> {
    let case = Case { file, statement: &statement, plan, counts: counts(&statement) };
    let mut findings = Vec::new();
    for rule in &REGISTER {
        if let Check::Submission(check) = rule.check {
            findings.extend(check(&case));
        }
    }
    for finding in &mut findings {
        finding.unit = Some(statement.unit.clone());
    }
    Noted::new(Accepted::new(file, statement), findings)
}

/// Applies the rules that see everything that counts in a year.
pub(crate) fn compare(scene: &Scene<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    for rule in &REGISTER {
        if let Check::Year(check) = rule.check {
            findings.extend(check(scene));
        }
    }
    findings
}

/// Applies the rules that hold a year against the one before it.
pub(crate) fn look_back(now: &Scene<'_>, before: &Scene<'_>) -> Vec<Finding> {
    let stocks = now.stocks.iter();
    let pairs = stocks
        .filter_map(|(sender, stock)| {
            let before = before.stocks.get(sender)?;
            Some(Pair { sender, now: stock, before })
        })
        .collect();
    let series = Series { now, before, pairs };
    let mut findings = Vec::new();
    for rule in &REGISTER {
        if let Check::Series(check) = rule.check {
            findings.extend(check(&series));
        }
    }
    findings
}

fn counts(statement: &Statement) -> BTreeMap<&Key, (i64, &Observation)> {
    let mut counts = BTreeMap::new();
    for observation in &statement.observations {
        if let Some(count) = counted(&observation.reading) {
            counts.entry(&observation.key).or_insert((count, observation));
        }
    }
    counts
}

/// What a reading adds to a sum; a level adds nothing.
fn counted(reading: &Reading) -> Option<i64> {
    match reading {
        Reading::Count(count) => Some(*count),
        Reading::Nothing => Some(0),
        Reading::Mark(mark) => Some(i64::from(*mark)),
        Reading::Level(_) => None,
    }
}

impl Case<'_> {
    /// The count of another measure of the same variable and subject.
    pub(crate) fn count(
        &self,
        key: &Key,
        measure: Measure,
    ) -> Option<(i64, &Observation)> {
        self.counts.get(&Key { measure, ..key.clone() }).copied()
    }

    /// The sender, for the beginning of a sentence.
    fn sender(&self) -> &str {
        self.plan.unit_name(&self.statement.unit)
    }

    /// Whom a figure is about, for the beginning of a sentence.
    fn subject(&self, key: &Key) -> String {
        subject_name(self.plan, &self.statement.unit, &key.unit, key.commune.as_deref())
    }
}

impl<'a> Scene<'a> {
    pub(crate) fn new(
        plan: &'a Plan,
        year: i16,
        report_date: Date,
        accepted: &'a [Accepted],
    ) -> Self {
        let mut files: BTreeMap<&str, Vec<&Accepted>> = BTreeMap::new();
        for one in accepted {
            files.entry(&one.statement().unit).or_default().push(one);
        }
        let stock = |files: Vec<&'a Accepted>| Stock::of(files.into_iter());
        let stocks =
            files.into_iter().map(|(sender, own)| (sender, stock(own))).collect();
        Self { plan, year, report_date, accepted, stocks, nothing: Stock::default() }
    }

    fn of_sender(&self, sender: &str) -> impl Iterator<Item = &'a Accepted> {
        let own = self.accepted.iter();
        own.filter(move |one| one.statement().unit == sender)
    }

    /// Whether a unit's own figures count for a variable; others only check it.
    fn is_source(&self, variable: &str, sender: &str) -> bool {
        let of_variable =
            self.plan.indicators().iter().filter(|one| one.variable == variable);
        of_variable.into_iter().any(|indicator| match &indicator.source {
            Source::Districts => self.plan.district(sender).is_some(),
            Source::Bodies(codes) => codes.iter().any(|code| code == sender),
        })
    }

    fn stock(&self, sender: &str) -> &Stock<'a> {
        self.stocks.get(sender).unwrap_or(&self.nothing)
    }
}
