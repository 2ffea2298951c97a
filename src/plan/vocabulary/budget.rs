//! The words by which money is recognised: what each phrase of a label, a
//! heading or a title says of the amounts beside and below it.
//!
//! A text is covered from left to right by the longest phrases of the register;
//! what no phrase covers is not understood, and said to be so.

mod words;

use std::collections::BTreeMap;

use serde::Deserialize;

pub(crate) use self::words::{MoneyColumn, MoneyUnit, MoneyWords, NamedUnit};
use super::Vocabulary;
use super::matching::{Words, loose};
use crate::plan::key::Key;

/// What a phrase says where money is stated.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Meaning {
    /// The budget of the state.
    State,
    /// Every other source.
    Social,
    /// A part of the budget of the state: `tỉnh`, `huyện`.
    StatePart,
    /// Givers that make up other sources: `doanh nghiệp`.
    SocialPart,
    /// It is about money at all.
    Money,
    Total,
    /// The total of all money.
    TotalMoney,
    /// What follows is a part of what stands above.
    Within,
    /// May stand there and means nothing.
    Neutral,
    /// Spent, as against planned.
    Spent,
    /// Needed, proposed, planned, not yet spent.
    Planned,
    /// The year of the report.
    Current,
    /// Another year than that of the report.
    Other,
    /// Several years, or a part of one.
    Period,
    /// A document, whose year is none of the money's.
    Document,
    /// A programme, whose years are part of its name.
    Programme,
    Inexact,
    /// Something is counted, and not money.
    Counted,
    /// A column of units.
    Unit,
    /// A column of notes.
    Note,
    /// A column of numbers that number.
    Ordinal,
    /// A column that compares.
    Compared,
}

/// Phrases of one meaning, as the register lists them.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct Listed {
    means: Meaning,
    phrases: Vec<String>,
}

/// A unit of money: the words for it and its worth in đồng.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct Listing {
    words: Words,
    /// Words that mean it only when they stand alone.
    #[serde(default)]
    alone: Words,
    dong: i64,
    /// A multiple of a usual unit, which is said whenever it is used.
    #[serde(default)]
    multiple: bool,
}

/// The section `[budget]` of the register.
#[derive(Debug, Clone, Deserialize)]
#[serde(from = "Section")]
pub(super) struct BudgetWords {
    scales: Vec<Listing>,
    /// Phrases by the first of their plain words, longest first.
    phrases: BTreeMap<String, Vec<(Vec<Word>, Meaning)>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Section {
    word: Vec<Listed>,
    scale: Vec<Listing>,
}

/// A word with its marks, and without.
type Word = (String, String);

impl From<Section> for BudgetWords {
    fn from(section: Section) -> Self {
        let mut phrases: BTreeMap<String, Vec<(Vec<Word>, Meaning)>> = BTreeMap::new();
        for listed in section.word {
            for phrase in listed.phrases {
                let words = words(&loose(&phrase));
                if let Some((_, first)) = words.first() {
                    let same = phrases.entry(first.clone()).or_default();
                    same.push((words, listed.means));
                }
            }
        }
        for same in phrases.values_mut() {
            same.sort_by_key(|(words, _)| std::cmp::Reverse(words.len()));
        }
        Self { scales: section.scale, phrases }
    }
}

fn words(key: &Key) -> Vec<Word> {
    let pairs = key.marked.split(' ').zip(key.plain.split(' '));
    pairs
        .filter(|(_, plain)| !plain.is_empty())
        .map(|(marked, plain)| (marked.to_owned(), plain.to_owned()))
        .collect()
}

impl Vocabulary {
    /// Whether a text may speak of money; a no is certain.
    pub(crate) fn may_speak_of_money(&self, key: &Key) -> bool {
        let typed = words(key);
        (0..typed.len()).any(|at| {
            self.longest(&typed[at..], key.is_plain()).is_some_and(|(_, means)| {
                matches!(
                    means,
                    Meaning::State
                        | Meaning::Social
                        | Meaning::Money
                        | Meaning::TotalMoney
                )
            })
        })
    }

    /// What a text says where money is stated.
    pub(crate) fn money_words(&self, text: &str) -> MoneyWords {
        let mut said = MoneyWords { text: text.trim().to_owned(), ..Default::default() };
        if let Some(unit) = self.money_unit(text) {
            said.unit = NamedUnit::One(unit);
            said.is_unit = true;
            return said;
        }
        let bare = self.without_brackets(without_ordinal(text), &mut said);
        let key = loose(&bare);
        let typed = words(&key);
        let (mut at, mut document, mut programme) = (0, false, false);
        while at < typed.len() {
            let rest = &typed[at..];
            if let Some((length, unit)) = self.unit_at(rest, key.is_plain()) {
                let before = at.checked_sub(1).map(|before| typed[before].1.as_str());
                said.add_unit(unit, before.is_some_and(multiplies));
                at += length;
            } else if let Some((length, means)) = self.longest(rest, key.is_plain()) {
                document |= means == Meaning::Document;
                programme |= means == Meaning::Programme;
                let phrase: Vec<&str> =
                    rest[..length].iter().map(|word| word.0.as_str()).collect();
                said.mean(means, &phrase.join(" "));
                at += length;
            } else {
                said.word(&typed, at);
                at += 1;
            }
        }
        if text.contains('?') {
            said.unknown.push("?".to_owned());
        }
        if text.contains('%') {
            said.share = !said.counted;
            said.counted = true;
        }
        said.settle_years(document, programme);
        said
    }

