//! # Finds
//! The same figure stated in two cells of one submission with two values.
//! # Why it matters
//! Only one can be right, and nothing in the file says which.
//! # Example
//! A commune listed twice in one table with different numbers of households.
//! # What to do
//! Ask the office which one holds; until then the first is used and the report
//! stays a draft.

use super::{Case, measure_name, subject_name};
use crate::finding::{Finding, Severity};
use crate::place::Place;

pub(crate) fn check(case: &Case<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    for observation in &case.statement.observations {
        let first = case
            .statement
            .observations
            .iter()
            .find(|other| other.key == observation.key)
            .expect("an observation finds at least itself");
        if first.reading == observation.reading {
            continue;
        }
        let key = &observation.key;
        let place =
            Place::cell(case.file, &observation.source.sheet, observation.source.at);
        findings.push(Finding::new(
            Severity::Error,
            "K06",
            place,
            format!(
                "{}: {} {} được ghi hai lần khác nhau, ở sheet “{}” ô {} và ở ô này; đang dùng ô trước.",
                subject_name(case.plan, &key.unit, key.commune.as_deref()),
                measure_name(&key.measure),
                case.plan.variable_name(&key.variable),
                first.source.sheet,
                first.source.at,
            ),
            "Hỏi lại đơn vị số nào đúng và đề nghị xóa số thừa.",
        ));
    }
    findings
}
