//! Figures of more than the area of the plan: of communes outside it, and of the whole
//! province of which it is a part.
//!
//! A row of a commune outside is set aside, and with it the total that holds it. What
//! a title, a row or a column calls a figure of the whole province is none of the area,
//! unless it names units; what speaks of the area alone is.

use super::{Column, Row, Subject, Table};
use crate::form::band::Sight;
use crate::form::names::{Scope, Who};
use crate::place::{Address, CellRange};

/// Rows of communes outside the area.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Beyond {
    pub(crate) range: CellRange,
    pub(crate) rows: usize,
}

/// Figures of the whole province.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct ProvinceWide {
    pub(crate) range: CellRange,
    pub(crate) variable: String,
}

/// What the titles above a table say it is about.
pub(super) fn of_titles(sight: &Sight<'_>, start: u32, end: u32) -> Option<Scope> {
    let names = &sight.lexicon.names;
    let texts = sight.grid.rows(start..end).filter_map(|(_, cell)| cell.as_text());
    // The head of an office's paper bears the province's name and titles nothing.
    let is_title = |text: &&str| {
        sight.lexicon.named(text).is_empty()
            && (names.has_year(text)
                || !sight
                    .vocabulary
                    .variables_in(&crate::plan::vocabulary::loose(text))
                    .is_empty())
    };
    let scopes: Vec<Scope> =
        texts.filter(is_title).filter_map(|text| names.scope(text)).collect();
    let within = scopes.contains(&Scope::Area);
    scopes.first().map(|first| if within { Scope::Area } else { *first })
}

/// Takes out of a table what is of more than the area.
pub(super) fn set_aside(
    sight: &Sight<'_>,
    title: Option<Scope>,
    columns: &[Column],
    rows: &[Row],
    first_value: u32,
    table: &mut Table,
) {
    outside(table);
    if sight.home.is_some() {
        return;
    }
    let names = &sight.lexicon.names;
    let of_row = |row: u32| {
        let cells = sight.grid.row(row).filter(|(at, _)| at.col < first_value);
        cells.filter_map(|(_, cell)| names.scope(cell.as_text()?)).last()
    };
    let of_column = |col: u32| {
        let column = columns.iter().find(|column| column.col == col)?;
        names.scope(&column.label.text)
    };
    let mut wide = Vec::new();
    table.fields.retain(|field| {
        let is_whole = match &field.subject {
            Subject::Sender | Subject::Total => true,
            Subject::Unit(Who::Part(_)) => true,
            Subject::Unit(_) => false,
        };
        let at: Address = field.at;
        let own = [of_row(at.row), of_column(at.col)];
        let scope = if own.contains(&Some(Scope::Area)) {
            Some(Scope::Area)
        } else {
            own.into_iter().flatten().next().or(title)
        };
        let kept = !is_whole
            || scope != Some(Scope::Province)
            || names.counts_province(&field.variable);
        let is_figure = field.cell.is_some() && rows.iter().any(|row| row.row == at.row);
        if !kept && is_figure && field.subject != Subject::Total {
            wide.push((field.variable.clone(), CellRange::from(at)));
        }
        kept
    });
    for (variable, range) in wide {
        let known = table.province_wide.iter_mut().find(|one| one.variable == variable);
        match known {
            Some(one) => one.range = one.range.union(range),
            None => table.province_wide.push(ProvinceWide { range, variable }),
        }
    }
}

/// Rows of communes outside, and the totals that hold them.
fn outside(table: &mut Table) {
    let is_outside =
        |subject: &Subject| matches!(subject, Subject::Unit(Who::Outside(_)));
    let fields = table.fields.iter().filter(|field| is_outside(&field.subject));
    let range =
        fields.clone().map(|field| CellRange::from(field.at)).reduce(CellRange::union);
    let Some(range) = range else { return };
    let rows: std::collections::BTreeSet<&Subject> =
        fields.map(|field| &field.subject).collect();
    table.beyond = Some(Beyond { range, rows: rows.len() });
    table
        .fields
        .retain(|field| !is_outside(&field.subject) && field.subject != Subject::Total);
}
