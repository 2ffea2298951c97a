//! The rows of a table: units and totals, or variables and measures.

use super::columns;
use super::kinds::{kind_of_context, name_kinds};
use super::whole::is_total_subject;
use super::{Away, Column, Remark, Row, Span, Stranger, Subject, Table, units, villages};
use crate::form::band::{self, Band, Sight};
use crate::form::label::{self, Label, Measure, lone_measure};
use crate::form::names::Who;
use crate::form::period::{self, Other, Period};
use crate::place::{Address, CellRange};
use crate::plan::vocabulary::{Role, loose};

/// The rows of the table: units, totals, or variables and measures.
pub(super) fn rows(
    sight: &Sight<'_>,
    band: Band,
    end: u32,
    span: Span,
    (columns, context): (&[Column], Option<&str>),
    table: &mut Table,
) -> Vec<Row> {
    let mut rows = Vec::new();
    let mut heading: Option<String> = None;
    let units_across = columns.iter().any(|column| column.subject.is_some());
    let last_col = columns.last().map_or(span.first_value, |column| column.col);
    let figures = span.first_value..=last_col;
    let mut labels = labels(sight, band, end, span, columns);
    let beyond = labels.split_off(villages::extent(sight, &labels, columns, span));
    let listed = !units_across && villages::are_listed(sight, columns, span, &labels);
    let beyond = if listed {
        beyond
    } else {
        labels.extend(beyond);
        Vec::new()
    };
    let mut kind = UnitsDown::of(sight, &labels, units_across);
    kind.any |= listed;
    let down = Down { kind, listed, units_across };
    for (index, (row, parts)) in labels.iter().enumerate() {
        let filled = sight.grid.row(*row).any(|(at, _)| figures.contains(&at.col));
        if ends_table(sight, *row, parts) {
            below_signature(sight, &labels[index + 1..], columns, table);
            break;
        }
        let Some(last) = parts.last() else {
            nameless(sight, *row, columns, table);
            continue;
        };
        let at = Address::new(*row, span.first_value);
        let named = filled || !unnumbered(sight, *row, span, &labels);
        let Some((subject, rest)) = subject_of(sight, parts, (at, named), down, table)
        else {
            if filled {
                table.subtotals.push((Address::new(*row, at.col - 1), last.clone()));
            }
            continue;
        };
        let below = || labels[index + 1..].iter().find_map(|(_, parts)| parts.last());
        if subject.is_none() && !filled && is_heading(sight, last, below()) {
            heading = Some(last.clone());
            continue;
        }
        let under: Vec<String> = heading.iter().chain(&rest).cloned().collect();
        let mut label = label::read(&under, sight.vocabulary);
        if !label.speaks() {
            label.variable = kind_of_context(sight, columns, context, last);
        }
        let away = away(sight, &under, &mut label);
        if subject.is_none() && !label.speaks() {
            stranger(sight, *row, parts, span, columns, table);
            continue;
        }
        // The total of a section of units stands in its heading.
        if subject.is_none() && kind.any && label.variable.is_some() {
            heading = Some(last.clone());
        }
        let unit = unit_of(sight, *row, columns);
        rows.push(Row { row: *row, label, subject, unit, away });
    }
    for (row, parts) in
        beyond.iter().take_while(|(row, parts)| !ends_table(sight, *row, parts))
    {
        if parts.is_empty() {
            nameless(sight, *row, columns, table);
        } else {
            stranger(sight, *row, parts, span, columns, table);
        }
    }
    name_kinds(sight, &mut rows);
    rows
}

/// What stands down the side of a table.
#[derive(Debug, Clone, Copy)]
struct Down {
    kind: UnitsDown,
    /// Villages, one a row.
    listed: bool,
    units_across: bool,
}

/// Whom or what a row is of, if it says so, and its other words; nothing where it only
/// adds up what stands around it. `named`: whether it has figures or a number.
fn subject_of(
    sight: &Sight<'_>,
    parts: &[String],
    (at, named): (Address, bool),
    down: Down,
    table: &mut Table,
) -> Option<(Option<Subject>, Vec<String>)> {
    let last = parts.last()?;
    if down.listed && !sight.words(last).is_signature {
        return match villages::row(sight, last, named) {
            villages::Row::Village(who) => Some((Some(Subject::Unit(who)), Vec::new())),
            villages::Row::Whole => Some((Some(Subject::Total), Vec::new())),
            villages::Row::Group => None,
        };
    }
    let mut rest = parts.to_vec();
    if !down.units_across
        && let Some((index, found)) = row_subject(sight, parts, at, down.kind, table)
    {
        rest.remove(index);
        return Some((Some(found), rest));
    }
    let adds_up = down.kind.any && sight.vocabulary.is_subtotal(&loose(last));
    (!adds_up).then_some((None, rest))
}

