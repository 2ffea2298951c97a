//! What titles and the name of a sheet say against figures that are counted: asked
//! about, because the columns say one thing and the words above them another.
//!
//! Drafts, examples and tables taken back are set aside (`aside`); what calls its
//! figures proposed, of some only, or closed early is counted: its columns name
//! results, and whether the title was left from another table only the office knows.

use super::Table;
use super::aside::{self, Said};
use crate::form::band::Sight;
use crate::form::label::Measure;
use crate::form::period::{self, Kind, Odd, Other};
use crate::place::Address;
use crate::plan::key::Key;
use crate::plan::vocabulary::loose;

/// What speaks against figures.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Against {
    /// Words of what is no result, or of some only.
    Words,
    /// The name of the sheet is of other figures, the title of results.
    Overruled(Other),
    Time(Odd),
    /// Another district, by its code.
    District(String),
}

/// A text that speaks against figures that are counted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Doubt {
    /// Nothing where it is the name of the sheet.
    pub(crate) at: Option<Address>,
    pub(crate) text: String,
    pub(crate) against: Against,
}

/// So many lines above a table are its title.
const TITLE_LINES: usize = 6;
/// So many of them whatever letters they are typed in.
const NEAR_LINES: usize = 2;
/// A longer line, in bytes, is a sentence.
const LONGEST_LINE: usize = 200;

/// Everything that speaks against a table counted under these titles.
pub(super) fn doubts(
    sight: &Sight<'_>,
    (start, end): (u32, u32),
    cols: (u32, u32),
    (titles, of_sheet): (&Said, &Said),
    table: &mut Table,
) {
    if table.fields.is_empty() {
        return;
    }
    let achieved = table.fields.iter().any(|field| is_achieved(&field.measure));
    let is_result = titles.kind() == Some(Kind::Result);
    for (at, text) in title_lines(sight, start, end, cols) {
        if let Some(against) = against(sight, &text, is_result, achieved) {
            table.doubts.push(Doubt { at: Some(at), text, against });
        }
    }
    let name = table.sheet.clone();
    let overruled = of_sheet.ruling(aside::By::Sheet);
    let overruled = overruled.map(|ruling| Against::Overruled(ruling.why));
    let of_name = overruled.or_else(|| of_name(sight, &name, achieved));
    table.doubts.extend(of_name.map(|against| Doubt { at: None, text: name, against }));
}

fn is_achieved(measure: &Measure) -> bool {
    match measure {
        Measure::Achieved | Measure::Level | Measure::Mark | Measure::AtLevel(_) => true,
        Measure::Total | Measure::Registered | Measure::Rate => false,
    }
}

fn against(
    sight: &Sight<'_>,
    text: &str,
    is_result: bool,
    achieved: bool,
) -> Option<Against> {
    let vocabulary = sight.vocabulary;
    let key = loose(text);
    let said = period::read(text, sight.year, vocabulary);
    let is_result = is_result || said.kind == Some(Kind::Result);
    let registered = || achieved && !is_result && vocabulary.is_of_registered(&key);
    if vocabulary.is_asked_of_title(&key, is_result) || registered() {
        return Some(Against::Words);
    }
    if let Some(odd) = period::odd(text, sight.year, true, vocabulary) {
        return Some(Against::Time(odd));
    }
    let home = sight.home?;
    sight.lexicon.names.other_district(&Key::of(text), home).map(Against::District)
}

/// The same of the name of a sheet.
fn of_name(sight: &Sight<'_>, name: &str, achieved: bool) -> Option<Against> {
    if let Some(against) = against(sight, name, false, achieved) {
        return Some(against);
    }
    let bare = period::without(name, sight.year, sight.vocabulary);
    if sight.vocabulary.is_asked_of_sheet(&bare, &loose(&bare)) {
        return Some(Against::Words);
    }
    if period::is_early_name(name) {
        return Some(Against::Time(Odd::Early));
    }
    let home = sight.home?;
    let named = sight.lexicon.named(name);
    let only = named.first().filter(|_| named.len() == 1)?;
    let code = only.who.district().filter(|code| *code != home)?;
    Some(Against::District(code.to_owned()))
}

/// The lines right above a table that may be its title.
fn title_lines(
    sight: &Sight<'_>,
    start: u32,
    end: u32,
    cols: (u32, u32),
) -> Vec<(Address, String)> {
    let mut lines = Vec::new();
    let mut seen = 0;
    for row in (start..end).rev() {
        let cells: Vec<_> = sight.grid.row(row).collect();
        if cells.is_empty() {
            continue;
        }
        let figures = cells.iter().any(|(_, cell)| aside::is_number(&cell.value));
        if start > 0 && figures || seen >= TITLE_LINES {
            break;
        }
        seen += 1;
        let beside = cells.len() > 1;
        for (at, cell) in cells {
            let Some(text) = cell.as_text() else { continue };
            if text.len() > LONGEST_LINE {
                return lines;
            }
            // Tables side by side have their titles side by side.
            let elsewhere = beside && !(cols.0..=cols.1).contains(&at.col);
            let is_line = aside::is_title(text) && !(start > 0 && aside::is_note(text));
            if is_line
                && !elsewhere
                && (is_heading(text) || seen <= NEAR_LINES && is_short(text))
            {
                lines.push((at, text.to_owned()));
            }
        }
    }
    lines
}

/// `BIỂU TỔNG HỢP …`, `(Số liệu …)`.
fn is_heading(text: &str) -> bool {
    let letters = text.chars().filter(|c| c.is_alphabetic());
    text.trim_start().starts_with('(')
        || letters.clone().count() > 0 && !letters.clone().any(char::is_lowercase)
}

/// No sentence and no item of a list.
fn is_short(text: &str) -> bool {
    let text = text.trim();
    !text.starts_with(['-', '+', '*', '•']) && !text.ends_with(['.', ';', ':'])
}
