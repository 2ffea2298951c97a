//! The vocabulary register: by which words tables, rows and values are
//! recognised. Data in `plan/vocabulary.toml`, which the office may extend.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::key::Key;

mod matching;

use self::matching::{Pattern, Words, best};
pub(crate) use self::matching::{holds, loose};

/// What a value counts, as a header may say it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum MeasureWord {
    Previous,
    Target,
    Rate,
    Registered,
    Achieved,
    Total,
}

/// What a column or row is for, other than a figure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Role {
    Ordinal,
    Note,
    UnitOfCount,
    Label,
    Value,
    Total,
}

/// What a value means under a header that names a variable but no measure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Lone {
    Achieved,
    Level,
    Mark,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct VariableWords {
    pub(crate) code: String,
    pub(crate) lone: Lone,
    patterns: Vec<Pattern>,
    #[serde(default)]
    except: Vec<Pattern>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct BaseWords {
    pub(crate) code: String,
    /// Variables whose total this is when no variable is named beside it.
    pub(crate) of: Vec<String>,
    /// The one variable whose group a column headed so begins.
    #[serde(default)]
    pub(crate) implies: Option<String>,
    patterns: Vec<Pattern>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct MeasureWords {
    code: MeasureWord,
    patterns: Vec<Pattern>,
    #[serde(default)]
    signs: Vec<String>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct RoleWords {
    code: Role,
    exact: Words,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct LevelWords {
    variables: Vec<String>,
    code: String,
    exact: Words,
    #[serde(default)]
    patterns: Vec<Pattern>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct Marks {
    yes: Words,
    no: Words,
}

/// Signs that stand where a number is asked for.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct Signs {
    none: Words,
    missing: Words,
    not_applicable: Words,
    /// Words before a number that make it inexact.
    pub(crate) about: Vec<String>,
}

/// What a sign says (statistical practice, domain: "-" nothing occurred, "..."
/// it occurred but was not collected).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Sign {
    None,
    Missing,
    NotApplicable,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct TopicWords {
    code: String,
    patterns: Vec<Pattern>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct BudgetWords {
    heading: Words,
    state: Vec<Pattern>,
    social: Vec<Pattern>,
    scale: Vec<Scale>,
}

/// A unit of money: the words for it and its worth in đồng.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct Scale {
    words: Words,
    dong: i64,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct CommendationWords {
    heading: Words,
    name: Words,
    post: Words,
    form: Words,
    merit: Words,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct SignatureWords {
    patterns: Vec<Pattern>,
}

/// The whole register `plan/vocabulary.toml`.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Vocabulary {
    #[serde(rename = "variable")]
    variables: Vec<VariableWords>,
    #[serde(rename = "base")]
    bases: Vec<BaseWords>,
    #[serde(rename = "measure")]
    measures: Vec<MeasureWords>,
    #[serde(rename = "role")]
    roles: Vec<RoleWords>,
    #[serde(rename = "level")]
    levels: Vec<LevelWords>,
    marks: Marks,
    pub(crate) signs: Signs,
    #[serde(rename = "topic")]
    topics: Vec<TopicWords>,
    budget: BudgetWords,
    commendation: CommendationWords,
    signature: SignatureWords,
}

/// The two sources of money the plan tells apart (Decision 1768, part III).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Fund {
    State,
    Social,
}

/// The columns of a list of commendations.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum CommendationColumn {
    Name,
    Post,
    Form,
    Merit,
}

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

#[cfg(test)]
mod tests {
    use super::*;

    fn shipped() -> Vocabulary {
        toml::from_str(include_str!("../../../plan/vocabulary.toml"))
            .expect("the shipped vocabulary is valid")
    }

    #[track_caller]
    fn names(text: &str, expected: &[&str]) {
        let vocabulary = shipped();
        let key = loose(text);
        let found: Vec<&str> = vocabulary
            .variables_in(&key)
            .iter()
            .map(|words| words.code.as_str())
            .collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn the_wordings_of_the_sample_inbox_name_one_variable_each() {
        names("Gia đình được công nhận “Gia đình học tập”", &["D1"]);
        names("Thôn, tổ dân phố được công nhận “Cộng đồng học tập”", &["D3"]);
        names("Cơ quan, đơn vị cấp xã được công nhận “Đơn vị học tập”", &["D4"]);
        names("Xã, thị trấn xếp loại “Cộng đồng học tập” từ loại khá trở lên", &["D5"]);
        names("Cộng đồng học tập cấp xã (xếp loại)", &["D5"]);
        names(
            "Cơ quan, đơn vị cấp huyện, cấp tỉnh được đánh giá xếp loại “Đơn vị học tập” từ loại khá trở lên",
            &["D6"],
        );
        names("TTHTCĐ ứng dụng CNTT trong quản lý, tổ chức hoạt động giáo dục", &["C2"]);
        names(
            "TỶ LỆ DÂN SỐ TỪ 15 TUỔI TRỞ LÊN ĐƯỢC ĐÀO TẠO CHUYÊN MÔN KỸ THUẬT",
            &["B3"],
        );
        names("Trong đó: trình độ đại học trở lên", &["B4"]);
        names("PCGDTHCS mức độ", &["THCS"]);
        names("PCGDMN trẻ 5 tuổi", &["MN5"]);
        names("Cong dan hoc tap", &["D7"]);
        names("Ghi chú", &[]);
    }

    #[test]
    fn a_rate_is_not_taken_for_what_it_is_a_rate_of() {
        let vocabulary = shipped();
        let measure = |text: &str| vocabulary.measure_in(text, &loose(text));
        assert_eq!(measure("Tỉ lệ đạt"), Some(MeasureWord::Rate));
        assert_eq!(measure("Đạt (%)"), Some(MeasureWord::Rate));
        assert_eq!(measure("Kế hoạch 2025 (%)"), Some(MeasureWord::Target));
        assert_eq!(measure("Số được công nhận"), Some(MeasureWord::Achieved));
        assert_eq!(measure("Số ĐK"), Some(MeasureWord::Registered));
        assert_eq!(measure("Tổng số hộ"), Some(MeasureWord::Total));
        assert_eq!(measure("Ghi chú"), None);
    }

    #[test]
    fn signs_and_marks_stay_apart() {
        let vocabulary = shipped();
        assert_eq!(vocabulary.mark_of("X"), Some(true));
        assert_eq!(vocabulary.mark_of("Chưa đạt"), Some(false));
        assert_eq!(vocabulary.sign_of("-"), Some(Sign::None));
        assert_eq!(vocabulary.sign_of("…"), Some(Sign::Missing));
        assert_eq!(vocabulary.sign_of("12"), None);
    }
}
