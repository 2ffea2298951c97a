//! The registers: what the plan asks, who reports, and who issues the report.
//!
//! In come the files of `<project>/plan/`, each replaced by the copy shipped
//! with the program where the project has none; out goes one [`Plan`], checked
//! within and between registers. Everything an office may have to change (a
//! target, a unit, a word, an addressee) is data here and never code.

mod checks;
pub(crate) mod component;
pub(crate) mod dates;
pub(crate) mod decision;
mod error;
pub(crate) mod indicator;
pub(crate) mod key;
pub(crate) mod office;
mod register;
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

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use component::{Component, ComponentRegister};
use decision::{Base, Decision, Section, TaskGroup, Variable};
use indicator::Indicator;
use office::Office;
use register::Register;
use target::Target;
use unit::{Body, District, DistrictDuty, Prefix, Province, Unit, UnitRegister};
use vocabulary::Vocabulary;

pub(crate) use error::PlanError;

const PLAN: &str = include_str!("../../plan/plan.toml");
const UNITS: &str = include_str!("../../plan/units.toml");
const OFFICE: &str = include_str!("../../plan/office.toml");
const COMPONENTS: &str = include_str!("../../plan/components.toml");
const VOCABULARY: &str = include_str!("../../plan/vocabulary.toml");

/// All registers.
#[derive(Debug, Clone)]
pub(crate) struct Plan {
    pub(crate) decision: Decision,
    pub(crate) sections: Vec<Section>,
    pub(crate) task_groups: Vec<TaskGroup>,
    bases: Vec<Base>,
    variables: Vec<Variable>,
    indicators: Vec<Indicator>,
    pub(crate) province: Province,
    pub(crate) prefixes: Vec<Prefix>,
    pub(crate) district_duty: DistrictDuty,
    districts: Vec<District>,
    bodies: Vec<Body>,
    pub(crate) office: Office,
    pub(crate) components: Vec<Component>,
    pub(crate) vocabulary: Vocabulary,
    /// What it was read from.
    pub(crate) registers: Registers,
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
}

/// The texts of all registers, as they lie on disk or were shipped: what a child
/// process is given, so that it reads by the same words as its parent.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Registers {
    components: Register,
    office: Register,
    plan: Register,
    units: Register,
    vocabulary: Register,
}

/// Name and text of every register, as [`load`] takes them.
pub(crate) fn registers(project: &Path) -> Result<Vec<(String, String)>, PlanError> {
    let Registers { components, office, plan, units, vocabulary } =
        Registers::open(project)?;
    let all = [components, office, plan, units, vocabulary];
    Ok(all.map(Register::into_parts).into())
}

/// Reads and checks all registers of a project.
pub(crate) fn load(project: &Path) -> Result<Plan, PlanError> {
    Registers::open(project)?.parse()
}

impl Registers {
    pub(crate) fn open(project: &Path) -> Result<Self, PlanError> {
        let open = |name, shipped| Register::open(project, name, shipped);
        Ok(Self {
            components: open("components", COMPONENTS)?,
            office: open("office", OFFICE)?,
            plan: open("plan", PLAN)?,
            units: open("units", UNITS)?,
            vocabulary: open("vocabulary", VOCABULARY)?,
        })
    }

    /// Reads and checks them.
    pub(crate) fn parse(&self) -> Result<Plan, PlanError> {
        let Self {
            components: component_file,
            office: office_file,
            plan: plan_file,
            units: unit_file,
            vocabulary: word_file,
        } = self;
        let mut units: UnitRegister = unit_file.parse()?;
        checks::check_units(&units, unit_file)?;
        let bodies: Vec<&str> =
            units.bodies.iter().map(|body| body.code.as_str()).collect();

        let plan: PlanRegister = plan_file.parse()?;
        checks::check_indicators(&plan, &bodies, plan_file)?;
        checks::check_owed(&units, &plan.indicators, unit_file)?;

        let office: Office = office_file.parse()?;
        checks::check_office(&office, office_file)?;

        let components: ComponentRegister = component_file.parse()?;
        checks::check_components(&components.components, &bodies, component_file)?;

        let vocabulary: Vocabulary = word_file.parse()?;
        checks::check_words(&vocabulary, &plan.variables, word_file)?;

        spelling::expand(&mut units);
        Ok(Plan {
            decision: plan.decision,
            sections: plan.sections,
            task_groups: plan.task_groups,
            bases: plan.bases,
            variables: plan.variables,
            indicators: plan.indicators,
            province: units.province,
            prefixes: units.prefixes,
            district_duty: units.district_duty,
            districts: units.districts,
            bodies: units.bodies,
            office,
            components: components.components,
            vocabulary,
            registers: self.clone(),
        })
    }
}

impl Plan {
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

    /// The indicators of a section, in order.
    pub(crate) fn in_section<'p>(
        &'p self,
        code: &'p str,
    ) -> impl Iterator<Item = &'p Indicator> {
        self.indicators.iter().filter(move |indicator| indicator.section == code)
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

    /// The official name of a unit; its code, if there is no such unit.
    pub(crate) fn unit_name<'p>(&'p self, code: &'p str) -> &'p str {
        self.unit(code).map_or(code, Unit::name)
    }

    /// Who has to report for a year: every unit valid on some day of it. After
    /// the end of all districts the plan is still reported on by the last of
    /// them (legacy view); after a body's end its successors are named.
    pub(crate) fn expected(&self, year: i16) -> Vec<Unit<'_>> {
        let districts = self.expected_districts(year).into_iter().map(Unit::District);
        let bodies = self.bodies.iter().filter(|body| body.validity().touches(year));
        districts.chain(bodies.map(Unit::Body)).collect()
    }

    /// The districts of [`Plan::expected`].
    pub(crate) fn expected_districts(&self, year: i16) -> Vec<&District> {
        let all = || self.districts.iter();
        if all().any(|district| district.validity().ends_in_or_after(year)) {
            return all().filter(|district| district.validity().touches(year)).collect();
        }
        let last = all().filter_map(|district| district.valid_to).max();
        all().filter(|district| district.valid_to == last).collect()
    }

    /// The indicators of which a unit is the source, or one of them.
    pub(crate) fn owed_by(&self, code: &str) -> Vec<&Indicator> {
        let owes: &[String] = match self.unit(code) {
            Some(Unit::District(_)) => &self.district_duty.owes,
            Some(Unit::Body(body)) => &body.owes,
            None => &[],
        };
        let owed = |indicator: &&Indicator| owes.contains(&indicator.code);
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
