//! What offices wrote in place of a number: `-`, `x`, `...`. Sums no longer
//! know it; the line of one commune should.

use std::collections::BTreeMap;

use crate::document::Material;
use crate::document::wording::NONE;
use crate::form::label::Measure;
use crate::observation::{Key, Reading, Why};
use crate::plan::indicator::Source;

use super::NOT_APPLICABLE;
use super::line::Figure;

/// Variable, unit, commune and measure of a cell that holds a sign.
type At<'a> = (&'a str, &'a str, Option<&'a str>, &'a Measure);

/// The signs in the submissions that count.
pub(super) struct Signs<'a>(BTreeMap<At<'a>, &'static str>);

impl<'a> Signs<'a> {
    pub(super) fn of(material: &Material<'a>) -> Self {
        let mut signs = BTreeMap::new();
        for accepted in material.accepted {
            let statement = accepted.statement();
            let is_source =
                |key: &Key| is_source(material, &statement.unit, &key.variable);
            for gap in statement.gaps.iter().filter(|gap| is_source(&gap.key)) {
                if gap.why == Why::NotApplicable {
                    signs.insert(at(&gap.key), NOT_APPLICABLE);
                }
            }
            for stated in statement.observations.iter().filter(|one| is_source(&one.key))
            {
                if stated.reading == Reading::Nothing {
                    signs.insert(at(&stated.key), NONE);
                }
            }
        }
        Self(signs)
    }

    /// A count as its office wrote it.
    pub(super) fn figure(&self, at: At<'_>, count: Option<i64>) -> Figure {
        match (self.0.get(&at), count) {
            (Some(sign), Some(0) | None) => Figure::Sign(sign, count),
            (Some(_) | None, count) => Figure::of(count),
        }
    }
}

fn at(key: &Key) -> At<'_> {
    (&key.variable, &key.unit, key.commune.as_deref(), &key.measure)
}

/// Whether a unit's own figures of a variable are used.
fn is_source(material: &Material<'_>, unit: &str, variable: &str) -> bool {
    let indicators = material.plan.indicators().iter();
    indicators.filter(|one| one.variable == variable).any(|one| match &one.source {
        Source::Districts => material.plan.district(unit).is_some(),
        Source::Bodies(codes) => codes.iter().any(|code| code == unit),
    })
}
