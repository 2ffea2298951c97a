//! Notes that correct, date or limit amounts that count: quoted as they stand, as
//! those at tables of figures are.

use std::collections::BTreeSet;

use super::sheet::{Page, short};
use super::{Money, Standing};
use crate::form::band::is_figure_text;
use crate::form::table::{Remark, opens_note, tells_line};
use crate::place::Address;
use crate::plan::vocabulary::MoneyColumn;
use spreadsheet::Cell;

/// Rows below the last amount in which a note is looked for.
const BELOW: u32 = 8;

impl Page<'_> {
    /// Notes beside amounts, comments on them, and notes in the lines below.
    pub(crate) fn remarks(&self, money: &[Money]) -> Vec<Remark> {
        let counts = |one: &&Money| matches!(one.standing, Standing::Counts { .. });
        let cells: BTreeSet<Address> =
            money.iter().filter(counts).map(|one| one.at).collect();
        let mut found = Vec::new();
        for at in &cells {
            found.extend(self.beside(*at).map(|(at, text)| Remark::at(at, &text)));
        }
        let comments = self.grid.comments().filter(|(at, _)| cells.contains(at));
        let telling =
            comments.filter(|(_, text)| self.lexicon.vocabulary.is_telling(text));
        found.extend(telling.map(|(at, text)| Remark::at(at, text)));
        let rows: BTreeSet<u32> = money.iter().map(|one| one.at.row).collect();
        for row in &rows {
            let next = rows.range(row + 1..).next().copied();
            found.extend(self.below(*row, next));
        }
        let mut told = BTreeSet::new();
        found.retain(|remark| told.insert(remark.range.first));
        found
    }

    /// The text behind an amount, or a number under a heading of notes, if it could
    /// change how the amount is read.
    fn beside(&self, at: Address) -> Option<(Address, String)> {
        let vocabulary = self.lexicon.vocabulary;
        let is_sign = |cell: &Cell| {
            cell.as_text().is_none_or(|text| vocabulary.sign_of(text).is_some())
        };
        let behind = || self.grid.row(at.row).filter(|(other, _)| other.col > at.col);
        let noted = behind().find(|(other, cell)| {
            let heading = self.above(*other, None).words.into_iter().next();
            let is_note =
                heading.is_some_and(|said| said.column == Some(MoneyColumn::Note));
            cell.as_text().is_none() && is_note
        });
        if let Some((other, cell)) = noted {
            return Some((other, cell.shown().into_owned()));
        }
        let (other, cell) = behind().find(|(_, cell)| !is_sign(cell))?;
        // A figure in a column of its own is no note.
        let heading = self.above(other, None).words.into_iter().next();
        let is_note = heading.is_none_or(|said| said.column == Some(MoneyColumn::Note));
        let bare = cell.as_text().is_some_and(is_figure_text);
        if bare && !is_note {
            return None;
        }
        let text = short(cell)?;
        let said = self.words(text);
        let compares = said.column == Some(MoneyColumn::Compared);
        let names = said.fund.is_some() || said.total || said.is_unit;
        let settled = said.is_understood() && said.spent && !said.planned;
        let ours = said.is_understood() && said.years == [self.year] && !said.planned;
        let spent_on = said.spent && said.counted && !said.planned;
        let plain = compares || names || settled || said.cites || ours || spent_on;
        let hints = said.planned || said.period || said.other || said.inexact;
        // A share is none of the amount: `đạt 100%`.
        let share = |c: char| c.is_ascii_digit() || c == '%';
        let told =
            if text.contains('%') { text.replace(share, "") } else { text.to_owned() };
        let tells = hints || vocabulary.is_telling(&told);
        (!plain && tells).then(|| (other, text.to_owned()))
    }

    /// Whether a row heads other amounts: `Năm 2023`, `Nhu cầu kinh phí`.
    fn heads(&self, row: u32) -> bool {
        let vocabulary = self.lexicon.vocabulary;
        let mut texts = self.grid.row(row).filter_map(|(_, cell)| short(cell));
        texts.any(|text| {
            let said = self.words(text);
            let note = text.starts_with('(') || opens_note(vocabulary, text);
            said.is_understood() && said.speaks() && !note
        })
    }

    /// Notes in the lines below a row, up to what is about something else.
    fn below(&self, row: u32, next: Option<u32>) -> Vec<Remark> {
        let mut found = Vec::new();
        let end = next.unwrap_or(row + 1 + BELOW).min(row + 1 + BELOW);
        for below in row + 1..end {
            if self.ends_notes(below) || self.heads(below) {
                break;
            }
            let texts =
                self.grid.row(below).filter_map(|(at, cell)| Some((at, short(cell)?)));
            for (at, text) in texts {
                let vocabulary = self.lexicon.vocabulary;
                let opened = opens_note(vocabulary, text) && vocabulary.is_telling(text);
                if opened || tells_line(vocabulary, self.year, text) {
                    found.push(Remark::at(at, text));
                }
            }
        }
        found
    }
}
