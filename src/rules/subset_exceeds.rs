//! # Finds
//! More people in a group than in the larger group they belong to (register:
//! `part_of`): university degrees and all trained people.
//! # Why it matters
//! Who has a degree is trained; one of the two columns is wrong.
//! # Example
//! 3.309 people with a degree and 2.852 trained in one district.
//! # What to do
//! Ask the office for both figures.

use super::naming::rows_of;
use super::slips::{self, Cause};
use super::{Case, figure_name};
use crate::finding::{Finding, Severity};
use crate::form::label::Measure;

pub(super) fn check(case: &Case<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    for variable in case.plan.variables() {
        if let Some(whole) = &variable.part_of {
            findings.extend(pair(case, &variable.code, whole));
        }
    }
    findings
}

fn pair(case: &Case<'_>, part: &str, whole: &str) -> Vec<Finding> {
    let name = |variable: &str| figure_name(case.plan, variable, &Measure::Achieved);
    let cause = Cause {
        severity: Severity::Error,
        code: "K15",
        many: format!("{}: {} lớn hơn {}", case.sender(), name(part), name(whole)),
        rows: rows_of(case.plan, &case.statement.unit),
        hint: "Nhóm nhỏ không thể đông hơn nhóm lớn; hỏi lại đơn vị cả hai số."
            .to_owned(),
    };
    slips::findings(&cause, slips::exceeding(case, part, whole, &Measure::Achieved))
}
