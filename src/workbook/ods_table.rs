//! The rows and cells of one table of an `.ods`.

use quick_xml::Reader;
use quick_xml::events::{BytesRef, BytesStart, Event};

use super::cell::Value;
use super::draft::{About, Draft};
use super::limits;
use super::look::Look;
use super::ods::Styles;
use super::sheets_xml::attribute;
use super::unreadable::Unreadable;
use crate::place::{Address, CellRange};

/// A walk over one `table:table`, whose start tag has been read.
pub(super) struct Table<'r, 'x> {
    reader: &'r mut Reader<&'x [u8]>,
    styles: &'r Styles,
    row: u32,
    col: u32,
    hidden_rows: Vec<u32>,
    hidden_cols: Vec<u32>,
}

/// A cell of the row being read, with the columns it fills.
struct Met {
    col: u32,
    repeats: u32,
    value: Value,
    formula: Option<String>,
    is_percent: bool,
    font: Option<String>,
}

/// The attributes of a cell that say what it holds.
#[derive(Default)]
struct Said {
    kind: String,
    value: Option<String>,
    text: Option<String>,
    formula: Option<String>,
    style: String,
    is_error: bool,
    repeats: u32,
    spans: (u32, u32),
}

impl<'r, 'x> Table<'r, 'x> {
    pub(super) fn new(reader: &'r mut Reader<&'x [u8]>, styles: &'r Styles) -> Self {
        let (hidden_rows, hidden_cols) = (Vec::new(), Vec::new());
        Self { reader, styles, row: 0, col: 0, hidden_rows, hidden_cols }
    }

    pub(super) fn read_into(mut self, draft: &mut Draft<'_>) -> Result<(), Unreadable> {
        loop {
            match self.event()? {
                Event::Start(element) => match element.name().as_ref() {
                    "table:table-column" => self.column(&element),
                    "table:table-row" => self.row(&element, draft)?,
                    // Containers of rows and columns; what they hold comes next.
                    "table:table-header-rows"
                    | "table:table-row-group"
                    | "table:table-rows"
                    | "table:table-header-columns"
                    | "table:table-column-group"
                    | "table:table-columns" => (),
                    _ => self.skip(&element)?,
                },
                Event::End(element) if element.name().as_ref() == "table:table" => break,
                _ => (),
            }
        }
        draft.hide(self.hidden_rows, self.hidden_cols);
        Ok(())
    }

    fn column(&mut self, element: &BytesStart<'_>) {
        let next = self.col.saturating_add(count(element, "number-columns-repeated"));
        if is_hidden(element) {
            self.hidden_cols.extend(self.col..next.min(limits::COLUMNS));
        }
        self.col = next;
    }

    fn row(
        &mut self,
        element: &BytesStart<'_>,
        draft: &mut Draft<'_>,
    ) -> Result<(), Unreadable> {
        let repeats = count(element, "number-rows-repeated");
        let next = self.row.saturating_add(repeats);
        if is_hidden(element) {
            self.hidden_rows.extend(self.row..next.min(limits::ROWS));
        }
        let met = self.cells(draft)?;
        for row in self.row..next.min(limits::ROWS + 1) {
            if met.is_empty() {
                break;
            }
            for cell in &met {
                cell.put(row, draft)?;
            }
        }
        self.row = next;
        Ok(())
    }

    /// The cells of a row that hold something.
    fn cells(&mut self, draft: &mut Draft<'_>) -> Result<Vec<Met>, Unreadable> {
        let (mut met, mut col) = (Vec::new(), 0_u32);
        loop {
            match self.event()? {
                Event::Start(element) => match element.name().as_ref() {
                    name @ ("table:table-cell" | "table:covered-table-cell") => {
                        let said = Said::of(&element);
                        if name == "table:table-cell" && said.spans != (1, 1) {
                            let first = Address::new(self.row, col);
                            let (rows, cols) = said.spans;
                            let last = Address::new(
                                self.row.saturating_add(rows - 1),
                                col.saturating_add(cols - 1),
                            );
                            draft.merge(CellRange { first, last });
                        }
                        let shown = self.paragraphs()?;
                        let repeats = said.repeats;
                        met.extend(said.met(col, &shown, self.styles));
                        col = col.saturating_add(repeats);
                    }
                    _ => self.skip(&element)?,
                },
                Event::End(element) if element.name().as_ref() == "table:table-row" => {
                    return Ok(met);
                }
                _ => (),
            }
        }
    }

    /// The text shown in a cell, up to its end tag.
    fn paragraphs(&mut self) -> Result<String, Unreadable> {
        let mut text = String::new();
        let mut first = true;
        loop {
            let event = self.event()?;
            let full = text.len() > 4 * limits::CELL_CHARS;
            match event {
                Event::Start(element) => match element.name().as_ref() {
                    "text:p" | "text:h" if first => first = false,
                    "text:p" | "text:h" | "text:line-break" => text.push('\n'),
                    "text:tab" => text.push('\t'),
                    "text:s" if !full => {
                        let spaces = count(&element, "c").min(limits::CELL_CHARS as u32);
                        text.extend((0..spaces).map(|_| ' '));
                    }
                    "text:span" | "text:a" | "text:s" => (),
                    _ => self.skip(&element)?,
                },
                // More than a cell holds; the draft cuts and notes it.
                Event::Text(_) if full => (),
                Event::Text(part) => text.push_str(&part.xml10_content()),
                Event::CData(part) => text.push_str(&part.xml10_content()),
                Event::GeneralRef(entity) => text.extend(resolved(&entity)),
                Event::End(element) => {
                    let name = element.name();
                    if matches!(
                        name.as_ref(),
                        "table:table-cell" | "table:covered-table-cell"
                    ) {
                        return Ok(text);
                    }
                }
                _ => (),
            }
        }
    }

