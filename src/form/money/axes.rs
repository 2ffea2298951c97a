//! The words of an amount's row and of its column, and what both together with
//! the titles say of it.

use super::{About, Standing};
use crate::place::Address;
use crate::plan::vocabulary::{Fund, MoneyWords, NamedUnit};

/// The words along one direction from an amount, nearest first.
#[derive(Debug, Clone, Default)]
pub(super) struct Axis {
    pub(super) words: Vec<MoneyWords>,
    /// The cell of the label that names what the amount is of, else the nearest.
    pub(super) label: Option<Address>,
}

impl Axis {
    pub(super) fn named(&self) -> Option<&MoneyWords> {
        self.words.iter().find(|said| said.fund.is_some())
    }

    pub(super) fn fund(&self) -> Option<Fund> {
        self.named().and_then(|said| said.fund)
    }

    pub(super) fn is_total(&self) -> bool {
        self.fund().is_none() && self.words.iter().any(|said| said.total)
    }

    pub(super) fn is_money(&self) -> bool {
        self.words.iter().any(|said| said.money || said.fund.is_some())
    }

    pub(super) fn is_counted(&self) -> bool {
        let unit = |said: &MoneyWords| said.unit != NamedUnit::None;
        self.words.iter().any(|said| said.counted && !unit(said))
    }

    /// Words nobody understands, as they stand.
    pub(super) fn unknown(&self) -> Option<&str> {
        let unknown = self.words.iter().find(|said| !said.is_understood());
        unknown.map(|said| said.text.as_str())
    }

    /// The fund of which its words name a part, and nothing else.
    fn part_of(&self) -> Option<Fund> {
        let part = self.words.iter().find(|said| said.part_of.is_some())?;
        part.part_of.filter(|_| part.is_understood())
    }

    fn parts(&self) -> Vec<String> {
        self.words.iter().flat_map(|said| said.parts.iter().cloned()).collect()
    }

    fn unit(&self) -> NamedUnit {
        first_unit(&self.words)
    }
}

/// The unit named first.
pub(super) fn first_unit<'w>(
    words: impl IntoIterator<Item = &'w MoneyWords>,
) -> NamedUnit {
    let units = words.into_iter().map(|said| said.unit);
    units.into_iter().find(|unit| *unit != NamedUnit::None).unwrap_or_default()
}

/// The unit that titles name; two that differ are in doubt.
fn titles_unit(titles: &[MoneyWords]) -> NamedUnit {
    let named = titles.iter().map(|said| said.unit).filter(|u| *u != NamedUnit::None);
    let mut named = named.take(2);
    match (named.next(), named.next()) {
        (Some(first), Some(other)) if first != other => NamedUnit::Doubtful,
        (first, _) => first.unwrap_or_default(),
    }
}

/// An amount's words: its row, its column, and the titles over both.
pub(super) struct Stand<'w> {
    pub(super) row: &'w Axis,
    pub(super) column: &'w Axis,
    /// Titles, nearest first.
    pub(super) titles: &'w [MoneyWords],
    /// The year of the report.
    pub(super) year: i16,
}

/// What a direction says of the year, or of plan against result.
enum Verdict {
    Ours,
    Aside(String),
}

