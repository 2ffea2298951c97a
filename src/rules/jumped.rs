//! # Finds
//! Registered or achieved figures that changed by more than 30% since last
//! year: of one unit, of single communes, or of the whole province at once.
//! # Why it matters
//! Most such jumps are a digit too many, another base, or registered counted
//! as achieved; a true one will be asked about and should have its reason.
//! # Example
//! Pác Nặm: 7.414 learning families last year, 3.902 this year.
//! # What to do
//! Ask for the reason. Where the whole province moved the same way single
//! units are not named again.

use std::collections::BTreeMap;

use super::naming::rows_of;
use super::slips::place_of;
use super::stock::{Cited, Whole};
use super::thousandfold::is_thousandfold;
use super::{Pair, Series, figure_name, subject_name};
use crate::finding::{Finding, Severity, count, listed, percent};
use crate::form::label::Measure;
use crate::observation::Key;
use crate::place::Place;

/// In percent; exactly so much is no jump.
const JUMP: i64 = 30;
/// Of a unit with fewer than this in both years a share says nothing.
const UNIT: i64 = 50;
/// The same of a commune.
const COMMUNE: i64 = 100;
/// The province moves when so many units did.
const MANY: usize = 3;
const NAMED: usize = 5;

/// Which way a figure jumped.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Way {
    Up,
    Down,
}

fn jump(before: i64, now: i64, least: i64) -> Option<Way> {
    let change = now - before;
    let jumps = before > 0
        && now > 0
        && before.max(now) >= least
        && change.abs() * 100 > before * JUMP
        && !is_thousandfold(before, now);
    jumps.then_some(if change > 0 { Way::Up } else { Way::Down })
}

/// A unit's figure in both years.
struct Change<'a> {
    sender: &'a str,
    unit: &'a str,
    now: &'a Whole<'a>,
    before: i64,
}

pub(super) fn check(series: &Series<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    for ((variable, measure), changes) in changes(series) {
        let sum = |of: &dyn Fn(&Change<'_>) -> i64| changes.iter().map(of).sum::<i64>();
        let whole = (sum(&|change| change.before), sum(&|change| change.now.value));
        let everywhere = jump(whole.0, whole.1, UNIT).filter(|way| {
            let same = |change: &&Change<'_>| {
                jump(change.before, change.now.value, 1) == Some(*way)
            };
            changes.iter().filter(same).count() >= MANY
        });
        if everywhere.is_some() {
            findings.push(province(series, variable, measure, whole));
        }
        for change in &changes {
            match jump(change.before, change.now.value, UNIT) {
                Some(way) if everywhere == Some(way) => {}
                Some(_) => findings.push(unit(series, variable, measure, change)),
                None => {
                    findings
                        .extend(communes(series, variable, measure, change, everywhere));
                }
            }
        }
    }
    findings
}

/// Counts that office and year have in common, by variable and measure.
fn changes<'a>(
    series: &'a Series<'_>,
) -> BTreeMap<(&'a str, &'a Measure), Vec<Change<'a>>> {
    let mut changes: BTreeMap<_, Vec<Change<'_>>> = BTreeMap::new();
    for pair in &series.pairs {
        for ((variable, measure, unit), now) in &pair.now.wholes {
            let is_result = matches!(measure, Measure::Registered | Measure::Achieved);
            let compares = is_result && !series.breaks(variable);
            if !compares || !series.now.is_source(variable, pair.sender) {
                continue;
            }
            if let Some(before) = pair.before.whole(variable, measure, unit) {
                let (sender, before) = (pair.sender, before.value);
                let change = Change { sender, unit, now, before };
                changes.entry((*variable, *measure)).or_default().push(change);
            }
        }
    }
    changes
}

/// `tăng 51,20%`.
fn said(before: i64, now: i64) -> String {
    let change = (now - before) as f64 * 100.0 / before as f64;
    let way = if change > 0.0 { "tăng" } else { "giảm" };
    format!("{way} {}%", percent(change.abs()))
}

