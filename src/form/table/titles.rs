//! What the lines above a table and the name of its sheet say for all of it: the
//! variable, the unit of count, whether the header goes on from another page.

use super::units::{Hint, Unit};
use crate::form::band::{Band, Sight};
use crate::form::names::Scope;
use crate::plan::vocabulary::loose;
use spreadsheet::Cell;

/// Whether a header repeats the one before it, as after a page break.
pub(super) fn same_header(sight: &Sight<'_>, one: Band, other: Band) -> bool {
    let texts = |band: Band| {
        let rows = band.first..=band.named;
        rows.flat_map(|row| sight.grid.row(row))
            .filter_map(|(at, cell)| cell.as_text().map(|text| (at.col, text)))
            .collect::<Vec<_>>()
    };
    texts(one) == texts(other)
}

/// What holds for all of a table.
#[derive(Clone)]
pub(super) struct Title<'t> {
    pub(super) sheet: &'t str,
    pub(super) variable: Option<&'t str>,
    pub(super) unit: Option<Unit>,
    /// A unit in a bracket of a title, or for the name of a sheet.
    pub(super) hint: Option<Hint>,
    /// The first row that may hold a title of it.
    pub(super) above: u32,
    /// Whether it is about the area of the plan or the whole province.
    pub(super) scope: Option<Scope>,
}

/// The one variable named by the titles above the table, from row `start` to
/// before row `end`, or by the sheet's name.
pub(super) fn title_variable(
    sight: &Sight<'_>,
    sheet: &str,
    start: u32,
    end: u32,
) -> Option<String> {
    let mut titles: Vec<&str> = Vec::new();
    for (_, cell) in sight.grid.rows(start..end) {
        titles.extend(cell.as_text());
    }
    titles.reverse();
    titles.push(sheet);
    for title in titles {
        if sight.is_figure(&Cell::text(title)) {
            continue;
        }
        if let [one] = sight.vocabulary.variables_in(&loose(title)).as_slice() {
            return Some(one.code.clone());
        }
    }
    None
}
