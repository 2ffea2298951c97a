//! The identity a form of ours carries: unit, year and version, in a visible
//! cell of every sheet and in the workbook's own properties.
//!
//! Programs that save the form anew may drop the properties; offices may rename
//! sheets and insert rows. The cell survives both, wherever it ends up.

use std::collections::BTreeMap;
use std::fmt;

use jiff::civil::Date;

use super::day;
use super::identity::beside;
use crate::plan::key::Key;
use spreadsheet::{Value, Workbook};

/// The version of the forms this program writes; it changes when a form of the
/// last version would be misunderstood or asks for something else.
pub(crate) const VERSION: u32 = 1;
/// The name of the property.
pub(crate) const PROPERTY: &str = "Mã biểu mẫu XHHT";
/// The label of the cell that holds the day of the report.
pub(crate) const DAY_LABEL: &str = "Ngày lập báo cáo";

const PREFIX: &str = "XHHT";
/// A stamp stands in a short cell.
const LONGEST: usize = 120;

/// Whose form it is: `XHHT.2024.ba-be.v1`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Stamp {
    pub(crate) year: i16,
    /// Code of the unit it was made for.
    pub(crate) unit: String,
    pub(crate) version: u32,
}

impl Stamp {
    /// The stamp of a form as made today.
    pub(crate) fn new(year: i16, unit: &str) -> Self {
        Self { year, unit: unit.to_owned(), version: VERSION }
    }

    /// Reads the stamp somewhere in a text; nothing if there is none.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let at = text.find(PREFIX)?;
        let token = text[at..].split_whitespace().next()?;
        let pieces: Vec<&str> = token.split('.').collect();
        let [_, year, unit, version] = pieces.as_slice() else { return None };
        Some(Self {
            year: year.parse().ok()?,
            unit: (*unit).to_owned(),
            version: version.strip_prefix('v')?.parse().ok()?,
        })
    }

    /// The stamp of a workbook: the one in most of its visible cells, else the
    /// one in its properties.
    pub(super) fn of(workbook: &Workbook) -> Option<Self> {
        let mut votes: BTreeMap<Self, usize> = BTreeMap::new();
        for (_, sheet) in workbook.visible_sheets() {
            for (_, cell) in sheet.grid.cells() {
                let text = cell.as_text().filter(|text| text.len() < LONGEST);
                if let Some(stamp) = text.and_then(Self::parse) {
                    *votes.entry(stamp).or_default() += 1;
                }
            }
        }
        let seen = votes.into_iter().max_by_key(|(_, count)| *count);
        let said = || workbook.properties.custom.get(PROPERTY).map(String::as_str);
        seen.map(|(stamp, _)| stamp).or_else(|| said().and_then(Self::parse))
    }
}

impl fmt::Display for Stamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{PREFIX}.{}.{}.v{}", self.year, self.unit, self.version)
    }
}

/// The day beside its label in a form of ours: a date, or a text of one.
pub(super) fn day_of(workbook: &Workbook) -> Option<Date> {
    let label = Key::of(DAY_LABEL);
    workbook.visible_sheets().find_map(|(_, sheet)| {
        sheet.grid.cells().find_map(|(at, cell)| {
            let text = cell.as_text().filter(|text| text.len() < LONGEST)?;
            if Key::of(text).plain != label.plain {
                return None;
            }
            match &beside(&sheet.grid, at)?.1.value {
                Value::Date(date) => date.get(..10)?.parse().ok(),
                Value::Text(text) => day::typed(text),
                Value::Number(_)
                | Value::Bool(_)
                | Value::Error(_)
                | Value::Uncalculated => None,
            }
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_stamped_can_be_read_wherever_it_stands() {
        let stamp = Stamp::new(2024, "tp-bac-kan");
        assert_eq!(stamp.to_string(), format!("XHHT.2024.tp-bac-kan.v{VERSION}"));
        assert_eq!(Stamp::parse(&format!("Mã biểu mẫu: {stamp} ")), Some(stamp));
        for text in
            ["", "XHHT", "XHHT.2024.ba-be", "XHHT.năm.ba-be.v1", "báo cáo XHHT 2024"]
        {
            assert_eq!(Stamp::parse(text), None, "{text}");
        }
    }
}
