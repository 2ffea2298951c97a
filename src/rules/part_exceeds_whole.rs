//! # Finds
//! More achieved than there are, more registered than there are, or more
//! achieved than registered.
//! # Why it matters
//! A part cannot exceed its whole; such a figure is a slip of the keyboard and
//! moves the province's rate.
//! # Example
//! 5.150 learning families recognised among 656 households.
//! # What to do
//! Ask the office and have the file sent again.

use super::{Case, measure_name, subject_name};
use crate::finding::{Finding, Severity};
use crate::form::label::Measure;
use crate::observation::Key;
use crate::place::Place;

pub(crate) fn check(case: &Case<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (key, (count, observation)) in &case.counts {
        let wholes: &[(Measure, Severity, &'static str)] = match key.measure {
            Measure::Achieved => &[
                (Measure::Total, Severity::Error, "K02"),
                (Measure::Registered, Severity::Warning, "K03"),
            ],
            Measure::Registered | Measure::AtLevel(_) => {
                &[(Measure::Total, Severity::Error, "K02")]
            }
            Measure::Total | Measure::Rate | Measure::Level | Measure::Mark => &[],
        };
        for (measure, severity, code) in wholes {
            let Some((whole, _)) = case.count(key, measure.clone()) else { continue };
            if *count > whole {
                let place = Place::cell(
                    case.file,
                    &observation.source.sheet,
                    observation.source.at,
                );
                findings.push(finding(
                    case,
                    key,
                    *severity,
                    code,
                    place,
                    (*count, whole, measure),
                ));
                break;
            }
        }
    }
    findings
}

fn finding(
    case: &Case<'_>,
    key: &Key,
    severity: Severity,
    code: &'static str,
    place: Place,
    (count, whole, measure): (i64, i64, &Measure),
) -> Finding {
    Finding::new(
        severity,
        code,
        place,
        format!(
            "{}: {} {} là {count}, lớn hơn {} là {whole}.",
            subject_name(case.plan, &key.unit, key.commune.as_deref()),
            measure_name(&key.measure),
            case.plan.variable_name(&key.variable),
            measure_name(measure),
        ),
        "Hỏi lại đơn vị và đề nghị gửi lại số đúng.",
    )
    .compare(count, format!("≤ {whole}"))
}
