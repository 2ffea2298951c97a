//! What a unit itself stated the year before.

use std::collections::BTreeMap;

use crate::dataset::{Sums, Tally};
use crate::form::label;
use crate::history::Year;
use crate::observation::Reading;
use crate::plan::decision::Measure;
use spreadsheet::book::Content;

use super::RowName;
use super::levels::{NO, YES, level_words};

type At<'a> = (&'a str, &'a label::Measure, &'a str, Option<&'a str>);

/// Its readings by variable, measure, unit and commune.
pub(super) struct Previous<'a> {
    readings: BTreeMap<At<'a>, &'a Reading>,
    /// Million đồng, rounded down; state budget, other sources.
    pub(super) money: [Option<i64>; 2],
    /// Counts added up again from the communes the unit was formed from.
    again: Option<&'a Sums>,
}

impl<'a> Previous<'a> {
    pub(super) fn of(last: Option<&'a Year>, unit: &str) -> Self {
        let mut previous = Self {
            readings: BTreeMap::new(),
            money: [None; 2],
            again: last.map(|last| &last.again),
        };
        for accepted in last.into_iter().flat_map(|year| &year.accepted) {
            let statement = accepted.statement();
            if statement.unit != unit {
                continue;
            }
            for stated in &statement.observations {
                let key = &stated.key;
                let at = (
                    key.variable.as_str(),
                    &key.measure,
                    key.unit.as_str(),
                    key.commune.as_deref(),
                );
                previous.readings.entry(at).or_insert(&stated.reading);
            }
            let money = [&statement.state_budget, &statement.social_budget];
            for (slot, amount) in previous.money.iter_mut().zip(money) {
                *slot = slot.or(amount.as_ref().map(|amount| amount.dong / 1_000_000));
            }
        }
        previous
    }

    fn reading(
        &self,
        variable: &str,
        measure: &label::Measure,
        row: RowName<'_>,
    ) -> Option<&'a Reading> {
        self.readings.get(&(variable, measure, row.unit, row.commune)).copied()
    }

    fn added_again(&self, variable: &str, row: RowName<'_>) -> Option<&'a Tally> {
        let key = (variable.to_owned(), row.unit.to_owned());
        self.again?.get(&key).filter(|_| row.commune.is_none())
    }

    /// Whether there is anything of the year before in a row.
    pub(super) fn knows(&self, variable: &str, row: RowName<'_>) -> bool {
        let measures = [Measure::Total, Measure::Registered, Measure::Achieved];
        let mut counts = measures.iter().map(|one| self.count(variable, *one, row));
        counts.any(|count| count.is_some()) || self.words(variable, row).is_some()
    }

    /// Whether its counts were added up again.
    pub(super) fn is_added_again(&self, unit: &str) -> bool {
        self.again.is_some_and(|again| again.keys().any(|(_, own)| own == unit))
    }

    /// A count of the year before; `-` counts as nothing.
    pub(super) fn count(
        &self,
        variable: &str,
        measure: Measure,
        row: RowName<'_>,
    ) -> Option<i64> {
        if let Some(tally) = self.added_again(variable, row) {
            return match measure {
                Measure::Total => tally.denominator,
                Measure::Registered => tally.registered,
                Measure::Achieved => tally.numerator,
            };
        }
        let measure = match measure {
            Measure::Total => label::Measure::Total,
            Measure::Registered => label::Measure::Registered,
            Measure::Achieved => label::Measure::Achieved,
        };
        match self.reading(variable, &measure, row)? {
            Reading::Count(count) => Some(*count),
            Reading::Nothing => Some(0),
            Reading::Level(_) | Reading::Mark(_) => None,
        }
    }

    /// A level or a mark of the year before, in words.
    pub(super) fn words(&self, variable: &str, row: RowName<'_>) -> Option<String> {
        let level = self.reading(variable, &label::Measure::Level, row);
        let stated =
            level.or_else(|| self.reading(variable, &label::Measure::Mark, row))?;
        Some(match stated {
            Reading::Level(level) => level_words(level),
            Reading::Mark(mark) => if *mark { YES } else { NO }.to_owned(),
            Reading::Nothing => NO.to_owned(),
            Reading::Count(count) => count.to_string(),
        })
    }
}

/// A figure of the year before, or the sign that there is none.
pub(super) fn shown(count: Option<i64>) -> Content {
    count.map_or_else(|| Content::Text("...".to_owned()), Content::Count)
}
