//! What a text says by the vocabulary: one question, one method.

use std::collections::{BTreeMap, BTreeSet};

use super::matching::{Pattern, best, best_mixed};
use super::{
    BaseWords, CommendationColumn, Lone, MeasureWord, Role, Sign, TopicWords,
    VariableWords, Vocabulary, loose,
};
use crate::plan::key::Key;

/// Signs behind a number that make it none to rely on: `1.719 hộ?`.
const DOUBTS: [char; 8] = ['?', '~', '≈', '<', '>', '≤', '≥', '±'];

impl MeasureWord {
    /// Whether it may stand beside another measure without changing it.
    pub(super) fn is_result(self) -> bool {
        match self {
            MeasureWord::Rate
            | MeasureWord::Registered
            | MeasureWord::Achieved
            | MeasureWord::Total => true,
            MeasureWord::Part
            | MeasureWord::Men
            | MeasureWord::Women
            | MeasureWord::Previous
            | MeasureWord::Target
            | MeasureWord::Turned => false,
        }
    }
}

impl super::MeasureWords {
    fn names(&self, text: &str, key: &Key) -> bool {
        let named = best(&self.patterns, key).is_some()
            || self.signs.iter().any(|sign| text.contains(sign));
        named && best(&self.except, key).is_none()
    }
}

impl Vocabulary {
    /// The variables a text names, those of the best score only: none, one, or
    /// several when the text is ambiguous.
    pub(crate) fn variables_in(&self, text: &Key) -> Vec<&VariableWords> {
        let named = self.variables_by(text, best);
        if named.is_empty() && !text.is_plain() {
            return self.variables_by(text, best_mixed);
        }
        named
    }

    fn variables_by(
        &self,
        text: &Key,
        best: fn(&[Pattern], &Key) -> Option<usize>,
    ) -> Vec<&VariableWords> {
        let mut best_score = 0;
        let mut named = Vec::new();
        for variable in &self.variables {
            let Some(score) = best(&variable.patterns, text) else { continue };
            if score < best_score || best(&variable.except, text).is_some() {
                continue;
            }
            if score > best_score {
                best_score = score;
                named.clear();
            }
            named.push(variable);
        }
        named
    }

    pub(crate) fn variable(&self, code: &str) -> Option<&VariableWords> {
        self.variables.iter().find(|variable| variable.code == code)
    }

    pub(crate) fn base_in(&self, text: &Key) -> Option<&BaseWords> {
        let score = |base: &BaseWords| {
            best(&base.patterns, text).or_else(|| base.exact.is(text).then_some(1))
        };
        let scored =
            self.bases.iter().filter_map(|base| score(base).map(|score| (score, base)));
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
            .find(|measure| measure.names(text, key))
            .map(|measure| measure.code)
    }

    /// The measure that words would name if nothing turned them round:
    /// `Chưa đạt` stands where `Đạt` might.
    pub(crate) fn measure_stood_for(&self, text: &str, key: &Key) -> Option<MeasureWord> {
        self.measures
            .iter()
            .filter(|measure| measure.code.is_result())
            .find(|measure| measure.names(text, key))
            .map(|measure| measure.code)
    }

    /// The multiple in which a text counts: `(nghìn người)` is 1000.
    pub(crate) fn multiple_in(&self, text: &Key) -> Option<i64> {
        let names = |multiple: &&super::Multiple| {
            multiple.words.occur_in(text) && !multiple.except.occur_in(text)
        };
        self.multiples.iter().find(names).map(|multiple| multiple.factor)
    }

    /// Whether a text begins as a note below a table does.
    pub(crate) fn opens_note(&self, text: &Key) -> bool {
        self.note.opening.begin(text)
    }

    /// Whether a note at figures corrects, dates or limits them.
    pub(crate) fn is_telling(&self, text: &str) -> bool {
        let key = loose(text);
        key.plain.contains(|c: char| c.is_ascii_digit())
            || self.note.telling.occur_in(&key)
            || self.note.signs.iter().any(|sign| text.contains(sign))
    }

    /// Whether a line above or below a table corrects, dates or limits it.
    pub(crate) fn line_tells(&self, text: &Key) -> bool {
        self.note.line.occur_in(text)
    }

    /// Whether a line begins as titles do.
    pub(crate) fn begins_title(&self, text: &Key) -> bool {
        self.note.title.begin(text)
    }

    /// Whether a title or note calls the figures of a table estimates.
    pub(crate) fn is_provisional(&self, text: &Key) -> bool {
        self.note.provisional.occur_in(text)
    }

