//! The last lines of a run: whether the report can be signed, why not, and which files
//! to open; how many forms were made, and what they lack.

use std::fmt::Write as _;

use super::window::{Tone, Window};
use super::{bounded, count_of};
use crate::document::draft;
use crate::finding::listed;
use crate::run::{Forms, Judged, Known, Made};

/// Units and tables named in a sentence.
const NAMED: usize = 8;

/// Whether a report made now can be signed; nothing else stands on the line.
pub(crate) fn standing(judged: &Judged, window: Window) -> String {
    let (tone, said) = match draft::grounds(&judged.material("", "")) {
        Some(grounds) => (Tone::Error, format!("Dự thảo, vì còn {grounds}.")),
        None => (
            Tone::Good,
            "Bản chính thức: đủ báo cáo, không còn lỗi chưa giải trình.".to_owned(),
        ),
    };
    let laid = window.lay(&said);
    laid.lines().fold(String::new(), |mut text, line| {
        let _ = writeln!(text, "{}", window.paint(tone, line));
        text
    })
}

/// Where a report is, whether it can be signed, and what to open.
pub(crate) fn ending(judged: &Judged, made: &Made, window: Window) -> String {
    let mut text = format!("Kết quả: {}\n", made.folder.display());
    text.push_str(&standing(judged, window));
    text.push_str("Mở trong thư mục đó:\n");
    let widest = made.shown.iter().map(|(name, _)| name.chars().count()).max();
    let width = widest.unwrap_or(0);
    for (name, what) in &made.shown {
        let _ = writeln!(text, "  {name:width$}  {what}");
    }
    text
}

/// How many forms went where, and what of the year before could not be filled in.
pub(crate) fn forms(forms: &Forms) -> String {
    let Forms { count, folder, before, known, unfilled, list } = forms;
    let mut text = format!("Đã lập {count} biểu mẫu: {}\n", folder.display());
    if let Some(told) = list {
        let _ = writeln!(text, "{told}");
    }
    let without = match known {
        Known::Yes => "",
        Known::BeforePlan => "kế hoạch chưa bắt đầu",
        Known::NoInbox => "không có báo cáo của năm đó",
    };
    if !without.is_empty() {
        let _ = writeln!(
            text,
            "Không có số liệu năm {before} ({without}): cột số liệu năm trước của mọi biểu \
             mẫu để “...”."
        );
        return text;
    }
    let (none, some): (Vec<_>, Vec<_>) =
        unfilled.iter().partition(|(_, tables)| tables.is_empty());
    if !none.is_empty() {
        let names: Vec<String> = none.iter().map(|(name, _)| name.clone()).collect();
        let _ = writeln!(
            text,
            "Chưa điền được số liệu năm {before} cho {} đơn vị (không có báo cáo năm {before} \
             dùng được): {}.",
            count_of(names.len()),
            listed(&names, NAMED, "đơn vị")
        );
    }
    if !some.is_empty() {
        let _ = writeln!(text, "Thiếu số liệu năm {before} ở một số bảng:");
        let lines = some
            .iter()
            .map(|(name, tables)| format!("  {name}: {}", listed(tables, NAMED, "bảng")));
        bounded(lines, "từng biểu mẫu", &mut text);
    }
    text
}
