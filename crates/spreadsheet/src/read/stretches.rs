//! Fonts as the binary workbooks list them, and rich texts, in which a font holds
//! from one letter on to where the next begins.

use super::letters_xml::Letters;
use super::shared_strings::Rich;

/// From which letter of a text on, in units of UTF-16, which font holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Stretch {
    pub(super) from: u16,
    pub(super) font: u16,
}

/// The fonts of a workbook.
#[derive(Debug, Default)]
pub(super) struct Fonts {
    list: Vec<Letters>,
    /// Font 4 does not exist; those after it are numbered one too high.
    skips_fourth: bool,
}

/// Twentieths of a point, in which heights of letters are kept.
const TWENTIETHS: f64 = 20.0;
const STRUCK: u16 = 0x0008;

impl Letters {
    /// What `.xls` and `.xlsb` keep alike: height, flags and escapement.
    pub(super) fn of_record(height: u16, flags: u16, escapement: u16) -> Self {
        Self {
            points: (height > 0).then(|| f64::from(height) / TWENTIETHS),
            struck: flags & STRUCK != 0,
            raised: escapement != 0,
            ..Self::default()
        }
    }
}

impl Fonts {
    pub(super) fn of_xls() -> Self {
        Self { list: Vec::new(), skips_fourth: true }
    }

    pub(super) fn push(&mut self, letters: Letters) {
        self.list.push(letters);
    }

    pub(super) fn get(&self, font: u16) -> Option<&Letters> {
        let font = usize::from(font);
        self.list.get(if self.skips_fourth && font > 4 { font - 1 } else { font })
    }

    /// What the stretches of a text tell; before the first of them stands what has
    /// the look of the cell.
    pub(super) fn rich(&self, text: &str, stretches: &[Stretch]) -> Rich {
        let starts = starts(text, stretches);
        let mut rich = Rich::default();
        let first = starts.first().copied().unwrap_or(text.len());
        rich.take(text, 0..first, None);
        let ends = starts.iter().skip(1).copied().chain([text.len()]);
        for ((stretch, start), end) in stretches.iter().zip(&starts).zip(ends) {
            rich.take(text, *start..end, self.get(stretch.font));
        }
        rich
    }
}

/// Where stretches begin in bytes of their text; those out of order are empty.
fn starts(text: &str, stretches: &[Stretch]) -> Vec<usize> {
    let (mut units, mut letters) = (0, text.char_indices().peekable());
    let mut start = |from: usize| loop {
        match letters.peek() {
            None => return text.len(),
            Some((byte, _)) if units >= from => return *byte,
            Some((_, letter)) => {
                units += letter.len_utf16();
                letters.next();
            }
        }
    };
    stretches.iter().map(|stretch| start(usize::from(stretch.from))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::look::Run;

    fn fonts() -> Fonts {
        let mut fonts = Fonts::default();
        fonts.push(Letters::default());
        fonts.push(Letters::of_record(220, STRUCK, 0));
        fonts.push(Letters::of_record(220, 0, 1));
        fonts
    }

    fn stretches<const N: usize>(told: [(u16, u16); N]) -> [Stretch; N] {
        told.map(|(from, font)| Stretch { from, font })
    }

    #[test]
    fn stretches_are_counted_in_units_of_utf_16() {
        let rich = fonts().rich("𝟏ễ52", &stretches([(2, 1), (3, 0), (4, 2)]));
        let run = |bytes, struck, raised| Run { bytes, struck, raised };
        assert_eq!(rich.runs, [run(4..7, true, false), run(8..9, false, true)]);
        assert!(rich.is_partly_plain);
    }

    #[test]
    fn stretches_past_the_end_or_out_of_order_are_empty() {
        let rich = fonts().rich("12", &stretches([(1, 2), (0, 1), (9, 1)]));
        assert!(rich.runs.iter().all(|run| run.bytes.end <= 2), "{:?}", rich.runs);
        assert_eq!(fonts().rich("", &stretches([(0, 1)])).runs, []);
    }
}
