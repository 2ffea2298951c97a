//! Gathers the cells of one sheet while a format's reader streams them.
//!
//! Every reader hands its cells to a [`Draft`], so that limits, text cleaning
//! and the record of what was cleaned are the same for all formats.

use std::collections::BTreeMap;

mod overlaid;

pub(super) use self::overlaid::View;
use super::cell::{Cell, Value};
use super::display::{self, Formats};
use super::grid::Grid;
use super::look::{Colour, Laid, Look, Run};
use super::notes::{Note, Notes};
use super::repairs::{Repaired, Repairs};
use super::theme::Theme;
use super::unreadable::Unreadable;
use super::widths::Widths;
use super::{formula, limits, writing};
use crate::place::{Address, CellRange};

/// What the sheets of one workbook may still take, and what holds for all.
pub(super) struct Budget {
    cells: usize,
    text: usize,
    formulas: usize,
    formats: Formats,
    calculation: Calculation,
    pub(super) theme: Theme,
}

/// When the formulas of a workbook are calculated.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Calculation {
    /// Only when somebody asks for it: results may be older than what they
    /// are made from.
    pub(super) by_hand: bool,
    /// All of them on opening, because whoever wrote the file did not.
    pub(super) on_load: bool,
}

/// What a reader knows of a cell beside its value.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct About<'a> {
    pub(super) formula: Option<&'a str>,
    pub(super) look: Option<&'a Look>,
    /// Stretches of a rich text that are not like the rest of it, in order.
    pub(super) runs: &'a [Run],
    /// The text on the screen, where the file tells it.
    pub(super) screen: Option<&'a str>,
    /// Notes that only the reader of the format can make.
    pub(super) notes: Notes,
}

/// The sheet so far.
pub(super) struct Draft<'a> {
    budget: &'a mut Budget,
    cells: Vec<(Address, Cell)>,
    merged: Vec<CellRange>,
    hidden_rows: Vec<u32>,
    hidden_cols: Vec<u32>,
    filtered_rows: Vec<u32>,
    comments: Vec<(Address, String)>,
    widths: Widths,
    /// Grounds laid under cells.
    grounds: BTreeMap<Address, Colour>,
    view: View,
    repairs: Repairs,
}

impl Budget {
    pub(super) fn new(calculation: Calculation) -> Self {
        Self {
            cells: limits::CELLS,
            text: limits::TEXT_BYTES,
            formulas: limits::FORMULA_BYTES,
            formats: Formats::default(),
            calculation,
            theme: Theme::default(),
        }
    }
}

impl<'a> Draft<'a> {
    pub(super) fn new(budget: &'a mut Budget) -> Self {
        Self {
            budget,
            cells: Vec::new(),
            merged: Vec::new(),
            hidden_rows: Vec::new(),
            hidden_cols: Vec::new(),
            filtered_rows: Vec::new(),
            comments: Vec::new(),
            widths: Widths::default(),
            grounds: BTreeMap::new(),
            view: View::default(),
            repairs: Repairs::default(),
        }
    }

    /// The colours that looks may name by number.
    pub(super) fn theme(&self) -> &Theme {
        &self.budget.theme
    }

    /// Takes a cell. Text is cleaned; a text without a visible character is a
    /// blank and is not kept.
    pub(super) fn put(
        &mut self,
        at: Address,
        value: Value,
        about: About<'_>,
    ) -> Result<(), Unreadable> {
        if at.row >= limits::ROWS || at.col >= limits::COLUMNS {
            return Err(Unreadable::damaged("có ô nằm ngoài phạm vi sheet của Excel"));
        }
        // Blanks count too: a file may repeat a blank without end.
        self.budget.cells = self
            .budget
            .cells
            .checked_sub(1)
            .ok_or_else(|| too_much("số ô có dữ liệu", limits::CELLS))?;
        let mut notes = about.notes;
        let mut screen = about.screen.map(str::to_owned);
        let value = match value {
            Value::Text(text) => {
                let Some(text) = self.text(at, &text, about, &mut notes, &mut screen)?
                else {
                    return Ok(());
                };
                Value::Text(text)
            }
            // XML may spell "NaN" or "1e999"; no cell of Excel holds either.
            Value::Number(number) if !number.is_finite() => {
                Value::Error("#NUM!".to_owned())
            }
            other => other,
        };
        let formula = about.formula.map(|formula| self.kept_formula(formula));
        let look = about.look;
        let format: Option<String> = look
            .and_then(|look| look.format.as_deref())
            .filter(|format| {
                !format.eq_ignore_ascii_case("general") && !format.is_empty()
            })
            .map(|format| format.chars().take(limits::FORMAT_CHARS).collect());
        self.spend_text(format.as_ref().map_or(0, String::len))?;
        self.spend_text(screen.as_ref().map_or(0, String::len))?;
        notes = notes.union(self.notes_of(&value, formula.as_deref(), look));
        if let Value::Number(_) | Value::Date(_) = &value {
            self.widths.letters(at, look);
        }
        if let Some(ground) = look.and_then(|look| look.ground) {
            self.grounds.insert(at, ground);
        }
        self.cells.push((at, Cell { value, formula, format, screen, notes }));
        Ok(())
    }

