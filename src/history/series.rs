//! The series of an indicator: what it was in every year of a period, with the
//! years that cannot be compared set apart.
//!
//! A year without an inbox, a year with units missing and a year on another
//! scale stay three different things, and none of them is ever a fall.

use std::ops::RangeInclusive;

use crate::assessment::{self, Assessment, Last, Verdict};
use crate::dataset::{Dataset, Sums, Tally};
use crate::plan::indicator::Indicator;
use crate::plan::share::Share;

use super::fraction::Fraction;

/// What a series takes of a judged year.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Annual<'a> {
    pub(crate) year: i16,
    pub(crate) dataset: &'a Dataset,
    pub(crate) assessment: &'a Assessment,
    /// What an administration that ended within the year left behind.
    pub(crate) left: Option<&'a Dataset>,
    /// Its counts added up again to the units of a later administration.
    pub(crate) again: &'a Sums,
}

/// What is known of a year.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum State {
    /// There is no inbox of the year.
    NoInbox,
    /// There is one, but none of the units due gave the figure.
    NotReported,
    /// Some units due are missing: shown with its coverage, never compared.
    Partial,
    Complete,
    /// There was nothing left, or not yet anything, to assess.
    Ceased,
}

/// One year of a series.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Point {
    pub(crate) year: i16,
    pub(crate) state: State,
    /// Nothing stated is `None`, never 0.
    pub(crate) tally: Tally,
    /// Units whose figures are in, and codes of those due without.
    pub(crate) reported: usize,
    pub(crate) missing: Vec<String>,
    /// Titles not yet legally final when that year's report was dated.
    pub(crate) provisional: bool,
    /// The first year that is not comparable with those before: a new scale, or
    /// new criteria.
    pub(crate) breaks: bool,
}

impl Point {
    /// The share reached; nothing over nothing, or where a part is missing.
    pub(crate) fn share(&self) -> Option<Fraction> {
        Fraction::of(self.tally.numerator?, self.tally.denominator?)
    }

    /// Whether it may be compared with other years.
    fn is_comparable(&self) -> bool {
        self.state == State::Complete && self.share().is_some()
    }

    pub(crate) fn has_figures(&self) -> bool {
        matches!(self.state, State::Partial | State::Complete)
    }

    pub(crate) fn expected(&self) -> usize {
        self.reported + self.missing.len()
    }
}

/// An indicator over a period, one point a year without a gap.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Series {
    /// Code of the indicator.
    pub(crate) code: String,
    pub(crate) points: Vec<Point>,
}

