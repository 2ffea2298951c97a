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

use super::{Case, subject_name};
use crate::finding::{Finding, Severity};
use crate::form::label::Measure;
use crate::observation::quantity::Scale;
use crate::observation::{Key, RateClaim};
use crate::place::Place;

/// A claim with the counts it should be the rate of.
struct Checked<'a> {
    claim: &'a RateClaim,
    key: Key,
    achieved: i64,
    total: i64,
    registered: Option<i64>,
}

pub(crate) fn check(case: &Case<'_>) -> Vec<Finding> {
    let mut columns: BTreeMap<(usize, &str), Vec<Checked<'_>>> = BTreeMap::new();
    for claim in &case.statement.rates {
        if let Some(checked) = counts_of(case, claim) {
            columns.entry((claim.table, &claim.variable)).or_default().push(checked);
        }
    }
    let mut findings = Vec::new();
    for column in columns.values() {
        let is_fraction = uses_fractions(column);
        for checked in column {
            let percent = percent(checked.claim, is_fraction);
            if !agrees(checked.claim, percent, checked.achieved, checked.total) {
                findings.push(finding(case, checked, percent));
            }
        }
    }
    findings
}

/// Every rate stated, in percent, in the scale of its column.
pub(super) fn percents<'a>(case: &Case<'a>) -> Vec<(&'a RateClaim, f64)> {
    let mut columns: BTreeMap<(usize, &str), Vec<&'a RateClaim>> = BTreeMap::new();
    for claim in &case.statement.rates {
        columns.entry((claim.table, &claim.variable)).or_default().push(claim);
    }
    let mut percents = Vec::new();
    for claims in columns.into_values() {
        let checked: Vec<Checked<'_>> =
            claims.iter().filter_map(|claim| counts_of(case, claim)).collect();
        let is_fraction = uses_fractions(&checked);
        percents.extend(claims.iter().map(|claim| (*claim, percent(claim, is_fraction))));
    }
    percents
}

fn counts_of<'a>(case: &Case<'_>, claim: &'a RateClaim) -> Option<Checked<'a>> {
    let (unit, commune) = claim.subject.clone()?;
    let key = Key {
        variable: claim.variable.clone(),
        measure: Measure::Achieved,
        unit,
        commune,
    };
    let (achieved, _) = case.count(&key, Measure::Achieved)?;
    let (total, _) = case.count(&key, Measure::Total).filter(|(total, _)| *total > 0)?;
    let registered = case.count(&key, Measure::Registered).map(|(count, _)| count);
    Some(Checked { claim, key, achieved, total, registered })
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
    let largest = column.iter().map(|c| c.claim.rate.value).fold(0.0, f64::max);
    as_fraction > as_percent || (as_fraction == as_percent && largest <= 1.5)
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

fn finding(case: &Case<'_>, checked: &Checked<'_>, percent: f64) -> Finding {
    let exact = checked.achieved as f64 * 100.0 / checked.total as f64;
    let of_registered = checked.registered.filter(|registered| {
        *registered > 0 && agrees(checked.claim, percent, checked.achieved, *registered)
    });
    let cause = match of_registered {
        Some(registered) => format!(" (đơn vị đã chia cho số đăng ký {registered})"),
        None => String::new(),
    };
    let print = |value: f64| format!("{value:.2}").replace('.', ",");
    Finding::new(
        Severity::Warning,
        "K04",
        Place::cell(case.file, &checked.claim.source.sheet, checked.claim.source.at),
        format!(
            "{}: tỷ lệ {} ghi {}%, nhưng {}/{} là {}%{cause}.",
            subject_name(case.plan, &checked.key.unit, checked.key.commune.as_deref()),
            case.plan.variable_name(&checked.claim.variable),
            print(percent),
            checked.achieved,
            checked.total,
            print(exact),
        ),
        "Báo cáo tính lại tỷ lệ từ số lượng; hỏi lại đơn vị nếu số lượng sai.",
    )
    .compare(print(percent), print(exact))
}
