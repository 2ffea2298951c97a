//! Whose workbook it is, for which year, and of which date: from its content.
//!
//! The letterhead speaks first, then the communes its tables name, then the
//! file's name. Where letterhead and communes contradict each other nobody is
//! chosen. Dates come from the date line, else from the workbook's own
//! properties, never from the file system.

mod evidence;
mod years;

use std::collections::BTreeMap;

use jiff::civil::Date;

pub(crate) use self::evidence::Evidence;
use self::evidence::is_letterhead;
use self::years::years;
use super::day;
use super::lexicon::Lexicon;
use super::names::{Names, Who};
use super::stamp::{self, Stamp};
use super::title::{district_in, names_another};
use crate::plan::key::Key;
use spreadsheet::Cell;
use spreadsheet::Grid;
use spreadsheet::Workbook;

/// Titles and letterhead stand in the first rows of a sheet.
const HEAD_ROWS: u32 = 12;
/// A row of more texts heads a table.
const MOST_TITLES: usize = 2;
/// A title stands so many rows above its table at most.
const TITLE_WITHIN: u32 = 3;
/// So many communes of one district are evidence of whose table it is.
const ENOUGH_COMMUNES: usize = 3;

/// What a workbook says of itself.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Identity {
    /// Code of the reporting unit.
    pub(crate) unit: Option<String>,
    /// The unit's name was written in a known wrong way: sheet index, text,
    /// official name.
    pub(crate) misspelt: Option<(usize, crate::place::Address, String, String)>,
    /// Letterhead and communes name different units: both codes.
    pub(crate) contradiction: Option<(String, String)>,
    /// Two letterheads name different districts: both codes.
    pub(crate) letterheads: Option<(String, String)>,
    /// A commune of the province that is not in the plan's area.
    pub(crate) outside: Option<String>,
    /// What tells who sent it.
    pub(crate) evidence: Evidence,
    /// A head names the province.
    pub(crate) names_province: bool,
    /// Found in the file name only.
    pub(crate) by_file_name: bool,
    /// A date line that names a place of another district: sheet index, cell, place.
    pub(crate) dated_elsewhere: Option<(usize, crate::place::Address, String)>,
    /// A date line of a day there is not: sheet index, cell, text.
    pub(crate) misdated: Option<(usize, crate::place::Address, String)>,
    /// Year the figures are for.
    pub(crate) year: Option<i16>,
    /// Date of the document.
    pub(crate) date: Option<Date>,
    /// The line above the report that looks like an agency's name.
    pub(crate) signboard: Option<String>,
    /// The date comes from the workbook's properties, not from its text.
    pub(crate) date_from_properties: bool,
    /// What it says of itself, if it is a form of ours.
    pub(crate) stamp: Option<Stamp>,
    /// A form of ours that speaks of another unit than it was made for: both
    /// codes.
    pub(crate) foreign: Option<(String, String)>,
}

/// Reads who, which year and which date.
pub(crate) fn read(
    workbook: &Workbook,
    file: &str,
    year: i16,
    lexicon: &Lexicon<'_>,
) -> Identity {
    let names = &lexicon.names;
    let mut identity = Identity::default();
    let heads = heads(workbook);
    let letterhead = letterhead(&heads, names, &mut identity);
    let communes = district_of_communes(workbook, lexicon);
    identity.letterheads = letterheads(&heads, names).or_else(|| {
        let unit = letterhead.as_ref().or(communes.as_ref())?;
        signed_by_another(workbook, unit, lexicon)
    });
    evidence::weigh(&heads, &letterhead, &communes, names, &mut identity);
    match (letterhead, communes) {
        _ if identity.letterheads.is_some() => {}
        (Some(unit), Some(district)) if unit != district && names.is_district(&unit) => {
            identity.contradiction = Some((unit, district));
        }
        (Some(unit), _) => identity.unit = Some(unit),
        (None, _) if identity.outside.is_some() => {}
        (None, Some(district)) => identity.unit = Some(district),
        (None, None) => {
            identity.unit = lexicon.sender(file);
            if identity.unit.is_none() {
                identity.unit = by_file_name(file, names);
                identity.by_file_name = identity.unit.is_some();
            }
            if identity.unit.is_some() && identity.evidence == Evidence::Nothing {
                identity.evidence = Evidence::FileName;
            }
        }
    }
    identity.stamp = Stamp::of(workbook).filter(|stamp| names.is_unit(&stamp.unit));
    if let Some(stamp) = identity.stamp.clone() {
        stamped(&stamp, &mut identity);
        identity.evidence = Evidence::Stamp;
    }
    identity.signboard = heads
        .iter()
        .map(|head| head.text.lines().next().unwrap_or_default())
        .find(|line| looks_like_agency(line))
        .map(str::to_owned);
    date_lines(workbook, lexicon, &mut identity);
    let sheets = workbook.visible_sheets();
    let dates: Vec<Date> = sheets
        .flat_map(|(_, sheet)| day::of_sheet(&sheet.grid, lexicon.vocabulary))
        .collect();
    let stamped = identity.stamp.is_some();
    identity.date = stamped.then(|| stamp::day_of(workbook)).flatten();
    identity.date = identity.date.or(most_frequent(&dates));
    if identity.date.is_none() {
        identity.date =
            workbook.properties.modified.as_deref().and_then(|d| d.parse().ok());
        identity.date_from_properties = identity.date.is_some();
    }
    let years = years(workbook, &heads, year, lexicon);
    // Last year's figures often stand beside this year's under titles of their own.
    let named =
        most_frequent(&years).map(|most| if years.contains(&year) { year } else { most });
    let by_text = || named.or_else(|| dates.iter().copied().max().map(Date::year));
    identity.year = identity.stamp.as_ref().map(|stamp| stamp.year).or_else(by_text);
    identity
}

