//! Levels (`Khá`, `Mức độ 2`, `3`) and crosses, where they stand instead of
//! counts.

use std::collections::{BTreeMap, BTreeSet};

use super::eye::Eye;
use super::{Gap, Key, Observation, Reading, Source, Statement, Why};
use crate::form::label::Measure;
use crate::form::names::Who;
use crate::form::table::{Field, Subject, Table};
use crate::place::{Address, CellRange};
use crate::plan::Plan;
use crate::plan::rule::Rule;
use crate::plan::vocabulary::{Lone, Vocabulary};
use spreadsheet::{Cell, Value};

/// Reads a field that states a level or a mark; nothing when it is a count.
/// `is_own`: the field is about the sender itself, which may be one of those that have
/// levels.
/// A blank mark is left to [`fill_marks`], which sees the whole column.
pub(super) fn read(
    field: &Field,
    eye: &Eye<'_>,
    is_own: bool,
) -> Option<Result<(Measure, Reading), Why>> {
    let vocabulary = eye.vocabulary;
    let is_one = is_own && eye.two_tiers;
    let lone = vocabulary.variable(&field.variable).map(|words| words.lone)?;
    let text = field.cell.as_ref().and_then(written);
    let one_unit = is_one || matches!(field.subject, Subject::Unit(_));
    match &field.measure {
        Measure::Level => Some(level(field, text.as_deref(), vocabulary)),
        Measure::Mark => match field.cell.as_ref().and_then(whole_number) {
            // Ten centres of a district, not a cross; a commune has one.
            Some(count) if eye.counts_marks(&field.variable) => {
                Some(Ok((Measure::Achieved, Reading::Count(count))))
            }
            Some(count) if (count > 1 || !one_unit) && !is_of_commune(field) => {
                Some(Ok((Measure::Achieved, Reading::Count(count))))
            }
            Some(count) if count > 1 => Some(Err(Why::Unknown(count.to_string()))),
            Some(_) | None => Some(mark(text.as_deref(), vocabulary)),
        },
        Measure::Achieved if one_unit && lone == Lone::Level => {
            let level = level_of(field, text.as_deref()?, vocabulary)?;
            let is_count = matches!(field.cell.as_ref()?.value, Value::Number(_));
            (!is_count || is_one)
                .then(|| Ok((Measure::Level, Reading::Level(level.to_owned()))))
        }
        Measure::Achieved if lone == Lone::Mark => {
            let is_word = text.as_deref()?.chars().any(char::is_alphabetic);
            let mark = vocabulary.mark_of(text.as_deref()?).filter(|_| is_word)?;
            Some(Ok((Measure::Mark, Reading::Mark(mark))))
        }
        Measure::Total
        | Measure::Registered
        | Measure::Achieved
        | Measure::Rate
        | Measure::AtLevel(_) => None,
    }
}

fn is_of_commune(field: &Field) -> bool {
    matches!(&field.subject, Subject::Unit(Who::Commune { .. }))
}

/// `x?`, `(x)`: somebody was not sure.
fn is_doubtful(text: &str) -> bool {
    text.contains('?') || text.starts_with('(')
}

/// Takes out levels of a scale that is not in use in the year: nobody knows what
/// they would be on the one that is.
pub(super) fn of_scale(year: i16, plan: &Plan, statement: &mut Statement) {
    // A standard has the same levels in every year.
    let scaled = || plan.indicators().iter().filter(|one| one.rule == Rule::Scale);
    let scales_of = |variable: &str| {
        let of_variable: Vec<_> =
            scaled().filter(|one| one.variable == variable).collect();
        of_variable.into_iter().filter_map(move |indicator| indicator.scale(year))
    };
    let is_foreign = |variable: &str, level: &str| {
        let mut scales = scales_of(variable);
        let known = plan.vocabulary.no_level(variable) == Some(level) || level == "≥ Khá";
        !known && scales.any(|scale| !scale.levels.iter().any(|one| one == level))
    };
    let has = |variable: &str, level: &str| {
        scales_of(variable).any(|scale| scale.levels.iter().any(|one| one == level))
    };
    for one in &mut statement.observations {
        let Reading::Level(level) = &mut one.reading else { continue };
        let variable = &one.key.variable;
        if plan.vocabulary.is_unassessed(variable, level) && !has(variable, level) {
            let none = plan.vocabulary.no_level(variable).unwrap_or(level);
            *level = none.to_owned();
        }
    }
    let (kept, foreign): (Vec<_>, Vec<_>) = std::mem::take(&mut statement.observations)
        .into_iter()
        .partition(|one| match (&one.reading, &one.key.measure) {
            (Reading::Level(level), _)
            | (Reading::Count(1..), Measure::AtLevel(level)) => {
                !is_foreign(&one.key.variable, level)
            }
            (Reading::Count(_) | Reading::Nothing | Reading::Mark(_), _) => true,
        });
    statement.observations = kept;
    for Observation { key, reading, source } in foreign {
        let level = match (&reading, &key.measure) {
            (Reading::Level(level), _) | (_, Measure::AtLevel(level)) => level.clone(),
            _ => continue,
        };
        statement.gaps.push(Gap { key, why: Why::OtherScale(level), source });
    }
}

