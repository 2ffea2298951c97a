//! Chapter II of the report: the indicators in words, in one summary table, in
//! a chart and by district. In comes nothing, out go structs: see
//! [`super::Report`].

use serde::{Deserialize, Serialize};

use super::Passage;
use super::table::{Figure, UnitTable};

/// Chapter II: the indicators, in words, in one table, and by district.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Results {
    /// Sections A to D of the plan, in this order.
    pub(crate) sections: Vec<ResultSection>,
    pub(crate) summary: SummaryTable,
    pub(crate) chart: Option<Chart>,
    /// Over the years; only with at least one earlier year.
    pub(crate) trends: Option<Trends>,
    /// Heading of what is said by area.
    #[serde(default)]
    pub(crate) district_heading: String,
    /// Paragraphs above the district tables.
    pub(crate) district_text: Vec<Passage>,
    /// Highest and lowest of each indicator; each entry with its final mark.
    pub(crate) district_items: Vec<Passage>,
    pub(crate) dots: Option<DotPlot>,
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
    pub(crate) paragraphs: Vec<Passage>,
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
    /// At most some 40 letters, for narrow columns: "Gia đình học tập".
    pub(crate) short: String,
    /// What is counted: "hộ", "người", "huyện".
    pub(crate) unit: String,
    /// The whole sentence for the text.
    pub(crate) sentence: Passage,
    /// For a standard rather than a ratio ("Đạt mức độ 1"): printed instead
    /// of the three figures below.
    pub(crate) status: Option<Figure>,
    pub(crate) numerator: Figure,
    pub(crate) denominator: Figure,
    /// "-" where nothing is registered.
    pub(crate) registered: Figure,
    /// "84,79", "-" or "...".
    pub(crate) percent: Figure,
    /// Percent of the year before; "-" where it cannot be compared.
    pub(crate) previous: String,
    /// "+2,35": percentage points since the year before, or "-".
    pub(crate) change: String,
    /// Target texts, "80%", "Duy trì" or "-".
    pub(crate) target_2025: String,
    pub(crate) target_2030: String,
    /// National target of the year judged by; "-" where there is none.
    pub(crate) national_target: String,
    /// National targets of the first and the last horizon.
    pub(crate) national_2025: String,
    pub(crate) national_2030: String,
    pub(crate) verdict: Verdict,
    /// "Đạt", "Chưa đạt", "Chưa đủ số liệu", "Không đánh giá".
    pub(crate) verdict_text: String,
    /// Titles not yet legally final: the sign "(*)" stands behind the name.
    pub(crate) provisional: bool,
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
    pub(crate) paragraphs: Vec<Passage>,
    /// "Bảng 2. …".
    pub(crate) title: String,
    /// Head of the column of the year before: "Năm 2023"; empty if that year was
    /// not read, and then there is no such column.
    pub(crate) previous_header: String,
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

/// Rates of all districts on one line an indicator, with the province and the
/// target of the year judged by. Numbers serve for drawing only.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct DotPlot {
    /// "Hình 3. …".
    pub(crate) title: String,
    /// The picture in words.
    pub(crate) alt: String,
    /// What a dot is: "Huyện, thành phố".
    #[serde(default)]
    pub(crate) unit_label: String,
    /// "Mục tiêu 2025".
    pub(crate) target_label: String,
    pub(crate) lines: Vec<DotLine>,
}

/// One indicator of a dot plot.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct DotLine {
    pub(crate) label: String,
    /// One entry a district with a rate.
    pub(crate) districts: Vec<f64>,
    pub(crate) province: Option<f64>,
    pub(crate) target: Option<f64>,
    /// "Na Rì 81,69 - 90,48 Thành phố Bắc Kạn": the ends of the line.
    pub(crate) lowest: String,
    pub(crate) highest: String,
}

/// Small pictures of the years, one an indicator, on common axes.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Trends {
    /// "Hình 2. …".
    pub(crate) title: String,
    /// The picture in words.
    pub(crate) alt: String,
    /// First and last year of the horizontal axis.
    pub(crate) first_year: i16,
    pub(crate) last_year: i16,
    pub(crate) panels: Vec<Panel>,
}

/// One indicator over the years.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Panel {
    /// "D1. Gia đình học tập".
    pub(crate) label: String,
    /// "84,79%".
    pub(crate) value_text: String,
    /// Runs of years that may be joined by a line; a year without figures, or
    /// on another scale, parts them.
    pub(crate) runs: Vec<Vec<Mark>>,
    /// From the last result through the targets still ahead.
    pub(crate) path: Vec<Mark>,
}

/// One year of a panel.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Mark {
    pub(crate) year: i16,
    /// Percent, 0 to 100.
    pub(crate) value: f64,
}
