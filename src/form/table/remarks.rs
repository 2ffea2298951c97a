//! Notes that correct, date or limit the figures they stand at: quoted as they
//! are, because only a person can say what they change.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::{Column, Field, Row, Subject, Table};
use crate::form::band::{Band, Sight, is_figure_text};
use crate::form::identity::looks_like_agency;
use crate::form::lexicon::LONGEST_HEADER;
use crate::form::period::{self, Other};
use crate::place::{Address, CellRange};
use crate::plan::vocabulary::period::tokens;
use crate::plan::vocabulary::{Role, loose, without_ordinal};

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

/// Notes beside rows, and comments at figures, at the names of their rows, and in
/// the titles and headers above them from row `start` on.
pub(super) fn beside(
    sight: &Sight<'_>,
    band: Band,
    start: u32,
    columns: &[Column],
    rows: &[Row],
    table: &mut Table,
) {
    let counted: BTreeSet<u32> = table.fields.iter().map(|field| field.at.row).collect();
    let is_note = |column: &&Column| column.label.role == Some(Role::Note);
    for column in columns.iter().filter(is_note) {
        for row in rows.iter().filter(|row| counted.contains(&row.row)) {
            let at = Address::new(row.row, column.col);
            let Some(text) = sight.text(at) else { continue };
            let is_first = sight.grid.get(at).is_some();
            if is_first && is_telling(sight, text) {
                table.remarks.push(Remark::at(at, text));
            }
        }
    }
    unheaded(sight, band, columns, &counted, table);
    let cells: BTreeSet<Address> = table.fields.iter().map(|field| field.at).collect();
    let Some(first_value) = cells.iter().map(|cell| cell.col).min() else { return };
    for (at, text) in sight.grid.comments() {
        let at_figure = cells.contains(&at);
        let at_name = at.col < first_value && counted.contains(&at.row);
        let above = rows.first().is_some_and(|row| (start..row.row).contains(&at.row));
        if (at_figure || at_name || above) && !is_mark(text) && is_telling(sight, text) {
            table.remarks.push(Remark::at(at, text));
        }
    }
}

/// Words and lone figures to the right of a row, in columns nothing heads.
fn unheaded(
    sight: &Sight<'_>,
    band: Band,
    columns: &[Column],
    counted: &BTreeSet<u32>,
    table: &mut Table,
) {
    let Some(last) = columns.iter().map(|column| column.col).max() else { return };
    let headed = |col: u32| {
        (band.first..=band.last).any(|row| sight.text(Address::new(row, col)).is_some())
    };
    let mut found: Vec<(Address, String)> = Vec::new();
    for row in counted {
        let right = sight.grid.row(*row).filter(|(at, _)| at.col > last);
        for (at, cell) in right.take_while(|(at, _)| !headed(at.col)) {
            let shown = cell.shown();
            if cell.formula.is_none() && is_telling(sight, &shown) {
                found.push((at, shown.into_owned()));
                break;
            }
        }
    }
    // What most rows have is a column of its own, and no note.
    let mut columns: BTreeMap<u32, usize> = BTreeMap::new();
    for (at, _) in &found {
        *columns.entry(at.col).or_default() += 2;
    }
    for (at, text) in &found {
        let is_figure = sight.grid.get(*at).is_some_and(|cell| sight.is_figure(cell));
        if !is_figure || columns[&at.col] <= counted.len() {
            table.remarks.push(Remark::at(*at, text));
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
    let Some(last) = last_row(table) else { return };
    let below = below.start.max(last + 1)..below.end.max(last + 1);
    for row in above {
        if sight.grid.row(row).any(|(_, cell)| sight.is_figure(cell)) {
            continue;
        }
        for (at, text) in texts(sight, row) {
            let provisional = sight.vocabulary.is_provisional(&loose(text));
            if provisional || tells_line(sight, text) {
                table.remarks.push(Remark::at(at, text));
            }
        }
    }
    let mut near = true;
    for row in below {
        near = near && !ends_notes(sight, row);
        let figures = sight.grid.row(row).any(|(_, cell)| sight.is_figure(cell));
        for (at, text) in texts(sight, row) {
            let opened = opens_note(sight, text) && is_telling(sight, text);
            if opened || near && !figures && tells_line(sight, text) {
                table.remarks.push(Remark::at(at, text));
            }
        }
    }
}

fn texts<'a>(sight: &'a Sight<'_>, row: u32) -> impl Iterator<Item = (Address, &'a str)> {
    let cells = sight.grid.row(row);
    cells.filter_map(|(at, cell)| Some((at, cell.as_text()?)))
}

/// The last row of a table; a line without figures that names no unit is none of
/// a table of units, even if its words could name an indicator.
fn last_row(table: &Table) -> Option<u32> {
    let of_units = table.fields.iter().any(|field| field.subject != Subject::Sender);
    let stands = |field: &&Field| {
        field.cell.is_some() || !of_units || field.subject != Subject::Sender
    };
    table.fields.iter().filter(stands).map(|field| field.at.row).max()
}

/// Whether what follows a row is about something else than the table above it:
/// the signature, a topic, money.
fn ends_notes(sight: &Sight<'_>, row: u32) -> bool {
    texts(sight, row).any(|(_, text)| {
        let words = sight.words(text);
        let money = sight.vocabulary.money_words(text);
        words.is_signature
            || sight.vocabulary.topic_in(&words.key).is_some()
            || sight.vocabulary.is_commendation_heading(&words.key)
            || money.money
            || money.fund.is_some()
    })
}

/// Whether a line that stands alone corrects, dates or limits figures: not what a
/// title says, a letterhead, a document cited.
fn tells_line(sight: &Sight<'_>, text: &str) -> bool {
    let vocabulary = sight.vocabulary;
    let bare = without_ordinal(text.trim_start_matches(['(', '*', ' ']));
    let key = loose(bare);
    if text.len() > LONGEST_HEADER || vocabulary.sign_of(text).is_some() {
        return false;
    }
    let points = period::points_at_table(text, vocabulary);
    if !points && (vocabulary.begins_title(&key) || looks_like_agency(bare)) {
        return false;
    }
    let elsewhen = matches!(
        period::read(text, sight.year, vocabulary).other(),
        Some(Other::Earlier | Other::Part)
    );
    elsewhen || vocabulary.line_tells(&key) || states_figure(sight, bare)
}

/// `1.700 hộ`, `Đức Xuân: 1700`.
fn states_figure(sight: &Sight<'_>, text: &str) -> bool {
    let words: Vec<&str> = text.split_whitespace().collect();
    (0..words.len()).any(|at| {
        let bare = words[at].trim_matches(['(', ')', ';', ',', '.']);
        if !is_figure_text(bare) || bare.starts_with('0') {
            return false;
        }
        let behind = tokens(&words[at + 1..].join(" "));
        let counted = sight.vocabulary.period.is_counted(&behind);
        let before = at.checked_sub(1).map_or("", |before| words[before]);
        counted || before.ends_with([':', '=']) && at > 1
    })
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
    sight.vocabulary.sign_of(text).is_none() && sight.vocabulary.is_telling(text)
}

/// What stands between two tables, or over two side by side, is told once.
pub(super) fn once(tables: &mut [Table]) {
    let mut told = BTreeSet::new();
    for table in tables {
        table.remarks.retain(|remark| told.insert(remark.range.first));
    }
}
