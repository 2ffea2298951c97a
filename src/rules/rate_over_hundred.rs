//! # Finds
//! A rate above 100% that the counts beside it do not explain: where more is
//! achieved than there is, that is the cause and has been said.
//! # Why it matters
//! A share of recognised units cannot exceed the whole; one of the counts
//! beside it is wrong even where the rate agrees with them.
//! # Example
//! 785,06% of households of Xã Cao Tân.
//! # What to do
//! Ask the office for the counts.

use std::collections::{BTreeMap, BTreeSet};

use super::naming::{row_name, rows_of};
use super::slips::{self, Cause, Slip};
use super::{Case, figure_name, rate_mismatch, subject_name};
use crate::finding::{Finding, Severity, percent as print};
use crate::form::label::Measure;

pub(super) fn check(case: &Case<'_>) -> Vec<Finding> {
    let mut causes: BTreeMap<&str, Vec<Slip<'_>>> = BTreeMap::new();
    let told = told_by_counts(case);
    for (claim, percent) in rate_mismatch::percents(case) {
        if percent <= 100.0 + 1e-9 || told.contains(&claim.variable.as_str()) {
            continue;
        }
        let (subject, row) = match &claim.subject {
            Some((unit, commune)) => (
                subject_name(case.plan, &case.statement.unit, unit, commune.as_deref()),
                row_name(case.plan, unit, commune.as_deref()).to_owned(),
            ),
            None => (format!("{}, dòng tổng", case.sender()), "dòng tổng".to_owned()),
        };
        let name = figure_name(case.plan, &claim.variable, &Measure::Rate);
        causes.entry(&claim.variable).or_default().push(Slip {
            file: case.file,
            source: &claim.source,
            alone: format!("{subject}: {name} là {}%, lớn hơn 100%.", print(percent)),
            brief: format!("{row} {}%", print(percent)),
            found: print(percent),
            expected: "≤ 100".to_owned(),
        });
    }
    let mut findings = Vec::new();
    for (variable, slips) in causes {
        let name = figure_name(case.plan, variable, &Measure::Rate);
        let cause = Cause {
            severity: Severity::Error,
            code: "K07",
            many: format!("{}: {name} lớn hơn 100%", case.sender()),
            rows: rows_of(case.plan, &case.statement.unit),
            hint: "Hỏi lại đơn vị số lượng và tổng số.".to_owned(),
        };
        findings.extend(slips::findings(&cause, slips));
    }
    findings
}

/// Variables of which some unit has achieved more than there is.
fn told_by_counts<'a>(case: &Case<'a>) -> BTreeSet<&'a str> {
    let achieved = case.counts.iter().filter(|(key, _)| key.measure == Measure::Achieved);
    achieved
        .filter(|(key, (value, _))| {
            case.count(key, Measure::Total).is_some_and(|(total, _)| *value > total)
        })
        .map(|(key, _)| key.variable.as_str())
        .collect()
}
