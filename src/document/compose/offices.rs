//! How offices are named, one or several of them, always in the order of the
//! register: districts, then bodies.

use crate::document::Material;
use crate::document::text::upper_first;
use crate::plan::Plan;
use crate::plan::unit::{District, Unit};

/// So many bodies need not be named one by one where all of them are meant.
const MANY: usize = 5;
const REPORTING_BODIES: &str =
    "các sở, ban, ngành, đoàn thể cấp tỉnh đã gửi báo cáo sử dụng được";

/// Stands where nobody knows who sent a file.
pub(super) const UNKNOWN: &str = "Không xác định";

/// As they sign: "UBND các huyện Ba Bể, Pác Nặm; Sở Y tế".
pub(super) fn agencies(plan: &Plan, codes: &[&str]) -> String {
    together(plan, codes, |district| {
        let lead = district.agency.strip_suffix(&district.full_name);
        lead.unwrap_or_default().trim_end().to_owned()
    })
}

/// The same, shorter where everybody is meant: "UBND các huyện, thành phố; các
/// sở, ban, ngành, đoàn thể cấp tỉnh đã gửi báo cáo".
pub(super) fn those(material: &Material<'_>, codes: &[&str]) -> String {
    let plan = material.plan;
    let bodies: Vec<&str> = material
        .accepted
        .iter()
        .map(|one| one.statement().unit.as_str())
        .filter(|code| plan.body(code).is_some())
        .collect();
    let all_bodies =
        bodies.len() >= MANY && bodies.iter().all(|code| codes.contains(code));
    if !all_bodies {
        return agencies(plan, codes);
    }
    let districts: Vec<&str> =
        codes.iter().copied().filter(|code| plan.district(code).is_some()).collect();
    let named = [agencies(plan, &districts), REPORTING_BODIES.to_owned()];
    let named = named.into_iter().filter(|part| !part.is_empty());
    upper_first(&named.collect::<Vec<String>>().join("; "))
}

/// "UBND các huyện, thành phố": what their agencies have in common.
pub(super) fn all_districts(plan: &Plan) -> String {
    let lead = plan.districts().first().map_or("", |district| {
        district.agency.strip_suffix(&district.full_name).unwrap_or_default().trim_end()
    });
    format!("{lead} các {}", plan.tier.name).trim_start().to_owned()
}

/// In running text: "các huyện Ba Bể, Pác Nặm; Sở Y tế".
pub(super) fn names(plan: &Plan, codes: &[&str]) -> String {
    together(plan, codes, |_| String::new())
}

/// One of them as it signs: "UBND huyện Ba Bể"; its code if it is unknown.
pub(super) fn agency(plan: &Plan, code: &str) -> String {
    plan.unit(code).map_or(code, Unit::agency).to_owned()
}

/// Its place in the register, for sorting; after all others if it has none.
pub(super) fn rank(plan: &Plan, code: &str) -> usize {
    plan.units().position(|unit| unit.code() == code).unwrap_or(usize::MAX)
}

/// In a column headed "Huyện, thành phố": "Ba Bể", "Thành phố Bắc Kạn".
pub(super) fn in_column(district: &District) -> String {
    if district.name == district.bare() {
        district.name.clone()
    } else {
        upper_first(&district.full_name)
    }
}

fn together(plan: &Plan, codes: &[&str], lead: impl Fn(&District) -> String) -> String {
    let mut phrases: Vec<String> = Vec::new();
    let mut said: Vec<(String, &str)> = Vec::new();
    let meant: Vec<Unit<'_>> =
        plan.units().filter(|unit| codes.contains(&unit.code())).collect();
    let all = plan.districts();
    let everywhere =
        all.len() > 1 && all.iter().all(|one| codes.contains(&one.code.as_str()));
    if everywhere && let Some(first) = all.first() {
        phrases.push(
            format!("{} các {}", lead(first), plan.tier.name).trim_start().to_owned(),
        );
    }
    for unit in &meant {
        match unit {
            Unit::District(_) if everywhere => {}
            Unit::Body(body) => phrases.push(body.name.clone()),
            Unit::District(district) => {
                let group = (lead(district), district.kind.as_str());
                if said.contains(&group) {
                    continue;
                }
                let alike: Vec<&District> = meant
                    .iter()
                    .filter_map(as_district)
                    .filter(|other| (lead(other), other.kind.as_str()) == group)
                    .collect();
                phrases.push(phrase(&group.0, &alike));
                said.push(group);
            }
        }
    }
    phrases.join("; ")
}

fn as_district<'p>(unit: &Unit<'p>) -> Option<&'p District> {
    match unit {
        Unit::District(district) => Some(district),
        Unit::Body(_) => None,
    }
}

/// Districts of one kind under one lead: the kind is said once.
fn phrase(lead: &str, districts: &[&District]) -> String {
    let named = match districts {
        [one] => one.full_name.clone(),
        several => {
            let bare: Vec<&str> =
                several.iter().map(|district| district.bare()).collect();
            let kind = several.first().map_or("", |district| district.kind.as_str());
            format!("các {kind} {}", bare.join(", "))
        }
    };
    format!("{lead} {named}").trim_start().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plan() -> Plan {
        crate::plan::load(std::path::Path::new("no such project"))
            .expect("embedded registers")
    }

    #[test]
    fn districts_come_first_and_their_kind_is_said_once() {
        let plan = plan();
        let codes = ["so-y-te", "pac-nam", "tp-bac-kan", "ba-be"];
        assert_eq!(
            agencies(&plan, &codes),
            "UBND thành phố Bắc Kạn; UBND các huyện Ba Bể, Pác Nặm; Sở Y tế"
        );
        assert_eq!(
            names(&plan, &codes),
            "thành phố Bắc Kạn; các huyện Ba Bể, Pác Nặm; Sở Y tế"
        );
        assert_eq!(names(&plan, &["pac-nam"]), "huyện Pác Nặm");
        assert_eq!(names(&plan, &[]), "");
        let all: Vec<&str> =
            plan.districts().iter().map(|one| one.code.as_str()).collect();
        assert_eq!(agencies(&plan, &all), "UBND các huyện, thành phố");
        assert_eq!(agencies(&plan, &all), all_districts(&plan));
    }

    #[test]
    fn columns_name_the_kind_only_where_the_name_needs_it() {
        let plan = plan();
        let named: Vec<String> = plan.districts().iter().map(in_column).collect();
        assert!(named.contains(&"Ba Bể".to_owned()));
        assert!(named.contains(&"Thành phố Bắc Kạn".to_owned()));
    }
}
