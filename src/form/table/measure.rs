//! What one cell of a table is: its row and its column, taken together.

use super::units::{Counting, counting};
use super::{Bases, Column, Field, Row, Subject, Table, Title};
use crate::form::band::Sight;
use crate::form::label::{Measure, foreign_base, lone_measure};
use crate::place::Address;
use crate::plan::vocabulary::{MeasureWord, loose};

/// Combines row and column into the fields of one cell.
pub(super) fn field(
    sight: &Sight<'_>,
    row: &Row,
    column: &Column,
    bases: &Bases,
    title: &Title<'_>,
    table: &mut Table,
) {
    let (across, down) = (&column.label, &row.label);
    if across.is_structural() || (!across.speaks() && column.subject.is_none()) {
        return;
    }
    if row.away.is_some() {
        return;
    }
    let ambiguous = !across.rivals.is_empty() || !down.rivals.is_empty();
    if ambiguous || across.unknown.is_some() || down.unknown.is_some() {
        return;
    }
    let at = Address::new(row.row, column.col);
    let Some(subject) = subject(row, column) else { return };
    for variable in variables(row, column, bases, title.variable) {
        let foreign = |label| foreign_base(label, &variable, sight.vocabulary).is_some();
        if foreign(across) || foreign(down) {
            continue;
        }
        let Some(measure) = measure(sight, row, column, &variable) else { continue };
        // Beneath a merged region nobody sees a figure; its note says so.
        let cell = sight.grid.get(at).or_else(|| sight.grid.covered_at(at));
        let unit = row.unit.as_ref().or(title.unit.as_ref());
        let measure = match counting(sight, column, row, unit, at, &variable, measure) {
            Counting::Plain(measure) => measure,
            Counting::Asked(counted) => {
                table.counted.push(counted);
                continue;
            }
        };
        let is_level = lone_measure(&variable, sight.vocabulary) == Some(Measure::Level);
        let label = is_level.then(|| format!("{} / {}", across.text, down.text));
        table.fields.push(Field {
            subject: subject.clone(),
            variable,
            measure,
            label,
            at,
            cell: cell.cloned(),
            hidden: sight.grid.hidden_rows().binary_search(&at.row).is_ok()
                || sight.grid.hidden_cols().binary_search(&at.col).is_ok(),
        });
    }
}

/// The variables a cell is about: one, or all that share a denominator.
fn variables(
    row: &Row,
    column: &Column,
    bases: &Bases,
    context: Option<&str>,
) -> Vec<String> {
    let shared = bases
        .columns
        .get(&column.col)
        .or_else(|| bases.rows.get(&row.row))
        .filter(|served| !served.is_empty());
    match (&column.label.variable, &row.label.variable, shared) {
        (Some(code), _, _) | (None, Some(code), _) => vec![code.clone()],
        (None, None, Some(served)) => served.clone(),
        (None, None, None) if column.outside_title => Vec::new(),
        (None, None, None) => context.map(str::to_owned).into_iter().collect(),
    }
}

fn subject(row: &Row, column: &Column) -> Option<Subject> {
    match (&row.subject, &column.subject) {
        (Some(Subject::Total), Some(_)) | (Some(_), Some(Subject::Total)) => {
            Some(Subject::Total)
        }
        (Some(_), Some(_)) => None,
        (Some(subject), None) | (None, Some(subject)) => Some(subject.clone()),
        (None, None) => Some(Subject::Sender),
    }
}

/// What the cell is of its variable; the column's word goes before the row's.
fn measure(
    sight: &Sight<'_>,
    row: &Row,
    column: &Column,
    variable: &str,
) -> Option<Measure> {
    // A row that is nothing but `Tỷ lệ %` under a table of counts; and a row that
    // its own words set aside, whatever its column is called.
    let alone =
        row.label.variable.is_none() && row.label.measure == Some(MeasureWord::Rate);
    let word = match column.label.measure {
        Some(word) if !alone && !row.label.is_aside() => Some(word),
        Some(_) | None => row.label.measure,
    };
    let level = column.label.level.as_ref().or(row.label.level.as_ref());
    let counted = || counted_level(sight, row, variable).map(str::to_owned);
    let level = &level.cloned().or_else(counted);
    match (word, level) {
        (
            Some(
                MeasureWord::Part
                | MeasureWord::Men
                | MeasureWord::Women
                | MeasureWord::Previous
                | MeasureWord::Target
                | MeasureWord::Turned,
            ),
            _,
        ) => None,
        (Some(MeasureWord::Rate), _) => Some(Measure::Rate),
        (Some(MeasureWord::Total), _) => Some(Measure::Total),
        (Some(MeasureWord::Registered), _) => Some(Measure::Registered),
        (Some(MeasureWord::Achieved) | None, Some(level)) => {
            let at_least_good = level == "≥ Khá";
            Some(if at_least_good {
                Measure::Achieved
            } else {
                Measure::AtLevel(level.clone())
            })
        }
        (Some(MeasureWord::Achieved), None) => {
            match lone_measure(variable, sight.vocabulary) {
                Some(Measure::Level) if column.label.measure.is_none() => {
                    Some(Measure::Level)
                }
                Some(_) | None => Some(Measure::Achieved),
            }
        }
        (None, None) => lone_measure(variable, sight.vocabulary),
    }
}

/// The level whose communes a row of a body counts: `Số xã đạt chuẩn XMC mức độ 2`.
fn counted_level<'v>(sight: &Sight<'v>, row: &Row, variable: &str) -> Option<&'v str> {
    let counts = sight.lexicon.names.has_two_tiers && !sight.home_has_villages();
    let last = row.label.parts.last().filter(|_| counts)?;
    sight.vocabulary.counted_level(variable, &loose(last))
}
