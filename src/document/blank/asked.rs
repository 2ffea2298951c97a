//! What a unit is asked, by the registers: what it owes, and what it is a
//! second source for.

use crate::plan::Plan;
use crate::plan::decision::{Measure, Variable, VariableKind};
use crate::plan::indicator::{Check, Compared, Indicator, Level};
use crate::plan::rule::Rule;
use crate::plan::unit::Unit;
use crate::plan::vocabulary::loose;

/// In registers the districts as a whole are named so.
const DISTRICTS: &str = "districts";

/// How far down a unit is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Per {
    Commune,
    District,
    /// Only for itself.
    Own,
}

/// One variable a unit is asked for.
#[derive(Debug, Clone)]
pub(super) struct Ask<'p> {
    pub(super) indicator: &'p Indicator,
    pub(super) variable: &'p Variable,
    /// What it is called so that no other variable can be meant.
    pub(super) name: String,
    pub(super) per: Per,
    /// For counts, in the order of the columns.
    pub(super) measures: Vec<Measure>,
}

impl Ask<'_> {
    pub(super) fn is_counted(&self) -> bool {
        self.variable.kind == VariableKind::Counts || self.indicator.rule == Rule::Count
    }
}

/// Everything a unit is asked for a year, each variable once.
pub(super) fn asked<'p>(plan: &'p Plan, unit: Unit<'p>) -> Vec<Ask<'p>> {
    let owed = plan.owed_by(unit.code());
    let mut all: Vec<Ask<'_>> = Vec::new();
    for indicator in plan.indicators() {
        let known = all.iter().any(|ask| ask.variable.code == indicator.variable);
        if known || indicator.over {
            continue;
        }
        let Some(variable) = plan.variable(&indicator.variable) else { continue };
        let is_owed = owed.iter().any(|one| one.code == indicator.code);
        let check = indicator.checks.iter().find(|check| is_asked(check, unit));
        let counts = indicator.rule == Rule::Count;
        let measures = match check {
            // Where there may be several, crosses are counted.
            _ if is_owed && variable.measures.is_empty() && counts => {
                vec![Measure::Total, Measure::Achieved]
            }
            _ if is_owed => variable.measures.clone(),
            Some(check) => compared(check),
            None => continue,
        };
        let per = match (unit, indicator.by) {
            (Unit::Body(_), Level::Province) => Per::Own,
            (Unit::Body(_), Level::District | Level::Commune) => Per::District,
            (Unit::District(_), _) if plan.has_two_tiers() => Per::Own,
            (Unit::District(_), _) if is_owed && indicator.by != Level::Commune => {
                Per::Own
            }
            (Unit::District(_), _) => Per::Commune,
        };
        let name = name(plan, indicator, variable);
        all.push(Ask { indicator, variable, name, per, measures });
    }
    all
}

/// Whether a check asks a unit for figures of its own: a total alone stands in
/// another table already.
fn is_asked(check: &Check, unit: Unit<'_>) -> bool {
    let meant = match unit {
        Unit::District(_) => check.unit == DISTRICTS,
        Unit::Body(body) => check.unit == body.code,
    };
    meant && check.compares.iter().any(|what| *what != Compared::Total)
}

fn compared(check: &Check) -> Vec<Measure> {
    let asks = |what| check.compares.contains(&what);
    let mut measures = Vec::new();
    measures.extend(asks(Compared::Total).then_some(Measure::Total));
    measures.extend(check.total_is.filter(|base| *base != Measure::Total));
    measures.extend(asks(Compared::Registered).then_some(Measure::Registered));
    measures.extend(asks(Compared::Achieved).then_some(Measure::Achieved));
    measures.dedup();
    measures
}

/// The name of a variable, such that the vocabulary finds it and no other.
fn name(plan: &Plan, indicator: &Indicator, variable: &Variable) -> String {
    let is_plain = |name: &String| matches!(plan.vocabulary.variables_in(&loose(name)).as_slice(), [one] if one.code == variable.code);
    [variable.name.clone(), indicator.short.clone()]
        .into_iter()
        .find(is_plain)
        .unwrap_or_else(|| variable.name.clone())
}
