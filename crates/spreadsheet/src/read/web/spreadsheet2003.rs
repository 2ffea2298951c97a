//! XML Spreadsheet 2003, the one XML that Excel called a workbook before `.xlsx`:
//! its sheets, rows and cells, read as a stream.

use std::rc::Rc;

use quick_xml::events::{BytesStart, Event};

use super::asides2003;
use super::styles2003::{Styles, rich_data};
use crate::place::{Address, CellRange};
use crate::read::cell::Value;
use crate::read::cell_xml::look_of;
use crate::read::columns::Columns;
use crate::read::draft::{About, Budget, Calculation, Draft, View};
use crate::read::notes::Notes;
use crate::read::ods_xml::{Xml, reader, text_to_end};
use crate::read::sheets_xml::attribute;
use crate::read::styles_xml::Style;
use crate::read::theme::Theme;
use crate::read::unreadable::Unreadable;
use crate::read::widths::is_flat;
use crate::read::xml_text::{cut_off, is_true, next, skip};
use crate::read::{Properties, Sheet, Visibility, Workbook, limits};

/// Points of a digit in the letters in which widths are counted: seven pixels.
const DIGIT: f64 = 7.0 / 96.0 * 72.0;

pub(super) fn read(text: &str) -> Result<Workbook, Unreadable> {
    let mut xml = reader(text);
    let mut workbook = Workbook::default();
    let mut styles = Styles::default();
    let by_hand = text.contains("ManualCalculation");
    let mut budget = Budget::new(Calculation { by_hand, on_load: false });
    let (mut modified, mut creator) = (None, None);
    loop {
        match next(&mut xml)? {
            Event::Start(element) => match element.local_name().as_ref() {
                "Workbook" | "DocumentProperties" | "ExcelWorkbook" | "Styles" => (),
                "Author" => creator = Some(text_to_end(&mut xml)?),
                "LastSaved" => modified = Some(text_to_end(&mut xml)?),
                "Date1904" => styles.is_1904 = true,
                "Style" => styles.read(&mut xml, &element)?,
                "Worksheet" if workbook.sheets.len() >= limits::SHEETS => {
                    workbook.sheets_not_read += 1;
                    skip(&mut xml, &element)?;
                }
                "Worksheet" => {
                    let sheet = sheet(&mut xml, &element, &styles, &mut budget)?;
                    workbook.sheets.push(sheet);
                }
                _ => skip(&mut xml, &element)?,
            },
            Event::End(element) if element.local_name().as_ref() == "Workbook" => break,
            Event::Eof => return Err(cut_off()),
            _ => (),
        }
    }
    workbook.properties =
        Properties::new(modified.as_deref(), creator.as_deref(), Vec::new());
    Ok(workbook)
}

fn sheet(
    xml: &mut Xml<'_>,
    element: &BytesStart<'_>,
    styles: &Styles,
    budget: &mut Budget,
) -> Result<Sheet, Unreadable> {
    let name = attribute(element, "Name").unwrap_or_default();
    let mut draft = Draft::new(budget);
    let mut visibility = Visibility::Visible;
    let mut view = View::default();
    let (mut rules, mut hidden_rows, mut filter) = (Vec::new(), Vec::new(), None);
    loop {
        match next(xml)? {
            Event::Start(element) => match element.local_name().as_ref() {
                "Table" => {
                    let table = Table::new(xml, styles, attribute(&element, "StyleID"));
                    hidden_rows = table
                        .read_into(&mut draft)
                        .map_err(|reason| reason.on_sheet(&name))?;
                }
                "ConditionalFormatting" => asides2003::conditions(xml, &mut rules)?,
                "AutoFilter" => filter = asides2003::filter(xml, &element)?,
                "WorksheetOptions" => (),
                "Visible" => {
                    visibility = match text_to_end(xml)?.trim() {
                        "SheetHidden" => Visibility::Hidden,
                        "SheetVeryHidden" => Visibility::VeryHidden,
                        _ => Visibility::Visible,
                    };
                }
                "DoNotDisplayZeros" => view.without_zeros = true,
                "DisplayFormulas" => view.with_formulas = true,
                _ => skip(xml, &element)?,
            },
            Event::End(element) if element.local_name().as_ref() == "Worksheet" => break,
            Event::Eof => return Err(cut_off()),
            _ => (),
        }
    }
    draft.view(view);
    draft.conditions(&rules);
    if let Some(CellRange { first, last }) = filter {
        // The first row of a filter is its heading.
        hidden_rows.retain(|row| (first.row + 1..=last.row).contains(row));
        draft.filter(hidden_rows);
    }
    Ok(Sheet::from_draft(&name, visibility, draft))
}

