//! # Finds
//! More of something than the register says there can be (`at_most` of a
//! base): more households than people of 15 and above, more villages than
//! households.
//! # Why it matters
//! Every household has at least one grown person; one of the columns is wrong
//! or shifted, and both are denominators.
//! # Example
//! 1.804 households and 551 people of 15 and above in one commune.
//! # What to do
//! Ask the office for both figures.

use super::naming::rows_of;
use super::slips::{self, Cause};
use super::{Case, figure_name};
use crate::finding::{Finding, Severity};
use crate::form::label::Measure;

pub(super) fn check(case: &Case<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    for base in case.plan.bases() {
        let Some(limit) = &base.at_most else { continue };
        for few in variables_on(case, &base.code) {
            for many in variables_on(case, limit) {
                findings.extend(pair(case, few, many));
            }
        }
    }
    findings
}

fn variables_on<'a>(case: &Case<'a>, base: &str) -> Vec<&'a str> {
    let on_it = case.plan.indicators().iter();
    on_it
        .filter(|one| one.base.as_deref() == Some(base))
        .map(|one| one.variable.as_str())
        .collect()
}

fn pair(case: &Case<'_>, few: &str, many: &str) -> Vec<Finding> {
    let name = |variable: &str| figure_name(case.plan, variable, &Measure::Total);
    let cause = Cause {
        severity: Severity::Warning,
        code: "K17",
        many: format!("{}: {} lớn hơn {}", case.sender(), name(few), name(many)),
        rows: rows_of(case.plan, &case.statement.unit),
        hint: "Hỏi lại đơn vị cả hai số; kiểm tra xem có lệch cột không.".to_owned(),
    };
    slips::findings(&cause, slips::exceeding(case, few, many, &Measure::Total))
}
