//! # Finds
//! A district that states a variable for some of its communes but not for all.
//! # Why it matters
//! Its sum is too small and nobody would see it in a rate.
//! # Example
//! Fourteen of fifteen communes of Ba Bể in the table of learning families.
//! # What to do
//! Ask the district for the communes named.

use std::collections::{BTreeMap, BTreeSet};

use super::Case;
use crate::finding::{Finding, Severity};
use crate::place::Place;

pub(crate) fn check(case: &Case<'_>) -> Vec<Finding> {
    let Some(district) = case.plan.district(&case.statement.unit) else {
        return Vec::new();
    };
    let mut stated: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for observation in &case.statement.observations {
        if let Some(commune) = &observation.key.commune {
            stated.entry(&observation.key.variable).or_default().insert(commune);
        }
    }
    let mut by_missing: BTreeMap<Vec<&str>, Vec<&str>> = BTreeMap::new();
    for (variable, communes) in stated {
        let missing: Vec<&str> = district
            .communes
            .iter()
            .map(|commune| commune.name.as_str())
            .filter(|name| !communes.contains(name))
            .collect();
        if !missing.is_empty() {
            by_missing.entry(missing).or_default().push(variable);
        }
    }
    by_missing
        .iter()
        .map(|(missing, variables)| finding(case, missing, variables))
        .collect()
}

fn finding(case: &Case<'_>, missing: &[&str], variables: &[&str]) -> Finding {
    let names: Vec<&str> =
        variables.iter().map(|code| case.plan.variable_name(code)).collect();
    Finding::new(
        Severity::Error,
        "K05",
        Place::file(case.file),
        format!(
            "Thiếu số liệu của {} xã ({}) ở: {}.",
            missing.len(),
            missing.join(", "),
            names.join("; "),
        ),
        "Đề nghị đơn vị bổ sung số liệu của các xã còn thiếu.",
    )
}
