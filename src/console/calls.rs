//! The calls on the screen: why, where, and what to ask for.

use std::fmt::Write as _;

use super::count_of;
use super::window::{Tone, Window};
use crate::document::text::clean;
use crate::document::urgent::{self, Call, Urgency};
use crate::finding::{Finding, listed};
use crate::rules::explain;
use crate::run::Judged;

/// Entries shown; the rest is in the files.
const SHOWN: usize = 5;
const NAMED: usize = 6;

/// An entry as printed.
struct Entry {
    text: String,
    place: String,
    hint: String,
}

pub(super) fn write(judged: &Judged, window: Window, screen: &mut String) {
    let entries = entries(judged);
    if entries.is_empty() {
        let _ = writeln!(
            screen,
            "{}",
            window.paint(Tone::Good, "Không có lỗi hay cảnh báo nào.")
        );
        return;
    }
    let head = window.paint(Tone::Head, "Việc cần liên hệ trước:");
    let _ = writeln!(screen, "\n{head}");
    for (index, entry) in entries.iter().take(SHOWN).enumerate() {
        indent(screen, window, &format!("  {}. ", index + 1), &entry.text);
        if !entry.place.is_empty() {
            indent(screen, window, "     ", &entry.place);
        }
        indent(screen, window, "     → ", &entry.hint);
    }
    let rest = entries.len().saturating_sub(SHOWN);
    if rest > 0 {
        let text = format!(
            "Còn {} việc khác; xem phiếu báo của từng đơn vị và Phụ lục IV của báo cáo.",
            count_of(rest)
        );
        indent(screen, window, "  ", &text);
    }
    indent(
        screen,
        window,
        "  ",
        "Gõ “xhht explain MÃ” để xem cách xử lý một mã trong ngoặc vuông.",
    );
}

/// Those who sent nothing and owe words only are one entry.
fn entries(judged: &Judged) -> Vec<Entry> {
    let now = &judged.now;
    let calls = urgent::calls(&judged.plan, &now.findings, &now.ledger);
    let silent: Vec<String> = calls
        .iter()
        .filter(|call| call.urgency == Urgency::WordsMissing)
        .filter_map(|call| call.finding.unit.as_deref())
        .map(|unit| judged.plan.unit_name(unit).to_owned())
        .collect();
    let mut entries = Vec::new();
    let mut told = false;
    for call in &calls {
        if call.urgency != Urgency::WordsMissing {
            entries.push(entry(call));
        } else if !told {
            told = true;
            entries.push(Entry {
                text: format!(
                    "Chưa gửi báo cáo ({} đơn vị): {}. [{}]",
                    silent.len(),
                    listed(&silent, NAMED, "đơn vị"),
                    call.finding.code,
                ),
                ..entry(call)
            });
        }
    }
    entries
}

fn entry(call: &Call<'_>) -> Entry {
    let finding = call.finding;
    let held_up = if call.held_up.is_empty() {
        String::new()
    } else {
        format!(" Chưa đánh giá được: {}.", call.held_up.join(", "))
    };
    let beside: Vec<String> = [(call.errors, "lỗi"), (call.warnings, "cảnh báo")]
        .into_iter()
        .filter(|(many, _)| *many > 0)
        .map(|(many, what)| format!("{} {what}", count_of(many)))
        .collect();
    let more = if beside.is_empty() {
        String::new()
    } else {
        format!(" Còn {} khác.", beside.join(", "))
    };
    let accepted = match &finding.accepted {
        Some(reason) => format!(" (đã giải trình: {})", clean(reason)),
        None => String::new(),
    };
    Entry {
        text: format!("{} [{}]{accepted}{held_up}{more}", finding.message, finding.code),
        place: place(finding),
        hint: finding.hint.clone(),
    }
}

/// `Tệp …, sheet …, ô E13`.
fn place(finding: &Finding) -> String {
    let place = &finding.place;
    let mut text = String::new();
    if let Some(file) = &place.file {
        let _ = write!(text, "Tệp “{file}”");
    }
    if let Some(sheet) = &place.sheet {
        let _ = write!(text, ", sheet “{sheet}”");
    }
    if let Some(range) = &place.range {
        let _ = write!(text, ", ô {range}");
    }
    text
}

/// Writes a paragraph under a first line that begins with `first`.
fn indent(screen: &mut String, window: Window, first: &str, text: &str) {
    let hanging = first.chars().count();
    for (index, line) in explain::wrap(text, window.width - hanging).iter().enumerate() {
        if index == 0 {
            let _ = writeln!(screen, "{first}{line}");
        } else {
            let _ = writeln!(screen, "{:hanging$}{line}", "");
        }
    }
}
