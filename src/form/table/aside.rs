//! Tables that are not this year's results: another year's or a part of a year's
//! for comparison, plans, drafts, lists of those who have not achieved anything,
//! figures of some people only or of another district. Their titles say so, or the
//! name of their sheet, or a note below them.

use std::collections::BTreeSet;

use crate::form::band::Sight;
use crate::form::identity::looks_like_agency;
use crate::form::lexicon::LONGEST_HEADER;
use crate::form::period::{self, Kind, Other, Period, When};
use crate::form::title::{self, Matter};
use crate::place::{Address, CellRange};
use crate::plan::key::Key;
use crate::plan::vocabulary::loose;
use crate::plan::vocabulary::period::tokens;

/// What says that a table is no result of the year.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum By {
    Title,
    Sheet,
    Note,
}

/// Why a table is no result of the year, of the whole, of its sender.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Why {
    /// It is of another period, or a plan.
    Elsewhen(Other),
    /// A draft, an example, an old version, cancelled or replaced.
    Void,
    /// What has not come about, is proposed or taken back.
    Turned,
    /// Who has registered: what was achieved is asked about.
    Registered,
    /// Some of the people or offices.
    Some,
    /// Another district, or communes of one.
    Foreign,
}

impl Why {
    fn of(matter: Matter) -> Option<Self> {
        match matter {
            Matter::Result => None,
            Matter::Void => Some(Self::Void),
            Matter::Turned => Some(Self::Turned),
            Matter::Aim => Some(Self::Elsewhen(Other::Plan)),
            Matter::Registered => Some(Self::Registered),
            Matter::Some => Some(Self::Some),
        }
    }
}

/// Why a table is set aside, in the words that decided.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Ruling {
    pub(crate) why: Why,
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

/// What one text says.
#[derive(Debug, Clone)]
struct Heard {
    period: Period,
    matter: Option<Matter>,
    is_foreign: bool,
    text: String,
}

impl Heard {
    fn speaks(&self) -> bool {
        self.period.speaks() || self.matter.is_some() || self.is_foreign
    }
}

/// What some texts say of a table, the nearest first.
#[derive(Debug, Clone, Default)]
pub(super) struct Said(Vec<Heard>);

impl Said {
    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    fn period(&self) -> Period {
        self.0.iter().fold(Period::default(), |nearer, next| nearer.or(next.period))
    }

    /// What decides: a draft wherever it is called one, then the nearest text.
    fn matter(&self) -> Option<(Matter, &str)> {
        let all = || {
            let spoken = |one: &'_ Heard| one.matter.is_some();
            self.0.iter().filter(move |one| spoken(one))
        };
        let void = all().find(|one| one.matter == Some(Matter::Void));
        let decides = void.or(all().next())?;
        Some((decides.matter?, &decides.text))
    }

    fn ruling(&self, by: By) -> Option<Ruling> {
        let rule = |why: Why, said: &str, is_later: bool| {
            Some(Ruling { why, by, said: said.to_owned(), is_later })
        };
        if let Some(foreign) = self.0.iter().find(|one| one.is_foreign) {
            return rule(Why::Foreign, &foreign.text, false);
        }
        let period = self.period();
        if let Some(why) = period.other()
            && let Some(said) = self.0.iter().find(|one| one.period.other() == Some(why))
        {
            let is_later = period.when == Some(When::Later);
            return rule(Why::Elsewhen(why), &said.text, is_later);
        }
        let (matter, said) = self.matter()?;
        // `THỰC HIỆN CHỈ TIÊU` is no aim.
        let fulfilled = matter == Matter::Aim && period.kind == Some(Kind::Result);
        rule(Why::of(matter).filter(|_| !fulfilled)?, said, false)
    }
}

/// Whether titles and the name of the sheet put a table aside. A title of what was
/// done about a plan stands above a sheet named for the plan; anything else in the
/// name of the sheet is asked about whatever the title says.
pub(super) fn ruling(sight: &Sight<'_>, titles: &Said, sheet: &Said) -> Option<Ruling> {
    let title = titles.period();
    let fulfils = || {
        let texts = || titles.0.iter().map(|one| tokens(&one.text));
        let words = &sight.vocabulary.period;
        title.kind == Some(Kind::Result)
            && texts().any(|text| words.speaks_of_plan(&text))
    };
    titles.ruling(By::Title).or_else(|| {
        let ruling = sheet.ruling(By::Sheet)?;
        let overruled = match ruling.why {
            Why::Elsewhen(Other::Plan) => fulfils(),
            Why::Elsewhen(Other::Part) => title.extent.is_some(),
            Why::Elsewhen(Other::Earlier | Other::Later | Other::Several)
            | Why::Void
            | Why::Turned
            | Why::Registered
            | Why::Some
            | Why::Foreign => false,
        };
        (!overruled).then_some(ruling)
    })
}

/// What the name of a sheet says.
pub(super) fn of_sheet_name(sight: &Sight<'_>, sheet: &str) -> Said {
    let heard = Heard {
        period: period::of_sheet(sheet, sight.year, sight.vocabulary),
        matter: title::of_sheet(sheet, sight.vocabulary),
        is_foreign: is_foreign(sight, sheet),
        text: sheet.to_owned(),
    };
    Said(if heard.speaks() { vec![heard] } else { Vec::new() })
}

