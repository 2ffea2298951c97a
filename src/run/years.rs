//! The other years of a run: those before it, each judged as it would be alone, and the
//! one in which an administration ended.

use jiff::civil::Date;

use super::progress::{Watcher, reading};
use super::settling::settle;
use super::{Config, Error, Reach, editing, intake};
use crate::history::Year;
use crate::inbox;
use crate::plan::Plan;

/// The years before, each judged as it would be alone. One without a usable
/// folder is no error of this run: whoever needs it says that it is missing.
pub(super) fn earlier_years(
    config: &Config,
    reach: Reach,
    plan: &Plan,
    seen: Watcher<'_>,
) -> Result<Vec<Year>, Error> {
    let mut earlier = Vec::new();
    for year in earlier_folders(config, reach, plan) {
        match judge_year(config, year, &plan.of_year(year), seen) {
            Ok(judged) => earlier.push(judged),
            Err(Error::Inbox(_)) => {}
            Err(error) => return Err(error),
        }
    }
    Ok(earlier)
}

/// The year in which the last administration ended, where it was not read with the
/// years before: indicators that ended with it keep their last figures.
pub(super) fn year_of_handover(
    config: &Config,
    plan: &Plan,
    earlier: &[Year],
) -> Result<Option<Year>, Error> {
    let ends = plan.registers().tiers().into_iter();
    let last = ends
        .filter(|end| end.year() < config.year && !plan.tier.validity().holds_on(*end));
    let Some(year) = last.max().map(Date::year) else { return Ok(None) };
    if earlier.iter().any(|one| one.year == year) {
        return Ok(None);
    }
    match judge_year(config, year, &plan.of_year(year), &|_| ()) {
        Ok(judged) => Ok(Some(judged)),
        Err(Error::Inbox(_)) => Ok(None),
        Err(error) => Err(error),
    }
}

/// The years before that have a folder, as far back as the run looks.
pub(super) fn earlier_folders(config: &Config, reach: Reach, plan: &Plan) -> Vec<i16> {
    let first = match reach {
        Reach::LastYear => config.year - 1,
        Reach::Plan => plan.decision.date.year(),
    };
    let mut years = inbox::years(&config.project.join("inbox"));
    years.retain(|year| (first..config.year).contains(year));
    years
}

pub(super) fn judge_year(
    config: &Config,
    year: i16,
    plan: &Plan,
    seen: Watcher<'_>,
) -> Result<Year, Error> {
    let inbox = intake::open(config.inbox_of(year))?;
    let decided = editing::decided(config, year, plan)?;
    settle(config, year, plan, inbox, decided, reading(year, seen))
}
