//! Rows and columns of an `.xlsx` sheet: which of them nobody sees, and how wide
//! the others are.
//!
//! A row that is written without a word on itself is seen even where rows are
//! hidden by default (`zeroHeight`): Excel writes those that it shows. It always
//! adds which columns they span, though; a row without even that was written by
//! a program that may have meant it otherwise, and is taken for hidden.

use quick_xml::events::{BytesStart, Event};

use super::draft::Draft;
use super::limits;
use super::sheet_xml::range;
use super::sheets_xml::attribute;
use super::unreadable::Unreadable;
use super::widths::{Widths, is_flat, is_shut};
use super::xml_text::{self, Xml, is_true};
use crate::place::CellRange;

/// Ranges of columns whose widths are told apart; a sheet has some dozen.
const WIDTHS: usize = 500;

/// Points of the letters in which [`Widths`] counts.
const USUAL_POINTS: f64 = 11.0;

/// What a sheet says of its rows and columns.
#[derive(Debug, Default)]
pub(super) struct Lines {
    rows_hide: bool,
    rows_are_flat: bool,
    default_width: Option<f64>,
    hidden_rows: Vec<u32>,
    columns: Vec<Columns>,
    columns_met: u32,
    /// Where rows are filtered, by something.
    filter: Option<CellRange>,
}

#[derive(Debug, Clone, Copy)]
struct Columns {
    first: u32,
    last: u32,
    width: Option<f64>,
    is_hidden: bool,
}

impl Lines {
    /// `<sheetFormatPr>`: what holds for rows and columns that say nothing.
    pub(super) fn defaults(&mut self, element: &BytesStart<'_>) {
        let is = |name| attribute(element, name).is_some_and(|text| is_true(&text));
        self.rows_hide = is("zeroHeight");
        self.rows_are_flat =
            is("customHeight") && size(element, "defaultRowHeight").is_some_and(is_flat);
        self.default_width = size(element, "defaultColWidth");
    }

    /// `<row>`: hidden, flat, or neither.
    pub(super) fn row(&mut self, row: u32, element: &BytesStart<'_>) {
        let (mut hidden, mut height) = (None, None);
        let (mut is_custom, mut says_something) = (false, false);
        for attribute in element.attributes().with_checks(false).flatten() {
            match attribute.key.local_name().as_ref() {
                "hidden" => hidden = Some(is_true(&attribute.value)),
                "ht" => height = attribute.value.trim().parse::<f64>().ok(),
                "customHeight" => is_custom = is_true(&attribute.value),
                "spans" | "dyDescent" => says_something = true,
                _ => (),
            }
        }
        let by_default = match height {
            Some(height) => is_flat(height),
            // A height of its own that is not told: what is left out is 0.
            None => {
                is_custom || self.rows_are_flat || (self.rows_hide && !says_something)
            }
        };
        let flat = height.is_some_and(is_flat);
        if flat || hidden.unwrap_or(by_default) {
            self.hidden_rows.push(row);
        }
    }

    /// `<col>`: a range of columns, in any order.
    pub(super) fn columns(&mut self, element: &BytesStart<'_>) {
        self.columns_met += 1;
        if self.columns_met > limits::COLUMNS {
            return;
        }
        let of = |name| {
            attribute(element, name).and_then(|text| text.trim().parse::<u32>().ok())
        };
        let (Some(first @ 1..), Some(last)) = (of("min"), of("max")) else { return };
        let last = last.min(limits::COLUMNS);
        if first > last {
            return;
        }
        let width = size(element, "width");
        let is_hidden = attribute(element, "hidden").is_some_and(|text| is_true(&text))
            || width.is_some_and(is_shut);
        self.columns.push(Columns { first: first - 1, last: last - 1, width, is_hidden });
    }

    /// `<autoFilter>`, which only matters where it holds a condition.
    pub(super) fn filter(
        &mut self,
        xml: &mut Xml<'_>,
        element: &BytesStart<'_>,
        is_empty: bool,
    ) -> Result<(), Unreadable> {
        let (mut depth, mut is_column, mut filters) =
            (u32::from(!is_empty), false, false);
        while depth > 0 {
            match xml_text::next(xml)? {
                Event::Start(inner) => {
                    depth += 1;
                    filters |= is_column;
                    is_column = inner.local_name().as_ref() == "filterColumn";
                }
                Event::Empty(_) => filters |= is_column,
                Event::End(_) => {
                    depth -= 1;
                    is_column = false;
                }
                Event::Eof => return Err(xml_text::cut_off()),
                _ => (),
            }
        }
        if filters {
            self.filter = attribute(element, "ref").and_then(|text| range(&text));
        }
        Ok(())
    }

    /// Tells the draft; `points` is the size of the letters that widths count in.
    pub(super) fn settle(mut self, points: f64, draft: &mut Draft<'_>) {
        self.columns.sort_by_key(|columns| (columns.first, columns.last));
        if let Some(CellRange { first, last }) = self.filter {
            // The first row of a filter is its heading.
            let within = |row: &&u32| (first.row + 1..=last.row).contains(row);
            draft.filter(self.hidden_rows.iter().filter(within).copied().collect());
        }
        if let Some(widths) = self.widths(points / USUAL_POINTS) {
            draft.widths(widths);
        }
        let hidden = self.hidden_columns();
        draft.hide(self.hidden_rows, hidden);
    }

    fn hidden_columns(&self) -> Vec<u32> {
        let mut hidden = Vec::new();
        let mut next = 0;
        for columns in self.columns.iter().filter(|columns| columns.is_hidden) {
            hidden.extend(columns.first.max(next)..=columns.last);
            next = next.max(columns.last + 1);
        }
        if self.default_width.is_some_and(is_shut) {
            for (first, last) in self.others() {
                hidden.extend(first..=last);
            }
        }
        hidden
    }

    /// Ranges of columns of which the sheet says nothing.
    fn others(&self) -> Vec<(u32, u32)> {
        let mut others = Vec::new();
        let mut next = 0;
        for columns in &self.columns {
            if columns.first > next {
                others.push((next, columns.first - 1));
            }
            next = next.max(columns.last + 1);
        }
        if next < limits::COLUMNS {
            others.push((next, limits::COLUMNS - 1));
        }
        others
    }

    /// Widths as far as the sheet states them.
    fn widths(&self, scale: f64) -> Option<Widths> {
        if self.columns.len() > WIDTHS {
            return None;
        }
        let mut widths = Widths::default();
        let mut are_told = false;
        for columns in self.columns.iter().filter(|columns| !columns.is_hidden) {
            if let Some(width) = columns.width {
                widths.column(columns.first, columns.last, width * scale);
                are_told = true;
            }
        }
        if let Some(width) = self.default_width.filter(|width| !is_shut(*width)) {
            for (first, last) in self.others() {
                widths.column(first, last, width * scale);
            }
            are_told = true;
        }
        are_told.then_some(widths)
    }
}

fn size(element: &BytesStart<'_>, name: &str) -> Option<f64> {
    attribute(element, name)?.trim().parse().ok()
}
