//! Whose name is this: resolves unit names as offices write them.
//!
//! Exact aliases first. A name that only comes near is never applied: the
//! nearest names are proposed in a finding and the clerk adds an alias.

mod remarked;

use std::cell::RefCell;
use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::plan::Plan;
use crate::plan::key::Key;

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
}

impl Who {
    /// The reporting unit itself, not a commune.
    pub(crate) fn unit(&self) -> Option<&str> {
        match self {
            Who::District(code) | Who::Body(code) => Some(code),
            Who::Commune { .. } => None,
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
    /// What was near to names of one workbook.
    near: RefCell<BTreeMap<(String, Option<String>), Vec<String>>>,
}

/// Different names of one workbook for which the nearest are looked up.
const ASKED: usize = 1_000;
/// Letters of a text that may be a name.
const LONGEST: usize = 100;

/// Words before a commune's own name, by kind of commune.
const COMMUNE_PREFIXES: [(&str, &[&str]); 3] = [
    ("Xã", &["xã", "x", "ubnd xã", "ubnd x"]),
    ("Phường", &["phường", "p", "ph", "ubnd phường", "ubnd p"]),
    ("Thị trấn", &["thị trấn", "tt", "t t", "th trấn", "ubnd thị trấn", "ubnd tt"]),
];

/// The keys of [`COMMUNE_PREFIXES`].
struct Prefixes([(&'static str, Vec<Key>); 3]);

impl Prefixes {
    fn new() -> Self {
        Self(COMMUNE_PREFIXES.map(|(kind, written)| {
            (kind, written.iter().map(|word| Key::of(word)).collect())
        }))
    }
}

impl Names {
    pub(crate) fn new(plan: &Plan) -> Self {
        let mut names = Self::default();
        let prefixes = Prefixes::new();
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
                for wrong in &commune.misspellings {
                    names.add_commune(wrong, &commune.name, &who, true, &prefixes);
                }
            }
        }
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
            Who::Commune { name, .. } => name,
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
        let kind = COMMUNE_PREFIXES.iter().find(|(kind, _)| official.starts_with(kind));
        let bare = COMMUNE_PREFIXES
            .iter()
            .find_map(|(kind, _)| alias.strip_prefix(kind))
            .unwrap_or(alias)
            .trim();
        let bare = Key::of(bare);
        for (other, prefixes) in &prefixes.0 {
            let wrong_kind = kind.is_none_or(|(kind, _)| kind != other);
            for prefix in prefixes {
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

    /// The reporting unit a text names.
    pub(crate) fn unit(&self, text: &str) -> Option<Named> {
        self.find(text).into_iter().find(|named| named.who.unit().is_some())
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
            (Who::District(_) | Who::Body(_) | Who::Commune { .. }, _) => false,
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
        Who::District(_) | Who::Body(_) => false,
    });
    let first = communes.next();
    own.or(if communes.next().is_none() { first } else { None })
}

/// The district among those named.
pub(crate) fn district_of(named: &[Named]) -> Option<&Named> {
    named.iter().find(|one| matches!(one.who, Who::District(_)))
}

/// A name without a leading `1.`, `(1)`, `(a)`, `-` or `+`.
pub(crate) fn strip_ordinal(text: &str) -> &str {
    let text = text.trim().trim_start_matches(['-', '+', '•', '*', '–']).trim_start();
    if let Some((number, rest)) =
        text.strip_prefix('(').and_then(|text| text.split_once(')'))
        && rest.trim_start().starts_with(char::is_alphabetic)
        && (number.len() == 1 && number.starts_with(|c: char| c.is_ascii_lowercase())
            || number.len() <= 2 && number.chars().all(|c| c.is_ascii_digit()))
    {
        return rest.trim_start();
    }
    let head = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(0);
    let rest = &text[head..];
    match rest.strip_prefix(['.', ')', '/']) {
        Some(rest) if head > 0 => rest.trim_start(),
        Some(_) | None => text,
    }
}

/// A text without the mark of a footnote behind it: `Xã An Thắng (1)`, `7.154*`.
pub(crate) fn strip_footnote(text: &str) -> &str {
    let bare = text.trim_end().trim_end_matches(['*', '¹', '²', '³', '†']);
    let bare = bare.trim_end();
    let Some((head, note)) = bare.strip_suffix(')').and_then(|b| b.rsplit_once('('))
    else {
        return bare;
    };
    let is_mark = note.len() == 1 && note.chars().all(|c| c.is_ascii_digit() || c == '*');
    let head = head.trim_end();
    if is_mark && !head.is_empty() { head } else { bare }
}

/// Levenshtein distance over characters.
fn edit_distance(a: &str, b: &str) -> usize {
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

impl Names {
    pub(crate) fn is_unit(&self, code: &str) -> bool {
        self.entries.iter().any(|entry| entry.who.unit() == Some(code))
    }

    pub(crate) fn is_district(&self, code: &str) -> bool {
        let is_it = |who: &Who| matches!(who, Who::District(other) if other == code);
        self.entries.iter().any(|entry| is_it(&entry.who))
    }

    /// The one reporting unit whose name occurs in a file's name, the longest
    /// name winning: `PacNam_BC_2024`, `CAT_bao cao 2024`.
    pub(crate) fn in_file_name(&self, stem: &Key) -> Option<String> {
        let squeezed = stem.plain.replace(' ', "");
        let mut longest = 0;
        let mut found: Vec<&str> = Vec::new();
        for entry in &self.entries {
            let Some(code) = entry.who.unit() else { continue };
            let alias = &entry.key.plain;
            let whole_words = crate::plan::vocabulary::holds(&stem.plain, alias);
            let bare = alias.replace(' ', "");
            let run_together = bare.len() >= 5 && squeezed.contains(&bare);
            if !(whole_words || run_together) || bare.len() < longest {
                continue;
            }
            if bare.len() > longest {
                longest = bare.len();
                found.clear();
            }
            if !found.contains(&code) {
                found.push(code);
            }
        }
        match found.as_slice() {
            [one] => Some((*one).to_owned()),
            _ => None,
        }
    }
}
