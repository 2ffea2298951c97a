//! What in a text is no part of what it says: stretches struck through, raised
//! marks of notes; and texts in which digits are not one number.

use std::borrow::Cow;

use super::look::Run;
use super::notes::{Note, Notes};

/// The text without what is struck through or raised behind something else. A
/// text that is struck through or raised as a whole stays as it is.
pub(super) fn live<'t>(raw: &'t str, runs: &[Run], notes: &mut Notes) -> Cow<'t, str> {
    if !runs.iter().any(|run| run.struck || run.raised) {
        return Cow::Borrowed(raw);
    }
    let without = |left_out: &dyn Fn(&Run) -> bool| {
        let mut live = String::with_capacity(raw.len());
        let mut done = 0;
        for run in runs.iter().filter(|run| left_out(run)) {
            live.push_str(raw.get(done..run.bytes.start).unwrap_or_default());
            done = run.bytes.end.max(done);
        }
        live.push_str(raw.get(done..).unwrap_or_default());
        live
    };
    let says = |text: &str| text.contains(char::is_alphanumeric);
    let unstruck = without(&|run| run.struck);
    if !says(&unstruck) && says(raw) {
        notes.add(Note::Struck);
        return Cow::Borrowed(raw);
    }
    let live = without(&|run| run.struck || run.raised);
    if !says(&live) && says(raw) {
        notes.add_if(unstruck.len() < raw.len(), Note::PartlyStruck);
        return Cow::Owned(unstruck);
    }
    notes.add_if(unstruck.len() < raw.len(), Note::PartlyStruck);
    notes.add_if(live.len() < unstruck.len(), Note::Superscript);
    Cow::Owned(live)
}

/// A tick or a box typed as a letter of a font of signs, as the sign it shows:
/// `ü` in Wingdings is a tick.
pub(super) fn signs<'t>(raw: &'t str, font: Option<&str>) -> Cow<'t, str> {
    let private = |c: char| ('\u{f020}'..='\u{f0ff}').contains(&c);
    let font = font.map(str::to_lowercase).unwrap_or_default();
    let table: &[(u32, char)] = match font.trim() {
        "wingdings" => &WINGDINGS,
        "wingdings 2" => &WINGDINGS_2,
        "webdings" | "marlett" => &WEBDINGS,
        // Pasted from a document of Word: the font is lost, the code is not.
        _ if raw.contains(private) => &WINGDINGS,
        _ => return Cow::Borrowed(raw),
    };
    let of_signs =
        matches!(font.trim(), "wingdings" | "wingdings 2" | "webdings" | "marlett");
    let sign = |c: char| {
        // In another font only the code of its own is a sign.
        if !of_signs && !private(c) {
            return c;
        }
        let code = if private(c) { c as u32 - 0xf000 } else { c as u32 };
        table.iter().find(|(known, _)| *known == code).map_or(c, |(_, sign)| *sign)
    };
    Cow::Owned(raw.chars().map(sign).collect())
}

/// Whether a font shows signs in the place of digits.
pub(super) fn is_of_signs(font: Option<&str>) -> bool {
    // Not Symbol, in which digits are digits.
    const FONTS: [&str; 5] =
        ["wingdings", "wingdings 2", "wingdings 3", "webdings", "marlett"];
    font.is_some_and(|font| FONTS.contains(&font.trim().to_lowercase().as_str()))
}

/// Ticks, crosses and boxes of the fonts of signs, by their codes.
const WINGDINGS: [(u32, char); 9] = [
    (0x6f, '☐'),
    (0x71, '☐'),
    (0x72, '☐'),
    (0x78, '☒'),
    (0xa8, '☐'),
    (0xfb, '✗'),
    (0xfc, '✓'),
    (0xfd, '☒'),
    (0xfe, '☑'),
];
const WINGDINGS_2: [(u32, char); 8] = [
    (0x2a, '☐'),
    (0x30, '☐'),
    (0x4f, '✗'),
    (0x50, '✓'),
    (0x51, '☒'),
    (0x52, '☑'),
    (0x53, '☒'),
    (0xa3, '☐'),
];
const WEBDINGS: [(u32, char); 3] = [(0x61, '✓'), (0x63, '☐'), (0x72, '✗')];