/// A walk over one table, whose start tag has been read.
struct Table<'r, 'x> {
    xml: &'r mut Xml<'x>,
    styles: &'r Styles,
    style: Option<String>,
    row: u32,
    col: u32,
    columns: Columns,
    /// The style of each column, as far as they are told.
    of_columns: Vec<Option<Rc<str>>>,
    hidden_rows: Vec<u32>,
}

impl<'r, 'x> Table<'r, 'x> {
    fn new(xml: &'r mut Xml<'x>, styles: &'r Styles, style: Option<String>) -> Self {
        let (columns, of_columns) = (Columns::default(), Vec::new());
        let hidden_rows = Vec::new();
        Self { xml, styles, style, row: 0, col: 0, columns, of_columns, hidden_rows }
    }

    /// Gives its cells to the draft; returns the rows that are hidden.
    fn read_into(mut self, draft: &mut Draft<'_>) -> Result<Vec<u32>, Unreadable> {
        loop {
            match next(self.xml)? {
                Event::Start(element) => match element.local_name().as_ref() {
                    "Column" => {
                        self.column(&element);
                        skip(self.xml, &element)?;
                    }
                    "Row" => self.row(&element, draft)?,
                    _ => skip(self.xml, &element)?,
                },
                Event::End(_) => break,
                Event::Eof => return Err(cut_off()),
                _ => (),
            }
        }
        let (columns, widths) = self.columns.finish();
        draft.widths(widths);
        draft.hide(self.hidden_rows.clone(), columns);
        Ok(self.hidden_rows)
    }

    fn column(&mut self, element: &BytesStart<'_>) {
        let first = index(element).unwrap_or(self.col);
        let last = first.saturating_add(number(element, "Span").unwrap_or(0));
        let width: Option<f64> =
            attribute(element, "Width").and_then(|text| text.trim().parse().ok());
        let digits = width.map(|width| width / DIGIT);
        self.columns.take(first, last, is(element, "Hidden"), digits);
        if let Some(style) = attribute(element, "StyleID") {
            // Each column is told once, from left to right.
            let [first, next] = [first, last.saturating_add(1)]
                .map(|col| col.min(limits::COLUMNS) as usize);
            self.of_columns.resize(self.of_columns.len().max(first), None);
            self.of_columns.resize(self.of_columns.len().max(next), Some(style.into()));
        }
        self.col = last.saturating_add(1);
    }

    fn row(
        &mut self,
        element: &BytesStart<'_>,
        draft: &mut Draft<'_>,
    ) -> Result<(), Unreadable> {
        let row = onward(index(element), self.row, "dòng")?;
        let next_row =
            row.saturating_add(number(element, "Span").unwrap_or(0)).saturating_add(1);
        if row >= limits::ROWS {
            return Err(Unreadable::damaged("có dòng nằm ngoài phạm vi sheet của Excel"));
        }
        let height: Option<f64> =
            attribute(element, "Height").and_then(|text| text.trim().parse().ok());
        if is(element, "Hidden") || height.is_some_and(is_flat) {
            self.hidden_rows.extend(row..next_row.min(limits::ROWS));
        }
        self.row = next_row;
        let of_row = attribute(element, "StyleID");
        let mut col = 0;
        loop {
            match next(self.xml)? {
                Event::Start(element) if element.local_name().as_ref() == "Cell" => {
                    let at = Address::new(row, onward(index(&element), col, "ô")?);
                    let wide = number(&element, "MergeAcross").unwrap_or(0);
                    let high = number(&element, "MergeDown").unwrap_or(0);
                    let last = Address::new(
                        at.row.saturating_add(high),
                        at.col.saturating_add(wide),
                    );
                    if last.row >= limits::ROWS || last.col >= limits::COLUMNS {
                        return Err(Unreadable::damaged(
                            "có ô nằm ngoài phạm vi sheet của Excel",
                        ));
                    }
                    draft.merge(CellRange { first: at, last });
                    col = last.col + 1;
                    let own = attribute(&element, "StyleID").or_else(|| of_row.clone());
                    self.cell(at, own, attribute(&element, "Formula"), draft)?;
                }
                Event::Start(element) => skip(self.xml, &element)?,
                Event::End(_) => return Ok(()),
                Event::Eof => return Err(cut_off()),
                _ => (),
            }
        }
    }

