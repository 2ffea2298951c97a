//! One cell as the workbook shows it, before anyone asks what it means.

use serde::{Deserialize, Serialize};

/// What a cell holds. Blank cells are not stored in a [`super::Grid`] at all.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) enum Value {
    /// Text in Unicode NFC, legacy encodings already decoded, edges trimmed.
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

/// A cell with what else is known of it; formats without the information
/// leave the option empty.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct Cell {
    pub(crate) value: Value,
    /// The formula text without `=`, where the cell has one.
    pub(crate) formula: Option<String>,
    /// Number format code (`0.00%`, `#,##0`), where it is not General.
    pub(crate) format: Option<String>,
}

impl Cell {
    pub(crate) fn text(text: impl Into<String>) -> Self {
        Self { value: Value::Text(text.into()), formula: None, format: None }
    }

    #[cfg(test)]
    pub(crate) fn number(number: f64) -> Self {
        Self { value: Value::Number(number), formula: None, format: None }
    }

    /// Whether the number is shown as a percentage (0.8439 as `84,39%`).
    pub(crate) fn shows_percent(&self) -> bool {
        self.format.as_deref().is_some_and(|format| format.contains('%'))
    }

    /// The text of a text cell, else nothing.
    pub(crate) fn as_text(&self) -> Option<&str> {
        match &self.value {
            Value::Text(text) => Some(text),
            Value::Number(_)
            | Value::Bool(_)
            | Value::Date(_)
            | Value::Error(_)
            | Value::Uncalculated => None,
        }
    }
}
