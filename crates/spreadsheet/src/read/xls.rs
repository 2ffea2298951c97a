//! Reads `.xls`: values, formulas and merged regions by calamine, the rest of
//! the sheet from the survey of its records.
//!
//! Not known here: a text formula saved with an empty result looks like one
//! that was never calculated and is taken for it; of shared formulas calamine
//! spells only the first.

use std::io::Cursor;

use calamine::{Data, Range, Reader, SheetType, Xls, XlsError};

use super::biff::{self, Survey};
use super::biff_sheet::Found;
use super::cell::Value;
use super::cell_xml::look_of;
use super::compound::Compound;
use super::draft::{About, Budget, Draft};
use super::unreadable::Unreadable;
use super::{Sheet, Workbook, limits, unlocked_biff};
use crate::place::{Address, CellRange};

type Book = Xls<Cursor<Vec<u8>>>;

pub(super) fn read(mut file: Compound) -> Result<Workbook, Unreadable> {
    unlocked_biff::unlock(&mut file.workbook)?;
    let survey = biff::survey(&mut file.workbook)?;
    let fresh = Cursor::new(file.repacked());
    let mut book = Xls::new(fresh).map_err(|error| damage(&error))?;
    let sheets: Vec<_> = book.sheets_metadata().to_vec();
    let worksheets = || {
        sheets.iter().enumerate().filter(|(_, sheet)| sheet.typ == SheetType::WorkSheet)
    };
    let nothing = Found::default();
    let mut budget = Budget::new(survey.calculation);
    let mut read = Vec::new();
    for (index, sheet) in worksheets().take(limits::SHEETS) {
        let found = survey.sheets.get(index).unwrap_or(&nothing);
        if let Some(at) = found.twice {
            return Err(Unreadable::damaged(format!("ô {at} có hai giá trị")));
        }
        let mut draft = Draft::new(&mut budget);
        let surveyed = Surveyed { survey: &survey, found };
        surveyed.take(&mut book, &sheet.name, &mut draft)?;
        surveyed.take_rest(&mut draft)?;
        read.push(Sheet::from_draft(&sheet.name, sheet.visible.into(), draft));
    }
    let said = book.workbook_properties().unwrap_or_default();
    Ok(Workbook::of_sheets(read, worksheets().count(), &said))
}

/// One sheet in the survey of its workbook.
#[derive(Clone, Copy)]
struct Surveyed<'s> {
    survey: &'s Survey,
    found: &'s Found,
}

impl Surveyed<'_> {
    fn take(
        self,
        book: &mut Book,
        name: &str,
        draft: &mut Draft<'_>,
    ) -> Result<(), Unreadable> {
        let is_1904 = book.has_1904_epoch();
        let values = book.worksheet_range(name).map_err(|error| damage(&error))?;
        let formulas = book.worksheet_formula(name).map_err(|error| damage(&error))?;
        for (row, col, data) in values.used_cells() {
            let at = absolute(values.start(), row, col);
            let value = if self.found.uncalculated.contains(&at) {
                Some(Value::Uncalculated)
            } else {
                self.value(at, data, is_1904)
            };
            if let Some(value) = value {
                self.put(at, value, &formulas, draft)?;
            }
        }
        for (row, col, _) in formulas.used_cells() {
            let at = absolute(formulas.start(), row, col);
            if matches!(values.get_value((at.row, at.col)), None | Some(Data::Empty)) {
                self.put(at, Value::Uncalculated, &formulas, draft)?;
            }
        }
        for region in book.merge_cells_by_sheet_name(name).unwrap_or_default() {
            let corner = |(row, col)| Address::new(row, col);
            let (first, last) = (corner(region.start), corner(region.end));
            draft.merge(CellRange { first, last });
        }
        Ok(())
    }

    /// What a cell holds; whether a number is a date, its own style decides.
    fn value(self, at: Address, data: &Data, is_1904: bool) -> Option<Value> {
        let style = self.survey.style(self.found, at);
        let number = |number: f64| match style {
            Some(style) => style.value_of(number, is_1904),
            None => Value::Number(number),
        };
        Some(match data {
            Data::Int(whole) => number(*whole as f64),
            Data::Float(float) => number(*float),
            Data::DateTime(date) => number(date.as_f64()),
            Data::String(text) => Value::Text(text.clone()),
            Data::Bool(truth) => Value::Bool(*truth),
            Data::DateTimeIso(text) | Data::DurationIso(text) => {
                Value::Date(text.clone())
            }
            Data::Error(error) => Value::Error(error.to_string()),
            Data::Empty => return None,
        })
    }

    fn put(
        self,
        at: Address,
        value: Value,
        formulas: &Range<String>,
        draft: &mut Draft<'_>,
    ) -> Result<(), Unreadable> {
        let (survey, found) = (self.survey, self.found);
        let style = survey.style(found, at);
        let look = style.map(|style| &style.look);
        let value = match value {
            Value::Text(text) if survey.is_vietnamese => {
                let font = look.and_then(|look| look.font.as_deref());
                Value::Text(charset::of_vietnamese_windows(text, font))
            }
            other => other,
        };
        let of_formula = found.formula(at);
        let mut about = About {
            formula: of_formula.map(|_| spelt(formulas, at)),
            look,
            notes: of_formula.unwrap_or_default(),
            ..About::default()
        };
        let rich = match &value {
            Value::Text(text) => survey.rich(found, at, text),
            Value::Number(_)
            | Value::Bool(_)
            | Value::Date(_)
            | Value::Error(_)
            | Value::Uncalculated => None,
        };
        let (Some(rich), Some(look)) = (rich, look) else {
            return draft.put(at, value, about);
        };
        let other = look_of(&rich, look, draft.theme(), &mut about.notes);
        about.look = other.as_ref().or(Some(look));
        about.runs = &rich.runs;
        draft.put(at, value, about)
    }

    /// What is hidden, how wide the columns are, and the comments.
    fn take_rest(self, draft: &mut Draft<'_>) -> Result<(), Unreadable> {
        let (columns, widths) = self.found.columns.finish();
        let rows = self.found.hidden_rows();
        if self.found.is_filtered {
            draft.filter(rows.clone());
        }
        draft.hide(rows, columns);
        draft.view(self.found.view);
        draft.conditions(&self.survey.rules(self.found));
        draft.widths(widths);
        for (at, text) in self.found.comments() {
            if self.survey.is_vietnamese {
                let text = charset::of_vietnamese_windows(text.to_owned(), None);
                draft.comment(at, &text)?;
            } else {
                draft.comment(at, text)?;
            }
        }
        Ok(())
    }
}

fn absolute(start: Option<(u32, u32)>, row: usize, col: usize) -> Address {
    let (top, left) = start.unwrap_or_default();
    let below = |index| u32::try_from(index).expect("a sheet of 65536 rows");
    Address::new(top + below(row), left + below(col))
}

/// The text of a formula; empty where calamine has none, or an excuse.
fn spelt(formulas: &Range<String>, at: Address) -> &str {
    let text = formulas.get_value((at.row, at.col)).map(String::as_str);
    text.filter(|text| !text.starts_with("Unrecognised formula")).unwrap_or_default()
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
