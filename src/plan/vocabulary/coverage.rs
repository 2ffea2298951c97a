//! Which words of a label the register understands.
//!
//! A measure counts only if all words beside it are understood too: `Chưa đạt`
//! holds `đạt`, and `Xếp thứ` under `Gia đình học tập` is not its result.

use super::matching::{Pattern, Words};
use super::{BaseWords, MeasureWord, Role, VariableWords, Vocabulary, loose};
use crate::plan::key::Key;

/// The words of one text, and which of them are understood so far.
#[derive(Debug)]
pub(crate) struct Coverage<'t> {
    text: &'t str,
    key: Key,
    covered: Vec<bool>,
}

impl<'t> Coverage<'t> {
    pub(crate) fn of(text: &'t str) -> Self {
        let key = loose(text);
        let numbers: Vec<&str> = text.split_whitespace().filter_map(ordinal).collect();
        let nothing = |word| is_year(word) || is_roman(word) || numbers.contains(&word);
        let words = key.plain.split(' ').filter(|word| !word.is_empty());
        let covered = words.map(nothing).collect();
        Self { text, key, covered }
    }

    /// Understands every occurrence of a phrase.
    fn phrase(&mut self, phrase: &Key) {
        if phrase.is_empty() || !self.key.may_hold(phrase) {
            return;
        }
        let typed: Vec<(&str, &str)> = pairs(&self.key).collect();
        let sought: Vec<(&str, &str)> = pairs(phrase).collect();
        // A word typed without marks may stand for one with marks.
        let same = |(typed, sought): (&(&str, &str), &(&str, &str))| {
            typed.0 == sought.0 || (typed.0 == typed.1 && typed.1 == sought.1)
        };
        for (start, run) in typed.windows(sought.len()).enumerate() {
            if run.iter().zip(&sought).all(same) {
                self.covered[start..start + sought.len()].fill(true);
            }
        }
    }

    fn words(&mut self, words: &Words) {
        for key in words.keys() {
            self.phrase(key);
        }
    }

    fn patterns(&mut self, patterns: &[Pattern]) {
        for phrase in patterns.iter().flat_map(Pattern::phrases) {
            self.phrase(phrase);
        }
    }

    fn numbers(&mut self) {
        let words = self.key.plain.split(' ').filter(|word| !word.is_empty());
        for (covered, word) in self.covered.iter_mut().zip(words) {
            *covered |= word.chars().all(|c| c.is_ascii_digit());
        }
    }

    /// The first run of words nobody understands, as written.
    ///
    /// A mark of doubt is none of the words, but nobody knows what is doubted;
    /// `Có ứng dụng hay chưa?` is a question that the cells answer.
    pub(crate) fn unknown(&self) -> Option<String> {
        let asks = |word: &str| matches!(word, "khong" | "chua");
        let doubts = self.text.contains('?') && !self.key.plain.split(' ').any(asks);
        if doubts {
            return Some(self.text.trim().to_owned());
        }
        let first = self.covered.iter().position(|covered| !covered)?;
        let rest = &self.covered[first..];
        let end = first + rest.iter().position(|covered| *covered).unwrap_or(rest.len());
        let written: Vec<&str> = self
            .text
            .split(|c: char| {
                !c.is_alphanumeric() && !('\u{300}'..='\u{36f}').contains(&c)
            })
            .filter(|word| !word.is_empty())
            .collect();
        let typed: Vec<&str> = self.key.marked.split(' ').collect();
        let words = if written.len() == typed.len() { written } else { typed };
        Some(words[first..end].join(" "))
    }
}

impl Vocabulary {
    /// Words that mean nothing, measures of results, and names of columns of values.
    pub(crate) fn cover_common(&self, coverage: &mut Coverage<'_>) {
        coverage.words(&self.neutral);
        coverage.words(&self.counting);
        for measure in self.measures.iter().filter(|one| one.code.is_result()) {
            coverage.patterns(&measure.patterns);
        }
        for role in self.roles.iter().filter(|one| one.code == Role::Value) {
            coverage.words(&role.exact);
        }
    }

    /// The words of a measure.
    pub(crate) fn cover_measure(&self, code: MeasureWord, coverage: &mut Coverage<'_>) {
        for measure in self.measures.iter().filter(|one| one.code == code) {
            coverage.patterns(&measure.patterns);
        }
    }

    /// Multiples as units of count.
    pub(crate) fn cover_multiples(&self, coverage: &mut Coverage<'_>) {
        for multiple in &self.multiples {
            coverage.words(&multiple.words);
        }
    }

    /// `Trong đó`, where something follows.
    pub(crate) fn cover_leading(&self, coverage: &mut Coverage<'_>) {
        coverage.words(&self.leading);
    }

    /// The names of a variable, its denominators and its levels.
    pub(crate) fn cover_variable(&self, code: &str, coverage: &mut Coverage<'_>) {
        let Some(variable) = self.variable(code) else { return };
        coverage.patterns(&variable.patterns);
        let is_of = |base: &&BaseWords| base.of.iter().any(|of| of == code);
        for base in self.bases.iter().filter(is_of) {
            coverage.patterns(&base.patterns);
            coverage.words(&base.exact);
        }
        let is_level = |of: &[String]| of.iter().any(|of| of == code);
        for level in self.levels.iter().filter(|level| is_level(&level.variables)) {
            coverage.patterns(&level.patterns);
            coverage.words(&level.exact);
        }
    }

