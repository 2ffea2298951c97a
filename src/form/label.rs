//! What a header or a row label says about the figures beside it.
//!
//! A label is a list of parts from the general to the particular (group, then
//! column). The particular part speaks first: what it leaves open, the part
//! above it may say.

#[cfg(test)]
mod tests;
mod understanding;
mod wording;

use serde::{Deserialize, Serialize};

pub(crate) use self::understanding::{Strictness, foreign_base, understand};
pub(crate) use self::wording::telling;
use crate::plan::key::Key;
use crate::plan::vocabulary::{Lone, MeasureWord, Role, Vocabulary, loose};

/// What a figure is of its variable.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub(crate) enum Measure {
    /// Tổng số: the denominator.
    Total,
    /// Đăng ký.
    Registered,
    /// Đạt, được công nhận: the numerator.
    Achieved,
    /// Tỷ lệ: checked, never aggregated.
    Rate,
    /// A level stated for one unit.
    Level,
    /// A cross for one unit.
    Mark,
    /// How many (or whether) at the named level.
    AtLevel(String),
}

impl Measure {
    /// The name in files for other programs: `achieved`, `level:Mức độ 1`.
    pub(crate) fn code(&self) -> String {
        match self {
            Measure::Total => "total".to_owned(),
            Measure::Registered => "registered".to_owned(),
            Measure::Achieved => "achieved".to_owned(),
            Measure::Rate => "rate".to_owned(),
            Measure::Level => "level".to_owned(),
            Measure::Mark => "mark".to_owned(),
            Measure::AtLevel(level) => format!("level:{level}"),
        }
    }
}

/// A label read as far as its words go; `None` is "does not say".
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Label {
    /// The parts as written, for messages.
    pub(crate) text: String,
    /// The parts as far as they may speak of figures.
    pub(crate) parts: Vec<String>,
    pub(crate) role: Option<Role>,
    pub(crate) variable: Option<String>,
    /// All variables that fit equally well, when more than one does.
    pub(crate) rivals: Vec<String>,
    pub(crate) base: Option<String>,
    pub(crate) measure: Option<MeasureWord>,
    pub(crate) level: Option<String>,
    /// A base named in the same breath as no measure: it is a total.
    pub(crate) is_base_total: bool,
    /// How many one of its figures stands for, where it says so.
    pub(crate) multiple: Option<i64>,
    /// The first of its words that nobody understands.
    pub(crate) unknown: Option<String>,
}

impl Label {
    /// Whether the words say anything about a figure.
    pub(crate) fn speaks(&self) -> bool {
        self.variable.is_some()
            || !self.rivals.is_empty()
            || self.base.is_some()
            || self.measure.is_some()
            || self.level.is_some()
            || self.role == Some(Role::Value)
    }

    /// Ordinals, notes and names: no figures of ours.
    pub(crate) fn is_structural(&self) -> bool {
        matches!(
            self.role,
            Some(Role::Ordinal | Role::Note | Role::UnitOfCount | Role::Label)
        )
    }

    /// Set aside by its own words: a part, another year's, a plan, no result.
    pub(crate) fn is_aside(&self) -> bool {
        matches!(
            self.measure,
            Some(
                MeasureWord::Part
                    | MeasureWord::Men
                    | MeasureWord::Women
                    | MeasureWord::Previous
                    | MeasureWord::Target
                    | MeasureWord::Turned
            )
        )
    }

    /// What its figures would be if no word set them aside; nothing where only
    /// the variable can tell.
    pub(crate) fn stands_for(&self, vocabulary: &Vocabulary) -> Option<MeasureWord> {
        self.parts.iter().rev().find_map(|part| {
            let key = loose(part);
            let base = || vocabulary.base_in(&key).map(|_| MeasureWord::Total);
            vocabulary.measure_stood_for(part, &key).or_else(base)
        })
    }
}

