//! Which unit or commune is meant: by its code, or by its name as of the year.

use jiff::civil::Date;

use super::{TraceError, merger};
use crate::document::reference::slug;
use crate::document::wording::short_date;
use crate::form::names::{Named, Names, Who};
use crate::plan::Plan;
use crate::plan::ground::Grounds;
use crate::plan::key::Key;
use crate::plan::unit::District;
use crate::run::Judged;

/// Of whom the figures are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Whom {
    Unit(String),
    /// A commune by its official name, of a district.
    Commune {
        district: String,
        name: String,
    },
    /// A commune that was formed later, of communes of this year.
    Later(Box<District>),
}

/// Ways to say that the province is meant.
const PROVINCE: [&str; 3] = ["tinh", "toan tinh", "ca tinh"];

pub(super) fn is_province(judged: &Judged, typed: &str) -> bool {
    let key = Key::of(typed);
    let full = Key::of(&judged.plan.province.full_name);
    PROVINCE.contains(&key.plain.as_str()) || key.names(&full)
}

/// Who has figures of an indicator (`units`) and is called so.
pub(super) fn meant(
    judged: &Judged,
    code: &str,
    typed: &str,
    units: &[&str],
) -> Result<Whom, TraceError> {
    if units.contains(&typed) {
        return Ok(Whom::Unit(typed.to_owned()));
    }
    if let Some(commune) = merger::formed_later(judged, typed) {
        return Ok(Whom::Later(Box::new(commune)));
    }
    let communes = judged.now.dataset.communes.keys();
    let communes: Vec<(&str, &str)> = communes
        .filter(|(indicator, _, _)| indicator == code)
        .map(|(_, district, name)| (district.as_str(), name.as_str()))
        .collect();
    let has_figures = |whom: &Whom| match whom {
        Whom::Unit(unit) => units.contains(&unit.as_str()),
        Whom::Commune { district, name } => {
            communes.contains(&(district.as_str(), name.as_str()))
        }
        Whom::Later(_) => true,
    };
    let mut found = called(judged, typed, &communes);
    found.retain(has_figures);
    match found.as_slice() {
        [one] => Ok(one.clone()),
        [] => Err(unknown(judged, typed, units)),
        several => {
            let told: Vec<String> =
                several.iter().map(|whom| told(judged, whom)).collect();
            Err(TraceError::Units(typed.to_owned(), told.join("; ")))
        }
    }
}

/// Who has stated money and is called so.
pub(super) fn of_money(
    judged: &Judged,
    typed: &str,
    units: &[&str],
) -> Result<String, TraceError> {
    if units.contains(&typed) {
        return Ok(typed.to_owned());
    }
    let units_called =
        called(judged, typed, &[]).into_iter().filter_map(|whom| match whom {
            Whom::Unit(unit) => Some(unit).filter(|unit| units.contains(&unit.as_str())),
            Whom::Commune { .. } | Whom::Later(_) => None,
        });
    match units_called.collect::<Vec<_>>().as_slice() {
        [one] => Ok(one.clone()),
        _ => Err(unknown(judged, typed, units)),
    }
}

/// All that are called so in the year; else those that will be.
fn called(judged: &Judged, typed: &str, communes: &[(&str, &str)]) -> Vec<Whom> {
    // A code has no spaces; `H. Ba Bể` is a name.
    let code = Some(typed).filter(|typed| !typed.contains(' '));
    if let Some((district, commune)) = code.and_then(|code| code.split_once('.')) {
        let is_it = |one: &&(&str, &str)| one.0 == district && slug(one.1) == commune;
        let found = communes.iter().filter(is_it).map(|(district, name)| Whom::Commune {
            district: (*district).to_owned(),
            name: (*name).to_owned(),
        });
        return found.collect();
    }
    let (name, within) = qualified(typed);
    let found = among(&judged.plan, name, within);
    if !found.is_empty() {
        return found;
    }
    let day = judged.plan.day;
    let grounds = Grounds::of(&judged.plan);
    let later = grounds.iter().map(|(_, plan)| plan).filter(|plan| plan.day > day);
    let found =
        later.flat_map(|plan| among(plan, name, within)).filter_map(|whom| match whom {
            Whom::Unit(code) => {
                merger::formed_later(judged, &code).map(Box::new).map(Whom::Later)
            }
            Whom::Commune { .. } | Whom::Later(_) => None,
        });
    found.collect()
}

