//! How a text is matched against the words of the vocabulary: by phrases it
//! must hold, or as a whole.

use std::collections::BTreeSet;

use serde::Deserialize;

use crate::plan::key::Key;

/// A list of phrases that must all occur in a text.
#[derive(Debug, Clone, Deserialize)]
#[serde(from = "Vec<String>")]
pub(super) struct Pattern {
    phrases: Vec<Key>,
    words: usize,
}

impl From<Vec<String>> for Pattern {
    fn from(phrases: Vec<String>) -> Self {
        let phrases: Vec<Key> = phrases.iter().map(|phrase| loose(phrase)).collect();
        let words = phrases.iter().map(|key| key.marked.split(' ').count()).sum();
        Self { phrases, words }
    }
}

impl Pattern {
    pub(super) fn plain_words(&self) -> impl Iterator<Item = &str> {
        self.phrases.iter().flat_map(|phrase| phrase.plain.split(' '))
    }

    pub(super) fn phrases(&self) -> &[Key] {
        &self.phrases
    }

    /// The number of words matched, if every phrase occurs in the text.
    fn score(&self, text: &Key) -> Option<usize> {
        if !self.may_occur_in(text) {
            return None;
        }
        let hay = if text.is_plain() { &text.plain } else { &text.marked };
        let found = self.phrases.iter().all(|phrase| holds(hay, phrase.comparable(text)));
        (found && self.words > 0).then_some(self.words)
    }

    fn may_occur_in(&self, text: &Key) -> bool {
        self.phrases.iter().all(|phrase| text.may_hold(phrase))
    }
}

/// Whether a phrase occurs in a text of which only some words are typed with
/// their marks: a word without any may stand for one with marks.
fn holds_mixed(text: &Key, phrase: &Key) -> bool {
    let typed: Vec<(&str, &str)> =
        text.marked.split(' ').zip(text.plain.split(' ')).collect();
    let sought: Vec<(&str, &str)> =
        phrase.marked.split(' ').zip(phrase.plain.split(' ')).collect();
    let same = |(typed, sought): (&(&str, &str), &(&str, &str))| {
        typed.0 == sought.0 || (typed.0 == typed.1 && typed.1 == sought.1)
    };
    typed.windows(sought.len()).any(|run| run.iter().zip(&sought).all(same))
}

/// The key under which vocabulary words are compared: as names are, and with
/// the y of `tỷ`, `kỹ`, `mỹ` written i.
pub(crate) fn loose(text: &str) -> Key {
    let soften = |words: &str| {
        let words: Vec<String> = words.split(' ').map(soften_word).collect();
        words.join(" ")
    };
    let key = Key::of(text);
    if !key.plain.contains('y') {
        return key;
    }
    Key::new(soften(&key.marked), soften(&key.plain))
}

/// `tỷ` as `tỉ`: a lone y after consonants is a spelling variant of i.
fn soften_word(word: &str) -> String {
    let is_consonant =
        |letter: char| letter.is_alphabetic() && !"aeiouyăâêôơư".contains(letter);
    let body = word.trim_end_matches(|c: char| ('\u{300}'..='\u{36f}').contains(&c));
    match body.strip_suffix('y') {
        Some(head) if !head.is_empty() && head.chars().all(is_consonant) => {
            format!("{head}i{}", &word[body.len()..])
        }
        Some(_) | None => word.to_owned(),
    }
}

/// Whether a run of whole words occurs in a text of words.
pub(crate) fn holds(text: &str, phrase: &str) -> bool {
    let mut rest = text;
    while !phrase.is_empty() && rest.len() >= phrase.len() {
        let after = rest.strip_prefix(phrase);
        if after.is_some_and(|after| after.is_empty() || after.starts_with(' ')) {
            return true;
        }
        match rest.split_once(' ') {
            Some((_, next)) => rest = next,
            None => return false,
        }
    }
    false
}

/// As [`best`], for a text of which only some words have their marks.
pub(super) fn best_mixed(patterns: &[Pattern], text: &Key) -> Option<usize> {
    let score = |pattern: &Pattern| {
        if !pattern.may_occur_in(text) {
            return None;
        }
        let found = pattern.phrases.iter().all(|phrase| holds_mixed(text, phrase));
        (found && pattern.words > 0).then_some(pattern.words)
    };
    patterns.iter().filter_map(score).max()
}

pub(super) fn best(patterns: &[Pattern], text: &Key) -> Option<usize> {
    patterns.iter().filter_map(|pattern| pattern.score(text)).max()
}

/// A list of words or signs that a whole text may equal.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(from = "Vec<String>")]
pub(super) struct Words {
    keys: Vec<Key>,
    /// The plain keys, for saying no quickly.
    plain: BTreeSet<String>,
    /// Entries without letters or digits (`-`, `…`), compared as they stand.
    signs: Vec<String>,
}

impl From<Vec<String>> for Words {
    fn from(words: Vec<String>) -> Self {
        let (mut keys, mut signs) = (Vec::new(), Vec::new());
        for word in words {
            let key = loose(&word);
            if key.is_empty() { signs.push(word) } else { keys.push(key) }
        }
        let plain = keys.iter().map(|key| key.plain.clone()).collect();
        Self { keys, plain, signs }
    }
}

impl Words {
    pub(super) fn keys(&self) -> &[Key] {
        &self.keys
    }

    /// Whether a whole text, given with its key, is one of the entries.
    pub(super) fn equal(&self, text: &str, typed: &Key) -> bool {
        if typed.is_empty() {
            return self.signs.iter().any(|sign| sign == text.trim());
        }
        self.plain.contains(&typed.plain) && self.keys.iter().any(|key| typed.names(key))
    }

    /// Whether a text begins with one of the entries.
    pub(super) fn begin(&self, text: &Key) -> bool {
        let hay = if text.is_plain() { &text.plain } else { &text.marked };
        let begins = |word: &str| {
            hay.strip_prefix(word)
                .is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
        };
        self.keys.iter().any(|key| begins(key.comparable(text)))
    }

    /// Whether a key that is not empty is that of an entry.
    pub(super) fn is(&self, typed: &Key) -> bool {
        self.plain.contains(&typed.plain) && self.keys.iter().any(|key| typed.names(key))
    }

    pub(super) fn occur_in(&self, text: &Key) -> bool {
        let hay = if text.is_plain() { &text.plain } else { &text.marked };
        self.keys.iter().any(|key| text.may_hold(key) && holds(hay, key.comparable(text)))
    }
}
