//! The bars of results against targets. Only shares have bars.

use crate::document::Material;
use crate::document::report::results::{Bar, Chart};
use crate::document::wording::{percent, percent_number};

use super::Numbering;
use super::marks::national_target;
use super::results::horizons;
use super::shape::Case;

/// The chart, if there is anything to draw.
pub(super) fn of(material: &Material<'_>, numbers: &mut Numbering) -> Option<Chart> {
    let bars: Vec<Bar> = Case::all(material).iter().filter_map(bar).collect();
    if bars.is_empty() {
        return None;
    }
    let (first, last) = horizons(material.plan);
    let year = material.year;
    let said: Vec<String> = bars.iter().map(|bar| in_words(bar, first, last)).collect();
    Some(Chart {
        title: numbers.figure(&format!("Kết quả năm {year} so với mục tiêu")),
        alt: format!(
            "Biểu đồ thanh ngang so sánh kết quả năm {year} của từng chỉ tiêu với mục \
             tiêu năm {first}, năm {last} của tỉnh và mục tiêu của cả nước. {}.",
            said.join("; ")
        ),
        bars,
    })
}

/// "D1. Gia đình học tập: 84,79% (năm 2025: 80%; năm 2030: 90%; cả nước: 70%)".
fn in_words(bar: &Bar, first: i16, last: i16) -> String {
    let targets = [
        (format!("năm {first}"), bar.target_2025),
        (format!("năm {last}"), bar.target_2030),
        ("cả nước".to_owned(), bar.national_target),
    ];
    let targets: Vec<String> = targets
        .into_iter()
        .filter_map(|(name, value)| Some(format!("{name}: {}", plain(value?))))
        .collect();
    format!("{}: {} ({})", bar.label, bar.value_text, targets.join(", "))
}

/// Targets have at most one decimal.
fn plain(percent: f64) -> String {
    format!("{percent}%").replace('.', ",")
}

fn bar(case: &Case<'_>) -> Option<Bar> {
    let (numerator, denominator) = case.ratio()?;
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
