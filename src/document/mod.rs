//! What is said: the report of each edition, the Director's summary, the data
//! workbook, the forms sent out, the slips sent back, the summary for programs and the list of sources, all worded and formatted from the same figures.
//!
//! In comes the [`Material`] of a year, out go plain serde structs. Templates
//! and files only decide how they look.

pub(crate) mod blank;
pub(crate) mod brief;
mod compose;
mod databook;
pub(crate) mod draft;
mod editing;
pub(crate) mod fonts;
pub(crate) mod issued;
pub(crate) mod letters;
pub(crate) mod marking;
pub(crate) mod metadata;
mod passages;
pub(crate) mod reference;
pub(crate) mod report;
pub(crate) mod review;
pub(crate) mod sending;
pub(crate) mod shipped;
pub(crate) mod slip;
pub(crate) mod sources;
pub(crate) mod summary;
pub(crate) mod text;
pub(crate) mod urgent;
pub(crate) mod wording;

pub(crate) use self::databook::databook;
pub(crate) use self::editing::editing;
pub(crate) use self::passages::{Said, said};

use jiff::civil::Date;

use crate::assessment::{Assessment, Standing};
use crate::dataset::{Dataset, Sums, Tally};
use crate::editorial::Texts;
use crate::finding::Finding;
use crate::history::Year;
use crate::history::series::Annual;
use crate::ledger::Ledger;
use crate::plan::Plan;
use crate::rules::Accepted;

use report::{Edition, Report};
use review::Review;

/// Which documents a run makes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Documents {
    pub(crate) annual: bool,
    pub(crate) review: Option<review::Kind>,
}

impl Documents {
    pub(crate) const ANNUAL: Self = Self { annual: true, review: None };

    /// How many are set: each kind in both editions.
    pub(crate) fn pdfs(self) -> usize {
        2 * (usize::from(self.annual) + usize::from(self.review.is_some()))
    }
}

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
    /// Its counts added up again to the units of a later administration.
    pub(crate) again: &'a Sums,
    /// What the last administration that ended left behind, in this year or before.
    pub(crate) handover: Option<&'a Year>,
    /// Paragraphs in the clerk's own words.
    pub(crate) texts: &'a Texts,
    /// The font family the PDF is set in.
    pub(crate) font: &'a str,
    /// The name of the run, printed in the annex of method; empty where nothing
    /// is printed.
    pub(crate) run: &'a str,
}

/// The report of a year in one edition, as it is printed: in the clerk's words
/// where there are any.
pub(crate) fn report(material: &Material<'_>, edition: Edition) -> Report {
    passages::reworded(compose::report(material, edition), edition, material.texts)
}

/// The review of a period in one edition, likewise.
pub(crate) fn review(
    material: &Material<'_>,
    kind: review::Kind,
    edition: Edition,
) -> Review {
    let review = compose::review::review(material, kind, edition);
    passages::reworded(review, edition, material.texts)
}

impl<'a> Material<'a> {
    /// The years of the plan that have an inbox, oldest first, this one last;
    /// each is what its own report was written from.
    pub(crate) fn over_years(&self) -> Vec<Self> {
        let first = self.plan.decision.date.year();
        let earlier = self.earlier.iter().filter(|year| year.year >= first);
        let mut years: Vec<Self> = earlier
            .map(|year| Self {
                plan: &year.plan,
                year: year.year,
                report_date: year.report_date,
                dataset: &year.dataset,
                assessment: &year.assessment,
                ledger: &year.ledger,
                accepted: &year.accepted,
                findings: &year.findings,
                earlier: &[],
                again: &year.again,
                handover: year.handover.as_deref(),
                ..*self
            })
            .collect();
        years.push(*self);
        years
    }

    /// What an administration that ended within this year left behind.
    pub(crate) fn left(&self) -> Option<&'a Year> {
        self.handover.filter(|left| left.year == self.year)
    }

    /// The same, as a report of its own: on its ground and day, with no year before.
    pub(crate) fn handed_over(&self) -> Option<Self> {
        let left = self.left()?;
        Some(Self {
            plan: &left.plan,
            year: left.year,
            report_date: left.report_date,
            dataset: &left.dataset,
            assessment: &left.assessment,
            accepted: &left.accepted,
            handover: None,
            again: &left.again,
            earlier: &[],
            ..*self
        })
    }

    /// What a series takes of this year.
    pub(crate) fn annual(&self) -> Annual<'a> {
        Annual {
            year: self.year,
            dataset: self.dataset,
            assessment: self.assessment,
            left: self.left().map(|left| &left.dataset),
            again: self.again,
        }
    }

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
