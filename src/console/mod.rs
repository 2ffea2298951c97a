//! What the clerk sees on the screen: who sent what, and whom to telephone
//! first. It fits into 100 columns.

mod calls;
mod changes;
mod one_file;
mod since;

pub(crate) use self::changes::{difference, verified};
pub(crate) use self::one_file::{file, file_as_json};
pub(crate) use self::since::{Checked, changed};

use std::fmt::Write as _;

use crate::document::wording::{count, short_date};
use crate::document::{Documents, urgent};
use crate::finding::{Finding, Severity, listed};
use crate::ledger::{Entry, Status};
use crate::rules::explain;
use crate::run::{Judged, Slips};

/// Columns of the screen.
const WIDTH: usize = 100;
/// Longer names of units are cut in the table.
const LONGEST_NAME: usize = 42;
/// Files without a unit that are named.
const FILES: usize = 3;

/// The whole screen after a run.
pub(crate) fn screen(judged: &Judged) -> String {
    let mut screen = String::new();
    table(judged, &mut screen);
    strays(judged, &mut screen);
    calls::write(judged, &mut screen);
    accepted(judged, &mut screen);
    screen
}

/// How many findings the clerk has accepted.
fn accepted(judged: &Judged, screen: &mut String) {
    let of = |is_error: bool| {
        let findings = judged.now.findings.iter();
        let accepted = findings.filter(|finding| finding.accepted.is_some());
        accepted.filter(|one| (one.severity == Severity::Error) == is_error).count()
    };
    let (errors, others) = (of(true), of(false));
    if errors + others > 0 {
        let _ = writeln!(
            screen,
            "  Đã giải trình: {} cảnh báo, thông tin; {} lỗi (vẫn tính là lỗi).",
            count_of(others),
            count_of(errors)
        );
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

fn table(judged: &Judged, screen: &mut String) {
    let head = ["Đơn vị", "Tình trạng", "Ngày", "Lỗi", "Cảnh báo"].map(str::to_owned);
    let mut rows = vec![head];
    for unit in judged.plan.expected() {
        let (status, date) = standing(judged, unit.code());
        let of = |severity| {
            let own = current(judged).filter(|finding| {
                finding.unit.as_deref() == Some(unit.code())
                    && finding.severity == severity
            });
            Some(own.count()).filter(|many| *many > 0).map_or("-".to_owned(), count_of)
        };
        rows.push([
            cut(unit.name(), LONGEST_NAME),
            status,
            date,
            of(Severity::Error),
            of(Severity::Warning),
        ]);
    }
    let widths: [usize; 5] = std::array::from_fn(|column| {
        rows.iter().map(|row| row[column].chars().count()).max().unwrap_or(0)
    });
    for row in &rows {
        let mut line = String::new();
        for (cell, width) in row.iter().zip(widths) {
            let _ =
                write!(line, "{cell}{:pad$}  ", "", pad = width - cell.chars().count());
        }
        let _ = writeln!(screen, "{}", line.trim_end());
    }
    let due = judged.plan.expected().len();
    let usable = judged.now.ledger.usable(&judged.plan);
    if judged.now.ledger.entries.iter().any(marked) {
        let _ =
            writeln!(screen, "\n(*) Ngày lưu cuối của tệp, vì báo cáo không ghi ngày.");
    }
    let _ = writeln!(
        screen,
        "\nĐã dùng báo cáo của {usable}/{due} đơn vị; {} tệp trong thư mục.",
        count_of(judged.now.ledger.entries.len())
    );
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

fn cut(text: &str, longest: usize) -> String {
    if text.chars().count() <= longest {
        return text.to_owned();
    }
    let mut short: String = text.chars().take(longest - 1).collect();
    short.push('…');
    short
}

fn marked(entry: &Entry) -> bool {
    entry.by_properties && entry.status.counts()
}

fn standing(judged: &Judged, code: &str) -> (String, String) {
    let entries = &judged.now.ledger.entries;
    let of_unit = || entries.iter().filter(|entry| entry.unit.as_deref() == Some(code));
    let entry =
        of_unit().find(|entry| entry.status.counts()).or_else(|| of_unit().next());
    let Some(entry) = entry else { return ("chưa gửi".to_owned(), String::new()) };
    let status = match entry.status {
        Status::Accepted | Status::AcceptedWithFindings if entry.late => {
            "đã nhận, gửi muộn"
        }
        Status::Accepted => "đã nhận",
        Status::AcceptedWithFindings => "đã nhận, có lưu ý",
        Status::Superseded => "đã thay thế",
        Status::Unreadable => "không đọc được",
        Status::Unrecognised => "không dùng được",
        Status::WrongYear => "không phải của năm",
        Status::Outside => "ngoài địa bàn",
    };
    let date = match entry.date {
        Some(date) if marked(entry) => format!("{} (*)", short_date(date)),
        Some(date) => short_date(date),
        None if entry.status.counts() => "không ghi".to_owned(),
        None => String::new(),
    };
    (status.to_owned(), date)
}

/// Files nobody knows the sender of.
fn strays(judged: &Judged, screen: &mut String) {
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
        for line in explain::wrap(&text, WIDTH) {
            let _ = writeln!(screen, "{line}");
        }
    }
}

fn current(judged: &Judged) -> impl Iterator<Item = &Finding> {
    urgent::current(&judged.now.findings, &judged.now.ledger)
}
