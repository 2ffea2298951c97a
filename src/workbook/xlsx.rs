//! Reads `.xlsx` and `.xlsm`: what its parts say, each by its own reader, put
//! together to sheets.

use std::collections::BTreeSet;

use calamine::DataRef;

use super::cell::Value;
use super::cell_xml::Context;
use super::draft::{Budget, Draft};
use super::package::Placed;
use super::parts::Parts;
use super::shared_strings::Strings;
use super::sheets_xml::Tab;
use super::styles_xml::Styles;
use super::unreadable::Unreadable;
use super::{
    Sheet, Visibility, Workbook, comments_xml, dates, limits, properties_xml, sheet_xml,
};

/// Reads all worksheets. A sheet that breaks off makes the whole file damaged:
/// half a table must not pass for a table. One that is not there at all is
/// named, and the others are read.
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
    let mut workbook = Workbook {
        properties: properties_xml::read(parts, layout),
        ..Workbook::default()
    };
    for (index, placed) in layout.sheets.iter().enumerate() {
        let tab = &layout.book.tabs[placed.tab];
        if index >= limits::SHEETS {
            workbook.sheets_not_read += 1;
        } else if placed.part.is_none() {
            workbook.sheets_missing.extend(missed(tab));
        } else {
            let sheet = sheet(parts, placed, &context, &mut budget, tab)
                .map_err(|reason| reason.on_sheet(&tab.name))?;
            workbook.sheets.push(sheet);
        }
    }
    if workbook.sheets.is_empty() && !workbook.sheets_missing.is_empty() {
        return Err(Unreadable::damaged("thiếu nội dung của mọi trang tính"));
    }
    Ok(workbook)
}

/// The name of a sheet that is not there. A hidden one that refers to nothing,
/// the trace of a macro virus, nobody misses.
fn missed(tab: &Tab) -> Option<String> {
    let trace = tab.visibility != Visibility::Visible && tab.relation.is_empty();
    (!trace).then(|| tab.name.clone())
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

/// What a cell holds that calamine read; nothing for a blank. An empty cell that
/// has a formula was saved by a program that does not calculate.
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
