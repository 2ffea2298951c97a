//! What is laid over the cells of a sheet once all are there: formats on conditions,
//! and what its window does not show.

use super::Draft;
use crate::read::cell::Value;
use crate::read::conditions::{Rule, laid_over};
use crate::read::limits;
use crate::read::notes::Note;

/// What the window on a sheet leaves out, or shows in the place of something.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(in crate::read) struct View {
    /// A zero is shown as a blank.
    pub(in crate::read) without_zeros: bool,
    /// Formulas are shown, and no results.
    pub(in crate::read) with_formulas: bool,
}

impl Draft<'_> {
    /// Notes what formats on conditions hide or change; called after the cells.
    pub(in crate::read) fn conditions(&mut self, rules: &[Rule]) {
        let mut left = limits::CONDITION_STEPS;
        for rule in rules {
            let steps = rule.breadth().saturating_mul(self.cells.len());
            let Some(rest) = left.checked_sub(steps) else { return };
            left = rest;
            let overlay = &rule.overlay;
            for (at, cell) in &mut self.cells {
                if !rule.holds(*at, cell) {
                    continue;
                }
                let look = laid_over(overlay, self.grounds.get(at).copied());
                let vanishes =
                    overlay.ink.is_some() && look.is_invisible(&self.budget.theme);
                cell.notes.add_if(vanishes, Note::InvisibleInk);
                cell.notes.add_if(look.struck, Note::Struck);
                cell.notes.add_if(overlay.is_instead, Note::BlankFormat);
                if let Value::Number(number) = cell.value {
                    let format = look.format.as_deref();
                    let of_format = self.budget.formats.notes(number, format);
                    cell.notes = cell.notes.union(of_format);
                }
            }
        }
    }

    /// Puts what the window shows in the place of zeros and of results.
    pub(super) fn seen_through(&mut self) {
        let View { without_zeros, with_formulas } = self.view;
        if !without_zeros && !with_formulas {
            return;
        }
        for (_, cell) in &mut self.cells {
            if let Some(formula) = cell.formula.as_ref().filter(|_| with_formulas) {
                cell.screen = Some(format!("={formula}"));
                cell.notes.add(Note::Words);
            } else if without_zeros && cell.value == Value::Number(0.0) {
                cell.screen = Some(String::new());
            }
        }
    }
}
