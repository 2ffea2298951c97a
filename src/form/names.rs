//! Whose name is this: resolves unit names as offices write them.
//!
//! Exact aliases first. A name that only comes near is never applied: the
//! nearest names are proposed in a finding and the clerk adds an alias.

mod files;
mod remarked;
mod scope;
mod stripped;

pub(crate) use self::scope::Scope;
pub(crate) use self::stripped::{strip_footnote, strip_ordinal};

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::plan::Plan;
use crate::plan::key::Key;
use crate::plan::unit::PrefixLevel;
use crate::plan::vocabulary::loose;

/// Who a name names.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub(crate) enum Who {
    District(String),
    Body(String),
    /// District code and official commune name.
    Commune {
        district: String,
        name: String,
    },
    /// A part of the sender that stands in no register: a village of a commune, a kind
    /// of institution.
    Part(String),
    /// A commune of the province that is no part of the plan's area.
    Outside(String),
}

impl Who {
    /// The reporting unit itself, not a commune.
    pub(crate) fn unit(&self) -> Option<&str> {
        match self {
            Who::District(code) | Who::Body(code) => Some(code),
            Who::Commune { .. } | Who::Part(_) | Who::Outside(_) => None,
        }
    }
}

/// A name of which the clerk has said whom it means.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Confirmed {
    pub(crate) of: Writer,
    /// As it was written; of a file, its name.
    pub(crate) written: String,
    pub(crate) who: Who,
}

/// In whose reports a confirmed name holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Writer {
    /// Code of the unit whose reports use the name.
    Unit(String),
    /// The name is that of a file: whose report it is.
    File,
}

/// A name found in the register.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Named {
    pub(crate) who: Who,
    /// The official name, when what was written is a known misspelling.
    pub(crate) misspelt: Option<String>,
}

#[derive(Debug)]
struct Entry {
    key: Key,
    official: String,
    who: Who,
    misspelling: bool,
}

/// The index of all names of all units.
#[derive(Debug, Default)]
pub(crate) struct Names {
    entries: Vec<Entry>,
    by_plain: BTreeMap<String, Vec<usize>>,
    /// Bare words that mean a district in a list of districts only.
    in_lists: Vec<(Key, Named)>,
    /// Names of the province.
    province: Vec<Key>,
    /// Words by which a text says that it is about the plan's area, and about the whole.
    within: Vec<Key>,
    whole: Vec<Key>,
    /// Variables that count the whole province all the same.
    counts_province: BTreeSet<String>,
    /// The areas are communes that answer for themselves.
    pub(super) has_two_tiers: bool,
    /// What was near to names of one workbook.
    near: RefCell<Near>,
}

/// Names near to a text written in a report of a district, or of a body.
type Near = BTreeMap<(String, Option<String>), Vec<String>>;

/// Different names of one workbook for which the nearest are looked up.
const ASKED: usize = 1_000;
/// Before a commune that signs: "UBND xã".
const OFFICE: &str = "UBND";
/// Letters of a text that may be a name.
const LONGEST: usize = 100;

/// Words before a commune's own name, by kind of commune, and with its office before
/// them.
struct Prefixes(Vec<(String, Vec<Key>)>);

impl Prefixes {
    fn of(plan: &Plan) -> Self {
        let of_communes =
            plan.prefixes.iter().filter(|prefix| prefix.level == PrefixLevel::Commune);
        let keys = |written: &String| {
            [Key::of(written), Key::of(&format!("{OFFICE} {written}"))]
        };
        let keyed = of_communes
            .map(|one| (one.kind.clone(), one.written.iter().flat_map(keys).collect()));
        Self(keyed.collect())
    }

    /// The kind of an official name, "Thị trấn" of "Thị trấn Chợ Rã".
    fn kind_of<'p>(&'p self, name: &str) -> Option<&'p str> {
        let mut kinds = self.0.iter().map(|(kind, _)| kind.as_str());
        kinds.find(|kind| name.starts_with(kind))
    }
}

