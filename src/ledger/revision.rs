//! What changed from one submission of a unit to the next, cell by cell.

use std::collections::BTreeSet;

use super::Received;
use super::content::Content;
use crate::observation::{Key, Reading, Source};

/// One submission replaced by another, wholly or in part.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Revision {
    pub(crate) unit: String,
    pub(crate) old_file: String,
    pub(crate) new_file: String,
    /// By figure; texts are not compared word by word.
    pub(crate) changes: Vec<Change>,
}

/// One figure in both submissions; nothing where one does not state it.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Change {
    pub(crate) key: Key,
    pub(crate) old: Option<Stated>,
    pub(crate) new: Option<Stated>,
}

/// A figure with the cell it stands in.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Stated {
    pub(crate) reading: Reading,
    pub(crate) source: Source,
}

pub(super) fn revision(
    old: &Received,
    new: &Received,
    before: &Content,
    after: &Content,
) -> Revision {
    let variables = |content: &Content| -> BTreeSet<String> {
        content.figures.keys().map(|key| key.variable.clone()).collect()
    };
    let (had, has) = (variables(before), variables(after));
    // What only one of two complementary files is about has not changed.
    let in_both = |key: &&Key| had.contains(&key.variable) && has.contains(&key.variable);
    let keys: BTreeSet<&Key> =
        before.figures.keys().chain(after.figures.keys()).filter(in_both).collect();
    let stated = |content: &Content, key: &Key| {
        let (reading, source) = content.figures.get(key)?;
        Some(Stated { reading: reading.clone(), source: source.clone() })
    };
    let changes = keys
        .into_iter()
        .map(|key| Change {
            key: key.clone(),
            old: stated(before, key),
            new: stated(after, key),
        })
        .filter(|change| {
            let reading = |one: &Option<Stated>| one.as_ref().map(|s| s.reading.clone());
            reading(&change.old) != reading(&change.new)
        })
        .collect();
    Revision {
        unit: old.unit.clone().unwrap_or_default(),
        old_file: old.file.clone(),
        new_file: new.file.clone(),
        changes,
    }
}
