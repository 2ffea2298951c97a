//! Label and amount in one cell: `Ngân sách nhà nước: 550 triệu đồng`, also
//! several in one line.

use super::axes::{Axis, Stand};
use super::blocks::Block;
use super::look::Content;
use super::sheet::Page;
use super::{About, Money, Standing};
use crate::place::Address;
use crate::plan::vocabulary::{MoneyWords, NamedUnit, Vocabulary, without_ordinal};
use spreadsheet::Cell;

/// A label and what follows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Clause {
    pub(super) label: String,
    pub(super) amount: String,
}

/// The clauses of a text; nothing where it states no amount, or ends in words
/// of which nobody knows what they are about.
pub(super) fn clauses(text: &str, vocabulary: &Vocabulary) -> Option<Vec<Clause>> {
    let mut found = Vec::new();
    let mut before = String::new();
    for part in parts(without_ordinal(text)) {
        match split(&part, vocabulary) {
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

/// A clause at the first number that can be an amount: a unit of money stands
/// behind it, or a colon before it, or nothing behind it.
fn split(part: &str, vocabulary: &Vocabulary) -> Option<Clause> {
    let part = without_ordinal(part.trim());
    let starts = part.char_indices().filter(|(at, letter)| {
        let before = part[..*at].chars().next_back();
        let within = |b: char| b.is_alphanumeric() || matches!(b, '.' | ',' | '/');
        letter.is_ascii_digit() && !before.is_some_and(within)
    });
    for (at, _) in starts {
        let (label, amount) = part.split_at(at);
        let label = label.trim();
        let open = label.matches('(').count() > label.matches(')').count();
        if open || label.is_empty() || names_year(label, amount) {
            continue;
        }
        let digits = |c: char| c.is_ascii_digit() || matches!(c, '.' | ',' | ' ');
        let behind = amount.trim_start_matches(digits).trim();
        let alone = behind.is_empty() || label.ends_with([':', '=']);
        if alone || begins_with_unit(behind, vocabulary) {
            let label = label.trim_end_matches([':', '=', '-', '–']).trim();
            let amount = amount.trim().trim_end_matches('.').to_owned();
            return Some(Clause { label: label.to_owned(), amount });
        }
    }
    None
}

/// `triệu đồng từ các doanh nghiệp`.
fn begins_with_unit(text: &str, vocabulary: &Vocabulary) -> bool {
    let words: Vec<&str> = text.split_whitespace().collect();
    (1..=words.len().min(3))
        .any(|length| vocabulary.money_unit(&words[..length].join(" ")).is_some())
}

/// `năm 2024`, `2024:`, `kinh phí 2024 (triệu đồng)`: a year, and no amount.
fn names_year(label: &str, amount: &str) -> bool {
    let length = amount.find(|c: char| !c.is_ascii_digit()).unwrap_or(amount.len());
    let (number, rest) = amount.split_at(length);
    let year = number.parse().is_ok_and(|year: i32| (2000..2100).contains(&year));
    let label = label.trim_end().to_lowercase();
    let follows = label.ends_with("năm") || label.ends_with(['-', '–']);
    let stated = label.ends_with([':', '=']);
    let rest = rest.trim_start();
    let names = rest.is_empty() || rest.starts_with([':', ')', '(', '/', '-', '–']);
    year && (follows || (names && !stated))
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

    /// A fund with words for an amount in one cell: `Ngân sách nhà nước: ba trăm
    /// triệu đồng`.
    fn unread(
        &self,
        at: Address,
        said: &MoneyWords,
        block: Option<&Block>,
    ) -> Option<Money> {
        let (label, amount) = said.text.split_once([':', '='])?;
        let words = self.words(label);
        let named = words.is_understood() && words.fund.is_some();
        let speaks = self.words(amount).unit != NamedUnit::None;
        let about = About::Fund(words.fund.filter(|_| named && speaks)?);
        block?;
        Some(Money {
            about,
            names: words.names,
            parts: words.parts,
            within: true,
            sums: false,
            content: None,
            unit: NamedUnit::None,
            standing: Standing::Counts { decided: false },
            doubt: None,
            cell: Cell::text(amount.trim()),
            sheet: self.name.to_owned(),
            at,
            label: at,
        })
    }

    fn sentence(
        &self,
        at: Address,
        said: &MoneyWords,
        block: Option<&Block>,
    ) -> Vec<Money> {
        let about = said.fund.is_some() || said.money || said.total;
        let Some(clauses) =
            clauses(&said.text, self.lexicon.vocabulary).filter(|_| about)
        else {
            return self.unread(at, said, block).into_iter().collect();
        };
        let Some(cell) = self.grid.get(at) else { return Vec::new() };
        let titles = self.titles(block);
        let first = self.words(&clauses[0].label);
        let opens =
            first.is_understood() && (first.fund.is_some() || first.money || first.total);
        // `Ngân sách nhà nước: khoảng 550 triệu đồng`.
        let named = said.text.split_once(':').is_some_and(|(label, _)| {
            let label = self.words(label);
            label.is_understood() && label.fund.is_some()
        });
        if block.is_none() && !opens && !named {
            return Vec::new();
        }
        let none = Axis::default();
        let mut told = Vec::new();
        let mut clear = true;
        for clause in &clauses {
            let words = self.words(&clause.label);
            let amount = self.words(&clause.amount);
            if (words.counted || amount.counted) && amount.unit == NamedUnit::None {
                continue;
            }
            clear &= words.is_understood() && !words.both;
            let row = Axis { words: vec![words], label: Some(at) };
            let stand =
                Stand { row: &row, column: &none, titles: &titles, year: self.year };
            let (about, names) = stand.about();
            clear &= about != About::Unknown;
            told.push(Money {
                about,
                names,
                parts: stand.parts(),
                within: true,
                sums: false,
                content: None,
                unit: stand.unit(),
                standing: stand.standing(),
                doubt: stand.doubt(),
                cell: Cell { notes: cell.notes, ..Cell::text(clause.amount.as_str()) },
                sheet: self.name.to_owned(),
                at,
                label: at,
            });
        }
        told.truncate(if clear { told.len() } else { 1 });
        if let Some(first) = told.first_mut().filter(|_| !clear) {
            first.standing = Standing::Riddle(said.text.clone());
        }
        told
    }
}
