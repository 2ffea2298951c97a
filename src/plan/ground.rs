//! The grounds a year stands on: the administration at its end, the one that ended
//! within it and handed over, and those of other years.
//!
//! Who sent a file is asked on every ground, so that a sender of another time is
//! known for what it is; what counts is counted on the first two, each for itself.

use serde::{Deserialize, Serialize};

use super::Plan;

/// On which administration's ground a submission stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub(crate) enum Ground {
    /// That of the end of the year.
    Now,
    /// That of an administration that ended within the year, as of its last day.
    Handover,
    /// That of another year: its units have no business in this one.
    Elsewhen,
}

/// The plans of all grounds, that of the year's end first.
#[derive(Debug, Clone)]
pub(crate) struct Grounds(Vec<(Ground, Plan)>);

impl Grounds {
    /// Those of the year at whose end a plan holds.
    pub(crate) fn of(plan: &Plan) -> Self {
        let mut all = vec![(Ground::Now, plan.clone())];
        let now = plan.tier.validity();
        for day in plan.registers().tiers().into_iter().filter(|day| !now.holds_on(*day))
        {
            let ends_here = day.year() == plan.day.year() && day < plan.day;
            let ground = if ends_here { Ground::Handover } else { Ground::Elsewhen };
            all.push((ground, plan.on(day)));
        }
        Self(all)
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = &(Ground, Plan)> {
        self.0.iter()
    }

    /// The plan of a handover in the year.
    pub(crate) fn handover(&self) -> Option<&Plan> {
        let found = self.0.iter().find(|(ground, _)| *ground == Ground::Handover);
        found.map(|(_, plan)| plan)
    }
}
