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

use std::collections::BTreeMap;

use super::naming::{row_name, rows_of};
use super::slips::{self, Cause, Slip};
use super::{Case, figure_name};
use crate::finding::{Finding, Severity, count};
use crate::form::label::Measure;
use crate::observation::{Key, Observation};

/// What a figure is held against, how grave it is and under which code.
type Whole = (Measure, Severity, &'static str);

/// Slips by variable, measure and the whole exceeded.
type Causes<'a> = BTreeMap<(&'a str, &'a Measure, Measure), Vec<Slip<'a>>>;

fn wholes(measure: &Measure) -> &'static [Whole] {
    match measure {
        Measure::Achieved => &[
            (Measure::Total, Severity::Error, "K02"),
            (Measure::Registered, Severity::Warning, "K03"),
        ],
        Measure::Registered | Measure::AtLevel(_) => {
            &[(Measure::Total, Severity::Error, "K02")]
        }
        Measure::Total | Measure::Rate | Measure::Level | Measure::Mark => &[],
    }
}

pub(super) fn check(case: &Case<'_>) -> Vec<Finding> {
    let mut causes: Causes<'_> = BTreeMap::new();
    for (key, (value, observation)) in &case.counts {
        let exceeded = wholes(&key.measure).iter().find_map(|(measure, ..)| {
            let (whole, _) = case.count(key, measure.clone())?;
            (*value > whole).then_some((measure, whole))
        });
        if let Some((measure, whole)) = exceeded {
            let slip = slip(case, key, (*value, observation), measure, whole);
            let cause = (key.variable.as_str(), &key.measure, measure.clone());
            causes.entry(cause).or_default().push(slip);
        }
    }
    let mut findings = Vec::new();
    for ((variable, part, whole), slips) in causes {
        findings.extend(slips::findings(&cause(case, variable, part, &whole), slips));
    }
    findings
}

fn slip<'a>(
    case: &Case<'a>,
    key: &'a Key,
    (value, observation): (i64, &'a Observation),
    measure: &Measure,
    whole: i64,
) -> Slip<'a> {
    let name = |measure: &Measure| figure_name(case.plan, &key.variable, measure);
    Slip {
        file: case.file,
        source: &observation.source,
        alone: format!(
            "{}: {} là {}, lớn hơn {} là {}.",
            case.subject(key),
            name(&key.measure),
            count(value),
            name(measure),
            count(whole),
        ),
        brief: format!(
            "{} {} > {}",
            row_name(case.plan, &key.unit, key.commune.as_deref()),
            count(value),
            count(whole)
        ),
        found: value.to_string(),
        expected: format!("≤ {whole}"),
    }
}

fn cause<'a>(
    case: &Case<'a>,
    variable: &str,
    part: &Measure,
    whole: &Measure,
) -> Cause<'a> {
    let (_, severity, code) = wholes(part)
        .iter()
        .find(|(measure, ..)| measure == whole)
        .expect("slips are gathered by these wholes");
    let name = |measure: &Measure| figure_name(case.plan, variable, measure);
    let hint = match severity {
        Severity::Error => "Hỏi lại đơn vị hai số này và đề nghị gửi lại số đúng.",
        Severity::Warning | Severity::Info => {
            "Hỏi lại đơn vị: số đạt có tính cả những nơi không đăng ký không? Nếu không, đề nghị gửi lại số đúng."
        }
    };
    Cause {
        severity: *severity,
        code,
        many: format!("{}: {} lớn hơn {}", case.sender(), name(part), name(whole)),
        rows: rows_of(case.plan, &case.statement.unit),
        hint: hint.to_owned(),
    }
}
