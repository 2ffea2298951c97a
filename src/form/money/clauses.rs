//! Label and amount in one cell: `Ngân sách nhà nước: 550 triệu đồng`, also
//! several in one line.

use super::axes::{Axis, Stand};
use super::look::Content;
use super::sheet::{Block, Page};
use super::{About, Money, Standing};
use crate::place::Address;
use crate::plan::vocabulary::{MoneyWords, without_ordinal};
use crate::workbook::Cell;

/// A label and what follows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Clause {
    pub(super) label: String,
    pub(super) amount: String,
}

/// The clauses of a text; nothing where it states no amount, or ends in words
/// of which nobody knows what they are about.
pub(super) fn clauses(text: &str) -> Option<Vec<Clause>> {
    let mut found = Vec::new();
    let mut before = String::new();
    for part in parts(without_ordinal(text)) {
        match split(&part) {
            Some(mut clause) => {
                clause.label = format!("{before}{}", clause.label).trim().to_owned();
                before.clear();
                found.push(clause);
            }
            None => {
                before.push_str(&part);
                before.push(' ');
            }
        }
    }
    (!found.is_empty() && before.trim().is_empty()).then_some(found)
}

/// A text at its semicolons, line breaks, and commas that part no digits.
fn parts(text: &str) -> Vec<String> {
    let mut parts = vec![String::new()];
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        let ends = match letter {
            ';' | '\n' => true,
            ',' => letters.peek().is_none_or(|next| next.is_whitespace()),
            _ => false,
        };
        if ends {
            parts.push(String::new());
        } else if let Some(last) = parts.last_mut() {
            last.push(letter);
        }
    }
    parts.retain(|part| !part.trim().is_empty());
    parts
}

/// A clause at the first digit that is none of a year or of brackets.
fn split(part: &str) -> Option<Clause> {
    let part = without_ordinal(part.trim());
    let starts = part.char_indices().filter(|(at, letter)| {
        let before = part[..*at].chars().next_back();
        letter.is_ascii_digit()
            && !before.is_some_and(|b| b.is_alphanumeric() || b == '.')
    });
    for (at, _) in starts {
        let (label, amount) = part.split_at(at);
        let open = label.matches('(').count() > label.matches(')').count();
        let is_year = names_year(label, amount);
        if open || is_year || label.trim().is_empty() {
            continue;
        }
        let label = label.trim().trim_end_matches([':', '=', '-', '–']).trim();
        let amount = amount.trim().trim_end_matches('.').to_owned();
        return Some(Clause { label: label.to_owned(), amount });
    }
    None
}

/// `năm 2024`, `2024:`: a year, and no amount.
fn names_year(label: &str, amount: &str) -> bool {
    let length = amount.find(|c: char| !c.is_ascii_digit()).unwrap_or(amount.len());
    let (number, rest) = amount.split_at(length);
    let year = number.parse().is_ok_and(|year: i32| (2000..2100).contains(&year));
    let follows = label.trim_end().to_lowercase().ends_with("năm");
    year && (follows || rest.trim_start().starts_with([':', ')', '/', '-']))
}

impl Page<'_> {
    /// Sentences that state a fund and its amount in one cell.
    pub(super) fn sentences(
        &self,
        cells: &[(Address, Content)],
        block: &mut Option<Block>,
        money: &mut Vec<Money>,
    ) -> bool {
        let mut any = false;
        for (at, content) in cells {
            let Content::Words(said) = content else { continue };
            let told = self.sentence(*at, said, block.as_ref());
            if told.is_empty() {
                continue;
            }
            any = true;
            let is_title = said.money && block.as_ref().is_none_or(|block| block.begun);
            if is_title {
                *block = Some(Block::untitled(at.row));
            }
            money.extend(told);
        }
        any
    }

    fn sentence(
        &self,
        at: Address,
        said: &MoneyWords,
        block: Option<&Block>,
    ) -> Vec<Money> {
        let about = said.fund.is_some() || said.money || said.total;
        let Some(clauses) = clauses(&said.text).filter(|_| about) else {
            return Vec::new();
        };
        let Some(cell) = self.grid.get(at) else { return Vec::new() };
        let titles = self.titles(block);
        let first = self.words(&clauses[0].label);
        let opens =
            first.is_understood() && (first.fund.is_some() || first.money || first.total);
        if block.is_none() && !opens {
            return Vec::new();
        }
        let none = Axis::default();
        let mut told = Vec::new();
        let mut clear = true;
        for clause in &clauses {
            let words = self.words(&clause.label);
            clear &= words.is_understood() && !words.both;
            if words.counted {
                return Vec::new();
            }
            let row = Axis { words: vec![words], label: Some(at) };
            let stand =
                Stand { row: &row, column: &none, titles: &titles, year: self.year };
            let (about, names) = stand.about();
            clear &= about != About::Unknown;
            told.push(Money {
                about,
                names,
                parts: stand.parts(),
                content: None,
                unit: stand.unit(),
                standing: stand.standing(),
                cell: Cell { notes: cell.notes, ..Cell::text(clause.amount.as_str()) },
                sheet: self.name.to_owned(),
                at,
                label: at,
            });
        }
        if !clear {
            told.truncate(1);
            told[0].standing = Standing::Riddle(said.text.clone());
        }
        told
    }
}
