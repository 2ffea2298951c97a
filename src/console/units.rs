//! The table of the units on the screen: who sent what and when, with how many errors
//! and warnings; a line a unit, or two in a narrow window.

use std::fmt::Write as _;

use super::window::{Tone, Window};
use super::{count_of, current, marked};
use crate::document::wording::short_date;
use crate::finding::Severity;
use crate::ledger::{Entry, Status};
use crate::rules::explain;
use crate::run::Judged;

const HEAD: [&str; 5] = ["Đơn vị", "Tình trạng", "Ngày", "Lỗi", "Cảnh báo"];
/// Columns between two cells.
const GAP: usize = 2;
/// Longer names of units go on in a second line.
const LONGEST_NAME: usize = 42;
/// A name that has less is set in a line of its own.
const SHORTEST_NAME: usize = 18;

/// A unit on the screen.
struct Row {
    tone: Tone,
    cells: [String; 5],
}

pub(super) fn table(judged: &Judged, window: Window, screen: &mut String) {
    let rows: Vec<Row> =
        judged.plan.expected().iter().map(|unit| row(judged, unit.code())).collect();
    let widths: [usize; 5] = std::array::from_fn(|column| {
        let cells = rows.iter().map(|row| row.cells[column].as_str());
        let cells = cells.chain([HEAD[column]]).map(|cell| cell.chars().count());
        cells.max().unwrap_or(0)
    });
    let others: usize = widths[1..].iter().map(|width| width + GAP).sum();
    let left = window.width.saturating_sub(others);
    if left < SHORTEST_NAME {
        return stacked(&rows, window, screen);
    }
    let name = widths[0].min(LONGEST_NAME).min(left);
    let widths = [name, widths[1], widths[2], widths[3], widths[4]];
    line(&HEAD.map(str::to_owned), widths, (Tone::Head, window), screen);
    for row in &rows {
        line(&row.cells, widths, (row.tone, window), screen);
    }
}

/// One unit in a line; the end of a long name in the next.
fn line(
    cells: &[String; 5],
    widths: [usize; 5],
    (tone, window): (Tone, Window),
    screen: &mut String,
) {
    let name = explain::wrap(&cells[0], widths[0]);
    let first = name.first().map_or("", String::as_str);
    let mut text = String::new();
    let shown = [first, &cells[1], &cells[2], &cells[3], &cells[4]];
    for (column, (cell, width)) in shown.iter().zip(widths).enumerate() {
        let pad = width - cell.chars().count() + GAP;
        // What stands behind the last sign is not seen.
        let is_last = shown[column + 1..].iter().all(|cell| cell.is_empty());
        let pad = if is_last { 0 } else { pad };
        let cell = match (column, tone) {
            (0 | 2, Tone::Good | Tone::Warning | Tone::Error) => (*cell).to_owned(),
            _ => window.paint(tone, cell),
        };
        let _ = write!(text, "{cell}{:pad$}", "");
        if is_last {
            break;
        }
    }
    let _ = writeln!(screen, "{text}");
    for rest in name.iter().skip(1) {
        let _ = writeln!(screen, "{rest}");
    }
}

/// A narrow window: the name, and what is said of it below.
fn stacked(rows: &[Row], window: Window, screen: &mut String) {
    for Row { tone, cells } in rows {
        let [name, status, date, errors, warnings] = cells;
        for line in explain::wrap(name, window.width) {
            let _ = writeln!(screen, "{line}");
        }
        let mut said = vec![status.clone()];
        said.extend(Some(date.clone()).filter(|date| !date.is_empty()));
        let counts = [(errors, "lỗi"), (warnings, "cảnh báo")];
        let counts = counts.iter().filter(|(count, _)| *count != NONE);
        said.extend(counts.map(|(count, what)| format!("{count} {what}")));
        for line in explain::wrap(&said.join("; "), window.width - 2) {
            let _ = writeln!(screen, "  {}", window.paint(*tone, &line));
        }
    }
}

/// No finding of this kind.
const NONE: &str = "-";

fn row(judged: &Judged, code: &str) -> Row {
    let own = |severity| {
        let about = current(judged).filter(|finding| {
            finding.unit.as_deref() == Some(code) && finding.severity == severity
        });
        about.count()
    };
    let standing = judged.now.standing();
    let wrong = standing.filter(|one| one.unit.as_deref() == Some(code)).count();
    let (errors, warnings) = (own(Severity::Error), own(Severity::Warning));
    let (status, date, counts) = standing_of(judged, code);
    let tone = match (counts, wrong, errors + warnings) {
        (true, 0, 0) => Tone::Good,
        (true, 0, _) => Tone::Warning,
        (true, _, _) | (false, _, _) => Tone::Error,
    };
    let shown = |many: usize| match many {
        0 => NONE.to_owned(),
        many => count_of(many),
    };
    let name = judged.plan.unit_name(code).to_owned();
    Row { tone, cells: [name, status, date, shown(errors), shown(warnings)] }
}

/// What became of what a unit sent, with its day, and whether it counts.
fn standing_of(judged: &Judged, code: &str) -> (String, String, bool) {
    let entries = &judged.now.ledger.entries;
    let of_unit = || entries.iter().filter(|entry| entry.unit.as_deref() == Some(code));
    let entry =
        of_unit().find(|entry| entry.status.counts()).or_else(|| of_unit().next());
    let Some(entry) = entry else {
        return ("chưa gửi".to_owned(), String::new(), false);
    };
    let status = status(entry);
    let date = match entry.date {
        Some(date) if marked(entry) => format!("{} (*)", short_date(date)),
        Some(date) => short_date(date),
        None if entry.status.counts() => "không ghi".to_owned(),
        None => String::new(),
    };
    (status.to_owned(), date, entry.status.counts())
}

fn status(entry: &Entry) -> &'static str {
    match entry.status {
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
    }
}
