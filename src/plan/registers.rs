//! All registers as they were written, and the plan they make on a day.
//!
//! Nothing that has a validity can be asked of them without a day: [`Registers::on`]
//! is the only way to a [`Plan`], and a plan holds what holds on its day and nothing
//! else. What went before and what came after is a plan of another day.

use std::collections::BTreeSet;
use std::ops::RangeInclusive;
use std::path::Path;
use std::sync::Arc;

use jiff::civil::Date;

use super::component::Component;
use super::dates::Validity;
use super::error::PlanError;
use super::office::{Office, OfficeRegister};
use super::read::Files;
use super::unit::{Body, Commune, District, Merged, Origin, Province, UnitRegister};
use super::vocabulary::Vocabulary;
use super::{Plan, PlanRegister, checks, read, spelling};

/// The registers of a project, checked within and between one another.
#[derive(Debug)]
pub(crate) struct Registers {
    pub(super) plan: PlanRegister,
    pub(super) units: UnitRegister,
    pub(super) offices: Vec<Office>,
    pub(super) components: Vec<Component>,
    pub(super) vocabulary: Arc<Vocabulary>,
    /// What they were read from.
    files: Files,
}

impl Registers {
    /// Reads and checks all registers of a project.
    pub(crate) fn load(project: &Path) -> Result<Arc<Self>, PlanError> {
        Self::of(read::all(project)?)
    }

    /// Checks registers that were read before.
    pub(crate) fn of(files: Files) -> Result<Arc<Self>, PlanError> {
        let units: UnitRegister = files.units.parse()?;
        let plan: PlanRegister = files.plan.parse()?;
        let offices: OfficeRegister = files.office.parse()?;
        let components = files.components()?;
        let vocabulary: Vocabulary = files.vocabulary.parse()?;
        checks::check_units(&units, &files.units)?;
        let bodies: Vec<&str> =
            units.bodies.iter().map(|one| one.code.as_str()).collect();
        checks::check_indicators(&plan, &bodies, &files.plan)?;
        checks::check_offices(&offices.offices, &files.office)?;
        checks::check_components(&components, &bodies, &files.components)?;
        checks::check_words(&vocabulary, &plan.variables, &files.vocabulary)?;
        let vocabulary = Arc::new(vocabulary);
        let offices = offices.offices;
        let all = Arc::new(Self { plan, units, offices, components, vocabulary, files });
        for day in all.turning_days() {
            checks::check_day(&all, day, &all.files)?;
        }
        Ok(all)
    }

    /// What they were read from.
    pub(crate) fn files(&self) -> &Files {
        &self.files
    }

    /// The plan as it holds on a day.
    pub(crate) fn on(self: &Arc<Self>, day: Date) -> Plan {
        let (province, districts) = self.areas(day);
        let mut districts = districts;
        let bodies = self.units.bodies.iter();
        let mut bodies: Vec<_> =
            bodies.filter(|body| body.validity().holds_on(day)).cloned().collect();
        let prefixes = self.units.prefixes.clone();
        spelling::expand(&province, &prefixes, &mut districts, &mut bodies);
        let mut bases = self.plan.bases.clone();
        let mut indicators = self.plan.indicators.clone();
        let mut amendments: Vec<_> = self.plan.amendments.iter().collect();
        amendments.retain(|one| one.valid_from <= day);
        amendments.sort_by_key(|one| one.valid_from);
        for amendment in &amendments {
            amendment.apply(&mut bases, &mut indicators);
        }
        indicators.retain(|one| one.valid_from.is_none_or(|from| from <= day));
        for indicator in &mut indicators {
            indicator.over = !indicator.validity().holds_on(day);
        }
        let mut components = self.components.clone();
        for component in &mut components {
            component.lead = answering(&component.lead, &bodies).to_owned();
        }
        let outside = self.units.outside.iter();
        let outside = outside.filter(|one| one.validity().holds_on(day));
        Plan {
            day,
            decision: self.plan.decision.clone(),
            sections: self.plan.sections.clone(),
            task_groups: self.plan.task_groups.clone(),
            bases,
            variables: self.plan.variables.clone(),
            indicators,
            amendments: amendments.into_iter().cloned().collect(),
            province,
            prefixes,
            tier: held(&self.units.tiers, day, |tier| tier.validity()).clone(),
            districts,
            outside: outside.cloned().collect(),
            bodies,
            office: held(&self.offices, day, Office::validity).clone(),
            components,
            vocabulary: Arc::clone(&self.vocabulary),
            all: Arc::clone(self),
        }
    }

    /// The years a report may be of.
    pub(crate) fn years(&self) -> RangeInclusive<i16> {
        self.plan.decision.years()
    }

    /// The plan at the end of a year, by which the year is judged.
    pub(crate) fn of_year(self: &Arc<Self>, year: i16) -> Plan {
        self.on(last_day(year))
    }

    /// A day of every tier of administration, in order.
    pub(crate) fn tiers(&self) -> Vec<Date> {
        let mut days: Vec<Date> = self
            .units
            .tiers
            .iter()
            .filter_map(|tier| tier.valid_to.or(tier.valid_from))
            .collect();
        days.sort_unstable();
        days
    }

