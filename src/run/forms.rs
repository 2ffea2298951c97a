//! The forms of a year for all units due, and of a handover for those that end.

use std::path::PathBuf;

use super::{Config, Error, judge_year, start};
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
    /// The folder where the reports of that year would be, if it cannot be read.
    pub(crate) no_inbox: Option<PathBuf>,
    /// Units, each with the tables in which it has no figure of that year, or with none
    /// where it has none at all.
    pub(crate) unfilled: Vec<(String, Vec<String>)>,
}

/// Writes the forms of a year for all units due, or of the handover in it.
pub(crate) fn forms(config: &Config, handover: bool) -> Result<Forms, Error> {
    let now = start(&config.project, Some(config.year))?;
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
        no_inbox: last.is_none().then(|| config.inbox_of(before)),
        unfilled: unfilled.map(|(name, tables, _)| (name, tables)).collect(),
    })
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
