//! What an `.ods` shows in the place of a number. It keeps the text on the screen
//! beside the number; where no format tells how one became the other, the two are
//! compared.

use super::display;
use super::notes::{Note, Notes};

/// The text on the screen, where number and format do not tell it, and what sets
/// it apart from the number.
pub(super) fn compared(
    number: f64,
    format: Option<&str>,
    text: &str,
) -> (Option<String>, Notes) {
    let text = text.trim();
    let mut notes = Notes::default();
    if text.is_empty() {
        return (None, notes);
    }
    if text.chars().all(|c| c == '#') {
        notes.add(Note::Overflow);
        return (Some(text.to_owned()), notes);
    }
    let format = format.filter(|code| !code.eq_ignore_ascii_case("general"));
    let expected = display::shown(number, format);
    if is_alike(text, &expected) {
        return (None, notes);
    }
    let format = format.filter(|code| !display::is_plain(code));
    if format.is_none() {
        notes = told_apart(number, text);
    }
    (Some(text.to_owned()), notes)
}

/// Whether two texts differ in points, commas and spaces at most: how these are
/// set, the machine of the writer decided.
fn is_alike(one: &str, other: &str) -> bool {
    let said = |text: &str| -> String {
        let kept = |c: &char| !c.is_whitespace() && !matches!(c, '.' | ',' | '\'');
        text.chars().filter(kept).collect()
    };
    said(one) == said(other) && decimals(one) == decimals(other)
}

/// Digits behind the last separator, if there are not three of them.
fn decimals(text: &str) -> usize {
    let digits: Vec<char> = text.chars().filter(|c| !c.is_whitespace()).collect();
    let behind = digits.iter().rev().take_while(|c| !matches!(c, '.' | ',')).count();
    if behind == digits.len() || behind == 3 { 0 } else { behind }
}

/// The notes of a text that stands for a number.
fn told_apart(number: f64, text: &str) -> Notes {
    let mut notes = Notes::default();
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    if digits.is_empty() {
        let dash = number == 0.0 && text.chars().all(|c| matches!(c, '-' | '–' | ' '));
        notes.add_if(!dash, Note::Words);
        return notes;
    }
    // Powers of ten and fractions are left to their format.
    if text.contains(['E', 'e', '/', ':']) {
        return notes;
    }
    let Ok(digits) = digits.parse::<f64>() else { return notes };
    let number = number.abs();
    let behind = text.rsplit(['.', ',']).next().unwrap_or_default();
    let behind = behind.chars().filter(char::is_ascii_digit).count();
    let behind = if text.contains(['.', ',']) { behind } else { 0 };
    // A text is read with all its separators between thousands, and with the last
    // one before decimals.
    let reads = |scale: f64| {
        let whole = (number * scale).round() == digits;
        let places = 10_f64.powi(i32::try_from(behind.min(300)).unwrap_or(0));
        (whole, behind > 0 && (number * scale * places).round() == digits)
    };
    if text.contains('%') {
        let (whole, parts) = reads(100.0);
        notes.add(if whole || parts { Note::Percent } else { Note::Literal });
        return notes;
    }
    match reads(1.0) {
        (true, _) => (),
        (false, true) => notes.add_if(behind == 3, Note::Decimals),
        (false, false) => {
            let scaled = [1e-3, 1e-6, 1e-9].into_iter().map(reads);
            let scaled = scaled.fold(false, |any, (whole, parts)| any || whole || parts);
            notes.add(if scaled { Note::Scaled } else { Note::Literal });
        }
    }
    notes
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(number: f64, text: &str) -> Vec<&'static str> {
        compared(number, None, text).1.iter().map(|(_, word)| word).collect()
    }

    #[test]
    fn a_text_that_is_its_number_is_not_noted() {
        for (number, text) in [
            (1719.0, "1.719"),
            (1719.0, "1,719"),
            (1719.0, "1 719"),
            (84.39, "84,4"),
            (2.5, "2.5"),
            (-5.0, "(5)"),
            (0.0, "-"),
            (1159.0, "1.159 hộ"),
            (1_234_567.0, "1.23E+06"),
            (0.5, "1/2"),
            (7.0, ""),
        ] {
            assert_eq!(words(number, text), [""; 0], "{number} as {text}");
        }
        assert_eq!(compared(1719.0, None, "1.719").0, None);
        assert_eq!(compared(1719.0, Some("#,##0.00"), "1,719.00").0, None);
    }

    #[test]
    fn a_text_that_is_not_its_number_is_noted() {
        assert_eq!(words(1.0, "100%"), ["percent"]);
        assert_eq!(words(35.0, "35%"), ["literal"]);
        assert_eq!(words(9.0, "900"), ["literal"]);
        assert_eq!(words(1.0, "1,000"), ["decimals"]);
        assert_eq!(words(1_159_000.0, "1.159"), ["scaled"]);
        assert_eq!(words(5.0, "chưa có"), ["words"]);
        assert_eq!(words(12_119.0, "###"), ["overflow"]);
        assert_eq!(compared(9.0, None, "900").0.as_deref(), Some("900"));
    }
}