/// What is odd about the date lines.
fn date_lines(workbook: &Workbook, lexicon: &Lexicon<'_>, identity: &mut Identity) {
    let names = &lexicon.names;
    let home = identity.unit.clone().filter(|unit| names.is_district(unit));
    for (index, sheet) in workbook.visible_sheets() {
        for line in day::lines(&sheet.grid, lexicon.vocabulary) {
            let is_foreign = |home: &String| names_another(&line.place, home, names);
            if home.as_ref().is_some_and(is_foreign) {
                let found = (index, line.at, line.place.clone());
                identity.dated_elsewhere.get_or_insert(found);
            }
            if !line.is_day {
                identity.misdated.get_or_insert((index, line.at, line.text));
            }
        }
    }
}

/// A district other than the sender whose committee stands above a signature.
fn signed_by_another(
    workbook: &Workbook,
    unit: &str,
    lexicon: &Lexicon<'_>,
) -> Option<(String, String)> {
    let names = &lexicon.names;
    if !names.is_district(unit) {
        return None;
    }
    let mut sheets = workbook.visible_sheets();
    sheets.find_map(|(_, sheet)| {
        let signs = day::above_signatures(&sheet.grid, lexicon.vocabulary);
        let mut districts = signs.into_iter().filter_map(|text| {
            let key = Key::of(text).plain;
            let signs = key.split(' ').any(|word| word == "ubnd")
                || key.contains("uy ban nhan dan");
            district_in(text, names).filter(|_| signs && !text.trim().starts_with('-'))
        });
        districts.find(|other| other != unit).map(|other| (unit.to_owned(), other))
    })
}

/// A form of ours is the unit's it was made for, unless its head or its
/// communes say otherwise.
fn stamped(stamp: &Stamp, identity: &mut Identity) {
    let named = identity.unit.take().filter(|_| !identity.by_file_name);
    let contradiction = identity.contradiction.take().or(identity.letterheads.take());
    let other = named.or_else(|| contradiction.map(|(head, _)| head));
    identity.by_file_name = false;
    match other.filter(|other| *other != stamp.unit) {
        Some(other) => identity.foreign = Some((stamp.unit.clone(), other)),
        None => identity.unit = Some(stamp.unit.clone()),
    }
}

/// A text in the head of a visible sheet.
struct Head {
    sheet: usize,
    at: crate::place::Address,
    text: String,
    /// It stands above the first row of several texts, which heads a table.
    is_title: bool,
}

fn heads(workbook: &Workbook) -> Vec<Head> {
    let mut heads = Vec::new();
    for (sheet, page) in workbook.visible_sheets() {
        let mut is_title = true;
        for row in 0..HEAD_ROWS.min(page.grid.height()) {
            let texts = || {
                page.grid.row(row).filter_map(|(at, cell)| Some((at, cell.as_text()?)))
            };
            is_title &= texts().count() <= MOST_TITLES;
            heads.extend(texts().map(|(at, text)| Head {
                sheet,
                at,
                text: text.to_owned(),
                is_title,
            }));
        }
    }
    heads
}

/// A sign begins with a word for an agency; the motto and titles do not.
pub(crate) fn looks_like_agency(line: &str) -> bool {
    let key = Key::of(line);
    let first = key.plain.split(' ').next().unwrap_or_default();
    let marked = key.marked.split(' ').next().unwrap_or_default();
    // `SỐ LIỆU`, `BẢN NHÁP`, `TÍNH ĐẾN` are typed with other marks, or none.
    let is_named = AGENCIES.iter().any(|(typed, plain)| {
        first == *plain && (key.is_plain() || Key::of(typed).marked == marked)
    });
    let is_other = ["so lieu", "so ho", "ban nhap", "tinh den", "bo chi tieu", "bo tieu"]
        .iter()
        .any(|other| key.plain.starts_with(other));
    key.plain.len() < 80 && key.plain.contains(' ') && is_named && !is_other
        || key.plain.starts_with("cong an")
}

/// Words with which the sign of an agency begins, and the same in bare letters.
const AGENCIES: [(&str, &str); 15] = [
    ("ubnd", "ubnd"),
    ("ủy", "uy"),
    ("sở", "so"),
    ("phòng", "phong"),
    ("hội", "hoi"),
    ("huyện", "huyen"),
    ("h", "h"),
    ("thành", "thanh"),
    ("tp", "tp"),
    ("ban", "ban"),
    ("bộ", "bo"),
    ("liên", "lien"),
    ("tỉnh", "tinh"),
    ("mặt", "mat"),
    ("đài", "dai"),
];

