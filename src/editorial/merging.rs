//! Brings together what the clerk wrote in two copies of the workbook: the one
//! in the inbox, which counts, and the one in the out folder, in which entries
//! may have been made and never copied.
//!
//! Every row of the out copy carries a mark of what the inbox held when the row
//! was written. So it can be told which of two different entries is the newer;
//! where both were changed since, the inbox counts and the other is kept beside
//! it. An entry is given up only where the inbox itself was changed after it.

use super::layout::Page;
use super::rows::{Row, Rows, Written, normal, short_digest};

/// What the next workbook carries over.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Merged {
    pub(crate) written: Written,
    /// Keys of rows whose entry stood in the out copy only.
    pub(crate) brought: Vec<String>,
    /// Keys of rows of which both copies hold an entry of their own.
    pub(crate) clashes: Vec<String>,
}

/// The mark of an entry; nothing has none.
fn mark(entry: &str) -> String {
    if entry.is_empty() { String::new() } else { short_digest(entry, 4) }
}

/// Merges both copies; the marks of the result speak of the inbox as it is.
pub(crate) fn merge(inbox: &Written, out: &Written) -> Merged {
    let mut merged = Merged::default();
    for page in Page::ALL {
        let (ours, theirs) = (inbox.page(page), out.page(page));
        let mut rows = Rows::new();
        for key in ours.keys().chain(theirs.keys()) {
            if rows.contains_key(key) {
                continue;
            }
            let row = one(key, ours.get(key), theirs.get(key), &mut merged);
            rows.insert(key.clone(), row);
        }
        merged.written.pages.insert(page, rows);
    }
    merged.brought.sort();
    merged.clashes.sort();
    merged
}

fn one(key: &str, ours: Option<&Row>, theirs: Option<&Row>, merged: &mut Merged) -> Row {
    let none = Row::default();
    // Only a row that is still there can have been emptied on purpose.
    let is_there = ours.is_some();
    let (ours, theirs) = (ours.unwrap_or(&none), theirs.unwrap_or(&none));
    let now = mark(&ours.entry);
    let is_carried = is_there && mark(&theirs.entry) == theirs.mark;
    let same = normal(&ours.entry) == normal(&theirs.entry);
    let nothing_new = theirs.entry.is_empty() || same || is_carried;
    let mut others: Vec<String> =
        ours.others.iter().chain(&theirs.others).cloned().collect();
    let chosen = if nothing_new {
        if is_there { ours } else { theirs }
    } else if !ours.is_torn && (ours.entry.is_empty() || now == theirs.mark) {
        merged.brought.push(key.to_owned());
        theirs
    } else {
        others.push(theirs.entry.clone());
        merged.clashes.push(key.to_owned());
        ours
    };
    others.retain(|other| normal(other) != normal(&chosen.entry));
    others.sort();
    others.dedup();
    Row { others, mark: now, ..chosen.clone() }
}
