//! The confluence: what all submissions state, in one frame.
//!
//! Before this room a line sees one submission, after it all of them. In come
//! vetted statements, out goes a [`Dataset`]: figures by indicator, unit and
//! commune, and their integer sums. The only room that knows Polars.

mod columns;
mod figures;
mod frame;
pub(crate) mod merger;

use std::collections::BTreeMap;

pub(crate) use self::figures::{Figure, Part};

use crate::observation::Source;
use crate::plan::Plan;
use crate::rules::Accepted;

/// Numerator, denominator and registered of one indicator somewhere. Nothing
/// stated is `None`, never 0.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Tally {
    pub(crate) numerator: Option<i64>,
    pub(crate) denominator: Option<i64>,
    pub(crate) registered: Option<i64>,
    /// Units at each level of a scale.
    pub(crate) levels: BTreeMap<String, i64>,
}

impl Tally {
    fn put(&mut self, part: &Part, value: i64) {
        match part {
            Part::Numerator => self.numerator = Some(value),
            Part::Denominator => self.denominator = Some(value),
            Part::Registered => self.registered = Some(value),
            Part::Level(level) => {
                self.levels.insert(level.clone(), value);
            }
        }
    }

    /// Whether the unit reported: a denominator, and something over it.
    pub(crate) fn is_reported(&self) -> bool {
        self.denominator.is_some()
            && (self.numerator.is_some() || !self.levels.is_empty())
    }
}

/// Everything accepted for one year, counted.
#[derive(Debug, Clone, Default)]
pub(crate) struct Dataset {
    /// One line per figure used, sorted.
    pub(crate) figures: Vec<Figure>,
    /// By indicator.
    pub(crate) province: BTreeMap<String, Tally>,
    /// By indicator and unit.
    pub(crate) units: BTreeMap<(String, String), Tally>,
    /// By indicator, unit and commune.
    pub(crate) communes: BTreeMap<(String, String, String), Tally>,
}

/// Tallies by indicator and unit.
pub(crate) type Sums = BTreeMap<(String, String), Tally>;

/// Gathers all accepted statements of a year.
pub(crate) fn gather(accepted: &[Accepted], plan: &Plan, year: i16) -> Dataset {
    let figures = figures::collect(accepted, plan, year);
    let frame = frame::Frame::of(&figures);
    let mut dataset = Dataset { figures, ..Dataset::default() };
    for (indicator, part, value) in frame.by_province() {
        dataset.province.entry(indicator).or_default().put(&part, value);
    }
    for (indicator, unit, part, value) in frame.by_unit() {
        dataset.units.entry((indicator, unit)).or_default().put(&part, value);
    }
    for (indicator, unit, commune, part, value) in frame.by_commune() {
        dataset.communes.entry((indicator, unit, commune)).or_default().put(&part, value);
    }
    dataset
}

/// A cell of a file.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Origin {
    pub(crate) file: String,
    pub(crate) source: Source,
}
