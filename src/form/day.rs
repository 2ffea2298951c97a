//! The day of a report: its date line in every spelling, in one cell or spread
//! over several, typed or as a date with words for its format.
//!
//! A date line names a place and a day and nothing else. The date of an
//! instruction, of a document cited, of a covering letter, the day on which
//! figures were closed, and a line whose day is left blank are none.

use jiff::civil::Date;

use crate::place::Address;
use crate::plan::key::Key;
use crate::plan::vocabulary::Vocabulary;
use crate::plan::vocabulary::period::{Token, tokens};
use spreadsheet::{Cell, Grid, Value};

/// Titles and letterhead stand in the first rows of a sheet.
const HEAD_ROWS: u32 = 12;
/// A date line is short: a place and a day.
const LONGEST: usize = 160;
/// So many words may stand before the day: "Số: 12/BC-UBND  Ba Bể, ngày …".
const MOST_WORDS: usize = 12;
/// The signature stands so many rows below a date line at the foot of a sheet.
const SIGNED_WITHIN: u32 = 3;

/// The days a sheet bears: those in its head, else the one above the signature.
pub(super) fn of_sheet(grid: &Grid, vocabulary: &Vocabulary) -> Vec<Date> {
    let rows =
        |from: u32, to: u32| (from..to).filter_map(|row| of_row(grid, row, vocabulary));
    let head: Vec<Date> = rows(0, HEAD_ROWS.min(grid.height())).collect();
    if !head.is_empty() {
        return head;
    }
    let signed = |row: &u32| is_signed(grid, *row, vocabulary);
    let foot = grid.height().saturating_sub(FOOT_ROWS).max(HEAD_ROWS);
    let foot = (foot..grid.height()).filter(signed);
    foot.filter_map(|row| of_row(grid, row, vocabulary)).collect()
}

/// The texts right above the signatures, and those themselves.
pub(super) fn above_signatures<'g>(
    grid: &'g Grid,
    vocabulary: &Vocabulary,
) -> Vec<&'g str> {
    // Below the first row of a table; a letterhead stands above it.
    let is_number = |cell: &Cell| matches!(cell.value, Value::Number(_));
    let numbers = |row: u32| grid.row(row).filter(|(_, cell)| is_number(cell)).count();
    let table = (0..grid.height()).find(|row| numbers(*row) > 1).unwrap_or(HEAD_ROWS);
    let foot = grid.height().saturating_sub(FOOT_ROWS).max(table + 1);
    let rows = (foot..grid.height()).filter(|row| is_signed(grid, *row, vocabulary));
    let texts = rows.flat_map(|row| grid.row(row).filter_map(|(_, cell)| cell.as_text()));
    texts.filter(|text| text.len() < LONGEST).collect()
}

/// Whether a signature stands in a row or right below it.
fn is_signed(grid: &Grid, row: u32, vocabulary: &Vocabulary) -> bool {
    let below = grid.rows(row..row + 1 + SIGNED_WITHIN);
    let mut texts = below.filter_map(|(_, cell)| cell.as_text());
    texts.any(|text| {
        text.len() < LONGEST
            && vocabulary.is_signature(&crate::plan::vocabulary::loose(text))
    })
}

/// Signatures stand in the last rows.
const FOOT_ROWS: u32 = 20;

/// The day a row of cells bears: one of them alone, else all together.
fn of_row(grid: &Grid, row: u32, vocabulary: &Vocabulary) -> Option<Date> {
    let cells: Vec<(Address, &Cell)> = grid.row(row).collect();
    let alone = cells.iter().find_map(|(_, cell)| of_cell(cell, vocabulary));
    let joined = || {
        let texts: Vec<String> =
            cells.iter().filter_map(|(_, cell)| text_of(cell)).collect();
        of_line(&texts.join(" "), vocabulary)
    };
    alone.or_else(joined)
}

fn of_cell(cell: &Cell, vocabulary: &Vocabulary) -> Option<Date> {
    if let Value::Date(day) = &cell.value {
        // The words for a date stand in its format, or are what the screen shows.
        let words = cell.format.as_deref().unwrap_or_default();
        let says = Key::of(words).plain.contains("ngay");
        let day = day.get(..10)?.parse::<Date>().ok().filter(|day| is_sensible(*day))?;
        let says = says && !vocabulary.period.is_undated(&tokens(words));
        return says.then_some(day).or_else(|| of_line(&cell.shown(), vocabulary));
    }
    let text = cell.as_text()?;
    text.lines()
        .find_map(|line| of_line(line, vocabulary))
        .or_else(|| of_line(&text.replace('\n', " "), vocabulary))
}

