//! Numbers that say when: years, school years, spans of years, days, months and
//! quarters; and those that look like a year and are none.

use super::is_word;
use crate::form::day;
use crate::plan::vocabulary::Vocabulary;
use crate::plan::vocabulary::period::{Piece, Token};

/// What a number and its neighbours are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Found {
    Year(i16),
    SchoolYear(i16, i16),
    /// `giai đoạn 2021-2025`.
    Span(i16, i16),
    /// `2022+2023+2024`: added up.
    Sum(i16, i16),
    Day(i8, i8, i16),
    /// A day and a month without a year.
    DayAlone(i8, i8),
    /// A month by its number, with its year.
    Month(u8, Option<i16>),
    Quarter(u8),
    /// So many months.
    Months(u8),
    /// A document's number, a quantity, a date without its year.
    Nothing,
}

const SEPARATORS: [char; 3] = ['/', '.', '-'];
const DASHES: [char; 3] = ['-', '–', '—'];

/// What begins at a piece, and how many pieces it takes. A year of two digits is
/// one only in the day on which figures were closed.
pub(super) fn at(
    text: &[Token],
    at: usize,
    closing: bool,
    vocabulary: &Vocabulary,
) -> Option<(Found, usize)> {
    let here = &text[at..];
    let before = |back: usize| at.checked_sub(back).and_then(|index| text.get(index));
    let named = || quarter(here, vocabulary).or_else(|| month(here));
    if let Some(found) = in_words(text, at).or_else(named) {
        return Some(found);
    }
    let digits = here.first()?.number()?;
    if let Some(found) = day(here, closing) {
        return Some(found);
    }
    if let Some(length) = document(here) {
        return Some((Found::Nothing, length));
    }
    if is_word(here.get(1), &["thang"]) {
        let months = digits.parse().ok().filter(|months| (1..=12).contains(months))?;
        let tail = here.get(2..).unwrap_or_default();
        // `ngày 10 tháng 13` is no day, and no ten months either.
        if tail.first().is_some_and(|token| token.number().is_some()) {
            return Some((Found::Nothing, 3));
        }
        // An age, the length of a course.
        let bounded = is_word(before(1), &["tu", "duoi", "tren"]);
        if bounded || is_word(tail.first(), &["tuoi", "tro"]) {
            return Some((Found::Nothing, 2));
        }
        return Some((Found::Months(months), 2 + half(tail)));
    }
    // `PCGDMNT5T` is a name run together.
    let runs_on = |token: &Token| {
        token.word().is_some() && here.first().is_some_and(|h| h.at.start == token.at.end)
    };
    let parted = here.get(2).is_some_and(|token| token.is_mark(&SEPARATORS));
    let stands_alone = here.get(2 + usize::from(parted)).is_some_and(is_year)
        || here.get(2).is_none() && !before(1).is_some_and(runs_on);
    if is_word(here.get(1), &["t"]) && digits.len() < 3 && stands_alone {
        let months = digits.parse().ok().filter(|months| (1..=12).contains(months))?;
        return Some((Found::Months(months), 2));
    }
    if let Some(found) = oddly_written(text, at) {
        return Some(found);
    }
    let first = year(here.first()?)?;
    let numbered = is_word(before(1), &["so"])
        || before(1).is_some_and(|token| token.is_mark(&['/', '.', ',', '-']))
            && before(2).is_some_and(|token| token.number().is_some());
    let named = is_word(before(1), &["nam"]);
    if numbered || !named && vocabulary.period.is_counted(&here[1..]) {
        return Some((Found::Nothing, 1));
    }
    if let Some((last, length)) = sum_end(here, first) {
        return Some((Found::Sum(first, last), length));
    }
    let Some((last, length)) = span_end(here, first) else {
        return Some((Found::Year(first), 1));
    };
    Some(if names_school_year(text, at) && last == first + 1 {
        (Found::SchoolYear(first, last), length)
    } else {
        (Found::Span(first, last), length)
    })
}

pub(super) fn is_year(token: &Token) -> bool {
    year(token).is_some()
}

