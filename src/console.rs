//! What the clerk sees on the screen: who sent what, and what to telephone
//! about first.

use std::fmt::Write as _;

use crate::document::wording::{count, short_date};
use crate::finding::{Finding, Severity};
use crate::ledger::Status;
use crate::run::Judged;

/// Findings named on the screen; the rest is in the files.
const SHOWN: usize = 5;

/// The whole screen after a run.
pub(crate) fn screen(judged: &Judged) -> String {
    let mut screen = String::new();
    table(judged, &mut screen);
    urgent(judged, &mut screen);
    screen
}

fn table(judged: &Judged, screen: &mut String) {
    let head = ["Đơn vị", "Tình trạng", "Ngày", "Lỗi", "Cảnh báo"].map(str::to_owned);
    let mut rows = vec![head];
    for unit in judged.plan.expected(judged.now.year) {
        let (status, date) = standing(judged, unit.code());
        let of = |severity| {
            let own = current(judged).filter(|finding| {
                finding.unit.as_deref() == Some(unit.code())
                    && finding.severity == severity
            });
            own.count().to_string()
        };
        rows.push([
            unit.name().to_owned(),
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
    let due = judged.plan.expected(judged.now.year).len();
    let usable = judged.now.ledger.usable(&judged.plan, judged.now.year);
    let _ = writeln!(
        screen,
        "\nĐã dùng báo cáo của {usable}/{due} đơn vị; {} tệp trong thư mục.",
        count_of(judged.now.ledger.entries.len())
    );
}

fn count_of(length: usize) -> String {
    count(i64::try_from(length).unwrap_or(i64::MAX))
}

fn standing(judged: &Judged, code: &str) -> (String, String) {
    let entries = &judged.now.ledger.entries;
    let of_unit = || entries.iter().filter(|entry| entry.unit.as_deref() == Some(code));
    let entry =
        of_unit().find(|entry| entry.status.counts()).or_else(|| of_unit().next());
    let Some(entry) = entry else { return ("chưa gửi".to_owned(), String::new()) };
    let status = match entry.status {
        Status::Accepted if entry.late => "đã nhận, gửi muộn",
        Status::Accepted => "đã nhận",
        Status::AcceptedWithFindings if entry.late => "đã nhận, gửi muộn",
        Status::AcceptedWithFindings => "đã nhận, có lưu ý",
        Status::Superseded => "đã thay thế",
        Status::Unreadable => "không đọc được",
        Status::Unrecognised => "không nhận ra",
    };
    (status.to_owned(), entry.date.map(short_date).unwrap_or_default())
}

/// Findings about what counts: those of a superseded file are for the record.
fn current(judged: &Judged) -> impl Iterator<Item = &Finding> {
    judged.now.findings.iter().filter(|finding| {
        let replaced = judged.now.ledger.entries.iter().find(|entry| {
            entry.status == Status::Superseded
                && finding.place.file.as_ref() == Some(&entry.file)
        });
        replaced.is_none()
    })
}

/// The first errors, then warnings, one line each with what to do.
fn urgent(judged: &Judged, screen: &mut String) {
    let pressing: Vec<&Finding> =
        current(judged).filter(|finding| finding.severity != Severity::Info).collect();
    if pressing.is_empty() {
        let _ = writeln!(screen, "Không có lỗi hay cảnh báo nào.");
        return;
    }
    let _ = writeln!(screen, "\nViệc cần liên hệ trước:");
    for finding in pressing.iter().take(SHOWN) {
        let _ = writeln!(screen, "  {}", line(finding));
        let _ = writeln!(screen, "      → {}", finding.hint);
    }
    if pressing.len() > SHOWN {
        let rest = count_of(pressing.len() - SHOWN);
        let _ =
            writeln!(screen, "  … và {rest} lỗi, cảnh báo khác, xem trong summary.json.");
    }
}

/// `[L03] Đài … chưa gửi báo cáo.`, with file, sheet and cell where known.
fn line(finding: &Finding) -> String {
    let place = &finding.place;
    let mut at = String::new();
    if let Some(file) = &place.file {
        at.push_str(file);
    }
    if let Some(sheet) = &place.sheet {
        let _ = write!(at, " › {sheet}");
    }
    if let Some(range) = &place.range {
        let _ = write!(at, " › {range}");
    }
    if at.is_empty() {
        format!("[{}] {}", finding.code, finding.message)
    } else {
        format!("[{}] {at}: {}", finding.code, finding.message)
    }
}