    /// Province and authorities of a day, as the register has them.
    pub(super) fn areas(&self, day: Date) -> (Province, Vec<District>) {
        let province = held(&self.units.provinces, day, |one| one.validity()).clone();
        let called = |commune: &Commune, day: Date| Commune {
            called: commune.called_on(day).to_owned(),
            ..commune.clone()
        };
        let of_districts = self.units.districts.iter();
        let of_districts = of_districts.filter(|one| one.validity().holds_on(day));
        let mut districts: Vec<District> = of_districts.cloned().collect();
        for commune in districts.iter_mut().flat_map(|one| &mut one.communes) {
            *commune = called(commune, day);
        }
        let merged = self.units.communes.iter();
        let merged = merged.filter(|one| one.validity().holds_on(day));
        districts.extend(merged.map(|one| {
            let before = one.valid_from.and_then(|from| from.yesterday().ok());
            let parts = one.formed_from.iter().filter_map(|origin| {
                Some(called(self.commune(origin)?, before.unwrap_or(day)))
            });
            authority(one, parts.collect())
        }));
        (province, districts)
    }

    /// A commune of a district, as the register has it.
    pub(super) fn commune(&self, origin: &Origin) -> Option<&Commune> {
        let districts = self.units.districts.iter();
        let of = districts.clone().find(|district| district.code == origin.district)?;
        of.commune(&origin.name)
    }

    /// What a body was called that ended before a day.
    pub(super) fn former_name(&self, code: &str, by: Option<Date>) -> Option<&str> {
        let ended = self.units.bodies.iter().filter(|body| body.code == code);
        let ended = ended.filter(|body| body.valid_to.is_some() && body.valid_to < by);
        ended.max_by_key(|body| body.valid_to).map(|body| body.name.as_str())
    }

    /// What a unit of whatever time is called; its code, if there never was one.
    pub(super) fn unit_name<'p>(&'p self, code: &'p str) -> &'p str {
        let units = &self.units;
        let districts = units.districts.iter().map(|one| (&one.code, &one.name));
        let communes = units.communes.iter().map(|one| (&one.code, &one.name));
        let bodies = units.bodies.iter().map(|one| (&one.code, &one.name));
        let mut all = districts.chain(communes).chain(bodies);
        all.find(|(own, _)| *own == code).map_or(code, |(_, name)| name)
    }

    /// The days on which something begins or has just ended.
    fn turning_days(&self) -> BTreeSet<Date> {
        let units = &self.units;
        let validities = (units.bodies.iter().map(|one| one.validity()))
            .chain(units.districts.iter().map(District::validity))
            .chain(units.communes.iter().map(Merged::validity))
            .chain(self.offices.iter().map(Office::validity));
        let days = validities.flat_map(|one| [one.from, one.day_after()]).flatten();
        let amended = self.plan.amendments.iter().map(|one| one.valid_from);
        let begin = self.plan.decision.date;
        days.chain(amended).chain([begin]).filter(|day| *day >= begin).collect()
    }
}

/// 31 December.
pub(super) fn last_day(year: i16) -> Date {
    Date::new(year, 12, 31).expect("every year has a 31 December")
}

/// What holds on a day; where nothing does, the nearest: the checks let no day of the
/// plan be without.
fn held<T>(all: &[T], day: Date, validity: impl Fn(&T) -> Validity) -> &T {
    let on = all.iter().find(|one| validity(one).holds_on(day));
    on.or(all.first()).expect("checked: there is one for every day of the plan")
}

/// Who answers on a day for what a body was charged with: itself, or who took over its
/// work; nobody but itself where that cannot be told.
fn answering<'b>(code: &'b str, bodies: &'b [Body]) -> &'b str {
    if bodies.iter().any(|body| body.code == code) {
        return code;
    }
    let takes_over =
        |body: &&Body| body.succeeds.iter().any(|before| before.code == code);
    let mut successors = bodies.iter().filter(takes_over);
    match (successors.next(), successors.next()) {
        (Some(successor), None) => &successor.code,
        _ => code,
    }
}

/// A commune that answers for itself, made of communes that were another's.
fn authority(merged: &Merged, communes: Vec<Commune>) -> District {
    let mut kind = merged.kind.chars();
    let first: String = kind.next().into_iter().flat_map(char::to_uppercase).collect();
    let bare = merged.name.strip_prefix(&format!("{first}{} ", kind.as_str()));
    let bare = bare.unwrap_or(&merged.name);
    let full_name = format!("{} {bare}", merged.kind);
    let origins = merged.formed_from.iter().zip(&communes);
    let formed_from = origins
        .map(|(origin, commune)| Origin {
            district: origin.district.clone(),
            name: commune.name.clone(),
        })
        .collect();
    District {
        phone: merged.phone.clone(),
        code: merged.code.clone(),
        name: merged.name.clone(),
        kind: merged.kind.clone(),
        agency: format!("UBND {full_name}"),
        full_name,
        aliases: merged.aliases.clone(),
        list_aliases: Vec::new(),
        misspellings: merged.misspellings.clone(),
        valid_from: merged.valid_from,
        valid_to: merged.valid_to,
        communes,
        document: Some(merged.document.clone()),
        formed_from,
    }
}
