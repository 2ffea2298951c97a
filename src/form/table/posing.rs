//! `Bắc Kạn` in the place of the whole province, while the city's own row is
//! missing: what holds the sum of all other rows is no city.

use std::collections::BTreeMap;

use super::{Column, Row, Subject, Table};
use crate::form::band::Sight;
use crate::form::label::Measure;
use crate::form::names::Who;
use crate::place::Address;
use spreadsheet::{Cell, Value};

/// Fewer rows may add up to another by chance.
const ENOUGH_ROWS: usize = 3;

/// Takes away the fields of a row known by a bare name that holds about the sum
/// of all other districts.
pub(super) fn set_aside(
    sight: &Sight<'_>,
    rows: &[Row],
    columns: &[Column],
    table: &mut Table,
) {
    let Some((row, at, text)) = bare_name(sight, rows, columns) else { return };
    let mut by_column: BTreeMap<u32, (f64, f64, usize)> = BTreeMap::new();
    for field in &table.fields {
        let is_unit = matches!(field.subject, Subject::Unit(_));
        let is_count = match field.measure {
            Measure::Total | Measure::Registered | Measure::Achieved => true,
            Measure::AtLevel(_) | Measure::Rate | Measure::Level | Measure::Mark => false,
        };
        let Some(number) = field.cell.as_ref().and_then(number) else { continue };
        if !is_unit || !is_count {
            continue;
        }
        let (own, others, count) = by_column.entry(field.at.col).or_default();
        if field.at.row == row {
            *own = number;
        } else {
            *others += number;
            *count += 1;
        }
    }
    // Within a tenth: the sum of an office may be off.
    let about = |(own, others, count): &(f64, f64, usize)| {
        *count >= ENOUGH_ROWS && *others > 0.0 && *own >= others * 0.9
    };
    if by_column.values().any(about) {
        table.fields.retain(|field| field.at.row != row);
        table.posing = Some((at, text));
    }
}

/// The row whose name means a district in a list of districts only.
fn bare_name(
    sight: &Sight<'_>,
    rows: &[Row],
    columns: &[Column],
) -> Option<(u32, Address, String)> {
    let first = columns.first()?.col;
    let last = columns.last()?.col;
    let districts = rows
        .iter()
        .filter(|row| matches!(row.subject, Some(Subject::Unit(Who::District(_)))));
    for row in districts {
        for (at, cell) in sight.grid.row(row.row) {
            let Some(text) = cell.as_text() else { continue };
            let bare = (first..=last).contains(&at.col)
                && sight.who(text).is_none()
                && sight.lexicon.names.in_list(text).is_some();
            if bare {
                return Some((row.row, at, text.to_owned()));
            }
        }
    }
    None
}

fn number(cell: &Cell) -> Option<f64> {
    match &cell.value {
        Value::Number(number) => Some(*number),
        Value::Text(text) => text.trim().replace(['.', ' ', '\u{a0}'], "").parse().ok(),
        Value::Bool(_) | Value::Date(_) | Value::Error(_) | Value::Uncalculated => None,
    }
}
