//! # Finds
//! The same figure stated in two cells of one submission with two values.
//! # Why it matters
//! Only one can be right, and nothing in the file says which.
//! # Example
//! A commune listed twice in one table with different numbers of households.
//! # What to do
//! Ask the office which one holds; until then the first is used and the report
//! stays a draft.

use std::collections::BTreeMap;

use super::slips::place_of;
use super::{Case, figure_name};
use crate::finding::{Finding, Severity, count, listed};
use crate::observation::{Key, Observation, Reading};

/// Figures named in the sentence.
const NAMED: usize = 4;

/// Two statements of one figure.
type Pair<'a> = (&'a Observation, &'a Observation);

pub(super) fn check(case: &Case<'_>) -> Vec<Finding> {
    let mut first: BTreeMap<&Key, &Observation> = BTreeMap::new();
    let mut lines: BTreeMap<(&str, Option<&str>, &str), Vec<Pair<'_>>> = BTreeMap::new();
    for observation in &case.statement.observations {
        let key = &observation.key;
        let known = *first.entry(key).or_insert(observation);
        if known.reading != observation.reading {
            let subject = (
                key.unit.as_str(),
                key.commune.as_deref(),
                observation.source.sheet.as_str(),
            );
            lines.entry(subject).or_default().push((known, observation));
        }
    }
    lines.into_values().map(|pairs| finding(case, &pairs)).collect()
}

fn finding(case: &Case<'_>, pairs: &[Pair<'_>]) -> Finding {
    let said: Vec<String> = pairs.iter().map(|pair| clash(case, pair)).collect();
    let (_, second) = pairs[0];
    let place = place_of(pairs.iter().map(|(_, later)| (case.file, &later.source)));
    let values = |of: &dyn Fn(&Pair<'_>) -> String| {
        pairs.iter().map(of).collect::<Vec<_>>().join("; ")
    };
    Finding::new(
        Severity::Error,
        "K06",
        place,
        format!(
            "{}: cùng một số liệu được ghi hai lần khác nhau: {}; đang dùng số ghi trước.",
            case.subject(&second.key),
            listed(&said, NAMED, "số liệu"),
        ),
        "Hỏi lại đơn vị số nào đúng và đề nghị xóa dòng hoặc ô thừa.",
    )
    .compare(
        values(&|(_, later)| shown(&later.reading)),
        values(&|(first, _)| shown(&first.reading)),
    )
}

fn clash(case: &Case<'_>, (first, later): &Pair<'_>) -> String {
    let sheet = |other: &Observation| {
        if first.source.sheet == later.source.sheet {
            String::new()
        } else {
            format!(" sheet “{}”", other.source.sheet)
        }
    };
    format!(
        "{} {} (ô {}{}) và {} (ô {}{})",
        figure_name(case.plan, &later.key.variable, &later.key.measure),
        shown(&first.reading),
        first.source.at,
        sheet(first),
        shown(&later.reading),
        later.source.at,
        sheet(later),
    )
}

/// A figure as one would say it.
pub(super) fn shown(reading: &Reading) -> String {
    match reading {
        Reading::Count(value) => count(*value),
        Reading::Nothing => "-".to_owned(),
        Reading::Level(level) => level.clone(),
        Reading::Mark(true) => "x".to_owned(),
        Reading::Mark(false) => "không có dấu x".to_owned(),
    }
}
