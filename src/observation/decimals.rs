//! Whether a dot in a column of texts stands between thousands or before
//! decimals: `804.000` may be 804 from an English program. The column decides,
//! not the cell.

use std::collections::{BTreeMap, BTreeSet};

use super::quantity::Fault;
use super::{Gap, Observation, Reading, Statement, Why};
use crate::form::label::Measure;
use crate::form::table::{Field, Table};
use crate::place::Address;

/// So many whole thousands in one column, and nothing else, are not of this
/// world.
const SUSPICIOUS: usize = 3;

/// A row or a column of a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Line {
    Column(u32),
    Row(u32),
}

/// What the dots of a line are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Dots {
    /// One of them stands where no thousands do: `1006.000`.
    Decimal,
    /// Every figure is a whole thousand.
    Doubtful,
}

/// Reads again what a table has written in texts with dots.
pub(super) fn settle(tables: &[Table], statement: &mut Statement) {
    for table in tables {
        let mut lines: BTreeMap<Line, BTreeMap<Address, &str>> = BTreeMap::new();
        let mut others: BTreeSet<Line> = BTreeSet::new();
        for field in table.fields.iter().filter(|field| is_count(field)) {
            let Some(cell) = &field.cell else { continue };
            for line in [Line::Column(field.at.col), Line::Row(field.at.row)] {
                match cell.as_text().filter(|text| dotted(text).is_some()) {
                    Some(text) => {
                        lines.entry(line).or_default().insert(field.at, text);
                    }
                    None => _ = others.insert(line),
                }
            }
        }
        let mut told: BTreeMap<Address, Dots> = BTreeMap::new();
        for (line, cells) in &lines {
            let Some(dots) = dots(cells, others.contains(line)) else { continue };
            for at in cells.keys() {
                let known = told.entry(*at).or_insert(dots);
                if dots == Dots::Decimal {
                    *known = dots;
                }
            }
        }
        if !told.is_empty() {
            apply(&told, table, statement);
        }
    }
}

fn is_count(field: &Field) -> bool {
    match field.measure {
        Measure::Total
        | Measure::Registered
        | Measure::Achieved
        | Measure::AtLevel(_) => !field.hidden,
        Measure::Rate | Measure::Level | Measure::Mark => false,
    }
}

/// Digits, one dot, three digits: what stands before and behind the dot.
fn dotted(text: &str) -> Option<(&str, &str)> {
    let (head, tail) = text.trim().split_once('.')?;
    let digits =
        |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
    (digits(head) && digits(tail) && tail.len() == 3).then_some((head, tail))
}

fn dots(cells: &BTreeMap<Address, &str>, has_others: bool) -> Option<Dots> {
    let parts = || cells.values().filter_map(|text| dotted(text));
    if parts().any(|(head, _)| head.len() > 3 || head.starts_with('0')) {
        return Some(Dots::Decimal);
    }
    let all_whole = parts().all(|(_, tail)| tail == "000");
    (all_whole && !has_others && cells.len() >= SUSPICIOUS).then_some(Dots::Doubtful)
}

fn apply(told: &BTreeMap<Address, Dots>, table: &Table, statement: &mut Statement) {
    let texts: BTreeMap<Address, &str> = table
        .fields
        .iter()
        .filter_map(|field| Some((field.at, field.cell.as_ref()?.as_text()?)))
        .collect();
    let mut kept = Vec::new();
    for Observation { key, mut reading, source } in
        std::mem::take(&mut statement.observations)
    {
        let here = told.get(&source.at).filter(|_| source.sheet == table.sheet);
        let (Some(dots), Reading::Count(meant)) = (here, &reading) else {
            kept.push(Observation { key, reading, source });
            continue;
        };
        let written = texts.get(&source.at).copied().unwrap_or_default();
        let fault = match (dots, dotted(written)) {
            (Dots::Decimal, Some((head, "000"))) => {
                reading = head.parse().map_or(reading, Reading::Count);
                kept.push(Observation { key, reading, source });
                continue;
            }
            (Dots::Decimal, _) => {
                Fault::Fraction { written: written.to_owned(), meant: Some(*meant) }
            }
            (Dots::Doubtful, _) => {
                Fault::Ambiguous { written: written.to_owned(), meant: *meant }
            }
        };
        statement.gaps.push(Gap { key, why: Why::Fault(fault), source });
    }
    statement.observations = kept;
    statement.totals.retain(|claim| {
        claim.source.sheet != table.sheet || !told.contains_key(&claim.source.at)
    });
}
