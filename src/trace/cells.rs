//! Figures as they are printed, and the cells each is made of.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use crate::dataset::{Figure, Part, Tally};
use crate::document::wording::{count, count_or_sign, percent};
use crate::plan::key::Key;
use crate::run::Judged;

/// `none` is the name of being at no level.
pub(super) fn figures(tally: Option<&Tally>, none: &str) -> String {
    let Some(tally) = tally else { return "...".to_owned() };
    let mut text = format!(
        "{}/{} = {}%",
        count_or_sign(tally.numerator),
        count_or_sign(tally.denominator),
        percent(tally.numerator, tally.denominator),
    );
    if let Some(registered) = tally.registered {
        let _ = write!(text, "; đăng ký {}", count(registered));
    }
    for (level, units) in &tally.levels {
        let _ = write!(text, "; {level}: {}", count(*units));
    }
    let named = tally.levels.iter().filter(|(level, _)| *level != none);
    let at_a_level: i64 = named.map(|(_, units)| units).sum();
    if !tally.levels.is_empty() {
        let of = count_or_sign(tally.denominator);
        let _ = write!(text, "; ở các mức: {}/{of}", count(at_a_level));
    }
    text
}

/// The fraction of every commune of a unit.
pub(super) fn communes(
    judged: &Judged,
    code: &str,
    unit: &str,
    none: &str,
    text: &mut String,
) {
    let all = judged.now.dataset.communes.iter();
    let own = all.filter(|((indicator, of, _), _)| indicator == code && of == unit);
    let mut own: Vec<_> = own.map(|((_, _, name), tally)| (name, tally)).collect();
    // As a list of names is read: Đ stands by D.
    own.sort_by_cached_key(|(name, _)| Key::of(name).plain);
    for (commune, tally) in own {
        let _ = writeln!(text, "  {commune}: {}", figures(Some(tally), none));
    }
}

/// The cells of every part of a unit's figure.
pub(super) fn cells(judged: &Judged, code: &str, unit: &str, text: &mut String) {
    let is_own = |figure: &Figure| figure.indicator == code && figure.unit == unit;
    by_part(judged, &is_own, text);
}

/// The cells of some figures, part by part.
pub(super) fn by_part(
    judged: &Judged,
    is_own: &dyn Fn(&Figure) -> bool,
    text: &mut String,
) {
    let mut parts: BTreeMap<&Part, Vec<&Figure>> = BTreeMap::new();
    for figure in judged.now.dataset.figures.iter().filter(|figure| is_own(figure)) {
        parts.entry(&figure.part).or_default().push(figure);
    }
    for (part, sources) in parts {
        listed(judged, part, &sources, text);
    }
}

/// The cells of one part of a figure.
fn listed(judged: &Judged, part: &Part, sources: &[&Figure], text: &mut String) {
    let sum: i64 = sources.iter().map(|figure| figure.value).sum();
    let _ = writeln!(text, "  {} {}:", part_name(part), count(sum));
    let of_several = sources.iter().any(|figure| figure.unit != sources[0].unit);
    for figure in sources {
        let unit = judged.plan.unit_name(&figure.unit);
        let whom = match (&figure.commune, of_several) {
            (Some(commune), false) => commune.clone(),
            (Some(commune), true) => format!("{commune} ({unit})"),
            (None, false) => "toàn đơn vị".to_owned(),
            (None, true) => unit.to_owned(),
        };
        let origin = &figure.origin;
        let level = figure.level.as_deref();
        let level = level.map_or(String::new(), |level| format!(" (ghi “{level}”)"));
        let _ = writeln!(
            text,
            "    {:>9}  {whom}{level}  ← {} › {} › {}",
            count(figure.value),
            origin.file,
            origin.source.sheet,
            origin.source.at,
        );
    }
}

fn part_name(part: &Part) -> String {
    match part {
        Part::Numerator => "Đạt".to_owned(),
        Part::Denominator => "Tổng số".to_owned(),
        Part::Registered => "Đăng ký".to_owned(),
        Part::Level(level) => level.clone(),
    }
}
