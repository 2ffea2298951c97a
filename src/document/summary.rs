//! The machine-readable result of a year, for other programs: `summary.json`.
//!
//! Its field names and their order are a contract (reporting matrix): extended
//! at the end of a struct, never renamed.

use serde::{Serialize, Serializer};

use crate::dataset::Tally;
use crate::finding::{Finding, Severity};
use crate::ledger::Entry;
use crate::observation::Amount;
use crate::plan::rule::Rule;
use crate::plan::unit::Unit;

use super::compose::review::summary::ReviewSummary;
use super::compose::shape::{Case, Shape, level_of_one, levels};
use super::{Documents, Material, draft, wording};

/// Everything found for one year.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct Summary {
    plan: String,
    year: i16,
    kind: &'static str,
    /// ISO 8601, as all dates here.
    report_date: String,
    indicators: Vec<Indicator>,
    by_unit: Vec<ByUnit>,
    by_commune: Vec<ByCommune>,
    submissions: Vec<Submission>,
    budget: Vec<Budget>,
    missing_units: Vec<String>,
    findings: Vec<FindingLine>,
    /// Why the report is a draft; empty if it can be signed.
    draft: Vec<String>,
    /// Those of the missing units that did send something.
    unusable_units: Vec<String>,
    /// What changed where a unit sent the same thing again.
    revisions: Vec<revisions::Revision>,
    /// Where the run made a review.
    #[serde(skip_serializing_if = "Option::is_none")]
    review: Option<ReviewSummary>,
    /// What an administration that ended within the year left behind.
    #[serde(skip_serializing_if = "Option::is_none")]
    legacy: Option<grounds::Legacy>,
    /// In the years of a review.
    #[serde(skip_serializing_if = "Option::is_none")]
    series: Option<Vec<grounds::Point>>,
}

/// One indicator of the province.
#[derive(Debug, Clone, PartialEq, Serialize)]
struct Indicator {
    code: String,
    #[serde(flatten)]
    counts: Counts,
    /// As printed.
    percent: String,
    target: Option<f64>,
    target_year: i16,
    verdict: &'static str,
    provisional: bool,
    units_reported: usize,
    units_expected: usize,
    #[serde(skip_serializing_if = "Option::is_none", serialize_with = "in_order")]
    levels: Option<Vec<(String, i64)>>,
    /// Why there is no verdict.
    #[serde(skip_serializing_if = "Option::is_none")]
    why: Option<String>,
    /// Of one that has ended: what it was on its last day.
    #[serde(skip_serializing_if = "Option::is_none")]
    last: Option<grounds::Last>,
}

/// What was counted; nothing stated is null, never 0.
#[derive(Debug, Clone, PartialEq, Serialize)]
struct Counts {
    numerator: Option<i64>,
    denominator: Option<i64>,
    registered: Option<i64>,
}

impl From<&Tally> for Counts {
    fn from(tally: &Tally) -> Self {
        let Tally { numerator, denominator, registered, levels: _ } = *tally;
        Self { numerator, denominator, registered }
    }
}

