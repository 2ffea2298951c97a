//! What of `summary.json` stands on another ground than the year's own: the handover
//! of an administration that ended, the last figures of indicators that ended with
//! it, and, in the years of a review, the series on both grounds.

use std::collections::BTreeMap;

use serde::Serialize;

use super::{ByCommune, ByUnit, Indicator, by_commune, by_unit, indicator};
use crate::dataset::Tally;
use crate::document::Material;
use crate::document::compose::shape::Case;
use crate::plan::rule::Rule;

/// An administration that ended within the year, as of its last day.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(super) struct Legacy {
    as_of: String,
    indicators: Vec<Indicator>,
    by_unit: Vec<ByUnit>,
    by_commune: Vec<ByCommune>,
}

/// The last figures of an indicator that has ended.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(super) struct Last {
    numerator: Option<i64>,
    denominator: Option<i64>,
    as_of: String,
}

/// A unit in a year, on one of the two grounds.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(super) struct Point {
    code: String,
    year: i16,
    ground: &'static str,
    unit: String,
    numerator: Option<i64>,
    denominator: Option<i64>,
}

pub(super) fn legacy(material: &Material<'_>) -> Option<Legacy> {
    let left = material.handed_over()?;
    Some(Legacy {
        as_of: left.report_date.to_string(),
        indicators: Case::all(&left).iter().map(indicator).collect(),
        by_unit: by_unit(&left),
        by_commune: by_commune(&left),
    })
}

pub(super) fn last(case: &Case<'_>) -> Option<Last> {
    let last = case.standing.last?;
    Some(Last {
        numerator: last.numerator,
        denominator: last.denominator,
        as_of: last.as_of.to_string(),
    })
}

/// The years on the ground they were counted on and, where they were counted by
/// districts, added up again to the units of now; nothing outside a year of review.
pub(super) fn series(material: &Material<'_>) -> Option<Vec<Point>> {
    let is_review = material.plan.decision.horizons.contains(&material.year);
    if !is_review || !material.plan.has_two_tiers() {
        return None;
    }
    let mut points = Vec::new();
    for year in material.over_years() {
        if year.plan.has_two_tiers() {
            points.extend(own(&year, "successor"));
            let left = year.handed_over();
            points.extend(left.iter().flat_map(|left| own(left, "legacy")));
            continue;
        }
        points.extend(own(&year, "legacy"));
        points.extend(all(year.year, "successor", year.again));
    }
    points.sort_by(|a, b| key(a).cmp(&key(b)));
    Some(points)
}

fn key(point: &Point) -> (&str, i16, &str, &str) {
    (&point.code, point.year, point.ground, &point.unit)
}

/// The units of a year, as they reported.
fn own(year: &Material<'_>, ground: &'static str) -> Vec<Point> {
    let counted = |code: &str| {
        let indicator = year.plan.indicator(code);
        indicator.is_some_and(|one| {
            matches!(one.rule, Rule::Count | Rule::Mark | Rule::LevelAtLeast { .. })
        })
    };
    let mut points = all(year.year, ground, &year.dataset.units);
    points.retain(|point| counted(&point.code));
    points
}

fn all(
    year: i16,
    ground: &'static str,
    units: &BTreeMap<(String, String), Tally>,
) -> Vec<Point> {
    let whole = units.iter().filter(|(_, tally)| tally.is_reported());
    whole
        .map(|((code, unit), tally)| Point {
            code: code.clone(),
            year,
            ground,
            unit: unit.clone(),
            numerator: tally.numerator,
            denominator: tally.denominator,
        })
        .collect()
}
