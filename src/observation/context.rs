//! What one cell leaves open and its column settles: whether `1,234` is a
//! thousand, whether a count is a thousand times too large, and in which scale
//! a column of rates is written.

use std::collections::{BTreeMap, BTreeSet};

use super::quantity::Fault;
use super::rate::Scale;
use super::{Gap, Key, Observation, RateClaim, Reading, Source, Statement, Why};
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
    let mut findings = commas(tables, file, statement);
    findings.extend(mixed_scales(file, plan, statement));
    findings.extend(slips(file, plan, statement));
    findings
}

/// The measure of a variable whose cells stand in one column (or row).
type Column = (String, Measure);

/// What is read of a column on one sheet: the sum and the largest of its counts.
#[derive(Default)]
struct Read {
    sum: i64,
    most: i64,
}

/// What the table around a column has to be held against.
struct Around<'s> {
    read: BTreeMap<(&'s str, Column), Read>,
    totals: BTreeSet<(usize, &'s Column, i64)>,
}

/// Reads `1,234` as 1234 where its table leaves no other reading.
fn commas(tables: &[Table], file: &str, statement: &mut Statement) -> Vec<Finding> {
    let mut findings = Vec::new();
    let mut open: BTreeMap<(&str, Address), Vec<usize>> = BTreeMap::new();
    for (position, gap) in statement.gaps.iter().enumerate() {
        if meant(gap).is_some() {
            let cell = (gap.source.sheet.as_str(), gap.source.at);
            open.entry(cell).or_default().push(position);
        }
    }
    if open.is_empty() {
        return findings;
    }
    let claimed: Vec<(usize, Column, i64)> = statement
        .totals
        .iter()
        .map(|one| (one.table, (one.variable.clone(), one.measure.clone()), one.value))
        .collect();
    let mut around = Around {
        read: read_columns(statement),
        totals: claimed
            .iter()
            .map(|(table, column, sum)| (*table, column, *sum))
            .collect(),
    };
    let mut settled: Vec<(usize, i64)> = Vec::new();
    for (index, table) in tables.iter().enumerate() {
        let mut here = settle_table(table, index, file, statement, &open, &mut around);
        findings.append(&mut here.findings);
        for (position, _) in &here.settled {
            let Source { sheet, at } = &statement.gaps[*position].source;
            open.remove(&(sheet.as_str(), *at));
        }
        here.settled.sort_unstable();
        settled.extend(here.settled.into_iter().rev());
    }
    read_as_meant(settled, statement);
    findings
}

/// The count that `1,234` would be.
fn meant(gap: &Gap) -> Option<i64> {
    match &gap.why {
        Why::Fault(Fault::Ambiguous { meant, .. }) => Some(*meant),
        Why::Fault(_)
        | Why::Blank
        | Why::Missing
        | Why::NotApplicable
        | Why::Unknown(_)
        | Why::OtherScale(_)
        | Why::Hidden => None,
    }
}

fn read_columns(statement: &Statement) -> BTreeMap<(&str, Column), Read> {
    let mut columns: BTreeMap<(&str, Column), Read> = BTreeMap::new();
    for one in &statement.observations {
        let Reading::Count(count) = one.reading else { continue };
        let column = (one.key.variable.clone(), one.key.measure.clone());
        let read = columns.entry((&one.source.sheet, column)).or_default();
        read.sum += count;
        read.most = read.most.max(count);
    }
    columns
}

/// What is settled of one table: positions of gaps with what they mean.
#[derive(Default)]
struct Settled {
    settled: Vec<(usize, i64)>,
    findings: Vec<Finding>,
}

fn settle_table<'s>(
    table: &'s Table,
    index: usize,
    file: &str,
    statement: &'s Statement,
    open: &BTreeMap<(&'s str, Address), Vec<usize>>,
    around: &mut Around<'s>,
) -> Settled {
    let cells: BTreeSet<Address> = table.fields.iter().map(|field| field.at).collect();
    let mut positions: Vec<usize> = cells
        .into_iter()
        .filter_map(|at| open.get(&(table.sheet.as_str(), at)))
        .flatten()
        .copied()
        .collect();
    positions.sort_unstable();
    let mut columns: BTreeMap<Column, Vec<(usize, i64, Address)>> = BTreeMap::new();
    for position in positions {
        let gap = &statement.gaps[position];
        let Some(meant) = meant(gap) else { continue };
        let column = (gap.key.variable.clone(), gap.key.measure.clone());
        columns.entry(column).or_default().push((position, meant, gap.source.at));
    }
    let mut here = Settled::default();
    if columns.is_empty() || contradicted(table) {
        return here;
    }
    for (column, cells) in columns {
        if !means_thousands(table, index, around, &column, &cells) {
            continue;
        }
        here.findings.push(thousands(table, file, &cells));
        let read = around.read.entry((&table.sheet, column)).or_default();
        for (position, meant, _) in cells {
            read.sum += meant;
            read.most = read.most.max(meant);
            here.settled.push((position, meant));
        }
    }
    here
}

fn thousands(table: &Table, file: &str, cells: &[(usize, i64, Address)]) -> Finding {
    let range = cells
        .iter()
        .map(|(_, _, at)| CellRange::from(*at))
        .reduce(CellRange::union)
        .expect("a column has a cell");
    let (_, example, at) = cells[0];
    Finding::new(
        Severity::Info,
        "V19",
        Place::cell(file, &table.sheet, range),
        format!(
            "{} ô trong {range} dùng dấu phẩy để tách hàng nghìn; đã đọc theo cả cột, ví dụ ô {at} là {example}.",
            cells.len(),
        ),
        "Nên dùng dấu chấm cho hàng nghìn, hoặc không dùng dấu.",
    )
}

/// Makes figures of gaps, in the order they were settled in.
fn read_as_meant(settled: Vec<(usize, i64)>, statement: &mut Statement) {
    let mut gaps: Vec<Option<Gap>> =
        std::mem::take(&mut statement.gaps).into_iter().map(Some).collect();
    for (position, meant) in settled {
        let Some(Gap { key, source, .. }) = gaps[position].take() else { continue };
        let reading = Reading::Count(meant);
        statement.observations.push(Observation { key, reading, source });
    }
    statement.gaps = gaps.into_iter().flatten().collect();
}

/// The total above or below agrees, or every long number of the column is
/// written so, in a table of which nothing has a decimal comma or a thousands dot.
fn means_thousands(
    table: &Table,
    index: usize,
    around: &Around<'_>,
    column: &Column,
    cells: &[(usize, i64, Address)],
) -> bool {
    let none = Read::default();
    let read = around.read.get(&(table.sheet.as_str(), column.clone())).unwrap_or(&none);
    let sum = read.sum + cells.iter().map(|(_, meant, _)| meant).sum::<i64>();
    let of_total = around.totals.contains(&(index, column, sum));
    of_total || (cells.len() >= 3 && read.most < 1000)
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
    let mut first: BTreeMap<&Key, &Reading> = BTreeMap::new();
    for one in &statement.observations {
        first.entry(&one.key).or_insert(&one.reading);
    }
    for claim in &statement.rates {
        if claim.rate.scale == Scale::Unsettled
            && let Some(is_fraction) = proven_scale(claim, &first)
        {
            let column = (claim.table, claim.variable.clone());
            columns.entry(column).or_default().push((is_fraction, claim));
        }
    }
    let mut findings = Vec::new();
    let mut stopped = BTreeSet::new();
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
        stopped.insert(column);
    }
    statement
        .rates
        .retain(|claim| !stopped.contains(&(claim.table, claim.variable.clone())));
    findings
}

