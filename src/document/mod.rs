//! What is said: the report of each edition, the Director's summary, the data
//! workbook, the forms sent out, the summary for programs and the list of sources, all worded and formatted from the same figures.
//!
//! In comes the [`Material`] of a year, out go plain serde structs. Templates
//! and files only decide how they look.

pub(crate) mod blank;
pub(crate) mod book;
pub(crate) mod brief;
mod compose;
mod databook;
pub(crate) mod letters;
pub(crate) mod metadata;
pub(crate) mod reference;
pub(crate) mod report;
pub(crate) mod sources;
pub(crate) mod summary;
pub(crate) mod text;
pub(crate) mod urgent;
pub(crate) mod wording;

pub(crate) use self::compose::report;
pub(crate) use self::databook::databook;

use jiff::civil::Date;

use crate::assessment::{Assessment, Standing};
use crate::dataset::{Dataset, Tally};
use crate::finding::Finding;
use crate::history::Year;
use crate::ledger::Ledger;
use crate::plan::Plan;
use crate::rules::Accepted;

/// Everything a report of one year is written from.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Material<'a> {
    pub(crate) plan: &'a Plan,
    pub(crate) year: i16,
    /// The date of the report; never the clock's.
    pub(crate) report_date: Date,
    pub(crate) dataset: &'a Dataset,
    pub(crate) assessment: &'a Assessment,
    pub(crate) ledger: &'a Ledger,
    /// The submissions that count.
    pub(crate) accepted: &'a [Accepted],
    /// All findings of the run, sorted: errors first.
    pub(crate) findings: &'a [Finding],
    /// The years before that have an inbox, oldest first; a run that compares
    /// with the last year only knows no more than that one.
    pub(crate) earlier: &'a [Year],
    /// The font family the PDF is set in.
    pub(crate) font: &'a str,
}

impl<'a> Material<'a> {
    /// How an indicator of the plan stands.
    fn standing(&self, indicator: &str) -> &'a Standing {
        self.assessment
            .standing(indicator)
            .expect("every indicator of the plan is assessed")
    }

    fn of_unit(&self, indicator: &str, unit: &str) -> Option<&'a Tally> {
        self.dataset.units.get(&(indicator.to_owned(), unit.to_owned()))
    }

    fn of_commune(
        &self,
        indicator: &str,
        unit: &str,
        commune: &str,
    ) -> Option<&'a Tally> {
        let key = (indicator.to_owned(), unit.to_owned(), commune.to_owned());
        self.dataset.communes.get(&key)
    }

    /// The year right before, if it was read.
    fn last_year(&self) -> Option<&'a Year> {
        self.earlier.iter().find(|one| one.year == self.year - 1)
    }

    /// The submissions of a unit that count.
    fn accepted_of(&self, unit: &'a str) -> impl Iterator<Item = &'a Accepted> {
        self.accepted.iter().filter(move |one| one.statement().unit == unit)
    }
}
