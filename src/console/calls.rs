//! Whom to telephone first, and why: one entry a unit, the one first that
//! holds up most of the report.
//!
//! A missing or unusable report of an office that owes figures leaves
//! indicators of the province without a verdict; an error in figures makes
//! them wrong; a report in words that is missing leaves a gap in the text;
//! a warning only wants a reason.

use std::fmt::Write as _;

use super::{WIDTH, count_of, current};
use crate::finding::{Finding, Severity, listed};
use crate::rules::explain;
use crate::run::Judged;

/// Entries shown; the rest is in the files.
const SHOWN: usize = 5;
const NAMED: usize = 6;

/// How much of the report it holds up, most first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Urgency {
    FiguresMissing,
    FiguresUndecided,
    FiguresWrong,
    WordsUnusable,
    WordsMissing,
    ReasonWanted,
    Formality,
}

/// One telephone call.
struct Call {
    urgency: Urgency,
    /// Within one urgency: those with more at stake first.
    weight: usize,
    text: String,
    place: String,
    hint: String,
}

pub(super) fn write(judged: &Judged, screen: &mut String) {
    let calls = calls(judged);
    if calls.is_empty() {
        let _ = writeln!(screen, "Không có lỗi hay cảnh báo nào.");
        return;
    }
    let _ = writeln!(screen, "\nViệc cần liên hệ trước:");
    for (index, call) in calls.iter().take(SHOWN).enumerate() {
        let number = format!("{}. ", index + 1);
        indent(screen, &format!("  {number}"), &call.text);
        if !call.place.is_empty() {
            indent(screen, "     ", &call.place);
        }
        indent(screen, "     → ", &call.hint);
    }
    let rest = calls.len().saturating_sub(SHOWN);
    if rest > 0 {
        let text = format!(
            "Còn {} việc khác; xem bảng kết quả kiểm tra trong báo cáo và summary.json.",
            count_of(rest)
        );
        indent(screen, "  ", &text);
    }
    indent(screen, "  ", "Gõ “xhht explain MÃ” để xem cách xử lý một mã trong ngoặc vuông.");
}

fn calls(judged: &Judged) -> Vec<Call> {
    let mut calls = Vec::new();
    let mut silent: Vec<String> = Vec::new();
    for unit in judged.plan.expected(judged.now.year) {
        let own: Vec<&Finding> = noteworthy(judged)
            .filter(|finding| finding.unit.as_deref() == Some(unit.code()))
            .collect();
        let ledger = &judged.now.ledger;
        let is_missing = ledger.missing.iter().any(|code| code == unit.code());
        let owed = owed(judged, unit.code());
        if is_missing && owed.is_empty() && !ledger.unusable.iter().any(|u| u == unit.code())
        {
            silent.push(unit.name().to_owned());
        } else if is_missing {
            calls.push(missing(unit.name(), &own, &owed));
        } else {
            calls.extend(of_unit(&own));
        }
    }
    if !silent.is_empty() {
        calls.push(Call {
            urgency: Urgency::WordsMissing,
            weight: silent.len(),
            text: format!(
                "Chưa gửi báo cáo ({} đơn vị): {}. [L03]",
                silent.len(),
                listed(&silent, NAMED, "đơn vị")
            ),
            place: String::new(),
            hint: "Nhắc đơn vị gửi báo cáo.".to_owned(),
        });
    }
    // Of nobody known: each file by itself.
    let strays = noteworthy(judged).filter(|finding| finding.unit.is_none());
    calls.extend(strays.map(|finding| call(finding, &[])));
    calls.sort_by_key(|call| (call.urgency, std::cmp::Reverse(call.weight)));
    calls
}

fn noteworthy(judged: &Judged) -> impl Iterator<Item = &Finding> {
    current(judged).filter(|finding| finding.severity != Severity::Info)
}

/// Indicators of which a unit is a source, in the year.
fn owed<'a>(judged: &'a Judged, unit: &str) -> Vec<&'a str> {
    let owed = judged.plan.owed_by(unit).into_iter();
    owed.filter(|one| one.validity().touches(judged.now.year))
        .map(|one| one.code.as_str())
        .collect()
}

fn missing(name: &str, own: &[&Finding], owed: &[&str]) -> Call {
    // Why what was sent cannot be used goes before that nothing usable came.
    let reason = own.iter().find(|one| !["L03", "L06", "Q02"].contains(&one.code));
    let first = reason.or(own.first());
    let said = first.map_or_else(
        || format!("{name} chưa gửi báo cáo."),
        |finding| format!("{} [{}]", finding.message, finding.code),
    );
    let held_up = if owed.is_empty() {
        String::new()
    } else {
        format!(" Chưa đánh giá được: {}.", owed.join(", "))
    };
    Call {
        urgency: if owed.is_empty() {
            Urgency::WordsUnusable
        } else {
            Urgency::FiguresMissing
        },
        weight: owed.len(),
        text: format!("{said}{held_up}"),
        place: first.map(|finding| place(finding)).unwrap_or_default(),
        hint: first.map_or("Nhắc đơn vị gửi báo cáo.", |one| one.hint.as_str()).to_owned(),
    }
}

/// The gravest finding of a unit, and how many there are beside it.
fn of_unit(own: &[&Finding]) -> Option<Call> {
    let first = own.iter().min_by_key(|finding| (urgency(finding), finding.severity))?;
    Some(call(first, own))
}

fn urgency(finding: &Finding) -> Urgency {
    match (finding.severity, finding.code) {
        (Severity::Error, "L04" | "I01" | "I03" | "I05") => Urgency::FiguresUndecided,
        (Severity::Error, _) => Urgency::FiguresWrong,
        // Late, undated, no report at all: figures do not wait for it.
        (_, "L01" | "L08" | "I02" | "I04" | "I07" | "P01") => Urgency::Formality,
        (Severity::Warning | Severity::Info, _) => Urgency::ReasonWanted,
    }
}

fn call(finding: &Finding, own: &[&Finding]) -> Call {
    let of = |severity| {
        own.iter().filter(|one| one.severity == severity && **one != finding).count()
    };
    let (errors, warnings) = (of(Severity::Error), of(Severity::Warning));
    let beside: Vec<String> = [(errors, "lỗi"), (warnings, "cảnh báo")]
        .into_iter()
        .filter(|(many, _)| *many > 0)
        .map(|(many, what)| format!("{} {what}", count_of(many)))
        .collect();
    let more = if beside.is_empty() {
        String::new()
    } else {
        format!(" Còn {} khác.", beside.join(", "))
    };
    Call {
        urgency: urgency(finding),
        weight: errors * 1000 + warnings,
        text: format!("{} [{}]{more}", finding.message, finding.code),
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
fn indent(screen: &mut String, first: &str, text: &str) {
    let hanging = first.chars().count();
    for (index, line) in wrap(text, WIDTH - hanging).iter().enumerate() {
        if index == 0 {
            let _ = writeln!(screen, "{first}{line}");
        } else {
            let _ = writeln!(screen, "{:hanging$}{line}", "");
        }
    }
}

/// Breaks between words; a word longer than the screen (a file's name) is cut.
pub(super) fn wrap(text: &str, width: usize) -> Vec<String> {
    explain::wrap(text, width)
}