    /// A text as a person reads it, cleaned; nothing for a blank. What is struck
    /// through or raised in it is left out and noted.
    fn text(
        &mut self,
        at: Address,
        raw: &str,
        about: About<'_>,
        notes: &mut Notes,
        screen: &mut Option<String>,
    ) -> Result<Option<String>, Unreadable> {
        // Cleaning costs by what is written, however little of it is kept.
        self.spend_text(raw.len())?;
        let font = about.look.and_then(|look| look.font.as_deref());
        let live = writing::live(raw, about.runs, notes);
        let live = writing::signs(&live, font);
        let text = self.repairs.clean((self.cells.len(), at), &live, font);
        if notes.has(Note::PartlyStruck) || notes.has(Note::Superscript) {
            let whole = charset::repair(raw, font).text().to_owned();
            *screen = screen.take().or(Some(whole).filter(|whole| !whole.is_empty()));
        }
        if text.is_empty() {
            return Ok(None);
        }
        self.spend_text(text.len().saturating_sub(raw.len()))?;
        *notes = notes.union(writing::notes(raw, &text));
        let format = about.look.and_then(|look| look.format.as_deref());
        if let Some((shown, of_format)) = self.budget.formats.of_text(&text, format) {
            *screen = Some(shown);
            *notes = notes.union(of_format);
        }
        Ok(Some(text))
    }

    /// What value, formula and look tell together.
    fn notes_of(
        &mut self,
        value: &Value,
        formula: Option<&str>,
        look: Option<&Look>,
    ) -> Notes {
        let mut notes = Notes::default();
        if let Some(look) = look {
            notes.add_if(look.struck, Note::Struck);
            let invisible = |look: &Look| look.is_invisible(&self.budget.theme);
            notes.add_if(invisible(look), Note::InvisibleInk);
            let is_figure = match value {
                Value::Number(_) | Value::Date(_) => true,
                Value::Text(text) => text.bytes().all(|byte| byte.is_ascii_digit()),
                Value::Bool(_) | Value::Error(_) | Value::Uncalculated => false,
            };
            let font = look.font.as_deref();
            notes.add_if(is_figure && writing::is_of_signs(font), Note::InvisibleInk);
            notes.add_if(is_figure && look.laid == Laid::Repeated, Note::Literal);
            if let Value::Number(number) = value {
                let of_format =
                    self.budget.formats.notes(*number, look.format.as_deref());
                notes = notes.union(of_format);
                let ink = self.budget.formats.ink(*number, look.format.as_deref());
                if ink.is_some() {
                    let look = Look { ink, points: None, ..look.clone() };
                    let vanishes = look.is_invisible(&self.budget.theme);
                    notes.add_if(vanishes, Note::InvisibleInk);
                }
            }
            let blank = look.format.as_deref().is_some_and(display::is_blank);
            notes.add_if(blank, Note::BlankFormat);
        }
        match value {
            Value::Error(_) => notes.add(Note::Error),
            Value::Uncalculated => notes.add(Note::Uncalculated),
            Value::Date(_) => notes.add(Note::Date),
            Value::Number(_) | Value::Text(_) | Value::Bool(_) => {}
        }
        let Some(formula) = formula else { return notes };
        let Calculation { by_hand, on_load } = self.budget.calculation;
        notes.add_if(by_hand, Note::ManualCalculation);
        let counts = match value {
            Value::Number(_) | Value::Bool(_) => true,
            Value::Text(text) => text.bytes().any(|byte| byte.is_ascii_digit()),
            Value::Date(_) | Value::Error(_) | Value::Uncalculated => false,
        };
        notes.add_if(on_load && counts, Note::Uncalculated);
        notes.add_if(formula::leaves_the_workbook(formula), Note::ExternalLink);
        notes
    }

    pub(super) fn merge(&mut self, region: CellRange) {
        let (first, last) = (region.first, region.last);
        let sane = last.row < limits::ROWS && last.col < limits::COLUMNS;
        let grows = first.row <= last.row && first.col <= last.col && first != last;
        if sane && grows && self.merged.len() < limits::MERGES {
            self.merged.push(region);
        }
    }

