//! How much of the province a text speaks of, where the plan's area is a part of it.

use super::Names;
use crate::form::lexicon::LONGEST_HEADER;
use crate::plan::key::Key;
use crate::plan::vocabulary::{holds, loose};

/// How much of the province figures are of, where the area of the plan is a part of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Scope {
    Area,
    Province,
}

impl Names {
    /// Whether a text says that it is about the area, or about the whole province.
    pub(in crate::form) fn scope(&self, text: &str) -> Option<Scope> {
        if self.whole.is_empty() || text.len() > LONGEST_HEADER {
            return None;
        }
        let key = loose(text);
        let says = |words: &[Key]| {
            let said = |word: &Key| holds(key.comparable(&key), word.comparable(&key));
            words.iter().any(said)
        };
        if says(&self.within) {
            return Some(Scope::Area);
        }
        says(&self.whole).then_some(Scope::Province)
    }

    pub(in crate::form) fn counts_province(&self, variable: &str) -> bool {
        self.counts_province.contains(variable)
    }

    /// Whether a text names a year, as titles do.
    pub(in crate::form) fn has_year(&self, text: &str) -> bool {
        let words = Key::of(text).plain;
        words.split(' ').any(|word| word.len() == 4 && word.starts_with("20"))
    }

    /// Whether a text is, or ends with, a name of the province: `UBND TỈNH BẮC KẠN`.
    pub(crate) fn names_province(&self, text: &str) -> bool {
        text.len() < 120
            && text.lines().any(|line| {
                let plain = Key::of(line).plain;
                let full = self.province.first().map(|key| key.plain.as_str());
                full.is_some_and(|full| plain.ends_with(full))
                    || self
                        .province
                        .iter()
                        .any(|key| plain.starts_with(&format!("{} ngay ", key.plain)))
            })
    }
}
