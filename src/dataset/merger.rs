//! Counts of communes added up again to the communes they were merged into.
//!
//! Exact, because every commune went whole: the figures are joined with the register
//! of the merger and summed. A sum is whole or it is not there: where one of the old
//! communes stated nothing of its own, nothing is guessed. Levels are no counts and
//! are never inherited.

use std::collections::{BTreeMap, BTreeSet};

use super::figures::{Figure, Part};
use super::frame::Frame;
use super::{Dataset, Sums};
use crate::plan::indicator::Indicator;
use crate::plan::rule::Rule;
use crate::plan::unit::District;

/// Old districts with their communes, to the new unit each went into.
type Register<'p> = BTreeMap<(&'p str, &'p str), &'p str>;

/// The counts of an earlier year for the units of a merger, by indicator and unit.
pub(crate) fn added_again(
    dataset: &Dataset,
    merged: &[District],
    indicators: &[Indicator],
) -> Sums {
    let register: Register<'_> = merged
        .iter()
        .flat_map(|unit| unit.formed_from.iter().map(move |from| (from, unit)))
        .map(|(from, unit)| {
            ((from.district.as_str(), from.name.as_str()), unit.code.as_str())
        })
        .collect();
    let counted: BTreeSet<&str> = indicators
        .iter()
        .filter(|one| matches!(one.rule, Rule::Count | Rule::Mark))
        .map(|one| one.code.as_str())
        .collect();
    let joined: Vec<Figure> = dataset
        .figures
        .iter()
        .filter(|figure| counted.contains(figure.indicator.as_str()))
        .filter_map(|figure| {
            let commune = figure.commune.as_deref()?;
            let unit = register.get(&(figure.unit.as_str(), commune))?;
            Some(Figure { unit: (*unit).to_owned(), ..figure.clone() })
        })
        .collect();
    let mut sums = Sums::new();
    for (indicator, unit, part, value) in Frame::of(&joined).by_unit() {
        let parts = merged.iter().find(|one| one.code == unit);
        let whole = parts.is_some_and(|unit| is_whole(dataset, unit, &indicator, &part));
        if whole {
            sums.entry((indicator, unit)).or_default().put(&part, value);
        }
    }
    sums
}

/// Whether every commune that went into a unit stated its part.
fn is_whole(dataset: &Dataset, unit: &District, indicator: &str, part: &Part) -> bool {
    unit.formed_from.iter().all(|from| {
        let key = (indicator.to_owned(), from.district.clone(), from.name.clone());
        let tally = dataset.communes.get(&key);
        tally.is_some_and(|tally| match part {
            Part::Numerator => tally.numerator.is_some(),
            Part::Denominator => tally.denominator.is_some(),
            Part::Registered => tally.registered.is_some(),
            Part::Level(_) => false,
        })
    })
}
