//! One cell as the workbook shows it, before anyone asks what it means.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use super::display;
use super::notes::{Note, Notes};

/// What a cell holds. Blank cells are not stored in a [`super::Grid`] at all.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Value {
    /// Text in Unicode NFC, legacy encodings already decoded, edges trimmed;
    /// what is struck through or raised in it left out.
    Text(String),
    /// A number as the file stores it; `format` tells what the screen shows.
    Number(f64),
    Bool(bool),
    /// A cell formatted as a date or time, as ISO text where the serial allows.
    Date(String),
    /// `#REF!`, `#DIV/0!` and the like, as Excel writes them.
    Error(String),
    /// A formula that carries no cached result.
    Uncalculated,
}

/// A cell with what a person sees of it and what stands behind it; formats
/// without the information leave the option empty.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Cell {
    pub value: Value,
    /// The formula text without `=`, where the cell has one.
    pub formula: Option<String>,
    /// Number format code (`0.00%`, `#,##0`), where it is not General.
    pub format: Option<String>,
    /// The text on the screen, where neither value nor format tells it.
    pub screen: Option<String>,
    /// What hides, changes or qualifies it.
    pub notes: Notes,
}

impl Cell {
    pub fn new(value: Value) -> Self {
        let notes = Notes::default();
        Self { value, formula: None, format: None, screen: None, notes }
    }

    pub fn text(text: impl Into<String>) -> Self {
        Self::new(Value::Text(text.into()))
    }

    pub fn number(number: f64) -> Self {
        Self::new(Value::Number(number))
    }

    /// Whether the number is shown as a percentage (0.8439 as `84,39%`).
    pub fn shows_percent(&self) -> bool {
        self.notes.has(Note::Percent)
    }

    /// The text of a text cell, else nothing.
    pub fn as_text(&self) -> Option<&str> {
        match &self.value {
            Value::Text(text) => Some(text),
            Value::Number(_)
            | Value::Bool(_)
            | Value::Date(_)
            | Value::Error(_)
            | Value::Uncalculated => None,
        }
    }

    /// What the screen shows, on a Vietnamese machine.
    pub fn shown(&self) -> Cow<'_, str> {
        if let Some(screen) = &self.screen {
            return Cow::Borrowed(screen);
        }
        if self.notes.has(Note::BlankFormat) {
            return Cow::Borrowed("");
        }
        match &self.value {
            Value::Text(text) | Value::Error(text) => Cow::Borrowed(text),
            Value::Date(day) => {
                Cow::Owned(display::shown_day(day, self.format.as_deref()))
            }
            Value::Number(number) => {
                Cow::Owned(display::shown(*number, self.format.as_deref()))
            }
            Value::Bool(truth) => Cow::Borrowed(if *truth { "TRUE" } else { "FALSE" }),
            Value::Uncalculated => Cow::Borrowed(""),
        }
    }
}
