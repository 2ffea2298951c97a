//! Reads `.xlsx` and `.xlsm`: values, styles and strings as calamine streams
//! them, the rest of the sheet from its XML.

use calamine::{DataRef, Reader, SheetType, Style, Xlsx, XlsxError};

use super::cell::Value;
use super::draft::{About, Budget, Calculation, Draft};
use super::look::Look;
use super::parts::Parts;
use super::sheet_xml::{self, Extras};
use super::unreadable::Unreadable;
use super::{Sheet, Workbook, dates, limits, sheets_xml};
use crate::place::Address;

type Book = Xlsx<std::io::Cursor<Vec<u8>>>;

/// Reads all worksheets. A sheet that breaks off makes the whole file damaged:
/// half a table must not pass for a table.
pub(super) fn read(parts: Parts) -> Result<Workbook, Unreadable> {
    let mut book = Xlsx::new(parts.repacked()?).map_err(|error| damage(&error))?;
    let places = sheets_xml::sheet_parts(&parts);
    let sheets: Vec<_> = book.sheets_metadata().to_vec();
    let worksheets = || sheets.iter().filter(|sheet| sheet.typ == SheetType::WorkSheet);
    let mut budget = Budget::new(Calculation::default());
    let mut read = Vec::new();
    for sheet in worksheets().take(limits::SHEETS) {
        let extras = match places.get(&sheet.name).and_then(|place| parts.text(place)) {
            Some(xml) => sheet_xml::scan(xml?)?,
            None => Extras::default(),
        };
        let mut draft = Draft::new(&mut budget);
        stream(&mut book, &sheet.name, &extras, &mut draft)?;
        for region in &extras.merged {
            draft.merge(*region);
        }
        draft.hide(extras.hidden_rows, extras.hidden_cols);
        read.push(Sheet::from_draft(&sheet.name, sheet.visible.into(), draft));
    }
    let said = book.workbook_properties().unwrap_or_default();
    Ok(Workbook::of_sheets(read, worksheets().count(), &said))
}

fn stream(
    book: &mut Book,
    name: &str,
    extras: &Extras,
    draft: &mut Draft<'_>,
) -> Result<(), Unreadable> {
    let mut cells = match book.worksheet_cells_reader(name) {
        Ok(cells) => cells,
        // A tab that says worksheet and is none holds no table.
        Err(XlsxError::NotAWorksheet(_)) => return Ok(()),
        Err(error) => return Err(damage(&error)),
    };
    loop {
        let (cell, style) = match cells.next_cell_with_style_id() {
            Ok(Some(found)) => found,
            Ok(None) => break,
            // An error newer than calamine; the scan of the XML has it.
            Err(XlsxError::CellError(_)) => continue,
            Err(error) => return Err(damage(&error)),
        };
        let at = Address::new(cell.get_position().0, cell.get_position().1);
        let formula = extras.formula(at);
        let Some(value) = value(cell.get_value(), formula.is_some()) else { continue };
        let look = cells.styles().get(style).map(look);
        draft.put(
            at,
            value,
            About { formula, look: look.as_ref(), ..About::default() },
        )?;
    }
    for (at, error) in extras.strange_errors() {
        let about = About { formula: extras.formula(at), ..About::default() };
        draft.put(at, Value::Error(error.to_owned()), about)?;
    }
    Ok(())
}

fn look(style: &Style) -> Look {
    Look {
        format: style.number_format.as_ref().map(|format| format.format_code.to_string()),
        font: style
            .font
            .as_ref()
            .and_then(|font| font.name.as_ref().map(ToString::to_string)),
        ..Look::default()
    }
}

/// What the cell holds; nothing for a blank. An empty cell that has a formula
/// was saved by a program that does not calculate.
pub(super) fn value(data: &DataRef<'_>, is_formula: bool) -> Option<Value> {
    Some(match data {
        DataRef::Int(number) => Value::Number(*number as f64),
        DataRef::Float(number) => Value::Number(*number),
        DataRef::String(text) => Value::Text(text.clone()),
        DataRef::SharedString(text) => Value::Text((*text).to_owned()),
        DataRef::Bool(truth) => Value::Bool(*truth),
        DataRef::DateTime(date) => dates::value_of(date),
        DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => {
            Value::Date(text.clone())
        }
        DataRef::Error(error) => Value::Error(error.to_string()),
        DataRef::Empty if is_formula => Value::Uncalculated,
        DataRef::Empty => return None,
    })
}

fn damage(error: &XlsxError) -> Unreadable {
    match error {
        XlsxError::Password => Unreadable::Encrypted,
        XlsxError::XmlEof(_) => Unreadable::damaged("nội dung bị ngắt giữa chừng"),
        XlsxError::FileNotFound(_) | XlsxError::WorksheetNotFound(_) => {
            Unreadable::damaged("thiếu một phần nội dung của tệp")
        }
        XlsxError::Xml(_) | XlsxError::XmlAttr(_) | XlsxError::Encoding(_) => {
            Unreadable::damaged("nội dung không đúng cú pháp XML")
        }
        _ => Unreadable::damaged("nội dung không theo đúng định dạng của tệp"),
    }
}

#[cfg(test)]
mod tests {
    use std::io::{Cursor, Write};

    use zip::write::{SimpleFileOptions, ZipWriter};

    use super::*;

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
