//! What a text says where money is stated, put together phrase by phrase.

use super::{Meaning, Word};
use crate::plan::vocabulary::Fund;

/// A unit of money as written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct MoneyUnit {
    pub(crate) dong: i64,
    /// A hundred million and the like: converted with a warning.
    pub(crate) multiple: bool,
}

/// The unit a text names.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) enum NamedUnit {
    #[default]
    None,
    One(MoneyUnit),
    /// A multiple nobody listed (`100 triệu đồng`), or two units.
    Doubtful,
}

/// What a column is for, if not for amounts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum MoneyColumn {
    Unit,
    Note,
    Ordinal,
    Compared,
}

/// All that a text says where money is stated.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct MoneyWords {
    /// The text itself.
    pub(crate) text: String,
    pub(crate) fund: Option<Fund>,
    /// It names both funds.
    pub(crate) both: bool,
    /// The phrases by which it names the fund, and its parts.
    pub(crate) names: Vec<String>,
    pub(crate) parts: Vec<String>,
    /// The fund its parts are of.
    pub(crate) part_of: Option<Fund>,
    pub(crate) money: bool,
    pub(crate) total: bool,
    pub(crate) within: bool,
    pub(crate) spent: bool,
    pub(crate) planned: bool,
    pub(crate) current: bool,
    pub(crate) other: bool,
    pub(crate) period: bool,
    pub(crate) inexact: bool,
    pub(crate) counted: bool,
    /// It is a share of what it names, by its sign: `(%)`.
    pub(crate) share: bool,
    /// It cites a document.
    pub(crate) cites: bool,
    pub(crate) years: Vec<i16>,
    pub(crate) column: Option<MoneyColumn>,
    pub(crate) unit: NamedUnit,
    /// It is nothing but the name of a unit.
    pub(crate) is_unit: bool,
    /// Words that nobody understands.
    pub(crate) unknown: Vec<String>,
}

impl MoneyWords {
    /// Whether it says anything of the amounts it stands at.
    pub(crate) fn speaks(&self) -> bool {
        self.fund.is_some()
            || self.both
            || self.money
            || self.total
            || self.spent
            || self.planned
            || self.inexact
            || self.names_time()
            || self.column.is_some()
            || self.unit != NamedUnit::None
    }

    pub(crate) fn names_time(&self) -> bool {
        self.current || self.other || self.period || !self.years.is_empty()
    }

    /// Whether it stands behind a dash.
    pub(crate) fn is_listed(&self) -> bool {
        self.text.starts_with(['-', '–', '—', '+', '*', '•', '·', '\u{f0b7}'])
    }

    pub(crate) fn is_understood(&self) -> bool {
        self.unknown.is_empty()
    }
}

impl MoneyWords {
    pub(super) fn add_unit(&mut self, unit: MoneyUnit, multiplied: bool) {
        self.unit = match self.unit {
            NamedUnit::None if !multiplied => NamedUnit::One(unit),
            NamedUnit::One(first) if first == unit && !multiplied => self.unit,
            NamedUnit::None | NamedUnit::One(_) | NamedUnit::Doubtful => {
                NamedUnit::Doubtful
            }
        };
    }

    pub(super) fn mean(&mut self, means: Meaning, phrase: &str) {
        match means {
            Meaning::State | Meaning::Social => {
                let fund =
                    if means == Meaning::State { Fund::State } else { Fund::Social };
                self.both |= self.fund.is_some_and(|named| named != fund);
                self.fund = self.fund.or(Some(fund));
                self.names.push(phrase.to_owned());
            }
            Meaning::StatePart | Meaning::SocialPart => {
                let fund =
                    if means == Meaning::StatePart { Fund::State } else { Fund::Social };
                self.part_of = self.part_of.or(Some(fund));
                self.parts.push(phrase.to_owned());
            }
            Meaning::Money => self.money = true,
            Meaning::Total => self.total = true,
            Meaning::TotalMoney => (self.total, self.money) = (true, true),
            Meaning::Within => self.within = true,
            Meaning::Spent => self.spent = true,
            Meaning::Planned => self.planned = true,
            Meaning::Current => self.current = true,
            Meaning::Other => self.other = true,
            Meaning::Period => self.period = true,
            Meaning::Inexact => self.inexact = true,
            Meaning::Counted => self.counted = true,
            Meaning::Unit => self.column = Some(MoneyColumn::Unit),
            Meaning::Note => self.column = Some(MoneyColumn::Note),
            Meaning::Ordinal => self.column = Some(MoneyColumn::Ordinal),
            Meaning::Compared => self.column = Some(MoneyColumn::Compared),
            Meaning::Document => self.cites = true,
            Meaning::Neutral | Meaning::Programme => {}
        }
    }

    /// A word that no phrase begins with: a year, else not understood.
    pub(super) fn word(&mut self, typed: &[Word], at: usize) {
        let word = &typed[at].1;
        let year = |word: &str| {
            let year = (word.len() == 4).then(|| word.parse::<i16>().ok()).flatten();
            year.filter(|year| (2000..2100).contains(year))
        };
        match year(word) {
            Some(found) => {
                let follows =
                    at.checked_sub(1).is_some_and(|b| year(&typed[b].1).is_some());
                self.period |= follows;
                self.years.push(found);
            }
            // `37 xã`: so many places.
            None if is_number(word) && typed.get(at + 1).is_some_and(names_place) => {}
            // `Biểu 4`, `Mục 2`.
            None if is_number(word)
                && at.checked_sub(1).is_some_and(|b| numbers(&typed[b])) => {}
            None => self.unknown.push(typed[at].0.clone()),
        }
    }

    /// The year of a decision and the years of a programme are not the money's.
    pub(super) fn settle_years(&mut self, document: bool, programme: bool) {
        if document || (programme && self.period) {
            self.years.clear();
            self.period = false;
        }
    }
}

fn is_number(word: &str) -> bool {
    word.len() <= 3 && word.bytes().all(|digit| digit.is_ascii_digit())
}

/// What a number behind it numbers.
fn numbers((_, plain): &Word) -> bool {
    ["bieu", "so", "muc", "phan", "bang", "luc", "nhiem"].contains(&plain.as_str())
}

/// A kind of place that is counted.
fn names_place((_, plain): &Word) -> bool {
    ["xa", "phuong", "huyen", "thon", "xom", "don"].contains(&plain.as_str())
}
