//! Notes that correct, date or limit the figures they stand at: quoted as they
//! are, because only a person can say what they change.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::{Column, Field, Row, Subject, Table};
use crate::form::band::{self, Band, Sight, is_figure_text};
use crate::form::identity::looks_like_agency;
use crate::form::label;
use crate::form::lexicon::LONGEST_HEADER;
use crate::form::period::{self, Other};
use crate::place::{Address, CellRange};
use crate::plan::vocabulary::period::tokens;
use crate::plan::vocabulary::{Role, Vocabulary, loose, without_ordinal};

/// A note at figures that count.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Remark {
    pub(crate) range: CellRange,
    pub(crate) text: String,
    /// It stands below the signature, with figures of its own.
    pub(crate) below_signature: bool,
}

impl Remark {
    pub(in crate::form) fn at(at: Address, text: &str) -> Self {
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
        let cells = rows.iter().filter(|row| counted.contains(&row.row));
        let cells = cells.filter_map(|row| {
            let at = Address::new(row.row, column.col);
            Some((at, sight.grid.get(at)?))
        });
        let cells: Vec<_> = cells.collect();
        let figures = cells.iter().filter(|(_, cell)| sight.is_figure(cell)).count();
        // What most rows have is a number of its own, and no note on another.
        let of_column = figures * 2 > counted.len();
        for (at, cell) in cells {
            let shown = cell.shown();
            let is_figure = sight.is_figure(cell);
            if !(is_figure && of_column) && is_telling(sight, &shown) {
                table.remarks.push(Remark::at(at, &shown));
            }
        }
    }
    ordinals(sight, columns, &counted, table);
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

/// Words and years in the place of a number: `Hủy`, `bỏ`, `2023`.
fn ordinals(
    sight: &Sight<'_>,
    columns: &[Column],
    counted: &BTreeSet<u32>,
    table: &mut Table,
) {
    let is_ordinal = |column: &&Column| column.label.role == Some(Role::Ordinal);
    for column in columns.iter().filter(is_ordinal) {
        for row in counted {
            let at = Address::new(*row, column.col);
            let Some(cell) = sight.grid.get(at) else { continue };
            let shown = cell.shown();
            let is_year = band::year(cell).is_some();
            let has_digits = shown.contains(|c: char| c.is_ascii_digit());
            if is_year || !has_digits && is_telling(sight, &shown) {
                table.remarks.push(Remark::at(at, &shown));
            }
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
            if provisional || tells_line(sight.vocabulary, sight.year, text) {
                table.remarks.push(Remark::at(at, text));
            }
        }
    }
    let (mut near, mut signed) = (true, false);
    for row in below {
        near = near && !ends_notes(sight, row);
        let figures = sight.grid.row(row).any(|(_, cell)| sight.is_figure(cell));
        for (at, text) in texts(sight, row) {
            let opened = opens_note(sight.vocabulary, text) && is_telling(sight, text);
            if opened
                || near && !figures && tells_line(sight.vocabulary, sight.year, text)
            {
                table.remarks.push(Remark::at(at, text));
            } else if signed && corrects(sight, text) {
                let below_signature = true;
                let (range, text) = (at.into(), text.to_owned());
                table.remarks.push(Remark { range, text, below_signature });
            }
        }
        signed |= texts(sight, row).any(|(_, text)| sight.words(text).is_signature);
    }
}

/// Whether a text below the signature speaks of figures: `Đức Xuân: 1.700 hộ đạt`.
fn corrects(sight: &Sight<'_>, text: &str) -> bool {
    let has_digits = text.contains(|c: char| c.is_ascii_digit());
    text.len() <= LONGEST_HEADER
        && (states_figure(sight.vocabulary, sight.year, text)
            || has_digits && sight.vocabulary.line_tells(&loose(text)))
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
pub(in crate::form) fn tells_line(
    vocabulary: &Vocabulary,
    year: i16,
    text: &str,
) -> bool {
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
        period::read(text, year, vocabulary).other(),
        Some(Other::Earlier | Other::Part | Other::Several)
    );
    elsewhen || vocabulary.line_tells(&key) || states_figure(vocabulary, year, bare)
}

/// `1.700 hộ`, `Đức Xuân: 1700`.
fn states_figure(vocabulary: &Vocabulary, year: i16, text: &str) -> bool {
    let words: Vec<&str> = text.split_whitespace().collect();
    (0..words.len()).any(|at| {
        let bare = words[at].trim_matches(['(', ')', ';', ',', '.']);
        // `Năm báo cáo: 2024` states no figure.
        let is_year = bare.parse() == Ok(year);
        if !is_figure_text(bare) || bare.starts_with('0') || is_year {
            return false;
        }
        let behind = tokens(&words[at + 1..].join(" "));
        let counted = vocabulary.period.is_counted(&behind);
        let before = at.checked_sub(1).map_or("", |before| words[before]);
        counted || before.ends_with([':', '=']) && at > 1
    })
}

/// `Ghi chú: …`, `* …`, `(1) …`.
pub(in crate::form) fn opens_note(vocabulary: &Vocabulary, text: &str) -> bool {
    let text = text.trim();
    let marked = ["*", "(*", "(1)", "(2)", "(3)"];
    marked.iter().any(|mark| text.starts_with(mark))
        || vocabulary.opens_note(&loose(text.trim_start_matches(['(', '-', '–', ' '])))
}

/// A note that is no sign and could change how a figure is read; the documents and
/// formulas it cites change nothing.
fn is_telling(sight: &Sight<'_>, text: &str) -> bool {
    let vocabulary = sight.vocabulary;
    if vocabulary.sign_of(text).is_some() || !vocabulary.is_telling(text) {
        return false;
    }
    let bare = label::telling(text);
    let says_when = matches!(
        period::read(text, sight.year, vocabulary).other(),
        Some(Other::Earlier | Other::Part | Other::Several)
    );
    let holds = |kind: fn(char) -> bool| text.contains(kind);
    let is_cited = holds(char::is_alphabetic) && holds(|c| c.is_ascii_digit());
    let cites = is_cited && bare.len() < text.len();
    let changes_nothing =
        cites && (!vocabulary.is_telling(&bare) || vocabulary.is_reference(&bare));
    !vocabulary.is_harmless(text)
        && (says_when || !(changes_nothing || vocabulary.is_harmless(&bare)))
}

/// What stands between two tables, or over two side by side, is told once.
pub(super) fn once(tables: &mut [Table]) {
    let mut told = BTreeSet::new();
    for table in tables {
        table.remarks.retain(|remark| told.insert(remark.range.first));
    }
}
