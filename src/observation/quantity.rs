//! Reads a number as a Vietnamese office writes it.
//!
//! A dot stands between thousands and a comma before decimals; both are also
//! found the other way round. What can be read in two ways is not read.

use crate::form::names::strip_footnote;
use crate::plan::vocabulary::{Sign, Vocabulary};
use crate::workbook::{Cell, Value};

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
#[derive(Debug, Clone, PartialEq)]
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
}

/// No count of ours exceeds the people of the country many times over.
const LARGEST: i64 = 1_000_000_000;

/// Reads a cell as a count.
pub(crate) fn count(cell: Option<&Cell>, vocabulary: &Vocabulary) -> Quantity {
    let Some(cell) = cell else { return Quantity::Blank };
    match &cell.value {
        Value::Number(number) => count_of_number(*number),
        Value::Text(text) => count_of_text(text, vocabulary),
        Value::Bool(flag) => Quantity::Fault(Fault::Text(flag.to_string())),
        Value::Date(date) => Quantity::Fault(Fault::Date(date.clone())),
        Value::Error(error) => Quantity::Fault(Fault::Error(error.clone())),
        Value::Uncalculated => Quantity::Fault(Fault::Uncalculated),
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
        let meant =
            ((number * 1000.0 - thousand).abs() < 1e-6).then_some(thousand as i64);
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
        .trim_start_matches(['-', '−', '+'])
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

/// A share as an office states it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Rate {
    pub(crate) value: f64,
    /// Decimals as written; nothing for a number that is not rounded.
    pub(crate) decimals: Option<u32>,
    /// A `%` in the text or in the number format settles the scale.
    pub(crate) scale: Scale,
}

/// Whether 0,84 and 84 mean the same share.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Scale {
    /// 1 is the whole.
    Fraction,
    /// 100 is the whole.
    Percent,
    Unsettled,
}

/// Reads a cell as a rate; signs, blanks and words are no rate.
pub(crate) fn rate(cell: &Cell) -> Option<Rate> {
    match &cell.value {
        Value::Number(value) if cell.shows_percent() => {
            Some(Rate { value: *value, decimals: None, scale: Scale::Fraction })
        }
        Value::Number(value) => {
            let text = value.to_string();
            let decimals = text.split_once('.').map_or(0, |(_, tail)| tail.len());
            Some(Rate {
                value: *value,
                decimals: u32::try_from(decimals).ok().filter(|decimals| *decimals <= 4),
                scale: Scale::Unsettled,
            })
        }
        Value::Text(text) => rate_of_text(text),
        Value::Bool(_) | Value::Date(_) | Value::Error(_) | Value::Uncalculated => None,
    }
}

fn rate_of_text(text: &str) -> Option<Rate> {
    let text = text.trim();
    let percent = text.contains('%');
    let bare: String = text.chars().filter(|c| *c != '%' && !c.is_whitespace()).collect();
    let number = bare.replace(',', ".");
    let value: f64 = number.parse().ok()?;
    let decimals = number.split_once('.').map_or(0, |(_, tail)| tail.len());
    Some(Rate {
        value,
        decimals: u32::try_from(decimals).ok(),
        scale: if percent { Scale::Percent } else { Scale::Unsettled },
    })
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

    #[test]
    fn a_rate_knows_its_scale_only_from_a_percent_sign() {
        let of =
            |text: &str| rate(&Cell::text(text)).map(|rate| (rate.value, rate.scale));
        assert_eq!(of("84,4%"), Some((84.4, Scale::Percent)));
        assert_eq!(of("84.4"), Some((84.4, Scale::Unsettled)));
        assert_eq!(of("0,844"), Some((0.844, Scale::Unsettled)));
        assert_eq!(of("-"), None);
    }
}
