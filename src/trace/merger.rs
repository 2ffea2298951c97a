//! From a commune that was formed later down to the cells of the communes it was
//! formed from: counts are added again, levels are not inherited.

use std::fmt::Write as _;

use super::cells::{by_part, figures};
use crate::dataset::{Figure, Tally};
use crate::plan::ground::Grounds;
use crate::plan::unit::{District, Origin};
use crate::run::Judged;

/// The commune of a later administration that has this code.
pub(super) fn formed_later(judged: &Judged, code: &str) -> Option<District> {
    let day = judged.plan.day;
    let grounds = Grounds::of(&judged.plan);
    let mut later = grounds.iter().map(|(_, plan)| plan).filter(|plan| plan.day > day);
    let found = later.find_map(|plan| plan.district(code).cloned())?;
    (!found.formed_from.is_empty()).then_some(found)
}

/// The figures of its old communes, added up, and the cells of each.
pub(super) fn chain(
    judged: &Judged,
    code: &str,
    none: &str,
    commune: &District,
) -> String {
    let dataset = &judged.now.dataset;
    let of = |origin: &Origin| {
        let key = (code.to_owned(), origin.district.clone(), origin.name.clone());
        dataset.communes.get(&key)
    };
    let tallies: Vec<&Tally> = commune.formed_from.iter().filter_map(of).collect();
    let whole = tallies.len() == commune.formed_from.len();
    let sum = added(&tallies).filter(|_| whole);
    let mut text = format!(
        "{}, hình thành từ {} xã, phường, thị trấn cũ, cộng lại: {}\n",
        commune.name,
        commune.formed_from.len(),
        figures(sum.as_ref(), none),
    );
    for origin in &commune.formed_from {
        let district = judged.plan.unit_name(&origin.district);
        let of_origin = figures(of(origin), none);
        let _ = writeln!(text, "\n{} ({district}): {of_origin}", origin.name);
        let is_own = |one: &Figure| one.indicator == code && is_of(one, origin);
        by_part(judged, &is_own, &mut text);
    }
    text
}

/// Counts added up; nothing where a part is not reported or only at a level.
fn added(tallies: &[&Tally]) -> Option<Tally> {
    if tallies.iter().any(|tally| !tally.levels.is_empty()) {
        return None;
    }
    let sum = |of: fn(&Tally) -> Option<i64>| tallies.iter().map(|one| of(one)).sum();
    Some(Tally {
        numerator: sum(|one| one.numerator),
        denominator: sum(|one| one.denominator),
        registered: sum(|one| one.registered),
        ..Tally::default()
    })
}

fn is_of(figure: &Figure, origin: &Origin) -> bool {
    figure.unit == origin.district
        && figure.commune.as_deref() == Some(origin.name.as_str())
}
