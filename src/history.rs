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
use crate::dataset::Dataset;
use crate::editorial::Decisions;
use crate::finding::{Finding, Severity};
use crate::ledger::Ledger;
use crate::rules::Accepted;

/// Everything known of one year after judging.
#[derive(Debug)]
pub(crate) struct Year {
    pub(crate) year: i16,
    /// The date of the year's report; the deadline unless told otherwise.
    pub(crate) report_date: Date,
    pub(crate) ledger: Ledger,
    /// The submissions that count.
    pub(crate) accepted: Vec<Accepted>,
    pub(crate) dataset: Dataset,
    pub(crate) assessment: Assessment,
    /// Errors first, then by file and cell.
    pub(crate) findings: Vec<Finding>,
    /// Findings about names, each by itself, for the clerk to put right.
    pub(crate) naming: Vec<Finding>,
    /// What the clerk decided about the year.
    pub(crate) decisions: Decisions,
}

impl Year {
    /// The errors that nobody has accepted.
    #[allow(dead_code, reason = "what keeps a report a draft")]
    pub(crate) fn standing(&self) -> impl Iterator<Item = &Finding> {
        let errors =
            self.findings.iter().filter(|finding| finding.severity == Severity::Error);
        errors.filter(|finding| finding.accepted.is_none())
    }
}
