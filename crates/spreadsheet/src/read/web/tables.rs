//! The tables, rows and cells of a page as its tags open and close them, those left
//! out too.

use super::css::Said;
use super::elements::{centimetres_of_pixels, span};
use super::page::{DIGIT, Open, Page, Within};
use super::tokens::Element;
use super::written::Told;
use crate::read::unreadable::Unreadable;

impl Page<'_> {
    pub(super) fn enter_table(&mut self, tag: &Element<'_>) -> Result<(), Unreadable> {
        self.flush()?;
        if self.layout.is_in_table() && !self.layout.is_in_cell() && self.in_row() {
            self.enter_cell(None)?;
        }
        self.has_table = true;
        self.layout.enter_table()?;
        self.push(tag)?;
        self.within.push(Within {
            table: self.open.len() - 1,
            row: None,
            cell: None,
            told: Told::default(),
            said: Said::default(),
            columns: 0,
        });
        Ok(())
    }

    fn in_row(&self) -> bool {
        self.within.last().is_some_and(|within| within.row.is_some())
    }

    /// A row; with no tag of its own, one that the page left out.
    pub(super) fn enter_row(
        &mut self,
        tag: Option<&Element<'_>>,
    ) -> Result<(), Unreadable> {
        self.leave_row()?;
        if self.within.is_empty() {
            self.enter_bare_table()?;
        }
        self.layout.enter_row()?;
        self.open_as(tag, "tr")?;
        let row = self.open.len() - 1;
        if let Some(within) = self.within.last_mut() {
            within.row = Some(row);
        }
        Ok(())
    }

    /// The table of a fragment that begins with its rows.
    fn enter_bare_table(&mut self) -> Result<(), Unreadable> {
        self.flush()?;
        self.has_table = true;
        self.layout.enter_table()?;
        self.open_as(None, "table")?;
        let (table, told, said) = (self.open.len() - 1, Told::default(), Said::default());
        self.within.push(Within { table, row: None, cell: None, told, said, columns: 0 });
        // Nothing tells where it ends.
        self.is_closed = true;
        Ok(())
    }

    fn open_as(
        &mut self,
        tag: Option<&Element<'_>>,
        name: &str,
    ) -> Result<(), Unreadable> {
        let Some(tag) = tag else {
            let said = Said { height: None, width: None, ..self.said() };
            self.open.push(Open { name: name.to_owned(), said, is_skipped: false });
            return Ok(());
        };
        self.push(tag)
    }

    pub(super) fn enter_cell(
        &mut self,
        tag: Option<&Element<'_>>,
    ) -> Result<(), Unreadable> {
        self.leave_cell()?;
        if !self.in_row() {
            self.enter_row(None)?;
        }
        let spans = |name| tag.and_then(|tag| tag.attribute(name)).map_or(1, span);
        self.layout.enter_cell(spans("rowspan"), spans("colspan"))?;
        self.open_as(tag, "td")?;
        let (cell, mut said) = (self.open.len() - 1, self.said());
        let of = |name| tag.and_then(|tag| tag.attribute(name)).map(str::to_owned);
        if said.format.is_none() {
            let told = of("sdnum");
            let code = told.as_deref().and_then(|told| told.splitn(3, ';').nth(2));
            said.format = code.map(Into::into);
        }
        if let Some(within) = self.within.last_mut() {
            within.cell = Some(cell);
            within.said = said;
            within.told = Told {
                number: of("x:num").or_else(|| of("sdval")),
                text: of("x:str"),
                truth: of("x:bool"),
                error: of("x:err"),
                formula: of("x:fmla"),
            };
        }
        Ok(())
    }

    pub(super) fn leave_cell(&mut self) -> Result<(), Unreadable> {
        if !self.layout.is_in_cell() {
            return Ok(());
        }
        self.flush()?;
        self.layout.leave_cell();
        if let Some(within) = self.within.last_mut() {
            let cell = within.cell.take();
            self.open.truncate(cell.unwrap_or(self.open.len()));
        }
        Ok(())
    }

    pub(super) fn leave_row(&mut self) -> Result<(), Unreadable> {
        self.leave_cell()?;
        if let Some(row) = self.within.last_mut().and_then(|within| within.row.take()) {
            self.open.truncate(row);
        }
        if let Some(within) = self.within.last() {
            // A group of rows ends with its last.
            self.open.truncate(self.open.len().min(within.table + 2));
        }
        Ok(())
    }

    pub(super) fn leave_table(&mut self) -> Result<(), Unreadable> {
        if self.within.is_empty() {
            return Ok(());
        }
        self.leave_row()?;
        self.layout.leave_table();
        if let Some(within) = self.within.pop() {
            self.open.truncate(within.table);
        }
        Ok(())
    }

    pub(super) fn column(&mut self, tag: &Element<'_>) {
        let is_outer = self.within.len() == 1;
        let said = self.said_of(tag);
        let Some(within) = self.within.last_mut().filter(|_| is_outer) else { return };
        let first = within.columns;
        let next = first.saturating_add(tag.attribute("span").map_or(1, span));
        within.columns = next;
        let told = tag.attribute("width").and_then(centimetres_of_pixels);
        let width = said.width.or(told);
        let is_shut = width == Some(0.0) || said.hidden == Some(true);
        let digits = width.filter(|_| said.is_excels).map(|width| width / DIGIT);
        self.columns.take(first, next - 1, is_shut, digits);
    }
}
