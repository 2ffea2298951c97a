//! # Finds
//! An indicator that is the sum of what several offices report (register:
//! `parts`) of which one has reported and another has not.
//! # Why it matters
//! The sum looks complete and is not: there is no verdict on it.
//! # Example
//! C1 with the schools of the education office and without the vocational
//! institutions of the labour office.
//! # What to do
//! Ask the office named for its part.

use super::Scene;
use crate::finding::{Finding, Severity};
use crate::place::Place;

pub(super) fn check(scene: &Scene<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    for indicator in scene.plan.indicators() {
        let has = |body: &String| scene.stock(body).mentions(&indicator.variable);
        let (present, missing): (Vec<&String>, Vec<&String>) =
            indicator.parts.iter().partition(|body| has(body));
        if present.is_empty() {
            continue;
        }
        let names = |codes: &[&String]| {
            codes
                .iter()
                .map(|code| scene.plan.unit_name(code))
                .collect::<Vec<_>>()
                .join(", ")
        };
        for body in &missing {
            findings.push(
                Finding::new(
                    Severity::Warning,
                    "Q02",
                    Place::nowhere(),
                    format!(
                        "Chỉ tiêu {} ({}) mới có phần của {}, còn thiếu phần của {}; chưa đủ để \
                         đánh giá.",
                        indicator.code,
                        indicator.short,
                        names(&present),
                        scene.plan.unit_name(body),
                    ),
                    "Đề nghị đơn vị còn thiếu gửi phần số liệu của mình.",
                )
                .of_unit(body),
            );
        }
    }
    findings
}
