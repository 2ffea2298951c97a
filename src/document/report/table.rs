//! Tables with one row a unit: the same shape serves the budget, the district
//! tables of chapter II and the annexes, so a new indicator needs neither a
//! new struct nor a new template.

use serde::{Deserialize, Serialize};

/// One printed figure and where it comes from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Figure {
    /// As printed: "12.936", "83,91", "-", "...", "Mức độ 2".
    pub(crate) text: String,
    /// Trace reference, "D1.ba-be.n"; absent where nothing was counted.
    #[serde(rename = "ref", default, skip_serializing_if = "Option::is_none")]
    pub(crate) reference: Option<String>,
}

/// A table of units in rows and figures in columns.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct UnitTable {
    /// "Bảng 3. …"; numbered by the composer, because sentences cite it.
    pub(crate) title: String,
    /// "Đơn vị tính: triệu đồng", printed right above the table.
    pub(crate) unit_note: Option<String>,
    /// Head of the name column: "Huyện, thành phố".
    pub(crate) name_header: String,
    pub(crate) groups: Vec<ColumnGroup>,
    pub(crate) blocks: Vec<Block>,
    /// The last row, "Toàn tỉnh"; bold.
    pub(crate) total: Option<Row>,
    /// Lines under the table.
    pub(crate) notes: Vec<String>,
}

/// Columns under one common head.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct ColumnGroup {
    /// "Gia đình học tập".
    pub(crate) title: String,
    /// "Tổng số hộ", "Đăng ký", "Đạt", "Tỷ lệ (%)". A group of one column
    /// with an empty text is a single head over both header rows.
    pub(crate) columns: Vec<String>,
}

/// Rows that belong together, such as the communes of one district.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Block {
    /// Printed across the table, kept with the first row; `None` for a plain
    /// list.
    pub(crate) title: Option<String>,
    pub(crate) rows: Vec<Row>,
    /// "Cộng"; bold.
    pub(crate) subtotal: Option<Row>,
}

/// One unit. The figures stand for the columns of all groups, from left to
/// right: exactly one each.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Row {
    /// TT; empty in total rows.
    pub(crate) number: String,
    pub(crate) name: String,
    pub(crate) figures: Vec<Figure>,
}
