//! The rows of a table: units and totals, or variables and measures.

use super::columns::is_total_subject;
use super::{Column, Row, Span, Stranger, Subject, Table};
use crate::form::band::{self, Band, Sight};
use crate::form::label::{self, Measure, lone_measure};
use crate::form::names::Who;
use crate::place::Address;
use crate::plan::vocabulary::{Role, loose};

/// The rows of the table: units, totals, or variables and measures.
pub(super) fn rows(
    sight: &Sight<'_>,
    band: Band,
    end: u32,
    span: Span,
    columns: &[Column],
    table: &mut Table,
) -> Vec<Row> {
    let mut rows = Vec::new();
    let mut heading: Option<String> = None;
    let units_across = columns.iter().any(|column| column.subject.is_some());
    let last_col = columns.last().map_or(span.first_value, |column| column.col);
    let figures = span.first_value..=last_col;
    let labels: Vec<(u32, Vec<String>)> = (band.last + 1..end)
        .map(|row| (row, row_parts(sight, row, span, columns)))
        .collect();
    let kind = UnitsDown::of(sight, &labels, units_across);
    let mut carried: Option<Subject> = None;
    for (row, parts) in labels {
        let filled = sight.grid.row(row).any(|(at, _)| figures.contains(&at.col));
        if ends_table(sight, row) {
            break;
        }
        let Some(last) = parts.last() else { continue };
        let at = Address::new(row, span.first_value);
        let mut subject = None;
        let mut rest = parts.clone();
        if !units_across
            && let Some((index, found)) = row_subject(sight, &parts, at, kind, table)
        {
            rest.remove(index);
            // A unit over several rows is written once, in the first of them.
            carried = (!rest.is_empty()).then(|| found.clone());
            subject = Some(found);
        }
        if subject.is_none() && kind.any && sight.vocabulary.is_subtotal(&loose(last)) {
            if filled {
                table.subtotals.push((Address::new(row, at.col - 1), last.clone()));
            }
            continue;
        }
        let under: Vec<String> = heading.iter().chain(&rest).cloned().collect();
        if subject.is_none() && !filled && is_heading(sight, last, &under) {
            heading = Some(last.clone());
            continue;
        }
        let label = label::read(&under, sight.vocabulary);
        if subject.is_none() && !label.speaks() {
            stranger(sight, row, &parts, span, columns, table);
            continue;
        }
        if subject.is_none() && kind.any {
            match &carried {
                Some(_) => subject.clone_from(&carried),
                // The total of a section of units stands in its heading.
                None if label.variable.is_some() => heading = Some(last.clone()),
                None => {}
            }
        }
        rows.push(Row { row, label, subject });
    }
    rows
}

/// What the rows of a table are named by.
#[derive(Clone, Copy)]
struct UnitsDown {
    any: bool,
    /// A list of districts, in which a bare word may name the city.
    districts: bool,
}

impl UnitsDown {
    fn of(sight: &Sight<'_>, labels: &[(u32, Vec<String>)], units_across: bool) -> Self {
        let mut kind = Self { any: false, districts: false };
        if units_across {
            return kind;
        }
        let mut districts = 0;
        for last in labels.iter().filter_map(|(_, parts)| parts.last()) {
            let who = sight.who(last);
            kind.any |= who.is_some();
            districts += usize::from(matches!(who, Some(Who::District(_))));
        }
        kind.districts = sight.home.is_none() && districts >= 2;
        kind
    }
}

/// The label texts of a row, left to right, group headings merged downwards
/// included; a total may stand in the column of ordinals.
fn row_parts(sight: &Sight<'_>, row: u32, span: Span, columns: &[Column]) -> Vec<String> {
    let mut parts: Vec<String> = Vec::new();
    for col in span.first_col..span.first_value {
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

/// A row without figures is a heading of what follows, unless it asks for
/// figures, crosses or levels that happen to be all blank.
fn is_heading(sight: &Sight<'_>, last: &str, under: &[String]) -> bool {
    let alone = sight.words(last);
    if alone.label.measure.is_some() {
        return false;
    }
    let label = label::read(under, sight.vocabulary);
    let lone = alone
        .label
        .variable
        .as_deref()
        .and_then(|code| lone_measure(code, sight.vocabulary));
    // The heading of levels below names no level itself.
    let names_level = label.level.is_some();
    let is_mark = lone == Some(Measure::Mark);
    let is_level = lone == Some(Measure::Level);
    !(names_level || is_mark || is_level)
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

/// Whom a row is about, and which of its labels says so: the last that can.
fn row_subject(
    sight: &Sight<'_>,
    parts: &[String],
    at: Address,
    kind: UnitsDown,
    table: &mut Table,
) -> Option<(usize, Subject)> {
    let is_total = |part: &String| is_total_subject(sight, part, kind.any);
    if let Some(index) = parts.iter().rposition(is_total) {
        return Some((index, Subject::Total));
    }
    let in_list = |part: &String| {
        sight.lexicon.names.in_list(part).filter(|_| kind.districts).cloned()
    };
    let named = |part: &String| sight.named(part).or_else(|| in_list(part));
    let (index, named) = parts
        .iter()
        .enumerate()
        .rev()
        .find_map(|(index, part)| Some((index, named(part)?)))?;
    let who = named.who;
    if let Who::District(code) = &who
        && sight.home == Some(code)
    {
        return Some((index, Subject::Total));
    }
    if let (Some(home), Who::Commune { district, name }) = (sight.home, &who)
        && district != home
    {
        table.outsiders.push((Address::new(at.row, at.col - 1), name.clone()));
    }
    if let Some(official) = named.misspelt {
        let place = Address::new(at.row, at.col - 1);
        table.misspellings.push((place, parts[index].clone(), official));
    }
    Some((index, Subject::Unit(who)))
}

/// A row with figures and a label nobody knows.
fn stranger(
    sight: &Sight<'_>,
    row: u32,
    parts: &[String],
    span: Span,
    columns: &[Column],
    table: &mut Table,
) {
    let Span { first_col, first_value } = span;
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
        let col = (first_col..first_value)
            .rev()
            .find(|col| sight.text(Address::new(row, *col)).is_some())
            .unwrap_or(0);
        let text = parts.last().cloned().unwrap_or_default();
        table.strangers.push(Stranger { at: Address::new(row, col), text });
    }
}
