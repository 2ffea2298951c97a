//! The rows of a table: units and totals, or variables and measures.

use super::columns::is_total_subject;
use super::{Column, Row, Stranger, Subject, Table};
use crate::form::band::{self, Band, Sight};
use crate::form::label::{self, Label, Measure, lone_measure};
use crate::form::names::Who;
use crate::place::Address;
use crate::plan::vocabulary::Role;

/// The rows of the table: units, totals, or variables and measures.
pub(super) fn rows(
    sight: &Sight<'_>,
    band: Band,
    end: u32,
    first_value: u32,
    columns: &[Column],
    table: &mut Table,
) -> Vec<Row> {
    let mut rows = Vec::new();
    let mut heading: Option<String> = None;
    let units_across = columns.iter().any(|column| column.subject.is_some());
    let units_down = !units_across
        && (band.last + 1..end).any(|row| {
            let parts = row_parts(sight, row, first_value, columns);
            parts.last().is_some_and(|last| sight.who(last).is_some())
        });
    for row in band.last + 1..end {
        let parts = row_parts(sight, row, first_value, columns);
        let filled = sight.grid.row(row).any(|(at, _)| at.col >= first_value);
        if ends_table(sight, row) {
            break;
        }
        let Some(last) = parts.last() else { continue };
        let subject = if units_across {
            None
        } else {
            row_subject(sight, &parts, Address::new(row, first_value), units_down, table)
        };
        if subject.is_none() && !filled && !may_be_blank(sight, last) {
            heading = Some(last.clone());
            continue;
        }
        let mut texts: Vec<String> = parts.clone();
        if let Some(heading) = &heading
            && subject.is_none()
        {
            texts.insert(0, heading.clone());
        }
        let label = if subject.is_some() {
            Label::default()
        } else {
            label::read(&texts, sight.vocabulary)
        };
        if subject.is_none() && !label.speaks() {
            stranger(sight, row, &parts, first_value, columns, table);
            continue;
        }
        rows.push(Row { row, label, subject });
    }
    rows
}

/// The label texts of a row, left to right, group headings merged downwards
/// included; a total may stand in the column of ordinals.
fn row_parts(
    sight: &Sight<'_>,
    row: u32,
    first_value: u32,
    columns: &[Column],
) -> Vec<String> {
    let mut parts: Vec<String> = Vec::new();
    for col in 0..first_value {
        let role = columns
            .iter()
            .find(|column| column.col == col)
            .and_then(|column| column.label.role);
        let Some(text) = sight.text(Address::new(row, col)) else { continue };
        let skipped = match role {
            Some(Role::UnitOfCount | Role::Note) => true,
            Some(Role::Ordinal) => !sight.vocabulary.is_total(text),
            Some(Role::Label | Role::Value | Role::Total) | None => false,
        };
        let ordinal = band::is_figure_text(text);
        if !skipped && !ordinal && parts.last().is_none_or(|last| last != text) {
            parts.push(text.to_owned());
        }
    }
    parts
}

/// A row of crosses or levels may be blank throughout and still be a row.
fn may_be_blank(sight: &Sight<'_>, text: &str) -> bool {
    let variable = sight.words(text).label.variable.clone();
    variable
        .and_then(|code| lone_measure(&code, sight.vocabulary))
        .is_some_and(|measure| measure != Measure::Achieved)
}

/// Signatures stand below a table, without figures.
fn ends_table(sight: &Sight<'_>, row: u32) -> bool {
    let mut signed = false;
    for (_, cell) in sight.grid.row(row) {
        if sight.is_figure(cell) {
            return false;
        }
        signed |= cell.as_text().is_some_and(|text| sight.words(text).is_signature);
    }
    signed
}

fn row_subject(
    sight: &Sight<'_>,
    parts: &[String],
    at: Address,
    units_down: bool,
    table: &mut Table,
) -> Option<Subject> {
    let last = parts.last()?;
    if parts.iter().any(|part| is_total_subject(sight, part, units_down)) {
        return Some(Subject::Total);
    }
    let named = sight.named(last)?;
    let who = named.who;
    if let Who::District(code) = &who
        && sight.home == Some(code)
    {
        return Some(Subject::Total);
    }
    if let (Some(home), Who::Commune { district, name }) = (sight.home, &who)
        && district != home
    {
        table.outsiders.push((Address::new(at.row, at.col - 1), name.clone()));
    }
    if let Some(official) = named.misspelt {
        let place = Address::new(at.row, at.col - 1);
        table.misspellings.push((place, last.clone(), official));
    }
    Some(Subject::Unit(who))
}

/// A row with figures and a label nobody knows.
fn stranger(
    sight: &Sight<'_>,
    row: u32,
    parts: &[String],
    first_value: u32,
    columns: &[Column],
    table: &mut Table,
) {
    let figures = sight
        .grid
        .row(row)
        .filter(|(at, cell)| {
            at.col >= first_value
                && sight.is_figure(cell)
                && columns.iter().any(|c| c.col == at.col && c.label.speaks())
        })
        .count();
    if figures >= 2 || (figures == 1 && columns.len() <= 4) {
        let col = (0..first_value)
            .rev()
            .find(|col| sight.text(Address::new(row, *col)).is_some())
            .unwrap_or(0);
        let text = parts.last().cloned().unwrap_or_default();
        table.strangers.push(Stranger { at: Address::new(row, col), text });
    }
}
