//! Reads a number as a Vietnamese office writes it.
//!
//! A dot stands between thousands and a comma before decimals; both are also
//! found the other way round. What can be read in two ways is not read.

use serde::{Deserialize, Serialize};

use super::seen;
use crate::form::names::strip_footnote;
use crate::plan::vocabulary::{Sign, Vocabulary};
use spreadsheet::{Cell, Note, Value};

/// What a cell that should hold a count holds.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Quantity {
    Count(i64),
    /// `-`: nothing of the kind occurred.
    None,
    /// `...`: occurred, not known.
    Missing,
    /// `x`: the question does not arise.
    NotApplicable,
    Blank,
    Fault(Fault),
}

/// Why a cell's content is not a count.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) enum Fault {
    /// `#REF!` and the like.
    Error(String),
    /// A formula without its result.
    Uncalculated,
    /// A date or time.
    Date(String),
    /// Words.
    Text(String),
    Negative(String),
    /// A fraction where people, households or villages are counted; holds the
    /// count it would be if the separator had been meant for thousands.
    Fraction {
        written: String,
        meant: Option<i64>,
    },
    /// `trên 71.200`, `≈ 500`.
    About(String),
    /// `1,234`: thousands or decimals; holds the count of the first reading.
    Ambiguous {
        written: String,
        meant: i64,
    },
    /// Beyond any count of people.
    TooLarge(String),
    /// A unit of count behind the number that is not the one asked for.
    OtherUnit(String),
    /// Hidden, changed or qualified so that it is not counted: the kind, and
    /// what the cell shows.
    Seen {
        note: Note,
        shown: String,
    },
}

/// No province has as many people, so no count of ours is larger.
const LARGEST: i64 = 20_000_000;

/// Reads a cell as a count.
pub(crate) fn count(cell: Option<&Cell>, vocabulary: &Vocabulary) -> Quantity {
    let Some(cell) = cell else { return Quantity::Blank };
    if let Some(kind) = seen::refused(cell.notes) {
        return unseen(kind.note, cell);
    }
    match &cell.value {
        Value::Number(_) if cell.notes.has(Note::Date) => {
            Quantity::Fault(Fault::Date(cell.shown().into_owned()))
        }
        Value::Number(number) => as_shown(count_of_number(*number), cell, vocabulary),
        Value::Text(text) => count_of_text(text, vocabulary),
        Value::Bool(flag) => Quantity::Fault(Fault::Text(flag.to_string())),
        Value::Date(_) => Quantity::Fault(Fault::Date(cell.shown().into_owned())),
        Value::Error(error) => Quantity::Fault(Fault::Error(error.clone())),
        Value::Uncalculated => Quantity::Fault(Fault::Uncalculated),
    }
}

fn unseen(note: Note, cell: &Cell) -> Quantity {
    Quantity::Fault(Fault::Seen { note, shown: seen::quoted(cell) })
}

/// A count is what the screen shows: where the number format shows another, or
/// none, it is not read.
fn as_shown(read: Quantity, cell: &Cell, vocabulary: &Vocabulary) -> Quantity {
    let Quantity::Count(count) = read else { return read };
    let unshown = cell.screen.as_deref() == Some("");
    let shown = cell.shown();
    if cell.format.is_none() && !unshown {
        return read;
    }
    if shown.trim().is_empty() && count == 0 {
        return Quantity::Blank;
    }
    match count_of_text(&shown, vocabulary) {
        Quantity::Count(shown) if shown == count => read,
        // An accounting format shows a dash for 0.
        Quantity::None if count == 0 => read,
        // `1,719` where the program that wrote the file was English.
        Quantity::Fault(Fault::Ambiguous { meant, .. }) if meant == count => read,
        Quantity::Fault(Fault::Ambiguous { .. }) => unseen(Note::Decimals, cell),
        Quantity::Count(_)
        | Quantity::None
        | Quantity::Missing
        | Quantity::NotApplicable
        | Quantity::Blank
        | Quantity::Fault(_) => unseen(Note::Literal, cell),
    }
}

