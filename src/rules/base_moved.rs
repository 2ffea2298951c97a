//! # Finds
//! A denominator of a unit that grew or shrank by more than 10% in a year.
//! # Why it matters
//! Households and people do not move so fast; communes left out, or another
//! base, move every rate of the unit.
//! # Example
//! Chợ Mới: 9.812 households last year, 8.402 this year.
//! # What to do
//! Ask which communes or groups were counted.

use std::collections::BTreeMap;

use super::slips::place_of;
use super::stock::Whole;
use super::thousandfold::is_thousandfold;
use super::{Series, figure_name, subject_name};
use crate::finding::{Finding, Severity, count};
use crate::form::label::Measure;

/// In percent; exactly so much is no move.
const MOVE: i64 = 10;
/// A base may change by fewer than this, however small it is.
const LEAST: i64 = 10;

fn moved(before: i64, now: i64) -> bool {
    before > 0
        && (now - before).abs() >= LEAST
        && (now - before).abs() * 100 > before * MOVE
        && !is_thousandfold(before, now)
}

pub(super) fn check(series: &Series<'_>) -> Vec<Finding> {
    let plan = series.now.plan;
    let mut findings = Vec::new();
    for pair in &series.pairs {
        // A base serves several variables; it is told once.
        let mut bases: BTreeMap<(String, &str), (&Whole<'_>, i64)> = BTreeMap::new();
        for ((variable, measure, unit), now) in &pair.now.wholes {
            if series.breaks(variable) {
                continue;
            }
            let before = pair.before.whole(variable, measure, unit);
            let Some(before) = before else { continue };
            if **measure == Measure::Total && moved(before.value, now.value) {
                let name = figure_name(plan, variable, measure);
                bases.entry((name, *unit)).or_insert((now, before.value));
            }
        }
        for ((name, unit), (now, before)) in bases {
            let finding = Finding::new(
                Severity::Warning,
                "N04",
                place_of(now.cells.iter().map(|cited| (cited.file, cited.source))),
                format!(
                    "{}: {name} năm {} là {}, năm {} là {}, thay đổi quá {MOVE}%.",
                    subject_name(plan, pair.sender, unit, None),
                    series.before.year,
                    count(before),
                    series.now.year,
                    count(now.value),
                ),
                "Hỏi lại đơn vị có sót hoặc tính thêm xã, nhóm nào không; mọi tỷ lệ của đơn vị phụ thuộc số này.",
            );
            findings.push(finding.compare(now.value, before).of_unit(pair.sender));
        }
    }
    findings
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ten_percent_is_no_move_and_a_little_more_is() {
        assert!(!moved(1000, 1100));
        assert!(moved(1000, 1101));
        assert!(!moved(1000, 900));
        assert!(moved(1000, 899));
        assert!(!moved(40, 49));
        assert!(moved(40, 50));
        assert!(moved(40, 51));
    }
}