/// A cell as a piece of a line.
fn text_of(cell: &Cell) -> Option<String> {
    match &cell.value {
        Value::Text(text) => Some(text.clone()),
        Value::Number(number) if number.fract() == 0.0 => Some(number.to_string()),
        Value::Date(day) => {
            let day = day.get(..10)?.parse::<Date>().ok()?;
            Some(day.strftime("%d/%m/%Y").to_string())
        }
        Value::Number(_) | Value::Bool(_) | Value::Error(_) | Value::Uncalculated => None,
    }
}

/// A date line, with the cell it begins in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Line {
    pub(super) at: Address,
    pub(super) text: String,
    /// What stands before the day, `ngày` left out.
    pub(super) place: String,
    /// There is such a day.
    pub(super) is_day: bool,
}

/// The date lines in the head and above the signatures of a sheet, also those that
/// name no day there is: `ngày 31 tháng 2 năm 2024`, `ngày 10/12`.
pub(super) fn lines(grid: &Grid, vocabulary: &Vocabulary) -> Vec<Line> {
    let foot = grid.height().saturating_sub(FOOT_ROWS).max(HEAD_ROWS);
    let rows = (0..HEAD_ROWS).chain(foot..grid.height());
    let cells = rows.flat_map(|row| grid.row(row));
    let lines = cells.filter_map(|(at, cell)| Some((at, cell.as_text()?)));
    lines
        .flat_map(|(at, text)| text.lines().map(move |text| (at, text)))
        .filter_map(|(at, text)| line_of(at, text, vocabulary))
        .collect()
}

fn line_of(at: Address, text: &str, vocabulary: &Vocabulary) -> Option<Line> {
    let line = tokens(text);
    if text.len() > LONGEST || vocabulary.period.is_undated(&line) {
        return None;
    }
    let (start, length) = (0..line.len()).find_map(|at| {
        let whole = numbers_at(&line[at..]).map(|(_, length)| length);
        Some((at, whole.or_else(|| without_year(&line[at..]))?))
    })?;
    let (before, after) = (&line[..start], &line[start + length..]);
    let named = before.last()?.word() == Some("ngay");
    let placed = before.last()?.is_mark(&[',']);
    let words = before.iter().filter(|token| token.word().is_some()).count();
    let ends =
        after.iter().all(|token| token.word().is_none() && token.number().is_none());
    if !(named || placed) || !ends || words > MOST_WORDS {
        return None;
    }
    let place = &before[..before.len() - usize::from(named)];
    let end = place.last().map_or(0, |token| token.at.end);
    let is_day = date_at(&line[start..]).is_some();
    let place = text[..end].trim_end_matches([',', ' ']).to_owned();
    Some(Line { at, text: text.trim().to_owned(), place, is_day })
}

/// `10/12` and nothing behind it.
fn without_year(line: &[Token]) -> Option<usize> {
    let (_, day) = number_at(line)?;
    let day = day + separator(&line[day..], "thang", line.first()?.number().is_some())?;
    let (_, month) = number_at(&line[day..])?;
    (day + month == line.len()).then_some(day + month)
}

/// `Ba Bể, ngày 09 tháng 12 năm 2024`, `Bắc Kạn, 10/12/2024`, `Ngày lập: 10.12.2024`.
pub(super) fn of_line(text: &str, vocabulary: &Vocabulary) -> Option<Date> {
    if text.len() > LONGEST {
        return None;
    }
    let line = tokens(text);
    let (date, start, end) = (0..line.len()).find_map(|at| {
        let (date, length) = date_at(&line[at..])?;
        Some((date, at, at + length))
    })?;
    let after = line[end..]
        .iter()
        .filter(|token| token.word().is_some() || token.number().is_some());
    let before = &line[..start];
    let words = before.iter().filter(|token| token.word().is_some()).count();
    if after.count() > 0 || words == 0 || words > MOST_WORDS {
        return None;
    }
    if vocabulary.period.is_undated(&line) && !vocabulary.period.announces_date(before) {
        return None;
    }
    let named = before.iter().any(|token| token.word() == Some("ngay"));
    let placed = before.last().is_some_and(|token| token.is_mark(&[',']));
    (named || placed).then_some(date)
}

/// A day typed into the cell that asks for it: `09/12/2024`, `ngày 9 tháng 12 năm
/// 2024`, `Ba Bể, 9-12-2024`.
pub(super) fn typed(text: &str) -> Option<Date> {
    let line = tokens(text);
    (0..line.len()).find_map(|at| date_at(&line[at..])).map(|(date, _)| date)
}

