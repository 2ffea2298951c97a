//! Workbooks of XML as nobody but a test writes them: what is in a cell, what a
//! person sees of it, and where in the package it may stand.

mod packages;
mod seen;
mod values;

use super::grid::Grid;
use super::parts::zipped;
use super::*;
use crate::place::Address;

const OFFICE: &str =
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/// A workbook in the making: parts by name, relations of the workbook.
struct Draughtsman {
    parts: Vec<(String, String)>,
    relations: Vec<(String, String)>,
    /// Behind the sheets in `workbook.xml`.
    tail: String,
    tabs: String,
}

impl Draughtsman {
    /// One sheet of this XML, with these styles and shared texts.
    fn new(sheet: &str, styles: &str, strings: &str) -> Self {
        let part = |name: &str, text: String| (name.to_owned(), text);
        let relation = |kind: &str, target: &str| (kind.to_owned(), target.to_owned());
        Self {
            parts: vec![
                part(
                    "xl/worksheets/sheet1.xml",
                    format!("<worksheet>{sheet}</worksheet>"),
                ),
                part("xl/styles.xml", format!("<styleSheet>{styles}</styleSheet>")),
                part("xl/sharedStrings.xml", format!("<sst>{strings}</sst>")),
            ],
            relations: vec![
                relation("worksheet", "worksheets/sheet1.xml"),
                relation("styles", "styles.xml"),
                relation("sharedStrings", "sharedStrings.xml"),
            ],
            tail: String::new(),
            tabs: "<sheet name='A' r:id='r0'/>".to_owned(),
        }
    }

    fn bytes(&self) -> Vec<u8> {
        let relation = |(index, (kind, target)): (usize, &(String, String))| {
            let kind = if kind.contains(':') {
                kind.clone()
            } else {
                format!("{OFFICE}/{kind}")
            };
            format!("<Relationship Id='r{index}' Type='{kind}' Target='{target}'/>")
        };
        let relations: String = self.relations.iter().enumerate().map(relation).collect();
        let (tabs, tail) = (&self.tabs, &self.tail);
        let mut parts = vec![
            (
                "_rels/.rels".to_owned(),
                format!(
                    "<Relationships><Relationship Id='a' Type='{OFFICE}/officeDocument' Target='xl/workbook.xml'/></Relationships>"
                ),
            ),
            (
                "xl/_rels/workbook.xml.rels".to_owned(),
                format!("<Relationships>{relations}</Relationships>"),
            ),
            (
                "xl/workbook.xml".to_owned(),
                format!("<workbook><sheets>{tabs}</sheets>{tail}</workbook>"),
            ),
        ];
        parts.extend(self.parts.iter().cloned());
        let parts: Vec<(&str, &[u8])> =
            parts.iter().map(|(name, text)| (name.as_str(), text.as_bytes())).collect();
        zipped(&parts)
    }

    fn workbook(&self) -> Result<Workbook, Unreadable> {
        read(self.bytes())
    }

    fn grid(&self) -> Result<Grid, Unreadable> {
        Ok(self.workbook()?.sheets.remove(0).grid)
    }
}

/// The sheet that Excel would show for these rows.
fn rows(rows: &str) -> Result<Grid, Unreadable> {
    Draughtsman::new(&format!("<sheetData>{rows}</sheetData>"), "", "").grid()
}

/// The one cell of a sheet.
fn one(cell: &str) -> Result<Value, Unreadable> {
    let grid = rows(&format!("<row r='1'>{cell}</row>"))?;
    let mut cells = grid.cells().map(|(_, cell)| cell.value.clone());
    let value = cells.next().expect("one cell with content");
    assert_eq!(cells.next(), None);
    Ok(value)
}

fn text(text: &str) -> Value {
    Value::Text(text.to_owned())
}

/// What a cell at an address shows, and the words of its notes.
fn seen(grid: &Grid, at: &str) -> (String, Vec<&'static str>) {
    let at = sheet_xml::address(at).expect("an address");
    let cell = grid.get(at).expect("a cell with content");
    let notes = cell.notes.iter().map(|(_, word)| word).collect();
    (cell.shown().into_owned(), notes)
}

fn words(grid: &Grid, at: &str) -> Vec<&'static str> {
    seen(grid, at).1
}

#[track_caller]
fn damaged<T: std::fmt::Debug>(read: Result<T, Unreadable>, words: &str) {
    let reason = read.expect_err("damage");
    assert!(matches!(reason, Unreadable::Damaged { .. }), "{reason:?}");
    assert!(reason.message().contains(words), "{}", reason.message());
}
