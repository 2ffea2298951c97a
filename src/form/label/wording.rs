//! The wording of a header without what says nothing about its figures: the
//! document it rests on, closing dates, numbers of columns, marks of notes.
//!
//! `Gia đình học tập (theo Quyết định số 387/QĐ-TTg năm 2022)` is
//! `Gia đình học tập`; `(5)=(4)/(2)` and `*` are nothing.

use crate::form::names::strip_ordinal;
use crate::plan::vocabulary::loose;

/// Words that name a kind of document or lead to one.
const DOCUMENTS: [&str; 22] = [
    "theo", "tai", "so", "quyet", "dinh", "qd", "thong", "tu", "tt", "nghi", "nd", "nq",
    "cong", "van", "cv", "huong", "dan", "hd", "ke", "hoach", "kh", "can",
];
/// Whose document it is.
const AUTHORS: [&str; 18] = [
    "cua", "thu", "tuong", "chinh", "phu", "bo", "truong", "gd", "dt", "gddt", "giao",
    "duc", "va", "dao", "tao", "ubnd", "tinh", "ttg",
];

/// A header part as far as it may speak of figures.
pub(crate) fn telling(part: &str) -> String {
    let part = without_mark(without_model(strip_ordinal(part.trim())));
    let bare = without_columns(without_number(without_ages(part)));
    if !bare.contains(|c: char| c.is_ascii_digit()) {
        return bare.trim().to_owned();
    }
    let tokens: Vec<&str> = bare.split_inclusive(char::is_whitespace).collect();
    let mut dropped = vec![false; tokens.len()];
    for at in 0..tokens.len() {
        if is_document(tokens[at]) || is_bare_number_of_decision(&tokens[..=at]) {
            drop_document(&tokens, at, &mut dropped);
        } else if is_date(tokens[at]) && !is_fraction(&tokens[..=at]) {
            dropped[at] = true;
            if at > 0 && loose(tokens[at - 1]).plain == "thang" {
                dropped[at - 1] = true;
            }
        }
    }
    let kept = tokens.iter().zip(&dropped).filter(|(_, dropped)| !**dropped);
    kept.map(|(token, _)| *token).collect::<String>().trim().to_owned()
}

/// The number of a document with the words that lead to it, its day or year and
/// its author.
fn drop_document(tokens: &[&str], at: usize, dropped: &mut [bool]) {
    let is = |token: &str, list: &[&str]| list.contains(&loose(token).plain.as_str());
    let opens = |token: &str| token.trim_start().starts_with(['(', '“', '"', ',', ';']);
    dropped[at] = true;
    for before in (0..at).rev() {
        if opens(tokens[before + 1]) || !is(tokens[before], &DOCUMENTS) {
            break;
        }
        dropped[before] = true;
    }
    let mut after = at + 1;
    while after < tokens.len() && !opens(tokens[after]) {
        let key = loose(tokens[after]).plain;
        let leads = matches!(key.as_str(), "ngay" | "thang" | "nam");
        let is_number = key.chars().all(|c| c.is_ascii_digit());
        let follows = is_number && dropped[after - 1] && after > at + 1;
        let is_author = key.split(' ').all(|word| AUTHORS.contains(&word));
        if !(leads || follows || is_date(tokens[after]) || is_author) {
            break;
        }
        dropped[after] = true;
        after += 1;
    }
}

/// `Quyết định 387`, `QĐ số 387`.
fn is_bare_number_of_decision(tokens: &[&str]) -> bool {
    let Some((number, before)) = tokens.split_last() else { return false };
    let number = trimmed(number);
    let words = before.iter().rev().map(|token| loose(token).plain);
    let mut words = words.skip_while(|word| word == "so");
    let is_number =
        (2..=4).contains(&number.len()) && number.chars().all(|c| c.is_ascii_digit());
    is_number
        && match words.next().as_deref() {
            Some("qd") => true,
            Some("dinh") => words.next().as_deref() == Some("quyet"),
            Some("tu") => words.next().as_deref() == Some("thong"),
            Some("tt") => words.next().as_deref() == Some("theo"),
            Some(_) | None => false,
        }
}

