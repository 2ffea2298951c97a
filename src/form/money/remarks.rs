//! Notes that correct, date or limit amounts that count: quoted as they stand, as
//! those at tables of figures are.

use std::collections::BTreeSet;

use super::sheet::{Page, short};
use super::{Money, Standing};
use crate::form::table::{Remark, opens_note, tells_line};
use crate::place::Address;
use crate::plan::vocabulary::MoneyColumn;

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
            found.extend(self.beside(*at).map(|(at, text)| Remark::at(at, text)));
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

    /// The text behind an amount, if it could change how it is read.
    fn beside(&self, at: Address) -> Option<(Address, &str)> {
        let vocabulary = self.lexicon.vocabulary;
        let (other, cell) =
            self.grid.row(at.row).filter(|(other, _)| other.col > at.col).find(
                |(_, cell)| {
                    cell.as_text().is_some_and(|text| vocabulary.sign_of(text).is_none())
                },
            )?;
        let text = short(cell)?;
        let said = self.words(text);
        let compares = said.column == Some(MoneyColumn::Compared);
        let names = said.fund.is_some() || said.total || said.is_unit;
        let settled = said.is_understood() && said.spent && !said.planned;
        let plain = compares || names || settled || said.cites;
        (!plain && vocabulary.is_telling(text)).then_some((other, text))
    }

    /// Notes in the lines below a row, up to what is about something else.
    fn below(&self, row: u32, next: Option<u32>) -> Vec<Remark> {
        let mut found = Vec::new();
        let end = next.unwrap_or(row + 1 + BELOW).min(row + 1 + BELOW);
        for below in row + 1..end {
            if self.ends_notes(below) {
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
