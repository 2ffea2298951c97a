//! # Finds
//! A rate that is not the achieved over the total beside it, in the scale its
//! column uses (84,4 or 0,844) and to the decimals it is written with.
//! # Why it matters
//! One of three figures is wrong. A rate of the registered instead of the
//! total is the usual cause and is named.
//! # Example
//! 57.087 of 83.784 households under a rate of 84,40%.
//! # What to do
//! Ask the office; rates of offices are never used, only checked.

use std::collections::BTreeMap;

use super::naming::{row_name, rows_of};
use super::slips::{self, Cause, Slip};
use super::{Case, figure_name, subject_name};
use crate::finding::{Finding, Severity, count, percent as print};
use crate::form::label::Measure;
use crate::observation::rate::Scale;
use crate::observation::{Key, RateClaim};

/// A claim with the counts it should be the rate of.
struct Checked<'a> {
    claim: &'a RateClaim,
    achieved: i64,
    total: i64,
    registered: Option<i64>,
}

/// Claims by table and variable: they share a scale.
type Columns<'a> = BTreeMap<(usize, &'a str), Vec<Checked<'a>>>;

pub(super) fn check(case: &Case<'_>) -> Vec<Finding> {
    let mut causes: BTreeMap<(&str, bool), Vec<Slip<'_>>> = BTreeMap::new();
    for ((_, variable), column) in columns(case) {
        let is_fraction = uses_fractions(&column);
        for checked in &column {
            let percent = percent(checked.claim, is_fraction);
            if !agrees(checked.claim, percent, checked.achieved, checked.total) {
                let of_registered = is_of_registered(checked, percent);
                let slip = slip(case, checked, percent, of_registered);
                causes.entry((variable, of_registered)).or_default().push(slip);
            }
        }
    }
    let mut findings = Vec::new();
    for ((variable, of_registered), slips) in causes {
        let cause = cause(case, variable, of_registered);
        findings.extend(slips::findings(&cause, slips));
    }
    findings
}

fn columns<'a>(case: &Case<'a>) -> Columns<'a> {
    let mut columns = Columns::new();
    for claim in &case.statement.rates {
        if let Some(checked) = counts_of(case, claim) {
            columns.entry((claim.table, &claim.variable)).or_default().push(checked);
        }
    }
    columns
}

/// Every rate stated, in percent, in the scale of its column.
pub(super) fn percents<'a>(case: &Case<'a>) -> Vec<(&'a RateClaim, f64)> {
    let mut tables: BTreeMap<(usize, &str), Vec<&'a RateClaim>> = BTreeMap::new();
    for claim in &case.statement.rates {
        tables.entry((claim.table, &claim.variable)).or_default().push(claim);
    }
    let columns = columns(case);
    let mut percents = Vec::new();
    for (column, claims) in tables {
        // Without counts to prove it, the size of the rates tells.
        let is_fraction = match columns.get(&column) {
            Some(column) => uses_fractions(column),
            None => are_small(claims.iter().copied()),
        };
        percents.extend(claims.iter().map(|claim| (*claim, percent(claim, is_fraction))));
    }
    percents
}

/// Whether the rate beside a figure agrees with `meant` and not with what is
/// written: evidence for a repair.
pub(super) fn supports(case: &Case<'_>, key: &Key, written: i64, meant: i64) -> bool {
    columns(case).values().any(|column| {
        let is_fraction = uses_fractions(column);
        column.iter().any(|checked| {
            let claim = checked.claim;
            let about = claim.variable == key.variable
                && claim.subject == Some((key.unit.clone(), key.commune.clone()));
            let agrees_with = |value: i64| {
                let (achieved, total) = match key.measure {
                    Measure::Achieved => (value, checked.total),
                    Measure::Total => (checked.achieved, value),
                    Measure::Registered
                    | Measure::Rate
                    | Measure::Level
                    | Measure::Mark
                    | Measure::AtLevel(_) => return false,
                };
                total > 0 && agrees(claim, percent(claim, is_fraction), achieved, total)
            };
            about && agrees_with(meant) && !agrees_with(written)
        })
    })
}

fn counts_of<'a>(case: &Case<'_>, claim: &'a RateClaim) -> Option<Checked<'a>> {
    let Some((unit, commune)) = claim.subject.clone() else {
        return totals_of(case, claim);
    };
    let key = Key {
        variable: claim.variable.clone(),
        measure: Measure::Achieved,
        unit,
        commune,
    };
    let (achieved, _) = case.count(&key, Measure::Achieved)?;
    let (total, _) = case.count(&key, Measure::Total).filter(|(total, _)| *total > 0)?;
    let registered = case.count(&key, Measure::Registered).map(|(count, _)| count);
    Some(Checked { claim, achieved, total, registered })
}

