//! # Finds
//! A second source that disagrees with the authoritative one, unit by unit:
//! the Study Promotion Society against the districts on learning models.
//! # Why it matters
//! Two offices publish two numbers for one fact.
//! # Example
//! The Society counts 112 more learning families in Chợ Đồn than the district.
//! # What to do
//! Let the two offices settle it; the report uses the authoritative source.

use std::collections::BTreeMap;

use super::slips::{self, Cause, Slip};
use super::stock::Cited;
use super::{Scene, figure_name};
use crate::finding::{Finding, Severity, count};
use crate::form::label::Measure;
use crate::observation::Key;
use crate::place::{CellRange, Place};
use crate::plan::decision;
use crate::plan::indicator::{Check, Compared, Indicator, Source};

/// Compares every mirror of the register with its source.
pub(super) fn check(scene: &Scene<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    for indicator in scene.plan.indicators() {
        if indicator.source != Source::Districts {
            continue;
        }
        for check in &indicator.checks {
            findings.extend(compare(scene, indicator, check));
        }
    }
    findings
}

fn compare(scene: &Scene<'_>, indicator: &Indicator, check: &Check) -> Vec<Finding> {
    let mirror = scene.stock(&check.unit);
    let mut differing: BTreeMap<Measure, Vec<Slip<'_>>> = BTreeMap::new();
    let mut other_base: Option<(Place, usize)> = None;
    let all_are_meant = states_all(scene, indicator, check);
    for (key, cited) in &mirror.counts {
        let is_district = scene.plan.district(&key.unit).is_some();
        if key.variable != indicator.variable || !is_district || key.commune.is_some() {
            continue;
        }
        let Some(mut measure) = compared(check, &key.measure) else { continue };
        if key.measure == Measure::Total && all_are_meant {
            measure = Measure::Total;
        }
        let own = scene.stock(&key.unit).whole(&key.variable, &measure, &key.unit);
        let Some(own) = own else { continue };
        if measure != key.measure && own.value == cited.value {
            let at = CellRange::from(cited.source.at);
            let place = Place::cell(cited.file, &cited.source.sheet, at);
            let (place, districts) = other_base.get_or_insert((place, 0));
            place.range = place.range.map(|range| range.union(at));
            *districts += 1;
        } else if own.value != cited.value {
            let slip = slip(scene, check, key, &measure, cited, own.value);
            differing.entry(measure).or_default().push(slip);
        }
    }
    let mut findings = Vec::new();
    for (measure, slips) in differing {
        let cause = cause(scene, indicator, check, &measure);
        let found = slips::findings(&cause, slips);
        findings.extend(found.into_iter().map(|finding| finding.of_unit(&check.unit)));
    }
    if let Some((place, districts)) = other_base {
        findings.push(base_differs(scene, indicator, check, districts, place));
    }
    findings
}

/// Whether the totals of a mirror that usually counts the registered only are,
/// this year, those of all: more of them are the districts' totals.
fn states_all(scene: &Scene<'_>, indicator: &Indicator, check: &Check) -> bool {
    let Some(usual) = compared(check, &Measure::Total) else { return false };
    let agreeing = |measure: &Measure| {
        let totals = scene.stock(&check.unit).counts.iter().filter(|(key, _)| {
            key.variable == indicator.variable
                && key.measure == Measure::Total
                && key.commune.is_none()
        });
        totals
            .filter(|(key, cited)| {
                let own = scene.stock(&key.unit);
                let own = own.whole(&key.variable, measure, &key.unit);
                own.is_some_and(|own| own.value == cited.value)
            })
            .count()
    };
    agreeing(&Measure::Total) > agreeing(&usual)
}

/// Which measure of the authoritative source a figure is held against; nothing
/// for what the register does not compare.
fn compared(check: &Check, stated: &Measure) -> Option<Measure> {
    let asked = |what| check.compares.contains(&what);
    match (stated, check.total_is) {
        (Measure::Total, Some(decision::Measure::Registered)) => {
            Some(Measure::Registered)
        }
        (Measure::Total, Some(decision::Measure::Achieved)) => Some(Measure::Achieved),
        (Measure::Total, Some(decision::Measure::Total) | None) => {
            asked(Compared::Total).then_some(Measure::Total)
        }
        (Measure::Achieved, _) => asked(Compared::Achieved).then_some(Measure::Achieved),
        (Measure::Registered, _) => {
            asked(Compared::Registered).then_some(Measure::Registered)
        }
        (Measure::Rate | Measure::Level | Measure::Mark | Measure::AtLevel(_), _) => None,
    }
}

fn slip<'a>(
    scene: &Scene<'a>,
    check: &Check,
    key: &'a Key,
    measure: &Measure,
    cited: &Cited<'a>,
    own: i64,
) -> Slip<'a> {
    let district = scene.plan.unit_name(&key.unit);
    let difference = (cited.value - own).abs();
    Slip {
        file: cited.file,
        source: cited.source,
        alone: format!(
            "{district}: {} theo {} là {}, theo {district} là {}, chênh {}.",
            figure_name(scene.plan, &key.variable, measure),
            scene.plan.unit_name(&check.unit),
            count(cited.value),
            count(own),
            count(difference),
        ),
        brief: format!(
            "{district} {} ≠ {} (chênh {})",
            count(cited.value),
            count(own),
            count(difference)
        ),
        found: cited.value.to_string(),
        expected: own.to_string(),
    }
}

fn cause<'a>(
    scene: &Scene<'a>,
    indicator: &Indicator,
    check: &Check,
    measure: &Measure,
) -> Cause<'a> {
    Cause {
        severity: Severity::Warning,
        code: "M01",
        many: format!(
            "{}: {} khác với báo cáo của chính {}",
            scene.plan.unit_name(&check.unit),
            figure_name(scene.plan, &indicator.variable, measure),
            scene.plan.tier.name,
        ),
        rows: &scene.plan.tier.name,
        hint: format!(
            "Đề nghị hai đơn vị thống nhất số liệu; báo cáo dùng số của {}.",
            scene.plan.tier.name
        ),
    }
}

fn base_differs(
    scene: &Scene<'_>,
    indicator: &Indicator,
    check: &Check,
    districts: usize,
    place: Place,
) -> Finding {
    let name = |measure: &Measure| figure_name(scene.plan, &indicator.variable, measure);
    Finding::new(
        Severity::Info,
        "M02",
        place,
        format!(
            "{} lấy mẫu số là {}, không phải {} ({districts} {}).",
            scene.plan.unit_name(&check.unit),
            name(&Measure::Registered),
            name(&Measure::Total),
            scene.plan.tier.name,
        ),
        "Tỷ lệ của hai nguồn không so sánh được; báo cáo dùng tổng số.",
    )
    .of_unit(&check.unit)
}
