//! # Finds
//! A district that states its totals only, without its communes.
//! # Why it matters
//! Its figures count in the province, but nobody can check the sums, and the
//! annex by commune has a gap.
//! # Example
//! Bạch Thông sends one row an indicator for the whole district.
//! # What to do
//! Nothing for this report; ask for the table by commune next time.

use super::Case;
use crate::finding::{Finding, Severity};
use crate::place::Place;
use crate::plan::indicator::{Level, Source};

pub(crate) fn check(case: &Case<'_>) -> Vec<Finding> {
    if case.plan.district(&case.statement.unit).is_none() {
        return Vec::new();
    }
    let mut whole: Vec<&str> = Vec::new();
    for indicator in case.plan.indicators() {
        let due = indicator.source == Source::Districts && indicator.by == Level::Commune;
        let own = || {
            let observations = case.statement.observations.iter();
            observations.filter(|one| one.key.variable == indicator.variable)
        };
        let broken_down = own().any(|one| one.key.commune.is_some());
        if due && own().next().is_some() && !broken_down {
            whole.push(&indicator.short);
        }
    }
    if whole.is_empty() {
        return Vec::new();
    }
    vec![Finding::new(
        Severity::Info,
        "K08",
        Place::file(case.file),
        format!(
            "Báo cáo chỉ có số liệu toàn huyện, không có số liệu từng xã ở: {}.",
            whole.join("; ")
        ),
        "Số liệu vẫn được tính vào toàn tỉnh; đề nghị đơn vị gửi thêm biểu theo xã.",
    )]
}