fn is_foreign(sight: &Sight<'_>, text: &str) -> bool {
    let names = &sight.lexicon.names;
    sight.home.is_some_and(|home| title::names_another(text, home, names))
}

/// What the titles between two rows say of a table with these columns.
pub(super) fn of_titles(
    sight: &Sight<'_>,
    start: u32,
    end: u32,
    cols: (u32, u32),
) -> Said {
    let mut said = Vec::new();
    let mut nearest: Option<u32> = None;
    for row in (start..end).rev() {
        let numbers = sight.grid.row(row).filter(|(_, cell)| sight.is_figure(cell));
        if start > 0 && numbers.count() > 0 {
            break;
        }
        let mut of_row: Vec<(u32, Heard)> = Vec::new();
        let is_nearest = nearest.is_none_or(|nearest| nearest == row);
        for (at, cell) in sight.grid.row(row) {
            let Some(text) = cell.as_text().filter(|text| is_title(text)) else {
                continue;
            };
            if start > 0 && is_note(text) {
                continue;
            }
            if is_nearest && !is_bracketed(text) {
                nearest = Some(row);
            }
            let heard = of_title(sight, at, text, is_nearest);
            if heard.speaks() {
                of_row.push((at.col, heard));
            }
        }
        // Tables side by side have their titles side by side.
        let is_above = |(col, _): &(u32, Heard)| (cols.0..=cols.1).contains(col);
        if of_row.iter().any(is_above) {
            of_row.retain(is_above);
        }
        said.extend(of_row.into_iter().map(|(_, heard)| heard));
    }
    Said(said)
}

fn is_bracketed(text: &str) -> bool {
    let text = text.trim();
    text.starts_with(['(', '[']) && text.ends_with([')', ']'])
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
        let period = period::read(text, sight.year, sight.vocabulary);
        // Reports of early December estimate what the month will bring, and say so.
        let is_estimate = period.kind == Some(Kind::Estimate);
        let elsewhen = period.other().filter(|_| !is_estimate).map(Why::Elsewhen);
        let void = || {
            let matter = title::read(text, sight.vocabulary);
            (matter == Some(Matter::Void)).then_some(Why::Void)
        };
        let foreign = || is_foreign(sight, text).then_some(Why::Foreign);
        let why = is_note.then(|| elsewhen.or_else(void).or_else(foreign)).flatten()?;
        let is_later = period.when == Some(When::Later);
        Some(Ruling { why, by: By::Note, said: text.to_owned(), is_later })
    })
}

/// What a title says; a line that goes on from the one above is read with it:
/// `KẾT QUẢ THỰC HIỆN` and `KẾ HOẠCH …`, `KẾT QUẢ NĂM 2024` and `NHIỆM VỤ NĂM 2025`,
/// `HỘ ĐỀ NGHỊ` and `CÔNG NHẬN`.
fn of_title(sight: &Sight<'_>, at: Address, text: &str, is_nearest: bool) -> Heard {
    let above = at.row.checked_sub(1).map(|row| Address::new(row, at.col));
    let above = above.and_then(|above| sight.text(above));
    let (matter, is_foreign) = if is_heading(sight, text, is_nearest) {
        let broken = above.filter(|above| title::breaks_off(above, sight.vocabulary));
        let whole = broken.map(|above| format!("{above} {text}"));
        let whole = whole.as_deref().unwrap_or(text);
        (title::read(whole, sight.vocabulary), is_foreign(sight, text))
    } else {
        (None, false)
    };
    let period = period_of_title(sight, text, above);
    Heard { period, matter, is_foreign, text: text.to_owned() }
}

fn period_of_title(sight: &Sight<'_>, text: &str, above: Option<&str>) -> Period {
    let read = |text: &str| period::read(text, sight.year, sight.vocabulary);
    let mut period = read(text);
    // `Kiến nghị, đề xuất` in a report of words is no title of what follows.
    let is_topic = text.chars().any(char::is_lowercase)
        && !text.contains(|c: char| c.is_ascii_digit());
    if period.kind == Some(Kind::Task) && is_topic {
        return Period::default();
    }
    let Some(above) = above else { return period };
    if period.kind == Some(Kind::Task) && read(above).other().is_none() {
        return Period::default();
    }
    if period.kind.is_some() && period::breaks_off(above, sight.vocabulary) {
        period.kind = Some(Kind::Result);
    }
    period
}

/// Whether a line heads a table and is no sentence of the report: written in
/// capitals or in brackets, begun as titles are, or right above the table.
fn is_heading(sight: &Sight<'_>, text: &str, is_nearest: bool) -> bool {
    let text = text.trim();
    let key = loose(text);
    let is_sentence = text.ends_with(['.', ';']) || is_note(text);
    let in_capitals = !text.chars().any(char::is_lowercase);
    let speaks_else = sight.vocabulary.topic_in(&key).is_some()
        || sight.vocabulary.is_commendation_heading(&key)
        || sight.words(text).is_signature;
    !is_sentence
        && !speaks_else
        && (in_capitals
            || is_bracketed(text)
            || is_nearest
            || sight.vocabulary.begins_title(&key))
}

/// A title is short, and no agency's name.
fn is_title(text: &str) -> bool {
    let has_year = text.chars().any(|c| c.is_ascii_digit());
    text.len() <= LONGEST_HEADER && (has_year || !text.lines().all(looks_like_agency))
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
