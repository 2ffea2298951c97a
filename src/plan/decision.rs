//! The decision the plan stands on, and what its indicators are built from:
//! sections, task groups, bases and variables.

use std::ops::RangeInclusive;

use jiff::civil::Date;
use serde::Deserialize;

use super::dates::day;
use super::share::Share;

/// The document that set the plan (Decision 1768/QĐ-UBND, 24/9/2021).
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Decision {
    pub(crate) number: String,
    #[serde(deserialize_with = "day")]
    pub(crate) date: Date,
    /// Trích yếu: "Về việc ban hành …".
    pub(crate) title: String,
    /// The plan it puts in force: "Kế hoạch thực hiện Đề án …".
    pub(crate) plan: String,
    pub(crate) issuer: String,
    /// Years for which targets are set, ascending.
    pub(crate) horizons: Vec<i16>,
}

impl Decision {
    /// The years a report may be of or dated in: from the decision to the year
    /// after the last horizon, in which that one is reported on.
    pub(crate) fn years(&self) -> RangeInclusive<i16> {
        let last = self.horizons.last().expect("the loader asks for one horizon");
        self.date.year()..=last + 1
    }

    /// The horizon a report of a year is judged against: the first that is not
    /// past, the last when all are.
    pub(crate) fn horizon(&self, year: i16) -> i16 {
        let last = self.horizons.last().expect("the loader asks for one horizon");
        *self.horizons.iter().find(|horizon| year <= **horizon).unwrap_or(last)
    }
}

/// A group of indicators (part I.2 of the decision).
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Section {
    pub(crate) code: String,
    pub(crate) title: String,
}

/// One of the six groups of tasks and solutions (part II of the decision).
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct TaskGroup {
    pub(crate) number: u8,
    pub(crate) short: String,
    pub(crate) title: String,
}

/// A denominator, the same number for every indicator that names it.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Base {
    pub(crate) code: String,
    pub(crate) name: String,
    pub(crate) unit_of_count: String,
    /// Code of a base of which there cannot be fewer in the same place.
    #[serde(default)]
    pub(crate) at_most: Option<String>,
}

/// What is read from the tables offices send.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Variable {
    pub(crate) code: String,
    pub(crate) kind: VariableKind,
    pub(crate) name: String,
    /// Highest level, for kind `level`.
    #[serde(default)]
    pub(crate) top: Option<u8>,
    /// What is counted, for kind `counts`.
    #[serde(default)]
    pub(crate) measures: Vec<Measure>,
    /// How a district's level follows from its communes.
    #[serde(default)]
    pub(crate) communes_needed: Vec<Needed>,
    /// Code of the larger group that holds everyone counted here.
    #[serde(default)]
    pub(crate) part_of: Option<String>,
    /// Without these levels of other variables there is none of this one.
    #[serde(default)]
    pub(crate) requires: Vec<Requirement>,
}

impl Variable {
    /// The share of its communes at a level that gives a district the level.
    pub(crate) fn communes_needed(&self, level: u8) -> Option<Share> {
        let needed = self.communes_needed.iter().find(|needed| needed.level == level);
        needed.map(|needed| needed.share)
    }
}

/// What kind of value a variable has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum VariableKind {
    Counts,
    /// 1 to `top`.
    Level,
    /// Yes or no.
    Mark,
    /// A level of the scale its indicator has in that year.
    Scale,
}

/// The three measures, which never stand in for one another: tổng số, đăng ký,
/// đạt (được công nhận).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Measure {
    Total,
    Registered,
    Achieved,
}

/// One step of a cascade (Decree 20/2014/NĐ-CP).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Needed {
    pub(crate) level: u8,
    pub(crate) share: Share,
}

/// A level of another variable on which a level of this one rests.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Requirement {
    pub(crate) variable: String,
    pub(crate) level: u8,
}