/// The totals of the line the rate of a total row or column stands in.
fn totals_of<'a>(case: &Case<'_>, claim: &'a RateClaim) -> Option<Checked<'a>> {
    let at = claim.source.at;
    let beside = |measure: &Measure| {
        let claims = || {
            case.statement.totals.iter().filter(|total| {
                total.table == claim.table
                    && total.source.sheet == claim.source.sheet
                    && total.variable == claim.variable
                    && total.measure == *measure
            })
        };
        let in_row = claims().find(|total| total.source.at.row == at.row);
        in_row
            .or_else(|| claims().find(|total| total.source.at.col == at.col))
            .map(|total| total.value)
    };
    Some(Checked {
        claim,
        achieved: beside(&Measure::Achieved)?,
        total: beside(&Measure::Total).filter(|total| *total > 0)?,
        registered: beside(&Measure::Registered),
    })
}

/// Whether the unmarked rates of a column are fractions of 1, by which reading
/// agrees with more of the counts; of equals, by the largest rate.
fn uses_fractions(column: &[Checked<'_>]) -> bool {
    let agreeing = |fraction| {
        column
            .iter()
            .filter(|checked| {
                let percent = percent(checked.claim, fraction);
                agrees(checked.claim, percent, checked.achieved, checked.total)
            })
            .count()
    };
    let (as_fraction, as_percent) = (agreeing(true), agreeing(false));
    let claims = column.iter().map(|checked| checked.claim);
    as_fraction > as_percent || (as_fraction == as_percent && are_small(claims))
}

/// Whether no rate is more than one and a half: as percents they would be next to
/// nothing.
fn are_small<'a>(claims: impl Iterator<Item = &'a RateClaim>) -> bool {
    claims.map(|claim| claim.rate.value).fold(0.0, f64::max) <= 1.5
}

fn percent(claim: &RateClaim, unmarked_is_fraction: bool) -> f64 {
    match claim.rate.scale {
        Scale::Percent => claim.rate.value,
        Scale::Fraction => claim.rate.value * 100.0,
        Scale::Unsettled if unmarked_is_fraction => claim.rate.value * 100.0,
        Scale::Unsettled => claim.rate.value,
    }
}

/// Agreement to half a unit of the last decimal written, two decimals of a
/// percent where the number is not rounded.
fn agrees(claim: &RateClaim, percent: f64, achieved: i64, total: i64) -> bool {
    let exact = achieved as f64 * 100.0 / total as f64;
    let decimals = match (claim.rate.decimals, claim.rate.scale) {
        (Some(decimals), Scale::Percent | Scale::Unsettled) => decimals.min(2),
        (None, _) | (Some(_), Scale::Fraction) => 2,
    };
    let tolerance = 0.5 / 10_f64.powi(decimals.try_into().unwrap_or(2));
    (percent - exact).abs() <= tolerance + 1e-9
}

fn is_of_registered(checked: &Checked<'_>, percent: f64) -> bool {
    checked.registered.is_some_and(|registered| {
        registered > 0 && agrees(checked.claim, percent, checked.achieved, registered)
    })
}

fn slip<'a>(
    case: &Case<'a>,
    checked: &Checked<'a>,
    percent: f64,
    of_registered: bool,
) -> Slip<'a> {
    let exact = checked.achieved as f64 * 100.0 / checked.total as f64;
    let claim = checked.claim;
    let cause = match checked.registered.filter(|_| of_registered) {
        Some(registered) => {
            format!(" (đơn vị đã chia cho số đăng ký {})", count(registered))
        }
        None => String::new(),
    };
    let (subject, row) = match &claim.subject {
        Some((unit, commune)) => (
            subject_name(case.plan, &case.statement.unit, unit, commune.as_deref()),
            row_name(case.plan, unit, commune.as_deref()).to_owned(),
        ),
        None => (format!("{}, dòng tổng", case.sender()), "dòng tổng".to_owned()),
    };
    Slip {
        file: case.file,
        source: &claim.source,
        alone: format!(
            "{subject}: {} ghi {}%, nhưng {}/{} là {}%{cause}.",
            figure_name(case.plan, &claim.variable, &Measure::Rate),
            print(percent),
            count(checked.achieved),
            count(checked.total),
            print(exact),
        ),
        brief: format!("{row} {}% (đúng {}%)", print(percent), print(exact)),
        found: print(percent),
        expected: print(exact),
    }
}

fn cause<'a>(case: &Case<'a>, variable: &str, of_registered: bool) -> Cause<'a> {
    let why =
        if of_registered { " (đơn vị đã chia cho số đăng ký)" } else { "" };
    Cause {
        severity: Severity::Warning,
        code: "K04",
        many: format!(
            "{}: {} không bằng số đạt chia cho {}{why}",
            case.sender(),
            figure_name(case.plan, variable, &Measure::Rate),
            figure_name(case.plan, variable, &Measure::Total),
        ),
        rows: rows_of(case.plan, &case.statement.unit),
        hint: "Báo cáo tính lại tỷ lệ từ số lượng; hỏi lại đơn vị nếu số lượng sai."
            .to_owned(),
    }
}
