//! # Finds
//! A unit that stands in two rows (or two columns) of one table with the same
//! figures.
//! # Why it matters
//! It counts once in the report; an office whose total counts it twice, or
//! that meant another commune by the second row, has an error.
//! # Example
//! Xã Nam Mẫu in row 9 and again in row 15, with equal figures.
//! # What to do
//! Ask whether the second row was meant for another commune.

use std::collections::{BTreeMap, BTreeSet};

use super::Case;
use super::slips::place_of;
use crate::finding::{Finding, Severity};
use crate::observation::{Key, Observation};

/// A single equal figure may stand twice by design; two make a row.
const ROW: usize = 2;

/// The first of a figure stated again, and the other.
type Pair<'a> = (&'a Observation, &'a Observation);

pub(super) fn check(case: &Case<'_>) -> Vec<Finding> {
    let mut first: BTreeMap<&Key, &Observation> = BTreeMap::new();
    let mut lines: BTreeMap<(&str, Option<&str>), Vec<Pair<'_>>> = BTreeMap::new();
    let mut differing: BTreeSet<(&str, Option<&str>)> = BTreeSet::new();
    for observation in &case.statement.observations {
        let key = &observation.key;
        let known = *first.entry(key).or_insert(observation);
        let (a, b) = (&known.source, &observation.source);
        let in_line =
            a.sheet == b.sheet && (a.at.col == b.at.col) != (a.at.row == b.at.row);
        let subject = (key.unit.as_str(), key.commune.as_deref());
        if in_line && known.reading == observation.reading {
            lines.entry(subject).or_default().push((known, observation));
        } else if in_line {
            differing.insert(subject);
        }
    }
    let repeated = lines
        .into_iter()
        .filter(|(subject, pairs)| pairs.len() >= ROW && !differing.contains(subject));
    repeated.map(|(_, pairs)| finding(case, &pairs)).collect()
}

fn finding(case: &Case<'_>, pairs: &[(&Observation, &Observation)]) -> Finding {
    let (first, second) = pairs[0];
    Finding::new(
        Severity::Warning,
        "K09",
        place_of(pairs.iter().map(|(_, later)| (case.file, &later.source))),
        format!(
            "{} có hai dòng giống nhau trong cùng bảng (ô {} và ô {}); chỉ được tính một lần.",
            case.subject(&second.key),
            first.source.at,
            second.source.at,
        ),
        "Hỏi lại đơn vị dòng thứ hai có phải của xã khác không; nếu thừa, đề nghị xóa.",
    )
}
