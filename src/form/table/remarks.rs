//! Notes that correct, date or limit the figures they stand at: quoted as they
//! are, because only a person can say what they change.

use std::ops::Range;

use super::{Column, Row, Table};
use crate::form::band::Sight;
use crate::place::{Address, CellRange};
use crate::plan::vocabulary::{Role, loose};

/// A note at figures that count.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Remark {
    pub(crate) range: CellRange,
    pub(crate) text: String,
    /// It stands below the signature, with figures of its own.
    pub(crate) below_signature: bool,
}

impl Remark {
    fn at(at: Address, text: &str) -> Self {
        Self { range: at.into(), text: text.to_owned(), below_signature: false }
    }
}

/// Notes of rows, and comments at figures or at their headers.
pub(super) fn beside(
    sight: &Sight<'_>,
    columns: &[Column],
    rows: &[Row],
    table: &mut Table,
) {
    let is_note = |column: &&Column| column.label.role == Some(Role::Note);
    for column in columns.iter().filter(is_note) {
        for row in rows {
            let at = Address::new(row.row, column.col);
            let counted = table.fields.iter().any(|field| field.at.row == row.row);
            let Some(text) = sight.text(at).filter(|_| counted) else { continue };
            let is_first = sight.grid.get(at).is_some();
            if is_first && is_telling(sight, text) {
                table.remarks.push(Remark::at(at, text));
            }
        }
    }
    let cells: Vec<Address> = table.fields.iter().map(|field| field.at).collect();
    for (at, text) in sight.grid.comments() {
        let at_figure = cells.contains(&at);
        let above = rows.first().is_some_and(|row| at.row < row.row)
            && cells.iter().any(|cell| cell.col == at.col);
        if (at_figure || above) && !is_mark(text) && is_telling(sight, text) {
            table.remarks.push(Remark::at(at, text));
        }
    }
}

/// Whether a comment is one of ours, left in a marked copy that came back:
/// `[V05] …`.
fn is_mark(text: &str) -> bool {
    let code = text.strip_prefix('[').and_then(|rest| rest.split_once(']'));
    code.is_some_and(|(code, _)| {
        code.len() == 3
            && code.starts_with(|c: char| c.is_ascii_uppercase())
            && code[1..].bytes().all(|byte| byte.is_ascii_digit())
    })
}

/// Notes in the lines above and below a table.
pub(super) fn around(
    sight: &Sight<'_>,
    above: Range<u32>,
    below: Range<u32>,
    table: &mut Table,
) {
    let Some(last) = table.fields.iter().map(|field| field.at.row).max() else { return };
    let below = below.start.max(last + 1)..below.end.max(last + 1);
    for (at, cell) in sight.grid.rows(above) {
        let Some(text) = cell.as_text() else { continue };
        let in_figures = sight.grid.row(at.row).any(|(_, cell)| sight.is_figure(cell));
        if !in_figures && sight.vocabulary.is_provisional(&loose(text)) {
            table.remarks.push(Remark::at(at, text));
        }
    }
    for (at, cell) in sight.grid.rows(below) {
        let Some(text) = cell.as_text() else { continue };
        if opens_note(sight, text) && is_telling(sight, text) {
            table.remarks.push(Remark::at(at, text));
        }
    }
}

/// `Ghi chú: …`, `* …`, `(1) …`.
fn opens_note(sight: &Sight<'_>, text: &str) -> bool {
    let text = text.trim();
    let marked = ["*", "(*", "(1)", "(2)", "(3)"];
    marked.iter().any(|mark| text.starts_with(mark))
        || sight
            .vocabulary
            .opens_note(&loose(text.trim_start_matches(['(', '-', '–', ' '])))
}

/// A note that is no sign and could change how a figure is read.
fn is_telling(sight: &Sight<'_>, text: &str) -> bool {
    sight.vocabulary.sign_of(text).is_none() && sight.vocabulary.is_telling(&loose(text))
}