    /// Whether a label counts (`Số xã đạt …`) rather than states (`Đạt …`).
    pub(crate) fn is_counting(&self, text: &Key) -> bool {
        self.counting.begin(text)
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

    /// The level a value states for a variable, written with noughts before it and
    /// `đạt` or not: `Đạt MĐ 02` as `MĐ 2`.
    pub(crate) fn level_of(&self, variable: &str, value: &str) -> Option<&str> {
        let as_written = || self.level_written(variable, value);
        as_written().or_else(|| {
            let bare = without_noughts(value);
            let bare = ["đạt chuẩn ", "đạt "]
                .iter()
                .find_map(|word| bare.strip_prefix(word))
                .unwrap_or(&bare);
            self.level_written(variable, bare)
        })
    }

    fn level_written(&self, variable: &str, value: &str) -> Option<&str> {
        let key = loose(value);
        self.levels
            .iter()
            .filter(|level| level.variables.iter().any(|code| code == variable))
            .find(|level| level.exact.equal(value, &key))
            .map(|level| level.code.as_str())
    }

    /// Whether a text stands for a variable under a title that names it.
    pub(crate) fn stands_within(&self, variable: &str, text: &str) -> bool {
        let words = self.variable(variable);
        words.is_some_and(|words| best(&words.within, &loose(text)).is_some())
    }

    /// The level that stands for none, where a variable has one.
    pub(crate) fn no_level(&self, variable: &str) -> Option<&str> {
        let levels = self.levels.iter();
        levels
            .filter(|level| level.none && level.variables.iter().any(|v| v == variable))
            .map(|level| level.code.as_str())
            .next()
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

    /// The level a header or row label counts (`… mức độ 1`, `… khá trở lên`);
    /// none where it only lists them (`xếp loại Tốt, Khá, TB`).
    pub(crate) fn level_in(&self, variable: &str, text: &Key) -> Option<&str> {
        let mut winner: Option<(usize, &str)> = None;
        let mut is_list = false;
        for level in &self.levels {
            if !level.variables.iter().any(|code| code == variable) {
                continue;
            }
            let Some(score) = best(&level.patterns, text) else { continue };
            match winner {
                Some((high, _)) if score < high => {}
                Some((high, _)) if score == high => is_list = true,
                Some(_) | None => {
                    winner = Some((score, &level.code));
                    is_list = false;
                }
            }
        }
        winner.filter(|_| !is_list).map(|(_, code)| code)
    }

    pub(crate) fn mark_of(&self, value: &str) -> Option<bool> {
        let value = &*without_noughts(value);
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

    /// A number's text without the unit it counts behind it: `7.154 hộ`.
    pub(crate) fn without_unit<'t>(&self, text: &'t str) -> &'t str {
        self.split_unit(text).map_or(text, |(number, _)| number.trim_end())
    }

    /// Whether the unit behind a number is that of other variables only: `7.154 hộ`
    /// where people are counted.
    pub(crate) fn counts_another(&self, variable: &str, text: &str) -> bool {
        let Some((_, unit)) = self.split_unit(text) else { return false };
        let key = loose(unit);
        let counts = |words: &VariableWords| words.beside.equal(unit, &key);
        let own = self.variable(variable).is_some_and(counts);
        !own && self.variables.iter().any(counts)
    }

    fn split_unit<'t>(&self, text: &'t str) -> Option<(&'t str, &'t str)> {
        let last = text.rfind(|c: char| c.is_ascii_digit()).map_or(0, |at| at + 1);
        let (number, unit) = text.split_at(last);
        let counted = !number.is_empty()
            && !unit.trim().is_empty()
            && !unit.contains(DOUBTS)
            && self.counted.equal(unit, &loose(unit));
        counted.then_some((number, unit))
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

    pub(crate) fn is_subtotal(&self, text: &Key) -> bool {
        best(&self.subtotal.patterns, text).is_some()
    }

    /// Codes of the variables whose words are nearest to an unknown text, best
    /// first, three at most: by the share of words they have in common.
    pub(crate) fn nearest(&self, text: &Key) -> Vec<&str> {
        let typed: BTreeSet<&str> = text.plain.split(' ').collect();
        let alike = |pattern: &Pattern| {
            let words: BTreeSet<&str> = pattern.plain_words().collect();
            let common = words.intersection(&typed).count();
            2_000 * common / (words.len() + typed.len()).max(1)
        };
        let mut scored: Vec<(usize, &str)> = self
            .variables
            .iter()
            .filter_map(|words| {
                let best = words.patterns.iter().map(alike).max()?;
                (best > 0).then_some((best, words.code.as_str()))
            })
            .collect();
        scored.sort_by_key(|(score, code)| (std::cmp::Reverse(*score), *code));
        scored.into_iter().take(3).map(|(_, code)| code).collect()
    }

    /// Variables by code, for cross-checking other registers.
    pub(crate) fn variable_codes(&self) -> BTreeMap<&str, Lone> {
        self.variables.iter().map(|words| (words.code.as_str(), words.lone)).collect()
    }
}

/// A short value in small letters, its numbers without noughts before them: `02` is
/// 2, and `00` is 0.
pub(super) fn without_noughts(value: &str) -> String {
    let bare = |word: &str| {
        let is_number = word.len() > 1 && word.bytes().all(|byte| byte.is_ascii_digit());
        let rest = word.trim_start_matches('0');
        match (is_number, rest.is_empty()) {
            (false, _) => word.to_owned(),
            (true, true) => "0".to_owned(),
            (true, false) => rest.to_owned(),
        }
    };
    let lower = value.trim().to_lowercase();
    lower.split(' ').map(bare).collect::<Vec<_>>().join(" ")
}
