//! Vets what a submission states. One rule, one file; this is the register.
//!
//! In comes a [`Statement`], out goes an [`Accepted`] with the findings of all
//! rules. A finding never changes a figure: a repair is proposed, not made.
//! The ledger of all duties and checks is `README.md` in this folder.

pub(crate) mod communes_missing;
pub(crate) mod mirror_differs;
pub(crate) mod no_breakdown;
pub(crate) mod part_exceeds_whole;
pub(crate) mod rate_mismatch;
pub(crate) mod rate_over_hundred;
pub(crate) mod stated_twice;
pub(crate) mod total_mismatch;

use std::collections::BTreeMap;

use crate::finding::{Finding, Noted};
use crate::form::label::Measure;
use crate::observation::{Key, Observation, Reading, Statement};
use crate::plan::Plan;

/// A statement every rule has looked at. It can only be made by [`vet`].
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Accepted {
    file: String,
    statement: Statement,
}

impl Accepted {
    pub(crate) fn file(&self) -> &str {
        &self.file
    }

    pub(crate) fn statement(&self) -> &Statement {
        &self.statement
    }
}

/// What a rule of one submission is given.
pub(crate) struct Case<'a> {
    pub(crate) file: &'a str,
    pub(crate) statement: &'a Statement,
    pub(crate) plan: &'a Plan,
    /// Figures by what they are figures of, the first stated where several.
    pub(crate) counts: BTreeMap<&'a Key, (i64, &'a Observation)>,
}

type Rule = fn(&Case<'_>) -> Vec<Finding>;

/// The rules that see one submission.
const RULES: [Rule; 7] = [
    total_mismatch::check,
    part_exceeds_whole::check,
    rate_mismatch::check,
    rate_over_hundred::check,
    communes_missing::check,
    stated_twice::check,
    no_breakdown::check,
];

/// Applies every rule to one statement.
pub(crate) fn vet(statement: Statement, file: &str, plan: &Plan) -> Noted<Accepted> {
    let case = Case { file, statement: &statement, plan, counts: counts(&statement) };
    let mut findings: Vec<Finding> = RULES.iter().flat_map(|rule| rule(&case)).collect();
    for finding in &mut findings {
        finding.unit = Some(statement.unit.clone());
    }
    Noted::new(Accepted { file: file.to_owned(), statement }, findings)
}

fn counts(statement: &Statement) -> BTreeMap<&Key, (i64, &Observation)> {
    let mut counts = BTreeMap::new();
    for observation in &statement.observations {
        let count = match &observation.reading {
            Reading::Count(count) => *count,
            Reading::Nothing => 0,
            Reading::Mark(mark) => i64::from(*mark),
            Reading::Level(_) => continue,
        };
        counts.entry(&observation.key).or_insert((count, observation));
    }
    counts
}

impl Case<'_> {
    /// The count of another measure of the same variable and subject.
    pub(crate) fn count(
        &self,
        key: &Key,
        measure: Measure,
    ) -> Option<(i64, &Observation)> {
        self.counts.get(&Key { measure, ..key.clone() }).copied()
    }
}

/// What a measure is called in a sentence.
pub(crate) fn measure_name(measure: &Measure) -> String {
    match measure {
        Measure::Total => "tổng số".to_owned(),
        Measure::Registered => "số đăng ký".to_owned(),
        Measure::Achieved | Measure::Mark => "số đạt".to_owned(),
        Measure::Rate => "tỷ lệ".to_owned(),
        Measure::Level => "mức độ".to_owned(),
        Measure::AtLevel(level) => format!("số ở {level}"),
    }
}

/// Whom a figure is about, for a sentence.
pub(crate) fn subject_name(plan: &Plan, unit: &str, commune: Option<&str>) -> String {
    match commune {
        Some(commune) => commune.to_owned(),
        None => plan.unit_name(unit).to_owned(),
    }
}