/// Reads a label from its parts, general first.
pub(crate) fn read(parts: &[String], vocabulary: &Vocabulary) -> Label {
    let written = split_groups(parts, vocabulary);
    let mut label = Label { text: written.join(" / "), ..Label::default() };
    let mut parts: Vec<String> = written.iter().map(|part| telling(part)).collect();
    parts.retain(|part| !part.is_empty());
    label.multiple =
        parts.iter().rev().find_map(|part| vocabulary.multiple_in(&loose(part)));
    label.parts.clone_from(&parts);
    let Some(last) = parts.last() else { return label };
    let role = vocabulary.role_of(last);
    match role {
        // `Số lượng` under a heading is what the heading is about; `(%)` is not.
        Some(Role::Value) if parts.len() > 1 && !last.contains('%') => {
            parts.pop();
        }
        Some(Role::Total) | None => label.role = role,
        Some(_) => {
            label.role = role;
            return label;
        }
    }
    read_variable(&parts, vocabulary, &mut label);
    drop_other_variables(&mut parts, vocabulary, &label);
    label.parts = parts.clone();
    read_measure(&parts, vocabulary, &mut label);
    if role == Some(Role::Value) && !label.speaks() {
        label.role = role;
        return label;
    }
    let Some(last) = parts.last() else { return label };
    if let Some(variable) = &label.variable {
        let whole = loose(&parts.join(" "));
        label.level = vocabulary.level_in(variable, &whole).map(str::to_owned);
        let named = vocabulary.level_of(variable, last);
        if label.level.is_none() {
            label.level = named.map(str::to_owned);
        }
        // `Chưa đạt` among the names of levels is one of them.
        if named.is_some() && label.measure == Some(MeasureWord::Turned) {
            label.measure = None;
        }
    }
    label
}

/// `Gia đình học tập: Đạt`, `GĐHT - Số ĐK`, `ĐVHT (Tổng số)` as the two parts
/// they are.
fn split_groups(parts: &[String], vocabulary: &Vocabulary) -> Vec<String> {
    let mut split = Vec::new();
    for part in parts {
        match split_group(part, vocabulary) {
            Some((group, rest)) => split.extend([group, rest]),
            None => split.push(part.trim().to_owned()),
        }
    }
    split.retain(|part| !part.is_empty());
    split.dedup();
    split
}

/// The last separator whose left side is a group and whose right side says
/// something about its figures.
fn split_group(part: &str, vocabulary: &Vocabulary) -> Option<(String, String)> {
    let colon = part.split_once(':');
    if let Some((group, rest)) = colon
        && !rest.trim().is_empty()
        && names_group(group, vocabulary)
        && tells(rest, vocabulary)
    {
        return Some((group.trim().to_owned(), rest.trim().to_owned()));
    }
    for separator in ["(", "\n", " - ", " – ", ". ", "; ", ", "] {
        let Some((group, rest)) = part.rsplit_once(separator) else { continue };
        let rest = rest.trim().trim_end_matches(')');
        // `(Tốt, Khá, TB)` lists levels.
        let lists = matches!(separator, ", " | "; ") && vocabulary.is_value(rest);
        if !lists && names_group(group, vocabulary) && tells(rest, vocabulary) {
            return Some((group.trim().to_owned(), rest.trim().to_owned()));
        }
    }
    None
}

/// Whether words speak of a figure of a group without naming another.
fn tells(text: &str, vocabulary: &Vocabulary) -> bool {
    let key = loose(text);
    if !vocabulary.variables_in(&key).is_empty() {
        return vocabulary.is_counting(&key);
    }
    vocabulary.measure_in(text, &key).is_some()
        || vocabulary.base_in(&key).is_some()
        || vocabulary.is_value(text)
        || vocabulary.role_of(text) == Some(Role::Value)
}

/// The words before a colon are a group if they are about learning models at
/// all; `Trong đó: …` is not.
fn names_group(text: &str, vocabulary: &Vocabulary) -> bool {
    let key = loose(text);
    !vocabulary.variables_in(&key).is_empty()
        || key.plain.contains("hoc tap")
        || key.plain == "cdht"
}

fn read_variable(parts: &[String], vocabulary: &Vocabulary, label: &mut Label) {
    for start in (0..parts.len()).rev() {
        let key = loose(&parts[start..].join(" "));
        let found = vocabulary.variables_in(&key);
        match found.as_slice() {
            [] => {}
            [one] => {
                label.variable = Some(one.code.clone());
                return;
            }
            several => {
                label.rivals = several.iter().map(|words| words.code.clone()).collect();
                return;
            }
        }
    }
}

