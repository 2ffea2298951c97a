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
use crate::observation::{Observation, Reading};
use crate::place::Place;
use crate::plan::Plan;
use crate::plan::indicator::{Check, Compared, Indicator};

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
                *sums.entry((unit.clone(), observation.key.measure.clone())).or_default() += count;
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
    for observation in &mirror.statement.observations {
        let key = &observation.key;
        let Reading::Count(count) = observation.reading else { continue };
        if key.variable != indicator.variable || plan.district(&key.unit).is_none() {
            continue;
        }
        let measure = match key.measure {
            Measure::Total if check.compares.contains(&Compared::Total) => Measure::Total,
            Measure::Achieved if check.compares.contains(&Compared::Achieved) => Measure::Achieved,
            Measure::Registered if check.compares.contains(&Compared::Registered) => {
                Measure::Registered
            }
            Measure::Total
            | Measure::Registered
            | Measure::Achieved
            | Measure::Rate
            | Measure::Level
            | Measure::Mark
            | Measure::AtLevel(_) => continue,
        };
        let own = |measure: &Measure| sums.get(&(key.unit.clone(), measure.clone())).copied();
        let Some(authoritative) = own(&measure).filter(|own| *own != count) else { continue };
        let place =
            Place::cell(&mirror.file, &observation.source.sheet, observation.source.at);
        let district = plan.unit_name(&key.unit);
        let variable = plan.variable_name(&key.variable);
        let of_registered =
            measure == Measure::Total && own(&Measure::Registered) == Some(count);
        findings.push(
            if of_registered {
                Finding::new(
                    Severity::Info,
                    "M02",
                    place,
                    format!("{district}: {} ghi mẫu số {variable} là {count}, đúng bằng số đăng ký, không phải tổng số {authoritative}.", plan.unit_name(&check.unit)),
                    "Tỷ lệ của hai nguồn không so sánh được; báo cáo dùng tổng số.",
                )
            } else {
                Finding::new(
                    Severity::Warning,
                    "M01",
                    place,
                    format!(
                        "{district}: {} {variable} theo {} là {count}, theo {district} là {authoritative}, chênh {}.",
                        measure_name(&measure),
                        plan.unit_name(&check.unit),
                        (count - authoritative).abs(),
                    ),
                    "Đề nghị hai đơn vị thống nhất số liệu; báo cáo dùng số của huyện, thành phố.",
                )
            }
            .compare(count, authoritative)
            .of_unit(&check.unit),
        );
    }
}
