//! All figures one sender states in a year, in however many files.

use std::collections::{BTreeMap, BTreeSet};

use super::{Accepted, counted};
use crate::form::label::Measure;
use crate::observation::{Key, Reading, Source};

/// A count with the cell it stands in.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Cited<'a> {
    pub(crate) value: i64,
    pub(crate) file: &'a str,
    pub(crate) source: &'a Source,
}

/// A level with the cell it stands in.
#[derive(Debug, Clone, Copy)]
pub(crate) struct CitedLevel<'a> {
    pub(crate) level: &'a str,
    pub(crate) file: &'a str,
    pub(crate) source: &'a Source,
}

/// A figure of a whole unit: its own line, or its communes summed.
#[derive(Debug, Clone)]
pub(crate) struct Whole<'a> {
    pub(crate) value: i64,
    pub(crate) cells: Vec<Cited<'a>>,
}

/// One sender's figures by what they are figures of; the first stated counts.
#[derive(Debug, Default)]
pub(crate) struct Stock<'a> {
    pub(crate) counts: BTreeMap<&'a Key, Cited<'a>>,
    pub(crate) levels: BTreeMap<&'a Key, CitedLevel<'a>>,
}

impl<'a> Stock<'a> {
    pub(super) fn of(accepted: impl Iterator<Item = &'a Accepted>) -> Self {
        let mut stock = Self::default();
        for one in accepted {
            for observation in &one.statement().observations {
                let (file, source) = (one.file(), &observation.source);
                if let Reading::Level(level) = &observation.reading {
                    let cited = CitedLevel { level, file, source };
                    stock.levels.entry(&observation.key).or_insert(cited);
                } else if let Some(value) = counted(&observation.reading) {
                    let cited = Cited { value, file, source };
                    stock.counts.entry(&observation.key).or_insert(cited);
                }
            }
        }
        stock
    }

    /// The figure of a unit: where communes are stated their sum, as in the
    /// report itself, else the unit's own line.
    pub(crate) fn whole(
        &self,
        variable: &str,
        measure: &Measure,
        unit: &str,
    ) -> Option<Whole<'a>> {
        let of_unit = || {
            self.counts.iter().filter(|(key, _)| {
                key.unit == unit && key.variable == variable && key.measure == *measure
            })
        };
        let broken_down = of_unit().any(|(key, _)| key.commune.is_some());
        let cells: Vec<Cited<'a>> = of_unit()
            .filter(|(key, _)| key.commune.is_some() == broken_down)
            .map(|(_, cited)| *cited)
            .collect();
        let value = cells.iter().map(|cited| cited.value).sum();
        (!cells.is_empty()).then_some(Whole { value, cells })
    }

    /// Every variable, measure and unit counted in it.
    pub(crate) fn wholes(&self) -> BTreeSet<(&'a str, &'a Measure, &'a str)> {
        let keys = self.counts.keys();
        keys.map(|key| (key.variable.as_str(), &key.measure, key.unit.as_str())).collect()
    }

    /// Whether anything at all is said about a variable.
    pub(crate) fn mentions(&self, variable: &str) -> bool {
        self.counts.keys().chain(self.levels.keys()).any(|key| key.variable == variable)
    }
}
