//! How names are compared: by a key that forgets case, spacing, punctuation
//! and where in a syllable the tone mark stands, and nothing else.
//!
//! `Hòa Mục`, `HOÀ  MỤC` and the decomposed form of either have one key. A text
//! typed wholly without Vietnamese marks (`Ba Be`) is compared by its plain
//! key; a text that has some marks must have the right ones, because `hộ` and
//! `họ`, `Đạt` and `dat` are different words.

use unicode_normalization::UnicodeNormalization;

/// The five tone marks as combining characters.
const TONES: [char; 5] = ['\u{300}', '\u{301}', '\u{303}', '\u{309}', '\u{323}'];

/// A comparison key: words of letters and digits separated by single spaces.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Key {
    /// Words with their vowel marks, tone moved to the end of each word.
    pub(crate) marked: String,
    /// The same words in bare ASCII letters.
    pub(crate) plain: String,
}

impl Key {
    pub(crate) fn of(text: &str) -> Self {
        let mut marked = String::with_capacity(text.len());
        let mut plain = String::with_capacity(text.len());
        for word in words(text) {
            if !marked.is_empty() {
                marked.push(' ');
                plain.push(' ');
            }
            push_word(&word, &mut marked, &mut plain);
        }
        Self { marked, plain }
    }

    /// Whether the text was typed without any Vietnamese mark.
    pub(crate) fn is_plain(&self) -> bool {
        self.marked == self.plain
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.marked.is_empty()
    }

    /// Whether `self`, as typed by an office, names what `register` names.
    pub(crate) fn names(&self, register: &Key) -> bool {
        if self.is_plain() {
            self.plain == register.plain
        } else {
            self.marked == register.marked
        }
    }

    /// The words a text is matched by: plain ones if it was typed plainly.
    pub(crate) fn comparable<'a>(&'a self, typed: &Key) -> &'a str {
        if typed.is_plain() { &self.plain } else { &self.marked }
    }
}

/// Runs of letters and digits, lower-cased and decomposed.
fn words(text: &str) -> Vec<String> {
    let mut words = Vec::new();
    let mut word = String::new();
    for letter in text.nfd().flat_map(char::to_lowercase) {
        let mark = ('\u{300}'..='\u{36f}').contains(&letter);
        if letter.is_alphanumeric() || (mark && !word.is_empty()) {
            word.push(letter);
        } else if !word.is_empty() {
            words.push(std::mem::take(&mut word));
        }
    }
    if !word.is_empty() {
        words.push(word);
    }
    words
}

fn push_word(word: &str, marked: &mut String, plain: &mut String) {
    let mut tones = Vec::new();
    for letter in word.chars() {
        match letter {
            tone if TONES.contains(&tone) => tones.push(tone),
            'đ' => {
                marked.push('đ');
                plain.push('d');
            }
            mark if ('\u{300}'..='\u{36f}').contains(&mark) => marked.push(mark),
            letter => {
                marked.push(letter);
                plain.push(letter);
            }
        }
    }
    marked.extend(tones);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tone_placement_case_and_spacing_do_not_matter() {
        let key = Key::of("Xã Hòa Mục");
        for variant in [
            "xã hoà mục",
            "XÃ  HÒA\u{a0}MỤC",
            "Xã Hòa Mục.",
            "xa\u{303} ho\u{300}a mu\u{323}c",
        ] {
            assert_eq!(Key::of(variant), key, "{variant}");
        }
    }

    #[test]
    fn a_text_without_marks_is_compared_without_marks() {
        assert!(Key::of("BA BE").names(&Key::of("Ba Bể")));
        assert!(Key::of("Ba Bể").names(&Key::of("Ba Bể")));
        assert!(!Key::of("Ba Bê").names(&Key::of("Ba Bể")));
        assert!(Key::of("tổng số hộ") != Key::of("tổng số họ"));
    }

    #[test]
    fn letters_of_the_alphabet_keep_their_own_marks() {
        assert_eq!(Key::of("Đạt – ĐVHT").plain, "dat dvht");
        assert_eq!(Key::of("Tuyên Quang ơ ư ă").plain, "tuyen quang o u a");
    }
}
