//! From observations to figures: what an observation contributes to which
//! indicator, by the rule of the plan's register.

use std::collections::BTreeSet;

use super::Origin;
use crate::form::label::Measure;
use crate::observation::{Observation, Reading, Statement};
use crate::plan::Plan;
use crate::plan::indicator::{Indicator, Source};
use crate::plan::rule::Rule;
use crate::rules::Accepted;

/// What a unit is at that has not reached a standard.
const NOT_REACHED: &str = "Chưa đạt";
/// The one level of a standard that is reached or not.
const REACHED: &str = "Đạt";

/// Which part of an indicator a value belongs to.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Part {
    Numerator,
    Denominator,
    Registered,
    /// Units at a level of the year's scale.
    Level(String),
}

impl Part {
    /// The name in files: `numerator`, `level:Mức độ 1`.
    pub(crate) fn code(&self) -> String {
        match self {
            Part::Numerator => "numerator".to_owned(),
            Part::Denominator => "denominator".to_owned(),
            Part::Registered => "registered".to_owned(),
            Part::Level(level) => format!("level:{level}"),
        }
    }

    pub(super) fn of_code(code: &str) -> Self {
        match code {
            "numerator" => Part::Numerator,
            "denominator" => Part::Denominator,
            "registered" => Part::Registered,
            level => Part::Level(level.trim_start_matches("level:").to_owned()),
        }
    }
}

/// One value used, with the cell it was read from.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Figure {
    pub(crate) indicator: String,
    pub(crate) unit: String,
    pub(crate) commune: Option<String>,
    pub(crate) part: Part,
    pub(crate) value: i64,
    /// The level as stated, where the value was made from one.
    pub(crate) level: Option<String>,
    pub(crate) origin: Origin,
}

/// All figures of all accepted statements, sorted.
pub(super) fn collect(accepted: &[Accepted], plan: &Plan, year: i16) -> Vec<Figure> {
    let mut figures = Vec::new();
    for indicator in plan.indicators().iter().filter(|one| !one.over) {
        for submission in accepted {
            let statement = submission.statement();
            if is_source(indicator, &statement.unit, plan) {
                contribute(indicator, statement, submission.file(), year, &mut figures);
            }
        }
    }
    figures.sort();
    figures
}

/// Whether a unit's own figures count for an indicator; others only check it.
fn is_source(indicator: &Indicator, unit: &str, plan: &Plan) -> bool {
    match &indicator.source {
        Source::Districts => plan.district(unit).is_some(),
        Source::Bodies(codes) => codes.iter().any(|code| code == unit),
    }
}

fn contribute(
    indicator: &Indicator,
    statement: &Statement,
    file: &str,
    year: i16,
    figures: &mut Vec<Figure>,
) {
    let ours: Vec<&Observation> = statement
        .observations
        .iter()
        .filter(|observation| observation.key.variable == indicator.variable)
        .collect();
    // Where communes are stated the district's own line is a check.
    let broken_down: BTreeSet<(&str, bool)> = ours
        .iter()
        .filter(|observation| observation.key.commune.is_some())
        .map(|observation| (observation.key.unit.as_str(), is_total(observation)))
        .collect();
    let mut taken = BTreeSet::new();
    for observation in ours {
        let key = &observation.key;
        let group = (key.unit.as_str(), is_total(observation));
        if key.commune.is_none() && broken_down.contains(&group) {
            continue;
        }
        for (part, value) in parts(indicator, observation, year) {
            let figure = Figure {
                indicator: indicator.code.clone(),
                unit: key.unit.clone(),
                commune: key.commune.clone(),
                part,
                value,
                level: match &observation.reading {
                    Reading::Level(level) => Some(level.clone()),
                    Reading::Count(_) | Reading::Nothing | Reading::Mark(_) => None,
                },
                origin: Origin {
                    file: file.to_owned(),
                    source: observation.source.clone(),
                },
            };
            let stated =
                (figure.unit.clone(), figure.commune.clone(), figure.part.clone());
            if taken.insert(stated) {
                figures.push(figure);
            }
        }
    }
}