/// The measure of the most particular part that names one; but what a group
/// calls no result is none, whatever its columns are called.
fn read_measure(parts: &[String], vocabulary: &Vocabulary, label: &mut Label) {
    for (index, part) in parts.iter().enumerate().rev() {
        let key = loose(part);
        let names_variable = !vocabulary.variables_in(&key).is_empty();
        let measure = named_measure(part, &key, names_variable, label, vocabulary);
        read_base(&key, measure, names_variable, vocabulary, label);
        let found = measure.or(label.is_base_total.then_some(MeasureWord::Total));
        if let Some(found) = found {
            let above = &parts[..index];
            let group = outer_measure(above, found, measure.is_none(), label, vocabulary);
            label.measure = Some(group.unwrap_or(found));
            return;
        }
    }
}

/// A heading above that is about another variable says nothing of a part that
/// names its own.
fn drop_other_variables(parts: &mut Vec<String>, vocabulary: &Vocabulary, label: &Label) {
    let Some(own) = &label.variable else { return };
    let named = |part: &String| {
        let found = vocabulary.variables_in(&loose(part));
        (!found.is_empty(), found.iter().any(|words| words.code == *own))
    };
    let Some(start) = parts.iter().rposition(|part| named(part) == (true, true)) else {
        return;
    };
    let mut index = 0;
    parts.retain(|part| {
        index += 1;
        index > start || matches!(named(part), (false, _) | (_, true))
    });
}

fn named_measure(
    part: &str,
    key: &Key,
    names_variable: bool,
    label: &Label,
    vocabulary: &Vocabulary,
) -> Option<MeasureWord> {
    let states = states(label, key, names_variable, vocabulary);
    vocabulary
        .measure_in(part, key)
        .filter(|measure| *measure != MeasureWord::Part || !states)
        .filter(|measure| *measure != MeasureWord::Achieved || !states)
}

fn read_base(
    key: &Key,
    measure: Option<MeasureWord>,
    names_variable: bool,
    vocabulary: &Vocabulary,
    label: &mut Label,
) {
    let Some(base) = vocabulary.base_in(key) else { return };
    if label.base.is_some() {
        return;
    }
    label.base = Some(base.code.clone());
    let counts = matches!(measure, None | Some(MeasureWord::Total));
    label.is_base_total =
        counts && (!names_variable || measure == Some(MeasureWord::Total));
}

/// What the parts above make of a measure: `Kế hoạch` over `Tổng số`, `Đạt` over
/// `Số hộ`.
fn outer_measure(
    above: &[String],
    own: MeasureWord,
    only_counted: bool,
    label: &Label,
    vocabulary: &Vocabulary,
) -> Option<MeasureWord> {
    above.iter().rev().find_map(|part| {
        let key = loose(part);
        let names_variable = !vocabulary.variables_in(&key).is_empty();
        match named_measure(part, &key, names_variable, label, vocabulary)? {
            aside @ (MeasureWord::Part
            | MeasureWord::Men
            | MeasureWord::Women
            | MeasureWord::Previous
            | MeasureWord::Target
            | MeasureWord::Turned) => Some(aside),
            result @ (MeasureWord::Registered | MeasureWord::Achieved) => {
                (only_counted && !names_variable && own == MeasureWord::Total)
                    .then_some(result)
            }
            MeasureWord::Rate | MeasureWord::Total => None,
        }
    })
}

/// `Đạt chuẩn XMC`, `TTHTCĐ có ứng dụng CNTT`: what a level or a cross is put
/// for, and no count of those who have it.
fn states(
    label: &Label,
    part: &Key,
    names_variable: bool,
    vocabulary: &Vocabulary,
) -> bool {
    let lone = label.variable.as_deref().and_then(|code| vocabulary.variable(code));
    let is_count = lone.is_none_or(|words| words.lone == Lone::Achieved);
    names_variable && !is_count && !vocabulary.is_counting(part)
}

/// The measure a figure has when neither header nor row names one.
pub(crate) fn lone_measure(variable: &str, vocabulary: &Vocabulary) -> Option<Measure> {
    vocabulary.variable(variable).map(|words| match words.lone {
        Lone::Achieved => Measure::Achieved,
        Lone::Level => Measure::Level,
        Lone::Mark => Measure::Mark,
    })
}
