//! Number formats of an `.ods`, which are written out as elements, as the codes
//! that the other formats of workbooks have for them.

use std::collections::BTreeMap;
use std::fmt::Write;

use quick_xml::events::{BytesStart, Event};

use super::limits;
use super::ods_xml::{Xml, text_to_end};
use super::sheets_xml::attribute;
use super::unreadable::Unreadable;
use super::xml_text::{cut_off, next};

/// The formats of a workbook by their names.
#[derive(Debug, Default)]
pub(super) struct Formats(BTreeMap<String, Format>);

/// One format: the code of its last section, and names of the formats that hold
/// under conditions.
#[derive(Debug, Default)]
struct Format {
    code: String,
    is_percent: bool,
    sections: Vec<(String, String)>,
}

/// Digits that a format asks for at most.
const DIGITS: usize = 20;

impl Formats {
    /// Whether an element is a format.
    pub(super) fn is_one(name: &str) -> bool {
        matches!(
            name,
            "number:number-style"
                | "number:currency-style"
                | "number:percentage-style"
                | "number:date-style"
                | "number:time-style"
                | "number:boolean-style"
                | "number:text-style"
        )
    }

    /// Reads a format just entered, to its end.
    pub(super) fn read(
        &mut self,
        xml: &mut Xml<'_>,
        element: &BytesStart<'_>,
    ) -> Result<(), Unreadable> {
        let name = attribute(element, "name").unwrap_or_default();
        let is_duration = attribute(element, "truncate-on-overflow")
            .is_some_and(|truncates| truncates == "false");
        let mut format = Format {
            is_percent: element.name().as_ref() == "number:percentage-style",
            ..Format::default()
        };
        let mut depth = 1_u32;
        while depth > 0 {
            match next(xml)? {
                Event::Start(part) => match part.name().as_ref() {
                    "number:text" => {
                        let text = text_to_end(xml)?;
                        format.literal(&text);
                    }
                    "number:currency-symbol" => {
                        let text = text_to_end(xml)?;
                        format.quote(&text);
                    }
                    _ => {
                        depth += 1;
                        format.part(&part, is_duration);
                    }
                },
                Event::Text(text) if depth > 1 => {
                    // Signs between digits; what shows them is at its end.
                    format.quote(text.xml10_content().trim());
                }
                Event::End(_) => depth -= 1,
                Event::Eof => return Err(cut_off()),
                _ => (),
            }
        }
        if self.0.len() < limits::STYLES {
            self.0.insert(name, format);
        }
        Ok(())
    }

    /// The code of a format, its sections put together.
    pub(super) fn code(&self, name: &str) -> Option<String> {
        let format = self.0.get(name)?;
        let mut code = String::new();
        for (condition, section) in format.sections.iter().take(3) {
            let section = self.0.get(section).map_or("", |section| section.code.as_str());
            let _always = write!(code, "[{condition}]{};", shown(section));
        }
        code.push_str(shown(&format.code));
        let says_nothing = |code: &str| code.is_empty() || code == NOTHING;
        let all = format.sections.iter().filter_map(|(_, section)| self.0.get(section));
        if says_nothing(&format.code) && all.clone().all(|one| says_nothing(&one.code)) {
            return Some(";;;".to_owned());
        }
        Some(code.chars().take(limits::FORMAT_CHARS).collect())
    }
}

/// A section that shows nothing, as a code that is not taken for General.
const NOTHING: &str = "\"\"";

fn shown(code: &str) -> &str {
    if code.is_empty() { NOTHING } else { code }
}

