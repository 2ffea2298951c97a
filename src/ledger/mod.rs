//! The ledger of submissions: who sent what, when, and which of it counts.
//!
//! Stands at the confluence: it sees all submissions of a year at once. Of two
//! submissions of one unit the later counts; of two with one date and
//! different content neither is preferred silently ([`versions`]). Dates come
//! from the content, else from the workbook's own properties, else they are
//! unknown; never from the file system.

mod content;
mod revision;
mod versions;

use std::collections::BTreeSet;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use spreadsheet::FileKind;

pub(crate) use self::revision::{Change, Revision, Stated};

use self::content::Topic;
use self::versions::Fate;
use crate::finding::{Finding, Severity, short_date};
use crate::observation::Observation;
use crate::place::Place;
use crate::plan::Plan;
use crate::plan::ground::Ground;
use crate::plan::unit::Unit;
use crate::rules::{Accepted, Rest};

/// What became of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Status {
    Accepted,
    AcceptedWithFindings,
    Superseded,
    Unreadable,
    Unrecognised,
    /// Of another year, or by a sender that was not there in this one.
    WrongYear,
    /// By a commune that is no part of the plan's area.
    Outside,
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
            Status::WrongYear => "wrong-year",
            Status::Outside => "outside",
        }
    }

    /// Whether its figures count.
    pub(crate) fn counts(self) -> bool {
        matches!(self, Status::Accepted | Status::AcceptedWithFindings)
    }
}

/// A file after reading, before anyone compared it with others.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Received {
    pub(crate) file: String,
    /// Hex digest of the file's bytes; empty if it could not be opened.
    pub(crate) sha256: String,
    /// The unit that sent it, where known.
    pub(crate) unit: Option<String>,
    /// On whose ground it stands.
    pub(crate) ground: Ground,
    pub(crate) date: Option<Date>,
    /// The date comes from the workbook's properties, not from its text.
    pub(crate) by_properties: bool,
    pub(crate) kind: FileKind,
    pub(crate) outcome: Outcome,
    pub(crate) findings: Vec<Finding>,
}

#[derive(Debug, Serialize, Deserialize)]
pub(crate) enum Outcome {
    Unreadable,
    Unrecognised,
    WrongYear,
    Outside,
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
    /// Dated after the deadline of the decision, and nothing came in time.
    pub(crate) late: bool,
    /// The date comes from the workbook's properties, not from its text.
    pub(crate) by_properties: bool,
    /// The file that replaces it, or of which it is a copy.
    pub(crate) superseded_by: Option<String>,
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
    /// Files that a system exported, which are no workbooks of Excel.
    pub(crate) exports: BTreeSet<String>,
    /// What changed where a unit sent the same thing again.
    pub(crate) revisions: Vec<Revision>,
    pub(crate) findings: Vec<Finding>,
}

impl Ledger {
    /// Units due whose submission counts.
    pub(crate) fn usable(&self, plan: &Plan) -> usize {
        plan.expected().len() - self.missing.len()
    }

    /// Whether a finding is about what counts: those of a superseded file are for
    /// the record, but that nobody knows which of two files holds is not.
    pub(crate) fn concern(&self) -> impl Fn(&Finding) -> bool + use<'_> {
        let replaced = self.entries.iter().filter(|one| one.status == Status::Superseded);
        let replaced: BTreeSet<&str> = replaced.map(|one| one.file.as_str()).collect();
        move |finding| {
            let file = finding.place.file.as_deref();
            finding.code == "L04" || !file.is_some_and(|file| replaced.contains(file))
        }
    }

    /// Files that count and of which something graver than information is
    /// found are accepted with findings.
    pub(crate) fn note(&mut self, findings: &[Finding]) {
        let grave = findings.iter().filter(|one| one.severity != Severity::Info);
        let files: BTreeSet<&str> =
            grave.filter_map(|finding| finding.place.file.as_deref()).collect();
        let accepted = |one: &&mut Entry| one.status == Status::Accepted;
        for entry in self.entries.iter_mut().filter(accepted) {
            if files.contains(entry.file.as_str()) {
                entry.status = Status::AcceptedWithFindings;
            }
        }
    }
}

