//! What one cell leaves open and its column settles: whether `1,234` is a
//! thousand, whether a count is a thousand times too large, and in which scale
//! a column of rates is written.

use std::collections::BTreeMap;

use super::quantity::Fault;
use super::rate::Scale;
use super::{Gap, Key, Observation, RateClaim, Reading, Statement, Why};
use crate::finding::{Finding, Severity};
use crate::form::label::Measure;
use crate::form::table::Table;
use crate::place::{Address, CellRange, Place};
use crate::plan::Plan;

/// Settles what columns settle; gives what is to be said about it.
pub(super) fn settle(
    tables: &[Table],
    file: &str,
    plan: &Plan,
    statement: &mut Statement,
) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (index, table) in tables.iter().enumerate() {
        commas(table, index, file, statement, &mut findings);
    }
    findings.extend(mixed_scales(file, plan, statement));
    findings.extend(slips(file, plan, statement));
    findings
}

/// The measure of a variable whose cells stand in one column (or row).
type Column = (String, Measure);

/// Reads `1,234` as 1234 where the table leaves no other reading.
fn commas(
    table: &Table,
    index: usize,
    file: &str,
    statement: &mut Statement,
    findings: &mut Vec<Finding>,
) {
    let mut columns: BTreeMap<Column, Vec<(usize, i64, Address)>> = BTreeMap::new();
    for (position, gap) in statement.gaps.iter().enumerate() {
        let here = gap.source.sheet == table.sheet
            && table.fields.iter().any(|field| field.at == gap.source.at);
        if let (true, Why::Fault(Fault::Ambiguous { meant, .. })) = (here, &gap.why) {
            let column = (gap.key.variable.clone(), gap.key.measure.clone());
            columns.entry(column).or_default().push((position, *meant, gap.source.at));
        }
    }
    let mut settled: Vec<(usize, i64)> = Vec::new();
    for (column, cells) in columns {
        if !means_thousands(table, index, statement, &column, &cells) {
            continue;
        }
        let range = cells
            .iter()
            .map(|(_, _, at)| CellRange::from(*at))
            .reduce(CellRange::union)
            .expect("a column has a cell");
        let example = cells[0].1;
        findings.push(Finding::new(
            Severity::Info,
            "V19",
            Place::cell(file, &table.sheet, range),
            format!(
                "{} ô trong {range} dùng dấu phẩy để tách hàng nghìn; đã đọc theo cả cột, ví dụ ô {} là {example}.",
                cells.len(),
                cells[0].2
            ),
            "Nên dùng dấu chấm cho hàng nghìn, hoặc không dùng dấu.",
        ));
        settled.extend(cells.iter().map(|(position, meant, _)| (*position, *meant)));
    }
    settled.sort_unstable();
    for (position, meant) in settled.into_iter().rev() {
        let Gap { key, source, .. } = statement.gaps.remove(position);
        let reading = Reading::Count(meant);
        statement.observations.push(Observation { key, reading, source });
    }
}

/// The total above or below agrees, or every long number of the column is
/// written so and nothing in the table has a decimal comma or a thousands dot.
fn means_thousands(
    table: &Table,
    index: usize,
    statement: &Statement,
    (variable, measure): &Column,
    cells: &[(usize, i64, Address)],
) -> bool {
    let others = statement.observations.iter().filter(|observation| {
        observation.key.variable == *variable
            && observation.key.measure == *measure
            && observation.source.sheet == table.sheet
    });
    let read: Vec<i64> = others
        .filter_map(|observation| match observation.reading {
            Reading::Count(count) => Some(count),
            Reading::Nothing | Reading::Level(_) | Reading::Mark(_) => None,
        })
        .collect();
    let sum = read.iter().chain(cells.iter().map(|(_, meant, _)| meant)).sum::<i64>();
    let of_total = statement.totals.iter().any(|claim| {
        claim.table == index
            && claim.variable == *variable
            && claim.measure == *measure
            && claim.value == sum
    });
    let uniform = cells.len() >= 3 && read.iter().all(|count| *count < 1000);
    (of_total || uniform) && !contradicted(table)
}

/// `84,79` beside it says that a comma stands before decimals; `7.154` that
/// the dot is the mark of thousands.
fn contradicted(table: &Table) -> bool {
    table.fields.iter().filter_map(|field| field.cell.as_ref()?.as_text()).any(|text| {
        let bare = text.trim().trim_end_matches('%').trim();
        let tail = |separator| bare.rsplit_once(separator).map(|(_, tail)| tail.len());
        let digits = bare.chars().all(|c| c.is_ascii_digit() || c == ',' || c == '.');
        digits
            && (bare.starts_with("0,")
                || tail(',').is_some_and(|length| length != 3)
                || (tail('.') == Some(3) && !bare.contains(',')))
    })
}