impl Format {
    fn part(&mut self, part: &BytesStart<'_>, is_duration: bool) {
        let is_long = || attribute(part, "style").is_some_and(|style| style == "long");
        let pick = |long: &'static str, short: &'static str| {
            if is_long() { long } else { short }
        };
        let code = match part.name().as_ref() {
            "number:number" => return self.number(part),
            "number:scientific-number" => "0.00E+00",
            "number:fraction" => "# ?/?",
            "number:text-content" => "@",
            "number:boolean" => "General",
            "number:year" => pick("yyyy", "yy"),
            "number:month" if attribute(part, "textual").as_deref() == Some("true") => {
                pick("mmmm", "mmm")
            }
            "number:month" | "number:minutes" => pick("mm", "m"),
            "number:day" => pick("dd", "d"),
            "number:day-of-week" => pick("dddd", "ddd"),
            "number:hours" if is_duration => "[h]",
            "number:hours" => pick("hh", "h"),
            "number:seconds" => pick("ss", "s"),
            "number:am-pm" => "AM/PM",
            "style:map" => return self.section(part),
            "style:text-properties" => return self.ink(part),
            _ => return,
        };
        self.code.push_str(code);
    }

    fn number(&mut self, part: &BytesStart<'_>) {
        let count = |name: &str| {
            attribute(part, name).and_then(|text| text.trim().parse::<usize>().ok())
        };
        let Some(decimals) = count("decimal-places") else {
            // As many as there are.
            return self.code.push_str("General");
        };
        let whole = count("min-integer-digits").unwrap_or(0).min(DIGITS);
        let grouped = attribute(part, "grouping").is_some_and(|groups| groups == "true");
        let whole = match (grouped, whole) {
            (true, 0) => "#,###".to_owned(),
            (true, 1) => "#,##0".to_owned(),
            (true, digits) => "0,".to_owned() + &"0".repeat(digits.max(4) - 1),
            (false, 0) => "#".to_owned(),
            (false, digits) => "0".repeat(digits),
        };
        self.code.push_str(&whole);
        let decimals = decimals.min(DIGITS);
        let sure = count("min-decimal-places").unwrap_or(decimals).min(decimals);
        if decimals > 0 {
            let digits = "0".repeat(sure) + &"#".repeat(decimals - sure);
            let _always = write!(self.code, ".{digits}");
        }
        let factor = attribute(part, "display-factor");
        let mut factor =
            factor.and_then(|text| text.trim().parse::<f64>().ok()).unwrap_or(1.0);
        while factor >= 999.5 {
            self.code.push(',');
            factor /= 1000.0;
        }
    }

    /// The colour of the letters, by the names that codes have for eight of them.
    fn ink(&mut self, part: &BytesStart<'_>) {
        let told = attribute(part, "color").map(|told| told.to_lowercase());
        let name = match told.as_deref() {
            Some("#ffffff") => "[White]",
            Some("#ff0000") => "[Red]",
            Some("#0000ff") => "[Blue]",
            Some("#ffff00") => "[Yellow]",
            _ => return,
        };
        self.code.insert_str(0, name);
    }

    /// `value()>=0` under which another format holds.
    fn section(&mut self, part: &BytesStart<'_>) {
        let condition = attribute(part, "condition").unwrap_or_default();
        let condition: String =
            condition.replace("value()", "").split_whitespace().collect();
        let condition = condition.replace("!=", "<>");
        let is_plain = condition.starts_with(['<', '>', '='])
            && condition.chars().all(|c| c.is_ascii_digit() || "<>=-.".contains(c));
        if let Some(name) = attribute(part, "apply-style-name").filter(|_| is_plain) {
            self.sections.push((condition, name));
        }
    }

    /// Text between digits; the sign of a percentage is more than a text.
    fn literal(&mut self, text: &str) {
        match text.split_once('%').filter(|_| self.is_percent) {
            Some((before, after)) => {
                self.quote(before);
                self.code.push('%');
                self.quote(after);
            }
            None => self.quote(text),
        }
    }

    fn quote(&mut self, text: &str) {
        if text.is_empty() || self.code.len() > limits::FORMAT_CHARS {
            return;
        }
        // Signs that stand for themselves need no quotes.
        let plain = |c: char| matches!(c, ' ' | '-' | '(' | ')' | ':' | '/' | '+');
        if text.chars().all(plain) {
            self.code.push_str(text);
        } else {
            let _always = write!(self.code, "\"{}\"", text.replace('"', ""));
        }
    }
}
