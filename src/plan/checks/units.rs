//! What must hold in `plan/units.toml`, and between it and `plan/plan.toml`.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::super::error::PlanError;
use super::super::indicator::{Indicator, Source};
use super::super::key::Key;
use super::super::register::Register;
use super::super::spelling::{Spellings, shared_names, split_kind};
use super::super::unit::{Commune, District, Successor, UnitRegister};
use super::{check_distinct, check_known, check_validity};

pub(in super::super) fn check_units(
    units: &UnitRegister,
    register: &Register,
) -> Result<(), PlanError> {
    let districts = units.districts.iter().map(|district| district.code.as_str());
    check_distinct(register, "district", "code", districts)?;
    let bodies = units.bodies.iter().map(|body| body.code.as_str());
    check_distinct(register, "body", "code", bodies)?;
    for (at, body) in units.bodies.iter().enumerate() {
        let path = format!("body[{at}]");
        let taken = units.districts.iter().any(|district| district.code == body.code);
        if taken || body.code == "districts" {
            let message = format!("mã “{}” đã được dùng", body.code);
            return Err(register.error(&format!("{path}.code"), message));
        }
        check_validity(register, &path, body.validity())?;
        check_successors(&body.successors, body.valid_from, &path, register)?;
    }
    check_validity(register, "province", units.province.validity())?;
    for (at, district) in units.districts.iter().enumerate() {
        let path = format!("district[{at}]");
        check_validity(register, &path, district.validity())?;
        check_successors(&district.successors, district.valid_from, &path, register)?;
        check_district(district, units, &path, register)?;
    }
    check_spellings(units, register)
}

fn check_successors(
    successors: &[Successor],
    begin: Option<Date>,
    path: &str,
    register: &Register,
) -> Result<(), PlanError> {
    for (at, successor) in successors.iter().enumerate() {
        if begin.is_some_and(|begin| successor.from <= begin) {
            let path = format!("{path}.successors[{at}].from");
            return Err(register.error(&path, "phải sau ngày bắt đầu của chính đơn vị"));
        }
    }
    Ok(())
}

fn check_district(
    district: &District,
    units: &UnitRegister,
    path: &str,
    register: &Register,
) -> Result<(), PlanError> {
    if district.full_name != format!("{} {}", district.kind, district.bare()) {
        let message = format!("phải bắt đầu bằng “{} ”", district.kind);
        return Err(register.error(&format!("{path}.full_name"), message));
    }
    let mut taken: BTreeMap<String, usize> = BTreeMap::new();
    for (at, commune) in district.communes.iter().enumerate() {
        let path = format!("{path}.communes[{at}]");
        let Some((_, bare)) = split_kind(&commune.name, &units.prefixes) else {
            let message =
                "tên phải bắt đầu bằng Xã, Phường hoặc Thị trấn (xem [[prefix]])";
            return Err(register.error(&format!("{path}.name"), message));
        };
        for (name, key) in commune_names(commune, bare) {
            let other = *taken.entry(plain(name)).or_insert(at);
            if other != at {
                let other = &district.communes[other].name;
                let message = format!("“{name}” trùng với tên của {other}");
                return Err(register.error(&format!("{path}.{key}"), message));
            }
        }
    }
    Ok(())
}

fn commune_names<'c>(
    commune: &'c Commune,
    bare: &'c str,
) -> impl Iterator<Item = (&'c str, String)> {
    let listed = |key: &'static str, names: &'c [String]| {
        let names = names.iter().enumerate();
        names.map(move |(at, name)| (name.as_str(), format!("{key}[{at}]")))
    };
    [(bare, "name".to_owned())]
        .into_iter()
        .chain(listed("aliases", &commune.aliases))
        .chain(listed("misspellings", &commune.misspellings))
}

/// Spaces do not tell names apart: file names have lost them.
fn plain(name: &str) -> String {
    Key::of(name).plain.replace(' ', "")
}

/// No two units may be written alike, in any of their spellings.
fn check_spellings(units: &UnitRegister, register: &Register) -> Result<(), PlanError> {
    let spellings = Spellings {
        prefixes: units.prefixes.clone(),
        suffixes: units.body_suffixes.clone(),
        shared: shared_names(&units.province),
    };
    let mut taken: BTreeMap<String, &str> = BTreeMap::new();
    let mut take = |forms: Vec<String>, code, path: &str| {
        for form in forms {
            let other = *taken.entry(plain(&form)).or_insert(code);
            if other != code {
                let message = format!("“{form}” đã là tên của đơn vị mã “{other}”");
                return Err(register.error(path, message));
            }
        }
        Ok(())
    };
    for (at, district) in units.districts.iter().enumerate() {
        let lists =
            [("aliases", &district.aliases), ("misspellings", &district.misspellings)];
        let spell = |name: &str| spellings.of_district(name, &district.kind);
        take(spell(district.bare()), &district.code, &format!("district[{at}].name"))?;
        for (key, path, name) in listed(&lists) {
            take(spell(name), &district.code, &format!("district[{at}].{key}[{path}]"))?;
        }
    }
    for (at, body) in units.bodies.iter().enumerate() {
        let lists = [("aliases", &body.aliases), ("misspellings", &body.misspellings)];
        take(spellings.of_body(&body.name), &body.code, &format!("body[{at}].name"))?;
        for (key, path, name) in listed(&lists) {
            let forms = spellings.of_body(name);
            take(forms, &body.code, &format!("body[{at}].{key}[{path}]"))?;
        }
    }
    Ok(())
}

fn listed<'l>(
    lists: &'l [(&'static str, &'l Vec<String>); 2],
) -> impl Iterator<Item = (&'static str, usize, &'l str)> {
    lists.iter().flat_map(|(key, names)| {
        names.iter().enumerate().map(move |(at, name)| (*key, at, name.as_str()))
    })
}

/// What units owe is what the indicators name them for, and the other way round.
pub(in super::super) fn check_owed(
    units: &UnitRegister,
    indicators: &[Indicator],
    register: &Register,
) -> Result<(), PlanError> {
    let codes = || indicators.iter().map(|indicator| indicator.code.as_str());
    let from_districts = |indicator: &Indicator| indicator.source == Source::Districts;
    let owed = &units.district_duty.owes;
    check_list(owed, "district_duty.owes", codes(), register)?;
    check_same(owed, indicators, from_districts, "district_duty.owes", register)?;
    for (at, body) in units.bodies.iter().enumerate() {
        let path = format!("body[{at}].owes");
        let from_body =
            |indicator: &Indicator| indicator.source.bodies().contains(&body.code);
        check_list(&body.owes, &path, codes(), register)?;
        check_same(&body.owes, indicators, from_body, &path, register)?;
    }
    Ok(())
}

fn check_list<'c>(
    owed: &[String],
    path: &str,
    codes: impl Iterator<Item = &'c str> + Clone,
    register: &Register,
) -> Result<(), PlanError> {
    owed.iter().enumerate().try_for_each(|(at, code)| {
        check_known(register, &format!("{path}[{at}]"), code, "chỉ tiêu", codes.clone())
    })
}

fn check_same(
    owed: &[String],
    indicators: &[Indicator],
    is_source: impl Fn(&Indicator) -> bool,
    path: &str,
    register: &Register,
) -> Result<(), PlanError> {
    let differs = indicators
        .iter()
        .find(|indicator| owed.contains(&indicator.code) != is_source(indicator));
    let Some(Indicator { code, .. }) = differs else { return Ok(()) };
    let message = format!("chỉ tiêu {code} không khớp với “source” trong plan/plan.toml");
    Err(register.error(path, message))
}
