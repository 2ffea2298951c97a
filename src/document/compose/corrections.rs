//! Submissions that a later one of the same unit replaced, with every figure
//! that changed: from the ledger's own comparison, cell by cell.

use crate::document::Material;
use crate::document::report::annex::CorrectionRow;
use crate::document::text::{clean, shortened};
use crate::document::wording::{NONE, NOT_REPORTED, count, short_date};
use crate::form::label::Measure;
use crate::ledger::{Change, Revision, Stated};
use crate::observation::Reading;

use super::submissions::{LONGEST_NAME, unit_name};

/// So many changes are listed one by one.
const MOST_CHANGES: usize = 40;

pub(super) fn rows(material: &Material<'_>) -> Vec<CorrectionRow> {
    let revisions = material.ledger.revisions.iter().enumerate();
    revisions
        .map(|(index, revision)| CorrectionRow {
            number: (index + 1).to_string(),
            unit: unit_name(material, Some(&revision.unit)),
            replaced: named(material, &revision.old_file),
            replaced_by: named(material, &revision.new_file),
            changes: changes(material, revision),
        })
        .collect()
}

/// Units some of whose figures stand in a version that replaced another one.
pub(super) fn revised<'a>(material: &Material<'a>) -> Vec<&'a str> {
    let changed = material.ledger.revisions.iter();
    let changed = changed.filter(|revision| !revision.changes.is_empty());
    changed.map(|revision| revision.unit.as_str()).collect()
}

/// "PacNam_BC_2024.xlsx (11/12/2024)".
fn named(material: &Material<'_>, file: &str) -> String {
    let entry = material.ledger.entries.iter().find(|entry| entry.file == file);
    let date = entry.and_then(|entry| entry.date);
    let date = date.map_or_else(|| "không ghi ngày".to_owned(), short_date);
    format!("{} ({date})", shortened(&clean(file), LONGEST_NAME))
}

fn changes(material: &Material<'_>, revision: &Revision) -> Vec<String> {
    let listed = revision.changes.iter().take(MOST_CHANGES);
    let mut listed: Vec<String> =
        listed.map(|change| in_words(material, change)).collect();
    let more = revision.changes.len().saturating_sub(MOST_CHANGES);
    if more > 0 {
        listed.push(format!("và {more} số khác, ghi đầy đủ trong tệp summary.json"));
    }
    listed
}

/// "Biểu, ô E13: Xã Cao Tân, Gia đình học tập, đạt: 5.150 → 515".
fn in_words(material: &Material<'_>, change: &Change) -> String {
    let key = &change.key;
    let whom =
        key.commune.clone().unwrap_or_else(|| unit_name(material, Some(&key.unit)));
    let place = change.new.as_ref().or(change.old.as_ref()).map(|stated| {
        let source = &stated.source;
        format!("{}, ô {}: ", shortened(&clean(&source.sheet), LONGEST_NAME), source.at)
    });
    format!(
        "{}{whom}, {}{}: {} → {}",
        place.unwrap_or_default(),
        material.plan.variable_name(&key.variable),
        measure(&key.measure),
        value(change.old.as_ref()),
        value(change.new.as_ref()),
    )
}

fn measure(measure: &Measure) -> String {
    match measure {
        Measure::Total => ", tổng số".to_owned(),
        Measure::Registered => ", đăng ký".to_owned(),
        Measure::Achieved => ", đạt".to_owned(),
        Measure::AtLevel(level) => format!(", {}", clean(level)),
        Measure::Rate => ", tỷ lệ".to_owned(),
        Measure::Level | Measure::Mark => String::new(),
    }
}

/// Nothing stated is three dots, as everywhere.
fn value(stated: Option<&Stated>) -> String {
    match stated.map(|stated| &stated.reading) {
        Some(Reading::Count(value)) => count(*value),
        Some(Reading::Nothing) => NONE.to_owned(),
        Some(Reading::Level(level)) => clean(level),
        Some(Reading::Mark(true)) => "x".to_owned(),
        Some(Reading::Mark(false)) => "không đánh dấu".to_owned(),
        None => NOT_REPORTED.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::compose::fixture::Fixture;
    use crate::observation::{Key, Source};
    use crate::place::Address;

    #[test]
    fn every_changed_cell_is_named_with_old_and_new() {
        let mut fixture = Fixture::new(2024);
        let stated = |value| Stated {
            reading: Reading::Count(value),
            source: Source { sheet: "Biểu".to_owned(), at: Address::new(12, 4) },
        };
        let key = Key {
            variable: "D1".to_owned(),
            measure: Measure::Achieved,
            unit: "pac-nam".to_owned(),
            commune: Some("Xã Cao Tân".to_owned()),
        };
        let change = Change { key, old: Some(stated(5150)), new: Some(stated(515)) };
        fixture.ledger.revisions = vec![Revision {
            unit: "pac-nam".to_owned(),
            old_file: "a.xlsx".to_owned(),
            new_file: "b.xlsx".to_owned(),
            changes: vec![change.clone()],
        }];
        let rows = rows(&fixture.material());
        assert_eq!(rows[0].unit, "UBND huyện Pác Nặm");
        assert_eq!(rows[0].replaced, "a.xlsx (không ghi ngày)");
        assert_eq!(
            rows[0].changes,
            ["Biểu, ô E13: Xã Cao Tân, Gia đình học tập, đạt: 5.150 → 515"]
        );
        assert_eq!(revised(&fixture.material()), ["pac-nam"]);
        fixture.ledger.revisions[0].changes = vec![change; MOST_CHANGES + 2];
        let rows = super::rows(&fixture.material());
        assert_eq!(rows[0].changes.len(), MOST_CHANGES + 1);
        assert!(rows[0].changes[MOST_CHANGES].starts_with("và 2 số khác"));
    }
}