/// A day and nothing else, its year in four digits: `15/12/2024`, `ngày 1-7-2025`.
pub(crate) fn alone(text: &str) -> Option<Date> {
    let line = tokens(text);
    let named = line.first().and_then(Token::word) == Some("ngay");
    let line = &line[usize::from(named)..];
    let has_year = line.iter().any(|token| token.number().map_or(0, str::len) == 4);
    date_at(line).filter(|(_, end)| has_year && *end == line.len()).map(|(date, _)| date)
}

/// A date that begins right here, and how many pieces it takes.
fn date_at(line: &[Token]) -> Option<(Date, usize)> {
    let ([year, month, day], length) = numbers_at(line)?;
    let (month, day) = (i8::try_from(month).ok()?, i8::try_from(day).ok()?);
    let date = Date::new(year, month, day).ok().filter(|date| is_sensible(*date))?;
    Some((date, length))
}

/// Year, month and day that begin right here, be there such a day or not. Numbers in
/// words stand between `tháng` and `năm` only: a place may be called like one.
fn numbers_at(line: &[Token]) -> Option<([i16; 3], usize)> {
    let (first, mut at) = number_at(line)?;
    let is_number =
        |at: usize| line.get(at).is_some_and(|token| token.number().is_some());
    at += separator(&line[at..], "thang", is_number(0))?;
    let (month, length) = number_at(&line[at..])?;
    let in_digits = is_number(at);
    at += length;
    at += separator(&line[at..], "nam", in_digits)?;
    let (last, length) = number_at(&line[at..])?;
    let digits = |at: usize| line[at].number().map_or(0, str::len);
    let is_iso = digits(0) == 4;
    let (year, day) = if is_iso { (first, last) } else { (last, first) };
    let year = if digits(at) == 2 && !is_iso { year + 2000 } else { year };
    Some(([year, month, day], at + length))
}

fn is_sensible(date: Date) -> bool {
    (2000..2100).contains(&date.year())
}

/// What stands between day and month, or month and year, in pieces.
fn separator(line: &[Token], word: &str, in_digits: bool) -> Option<usize> {
    let mark =
        line.first().is_some_and(|token| token.is_mark(&['/', '.', '-', '–', ',']));
    let skipped = usize::from(mark);
    if line.get(skipped).and_then(Token::word) == Some(word) {
        return Some(skipped + 1);
    }
    (mark && in_digits).then_some(1)
}

/// A number in digits or in words, and how many pieces it takes.
fn number_at(line: &[Token]) -> Option<(i16, usize)> {
    if let Some(digits) = line.first()?.number() {
        return digits.parse().ok().map(|number| (number, 1));
    }
    in_words(line)
}

/// `mười hai`, `hai mươi mốt`, `hai nghìn không trăm hai mươi tư`.
pub(super) fn in_words(line: &[Token]) -> Option<(i16, usize)> {
    let words: Vec<&str> = line.iter().map_while(Token::word).take(8).collect();
    let digit = |at: usize| words.get(at).copied().and_then(digit);
    if digit(0).is_some() && matches!(words.get(1), Some(&("nghin" | "ngan"))) {
        let mut at = 2;
        if digit(at) == Some(0) && words.get(at + 1) == Some(&"tram") {
            at += 2;
        }
        let (rest, length) = below_hundred(&words[at..])?;
        return Some((digit(0)? * 1000 + rest, at + length));
    }
    below_hundred(&words)
}

fn below_hundred(words: &[&str]) -> Option<(i16, usize)> {
    let digit = |at: usize| words.get(at).copied().and_then(digit);
    match (words.first().copied()?, words.get(1).copied()) {
        ("muoi", _) => Some(digit(1).map_or((10, 1), |ones| (10 + ones, 2))),
        ("mung" | "mong", Some(_)) => Some((digit(1)?, 2)),
        (_, Some("muoi")) => {
            let tens = digit(0)? * 10;
            Some(digit(2).map_or((tens, 2), |ones| (tens + ones, 3)))
        }
        _ => Some((digit(0)?, 1)),
    }
}