impl Stand<'_> {
    /// What the amount is of, and the words that name the fund.
    pub(super) fn about(&self) -> (About, Vec<String>) {
        let named = |axis: &Axis| axis.named().map(|said| said.names.clone());
        match (self.row.fund(), self.column.fund()) {
            (Some(row), Some(column)) if row != column => (About::Unknown, Vec::new()),
            (Some(fund), _) => (About::Fund(fund), named(self.row).unwrap_or_default()),
            (None, Some(fund)) => {
                (About::Fund(fund), named(self.column).unwrap_or_default())
            }
            (None, None) if self.row.is_total() || self.column.is_total() => {
                (About::Total, Vec::new())
            }
            (None, None) if self.row.part_of().is_some() => {
                let fund = self.row.part_of().map_or(About::Unknown, About::Fund);
                (fund, Vec::new())
            }
            (None, None) => {
                let says = |axis: &Axis| axis.unknown().is_none() && axis.is_money();
                let whole = says(self.row) || (says(self.column) && self.is_bare());
                (if whole { About::Total } else { About::Unknown }, Vec::new())
            }
        }
    }

    /// Its row says no more than a year.
    fn is_bare(&self) -> bool {
        self.row.unknown().is_none() && self.row.words.iter().all(MoneyWords::names_time)
    }

    pub(super) fn parts(&self) -> Vec<String> {
        let mut parts = self.row.parts();
        parts.extend(self.column.parts());
        parts
    }

    /// The unit nearest to it: of its row, of its column, of the titles; two
    /// that differ are in doubt.
    pub(super) fn unit(&self) -> NamedUnit {
        match (self.row.unit(), self.column.unit()) {
            (NamedUnit::None, NamedUnit::None) => titles_unit(self.titles),
            (NamedUnit::None, unit) | (unit, NamedUnit::None) => {
                let over = titles_unit(self.titles);
                let differs = !matches!(over, NamedUnit::None) && over != unit;
                if differs { NamedUnit::Doubtful } else { unit }
            }
            (row, column) if row == column => row,
            (NamedUnit::One(_) | NamedUnit::Doubtful, _) => NamedUnit::Doubtful,
        }
    }

    /// One of several contents of a fund; and what about its words nobody
    /// understands.
    pub(super) fn content(&self, about: About) -> (Option<String>, Option<String>) {
        let axes = [self.row, self.column];
        let said = || axes.iter().flat_map(|axis| &axis.words);
        let text = |said: &MoneyWords| said.text.clone();
        let unknown = |said: &&MoneyWords| !said.is_understood();
        match about {
            About::Fund(_) => {
                let riddle = said().find(|said| {
                    said.both || (said.fund.is_some() && !said.is_understood())
                });
                let total = axes.iter().any(|axis| axis.is_total());
                let content = said().filter(|said| said.fund.is_none()).find(unknown);
                (content.filter(|_| !total).map(text), riddle.map(text))
            }
            About::Total => {
                let sums = |said: &&MoneyWords| said.total || said.money;
                let riddle = said().find(|said| sums(said) && !said.is_understood());
                (said().find(unknown).map(text), riddle.map(text))
            }
            About::Unknown => {
                let words = said().find(unknown).or_else(|| said().next());
                (None, Some(words.map(text).unwrap_or_default()))
            }
        }
    }

    /// A title that says something else is stated than đồng: shares, dollars.
    pub(super) fn no_amount(&self) -> Option<String> {
        let named = self.unit() != NamedUnit::None;
        let said = self.titles.iter().find(|said| said.money && said.counted);
        said.filter(|_| !named).map(|said| said.text.clone())
    }

    /// Its row or column names a share of a fund: `Ngân sách nhà nước (%)`.
    pub(super) fn share(&self) -> Option<String> {
        let named = self.row.named().or(self.column.named())?;
        named.share.then(|| named.text.clone())
    }

    /// A title of money of which nobody understands all words.
    pub(super) fn doubt(&self) -> Option<String> {
        let said = self.titles.iter().find(|said| said.money && !said.cites)?;
        (!said.is_understood()).then(|| said.text.clone())
    }

    /// Whether it is of the year and was spent, as far as words say.
    pub(super) fn standing(&self) -> Standing {
        let axes = [self.column, self.row];
        let said = axes.iter().flat_map(|axis| &axis.words);
        if let Some(inexact) =
            said.chain(self.titles).find(|said| said.inexact && !said.planned)
        {
            return Standing::Inexact(inexact.text.clone());
        }
        let mut decided = false;
        for judge in [time, spending] {
            let verdicts: Vec<Verdict> =
                axes.iter().filter_map(|axis| judge(&axis.words, self.year)).collect();
            decided |= !verdicts.is_empty();
            let of_titles = judge(self.titles, self.year).filter(|_| verdicts.is_empty());
            for verdict in verdicts.into_iter().chain(of_titles) {
                if let Verdict::Aside(words) = verdict {
                    return Standing::Aside(words);
                }
            }
        }
        Standing::Counts { decided }
    }
}

/// The nearest words that name a year.
fn time(words: &[MoneyWords], year: i16) -> Option<Verdict> {
    let said = words.iter().find(|said| said.names_time())?;
    let ours = said.years.contains(&year) && !said.period || said.current;
    let others = said.other || said.period || !said.years.is_empty();
    Some(if ours || !others { Verdict::Ours } else { Verdict::Aside(said.text.clone()) })
}

/// The nearest words that tell plan from result.
fn spending(words: &[MoneyWords], _year: i16) -> Option<Verdict> {
    let said = words.iter().find(|said| said.planned || said.spent)?;
    let planned = said.planned;
    Some(if planned { Verdict::Aside(said.text.clone()) } else { Verdict::Ours })
}
