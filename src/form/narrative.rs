//! What offices write in words: task groups, difficulties, proposals, money
//! spent, and those they propose for commendation.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::identity::beside;
use super::lexicon::Lexicon;
use super::money::{Money, Page};
use super::table::Remark;
use crate::place::Address;
use crate::plan::vocabulary::{CommendationColumn, Sign, Vocabulary};
use spreadsheet::Cell;
use spreadsheet::Grid;

/// A heading of a narrative is short.
const LONGEST_HEADING: usize = 240;
/// A column of a list has a short name.
const LONGEST_COLUMN: usize = 60;
/// What stands beside a heading is a text, not a unit of count.
const SHORTEST_BODY: usize = 12;

/// A paragraph under one topic of the vocabulary.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Paragraph {
    /// Topic code: `task-1` … `task-6`, `difficulty`, `proposal-ministry` …
    pub(crate) topic: String,
    pub(crate) text: String,
    pub(crate) sheet: String,
    pub(crate) at: Address,
}

/// One line of a list of proposed commendations.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Commendation {
    pub(crate) name: String,
    pub(crate) post: String,
    pub(crate) form: String,
    pub(crate) merit: String,
}

/// All that a sheet says in words.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Narrative {
    pub(crate) paragraphs: Vec<Paragraph>,
    pub(crate) money: Vec<Money>,
    /// Cells looked at as amounts of money.
    pub(crate) looked: usize,
    /// Notes at money, each on its sheet.
    pub(crate) remarks: Vec<Remark>,
    pub(crate) commendations: Vec<Commendation>,
}

/// Reads a sheet's words for a report of a year; `taken` are rows that belong to
/// tables of figures.
pub(crate) fn read(
    grid: &Grid,
    sheet: &str,
    year: i16,
    lexicon: &Lexicon<'_>,
    taken: &BTreeSet<u32>,
) -> Narrative {
    let vocabulary = lexicon.vocabulary;
    let mut narrative = Narrative::default();
    let mut taken = taken.clone();
    taken.extend(commendations(grid, vocabulary, &mut narrative.commendations));
    let mut told = BTreeSet::new();
    let mut brief = 0;
    for (at, cell) in grid.cells() {
        let text = cell.as_text().filter(|text| text.len() <= LONGEST_HEADING);
        let Some(text) = text.filter(|_| !taken.contains(&at.row)) else { continue };
        let Some((beside_at, beside_cell)) = beside(grid, at) else { continue };
        let Some(body) = beside_cell.as_text() else { continue };
        let key = &lexicon.words(text).key;
        let Some(topic) = vocabulary.topic_in(key) else { continue };
        if !is_body(body) {
            // `Khó khăn: Không.` is an answer, and nothing to print.
            let answer = body.trim().trim_end_matches(['.', ';']);
            brief += usize::from(vocabulary.sign_of(answer) == Some(Sign::None));
            continue;
        }
        if vocabulary.money_unit(body).is_some() {
            continue;
        }
        let label = vocabulary.money_words(text);
        if label.is_understood() && (label.fund.is_some() || label.money) {
            continue;
        }
        told.insert(at.row);
        narrative.paragraphs.push(Paragraph {
            topic: topic.to_owned(),
            text: body.to_owned(),
            sheet: sheet.to_owned(),
            at: beside_at,
        });
    }
    if narrative.paragraphs.len() + brief < 2 {
        narrative.paragraphs.clear();
    }
    taken.extend(told);
    let page = Page::new(grid, sheet, lexicon, year, &taken);
    narrative.money = page.read();
    narrative.looked = page.looked();
    narrative.remarks = page.remarks(&narrative.money);
    narrative
}

fn is_body(text: &str) -> bool {
    !super::band::is_figure_text(text) && text.len() >= SHORTEST_BODY
}

/// Reads lists with a header of names, posts, forms and merits; gives the rows
/// they take.
fn commendations(
    grid: &Grid,
    vocabulary: &Vocabulary,
    found: &mut Vec<Commendation>,
) -> BTreeSet<u32> {
    let mut rows = BTreeSet::new();
    for row in 0..grid.height() {
        let columns: Vec<(u32, CommendationColumn)> = grid
            .row(row)
            .filter_map(|(at, cell)| {
                let text = cell.as_text().filter(|text| text.len() < LONGEST_COLUMN)?;
                vocabulary.commendation_column(text).map(|column| (at.col, column))
            })
            .collect();
        let named = columns.iter().any(|(_, column)| *column == CommendationColumn::Name);
        if !named || columns.len() < 2 || rows.contains(&row) {
            continue;
        }
        rows.insert(row);
        for below in row + 1..grid.height() {
            let line = commendation(grid, below, &columns);
            if line.name.is_empty() {
                break;
            }
            rows.insert(below);
            found.push(line);
        }
    }
    rows
}

fn commendation(
    grid: &Grid,
    row: u32,
    columns: &[(u32, CommendationColumn)],
) -> Commendation {
    let mut line = Commendation::default();
    for (col, column) in columns {
        let text = grid.get(Address::new(row, *col)).and_then(Cell::as_text);
        let text = text.unwrap_or_default().to_owned();
        match column {
            CommendationColumn::Name => line.name = text,
            CommendationColumn::Post => line.post = text,
            CommendationColumn::Form => line.form = text,
            CommendationColumn::Merit => line.merit = text,
        }
    }
    line
}
