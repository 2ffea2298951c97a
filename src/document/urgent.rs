//! Whom to telephone first, and why: one ranking for the screen and the
//! summary, one entry a unit, the one first that holds up most of the report.
//!
//! A missing or unusable report of an office that owes figures leaves
//! indicators of the province without a verdict; an error in figures makes
//! them wrong; a report in words that is missing leaves a gap in the text;
//! a warning only wants a reason.

use std::cmp::Reverse;

use crate::finding::{Finding, Severity};
use crate::ledger::Ledger;
use crate::plan::Plan;

/// How much of the report it holds up, most first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Urgency {
    /// The clerk's own workbook is not heeded: everything else may look otherwise.
    DecisionsUnheeded,
    /// What was issued cannot be trusted, so nothing can be held against it.
    ArchiveBroken,
    FiguresMissing,
    FiguresUndecided,
    FiguresWrong,
    WordsUnusable,
    WordsMissing,
    ReasonWanted,
    Formality,
}

/// One telephone call.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Call<'a> {
    pub(crate) urgency: Urgency,
    /// The gravest finding about the unit.
    pub(crate) finding: &'a Finding,
    /// Indicators that have no verdict before it is settled.
    pub(crate) held_up: Vec<&'a str>,
    /// Further errors and warnings about the same unit.
    pub(crate) errors: usize,
    pub(crate) warnings: usize,
}

/// Findings about what counts.
pub(crate) fn current<'a>(
    findings: &'a [Finding],
    ledger: &'a Ledger,
) -> impl Iterator<Item = &'a Finding> {
    let concerns = ledger.concern();
    findings.iter().filter(move |finding| concerns(finding))
}

/// All calls of a year, most urgent first.
pub(crate) fn calls<'a>(
    plan: &'a Plan,
    findings: &'a [Finding],
    ledger: &'a Ledger,
) -> Vec<Call<'a>> {
    let noteworthy: Vec<&Finding> =
        current(findings, ledger).filter(|finding| !is_settled(finding)).collect();
    let mut calls = Vec::new();
    for unit in plan.expected() {
        let about = |finding: &&&Finding| finding.unit.as_deref() == Some(unit.code());
        let own: Vec<&Finding> = noteworthy.iter().filter(about).copied().collect();
        let is_missing = ledger.missing.iter().any(|code| code == unit.code());
        calls.extend(if is_missing {
            missing(plan, unit.code(), &own)
        } else {
            of_unit(&own)
        });
    }
    // Of nobody known, or nobody due: each by itself.
    let due = plan.expected();
    let strays = noteworthy.iter().filter(|finding| {
        let unit = finding.unit.as_deref();
        unit.is_none_or(|code| !due.iter().any(|unit| unit.code() == code))
    });
    calls.extend(strays.filter_map(|finding| of_unit(&[finding])));
    calls.sort_by_key(|call| {
        (call.urgency, Reverse((call.held_up.len(), call.errors, call.warnings)))
    });
    calls
}

/// Nobody need be called: mere information, and warnings the clerk accepts.
fn is_settled(finding: &Finding) -> bool {
    match finding.severity {
        Severity::Error => false,
        Severity::Warning => finding.accepted.is_some(),
        Severity::Info => true,
    }
}

/// Who sent nothing usable: why, and what waits for it.
fn missing<'a>(plan: &'a Plan, unit: &str, own: &[&'a Finding]) -> Option<Call<'a>> {
    // Why what was sent cannot be used goes before that nothing usable came.
    let reason = own.iter().find(|one| !["L03", "L06", "Q02"].contains(&one.code));
    let nothing = own.iter().find(|one| one.code == "L03");
    let finding = *nothing.or(reason).or(own.first())?;
    let owed = plan.owed_by(unit).into_iter();
    let held_up: Vec<&str> =
        owed.filter(|one| !one.over).map(|one| one.code.as_str()).collect();
    let urgency = match (held_up.is_empty(), finding.code) {
        (false, _) => Urgency::FiguresMissing,
        (true, "L03") => Urgency::WordsMissing,
        (true, _) => Urgency::WordsUnusable,
    };
    Some(Call { urgency, finding, held_up, errors: 0, warnings: 0 })
}

/// The gravest finding of a unit, and how many there are beside it.
fn of_unit<'a>(own: &[&'a Finding]) -> Option<Call<'a>> {
    let finding = *own.iter().min_by_key(|one| (urgency(one), one.severity))?;
    let beside = |severity| {
        own.iter().filter(|one| one.severity == severity && **one != finding).count()
    };
    Some(Call {
        urgency: urgency(finding),
        finding,
        held_up: Vec::new(),
        errors: beside(Severity::Error),
        warnings: beside(Severity::Warning),
    })
}

fn urgency(finding: &Finding) -> Urgency {
    match (finding.severity, finding.code) {
        (Severity::Error, _) if finding.is_editorial() => Urgency::DecisionsUnheeded,
        (Severity::Error, "L11") => Urgency::ArchiveBroken,
        (Severity::Error, "L04" | "I01" | "I03" | "I05") => Urgency::FiguresUndecided,
        (Severity::Error, _) => Urgency::FiguresWrong,
        // Late, undated, no report at all: figures do not wait for it.
        (_, "L01" | "L08" | "I02" | "I04" | "I07" | "P01" | "P02" | "P03") => {
            Urgency::Formality
        }
        (Severity::Warning | Severity::Info, _) => Urgency::ReasonWanted,
    }
}