    /// The longest phrase a run of words begins with.
    fn longest(&self, rest: &[Word], is_plain: bool) -> Option<(usize, Meaning)> {
        let (_, first) = rest.first()?;
        let same = |typed: &Word, sought: &Word| {
            if is_plain { typed.1 == sought.1 } else { typed.0 == sought.0 }
        };
        self.budget.phrases.get(first)?.iter().find_map(|(sought, means)| {
            let begins = sought.len() <= rest.len()
                && sought.iter().zip(rest).all(|(sought, typed)| same(typed, sought));
            begins.then_some((sought.len(), *means))
        })
    }

    /// The longest unit of money a run of words begins with.
    fn unit_at(&self, rest: &[Word], is_plain: bool) -> Option<(usize, MoneyUnit)> {
        (1..=rest.len().min(4)).rev().find_map(|length| {
            let pick =
                |word: &Word| if is_plain { word.1.clone() } else { word.0.clone() };
            let marked: Vec<String> = rest[..length].iter().map(pick).collect();
            let plain: Vec<&str> =
                rest[..length].iter().map(|word| word.1.as_str()).collect();
            let key = Key::new(marked.join(" "), plain.join(" "));
            let scales = self.budget.scales.iter();
            let named = scales.filter(|scale| scale.words.is(&key));
            named.map(|scale| (length, scale.unit())).next()
        })
    }

    /// The unit of money a whole text is: `triệu đồng`, `đồng`.
    pub(crate) fn money_unit(&self, text: &str) -> Option<MoneyUnit> {
        let key = loose(text);
        let is = |scale: &&Listing| {
            scale.words.equal(text, &key) || scale.alone.equal(text, &key)
        };
        (!key.is_empty()).then_some(())?;
        self.budget.scales.iter().find(is).map(Listing::unit)
    }

    /// A text without what stands in brackets and is a unit (`(đồng)`, `(ĐVT:
    /// triệu đồng)`) or last year's figure (`(năm trước: 375)`).
    fn without_brackets(&self, text: &str, said: &mut MoneyWords) -> String {
        let mut kept = String::new();
        let mut rest = text;
        while let Some((before, after)) = rest.split_once('(') {
            let (inner, behind) = after.split_once(')').unwrap_or((after, ""));
            kept.push_str(before);
            kept.push(' ');
            if let Some(unit) = self.money_unit(inner) {
                said.add_unit(unit, false);
            } else if !self.is_last_year(inner) {
                kept.push_str(inner);
                kept.push(' ');
            }
            rest = behind;
        }
        kept.push_str(rest);
        kept
    }

    /// `năm trước: 375` states a figure of last year and nothing of this one's.
    fn is_last_year(&self, inner: &str) -> bool {
        let Some((words, number)) = inner.split_once(':') else { return false };
        let said = self.money_words(words);
        said.other
            && said.is_understood()
            && number.contains(|c: char| c.is_ascii_digit())
    }
}

impl Listing {
    fn unit(&self) -> MoneyUnit {
        MoneyUnit { dong: self.dong, multiple: self.multiple }
    }
}

/// A number or a word of one before a unit: another unit than the one named.
fn multiplies(word: &str) -> bool {
    let words = ["tram", "chuc", "muoi", "nghin", "ngan", "trieu", "ti"];
    words.contains(&word) || word.chars().all(|c| c.is_ascii_digit())
}

/// `1. `, `a) `, `II.`, `- ` before a label.
pub(crate) fn without_ordinal(text: &str) -> &str {
    let dashes = ['-', '–', '—', '+', '*', '•', '·', '\u{f0b7}'];
    let text =
        text.trim_start_matches(|c: char| c.is_whitespace() || dashes.contains(&c));
    let Some((first, rest)) = text.split_once(char::is_whitespace) else {
        return if is_ordinal(text) { "" } else { text };
    };
    let marked = first.ends_with(['.', ')', '/', ':']);
    if marked && is_ordinal(first) { rest } else { text }
}

/// `IV`, `1.2`, `a)`: a number of a line.
fn is_ordinal(text: &str) -> bool {
    let core = text.trim().trim_matches(['.', ')', '(', '/', ':']);
    let roman = core.len() <= 4 && core.chars().all(|c| "IVXivx".contains(c));
    let number = core.len() <= 5 && core.chars().all(|c| c.is_ascii_digit() || c == '.');
    let letter = core.len() == 1 && core.chars().all(|c| c.is_ascii_alphabetic());
    !core.is_empty() && (roman || number && core.len() < 4 || letter)
}

#[cfg(test)]
mod tests;
