//! What of a table nobody understands, or what its own words set aside, so that
//! it is asked and not dropped.

use std::collections::BTreeSet;

use super::{Column, Row, Table};
use crate::form::band::Sight;
use crate::form::label::{Label, Measure, foreign_base};
use crate::place::{Address, CellRange};
use crate::plan::vocabulary::MeasureWord;

/// A column or row of figures whose meaning could not be made out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Riddle {
    pub(crate) range: CellRange,
    pub(crate) text: String,
    pub(crate) why: Riddled,
}

/// Why nobody knows what figures are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Riddled {
    /// Its words name nothing of ours.
    Nothing,
    /// These of its words are not understood.
    Unknown(String),
    /// Variables that fit equally well.
    Rivals(Vec<String>),
    /// It is under a variable and names the whole of something else.
    Foreign(String),
    /// Men and women without a whole, and they cannot be added up.
    Halves,
}

/// A column or row of figures that its own words set aside.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Turned {
    pub(crate) range: CellRange,
    pub(crate) text: String,
    /// The table holds no figures of what it stands for.
    pub(crate) alone: bool,
    pub(crate) variable: String,
}

/// Columns and rows of figures that nothing explains: never dropped silently.
pub(super) fn riddles(
    sight: &Sight<'_>,
    columns: &[Column],
    first_value: u32,
    rows: &[Row],
    table: &mut Table,
) {
    let explained: BTreeSet<Address> = explained(table);
    for column in columns.iter().filter(|column| column.col >= first_value) {
        let Some(range) = figures_of_column(sight, column, rows) else { continue };
        let cells = rows.iter().map(|row| Address::new(row.row, column.col));
        let open = !cells.clone().any(|at| explained.contains(&at));
        if open && is_asked_for(&column.label) {
            table.riddles.push(riddle(sight, range, &column.label));
        }
    }
    for row in rows.iter().filter(|row| row.subject.is_none()) {
        let cells = columns
            .iter()
            .filter(|column| column.col >= first_value && is_asked_for(&column.label))
            .map(|column| Address::new(row.row, column.col));
        let open = cells.clone().any(|at| is_figure(sight, at))
            && !cells.clone().any(|at| explained.contains(&at));
        if open && is_asked_for(&row.label) {
            let at = Address::new(row.row, first_value);
            table.riddles.push(riddle(sight, at.into(), &row.label));
        }
    }
    table.riddles.dedup_by(|one, other| one.range == other.range);
}

/// Cells of which something is known or said already.
fn explained(table: &Table) -> BTreeSet<Address> {
    let fields = table.fields.iter().map(|field| field.at);
    let counted = table.counted.iter().map(|counted| counted.at);
    let firsts = table.straddling.iter().map(|region| region.first);
    let mut explained: BTreeSet<Address> = fields.chain(counted).chain(firsts).collect();
    let riddles = table.riddles.iter().map(|riddle| &riddle.range);
    for range in table.added.iter().map(|(range, _)| range).chain(riddles) {
        for row in range.first.row..=range.last.row {
            explained.insert(Address::new(row, range.first.col));
            explained.insert(Address::new(row, range.last.col));
        }
    }
    explained
}

fn is_figure(sight: &Sight<'_>, at: Address) -> bool {
    sight.grid.get(at).is_some_and(|cell| sight.is_figure(cell))
}

/// The cells of a column from the first row of the table to the last, if there
/// is a figure among them.
fn figures_of_column(
    sight: &Sight<'_>,
    column: &Column,
    rows: &[Row],
) -> Option<CellRange> {
    let (first, last) = (rows.first()?, rows.last()?);
    let any = rows.iter().any(|row| is_figure(sight, Address::new(row.row, column.col)));
    any.then(|| CellRange {
        first: Address::new(first.row, column.col),
        last: Address::new(last.row, column.col),
    })
}

fn riddle(sight: &Sight<'_>, range: CellRange, label: &Label) -> Riddle {
    let foreign = label
        .variable
        .as_deref()
        .filter(|variable| foreign_base(label, variable, sight.vocabulary).is_some());
    let why = match (&label.unknown, foreign) {
        _ if !label.rivals.is_empty() => Riddled::Rivals(label.rivals.clone()),
        (_, Some(variable)) => Riddled::Foreign(variable.to_owned()),
        (Some(words), None) => Riddled::Unknown(words.clone()),
        (None, None) => Riddled::Nothing,
    };
    Riddle { range, text: label.text.clone(), why }
}

/// Columns and rows whose words say that they are no result.
pub(super) fn turned(
    sight: &Sight<'_>,
    columns: &[Column],
    first_value: u32,
    rows: &[Row],
    context: Option<&str>,
    table: &mut Table,
) {
    let mut found = Vec::new();
    let said = explained(table);
    for column in columns.iter().filter(|column| column.col >= first_value) {
        let Some(range) = figures_of_column(sight, column, rows) else { continue };
        let cells = rows.iter().map(|row| Address::new(row.row, column.col));
        if !cells.clone().any(|at| said.contains(&at)) {
            let label = &column.label;
            let titled = context.filter(|_| !column.outside_title);
            found.extend(turned_by(sight, label, titled, range, table));
        }
    }
    for row in rows {
        let cells = columns
            .iter()
            .filter(|column| column.col >= first_value && is_asked_for(&column.label))
            .map(|column| Address::new(row.row, column.col));
        if let Some(at) = cells.clone().find(|at| is_figure(sight, *at))
            && !cells.clone().any(|at| said.contains(&at))
        {
            found.extend(turned_by(sight, &row.label, context, at.into(), table));
        }
    }
    table.turned = found;
}

fn turned_by(
    sight: &Sight<'_>,
    label: &Label,
    context: Option<&str>,
    range: CellRange,
    table: &Table,
) -> Option<Turned> {
    if !label.is_aside() {
        return None;
    }
    let variable = label.variable.as_deref().or(context)?;
    let stands_for = label.stands_for(sight.vocabulary);
    let is_rate = stands_for == Some(MeasureWord::Rate);
    let is_there = table.fields.iter().any(|field| {
        field.variable == variable
            && match stands_for {
                Some(MeasureWord::Total) => field.measure == Measure::Total,
                Some(MeasureWord::Registered) => field.measure == Measure::Registered,
                _ => !matches!(field.measure, Measure::Total | Measure::Registered),
            }
    });
    let alone = !is_there && !is_rate;
    let is_told = alone || label.measure == Some(MeasureWord::Turned);
    is_told.then(|| Turned {
        range,
        text: label.text.clone(),
        alone,
        variable: variable.to_owned(),
    })
}

/// Ordinals, notes, rates and what its words set aside are not asked about.
fn is_asked_for(label: &Label) -> bool {
    let is_rate = label.measure == Some(MeasureWord::Rate);
    !label.is_structural() && !label.is_aside() && !is_rate
}