    /// The style of a cell that names none.
    fn style_of(&self, col: u32) -> Option<&str> {
        let of_column = self.of_columns.get(col as usize).and_then(Option::as_deref);
        of_column.or(self.style.as_deref())
    }

    fn cell(
        &mut self,
        at: Address,
        style: Option<String>,
        formula: Option<String>,
        draft: &mut Draft<'_>,
    ) -> Result<(), Unreadable> {
        let style = self.styles.of(style.as_deref().or_else(|| self.style_of(at.col)));
        let mut told = None;
        loop {
            match next(self.xml)? {
                Event::Start(element) => match element.local_name().as_ref() {
                    "Data" if told.is_none() => {
                        let kind = attribute(&element, "Type").unwrap_or_default();
                        told = Some((kind, rich_data(self.xml)?));
                    }
                    "Data" => {
                        return Err(Unreadable::damaged(format!(
                            "ô {at} có hai nội dung"
                        )));
                    }
                    "Comment" => {
                        let text = text_to_end(self.xml)?;
                        draft.comment(at, &text)?;
                    }
                    _ => skip(self.xml, &element)?,
                },
                Event::End(_) => break,
                Event::Eof => return Err(cut_off()),
                _ => (),
            }
        }
        let (value, rich) = match &told {
            None => (None, None),
            Some((kind, (text, rich))) => {
                let value = value(kind, text, style, self.styles.is_1904, at)?;
                (value, rich.as_ref())
            }
        };
        let Some(value) = value.or(formula.is_some().then_some(Value::Uncalculated))
        else {
            return Ok(());
        };
        let mut notes = Notes::default();
        let rich = rich.filter(|_| matches!(value, Value::Text(_)));
        let own = rich
            .and_then(|rich| look_of(rich, &style.look, &Theme::default(), &mut notes));
        let about = About {
            formula: formula.as_deref(),
            look: Some(own.as_ref().unwrap_or(&style.look)),
            runs: rich.map_or(&[], |rich| &rich.runs),
            screen: None,
            notes,
        };
        draft.put(at, value, about)
    }
}

/// What a cell holds by its type; nothing for a blank.
fn value(
    kind: &str,
    text: &str,
    style: &Style,
    is_1904: bool,
    at: Address,
) -> Result<Option<Value>, Unreadable> {
    let told = text.trim();
    let odd = |what: &str| Unreadable::damaged(format!("ô {at} có {what} “{told}”"));
    Ok(match kind {
        "String" => Some(Value::Text(text.to_owned())),
        _ if told.is_empty() => None,
        "Number" => {
            let number = told.parse().map_err(|_| odd("giá trị không phải số"))?;
            Some(style.value_of(number, is_1904))
        }
        "Boolean" => Some(Value::Bool(is_true(told))),
        "Error" => Some(Value::Error(told.chars().take(40).collect())),
        "DateTime" => {
            let moment = told.split('.').next().unwrap_or(told);
            let day = moment.strip_suffix("T00:00:00").unwrap_or(moment);
            Some(Value::Date(day.chars().take(40).collect()))
        }
        _ => return Err(odd("kiểu dữ liệu lạ, nội dung")),
    })
}

/// The place that an element names, counted from 0, or the next; never one before.
fn onward(told: Option<u32>, next: u32, what: &str) -> Result<u32, Unreadable> {
    match told {
        Some(told) if told < next => {
            Err(Unreadable::damaged(format!("{what} thứ {} được ghi hai lần", told + 1)))
        }
        told => Ok(told.unwrap_or(next)),
    }
}

fn index(element: &BytesStart<'_>) -> Option<u32> {
    number(element, "Index").and_then(|index| index.checked_sub(1))
}

fn number(element: &BytesStart<'_>, name: &str) -> Option<u32> {
    let told = attribute(element, name)?;
    told.trim()
        .parse::<u64>()
        .ok()
        .map(|number| u32::try_from(number).unwrap_or(u32::MAX))
}

fn is(element: &BytesStart<'_>, name: &str) -> bool {
    attribute(element, name).is_some_and(|text| is_true(&text))
}
