//! `Trung tâm học tập cộng đồng | Tổng số | Ứng dụng CNTT`: a bare total under a
//! heading is the whole of what its neighbours under the same heading count, where the
//! heading says nothing but whom and what that is.

use std::collections::{BTreeMap, BTreeSet};

use crate::form::band::Sight;
use crate::form::label::Label;
use crate::plan::vocabulary::{Coverage, MeasureWord, loose};

/// Names the variable of bare totals.
pub(super) fn name_wholes<'l>(
    sight: &Sight<'_>,
    labels: impl Iterator<Item = &'l mut Label>,
) {
    let mut labels: Vec<&mut Label> = labels.collect();
    let counted = counted(sight, &labels, false);
    let named = self::counted(sight, &labels, true);
    for label in labels.iter_mut().filter(|label| is_bare_total(label)) {
        let Some(heading) = heading(label).map(str::to_owned) else { continue };
        let of = counted.get(&heading).or(named.get(&heading));
        let Some(of) = of.filter(|of| of.len() == 1) else { continue };
        let of = of.first().filter(|code| is_whole_of(sight, label, code));
        label.variable = of.filter(|code| says(sight, &heading, code)).cloned();
    }
}

/// What is counted under each heading, by labels that say so by themselves or not.
fn counted(
    sight: &Sight<'_>,
    labels: &[&mut Label],
    by_themselves: bool,
) -> BTreeMap<String, BTreeSet<String>> {
    let mut counted: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for label in labels {
        let Some((heading, own)) = label.text.rsplit_once(" / ") else { continue };
        let Some(variable) = &label.variable else { continue };
        let says = !sight.vocabulary.variables_in(&loose(own)).is_empty();
        if says == by_themselves {
            counted.entry(heading.to_owned()).or_default().insert(variable.clone());
        }
    }
    counted
}

fn heading(label: &Label) -> Option<&str> {
    label.text.rsplit_once(" / ").map(|(heading, _)| heading)
}

fn is_bare_total(label: &Label) -> bool {
    label.measure == Some(MeasureWord::Total)
        && label.variable.is_none()
        && label.rivals.is_empty()
}

/// Whether a total names no base, or that of nothing but the variable: `Số trung tâm`.
fn is_whole_of(sight: &Sight<'_>, label: &Label, variable: &str) -> bool {
    let base = label.base.as_deref().and_then(|code| sight.vocabulary.base(code));
    label.base.is_none() || base.is_some_and(|base| base.of == [variable])
}

/// Whether a heading says only whom and what a variable counts.
fn says(sight: &Sight<'_>, heading: &str, variable: &str) -> bool {
    heading.split(" / ").all(|part| {
        let mut coverage = Coverage::of(part);
        sight.vocabulary.cover_common(&mut coverage);
        sight.vocabulary.cover_variable(variable, &mut coverage);
        sight.vocabulary.cover_counted(Some(variable), &mut coverage);
        coverage.unknown().is_none()
    })
}
