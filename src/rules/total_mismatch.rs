//! # Finds
//! A total row or column that is not the sum of the units in its table.
//! Tolerance is zero: counts are whole numbers.
//! # Why it matters
//! Either a unit's figure is wrong or the office's own total is; the report
//! uses the units and would contradict the office's paper copy.
//! # Example
//! Communes 6.174 and 13.769 under a total of 19.934 (they make 19.943).
//! # What to do
//! Ask the office which figure is right and have the file sent again.

use super::{Case, measure_name};
use crate::finding::{Finding, Severity};
use crate::form::label::Measure;
use crate::observation::TotalClaim;
use crate::place::Place;

pub(crate) fn check(case: &Case<'_>) -> Vec<Finding> {
    let claims = case.statement.totals.iter();
    claims.filter_map(|claim| compare(case, claim)).collect()
}

fn compare(case: &Case<'_>, claim: &TotalClaim) -> Option<Finding> {
    let of_claim = |variable: &str, measure: &Measure| {
        variable == claim.variable && *measure == claim.measure
    };
    let parts: Vec<i64> = case
        .counts
        .iter()
        .filter(|(key, _)| of_claim(&key.variable, &key.measure))
        .filter(|(key, _)| key.commune.is_some() || key.unit != case.statement.unit)
        .map(|(_, (count, _))| *count)
        .collect();
    let sum: i64 = parts.iter().sum();
    if parts.is_empty() || sum == claim.value {
        return None;
    }
    let gaps = case
        .statement
        .gaps
        .iter()
        .filter(|gap| of_claim(&gap.key.variable, &gap.key.measure))
        .count();
    let unread = if gaps > 0 {
        format!(" ({gaps} ô không đọc được số)")
    } else {
        String::new()
    };
    Some(
        Finding::new(
            Severity::Error,
            "K01",
            Place::cell(case.file, &claim.source.sheet, claim.source.at),
            format!(
                "Dòng tổng ghi {} {} là {}, nhưng cộng các đơn vị được {sum}{unread}.",
                measure_name(&claim.measure),
                case.plan.variable_name(&claim.variable),
                claim.value,
            ),
            "Hỏi lại đơn vị số nào đúng; báo cáo dùng số cộng từ các đơn vị.",
        )
        .compare(claim.value, sum),
    )
}
