//! The styles and the shared texts of an `.xlsb`.

use std::collections::BTreeMap;

use super::biff_styles::{FILLS, ground};
use super::conditions::Overlay;
use super::letters_xml::{Letters, Palette};
use super::limits;
use super::look::{Colour, Laid, Look};
use super::records12::{Record12, Records};
use super::shared_strings::Strings;
use super::stretches::{Fonts, Stretch};
use super::styles_xml::{Style, built_in, date_kind};
use super::unreadable::Unreadable;
use super::xlsb_conditions;
use super::xml_text::cut_off;

const FONT: u32 = 43;
const FORMAT: u32 = 44;
const FILL: u32 = 45;
const STYLE: u32 = 47;
const OWN_COLOUR: u32 = 475;
const OVERLAY: u32 = 507;
const CELL_STYLES_BEGIN: u32 = 617;
const CELL_STYLES_END: u32 = 618;
const TEXT: u32 = 19;
const TEXTS_END: u32 = 160;

/// The styles of a workbook.
#[derive(Debug, Default)]
pub(super) struct Styles {
    pub(super) fonts: Fonts,
    cells: Vec<Style>,
    /// What rules of conditional formatting lay over cells.
    overlays: Vec<Overlay>,
    usual: Style,
}

/// The lists that styles refer to.
#[derive(Default)]
struct Lists<'p> {
    /// Looks that rules lay over cells.
    overlays: Vec<Record12<'p>>,
    fonts: Vec<(Letters, ColourRecord)>,
    formats: BTreeMap<u32, String>,
    fills: Vec<(u32, ColourRecord)>,
    /// Number format, font and fill of each style of cells, and how it is laid.
    cells: Vec<([u16; 3], Laid)>,
    palette: Palette,
}

/// A colour as a record has it.
type ColourRecord = [u8; 8];

impl Styles {
    pub(super) fn read(part: &[u8]) -> Result<Self, Unreadable> {
        let mut lists = Lists::default();
        let mut of_cells = false;
        let mut records = Records::new(part);
        while let Some(record) = records.next()? {
            match record.kind {
                CELL_STYLES_BEGIN => of_cells = true,
                CELL_STYLES_END => of_cells = false,
                STYLE if !of_cells => (),
                _ => lists.take(&record),
            }
        }
        Ok(lists.settled())
    }

    pub(super) fn overlays(&self) -> &[Overlay] {
        &self.overlays
    }

    /// A style by its index; one that is not there is the usual one.
    pub(super) fn get(&self, index: u32) -> &Style {
        self.cells.get(index as usize).unwrap_or(&self.usual)
    }
}

impl<'p> Lists<'p> {
    fn take(&mut self, record: &Record12<'p>) {
        match record.kind {
            OVERLAY if self.overlays.len() < limits::STYLES => {
                self.overlays.push(*record);
            }
            FONT => self.fonts.push(font(record)),
            FORMAT => {
                let told = record.u16(0).zip(record.text(2));
                self.formats.extend(told.map(|(id, (code, _))| {
                    (id.into(), code.chars().take(limits::FORMAT_CHARS).collect())
                }));
            }
            FILL => {
                let pattern = record.u32(0).unwrap_or(0);
                self.fills.push((pattern, colour_record(record, 4)));
            }
            STYLE => {
                let told = [2, 4, 6].map(|at| record.u16(at).unwrap_or(0));
                let [turn, align, more] =
                    [10, 12, 13].map(|at| record.byte(at).unwrap_or(0));
                let laid = Laid::of(align & 7 == FILLS, turn != 0 || more & 1 != 0);
                self.cells.push((told, laid));
            }
            OWN_COLOUR => {
                let [red, green, blue] = [0, 1, 2].map(|at| record.byte(at).unwrap_or(0));
                self.palette.push(Colour::Rgb([red, green, blue]));
            }
            _ => (),
        }
    }

