//! Reads `.xlsx` and `.xlsm`: what its parts say, each by its own reader, put
//! together to sheets.

use std::collections::BTreeSet;

use super::cell_xml::Context;
use super::draft::{Budget, Draft};
use super::package::{self, Placed};
use super::parts::Parts;
use super::shared_strings::Strings;
use super::sheets_xml::Tab;
use super::styles_xml::Styles;
use super::unreadable::Unreadable;
use super::{Sheet, Workbook, comments_xml, sheet_xml};

/// Reads all worksheets. A sheet that breaks off makes the whole file damaged:
/// half a table must not pass for a table.
pub(super) fn read(parts: &Parts) -> Result<Workbook, Unreadable> {
    let layout = &parts.layout;
    let text = |part: &Option<String>| part.as_deref().and_then(|part| parts.text(part));
    let styles = match text(&layout.styles) {
        Some(text) => Styles::read(text?)?,
        None => Styles::default(),
    };
    let strings = match text(&layout.strings) {
        Some(text) => Strings::read(text?, styles.palette())?,
        None => Strings::default(),
    };
    let context = Context {
        strings: &strings,
        styles: &styles,
        is_1904: layout.book.is_1904,
        names_outside: &layout.book.names_outside,
        points: styles.points,
    };
    let mut budget = Budget::new(layout.book.calculation);
    package::sheets(parts, |placed, tab| sheet(parts, placed, &context, &mut budget, tab))
}

fn sheet(
    parts: &Parts,
    placed: &Placed,
    context: &Context<'_>,
    budget: &mut Budget,
    tab: &Tab,
) -> Result<Sheet, Unreadable> {
    let mut draft = Draft::new(budget);
    if let Some(text) = placed.part.as_deref().and_then(|part| parts.text(part)) {
        sheet_xml::read(text?, context, &mut draft)?;
    }
    let mut told = BTreeSet::new();
    for part in &placed.comments {
        if let Some(text) = parts.text(part) {
            comments_xml::read(text?, &mut told, &mut draft)?;
        }
    }
    Ok(Sheet::from_draft(&tab.name, tab.visibility, draft))
}

#[cfg(test)]
mod tests {
    use std::io::{Cursor, Write};

    use zip::write::{SimpleFileOptions, ZipWriter};

    use super::*;
    use crate::place::Address;
    use crate::workbook::Value;

    /// The sheet that Excel would show for this `sheetData`.
    fn sheet(rows: &str) -> Result<Sheet, Unreadable> {
        let office =
            "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
        let relation = |kind: &str, target: &str| {
            format!(
                "<Relationships><Relationship Id='a' Type='{office}/{kind}' Target='{target}'/></Relationships>"
            )
        };
        let entries = [
            ("_rels/.rels", relation("officeDocument", "xl/workbook.xml")),
            (
                "xl/_rels/workbook.xml.rels",
                relation("worksheet", "worksheets/sheet1.xml"),
            ),
            (
                "xl/workbook.xml",
                "<workbook><sheets><sheet name='A' r:id='a'/></sheets></workbook>"
                    .to_owned(),
            ),
            (
                "xl/worksheets/sheet1.xml",
                format!("<worksheet><sheetData>{rows}</sheetData></worksheet>"),
            ),
        ];
        let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
        for (name, text) in entries {
            archive.start_file(name, SimpleFileOptions::default()).expect("a plain name");
            archive.write_all(text.as_bytes()).expect("memory takes it");
        }
        let bytes = archive.finish().expect("a small archive").into_inner();
        crate::workbook::read(bytes).map(|mut workbook| workbook.sheets.remove(0))
    }

    #[test]
    fn a_formula_keeps_its_result_or_is_uncalculated() {
        let rows =
            "<row r='1'><c r='A1'><f>1+1</f><v>2</v></c><c r='B1'><f>1+1</f></c></row>";
        let sheet = sheet(rows).expect("well-formed");
        let value =
            |col| sheet.grid.get(Address::new(0, col)).map(|cell| cell.value.clone());
        assert_eq!(value(0), Some(Value::Number(2.0)));
        assert_eq!(value(1), Some(Value::Uncalculated));
    }

    #[test]
    fn an_error_that_calamine_does_not_know_spoils_no_sheet() {
        let rows =
            "<row r='1'><c r='A1' t='e'><v>#SPILL!</v></c><c r='B1'><v>7</v></c></row>";
        let sheet = sheet(rows).expect("well-formed");
        let values: Vec<_> =
            sheet.grid.cells().map(|(_, cell)| cell.value.clone()).collect();
        assert_eq!(values, [Value::Error("#SPILL!".to_owned()), Value::Number(7.0)]);
    }

    #[test]
    fn a_cell_in_the_last_corner_costs_no_more_than_another() {
        let rows = "<row r='1'><c r='A1'><v>1</v></c></row><row r='1048576'><c r='XFD1048576'><v>2</v></c></row>";
        assert_eq!(sheet(rows).map(|sheet| sheet.grid.cells().count()), Ok(2));
    }

    #[test]
    fn half_a_sheet_is_no_sheet() {
        let cut = "<row r='1'><c r='A1'><v>1";
        assert!(matches!(sheet(cut), Err(Unreadable::Damaged { .. })));
    }
}
