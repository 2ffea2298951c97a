//! # Finds
//! Half an indicator: results without the number they are a part of, or the
//! number without results.
//! # Why it matters
//! Without its denominator no rate can be made, without its numerator the
//! unit does not count as having reported.
//! # Example
//! A table with "Đăng ký" and "Đạt" and no "Tổng số hộ".
//! # What to do
//! Ask for the missing column.

use super::slips::place_of;
use super::stock::Whole;
use super::{Scene, figure_name};
use crate::finding::{Finding, Severity};
use crate::form::label::Measure;
use crate::plan::indicator::Indicator;
use crate::plan::rule::Rule;

pub(super) fn check(scene: &Scene<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (sender, stock) in &scene.stocks {
        for indicator in scene.plan.indicators() {
            if indicator.rule != Rule::Count
                || !scene.is_source(&indicator.variable, sender)
            {
                continue;
            }
            let whole = |measure: &Measure| {
                let of_it = stock.wholes.iter().filter(|((variable, of, _), _)| {
                    *variable == indicator.variable && *of == measure
                });
                of_it.map(|(_, whole)| whole).collect::<Vec<_>>()
            };
            let [total, registered, achieved] =
                [Measure::Total, Measure::Registered, Measure::Achieved]
                    .map(|m| whole(&m));
            // A column that is there and cannot be read has been told by cell.
            let is_asked = |measure: &Measure| {
                scene.of_sender(sender).any(|one| {
                    one.statement().gaps.iter().any(|gap| {
                        gap.key.variable == indicator.variable
                            && gap.key.measure == *measure
                    })
                })
            };
            if total.is_empty() && !achieved.is_empty() && !is_asked(&Measure::Total) {
                findings.push(no_total(scene, sender, indicator, &achieved));
            } else if achieved.is_empty()
                && !(total.is_empty() && registered.is_empty())
                && !is_asked(&Measure::Achieved)
            {
                let stated = if registered.is_empty() { &total } else { &registered };
                findings.push(no_result(scene, sender, indicator, stated));
            }
        }
    }
    findings
}

fn no_total(
    scene: &Scene<'_>,
    sender: &str,
    indicator: &Indicator,
    stated: &[&Whole<'_>],
) -> Finding {
    let name = |measure: &Measure| figure_name(scene.plan, &indicator.variable, measure);
    let cells = stated.iter().flat_map(|whole| &whole.cells);
    Finding::new(
        Severity::Error,
        "K12",
        place_of(cells.map(|cited| (cited.file, cited.source))),
        format!(
            "{}: có {} nhưng không có {}, nên không tính được tỷ lệ.",
            scene.plan.unit_name(sender),
            name(&Measure::Achieved),
            name(&Measure::Total),
        ),
        "Đề nghị đơn vị bổ sung cột tổng số.",
    )
    .of_unit(sender)
}

fn no_result(
    scene: &Scene<'_>,
    sender: &str,
    indicator: &Indicator,
    stated: &[&Whole<'_>],
) -> Finding {
    let name = |measure: &Measure| figure_name(scene.plan, &indicator.variable, measure);
    let cells = stated.iter().flat_map(|whole| &whole.cells);
    Finding::new(
        Severity::Error,
        "K13",
        place_of(cells.map(|cited| (cited.file, cited.source))),
        format!(
            "{}: không có {}; số đăng ký và tổng số không thay được số đạt.",
            scene.plan.unit_name(sender),
            name(&Measure::Achieved),
        ),
        "Đề nghị đơn vị bổ sung số đã được công nhận (đạt).",
    )
    .of_unit(sender)
}
