//! Levels that are not written out: a bare number under a label that speaks of levels,
//! and labels that count the units at one.

use super::lookup::without_noughts;
use super::matching::holds;
use super::{LevelWords, Vocabulary, loose};
use crate::plan::key::Key;

impl Vocabulary {
    /// The level a bare number states under a label that speaks of levels: `2` under
    /// `Mức độ CĐHT cấp xã`.
    pub(crate) fn numbered_level(
        &self,
        variable: &str,
        label: &str,
        number: &str,
    ) -> Option<&str> {
        let (label, number) = (loose(label), without_noughts(number));
        let is_digits = !number.is_empty() && number.chars().all(|c| c.is_ascii_digit());
        let of_variable = self.levels.iter().filter(|level| is_of(level, variable));
        let says = |level: &&LevelWords| {
            level.exact.keys().iter().any(|key| {
                let word = key.marked.strip_suffix(number.as_str());
                let word = word.and_then(|word| word.strip_suffix(' '));
                word.is_some_and(|word| holds(&label.marked, word))
            })
        };
        of_variable.filter(|_| is_digits).find(says).map(|level| level.code.as_str())
    }

    /// The level whose units a label counts: `Số xã đạt chuẩn XMC mức độ 2`.
    pub(crate) fn counted_level(&self, variable: &str, label: &Key) -> Option<&str> {
        let counts = self.is_counting(label) || self.counted.begin(label);
        let of_variable = self.levels.iter().filter(|level| is_of(level, variable));
        let mut named = of_variable.filter(|level| {
            let mut keys = level.exact.keys().iter();
            !level.none
                && keys.any(|key| {
                    key.marked.contains(' ') && holds(&label.marked, &key.marked)
                })
        });
        let first = named.next().filter(|_| counts)?;
        named.next().is_none().then_some(&first.code)
    }
}

fn is_of(level: &LevelWords, variable: &str) -> bool {
    level.variables.iter().any(|code| code == variable)
}
