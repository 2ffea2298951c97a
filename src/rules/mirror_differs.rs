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

use super::{Accepted, measure_name};
use crate::finding::{Finding, Severity};
use crate::form::label::Measure;
use crate::observation::{Key, Observation, Reading};
use crate::place::{CellRange, Place};
use crate::plan::indicator::{Check, Compared, Indicator};
use crate::plan::{Plan, decision};

/// Compares every mirror of the register with its source.
pub(crate) fn check(accepted: &[Accepted], plan: &Plan) -> Vec<Finding> {
    let mut findings = Vec::new();
    for indicator in plan.indicators() {
        let sums = district_sums(accepted, &indicator.variable);
        for check in &indicator.checks {
            let mirror = accepted.iter().find(|one| one.statement.unit == check.unit);
            if let Some(mirror) = mirror {
                compare(indicator, check, mirror, &sums, plan, &mut findings);
            }
        }
    }
    findings
}

type Sums = BTreeMap<(String, Measure), i64>;

/// What each district itself states, its communes summed.
fn district_sums(accepted: &[Accepted], variable: &str) -> Sums {
    let mut sums = Sums::new();
    for one in accepted {
        let unit = &one.statement.unit;
        let own: Vec<&Observation> = one
            .statement
            .observations
            .iter()
            .filter(|o| o.key.variable == variable && o.key.unit == *unit)
            .collect();
        let broken_down = own.iter().any(|o| o.key.commune.is_some());
        for observation in own {
            if observation.key.commune.is_none() && broken_down {
                continue;
            }
            if let Reading::Count(count) = observation.reading {
                *sums
                    .entry((unit.clone(), observation.key.measure.clone()))
                    .or_default() += count;
            }
        }
    }
    sums
}

fn compare(
    indicator: &Indicator,
    check: &Check,
    mirror: &Accepted,
    sums: &Sums,
    plan: &Plan,
    findings: &mut Vec<Finding>,
) {
    let mut other_base: Option<(Place, CellRange, usize)> = None;
    for observation in &mirror.statement.observations {
        let key = &observation.key;
        let Reading::Count(count) = observation.reading else { continue };
        if key.variable != indicator.variable || plan.district(&key.unit).is_none() {
            continue;
        }
        let Some(measure) = compared(check, &key.measure) else { continue };
        let own =
            |measure: &Measure| sums.get(&(key.unit.clone(), measure.clone())).copied();
        let source = &observation.source;
        let place = Place::cell(&mirror.file, &source.sheet, source.at);
        if measure != key.measure && own(&measure) == Some(count) {
            let at = CellRange::from(source.at);
            let (_, range, districts) = other_base.get_or_insert((place, at, 0));
            *range = range.union(at);
            *districts += 1;
        } else if let Some(authoritative) = own(&measure).filter(|own| *own != count) {
            let difference =
                differs(&measure, check, key, count, authoritative, plan, place);
            findings.push(difference);
        }
    }
    if let Some((place, range, districts)) = other_base {
        let place = Place { range: Some(range), ..place };
        findings.push(base_differs(indicator, check, districts, plan, place));
    }
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

fn differs(
    measure: &Measure,
    check: &Check,
    key: &Key,
    count: i64,
    authoritative: i64,
    plan: &Plan,
    place: Place,
) -> Finding {
    let district = plan.unit_name(&key.unit);
    Finding::new(
        Severity::Warning,
        "M01",
        place,
        format!(
            "{district}: {} {} theo {} là {count}, theo {district} là {authoritative}, chênh {}.",
            measure_name(measure),
            plan.variable_name(&key.variable),
            plan.unit_name(&check.unit),
            (count - authoritative).abs(),
        ),
        "Đề nghị hai đơn vị thống nhất số liệu; báo cáo dùng số của huyện, thành phố.",
    )
    .compare(count, authoritative)
    .of_unit(&check.unit)
}

fn base_differs(
    indicator: &Indicator,
    check: &Check,
    districts: usize,
    plan: &Plan,
    place: Place,
) -> Finding {
    Finding::new(
        Severity::Info,
        "M02",
        place,
        format!(
            "{} lấy mẫu số {} là số đăng ký, không phải tổng số ({districts} huyện, thành phố).",
            plan.unit_name(&check.unit),
            plan.variable_name(&indicator.variable),
        ),
        "Tỷ lệ của hai nguồn không so sánh được; báo cáo dùng tổng số.",
    )
    .of_unit(&check.unit)
}
