//! A page as one sheet: its tables and the lines between them, one below the other,
//! as Excel lays them out.
//!
//! Tags need not be closed: a cell ends where the next begins. A page that ends
//! within a table is damaged, since half a table must not pass for a table.

use super::asides2003;
use super::css::{Css, Said, colour};
use super::elements::{is_block, is_left_open, is_left_out, is_void};
use super::layout::Layout;
use super::tokens::{Element, Taker, hand_over};
use super::written::{Told, Written};
use crate::read::columns::Columns;
use crate::read::draft::{Budget, Calculation, Draft};
use crate::read::notes::{Note, Notes};
use crate::read::unreadable::{Looks, Unreadable};
use crate::read::widths::is_flat;
use crate::read::xml_text::cut_off;
use crate::read::{Properties, Sheet, Visibility, Workbook, limits};

/// Centimetres of a digit in the letters in which widths are counted.
pub(super) const DIGIT: f64 = 7.0 / 96.0 * 2.54;

pub(super) fn read(text: &str) -> Result<Workbook, Unreadable> {
    let by_hand = calculates_by_hand(text);
    let mut budget = Budget::new(Calculation { by_hand, on_load: false });
    let sheet = sheet(text, &mut budget, &name(text), Css::default())?;
    let properties = Properties::default();
    Ok(Workbook { sheets: vec![sheet], properties, ..Workbook::default() })
}

/// Whether Excel calculates the workbook only when somebody asks for it.
pub(super) fn calculates_by_hand(text: &str) -> bool {
    text.contains("ManualCalculation") || text.contains("CalculationManual")
}

/// One page as a sheet of this name; `css` is of the workbook it is a part of.
pub(super) fn sheet(
    text: &str,
    budget: &mut Budget,
    name: &str,
    css: Css,
) -> Result<Sheet, Unreadable> {
    let hidden =
        text.contains("<x:Visible>SheetHidden") || text.contains("SheetVeryHidden");
    let visibility = if hidden { Visibility::Hidden } else { Visibility::Visible };
    let page = hand_over(text, Page::new(Draft::new(budget), css))?;
    let mut draft = page.finish()?;
    draft.conditions(&asides2003::of_page(text)?);
    Ok(Sheet::from_draft(name, visibility, draft))
}

/// The name that Excel keeps of the sheet, or the one it would give it.
fn name(text: &str) -> String {
    let told = text.split_once("<x:Name>").and_then(|(_, rest)| rest.split_once('<'));
    let told = told.map(|(name, _)| name.trim()).filter(|name| !name.is_empty());
    let told = told.map(|name| name.replace("&amp;", "&"));
    let short: String = told.unwrap_or_default().chars().take(31).collect();
    if short.is_empty() { "Sheet1".to_owned() } else { short }
}

/// An element that is open, with all that is said of what is in it.
pub(super) struct Open {
    pub(super) name: String,
    pub(super) said: Said,
    pub(super) is_skipped: bool,
}

/// Where in the list of open elements a table, its row and its cell begin.
pub(super) struct Within {
    pub(super) table: usize,
    pub(super) row: Option<usize>,
    pub(super) cell: Option<usize>,
    pub(super) told: Told,
    pub(super) said: Said,
    /// The columns told by `<col>`.
    pub(super) columns: u32,
}

pub(super) struct Page<'b> {
    pub(super) draft: Draft<'b>,
    pub(super) css: Css,
    pub(super) styles_left: usize,
    pub(super) open: Vec<Open>,
    pub(super) within: Vec<Within>,
    pub(super) layout: Layout,
    pub(super) written: Written,
    pub(super) columns: Columns,
    pub(super) hidden_rows: Vec<u32>,
    pub(super) has_table: bool,
    pub(super) is_closed: bool,
}

