//! What of a table nobody understands, so that it is asked and not dropped.

use std::collections::BTreeSet;

use super::{Column, Riddle, Row, Table};
use crate::form::band::Sight;
use crate::form::label::Label;
use crate::place::{Address, CellRange};
use crate::plan::vocabulary::{MeasureWord, Role};

/// Columns and rows of figures that nothing explains: never dropped silently.
pub(super) fn riddles(
    sight: &Sight<'_>,
    columns: &[Column],
    first_value: u32,
    rows: &[Row],
    table: &mut Table,
) {
    let (Some(first), Some(last)) = (rows.first(), rows.last()) else { return };
    let explained: BTreeSet<Address> =
        table.fields.iter().map(|field| field.at).collect();
    let figure = |at| sight.grid.get(at).is_some_and(|cell| sight.is_figure(cell));
    for column in columns.iter().filter(|column| column.col >= first_value) {
        let cells = rows.iter().map(|row| Address::new(row.row, column.col));
        let open = cells.clone().any(&figure)
            && !cells.clone().any(|at| explained.contains(&at));
        if open && is_asked_for(&column.label) {
            let range = CellRange {
                first: Address::new(first.row, column.col),
                last: Address::new(last.row, column.col),
            };
            table.riddles.push(riddle(range, &column.label));
        }
    }
    for row in rows.iter().filter(|row| row.subject.is_none()) {
        let cells = columns
            .iter()
            .filter(|column| column.col >= first_value && is_asked_for(&column.label))
            .map(|column| Address::new(row.row, column.col));
        let open = cells.clone().any(&figure)
            && !cells.clone().any(|at| explained.contains(&at));
        if open && is_asked_for(&row.label) {
            let at = Address::new(row.row, first_value);
            table.riddles.push(riddle(at.into(), &row.label));
        }
    }
}

fn riddle(range: CellRange, label: &Label) -> Riddle {
    Riddle { range, text: label.text.clone(), rivals: label.rivals.clone() }
}

/// Ordinals, notes, targets, comparisons and rates are not figures to count.
fn is_asked_for(label: &Label) -> bool {
    let structural = matches!(
        label.role,
        Some(Role::Ordinal | Role::Note | Role::UnitOfCount | Role::Label)
    );
    let aside = matches!(
        label.measure,
        Some(
            MeasureWord::Part
                | MeasureWord::Previous
                | MeasureWord::Target
                | MeasureWord::Rate
        )
    );
    !structural && !aside
}
