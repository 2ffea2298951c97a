//! Men and women: where both have a column and the whole has none, they are
//! added up; where they cannot be, they are asked about.

use super::{Column, Field, Riddle, Riddled, Row, Subject, Table};
use crate::form::band::Sight;
use crate::form::label::{Measure, lone_measure};
use crate::place::{Address, CellRange};
use crate::plan::vocabulary::{MeasureWord, Sign};
use spreadsheet::{Cell, Value};

/// Adds the columns of men and women of one thing that has no column of all.
pub(super) fn add(
    sight: &Sight<'_>,
    columns: &[Column],
    rows: &[Row],
    context: Option<&str>,
    table: &mut Table,
) {
    for (men, women) in pairs(columns) {
        let variable = men.label.variable.as_deref().or(context);
        let Some(variable) = variable else { continue };
        let Some(measure) = whole(sight, men, variable) else { continue };
        let is_whole =
            |field: &Field| field.variable == variable && field.measure == measure;
        let understood = men.label.unknown.is_none() && women.label.unknown.is_none();
        if table.fields.iter().any(is_whole) || !understood {
            continue;
        }
        let Some((first, last)) = rows.first().zip(rows.last()) else { continue };
        let range = CellRange {
            first: Address::new(first.row, men.col.min(women.col)),
            last: Address::new(last.row, men.col.max(women.col)),
        };
        let words = format!("{}” và “{}", men.label.text, women.label.text);
        let sums: Option<Vec<(&Row, Cell)>> = rows
            .iter()
            .filter_map(|row| {
                let cell = |col| sight.grid.get(Address::new(row.row, col));
                let (ours, theirs) = (cell(men.col), cell(women.col));
                (ours.is_some() || theirs.is_some())
                    .then(|| Some((row, sum(sight, row.row, men, women)?)))
            })
            .collect();
        let Some(sums) = sums else {
            let text = words;
            table.riddles.push(Riddle { range, text, why: Riddled::Halves });
            continue;
        };
        if sums.is_empty() {
            continue;
        }
        table.added.push((range, words));
        for (row, cell) in sums {
            let at = Address::new(row.row, men.col);
            table.fields.push(Field {
                subject: row.subject.clone().unwrap_or(Subject::Sender),
                variable: variable.to_owned(),
                measure: measure.clone(),
                at,
                cell: Some(cell),
                label: None,
                hidden: sight.grid.hidden_rows().binary_search(&row.row).is_ok()
                    || [men.col, women.col]
                        .iter()
                        .any(|col| sight.grid.hidden_cols().binary_search(col).is_ok()),
            });
        }
    }
}

/// Columns of men and of women under one heading, one of each.
fn pairs(columns: &[Column]) -> Vec<(&Column, &Column)> {
    let of = |word: MeasureWord| {
        columns.iter().filter(move |column| column.label.measure == Some(word))
    };
    let alike = |one: &Column, other: &Column| {
        one.label.variable == other.label.variable
            && one.label.parts.split_last().map(|(_, above)| above)
                == other.label.parts.split_last().map(|(_, above)| above)
    };
    of(MeasureWord::Men)
        .filter_map(|men| {
            let mut women = of(MeasureWord::Women).filter(|women| alike(men, women));
            let only = women.next().filter(|_| women.next().is_none())?;
            let alone =
                of(MeasureWord::Men).filter(|other| alike(men, other)).count() == 1;
            alone.then_some((men, only))
        })
        .collect()
}

/// What all of them are.
fn whole(sight: &Sight<'_>, men: &Column, variable: &str) -> Option<Measure> {
    match men.label.stands_for(sight.vocabulary) {
        Some(MeasureWord::Total) => Some(Measure::Total),
        Some(MeasureWord::Registered) => Some(Measure::Registered),
        Some(MeasureWord::Achieved) => Some(Measure::Achieved),
        None => lone_measure(variable, sight.vocabulary)
            .filter(|measure| *measure == Measure::Achieved),
        Some(
            MeasureWord::Rate
            | MeasureWord::Part
            | MeasureWord::Men
            | MeasureWord::Women
            | MeasureWord::Previous
            | MeasureWord::Target
            | MeasureWord::Turned,
        ) => None,
    }
}

/// The two cells of a row as one that is their sum, with the formula that says
/// so; nothing where one of them is no plain number.
fn sum(sight: &Sight<'_>, row: u32, men: &Column, women: &Column) -> Option<Cell> {
    let at = |column: &Column| Address::new(row, column.col);
    let (one, other) = (sight.grid.get(at(men))?, sight.grid.get(at(women))?);
    let total = plain(sight, one)? + plain(sight, other)?;
    let mut cell = Cell::new(Value::Number(total));
    cell.formula = Some(format!("{}+{}", at(men), at(women)));
    cell.notes = one.notes.union(other.notes);
    Some(cell)
}

fn plain(sight: &Sight<'_>, cell: &Cell) -> Option<f64> {
    match &cell.value {
        Value::Number(number) if number.fract() == 0.0 && *number >= 0.0 => Some(*number),
        Value::Text(text) if sight.vocabulary.sign_of(text) == Some(Sign::None) => {
            Some(0.0)
        }
        Value::Text(text) => text.trim().parse::<u32>().ok().map(f64::from),
        Value::Number(_)
        | Value::Bool(_)
        | Value::Date(_)
        | Value::Error(_)
        | Value::Uncalculated => None,
    }
}
