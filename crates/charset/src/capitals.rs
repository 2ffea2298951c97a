//! The case of text decoded from TCVN3, whose fonts had no toned capitals.
//!
//! A capital was typed as the small letter's code and shown by a second font,
//! or by the eye of the reader: `HUYÖN` decodes to `HUYệN`. The case is taken
//! from the letters whose case is sure, and from the neighbours where a word
//! (`R×`, `VÞ`) has only its first.

use super::syllable;
use std::ops::Range;

#[derive(Debug, Clone, Copy, PartialEq)]
enum Case {
    Capitals,
    Plain,
    /// Only the neighbours can tell.
    Open,
    /// Says nothing of its neighbours: initials, numerals, abbreviations.
    Silent,
}

/// One letter as typed and as decoded.
type Letter = (char, char);

/// The decoded text with its capitals; `source` has as many letters as `decoded`.
pub(super) fn restore(source: &str, decoded: &str) -> String {
    let letters: Vec<Letter> = source.chars().zip(decoded.chars()).collect();
    let words: Vec<(Range<usize>, Case)> = words(&letters)
        .into_iter()
        .map(|range| (range.clone(), case(&letters[range])))
        .collect();
    let mut text: Vec<char> = letters.iter().map(|&(_, letter)| letter).collect();
    for (index, (range, case)) in words.iter().enumerate() {
        let raise = match case {
            Case::Capitals => true,
            Case::Open => amid_capitals(&words, index),
            Case::Plain | Case::Silent => false,
        };
        if raise {
            for letter in &mut text[range.clone()] {
                *letter = letter.to_uppercase().next().unwrap_or(*letter);
            }
        }
    }
    text.into_iter().collect()
}

fn words(letters: &[Letter]) -> Vec<Range<usize>> {
    let mut words: Vec<Range<usize>> = Vec::new();
    for (place, (_, letter)) in letters.iter().enumerate() {
        match words.last_mut() {
            _ if !letter.is_alphabetic() => {}
            Some(word) if word.end == place => word.end += 1,
            Some(_) | None => words.push(place..place + 1),
        }
    }
    words
}

fn case(word: &[Letter]) -> Case {
    // The code of ý is ý, and no surer than the others.
    let doubtful = |&(typed, letter): &Letter| {
        letter.is_lowercase() && (typed != letter || letter == 'ý')
    };
    let plain = |letter: &Letter| letter.1.is_lowercase() && !doubtful(letter);
    let later_capital = word.iter().skip(1).any(|(_, letter)| letter.is_uppercase());
    match (word.iter().any(plain), later_capital, word.iter().any(doubtful)) {
        (true, _, _) => Case::Plain,
        (false, true, true) => Case::Capitals,
        (false, true, false) => {
            let word: String = word.iter().map(|&(_, letter)| letter).collect();
            if syllable::is_syllable(&word) { Case::Capitals } else { Case::Silent }
        }
        (false, false, true) => Case::Open,
        (false, false, false) => Case::Silent,
    }
}

/// Capitals on the nearest telling side, and nothing else on the other.
fn amid_capitals(words: &[(Range<usize>, Case)], index: usize) -> bool {
    let tells = |case: &Case| matches!(case, Case::Capitals | Case::Plain);
    let before = words[..index].iter().rev().map(|(_, case)| *case).find(tells);
    let after = words[index + 1..].iter().map(|(_, case)| *case).find(tells);
    let sides = [before, after];
    sides.contains(&Some(Case::Capitals)) && !sides.contains(&Some(Case::Plain))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_with_sure_capitals_is_raised_whole() {
        assert_eq!(restore("UBND HUYÖN", "UBND HUYệN"), "UBND HUYỆN");
        assert_eq!(restore("N¡M", "NĂM"), "NĂM");
    }

    #[test]
    fn a_word_with_one_sure_capital_follows_its_neighbours() {
        assert_eq!(restore("QU¶N Lý, D¹Y", "QUẢN Lý, DạY"), "QUẢN LÝ, DẠY");
        assert_eq!(restore("NA R×", "NA Rì"), "NA RÌ");
        assert_eq!(restore("§¥N VÞ", "ĐƠN Vị"), "ĐƠN VỊ");
        assert_eq!(restore("X· HéI", "Xã HộI"), "XÃ HỘI");
        assert_eq!(restore("X· NghÜa T¸", "Xã Nghĩa Tá"), "Xã Nghĩa Tá");
        assert_eq!(restore("HUYÖN X· B¶n", "HUYệN Xã Bản"), "HUYỆN Xã Bản");
    }

    #[test]
    fn abbreviations_and_initials_raise_nothing() {
        assert_eq!(restore("UBND X·", "UBND Xã"), "UBND Xã");
        assert_eq!(restore("V¨n C", "Văn C"), "Văn C");
    }
}