/// Whether a row bears no number although others of the table do.
fn unnumbered(sight: &Sight<'_>, row: u32, span: Span, labels: &Labels) -> bool {
    let numbered = |row: u32| {
        let mut before = sight.grid.row(row).filter(|(at, _)| at.col < span.first_value);
        before.any(|(_, cell)| sight.is_figure(cell))
    };
    !numbered(row) && labels.iter().any(|(other, _)| numbered(*other))
}

/// What the row's figures count by, where a column says so.
fn unit_of(sight: &Sight<'_>, row: u32, columns: &[Column]) -> Option<units::Unit> {
    let is_unit = |column: &&Column| column.label.role == Some(Role::UnitOfCount);
    let col = columns.iter().find(is_unit)?.col;
    Some(units::of_cell(sight, sight.text(Address::new(row, col))?))
}

/// The cells of a row with figures that a column asks for.
fn figures(sight: &Sight<'_>, row: u32, columns: &[Column]) -> Option<CellRange> {
    let asked = |at: Address| {
        columns.iter().any(|column| {
            let label = &column.label;
            column.col == at.col
                && !label.is_structural()
                && (label.speaks() || column.subject.is_some())
        })
    };
    let cells = sight.grid.row(row);
    cells
        .filter(|(at, cell)| asked(*at) && sight.is_figure(cell))
        .map(|(at, _)| CellRange::from(at))
        .reduce(CellRange::union)
}

/// A row with figures and no name; amounts below `Ngân sách`, `Xã hội hóa` are read
/// elsewhere.
fn nameless(sight: &Sight<'_>, row: u32, columns: &[Column], table: &mut Table) {
    let speaks = |text: &str| sight.vocabulary.may_speak_of_money(&loose(text));
    let is_money = |range: &CellRange| {
        let above = row.checked_sub(1).map(|above| Address::new(above, range.first.col));
        let mut beside = sight.grid.row(row).filter_map(|(_, cell)| cell.as_text());
        above.and_then(|above| sight.text(above)).is_some_and(speaks)
            || beside.any(speaks)
    };
    table.nameless.extend(figures(sight, row, columns).filter(|range| !is_money(range)));
}

/// Rows below the signature are no part of the table; if they hold figures, they
/// may correct it.
fn below_signature(
    sight: &Sight<'_>,
    labels: &[(u32, Vec<String>)],
    columns: &[Column],
    table: &mut Table,
) {
    for (row, _) in labels {
        let Some(range) = figures(sight, *row, columns) else { continue };
        let texts = sight.grid.row(*row).filter_map(|(_, cell)| cell.as_text());
        let words: Vec<&str> = texts.collect();
        let text = words.join(" ");
        table.remarks.push(Remark { range, text, below_signature: true });
    }
}

/// Why a row is not of the report's year; what a plan will reach some day is
/// often the name of an indicator.
fn away(sight: &Sight<'_>, parts: &[String], label: &mut Label) -> Option<Away> {
    let periods = parts.iter().rev().map(|part| {
        let (period, _) = period::of_heading(part, sight.year, sight.vocabulary);
        Period { kind: None, ..period }
    });
    let period = periods.fold(Period::default(), Period::or);
    (period.other() != Some(Other::Later))
        .then(|| columns::away(sight, period, label))
        .flatten()
}

/// The label texts of every row. Where labels stand in several columns, what is
/// written once to the left holds for the rows below it.
fn labels(
    sight: &Sight<'_>,
    band: Band,
    end: u32,
    span: Span,
    columns: &[Column],
) -> Labels {
    let mut labels = Vec::new();
    let mut left: Option<(u32, String)> = None;
    for row in band.last + 1..end {
        let parts = row_parts(sight, row, span, columns);
        let mut texts: Vec<String> = parts.iter().map(|(_, text)| text.clone()).collect();
        match (parts.as_slice(), &left) {
            ([], _) => {}
            ([(col, _)], Some((left_col, group))) if left_col < col => {
                texts.insert(0, group.clone());
            }
            ([_], _) => left = None,
            ([first, ..], _) => left = Some(first.clone()),
        }
        labels.push((row, texts));
    }
    labels
}

