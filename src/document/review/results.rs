//! Chapter II of a review: every indicator over the years, in words, in one
//! table, in pictures, and who is ahead and behind. In comes nothing, out go
//! structs: see [`super::Review`].

use serde::{Deserialize, Serialize};

use crate::document::report::Passage;
use crate::document::report::results::Verdict;
use crate::document::report::table::Figure;

/// Chapter II.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Results {
    /// Sections A to D of the plan, in this order.
    pub(crate) sections: Vec<Section>,
    /// How many indicators are met, which years are missing.
    pub(crate) paragraphs: Vec<Passage>,
    pub(crate) table: SeriesTable,
    pub(crate) trend: Option<Trend>,
    pub(crate) districts: Option<DistrictTable>,
}

/// One section of the plan's targets.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Section {
    pub(crate) title: String,
    /// One sentence or more for each indicator.
    pub(crate) sentences: Vec<Passage>,
}

/// All indicators by year.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct SeriesTable {
    /// "Bảng 2. …".
    pub(crate) title: String,
    /// Years in columns: at most six, so that the table stands upright.
    pub(crate) years: Vec<String>,
    /// "Mục tiêu 2025".
    pub(crate) target_header: String,
    pub(crate) groups: Vec<SeriesGroup>,
    pub(crate) notes: Vec<String>,
}

/// The rows of one section.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct SeriesGroup {
    pub(crate) title: String,
    pub(crate) rows: Vec<SeriesRow>,
}

/// One indicator by year.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct SeriesRow {
    pub(crate) code: String,
    pub(crate) number: String,
    pub(crate) name: String,
    /// One a year of [`SeriesTable::years`].
    pub(crate) cells: Vec<SeriesCell>,
    pub(crate) target: String,
    pub(crate) verdict: Verdict,
    pub(crate) verdict_text: String,
    /// Year in which the target was first met, and whether it was kept.
    pub(crate) achieved: String,
    pub(crate) marks: String,
}

/// A year of an indicator.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct SeriesCell {
    /// "84,79", "4/8", "-", "...", or the sign of a note: "(2)".
    pub(crate) figure: Figure,
    /// Some units are missing: set apart, for it is not to be compared.
    pub(crate) partial: bool,
    /// Not comparable with the year before: a heavy line on its left.
    pub(crate) breaks: bool,
}

/// Small lines over the years, one panel an indicator. Numbers are percent and
/// years; they serve for drawing only.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Trend {
    /// "Hình 1. …".
    pub(crate) title: String,
    /// The picture in words, for those who do not see it.
    pub(crate) alt: String,
    /// First and last year of the axis of all panels.
    pub(crate) from: i16,
    pub(crate) to: i16,
    pub(crate) panels: Vec<Panel>,
}

/// One indicator.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Panel {
    /// "D1. Gia đình học tập".
    pub(crate) label: String,
    /// Its last value as printed: "86,79%"; with the year if that is not the last
    /// of the period.
    pub(crate) value_text: String,
    pub(crate) points: Vec<TrendPoint>,
    pub(crate) targets: Vec<TargetMark>,
    /// From the last comparable value to the target of the next horizon.
    pub(crate) path: Option<PathLine>,
}

/// A value of a year.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct TrendPoint {
    pub(crate) year: i16,
    pub(crate) value: f64,
    /// Whether a line leads here from the point before.
    pub(crate) joined: bool,
    /// Some units are missing: a hollow mark without lines.
    pub(crate) partial: bool,
}

/// A target of a horizon.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct TargetMark {
    pub(crate) year: i16,
    pub(crate) value: f64,
}

/// A broken line into the future.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct PathLine {
    pub(crate) from_year: i16,
    pub(crate) from_value: f64,
    pub(crate) to_year: i16,
    pub(crate) to_value: f64,
}

/// Districts against the target, indicator by indicator; no ranking over all
/// of them, for rates of different indicators cannot be averaged.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct DistrictTable {
    #[serde(default)]
    pub(crate) heading: String,
    pub(crate) paragraphs: Vec<Passage>,
    pub(crate) title: String,
    pub(crate) rows: Vec<DistrictRow>,
    pub(crate) notes: Vec<String>,
}

/// One indicator.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct DistrictRow {
    pub(crate) number: String,
    pub(crate) name: String,
    /// Those that reach the target, each with its share.
    pub(crate) ahead: String,
    pub(crate) behind: String,
    /// Whose share rose most, by how many points, since when.
    pub(crate) improved: String,
}
