//! How names are compared: by a key that forgets case, spacing, punctuation
//! and where in a syllable the tone mark stands, and nothing else.
//!
//! `Hòa Mục`, `HOÀ  MỤC` and the decomposed form of either have one key. A text
//! typed wholly without Vietnamese marks (`Ba Be`) is compared by its plain
//! key; a text that has some marks must have the right ones, because `hộ` and
//! `họ`, `Đạt` and `dat` are different words.

use unicode_normalization::char::decompose_canonical;

/// The five tone marks as combining characters.
const TONES: [char; 5] = ['\u{300}', '\u{301}', '\u{303}', '\u{309}', '\u{323}'];

/// A comparison key: words of letters and digits separated by single spaces.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Key {
    /// Words with their vowel marks, tone moved to the end of each word.
    pub(crate) marked: String,
    /// The same words in bare ASCII letters.
    pub(crate) plain: String,
    /// One bit for each plain word, several words to a bit: says quickly that a
    /// phrase cannot occur.
    traces: u64,
}

impl Key {
    pub(crate) fn new(marked: String, plain: String) -> Self {
        let traces = plain.split(' ').fold(0, |traces, word| traces | trace(word));
        Self { marked, plain, traces }
    }

    pub(crate) fn of(text: &str) -> Self {
        let mut writing = Writing {
            marked: String::with_capacity(text.len()),
            plain: String::with_capacity(text.len()),
            in_word: false,
            tones: Vec::new(),
        };
        for letter in text.chars() {
            if letter.is_ascii() {
                writing.push(letter.to_ascii_lowercase());
            } else {
                for lower in letter.to_lowercase() {
                    decompose_canonical(lower, |part| writing.push(part));
                }
            }
        }
        writing.end_word();
        Self::new(writing.marked, writing.plain)
    }

    /// The key of `first` and `second` written one after the other.
    pub(crate) fn joined(first: &Key, second: &Key) -> Self {
        let join = |a: &str, b: &str| [a, b].join(" ");
        Self::new(join(&first.marked, &second.marked), join(&first.plain, &second.plain))
    }

    /// Whether the text was typed without any Vietnamese mark.
    pub(crate) fn is_plain(&self) -> bool {
        self.marked == self.plain
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.marked.is_empty()
    }

    /// Whether all words of a phrase may occur; a no is certain.
    pub(crate) fn may_hold(&self, phrase: &Key) -> bool {
        phrase.traces & !self.traces == 0
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

/// A key under construction, fed with lower-case letters and single marks.
///
/// Letters are decomposed one by one and not the text as a whole: a vowel has
/// at most one mark of its own besides its tone, so their order cannot matter.
struct Writing {
    marked: String,
    plain: String,
    in_word: bool,
    tones: Vec<char>,
}

impl Writing {
    fn push(&mut self, letter: char) {
        if is_mark(letter) {
            if !self.in_word {
                return;
            }
            if TONES.contains(&letter) {
                self.tones.push(letter);
            } else {
                self.marked.push(letter);
            }
        } else if letter.is_alphanumeric() {
            if !self.in_word && !self.plain.is_empty() {
                self.marked.push(' ');
                self.plain.push(' ');
            }
            self.in_word = true;
            self.marked.push(letter);
            self.plain.push(if letter == 'đ' { 'd' } else { letter });
        } else {
            self.end_word();
        }
    }

    fn end_word(&mut self) {
        self.marked.extend(self.tones.drain(..));
        self.in_word = false;
    }
}

/// The bit of a word (FNV-1a, folded to the highest six bits).
fn trace(word: &str) -> u64 {
    let hash = word.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x100_0000_01b3)
    });
    1 << (hash >> 58)
}

fn is_mark(letter: char) -> bool {
    ('\u{300}'..='\u{36f}').contains(&letter)
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
