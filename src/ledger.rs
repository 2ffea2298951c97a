//! The ledger of submissions: who sent what, when, and which of it counts.
//!
//! Stands at the confluence: it sees all submissions of a year at once. Of two
//! submissions of one unit the later counts; of two with one date and
//! different content neither is preferred silently.

use jiff::civil::Date;

use crate::finding::{Finding, Severity};
use crate::place::Place;
use crate::plan::Plan;
use crate::rules::Accepted;

/// What became of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Status {
    Accepted,
    AcceptedWithFindings,
    Superseded,
    Unreadable,
    Unrecognised,
}

impl Status {
    /// The name in `summary.json`.
    pub(crate) fn code(self) -> &'static str {
        match self {
            Status::Accepted => "accepted",
            Status::AcceptedWithFindings => "accepted-with-findings",
            Status::Superseded => "superseded",
            Status::Unreadable => "unreadable",
            Status::Unrecognised => "unrecognised",
        }
    }

    /// Whether its figures count.
    pub(crate) fn counts(self) -> bool {
        matches!(self, Status::Accepted | Status::AcceptedWithFindings)
    }
}

/// A file after reading, before anyone compared it with others.
#[derive(Debug)]
pub(crate) struct Received {
    pub(crate) file: String,
    /// Hex digest of the file's bytes; empty if it could not be opened.
    pub(crate) sha256: String,
    /// The unit that sent it, where known.
    pub(crate) unit: Option<String>,
    pub(crate) date: Option<Date>,
    pub(crate) outcome: Outcome,
    pub(crate) findings: Vec<Finding>,
}

#[derive(Debug)]
pub(crate) enum Outcome {
    Unreadable,
    Unrecognised,
    Vetted(Box<Accepted>),
}

/// One line of the ledger.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Entry {
    pub(crate) file: String,
    pub(crate) sha256: String,
    pub(crate) unit: Option<String>,
    pub(crate) status: Status,
    pub(crate) date: Option<Date>,
    /// Dated after the deadline of the decision.
    pub(crate) late: bool,
}

/// Everything received in a year.
#[derive(Debug, Default)]
pub(crate) struct Ledger {
    /// In the order of the walk.
    pub(crate) entries: Vec<Entry>,
    /// Units due of which nothing usable came.
    pub(crate) missing: Vec<String>,
    /// Those of them that did send something, though not usable.
    pub(crate) unusable: Vec<String>,
    pub(crate) findings: Vec<Finding>,
}

impl Ledger {
    /// Units due whose submission counts.
    pub(crate) fn usable(&self, plan: &Plan, year: i16) -> usize {
        plan.expected(year).len() - self.missing.len()
    }
}

/// Compares all that was received; gives the ledger and what counts.
pub(crate) fn settle(
    mut received: Vec<Received>,
    plan: &Plan,
    year: i16,
) -> (Ledger, Vec<Accepted>) {
    let deadline = plan.office.deadline(year);
    let superseded = superseded(&mut received, plan);
    let mut ledger = Ledger::default();
    let mut accepted = Vec::new();
    for (index, one) in received.into_iter().enumerate() {
        let noteworthy = one.findings.iter().any(|f| f.severity != Severity::Info);
        let status = match &one.outcome {
            Outcome::Unreadable => Status::Unreadable,
            Outcome::Unrecognised => Status::Unrecognised,
            Outcome::Vetted(_) if superseded.contains(&index) => Status::Superseded,
            Outcome::Vetted(_) if noteworthy => Status::AcceptedWithFindings,
            Outcome::Vetted(_) => Status::Accepted,
        };
        let late = one.date.is_some_and(|date| date > deadline) && one.unit.is_some();
        let mut findings = one.findings;
        if late && status.counts() {
            findings.push(late_finding(&one.file, one.date, deadline));
        }
        for finding in &mut findings {
            finding.unit = finding.unit.take().or_else(|| one.unit.clone());
        }
        ledger.findings.extend(findings);
        ledger.entries.push(Entry {
            file: one.file,
            sha256: one.sha256,
            unit: one.unit,
            status,
            date: one.date,
            late,
        });
        if let (Outcome::Vetted(vetted), true) = (one.outcome, status.counts()) {
            accepted.push(*vetted);
        }
    }
    absent(&mut ledger, plan, year);
    (ledger, accepted)
}