    /// Whom and what a variable counts; of none known, whatever is counted.
    pub(crate) fn cover_counted(&self, code: Option<&str>, coverage: &mut Coverage<'_>) {
        match code.and_then(|code| self.variable(code)) {
            Some(VariableWords { beside, .. }) => coverage.words(beside),
            None => coverage.words(&self.counted),
        }
    }

    /// Whether a unit of count is one in which a variable may be counted: `hộ` of
    /// families, no `đồng`, `điểm` or `10 hộ`.
    pub(crate) fn is_unit_of(&self, variable: &str, unit: &str) -> bool {
        let mut coverage = Coverage::of(unit);
        self.cover_common(&mut coverage);
        self.cover_variable(variable, &mut coverage);
        self.cover_counted(Some(variable), &mut coverage);
        coverage.unknown().is_none()
    }

    /// Whether a note at figures says nothing that changes them: what kind of unit it
    /// is (`Xã NTM năm 2022`), how the figure compares (`Tăng 12 hộ so với năm 2023`)
    /// or what its share is (`Đạt 85%`). Documents cited are left out before.
    pub(crate) fn is_harmless(&self, note: &str) -> bool {
        let key = loose(note);
        let begins = |word: &str| key.plain.split(' ').next() == Some(word);
        let compares =
            self.note.compared.occur_in(&key) && (begins("tang") || begins("giam"));
        let shares = note.trim_end().trim_end_matches(['.', ')']).ends_with('%')
            && (begins("dat") || begins(&loose("tỷ").plain) || begins("chiem"));
        let remarks = self.note.harmless.occur_in(&key);
        if is_formula(note) {
            return true;
        }
        if !(compares || shares || remarks) {
            return false;
        }
        let mut coverage = Coverage::of(note);
        self.cover_common(&mut coverage);
        coverage.words(&self.note.harmless);
        self.cover_counted(None, &mut coverage);
        if compares || shares {
            coverage.numbers();
        }
        if compares {
            coverage.words(&self.note.compared);
            for word in ["tăng", "giảm", "cùng kỳ", "năm trước"] {
                coverage.phrase(&loose(word));
            }
        }
        coverage.unknown().is_none()
    }

    /// Whether a note, its documents and dates left out, only says which columns
    /// they are for: `Ghi chú: Cột 3 đến cột 6: theo …`.
    pub(crate) fn is_reference(&self, note: &str) -> bool {
        let mut coverage = Coverage::of(note);
        self.cover_common(&mut coverage);
        self.cover_counted(None, &mut coverage);
        for word in ["ghi chú", "chú thích", "cột", "dòng", "mức độ", "biểu"]
        {
            coverage.phrase(&loose(word));
        }
        let figures = note.split(|c: char| !c.is_ascii_digit());
        coverage.numbers();
        figures.into_iter().all(|number| number.len() <= 2)
            && coverage.unknown().is_none()
    }

    pub(crate) fn cover_base(&self, code: &str, coverage: &mut Coverage<'_>) {
        let Some(base) = self.base(code) else { return };
        coverage.patterns(&base.patterns);
        coverage.words(&base.exact);
        for variable in &base.of {
            self.cover_counted(Some(variable), coverage);
        }
    }

    /// Money, ranks and the like, whatever else stands there.
    pub(crate) fn is_alien(&self, text: &Key) -> bool {
        self.alien.occur_in(text)
    }
}

fn pairs(key: &Key) -> impl Iterator<Item = (&str, &str)> {
    key.marked.split(' ').zip(key.plain.split(' '))
}

/// `(4)=(3)/(2)*100`, `Cột 5 = cột 4 : cột 3`, `Tỷ lệ % = đạt / tổng số x 100`: how
/// columns follow from others.
fn is_formula(note: &str) -> bool {
    let of_rate = |side: &str| {
        loose(side).plain.ends_with(&loose("tỷ lệ").plain) && !side.contains('/')
    };
    if note.split_once('=').is_some_and(|(left, right)| {
        let mut numbers = right.split(|c: char| !c.is_ascii_digit());
        of_rate(left) && numbers.all(|number| matches!(number, "" | "100"))
    }) {
        return true;
    }
    let operates = |c: char| c.is_whitespace() || "()=/*:.,+-–×x%[]".contains(c);
    let mut words = note.split(operates).filter(|word| !word.is_empty());
    note.contains('=')
        && words.all(|word| {
            let number: Result<u8, _> = word.parse();
            number.is_ok_and(|number| number < 40 || number == 100)
                || loose(word).plain == "cot"
        })
}

/// A year says nothing here: which one is counted is decided elsewhere.
fn is_year(word: &str) -> bool {
    word.len() == 4 && word.parse().is_ok_and(|year: u16| (2000..2100).contains(&year))
}

/// The number of a heading: `II. Dòng họ học tập`.
fn is_roman(word: &str) -> bool {
    word.chars().all(|c| matches!(c, 'i' | 'v' | 'x'))
}

/// `1.` before a heading within a title.
fn ordinal(token: &str) -> Option<&str> {
    let number = token.strip_suffix(['.', ')'])?;
    (number.len() <= 2 && number.chars().all(|c| c.is_ascii_digit())).then_some(number)
}
