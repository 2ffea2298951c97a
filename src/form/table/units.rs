//! Units of count: `%`, `nghìn hộ`, as a column, a header, a title or a note
//! below the table names them. A share is never a count, a multiple is never
//! converted, and what is counted in something else (`đồng`, `điểm`, `1/10`) is
//! none of ours: the cell is asked about and not counted.

use std::ops::Range;

use super::titles::Title;
use super::{Column, Remark, Row, Table};
use crate::form::band::{Band, Sight};
use crate::form::label::Measure;
use crate::place::Address;
use crate::plan::vocabulary::{MeasureWord, loose};
use spreadsheet::{Cell, Value};

/// A unit of count.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Unit {
    /// As written.
    pub(crate) words: String,
    pub(crate) kind: UnitKind,
}

/// What a unit makes of the figures counted in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum UnitKind {
    /// One by one, if the words name what the variable counts.
    Named,
    /// How many one stands for.
    Multiple(i64),
    Share,
    /// A share of which no column of rates beside it can be.
    OnlyShares,
    /// Of something that the variable does not count.
    Foreign,
}

/// A figure that cannot be taken as a count.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Counted {
    pub(crate) at: Address,
    /// What the cell shows.
    pub(crate) shown: String,
    pub(crate) unit: Unit,
    /// What it would be, converted.
    pub(crate) meant: Option<i64>,
}

/// What a unit of count makes of a cell.
pub(super) enum Counting {
    Plain(Measure),
    Asked(Counted),
}

/// A line that names a unit is short; a sentence about units is longer.
const LONGEST_LINE: usize = 12;

/// The unit a cell under `ĐVT` names.
pub(super) fn of_cell(sight: &Sight<'_>, text: &str) -> Unit {
    let key = loose(text);
    // A bare `trăm` counts by hundreds whatever is counted.
    let whole = || sight.vocabulary.multiple_in(&loose(&format!("{text} người")));
    let kind = match sight.vocabulary.multiple_in(&key).or_else(whole) {
        Some(factor) => UnitKind::Multiple(factor),
        None if sight.vocabulary.measure_in(text, &key) == Some(MeasureWord::Rate) => {
            UnitKind::Share
        }
        None => UnitKind::Named,
    };
    Unit { words: text.to_owned(), kind }
}

/// The unit that the lines above or below a table name: `(ĐVT: nghìn người)`.
pub(super) fn of_lines(sight: &Sight<'_>, rows: Range<u32>) -> Option<Unit> {
    let in_figures = |row| sight.grid.row(row).any(|(_, cell)| sight.is_figure(cell));
    let texts = sight.grid.rows(rows).filter(|(at, _)| !in_figures(at.row));
    let texts = texts.filter_map(|(_, cell)| cell.as_text());
    let units = texts.filter(|text| names_unit(text)).map(|text| of_cell(sight, text));
    // A line names many things, or an office: only what changes figures is read.
    units.into_iter().find(|unit| unit.kind != UnitKind::Named)
}

/// `ĐVT: …`, `Đơn vị: …`, or nothing but a unit in brackets.
fn names_unit(text: &str) -> bool {
    let text = text.trim();
    let plain = loose(text).plain;
    let words = plain.split(' ').count();
    let leads = ["dvt", "don vi tinh", "dv tinh", "tinh bang"];
    let is_led = leads.iter().any(|lead| plain.starts_with(lead));
    let before = text.split_once(':').map(|(before, _)| loose(before).plain);
    let is_unit = matches!(before.as_deref(), Some("don vi" | "so lieu tinh"));
    let is_bracketed = text.starts_with('(') && text.ends_with(')') && words <= 3;
    words <= LONGEST_LINE && (is_led || is_unit || is_bracketed)
}

/// A unit of count that a title or the name of a sheet mentions: `… NĂM 2024 (%)`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Hint {
    unit: Unit,
    /// The title; nothing for the name of a sheet.
    at: Option<Address>,
}

/// The unit in a bracket behind a title.
pub(super) fn hint(sight: &Sight<'_>, rows: Range<u32>) -> Option<Hint> {
    let in_figures = |row| sight.grid.row(row).any(|(_, cell)| sight.is_figure(cell));
    let lines = sight.grid.rows(rows).filter(|(at, _)| !in_figures(at.row));
    let mut lines = lines.filter_map(|(at, cell)| Some((at, cell.as_text()?)));
    lines
        .find_map(|(at, text)| {
            let bracket = text.trim_end().strip_suffix(')')?.rsplit_once('(')?.1;
            let bracket = format!("({bracket})");
            let unit = Some(bracket).filter(|bracket| names_unit(bracket))?;
            changing(of_cell(sight, unit.trim_matches(['(', ')']))).map(|unit| (at, unit))
        })
        .map(|(at, unit)| Hint { unit, at: Some(at) })
}

