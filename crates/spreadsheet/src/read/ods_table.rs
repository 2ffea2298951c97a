//! The rows and columns of one table of an `.ods`.

use quick_xml::events::{BytesStart, Event};

use super::columns::Columns;
use super::conditions::Rule;
use super::draft::Draft;
use super::limits;
use super::ods_cell::{Met, Said};
use super::ods_conditions::{self, Mapped};
use super::ods_styles::{Family, Styles};
use super::ods_text;
use super::ods_xml::{Xml, count};
use super::sheets_xml::attribute;
use super::unreadable::Unreadable;
use super::widths::is_flat;
use super::xml_text::{cut_off, next, skip};
use crate::place::{Address, CellRange};

/// A walk over one `table:table`, whose start tag has been read.
pub(super) struct Table<'r, 'x> {
    xml: &'r mut Xml<'x>,
    styles: &'r mut Styles,
    row: u32,
    col: u32,
    hidden_rows: Vec<u32>,
    filtered_rows: Vec<u32>,
    columns: Columns,
    /// Styles of cells by columns: where each range ends, and its style.
    of_columns: Vec<(u32, Option<String>)>,
    mapped: Mapped,
    rules: Vec<Rule>,
    /// Groups entered, and whether each is folded.
    groups: Vec<bool>,
}

/// A row being read.
struct Row {
    first: u32,
    repeats: u32,
    /// The style of its cells that name none.
    style: Option<String>,
}

/// Centimetres of a digit in the letters in which widths are counted: seven
/// pixels.
const DIGIT: f64 = 7.0 / 96.0 * 2.54;

impl<'r, 'x> Table<'r, 'x> {
    pub(super) fn new(xml: &'r mut Xml<'x>, styles: &'r mut Styles) -> Self {
        Self {
            xml,
            styles,
            row: 0,
            col: 0,
            hidden_rows: Vec::new(),
            filtered_rows: Vec::new(),
            columns: Columns::default(),
            of_columns: Vec::new(),
            mapped: Mapped::default(),
            rules: Vec::new(),
            groups: Vec::new(),
        }
    }

    pub(super) fn read_into(mut self, draft: &mut Draft<'_>) -> Result<(), Unreadable> {
        loop {
            match next(self.xml)? {
                Event::Start(element) => match element.name().as_ref() {
                    "table:table-column" => self.column(&element),
                    "table:table-row" => self.row(&element, draft)?,
                    "table:table-row-group" | "table:table-column-group" => {
                        let display = attribute(&element, "display");
                        self.groups.push(display.is_some_and(|told| told == "false"));
                    }
                    // Containers of rows and columns; what they hold comes next.
                    "table:table-header-rows"
                    | "table:table-rows"
                    | "table:table-header-columns"
                    | "table:table-columns" => (),
                    "calcext:conditional-formats" => {
                        ods_conditions::read(self.xml, self.styles, &mut self.rules)?;
                    }
                    _ => skip(self.xml, &element)?,
                },
                Event::End(element) => match element.name().as_ref() {
                    "table:table" => break,
                    "table:table-row-group" | "table:table-column-group" => {
                        self.groups.pop();
                    }
                    _ => (),
                },
                Event::Eof => return Err(cut_off()),
                _ => (),
            }
        }
        self.mapped.rules(self.styles, &mut self.rules);
        draft.conditions(&self.rules);
        let (columns, widths) = self.columns.finish();
        draft.widths(widths);
        draft.hide(self.hidden_rows, columns);
        draft.filter(self.filtered_rows);
        Ok(())
    }

    fn column(&mut self, element: &BytesStart<'_>) {
        let next = self.col.saturating_add(count(element, "number-columns-repeated"));
        let width = self.size(Family::Column, element);
        let hidden = self.is_hidden(element);
        let digits = width.map(|width| width / DIGIT);
        self.columns.take(self.col, next - 1, hidden, digits);
        if self.of_columns.len() < limits::COLUMNS as usize {
            let style = attribute(element, "default-cell-style-name");
            self.of_columns.push((next, style));
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
        let rows = self.row..next.min(limits::ROWS);
        let height = self.size(Family::Row, element);
        let flat = height.is_some_and(|height| is_flat(height / 2.54 * 72.0));
        if flat || self.is_hidden(element) {
            self.hidden_rows.extend(rows.clone());
        }
        if attribute(element, "visibility").is_some_and(|state| state == "filter") {
            self.filtered_rows.extend(rows);
        }
        let style = attribute(element, "default-cell-style-name");
        let met = self.cells(&Row { first: self.row, repeats, style }, draft)?;
        for row in self.row..next.min(limits::ROWS + 1) {
            if met.is_empty() {
                break;
            }
            for cell in &met {
                cell.put(row, self.styles, draft)?;
            }
        }
        self.row = next;
        Ok(())
    }

    /// The cells of a row that hold something.
    fn cells(
        &mut self,
        row: &Row,
        draft: &mut Draft<'_>,
    ) -> Result<Vec<Met>, Unreadable> {
        let (mut met, mut col) = (Vec::new(), 0_u32);
        loop {
            match next(self.xml)? {
                Event::Start(element) => match element.name().as_ref() {
                    "table:table-cell" | "table:covered-table-cell" => {
                        let said = Said::of(&element);
                        merge(row, col, said.spans, draft);
                        let written = ods_text::read(self.xml, self.styles)?;
                        if let Some(comment) = &written.comment {
                            draft.comment(Address::new(row.first, col), comment)?;
                        }
                        let style = self.style_of(&said, row, col);
                        let repeats = said.repeats;
                        let at = Address::new(row.first, col);
                        self.mapped.cell(&style, at, (row.repeats, repeats), self.styles);
                        met.extend(said.met(col, &written, &style, self.styles));
                        col = col.saturating_add(repeats);
                    }
                    _ => skip(self.xml, &element)?,
                },
                Event::End(element) if element.name().as_ref() == "table:table-row" => {
                    return Ok(met);
                }
                Event::Eof => return Err(cut_off()),
                _ => (),
            }
        }
    }

    /// The style of a cell: its own, that of its row, that of its column.
    fn style_of(&self, said: &Said, row: &Row, col: u32) -> String {
        let column = self.of_columns.partition_point(|(end, _)| *end <= col);
        let of_column = || self.of_columns.get(column)?.1.as_ref();
        let style = said.style.as_ref().or(row.style.as_ref()).or_else(of_column);
        style.cloned().unwrap_or_default()
    }

    /// Height of a row or width of a column, if its style tells.
    fn size(&self, family: Family, element: &BytesStart<'_>) -> Option<f64> {
        self.styles.of(family, &attribute(element, "style-name")?).size
    }

    fn is_hidden(&self, element: &BytesStart<'_>) -> bool {
        let state = attribute(element, "visibility");
        let told = state.is_some_and(|state| state == "collapse" || state == "filter");
        told || self.groups.contains(&true)
    }
}

/// Notes the region that a cell spans, in each of the rows it stands in.
fn merge(row: &Row, col: u32, (rows, cols): (u32, u32), draft: &mut Draft<'_>) {
    if (rows, cols) == (1, 1) {
        return;
    }
    let times = if rows == 1 { row.repeats.min(limits::MERGES as u32) } else { 1 };
    for first in (row.first..).take(times as usize) {
        let last =
            Address::new(first.saturating_add(rows - 1), col.saturating_add(cols - 1));
        draft.merge(CellRange { first: Address::new(first, col), last });
    }
}