/// Without a leading `Mô hình 1:`.
fn without_model(text: &str) -> &str {
    let Some((model, rest)) = text.split_once([':', '.', '-']) else { return text };
    let model = loose(model).plain;
    let number = model.strip_prefix("mo hinh ");
    let is_number =
        |number: &str| number.len() == 1 && number.chars().all(|c| c.is_ascii_digit());
    if number.is_some_and(is_number) { rest.trim_start() } else { text }
}

/// Without the mark of a note behind it: `Gia đình học tập[1]`.
fn without_mark(text: &str) -> &str {
    let mark = text.strip_suffix(']').and_then(|text| text.rsplit_once('['));
    match mark {
        Some((head, mark))
            if !head.is_empty()
                && (1..=2).contains(&mark.len())
                && mark.chars().all(|c| c.is_ascii_digit()) =>
        {
            head.trim_end()
        }
        Some(_) | None => text,
    }
}

/// `Người trong độ tuổi lao động (nam 15-61, nữ 15-56)` without the ages, which
/// only say what the age is.
fn without_ages(text: &str) -> &str {
    const WORDS: [&str; 9] = ["nam", "nu", "tu", "den", "du", "tuoi", "tro", "len", "va"];
    let bracket = text.strip_suffix(')').and_then(|text| text.rsplit_once('('));
    let Some((people, ages)) = bracket else { return text };
    let ages = loose(ages).plain;
    let has = |word: &str| ages.split(' ').any(|one| one == word);
    let is_number =
        |word: &str| (1..=2).contains(&word.len()) && word.parse::<u8>().is_ok();
    let all = ages.split(' ').all(|word| is_number(word) || WORDS.contains(&word));
    let of_one_sex = has("nam") != has("nu");
    let is_age = all && !of_one_sex && ages.split(' ').any(is_number);
    if is_age && (has("tuoi") || has("nam")) && loose(people).plain.contains("do tuoi") {
        people.trim_end()
    } else {
        text
    }
}

/// Without a leading `II.`, `a)`, `1.2.`.
fn without_number(text: &str) -> &str {
    let Some(end) = text.find(['.', ')', '/', '-', ' ']) else { return text };
    let (head, rest) = text.split_at(end);
    let mut letters = head.chars();
    let single =
        letters.next().is_some_and(char::is_alphabetic) && letters.next().is_none();
    let roman = !head.is_empty() && head.chars().all(|c| matches!(c, 'I' | 'V' | 'X'));
    let digits = !head.is_empty() && head.chars().all(|c| c.is_ascii_digit());
    let stops = rest.starts_with(['.', ')']);
    // `K.đạt` and `C.đạt` are words cut short: not achieved.
    let behind = rest.strip_prefix('.').and_then(|rest| rest.chars().next());
    let is_cut = single
        && (head.eq_ignore_ascii_case("k") || behind.is_some_and(char::is_lowercase));
    if is_cut {
        return text;
    }
    if (stops && (single || roman || digits)) || (roman && !rest.starts_with(' ')) {
        let rest = rest.trim_start_matches(['.', ')', '/', '-', ' ']);
        return without_number(rest);
    }
    text
}

fn trimmed(token: &str) -> &str {
    token.trim_matches(|c: char| !c.is_alphanumeric())
}

/// `387/QĐ-TTg`, `24/2023/TT-BGDĐT`.
fn is_document(token: &str) -> bool {
    let token = trimmed(token);
    let Some((number, rest)) = token.split_once('/') else { return false };
    !number.is_empty()
        && number.chars().all(|c| c.is_ascii_digit())
        && rest.chars().any(char::is_alphabetic)
}

/// `30/11/2024`, `12/2024`.
fn is_date(token: &str) -> bool {
    let token = trimmed(token);
    let mut parts = token.split('/');
    let all = parts.clone().count();
    (2..=3).contains(&all)
        && parts.all(|part| {
            (1..=4).contains(&part.len()) && part.chars().all(|c| c.is_ascii_digit())
        })
}

