//! What recognising a workbook has to say to the office that sent it.

mod periods;
mod sender;
mod tables;

use self::periods::period_notes;
use self::sender::{identity_notes, stamp_notes};
use self::tables::table_notes;
use super::Form;
use super::names::Names;
use crate::finding::{Finding, Severity};
use crate::place::Place;
use crate::plan::Plan;
use charset::Encoding;
use spreadsheet::{RepairKind, Sheet, Visibility, Workbook};

pub(super) fn findings(
    workbook: &Workbook,
    form: &Form,
    file: &str,
    year: i16,
    plan: &Plan,
    names: &Names,
) -> Vec<Finding> {
    let mut findings = Vec::new();
    identity_notes(workbook, form, file, year, plan, names, &mut findings);
    stamp_notes(form, file, plan, names, &mut findings);
    for sheet in &workbook.sheets {
        sheet_notes(sheet, file, &mut findings);
    }
    let home = form.identity.unit.as_deref().filter(|unit| names.is_district(unit));
    for table in &form.tables {
        table_notes(table, file, home, plan, names, &mut findings);
    }
    for (sheet, remark) in &form.remarks {
        let place = |range| Place::cell(file, sheet, range);
        findings.push(tables::remark(remark, &place));
    }
    period_notes(form, file, &mut findings);
    findings.extend(form.beyond.iter().map(|beyond| beyond.finding(file)));
    if workbook.sheets_not_read > 0 {
        findings.push(Finding::new(
            Severity::Error,
            "S04",
            Place::file(file),
            format!(
                "Tệp có quá nhiều sheet; {} sheet cuối không được đọc.",
                workbook.sheets_not_read
            ),
            "Chỉ giữ các sheet của báo cáo rồi gửi lại.",
        ));
    }
    for name in &workbook.sheets_missing {
        findings.push(Finding::new(
            Severity::Warning,
            "S07",
            Place::sheet(file, name),
            format!("Sheet “{name}” có tên trong tệp nhưng không có nội dung; các sheet khác vẫn được đọc."),
            "Mở tệp bằng Excel, xem sheet này còn số liệu không, lưu lại rồi gửi lại.",
        ));
    }
    findings
}

fn sheet_notes(sheet: &Sheet, file: &str, findings: &mut Vec<Finding>) {
    let place = || Place::sheet(file, &sheet.name);
    let hidden = matches!(sheet.visibility, Visibility::Hidden | Visibility::VeryHidden);
    if hidden && !sheet.grid.is_empty() {
        findings.push(Finding::new(
            Severity::Info,
            "S01",
            place(),
            format!("Sheet “{}” đang ẩn; số liệu trong đó không được tính.", sheet.name),
            "Nếu cần tính, đề nghị đơn vị bỏ ẩn sheet rồi gửi lại.",
        ));
    }
    for repair in sheet.repairs.iter().filter(|_| !hidden) {
        let (severity, code, what, hint) = repair_words(repair.kind);
        findings.push(
            Finding::new(
                severity,
                code,
                Place::cell(file, &sheet.name, repair.at),
                format!(
                    "{what} ({} ô), ví dụ ô {}: “{}” đọc là “{}”.",
                    repair.cells,
                    repair.at,
                    shorten(&repair.before),
                    shorten(&repair.after)
                ),
                hint,
            )
            .compare(shorten(&repair.before), shorten(&repair.after)),
        );
    }
}

fn repair_words(
    kind: RepairKind,
) -> (Severity, &'static str, &'static str, &'static str) {
    const NOTHING: &str =
        "Không phải làm gì; nên chuyển sang phông Unicode trong lần gửi sau.";
    match kind {
        RepairKind::Decoded(Encoding::Tcvn3) => (
            Severity::Info,
            "S02",
            "Chữ gõ theo bảng mã cũ TCVN3 đã được chuyển sang Unicode",
            NOTHING,
        ),
        RepairKind::Decoded(Encoding::Vni) => (
            Severity::Info,
            "S02",
            "Chữ gõ theo bảng mã cũ VNI đã được chuyển sang Unicode",
            NOTHING,
        ),
        RepairKind::Decoded(Encoding::Decomposed) => (
            Severity::Info,
            "S02",
            "Chữ Unicode tổ hợp đã được chuyển sang dựng sẵn",
            NOTHING,
        ),
        RepairKind::Decoded(Encoding::Spaces) => (
            Severity::Info,
            "S05",
            "Dấu cách đặc biệt đã được thay bằng dấu cách thường",
            "Không phải làm gì.",
        ),
        RepairKind::Decoded(Encoding::Garbled) => (
            Severity::Info,
            "S02",
            "Chữ bị đọc sai bảng mã trên đường gửi đã được khôi phục",
            "Không phải làm gì; nên mở tệp bằng Excel, kiểm tra chữ rồi lưu lại thành .xlsx trong lần gửi sau.",
        ),
        RepairKind::Lost => (
            Severity::Warning,
            "S03",
            "Chữ bị mất khi chuyển mã trước đó nên có thể đọc sai",
            "Đề nghị đơn vị kiểm tra chữ trong tệp và gửi lại.",
        ),
        RepairKind::Cut => (
            Severity::Warning,
            "S06",
            "Nội dung quá dài đã bị cắt bớt",
            "Rút gọn nội dung trong ô.",
        ),
    }
}

/// The beginning of a text, for showing in a sentence.
pub(crate) fn shorten(text: &str) -> String {
    const SHOWN: usize = 60;
    let line = text.replace('\n', " ");
    if line.chars().count() <= SHOWN {
        return line;
    }
    let mut short: String = line.chars().take(SHOWN).collect();
    short.push('…');
    short
}