/// Whether the counts beside a rate prove it a fraction of 1 or a percent.
fn proven_scale(claim: &RateClaim, first: &BTreeMap<&Key, &Reading>) -> Option<bool> {
    let (unit, commune) = claim.subject.clone()?;
    let count = |measure| {
        let key = Key {
            variable: claim.variable.clone(),
            measure,
            unit: unit.clone(),
            commune: commune.clone(),
        };
        first.get(&key).and_then(|reading| match reading {
            Reading::Count(count) => Some(*count),
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
        let positive = positive(&counts);
        for (count, observation) in &counts {
            let own = usize::from(*count > 0);
            let others = positive.len().saturating_sub(own);
            let (Some(least), Some(most)) =
                (other(*count, positive.iter()), other(*count, positive.iter().rev()))
            else {
                continue;
            };
            let meant = count / 1000;
            let fits = count % 1000 == 0 && meant * 5 >= least && meant <= most * 5;
            if others < 3 || *count < most * 100 || !fits {
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

/// The counts above zero in order, each cell's once.
fn positive(counts: &[(i64, &Observation)]) -> Vec<i64> {
    let mut positive: Vec<(i64, &Key, &Source)> = counts
        .iter()
        .filter(|(count, _)| *count > 0)
        .map(|(count, one)| (*count, &one.key, &one.source))
        .collect();
    positive.sort_unstable();
    positive.dedup();
    positive.into_iter().map(|(count, ..)| count).collect()
}

/// The first of some sorted counts, one of which is a cell's own.
fn other<'c>(own: i64, mut sorted: impl Iterator<Item = &'c i64>) -> Option<i64> {
    let first = *sorted.next()?;
    if first == own { sorted.next().copied() } else { Some(first) }
}
