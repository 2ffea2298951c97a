//! # Finds
//! A level of the province, stated in the total row of a table of levels by
//! district, that the districts do not carry (the cascades of the register;
//! Decree 20/2014/NĐ-CP).
//! # Why it matters
//! A1 and A5 are judged from the districts; the office's paper says another.
//! # Example
//! "Toàn tỉnh: 2" under lower secondary levels of which one is 1.
//! # What to do
//! Ask for the decision by which the province was recognised.

use super::Scene;
use super::naming::lower_first;
use crate::finding::{Finding, Severity};
use crate::form::label::Measure;
use crate::observation::{Key, TotalClaim};
use crate::place::Place;
use crate::plan::rule::Rule;
use crate::plan::share::Share;

pub(super) fn check(scene: &Scene<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    for accepted in scene.accepted {
        let statement = accepted.statement();
        for claim in &statement.totals {
            let is_level = claim.measure == Measure::Level;
            if is_level && scene.plan.district(&statement.unit).is_none() {
                let place =
                    Place::cell(accepted.file(), &claim.source.sheet, claim.source.at);
                findings.extend(compare(scene, &statement.unit, claim, place));
            }
        }
    }
    findings
}

fn compare(
    scene: &Scene<'_>,
    sender: &str,
    claim: &TotalClaim,
    place: Place,
) -> Option<Finding> {
    let variable = scene.plan.variable(&claim.variable)?;
    let levels = of_districts(scene, sender, &claim.variable);
    let at_least = |level: u8| levels.iter().filter(|own| **own >= level).count();
    let stated = u8::try_from(claim.value).ok()?;
    let top = variable.top?;
    // A number of districts at some level is no level of the province.
    let is_count = (1..=top).any(|level| at_least(level) == usize::from(stated));
    if levels.is_empty() || stated == 0 || stated > top || is_count {
        return None;
    }
    let unmet =
        cascades(scene, &claim.variable).into_iter().rev().find(|(level, share)| {
            *level <= stated
                && !share.reached_by(at_least(*level) as u64, levels.len() as u64)
        });
    let (level, share) = unmet?;
    let (has, all) = (at_least(level), levels.len());
    Some(
        Finding::new(
            Severity::Warning,
            "M05",
            place,
            format!(
                "{}: ghi toàn tỉnh có {} là {stated}, nhưng chỉ {has}/{all} {} \
                 đạt từ mức độ {level}, cần {}%.",
                scene.plan.unit_name(sender),
                lower_first(&variable.name),
                scene.plan.tier.name,
                share,
            ),
            "Báo cáo xác định mức độ của tỉnh từ các huyện; hỏi lại đơn vị quyết định công nhận.",
        )
        .compare(stated, format!("{has}/{all}"))
        .of_unit(sender),
    )
}

/// Levels of the province and the share of districts each needs, ascending.
fn cascades(scene: &Scene<'_>, variable: &str) -> Vec<(u8, Share)> {
    let of_variable =
        scene.plan.indicators().iter().filter(|one| one.variable == variable);
    let mut cascades: Vec<(u8, Share)> = of_variable
        .filter_map(|one| match one.rule {
            Rule::Cascade { level, share } => Some((level, share)),
            Rule::Count
            | Rule::LevelAtLeast { .. }
            | Rule::Mark
            | Rule::Scale
            | Rule::Levels
            | Rule::Status { .. } => None,
        })
        .collect();
    cascades.sort_unstable_by_key(|(level, _)| *level);
    cascades
}

fn of_districts(scene: &Scene<'_>, sender: &str, variable: &str) -> Vec<u8> {
    let stock = scene.stock(sender);
    let districts = scene.plan.expected_districts();
    let level = |district: &str| {
        let key = Key {
            variable: variable.to_owned(),
            measure: Measure::Level,
            unit: district.to_owned(),
            commune: None,
        };
        stock.levels.get(&key).and_then(|cited| cited.level.parse().ok())
    };
    districts.iter().filter_map(|district| level(&district.code)).collect()
}