/// Totals and results may be broken down separately.
fn is_total(observation: &Observation) -> bool {
    observation.key.measure == Measure::Total
}

/// What one observation adds to an indicator.
fn parts(
    indicator: &Indicator,
    observation: &Observation,
    year: i16,
) -> Vec<(Part, i64)> {
    match &observation.reading {
        Reading::Count(count) => {
            count_parts(indicator, &observation.key.measure, *count, year)
        }
        Reading::Nothing => count_parts(indicator, &observation.key.measure, 0, year),
        Reading::Mark(mark) if indicator.rule == Rule::Levels => {
            let level = if *mark { REACHED } else { NOT_REACHED };
            vec![(Part::Denominator, 1), (Part::Level(level.to_owned()), 1)]
        }
        Reading::Mark(mark) => {
            vec![(Part::Numerator, i64::from(*mark)), (Part::Denominator, 1)]
        }
        Reading::Level(level) => level_parts(indicator, level, year),
    }
}

fn count_parts(
    indicator: &Indicator,
    measure: &Measure,
    count: i64,
    year: i16,
) -> Vec<(Part, i64)> {
    match (measure, indicator.rule) {
        (Measure::Total, _) => vec![(Part::Denominator, count)],
        (Measure::Registered, _) => vec![(Part::Registered, count)],
        // "Khá or better" means nothing in a year whose scale has no such level.
        (Measure::Achieved, Rule::Scale)
            if indicator.achieved_levels(year).is_none()
                && !indicator.scale(year).is_some_and(|scale| scale.counted) =>
        {
            Vec::new()
        }
        // Communes counted by the body: all that reached the one level there is.
        (Measure::Achieved, Rule::Levels)
            if indicator.scale(year).is_some_and(|scale| {
                scale.levels.iter().any(|level| level == REACHED)
            }) =>
        {
            vec![(Part::Level(REACHED.to_owned()), count)]
        }
        (Measure::Achieved, _) => vec![(Part::Numerator, count)],
        (Measure::AtLevel(level), Rule::Scale) => {
            vec![(Part::Level(level.clone()), count)]
        }
        (Measure::AtLevel(level), Rule::Levels) => {
            vec![(Part::Level(level_name(level)), count)]
        }
        (Measure::AtLevel(_) | Measure::Rate | Measure::Level | Measure::Mark, _) => {
            Vec::new()
        }
    }
}

fn level_parts(indicator: &Indicator, level: &str, year: i16) -> Vec<(Part, i64)> {
    match indicator.rule {
        Rule::Scale => {
            let Some(scale) = indicator.scale(year) else { return Vec::new() };
            // Offices say "no level" in the words of another year's scale.
            let is_none = indicator.scales.iter().any(|scale| scale.none == level);
            let level = if is_none { &scale.none } else { level };
            let known =
                scale.levels.iter().any(|known| known == level) || scale.none == level;
            if !known {
                return Vec::new();
            }
            let mut parts =
                vec![(Part::Denominator, 1), (Part::Level(level.to_owned()), 1)];
            if let Some(achieved) = indicator.achieved_levels(year) {
                let reached = achieved.iter().any(|good| good == level);
                parts.push((Part::Numerator, i64::from(reached)));
            }
            parts
        }
        Rule::LevelAtLeast { .. } | Rule::Cascade { .. } | Rule::Status { .. } => {
            let needed = i64::from(indicator.rule.level().unwrap_or(1));
            let Ok(level) = level.parse::<i64>() else { return Vec::new() };
            vec![(Part::Denominator, 1), (Part::Numerator, i64::from(level >= needed))]
        }
        Rule::Levels => vec![(Part::Denominator, 1), (Part::Level(level_name(level)), 1)],
        Rule::Count | Rule::Mark => Vec::new(),
    }
}

/// What a level of a standard is called: `2` is `Mức độ 2`.
fn level_name(level: &str) -> String {
    match level {
        "0" => NOT_REACHED.to_owned(),
        level => format!("Mức độ {level}"),
    }
}
