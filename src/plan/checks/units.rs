//! What must hold in `plan/units.toml`.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::super::dates::Validity;
use super::super::error::PlanError;
use super::super::key::Key;
use super::super::register::Register;
use super::super::registers::Registers;
use super::super::spelling::{Spellings, split_kind};
use super::super::unit::{Body, Commune, District, Origin, Province, Tier, UnitRegister};
use super::{check_distinct, check_run, check_validity};

pub(in super::super) fn check_units(
    units: &UnitRegister,
    register: &Register,
) -> Result<(), PlanError> {
    let districts = units.districts.iter().map(|district| district.code.as_str());
    check_distinct(register, "district", "code", districts)?;
    let communes = units.communes.iter().map(|commune| commune.code.as_str());
    check_distinct(register, "commune", "code", communes)?;
    check_file_names(units, register)?;
    for (at, body) in units.bodies.iter().enumerate() {
        let path = format!("body[{at}]");
        let taken = units.districts.iter().map(|district| &district.code);
        let mut taken = taken.chain(units.communes.iter().map(|commune| &commune.code));
        if taken.any(|code| *code == body.code) || body.code == "districts" {
            let message = format!("mã “{}” đã được dùng", body.code);
            return Err(register.error(&format!("{path}.code"), message));
        }
        check_validity(register, &path, body.validity())?;
        check_predecessors(body, units, &path, register)?;
    }
    check_runs(units, register)?;
    for (at, district) in units.districts.iter().enumerate() {
        let path = format!("district[{at}]");
        check_validity(register, &path, district.validity())?;
        check_district(district, units, &path, register)?;
    }
    check_merger(units, register)
}

/// Slips and forms are named by these codes, and Windows keeps some names for devices.
fn check_file_names(units: &UnitRegister, register: &Register) -> Result<(), PlanError> {
    let districts = units.districts.iter().map(|one| one.code.as_str());
    let communes = units.communes.iter().map(|one| one.code.as_str());
    let bodies = units.bodies.iter().map(|one| one.code.as_str());
    let lists: [(&str, Vec<&str>); 3] = [
        ("district", districts.collect()),
        ("commune", communes.collect()),
        ("body", bodies.collect()),
    ];
    for (list, codes) in lists {
        for (at, code) in codes.into_iter().enumerate() {
            if is_device(code) {
                let message = format!("mã “{code}” trùng tên Windows dành cho thiết bị");
                return Err(register.error(&format!("{list}[{at}].code"), message));
            }
        }
    }
    Ok(())
}

/// `con`, `nul`, `com1`…: no file of Windows can be called so, whatever its ending.
fn is_device(code: &str) -> bool {
    let code = code.to_ascii_lowercase();
    let port = ["com", "lpt"].iter().find_map(|port| code.strip_prefix(port));
    let is_port = |digit: &str| digit.len() == 1 && digit.as_bytes()[0].is_ascii_digit();
    ["con", "prn", "aux", "nul"].contains(&code.as_str()) || port.is_some_and(is_port)
}

/// Of what is always there, there is one for every day: no gap, and no two.
fn check_runs(units: &UnitRegister, register: &Register) -> Result<(), PlanError> {
    let provinces = units.provinces.iter().map(Province::validity);
    check_run(register, "province", &provinces.enumerate().collect::<Vec<_>>())?;
    let tiers = units.tiers.iter().map(Tier::validity);
    check_run(register, "tier", &tiers.enumerate().collect::<Vec<_>>())?;
    let mut of_code: BTreeMap<&str, Vec<(usize, Validity)>> = BTreeMap::new();
    for (at, body) in units.bodies.iter().enumerate() {
        of_code.entry(&body.code).or_default().push((at, body.validity()));
    }
    of_code.values().try_for_each(|run| check_run(register, "body", run))
}

/// Whose work a body took over was there the day before.
fn check_predecessors(
    body: &Body,
    units: &UnitRegister,
    path: &str,
    register: &Register,
) -> Result<(), PlanError> {
    for (at, one) in body.succeeds.iter().enumerate() {
        let path = format!("{path}.succeeds[{at}].code");
        let mut known = units.bodies.iter().filter(|other| other.code == one.code);
        if !known.clone().any(|other| other.valid_to.is_some()) {
            let message = format!("không có cơ quan mã “{}” đã kết thúc", one.code);
            return Err(register.error(&path, message));
        }
        let begin = body.valid_from;
        if !known.any(|other| other.valid_to.is_some_and(|end| Some(end) < begin)) {
            let message =
                format!("cơ quan “{}” chưa kết thúc khi đơn vị này bắt đầu", one.code);
            return Err(register.error(&path, message));
        }
    }
    Ok(())
}

