//! Texts as a cell of Excel can hold them.

use std::borrow::Cow;

/// The longest text of a cell, in UTF-16 units.
const LONGEST: usize = 32_767;
/// Said at the end of a text that was longer.
const CUT: &str = " … [đã cắt bớt, xem đủ trong tệp gốc]";

/// A text without the signs no workbook may hold, cut to what a cell can take.
pub(super) fn fitting(text: &str) -> Cow<'_, str> {
    let text = if text.chars().all(is_lawful) {
        Cow::Borrowed(text)
    } else {
        Cow::Owned(text.chars().filter(|letter| is_lawful(*letter)).collect())
    };
    // Bytes are never fewer than units.
    if text.len() <= LONGEST || units(&text) <= LONGEST {
        return text;
    }
    let mut left = LONGEST - units(CUT);
    let kept: String = text
        .chars()
        .take_while(|letter| {
            let room = left >= letter.len_utf16();
            left = left.saturating_sub(letter.len_utf16());
            room
        })
        .collect();
    Cow::Owned(kept + CUT)
}

fn units(text: &str) -> usize {
    text.chars().map(char::len_utf16).sum()
}

/// What XML 1.0 allows, tabs and line breaks included.
fn is_lawful(letter: char) -> bool {
    matches!(letter, '\t' | '\n' | '\u{20}'..='\u{fffd}' | '\u{10000}'..)
        && !matches!(letter, '\u{7f}'..='\u{9f}')
}

/// Whether a text would become a formula if someone typed it: such cells are
/// marked as texts, so that not even editing them makes them compute.
pub(super) fn is_tempting(text: &str) -> bool {
    text.starts_with(['=', '+', '-', '@', '\t', '\n', '\''])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_cut_at_the_limit_of_a_cell_and_says_so() {
        let exactly = "x".repeat(LONGEST);
        assert_eq!(fitting(&exactly), exactly);
        let longer = fitting(&"x".repeat(LONGEST + 1)).into_owned();
        assert_eq!(units(&longer), LONGEST);
        assert!(longer.ends_with(CUT));
        // Letters beyond the basic plane count twice and are not torn.
        let emoji = fitting(&"😀".repeat(LONGEST)).into_owned();
        assert!((LONGEST - 1..=LONGEST).contains(&units(&emoji)));
        // Three bytes a letter, yet within the limit.
        let vietnamese = "ệ".repeat(LONGEST);
        assert_eq!(fitting(&vietnamese), vietnamese);
    }

    #[test]
    fn what_xml_forbids_is_left_out() {
        assert_eq!(fitting("a\u{0}b\u{b}c\u{ffff}d\u{fffe}\u{85}e\n\tf"), "abcde\n\tf");
    }
}
