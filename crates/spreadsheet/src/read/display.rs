//! The text a number format shows in the place of a number, on a Vietnamese
//! machine: dots between thousands, a comma before decimals.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use jiff::Span;
use jiff::civil::{Date, DateTime, Time};
use ssfmt::ast::{Color, FormatPart, NamedColor};
use ssfmt::{FormatOptions, Locale, NumberFormat};

use super::look::Colour;
use super::notes::{Note, Notes};

/// Decimals of Excel's General format at most.
const GENERAL_DIGITS: usize = 11;

static VIETNAMESE: LazyLock<FormatOptions> = LazyLock::new(|| FormatOptions {
    locale: Locale {
        decimal_separator: ',',
        thousands_separator: '.',
        ..Locale::en_us()
    },
    ..FormatOptions::default()
});

/// The text that a number format shows for a number; without one, General.
pub(crate) fn shown(number: f64, format: Option<&str>) -> String {
    match format.map(NumberFormat::parse) {
        None | Some(Err(_)) => general(number),
        Some(Ok(format)) => in_format(number, &format),
    }
}

/// The text that a number format shows for a day or a time kept as ISO text; as
/// it is kept where there is no format or it is no such text.
pub(crate) fn shown_day(iso: &str, format: Option<&str>) -> String {
    let day = "dd/mm/yyyy";
    let code = match format {
        // What Excel calls the short date is the machine's own.
        None | Some("m/d/yy" | "mm-dd-yy" | "m/d/yyyy") => day,
        Some(code) => code,
    };
    match serial(iso) {
        Some(serial) => shown(serial, Some(code)),
        None => iso.to_owned(),
    }
}

/// Days since the last of 1899, as Excel counts them from March 1900 on.
fn serial(iso: &str) -> Option<f64> {
    if let Some(span) = iso.strip_prefix('P').and_then(|_| iso.parse::<Span>().ok()) {
        let seconds = (i64::from(span.get_days()) * 24 + i64::from(span.get_hours()))
            * 3_600
            + span.get_minutes() * 60
            + span.get_seconds();
        return Some(seconds as f64 / 86_400.0);
    }
    let moment = match iso.parse::<DateTime>() {
        Ok(moment) => moment,
        Err(_) => Date::constant(1899, 12, 30).to_datetime(iso.parse::<Time>().ok()?),
    };
    let start = Date::constant(1899, 12, 30).to_datetime(Time::midnight());
    let seconds = moment.duration_since(start).as_secs();
    Some(seconds as f64 / 86_400.0)
}

fn in_format(number: f64, format: &NumberFormat) -> String {
    // An empty section shows nothing; the crate takes it for General.
    if section(number, format).is_some_and(|section| section.parts.is_empty()) {
        return String::new();
    }
    let shown = format.format(number, &VIETNAMESE);
    shown.trim().to_owned()
}

/// General: as many digits as a cell of usual width shows.
fn general(number: f64) -> String {
    let text = number.to_string();
    let (whole, tail) = text.split_once('.').unwrap_or((&text, ""));
    if tail.is_empty() {
        return text;
    }
    let decimals = GENERAL_DIGITS.saturating_sub(whole.len() + 1).min(tail.len());
    let rounded = format!("{number:.decimals$}");
    let rounded = if rounded.contains('.') {
        rounded.trim_end_matches('0').trim_end_matches('.')
    } else {
        &rounded
    };
    rounded.replace('.', ",")
}

/// Number formats of one workbook, each looked into once.
#[derive(Debug, Default)]
pub(super) struct Formats(BTreeMap<String, Option<NumberFormat>>);

impl Formats {
    /// What a format does to the number it shows.
    pub(super) fn notes(&mut self, number: f64, code: Option<&str>) -> Notes {
        let Some(code) = code.filter(|code| !is_plain(code)) else {
            return Notes::default();
        };
        self.parsed(code).map_or_else(Notes::default, |format| notes(number, format))
    }

