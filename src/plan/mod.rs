//! The registers: what the plan asks, who reports, and who issues the report.
//!
//! In come the files of `<project>/plan/`, each replaced by the copy shipped
//! with the program where the project has none; out come [`Registers`], checked
//! within and between one another, and for every day the [`Plan`] that holds on it.
//! Everything an office may have to change (a target, a unit, a word, an addressee)
//! is data here and never code.

pub(crate) mod amendment;
mod checks;
pub(crate) mod component;
pub(crate) mod dates;
pub(crate) mod decision;
mod error;
pub(crate) mod ground;
pub(crate) mod indicator;
pub(crate) mod key;
pub(crate) mod office;
mod read;
mod register;
mod registers;
pub(crate) mod rule;
pub(crate) mod scale;
pub(crate) mod share;
mod spelling;
pub(crate) mod target;
pub(crate) mod unit;
pub(crate) mod vocabulary;

#[cfg(test)]
mod tests;

use std::path::Path;
use std::sync::Arc;

use jiff::civil::Date;
use serde::Deserialize;

use amendment::Amendment;
use component::Component;
use decision::{Base, Decision, Section, TaskGroup, Variable};
use indicator::{Indicator, Source};
use office::Office;
use target::Target;
use unit::{Body, District, Outside, Prefix, Province, Tier, TierKind, Unit};
use vocabulary::Vocabulary;

pub(crate) use error::PlanError;
pub(crate) use read::Files;
pub(crate) use registers::Registers;

const PLAN: &str = include_str!("../../plan/plan.toml");
const UNITS: &str = include_str!("../../plan/units.toml");
const OFFICE: &str = include_str!("../../plan/office.toml");
const COMPONENTS: &str = include_str!("../../plan/components.toml");
const VOCABULARY: &str = include_str!("../../plan/vocabulary.toml");

/// The registers as they hold on one day.
#[derive(Debug, Clone)]
pub(crate) struct Plan {
    /// The day it holds on.
    pub(crate) day: Date,
    pub(crate) decision: Decision,
    pub(crate) sections: Vec<Section>,
    pub(crate) task_groups: Vec<TaskGroup>,
    bases: Vec<Base>,
    variables: Vec<Variable>,
    indicators: Vec<Indicator>,
    /// Those in force, earliest first.
    pub(crate) amendments: Vec<Amendment>,
    pub(crate) province: Province,
    pub(crate) prefixes: Vec<Prefix>,
    pub(crate) tier: Tier,
    districts: Vec<District>,
    pub(crate) outside: Vec<Outside>,
    bodies: Vec<Body>,
    pub(crate) office: Office,
    pub(crate) components: Vec<Component>,
    pub(crate) vocabulary: Arc<Vocabulary>,
    all: Arc<Registers>,
}

/// The whole register `plan/plan.toml`.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct PlanRegister {
    decision: Decision,
    #[serde(rename = "section")]
    sections: Vec<Section>,
    #[serde(rename = "task_group")]
    task_groups: Vec<TaskGroup>,
    #[serde(rename = "base")]
    bases: Vec<Base>,
    #[serde(rename = "variable")]
    variables: Vec<Variable>,
    #[serde(rename = "indicator")]
    indicators: Vec<Indicator>,
    #[serde(default, rename = "amendment")]
    amendments: Vec<Amendment>,
}

/// Name and text of every register, as [`Registers::load`] takes them.
pub(crate) fn registers(project: &Path) -> Result<Vec<(String, String)>, PlanError> {
    Ok(read::all(project)?.into_parts())
}

/// The plan of 2024, for tests.
#[cfg(test)]
pub(crate) fn load(project: &Path) -> Result<Plan, PlanError> {
    Ok(Registers::load(project)?.of_year(2024))
}

impl Plan {
    /// The plan of another day.
    pub(crate) fn on(&self, day: Date) -> Self {
        self.all.on(day)
    }

    /// The plan at the end of another year.
    pub(crate) fn of_year(&self, year: i16) -> Self {
        self.all.of_year(year)
    }

    pub(crate) fn registers(&self) -> &Arc<Registers> {
        &self.all
    }

    /// Whether its areas are communes that answer for themselves.
    pub(crate) fn has_two_tiers(&self) -> bool {
        self.tier.kind == TierKind::Commune
    }

