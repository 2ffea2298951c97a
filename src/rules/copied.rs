//! # Finds
//! A table whose registered and achieved figures all equal those of last year:
//! the old file sent again under a new date. Named once a file.
//! # Why it matters
//! Old figures would be printed as new ones, and nothing else would tell.
//! # Example
//! All 10 communes of Pác Nặm have the learning families of the year before.
//! # What to do
//! Ask whether the figures of the year were filled in.

use std::collections::BTreeMap;

use super::Series;
use super::slips::place_of;
use super::stock::Cited;
use crate::finding::{Finding, Severity};
use crate::form::label::Measure;
use crate::observation::Key;

/// So many equal figures are no accident.
const CELLS: usize = 5;
/// Small numbers stay equal by themselves; so much must be in them.
const SUM: i64 = 200;

/// Figures that can be compared with last year's, and how many equal them.
#[derive(Default)]
struct Table<'a> {
    cells: Vec<Cited<'a>>,
    equal: usize,
    sum: i64,
}

pub(super) fn check(series: &Series<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    for pair in &series.pairs {
        let mut files: BTreeMap<&str, BTreeMap<&str, Table<'_>>> = BTreeMap::new();
        for (key, now) in &pair.now.counts {
            let Some(before) = compared(key, &pair.before.counts) else { continue };
            if before == 0 && now.value == 0 {
                continue;
            }
            let tables = files.entry(now.file).or_default();
            let table = tables.entry(key.variable.as_str()).or_default();
            table.cells.push(*now);
            table.equal += usize::from(before == now.value);
            table.sum += now.value;
        }
        for (_, tables) in files {
            findings.extend(copied(series, pair.sender, &tables));
        }
    }
    findings
}

fn compared(key: &Key, before: &BTreeMap<&Key, Cited<'_>>) -> Option<i64> {
    let is_result = matches!(key.measure, Measure::Registered | Measure::Achieved);
    before.get(key).filter(|_| is_result).map(|cited| cited.value)
}

fn copied(
    series: &Series<'_>,
    sender: &str,
    tables: &BTreeMap<&str, Table<'_>>,
) -> Option<Finding> {
    let all_equal = |table: &Table<'_>| table.equal == table.cells.len();
    let counts = |tables: &mut dyn Iterator<Item = &Table<'_>>| {
        tables.fold((0, 0), |(cells, sum), table| {
            (cells + table.cells.len(), sum + table.sum)
        })
    };
    let is_many = |(cells, sum)| cells >= CELLS && sum >= SUM;
    // A file of single lines is judged as a whole, a table by itself.
    let whole = tables.values().all(all_equal) && is_many(counts(&mut tables.values()));
    let copied: Vec<(&str, &Table<'_>)> = tables
        .iter()
        .filter(|(_, table)| {
            all_equal(table) && (whole || is_many(counts(&mut std::iter::once(*table))))
        })
        .map(|(variable, table)| (*variable, table))
        .collect();
    if copied.is_empty() {
        return None;
    }
    let (plan, year) = (series.now.plan, series.before.year);
    let names: Vec<&str> =
        copied.iter().map(|(variable, _)| plan.variable_name(variable)).collect();
    let (cells, _) = counts(&mut copied.iter().map(|(_, table)| *table));
    let places = copied.iter().flat_map(|(_, table)| &table.cells);
    let finding = Finding::new(
        Severity::Warning,
        "N05",
        place_of(places.map(|cited| (cited.file, cited.source))),
        format!(
            "{}: toàn bộ {cells} số đăng ký, số đạt của {} giống hệt năm {year}, có thể đơn vị \
             gửi lại số liệu năm trước.",
            plan.unit_name(sender),
            names.join("; "),
        ),
        "Hỏi lại đơn vị đã cập nhật số liệu của năm chưa.",
    );
    Some(finding.of_unit(sender))
}
