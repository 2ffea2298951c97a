//! Unicode put in order: letters composed, spaces plain, the invisible gone.
//!
//! Composing comes before decoding and cleaning after it, because a soft
//! hyphen is `ư` in TCVN3 and must not be swept away as rubbish.

use super::words;
use std::borrow::Cow;
use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

/// The text in NFC, with hat and tone in either order (`a´^` as well as `a^´`)
/// joined to one letter, as Windows-1258 and some keyboards leave them.
pub(super) fn compose(text: &str) -> Cow<'_, str> {
    let composed = |c: char| matches!(c, '\0'..='\u{2ff}' | '\u{1ea0}'..='\u{1ef9}' | '\u{2002}'..='\u{206f}');
    if text.chars().all(composed) || is_composed(text) {
        return Cow::Borrowed(text);
    }
    let mut letters: Vec<char> = text.nfd().collect();
    for marks in letters.chunk_by_mut(|&one, &next| is_mark(one) && is_mark(next)) {
        marks.sort_by_key(|&mark| is_tone(mark));
    }
    Cow::Owned(letters.into_iter().nfc().collect())
}

fn is_composed(text: &str) -> bool {
    !text.contains(is_mark) && is_nfc_quick(text.chars()) == IsNormalized::Yes
}

fn is_mark(c: char) -> bool {
    is_tone(c) || matches!(c, '\u{302}' | '\u{306}' | '\u{31b}')
}

fn is_tone(c: char) -> bool {
    matches!(c, '\u{300}' | '\u{301}' | '\u{303}' | '\u{309}' | '\u{323}')
}

/// Đ put for the Icelandic Eth it is taken for when Windows-1258 is read as
/// 1252, in words that become Vietnamese by it.
pub(super) fn stroke(text: &str) -> Cow<'_, str> {
    if !text.contains(['Ð', 'ð']) {
        return Cow::Borrowed(text);
    }
    let mut repaired = String::with_capacity(text.len());
    let mut done = 0;
    for run in words::runs(text) {
        let word = run.letters.replace('Ð', "Đ").replace('ð', "đ");
        if words::reads_as_vietnamese(&word) {
            repaired.push_str(&text[done..run.range.start]);
            repaired.push_str(&word);
            done = run.range.end;
        }
    }
    if done == 0 {
        return Cow::Borrowed(text);
    }
    repaired.push_str(&text[done..]);
    Cow::Owned(repaired)
}

/// The text without what no eye sees, its edges trimmed, and whether there was
/// anything of the kind besides line breaks and the edges.
pub(super) fn clean(text: &str) -> (String, bool) {
    let odd = |c: char| match c {
        '\0'..='\u{7f}' => matches!(c, '\r' | '\u{b}' | '\u{c}'),
        '\u{ae}'..='\u{2ff}' | '\u{1ea0}'..='\u{1ef9}' => false,
        _ => is_invisible(c) || c.is_whitespace(),
    };
    if !text.contains(odd) {
        return (text.trim().to_owned(), false);
    }
    let mut touched = false;
    let mut cleaned = String::with_capacity(text.len());
    let mut previous = '\0';
    for c in text.chars() {
        match c {
            '\n' if previous == '\r' => {}
            '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}' => {
                cleaned.push('\n');
            }
            _ if is_invisible(c) => touched = true,
            '\0'..='\u{7f}' => cleaned.push(c),
            _ if c.is_whitespace() => {
                touched = true;
                cleaned.push(' ');
            }
            _ => cleaned.push(c),
        }
        previous = c;
    }
    if touched && cleaned.contains(is_mark) {
        // What stood between a letter and its mark may just have gone.
        cleaned = compose(&cleaned).into_owned();
    }
    let trimmed = cleaned.trim();
    (if trimmed.len() == cleaned.len() { cleaned } else { trimmed.to_owned() }, touched)
}

/// Soft hyphen, zero-width characters, byte order mark, writing directions.
fn is_invisible(c: char) -> bool {
    matches!(
        c,
        '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
            | '\u{fe00}'..='\u{fe0f}' | '\u{2060}'..='\u{2064}' | '\u{2066}'..='\u{206f}' | '\u{feff}'
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_join_in_either_order() {
        assert_eq!(
            compose("e\u{323}\u{302} e\u{302}\u{323} e\u{301}\u{302} ê\u{301}"),
            "ệ ệ ế ế"
        );
        assert_eq!(clean("a\u{200d}\u{301}"), ("á".to_owned(), true));
    }

    #[test]
    fn an_eth_becomes_a_stroke_only_in_vietnamese_words() {
        assert_eq!(stroke("Ðông Ðồng QÐ Guðrún"), "Đông Đồng QĐ Guðrún");
    }

    #[test]
    fn spaces_are_plain_and_the_invisible_is_gone() {
        let (text, touched) = clean("\u{feff}10\u{a0}140\u{202f}\u{200b}x\u{ad}y \u{a0}");
        assert_eq!((text.as_str(), touched), ("10 140 xy", true));
    }

    #[test]
    fn line_breaks_are_kept_as_one_kind() {
        let (text, touched) = clean(" một\r\nhai\rba\u{2028}bốn\n");
        assert_eq!((text.as_str(), touched), ("một\nhai\nba\nbốn", false));
    }
}