fn unit(
    series: &Series<'_>,
    variable: &str,
    measure: &Measure,
    change: &Change<'_>,
) -> Finding {
    let (plan, now) = (series.now.plan, change.now.value);
    Finding::new(
        Severity::Warning,
        "N01",
        place_of(change.now.cells.iter().map(|cited| (cited.file, cited.source))),
        format!(
            "{}: {} năm {} là {}, năm {} là {}, {}.",
            subject_name(plan, change.sender, change.unit, None),
            figure_name(plan, variable, measure),
            series.before.year,
            count(change.before),
            series.now.year,
            count(now),
            said(change.before, now),
        ),
        "Hỏi lại đơn vị lý do; nếu số đúng thì giải trình.",
    )
    .compare(now, change.before)
    .of_unit(change.sender)
}

fn province(
    series: &Series<'_>,
    variable: &str,
    measure: &Measure,
    (before, now): (i64, i64),
) -> Finding {
    Finding::new(
        Severity::Info,
        "N06",
        Place::nowhere(),
        format!(
            "Toàn tỉnh: {} năm {} là {}, năm {} là {}, {} (tính các đơn vị có số liệu cả hai \
             năm).",
            figure_name(series.now.plan, variable, measure),
            series.before.year,
            count(before),
            series.now.year,
            count(now),
            said(before, now),
        ),
        "Chuẩn bị lý do để giải trình khi được hỏi.",
    )
    .compare(now, before)
}

/// Communes that jumped although their district did not.
fn communes(
    series: &Series<'_>,
    variable: &str,
    measure: &Measure,
    change: &Change<'_>,
    everywhere: Option<Way>,
) -> Option<Finding> {
    let pair = series.pairs.iter().find(|pair| pair.sender == change.sender)?;
    let jumps = of_communes(pair, variable, measure, change.unit)
        .filter(|(_, before, now)| {
            let way = jump(*before, now.value, COMMUNE);
            way.is_some() && way != everywhere
        })
        .collect::<Vec<_>>();
    if jumps.is_empty() {
        return None;
    }
    let briefs: Vec<String> = jumps
        .iter()
        .map(|(key, before, now)| {
            let commune = key.commune.as_deref().unwrap_or_default();
            format!("{commune} {} → {}", count(*before), count(now.value))
        })
        .collect();
    let plan = series.now.plan;
    let finding = Finding::new(
        Severity::Info,
        "N08",
        place_of(jumps.iter().map(|(_, _, now)| (now.file, now.source))),
        format!(
            "{}: {} thay đổi quá {JUMP}% so với năm {} ở {} xã: {}.",
            plan.unit_name(change.unit),
            figure_name(plan, variable, measure),
            series.before.year,
            jumps.len(),
            listed(&briefs, NAMED, rows_of(plan, change.sender)),
        ),
        "Xem lại các xã này; nếu thấy bất thường, hỏi lại đơn vị.",
    );
    Some(finding.of_unit(change.sender))
}

/// Every commune of a unit in both years.
fn of_communes<'a>(
    pair: &'a Pair<'_>,
    variable: &'a str,
    measure: &'a Measure,
    unit: &'a str,
) -> impl Iterator<Item = (&'a Key, i64, Cited<'a>)> {
    let keys = pair.now.counts.iter().filter(move |(key, _)| {
        key.variable == variable
            && key.measure == *measure
            && key.unit == unit
            && key.commune.is_some()
    });
    keys.filter_map(|(key, now)| {
        let before = pair.before.counts.get(*key)?;
        Some((*key, before.value, *now))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thirty_percent_is_no_jump_and_a_little_more_is() {
        assert_eq!(jump(1000, 1299, UNIT), None);
        assert_eq!(jump(1000, 1300, UNIT), None);
        assert_eq!(jump(1000, 1301, UNIT), Some(Way::Up));
        assert_eq!(jump(1000, 700, UNIT), None);
        assert_eq!(jump(1000, 699, UNIT), Some(Way::Down));
    }

    #[test]
    fn small_figures_do_not_jump() {
        assert_eq!(jump(4, 49, UNIT), None);
        assert_eq!(jump(4, 50, UNIT), Some(Way::Up));
        // From nothing, and to nothing, have rules of their own.
        assert_eq!(jump(0, 500, UNIT), None);
        assert_eq!(jump(500, 0, UNIT), None);
    }
}
