//! # Finds
//! A table by district of a provincial office that leaves districts out.
//! # Why it matters
//! The province's sum is too small, and no verdict is possible.
//! # Example
//! Sở Thông tin và Truyền thông lists seven of eight districts.
//! # What to do
//! Ask the office for the districts named.

use std::collections::BTreeMap;

use super::Scene;
use super::naming::lower_first;
use super::slips::place_of;
use crate::finding::{Finding, Severity};
use crate::plan::indicator::{Level, Source};

pub(super) fn check(scene: &Scene<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (sender, stock) in &scene.stocks {
        let mut by_missing: BTreeMap<Vec<&str>, Vec<&str>> = BTreeMap::new();
        for indicator in scene.plan.indicators() {
            let is_source = match &indicator.source {
                Source::Bodies(codes) => codes.iter().any(|code| code == sender),
                Source::Districts => false,
            };
            if !is_source || indicator.by != Level::District {
                continue;
            }
            let keys = || {
                let keys = stock.counts.keys().chain(stock.levels.keys());
                keys.filter(|key| key.variable == indicator.variable)
            };
            let districts = scene.plan.expected_districts();
            let missing: Vec<&str> = districts
                .iter()
                .filter(|district| !keys().any(|key| key.unit == district.code))
                .map(|district| district.name.as_str())
                .collect();
            if !missing.is_empty() && missing.len() < districts.len() {
                let variables = by_missing.entry(missing).or_default();
                if !variables.contains(&indicator.variable.as_str()) {
                    variables.push(&indicator.variable);
                }
            }
        }
        for (missing, variables) in by_missing {
            let names: Vec<String> = variables
                .iter()
                .map(|code| lower_first(scene.plan.variable_name(code)))
                .collect();
            let counts =
                stock.counts.iter().map(|(key, cited)| (key, cited.file, cited.source));
            let levels =
                stock.levels.iter().map(|(key, cited)| (key, cited.file, cited.source));
            let cells = counts
                .chain(levels)
                .filter(|(key, ..)| variables.contains(&key.variable.as_str()))
                .map(|(_, file, source)| (file, source));
            findings.push(
                Finding::new(
                    Severity::Error,
                    "K10",
                    place_of(cells),
                    format!(
                        "{}: thiếu số liệu của {} ở: {}.",
                        scene.plan.unit_name(sender),
                        missing.join(", "),
                        names.join("; "),
                    ),
                    format!(
                        "Đề nghị đơn vị bổ sung số liệu của các {} còn thiếu.",
                        scene.plan.tier.name
                    ),
                )
                .of_unit(sender),
            );
        }
    }
    findings
}