/// Rates of one column of which the counts prove some to be fractions of 1 and
/// others to be percents: the column is not checked any further.
fn mixed_scales(file: &str, plan: &Plan, statement: &mut Statement) -> Vec<Finding> {
    let mut columns: BTreeMap<(usize, String), Vec<(bool, &RateClaim)>> = BTreeMap::new();
    for claim in &statement.rates {
        if claim.rate.scale == Scale::Unsettled
            && let Some(is_fraction) = proven_scale(claim, statement)
        {
            let column = (claim.table, claim.variable.clone());
            columns.entry(column).or_default().push((is_fraction, claim));
        }
    }
    let mut findings = Vec::new();
    let mut stopped = Vec::new();
    for (column, claims) in columns {
        let fractions = claims.iter().filter(|(is_fraction, _)| *is_fraction).count();
        if fractions == 0 || fractions == claims.len() {
            continue;
        }
        let range = claims
            .iter()
            .map(|(_, claim)| CellRange::from(claim.source.at))
            .reduce(CellRange::union)
            .expect("a column has a claim");
        findings.push(Finding::new(
            Severity::Warning,
            "V21",
            Place::cell(file, &claims[0].1.source.sheet, range),
            format!(
                "Cột tỷ lệ của {} ghi lẫn phần trăm và số thập phân ({fractions} ô kiểu 0,84 và {} ô kiểu 84); cột này không được đối chiếu.",
                plan.variable_name(&column.1),
                claims.len() - fractions
            ),
            "Ghi tỷ lệ thống nhất theo phần trăm.",
        ));
        stopped.push(column);
    }
    statement
        .rates
        .retain(|claim| !stopped.contains(&(claim.table, claim.variable.clone())));
    findings
}

/// Whether the counts beside a rate prove it a fraction of 1 or a percent.
fn proven_scale(claim: &RateClaim, statement: &Statement) -> Option<bool> {
    let (unit, commune) = claim.subject.clone()?;
    let count = |measure| {
        let key = Key {
            variable: claim.variable.clone(),
            measure,
            unit: unit.clone(),
            commune: commune.clone(),
        };
        statement.observations.iter().find(|one| one.key == key).and_then(|one| match one
            .reading
        {
            Reading::Count(count) => Some(count),
            Reading::Nothing | Reading::Level(_) | Reading::Mark(_) => None,
        })
    };
    let (part, whole) = (count(Measure::Achieved)?, count(Measure::Total)?);
    if part == 0 || whole == 0 {
        return None;
    }
    let share = part as f64 / whole as f64;
    let near = |wanted: f64, within: f64| (claim.rate.value - wanted).abs() <= within;
    if near(share, 0.0051) {
        Some(true)
    } else {
        near(share * 100.0, 0.51).then_some(false)
    }
}

/// Counts a thousand times those of all other units: a slip of separators.
fn slips(file: &str, plan: &Plan, statement: &Statement) -> Vec<Finding> {
    let mut columns: BTreeMap<Column, Vec<(i64, &Observation)>> = BTreeMap::new();
    for observation in &statement.observations {
        if let Reading::Count(count) = observation.reading {
            let column =
                (observation.key.variable.clone(), observation.key.measure.clone());
            columns.entry(column).or_default().push((count, observation));
        }
    }
    let mut findings = Vec::new();
    for ((variable, _), counts) in columns {
        for (count, observation) in &counts {
            let others = || {
                let rest = counts.iter().filter(|(_, other)| other != observation);
                rest.map(|(count, _)| *count).filter(|count| *count > 0)
            };
            let (Some(least), Some(most)) = (others().min(), others().max()) else {
                continue;
            };
            let meant = count / 1000;
            let fits = count % 1000 == 0 && meant * 5 >= least && meant <= most * 5;
            if others().count() < 3 || *count < most * 100 || !fits {
                continue;
            }
            let source = &observation.source;
            findings.push(
                Finding::new(
                    Severity::Error,
                    "V20",
                    Place::cell(file, &source.sheet, source.at),
                    format!(
                        "Ô {} ghi {} là {count}, gấp hơn 100 lần số lớn nhất của các đơn vị khác; có thể đơn vị định ghi {meant}.",
                        source.at,
                        plan.variable_name(&variable),
                    ),
                    "Hỏi lại đơn vị; báo cáo vẫn đang dùng số đã ghi.",
                )
                .compare(count, meant),
            );
        }
    }
    findings
}
