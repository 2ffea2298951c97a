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
use crate::plan::vocabulary::loose;

/// What a row of a table of villages is.
pub(super) enum Row {
    Village(Who),
    Whole,
    /// A group of villages: a heading, or their sum.
    Group,
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
    headed || called >= 2 && called * 2 > texts.count()
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
