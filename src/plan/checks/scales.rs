//! What must hold of the scales and the crosswalk of an indicator.

use super::super::error::PlanError;
use super::super::indicator::Indicator;
use super::super::register::Register;
use super::super::rule::Rule;
use super::super::scale::Scale;

pub(super) fn check_scales(
    indicator: &Indicator,
    path: &str,
    register: &Register,
) -> Result<(), PlanError> {
    let is_scale = indicator.rule == Rule::Scale;
    if is_scale == indicator.scales.is_empty() {
        let message = "chỉ dùng, và phải có, cho quy tắc scale";
        return Err(register.error(&format!("{path}.scale"), message));
    }
    for (at, scale) in indicator.scales.iter().enumerate() {
        check_levels(scale, &format!("{path}.scale[{at}]"), register)?;
    }
    for (at, pair) in indicator.scales.windows(2).enumerate() {
        let follows = pair[0].last_year.and_then(|last| last.checked_add(1));
        if follows.is_none() || pair[1].first_year != follows {
            let path = format!("{path}.scale[{}].first_year", at + 1);
            let message = "các thang phải nối tiếp nhau theo năm, không hở, không chồng";
            return Err(register.error(&path, message));
        }
    }
    check_crosswalk(indicator, path, register)
}

fn check_levels(scale: &Scale, path: &str, register: &Register) -> Result<(), PlanError> {
    for (at, level) in scale.achieved.iter().enumerate() {
        if !scale.levels.contains(level) {
            let message = format!("“{level}” không có trong “levels”");
            return Err(register.error(&format!("{path}.achieved[{at}]"), message));
        }
    }
    if !scale.levels.contains(&scale.none) {
        let message = format!("“{}” không có trong “levels”", scale.none);
        return Err(register.error(&format!("{path}.none"), message));
    }
    if scale.achieved.is_empty() && scale.unassessable.is_none() {
        let message = "thang không có mức đạt thì phải nêu lý do “unassessable”";
        return Err(register.error(&format!("{path}.achieved"), message));
    }
    Ok(())
}

/// A crosswalk is a decision of somebody: levels without a document that allows
/// them, or a document without levels, are refused.
fn check_crosswalk(
    indicator: &Indicator,
    path: &str,
    register: &Register,
) -> Result<(), PlanError> {
    let Some(crosswalk) = &indicator.crosswalk else { return Ok(()) };
    let path = format!("{path}.crosswalk");
    if crosswalk.basis.trim().is_empty() != crosswalk.achieved.is_empty() {
        let message = "căn cứ “basis” và các mức “achieved” phải khai báo cùng nhau";
        return Err(register.error(&format!("{path}.basis"), message));
    }
    for (at, level) in crosswalk.achieved.iter().enumerate() {
        if !indicator.scales.iter().any(|scale| scale.levels.contains(level)) {
            let message = format!("không thang nào có mức “{level}”");
            return Err(register.error(&format!("{path}.achieved[{at}]"), message));
        }
    }
    Ok(())
}