fn year(token: &Token) -> Option<i16> {
    let digits = token.number().filter(|digits| digits.len() == 4)?;
    digits.parse().ok().filter(|year| (2000..2100).contains(year))
}

fn names_school_year(text: &[Token], at: usize) -> bool {
    let before = |back: usize| at.checked_sub(back).and_then(|index| text.get(index));
    is_word(before(1), &["hoc"]) && is_word(before(2), &["nam"])
        || is_word(before(1), &["nh"])
}

/// Behind `năm`, a year as nobody should write it: `23`, `‘23`, `20.23`,
/// `2 0 2 3`; behind `năm học` also `23-24`.
fn oddly_written(text: &[Token], at: usize) -> Option<(Found, usize)> {
    let here = &text[at..];
    let digits = |index: usize| here.get(index).and_then(Token::number);
    let short = |index: usize| {
        let number = digits(index).filter(|digits| digits.len() == 2)?;
        number.parse::<i16>().ok().filter(|year| (20..=40).contains(year))
    };
    let is = |index: usize, marks: &[char]| {
        here.get(index).is_some_and(|token| token.is_mark(marks))
    };
    let quoted = |token: &Token| token.is_mark(&['‘', '’', '\'', '`']);
    let skipped = at.checked_sub(1).filter(|before| quoted(&text[*before]));
    let before = skipped.unwrap_or(at).checked_sub(1).map(|index| &text[index]);
    if names_school_year(text, at) {
        let (first, last) = (short(0)?, short(2)?);
        let joined = is(1, &DASHES) || is(1, &['/']);
        return (joined && last == first + 1)
            .then_some((Found::SchoolYear(2000 + first, 2000 + last), 3));
    }
    if !is_word(before, &["nam"]) {
        return None;
    }
    let single = |index: usize| digits(index).filter(|digits| digits.len() == 1);
    let spelt: String = (0..4).filter_map(single).collect();
    if spelt.len() == 4 && spelt.starts_with("20") && single(4).is_none() {
        return Some((Found::Year(spelt.parse().ok()?), 4));
    }
    if digits(0) == Some("20") && is(1, &['.', ',']) {
        return Some((Found::Year(2000 + short(2)?), 3));
    }
    let ends = here.get(1).is_none_or(|next| !matches!(next.piece, Piece::Word(_)));
    let goes_on = is(1, &SEPARATORS) || is(1, &DASHES) || is(1, &['%']);
    (ends && !goes_on).then_some((Found::Year(2000 + short(0)?), 1))
}

/// `năm hai nghìn không trăm hai mươi ba`.
fn in_words(text: &[Token], at: usize) -> Option<(Found, usize)> {
    let before = at.checked_sub(1).map(|before| &text[before]);
    let (year, length) =
        day::in_words(&text[at..]).filter(|_| is_word(before, &["nam"]))?;
    (2000..2100).contains(&year).then_some((Found::Year(year), length))
}

/// `2022+2023+2024`.
fn sum_end(here: &[Token], first: i16) -> Option<(i16, usize)> {
    let mut sum = (first, 1);
    while let Some(next) = here.get(sum.1 + 1).and_then(year)
        && here.get(sum.1).is_some_and(|token| token.is_mark(&['+', '&']))
    {
        sum = (next.max(sum.0), sum.1 + 2);
    }
    (sum.1 > 1).then_some(sum)
}

/// `2021-2025`, `2023-24`, `2021 đến 2025`, `2021 đến năm 2025`.
fn span_end(here: &[Token], first: i16) -> Option<(i16, usize)> {
    let joined =
        here.get(1).is_some_and(|token| token.is_mark(&DASHES) || token.is_mark(&['/']));
    let joined = joined || is_word(here.get(1), &["den"]);
    let skip = 2 + usize::from(is_word(here.get(2), &["nam"]));
    let last = here.get(skip).filter(|_| joined)?;
    let short = || {
        let digits = last.number().filter(|digits| digits.len() == 2 && skip == 2)?;
        Some(first / 100 * 100 + digits.parse::<i16>().ok()?)
    };
    let last = year(last).or_else(short).filter(|last| *last > first)?;
    Some((last, skip + 1))
}

