//! # Finds
//! Counts at the levels of a scale that together are more than the total, or,
//! where the count at no level is given too, not equal to it.
//! # Why it matters
//! Every commune has exactly one level; counted twice it would be at two.
//! # Example
//! Ten communes: 7 at level 1, 3 at level 2 and 2 at none.
//! # What to do
//! Ask whether communes at level 2 were counted again under level 1.

use std::collections::BTreeMap;

use super::{Case, figure_name};
use crate::finding::{Finding, Severity, count};
use crate::form::label::Measure;
use crate::observation::{Key, Observation};
use crate::place::Place;

/// Counts at each level of one subject.
type AtLevels<'a> = Vec<(&'a str, i64, &'a Observation)>;

pub(super) fn check(case: &Case<'_>) -> Vec<Finding> {
    let mut subjects: BTreeMap<Key, AtLevels<'_>> = BTreeMap::new();
    for (key, (value, observation)) in &case.counts {
        if let Measure::AtLevel(level) = &key.measure {
            let total = Key { measure: Measure::Total, ..(*key).clone() };
            subjects.entry(total).or_default().push((level, *value, observation));
        }
    }
    let mut findings = Vec::new();
    for (key, levels) in &subjects {
        let Some((total, _)) = case.counts.get(key) else { continue };
        let sum: i64 = levels.iter().map(|(_, value, _)| value).sum();
        let each_fits = levels.iter().all(|(_, value, _)| value <= total);
        let complete = levels.iter().any(|(level, ..)| is_none(case, key, level));
        if each_fits && (sum > *total || (complete && sum != *total)) {
            findings.push(finding(case, key, levels, sum, *total));
        }
    }
    findings
}

/// Whether a level is that of units which reached no other.
fn is_none(case: &Case<'_>, key: &Key, level: &str) -> bool {
    let of_variable =
        case.plan.indicators().iter().filter(|one| one.variable == key.variable);
    of_variable.flat_map(|one| &one.scales).any(|scale| scale.none == level)
}

fn finding(
    case: &Case<'_>,
    key: &Key,
    levels: &AtLevels<'_>,
    sum: i64,
    total: i64,
) -> Finding {
    let (_, _, last) = levels.last().expect("a subject has a level");
    let stated: Vec<String> = levels
        .iter()
        .map(|(level, value, _)| format!("{level}: {}", count(*value)))
        .collect();
    Finding::new(
        Severity::Error,
        "K14",
        Place::cell(case.file, &last.source.sheet, last.source.at),
        format!(
            "{}: cộng các mức, loại ({}) được {}, không khớp với {} là {}.",
            case.subject(key),
            stated.join("; "),
            count(sum),
            figure_name(case.plan, &key.variable, &Measure::Total),
            count(total),
        ),
        "Mỗi xã chỉ có một mức; xã mức độ 2 không tính lại ở mức độ 1. Hỏi lại đơn vị.",
    )
    .compare(sum, total)
}
