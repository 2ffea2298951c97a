//! # Finds
//! A total or subtotal, in a row or a column, that is not the sum of the units
//! in its table. Tolerance is zero: counts are whole numbers.
//! # Why it matters
//! Either a unit's figure is wrong or the office's own total is; the report
//! uses the units and would contradict the office's paper copy.
//! # Example
//! Communes 6.174 and 13.769 under a total of 19.934 (they make 19.943).
//! # What to do
//! Ask the office which figure is right and have the file sent again. Where
//! one changed digit or two swapped digits explain the difference, the hint
//! names them; nothing is repaired.

use super::naming::{row_name, rows_of};
use super::repair::{Repair, Slip, repairs};
use super::{Case, figure_name, rate_mismatch};
use crate::finding::{Finding, Severity, count};
use crate::form::label::Measure;
use crate::observation::{Key, Observation, Source, TotalClaim};
use crate::place::Place;

/// More single slips than this explain nothing.
const FEW: usize = 3;

pub(super) fn check(case: &Case<'_>) -> Vec<Finding> {
    let claims = case.statement.totals.iter();
    claims.filter_map(|claim| compare(case, claim)).collect()
}

/// A figure of one unit under the total.
type Part<'a> = (&'a Key, i64, &'a Observation);

fn compare(case: &Case<'_>, claim: &TotalClaim) -> Option<Finding> {
    let all = parts_of(case, claim);
    let sum = |parts: &[Part<'_>]| parts.iter().map(|(_, value, _)| value).sum::<i64>();
    if all.is_empty() || sum(&all) == claim.value {
        return None;
    }
    let sections = sections(case, claim, &all);
    if sections.iter().any(|section| sum(section) == claim.value) {
        return None;
    }
    let nearest = sections
        .into_iter()
        .min_by_key(|section| (sum(section) - claim.value).abs())
        .unwrap_or(all);
    Some(finding(case, claim, &nearest))
}

fn is_same(claim: &TotalClaim, variable: &str, measure: &Measure) -> bool {
    variable == claim.variable && *measure == claim.measure
}

/// The units stated in the submission for what the total is a total of.
fn parts_of<'a>(case: &Case<'a>, claim: &TotalClaim) -> Vec<Part<'a>> {
    let stated = || {
        let same = |key: &Key| is_same(claim, &key.variable, &key.measure);
        case.counts.iter().filter(move |(key, _)| same(key))
    };
    let is_own = |key: &Key| key.commune.is_none() && key.unit == case.statement.unit;
    // A commune's one row is all that its total is a total of.
    let alone = stated().all(|(key, _)| is_own(key));
    stated()
        .filter(|(key, _)| alone || !is_own(key))
        .map(|(key, (value, observation))| (*key, *value, *observation))
        .collect()
}

/// Where several totals stand in one line of cells each may be the total of
/// what stands before it, behind it, or of all of the line.
fn sections<'a>(
    case: &Case<'_>,
    claim: &TotalClaim,
    all: &[Part<'a>],
) -> Vec<Vec<Part<'a>>> {
    let here = &claim.source;
    let down =
        |source: &Source| source.sheet == here.sheet && source.at.col == here.at.col;
    let across =
        |source: &Source| source.sheet == here.sheet && source.at.row == here.at.row;
    let is_down = all.iter().any(|(_, _, observation)| down(&observation.source));
    let in_line = |source: &Source| if is_down { down(source) } else { across(source) };
    let position = |source: &Source| if is_down { source.at.row } else { source.at.col };
    let at = position(here);
    let others: Vec<u32> = case
        .statement
        .totals
        .iter()
        .filter(|other| is_same(other, &claim.variable, &claim.measure))
        .map(|other| &other.source)
        .filter(|source| in_line(source) && position(source) != at)
        .map(position)
        .collect();
    let before = others.iter().copied().filter(|other| *other < at).max();
    let after = others.iter().copied().filter(|other| *other > at).min();
    let between = |from: Option<u32>, to: Option<u32>| -> Vec<Part<'a>> {
        let inside = |source: &Source| {
            let position = position(source);
            from.is_none_or(|from| position > from) && to.is_none_or(|to| position < to)
        };
        let line = all.iter().filter(|(_, _, o)| in_line(&o.source) && inside(&o.source));
        line.copied().collect()
    };
    let mut sections = vec![between(None, None), between(None, Some(at))];
    if !others.is_empty() {
        sections.extend([between(before, Some(at)), between(Some(at), after)]);
    }
    sections.push(all.to_vec());
    sections.retain(|section| !section.is_empty());
    sections
}

