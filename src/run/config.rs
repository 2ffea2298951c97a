//! What a run is asked for, and whether the plan speaks of it.

use std::path::PathBuf;

use jiff::civil::Date;

use super::Error;
use crate::plan::Plan;
use crate::plan::office::ReportKind;

/// What is meant by what was typed; nothing below looks at arguments, the
/// environment or the clock.
#[derive(Debug, Clone)]
pub(crate) struct Config {
    /// The folder that holds `inbox`, `out` and, optionally, `plan` and
    /// `templates`.
    pub(crate) project: PathBuf,
    pub(crate) year: i16,
    /// Nothing for the deadline of the year.
    pub(crate) report_date: Option<Date>,
    pub(crate) font_folders: Vec<PathBuf>,
    /// Which earlier years are read too.
    pub(crate) reach: Reach,
    /// Which report was asked for; nothing for all that are due in the year.
    pub(crate) kind: Option<ReportKind>,
    /// Nothing is made of a report that is still a draft.
    pub(crate) must_be_final: bool,
    /// The report goes out as it is: it is kept, to be compared with later.
    pub(crate) issue: bool,
}

/// How far back a run looks for earlier inboxes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Reach {
    /// The year before: what figures of this year are compared with.
    LastYear,
    /// Every year of the plan: what a series is drawn from.
    Plan,
}

impl Config {
    pub(crate) fn inbox(&self) -> PathBuf {
        self.inbox_of(self.year)
    }

    pub(super) fn inbox_of(&self, year: i16) -> PathBuf {
        self.project.join("inbox").join(year.to_string())
    }

    pub(crate) fn out(&self) -> PathBuf {
        self.project.join("out")
    }

    /// Whether the plan speaks of the year and the date that were asked for.
    pub(super) fn within(&self, plan: &Plan) -> Result<(), Error> {
        let years = plan.decision.years();
        year_within(self.year, plan)?;
        match self.report_date.filter(|date| !years.contains(&date.year())) {
            Some(date) => Err(Error::Date { date, years }),
            None => Ok(()),
        }
    }

    /// The outputs of the year that was asked for.
    pub(super) fn out_of_year(&self) -> PathBuf {
        self.out().join(self.year.to_string())
    }
}

pub(super) fn year_within(year: i16, plan: &Plan) -> Result<(), Error> {
    let years = plan.decision.years();
    if years.contains(&year) { Ok(()) } else { Err(Error::Year { year, years }) }
}