#[derive(Debug, Clone, PartialEq, Serialize)]
struct ByUnit {
    code: String,
    unit: String,
    #[serde(flatten)]
    counts: Counts,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
struct ByCommune {
    code: String,
    unit: String,
    commune: String,
    #[serde(flatten)]
    counts: Counts,
    /// Where communes are told apart by level.
    #[serde(skip_serializing_if = "Option::is_none")]
    level: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
struct Submission {
    file: String,
    unit: Option<String>,
    status: &'static str,
    date: Option<String>,
    late: bool,
    sha256: String,
    /// `content`, or `properties` of the workbook; null without a date.
    date_from: Option<&'static str>,
    /// The file that replaces it, or of which it is a copy.
    superseded_by: Option<String>,
}

/// Million đồng; nothing where a fund is not stated or could not be read.
#[derive(Debug, Clone, PartialEq, Serialize)]
struct Budget {
    unit: String,
    state: Option<i64>,
    social: Option<i64>,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
struct FindingLine {
    code: &'static str,
    severity: Severity,
    unit: Option<String>,
    file: Option<String>,
    sheet: Option<String>,
    cell: Option<String>,
    message: String,
    hint: String,
    found: Option<String>,
    expected: Option<String>,
    /// Why the clerk accepts it.
    #[serde(skip_serializing_if = "Option::is_none")]
    accepted: Option<String>,
}

/// Sums up a year.
pub(crate) fn summary(material: &Material<'_>, documents: Documents) -> Summary {
    let ledger = material.ledger;
    Summary {
        plan: material.plan.decision.number.clone(),
        year: material.year,
        kind: match documents {
            Documents { annual: false, review: Some(review) } => review.code(),
            Documents { annual: true, .. } | Documents { review: None, .. } => "annual",
        },
        report_date: material.report_date.to_string(),
        indicators: Case::all(material).iter().map(indicator).collect(),
        by_unit: by_unit(material),
        by_commune: by_commune(material),
        submissions: ledger.entries.iter().map(submission).collect(),
        budget: budget(material),
        missing_units: ledger.missing.clone(),
        findings: material.findings.iter().map(finding).collect(),
        draft: draft::reasons(material),
        unusable_units: ledger.unusable.clone(),
        revisions: revisions::revisions(material),
        review: documents.review.map(|kind| ReviewSummary::of(material, kind)),
        legacy: grounds::legacy(material),
        series: grounds::series(material),
    }
}

fn indicator(case: &Case<'_>) -> Indicator {
    let (standing, tally) = (case.standing, case.tally());
    // How many units have any level is no figure of the province.
    let counts = if case.indicator.rule == Rule::Levels {
        (&Tally::default()).into()
    } else {
        tally.into()
    };
    Indicator {
        code: standing.code.clone(),
        counts,
        percent: wording::percent(tally.numerator, tally.denominator),
        target: standing.target.map(|target| target.percent()),
        target_year: case.assessment.horizon,
        verdict: standing.verdict.code(),
        provisional: standing.provisional,
        units_reported: standing.reported.len(),
        units_expected: standing.expected.len(),
        levels: at_levels(case),
        why: standing.why.clone(),
        last: grounds::last(case),
    }
}

fn at_levels(case: &Case<'_>) -> Option<Vec<(String, i64)>> {
    let scale = match case.shape() {
        Shape::Levels(scale) => scale,
        // Counted as recognised, and by level too.
        Shape::Ratio if !case.tally().levels.is_empty() => {
            case.indicator.scale(case.year())?
        }
        Shape::Ratio | Shape::Standard { .. } | Shape::Status { .. } => return None,
    };
    if case.indicator.rule == Rule::Levels {
        return Some(of_standard(case.tally()));
    }
    let levels = levels(scale, case.tally()).into_iter();
    levels.map(|(level, value)| Some((level.to_owned(), value?))).collect()
}

/// A map whose keys stay in the order of the scale.
fn in_order<S: Serializer>(
    levels: &Option<Vec<(String, i64)>>,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    let levels = levels.iter().flatten();
    serializer.collect_map(levels.map(|(level, value)| (level, value)))
}

fn by_unit(material: &Material<'_>) -> Vec<ByUnit> {
    let units = material.dataset.units.iter();
    units
        .map(|((code, unit), tally)| ByUnit {
            code: code.clone(),
            unit: unit.clone(),
            counts: tally.into(),
        })
        .collect()
}

fn by_commune(material: &Material<'_>) -> Vec<ByCommune> {
    let communes = material.dataset.communes.iter();
    // Villages are in no register.
    let is_known = |unit: &str, commune: &str| {
        material.plan.district(unit).is_some_and(|one| one.commune(commune).is_some())
    };
    communes
        .filter(|((_, unit, commune), _)| is_known(unit, commune))
        .map(|((code, unit, commune), tally)| ByCommune {
            code: code.clone(),
            unit: unit.clone(),
            commune: commune.clone(),
            counts: tally.into(),
            level: level(material, code, tally),
        })
        .collect()
}

fn level(material: &Material<'_>, code: &str, tally: &Tally) -> Option<String> {
    let indicator = material.plan.indicator(code)?;
    let scale = indicator.scale(material.year)?;
    level_of_one(scale, tally).map(str::to_owned)
}

fn submission(entry: &Entry) -> Submission {
    Submission {
        file: entry.file.clone(),
        unit: entry.unit.clone(),
        status: entry.status.code(),
        date: entry.date.map(|date| date.to_string()),
        late: entry.late,
        sha256: entry.sha256.clone(),
        date_from: entry
            .date
            .map(|_| if entry.by_properties { "properties" } else { "content" }),
        superseded_by: entry.superseded_by.clone(),
    }
}

fn budget(material: &Material<'_>) -> Vec<Budget> {
    let mut budget = Vec::new();
    for unit in material.plan.units().map(Unit::code) {
        for accepted in material.accepted_of(unit) {
            let statement = accepted.statement();
            let (state, social) = (&statement.state_budget, &statement.social_budget);
            if state.is_some() || social.is_some() {
                budget.push(Budget {
                    unit: unit.to_owned(),
                    state: million(state),
                    social: million(social),
                });
            }
        }
    }
    budget
}

/// Whole million đồng, rounded half up; what is not stated or not read is not 0.
fn million(amount: &Option<Amount>) -> Option<i64> {
    let dong = amount.as_ref()?.dong;
    let (whole, rest) = (dong.div_euclid(1_000_000), dong.rem_euclid(1_000_000));
    Some(whole + i64::from(rest >= 500_000))
}

fn finding(finding: &Finding) -> FindingLine {
    let place = &finding.place;
    FindingLine {
        code: finding.code,
        severity: finding.severity,
        unit: finding.unit.clone(),
        file: place.file.clone(),
        sheet: place.sheet.clone(),
        cell: place.range.map(|range| range.to_string()),
        message: finding.message.clone(),
        hint: finding.hint.clone(),
        found: finding.found.clone(),
        expected: finding.expected.clone(),
        accepted: finding.accepted.clone(),
    }
}

/// Units at each level of a standard that some unit is at, by the level's code: `2`.
fn of_standard(tally: &Tally) -> Vec<(String, i64)> {
    let at = tally.levels.iter().filter(|(_, count)| **count > 0);
    let code = |level: &str| level.trim_start_matches("Mức độ ").to_owned();
    at.map(|(level, count)| (code(level), *count)).collect()
}

mod grounds;
mod revisions;
#[cfg(test)]
mod tests;