impl Names {
    pub(crate) fn new(plan: &Plan) -> Self {
        let mut names = Self { has_two_tiers: plan.has_two_tiers(), ..Self::default() };
        let prefixes = Prefixes::of(plan);
        for district in plan.districts() {
            let who = Who::District(district.code.clone());
            for alias in &district.aliases {
                names.add(alias, &district.name, &who, false);
            }
            for wrong in &district.misspellings {
                names.add(wrong, &district.name, &who, true);
            }
            for alias in &district.list_aliases {
                let named = Named { who: who.clone(), misspelt: None };
                names.in_lists.push((Key::of(alias), named));
            }
            for commune in &district.communes {
                let who = Who::Commune {
                    district: district.code.clone(),
                    name: commune.name.clone(),
                };
                names.add_commune(&commune.name, &commune.name, &who, false, &prefixes);
                for alias in &commune.aliases {
                    names.add_commune(alias, &commune.name, &who, false, &prefixes);
                }
                for one in &commune.renamed {
                    names.add_commune(&one.name, &one.name, &who, false, &prefixes);
                }
                for wrong in &commune.misspellings {
                    names.add_commune(wrong, &commune.name, &who, true, &prefixes);
                }
            }
        }
        for name in plan.outside.iter().flat_map(|outside| &outside.names) {
            let who = Who::Outside(name.clone());
            names.add_commune(name, name, &who, false, &prefixes);
        }
        let province = &plan.province;
        let spelt = [&province.full_name, &province.name];
        names.province = spelt.into_iter().map(|name| Key::of(name)).collect();
        let keys = |words: &[String]| words.iter().map(|word| loose(word)).collect();
        names.within = keys(&province.within);
        names.whole = keys(&province.whole);
        let whole = plan.indicators().iter().filter(|one| one.whole_province);
        names.counts_province = whole.map(|one| one.variable.clone()).collect();
        for body in plan.bodies() {
            let who = Who::Body(body.code.clone());
            names.add(&body.name, &body.name, &who, false);
            for alias in &body.aliases {
                names.add(alias, &body.name, &who, false);
            }
            for wrong in &body.misspellings {
                names.add(wrong, &body.name, &who, true);
            }
        }
        names
    }

    /// Takes in a name as some unit writes it.
    pub(super) fn confirm(&mut self, written: &str, who: &Who) {
        let official = match who {
            Who::Commune { name, .. } | Who::Part(name) | Who::Outside(name) => name,
            Who::District(code) | Who::Body(code) => code,
        };
        self.add(strip_footnote(strip_ordinal(written)), official, who, false);
    }

    fn add(&mut self, alias: &str, official: &str, who: &Who, misspelling: bool) {
        self.add_key(Key::of(alias), official, who, misspelling);
    }

    fn add_key(&mut self, key: Key, official: &str, who: &Who, misspelling: bool) {
        let at = self.by_plain.entry(key.plain.clone()).or_default();
        at.push(self.entries.len());
        self.entries.push(Entry {
            key,
            official: official.to_owned(),
            who: who.clone(),
            misspelling,
        });
    }

    /// A commune under its name, with every usual prefix, and bare.
    fn add_commune(
        &mut self,
        alias: &str,
        official: &str,
        who: &Who,
        misspelling: bool,
        prefixes: &Prefixes,
    ) {
        let kind = prefixes.kind_of(official);
        let own = prefixes.kind_of(alias).map_or(0, str::len);
        let bare = Key::of(alias[own..].trim());
        for (other, keys) in &prefixes.0 {
            let wrong_kind = kind != Some(other.as_str());
            for prefix in keys {
                let key = Key::joined(prefix, &bare);
                self.add_key(key, official, who, misspelling || wrong_kind);
            }
        }
        self.add_key(bare, official, who, misspelling);
    }

    /// Everyone a text names exactly; more than one when a name is shared.
    pub(crate) fn find(&self, text: &str) -> Vec<Named> {
        let bare = strip_footnote(strip_ordinal(text));
        // Whoever doubts the name has not named anybody: `Phường Đức Xuân ?`.
        if bare.contains('?') {
            return Vec::new();
        }
        let found = self.find_bare(bare);
        if found.is_empty() { self.find_remarked(bare) } else { found }
    }

    fn find_bare(&self, text: &str) -> Vec<Named> {
        let typed = Key::of(text);
        let Some(indices) = self.by_plain.get(&typed.plain) else { return Vec::new() };
        let mut found: Vec<Named> = Vec::new();
        let exact_first = [false, true];
        for misspelling in exact_first {
            for entry in indices.iter().map(|index| &self.entries[*index]) {
                if entry.misspelling == misspelling
                    && typed.names(&entry.key)
                    && !found.iter().any(|named| named.who == entry.who)
                {
                    let misspelt = misspelling.then(|| entry.official.clone());
                    found.push(Named { who: entry.who.clone(), misspelt });
                }
            }
        }
        found
    }

