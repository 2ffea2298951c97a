//! The text of a comment: data, never markup, and not longer than one reads.

use quick_xml::escape::escape;

/// Letters of one comment of ours.
const LONGEST: usize = 2_000;

/// What is found in one cell, a line each, nothing said twice.
pub(super) fn comment(lines: &[String]) -> String {
    let mut said: Vec<String> = Vec::new();
    for line in lines.iter().map(|line| one_line(line)) {
        if !line.is_empty() && !said.contains(&line) {
            said.push(line);
        }
        if said.len() > LONGEST {
            break;
        }
    }
    let text = said.join("\n");
    match text.char_indices().nth(LONGEST) {
        None => text,
        Some(_) => {
            let kept: String = text.chars().take(LONGEST - 1).collect();
            format!("{}…", kept.trim_end())
        }
    }
}

/// Without line breaks and without letters that XML forbids.
fn one_line(text: &str) -> String {
    let clean: String = text
        .chars()
        .map(|letter| if letter.is_control() { ' ' } else { letter })
        .filter(|letter| !matches!(letter, '\u{fffe}' | '\u{ffff}'))
        .collect();
    clean.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The text as it stands in a part. Office programs take `_x000D_` for a
/// letter, so its first sign is written as one.
pub(super) fn escaped(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    for (at, letter) in text.char_indices() {
        let rest = text.as_bytes().get(at..at + 7);
        let is_code = rest.is_some_and(|rest| {
            rest.starts_with(b"_x")
                && rest[6] == b'_'
                && rest[2..6].iter().all(u8::is_ascii_hexdigit)
        });
        if is_code {
            plain.push_str("_x005F");
        }
        plain.push(letter);
    }
    escape(plain.as_str()).into_owned()
}

/// Width and height in pixels of a box in which the text can be read, for the
/// nine point letters of a comment.
pub(super) fn room(text: &str) -> (u32, u32) {
    let (letters, width) = if text.chars().count() > 600 { (72, 480) } else { (46, 320) };
    let lines = text.lines().map(|line| line.chars().count().max(1).div_ceil(letters));
    let lines = u32::try_from(lines.sum::<usize>()).unwrap_or(u32::MAX).clamp(2, 200);
    (width, 15 * lines + 14)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_cleaned_said_once_and_cut() {
        let lines = ["a\r\n b\u{1}", "a b", "<c>", ""].map(str::to_owned);
        assert_eq!(comment(&lines), "a b\n<c>");
        let long = comment(&["ố".repeat(3_000)]);
        assert_eq!(long.chars().count(), 2_000);
        assert!(long.ends_with("ố…"));
        assert_eq!(comment(&["ố".repeat(2_000)]).chars().last(), Some('ố'));
    }

    #[test]
    fn text_is_data() {
        assert_eq!(escaped("<v a=\"1\">&amp;"), "&lt;v a=&quot;1&quot;&gt;&amp;amp;");
        assert_eq!(
            escaped("_x000D_ _x00_ é_x0041_"),
            "_x005F_x000D_ _x00_ é_x005F_x0041_"
        );
    }

    #[test]
    fn longer_text_gets_more_room() {
        assert_eq!(room("a"), (320, 44));
        assert_eq!(room(&"a".repeat(460)), (320, 164));
        assert_eq!(room(&"a".repeat(1_440)), (480, 314));
    }
}
