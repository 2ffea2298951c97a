//! What to telephone about first: one ranking for the screen and the summary.

use crate::finding::{Finding, Severity};
use crate::ledger::{Ledger, Status};

/// Errors and warnings about what counts, gravest first; those of a file that
/// a later one replaced are only for the record.
pub(crate) fn urgent<'a>(
    findings: &'a [Finding],
    ledger: &'a Ledger,
) -> impl Iterator<Item = &'a Finding> {
    current(findings, ledger).filter(|finding| finding.severity != Severity::Info)
}

/// Findings about what counts.
pub(crate) fn current<'a>(
    findings: &'a [Finding],
    ledger: &'a Ledger,
) -> impl Iterator<Item = &'a Finding> {
    findings.iter().filter(|finding| {
        let replaced = ledger.entries.iter().find(|entry| {
            entry.status == Status::Superseded
                && finding.place.file.as_ref() == Some(&entry.file)
        });
        replaced.is_none()
    })
}