    fn parsed(&mut self, code: &str) -> Option<&NumberFormat> {
        if !self.0.contains_key(code) {
            self.0.insert(code.to_owned(), NumberFormat::parse(code).ok());
        }
        self.0[code].as_ref()
    }

    /// The colour that a format gives the letters of a number: `[White]0`.
    pub(super) fn ink(&mut self, number: f64, code: Option<&str>) -> Option<Colour> {
        let format = self.parsed(code.filter(|code| code.contains('['))?)?;
        section(number, format)?.color.and_then(ink)
    }

    /// What a format shows of a text, where that is another one, and what it does
    /// to it.
    pub(super) fn of_text(
        &mut self,
        text: &str,
        code: Option<&str>,
    ) -> Option<(String, Notes)> {
        let format = self.parsed(code.filter(|code| !is_plain(code))?)?;
        let sections = format.sections();
        let is_text = |section: &&ssfmt::Section| section.has_text_placeholder();
        let section = sections.get(3).or_else(|| sections.last().filter(is_text))?;
        let shown = section.parts.iter().fold(String::new(), |shown, part| match part {
            FormatPart::TextPlaceholder => shown + text,
            FormatPart::Literal(own) | FormatPart::EscapedLiteral(own) => shown + own,
            _ => shown,
        });
        let shown = shown.trim().to_owned();
        if shown == text {
            return None;
        }
        let mut notes = Notes::default();
        let figure = text.contains(|c: char| c.is_ascii_digit());
        let kept = section.has_text_placeholder();
        notes.add_if(shown.is_empty(), Note::BlankFormat);
        notes.add_if(!kept && !shown.is_empty(), Note::Words);
        notes.add_if(
            kept && figure && section.parts.iter().any(puts_digits),
            Note::Literal,
        );
        Some((shown, notes))
    }
}

/// Formats that show a whole number as it is.
pub(super) fn is_plain(code: &str) -> bool {
    matches!(code, "" | "0" | "#,##0" | "@") || code.eq_ignore_ascii_case("general")
}

/// Whether a format shows nothing of any text or number: `;;;`.
pub(super) fn is_blank(code: &str) -> bool {
    code.matches(';').count() >= 3 && code.chars().all(|c| c == ';' || c.is_whitespace())
}

fn notes(number: f64, format: &NumberFormat) -> Notes {
    let mut notes = Notes::default();
    let shown = in_format(number, format);
    let section = section(number, format);
    let parts = || section.into_iter().flat_map(|section| &section.parts);
    // A zero that is not shown is a blank, and one shown as a dash says "none".
    let is_dash = shown.chars().all(|c| matches!(c, '-' | '–' | '—' | ' '));
    if number == 0.0 && is_dash {
        return notes;
    }
    notes.add_if(shown.is_empty(), Note::BlankFormat);
    notes.add_if(parts().any(FormatPart::is_date_part), Note::Date);
    notes.add_if(parts().any(|part| *part == FormatPart::Percent), Note::Percent);
    let digits = parts().any(|part| {
        matches!(part, FormatPart::Digit(_) | FormatPart::GeneralNumber)
            || matches!(part, FormatPart::Fraction { .. })
    });
    notes.add_if(
        !digits && !shown.is_empty() && !parts().any(FormatPart::is_date_part),
        Note::Words,
    );
    notes.add_if(digits && parts().any(puts_digits), Note::Literal);
    notes.add_if(digits && is_scaled(section), Note::Scaled);
    notes.add_if(digits && decimals(&shown) == 3, Note::Decimals);
    notes
}

/// The section of a format that shows a number.
fn section(number: f64, format: &NumberFormat) -> Option<&ssfmt::Section> {
    let sections = format.sections();
    if let Some(found) = sections
        .iter()
        .find(|section| section.condition.as_ref().is_some_and(|c| c.evaluate(number)))
    {
        return Some(found);
    }
    // Where conditions decide, what meets none of them has the last section.
    if format.has_condition() {
        return sections.iter().rfind(|section| section.condition.is_none());
    }
    let index = match sections.len() {
        _ if number > 0.0 => 0,
        3.. if number == 0.0 => 2,
        2.. if number < 0.0 => 1,
        _ => 0,
    };
    sections.get(index)
}