/// `1/3` of the criteria: two numbers that no word before them makes a day.
fn is_fraction(tokens: &[&str]) -> bool {
    const LEADS: [&str; 8] = ["den", "het", "ngay", "thang", "tu", "diem", "chot", "nam"];
    let Some((token, before)) = tokens.split_last() else { return false };
    let token = trimmed(token);
    let of_year = token.rsplit('/').next().is_some_and(|year| year.len() == 4);
    let is_led =
        before.last().is_some_and(|word| LEADS.contains(&loose(word).plain.as_str()));
    token.matches('/').count() == 1 && !of_year && !is_led
}

/// Without `(3)`, `(5)=(4)/(2)`, `5=4/2`, `(*)`; a `%` in them is kept.
fn without_columns(text: &str) -> String {
    let mut bare = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(open) = rest.find('(') {
        let Some(close) = rest[open..].find(')') else { break };
        let (before, inner) = (&rest[..open], &rest[open + 1..open + close]);
        bare.push_str(before);
        if numbers_columns(inner) {
            bare.push_str(if inner.contains('%') { " % " } else { " " });
        } else {
            bare.push_str(&rest[open..=open + close]);
        }
        rest = &rest[open + close + 1..];
    }
    bare.push_str(rest);
    let is_formula = |word: &str| word.contains('=') && numbers_columns(word);
    if bare.contains('=') {
        let kept = bare.split(' ').filter(|word| !is_formula(word) && *word != "=");
        bare = kept.collect::<Vec<_>>().join(" ");
    }
    bare
}

/// Numbers below 100 and signs of arithmetic, or marks of notes.
fn numbers_columns(text: &str) -> bool {
    let signs = |c: char| "=+-*/x×:.,%[] ".contains(c);
    let all = text.chars().all(|c| c.is_ascii_digit() || signs(c));
    let small = |number: &str| number.len() <= 2;
    let numbers = || text.split(|c: char| !c.is_ascii_digit()).filter(|n| !n.is_empty());
    let is_mark = !text.is_empty() && text.chars().all(|c| c == '*');
    let is_formula = text.contains('=') && numbers().next().is_some();
    let is_number = numbers().count() > 0 && numbers().all(small);
    // `15+` is an age, `50%` a share, `x1000` a unit of count.
    is_mark
        || (all
            && !text.ends_with('+')
            && (is_formula
                || (is_number && !text.contains('%') && !text.starts_with('x'))))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn left(written: &str, expected: &str) {
        assert_eq!(
            telling(written).split_whitespace().collect::<Vec<_>>().join(" "),
            expected
        );
    }

    #[test]
    fn documents_dates_and_numbers_of_columns_say_nothing() {
        left("Đạt (3)", "Đạt");
        left("Tỷ lệ (5)=(4)/(2)", "Tỷ lệ /");
        left("Tỷ lệ % (7=5/3*100)", "Tỷ lệ %");
        left("Đạt (4=3/2x100%)", "Đạt %");
        left("Gia đình học tập (*)", "Gia đình học tập");
        left("Dân số (15+)", "Dân số (15+)");
        left("Đạt (x 1000)", "Đạt (x 1000)");
        left("Đạt năm (2024)", "Đạt năm (2024)");
        left(
            "Gia đình học tập (theo Quyết định số 387/QĐ-TTg năm 2022)",
            "Gia đình học tập",
        );
        left(
            "Đơn vị học tập theo Thông tư số 24/2023/TT-BGDĐT ngày 11/12/2023 của Bộ GD&ĐT (mức độ 1)",
            "Đơn vị học tập (mức độ 1)",
        );
        left("Số hộ đạt đến 30/11/2024", "Số hộ đạt đến");
        left("Đạt/đăng ký", "Đạt/đăng ký");
        left("Quyết định số", "Quyết định số");
        left("1. Tổng số hộ", "Tổng số hộ");
        left("K. Tổng số hộ", "K. Tổng số hộ");
        left("K.đạt", "K.đạt");
        left("C.đạt", "C.đạt");
        left("a) Đạt", "Đạt");
        left("Đạt 1/3 tiêu chí", "Đạt 1/3 tiêu chí");
        left("Đạt đến ngày 30/11", "Đạt đến ngày");
    }
}
