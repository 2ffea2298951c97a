//! Villages as figures: each row of a list of villages is one of them.
//!
//! What they registered and were recognised for is a cross or a one in their row, a
//! blank says no, and their number is the number of rows that can be seen. A total
//! elsewhere is a check.

use std::collections::{BTreeMap, BTreeSet};

use super::{Gap, Key, Observation, Reading, Source, Statement, Why, quantity};
use crate::form::label::Measure;
use crate::form::names::Who;
use crate::form::table::{Field, Subject, Table};
use crate::plan::vocabulary::{Lone, Vocabulary};
use quantity::Quantity;

/// Whether a field says of one village whether it is counted.
pub(super) fn is_counted(field: &Field, vocabulary: &Vocabulary) -> bool {
    let of_village = matches!(field.subject, Subject::Unit(Who::Part(_)));
    of_village
        && field.variable == vocabulary.counts_villages()
        && field.measure != Measure::Rate
}

/// Reads those fields: a village is one, registered or not, recognised or not.
pub(super) fn count(table: &Table, vocabulary: &Vocabulary, statement: &mut Statement) {
    let mut rows: BTreeMap<u32, Vec<&Field>> = BTreeMap::new();
    for field in table.fields.iter().filter(|field| is_counted(field, vocabulary)) {
        rows.entry(field.at.row).or_default().push(field);
    }
    for fields in rows.into_values() {
        for field in &fields {
            one(table, field, vocabulary, statement);
        }
        let states_total = fields.iter().any(|field| field.measure == Measure::Total);
        let [first, ..] = fields.as_slice() else { continue };
        if !states_total && !first.hidden {
            let Some(key) = key(first, &statement.unit, Measure::Total) else { continue };
            let source = Source { sheet: table.sheet.clone(), at: first.at };
            let reading = Reading::Count(1);
            statement.observations.push(Observation { key, reading, source });
        }
    }
}

fn one(table: &Table, field: &Field, vocabulary: &Vocabulary, statement: &mut Statement) {
    let measure = match &field.measure {
        Measure::Mark => Measure::Achieved,
        other => other.clone(),
    };
    let Some(key) = key(field, &statement.unit, measure) else { return };
    let source = Source { sheet: table.sheet.clone(), at: field.at };
    let text = field.cell.as_ref().and_then(|cell| cell.as_text());
    let mark = text.and_then(|text| vocabulary.mark_of(text));
    let answer = match (mark, quantity::count(field.cell.as_ref(), vocabulary)) {
        _ if field.hidden => Err(Why::Hidden),
        (Some(mark), _) => Ok(i64::from(mark)),
        (None, Quantity::Blank | Quantity::None) => Ok(0),
        (None, Quantity::Count(count)) if (0..=1).contains(&count) => Ok(count),
        (None, Quantity::Count(count)) => Err(Why::Unknown(count.to_string())),
        (None, Quantity::Missing) => Err(Why::Missing),
        (None, Quantity::NotApplicable) => Err(Why::NotApplicable),
        (None, Quantity::Fault(fault)) => {
            Err(text.map_or(Why::Fault(fault), |text| Why::Unknown(text.to_owned())))
        }
    };
    match answer {
        Ok(count) => {
            let reading = Reading::Count(count);
            statement.observations.push(Observation { key, reading, source });
        }
        Err(why) => statement.gaps.push(Gap { key, why, source }),
    }
}

fn key(field: &Field, unit: &str, measure: Measure) -> Option<Key> {
    let Subject::Unit(Who::Part(name)) = &field.subject else { return None };
    Some(Key {
        variable: field.variable.clone(),
        measure,
        unit: unit.to_owned(),
        commune: Some(name.clone()),
    })
}

/// What its parts state the whole need not state again. A part of a commune has no
/// level of its own, and a level has no total: blanks of them are no gaps where the
/// whole states a level.
pub(super) fn forget_blanks(vocabulary: &Vocabulary, statement: &mut Statement) {
    let own: BTreeSet<String> = statement
        .observations
        .iter()
        .filter(|one| one.key.commune.is_none())
        .map(|one| one.key.variable.clone())
        .collect();
    let by_part: BTreeSet<(String, Measure)> = statement
        .observations
        .iter()
        .filter(|one| one.key.commune.is_some())
        .map(|one| (one.key.variable.clone(), one.key.measure.clone()))
        .collect();
    statement.gaps.retain(|gap| {
        let at = (gap.key.variable.clone(), gap.key.measure.clone());
        if gap.key.commune.is_none() && gap.why == Why::Blank && by_part.contains(&at) {
            return false;
        }
        let lone = vocabulary.variable(&gap.key.variable).map(|words| words.lone);
        let is_count = lone == Some(Lone::Achieved);
        let of_part = !is_count
            && (gap.key.commune.is_some()
                || matches!(gap.key.measure, Measure::Total | Measure::Registered));
        !(of_part && gap.why == Why::Blank && own.contains(&gap.key.variable))
    });
}
