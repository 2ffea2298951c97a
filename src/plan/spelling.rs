//! All the ways a unit's name is written, from the few the register lists.
//!
//! A district's name comes with or without its kind and with or without an
//! agency before it ("UBND huyện Ba Bể", "Phòng GDĐT H. Ba Bể"); a body's with
//! or without the province behind it. A bare name the province shares ("Bắc
//! Kạn") never stands for the city.

use std::collections::BTreeSet;

use super::key::Key;
use super::unit::{Body, District, Prefix, PrefixLevel, Province};

/// Fills every list of spellings of the units of a day, and the parts of commune
/// names.
pub(super) fn expand(
    province: &Province,
    prefixes: &[Prefix],
    districts: &mut [District],
    bodies: &mut [Body],
) {
    let spellings = Spellings::of(province, prefixes);
    for district in districts {
        let aliases = spellings.of_district_aliases(district);
        let wrong = district.misspellings.iter();
        let wrong = wrong.flat_map(|name| spellings.of_district(name, &district.kind));
        district.misspellings = distinct(wrong, &aliases);
        district.aliases = aliases;
        for commune in &mut district.communes {
            let (kind, bare) = split_kind(&commune.called, prefixes)
                .expect("checked: every commune name begins with a kind");
            (commune.kind, commune.bare) = (kind.to_owned(), bare.to_owned());
        }
    }
    for body in bodies {
        let aliases = spellings.of_body_aliases(body);
        let wrong = body.misspellings.iter();
        let wrong = wrong.flat_map(|name| spellings.of_body(name));
        body.misspellings = distinct(wrong, &aliases);
        body.aliases = aliases;
    }
}

/// What is needed to spell a name out.
pub(super) struct Spellings {
    prefixes: Vec<Prefix>,
    suffixes: Vec<String>,
    /// Names of the province, which no district may be called by alone.
    shared: Vec<Key>,
}

impl Spellings {
    pub(super) fn of(province: &Province, prefixes: &[Prefix]) -> Self {
        Self {
            prefixes: prefixes.to_vec(),
            suffixes: province.body_suffixes.clone(),
            shared: shared_names(province),
        }
    }

    fn of_district_aliases(&self, district: &District) -> Vec<String> {
        let official = [&district.name, &district.full_name, &district.agency];
        let spelt = [district.bare()]
            .into_iter()
            .chain(district.aliases.iter().map(String::as_str))
            .flat_map(|name| self.of_district(name, &district.kind));
        distinct(official.into_iter().cloned().chain(spelt), &[])
    }

    /// One bare name of a district of a kind, alone and with what goes before.
    pub(super) fn of_district(&self, name: &str, kind: &str) -> Vec<String> {
        let mut forms = Vec::new();
        let key = Key::of(name);
        if !self.shared.iter().any(|shared| shared.plain == key.plain) {
            forms.push(name.to_owned());
        }
        forms.extend(self.before(PrefixLevel::District, Some(kind), &[name.to_owned()]));
        let with_agency = self.before(PrefixLevel::Agency, None, &forms);
        forms.extend(with_agency);
        forms
    }

    fn before(
        &self,
        level: PrefixLevel,
        kind: Option<&str>,
        names: &[String],
    ) -> Vec<String> {
        self.prefixes
            .iter()
            .filter(|prefix| prefix.level == level)
            .filter(|prefix| kind.is_none_or(|kind| prefix.kind == kind))
            .flat_map(|prefix| &prefix.written)
            .flat_map(|word| names.iter().map(move |name| format!("{word} {name}")))
            .collect()
    }

    fn of_body_aliases(&self, body: &Body) -> Vec<String> {
        let names = [&body.name].into_iter().chain(&body.aliases);
        distinct(names.flat_map(|name| self.of_body(name)), &[])
    }

    /// One name of a body, as listed and with each suffix.
    pub(super) fn of_body(&self, name: &str) -> Vec<String> {
        let stem = self
            .suffixes
            .iter()
            .find_map(|suffix| name.strip_suffix(suffix.as_str())?.strip_suffix(' '));
        let stem = stem.unwrap_or(name);
        let with_suffix = self.suffixes.iter().map(|suffix| format!("{stem} {suffix}"));
        [name.to_owned()].into_iter().chain(with_suffix).collect()
    }
}

/// The names of the province itself.
fn shared_names(province: &Province) -> Vec<Key> {
    [&province.name]
        .into_iter()
        .chain(&province.aliases)
        .chain(&province.misspellings)
        .map(|name| Key::of(name))
        .collect()
}

/// Kind and bare name of a commune: "Thị trấn", "Chợ Rã".
pub(super) fn split_kind<'n>(
    name: &'n str,
    prefixes: &'n [Prefix],
) -> Option<(&'n str, &'n str)> {
    prefixes.iter().filter(|prefix| prefix.level == PrefixLevel::Commune).find_map(
        |prefix| {
            let bare = name.strip_prefix(prefix.kind.as_str())?.strip_prefix(' ')?;
            Some((prefix.kind.as_str(), bare))
        },
    )
}

/// Each spelling once, as names are compared, and none that is known already.
fn distinct(spellings: impl Iterator<Item = String>, known: &[String]) -> Vec<String> {
    let mut keys: BTreeSet<Key> = known.iter().map(|name| Key::of(name)).collect();
    spellings.filter(|name| keys.insert(Key::of(name))).collect()
}
