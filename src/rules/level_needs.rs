//! # Finds
//! A level of one standard without the levels of other standards it rests on
//! (register: `requires`): lower secondary needs primary level 1 and literacy
//! level 1 (Decree 20/2014/NĐ-CP, article 14).
//! # Why it matters
//! The law gives no such level; one of the columns is wrong, perhaps shifted.
//! # Example
//! A commune at THCS level 2 with XMC "chưa đạt".
//! # What to do
//! Ask the office for the recognised levels.

use std::collections::BTreeMap;

use super::Case;
use super::naming::{lower_first, row_name, rows_of};
use super::slips::{self, Cause, Slip};
use crate::finding::{Finding, Severity};
use crate::form::label::Measure;
use crate::observation::{Key, Observation, Reading};
use crate::plan::decision::{Requirement, Variable};

/// Levels as stated, as numbers.
type Levels<'a> = BTreeMap<&'a Key, (u8, &'a Observation)>;

pub(super) fn check(case: &Case<'_>) -> Vec<Finding> {
    let mut levels = Levels::new();
    for observation in &case.statement.observations {
        if let Reading::Level(level) = &observation.reading
            && let Ok(level) = level.parse()
        {
            levels.entry(&observation.key).or_insert((level, observation));
        }
    }
    let mut findings = Vec::new();
    for variable in case.plan.variables() {
        for requirement in &variable.requires {
            findings.extend(unmet(case, &levels, variable, requirement));
        }
    }
    findings
}

fn unmet(
    case: &Case<'_>,
    levels: &Levels<'_>,
    variable: &Variable,
    requirement: &Requirement,
) -> Vec<Finding> {
    let standard = lower_first(&variable.name);
    let basis = lower_first(case.plan.variable_name(&requirement.variable));
    let mut slips = Vec::new();
    for (key, (level, observation)) in levels {
        if key.variable != variable.code || *level == 0 {
            continue;
        }
        let needed = Key {
            variable: requirement.variable.clone(),
            measure: Measure::Level,
            ..(*key).clone()
        };
        let Some((has, _)) =
            levels.get(&needed).filter(|(has, _)| *has < requirement.level)
        else {
            continue;
        };
        slips.push(Slip {
            file: case.file,
            source: &observation.source,
            alone: format!(
                "{}: {standard} ghi {level} nhưng {basis} ghi {has}; phải đạt mức độ {} mới \
                 được công nhận.",
                case.subject(key),
                requirement.level,
            ),
            brief: row_name(case.plan, &key.unit, key.commune.as_deref()).to_owned(),
            found: level.to_string(),
            expected: "0".to_owned(),
        });
    }
    let cause = Cause {
        severity: Severity::Warning,
        code: "K16",
        many: format!(
            "{}: có {standard} nhưng chưa đạt {basis} {}",
            case.sender(),
            requirement.level
        ),
        rows: rows_of(case.plan, &case.statement.unit),
        hint: "Điều kiện theo Nghị định 20/2014/NĐ-CP; hỏi lại đơn vị mức độ đã được công nhận, xem có lệch cột không."
            .to_owned(),
    };
    slips::findings(&cause, slips)
}
