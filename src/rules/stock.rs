//! All figures one sender states in a year, in however many files.

use std::collections::BTreeMap;

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

/// Variable, measure and unit.
pub(crate) type Subject<'a> = (&'a str, &'a Measure, &'a str);

/// One sender's figures by what they are figures of; the first stated counts.
#[derive(Debug, Default)]
pub(crate) struct Stock<'a> {
    pub(crate) counts: BTreeMap<&'a Key, Cited<'a>>,
    pub(crate) levels: BTreeMap<&'a Key, CitedLevel<'a>>,
    /// Where communes are stated their sum, as in the report itself, else the
    /// unit's own line.
    pub(crate) wholes: BTreeMap<Subject<'a>, Whole<'a>>,
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
        stock.wholes = wholes(&stock.counts);
        stock
    }

    pub(crate) fn whole<'s>(
        &'s self,
        variable: &'s str,
        measure: &'s Measure,
        unit: &'s str,
    ) -> Option<&'s Whole<'a>> {
        self.wholes.get(&(variable, measure, unit))
    }

    /// Whether anything at all is said about a variable.
    pub(crate) fn mentions(&self, variable: &str) -> bool {
        self.counts.keys().chain(self.levels.keys()).any(|key| key.variable == variable)
    }
}

fn wholes<'a>(counts: &BTreeMap<&'a Key, Cited<'a>>) -> BTreeMap<Subject<'a>, Whole<'a>> {
    let mut groups: BTreeMap<Subject<'a>, Vec<(bool, Cited<'a>)>> = BTreeMap::new();
    for (key, cited) in counts {
        let subject = (key.variable.as_str(), &key.measure, key.unit.as_str());
        groups.entry(subject).or_default().push((key.commune.is_some(), *cited));
    }
    let whole = |figures: Vec<(bool, Cited<'a>)>| {
        let broken_down = figures.iter().any(|(of_commune, _)| *of_commune);
        let used =
            figures.into_iter().filter(|(of_commune, _)| *of_commune == broken_down);
        let cells: Vec<Cited<'a>> = used.map(|(_, cited)| cited).collect();
        Whole { value: cells.iter().map(|cited| cited.value).sum(), cells }
    };
    groups.into_iter().map(|(subject, figures)| (subject, whole(figures))).collect()
}
