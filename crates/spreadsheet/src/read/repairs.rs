//! What was done to the texts of a sheet on their way in.

use serde::{Deserialize, Serialize};

use super::cell::{Cell, Value};
use super::limits;
use crate::place::Address;
use charset::{self, Encoding, Repair};

/// Longer texts are never doubtful: they have clear words.
const DOUBTFUL_BYTES: usize = 1_000;

/// What was done to a text on the way in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum RepairKind {
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
pub struct Repaired {
    pub kind: RepairKind,
    /// The first cell concerned, and its text before and after (shortened).
    pub at: Address,
    pub before: String,
    pub after: String,
    /// How many cells of the sheet were concerned.
    pub cells: u32,
}

/// The repairs of one sheet so far.
#[derive(Default)]
pub(super) struct Repairs {
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

impl Repairs {
    /// A text as Unicode, and what was done to it noted; `cell` is its number
    /// among the cells of the sheet.
    pub(super) fn clean(
        &mut self,
        (cell, at): (usize, Address),
        raw: &str,
        font: Option<&str>,
    ) -> String {
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
                    let raw = whole.to_owned();
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
    pub(super) fn settle(mut self, known: &mut [(Address, Cell)]) -> Vec<Repaired> {
        let cells = |encoding| {
            let of = |known: &&Repaired| known.kind == RepairKind::Decoded(encoding);
            self.repairs.iter().find(of).map_or(0, |known| known.cells)
        };
        let lean = match (cells(Encoding::Tcvn3), cells(Encoding::Vni)) {
            (0, 0) => return self.repairs,
            (tcvn3, vni) if tcvn3 >= vni => Encoding::Tcvn3,
            _ => Encoding::Vni,
        };
        for doubtful in std::mem::take(&mut self.doubtful) {
            let font = doubtful.font.as_deref();
            let again = charset::repair_with(&doubtful.raw, font, Some(lean));
            if let Repair::Decoded { text, encoding } = again {
                let (at, cell) = &mut known[doubtful.cell];
                let at = *at;
                cell.value = Value::Text(text.clone());
                self.note(RepairKind::Decoded(encoding), at, &doubtful.raw, &text);
            }
        }
        self.repairs
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
