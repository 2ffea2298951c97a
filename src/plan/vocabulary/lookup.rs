//! What a text says by the vocabulary: one question, one method.

use std::collections::BTreeMap;

use super::matching::best;
use super::{
    BaseWords, CommendationColumn, Fund, Lone, MeasureWord, Role, Sign, TopicWords,
    VariableWords, Vocabulary, loose,
};
use crate::plan::key::Key;

impl Vocabulary {
    /// The variables a text names, those of the best score only: none, one, or
    /// several when the text is ambiguous.
    pub(crate) fn variables_in(&self, text: &Key) -> Vec<&VariableWords> {
        let mut best_score = 0;
        let mut named = Vec::new();
        for variable in &self.variables {
            if best(&variable.except, text).is_some() {
                continue;
            }
            let Some(score) = best(&variable.patterns, text) else { continue };
            if score > best_score {
                best_score = score;
                named.clear();
            }
            if score == best_score {
                named.push(variable);
            }
        }
        named
    }

    pub(crate) fn variable(&self, code: &str) -> Option<&VariableWords> {
        self.variables.iter().find(|variable| variable.code == code)
    }

    pub(crate) fn base_in(&self, text: &Key) -> Option<&BaseWords> {
        let scored = self
            .bases
            .iter()
            .filter_map(|base| best(&base.patterns, text).map(|score| (score, base)));
        let mut winner: Option<(usize, &BaseWords)> = None;
        for (score, base) in scored {
            if winner.is_none_or(|(high, _)| score > high) {
                winner = Some((score, base));
            }
        }
        winner.map(|(_, base)| base)
    }

    pub(crate) fn base(&self, code: &str) -> Option<&BaseWords> {
        self.bases.iter().find(|base| base.code == code)
    }

    /// The measure a header names; earlier entries of the register win.
    pub(crate) fn measure_in(&self, text: &str, key: &Key) -> Option<MeasureWord> {
        self.measures
            .iter()
            .find(|measure| {
                best(&measure.patterns, key).is_some()
                    || measure.signs.iter().any(|sign| text.contains(sign))
            })
            .map(|measure| measure.code)
    }

    pub(crate) fn role_of(&self, text: &str) -> Option<Role> {
        let key = loose(text);
        self.roles.iter().find(|role| role.exact.equal(text, &key)).map(|role| role.code)
    }

    pub(crate) fn is_total(&self, text: &str) -> bool {
        let key = loose(text);
        self.roles
            .iter()
            .any(|role| role.code == Role::Total && role.exact.equal(text, &key))
    }

    /// The level a value states for a variable.
    pub(crate) fn level_of(&self, variable: &str, value: &str) -> Option<&str> {
        let key = loose(value);
        self.levels
            .iter()
            .filter(|level| level.variables.iter().any(|code| code == variable))
            .find(|level| level.exact.equal(value, &key))
            .map(|level| level.code.as_str())
    }

    /// Whether a text can stand in a cell for a mark, a sign or a level.
    pub(crate) fn is_value(&self, text: &str) -> bool {
        let key = loose(text);
        let signs = &self.signs;
        let lists = [
            &self.marks.yes,
            &self.marks.no,
            &signs.none,
            &signs.missing,
            &signs.not_applicable,
        ];
        lists
            .into_iter()
            .chain(self.levels.iter().map(|level| &level.exact))
            .any(|words| words.equal(text, &key))
    }

    /// The level a header or row label counts (`… mức độ 1`, `… khá trở lên`).
    pub(crate) fn level_in(&self, variable: &str, text: &Key) -> Option<&str> {
        self.levels
            .iter()
            .filter(|level| level.variables.iter().any(|code| code == variable))
            .filter_map(|level| best(&level.patterns, text).map(|score| (score, level)))
            .max_by_key(|(score, _)| *score)
            .map(|(_, level)| level.code.as_str())
    }

    pub(crate) fn mark_of(&self, value: &str) -> Option<bool> {
        let key = loose(value);
        if self.marks.yes.equal(value, &key) {
            Some(true)
        } else if self.marks.no.equal(value, &key) {
            Some(false)
        } else {
            None
        }
    }

    pub(crate) fn sign_of(&self, value: &str) -> Option<Sign> {
        let key = loose(value);
        if self.signs.none.equal(value, &key) {
            Some(Sign::None)
        } else if self.signs.missing.equal(value, &key) {
            Some(Sign::Missing)
        } else if self.signs.not_applicable.equal(value, &key) {
            Some(Sign::NotApplicable)
        } else {
            None
        }
    }

    /// The narrative topic a row label names.
    pub(crate) fn topic_in(&self, text: &Key) -> Option<&str> {
        let mut winner: Option<(usize, &TopicWords)> = None;
        for topic in &self.topics {
            let Some(score) = best(&topic.patterns, text) else { continue };
            if winner.is_none_or(|(high, _)| score > high) {
                winner = Some((score, topic));
            }
        }
        winner.map(|(_, topic)| topic.code.as_str())
    }

    pub(crate) fn fund_in(&self, text: &Key) -> Option<Fund> {
        let state = best(&self.budget.state, text);
        let social = best(&self.budget.social, text);
        match (state, social) {
            (Some(state), Some(social)) if social > state => Some(Fund::Social),
            (Some(_), Some(_) | None) => Some(Fund::State),
            (None, Some(_)) => Some(Fund::Social),
            (None, None) => None,
        }
    }

    pub(crate) fn is_budget_heading(&self, text: &Key) -> bool {
        self.budget.heading.occur_in(text)
    }

    /// The unit of money a text names, in đồng.
    pub(crate) fn money_scale(&self, text: &str) -> Option<i64> {
        let key = loose(text);
        self.budget
            .scale
            .iter()
            .find(|scale| scale.words.occur_in(&key))
            .map(|scale| scale.dong)
    }

    pub(crate) fn is_commendation_heading(&self, text: &Key) -> bool {
        self.commendation.heading.occur_in(text)
    }

    /// The columns of a commendation list a header names.
    pub(crate) fn commendation_column(&self, text: &str) -> Option<CommendationColumn> {
        let key = loose(text);
        let words = &self.commendation;
        [
            (CommendationColumn::Name, &words.name),
            (CommendationColumn::Form, &words.form),
            (CommendationColumn::Merit, &words.merit),
            (CommendationColumn::Post, &words.post),
        ]
        .into_iter()
        .find(|(_, words)| words.equal(text, &key))
        .map(|(column, _)| column)
    }

    pub(crate) fn is_signature(&self, text: &Key) -> bool {
        best(&self.signature.patterns, text).is_some()
    }

    /// Variables by code, for cross-checking other registers.
    pub(crate) fn variable_codes(&self) -> BTreeMap<&str, Lone> {
        self.variables.iter().map(|words| (words.code.as_str(), words.lone)).collect()
    }
}
