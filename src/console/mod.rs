//! What the clerk sees on the screen: who sent what, and whom to telephone
//! first. It fits into the window it is shown in, and into 100 columns where it goes
//! into a file.

mod calls;
mod changes;
mod ending;
mod one_file;
mod since;
mod units;
mod window;

pub(crate) use self::changes::{difference, verified};
pub(crate) use self::ending::{ending, forms, standing};
pub(crate) use self::one_file::{file, file_as_json};
pub(crate) use self::since::{Checked, changed};
pub(crate) use self::window::Window;

use std::fmt::Write as _;

use crate::document::wording::count;
use crate::document::{Documents, urgent};
use crate::editorial::Page;
use crate::finding::{Finding, Severity, listed};
use crate::ledger::Entry;
use crate::place::EDITORIAL;
use crate::rules::explain;
use crate::run::{Judged, Slips};

/// Files without a unit that are named.
const FILES: usize = 3;

/// The whole screen after a run.
pub(crate) fn screen(judged: &Judged, window: Window) -> String {
    let mut screen = String::new();
    units::table(judged, window, &mut screen);
    used(judged, window, &mut screen);
    strays(judged, window, &mut screen);
    calls::write(judged, window, &mut screen);
    accepted(judged, window, &mut screen);
    screen
}

/// How many findings the clerk has accepted, and what else of the clerk's workbook
/// is applied.
fn accepted(judged: &Judged, window: Window, screen: &mut String) {
    let of = |is_error: bool| {
        let findings = judged.now.findings.iter();
        let accepted = findings.filter(|finding| finding.accepted.is_some());
        accepted.filter(|one| (one.severity == Severity::Error) == is_error).count()
    };
    let (errors, others) = (of(true), of(false));
    let mut lines = Vec::new();
    if errors + others > 0 {
        lines.push(format!(
            "Đã giải trình: {} cảnh báo, thông tin; {} lỗi (không chặn bản chính thức).",
            count_of(others),
            count_of(errors)
        ));
    }
    let applied = judged.now.decisions.applied();
    let said: Vec<String> = [
        (Page::Texts, "câu sửa"),
        (Page::Reasons, "lý do giải trình"),
        (Page::Names, "tên gọi"),
        (Page::Paper, "mục văn bản"),
    ]
    .into_iter()
    .map(|(page, what)| (applied.iter().filter(|one| one.page == page).count(), what))
    .filter(|(many, _)| *many > 0)
    .map(|(many, what)| format!("{} {what}", count_of(many)))
    .collect();
    if !said.is_empty() {
        lines.push(format!("Đã áp dụng từ {EDITORIAL}: {}.", said.join("; ")));
    }
    for line in lines {
        screen.push_str(&window.lay(&format!("  {line}\n")));
    }
}

/// Years a review had to do without; empty if there are none.
pub(crate) fn missing_years(judged: &Judged, documents: Documents) -> String {
    if documents.review.is_none() {
        return String::new();
    }
    let known = |year: &i16| {
        judged.now.year == *year || judged.earlier.iter().any(|one| one.year == *year)
    };
    let period = judged.plan.decision.date.year()..=judged.now.year;
    let missing: Vec<String> =
        period.filter(|year| !known(year)).map(|year| year.to_string()).collect();
    if missing.is_empty() {
        return String::new();
    }
    format!(
        "Báo cáo giai đoạn không có dữ liệu năm {}: không có thư mục inbox của năm đó.\n",
        missing.join(", ")
    )
}

/// How many slips went where.
pub(crate) fn slips(slips: &Slips) -> String {
    let mut text = format!(
        "Đã lập {} phiếu báo gửi đơn vị và {} bản đánh dấu tệp Excel: {}\n",
        slips.count,
        slips.copies,
        slips.folder.display()
    );
    let without = slips
        .without
        .iter()
        .map(|(file, reason)| format!("  Không có bản đánh dấu của “{file}”: {reason}."));
    bounded(without, "phiếu báo PDF của từng đơn vị", &mut text);
    text
}

/// Below the table: how many sent something usable.
fn used(judged: &Judged, window: Window, screen: &mut String) {
    let due = judged.plan.expected().len();
    let usable = judged.now.ledger.usable(&judged.plan);
    let mut lines = Vec::new();
    if judged.now.ledger.entries.iter().any(marked) {
        lines.push("(*) Ngày lưu cuối của tệp, vì báo cáo không ghi ngày.".to_owned());
    }
    lines.push(format!(
        "Đã dùng báo cáo của {usable}/{due} đơn vị; {} tệp trong thư mục.",
        count_of(judged.now.ledger.entries.len())
    ));
    for line in lines {
        let _ = write!(screen, "\n{}", window.lay(&format!("{line}\n")));
    }
}

/// Lines of one list on the screen; the rest is in the files.
const LINES: usize = 40;

/// The first lines of a list, and how many there are beside them and where.
fn bounded(lines: impl IntoIterator<Item = String>, see: &str, screen: &mut String) {
    first(LINES, lines, see, screen);
}

/// The same of a longer list.
fn first(
    most: usize,
    lines: impl IntoIterator<Item = String>,
    see: &str,
    screen: &mut String,
) {
    let mut lines = lines.into_iter();
    for line in lines.by_ref().take(most) {
        let _ = writeln!(screen, "{line}");
    }
    let rest = lines.count();
    if rest > 0 {
        let _ = writeln!(screen, "  … và {} dòng khác, xem {see}.", count_of(rest));
    }
}

fn count_of(length: usize) -> String {
    count(i64::try_from(length).unwrap_or(i64::MAX))
}

fn marked(entry: &Entry) -> bool {
    entry.by_properties && entry.status.counts()
}

/// Files nobody knows the sender of.
fn strays(judged: &Judged, window: Window, screen: &mut String) {
    let entries = judged.now.ledger.entries.iter();
    let names: Vec<String> = entries
        .filter(|entry| entry.unit.is_none())
        .map(|entry| format!("“{}”", entry.file))
        .collect();
    if !names.is_empty() {
        let text = format!(
            "Tệp không rõ của đơn vị nào, không được tính: {}.",
            listed(&names, FILES, "tệp")
        );
        // Names of files are whatever somebody called them.
        for line in explain::wrap(&text, window.width) {
            let _ = writeln!(screen, "{line}");
        }
    }
}

fn current(judged: &Judged) -> impl Iterator<Item = &Finding> {
    urgent::current(&judged.now.findings, &judged.now.ledger)
}