/// The indices of submissions that another of the same unit replaces.
fn superseded(received: &mut [Received], plan: &Plan) -> Vec<usize> {
    let mut replaced = Vec::new();
    let units: Vec<String> = plan.units().map(|unit| unit.code().to_owned()).collect();
    for unit in units {
        let mut of_unit: Vec<usize> = (0..received.len())
            .filter(|index| {
                let one = &received[*index];
                one.unit.as_deref() == Some(&unit)
                    && matches!(one.outcome, Outcome::Vetted(_))
            })
            .collect();
        // Later dates last; without a date first; of equals the last name.
        of_unit.sort_by_key(|index| (received[*index].date, *index));
        let Some((last, earlier)) = of_unit.split_last() else { continue };
        for index in earlier {
            let finding = supersession(&received[*index], &received[*last]);
            received[*index].findings.push(finding);
            replaced.push(*index);
        }
    }
    replaced
}

fn supersession(earlier: &Received, later: &Received) -> Finding {
    let place = Place::file(&earlier.file);
    if earlier.sha256 == later.sha256 {
        return Finding::new(
            Severity::Info,
            "L05",
            place,
            format!("Tệp này giống hệt tệp “{}”; chỉ tính một lần.", later.file),
            "Không phải làm gì; có thể bỏ bớt một tệp.",
        );
    }
    if earlier.date == later.date {
        return Finding::new(
            Severity::Error,
            "L04",
            place,
            format!(
                "Hai tệp của cùng đơn vị, cùng ngày nhưng nội dung khác nhau: “{}” và “{}”; đang dùng tệp sau.",
                earlier.file, later.file
            ),
            "Hỏi đơn vị bản nào là bản chính thức và chuyển bản kia ra khỏi thư mục.",
        );
    }
    Finding::new(
        Severity::Info,
        "L02",
        place,
        format!(
            "Đơn vị đã gửi bản sau ngày hơn (“{}”); bản này không được tính.",
            later.file
        ),
        "Không phải làm gì; nếu bản này mới đúng, sửa lại ngày trong tệp.",
    )
}

fn late_finding(file: &str, date: Option<Date>, deadline: Date) -> Finding {
    let print = |date: Date| date.strftime("%d/%m/%Y").to_string();
    let date = date.map(print).unwrap_or_default();
    Finding::new(
        Severity::Warning,
        "L01",
        Place::file(file),
        format!("Báo cáo ghi ngày {date}, sau hạn ngày {}.", print(deadline)),
        "Báo cáo vẫn được tính; nhắc đơn vị gửi đúng hạn.",
    )
    .compare(date, print(deadline))
}

/// Units that owe a report and sent nothing that counts.
fn absent(ledger: &mut Ledger, plan: &Plan, year: i16) {
    for unit in plan.expected(year) {
        let code = unit.code();
        let mut sent =
            ledger.entries.iter().filter(|one| one.unit.as_deref() == Some(code));
        if sent.clone().any(|one| one.status.counts()) {
            continue;
        }
        ledger.missing.push(code.to_owned());
        if let Some(file) = sent.next().map(|one| one.file.clone()) {
            ledger.unusable.push(code.to_owned());
            ledger.findings.push(
                Finding::new(
                    Severity::Error,
                    "L06",
                    Place::file(&file),
                    format!(
                        "{} đã gửi tệp nhưng không dùng được; coi như chưa có báo cáo.",
                        unit.name()
                    ),
                    "Liên hệ đơn vị để nhận lại tệp đọc được.",
                )
                .of_unit(code),
            );
        } else {
            ledger.findings.push(
                Finding::new(
                    Severity::Error,
                    "L03",
                    Place::nowhere(),
                    format!("{} chưa gửi báo cáo.", unit.name()),
                    "Nhắc đơn vị gửi báo cáo.",
                )
                .of_unit(code),
            );
        }
    }
}
