//! # Finds
//! A rate above 100%.
//! # Why it matters
//! A share of recognised units cannot exceed the whole; one of the counts
//! beside it is wrong even where the rate agrees with them.
//! # Example
//! 785,06% of households of Xã Cao Tân.
//! # What to do
//! Ask the office for the counts.

use std::collections::BTreeMap;

use super::naming::{row_name, rows_of};
use super::slips::{self, Cause, Slip};
use super::{Case, figure_name, rate_mismatch, subject_name};
use crate::finding::{Finding, Severity, percent as print};
use crate::form::label::Measure;

pub(super) fn check(case: &Case<'_>) -> Vec<Finding> {
    let mut causes: BTreeMap<&str, Vec<Slip<'_>>> = BTreeMap::new();
    for (claim, percent) in rate_mismatch::percents(case) {
        if percent <= 100.0 + 1e-9 {
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