fn count_of_number(number: f64) -> Quantity {
    // Sums of a spreadsheet carry binary dust: 12 may arrive as 12.000000001.
    let whole = number.round();
    let dust = (number - whole).abs() <= 1e-9 * whole.abs().max(1.0);
    if !number.is_finite() || whole.abs() > LARGEST as f64 {
        return Quantity::Fault(Fault::TooLarge(number.to_string()));
    }
    if !dust {
        let thousand = (number * 1000.0).round();
        // `7,154` may be 7.154 gone astray; `1158,6` is no count of anything.
        let astray = number.abs() < 1000.0;
        let meant = (astray && (number * 1000.0 - thousand).abs() < 1e-6)
            .then_some(thousand as i64);
        return Quantity::Fault(Fault::Fraction { written: vietnamese(number), meant });
    }
    if whole < 0.0 {
        return Quantity::Fault(Fault::Negative(vietnamese(number)));
    }
    Quantity::Count(whole as i64)
}

/// A number as it would be read on a Vietnamese screen.
fn vietnamese(number: f64) -> String {
    number.to_string().replace('.', ",")
}

fn count_of_text(text: &str, vocabulary: &Vocabulary) -> Quantity {
    let text = text.trim();
    if text.is_empty() {
        return Quantity::Blank;
    }
    match vocabulary.sign_of(text) {
        Some(Sign::None) => return Quantity::None,
        Some(Sign::Missing) => return Quantity::Missing,
        Some(Sign::NotApplicable) => return Quantity::NotApplicable,
        None => {}
    }
    let text = vocabulary.without_unit(strip_footnote(text));
    let lower = text.to_lowercase();
    if vocabulary.signs.about.iter().any(|word| begins_with(&lower, word)) {
        return Quantity::Fault(Fault::About(text.to_owned()));
    }
    // `+12` is what has been added, `1159,` what has been cut off.
    if text.starts_with('+') || text.ends_with(['.', ',']) {
        return Quantity::Fault(Fault::Text(text.to_owned()));
    }
    match digits(text) {
        Digits::Count(count) if count > LARGEST => {
            Quantity::Fault(Fault::TooLarge(text.to_owned()))
        }
        Digits::Count(count) if text.starts_with(['-', '−']) && count > 0 => {
            Quantity::Fault(Fault::Negative(text.to_owned()))
        }
        Digits::Count(count) => Quantity::Count(count),
        Digits::Ambiguous(meant) => {
            Quantity::Fault(Fault::Ambiguous { written: text.to_owned(), meant })
        }
        Digits::Fraction => {
            Quantity::Fault(Fault::Fraction { written: text.to_owned(), meant: None })
        }
        Digits::No => Quantity::Fault(Fault::Text(text.to_owned())),
    }
}

/// Whether a text begins with a word or sign followed by something else.
fn begins_with(text: &str, word: &str) -> bool {
    text.strip_prefix(word).is_some_and(|rest| {
        !rest.is_empty()
            && (rest.starts_with([' ', '\u{a0}']) || !word.ends_with(char::is_alphabetic))
    })
}

enum Digits {
    Count(i64),
    Ambiguous(i64),
    Fraction,
    No,
}

/// Splits a text of digits and separators.
fn digits(text: &str) -> Digits {
    let body: String = text
        .trim_start_matches(['-', '−'])
        .chars()
        .filter(|c| !c.is_whitespace() && *c != '\u{a0}' && *c != '\'')
        .collect();
    if body.is_empty()
        || !body.chars().all(|c| c.is_ascii_digit() || c == '.' || c == ',')
    {
        return Digits::No;
    }
    let dots = body.matches('.').count();
    let commas = body.matches(',').count();
    match (dots, commas) {
        (0, 0) => whole(&body),
        (_, 0) if grouped(&body, '.') => whole(&body.replace('.', "")),
        (0, 1) if grouped(&body, ',') => match whole(&body.replace(',', "")) {
            Digits::Count(meant) => Digits::Ambiguous(meant),
            other => other,
        },
        (0, _) if commas > 1 && grouped(&body, ',') => whole(&body.replace(',', "")),
        (_, 1) if dots > 0 => with_decimals(&body, '.', ','),
        (1, _) if commas > 0 => with_decimals(&body, ',', '.'),
        (1, 0) => zero_decimals(&body, '.'),
        (0, 1) => zero_decimals(&body, ','),
        _ => Digits::No,
    }
}