    fn settled(mut self) -> Styles {
        let mut styles = Styles::default();
        for (letters, ink) in std::mem::take(&mut self.fonts) {
            styles.fonts.push(Letters { ink: self.colour(ink), ..letters });
        }
        styles.cells =
            self.cells.iter().map(|cell| self.style(*cell, &styles.fonts)).collect();
        let overlays = self.overlays.iter();
        let overlay =
            |record| xlsb_conditions::overlay(record, |colour| self.colour(colour));
        styles.overlays = overlays.map(overlay).collect();
        styles.usual = styles.cells.first().cloned().unwrap_or_default();
        styles
    }

    fn style(
        &self,
        ([format, font, fill], laid): ([u16; 3], Laid),
        fonts: &Fonts,
    ) -> Style {
        let id = u32::from(format);
        let own = self.formats.get(&id);
        let code = own.map(String::as_str).or(built_in(id)).map(str::to_owned);
        let letters = fonts.get(font).cloned().unwrap_or_default();
        let fill = self.fills.get(usize::from(fill));
        let ground =
            fill.and_then(|(pattern, fore)| ground(*pattern, self.colour(*fore)));
        let date = date_kind(id, own);
        let look = Look { laid, ..Look::of_record(letters, code, ground) };
        Style { look, date }
    }

    fn colour(&self, record: ColourRecord) -> Option<Colour> {
        let [kind, index, tint, sign, red, green, blue, _] = record;
        // The lowest bit tells whether the three colours are filled in.
        match kind >> 1 {
            1 => {
                let own = self.palette.get(usize::from(index)).copied();
                own.or_else(|| Colour::of_palette(index.into()))
            }
            2 => Some(Colour::Rgb([red, green, blue])),
            3 => {
                let tint = f64::from(i16::from_le_bytes([tint, sign])) / 32_767.0;
                Some(Colour::of_theme(index, tint))
            }
            _ => None,
        }
    }
}

fn font(record: &Record12<'_>) -> (Letters, ColourRecord) {
    let [height, flags, escapement] = [0, 2, 6].map(|at| record.u16(at).unwrap_or(0));
    let mut letters = Letters::of_record(height, flags, escapement);
    let name = record.text(21);
    letters.name = name.map(|(name, _)| name.chars().take(limits::FONT_CHARS).collect());
    (letters, colour_record(record, 12))
}

fn colour_record(record: &Record12<'_>, at: usize) -> ColourRecord {
    let bytes = record.data.get(at..at + 8).and_then(|bytes| bytes.try_into().ok());
    bytes.unwrap_or_default()
}

/// All shared texts; half a table is no table.
pub(super) fn shared_texts(part: &[u8], fonts: &Fonts) -> Result<Strings, Unreadable> {
    let mut strings = Strings::default();
    let mut records = Records::new(part);
    while let Some(record) = records.next()? {
        match record.kind {
            TEXT => {
                let (text, stretches) = rich_text(&record, 0).ok_or_else(cut_off)?;
                let rich = (!stretches.is_empty()).then(|| fonts.rich(&text, &stretches));
                strings.push(&text, rich);
            }
            TEXTS_END => return Ok(strings),
            _ => (),
        }
    }
    Err(cut_off())
}

/// A text with flags before it, and its stretches if it has some.
pub(super) fn rich_text(
    record: &Record12<'_>,
    at: usize,
) -> Option<(String, Vec<Stretch>)> {
    const IS_RICH: u8 = 1;
    let (text, end) = record.text(at + 1)?;
    if record.byte(at)? & IS_RICH == 0 {
        return Some((text, Vec::new()));
    }
    let count = record.u32(end)? as usize;
    let stretches = record.data.get(end + 4..).unwrap_or_default().chunks_exact(4);
    let stretches = stretches.take(count).map(|stretch| Stretch {
        from: u16::from_le_bytes([stretch[0], stretch[1]]),
        font: u16::from_le_bytes([stretch[2], stretch[3]]),
    });
    Some((text, stretches.collect()))
}