/// Every commune of a district that ended went, whole, into one commune that begins
/// the day after.
fn check_merger(units: &UnitRegister, register: &Register) -> Result<(), PlanError> {
    let mut taken: BTreeMap<Origin, &str> = BTreeMap::new();
    for (at, commune) in units.communes.iter().enumerate() {
        let path = format!("commune[{at}]");
        check_validity(register, &path, commune.validity())?;
        if split_kind(&commune.name, &units.prefixes).is_none() {
            let message =
                "tên phải bắt đầu bằng Xã, Phường hoặc Thị trấn (xem [[prefix]])";
            return Err(register.error(&format!("{path}.name"), message));
        }
        if commune.formed_from.is_empty() {
            let message = "phải nêu ít nhất một đơn vị cũ";
            return Err(register.error(&format!("{path}.formed_from"), message));
        }
        for (index, origin) in commune.formed_from.iter().enumerate() {
            let path = format!("{path}.formed_from[{index}].name");
            let mut districts = units.districts.iter();
            let district = districts.find(|one| one.code == origin.district);
            let known = district.filter(|one| one.commune(&origin.name).is_some());
            let Some(district) = known else {
                let message =
                    format!("huyện “{}” không có {}", origin.district, origin.name);
                return Err(register.error(&path, message));
            };
            if district.validity().day_after() != commune.valid_from {
                let message = format!(
                    "{} phải bắt đầu đúng sau ngày {} kết thúc",
                    commune.name, district.full_name
                );
                return Err(register.error(&path, message));
            }
            let first = district.commune(&origin.name).map(|one| one.name.clone());
            let origin = Origin {
                district: origin.district.clone(),
                name: first.unwrap_or_default(),
            };
            let name = origin.name.clone();
            if let Some(other) = taken.insert(origin, &commune.name) {
                let message = format!("{name} đã nhập vào {other}");
                return Err(register.error(&path, message));
            }
        }
    }
    if units.communes.is_empty() {
        return Ok(());
    }
    for (at, district) in units.districts.iter().enumerate() {
        if district.valid_to.is_none() {
            continue;
        }
        for (index, commune) in district.communes.iter().enumerate() {
            let origin =
                Origin { district: district.code.clone(), name: commune.name.clone() };
            if !taken.contains_key(&origin) {
                let path = format!("district[{at}].communes[{index}].name");
                let message = format!("{} chưa nhập vào đơn vị mới nào", commune.name);
                return Err(register.error(&path, message));
            }
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

/// No two units of a day may be written alike, in any of their spellings.
pub(in super::super) fn check_spellings(
    all: &Registers,
    day: Date,
    register: &Register,
) -> Result<(), PlanError> {
    let units = &all.units;
    let (province, districts) = all.areas(day);
    let spellings = Spellings::of(&province, &units.prefixes);
    let mut taken: BTreeMap<String, String> = BTreeMap::new();
    let mut take = |forms: Vec<String>, code: &str, path: &str| {
        for form in forms {
            let other = taken.entry(plain(&form)).or_insert_with(|| code.to_owned());
            if other != code {
                let message = format!("“{form}” đã là tên của đơn vị mã “{other}”");
                return Err(register.error(path, message));
            }
        }
        Ok(())
    };
    for district in &districts {
        let table = table_of(units, &district.code);
        let lists =
            [("aliases", &district.aliases), ("misspellings", &district.misspellings)];
        let spell = |name: &str| spellings.of_district(name, &district.kind);
        take(spell(district.bare()), &district.code, &format!("{table}.name"))?;
        for (key, path, name) in listed(&lists) {
            take(spell(name), &district.code, &format!("{table}.{key}[{path}]"))?;
        }
    }
    for (at, body) in units.bodies.iter().enumerate() {
        if !body.validity().holds_on(day) {
            continue;
        }
        let lists = [("aliases", &body.aliases), ("misspellings", &body.misspellings)];
        take(spellings.of_body(&body.name), &body.code, &format!("body[{at}].name"))?;
        for (key, path, name) in listed(&lists) {
            let forms = spellings.of_body(name);
            take(forms, &body.code, &format!("body[{at}].{key}[{path}]"))?;
        }
    }
    Ok(())
}

/// Where an area stands in the register.
fn table_of(units: &UnitRegister, code: &str) -> String {
    let district = units.districts.iter().position(|one| one.code == code);
    let commune = || units.communes.iter().position(|one| one.code == code);
    match district {
        Some(at) => format!("district[{at}]"),
        None => format!("commune[{}]", commune().unwrap_or_default()),
    }
}

fn listed<'l>(
    lists: &'l [(&'static str, &'l Vec<String>); 2],
) -> impl Iterator<Item = (&'static str, usize, &'l str)> {
    lists.iter().flat_map(|(key, names)| {
        names.iter().enumerate().map(move |(at, name)| (*key, at, name.as_str()))
    })
}
