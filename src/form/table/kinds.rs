//! Rows named for kinds of what one variable counts: `Giáo dục nghề nghiệp` among
//! institutions. They are its parts.

use std::collections::BTreeMap;

use super::{Column, Row, Subject};
use crate::form::band::Sight;
use crate::form::names::Who;

/// The variable of a table about nothing else, where a row names a kind of what it
/// counts: `Giáo dục nghề nghiệp` among institutions.
pub(super) fn kind_of_context(
    sight: &Sight<'_>,
    columns: &[Column],
    context: Option<&str>,
    text: &str,
) -> Option<String> {
    let named = columns.iter().filter_map(|column| column.label.variable.as_deref());
    let mut named: Vec<&str> = named.chain(context).collect();
    named.sort_unstable();
    named.dedup();
    let [one] = named.as_slice() else { return None };
    sight.vocabulary.kind_of(one, text).map(|_| (*one).to_owned())
}

/// Rows of several kinds of what one variable counts are its parts.
pub(super) fn name_kinds(sight: &Sight<'_>, rows: &mut [Row]) {
    let kind = |row: &Row| {
        let variable = row.label.variable.as_deref().filter(|_| row.subject.is_none())?;
        let kind = sight.vocabulary.kind_of(variable, &row.label.text)?;
        Some((variable.to_owned(), kind))
    };
    let mut seen: BTreeMap<(String, usize), usize> = BTreeMap::new();
    for row in rows.iter() {
        if let Some(kind) = kind(row) {
            *seen.entry(kind).or_default() += 1;
        }
    }
    for row in rows.iter_mut() {
        let Some((variable, kind)) = kind(row) else { continue };
        let of_variable: Vec<usize> =
            seen.iter().filter(|((of, _), _)| *of == variable).map(|(_, n)| *n).collect();
        if of_variable.len() >= 2 && seen.get(&(variable, kind)) == Some(&1) {
            row.subject = Some(Subject::Unit(Who::Part(row.label.text.clone())));
        }
    }
}
