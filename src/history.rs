//! A year after judging, and the years before it: what a series is made of.
//!
//! An earlier year is read and judged from its own inbox exactly as it was
//! when it was the year in question; nothing is remembered between runs.
//! [`series`] draws an indicator through the years, [`pace`] says how fast it
//! went and must go, [`money`] what a year cost.

pub(crate) mod fraction;
pub(crate) mod money;
pub(crate) mod pace;
pub(crate) mod series;

use jiff::civil::Date;

use crate::assessment::Assessment;
use crate::dataset::{Dataset, Sums};
use crate::editorial::{Decisions, STALE_TEXT};
use crate::finding::{Finding, Severity};
use crate::ledger::Ledger;
use crate::plan::Plan;
use crate::rules::Accepted;

/// Everything known of one year after judging.
#[derive(Debug)]
pub(crate) struct Year {
    pub(crate) year: i16,
    /// The plan it is judged by.
    pub(crate) plan: Plan,
    /// What an administration that ended within the year left behind, on its own
    /// ground and as of its last day; nothing of it is in any figure of the year.
    pub(crate) handover: Option<Box<Year>>,
    /// Its counts added up again to the units of the administration asked about.
    pub(crate) again: Sums,
    /// The date of the year's report; the deadline unless told otherwise.
    pub(crate) report_date: Date,
    pub(crate) ledger: Ledger,
    /// The submissions that count.
    pub(crate) accepted: Vec<Accepted>,
    pub(crate) dataset: Dataset,
    pub(crate) assessment: Assessment,
    /// Errors first, then by file and cell.
    pub(crate) findings: Vec<Finding>,
    /// The same, each by itself: before those of one cause became one.
    pub(crate) each: Vec<Finding>,
    /// What the clerk decided about the year.
    pub(crate) decisions: Decisions,
}

impl Year {
    /// The errors about what counts that nobody has accepted.
    pub(crate) fn standing(&self) -> impl Iterator<Item = &Finding> {
        standing(&self.findings, &self.ledger)
    }
}

/// The same of findings and the ledger they belong to.
pub(crate) fn standing<'a>(
    findings: &'a [Finding],
    ledger: &'a Ledger,
) -> impl Iterator<Item = &'a Finding> {
    // A paragraph in the clerk's words over figures that changed since would go out
    // with the old ones.
    let grave = |finding: &&Finding| {
        finding.severity == Severity::Error || finding.code == STALE_TEXT
    };
    let standing =
        findings.iter().filter(grave).filter(|finding| finding.accepted.is_none());
    let concerns = ledger.concern();
    standing.filter(move |finding| concerns(finding))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ledger::{Entry, Status};
    use crate::place::Place;

    fn about(severity: Severity, file: &str) -> Finding {
        Finding::new(severity, "K02", Place::file(file), "Sai.", "Sửa.")
    }

    #[test]
    fn an_error_that_counts_stands_until_it_is_accepted() {
        let project = std::path::Path::new("no such project");
        let plan = crate::plan::load(project).expect("the registers");
        let dataset = Dataset::default();
        let report_date = plan.office.deadline(2024);
        let replaced = Entry {
            file: "old.xlsx".to_owned(),
            sha256: String::new(),
            unit: Some("ba-be".to_owned()),
            status: Status::Superseded,
            date: None,
            late: false,
            by_properties: false,
            superseded_by: Some("a.xlsx".to_owned()),
        };
        let accepted = Some("Đúng.".to_owned());
        let year = Year {
            year: 2024,
            plan: plan.clone(),
            handover: None,
            again: Sums::new(),
            report_date,
            ledger: Ledger { entries: vec![replaced], ..Ledger::default() },
            accepted: Vec::new(),
            assessment: crate::assessment::assess(&dataset, &plan, 2024, report_date),
            dataset,
            findings: vec![
                about(Severity::Error, "a.xlsx"),
                about(Severity::Error, "old.xlsx"),
                Finding { accepted, ..about(Severity::Error, "b.xlsx") },
                about(Severity::Warning, "c.xlsx"),
            ],
            each: Vec::new(),
            decisions: Decisions::default(),
        };
        let files = year.standing().map(|one| one.place.file.as_deref());
        assert_eq!(files.collect::<Vec<_>>(), [Some("a.xlsx")]);
    }
}