impl Taker for Page<'_> {
    fn start(&mut self, tag: &Element<'_>) -> Result<(), Unreadable> {
        match tag.name() {
            "table" => self.enter_table(tag),
            "tr" => self.enter_row(Some(tag)),
            "td" | "th" => self.enter_cell(Some(tag)),
            "caption" => {
                self.enter_row(None)?;
                self.enter_cell(None)
            }
            "thead" | "tbody" | "tfoot" | "colgroup" => {
                self.leave_row()?;
                self.push(tag)
            }
            "col" => {
                self.column(tag);
                Ok(())
            }
            "br" | "hr" => self.end_line(),
            "body" if self.within.is_empty() => {
                self.open.clear();
                self.push(tag)
            }
            name if is_void(name) => Ok(()),
            name if is_block(name) => {
                self.end_line()?;
                let ends = |open: &Open| open.name == name && is_left_open(name);
                if self.open.len() > self.floor() && self.open.last().is_some_and(ends) {
                    self.open.pop();
                }
                self.push(tag)
            }
            _ => self.push(tag),
        }
    }

    fn end(&mut self, name: &str) -> Result<(), Unreadable> {
        match name {
            "table" => self.leave_table(),
            "tr" | "thead" | "tbody" | "tfoot" => self.leave_row(),
            "td" | "th" | "caption" => self.leave_cell(),
            "body" | "html" => {
                self.is_closed = true;
                Ok(())
            }
            _ => {
                if is_block(name) {
                    self.end_line()?;
                }
                let deep = self.open.len().saturating_sub(limits::ENDED_ELEMENTS);
                let floor = self.floor().max(deep);
                let found = self.open[floor..].iter().rposition(|open| open.name == name);
                if let Some(found) = found {
                    self.open.truncate(floor + found);
                }
                Ok(())
            }
        }
    }

    fn text(&mut self, text: &str) -> Result<(), Unreadable> {
        let (is_skipped, is_hidden) = self.open.last().map_or((false, false), |open| {
            (open.is_skipped, open.said.hidden == Some(true))
        });
        let is_outside = !self.layout.is_in_cell();
        if is_skipped || is_outside && (is_hidden || text.trim().is_empty()) {
            if is_outside && !is_skipped && !is_hidden {
                self.written.push(text, &Said::default(), false);
            }
            return Ok(());
        }
        if is_outside && self.layout.is_in_table() {
            // Words between the cells of a table get a row of their own.
            self.enter_row(None)?;
            self.enter_cell(None)?;
        }
        let around = self.within.last().map(|within| within.said.hidden == Some(true));
        let said = self.said();
        self.written.push(text, &said, is_hidden && around == Some(false));
        Ok(())
    }

    fn sheet_of_styles(&mut self, text: &str) {
        if let Some(left) = self.styles_left.checked_sub(text.len()) {
            self.styles_left = left;
            self.css.take(text);
        }
    }
}

impl<'b> Page<'b> {
    fn new(draft: Draft<'b>, css: Css) -> Self {
        Self {
            draft,
            css,
            styles_left: limits::PAGE_STYLES_BYTES,
            open: Vec::new(),
            within: Vec::new(),
            layout: Layout::default(),
            written: Written::default(),
            columns: Columns::default(),
            hidden_rows: Vec::new(),
            has_table: false,
            is_closed: false,
        }
    }

