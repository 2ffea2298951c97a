//! # Finds
//! One denominator that two offices state differently: people of 15 and above
//! by the labour office and by the districts, people of working age by the
//! education and by the information office.
//! # Why it matters
//! Two rates of one report would rest on two different populations.
//! # Example
//! Sở Lao động: 37.049 people of 15 and above in the city; the city: 37.409.
//! # What to do
//! Let the two offices settle which number holds.

use super::slips::{self, Cause, Slip};
use super::stock::{Stock, Whole};
use super::{Scene, figure_name};
use crate::finding::{Finding, Severity, count};
use crate::form::label::Measure;
use crate::plan::indicator::{Check, Compared, Indicator, Source};

pub(super) fn check(scene: &Scene<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    for indicator in scene.plan.indicators() {
        let totals = |check: &&Check| check.compares.contains(&Compared::Total);
        for check in indicator.checks.iter().filter(totals) {
            if let Source::Bodies(bodies) = &indicator.source {
                for body in bodies {
                    findings.extend(compare(scene, indicator, check, body));
                }
            }
        }
    }
    findings
}

fn compare(
    scene: &Scene<'_>,
    indicator: &Indicator,
    check: &Check,
    body: &str,
) -> Vec<Finding> {
    let own = scene.stock(body);
    let name = figure_name(scene.plan, &indicator.variable, &Measure::Total);
    let mut slips = Vec::new();
    for district in scene.plan.expected_districts() {
        let code = district.code.as_str();
        let other = if check.unit == "districts" { code } else { check.unit.as_str() };
        let Some(stated) = own.whole(&indicator.variable, &Measure::Total, code) else {
            continue;
        };
        let Some(else_stated) = base_of(scene, indicator, scene.stock(other), code)
        else {
            continue;
        };
        if stated.value == else_stated.value {
            continue;
        }
        let (first, difference) =
            (stated.cells[0], (stated.value - else_stated.value).abs());
        slips.push(Slip {
            file: first.file,
            source: first.source,
            alone: format!(
                "{}: {name} theo {} là {}, theo báo cáo của {} là {}, chênh {}.",
                district.name,
                scene.plan.unit_name(body),
                count(stated.value),
                scene.plan.unit_name(other),
                count(else_stated.value),
                count(difference),
            ),
            brief: format!(
                "{} {} ≠ {}",
                district.name,
                count(stated.value),
                count(else_stated.value)
            ),
            found: stated.value.to_string(),
            expected: else_stated.value.to_string(),
        });
    }
    let others = if check.unit == "districts" {
        format!("báo cáo của các {}", scene.plan.tier.name)
    } else {
        format!("báo cáo của {}", scene.plan.unit_name(&check.unit))
    };
    let cause = Cause {
        severity: Severity::Warning,
        code: "M03",
        many: format!("{}: {name} khác với {others}", scene.plan.unit_name(body)),
        rows: &scene.plan.tier.name,
        hint: "Đề nghị hai đơn vị thống nhất một số; mỗi chỉ tiêu đang dùng số của nguồn riêng."
            .to_owned(),
    };
    let found = slips::findings(&cause, slips);
    found.into_iter().map(|finding| finding.of_unit(body)).collect()
}

/// The same base as another source states it, under whatever indicator.
fn base_of<'s, 'a>(
    scene: &'s Scene<'_>,
    indicator: &'s Indicator,
    stock: &'s Stock<'a>,
    district: &'s str,
) -> Option<&'s Whole<'a>> {
    let base = indicator.base.as_ref()?;
    let on_it =
        scene.plan.indicators().iter().filter(|one| one.base.as_ref() == Some(base));
    on_it.filter_map(|one| stock.whole(&one.variable, &Measure::Total, district)).next()
}