/// Rows with the texts they are labelled by.
pub(super) type Labels = Vec<(u32, Vec<String>)>;

/// What the rows of a table are named by.
#[derive(Debug, Clone, Copy)]
struct UnitsDown {
    any: bool,
    /// A list of districts, in which a bare word may name the city.
    districts: bool,
}

impl UnitsDown {
    fn of(sight: &Sight<'_>, labels: &Labels, units_across: bool) -> Self {
        let mut kind = Self { any: false, districts: false };
        if units_across {
            return kind;
        }
        let mut districts = 0;
        for part in labels.iter().flat_map(|(_, parts)| parts) {
            let who = sight.who(part);
            kind.any |= who.is_some();
            districts += usize::from(matches!(who, Some(Who::District(_))));
        }
        kind.districts = sight.home.is_none() && districts >= 2;
        kind
    }
}

/// The label texts of a row, left to right, group headings merged downwards
/// included; a total may stand in the column of ordinals.
fn row_parts(
    sight: &Sight<'_>,
    row: u32,
    span: Span,
    columns: &[Column],
) -> Vec<(u32, String)> {
    let mut parts: Vec<(u32, String)> = Vec::new();
    for col in span.first_col..span.first_value {
        let role = columns
            .iter()
            .find(|column| column.col == col)
            .and_then(|column| column.label.role);
        let Some(text) = sight.text(Address::new(row, col)) else { continue };
        let skipped = match role {
            Some(Role::UnitOfCount | Role::Note) => true,
            Some(Role::Ordinal) => !is_total_subject(sight, text, true),
            Some(Role::Label | Role::Value | Role::Total) | None => false,
        };
        let ordinal = band::is_figure_text(text);
        if !skipped && !ordinal && parts.last().is_none_or(|(_, last)| last != text) {
            parts.push((col, text.to_owned()));
        }
    }
    parts
}

/// A row without figures is a heading of what follows, unless it asks for
/// figures, crosses or levels that happen to be all blank: a row that names a
/// measure or a level of what stands above, or that the row below does not
/// depend on.
fn is_heading(sight: &Sight<'_>, last: &str, below: Option<&String>) -> bool {
    let label = &sight.words(last).label;
    let Some(variable) = &label.variable else {
        let says = label.measure.is_some() || sight.vocabulary.is_value(last);
        return !says;
    };
    let lone = lone_measure(variable, sight.vocabulary);
    let counts = label.measure.is_none() && lone == Some(Measure::Achieved);
    counts || below.is_some_and(|below| depends(sight, variable, below))
}

/// Whether a label needs a heading above to say what it is about.
fn depends(sight: &Sight<'_>, variable: &str, text: &str) -> bool {
    let label = &sight.words(text).label;
    let is_level = sight.vocabulary.level_of(variable, text).is_some();
    label.variable.as_deref().is_none_or(|own| own == variable)
        && (label.measure.is_some() || is_level)
}

/// Signatures stand below a table, without figures and without a unit's name;
/// `Đã ký` behind signs is a note of its row.
fn ends_table(sight: &Sight<'_>, row: u32, parts: &[String]) -> bool {
    let mut signed = false;
    for (_, cell) in sight.grid.row(row) {
        let is_answer = cell.as_text().is_some_and(|text| {
            sight.vocabulary.sign_of(text).is_some()
                || sight.vocabulary.mark_of(text).is_some()
        });
        if sight.is_figure(cell) || is_answer {
            return false;
        }
        signed |= cell.as_text().is_some_and(|text| sight.words(text).is_signature);
    }
    signed && !parts.iter().any(|part| sight.is_unit(part))
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
        && !sight.home_has_villages()
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

/// A row with figures and a label nobody knows; what money is spent is read
/// elsewhere.
fn stranger(
    sight: &Sight<'_>,
    row: u32,
    parts: &[String],
    span: Span,
    columns: &[Column],
    table: &mut Table,
) {
    let Span { first_col, first_value } = span;
    let text = parts.last().cloned().unwrap_or_default();
    let is_money = sight.vocabulary.may_speak_of_money(&loose(&text));
    if is_money || figures(sight, row, columns).is_none() {
        return;
    }
    let col = (first_col..first_value)
        .rev()
        .find(|col| sight.text(Address::new(row, *col)).is_some())
        .unwrap_or(0);
    table.strangers.push(Stranger { at: Address::new(row, col), text });
}
