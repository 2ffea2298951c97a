//! What must hold in `plan/plan.toml`.

use std::ops::RangeInclusive;

use super::super::decision::{Variable, VariableKind};
use super::super::error::PlanError;
use super::super::indicator::{Indicator, Source};
use super::super::register::Register;
use super::super::{Plan, PlanRegister};
use super::scales::check_scales;
use super::{check_distinct, check_known, check_validity};

/// Years of a plan, which Excel and every calendar here know.
const YEARS: RangeInclusive<i16> = 1945..=2200;

/// A short name must fit the first column of a table.
const SHORT: usize = 40;

pub(in super::super) fn check_indicators(
    plan: &PlanRegister,
    bodies: &[&str],
    register: &Register,
) -> Result<(), PlanError> {
    let horizons = &plan.decision.horizons;
    let between = format!("năm phải từ {} đến {}", YEARS.start(), YEARS.end());
    if !YEARS.contains(&plan.decision.date.year()) {
        return Err(register.error("decision.date", between));
    }
    if !horizons.iter().all(|year| YEARS.contains(year)) {
        return Err(register.error("decision.horizons", between));
    }
    if horizons.is_empty() || !horizons.is_sorted_by(|early, late| early < late) {
        let message = "phải có ít nhất một năm, xếp tăng dần";
        return Err(register.error("decision.horizons", message));
    }
    let codes = plan.sections.iter().map(|section| section.code.as_str());
    check_distinct(register, "section", "code", codes)?;
    let numbers = plan.task_groups.iter().map(|group| group.number);
    check_distinct(register, "task_group", "number", numbers)?;
    let codes = plan.bases.iter().map(|base| base.code.as_str());
    check_distinct(register, "base", "code", codes)?;
    let codes = plan.variables.iter().map(|variable| variable.code.as_str());
    check_distinct(register, "variable", "code", codes)?;
    let codes = plan.indicators.iter().map(|indicator| indicator.code.as_str());
    check_distinct(register, "indicator", "code", codes)?;
    for (at, variable) in plan.variables.iter().enumerate() {
        check_variable(variable, &format!("variable[{at}]"), register)?;
    }
    check_relations(plan, register)?;
    check_amendments(plan, register)?;
    for (at, indicator) in plan.indicators.iter().enumerate() {
        let path = format!("indicator[{at}]");
        check_references(indicator, plan, &path, register)?;
        check_reporters(indicator, bodies, &path, register)?;
        check_targets(indicator, horizons, &path, register)?;
        check_end(indicator, &path, register)?;
        check_scales(indicator, &path, register)?;
    }
    Ok(())
}

/// What must hold of a plan of one day: every source and every check is a unit that
/// is there, and amendments change what there is.
pub(super) fn check_day(
    plan: &Plan,
    written: &PlanRegister,
    register: &Register,
) -> Result<(), PlanError> {
    let bodies: Vec<&str> = plan.bodies().iter().map(|body| body.code.as_str()).collect();
    for indicator in plan.indicators() {
        if !indicator.validity().holds_on(plan.day) {
            continue;
        }
        let path = amended(indicator, plan, written);
        check_reporters(indicator, &bodies, &path, register)?;
        let variable = plan.variable(&indicator.variable);
        if !variable.is_some_and(|variable| indicator.rule.reads(variable.kind)) {
            let message =
                format!("quy tắc này không dùng được cho biến “{}”", indicator.variable);
            return Err(register.error(&format!("{path}.rule"), message));
        }
    }
    Ok(())
}

/// Where an indicator was last changed by a day.
fn amended(indicator: &Indicator, plan: &Plan, written: &PlanRegister) -> String {
    let amendments = written.amendments.iter().enumerate().rev();
    let mut in_force = amendments.filter(|(_, one)| one.valid_from <= plan.day);
    let last = in_force.find_map(|(at, one)| {
        let own = one.indicators.iter().position(|it| it.code == indicator.code)?;
        Some(format!("amendment[{at}].indicator[{own}]"))
    });
    let first = || written.indicators.iter().position(|one| one.code == indicator.code);
    last.unwrap_or_else(|| format!("indicator[{}]", first().unwrap_or_default()))
}

