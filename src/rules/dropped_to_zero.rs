//! # Finds
//! A registered or achieved figure of a unit that was there last year and is
//! zero now.
//! # Why it matters
//! A zero is counted; often the cell should have said "not reported yet".
//! # Example
//! Ngân Sơn: 412 learning clans last year, 0 this year.
//! # What to do
//! Ask whether there are none, or no figures yet.

use super::slips::place_of;
use super::{Series, figure_name, subject_name};
use crate::finding::{Finding, Severity, count};
use crate::form::label::Measure;

/// Fewer than this may well have gone.
const LEAST: i64 = 10;

pub(super) fn check(series: &Series<'_>) -> Vec<Finding> {
    let plan = series.now.plan;
    let mut findings = Vec::new();
    for pair in &series.pairs {
        for ((variable, measure, unit), now) in &pair.now.wholes {
            if !matches!(measure, Measure::Registered | Measure::Achieved) {
                continue;
            }
            let before = pair.before.whole(variable, measure, unit);
            let Some(before) = before else { continue };
            if now.value != 0 || before.value < LEAST {
                continue;
            }
            let finding = Finding::new(
                Severity::Warning,
                "N03",
                place_of(now.cells.iter().map(|cited| (cited.file, cited.source))),
                format!(
                    "{}: {} năm {} là {}, năm {} ghi 0.",
                    subject_name(plan, pair.sender, unit, None),
                    figure_name(plan, variable, measure),
                    series.before.year,
                    count(before.value),
                    series.now.year,
                ),
                "Hỏi lại đơn vị: thật sự không có, hay chưa có số liệu? Chưa có thì ghi “...”.",
            );
            findings.push(finding.compare(0, before.value).of_unit(pair.sender));
        }
    }
    findings
}