/// What a text tells of itself: as the file has it, and cleaned.
pub(super) fn notes(raw: &str, text: &str) -> Notes {
    let mut notes = Notes::default();
    if !text.contains(|c: char| c.is_ascii_digit()) {
        return notes;
    }
    let turns = ['\u{202b}', '\u{202e}', '\u{2067}'];
    notes.add_if(raw.contains(turns), Note::Bidi);
    notes.add_if(holds_two_numbers(text), Note::TwoNumbers);
    notes
}

/// Digits with anything between them but groups of three: `12⏎5`, `115 2`.
fn holds_two_numbers(text: &str) -> bool {
    let in_number = |c: char| {
        c.is_ascii_digit()
            || c.is_whitespace()
            || matches!(c, '.' | ',' | '+' | '-' | '−')
    };
    if !text.chars().all(in_number) {
        return false;
    }
    let groups: Vec<&str> = text.split_whitespace().collect();
    let [first, others @ ..] = groups.as_slice() else { return false };
    if others.is_empty() {
        return false;
    }
    let is_sign = |text: &str| matches!(text, "+" | "-" | "−");
    if is_sign(first) {
        return others.len() > 1 && holds_two_numbers(&others.join(" "));
    }
    let lines = text.contains(['\n', '\t', '\r']);
    let digits = |group: &str| group.bytes().take_while(u8::is_ascii_digit).count();
    let first = first.trim_start_matches(['+', '-', '−']);
    let one_number = (1..=3).contains(&first.len())
        && digits(first) == first.len()
        && others.iter().enumerate().all(|(index, group)| {
            let whole = digits(group) == 3 && group.len() == 3;
            let decimals = digits(group) == 3 && group[3..].starts_with(['.', ',']);
            whole || (index + 1 == others.len() && decimals)
        });
    lines || !one_number
}

#[cfg(test)]
mod tests {
    use super::*;

    fn run(bytes: std::ops::Range<usize>, struck: bool, raised: bool) -> Run {
        Run { bytes, struck, raised }
    }

    fn lives(raw: &str, runs: &[Run]) -> (String, Vec<&'static str>) {
        let mut notes = Notes::default();
        let text = live(raw, runs, &mut notes).into_owned();
        (text, notes.iter().map(|(_, word)| word).collect())
    }

    #[test]
    fn what_is_struck_or_raised_is_left_out() {
        let (text, notes) = lives("1517", &[run(0..2, true, false)]);
        assert_eq!(
            (text.as_str(), notes.as_slice()),
            ("17", ["partly-struck"].as_slice())
        );
        let (text, notes) = lives("912", &[run(2..3, false, true)]);
        assert_eq!((text.as_str(), notes.as_slice()), ("91", ["superscript"].as_slice()));
    }

    #[test]
    fn a_text_struck_as_a_whole_stays_and_is_noted() {
        let (text, notes) = lives("1159 ", &[run(0..4, true, false)]);
        assert_eq!((text.as_str(), notes.as_slice()), ("1159 ", ["struck"].as_slice()));
        let (text, notes) = lives("1159", &[run(0..4, false, true)]);
        assert_eq!((text.as_str(), notes.len()), ("1159", 0));
    }

    #[test]
    fn a_tick_in_a_font_of_signs_is_a_tick() {
        assert_eq!(signs("ü", Some("Wingdings")), "✓");
        assert_eq!(signs("P", Some("Wingdings 2")), "✓");
        assert_eq!(signs("cho \u{f0fe}", Some("Calibri")), "cho ☑");
        assert_eq!(signs("ü", Some("Calibri")), "ü");
        assert_eq!(signs("o", Some("Wingdings")), "☐");
    }

    #[test]
    fn only_groups_of_three_make_one_number() {
        for two in
            ["115\n2", "12 5", "115 2", "1 1 5 9", "3337\n3340", "1 234\n567", "12\t5"]
        {
            assert!(holds_two_numbers(two), "{two:?}");
        }
        for one in ["1 344", "25 250", "1 234 567", "1 234,5", "- 5", "1159", "+ 1 159"] {
            assert!(!holds_two_numbers(one), "{one:?}");
        }
    }
}
