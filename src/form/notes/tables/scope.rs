//! What is said of figures of more than the area of the plan.

use crate::finding::{Finding, Severity};
use crate::form::table::Table;
use crate::place::{CellRange, Place};
use crate::plan::Plan;

pub(super) fn notes(table: &Table, file: &str, plan: &Plan, findings: &mut Vec<Finding>) {
    let at = |range: CellRange| Place::cell(file, &table.sheet, range);
    if let Some(beyond) = &table.beyond {
        findings.push(Finding::new(
            Severity::Info,
            "U06",
            at(beyond.range),
            format!(
                "Bảng có {} xã, phường ngoài {}; các dòng này và dòng tổng của cả bảng không được tính.",
                beyond.rows, plan.province.area
            ),
            "Không phải làm gì; lần sau chỉ cần gửi các xã, phường thuộc địa bàn của Kế hoạch.",
        ));
    }
    for wide in &table.province_wide {
        findings.push(Finding::new(
            Severity::Warning,
            "T15",
            at(wide.range),
            format!(
                "Số liệu “{}” ở đây là của toàn {}, không phải của {}; không được tính và không dùng để so sánh.",
                plan.variable_name(&wide.variable),
                plan.province.full_name,
                plan.province.area,
            ),
            "Đề nghị đơn vị gửi số liệu tách riêng cho các xã, phường thuộc địa bàn của Kế hoạch.",
        ));
    }
}