fn digit(word: &str) -> Option<i16> {
    Some(match word {
        "khong" => 0,
        "mot" => 1,
        "hai" => 2,
        "ba" => 3,
        "bon" | "tu" => 4,
        "nam" | "lam" => 5,
        "sau" => 6,
        "bay" => 7,
        "tam" => 8,
        "chin" => 9,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shipped() -> Vocabulary {
        toml::from_str(include_str!("../../plan/vocabulary.toml"))
            .expect("the shipped vocabulary is valid")
    }

    #[test]
    fn a_date_line_is_read_in_every_spelling() {
        let vocabulary = shipped();
        for text in [
            "Ba Bể, ngày 10 tháng 12 năm 2024",
            "BA BỂ, NGÀY 10 THÁNG 12 NĂM 2024",
            "Ba Be, ngay 10 thang 12 nam 2024",
            "Bắc Kạn, ngày 10/12/2024",
            "Bắc Kạn, ngày 10.12.2024",
            "Bắc Kạn, ngày 10-12-2024",
            "Bắc Kạn ngày 10 / 12 / 2024",
            "Bắc Kạn, ngày10 tháng12 năm2024",
            "Bắc Kạn, 10/12/2024",
            "Pác Nặm, 10/12/2024",
            "Bắc Kạn, ngày 10/12/24",
            "Ba Bể, ngày mười tháng mười hai năm 2024",
            "ngày mười tháng mười hai năm hai nghìn không trăm hai mươi tư",
            "Số: 12/BC-UBND    Ba Bể, ngày 10 tháng 12 năm 2024",
            "Ngày lập báo cáo: 10/12/2024",
            "Ngày báo cáo: 2024-12-10",
            "ngày 10 tháng 12/2024",
            "Ba Bể, ngày 10, tháng 12, năm 2024",
            "Ba Bể, ngày 10 tháng 12 năm 2024.",
        ] {
            let read = of_line(text, &vocabulary).map(|date| date.to_string());
            assert_eq!(read.as_deref(), Some("2024-12-10"), "{text}");
        }
    }

    #[test]
    fn every_unit_and_commune_may_stand_before_the_day() {
        let plan = crate::plan::load(std::path::Path::new("no such project"))
            .expect("embedded registers");
        let districts = plan.districts().iter();
        let communes = districts.flat_map(|district| &district.communes);
        let names = communes.map(|commune| commune.name.clone());
        for name in
            names.chain(plan.districts().iter().map(|district| district.name.clone()))
        {
            let plain = Key::of(&name).plain;
            for place in [name.as_str(), &plain, &name.to_uppercase()] {
                let line = format!("{place}, ngày 10 tháng 12 năm 2024");
                assert!(of_line(&line, &plan.vocabulary).is_some(), "{line}");
            }
        }
    }

    #[test]
    fn a_date_of_something_else_is_none() {
        let vocabulary = shipped();
        for text in [
            "Gửi lại Sở Giáo dục và Đào tạo trước ngày 15 tháng 12 năm 2024.",
            "Hạn gửi: ngày 15/12/2024",
            "(Kèm theo Công văn số 2105/SGDĐT ngày 20 tháng 12 năm 2024)",
            "Căn cứ Quyết định số 1768/QĐ-UBND ngày 30/9/2021",
            "(Số liệu tính đến ngày 30 tháng 11 năm 2024)",
            "tính đến 30/11/2024",
            "Bắc Kạn, ngày       tháng 12 năm 2024",
            "Bắc Kạn, ngày … tháng … năm 2024",
            "Bắc Kạn, ngày ..../12/2024",
            "Bắc Kạn, ngày 31 tháng 2 năm 2024",
            "Bắc Kạn, ngày 10 tháng 12 năm 1924",
            "10/12/2024",
            "Từ ngày 01/01/2024 đến ngày 31/12/2024",
            "Hội nghị ngày 10 tháng 12 năm 2024",
            "Ngày sinh: 10/12/2004",
            "KẾT QUẢ NĂM 2024",
            "ngày 10 tháng 12 năm 2024 của UBND tỉnh về việc giao chỉ tiêu",
        ] {
            assert_eq!(of_line(text, &vocabulary), None, "{text}");
        }
    }

    #[test]
    fn a_day_may_be_typed_in_its_cell_in_any_way() {
        for text in [
            "10/12/2024",
            "10 - 12 - 2024",
            "2024-12-10",
            "ngày 10 tháng 12 năm 2024",
            "Bắc Kạn, ngày 10.12.2024",
        ] {
            assert_eq!(
                typed(text).map(|day| day.to_string()).as_deref(),
                Some("2024-12-10"),
                "{text}"
            );
        }
        assert_eq!(typed("31/02/2024"), None);
        assert_eq!(typed("tháng 12"), None);
    }
}
