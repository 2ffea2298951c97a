//! # Finds
//! A district that states its totals only, without its communes.
//! # Why it matters
//! Its figures count in the province, but nobody can check the sums, and the
//! annex by commune has a gap.
//! # Example
//! Bạch Thông sends one row an indicator for the whole district.
//! # What to do
//! Nothing for this report; ask for the table by commune next time.

use super::Scene;
use crate::finding::{Finding, Severity};
use crate::place::Place;
use crate::plan::indicator::{Level, Source};

pub(super) fn check(scene: &Scene<'_>) -> Vec<Finding> {
    // A commune that answers for itself need not say what it is made of.
    if scene.plan.has_two_tiers() {
        return Vec::new();
    }
    let districts = scene.plan.expected_districts();
    districts.iter().filter_map(|district| whole_only(scene, &district.code)).collect()
}

fn whole_only(scene: &Scene<'_>, district: &str) -> Option<Finding> {
    let first = scene.of_sender(district).next()?;
    let stock = scene.stock(district);
    let keys = || stock.counts.keys().chain(stock.levels.keys());
    let mut whole: Vec<&str> = Vec::new();
    for indicator in scene.plan.indicators() {
        let due = indicator.source == Source::Districts && indicator.by == Level::Commune;
        let own = || keys().filter(|key| key.variable == indicator.variable);
        let broken_down = own().any(|key| key.commune.is_some());
        if due && own().next().is_some() && !broken_down {
            whole.push(scene.plan.variable_name(&indicator.variable));
        }
    }
    if whole.is_empty() {
        return None;
    }
    let finding = Finding::new(
        Severity::Info,
        "K08",
        Place::file(first.file()),
        format!(
            "{}: báo cáo chỉ có số liệu toàn huyện, không có số liệu từng xã ở: {}.",
            scene.plan.unit_name(district),
            whole.join("; ")
        ),
        "Số liệu vẫn được tính vào toàn tỉnh; đề nghị đơn vị gửi thêm biểu theo xã.",
    );
    Some(finding.of_unit(district))
}
