//! # Finds
//! A column of results in which every commune stands between 50 and 100 though
//! each has more than 100 of what is counted, and all together at least four
//! times as many.
//! # Why it matters
//! Percents typed as whole numbers under a heading of counts look like counts:
//! 84 % would be printed as 84 households.
//! # Example
//! Households 1.719, 1.506, 1.290; achieved 83, 85, 79.
//! # What to do
//! Ask the office whether the numbers are percents; nothing is changed.

use std::collections::BTreeMap;

use super::{Case, figure_name};
use crate::finding::{Finding, Severity};
use crate::form::label::Measure;
use crate::observation::Source;
use crate::place::{CellRange, Place};

/// So many communes in one column are evidence.
const ENOUGH: usize = 3;
/// Percents of what is counted here lie between these.
const PERCENTS: std::ops::RangeInclusive<i64> = 50..=100;
/// Where the results come to a larger part of the whole than one in so many, they
/// may well be counts.
const PART: i64 = 4;

/// Result, whole and place of every unit, by what is counted.
type Columns<'a> = BTreeMap<(&'a str, &'a Measure), Vec<(i64, i64, &'a Source)>>;

pub(super) fn check(case: &Case<'_>) -> Vec<Finding> {
    let mut columns: Columns<'_> = BTreeMap::new();
    for (key, (value, observation)) in &case.counts {
        let is_result = matches!(key.measure, Measure::Achieved | Measure::Registered);
        if !is_result || (key.commune.is_none() && key.unit == case.statement.unit) {
            continue;
        }
        let Some((whole, _)) = case.count(key, Measure::Total) else { continue };
        let column = columns.entry((&key.variable, &key.measure)).or_default();
        column.push((*value, whole, &observation.source));
    }
    columns
        .into_iter()
        .filter(|(_, cells)| look_like_percents(cells))
        .map(|((variable, measure), cells)| {
            let sources = cells.iter().map(|(_, _, source)| *source);
            let sheet = &cells[0].2.sheet;
            let range = sources
                .filter(|source| source.sheet == *sheet)
                .map(|source| CellRange::from(source.at))
                .reduce(CellRange::union)
                .expect("a column has a cell");
            Finding::new(
                Severity::Warning,
                "K18",
                Place::cell(case.file, sheet, range),
                format!(
                    "{}: {} của các đơn vị đều từ 50 đến 100 trong khi tổng số lớn hơn 100; \
                     có thể đã ghi tỷ lệ phần trăm thay cho số lượng.",
                    case.sender(),
                    figure_name(case.plan, variable, measure),
                ),
                "Hỏi lại đơn vị: nếu là tỷ lệ thì ghi lại bằng số lượng.",
            )
        })
        .collect()
}

fn look_like_percents<T>(cells: &[(i64, i64, T)]) -> bool {
    let wholes: std::collections::BTreeSet<i64> =
        cells.iter().map(|(_, whole, _)| *whole).collect();
    let values: i64 = cells.iter().map(|(value, ..)| value).sum();
    let all: i64 = cells.iter().map(|(_, whole, _)| whole).sum();
    cells.len() >= ENOUGH
        && all >= PART * values
        && wholes.len() > 1
        && cells.iter().all(|(value, whole, _)| PERCENTS.contains(value) && *whole > 100)
}