impl Series {
    /// Of the province.
    pub(crate) fn of(
        indicator: &Indicator,
        period: RangeInclusive<i16>,
        years: &[Annual<'_>],
    ) -> Self {
        let points = period.map(|year| {
            let annual = years.iter().find(|annual| annual.year == year);
            province_point(indicator, year, annual)
        });
        Self { code: indicator.code.clone(), points: points.collect() }
    }

    /// Of one unit.
    pub(crate) fn of_unit(
        indicator: &Indicator,
        unit: &str,
        period: RangeInclusive<i16>,
        years: &[Annual<'_>],
    ) -> Self {
        let points = period.map(|year| {
            let annual = years.iter().find(|annual| annual.year == year);
            unit_point(indicator, unit, year, annual)
        });
        Self { code: indicator.code.clone(), points: points.collect() }
    }

    pub(crate) fn point(&self, year: i16) -> Option<&Point> {
        self.points.iter().find(|point| point.year == year)
    }

    /// The last year with figures: what is left to show when there is nothing
    /// to assess any more.
    pub(crate) fn latest(&self) -> Option<&Point> {
        self.points.iter().rev().find(|point| point.has_figures())
    }

    /// The first and the last year that may be compared with one another: the
    /// same scale, all units. The same point twice if there is only one.
    pub(crate) fn ends(&self) -> Option<(&Point, &Point)> {
        let last = self.points.iter().rposition(Point::is_comparable)?;
        let before = self.points.get(..=last)?;
        let start = before.iter().rposition(|point| point.breaks).unwrap_or(0);
        let mut run = before.get(start..)?.iter().filter(|point| point.is_comparable());
        let first = run.next()?;
        Some((first, run.next_back().unwrap_or(first)))
    }

    /// Whether the scale in use at the end knows no threshold, or changed after
    /// the last comparable year.
    pub(crate) fn ends_on_another_scale(&self) -> bool {
        let Some((_, last)) = self.ends() else { return false };
        self.points.iter().any(|point| point.breaks && point.year > last.year)
    }

    /// When a target was first reached, and whether it was kept.
    pub(crate) fn achievement(
        &self,
        indicator: &Indicator,
        target: Option<Share>,
    ) -> Achievement {
        let mut achievement = Achievement::default();
        for point in &self.points {
            match verdict(indicator, point, target) {
                Verdict::Met => {
                    achievement.first.get_or_insert(point.year);
                    achievement.last = Some(point.year);
                }
                Verdict::NotMet if achievement.first.is_some() => {
                    achievement.lapses.push(point.year);
                }
                Verdict::NotMet | Verdict::InsufficientData | Verdict::NotAssessable => {}
            }
        }
        achievement
    }
}

/// When a target was reached.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Achievement {
    /// The first year in which it was met.
    pub(crate) first: Option<i16>,
    /// The last year in which it was met.
    pub(crate) last: Option<i16>,
    /// Later years in which it was not met. Years that cannot be judged are no
    /// lapse.
    pub(crate) lapses: Vec<i16>,
}

impl Achievement {
    /// Nothing if it was never reached.
    pub(crate) fn kept(&self) -> Option<bool> {
        self.first.map(|_| self.lapses.is_empty())
    }
}

/// A year of a series held against a target, on the exact fraction.
pub(crate) fn verdict(
    indicator: &Indicator,
    point: &Point,
    target: Option<Share>,
) -> Verdict {
    if point.state == State::NoInbox {
        return Verdict::InsufficientData;
    }
    let complete = point.state == State::Complete;
    assessment::verdict(indicator, &point.tally, target, complete, point.year).0
}

fn province_point(
    indicator: &Indicator,
    year: i16,
    annual: Option<&Annual<'_>>,
) -> Point {
    let standing = annual.and_then(|annual| annual.assessment.standing(&indicator.code));
    let Some(standing) = standing else { return empty(indicator, year) };
    let missing: Vec<String> = standing.missing().map(str::to_owned).collect();
    let reported = standing.reported.len();
    let state = match (reported, missing.len()) {
        _ if !indicator.is_assessed_in(year) => State::Ceased,
        (0, _) => State::NotReported,
        (_, 0) => State::Complete,
        (_, _) => State::Partial,
    };
    // What ended within the year is known as of its last day, and of no later one.
    if let Some(last) = standing.last.filter(|last| last.as_of.year() == year) {
        let Last { numerator, denominator, .. } = last;
        let of = denominator.and_then(|count| usize::try_from(count).ok());
        let tally = Tally { numerator, denominator, ..Tally::default() };
        let reported = of.unwrap_or_default();
        return Point {
            state: State::Complete,
            tally,
            reported,
            ..empty(indicator, year)
        };
    }
    Point {
        state,
        tally: standing.tally.clone(),
        reported,
        missing,
        provisional: standing.provisional,
        ..empty(indicator, year)
    }
}

fn unit_point(
    indicator: &Indicator,
    unit: &str,
    year: i16,
    annual: Option<&Annual<'_>>,
) -> Point {
    let Some(annual) = annual else { return empty(indicator, year) };
    let key = (indicator.code.clone(), unit.to_owned());
    let of = [
        Some(&annual.dataset.units),
        annual.left.map(|left| &left.units),
        Some(annual.again),
    ];
    let tally = of.into_iter().flatten().find_map(|units| units.get(&key));
    let tally = tally.filter(|tally| tally.is_reported());
    let standing = annual.assessment.standing(&indicator.code);
    let state = match tally {
        _ if !indicator.is_assessed_in(year) => State::Ceased,
        Some(_) => State::Complete,
        None => State::NotReported,
    };
    Point {
        state,
        tally: tally.cloned().unwrap_or_default(),
        reported: usize::from(tally.is_some()),
        missing: tally.map_or_else(|| vec![unit.to_owned()], |_| Vec::new()),
        provisional: standing.is_some_and(|standing| standing.provisional),
        ..empty(indicator, year)
    }
}

/// A year of which nothing is known.
fn empty(indicator: &Indicator, year: i16) -> Point {
    let state =
        if indicator.is_assessed_in(year) { State::NoInbox } else { State::Ceased };
    Point {
        year,
        state,
        tally: Tally::default(),
        reported: 0,
        missing: Vec::new(),
        provisional: false,
        breaks: indicator.breaks_in(year),
    }
}

#[cfg(test)]
mod tests;
