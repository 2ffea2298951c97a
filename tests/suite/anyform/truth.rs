//! The figures an inbox is made from, and what a summary of it must say.

use std::collections::BTreeMap;

use super::dice::Dice;
use crate::desk::repository;

/// A district of the register, or a body.
#[derive(Clone)]
pub(super) struct Unit {
    pub(super) code: String,
    pub(super) name: String,
    pub(super) kind: String,
    pub(super) communes: Vec<String>,
}

/// Counts of one model in one place.
#[derive(Clone, Copy, Default)]
pub(super) struct Counts {
    pub(super) total: i64,
    pub(super) registered: i64,
    pub(super) achieved: i64,
}

impl Counts {
    fn add(&mut self, other: Counts) {
        self.total += other.total;
        self.registered += other.registered;
        self.achieved += other.achieved;
    }
}

/// All that is true of one place: counts by variable, levels by variable.
#[derive(Clone, Default)]
pub(super) struct Facts {
    pub(super) place: String,
    pub(super) counts: BTreeMap<&'static str, Counts>,
    pub(super) levels: BTreeMap<&'static str, String>,
}

pub(super) const MODELS: [&str; 5] = ["D1", "D2", "D3", "D4", "D7"];

/// Whether a model is registered for at all (reporting matrix).
pub(super) fn is_registered(variable: &str) -> bool {
    matches!(variable, "D1" | "D2" | "D3" | "D7")
}

pub(super) fn districts() -> Vec<Unit> {
    let text = std::fs::read_to_string(repository().join("plan/units.toml")).unwrap();
    let register: toml::Value = toml::from_str(&text).unwrap();
    let text = |value: &toml::Value, key: &str| value[key].as_str().unwrap().to_owned();
    let districts = register["district"].as_array().unwrap().iter();
    districts
        .map(|district| Unit {
            code: text(district, "code"),
            name: text(district, "name").trim_start_matches("TP ").to_owned(),
            kind: text(district, "kind"),
            communes: district["communes"]
                .as_array()
                .unwrap()
                .iter()
                .map(|commune| text(commune, "name"))
                .collect(),
        })
        .collect()
}

/// The levels of a learning commune, by year.
pub(super) fn scale(year: i16) -> [&'static str; 3] {
    if year < 2024 {
        ["Khá", "Tốt", "Trung bình"]
    } else {
        ["Mức độ 1", "Mức độ 2", "Chưa đạt"]
    }
}

fn counts(dice: &mut Dice, most: i64) -> Counts {
    let total = dice.range(most / 8 + 1, most);
    let registered = dice.range(total / 2, total);
    let achieved = dice.range(registered / 2, registered);
    Counts { total, registered, achieved }
}

/// What is true of every commune of a district.
pub(super) fn commune_facts(dice: &mut Dice, unit: &Unit, year: i16) -> Vec<Facts> {
    let facts = |name: &String| {
        let mut facts = Facts { place: name.clone(), ..Facts::default() };
        for (variable, most) in
            [("D1", 2600), ("D2", 9), ("D3", 24), ("D4", 12), ("D7", 5200)]
        {
            facts.counts.insert(variable, counts(dice, most));
        }
        let level = scale(year)[dice.index(3)];
        facts.levels.insert("D5", level.to_owned());
        let centre = i64::from(dice.percent(60));
        facts.counts.insert("C2", Counts { total: 1, registered: 0, achieved: centre });
        facts
    };
    unit.communes.iter().map(facts).collect()
}

/// What is true of every district, for the offices of the province.
pub(super) fn district_facts(dice: &mut Dice, units: &[Unit]) -> Vec<Facts> {
    let facts = |unit: &Unit| {
        let mut facts = Facts { place: unit.code.clone(), ..Facts::default() };
        let old = dice.range(20_000, 41_000);
        let workers = dice.range(15_000, 30_000);
        for (variable, total) in
            [("B1", workers), ("B2", workers), ("B3", old), ("B4", old)]
        {
            let achieved = dice.range(total / 10, total / 2);
            facts.counts.insert(variable, Counts { total, registered: 0, achieved });
        }
        for (variable, top) in [("XMC", 2), ("TH", 3), ("THCS", 3)] {
            facts.levels.insert(variable, dice.range(1, top).to_string());
        }
        for variable in ["MN5", "D8"] {
            facts.levels.insert(variable, dice.range(0, 1).to_string());
        }
        facts
    };
    units.iter().map(facts).collect()
}

pub(super) fn sum<'f>(facts: impl Iterator<Item = &'f Facts>, variable: &str) -> Counts {
    let mut sum = Counts::default();
    for one in facts {
        sum.add(one.counts.get(variable).copied().unwrap_or_default());
    }
    sum
}

/// A line of a summary: numerator, denominator, registered.
pub(super) type Line = [Option<i64>; 3];

/// What a summary must say, by `code/unit` and `code/unit/commune`.
#[derive(Default)]
pub(super) struct Expected {
    pub(super) lines: BTreeMap<String, Line>,
    /// Level by `D5/unit/commune`, from 2024.
    pub(super) levels: BTreeMap<String, String>,
    pub(super) budget: BTreeMap<String, [i64; 2]>,
    /// How each unit's workbook was laid out, for messages.
    pub(super) styles: BTreeMap<String, String>,
    /// The spoilt figure of each unit, where there is one.
    pub(super) spoilt: BTreeMap<String, Spoilt>,
}

/// A figure that is hidden, changed or qualified by how it is written.
pub(super) struct Spoilt {
    pub(super) file: String,
    /// Sheet and cell: `Biểu 1!E9`.
    pub(super) place: String,
    pub(super) how: String,
}
