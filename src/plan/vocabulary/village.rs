//! Words of parts that stand in no register: villages and street groups, kinds of
//! institutions.

use serde::Deserialize;

use super::matching::Words;
use super::{Vocabulary, loose};

/// How lists of villages are headed, and how their names begin.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct VillageWords {
    /// The variable that counts them: each row is one.
    counted: String,
    /// The variables that such lists give by village.
    listed: Vec<String>,
    headings: Words,
    /// `Thôn`, `Tổ dân phố`.
    kinds: Words,
}

impl Vocabulary {
    /// Which kind of what a variable counts a text names, if it names one and no more.
    pub(crate) fn kind_of(&self, variable: &str, text: &str) -> Option<usize> {
        let key = loose(text);
        let kinds = self.variable(variable)?.kinds.iter().enumerate();
        let mut named = kinds.filter(|(_, words)| words.occur_in(&key));
        let (first, _) = named.next()?;
        named.next().is_none().then_some(first)
    }

    /// Whether a level says that nobody assessed.
    pub(crate) fn is_unassessed(&self, variable: &str, level: &str) -> bool {
        self.levels.iter().any(|one| {
            one.unassessed
                && one.code == level
                && one.variables.iter().any(|own| own == variable)
        })
    }

    /// Whether a heading is that of a column of villages.
    pub(crate) fn heads_villages(&self, text: &str) -> bool {
        self.village.headings.is(&loose(text))
    }

    /// Whether a name begins with a word for a village.
    pub(crate) fn is_village(&self, text: &str) -> bool {
        let key = loose(text);
        self.village.kinds.begin(&key) && !self.village.headings.is(&key)
    }

    /// Whether lists of villages give a variable.
    pub(crate) fn is_listed_by_village(&self, variable: &str) -> bool {
        self.village.listed.iter().any(|one| one == variable)
    }

    /// The variable of which each village is one.
    pub(crate) fn counts_villages(&self) -> &str {
        &self.village.counted
    }
}
