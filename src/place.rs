//! Where something stands: a cell, a range of cells, a place in a submission.
//!
//! Together with [`crate::finding`] this is the language every room may speak:
//! who knows the place, says the place.

use serde::{Deserialize, Serialize};

pub(crate) use spreadsheet::{Address, CellRange};

/// The clerk's own workbook in the inbox of a year: no submission, but a place
/// like any other.
pub(crate) const EDITORIAL: &str = "bien-tap.xlsx";

/// The folder of issued reports among the outputs of a year.
pub(crate) const ISSUED: &str = ".issued";

/// A place in what was sent: a file, and where known a sheet and cells in it.
///
/// The file is its path below `inbox/<year>`, with `/` between folders.
#[derive(
    Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize,
)]
pub(crate) struct Place {
    pub(crate) file: Option<String>,
    pub(crate) sheet: Option<String>,
    pub(crate) range: Option<CellRange>,
}

impl Place {
    /// The run as a whole, no file of it.
    pub(crate) fn nowhere() -> Self {
        Self::default()
    }

    pub(crate) fn file(file: &str) -> Self {
        Self { file: Some(file.to_owned()), ..Self::default() }
    }

    pub(crate) fn sheet(file: &str, sheet: &str) -> Self {
        Self { sheet: Some(sheet.to_owned()), ..Self::file(file) }
    }

    pub(crate) fn cell(file: &str, sheet: &str, range: impl Into<CellRange>) -> Self {
        Self { range: Some(range.into()), ..Self::sheet(file, sheet) }
    }
}