fn finding(case: &Case<'_>, claim: &TotalClaim, parts: &[Part<'_>]) -> Finding {
    let sum: i64 = parts.iter().map(|(_, value, _)| value).sum();
    let gaps = case
        .statement
        .gaps
        .iter()
        .filter(|gap| is_same(claim, &gap.key.variable, &gap.key.measure))
        .count();
    let unread = if gaps > 0 {
        format!("; {gaps} ô không đọc được số nên chưa được cộng")
    } else {
        String::new()
    };
    let message = format!(
        "{}: dòng tổng ghi {} là {}, nhưng cộng các {} được {}, lệch {}{unread}.",
        case.sender(),
        figure_name(case.plan, &claim.variable, &claim.measure),
        count(claim.value),
        rows_of(case.plan, &case.statement.unit),
        count(sum),
        count((claim.value - sum).abs()),
    );
    let place = Place::cell(case.file, &claim.source.sheet, claim.source.at);
    // A sum that is known to lack something says nothing about who mistyped.
    let unplaced = case.statement.unplaced.get(&claim.source.sheet).copied();
    let first = match (unplaced.unwrap_or(0), gaps) {
        (0, 0) => offered(case, claim, parts),
        (0, _) => {
            "Xem các ô không đọc được trước: tính đủ thì tổng có thể khớp. ".to_owned()
        }
        (rows, _) => format!(
            "Trên sheet này có {rows} dòng chưa nhận ra tên đơn vị nên chưa được cộng; xử lý \
             các dòng đó trước: tính đủ thì tổng có thể khớp. "
        ),
    };
    let hint = format!(
        "{first}Hỏi lại đơn vị số nào đúng; báo cáo dùng số cộng từ các {}.",
        rows_of(case.plan, &case.statement.unit),
    );
    Finding::new(Severity::Error, "K01", place, message, hint).compare(claim.value, sum)
}

/// `Có thể gõ sai một chữ số: …`: single slips that explain the difference.
fn offered(case: &Case<'_>, claim: &TotalClaim, parts: &[Part<'_>]) -> String {
    let values: Vec<(Option<Part<'_>>, i64)> =
        parts.iter().map(|part| (Some(*part), part.1)).collect();
    let fits = |part: &Option<Part<'_>>, meant: i64| {
        part.is_none_or(|(key, _, _)| can_be(case, key, meant))
    };
    let mut repairs = repairs(&values, (None, claim.value), fits);
    let supported: Vec<_> = repairs
        .iter()
        .filter(|repair| {
            repair.what.is_some_and(|(key, _, _)| {
                rate_mismatch::supports(case, key, repair.written, repair.meant)
            })
        })
        .cloned()
        .collect();
    if !supported.is_empty() {
        repairs = supported;
    }
    if repairs.len() > FEW {
        repairs.retain(|repair| repair.what.is_none());
    }
    if repairs.is_empty() {
        return String::new();
    }
    let said: Vec<String> = repairs.iter().map(|one| repair(case, claim, one)).collect();
    format!("Có thể {}. ", said.join(", hoặc "))
}

/// Whether a figure could be that much: no more achieved than there are.
fn can_be(case: &Case<'_>, key: &Key, meant: i64) -> bool {
    let other = |measure: Measure| case.count(key, measure).map(|(value, _)| value);
    match key.measure {
        Measure::Total => [Measure::Achieved, Measure::Registered]
            .into_iter()
            .all(|part| other(part).is_none_or(|part| part <= meant)),
        Measure::Achieved | Measure::Registered | Measure::AtLevel(_) => {
            other(Measure::Total).is_none_or(|whole| meant <= whole)
        }
        Measure::Rate | Measure::Level | Measure::Mark => true,
    }
}

fn repair(
    case: &Case<'_>,
    claim: &TotalClaim,
    repair: &Repair<Option<Part<'_>>>,
) -> String {
    let slip = match repair.slip {
        Slip::Swapped => "đảo hai chữ số",
        Slip::Digit => "gõ sai một chữ số",
    };
    let (name, at) = match repair.what {
        Some((key, _, observation)) => (
            row_name(case.plan, &key.unit, key.commune.as_deref()).to_owned(),
            observation.source.at,
        ),
        None => ("dòng tổng".to_owned(), claim.source.at),
    };
    format!(
        "{name} (ô {at}) {slip}: {} thay cho {}",
        count(repair.meant),
        count(repair.written)
    )
}
