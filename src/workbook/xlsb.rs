//! Reads `.xlsb`, Excel's binary workbook: values and formulas as calamine
//! streams them, the rest from the records themselves.
//!
//! A formula is noted with its text. Excel always writes a cached result into this format,
//! so an uncalculated formula cannot be told from a calculated one.

use std::collections::BTreeMap;

use calamine::{Reader, SheetType, Xlsb, XlsbError};

use super::draft::{About, Budget, Calculation, Draft};
use super::parts::Parts;
use super::unreadable::Unreadable;
use super::xlsb_records::{Found, Survey};
use super::{Sheet, Workbook, limits, xlsx};
use crate::place::Address;

type Book = Xlsb<std::io::Cursor<Vec<u8>>>;

pub(super) fn read(parts: &Parts) -> Result<Workbook, Unreadable> {
    let archive = parts.repacked()?;
    let survey = Survey::of(parts);
    let mut book = Xlsb::new(archive).map_err(|error| damage(&error))?;
    let sheets: Vec<_> = book.sheets_metadata().to_vec();
    let worksheets = || sheets.iter().filter(|sheet| sheet.typ == SheetType::WorkSheet);
    let mut budget = Budget::new(Calculation::default());
    let mut read = Vec::new();
    for sheet in worksheets().take(limits::SHEETS) {
        let mut draft = Draft::new(&mut budget);
        let found = survey.sheet(parts, &sheet.name);
        stream(&mut book, &sheet.name, (&survey, &found), &mut draft)?;
        for region in &found.merged {
            draft.merge(*region);
        }
        draft.hide(found.hidden_rows, found.hidden_cols);
        read.push(Sheet::from_draft(&sheet.name, sheet.visible.into(), draft));
    }
    let said = book.workbook_properties().unwrap_or_default();
    Ok(Workbook::of_sheets(read, worksheets().count(), &said))
}

fn stream(
    book: &mut Book,
    name: &str,
    (survey, found): (&Survey, &Found),
    draft: &mut Draft<'_>,
) -> Result<(), Unreadable> {
    let formulas = formulas(book, name)?;
    let mut cells = book.worksheet_cells_reader(name).map_err(|error| damage(&error))?;
    while let Some(cell) = cells.next_cell().map_err(|error| damage(&error))? {
        let at = Address::new(cell.get_position().0, cell.get_position().1);
        let Some(value) = xlsx::value(cell.get_value(), false) else { continue };
        let formula = formulas.get(&at).map(String::as_str);
        let look = survey.look(found, at);
        let about = About { formula, look, ..About::default() };
        draft.put(at, value, about)?;
    }
    Ok(())
}

/// Formula texts; those that calamine cannot spell are left out.
fn formulas(
    book: &mut Book,
    name: &str,
) -> Result<BTreeMap<Address, String>, Unreadable> {
    let mut found = BTreeMap::new();
    let mut left = limits::FORMULA_BYTES;
    let mut cells = book.worksheet_cells_reader(name).map_err(|error| damage(&error))?;
    while let Ok(Some(cell)) = cells.next_formula() {
        let (row, col) = cell.get_position();
        match left.checked_sub(cell.get_value().len() + 32) {
            Some(rest) => left = rest,
            None => break,
        }
        found.insert(Address::new(row, col), cell.get_value().clone());
    }
    Ok(found)
}

fn damage(error: &XlsbError) -> Unreadable {
    match error {
        XlsbError::Password => Unreadable::Encrypted,
        XlsbError::Io(_) => Unreadable::damaged("nội dung bị ngắt giữa chừng"),
        _ => Unreadable::damaged("nội dung không theo đúng định dạng của tệp"),
    }
}