    fn finish(mut self) -> Result<Draft<'b>, Unreadable> {
        if !self.has_table {
            return Err(Unreadable::NotASpreadsheet { looks: Looks::WebPage });
        }
        if !self.within.is_empty() && !self.is_closed {
            return Err(cut_off());
        }
        while !self.within.is_empty() {
            self.leave_table()?;
        }
        self.flush()?;
        for region in std::mem::take(&mut self.layout.merges) {
            self.draft.merge(region);
        }
        let (columns, widths) = self.columns.finish();
        self.draft.widths(widths);
        self.draft.hide(self.hidden_rows, columns);
        Ok(self.draft)
    }

    /// What holds for what comes next.
    pub(super) fn said(&self) -> Said {
        self.open.last().map(|open| open.said.clone()).unwrap_or_default()
    }

    /// The elements below this one only their table, row or cell can end.
    fn floor(&self) -> usize {
        let Some(within) = self.within.last() else { return 0 };
        within.cell.or(within.row).unwrap_or(within.table) + 1
    }

    pub(super) fn push(&mut self, tag: &Element<'_>) -> Result<(), Unreadable> {
        if self.open.len() >= limits::PAGE_DEPTH {
            return Err(Unreadable::too_large("số thẻ lồng nhau", limits::PAGE_DEPTH));
        }
        let is_skipped = self.open.last().is_some_and(|open| open.is_skipped);
        let said = self.said_of(tag);
        let name = tag.name().to_owned();
        let is_skipped = is_skipped || is_left_out(&name);
        self.open.push(Open { name, said, is_skipped });
        Ok(())
    }

    /// What is said of an element, by those around it, by its tag, by the sheet of
    /// styles, by itself.
    pub(super) fn said_of(&self, tag: &Element<'_>) -> Said {
        let around = self.said();
        let mut said =
            Said { height: None, width: None, is_excels: false, ..around.clone() };
        match tag.name() {
            "s" | "strike" | "del" => said.struck = Some(true),
            "sup" | "sub" => said.raised = Some(true),
            "td" | "th" => said.raised = None,
            _ => (),
        }
        if let Some(told) = tag.attribute("color") {
            said.ink = Some(colour(told));
        }
        if let Some(told) = tag.attribute("bgcolor") {
            said.ground = Some(colour(told));
        }
        if let Some(face) = tag.attribute("face") {
            said.font =
                Some(face.chars().take(limits::FONT_CHARS).collect::<String>().into());
        }
        if tag.attribute("hidden").is_some() {
            said.hidden = Some(true);
        }
        let of = |name| tag.attribute(name).unwrap_or_default();
        said.lay(&self.css.of(tag.name(), of("class"), of("id")));
        said.take(of("style"));
        // What hides an element, and the line through it, no element in it undoes.
        for (own, around) in
            [(&mut said.hidden, around.hidden), (&mut said.struck, around.struck)]
        {
            if around == Some(true) {
                *own = around;
            }
        }
        said
    }

    /// A line ends: within a cell the next begins below it, outside a row.
    fn end_line(&mut self) -> Result<(), Unreadable> {
        if self.layout.is_in_cell() {
            self.written.end_line();
            return Ok(());
        }
        self.flush()
    }

    /// Puts what is written so far where it stands.
    pub(super) fn flush(&mut self) -> Result<(), Unreadable> {
        let written = std::mem::take(&mut self.written);
        let is_in_cell = self.layout.is_in_cell();
        let mut notes = Notes::default();
        let (told, said, is_hidden) = match self.within.last_mut() {
            Some(within) if is_in_cell => {
                let row = within.row.map(|row| &self.open[row].said);
                let flat = row.and_then(|row| row.height);
                let flat = flat.is_some_and(|height| is_flat(height / 2.54 * 72.0));
                let hidden = row.is_some_and(|row| row.hidden == Some(true));
                let gone = within.said.hidden == Some(true) && !hidden;
                notes.add_if(gone, Note::HiddenColumn);
                let told = std::mem::take(&mut within.told);
                (told, within.said.clone(), flat || hidden)
            }
            _ => (Told::default(), self.said(), false),
        };
        if written.is_blank() && told.is_empty() {
            return Ok(());
        }
        let at = self.layout.place()?;
        if is_hidden && self.hidden_rows.last() != Some(&at.row) {
            self.hidden_rows.push(at.row);
        }
        written.put(at, &told, &said, notes, &mut self.draft)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_in_tables_without_end_are_too_much() {
        let page = "<table><tr><td>".repeat(1_000);
        assert!(matches!(read(&page), Err(Unreadable::TooLarge { .. })));
    }
}
