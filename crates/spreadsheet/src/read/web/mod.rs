//! Files that systems of the web export and call `.xls`: pages with
//! tables, alone or put into one file, XML Spreadsheet 2003, lines of fields.
//!
//! Excel opens them with a shrug, so offices send them. What kind one is, its first
//! letters tell; each has a reader that hands its cells to the same drafts as any
//! other workbook. Scripts are not run and nothing they name is fetched.

mod archive;
mod asides2003;
mod attributes;
mod css;
mod elements;
mod encoding;
mod layout;
mod page;
mod separated;
mod spreadsheet2003;
mod styles2003;
mod tables;
mod tokens;
mod written;

use super::Workbook;
use super::unreadable::{Looks, Unreadable};

/// A text that may hold a table, as Unicode.
pub(super) enum Web {
    Page(String),
    /// A page with its sheets in one file.
    Archive(Vec<u8>),
    /// XML Spreadsheet 2003.
    Spreadsheet(String),
    /// CSV, TSV and their kin.
    Lines(String),
}

/// How far into a text its kind is looked for.
const HEAD: usize = 4_096;

/// What a text is, if it is one that may hold a table.
pub(super) fn recognise(bytes: &[u8]) -> Result<Web, Looks> {
    if archive::is_one(bytes) {
        return Ok(Web::Archive(bytes.to_owned()));
    }
    let text = encoding::unicode(bytes).ok_or(Looks::Other)?;
    let end = (0..=HEAD.min(text.len())).rev().find(|end| text.is_char_boundary(*end));
    let head = text[..end.unwrap_or_default()].to_ascii_lowercase();
    let begins = head.trim_start_matches(['\u{feff}', ' ', '\t', '\r', '\n']);
    let holds = |mark: &str| head.contains(mark);
    if begins.starts_with("{\\rtf") {
        return Err(Looks::Word);
    }
    if holds("<workbook") || holds(":workbook") && holds("office:spreadsheet") {
        return Ok(Web::Spreadsheet(text));
    }
    if holds("<html") || holds("<!doctype html") || holds("<table") || holds("<tr") {
        return Ok(Web::Page(text));
    }
    // A page may begin with all its styles, or with a long comment.
    let is_marked_up = begins.starts_with('<') && !holds("<?xml");
    if is_marked_up && (contains(&text, "<table") || contains(&text, "<html")) {
        return Ok(Web::Page(text));
    }
    if holds("<?xml") {
        return Err(Looks::Xml);
    }
    // SYLK separates with semicolons too, but its lines are records, no rows.
    let is_sylk = begins.starts_with("id;p");
    if is_sylk || separated::sign(&text).is_none() {
        return Err(Looks::PlainText);
    }
    Ok(Web::Lines(text))
}

/// Whether a text has these letters, large or small.
fn contains(text: &str, letters: &str) -> bool {
    let mut windows = text.as_bytes().windows(letters.len());
    windows.any(|window| window.eq_ignore_ascii_case(letters.as_bytes()))
}

pub(super) fn read(web: Web) -> Result<Workbook, Unreadable> {
    match web {
        Web::Page(text) => page::read(&text),
        Web::Archive(bytes) => archive::read(&bytes),
        Web::Spreadsheet(text) => spreadsheet2003::read(&text),
        Web::Lines(text) => separated::read(&text),
    }
}
