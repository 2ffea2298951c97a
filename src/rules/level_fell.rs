//! # Finds
//! A level of literacy or universal education of a district or commune below
//! that of last year.
//! # Why it matters
//! Levels are kept, seldom lost; a lower one is often a column mistaken, and
//! moves A2 and A6 by an eighth.
//! # Example
//! Na Rì: XMC level 2 last year, 1 this year.
//! # What to do
//! Ask for this year's recognition.

use std::collections::BTreeMap;

use super::naming::{lower_first, row_name, rows_of};
use super::slips::{self, Cause, Slip};
use super::{Series, subject_name};
use crate::finding::{Finding, Severity};
use crate::plan::decision::VariableKind;

pub(super) fn check(series: &Series<'_>) -> Vec<Finding> {
    let plan = series.now.plan;
    let mut findings = Vec::new();
    for pair in &series.pairs {
        let mut columns: BTreeMap<&str, Vec<Slip<'_>>> = BTreeMap::new();
        for (key, now) in &pair.now.levels {
            let is_level = plan
                .variable(&key.variable)
                .is_some_and(|variable| variable.kind == VariableKind::Level);
            let Some(before) = pair.before.levels.get(*key).filter(|_| is_level) else {
                continue;
            };
            let levels = (before.level.parse::<u8>(), now.level.parse::<u8>());
            let (Ok(had), Ok(has)) = levels else { continue };
            if has >= had {
                continue;
            }
            let commune = key.commune.as_deref();
            columns.entry(&key.variable).or_default().push(Slip {
                file: now.file,
                source: now.source,
                alone: format!(
                    "{}: {} năm {} là {had}, năm {} giảm còn {has}.",
                    subject_name(plan, pair.sender, &key.unit, commune),
                    lower_first(plan.variable_name(&key.variable)),
                    series.before.year,
                    series.now.year,
                ),
                brief: format!("{} {had} → {has}", row_name(plan, &key.unit, commune)),
                found: has.to_string(),
                expected: format!("≥ {had}"),
            });
        }
        for (variable, slips) in columns {
            let cause = Cause {
                severity: Severity::Warning,
                code: "N07",
                many: format!(
                    "{}: {} thấp hơn năm {}",
                    plan.unit_name(pair.sender),
                    lower_first(plan.variable_name(variable)),
                    series.before.year,
                ),
                rows: rows_of(plan, pair.sender),
                hint: "Hỏi lại đơn vị kết quả công nhận của năm; kiểm tra xem có lệch cột không."
                    .to_owned(),
            };
            let found = slips::findings(&cause, slips);
            findings.extend(found.into_iter().map(|one| one.of_unit(pair.sender)));
        }
    }
    findings
}