/// A colour of a format: by its name, or by its number in the palette.
fn ink(colour: Color) -> Option<Colour> {
    // The palette begins with the eight that have names.
    let entry = match colour {
        Color::Named(NamedColor::Black) => 1,
        Color::Named(NamedColor::White) => 2,
        Color::Named(NamedColor::Red) => 3,
        Color::Named(NamedColor::Green) => 4,
        Color::Named(NamedColor::Blue) => 5,
        Color::Named(NamedColor::Yellow) => 6,
        Color::Named(NamedColor::Magenta) => 7,
        Color::Named(NamedColor::Cyan) => 8,
        Color::Indexed(entry) => entry,
    };
    Colour::of_palette(u16::from(entry) + 7)
}

/// Digits or a percent sign that stand in the format and not in the number.
fn puts_digits(part: &FormatPart) -> bool {
    match part {
        FormatPart::Literal(text) | FormatPart::EscapedLiteral(text) => {
            text.contains(|c: char| c.is_ascii_digit() || c == '%' || c == '‰')
        }
        _ => false,
    }
}

/// A comma after the last digit divides by a thousand.
fn is_scaled(section: Option<&ssfmt::Section>) -> bool {
    let parts = section.map(|section| section.parts.as_slice()).unwrap_or_default();
    let is_digit = |part: &FormatPart| matches!(part, FormatPart::Digit(_));
    let Some(last) = parts.iter().rposition(is_digit) else { return false };
    let point = parts.iter().position(|part| *part == FormatPart::DecimalPoint);
    let before = point.and_then(|point| point.checked_sub(1));
    [last + 1, before.unwrap_or(usize::MAX)]
        .into_iter()
        .any(|at| parts.get(at) == Some(&FormatPart::ThousandsSeparator))
}

