//! Chapter II of the report: the indicators in words, in one summary table, in
//! a chart and by district. In comes nothing, out go structs: see
//! [`super::Report`].

use serde::{Deserialize, Serialize};

use super::table::{Figure, UnitTable};

/// Chapter II: the indicators, in words, in one table, and by district.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Results {
    /// Sections A to D of the plan, in this order.
    pub(crate) sections: Vec<ResultSection>,
    pub(crate) summary: SummaryTable,
    pub(crate) chart: Option<Chart>,
    /// Paragraphs above the district tables.
    pub(crate) district_text: Vec<String>,
    /// Portrait tables: at most 9 figure columns each, or they get too narrow.
    pub(crate) district_tables: Vec<UnitTable>,
}

/// One section of the plan's targets.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct ResultSection {
    /// "A", "B", "C", "D": as in the indicator codes.
    pub(crate) letter: String,
    pub(crate) title: String,
    /// Paragraphs above the indicators; may be empty.
    pub(crate) paragraphs: Vec<String>,
    pub(crate) indicators: Vec<Indicator>,
}

/// One indicator: its sentence in the text and its row in the summary table.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Indicator {
    /// "D1".
    pub(crate) code: String,
    /// TT in the summary table: "12".
    pub(crate) number: String,
    pub(crate) name: String,
    /// What is counted: "hộ", "người", "huyện".
    pub(crate) unit: String,
    /// The whole sentence for the text.
    pub(crate) sentence: String,
    /// For a standard rather than a ratio ("Đạt mức độ 1"): printed instead
    /// of the three figures below.
    pub(crate) status: Option<Figure>,
    pub(crate) numerator: Figure,
    pub(crate) denominator: Figure,
    /// "84,79", "-" or "...".
    pub(crate) percent: Figure,
    /// Target texts, "80%", "Duy trì" or "-".
    pub(crate) target_2025: String,
    pub(crate) target_2030: String,
    /// National target of the year judged by; "-" where there is none.
    pub(crate) national_target: String,
    pub(crate) verdict: Verdict,
    /// "Đạt", "Chưa đạt", "Chưa đủ số liệu", "Không đánh giá".
    pub(crate) verdict_text: String,
    /// Note signs: "*", "(1)", "(*), (2)"; empty for none. Each sign is
    /// explained in [`SummaryTable::notes`].
    pub(crate) marks: String,
}

/// How an indicator stands against the target of its year.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Verdict {
    Met,
    NotMet,
    InsufficientData,
    NotAssessable,
}

/// Frame of the summary table; its rows are the indicators of all sections.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct SummaryTable {
    /// Paragraphs above the table: how many indicators are met, and so on.
    pub(crate) paragraphs: Vec<String>,
    /// "Bảng 2. …".
    pub(crate) title: String,
    /// Head of the national column: "Cả nước 2025".
    pub(crate) national_header: String,
    /// Lines under the table: "(*) Số liệu sơ bộ, …".
    pub(crate) notes: Vec<String>,
}

/// Bars of results against targets. Numbers are percent, 0 to 100, and serve
/// for drawing only; what is read stands in the texts.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Chart {
    /// "Hình 1. …".
    pub(crate) title: String,
    /// The chart in words, for those who do not see it.
    pub(crate) alt: String,
    pub(crate) bars: Vec<Bar>,
}

/// One line of the chart.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Bar {
    /// At most some 34 letters, to stay on one line: "D1. Gia đình học tập".
    pub(crate) label: String,
    /// "84,79%".
    pub(crate) value_text: String,
    pub(crate) value: f64,
    pub(crate) target_2025: Option<f64>,
    pub(crate) target_2030: Option<f64>,
    pub(crate) national_target: Option<f64>,
}
