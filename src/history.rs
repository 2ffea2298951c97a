//! A year after judging, and the years before it: what a series is made of.
//!
//! An earlier year is read and judged from its own inbox exactly as it was
//! when it was the year in question; nothing is remembered between runs.

use jiff::civil::Date;

use crate::assessment::Assessment;
use crate::dataset::Dataset;
use crate::finding::Finding;
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
}
