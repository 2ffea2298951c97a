//! The forms of a year for all units due, and of a handover for those that end.

use std::path::PathBuf;

use super::{Config, Error, judge_year, keep_list, start};
use crate::dataset::merger;
use crate::document;
use crate::document::blank::{Blank, Unfilled};
use crate::history::Year;
use crate::outbox::{self, Output};
use crate::plan::Plan;
use crate::plan::ground::Grounds;
use crate::plan::unit::Unit;

/// The forms of a year, written.
pub(crate) struct Forms {
    pub(crate) count: usize,
    pub(crate) folder: PathBuf,
    /// The year whose figures stand beside what is asked.
    pub(crate) before: i16,
    pub(crate) known: Known,
    /// Units, each with the tables in which it has no figure of that year, or with none
    /// where it has none at all.
    pub(crate) unfilled: Vec<(String, Vec<String>)>,
    /// What is to be told of the list of sending.
    pub(crate) list: Option<String>,
}

/// What is known of the year before.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Known {
    /// It has an inbox.
    Yes,
    /// Its inbox is not there, or is empty.
    NoInbox,
    /// The plan did not speak of it yet.
    BeforePlan,
}

/// Writes the forms of a year for all units due, or of the handover in it.
pub(crate) fn forms(config: &Config, handover: bool) -> Result<Forms, Error> {
    let now = start(&config.project, Some(config.year))?;
    asked_for(config.year, &now)?;
    config.within(&now)?;
    let left = Grounds::of(&now).handover().cloned();
    let plan = match (handover, left) {
        (false, _) => now,
        (true, Some(left)) => left,
        (true, None) => return Err(Error::NoHandover(config.year)),
    };
    let due: Vec<Unit<'_>> =
        if handover { plan.owes_handover() } else { plan.expected() };
    let last = last_year(config, &plan)?;
    let on = if handover { plan.day } else { plan.office.deadline(config.year) };
    let date = config.report_date.unwrap_or(on);
    let blanks = document::blank::forms(&plan, &due, config.year, date, last.as_ref());
    let outputs: Vec<Output> = blanks
        .iter()
        .map(|blank| {
            let name = document::blank::file_name(config.year, &blank.unit);
            Output::new(&name, spreadsheet::write(&blank.book))
        })
        .collect();
    let folder = if handover { "bieu-mau-ban-giao" } else { "bieu-mau" };
    let folder = outbox::replace_folder(&config.out(), config.year, folder, &outputs)?;
    // The list is a help; the forms are there without it.
    let list = if handover {
        None
    } else {
        keep_list(config, &plan).unwrap_or_else(|error| Some(error.to_string()))
    };
    let before = config.year - 1;
    let named = |blank: Blank| {
        let Unfilled { tables, of } = blank.unfilled;
        let all = !tables.is_empty() && tables.len() == of;
        let name = plan.unit_name(&blank.unit).to_owned();
        (name, if all { Vec::new() } else { tables }, all)
    };
    let unfilled = blanks.into_iter().map(named);
    let unfilled = unfilled.filter(|(_, tables, all)| *all || !tables.is_empty());
    Ok(Forms {
        count: outputs.len(),
        folder,
        before,
        known: match last {
            Some(_) => Known::Yes,
            None if plan.decision.years().contains(&before) => Known::NoInbox,
            None => Known::BeforePlan,
        },
        unfilled: unfilled.map(|(name, tables, _)| (name, tables)).collect(),
        list,
    })
}

/// Nothing is asked for the year after the plan, in which its last one is reported on.
fn asked_for(year: i16, plan: &Plan) -> Result<(), Error> {
    let end = plan.decision.horizons.last().copied();
    let years = *plan.decision.years().start()..=end.unwrap_or(year);
    if years.contains(&year) { Ok(()) } else { Err(Error::Year { year, years }) }
}

/// Whoever reported nothing last year still gets a form; counts of the years before a
/// merger are added up again.
fn last_year(config: &Config, plan: &Plan) -> Result<Option<Year>, Error> {
    let before = config.year - 1;
    let mut last = match judge_year(config, before, &plan.of_year(before), &|_| ()) {
        Ok(year) => year,
        Err(Error::Inbox(_)) => return Ok(None),
        Err(error) => return Err(error),
    };
    if plan.has_two_tiers() && !last.plan.has_two_tiers() {
        let indicators = last.plan.indicators();
        last.again = merger::added_again(&last.dataset, plan.districts(), indicators);
    }
    Ok(Some(last))
}
