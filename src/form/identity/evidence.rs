//! What tells who sent a workbook, and how loudly.

use super::{Head, Identity};
use crate::form::names::{Named, Names, Who};
use crate::plan::key::Key;

/// What tells who sent a workbook, weakest first.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Evidence {
    #[default]
    Nothing,
    FileName,
    /// The communes its tables name.
    Communes,
    /// The letterhead of a commune that sends no report of its own.
    Part,
    Letterhead,
    Stamp,
}

/// What heads and communes tell of who sent it, and whether that is somebody outside.
pub(super) fn weigh(
    heads: &[Head],
    letterhead: &Option<String>,
    communes: &Option<String>,
    names: &Names,
    identity: &mut Identity,
) {
    identity.names_province = heads.iter().any(|head| names.names_province(&head.text));
    identity.outside = letterhead.is_none().then(|| outside(heads, names)).flatten();
    identity.evidence = match (letterhead, communes) {
        (Some(_), _) => Evidence::Letterhead,
        _ if identity.outside.is_some() => Evidence::Letterhead,
        _ if heads_of_part(heads, names) => Evidence::Part,
        (None, Some(_)) => Evidence::Communes,
        (None, None) => Evidence::Nothing,
    };
}

/// The commune outside the plan's area whose letterhead a sheet bears.
fn outside(heads: &[Head], names: &Names) -> Option<String> {
    heads.iter().filter(|head| head.at.col == 0).find_map(|head| {
        let found = head.text.lines().flat_map(|line| names.find(line));
        found.into_iter().find_map(|named| match named.who {
            Who::Outside(name) => Some(name),
            Who::District(_) | Who::Body(_) | Who::Commune { .. } | Who::Part(_) => None,
        })
    })
}

/// Whether a letterhead is that of a commune which is part of a district.
fn heads_of_part(heads: &[Head], names: &Names) -> bool {
    heads.iter().filter(|head| head.is_title && head.at.col == 0).any(|head| {
        head.text.lines().any(|line| {
            let begins = |word: &str| Key::of(line).plain.starts_with(word);
            let is_agency = begins("ubnd ") || begins("uy ban nhan dan ");
            let is_part = |named: &Named| matches!(named.who, Who::Commune { .. });
            is_agency && names.find(line).iter().any(is_part)
        })
    })
}

/// A title of a sheet, or a line that begins with the word for an authority.
pub(super) fn is_letterhead(head: &Head) -> bool {
    let begins = |line: &str| {
        let key = Key::of(line).plain;
        ["ubnd ", "uy ban nhan dan "].iter().any(|word| key.starts_with(word))
    };
    head.is_title || head.text.lines().any(begins)
}
