//! # Finds
//! A rate above 100%.
//! # Why it matters
//! A share of recognised units cannot exceed the whole; one of the counts
//! beside it is wrong even where the rate agrees with them.
//! # Example
//! 785,06% of households of Xã Cao Tân.
//! # What to do
//! Ask the office for the counts.

use super::{Case, rate_mismatch, subject_name};
use crate::finding::{Finding, Severity};
use crate::place::Place;

pub(crate) fn check(case: &Case<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (claim, percent) in rate_mismatch::percents(case) {
        if percent <= 100.0 + 1e-9 {
            continue;
        }
        let subject = match &claim.subject {
            Some((unit, commune)) => subject_name(case.plan, unit, commune.as_deref()),
            None => "Dòng tổng".to_owned(),
        };
        let printed = format!("{percent:.2}").replace('.', ",");
        findings.push(
            Finding::new(
                Severity::Error,
                "K07",
                Place::cell(case.file, &claim.source.sheet, claim.source.at),
                format!(
                    "{subject}: tỷ lệ {} là {printed}%, lớn hơn 100%.",
                    case.plan.variable_name(&claim.variable),
                ),
                "Hỏi lại đơn vị số lượng và tổng số.",
            )
            .compare(printed, "≤ 100"),
        );
    }
    findings
}
