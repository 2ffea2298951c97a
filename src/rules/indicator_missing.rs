//! # Finds
//! An office that sent a report without one of the figures it owes (register:
//! `owes`).
//! # Why it matters
//! The indicator of the province stays without a verdict, and the office
//! believes that it has reported.
//! # Example
//! A district's table of models without learning citizens.
//! # What to do
//! Ask for the missing table.

use super::Scene;
use crate::finding::{Finding, Severity};
use crate::place::Place;

pub(super) fn check(scene: &Scene<'_>) -> Vec<Finding> {
    let senders = scene.stocks.keys();
    senders.filter_map(|sender| of_sender(scene, sender)).collect()
}

fn of_sender(scene: &Scene<'_>, sender: &str) -> Option<Finding> {
    let first = scene.of_sender(sender).next()?;
    let stock = scene.stock(sender);
    // A column that is there and empty has been told cell by cell.
    let is_asked = |variable: &str| {
        scene.of_sender(sender).any(|one| {
            one.statement().gaps.iter().any(|gap| gap.key.variable == variable)
        })
    };
    let missing: Vec<String> = scene
        .plan
        .owed_by(sender)
        .into_iter()
        .filter(|one| !one.over)
        .filter(|one| !stock.mentions(&one.variable) && !is_asked(&one.variable))
        .map(|one| format!("{} ({})", one.short, one.code))
        .collect();
    if missing.is_empty() {
        return None;
    }
    let finding = Finding::new(
        Severity::Error,
        "K11",
        Place::file(first.file()),
        format!(
            "{}: báo cáo không có số liệu thuộc trách nhiệm của đơn vị: {}.",
            scene.plan.unit_name(sender),
            missing.join("; ")
        ),
        "Đề nghị đơn vị gửi bổ sung; nếu số liệu có trong tệp, kiểm tra tiêu đề cột.",
    );
    Some(finding.of_unit(sender))
}
