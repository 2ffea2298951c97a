//! # Finds
//! A figure about a thousand times that of last year, or a thousandth of it.
//! # Why it matters
//! The dot between thousands was read or typed as something else; one such
//! cell outweighs the whole province.
//! # Example
//! 141.906.000 where last year had 141.906 (domain §8.11).
//! # What to do
//! Ask the office; the figure is not corrected.

use std::collections::BTreeMap;

use super::naming::{row_name, rows_of};
use super::slips::{self, Cause, Slip};
use super::{Series, figure_name, subject_name};
use crate::finding::{Finding, Severity, count};
use crate::form::label::Measure;

/// Between half of and twice a thousand times: figures also move by themselves.
const LEAST: i64 = 500;
const MOST: i64 = 2000;

pub(super) fn is_thousandfold(before: i64, now: i64) -> bool {
    let (small, large) = (before.min(now), before.max(now));
    small > 0
        && large >= 1000
        && small.saturating_mul(LEAST) <= large
        && large <= small.saturating_mul(MOST)
}

pub(super) fn check(series: &Series<'_>) -> Vec<Finding> {
    let plan = series.now.plan;
    let mut findings = Vec::new();
    for pair in &series.pairs {
        let mut columns: BTreeMap<(&str, &Measure), Vec<Slip<'_>>> = BTreeMap::new();
        for (key, now) in &pair.now.counts {
            let Some(before) = pair.before.counts.get(*key) else { continue };
            if !is_thousandfold(before.value, now.value) {
                continue;
            }
            let way = if now.value > before.value {
                "gấp"
            } else {
                "chỉ bằng một phần"
            };
            let commune = key.commune.as_deref();
            let slip = Slip {
                file: now.file,
                source: now.source,
                alone: format!(
                    "{}: {} năm {} là {}, {way} khoảng 1.000 so với {} của năm {}.",
                    subject_name(plan, pair.sender, &key.unit, commune),
                    figure_name(plan, &key.variable, &key.measure),
                    series.now.year,
                    count(now.value),
                    count(before.value),
                    series.before.year,
                ),
                brief: format!(
                    "{} {} → {}",
                    row_name(plan, &key.unit, commune),
                    count(before.value),
                    count(now.value)
                ),
                found: now.value.to_string(),
                expected: format!("≈ {}", before.value),
            };
            columns.entry((&key.variable, &key.measure)).or_default().push(slip);
        }
        for ((variable, measure), slips) in columns {
            let cause = Cause {
                severity: Severity::Error,
                code: "N02",
                many: format!(
                    "{}: {} chênh khoảng 1.000 lần so với năm {}",
                    plan.unit_name(pair.sender),
                    figure_name(plan, variable, measure),
                    series.before.year,
                ),
                rows: rows_of(plan, pair.sender),
                hint: "Hỏi lại đơn vị; thường là thừa hoặc thiếu ba chữ số, hoặc dấu chấm hàng nghìn bị hiểu sai."
                    .to_owned(),
            };
            let found = slips::findings(&cause, slips);
            findings.extend(found.into_iter().map(|one| one.of_unit(pair.sender)));
        }
    }
    findings
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_thousand_times_is_told_from_mere_growth() {
        assert!(is_thousandfold(141_906, 141_906_000));
        assert!(is_thousandfold(141_906_000, 143_000));
        assert!(is_thousandfold(10, 5000));
        assert!(!is_thousandfold(10, 4999));
        assert!(is_thousandfold(10, 20_000));
        assert!(!is_thousandfold(10, 20_001));
        assert!(!is_thousandfold(0, 5000));
        assert!(!is_thousandfold(1, 999));
    }
}
