//! Gathers the cells of one sheet while a format's reader streams them.
//!
//! Every reader hands its cells to a [`Draft`], so that limits, text cleaning
//! and the record of what was cleaned are the same for all formats.

use serde::{Deserialize, Serialize};

use super::cell::{Cell, Value};
use super::charset::{self, Encoding, Repair};
use super::grid::Grid;
use super::limits;
use super::unreadable::Unreadable;
use crate::place::{Address, CellRange};

/// Longer texts are never doubtful: they have clear words.
const DOUBTFUL_BYTES: usize = 1_000;

/// What was done to a text on the way in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum RepairKind {
    /// Decoded or composed; the encoding says from what.
    Decoded(Encoding),
    /// A former conversion lost letters for good; the text is as far as it
    /// can be read.
    Lost,
    /// Longer than a cell can be; cut.
    Cut,
}

/// One kind of repair on one sheet, with its first example.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Repaired {
    pub(crate) kind: RepairKind,
    /// The first cell concerned, and its text before and after (shortened).
    pub(crate) at: Address,
    pub(crate) before: String,
    pub(crate) after: String,
    /// How many cells of the sheet were concerned.
    pub(crate) cells: u32,
}

/// What the sheets of one workbook may still take.
pub(super) struct Budget {
    cells: usize,
    text: usize,
    formulas: usize,
}

/// What a reader knows of a cell beside its value.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct About<'a> {
    pub(super) formula: Option<&'a str>,
    pub(super) format: Option<&'a str>,
    pub(super) font: Option<&'a str>,
}

/// The sheet so far.
pub(super) struct Draft<'a> {
    budget: &'a mut Budget,
    cells: Vec<(Address, Cell)>,
    merged: Vec<CellRange>,
    hidden_rows: Vec<u32>,
    hidden_cols: Vec<u32>,
    repairs: Vec<Repaired>,
    doubtful: Vec<Doubtful>,
}

/// A text that was left alone but could be read otherwise, if its sheet turns
/// out to be typed in a legacy encoding.
struct Doubtful {
    cell: usize,
    raw: String,
    font: Option<String>,
}

impl Budget {
    pub(super) fn new() -> Self {
        Self {
            cells: limits::CELLS,
            text: limits::TEXT_BYTES,
            formulas: limits::FORMULA_BYTES,
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
            repairs: Vec::new(),
            doubtful: Vec::new(),
        }
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
            return Err(Unreadable::damaged(
                "có ô nằm ngoài phạm vi trang tính của Excel",
            ));
        }
        // Blanks count too: a file may repeat a blank without end.
        self.budget.cells = self
            .budget
            .cells
            .checked_sub(1)
            .ok_or_else(|| too_much("số ô có dữ liệu", limits::CELLS))?;
        let value = match value {
            Value::Text(text) => {
                let text = self.clean(at, &text, about.font);
                if text.is_empty() {
                    return Ok(());
                }
                self.spend_text(text.len())?;
                Value::Text(text)
            }
            // XML may spell "NaN" or "1e999"; no cell of Excel holds either.
            Value::Number(number) if !number.is_finite() => {
                Value::Error("#NUM!".to_owned())
            }
            other => other,
        };
        let formula = about.formula.map(|formula| self.kept_formula(formula));
        let format: Option<String> = about
            .format
            .filter(|format| {
                !format.eq_ignore_ascii_case("general") && !format.is_empty()
            })
            .map(|format| format.chars().take(limits::FORMAT_CHARS).collect());
        self.spend_text(format.as_ref().map_or(0, String::len))?;
        self.cells.push((at, Cell { value, formula, format }));
        Ok(())
    }

    pub(super) fn merge(&mut self, region: CellRange) {
        let (first, last) = (region.first, region.last);
        let sane = last.row < limits::ROWS && last.col < limits::COLUMNS;
        let grows = first.row <= last.row && first.col <= last.col && first != last;
        if sane && grows && self.merged.len() < limits::MERGES {
            self.merged.push(region);
        }
    }

    pub(super) fn hide(&mut self, rows: Vec<u32>, cols: Vec<u32>) {
        (self.hidden_rows, self.hidden_cols) = (rows, cols);
    }

    pub(super) fn finish(mut self) -> (Grid, Vec<Repaired>) {
        self.settle_doubts();
        let grid = Grid::new(self.cells, self.merged);
        (grid.with_hidden(self.hidden_rows, self.hidden_cols), self.repairs)
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

    fn clean(&mut self, at: Address, raw: &str, font: Option<&str>) -> String {
        let whole = match raw.char_indices().nth(limits::CELL_CHARS) {
            Some((end, _)) => &raw[..end],
            None => raw,
        };
        let repair = charset::repair(whole, font);
        let text = repair.text().to_owned();
        if whole.len() < raw.len() {
            self.note(RepairKind::Cut, at, whole, &text);
        }
        match repair {
            Repair::Clean(_) => {
                // Legacy codes are letters of Latin-1.
                let latin = |letter: char| ('\u{80}'..='\u{ff}').contains(&letter);
                if whole.len() <= DOUBTFUL_BYTES
                    && whole.contains(latin)
                    && !text.is_empty()
                {
                    let (cell, raw) = (self.cells.len(), whole.to_owned());
                    self.doubtful.push(Doubtful {
                        cell,
                        raw,
                        font: font.map(str::to_owned),
                    });
                }
            }
            Repair::Decoded { encoding, .. } => {
                self.note(RepairKind::Decoded(encoding), at, whole, &text);
            }
            Repair::Lost(_) => self.note(RepairKind::Lost, at, whole, &text),
        }
        text
    }

    /// Looks again at doubtful texts in the light of the whole sheet.
    fn settle_doubts(&mut self) {
        let cells = |encoding| {
            let of = |known: &&Repaired| known.kind == RepairKind::Decoded(encoding);
            self.repairs.iter().find(of).map_or(0, |known| known.cells)
        };
        let lean = match (cells(Encoding::Tcvn3), cells(Encoding::Vni)) {
            (0, 0) => return,
            (tcvn3, vni) if tcvn3 >= vni => Encoding::Tcvn3,
            _ => Encoding::Vni,
        };
        for doubtful in std::mem::take(&mut self.doubtful) {
            let font = doubtful.font.as_deref();
            let again = charset::repair_with(&doubtful.raw, font, Some(lean));
            if let Repair::Decoded { text, encoding } = again {
                let (at, cell) = &mut self.cells[doubtful.cell];
                let at = *at;
                cell.value = Value::Text(text.clone());
                self.note(RepairKind::Decoded(encoding), at, &doubtful.raw, &text);
            }
        }
    }

    fn note(&mut self, kind: RepairKind, at: Address, before: &str, after: &str) {
        if let Some(known) = self.repairs.iter_mut().find(|known| known.kind == kind) {
            known.cells = known.cells.saturating_add(1);
            return;
        }
        let short = |text: &str| text.chars().take(80).collect();
        let (before, after) = (short(before), short(after));
        self.repairs.push(Repaired { kind, at, before, after, cells: 1 });
    }
}

fn too_much(what: &str, limit: usize) -> Unreadable {
    Unreadable::too_large(what, limit)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cleaned(raw: &str) -> (Option<String>, Vec<RepairKind>) {
        let mut budget = Budget::new();
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
        let mut budget = Budget::new();
        let mut draft = Draft::new(&mut budget);
        let mut put = |col| {
            draft.put(Address::new(0, col), Value::Number(1.0), About::default()).is_ok()
        };
        assert!(put(limits::COLUMNS - 1));
        assert!(!put(limits::COLUMNS));
    }
}
