//! Targets: the province's own, by horizon, and the national ones beside them.

use jiff::civil::Date;
use serde::Deserialize;

use super::dates::day;
use super::share::Share;

/// What the province is to reach by a horizon (Decision 1768/QĐ-UBND, part I.2).
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Target {
    /// The horizon: 2025 or 2030.
    pub(crate) year: i16,
    /// Absent where the decision sets no number.
    #[serde(default)]
    pub(crate) percent: Option<Share>,
    /// As the decision words it.
    pub(crate) text: String,
    #[serde(deserialize_with = "day")]
    pub(crate) valid_from: Date,
    /// Number of the document that set it.
    pub(crate) decision: String,
}

/// What the country is to reach by the same year; shown, never judged against.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct NationalTarget {
    pub(crate) year: i16,
    pub(crate) percent: Share,
    /// What it is a share of, where that is not what the province counts:
    /// "tỉnh".
    #[serde(default)]
    pub(crate) of: Option<String>,
    pub(crate) decision: String,
}
