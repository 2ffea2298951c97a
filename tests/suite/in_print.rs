//! What stands on paper: the text taken out of the finished PDFs holds every
//! figure of `summary.json` in its Vietnamese form, in the row of its unit.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::desk::{Desk, YEARS};
use crate::report::grouped;

const PARTS: [&str; 3] = ["numerator", "denominator", "registered"];
/// Cells that a row of the widest table has after its name.
const ROW: usize = 24;

/// Paragraphs and cells of a PDF in reading order.
fn blocks(desk: &Desk, name: &str) -> Vec<String> {
    let pages = xhht::stages::pdf_text(desk.bytes(name)).unwrap();
    let lines = pages.iter().flat_map(|page| page.lines());
    lines.map(|line| line.replace('\u{200b}', "").trim().to_owned()).collect()
}

/// The numbers of a text: digits with points and commas between them.
fn numbers(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !(c.is_ascii_digit() || c == '.' || c == ','))
        .map(|word| word.trim_matches(['.', ',']))
        .filter(|word| !word.is_empty())
}

/// What stands in the rows headed by a name, in any table.
fn rows_of(blocks: &[String], names: &[&str]) -> BTreeSet<String> {
    let heads = blocks.iter().enumerate().filter(|(_, block)| {
        names.iter().any(|name| block.eq_ignore_ascii_case(name) || *block == *name)
    });
    let cells = heads.flat_map(|(at, _)| blocks[at + 1..].iter().take(ROW));
    cells.flat_map(|cell| numbers(cell)).map(str::to_owned).collect()
}

/// Of a single commune or district some things are printed as a level or a cross.
fn is_of_one(row: &Value) -> bool {
    row["denominator"].as_i64().is_none_or(|total| total <= 1)
}

#[test]
fn the_text_of_both_pdfs_holds_every_figure_of_the_summary() {
    for year in YEARS {
        let desk = Desk::of_year(year);
        desk.run(["report", &year.to_string(), "--kind", "annual"]);
        let summary = desk.summary(year);
        for name in ["bao-cao-bo.pdf", "bao-cao-tinh.pdf"] {
            let blocks = blocks(&desk, &format!("out/{year}/{name}"));
            let missing = missing(&summary, &blocks);
            assert_eq!(missing, Vec::<String>::new(), "{year} {name}");
        }
        let csv = desk.bytes(&format!("out/{year}/nguon-so-lieu.csv"));
        parts_are_in_the_list_of_sources(&summary, &String::from_utf8(csv).unwrap());
        notices_what_is_not_printed(&desk, summary, year);
    }
}

/// Whether a row is of an old commune within the one formed from it, whose own row
/// the annexes print: they have no room for the parts.
fn is_part(row: &Value) -> bool {
    row["unit"]
        .as_str()
        .is_some_and(|unit| unit.starts_with("xa-") || unit.starts_with("phuong-"))
}

/// The parts of new communes stand in the list of sources, cell by cell.
fn parts_are_in_the_list_of_sources(summary: &Value, csv: &str) {
    let lines: BTreeSet<String> = csv
        .lines()
        .map(|line| line.split(',').take(5).collect::<Vec<_>>().join(","))
        .collect();
    for row in summary["by_commune"].as_array().unwrap().iter().filter(|row| is_part(row))
    {
        for part in PARTS.iter().filter(|part| !row[**part].is_null()) {
            let [code, unit, commune] =
                ["code", "unit", "commune"].map(|field| row[field].as_str().unwrap());
            let line = format!("{code},{unit},{commune},{part},{}", row[*part]);
            assert!(lines.contains(&line), "{line}");
        }
    }
}

/// The check itself: the figure of one commune put into another's row is missed.
fn notices_what_is_not_printed(desk: &Desk, mut summary: Value, year: i16) {
    let blocks = blocks(desk, &format!("out/{year}/bao-cao-bo.pdf"));
    let rows = summary["by_commune"].as_array_mut().unwrap();
    rows.retain(|row| !is_part(row));
    let Some(other) =
        rows.iter().rposition(|row| row["denominator"].as_i64() > Some(500))
    else {
        // Of new communes alone the rows are those of units.
        return assert!(year >= 2025);
    };
    let figure = rows[other]["denominator"].clone();
    let first = rows.iter_mut().find(|row| row["denominator"].as_i64() > Some(100));
    first.unwrap()["denominator"] = figure;
    assert_eq!(missing(&summary, &blocks).len(), 1, "{year}");
}

fn missing(summary: &Value, blocks: &[String]) -> Vec<String> {
    let all: BTreeSet<&str> = blocks.iter().flat_map(|block| numbers(block)).collect();
    let mut missing = Vec::new();
    let mut check = |row: &Value, fields: &[&str], held: &dyn Fn(&str) -> bool| {
        for field in fields.iter().filter(|field| !row[**field].is_null()) {
            let figure = grouped(&row[*field]);
            if !held(&figure) {
                missing.push(format!("{field} {figure} of {row}"));
            }
        }
    };
    let list = |key: &str| summary[key].as_array().unwrap().clone();
    for row in list("indicators") {
        check(&row, &PARTS, &|figure| all.contains(figure));
        let percent = row["percent"].as_str().unwrap();
        if percent.starts_with(|c: char| c.is_ascii_digit()) {
            assert!(all.contains(percent), "{percent} of {row}");
        }
    }
    for row in list("by_unit") {
        check(&row, &PARTS, &|figure| all.contains(figure));
    }
    for row in list("budget") {
        check(&row, &["state", "social"], &|figure| all.contains(figure));
    }
    let communes = list("by_commune");
    for row in communes.iter().filter(|row| !is_of_one(row) && !is_part(row)) {
        let full = row["commune"].as_str().unwrap();
        let bare = full.split_once(' ').map_or(full, |(_, bare)| bare);
        let rows = rows_of(blocks, &[full, bare]);
        check(row, &PARTS, &|figure| rows.contains(figure));
    }
    missing
}
