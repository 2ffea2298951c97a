//! One sentence of several offices that differs in its figures only: forms
//! are often filled in so. It is said once, with a column for each figure that
//! differs; figures stay as they were written, and are never added up, for
//! nobody checked them.

use std::collections::BTreeMap;

use crate::document::Material;
use crate::document::report::{Shared, SharedRow};

use super::alike::alike;
use super::contributions::{Voice, voice_key};
use super::offices;

/// Fewer voices are better read as they are.
const FEWEST: usize = 3;
/// A longer text is no sentence of a form.
const LONGEST: usize = 700;
/// More figures do not fit beside a name.
const MOST_COLUMNS: usize = 8;

/// Takes out the shared sentences; gives them and the voices left over.
pub(super) fn split<'a>(
    material: &Material<'a>,
    key: &str,
    voices: Vec<Voice<'a>>,
) -> (Vec<Shared>, Vec<Voice<'a>>) {
    let mut frames: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (index, voice) in voices.iter().enumerate() {
        let text = voice.paragraphs.join(" ");
        if text.chars().count() <= LONGEST {
            frames.entry(alike(&Sentence::of(&text).frame())).or_default().push(index);
        }
    }
    let mut found: Vec<(usize, Shared)> = Vec::new();
    let mut taken = Vec::new();
    for members in frames.into_values().filter(|members| members.len() >= FEWEST) {
        let alike: Vec<&Voice<'_>> =
            members.iter().map(|index| &voices[*index]).collect();
        if let Some(shared) = table(material, key, &alike) {
            found.push((members[0], shared));
            taken.extend(members);
        }
    }
    found.sort_by_key(|(first, _)| *first);
    let left = voices.into_iter().enumerate();
    let left = left.filter(|(index, _)| !taken.contains(index)).map(|(_, voice)| voice);
    (found.into_iter().map(|(_, shared)| shared).collect(), left.collect())
}

fn table(material: &Material<'_>, key: &str, voices: &[&Voice<'_>]) -> Option<Shared> {
    let texts: Vec<String> =
        voices.iter().map(|voice| voice.paragraphs.join(" ")).collect();
    let sentences: Vec<Sentence<'_>> =
        texts.iter().map(|text| Sentence::of(text)).collect();
    let first = sentences.first()?;
    if sentences.iter().any(|one| one.figures.len() != first.figures.len()) {
        return None;
    }
    let varying: Vec<usize> = (0..first.figures.len())
        .filter(|at| sentences.iter().any(|one| one.figures[*at] != first.figures[*at]))
        .collect();
    if varying.is_empty() || varying.len() > MOST_COLUMNS {
        return None;
    }
    let rows = voices
        .iter()
        .zip(&sentences)
        .map(|(voice, sentence)| SharedRow {
            who: offices::those(material, &voice.codes),
            figures: varying.iter().map(|at| sentence.figures[*at].to_owned()).collect(),
        })
        .collect();
    Some(Shared {
        key: format!("{}.shared", voice_key(key, voices[0])),
        sentence: first.with_gaps(&varying),
        columns: (1..=varying.len()).map(|number| format!("({number})")).collect(),
        rows,
    })
}

/// A text taken apart into words and figures.
struct Sentence<'t> {
    /// One more than figures.
    words: Vec<&'t str>,
    figures: Vec<&'t str>,
}

impl<'t> Sentence<'t> {
    fn of(text: &'t str) -> Self {
        let (mut words, mut figures) = (Vec::new(), Vec::new());
        let (mut word, mut at) = (0, 0);
        while at < text.len() {
            let rest = &text[at..];
            let step = rest.chars().next().map_or(1, char::len_utf8);
            let inside = text[..at].ends_with(char::is_alphanumeric);
            let length = if inside { 0 } else { figure_length(rest) };
            if length == 0 {
                at += step;
                continue;
            }
            words.push(&text[word..at]);
            figures.push(&text[at..at + length]);
            at += length;
            word = at;
        }
        words.push(&text[word..]);
        Self { words, figures }
    }

    /// The words, with one sign for every figure.
    fn frame(&self) -> String {
        self.words.join("0")
    }

    /// The text with "(1)", "(2)" for the figures that differ.
    fn with_gaps(&self, varying: &[usize]) -> String {
        let mut text = String::new();
        for (index, words) in self.words.iter().enumerate() {
            text.push_str(words);
            match varying.iter().position(|at| *at == index) {
                Some(number) => text.push_str(&format!("({})", number + 1)),
                None => text.push_str(self.figures.get(index).copied().unwrap_or("")),
            }
        }
        text
    }
}

/// How long a figure at the start of a text is: digits, with single dots and
/// commas between them; 0 if none stands there or a word goes on ("5G").
fn figure_length(text: &str) -> usize {
    let bytes = text.as_bytes();
    let is_digit = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_digit);
    let mut length = 0;
    while is_digit(length)
        || (length > 0
            && matches!(bytes.get(length), Some(b'.' | b','))
            && is_digit(length + 1))
    {
        length += 1;
    }
    let goes_on = text[length..].starts_with(char::is_alphabetic);
    if goes_on { 0 } else { length }
}

#[cfg(test)]
mod tests {
    use super::super::contributions::gather;
    use crate::document::compose::fixture::Fixture;

    #[test]
    fn one_sentence_with_other_figures_becomes_columns() {
        let mut fixture = Fixture::new(2024);
        for (unit, text) in [
            ("ba-be", "Mở 22 lớp với 2.357 lượt người tại 100% xã."),
            ("na-ri", "Mở 6 lớp, với 1443 lượt người tại 100% xã"),
            ("so-y-te", "Mở 5 lớp với 80 lượt người tại 100% xã."),
            ("ldld", "Mở 5 lớp với 80 lượt người tại 100% xã."),
            ("pac-nam", "Phủ sóng 5G tại 3 xã."),
        ] {
            fixture.write(unit, "task-1", text);
        }
        let gathered = gather(&fixture.material(), "tasks.1", &["task-1"]).contributions;
        let [shared] = gathered.shared.as_slice() else { panic!("{gathered:?}") };
        assert_eq!(shared.sentence, "Mở (1) lớp với (2) lượt người tại 100% xã.");
        assert_eq!(shared.columns, ["(1)", "(2)"]);
        assert_eq!(shared.key, "tasks.1.ba-be.shared");
        let rows: Vec<(&str, String)> = shared
            .rows
            .iter()
            .map(|row| (row.who.as_str(), row.figures.join(" ")))
            .collect();
        let expected = [
            ("UBND huyện Ba Bể", "22 2.357".to_owned()),
            ("UBND huyện Na Rì", "6 1443".to_owned()),
            ("Sở Y tế; Liên đoàn Lao động tỉnh", "5 80".to_owned()),
        ];
        assert_eq!(rows, expected);
        assert_eq!(gathered.own.len(), 1);
        assert_eq!(gathered.own[0].paragraphs, ["Phủ sóng 5G tại 3 xã."]);
    }

    #[test]
    fn two_voices_are_no_table() {
        let mut fixture = Fixture::new(2024);
        fixture.write("ba-be", "task-1", "Mở 22 lớp.");
        fixture.write("na-ri", "task-1", "Mở 6 lớp.");
        let gathered = gather(&fixture.material(), "tasks.1", &["task-1"]).contributions;
        assert_eq!((gathered.shared.len(), gathered.own.len()), (0, 2));
    }
}
