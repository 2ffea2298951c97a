//! Words as Vietnamese offices print them: what offices wrote, made safe to
//! print, and the small grammar of lists and capitals.

/// What an office wrote as paragraphs: its line breaks part them, control
/// characters go, runs of spaces become one. Nothing in it is ever interpreted.
pub(crate) fn lines(written: &str) -> Vec<String> {
    written
        .split(is_break)
        .map(|line| {
            let printable: String = line.chars().filter_map(printable).collect();
            let words: Vec<&str> = printable.split_whitespace().collect();
            words.join(" ")
        })
        .filter(|line| !line.is_empty())
        .collect()
}

/// The same as one line, for cells and names.
pub(crate) fn clean(written: &str) -> String {
    lines(written).join(" ")
}

fn is_break(letter: char) -> bool {
    matches!(letter, '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

/// Tabs and other controls part words; marks that turn the direction of
/// writing or cannot be seen are left out, for they could disguise a text.
fn printable(letter: char) -> Option<char> {
    match letter {
        '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' => None,
        '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fe00}'..='\u{fe0f}' => None,
        // Bullets of the Symbol and Wingdings fonts, as Word leaves them.
        '\u{f0a7}' | '\u{f0b7}' => Some('•'),
        letter if letter.is_control() => Some(' '),
        letter => Some(letter),
    }
}

/// A text of at most so many letters; a longer one ends with "…" after a word.
pub(crate) fn shortened(text: &str, longest: usize) -> String {
    if text.chars().count() <= longest {
        return text.to_owned();
    }
    let kept = longest.saturating_sub(2);
    let start: String = text.chars().take(kept).collect();
    let whole = text.chars().nth(kept) == Some(' ');
    let words = start.rsplit_once(' ').filter(|_| !whole).map(|(words, _)| words);
    format!("{} …", words.unwrap_or(&start))
}

/// The entries of a list with their final marks: ";" and, at the end, ".".
pub(crate) fn listed(entries: Vec<String>) -> Vec<String> {
    let count = entries.len();
    entries
        .into_iter()
        .enumerate()
        .map(|(index, entry)| {
            let mark = if index + 1 == count { '.' } else { ';' };
            format!("{}{mark}", unended(&entry))
        })
        .collect()
}

/// A text without the mark at its end.
pub(crate) fn unended(text: &str) -> &str {
    text.trim_end_matches(['.', ';', ',', ':', ' '])
}

/// A text with a full stop, unless it ends a sentence already.
pub(crate) fn sentence(text: &str) -> String {
    if text.ends_with(['.', '!', '?', '…']) {
        text.to_owned()
    } else {
        format!("{text}.")
    }
}

/// A small letter at the front of a word that is no abbreviation.
pub(crate) fn lower_first(text: &str) -> String {
    let mut letters = text.chars();
    match (letters.next(), letters.next()) {
        (Some(_), Some(second)) if second.is_uppercase() || second.is_numeric() => {
            text.to_owned()
        }
        (Some(first), _) => first.to_lowercase().chain(text.chars().skip(1)).collect(),
        (None, _) => String::new(),
    }
}

/// A capital at the front.
pub(crate) fn upper_first(text: &str) -> String {
    let mut letters = text.chars();
    let first = letters.next().map(|first| first.to_uppercase().to_string());
    first.unwrap_or_default() + letters.as_str()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_offices_are_printed_and_never_interpreted() {
        let written =
            "a) #import *đậm*\u{7}\tmột\u{202e}\r\n\r\n b)  hai\u{a0}ba\u{feff}";
        assert_eq!(lines(written), ["a) #import *đậm* một", "b) hai ba"]);
        assert_eq!(clean("\u{0}\n\u{1b}"), "");
        assert_eq!(clean("\u{f0b7} một ✔\u{fe0f}"), "• một ✔");
        assert_eq!(clean(&"x ".repeat(20_000)).len(), 39_999);
    }

    #[test]
    fn a_list_ends_with_a_full_stop() {
        let entries = ["một.".to_owned(), "hai;".to_owned(), "ba".to_owned()];
        assert_eq!(listed(entries.to_vec()), ["một;", "hai;", "ba."]);
        assert!(listed(Vec::new()).is_empty());
    }

    #[test]
    fn abbreviations_keep_their_capitals() {
        assert_eq!(lower_first("Đạt chuẩn"), "đạt chuẩn");
        assert_eq!(lower_first("TTHTCĐ ứng dụng"), "TTHTCĐ ứng dụng");
        assert_eq!(upper_first("huyện Ba Bể"), "Huyện Ba Bể");
        assert_eq!(upper_first(""), "");
        assert_eq!(sentence("Xong"), "Xong.");
        assert_eq!(sentence("Xong."), "Xong.");
        assert_eq!(shortened("một hai", 7), "một hai");
        assert_eq!(shortened("một hai ba", 9), "một hai …");
        assert_eq!(shortened(&"a".repeat(40), 10), "aaaaaaaa …");
    }
}
