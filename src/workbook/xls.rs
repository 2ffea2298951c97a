//! Reads `.xls`: values, formulas and merged regions by calamine, the rest of
//! the sheet from the survey of its records.
//!
//! Not known here: a text formula saved with an empty result looks like one
//! that was never calculated and is taken for it; of shared formulas calamine
//! spells only the first.

use std::io::Cursor;

use calamine::{Data, Reader, SheetType, Xls, XlsError};

use super::biff::{self, Found, Survey};
use super::cell::Value;
use super::compound::Compound;
use super::draft::{About, Budget, Calculation, Draft};
use super::unreadable::Unreadable;
use super::{Sheet, Workbook, charset, dates, limits};
use crate::place::{Address, CellRange};

type Book = Xls<Cursor<Vec<u8>>>;

pub(super) fn read(mut file: Compound) -> Result<Workbook, Unreadable> {
    let survey = biff::survey(&mut file.workbook)?;
    let fresh = Cursor::new(file.repacked());
    let mut book = Xls::new(fresh).map_err(|error| damage(&error))?;
    let sheets: Vec<_> = book.sheets_metadata().to_vec();
    let worksheets = || {
        sheets.iter().enumerate().filter(|(_, sheet)| sheet.typ == SheetType::WorkSheet)
    };
    let nothing = Found::default();
    let mut budget = Budget::new(Calculation::default());
    let mut read = Vec::new();
    for (index, sheet) in worksheets().take(limits::SHEETS) {
        let found = survey.sheets.get(index).unwrap_or(&nothing);
        let mut draft = Draft::new(&mut budget);
        take(&mut book, &sheet.name, (&survey, found), &mut draft)?;
        draft.hide(found.hidden_rows.clone(), found.hidden_cols.clone());
        read.push(Sheet::from_draft(&sheet.name, sheet.visible.into(), draft));
    }
    let said = book.workbook_properties().unwrap_or_default();
    Ok(Workbook::of_sheets(read, worksheets().count(), &said))
}

fn take(
    book: &mut Book,
    name: &str,
    (survey, found): (&Survey, &Found),
    draft: &mut Draft<'_>,
) -> Result<(), Unreadable> {
    let values = book.worksheet_range(name).map_err(|error| damage(&error))?;
    let formulas = book.worksheet_formula(name).map_err(|error| damage(&error))?;
    let formula = |at: Address| {
        formulas.get_value((at.row, at.col)).filter(|text| !text.is_empty())
    };
    let about = |at: Address| About {
        formula: formula(at).map(String::as_str),
        look: survey.look(found, at),
        ..About::default()
    };
    let absolute = |start: Option<(u32, u32)>, row: usize, col: usize| {
        let (top, left) = start.unwrap_or_default();
        let below = |index| u32::try_from(index).expect("a sheet of 65536 rows");
        Address::new(top + below(row), left + below(col))
    };
    for (row, col, data) in values.used_cells() {
        let at = absolute(values.start(), row, col);
        let value = if found.uncalculated.contains(&at) {
            Some(Value::Uncalculated)
        } else {
            value(data)
        };
        let value = match value {
            Some(Value::Text(text)) if survey.is_vietnamese => {
                let font = about(at).look.and_then(|look| look.font.as_deref());
                Some(Value::Text(charset::of_vietnamese_windows(text, font)))
            }
            other => other,
        };
        if let Some(value) = value {
            draft.put(at, value, about(at))?;
        }
    }
    for (row, col, _) in formulas.used_cells() {
        let at = absolute(formulas.start(), row, col);
        if matches!(values.get_value((at.row, at.col)), None | Some(Data::Empty)) {
            draft.put(at, Value::Uncalculated, about(at))?;
        }
    }
    for region in book.merge_cells_by_sheet_name(name).unwrap_or_default() {
        let corner = |(row, col)| Address::new(row, col);
        draft.merge(CellRange { first: corner(region.start), last: corner(region.end) });
    }
    Ok(())
}

fn value(data: &Data) -> Option<Value> {
    Some(match data {
        Data::Int(number) => Value::Number(*number as f64),
        Data::Float(number) => Value::Number(*number),
        Data::String(text) => Value::Text(text.clone()),
        Data::Bool(truth) => Value::Bool(*truth),
        Data::DateTime(date) => dates::value_of(date),
        Data::DateTimeIso(text) | Data::DurationIso(text) => Value::Date(text.clone()),
        Data::Error(error) => Value::Error(error.to_string()),
        Data::Empty => return None,
    })
}

fn damage(error: &XlsError) -> Unreadable {
    match error {
        XlsError::Password => Unreadable::Encrypted,
        XlsError::EoStream(_) | XlsError::ContinueRecordTooShort => {
            Unreadable::damaged("nội dung bị ngắt giữa chừng")
        }
        _ => Unreadable::damaged("nội dung không theo đúng định dạng của tệp"),
    }
}
