//! What changed from one submission of a unit to the next, as written to
//! `summary.json`: a line a figure, with both cells.

use serde::Serialize;

use crate::document::Material;
use crate::ledger::{self, Stated};
use crate::observation::Reading;

/// One submission replaced by another, wholly or in part.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(super) struct Revision {
    unit: String,
    old_file: String,
    new_file: String,
    changes: Vec<Change>,
}

/// One figure in both submissions; null where one does not state it.
#[derive(Debug, Clone, PartialEq, Serialize)]
struct Change {
    variable: String,
    /// `total`, `registered`, `achieved`, `level`, `mark`, `level:Mức độ 1`.
    measure: String,
    unit: String,
    commune: Option<String>,
    old: Option<Cell>,
    new: Option<Cell>,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
struct Cell {
    sheet: String,
    cell: String,
    /// A count, or a level; `-` for "nothing occurred"; true or false for a
    /// cross.
    value: serde_json::Value,
}

pub(super) fn revisions(material: &Material<'_>) -> Vec<Revision> {
    material.ledger.revisions.iter().map(revision).collect()
}

fn revision(revision: &ledger::Revision) -> Revision {
    Revision {
        unit: revision.unit.clone(),
        old_file: revision.old_file.clone(),
        new_file: revision.new_file.clone(),
        changes: revision.changes.iter().map(change).collect(),
    }
}

fn change(change: &ledger::Change) -> Change {
    Change {
        variable: change.key.variable.clone(),
        measure: change.key.measure.code(),
        unit: change.key.unit.clone(),
        commune: change.key.commune.clone(),
        old: change.old.as_ref().map(cell),
        new: change.new.as_ref().map(cell),
    }
}

fn cell(stated: &Stated) -> Cell {
    Cell {
        sheet: stated.source.sheet.clone(),
        cell: stated.source.at.to_string(),
        value: match &stated.reading {
            Reading::Count(count) => (*count).into(),
            Reading::Nothing => "-".into(),
            Reading::Level(level) => level.as_str().into(),
            Reading::Mark(mark) => (*mark).into(),
        },
    }
}
