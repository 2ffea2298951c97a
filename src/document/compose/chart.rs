//! The bars of results against targets. Only shares have bars.

use crate::document::Material;
use crate::document::report::results::{Bar, Chart};
use crate::document::wording::{percent, percent_number};

use super::marks::national_target;
use super::results::horizons;
use super::shape::{Case, Shape};

/// The chart, if there is anything to draw.
pub(super) fn of(material: &Material<'_>, table: &str) -> Option<Chart> {
    let bars: Vec<Bar> = Case::all(material).iter().filter_map(bar).collect();
    if bars.is_empty() {
        return None;
    }
    let (first, last) = horizons(material.plan);
    let year = material.year;
    Some(Chart {
        title: format!("Hình 1. Kết quả năm {year} so với mục tiêu"),
        alt: format!(
            "Biểu đồ thanh ngang so sánh kết quả năm {year} của từng chỉ tiêu với mục \
             tiêu năm {first}, năm {last} của tỉnh và mục tiêu của cả nước; số liệu như \
             {table}."
        ),
        bars,
    })
}

fn bar(case: &Case<'_>) -> Option<Bar> {
    if case.shape() != Shape::Ratio || !case.is_in_force() {
        return None;
    }
    let (numerator, denominator) = (case.tally().numerator?, case.tally().denominator?);
    let value = percent_number(numerator, denominator)?;
    let (first, last) = horizons(case.plan);
    let target = |horizon| {
        case.target(horizon)
            .and_then(|target| target.percent)
            .map(|share| share.percent())
    };
    // A share of provinces has no place beside a share of people.
    let national = national_target(case).filter(|target| target.of.is_none());
    Some(Bar {
        label: format!("{}. {}", case.indicator.code, case.indicator.short),
        value_text: format!("{}%", percent(Some(numerator), Some(denominator))),
        value,
        target_2025: target(first),
        target_2030: target(last),
        national_target: national.map(|target| target.percent.percent()),
    })
}
