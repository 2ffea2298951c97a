//! # Finds
//! Titles of the year that are not yet legally recognised on the date of the
//! report (domain §0.1, §8.5; register: `recognition`).
//! # Why it matters
//! Before 15 December a year's titles do not exist yet in law; the report may
//! print them only as provisional.
//! # Example
//! CĐHT of communes for 2024, recognised by 31/3/2025, in a report of
//! 15/12/2024.
//! # What to do
//! Nothing: the report marks them (*). A later `--report-date` lifts the mark.

use super::Scene;
use crate::finding::{Finding, Severity, short_date};
use crate::place::Place;

pub(super) fn check(scene: &Scene<'_>) -> Vec<Finding> {
    let stated = |variable: &str| {
        let mut all = scene.accepted.iter().flat_map(|one| &one.statement().observations);
        all.any(|observation| observation.key.variable == variable)
    };
    let titles: Vec<String> = scene
        .plan
        .indicators()
        .iter()
        .filter(|one| one.is_provisional(scene.year, scene.report_date))
        .filter(|one| !one.over && stated(&one.variable))
        .map(|one| format!("{} ({})", scene.plan.variable_name(&one.variable), one.code))
        .collect();
    if titles.is_empty() {
        return Vec::new();
    }
    let (date, year) = (short_date(scene.report_date), scene.year);
    vec![Finding::new(
        Severity::Info,
        "Q01",
        Place::nowhere(),
        format!(
            "Danh hiệu năm {year} chưa được công nhận chính thức tại ngày báo cáo {date}, số \
             liệu là sơ bộ: {}.",
            titles.join("; ")
        ),
        "Báo cáo đã ghi chú (*). Khi có quyết định công nhận, chạy lại với --report-date.",
    )]
}
