//! The run's record: what went into it and what came out, by SHA-256.
//!
//! In come the paths and digests of everything a run reads; out goes the
//! [`Manifest`], written beside the outputs as `manifest.json`. Its short hash,
//! printed in the annex of method, names the run: equal inputs give an equal
//! name. Knows nothing of files; who holds the bytes gives their digest.

use std::collections::BTreeMap;
use std::fmt::{self, Write as _};

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

/// The name of the file beside the outputs.
pub(crate) const FILE: &str = "manifest.json";

/// Hex digits of the name of a run: enough to tell all runs of an office apart.
const SHORT: usize = 12;

/// Something read or written, by its path below the project or its name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Item {
    pub(crate) path: String,
    /// 64 hex digits; empty if the file could not be read.
    pub(crate) sha256: String,
}

impl Item {
    pub(crate) fn new(path: impl Into<String>, bytes: &[u8]) -> Self {
        Self { path: path.into(), sha256: digest(bytes) }
    }
}

/// One entry of the clerk that was applied.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Decision {
    /// The sheet of the editorial workbook.
    pub(crate) sheet: String,
    /// What it is about.
    pub(crate) about: String,
    pub(crate) words: String,
}

/// What a run reads: the whole of it decides every figure and every page.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Inputs {
    /// Name and version of the program.
    pub(crate) program: String,
    pub(crate) year: i16,
    /// The date on the report, ISO 8601.
    pub(crate) report_date: String,
    /// Files of the inboxes, earlier years too: `inbox/2024/…`.
    pub(crate) inbox: Vec<Item>,
    pub(crate) registers: Vec<Item>,
    pub(crate) templates: Vec<Item>,
    /// Faces of the font family used.
    pub(crate) fonts: Vec<Item>,
    /// Number of the last issued report, by which revised figures are marked; 0
    /// if there is none.
    pub(crate) issued: u32,
    /// SHA-256 of its record; empty if there is none.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub(crate) issued_sha256: String,
    /// What the clerk decided in the editorial workbook.
    pub(crate) decisions: Vec<Decision>,
}

impl Inputs {
    /// The name of the run: the first digits of the digest of all inputs.
    pub(crate) fn name(&self) -> String {
        let bytes = serde_json::to_vec(self).expect("plain structs serialise");
        let mut name = digest(&bytes);
        name.truncate(SHORT);
        name
    }
}

/// The whole record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Manifest {
    /// As printed in the annex of method.
    pub(crate) run: String,
    pub(crate) inputs: Inputs,
    pub(crate) outputs: Vec<Item>,
    /// Where the report stands among the issued ones; nothing if it was not issued,
    /// or by a version of the program that did not say.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) issue: Option<Link>,
}

/// A link of the chain of issued reports: each names the record of the one before,
/// so that none can be changed without changing all that follow.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Link {
    /// From 1.
    pub(crate) number: u32,
    /// SHA-256 of the record before; nothing for the first.
    pub(crate) previous: Option<String>,
}

impl Manifest {
    /// The record of a run that made these outputs.
    pub(crate) fn new(inputs: Inputs, outputs: Vec<Item>) -> Self {
        Self { run: inputs.name(), inputs, outputs, issue: None }
    }
}

/// What became of something between two runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Fate {
    Added,
    Removed,
    Changed,
}

impl fmt::Display for Fate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Fate::Added => "mới thêm",
            Fate::Removed => "không còn",
            Fate::Changed => "đã thay đổi",
        })
    }
}

/// What differs between two lists, by path.
pub(crate) fn differences(before: &[Item], now: &[Item]) -> Vec<(String, Fate)> {
    let by_path = |items: &[Item]| -> BTreeMap<String, String> {
        items.iter().map(|item| (item.path.clone(), item.sha256.clone())).collect()
    };
    let (before, now) = (by_path(before), by_path(now));
    let mut found: Vec<(String, Fate)> = Vec::new();
    for (path, digest) in &before {
        match now.get(path) {
            None => found.push((path.clone(), Fate::Removed)),
            Some(other) if other != digest => found.push((path.clone(), Fate::Changed)),
            Some(_) => {}
        }
    }
    let added = now.keys().filter(|path| !before.contains_key(*path));
    found.extend(added.map(|path| (path.clone(), Fate::Added)));
    found.sort();
    found
}

/// SHA-256 in lower-case hex.
pub(crate) fn digest(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes))
}

/// A digest as it is written everywhere: lower-case hex.
pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut text, byte| {
        write!(text, "{byte:02x}").expect("a String takes all text");
        text
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// FIPS 180-2, appendix B.1.
    #[test]
    fn a_digest_is_sha_256_in_hex() {
        let abc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
        assert_eq!(digest(b"abc"), abc);
    }

    #[test]
    fn a_run_is_named_by_all_that_went_into_it() {
        let inputs = Inputs { year: 2024, ..Inputs::default() };
        let other = Inputs {
            inbox: vec![Item::new("inbox/2024/a.xlsx", b"1")],
            ..inputs.clone()
        };
        let twin = Inputs { year: 2024, ..Inputs::default() };
        assert_eq!(inputs.name(), twin.name());
        assert_eq!(inputs.name().len(), SHORT);
        assert_ne!(inputs.name(), other.name());
    }

    #[test]
    fn differences_are_told_by_path() {
        let [one, two, three] = ["a", "b", "c"].map(|path| Item::new(path, b"1"));
        let changed = Item::new("b", b"2");
        let found = differences(&[one, two], &[changed, three]);
        let expected = [("a", Fate::Removed), ("b", Fate::Changed), ("c", Fate::Added)]
            .map(|(path, fate)| (path.to_owned(), fate));
        assert_eq!(found, expected);
    }
}