fn whole(digits: &str) -> Digits {
    digits.parse().map_or(Digits::No, Digits::Count)
}

/// `1.234.567`: groups of three after a first of one to three digits, which is
/// not zero.
fn grouped(text: &str, separator: char) -> bool {
    let mut groups = text.split(separator);
    let first = groups.next().unwrap_or_default();
    (1..=3).contains(&first.len())
        && !first.starts_with('0')
        && groups.all(|group| group.len() == 3)
}

/// `1.234,00`: thousands and decimals both written.
fn with_decimals(text: &str, thousands: char, decimal: char) -> Digits {
    match text.split_once(decimal) {
        Some((head, tail)) if grouped(head, thousands) && !tail.is_empty() => {
            if tail.chars().all(|c| c == '0') {
                whole(&head.replace(thousands, ""))
            } else {
                Digits::Fraction
            }
        }
        Some(_) | None => Digits::No,
    }
}

/// `12,0` is 12; `12,5` is no count.
fn zero_decimals(text: &str, decimal: char) -> Digits {
    match text.split_once(decimal) {
        Some((head, tail)) if !head.is_empty() && tail.chars().all(|c| c == '0') => {
            whole(head)
        }
        Some((head, tail)) if !head.is_empty() && !tail.is_empty() => Digits::Fraction,
        Some(_) | None => Digits::No,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn vocabulary() -> Vocabulary {
        toml::from_str(include_str!("../../plan/vocabulary.toml"))
            .expect("the shipped vocabulary is valid")
    }

    #[track_caller]
    fn text(written: &str, expected: Quantity) {
        assert_eq!(
            count(Some(&Cell::text(written)), &vocabulary()),
            expected,
            "{written}"
        );
    }

    #[test]
    fn thousands_are_grouped_by_dots_or_spaces() {
        text("7.154", Quantity::Count(7154));
        text("1.234.567", Quantity::Count(1_234_567));
        text("1\u{a0}344", Quantity::Count(1344));
        text(" 25 250 ", Quantity::Count(25_250));
        text("1,234,567", Quantity::Count(1_234_567));
        text("7.154,00", Quantity::Count(7154));
        text("12,0", Quantity::Count(12));
        text("0", Quantity::Count(0));
    }

    #[test]
    fn what_reads_two_ways_is_not_read() {
        text(
            "1,234",
            Quantity::Fault(Fault::Ambiguous { written: "1,234".into(), meant: 1234 }),
        );
    }

    #[test]
    fn signs_are_four_different_things() {
        text("-", Quantity::None);
        text("…", Quantity::Missing);
        text("x", Quantity::NotApplicable);
        assert_eq!(count(None, &vocabulary()), Quantity::Blank);
    }

    #[test]
    fn approximate_numbers_are_never_counts() {
        for written in ["trên 71.200", "≈ 500", "khoảng 30", ">100", "~12"] {
            text(written, Quantity::Fault(Fault::About(written.into())));
        }
    }

    #[test]
    fn negatives_fractions_and_words_are_faults() {
        text("-5", Quantity::Fault(Fault::Negative("-5".into())));
        text(
            "12,5",
            Quantity::Fault(Fault::Fraction { written: "12,5".into(), meant: None }),
        );
        text("nhiều", Quantity::Fault(Fault::Text("nhiều".into())));
        let typed = count(Some(&Cell::number(7.154)), &vocabulary());
        let meant = Fault::Fraction { written: "7,154".into(), meant: Some(7154) };
        assert_eq!(typed, Quantity::Fault(meant));
    }
}
