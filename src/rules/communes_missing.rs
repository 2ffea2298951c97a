//! # Finds
//! A district that states a variable for some of its communes but not for all.
//! # Why it matters
//! Its sum is too small and nobody would see it in a rate.
//! # Example
//! Fourteen of fifteen communes of Ba Bể in the table of learning families.
//! # What to do
//! Ask the district for the communes named.

use std::collections::{BTreeMap, BTreeSet};

use super::Scene;
use super::naming::lower_first;
use crate::finding::{Finding, Severity};
use crate::observation::Key;
use crate::place::Place;
use crate::plan::unit::District;

/// Where a variable is stated: its communes, and the place of the first.
#[derive(Default)]
struct Stated<'a> {
    communes: BTreeSet<&'a str>,
    place: Place,
}

pub(super) fn check(scene: &Scene<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    for district in scene.plan.expected_districts() {
        let stated = stated(scene, district);
        let mut by_missing: BTreeMap<Vec<&str>, (Vec<&str>, &Place)> = BTreeMap::new();
        let is_listed = |name: &str| district.commune(name).is_some();
        for (variable, stated) in &stated {
            // A commune may list its villages, which stand in no register.
            if !stated.communes.iter().any(|name| is_listed(name)) {
                continue;
            }
            let names = district.communes.iter().map(|commune| commune.name.as_str());
            let missing: Vec<&str> =
                names.filter(|name| !stated.communes.contains(name)).collect();
            if !missing.is_empty() {
                let same = by_missing.entry(missing);
                same.or_insert_with(|| (Vec::new(), &stated.place)).0.push(variable);
            }
        }
        for (missing, (variables, place)) in by_missing {
            findings.push(finding(scene, district, &missing, &variables, place.clone()));
        }
    }
    findings
}

fn stated<'a>(scene: &Scene<'a>, district: &District) -> BTreeMap<&'a str, Stated<'a>> {
    let mut stated: BTreeMap<&str, Stated<'_>> = BTreeMap::new();
    for accepted in scene.of_sender(&district.code) {
        for observation in &accepted.statement().observations {
            let Key { variable, commune: Some(commune), .. } = &observation.key else {
                continue;
            };
            let of = stated.entry(variable).or_insert_with(|| Stated {
                place: Place::sheet(accepted.file(), &observation.source.sheet),
                ..Stated::default()
            });
            of.communes.insert(commune);
        }
    }
    stated
}

fn finding(
    scene: &Scene<'_>,
    district: &District,
    missing: &[&str],
    variables: &[&str],
    place: Place,
) -> Finding {
    let names: Vec<String> = variables
        .iter()
        .map(|code| lower_first(scene.plan.variable_name(code)))
        .collect();
    let count = missing.len();
    Finding::new(
        Severity::Error,
        "K05",
        place,
        format!(
            "{}: thiếu số liệu của {count} xã ({}) ở: {}.",
            district.name,
            missing.join(", "),
            names.join("; "),
        ),
        "Đề nghị đơn vị bổ sung số liệu của các xã còn thiếu.",
    )
    .of_unit(&district.code)
}