    /// Rows and columns that are hidden or have no size, in any order.
    pub(super) fn hide(&mut self, rows: Vec<u32>, cols: Vec<u32>) {
        (self.hidden_rows, self.hidden_cols) = (rows, cols);
    }

    /// Rows, also among those hidden, that a filter hides.
    pub(super) fn filter(&mut self, rows: Vec<u32>) {
        self.filtered_rows = rows;
    }

    /// What the window on the sheet does not show.
    pub(super) fn view(&mut self, view: View) {
        self.view = view;
    }

    /// How wide the columns are.
    pub(super) fn widths(&mut self, widths: Widths) {
        self.widths = widths.with_letters_of(std::mem::take(&mut self.widths));
    }

    /// A comment at a cell, cleaned as texts are.
    pub(super) fn comment(&mut self, at: Address, text: &str) -> Result<(), Unreadable> {
        let text: String = text.chars().take(limits::COMMENT_CHARS).collect();
        let text = charset::repair(&text, None).text().to_owned();
        if text.is_empty() || self.comments.len() >= limits::COMMENTS {
            return Ok(());
        }
        self.spend_text(text.len())?;
        self.comments.push((at, text));
        Ok(())
    }

    pub(super) fn finish(mut self) -> (Grid, Vec<Repaired>) {
        self.seen_through();
        let repairs = self.repairs.settle(&mut self.cells);
        let grid = Grid::new(self.cells, self.merged)
            .with_hidden(self.hidden_rows, self.hidden_cols)
            .with_filtered(&self.filtered_rows)
            .with_comments(self.comments);
        (self.widths.noted(grid), repairs)
    }

    fn spend_text(&mut self, bytes: usize) -> Result<(), Unreadable> {
        let left = self.budget.text.checked_sub(bytes);
        self.budget.text =
            left.ok_or_else(|| too_much("số byte chữ", limits::TEXT_BYTES))?;
        Ok(())
    }

    fn kept_formula(&mut self, formula: &str) -> String {
        let formula = formula.trim_start_matches('=');
        let kept = match formula.char_indices().nth(limits::FORMULA_CHARS) {
            Some((end, _)) => &formula[..end],
            None => formula,
        };
        if kept.len() > self.budget.formulas {
            return String::new();
        }
        self.budget.formulas -= kept.len();
        kept.to_owned()
    }
}

fn too_much(what: &str, limit: usize) -> Unreadable {
    Unreadable::too_large(what, limit)
}

#[cfg(test)]
mod tests {
    use super::super::repairs::RepairKind;
    use super::*;
    use charset::Encoding;

    fn cleaned(raw: &str) -> (Option<String>, Vec<RepairKind>) {
        let mut budget = Budget::new(Calculation::default());
        let mut draft = Draft::new(&mut budget);
        let at = Address::new(0, 0);
        draft
            .put(at, Value::Text(raw.to_owned()), About::default())
            .expect("a small cell");
        let (grid, repairs) = draft.finish();
        let text = grid.get(at).and_then(Cell::as_text).map(str::to_owned);
        (text, repairs.iter().map(|repaired| repaired.kind).collect())
    }

    #[test]
    fn accents_apart_become_letters_and_are_noted() {
        let (text, kinds) = cleaned("Na Ri\u{300}");
        assert_eq!(text.as_deref(), Some("Na Rì"));
        assert_eq!(kinds, [RepairKind::Decoded(Encoding::Decomposed)]);
    }

    #[test]
    fn a_no_break_space_becomes_a_space() {
        let (text, kinds) = cleaned("Gia\u{a0}đình");
        assert_eq!(text.as_deref(), Some("Gia đình"));
        assert_eq!(kinds, [RepairKind::Decoded(Encoding::Spaces)]);
    }

    #[test]
    fn white_space_alone_is_a_blank() {
        assert_eq!(cleaned(" \n "), (None, vec![]));
    }

    #[test]
    fn text_is_cut_just_above_what_a_cell_holds() {
        let (_, kinds) = cleaned(&"đ".repeat(limits::CELL_CHARS));
        assert_eq!(kinds, []);
        let (text, kinds) = cleaned(&"đ".repeat(limits::CELL_CHARS + 1));
        assert_eq!(text.map(|text| text.chars().count()), Some(limits::CELL_CHARS));
        assert_eq!(kinds, [RepairKind::Cut]);
    }

    #[test]
    fn a_cell_past_the_last_column_is_damage() {
        let mut budget = Budget::new(Calculation::default());
        let mut draft = Draft::new(&mut budget);
        let mut put = |col| {
            draft.put(Address::new(0, col), Value::Number(1.0), About::default()).is_ok()
        };
        assert!(put(limits::COLUMNS - 1));
        assert!(!put(limits::COLUMNS));
    }
}
