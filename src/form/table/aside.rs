//! Tables that are not this year's results: another year's or a part of a year's
//! for comparison, plans, next year's targets. Their titles say so, or the name of
//! their sheet, or a note below them.

use std::collections::BTreeSet;

use crate::form::band::Sight;
use crate::form::identity::looks_like_agency;
use crate::form::lexicon::LONGEST_HEADER;
use crate::form::period::{self, Kind, Other, Period, When};
use crate::place::{Address, CellRange};
use crate::plan::key::Key;
use crate::workbook::Value;

/// What says that a table is no result of the year.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum By {
    Title,
    Sheet,
    Note,
}

/// Why a table is set aside, in the words that decided.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Ruling {
    pub(crate) why: Other,
    pub(crate) by: By,
    pub(crate) said: String,
    /// It is about a year to come: nobody expects its figures now.
    pub(crate) is_later: bool,
}

/// A table nobody reads: where it stands, why, and what it would have told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Aside {
    pub(crate) range: CellRange,
    pub(crate) ruling: Ruling,
    pub(crate) variables: BTreeSet<String>,
}

/// What some texts say of when figures are of, the nearest first.
#[derive(Debug, Clone, Default)]
pub(super) struct Said(Vec<(Period, String)>);

impl Said {
    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    fn period(&self) -> Period {
        self.0.iter().fold(Period::default(), |nearer, (next, _)| nearer.or(*next))
    }

    fn ruling(&self, by: By) -> Option<Ruling> {
        let period = self.period();
        let why = period.other()?;
        let said = self.0.iter().find(|(one, _)| one.other() == Some(why))?;
        let is_later = period.when == Some(When::Later);
        Some(Ruling { why, by, said: said.1.clone(), is_later })
    }
}

/// Whether titles and the name of the sheet put a table aside. A title of results
/// stands above a sheet named for the plan they fulfil; another year in the
/// name of the sheet is asked about whatever the title says.
pub(super) fn ruling(titles: &Said, sheet: &Said) -> Option<Ruling> {
    let title = titles.period();
    titles.ruling(By::Title).or_else(|| {
        let ruling = sheet.ruling(By::Sheet)?;
        let overruled = match ruling.why {
            Other::Plan => title.kind == Some(Kind::Result),
            Other::Part => title.extent.is_some(),
            Other::Earlier | Other::Later | Other::Several => false,
        };
        (!overruled).then_some(ruling)
    })
}

/// What the name of a sheet says.
pub(super) fn of_sheet_name(sight: &Sight<'_>, sheet: &str) -> Said {
    let period = read(sight, sheet);
    Said(if period.speaks() { vec![(period, sheet.to_owned())] } else { Vec::new() })
}

/// What the titles between two rows say of a table with these columns.
pub(super) fn of_titles(
    sight: &Sight<'_>,
    start: u32,
    end: u32,
    cols: (u32, u32),
) -> Said {
    let mut said = Vec::new();
    for row in (start..end).rev() {
        let numbers = sight.grid.row(row).filter(|(_, cell)| is_number(&cell.value));
        if start > 0 && numbers.count() > 0 {
            break;
        }
        let mut of_row: Vec<(u32, Period, &str)> = Vec::new();
        for (at, cell) in sight.grid.row(row) {
            let Some(text) = cell.as_text().filter(|text| is_title(text)) else {
                continue;
            };
            if start > 0 && is_note(text) {
                continue;
            }
            let period = of_title(sight, at, text);
            if period.speaks() {
                of_row.push((at.col, period, text));
            }
        }
        // Tables side by side have their titles side by side.
        let above = |(col, ..): &&(u32, Period, &str)| (cols.0..=cols.1).contains(col);
        let own: Vec<_> = of_row.iter().filter(above).collect();
        let of_row = if own.is_empty() { of_row.iter().collect() } else { own };
        said.extend(of_row.iter().map(|(_, period, text)| (*period, (*text).to_owned())));
    }
    Said(said)
}

/// Whether a note between two rows says that the table above it is of something
/// else. Where another table follows, only what calls itself a note is one.
pub(super) fn of_notes(
    sight: &Sight<'_>,
    rows: (u32, u32),
    is_last: bool,
) -> Option<Ruling> {
    let mut texts =
        sight.grid.rows(rows.0..rows.1).filter_map(|(_, cell)| cell.as_text());
    texts.find_map(|text| {
        let is_note = is_title(text)
            && (is_last || is_note(text))
            && period::points_at_table(text, sight.vocabulary)
            && !names_column(text);
        let period = read(sight, text);
        // Reports of early December estimate what the month will bring, and say so.
        let is_note = is_note && period.kind != Some(Kind::Estimate);
        let why = period.other().filter(|_| is_note)?;
        let is_later = period.when == Some(When::Later);
        Some(Ruling { why, by: By::Note, said: text.to_owned(), is_later })
    })
}

/// What a title says; a line that goes on from the one above is read with it:
/// `KẾT QUẢ THỰC HIỆN` and `KẾ HOẠCH …`, `KẾT QUẢ NĂM 2024` and `NHIỆM VỤ NĂM 2025`.
fn of_title(sight: &Sight<'_>, at: Address, text: &str) -> Period {
    let mut period = read(sight, text);
    let above = at.row.checked_sub(1).map(|row| Address::new(row, at.col));
    let Some(above) = above.and_then(|above| sight.text(above)) else { return period };
    if period.kind == Some(Kind::Task) && read(sight, above).other().is_none() {
        return Period::default();
    }
    if period.kind.is_some() && period::breaks_off(above, sight.vocabulary) {
        period.kind = Some(Kind::Result);
    }
    period
}

fn read(sight: &Sight<'_>, text: &str) -> Period {
    let mut period = period::read(text, sight.year, sight.vocabulary);
    let key = crate::plan::vocabulary::loose(text);
    if !period.speaks() && sight.vocabulary.is_aside(&key) {
        period.when = Some(When::Earlier);
    }
    period
}

/// A title is short, and no agency's name.
fn is_title(text: &str) -> bool {
    let has_year = text.chars().any(|c| c.is_ascii_digit());
    text.len() <= LONGEST_HEADER && (has_year || !text.lines().all(looks_like_agency))
}

fn is_number(value: &Value) -> bool {
    match value {
        Value::Number(_) | Value::Uncalculated | Value::Error(_) => true,
        Value::Text(_) | Value::Bool(_) | Value::Date(_) => false,
    }
}

/// `Ghi chú: …`, `(*) …`, or words that point upwards.
fn is_note(text: &str) -> bool {
    let key = Key::of(text).plain;
    text.trim_start().trim_start_matches('(').starts_with('*')
        || ["ghi chu", "chu thich", "luu y", "chu y"]
            .iter()
            .any(|word| key.starts_with(word))
        || key.split(' ').any(|word| word == "tren")
}

/// A note on one column or row is none on the table.
fn names_column(text: &str) -> bool {
    let key = Key::of(text).plain;
    key.split(' ').any(|word| ["cot", "dong", "hang", "muc", "o"].contains(&word))
}
