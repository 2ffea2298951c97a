//! Rows of villages: the thôn and tổ dân phố a commune is made of.
//!
//! They stand in no register, so whatever such a row is called is its name: of a
//! village called `Tổng Khau` no word means a total, and one called as a commune is
//! none. Only what is nothing but a total is the whole; a row named as one of the old
//! communes, with its kind, sums up its villages and is not counted again.

use super::rows::Labels;
use super::whole::is_total_subject;
use super::{Column, Span};
use crate::form::band::Sight;
use crate::form::names::Who;
use crate::place::Address;
use crate::plan::vocabulary::{MeasureWord, loose};
use spreadsheet::{Cell, Value};

/// What a row of a table of villages is.
pub(super) enum Row {
    Village(Who),
    Whole,
    /// A group of villages: a heading, or their sum.
    Group,
}

/// How many rows a list of villages has at most: below a blank row, what names a figure
/// of ours or has words where figures stand is none.
pub(super) fn extent(
    sight: &Sight<'_>,
    labels: &Labels,
    columns: &[Column],
    span: Span,
) -> usize {
    let begun = labels.iter().find(|(_, parts)| !parts.is_empty());
    let begun = begun.map_or(0, |(row, _)| *row);
    let is_blank = |row: u32| sight.grid.row(row).next().is_none();
    let ends = |(row, parts): &(u32, Vec<String>)| {
        let Some(last) = parts.last() else { return false };
        let label = &sight.words(last).label;
        let names = label.variable.is_some() || label.base.is_some();
        let is_word = |cell: &Cell| {
            let text = cell.as_text().filter(|_| !sight.is_figure(cell));
            text.is_some_and(|text| {
                sight.vocabulary.sign_of(text).is_none()
                    && !sight.vocabulary.is_value(text)
            })
        };
        let asks = |col: u32| {
            let mut at = columns.iter().filter(|column| column.col == col);
            col >= span.first_value && at.any(|column| !column.label.is_structural())
        };
        let mut filled = sight.grid.row(*row).filter(|(at, _)| asks(at.col));
        let worded = filled.any(|(_, cell)| is_word(cell));
        (begun..*row).any(is_blank)
            && !sight.vocabulary.is_village(last)
            && (names || worded)
    };
    let first = labels.iter().position(|(_, parts)| !parts.is_empty()).unwrap_or(0);
    let below = labels.iter().skip(first + 1).position(ends);
    below.map_or(labels.len(), |below| first + 1 + below)
}

/// Whether a table of a commune is a list of its villages: by the heading of its names,
/// or by what most of them are called.
pub(super) fn are_listed(
    sight: &Sight<'_>,
    columns: &[Column],
    span: Span,
    labels: &Labels,
) -> bool {
    if !sight.home_has_villages() {
        return false;
    }
    let names = columns.iter().filter(|column| column.col < span.first_value);
    let headed = names.into_iter().any(|column| {
        let last = column.label.text.rsplit(" / ").next().unwrap_or_default();
        sight.vocabulary.heads_villages(last)
    });
    let texts = labels.iter().filter_map(|(_, parts)| parts.last());
    let called = texts.clone().filter(|text| sight.vocabulary.is_village(text)).count();
    let named = called >= 2 && called * 2 > texts.count();
    headed || named || are_crossed(sight, columns, span, labels)
}

/// Whether the rows have crosses where villages are counted: each is one.
fn are_crossed(
    sight: &Sight<'_>,
    columns: &[Column],
    span: Span,
    labels: &Labels,
) -> bool {
    let counted = sight.vocabulary.counts_villages();
    let counting = columns.iter().filter(|column| {
        column.col >= span.first_value
            && column.label.variable.as_deref() == Some(counted)
    });
    counting.into_iter().any(|column| {
        let cells = labels.iter().filter(|(_, parts)| {
            parts.last().is_some_and(|last| !is_total_subject(sight, last, true))
        });
        let cells =
            cells.filter_map(|(row, _)| sight.text(Address::new(*row, column.col)));
        let crosses = cells.filter(|text| {
            text.chars().any(|c| !c.is_ascii_digit())
                && sight.vocabulary.mark_of(text) == Some(true)
        });
        crosses.count() >= 2 || are_ones(sight, columns, column, labels)
    })
}

/// Whether rows that name nobody in a register count one village or none each, beside
/// no total: `1`, `0`.
fn are_ones(
    sight: &Sight<'_>,
    columns: &[Column],
    column: &Column,
    labels: &Labels,
) -> bool {
    let is_total = |one: &Column| {
        one.label.measure == Some(MeasureWord::Total)
            && one.label.variable == column.label.variable
    };
    let rows = labels.iter().filter_map(|(row, parts)| {
        let last = parts.last().filter(|last| !is_total_subject(sight, last, true))?;
        Some((*row, last))
    });
    let counted = rows.filter_map(|(row, last)| {
        let cell = sight.grid.get(Address::new(row, column.col))?;
        sight.is_figure(cell).then_some((last, cell))
    });
    let is_one_or_none = |cell: &Cell| match &cell.value {
        Value::Number(number) => *number == 0.0 || *number == 1.0,
        Value::Text(text) => matches!(text.trim(), "0" | "1"),
        Value::Bool(_) | Value::Date(_) | Value::Error(_) | Value::Uncalculated => false,
    };
    let all = counted
        .clone()
        .all(|(last, cell)| is_one_or_none(cell) && sight.named(last).is_none());
    all && counted.count() >= 3 && !columns.iter().any(is_total)
}

/// What a row of such a table is.
///
/// A row with neither figures nor a number of its own heads those below it.
pub(super) fn row(sight: &Sight<'_>, text: &str, is_entry: bool) -> Row {
    if is_total_subject(sight, text, true) {
        return Row::Whole;
    }
    if !sight.vocabulary.is_village(text) {
        match sight.kinded(text) {
            Some(Who::District(code)) if sight.home == Some(&code) => return Row::Whole,
            Some(Who::Commune { .. }) => return Row::Group,
            Some(Who::District(_) | Who::Body(_) | Who::Part(_) | Who::Outside(_))
            | None => {}
        }
    }
    if sight.vocabulary.is_subtotal(&loose(text)) && !sight.vocabulary.is_village(text) {
        return Row::Group;
    }
    if !is_entry {
        return Row::Group;
    }
    Row::Village(Who::Part(text.to_owned()))
}