/// `31/12/2023`, `ngày 30 tháng 11 năm 2024`, `12/2023`, `31/12`.
fn day(here: &[Token], closing: bool) -> Option<(Found, usize)> {
    let number = |at: usize| {
        here.get(at)?.number().filter(|digits| digits.len() <= 2)?.parse::<i8>().ok()
    };
    let separated = |at: usize, word: &str| {
        here.get(at).is_some_and(|token| token.is_mark(&SEPARATORS))
            || is_word(here.get(at), &[word])
    };
    let first = number(0)?;
    if separated(1, "thang")
        && let Some(month) = number(2).filter(|month| (1..=12).contains(month))
        && (1..=31).contains(&first)
    {
        let full = here.get(4).filter(|_| separated(3, "nam"));
        let short = || {
            let digits = full?.number().filter(|digits| digits.len() == 2 && closing)?;
            Some(2000 + digits.parse::<i16>().ok()?)
        };
        if let Some(year) = full.and_then(year).or_else(short) {
            return Some((Found::Day(first, month, year), 5));
        }
        // `30/11`, `ngày 30 tháng 11` without a year.
        return Some((Found::DayAlone(first, month), 3));
    }
    let joined = here.get(1).is_some_and(|token| token.is_mark(&SEPARATORS));
    let year = here.get(2).filter(|_| joined).and_then(year)?;
    let month = u8::try_from(first).ok().filter(|month| (1..=12).contains(month))?;
    let is_document = here.get(3).is_some_and(|token| token.is_mark(&['/']));
    let found =
        if is_document { Found::Nothing } else { Found::Month(month, Some(year)) };
    Some((found, 3))
}

/// `tháng 3`, `tháng 12/2023`, `tháng 12 năm 2023`, `T6.2024`.
fn month(here: &[Token]) -> Option<(Found, usize)> {
    let short = is_word(here.first(), &["t"]);
    if !short && !is_word(here.first(), &["thang"]) {
        return None;
    }
    let digits = here.get(1)?.number().filter(|digits| digits.len() <= 2)?;
    let month = digits.parse::<u8>().ok().filter(|month| (1..=12).contains(month))?;
    let joined = here.get(2).is_some_and(|token| token.is_mark(&SEPARATORS))
        || is_word(here.get(2), &["nam"]);
    let year = here.get(3).filter(|_| joined).and_then(year);
    match year {
        Some(year) => Some((Found::Month(month, Some(year)), 4)),
        None if short => None,
        None => Some((Found::Month(month, None), 2)),
    }
}

/// `Quý I`, `quý 4`, `Q3`.
fn quarter(here: &[Token], vocabulary: &Vocabulary) -> Option<(Found, usize)> {
    if !vocabulary.period.is_quarter(here) {
        return None;
    }
    let next = here.get(1)?;
    let by_word = next.word().and_then(|word| match word {
        "i" | "mot" | "nhat" => Some(1),
        "ii" | "hai" => Some(2),
        "iii" | "ba" => Some(3),
        "iv" | "bon" | "tu" => Some(4),
        _ => None,
    });
    let by_digit =
        || next.number()?.parse().ok().filter(|number| (1..=4).contains(number));
    Some((Found::Quarter(by_word.or_else(by_digit)?), 2))
}

/// `đầu năm`, `cuối năm` behind a number of months belong to them.
fn half(tail: &[Token]) -> usize {
    let half = is_word(tail.first(), &["dau", "cuoi"]) && is_word(tail.get(1), &["nam"]);
    if half { 2 } else { 0 }
}

/// `281/QĐ-TTg`, `24/2023/TT-BGDĐT`, `2015/BC-UBND`: a document's number.
fn document(here: &[Token]) -> Option<usize> {
    let slash = |at: usize| here.get(at).is_some_and(|token| token.is_mark(&['/']));
    let word = |at: usize| here.get(at).is_some_and(|token| token.word().is_some());
    let number = |at: usize| here.get(at).is_some_and(|token| token.number().is_some());
    if slash(1) && word(2) && !is_word(here.get(2), &["nam", "ca"]) {
        return Some(3);
    }
    (slash(1) && number(2) && slash(3) && word(4)).then_some(5)
}