/// A count typed as a number or as nothing but digits.
fn whole_number(cell: &Cell) -> Option<i64> {
    match &cell.value {
        Value::Number(number) if number.fract() == 0.0 && (0.0..1e6).contains(number) => {
            Some(*number as i64)
        }
        Value::Text(text) => text.trim().parse().ok().filter(|count| *count >= 0),
        Value::Number(_)
        | Value::Bool(_)
        | Value::Date(_)
        | Value::Error(_)
        | Value::Uncalculated => None,
    }
}

/// Whether a field is a cross of one commune under the name of one level; all
/// crosses of a commune are read together by [`read_crosses`].
pub(super) fn is_cross(field: &Field) -> bool {
    is_of_commune(field) && matches!(field.measure, Measure::AtLevel(_))
}

/// Communes whose level is given by a cross in one of several columns: none is
/// no level, and two are no answer.
pub(super) fn read_crosses(
    table: &Table,
    vocabulary: &Vocabulary,
    statement: &mut Statement,
) {
    let mut places: BTreeMap<(&str, &Subject), Vec<&Field>> = BTreeMap::new();
    for field in table.fields.iter().filter(|field| is_cross(field)) {
        places.entry((&field.variable, &field.subject)).or_default().push(field);
    }
    for ((variable, subject), fields) in places {
        let Subject::Unit(Who::Commune { district, name }) = subject else { continue };
        if *district != statement.unit {
            continue;
        }
        let key = |measure| Key {
            variable: variable.to_owned(),
            measure,
            unit: district.clone(),
            commune: Some(name.clone()),
        };
        let source = |field: &Field| Source { sheet: table.sheet.clone(), at: field.at };
        let gap = |field: &Field, why| Gap {
            key: key(field.measure.clone()),
            why,
            source: source(field),
        };
        if let Some(hidden) = fields.iter().find(|field| field.hidden) {
            statement.gaps.push(gap(hidden, Why::Hidden));
            continue;
        }
        let answers: Vec<Option<bool>> =
            fields.iter().map(|field| crossed(field, vocabulary)).collect();
        if let Some(odd) = answers.iter().position(Option::is_none) {
            let text = fields[odd].cell.as_ref().and_then(written).unwrap_or_default();
            statement.gaps.push(gap(fields[odd], Why::Unknown(text)));
            continue;
        }
        let yes: Vec<&&Field> = fields
            .iter()
            .zip(&answers)
            .filter(|(_, answer)| **answer == Some(true))
            .map(|(field, _)| field)
            .collect();
        let (level, at) = match yes.as_slice() {
            [] => (vocabulary.no_level(variable), fields[0]),
            [one] => match &one.measure {
                Measure::AtLevel(level) => (Some(level.as_str()), **one),
                _ => continue,
            },
            [_, second, ..] => {
                let text = second.cell.as_ref().and_then(written).unwrap_or_default();
                statement.gaps.push(gap(second, Why::Unknown(text)));
                continue;
            }
        };
        if let Some(level) = level {
            let reading = Reading::Level(level.to_owned());
            let key = key(Measure::Level);
            statement.observations.push(Observation { key, reading, source: source(at) });
        }
    }
}

/// Whether a cell under a level's name says yes; nothing for what it cannot
/// say. The name of the level itself is a yes.
fn crossed(field: &Field, vocabulary: &Vocabulary) -> Option<bool> {
    let Some(text) = field.cell.as_ref().and_then(written) else {
        return field.cell.is_none().then_some(false);
    };
    let own = matches!(&field.measure, Measure::AtLevel(level)
        if vocabulary.level_of(&field.variable, &text) == Some(level.as_str()));
    if own {
        Some(true)
    } else {
        vocabulary.mark_of(&text).filter(|_| !is_doubtful(&text))
    }
}

/// What a cell shows, as text: the number 2 and the text `2` are one level.
fn written(cell: &Cell) -> Option<String> {
    match &cell.value {
        Value::Text(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        Value::Bool(flag) => Some(if *flag { "x" } else { "-" }.to_owned()),
        Value::Date(_) | Value::Error(_) | Value::Uncalculated => None,
    }
}

/// The level a text states; a bare number only where its header or row says that it is
/// one.
fn level_of<'v>(
    field: &Field,
    text: &str,
    vocabulary: &'v Vocabulary,
) -> Option<&'v str> {
    vocabulary.level_of(&field.variable, text).or_else(|| {
        let label = field.label.as_deref()?;
        vocabulary.numbered_level(&field.variable, label, text)
    })
}