/// The unit most often named by a whole cell, or a whole line of one.
fn letterhead(heads: &[Head], names: &Names, identity: &mut Identity) -> Option<String> {
    let mut votes: BTreeMap<String, usize> = BTreeMap::new();
    let mut first: Option<&Head> = None;
    for head in heads {
        let whole = head.text.replace('\n', " ");
        let lines = std::iter::once(whole.as_str()).chain(head.text.lines());
        let Some(named) = lines.filter_map(|line| names.unit(line)).next() else {
            continue;
        };
        let Some(code) = named.who.unit() else { continue };
        // In a table of communes every row is called as a sender of another report.
        if names.has_two_tiers && names.is_district(code) && !is_letterhead(head) {
            continue;
        }
        // A table's own rows may reach into the head of a sheet.
        if head.at.col > 0 && first.is_some_and(|first| first.sheet == head.sheet) {
            continue;
        }
        if let Some(official) = named.misspelt.filter(|_| identity.misspelt.is_none()) {
            identity.misspelt = Some((head.sheet, head.at, head.text.clone(), official));
        }
        first = first.or(Some(head));
        *votes.entry(code.to_owned()).or_default() += 1;
    }
    let most = votes.values().max().copied()?;
    let leaders: Vec<&String> =
        votes.iter().filter(|(_, count)| **count == most).map(|(code, _)| code).collect();
    match leaders.as_slice() {
        [one] => Some((*one).clone()),
        _ => first
            .and_then(|head| names.unit(&head.text))
            .and_then(|named| named.who.unit().map(str::to_owned)),
    }
}

/// The district to which nearly all communes named in the tables belong.
fn district_of_communes(workbook: &Workbook, lexicon: &Lexicon<'_>) -> Option<String> {
    let mut votes: BTreeMap<String, usize> = BTreeMap::new();
    let mut total = 0;
    for (_, sheet) in workbook.visible_sheets() {
        for (_, cell) in sheet.grid.cells() {
            let Some(text) = cell.as_text().filter(|text| text.len() < 80) else {
                continue;
            };
            for named in lexicon.named(text).iter() {
                if let Who::Commune { district, .. } = &named.who {
                    *votes.entry(district.clone()).or_default() += 1;
                    total += 1;
                }
            }
        }
    }
    let (district, count) = votes.into_iter().max_by_key(|(_, count)| *count)?;
    (count >= ENOUGH_COMMUNES && count * 10 >= total * 7).then_some(district)
}

/// The one unit whose name is part of the file's name.
pub(crate) fn by_file_name(file: &str, names: &Names) -> Option<String> {
    let stem = file.rsplit('/').next().unwrap_or(file);
    let stem = stem.rsplit_once('.').map_or(stem, |(stem, _)| stem);
    names.in_file_name(&Key::of(stem))
}

/// Districts whose letterhead begins with their people's committee or an office of
/// it, where two do.
fn letterheads(heads: &[Head], names: &Names) -> Option<(String, String)> {
    let mut first: Option<String> = None;
    for head in heads.iter().filter(|head| head.is_title) {
        let whole = head.text.replace('\n', " ");
        for line in std::iter::once(whole.as_str()).chain(head.text.lines()) {
            let key = Key::of(line).plain;
            let committee =
                ["ubnd ", "uy ban nhan dan "].iter().any(|word| key.starts_with(word));
            let named = if committee {
                names.unit(line).and_then(|named| match named.who {
                    Who::District(code) => Some(code),
                    Who::Body(_)
                    | Who::Commune { .. }
                    | Who::Part(_)
                    | Who::Outside(_) => None,
                })
            } else {
                let office = ["phong ", "hoi "].iter().any(|word| key.starts_with(word));
                let office = office && looks_like_agency(line);
                district_in(line, names).filter(|_| office)
            };
            match (&first, named) {
                (Some(first), Some(other)) if *first != other => {
                    return Some((first.clone(), other));
                }
                (None, Some(code)) => first = Some(code),
                (_, _) => {}
            }
        }
    }
    None
}

/// The most frequent value; of several, the greatest.
fn most_frequent<T: Ord + Copy>(values: &[T]) -> Option<T> {
    let mut counts: BTreeMap<T, usize> = BTreeMap::new();
    for value in values {
        *counts.entry(*value).or_default() += 1;
    }
    counts
        .into_iter()
        .max_by_key(|(value, count)| (*count, *value))
        .map(|(value, _)| value)
}

/// The first text of a row to the right of a cell, outside its merged region.
pub(crate) fn beside(
    grid: &Grid,
    at: crate::place::Address,
) -> Option<(crate::place::Address, &Cell)> {
    let end = grid.merge_at(at).map_or(at.col, |merge| merge.last.col);
    grid.row(at.row).find(|(other, _)| other.col > end)
}