    fn event(&mut self) -> Result<Event<'x>, Unreadable> {
        match self.reader.read_event() {
            Ok(Event::Eof) => Err(Unreadable::damaged("nội dung bị ngắt giữa chừng")),
            Ok(event) => Ok(event),
            Err(_) => Err(Unreadable::damaged("nội dung không đúng cú pháp XML")),
        }
    }

    fn skip(&mut self, element: &BytesStart<'_>) -> Result<(), Unreadable> {
        let skipped = self.reader.read_to_end(element.name());
        skipped.map_err(|_| Unreadable::damaged("nội dung bị ngắt giữa chừng"))?;
        Ok(())
    }
}

impl Met {
    fn put(&self, row: u32, draft: &mut Draft<'_>) -> Result<(), Unreadable> {
        let look = Look {
            format: self.is_percent.then(|| "0.00%".to_owned()),
            font: self.font.clone(),
            ..Look::default()
        };
        let about = About {
            formula: self.formula.as_deref(),
            look: Some(&look),
            ..About::default()
        };
        for col in self.col..self.col.saturating_add(self.repeats) {
            draft.put(Address::new(row, col), self.value.clone(), about)?;
        }
        Ok(())
    }
}

impl Said {
    fn of(element: &BytesStart<'_>) -> Self {
        let mut said = Self { repeats: 1, spans: (1, 1), ..Self::default() };
        for attribute in element.attributes().with_checks(false).flatten() {
            let raw: &str = &attribute.value;
            let text = || {
                quick_xml::escape::unescape(raw)
                    .map_or_else(|_| raw.to_owned(), Into::into)
            };
            let number = || raw.parse().unwrap_or(1_u32).max(1);
            match attribute.key.as_ref() {
                "office:value-type" => said.kind = text(),
                "office:value"
                | "office:boolean-value"
                | "office:date-value"
                | "office:time-value" => said.value = Some(text()),
                "office:string-value" => said.text = Some(text()),
                "calcext:value-type" => said.is_error = raw == "error",
                "table:formula" => said.formula = Some(text()),
                "table:style-name" => said.style = text(),
                "table:number-columns-repeated" => said.repeats = number(),
                "table:number-columns-spanned" => said.spans.1 = number(),
                "table:number-rows-spanned" => said.spans.0 = number(),
                _ => (),
            }
        }
        said
    }

    fn met(self, col: u32, shown: &str, styles: &Styles) -> Option<Met> {
        let value = self.value(shown)?;
        let formula = self.formula.as_deref().map(plain_formula);
        let font = styles.font(&self.style).map(str::to_owned);
        let is_percent = self.kind == "percentage";
        Some(Met { col, repeats: self.repeats, value, formula, is_percent, font })
    }

    fn value(&self, shown: &str) -> Option<Value> {
        let text = self.text.as_deref().filter(|text| !text.is_empty()).unwrap_or(shown);
        if self.is_error || (self.formula.is_some() && shown.starts_with("Err:")) {
            return Some(Value::Error(text.chars().take(40).collect()));
        }
        let value = match (self.kind.as_str(), self.value.as_deref()) {
            ("float" | "percentage" | "currency", Some(number)) => {
                number.trim().parse().ok().map(Value::Number)
            }
            ("boolean", Some(truth)) => {
                Some(Value::Bool(truth.eq_ignore_ascii_case("true")))
            }
            ("date", Some(date)) => {
                let day = date.strip_suffix("T00:00:00").unwrap_or(date);
                Some(Value::Date(day.chars().take(40).collect()))
            }
            ("time", Some(time)) => Some(Value::Date(time.chars().take(40).collect())),
            // A text without a letter is a blank, with or without a formula.
            ("string", _) | ("", None) if text.is_empty() => {
                return (self.formula.is_some() && self.kind.is_empty())
                    .then_some(Value::Uncalculated);
            }
            _ if text.is_empty() => None,
            _ => Some(Value::Text(text.to_owned())),
        };
        value.or_else(|| self.formula.is_some().then_some(Value::Uncalculated))
    }
}

/// `of:=SUM([.A1:.A4])` as `SUM([.A1:.A4])`.
fn plain_formula(formula: &str) -> String {
    let plain = formula.split_once('=').map_or(formula, |(_, plain)| plain);
    plain.to_owned()
}

fn is_hidden(element: &BytesStart<'_>) -> bool {
    attribute(element, "visibility")
        .is_some_and(|state| state == "collapse" || state == "filter")
}

fn count(element: &BytesStart<'_>, name: &str) -> u32 {
    attribute(element, name).and_then(|text| text.parse().ok()).unwrap_or(1).max(1)
}

/// The text that an entity stands for; nothing for one of the file's own.
pub(super) fn resolved(entity: &BytesRef<'_>) -> Option<String> {
    let name: &str = entity;
    let known = quick_xml::escape::resolve_xml_entity(name).map(str::to_owned);
    known.or_else(|| entity.resolve_char_ref().ok().flatten().map(String::from))
}
