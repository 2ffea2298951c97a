//! Of which years the titles of a workbook speak.

use super::Head;
use super::{MOST_TITLES, TITLE_WITHIN};
use crate::form::lexicon::{LONGEST_HEADER, Lexicon};
use crate::form::period;
use spreadsheet::{Grid, Workbook};

/// The years that titles name as those of their results. Where those in the heads
/// of the sheets are others than the report's, it is sought above all tables.
pub(super) fn years(
    workbook: &Workbook,
    heads: &[Head],
    year: i16,
    lexicon: &Lexicon<'_>,
) -> Vec<i16> {
    let named = |text: &str| {
        if text.len() > LONGEST_HEADER {
            return Vec::new();
        }
        period::years(text, year, lexicon.vocabulary)
    };
    let titles = heads.iter().filter(|head| head.is_title);
    let mut years: Vec<i16> = titles.flat_map(|head| named(&head.text)).collect();
    if years.is_empty() || years.contains(&year) {
        return years;
    }
    for (_, sheet) in workbook.visible_sheets() {
        let rows = (0..sheet.grid.height()).filter(|row| heads_table(&sheet.grid, *row));
        let texts = rows.flat_map(|row| sheet.grid.row(row));
        years.extend(texts.filter_map(|(_, cell)| cell.as_text()).flat_map(named));
    }
    years
}

/// Whether a row is a title right above a table.
fn heads_table(grid: &Grid, row: u32) -> bool {
    let texts = |row: u32| grid.row(row).filter(|(_, cell)| cell.as_text().is_some());
    let count = grid.row(row).count();
    (1..=MOST_TITLES).contains(&count)
        && texts(row).count() == count
        && (row + 1..=row + TITLE_WITHIN).any(|below| texts(below).count() > MOST_TITLES)
}