/// `%`, `nghìn hộ`, `Tỷ lệ` for the name of a sheet.
pub(super) fn of_sheet_name(sight: &Sight<'_>, sheet: &str) -> Option<Hint> {
    let unit = Some(sheet).filter(|name| names_unit(&format!("({name})")))?;
    changing(of_cell(sight, unit)).map(|unit| Hint { unit, at: None })
}

/// A unit that changes what figures are.
fn changing(unit: Unit) -> Option<Unit> {
    (unit.kind != UnitKind::Named).then_some(unit)
}

/// The unit of a table, its columns and rows being known. A share that a title
/// only mentions may be that of a column of rates: it is told, and changes nothing.
pub(super) fn settle<'t>(
    title: &Title<'t>,
    band: Band,
    columns: &[Column],
    rows: &[Row],
    table: &mut Table,
) -> Title<'t> {
    let labels = columns.iter().map(|column| &column.label);
    let mut labels = labels.chain(rows.iter().map(|row| &row.label));
    let has_rates = labels.any(|label| label.measure == Some(MeasureWord::Rate));
    let mut title = title.clone();
    if title.unit.is_none()
        && let Some(Hint { unit, at }) = title.hint.clone()
    {
        if has_rates && unit.kind == UnitKind::Share {
            let first = columns.first().map_or(0, |column| column.col);
            let at = at.unwrap_or_else(|| Address::new(band.first, first));
            table.remarks.push(Remark::at(at, &unit.words));
        } else {
            title.unit = Some(unit);
        }
    }
    if let Some(unit) = title.unit.as_mut().filter(|_| !has_rates)
        && unit.kind == UnitKind::Share
    {
        unit.kind = UnitKind::OnlyShares;
    }
    title
}

/// What a cell is by its unit of count: its row's, its column's or its table's.
pub(super) fn counting(
    sight: &Sight<'_>,
    column: &Column,
    row: &Row,
    unit: Option<&Unit>,
    at: Address,
    variable: &str,
    measure: Measure,
) -> Counting {
    let is_count = match &measure {
        Measure::Total | Measure::Registered | Measure::Achieved => true,
        Measure::AtLevel(_) | Measure::Rate | Measure::Level | Measure::Mark => false,
    };
    let figure = sight.grid.get(at).filter(|cell| sight.is_figure(cell));
    let Some(cell) = figure.filter(|_| is_count) else { return Counting::Plain(measure) };
    let columns = column.subject.is_none().then_some(&column.label);
    let labelled = columns.into_iter().chain([&row.label]).find_map(|label| {
        let kind = UnitKind::Multiple(label.multiple?);
        Some(Unit { words: label.text.clone(), kind })
    });
    let Some(unit) = labelled.or_else(|| unit.cloned()) else {
        return Counting::Plain(measure);
    };
    let number = number(cell);
    let kind = match unit.kind {
        UnitKind::Named if sight.vocabulary.is_unit_of(variable, &unit.words) => {
            return Counting::Plain(measure);
        }
        UnitKind::Named => UnitKind::Foreign,
        UnitKind::Share => {
            let counted_beside = column.label.measure.is_some();
            if !counted_beside {
                return Counting::Plain(Measure::Rate);
            }
            // No share is that large: the unit is that of a rate beside it.
            if number.is_some_and(|number| number > 100.0) {
                return Counting::Plain(measure);
            }
            UnitKind::Share
        }
        UnitKind::OnlyShares if column.label.measure.is_none() => {
            return Counting::Plain(Measure::Rate);
        }
        UnitKind::OnlyShares => UnitKind::Share,
        UnitKind::Multiple(_) | UnitKind::Foreign => unit.kind,
    };
    let meant = match kind {
        UnitKind::Multiple(factor) => number.and_then(|number| whole(number, factor)),
        UnitKind::Named | UnitKind::Share | UnitKind::OnlyShares | UnitKind::Foreign => {
            None
        }
    };
    let unit = Unit { kind, ..unit };
    Counting::Asked(Counted { at, shown: cell.shown().into_owned(), unit, meant })
}

/// A multiple counted out, where it comes to whole ones.
fn whole(number: f64, factor: i64) -> Option<i64> {
    let meant = number * factor as f64;
    (meant.fract() == 0.0 && meant.abs() < 1e12).then_some(meant as i64)
}

fn number(cell: &Cell) -> Option<f64> {
    match &cell.value {
        Value::Number(number) => Some(*number),
        Value::Text(text) => {
            let digits = text.trim().replace(['.', ' ', '\u{a0}'], "");
            digits.replace(',', ".").parse().ok()
        }
        Value::Bool(_) | Value::Date(_) | Value::Error(_) | Value::Uncalculated => None,
    }
}