    /// The reporting unit a text names; none where a commune outside the plan's area
    /// is called the same.
    pub(crate) fn unit(&self, text: &str) -> Option<Named> {
        let found = self.find(text);
        let is_outside = |named: &Named| matches!(named.who, Who::Outside(_));
        if found.iter().any(is_outside) {
            return None;
        }
        found.into_iter().find(|named| named.who.unit().is_some())
    }

    /// The district a bare word means in a list of districts: `Bắc Kạn`.
    pub(crate) fn in_list(&self, text: &str) -> Option<&Named> {
        let typed = Key::of(strip_footnote(strip_ordinal(text)));
        let found = self.in_lists.iter().find(|(key, _)| typed.names(key));
        found.map(|(_, named)| named)
    }

    /// Official names nearest to an unknown one, best first, three at most.
    /// Only communes of `home` and districts are proposed.
    pub(crate) fn nearest(&self, text: &str, home: Option<&str>) -> Vec<String> {
        let asked = (text.to_owned(), home.map(str::to_owned));
        if let Some(known) = self.near.borrow().get(&asked) {
            return known.clone();
        }
        if self.near.borrow().len() >= ASKED {
            return Vec::new();
        }
        let near = self.ranked(text, |who| match (who, home) {
            (Who::Commune { district, .. }, Some(home)) => district == home,
            (Who::District(_), None) => true,
            (
                Who::District(_)
                | Who::Body(_)
                | Who::Commune { .. }
                | Who::Part(_)
                | Who::Outside(_),
                _,
            ) => false,
        });
        self.near.borrow_mut().insert(asked, near.clone());
        near
    }

    /// Forgets what was near to the names of another workbook: what is said of one
    /// must not depend on those read before it.
    pub(super) fn begin(&self) {
        self.near.borrow_mut().clear();
    }

    /// Official names of reporting units nearest to a text, three at most.
    pub(crate) fn nearest_units(&self, text: &str) -> Vec<String> {
        self.ranked(text, |who| who.unit().is_some())
    }

    fn ranked(&self, text: &str, proposed: impl Fn(&Who) -> bool) -> Vec<String> {
        let typed = Key::of(strip_footnote(strip_ordinal(text))).plain;
        // What is much longer than any name is near to none.
        let typed: String = typed.chars().take(LONGEST).collect();
        let mut scored: BTreeMap<&str, usize> = BTreeMap::new();
        for entry in self.entries.iter().filter(|entry| proposed(&entry.who)) {
            let distance = edit_distance(&typed, &entry.key.plain);
            let best = scored.entry(&entry.official).or_insert(distance);
            *best = distance.min(*best);
        }
        let mut ranked: Vec<(usize, &str)> =
            scored.into_iter().map(|(name, distance)| (distance, name)).collect();
        ranked.sort_unstable();
        ranked.into_iter().take(3).map(|(_, name)| name.to_owned()).collect()
    }
}

/// The commune among those named, for a report of the given district: its own
/// before one of the same name elsewhere.
pub(crate) fn commune_of<'n>(
    named: &'n [Named],
    home: Option<&str>,
) -> Option<&'n Named> {
    let mut communes = named.iter().filter(|one| matches!(one.who, Who::Commune { .. }));
    let own = communes.clone().find(|one| match &one.who {
        Who::Commune { district, .. } => Some(district.as_str()) == home,
        Who::District(_) | Who::Body(_) | Who::Part(_) | Who::Outside(_) => false,
    });
    let first = communes.next();
    own.or(if communes.next().is_none() { first } else { None })
}

/// The district among those named.
pub(crate) fn district_of(named: &[Named]) -> Option<&Named> {
    named.iter().find(|one| matches!(one.who, Who::District(_)))
}

/// Levenshtein distance over characters.
pub(crate) fn edit_distance(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, from) in a.chars().enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, to) in b.iter().enumerate() {
            let substituted = diagonal + usize::from(from != *to);
            diagonal = row[j + 1];
            row[j + 1] = substituted.min(row[j] + 1).min(diagonal + 1);
        }
    }
    row[b.len()]
}