/// Compares all that was received; gives the ledger and what counts.
/// Units `due` of which nothing came are missing.
pub(crate) fn settle(
    mut received: Vec<Received>,
    plan: &Plan,
    due: &[Unit<'_>],
    year: i16,
) -> (Ledger, Vec<Accepted>) {
    let (mut fates, revisions) = versions::decide(&mut received, plan);
    let mut ledger = Ledger { revisions, ..Ledger::default() };
    let mut accepted = Vec::new();
    let in_time = in_time(&received, plan.office.deadline(year));
    for (index, one) in received.into_iter().enumerate() {
        let fate = fates.remove(&index).unwrap_or_default();
        let first = one.unit.as_ref().is_none_or(|unit| !in_time.contains(unit));
        accepted.extend(enter(&mut ledger, one, fate, plan, year, first));
    }
    let findings = std::mem::take(&mut ledger.findings);
    ledger.note(&findings);
    ledger.findings = findings;
    absent(&mut ledger, due);
    (ledger, accepted)
}

/// Units that reported in time: what they send later are corrections, and a
/// correction that was asked for is not late.
fn in_time(received: &[Received], deadline: Date) -> BTreeSet<String> {
    let reports = received.iter().filter(|one| matches!(one.outcome, Outcome::Vetted(_)));
    reports
        .filter(|one| one.date.is_some_and(|date| date <= deadline))
        .filter_map(|one| one.unit.clone())
        .collect()
}

/// Writes one line; `first` if the unit reported nothing in time before. Gives what of the submission counts.
fn enter(
    ledger: &mut Ledger,
    one: Received,
    fate: Fate,
    plan: &Plan,
    year: i16,
    first: bool,
) -> Option<Accepted> {
    let status = match &one.outcome {
        Outcome::Unreadable => Status::Unreadable,
        Outcome::Unrecognised => Status::Unrecognised,
        Outcome::WrongYear => Status::WrongYear,
        Outcome::Outside => Status::Outside,
        Outcome::Vetted(_) if fate.superseded_by.is_some() => Status::Superseded,
        Outcome::Vetted(_) => Status::Accepted,
    };
    let deadline = plan.office.deadline(year);
    let is_report = matches!(one.outcome, Outcome::Vetted(_));
    let late = one.date.is_some_and(|date| date > deadline) && is_report && first;
    let mut findings = one.findings.clone();
    if status.counts() {
        findings.extend(dated(&one, deadline, plan));
        findings.retain(|finding| late || finding.code != "L01");
    }
    for finding in &mut findings {
        finding.unit = finding.unit.take().or_else(|| one.unit.clone());
        let name =
            one.unit.as_deref().map_or(one.file.as_str(), |unit| plan.unit_name(unit));
        finding.about(name);
    }
    if one.kind == FileKind::Export {
        ledger.exports.insert(one.file.clone());
    }
    ledger.entries.push(Entry {
        file: one.file,
        sha256: one.sha256,
        unit: one.unit,
        status,
        date: one.date,
        late,
        by_properties: one.by_properties,
        superseded_by: fate.superseded_by,
    });
    ledger.findings.extend(findings);
    let Outcome::Vetted(vetted) = one.outcome else { return None };
    let replaced = fate.replaced;
    let keeps = |topic: Topic| !replaced.topics.contains(&topic);
    let rest = Rest {
        words: keeps(Topic::Words),
        state_budget: keeps(Topic::StateBudget),
        social_budget: keeps(Topic::SocialBudget),
        commendations: keeps(Topic::Commendations),
    };
    let is_replaced = |one: &Observation| replaced.keys.contains(&one.key);
    status.counts().then(|| vetted.without(is_replaced, rest))
}

/// What its date gives rise to.
fn dated(one: &Received, deadline: Date, plan: &Plan) -> Vec<Finding> {
    let Some(date) = one.date else { return Vec::new() };
    let name = one.unit.as_deref().map_or("Đơn vị", |unit| plan.unit_name(unit));
    let mut findings = Vec::new();
    let odd = date.year() < deadline.year() || date.year() > deadline.year() + 1;
    if odd && !one.by_properties {
        findings.push(odd_date(name, one, deadline));
    } else if !odd && date > deadline {
        findings.push(late_finding(name, one, deadline));
    }
    if one.by_properties {
        findings.push(
            Finding::new(
                Severity::Info,
                "L07",
                Place::file(&one.file),
                format!(
                    "{name}: báo cáo không ghi ngày; đang dùng ngày lưu cuối {} trong thuộc tính của tệp.",
                    print(one.date)
                ),
                "Nhắc đơn vị ghi dòng “…, ngày … tháng … năm …” ở đầu báo cáo.",
            )
            .found(print(one.date)),
        );
    }
    findings
}

/// The day; nothing for no date.
fn print(date: Option<Date>) -> String {
    date.map(short_date).unwrap_or_default()
}

fn odd_date(name: &str, one: &Received, deadline: Date) -> Finding {
    Finding::new(
        Severity::Warning,
        "L08",
        Place::file(&one.file),
        format!(
            "{name}: báo cáo năm {} lại ghi ngày {}, không hợp lý.",
            deadline.year(),
            print(one.date)
        ),
        "Hỏi lại đơn vị ngày đúng; ngày dùng để biết bản nào là bản sau và gửi đúng hạn hay muộn.",
    )
    .found(print(one.date))
}

fn late_finding(name: &str, one: &Received, deadline: Date) -> Finding {
    let how = if one.by_properties { "được lưu lần cuối" } else { "ghi" };
    let date = print(one.date);
    let deadline = print(Some(deadline));
    Finding::new(
        Severity::Warning,
        "L01",
        Place::file(&one.file),
        format!("{name}: báo cáo {how} ngày {date}, sau hạn ngày {deadline}."),
        "Báo cáo vẫn được tính; nhắc đơn vị gửi đúng hạn.",
    )
    .compare(date, deadline)
}

/// Units that owe a report and sent nothing that counts.
fn absent(ledger: &mut Ledger, due: &[Unit<'_>]) {
    for unit in due {
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

impl Ledger {
    /// Takes in what was received on another ground, in the order of the walk.
    pub(crate) fn join(&mut self, other: Self, walk: &[String]) {
        self.entries.extend(other.entries);
        let place = |entry: &Entry| walk.iter().position(|file| *file == entry.file);
        self.entries.sort_by_key(place);
        self.revisions.extend(other.revisions);
        self.findings.extend(other.findings);
    }
}

#[cfg(test)]
mod tests;
