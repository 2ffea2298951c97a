//! Every indicator by the unit it is counted for: districts, or bodies.

use std::collections::BTreeMap;

use crate::dataset::Tally;
use crate::document::Material;
use crate::document::compose::shape::{Case, Shape, levels};
use crate::document::wording::{NONE, NOT_REPORTED, count};
use crate::plan::Plan;
use crate::plan::decision::Measure;
use spreadsheet::book::Sheet;

use super::line::{Figure, Line};
use super::{NOT_APPLICABLE, filtered, headed};

const COLUMNS: [(&str, f64); 11] = [
    ("Mã", 6.0),
    ("Chỉ tiêu", 36.0),
    ("Đơn vị", 26.0),
    ("Tử số (đạt)", 13.0),
    ("Mẫu số (tổng số)", 13.0),
    ("Đăng ký", 13.0),
    ("Tỷ lệ", 10.0),
    ("Mức độ", 30.0),
    ("Số xã có số liệu", 10.0),
    ("Tình trạng", 16.0),
    ("Mã truy nguồn", 20.0),
];

pub(super) fn sheet(material: &Material<'_>) -> Sheet {
    let title = format!(
        "Kết quả theo {} và cơ quan năm {}",
        material.plan.tier.name, material.year
    );
    let (mut sheet, first) = headed(material, "Theo đơn vị", &title, &COLUMNS);
    let index = Index::of(material);
    let mut row = first;
    for case in Case::all(material).iter().filter(|case| case.is_in_force()) {
        for unit in units(material, case) {
            line(&mut sheet, row, case, unit, &index);
            row += 1;
        }
    }
    filtered(&mut sheet, first - 1, row);
    sheet
}

/// Those due, in their order, then whoever else is counted.
pub(super) fn units<'a>(material: &Material<'a>, case: &Case<'a>) -> Vec<&'a str> {
    let code = &case.indicator.code;
    let mut units: Vec<&str> =
        case.standing.expected.iter().map(String::as_str).collect();
    for (indicator, unit) in material.dataset.units.keys() {
        if indicator == code && !units.contains(&unit.as_str()) {
            units.push(unit);
        }
    }
    units
}

/// What is looked up for every line.
pub(super) struct Index<'a> {
    /// The level stated for a district, by indicator and unit.
    pub(super) levels: BTreeMap<(&'a str, &'a str), &'a str>,
    /// Communes with figures, by indicator and unit.
    communes: BTreeMap<(&'a str, &'a str), i64>,
    /// Figures, by indicator and unit.
    pub(super) tallies: &'a BTreeMap<(String, String), Tally>,
}

impl<'a> Index<'a> {
    pub(super) fn of(material: &Material<'a>) -> Self {
        let mut index = Self {
            levels: BTreeMap::new(),
            communes: BTreeMap::new(),
            tallies: &material.dataset.units,
        };
        for figure in material.dataset.figures.iter().filter(|one| one.commune.is_none())
        {
            if let Some(level) = &figure.level {
                let key = (figure.indicator.as_str(), figure.unit.as_str());
                index.levels.insert(key, level);
            }
        }
        for (indicator, unit, _) in material.dataset.communes.keys() {
            *index.communes.entry((indicator, unit)).or_default() += 1;
        }
        index
    }
}

fn line(sheet: &mut Sheet, row: u32, case: &Case<'_>, unit: &str, index: &Index<'_>) {
    let plan = case.plan;
    let code = case.indicator.code.as_str();
    let tally = index.tallies.get(&(code.to_owned(), unit.to_owned()));
    let mut line = Line::new(sheet, row);
    line.mark(code);
    line.text(&case.indicator.short);
    line.text(plan.unit_name(unit));
    let part = match tally.and_then(|tally| tally.numerator) {
        None if matches!(case.shape(), Shape::Levels(_)) => {
            Figure::Sign(NOT_APPLICABLE, None)
        }
        other => Figure::of(other),
    };
    let whole = Figure::of(tally.and_then(|tally| tally.denominator));
    let registered = match tally.and_then(|tally| tally.registered) {
        None if !asks_registered(plan, &case.indicator.variable) => {
            Figure::Sign(NOT_APPLICABLE, None)
        }
        other => Figure::of(other),
    };
    let (part_at, whole_at) = (line.figure(part), line.figure(whole));
    line.figure(registered);
    line.rate((part, part_at), (whole, whole_at));
    let key = (code, unit);
    match index.levels.get(&key) {
        Some(level) => line.text(level),
        None => line.text(&at_levels(case, tally)),
    }
    line.number(index.communes.get(&key).copied().unwrap_or(0));
    let reported = tally.is_some_and(Tally::is_reported);
    line.text(if reported { "đã báo cáo" } else { "chưa báo cáo" });
    line.text(&format!("{code}.{unit}"));
}

/// "Mức độ 1: 9; Mức độ 2: 4; Chưa đạt: 2".
pub(super) fn at_levels(case: &Case<'_>, tally: Option<&Tally>) -> String {
    let Shape::Levels(scale) = case.shape() else { return NONE.to_owned() };
    let Some(tally) = tally else { return NOT_REPORTED.to_owned() };
    let counted = levels(scale, tally).into_iter().map(|(level, value)| {
        format!("{level}: {}", value.map_or_else(|| NOT_REPORTED.to_owned(), count))
    });
    counted.collect::<Vec<String>>().join("; ")
}

/// Whether the plan asks how many registered.
pub(super) fn asks_registered(plan: &Plan, variable: &str) -> bool {
    let variable = plan.variable(variable);
    variable.is_some_and(|variable| variable.measures.contains(&Measure::Registered))
}
