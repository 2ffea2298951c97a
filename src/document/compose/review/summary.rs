//! What a review comes to, for other programs: the field `review` of
//! `summary.json`. Extended at the end of a struct, never renamed.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::document::Material;
use crate::document::review::Kind;
use crate::document::wording::{hundredths, percent};
use crate::history::fraction::Fraction;
use crate::history::pace::Path;
use crate::history::series::{Point, State, verdict};

use super::super::shape::{Shape, levels};
use super::appraisal::by_gap;
use super::period::{Period, Track};

/// The period in figures.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(in crate::document) struct ReviewSummary {
    kind: &'static str,
    from: i16,
    to: i16,
    target_year: i16,
    /// Years of the period with an inbox, and those without.
    years: Vec<i16>,
    missing_years: Vec<i16>,
    series: Vec<Line>,
    achieved: Vec<Achieved>,
    /// Indicators not met, the widest gap first.
    gaps: Vec<Gap>,
    /// The way to the next horizon; empty in a final review.
    path: Vec<Way>,
    budget: Vec<Money>,
}

/// One indicator, a point a year.
#[derive(Debug, Clone, PartialEq, Serialize)]
struct Line {
    code: String,
    verdict: &'static str,
    points: Vec<Year>,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
struct Year {
    year: i16,
    /// `complete`, `partial`, `not-reported`, `no-inbox`, `ceased`.
    state: &'static str,
    numerator: Option<i64>,
    denominator: Option<i64>,
    registered: Option<i64>,
    /// As printed.
    percent: String,
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    levels: BTreeMap<String, i64>,
    units_reported: usize,
    units_expected: usize,
    provisional: bool,
    /// Not comparable with the years before.
    #[serde(rename = "break")]
    breaks: bool,
    /// Against the target of the period's horizon.
    verdict: &'static str,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
struct Achieved {
    code: String,
    target: Option<f64>,
    first_year: Option<i16>,
    /// Null if it was never reached.
    kept: Option<bool>,
    lapses: Vec<i16>,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
struct Gap {
    code: String,
    target: Option<f64>,
    percent: String,
    /// Percentage points below the target, as printed.
    points: Option<String>,
}

/// Percentage points a year, as printed.
#[derive(Debug, Clone, PartialEq, Serialize)]
struct Way {
    code: String,
    target: Option<f64>,
    target_year: i16,
    reached: bool,
    needed_yearly: Option<String>,
    observed_yearly: Option<String>,
    /// Units still missing at today's total.
    more: Option<u64>,
}

/// Đồng.
#[derive(Debug, Clone, PartialEq, Serialize)]
struct Money {
    year: i16,
    offices: usize,
    state_dong: Option<i128>,
    social_dong: Option<i128>,
}

impl ReviewSummary {
    pub(in crate::document) fn of(material: &Material<'_>, kind: Kind) -> Self {
        let period = Period::new(material, kind);
        let tracks = || period.tracks.iter();
        Self {
            kind: kind.code(),
            from: period.first,
            to: period.last,
            target_year: material.assessment.horizon,
            years: period.years.iter().map(|year| year.year).collect(),
            missing_years: period.missing_years(),
            series: tracks().map(line).collect(),
            achieved: tracks().map(achieved).collect(),
            gaps: by_gap(&period).into_iter().map(gap).collect(),
            path: tracks().filter_map(|track| way(&period, track)).collect(),
            budget: period.years.iter().map(|year| money(&period, year.year)).collect(),
        }
    }
}

fn line(track: &Track<'_>) -> Line {
    Line {
        code: track.indicator.code.clone(),
        verdict: track.verdict().code(),
        points: track.series.points.iter().map(|point| year(track, point)).collect(),
    }
}

fn year(track: &Track<'_>, point: &Point) -> Year {
    let tally = &point.tally;
    let at_levels = match track.shape(point.year) {
        Shape::Levels(scale) => levels(scale, tally),
        Shape::Ratio | Shape::Standard { .. } | Shape::Status { .. } => Vec::new(),
    };
    let known = at_levels
        .into_iter()
        .filter_map(|(level, value)| Some((level.to_owned(), value?)));
    Year {
        year: point.year,
        state: state(point.state),
        numerator: tally.numerator,
        denominator: tally.denominator,
        registered: tally.registered,
        percent: percent(tally.numerator, tally.denominator),
        levels: known.collect(),
        units_reported: point.reported,
        units_expected: point.expected(),
        provisional: point.provisional,
        breaks: point.breaks,
        verdict: verdict(track.indicator, point, track.target).code(),
    }
}

fn state(state: State) -> &'static str {
    match state {
        State::NoInbox => "no-inbox",
        State::NotReported => "not-reported",
        State::Partial => "partial",
        State::Complete => "complete",
        State::Ceased => "ceased",
    }
}

fn achieved(track: &Track<'_>) -> Achieved {
    let achievement = track.achievement();
    Achieved {
        code: track.indicator.code.clone(),
        target: track.target.map(|target| target.percent()),
        first_year: achievement.first,
        kept: achievement.kept(),
        lapses: achievement.lapses,
    }
}

fn printed(fraction: Fraction) -> String {
    hundredths(fraction.hundredths())
}

fn gap(track: &Track<'_>) -> Gap {
    let tally = &track.last().tally;
    Gap {
        code: track.indicator.code.clone(),
        target: track.target.map(|target| target.percent()),
        percent: percent(tally.numerator, tally.denominator),
        points: track.gap().map(printed),
    }
}

fn way(period: &Period<'_>, track: &Track<'_>) -> Option<Way> {
    let horizon = period.next?;
    let path = track.path(horizon)?;
    let (needed_yearly, more) = match path {
        Path::Reached { .. } => (None, None),
        Path::Needed { yearly, more, .. } => (Some(printed(yearly)), Some(more)),
    };
    Some(Way {
        code: track.indicator.code.clone(),
        target: track.target_of(horizon).map(|target| target.percent()),
        target_year: horizon,
        reached: more.is_none(),
        needed_yearly,
        observed_yearly: track.observed().map(|pace| printed(pace.yearly)),
        more,
    })
}

fn money(period: &Period<'_>, year: i16) -> Money {
    let money = period.money(year).unwrap_or_default();
    Money {
        year,
        offices: money.offices,
        state_dong: money.state,
        social_dong: money.social,
    }
}