    /// In the order of the decision.
    pub(crate) fn indicators(&self) -> &[Indicator] {
        &self.indicators
    }

    pub(crate) fn indicator(&self, code: &str) -> Option<&Indicator> {
        self.indicators.iter().find(|indicator| indicator.code == code)
    }

    pub(crate) fn variables(&self) -> &[Variable] {
        &self.variables
    }

    pub(crate) fn variable(&self, code: &str) -> Option<&Variable> {
        self.variables.iter().find(|variable| variable.code == code)
    }

    /// What a variable is called in a sentence; its code, if there is none.
    pub(crate) fn variable_name<'p>(&'p self, code: &'p str) -> &'p str {
        self.variable(code).map_or(code, |variable| variable.name.as_str())
    }

    pub(crate) fn bases(&self) -> &[Base] {
        &self.bases
    }

    pub(crate) fn base(&self, code: &str) -> Option<&Base> {
        self.bases.iter().find(|base| base.code == code)
    }

    /// In the order of the register: the city, then the districts.
    pub(crate) fn districts(&self) -> &[District] {
        &self.districts
    }

    pub(crate) fn district(&self, code: &str) -> Option<&District> {
        self.districts.iter().find(|district| district.code == code)
    }

    /// In the order of part IV of the decision.
    pub(crate) fn bodies(&self) -> &[Body] {
        &self.bodies
    }

    pub(crate) fn body(&self, code: &str) -> Option<&Body> {
        self.bodies.iter().find(|body| body.code == code)
    }

    /// Everyone who may report: districts, then bodies.
    pub(crate) fn units(&self) -> impl Iterator<Item = Unit<'_>> {
        let districts = self.districts.iter().map(Unit::District);
        districts.chain(self.bodies.iter().map(Unit::Body))
    }

    pub(crate) fn unit(&self, code: &str) -> Option<Unit<'_>> {
        self.units().find(|unit| unit.code() == code)
    }

    /// The official name of a unit, of another time if it is none of this; its code,
    /// if there never was such a unit.
    pub(crate) fn unit_name<'p>(&'p self, code: &'p str) -> &'p str {
        self.unit(code).map_or_else(|| self.all.unit_name(code), Unit::name)
    }

    /// What a body was called when it was succeeded.
    pub(crate) fn former_name<'p>(&'p self, code: &'p str, by: Option<Date>) -> &'p str {
        self.all.former_name(code, by).unwrap_or(code)
    }

    /// Who has to report: every unit that is there on the day of the plan.
    pub(crate) fn expected(&self) -> Vec<Unit<'_>> {
        self.units().collect()
    }

    /// Who reports on the day an administration ends: its areas, and the bodies that
    /// report what ends with it.
    pub(crate) fn owes_handover(&self) -> Vec<Unit<'_>> {
        let ends_today = |indicator: &Indicator| indicator.valid_to == Some(self.day);
        let ending = || self.indicators.iter().filter(|one| ends_today(one));
        let is_due = |unit: &Unit<'_>| match unit {
            Unit::District(_) => true,
            Unit::Body(body) => {
                ending().any(|one| one.source.bodies().contains(&body.code))
            }
        };
        self.units().filter(is_due).collect()
    }

    /// The areas of [`Plan::expected`].
    pub(crate) fn expected_districts(&self) -> Vec<&District> {
        self.districts.iter().collect()
    }

    /// The indicators of which a unit is the source, or one of them.
    pub(crate) fn owed_by(&self, code: &str) -> Vec<&Indicator> {
        let is_area = self.district(code).is_some();
        let owed = |indicator: &&Indicator| match &indicator.source {
            Source::Districts => is_area,
            Source::Bodies(codes) => codes.iter().any(|own| own == code),
        };
        self.indicators.iter().filter(owed).collect()
    }

    /// Every indicator with the target a report of a year is judged against:
    /// that of 2025 up to 2025, of 2030 after, as in force at the year's end.
    /// `None` where the decision sets none for that horizon.
    pub(crate) fn targets_for(&self, year: i16) -> Vec<(&Indicator, Option<&Target>)> {
        let horizon = self.decision.horizon(year);
        let end = Date::new(year, 12, 31).expect("every year has a 31 December");
        self.indicators
            .iter()
            .map(|indicator| (indicator, indicator.target(horizon, end)))
            .collect()
    }
}