fn level(
    field: &Field,
    text: Option<&str>,
    vocabulary: &Vocabulary,
) -> Result<(Measure, Reading), Why> {
    let Some(text) = text else { return Err(Why::Blank) };
    match level_of(field, text, vocabulary).filter(|_| !is_doubtful(text)) {
        Some(level) => Ok((Measure::Level, Reading::Level(level.to_owned()))),
        None => Err(Why::Unknown(text.to_owned())),
    }
}

fn mark(text: Option<&str>, vocabulary: &Vocabulary) -> Result<(Measure, Reading), Why> {
    let Some(text) = text else { return Err(Why::Blank) };
    match vocabulary.mark_of(text).filter(|_| !is_doubtful(text)) {
        Some(mark) => Ok((Measure::Mark, Reading::Mark(mark))),
        None => Err(Why::Unknown(text.to_owned())),
    }
}

/// In a column of crosses a blank says no, for a unit whose row holds anything
/// at all; a column without any cross is noted, because it may be forgotten.
pub(super) fn fill_marks(table: &Table, eye: &Eye<'_>, statement: &mut Statement) {
    let rows: BTreeSet<u32> = table
        .fields
        .iter()
        .filter(|field| field.cell.is_some() && !field.hidden)
        .map(|field| field.at.row)
        .collect();
    let cols: BTreeSet<u32> = table
        .fields
        .iter()
        .filter(|field| field.cell.is_some() && !field.hidden)
        .map(|field| field.at.col)
        .collect();
    let crossed = crossed_columns(table, eye);
    // A part of a commune has no marks of its own.
    let has_own = |field: &&Field| !eye.two_tiers || !is_of_commune(field);
    let blank_marks = table.fields.iter().filter(has_own).filter(|field| {
        let answered = rows.contains(&field.at.row) || cols.contains(&field.at.col);
        let is_mark = field.measure == Measure::Mark || crossed.contains(&field.at.col);
        is_mark && field.cell.is_none() && !field.hidden && answered
    });
    let blank: Vec<(&Field, Key)> =
        blank_marks.filter_map(|field| Some((field, key_of(field)?))).collect();
    let mut wanted: BTreeMap<Address, Vec<&str>> = BTreeMap::new();
    for (field, _) in &blank {
        wanted.entry(field.at).or_default().push(&field.variable);
    }
    let mut answered: BTreeSet<(Address, &str)> = BTreeSet::new();
    if !wanted.is_empty() {
        statement.gaps.retain(|gap| {
            let here = wanted.get(&gap.source.at);
            let mut here = here.into_iter().flatten();
            let asked = here.find(|variable| **variable == gap.key.variable);
            let asked = asked.filter(|_| gap.source.sheet == table.sheet);
            answered.extend(asked.map(|variable| (gap.source.at, *variable)));
            asked.is_none()
        });
    }
    for (field, key) in blank {
        if answered.remove(&(field.at, field.variable.as_str())) {
            let source = Source { sheet: table.sheet.clone(), at: field.at };
            let reading = Reading::Mark(false);
            statement.observations.push(Observation { key, reading, source });
        }
    }
    note_empty_columns(table, eye, statement);
}

/// Columns headed as counts in which offices put crosses.
fn crossed_columns(table: &Table, eye: &Eye<'_>) -> BTreeSet<u32> {
    let is_cross = |field: &&Field| {
        field.measure == Measure::Achieved
            && matches!(read(field, eye, false), Some(Ok((Measure::Mark, _))))
    };
    table.fields.iter().filter(is_cross).map(|field| field.at.col).collect()
}

fn key_of(field: &Field) -> Option<Key> {
    let (unit, commune) = match &field.subject {
        Subject::Unit(Who::Commune { district, name }) => (district, Some(name.clone())),
        Subject::Unit(Who::District(code)) => (code, None),
        Subject::Unit(Who::Body(_) | Who::Part(_) | Who::Outside(_))
        | Subject::Total
        | Subject::Sender => return None,
    };
    Some(Key {
        variable: field.variable.clone(),
        measure: Measure::Mark,
        unit: unit.clone(),
        commune,
    })
}

fn note_empty_columns(table: &Table, eye: &Eye<'_>, statement: &mut Statement) {
    let marks = || {
        table
            .fields
            .iter()
            .filter(|field| field.measure == Measure::Mark && key_of(field).is_some())
            .filter(|field| !eye.two_tiers || !is_of_commune(field))
    };
    let crossed: BTreeSet<&str> = marks()
        .filter(|field| field.cell.is_some())
        .map(|field| field.variable.as_str())
        .collect();
    let mut empty: BTreeMap<&str, CellRange> = BTreeMap::new();
    for field in marks().filter(|field| !crossed.contains(field.variable.as_str())) {
        let at = CellRange::from(field.at);
        let range = empty.entry(&field.variable).or_insert(at);
        *range = range.union(at);
    }
    for (variable, range) in empty {
        statement.uncrossed.push((variable.to_owned(), table.sheet.clone(), range));
    }
}
