//! One cell of an `.ods`: what its attributes say, together with what is written
//! in it.

use quick_xml::events::BytesStart;

use super::cell::Value;
use super::cell_xml::look_of;
use super::draft::{About, Draft};
use super::look::Look;
use super::notes::{Note, Notes};
use super::ods_shown;
use super::ods_styles::Styles;
use super::ods_text::Written;
use super::shared_strings::Rich;
use super::theme::Theme;
use super::unreadable::Unreadable;
use crate::place::Address;

/// The attributes of a cell that say what it holds.
#[derive(Default)]
pub(super) struct Said {
    kind: String,
    value: Option<String>,
    text: Option<String>,
    formula: Option<String>,
    pub(super) style: Option<String>,
    is_error: bool,
    pub(super) repeats: u32,
    /// Rows and columns.
    pub(super) spans: (u32, u32),
    /// Beneath a region that another cell spans.
    is_covered: bool,
}

/// A cell of the row being read, with the columns it fills.
pub(super) struct Met {
    col: u32,
    repeats: u32,
    value: Value,
    formula: Option<String>,
    /// The number of its look, or a look that its style alone does not give it.
    look: usize,
    other_look: Option<Look>,
    rich: Option<Rich>,
    screen: Option<String>,
    notes: Notes,
}

impl Said {
    pub(super) fn of(element: &BytesStart<'_>) -> Self {
        let is_covered = element.name().as_ref() == "table:covered-table-cell";
        let mut said = Self { repeats: 1, spans: (1, 1), is_covered, ..Self::default() };
        for attribute in element.attributes().with_checks(false).flatten() {
            let raw: &str = &attribute.value;
            let text = || {
                quick_xml::escape::unescape(raw)
                    .map_or_else(|_| raw.to_owned(), Into::into)
            };
            let number = || raw.trim().parse().unwrap_or(1_u32).max(1);
            match attribute.key.as_ref() {
                "office:value-type" => said.kind = text(),
                "office:value"
                | "office:boolean-value"
                | "office:date-value"
                | "office:time-value" => said.value = Some(text()),
                "office:string-value" => said.text = Some(text()),
                "calcext:value-type" => said.is_error = raw == "error",
                "table:formula" => said.formula = Some(text()),
                "table:style-name" => said.style = Some(text()),
                "table:number-columns-repeated" => said.repeats = number(),
                "table:number-columns-spanned" => said.spans.1 = number(),
                "table:number-rows-spanned" => said.spans.0 = number(),
                _ => (),
            }
        }
        said
    }

    /// The cell, if it holds anything.
    pub(super) fn met(
        self,
        col: u32,
        written: &Written,
        style: &str,
        styles: &mut Styles,
    ) -> Option<Met> {
        let value = self.value(&written.text)?;
        let look = styles.look_of(style);
        let of_style = styles.look(look);
        let mut notes = Notes::default();
        notes.add_if(self.is_covered, Note::Covered);
        let outside = self.formula.as_deref().is_some_and(leaves_the_workbook);
        notes.add_if(outside, Note::ExternalLink);
        // Colours of an `.ods` are told, not counted.
        let theme = Theme::default();
        let (mut other_look, mut rich, mut screen) = (None, None, None);
        match &value {
            Value::Number(number) => {
                // The kind of the value tells of a percentage where no style does.
                if self.kind == "percentage" && of_style.format.is_none() {
                    let format = Some("0.00%".to_owned());
                    other_look = Some(Look { format, ..of_style.clone() });
                }
                let look = other_look.as_ref().unwrap_or(of_style);
                let (shown, apart) =
                    ods_shown::compared(*number, look.format.as_deref(), &written.text);
                (screen, notes) = (shown, notes.union(apart));
            }
            Value::Text(_) => {
                // Spans are of what is written, not of a value beside it.
                let is_written = self.text.as_deref().is_none_or(str::is_empty);
                rich = written.rich(of_style).filter(|_| is_written);
                let of_rich = rich.as_ref();
                other_look =
                    of_rich.and_then(|rich| look_of(rich, of_style, &theme, &mut notes));
            }
            Value::Date(_) => screen = Some(written.text.trim().to_owned()),
            Value::Bool(_) | Value::Error(_) | Value::Uncalculated => {}
        }
        screen = screen.filter(|text| !text.is_empty());
        let formula = self.formula.as_deref().map(plain_formula);
        let repeats = self.repeats;
        Some(Met { col, repeats, value, formula, look, other_look, rich, screen, notes })
    }

    fn value(&self, shown: &str) -> Option<Value> {
        let text = self.text.as_deref().filter(|text| !text.is_empty()).unwrap_or(shown);
        // Excel writes an error as the number 0 or as a text.
        if self.is_error || is_error(text.trim()) {
            return Some(Value::Error(text.trim().chars().take(40).collect()));
        }
        let value = match (self.kind.as_str(), self.value.as_deref()) {
            ("float" | "percentage" | "currency", Some(number)) => {
                number.trim().parse().ok().map(Value::Number)
            }
            ("boolean", Some(truth)) => {
                Some(Value::Bool(truth.trim().eq_ignore_ascii_case("true")))
            }
            ("date", Some(date)) => {
                let date = date.trim();
                let day = date.strip_suffix("T00:00:00").unwrap_or(date);
                Some(Value::Date(day.chars().take(40).collect()))
            }
            ("time", Some(time)) => {
                Some(Value::Date(time.trim().chars().take(40).collect()))
            }
            // A text without a letter is a blank, with or without a formula.
            ("string", _) | ("", None) if text.is_empty() => {
                return (self.formula.is_some() && self.kind.is_empty())
                    .then_some(Value::Uncalculated);
            }
            _ if text.is_empty() => None,
            _ => Some(Value::Text(text.to_owned())),
        };
        value.or_else(|| self.formula.is_some().then_some(Value::Uncalculated))
    }
}

impl Met {
    /// Gives the cell to a row of the draft.
    pub(super) fn put(
        &self,
        row: u32,
        styles: &Styles,
        draft: &mut Draft<'_>,
    ) -> Result<(), Unreadable> {
        let look = self.other_look.as_ref().unwrap_or(styles.look(self.look));
        let about = About {
            formula: self.formula.as_deref(),
            look: Some(look),
            runs: self.rich.as_ref().map_or(&[], |rich| &rich.runs),
            screen: self.screen.as_deref(),
            notes: self.notes,
        };
        for col in self.col..self.col.saturating_add(self.repeats) {
            draft.put(Address::new(row, col), self.value.clone(), about)?;
        }
        Ok(())
    }
}

/// An error as Excel or LibreOffice writes it.
fn is_error(text: &str) -> bool {
    let named = [
        "#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!", "#SPILL!",
        "#CALC!",
    ];
    let number = text.strip_prefix("Err:");
    let numbered = number.is_some_and(|number| {
        number.len() == 3 && number.bytes().all(|byte| byte.is_ascii_digit())
    });
    numbered || named.iter().any(|name| name.eq_ignore_ascii_case(text))
}

/// Whether a formula names a file: `'so lieu.ods'#$Biểu.A1`; a whole address is
/// seen by [`super::formula`].
fn leaves_the_workbook(formula: &str) -> bool {
    formula.contains("'#") || formula.contains("DDE(")
}

/// `of:=SUM([.A1:.A4])` as `SUM([.A1:.A4])`.
fn plain_formula(formula: &str) -> String {
    let plain = formula.split_once('=').map_or(formula, |(_, plain)| plain);
    plain.to_owned()
}
