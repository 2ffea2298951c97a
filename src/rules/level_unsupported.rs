//! # Finds
//! A district's level of literacy or universal education that its communes do
//! not carry, or that they exceed: a district has a level when the share of
//! its communes the law asks for has it (register: `communes_needed`; Decree
//! 20/2014/NĐ-CP).
//! # Why it matters
//! A2 and A6 count districts; one wrong level is an eighth of the province.
//! # Example
//! The education office states XMC level 2, and 14 of 20 communes have it.
//! # What to do
//! Ask which of the two tables is out of date.

use super::naming::lower_first;
use super::stock::{CitedLevel, Stock};
use super::{Scene, counted};
use crate::finding::{Finding, Severity};
use crate::form::label::Measure;
use crate::observation::{Key, Observation};
use crate::place::Place;
use crate::plan::decision::Variable;
use crate::plan::indicator::Source;
use crate::plan::unit::District;

/// What communes themselves have: how many at each level or above it, how many
/// are told, how many there are.
struct Communes {
    levels: Vec<u8>,
    all: usize,
}

impl Communes {
    fn at_least(&self, level: u8) -> usize {
        self.levels.iter().filter(|own| **own >= level).count()
    }

    fn untold(&self) -> usize {
        self.all.saturating_sub(self.levels.len())
    }
}

pub(super) fn check(scene: &Scene<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    for variable in scene.plan.variables() {
        if variable.communes_needed.is_empty() {
            continue;
        }
        for body in sources(scene, variable) {
            let stock = scene.stock(body);
            for district in scene.plan.expected_districts() {
                findings.extend(compare(scene, variable, body, stock, district));
            }
        }
    }
    findings
}

fn sources<'a>(scene: &Scene<'a>, variable: &Variable) -> Vec<&'a str> {
    let mut bodies: Vec<&str> = Vec::new();
    for indicator in scene.plan.indicators() {
        if let Source::Bodies(codes) = &indicator.source
            && indicator.variable == variable.code
        {
            bodies.extend(codes.iter().map(String::as_str));
        }
    }
    bodies.sort_unstable();
    bodies.dedup();
    bodies
}

fn compare(
    scene: &Scene<'_>,
    variable: &Variable,
    body: &str,
    stock: &Stock<'_>,
    district: &District,
) -> Option<Finding> {
    let (stated, place) = stated(stock, variable, &district.code)?;
    let communes = of_communes(scene, variable, district);
    if communes.levels.is_empty() {
        return None;
    }
    let all = communes.all as u64;
    let unmet = variable.communes_needed.iter().rev().find(|needed| {
        let could_be = communes.at_least(needed.level) + communes.untold();
        needed.level <= stated && !needed.share.reached_by(could_be as u64, all)
    });
    let has =
        variable.communes_needed.iter().map(|needed| needed.level).filter(|level| {
            let share =
                variable.communes_needed(*level).expect("the level of this entry");
            share.reached_by(communes.at_least(*level) as u64, all)
        });
    let (name, sender) = (lower_first(&variable.name), scene.plan.unit_name(body));
    if let Some(needed) = unmet {
        let (has, need) = (communes.at_least(needed.level), needed.share.needed(all));
        let message = format!(
            "{sender} ghi {} có {name} là {stated}, nhưng theo báo cáo của {} chỉ {has}/{all} \
             xã đạt mức {}, cần ít nhất {need} xã ({}%).",
            district.name, district.name, needed.level, needed.share,
        );
        let hint = "Hỏi hai đơn vị bảng nào đúng theo quyết định công nhận; báo cáo dùng mức độ của Sở.";
        let finding = Finding::new(Severity::Warning, "M04", place, message, hint);
        return Some(finding.compare(stated, format!("{has}/{all}")).of_unit(body));
    }
    let higher = has.max().filter(|level| *level > stated)?;
    let message = format!(
        "{sender} ghi {} có {name} là {stated}, nhưng theo báo cáo của {} đã có {}/{all} xã \
         đạt mức {higher}.",
        district.name,
        district.name,
        communes.at_least(higher),
    );
    let hint = "Có thể huyện chưa được công nhận mức mới; hỏi lại nếu chưa rõ.";
    let finding = Finding::new(Severity::Info, "M06", place, message, hint);
    Some(finding.compare(stated, higher).of_unit(body))
}

/// The level a body states for a district; a cross is level 1.
fn stated(stock: &Stock<'_>, variable: &Variable, district: &str) -> Option<(u8, Place)> {
    let key = |measure| Key {
        variable: variable.code.clone(),
        measure,
        unit: district.to_owned(),
        commune: None,
    };
    if let Some(CitedLevel { level, file, source }) =
        stock.levels.get(&key(Measure::Level))
    {
        let place = Place::cell(file, &source.sheet, source.at);
        return Some((level.parse().ok()?, place));
    }
    let mark = stock.counts.get(&key(Measure::Mark))?;
    let place = Place::cell(mark.file, &mark.source.sheet, mark.source.at);
    Some((u8::try_from(mark.value).ok()?, place))
}

fn of_communes(scene: &Scene<'_>, variable: &Variable, district: &District) -> Communes {
    let mut levels = Vec::new();
    for one in scene.of_sender(&district.code) {
        let own = one.statement().observations.iter();
        levels.extend(
            own.filter(|o| o.key.variable == variable.code && o.key.commune.is_some())
                .filter_map(level_of),
        );
    }
    Communes { levels, all: district.communes.len() }
}

fn level_of(observation: &Observation) -> Option<u8> {
    match (&observation.key.measure, &observation.reading) {
        (Measure::Level, crate::observation::Reading::Level(level)) => level.parse().ok(),
        (Measure::Mark, reading) => u8::try_from(counted(reading)?).ok(),
        _ => None,
    }
}