/// What amendments speak of is known, and their targets are for years of the plan.
fn check_amendments(plan: &PlanRegister, register: &Register) -> Result<(), PlanError> {
    let added = plan.amendments.iter().flat_map(|one| &one.add);
    let known: Vec<&str> =
        plan.indicators.iter().chain(added).map(|one| one.code.as_str()).collect();
    let bases: Vec<&str> = plan.bases.iter().map(|base| base.code.as_str()).collect();
    for (at, one) in plan.amendments.iter().enumerate() {
        let path = format!("amendment[{at}]");
        let changed = one.indicators.iter().map(|it| ("indicator", &it.code));
        let targets = one.targets.iter().map(|it| ("target", &it.code));
        let national = one.national.iter().map(|it| ("national", &it.code));
        let breaks = one.breaks.iter().map(|it| ("break", &it.code));
        let drop = one.drop.iter().map(|it| ("drop", &it.code));
        for list in [
            changed.collect::<Vec<_>>(),
            targets.collect(),
            national.collect(),
            breaks.collect(),
            drop.collect(),
        ] {
            for (index, (key, code)) in list.into_iter().enumerate() {
                let path = format!("{path}.{key}[{index}].code");
                check_known(register, &path, code, "chỉ tiêu", known.iter().copied())?;
            }
        }
        for (index, base) in one.bases.iter().enumerate() {
            let path = format!("{path}.base[{index}].code");
            check_known(register, &path, &base.code, "mẫu số", bases.iter().copied())?;
        }
        let horizons = &plan.decision.horizons;
        let years = one.targets.iter().map(|it| it.year);
        for (index, year) in years.enumerate() {
            if !horizons.contains(&year) {
                let path = format!("{path}.target[{index}].year");
                let message = format!("{year} không phải năm mục tiêu của Kế hoạch");
                return Err(register.error(&path, message));
            }
        }
    }
    Ok(())
}

fn check_variable(
    variable: &Variable,
    path: &str,
    register: &Register,
) -> Result<(), PlanError> {
    let is_level = variable.kind == VariableKind::Level;
    if is_level != variable.top.is_some() {
        let path = format!("{path}.top");
        return Err(register.error(&path, "chỉ dùng, và phải có, cho kind = \"level\""));
    }
    let counts = variable.kind == VariableKind::Counts;
    if counts == variable.measures.is_empty() {
        let path = format!("{path}.measures");
        return Err(register.error(&path, "chỉ dùng, và phải có, cho kind = \"counts\""));
    }
    Ok(())
}

/// What bases and variables say of one another.
fn check_relations(plan: &PlanRegister, register: &Register) -> Result<(), PlanError> {
    let bases = || plan.bases.iter().map(|base| base.code.as_str());
    for (at, base) in plan.bases.iter().enumerate() {
        if let Some(limit) = &base.at_most {
            let path = format!("base[{at}].at_most");
            check_known(register, &path, limit, "mẫu số", bases())?;
        }
    }
    let variables = || plan.variables.iter().map(|variable| variable.code.as_str());
    for (at, variable) in plan.variables.iter().enumerate() {
        let others = variable.requires.iter().map(|needed| &needed.variable);
        for (key, code) in others
            .map(|code| ("requires", code))
            .chain(variable.part_of.iter().map(|code| ("part_of", code)))
        {
            let path = format!("variable[{at}].{key}");
            check_known(register, &path, code, "biến", variables())?;
        }
    }
    Ok(())
}

