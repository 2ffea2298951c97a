//! What a run finds otherwise than an earlier one: printed figures, and files.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use super::{bounded, count_of};
use crate::document::issued::{Cell, Changed};
use crate::document::reference::{BUDGET, slug};
use crate::finding::listed;
use crate::plan::Plan;
use crate::run::{Archive, Difference, Judged, Verified};

/// Things told that are printed otherwise, those of the province first.
const CHANGES: usize = 100;
/// Cells named for one change; the rest are counted.
const CELLS: usize = 3;
const FILES: usize = 8;

/// What of a year's outputs and inputs is no longer as its record has it.
pub(crate) fn verified(verified: &Verified) -> String {
    let Verified { run, files, changed, archive } = verified;
    let mut text = if changed.is_empty() {
        format!(
            "Lần chạy {run}: kết quả và {files} tệp đã ghi trong manifest.json còn nguyên.\n"
        )
    } else {
        format!("Lần chạy {run}: {} mục không còn như khi lập.\n", changed.len())
    };
    let lines =
        changed.iter().map(|(kind, what, fate)| format!("  {kind} {fate}: {what}"));
    bounded(lines, "manifest.json", &mut text);
    if !changed.is_empty() {
        text.push_str("Chạy lại “xhht report” để lập kết quả theo các tệp hiện có.\n");
    }
    kept(archive, &mut text);
    text
}

/// Whether the issued reports lie as they were issued.
fn kept(archive: &Archive, text: &mut String) {
    let Archive { issued, faults, .. } = archive;
    if faults.is_empty() && *issued > 0 {
        let _ = writeln!(
            text,
            "Kho lưu bản đã ban hành: {issued} bản, từng tệp và thứ tự các bản còn nguyên vẹn."
        );
    }
    if faults.is_empty() {
        return;
    }
    text.push_str("Kho lưu bản đã ban hành KHÔNG còn nguyên vẹn:\n");
    let lines = faults.iter().map(|fault| format!("  {fault}"));
    bounded(lines, "manifest.json trong từng thư mục của .issued", text);
    text.push_str(
        "Chép lại thư mục .issued từ bản sao lưu. Khi kho lưu chưa nguyên vẹn thì \
         chưa so sánh (diff) và chưa ban hành thêm (--issue) được.\n",
    );
}

/// What is printed otherwise than in the last issued report, and why.
pub(crate) fn difference(difference: &Difference, judged: &Judged) -> String {
    let Difference { number, run, figures, verdicts, files } = difference;
    let year = judged.now.year;
    let since =
        format!("báo cáo năm {year} đã ban hành (bản {number}, mã lần chạy {run})");
    let mut text = if figures.is_empty() {
        format!("Không có số liệu nào thay đổi so với {since}.\n")
    } else {
        let count: usize = figures.iter().map(|one| one.figures.len()).sum();
        format!("{count} số liệu thay đổi so với {since}:\n")
    };
    for one in figures.iter().take(CHANGES) {
        let _ = writeln!(text, "\n{}", subject(one, &judged.plan));
        for (part, then, now) in &one.figures {
            let said = |text: &Option<String>| {
                text.clone().unwrap_or_else(|| "không in".to_owned())
            };
            let _ = writeln!(text, "  {}: {} → {}", part.name(), said(then), said(now));
        }
        causes(one, &mut text);
    }
    let rest = figures.len().saturating_sub(CHANGES);
    if rest > 0 {
        let _ = writeln!(
            text,
            "\n… và {} chỉ tiêu, đơn vị, xã khác, xem dấu (r) trong báo cáo lập lại.",
            count_of(rest)
        );
    }
    for (code, then, now) in verdicts {
        let name = judged.plan.indicator(code).map_or("", |one| one.short.as_str());
        let _ = writeln!(
            text,
            "\n{code}. {name}\n  đánh giá: {} → {}",
            verdict(then),
            verdict(now)
        );
    }
    if !files.is_empty() {
        text.push_str("\nTệp trong inbox khác với khi ban hành:\n");
    }
    let lines = files.iter().map(|(path, fate)| format!("  {fate}: {path}"));
    bounded(lines, "thư mục inbox", &mut text);
    text
}

/// "D1. Gia đình học tập, Ba Bể, Xã Nam Mẫu".
fn subject(one: &Changed, plan: &Plan) -> String {
    let what = match plan.indicator(&one.indicator) {
        Some(indicator) => format!("{}. {}", indicator.code, indicator.short),
        None if one.indicator == BUDGET => "Kinh phí".to_owned(),
        None => one.indicator.clone(),
    };
    let whom = one.unit.as_deref().map_or("toàn tỉnh", |unit| plan.unit_name(unit));
    let Some(commune) = &one.commune else { return format!("{what}, {whom}") };
    let district = one.unit.as_deref().and_then(|unit| plan.district(unit));
    let named = district.and_then(|district| {
        district.communes.iter().find(|c| slug(&c.name) == *commune)
    });
    let commune = named.map_or(commune.as_str(), |commune| commune.name.as_str());
    format!("{what}, {whom}, {commune}")
}

/// As the report says it.
fn verdict(code: &str) -> &str {
    match code {
        "met" => "Đạt",
        "not-met" => "Chưa đạt",
        "insufficient-data" => "Chưa đủ số liệu",
        "not-assessable" => "Không đánh giá",
        other => other,
    }
}

/// Of the province the files; of a unit the cells too.
fn causes(one: &Changed, text: &mut String) {
    for (cells, when) in [(&one.then, "trước đây"), (&one.now, "nay")] {
        if cells.is_empty() {
            continue;
        }
        let said = if one.unit.is_none() { files(cells) } else { places(cells) };
        let _ = writeln!(text, "  nguồn {when}: {said}");
    }
}

fn files(cells: &[Cell]) -> String {
    let files: BTreeSet<&str> = cells.iter().map(|cell| cell.file.as_str()).collect();
    let files: Vec<String> = files.into_iter().map(str::to_owned).collect();
    listed(&files, FILES, "tệp")
}

fn places(cells: &[Cell]) -> String {
    let named: Vec<String> = cells
        .iter()
        .take(CELLS)
        .map(|cell| format!("{} › {} › {}", cell.file, cell.sheet, cell.cell))
        .collect();
    let more = cells.len().saturating_sub(CELLS);
    let more = if more > 0 { format!("; và {more} ô khác") } else { String::new() };
    format!("{}{more}", named.join("; "))
}