/// `Xã Nam Mẫu, Ba Bể` and `Nam Mẫu (Ba Bể)`: a commune, and its district.
fn qualified(typed: &str) -> (&str, Option<&str>) {
    match typed.split_once([',', '(']) {
        Some((name, within)) => (name.trim(), Some(within.trim_end_matches(')').trim())),
        None => (typed.trim(), None),
    }
}

/// Whom a name means on the day of a plan; a known misspelling only where nobody is
/// called so.
fn among(plan: &Plan, name: &str, within: Option<&str>) -> Vec<Whom> {
    let names = Names::new(plan);
    let mut named: Vec<Named> = names.find(name);
    if named.is_empty() {
        named.extend(names.in_list(name).cloned());
    }
    let district = within.map(|within| {
        let named = names.find(within).into_iter().chain(names.in_list(within).cloned());
        named.filter_map(|one| one.who.unit().map(str::to_owned)).collect::<Vec<_>>()
    });
    if named.iter().any(|one| one.misspelt.is_none()) {
        named.retain(|one| one.misspelt.is_none());
    }
    let whom = named.into_iter().filter_map(|one| match one.who {
        Who::District(code) | Who::Body(code) if district.is_none() => {
            Some(Whom::Unit(code))
        }
        Who::Commune { district: of, name } => {
            let is_within = district.as_ref().is_none_or(|within| within.contains(&of));
            is_within.then_some(Whom::Commune { district: of, name })
        }
        Who::District(_) | Who::Body(_) | Who::Part(_) | Who::Outside(_) => None,
    });
    whom.collect()
}

/// `huyện Ba Bể (ba-be)`, `Xã Nam Mẫu của Ba Bể (ba-be.xa-nam-mau)`.
fn told(judged: &Judged, whom: &Whom) -> String {
    let plan = &judged.plan;
    match whom {
        Whom::Unit(code) => {
            let full = plan.district(code).map(|district| district.full_name.as_str());
            format!("{} ({code})", full.unwrap_or_else(|| plan.unit_name(code)))
        }
        Whom::Commune { district, name } => {
            format!("{name} của {} ({district}.{})", plan.unit_name(district), slug(name))
        }
        Whom::Later(commune) => format!("{} ({})", commune.full_name, commune.code),
    }
}

/// The last day of whoever was called so before.
fn ended(judged: &Judged, typed: &str) -> Option<Date> {
    let (name, within) = qualified(typed);
    let grounds = Grounds::of(&judged.plan);
    let mut before =
        grounds.iter().map(|(_, plan)| plan).filter(|plan| plan.day < judged.plan.day);
    before.find_map(|plan| (!among(plan, name, within).is_empty()).then_some(plan.day))
}

fn unknown(judged: &Judged, typed: &str, units: &[&str]) -> TraceError {
    let near = match ended(judged, typed) {
        Some(day) => format!(
            " Đơn vị này chỉ có đến {}: thêm --year {}.",
            short_date(day),
            day.year() - 1
        ),
        None => match Names::new(&judged.plan).nearest_units(typed) {
            near if near.is_empty() => String::new(),
            near => format!(" Tên gần nhất: {}.", near.join(", ")),
        },
    };
    let units: Vec<String> = units
        .iter()
        .map(|code| format!("{} ({code})", judged.plan.unit_name(code)))
        .collect();
    TraceError::NoUnit(typed.to_owned(), near, units.join(", "))
}
