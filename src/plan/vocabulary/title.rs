//! What titles and names of sheets say against the figures below them: that nobody
//! means these, that they are no results yet, or results of some only.

use serde::Deserialize;

use super::matching::{Pattern, Words, best};
use super::{MeasureWord, Vocabulary};
use crate::plan::key::Key;

/// The section `[title]` of the vocabulary.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct TitleWords {
    void: Vec<Pattern>,
    void_whole: Words,
    asked: Vec<Pattern>,
    unless_result: Vec<Pattern>,
    asked_whole: Words,
    harmless: Words,
    harmless_beside_result: Words,
}

impl Vocabulary {
    /// Whether a title says that nobody means the figures below it: a draft, an
    /// example, a table taken back.
    pub(crate) fn is_void(&self, text: &Key) -> bool {
        best(&self.title.void, text).is_some()
    }

    /// The same of the whole name of a sheet.
    pub(crate) fn is_void_sheet(&self, name: &str, text: &Key) -> bool {
        self.title.void_whole.equal(name, text)
    }

    /// Whether a title is asked about: what it names is no result, or one of some
    /// only. What calls itself a result may be of what was proposed.
    pub(crate) fn is_asked_of_title(&self, text: &Key, is_result: bool) -> bool {
        let words = &self.title;
        let mut left = without(text, &words.harmless);
        if is_result {
            left = without(&left, &words.harmless_beside_result);
        }
        let asked = [MeasureWord::Turned, MeasureWord::Part, MeasureWord::Women];
        best(&words.asked, text).is_some()
            || !is_result && best(&words.unless_result, &left).is_some()
            || asked.iter().any(|code| self.holds_measure(*code, &left))
    }

    /// The same of the whole name of a sheet.
    pub(crate) fn is_asked_of_sheet(&self, name: &str, text: &Key) -> bool {
        name.trim() == "%" || self.title.asked_whole.equal(name, text)
    }

    /// Whether a title speaks of what was registered, and of no result.
    pub(crate) fn is_of_registered(&self, text: &Key) -> bool {
        self.holds_measure(MeasureWord::Registered, text)
            && !self.holds_measure(MeasureWord::Achieved, text)
    }

    fn holds_measure(&self, code: MeasureWord, text: &Key) -> bool {
        self.measures.iter().any(|measure| {
            measure.code == code
                && best(&measure.patterns, text).is_some()
                && best(&measure.except, text).is_none()
        })
    }
}

/// A text without some phrases.
fn without(text: &Key, phrases: &Words) -> Key {
    let strip = |text: &str, of: fn(&Key) -> &str| {
        let mut left = format!(" {text} ");
        for key in phrases.keys() {
            left = left.replace(&format!(" {} ", of(key)), " ");
        }
        left.trim().to_owned()
    };
    if text.is_plain() {
        let plain = strip(&text.plain, |key| &key.plain);
        return Key::new(plain.clone(), plain);
    }
    Key::new(strip(&text.marked, |key| &key.marked), strip(&text.plain, |key| &key.plain))
}
