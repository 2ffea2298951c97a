//! Fonts as the binary workbooks list them, and rich texts, in which a font holds
//! from one letter on to where the next begins.

use super::look::{Colour, Look, Run};

/// One entry of the list of fonts.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Face {
    pub(super) name: Option<String>,
    pub(super) points: Option<f64>,
    pub(super) struck: bool,
    pub(super) raised: bool,
    pub(super) ink: Option<Colour>,
}

/// From which letter of a text on, in units of UTF-16, which font holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Stretch {
    pub(super) from: u16,
    pub(super) font: u16,
}

/// The fonts of a workbook.
#[derive(Debug, Default)]
pub(super) struct Faces {
    list: Vec<Face>,
    /// Font 4 does not exist; those after it are numbered one too high.
    skips_fourth: bool,
}

/// A rich text in its cell: its stretches, and the look of the rest where that is
/// not the look of the cell.
#[derive(Debug, Default)]
pub(super) struct Rich {
    pub(super) look: Option<Look>,
    pub(super) runs: Vec<Run>,
}

/// Twentieths of a point, in which heights of letters are kept.
const TWENTIETHS: f64 = 20.0;
const STRUCK: u16 = 0x0008;
const RAISED: u16 = 1;

impl Face {
    /// What `.xls` and `.xlsb` keep alike: height, flags and escapement.
    pub(super) fn new(height: u16, flags: u16, escapement: u16) -> Self {
        Self {
            points: (height > 0).then(|| f64::from(height) / TWENTIETHS),
            struck: flags & STRUCK != 0,
            raised: escapement == RAISED,
            ..Self::default()
        }
    }
}

impl Faces {
    pub(super) fn of_xls() -> Self {
        Self { list: Vec::new(), skips_fourth: true }
    }

    pub(super) fn push(&mut self, face: Face) {
        self.list.push(face);
    }

    pub(super) fn get(&self, font: u16) -> Option<&Face> {
        let font = usize::from(font);
        self.list.get(if self.skips_fourth && font > 4 { font - 1 } else { font })
    }

    /// Whether any of them makes a stretch of a text that does not count.
    pub(super) fn any_marks(&self) -> bool {
        self.list.iter().any(|face| face.struck || face.raised)
    }

    /// The stretches of a text in a cell of this look.
    pub(super) fn rich(
        &self,
        text: &str,
        stretches: &[Stretch],
        look: Option<&Look>,
    ) -> Rich {
        let mut ends: Vec<usize> =
            stretches.iter().map(|stretch| usize::from(stretch.from)).collect();
        to_bytes(text, &mut ends);
        let Some(first) = ends.first().copied() else { return Rich::default() };
        let mut runs = Vec::new();
        // Before the first stretch stands what has the look of the cell.
        let struck = look.is_some_and(|look| look.struck);
        runs.push(Run { bytes: 0..first, struck, raised: false });
        for (index, stretch) in stretches.iter().enumerate() {
            let end = ends.get(index + 1).copied().unwrap_or(text.len());
            let face = self.get(stretch.font);
            runs.push(Run {
                bytes: ends[index]..end.max(ends[index]),
                struck: face.is_some_and(|face| face.struck),
                raised: face.is_some_and(|face| face.raised),
            });
        }
        runs.retain(|run| !run.bytes.is_empty());
        Rich::in_look(look, runs)
    }
}

impl Rich {
    /// Runs that cover their whole text, in a cell of this look: where a part of
    /// the text is not struck through, not all of the cell is.
    pub(super) fn in_look(look: Option<&Look>, runs: Vec<Run>) -> Self {
        let partly = runs.iter().any(|run| !run.struck);
        let look = look
            .filter(|look| look.struck && partly)
            .map(|look| Look { struck: false, ..look.clone() });
        Self { look, runs }
    }
}

/// Turns places in units of UTF-16, in order, into places in bytes.
fn to_bytes(text: &str, places: &mut [usize]) {
    let (mut units, mut letters) = (0, text.char_indices().peekable());
    for place in places {
        let byte = loop {
            match letters.peek() {
                None => break text.len(),
                Some((byte, _)) if units >= *place => break *byte,
                Some((_, letter)) => {
                    units += letter.len_utf16();
                    letters.next();
                }
            }
        };
        *place = byte;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn faces() -> Faces {
        let mut faces = Faces::default();
        faces.push(Face::default());
        faces.push(Face::new(220, STRUCK, 0));
        faces.push(Face::new(220, 0, RAISED));
        faces
    }

    #[test]
    fn stretches_are_counted_in_units_of_utf_16() {
        let stretches =
            [(2, 1), (3, 0), (4, 2)].map(|(from, font)| Stretch { from, font });
        let rich = faces().rich("𝟏ễ52", &stretches, None);
        let of = |what: fn(&Run) -> bool| {
            rich.runs
                .iter()
                .filter(|run| what(run))
                .map(|run| run.bytes.clone())
                .collect()
        };
        let (struck, raised): (Vec<_>, Vec<_>) =
            (of(|run| run.struck), of(|run| run.raised));
        assert_eq!((struck, raised), (vec![4..7], vec![8..9]));
    }

    #[test]
    fn a_struck_cell_with_a_live_stretch_is_struck_in_part() {
        let cell = Look { struck: true, ..Look::default() };
        let live = [Stretch { from: 5, font: 0 }];
        let rich = faces().rich("3337 3340", &live, Some(&cell));
        assert_eq!(rich.look.map(|look| look.struck), Some(false));
        assert_eq!((rich.runs[0].bytes.clone(), rich.runs[0].struck), (0..5, true));
        let all = faces().rich("3337", &[Stretch { from: 9, font: 0 }], Some(&cell));
        assert_eq!(all.look, None);
    }
}
