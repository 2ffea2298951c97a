//! The annexes bound with the report: figures by district and by commune, the
//! ledger of submissions with its findings, sources and method. In comes
//! nothing, out go structs: see [`super::Report`].

use serde::{Deserialize, Serialize};

use super::table::UnitTable;

/// All annexes, each on pages of its own, counted from 1.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Annexes {
    /// "(Kèm theo Báo cáo số ……/BC-SGDĐT ngày … tháng … năm …… của …)": the
    /// blanks stay unfilled in an electronic document (Decree 30, form 2.2).
    pub(crate) guide: String,
    pub(crate) indicators: IndicatorAnnex,
    pub(crate) districts: TableAnnex,
    /// `None` if no district sent its communes.
    pub(crate) communes: Option<TableAnnex>,
    pub(crate) submissions: SubmissionAnnex,
    pub(crate) origins: OriginAnnex,
    pub(crate) method: MethodAnnex,
    /// What became of the units of an administration that ended; `None` before.
    #[serde(default)]
    pub(crate) transition: Option<TableAnnex>,
}

/// All indicators in full, landscape; its rows are those of chapter II.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct IndicatorAnnex {
    pub(crate) number: String,
    pub(crate) title: String,
}

/// Where the figures stand: indicator and unit to file, sheet and cells. The
/// tables of the report link to its rows.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct OriginAnnex {
    pub(crate) number: String,
    pub(crate) title: String,
    pub(crate) paragraphs: Vec<String>,
    pub(crate) groups: Vec<OriginGroup>,
}

/// The sources of one indicator, or of the money.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct OriginGroup {
    /// Trace reference without its part: "D1.tinh".
    #[serde(rename = "ref")]
    pub(crate) reference: String,
    /// "D1. Gia đình học tập".
    pub(crate) title: String,
    pub(crate) rows: Vec<OriginRow>,
}

/// The cells of one unit in one sheet.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct OriginRow {
    /// "D1.ba-be"; empty in further rows of the same unit.
    #[serde(rename = "ref")]
    pub(crate) reference: String,
    pub(crate) unit: String,
    /// TT of the file in the annex of submissions.
    pub(crate) file: String,
    pub(crate) sheet: String,
    /// Of the total ("C14:C28"), of the registered, of the achieved; empty where
    /// nothing was read.
    pub(crate) cells: [String; 3],
}

/// An annex of unit tables, landscape.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct TableAnnex {
    /// Roman: "I". The composer numbers, because the text cites annexes.
    pub(crate) number: String,
    /// In capitals.
    pub(crate) title: String,
    pub(crate) paragraphs: Vec<String>,
    /// At most 16 figure columns each.
    pub(crate) tables: Vec<UnitTable>,
}

/// Who sent what and when, and what was found in it; landscape.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct SubmissionAnnex {
    pub(crate) number: String,
    pub(crate) title: String,
    pub(crate) paragraphs: Vec<String>,
    pub(crate) submissions: Vec<SubmissionRow>,
    /// Versions that a later one replaced.
    pub(crate) corrections: Vec<CorrectionRow>,
    /// Units from which nothing came: official names.
    pub(crate) missing: Vec<String>,
    /// Files that could not be used, each with the reason, as one phrase.
    pub(crate) unusable: Vec<String>,
    /// Errors first.
    pub(crate) findings: Vec<FindingRow>,
}

/// One file received.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct SubmissionRow {
    pub(crate) number: String,
    /// Official name, or "Không xác định".
    pub(crate) unit: String,
    /// Path below the inbox of the year, as received.
    pub(crate) file: String,
    /// "09/12/2024", or "-".
    pub(crate) date: String,
    /// "Đúng hạn", "Muộn 05 ngày", "-".
    pub(crate) timeliness: String,
    /// "Sử dụng", "Sử dụng, có lưu ý", "Đã thay thế", "Không đọc được", …
    pub(crate) status: String,
}

/// A version that no longer counts, and the one that does.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct CorrectionRow {
    pub(crate) number: String,
    pub(crate) unit: String,
    /// "PacNam_BC_2024.xlsx (11/12/2024)".
    pub(crate) replaced: String,
    pub(crate) replaced_by: String,
    /// "Biểu!E13: 5150 → 515", one entry a cell; empty if not compared.
    pub(crate) changes: Vec<String>,
}

/// One finding about a submission.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct FindingRow {
    pub(crate) number: String,
    /// "Lỗi", "Cảnh báo", "Thông tin".
    pub(crate) severity: String,
    /// Stable code: "T01".
    pub(crate) code: String,
    pub(crate) unit: String,
    pub(crate) file: String,
    /// Sheet and cell, empty where the finding concerns the whole file.
    pub(crate) sheet: String,
    pub(crate) cell: String,
    pub(crate) message: String,
    pub(crate) hint: String,
}

/// Where each indicator comes from and how it is worked out; landscape.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct MethodAnnex {
    pub(crate) number: String,
    pub(crate) title: String,
    pub(crate) sources: Vec<SourceRow>,
    /// Method notes, one a paragraph.
    pub(crate) notes: Vec<String>,
    /// Signs used in the tables.
    pub(crate) legend: Vec<LegendRow>,
    /// Facts of the run, for whoever repeats it; the last entry closes the
    /// annex, so the template puts "./." after it.
    pub(crate) run: Vec<String>,
}

/// One indicator's source.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct SourceRow {
    pub(crate) code: String,
    pub(crate) name: String,
    /// "Số gia đình được công nhận/tổng số hộ".
    pub(crate) formula: String,
    pub(crate) source: String,
    /// Second source; empty if there is none.
    pub(crate) checked_against: String,
    /// Reference date, and how many units reported: "8/8 đơn vị".
    pub(crate) as_of: String,
    pub(crate) coverage: String,
}

/// One sign and what it means.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct LegendRow {
    pub(crate) sign: String,
    pub(crate) meaning: String,
}