/// Decimals on the screen.
fn decimals(shown: &str) -> usize {
    let behind = shown.split_once(',').map_or("", |(_, behind)| behind);
    behind.chars().take_while(char::is_ascii_digit).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(number: f64, code: &str) -> Vec<&'static str> {
        let notes = Formats::default().notes(number, Some(code));
        notes.iter().map(|(_, word)| word).collect()
    }

    #[test]
    fn numbers_are_shown_as_on_a_vietnamese_machine() {
        assert_eq!(shown(1719.0, Some("#,##0")), "1.719");
        assert_eq!(shown(1719.0, None), "1719");
        assert_eq!(shown(0.8439, Some("0.00%")), "84,39%");
        assert_eq!(shown(1.0, Some("0%")), "100%");
        assert_eq!(shown(35.0, Some("0\"%\"")), "35%");
        assert_eq!(shown(9.0, Some("0\"00\"")), "900");
        assert_eq!(shown(1.0, Some("0.000")), "1,000");
        assert_eq!(shown(1_159_000.0, Some("#,##0,")), "1.159");
        assert_eq!(shown(5.0, Some(";;;")), "");
        assert_eq!(shown(5.0, Some("\"chưa có\"")), "chưa có");
        assert_eq!(shown(1159.0, Some("#,##0 \"hộ\"")), "1.159 hộ");
        assert_eq!(shown(1159.0, Some("_-* #,##0\\ _₫_-;\\-* #,##0\\ _₫_-")), "1.159");
        assert_eq!(shown(2.5, None), "2,5");
        assert_eq!(shown(1.0 / 3.0, None), "0,333333333");
    }

    #[test]
    fn a_day_is_shown_by_its_format() {
        assert_eq!(shown_day("2024-12-10", Some("dd/mm/yyyy")), "10/12/2024");
        assert_eq!(shown_day("2024-12-10", None), "10/12/2024");
        let words = "\"Bắc Kạn, ngày \"dd\" tháng \"mm\" năm \"yyyy";
        assert_eq!(
            shown_day("2024-12-10", Some(words)),
            "Bắc Kạn, ngày 10 tháng 12 năm 2024"
        );
        assert_eq!(shown_day("07:30:00", Some("hh:mm")), "07:30");
        assert_eq!(shown_day("PT31H30M0S", Some("[h]:mm")), "31:30");
        assert_eq!(shown_day("PT27816H0M0S", Some("[h]")), "27816");
    }

    #[test]
    fn a_format_that_changes_a_number_is_noted() {
        assert_eq!(words(1.0, "0%"), ["percent"]);
        assert_eq!(words(35.0, "0\"%\""), ["literal"]);
        assert_eq!(words(9.0, "0\"00\""), ["literal"]);
        assert_eq!(words(1.0, "0.000"), ["decimals"]);
        assert_eq!(words(1_159_000.0, "#,##0,"), ["scaled"]);
        assert_eq!(words(5.0, ";;;"), ["blank-format"]);
        assert_eq!(words(5.0, "\"chưa có\""), ["words"]);
        assert_eq!(words(45_000.0, "dd/mm/yyyy"), ["date"]);
    }

    #[test]
    fn a_format_may_change_or_hide_a_text_and_give_it_a_colour() {
        let of = |text: &str, code: &str| {
            let (shown, notes) = Formats::default().of_text(text, Some(code))?;
            let words: Vec<_> = notes.iter().map(|(_, word)| word).collect();
            Some((shown, words.join(" ")))
        };
        let told = |shown: &str, words: &str| Some((shown.to_owned(), words.to_owned()));
        assert_eq!(of("11", "@\"00\""), told("1100", "literal"));
        assert_eq!(of("11", "0;-0;@\" hộ\""), told("11 hộ", ""));
        assert_eq!(of("11", "0;0;0;"), told("", "blank-format"));
        assert_eq!(of("11", "0;0;0;\"đã xóa\""), told("đã xóa", "words"));
        assert_eq!(of("Xã", "@\"00\""), told("Xã00", ""));
        for code in ["@", "0;0;0;@", "_(* #,##0_);_(* \"-\"_);_(@_)", "#,##0"] {
            assert_eq!(of("11", code), None, "{code}");
        }
        let ink = |code: &str| Formats::default().ink(5.0, Some(code));
        assert_eq!(ink("[White]0"), Colour::of_hex("FFFFFF"));
        assert_eq!(ink("[Color2]0"), Colour::of_hex("FFFFFF"));
        assert_eq!(ink("[Red][>9]0;0"), None);
    }

    #[test]
    fn a_zero_that_is_shown_as_a_dash_or_not_at_all_is_not_noted() {
        let accounting = "_-* #,##0_-;\\-* #,##0_-;_-* \"-\"_-;_-@_-";
        for code in [accounting, "#,##0;-#,##0;-", "0;-0;\"–\"", "#,###", "#,##0;-#,##0;"]
        {
            assert_eq!(words(0.0, code), [""; 0], "{code}");
        }
        assert_eq!(words(5.0, "0;0;0;"), [""; 0]);
        assert_eq!(words(0.0, "0;0;\"không có\""), ["words"]);
    }

    #[test]
    fn optional_decimals_that_are_not_shown_are_none() {
        assert_eq!(words(1159.0, "#,##0.###"), [""; 0]);
        assert_eq!(words(1159.125, "#,##0.###"), ["decimals"]);
    }

    #[test]
    fn a_format_that_only_dresses_a_number_is_not() {
        let plain = ["0", "#,##0", "#,##0 \"hộ\"", "#,##0.00", "_-* #,##0_-", "[Red]0"];
        for code in plain {
            assert_eq!(words(1159.0, code), [""; 0], "{code}");
        }
    }
}