fn check_references(
    indicator: &Indicator,
    plan: &PlanRegister,
    path: &str,
    register: &Register,
) -> Result<(), PlanError> {
    let at = |key: &str| format!("{path}.{key}");
    let sections = plan.sections.iter().map(|section| section.code.as_str());
    check_known(register, &at("section"), &indicator.section, "nhóm mục tiêu", sections)?;
    if let Some(base) = &indicator.base {
        let bases = plan.bases.iter().map(|base| base.code.as_str());
        check_known(register, &at("base"), base, "mẫu số", bases)?;
    }
    let variable = plan.variables.iter().find(|one| one.code == indicator.variable);
    let Some(variable) = variable else {
        let message = format!("không có biến mã “{}”", indicator.variable);
        return Err(register.error(&at("variable"), message));
    };
    if !indicator.rule.reads(variable.kind) {
        let message = format!("quy tắc này không dùng được cho biến “{}”", variable.code);
        return Err(register.error(&at("rule"), message));
    }
    if let (Some(level), Some(top)) = (indicator.rule.level(), variable.top)
        && !(1..=top).contains(&level)
    {
        let message = format!("mức độ của biến “{}” chỉ từ 1 đến {top}", variable.code);
        return Err(register.error(&at("rule"), message));
    }
    let length = indicator.short.chars().count();
    if length > SHORT {
        let message = format!("dài {length} ký tự, tối đa {SHORT}");
        return Err(register.error(&at("short"), message));
    }
    Ok(())
}

fn check_reporters(
    indicator: &Indicator,
    bodies: &[&str],
    path: &str,
    register: &Register,
) -> Result<(), PlanError> {
    let known = || bodies.iter().copied();
    for (at, code) in indicator.source.bodies().iter().enumerate() {
        let path = format!("{path}.source[{at}]");
        check_known(register, &path, code, "cơ quan cấp tỉnh", known())?;
    }
    for (at, check) in indicator.checks.iter().enumerate() {
        let path = format!("{path}.checks[{at}].unit");
        let known = known().chain(["districts"]);
        check_known(register, &path, &check.unit, "đơn vị báo cáo", known)?;
    }
    let whole = match &indicator.source {
        Source::Districts => indicator.parts.is_empty(),
        Source::Bodies(codes) => indicator.parts.is_empty() || &indicator.parts == codes,
    };
    if !whole {
        let message = "phải gồm đúng các cơ quan ở “source”, cùng thứ tự";
        return Err(register.error(&format!("{path}.parts"), message));
    }
    if indicator.source.bodies().len() > 1 && indicator.parts.is_empty() {
        let message = "nhiều cơ quan báo cáo thì phải khai báo “parts” để cộng";
        return Err(register.error(&format!("{path}.source"), message));
    }
    Ok(())
}

fn check_targets(
    indicator: &Indicator,
    horizons: &[i16],
    path: &str,
    register: &Register,
) -> Result<(), PlanError> {
    let mut seen = Vec::new();
    for (at, target) in indicator.targets.iter().enumerate() {
        let path = format!("{path}.targets[{at}]");
        if !horizons.contains(&target.year) {
            let message = format!("{} không phải năm mục tiêu của Kế hoạch", target.year);
            return Err(register.error(&format!("{path}.year"), message));
        }
        let entry = (target.year, target.valid_from);
        if seen.contains(&entry) {
            let message = "hai mục tiêu cùng năm có cùng ngày hiệu lực";
            return Err(register.error(&format!("{path}.valid_from"), message));
        }
        seen.push(entry);
    }
    for (at, target) in indicator.national.iter().enumerate() {
        if !horizons.contains(&target.year) {
            let path = format!("{path}.national[{at}].year");
            let message = format!("{} không phải năm mục tiêu của Kế hoạch", target.year);
            return Err(register.error(&path, message));
        }
    }
    Ok(())
}

fn check_end(
    indicator: &Indicator,
    path: &str,
    register: &Register,
) -> Result<(), PlanError> {
    check_validity(register, path, indicator.validity())?;
    if indicator.valid_to.is_some() != indicator.ceased.is_some() {
        let key = if indicator.ceased.is_some() { "ceased" } else { "valid_to" };
        let message = "“valid_to” và lý do “ceased” phải khai báo cùng nhau";
        return Err(register.error(&format!("{path}.{key}"), message));
    }
    Ok(())
}
