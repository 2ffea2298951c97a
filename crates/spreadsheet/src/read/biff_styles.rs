//! How the cells of an old `.xls` look: fonts, number formats, grounds and the
//! palette, of BIFF5 and BIFF8.

use std::collections::BTreeMap;

use super::biff::u16_at;
use super::biff_strings::counted;
use super::letters_xml::{Letters, PATTERN};
use super::look::{Colour, Laid, Look};
use super::stretches::Fonts;
use super::styles_xml::{Style, built_in, date_kind};

/// What the records before the sheets say of looks.
#[derive(Debug)]
pub(super) struct Styles {
    fonts: Vec<(Letters, u16)>,
    formats: BTreeMap<u16, String>,
    cells: Vec<Told>,
    palette: Vec<Colour>,
}

/// What the record of a style refers to.
#[derive(Debug)]
struct Told {
    font: u16,
    format: u16,
    pattern: u16,
    fore: u16,
    laid: Laid,
}

/// The alignment that repeats what is in a cell.
pub(super) const FILLS: u8 = 4;

/// The first entry of the palette that a workbook may set.
const OWN_COLOURS: u16 = 8;

impl Styles {
    pub(super) fn new() -> Self {
        let (fonts, cells, palette) = (Vec::new(), Vec::new(), Vec::new());
        Self { fonts, formats: BTreeMap::new(), cells, palette }
    }

    /// Takes a record, if it is one of a style.
    pub(super) fn take(&mut self, kind: u16, data: &[u8], is_biff8: bool) {
        match kind {
            0x0031 if data.len() >= 16 => {
                let [height, flags, ink, escapement] =
                    [0, 2, 4, 8].map(|at| u16_at(data, at));
                let mut letters = Letters::of_record(height, flags, escapement);
                letters.name = Some(counted(&data[14..], 1, is_biff8));
                self.fonts.push((letters, ink));
            }
            0x041E if data.len() >= 4 => {
                let wide = if is_biff8 { 2 } else { 1 };
                let code = counted(&data[2..], wide, is_biff8);
                self.formats.insert(u16_at(data, 0), code);
            }
            0x00E0 if data.len() >= 4 => self.cells.push(Told::of(data, is_biff8)),
            0x0092 if data.len() >= 2 => {
                let colours = data[2..].chunks_exact(4);
                let colours = colours.map(|rgb| Colour::Rgb([rgb[0], rgb[1], rgb[2]]));
                self.palette = colours.take(usize::from(u16_at(data, 0))).collect();
            }
            _ => (),
        }
    }

    pub(super) fn palette(&self) -> &[Colour] {
        &self.palette
    }

    /// The fonts, and the looks by the number that cells have for them.
    pub(super) fn finish(self) -> (Fonts, Vec<Style>) {
        let mut fonts = Fonts::of_xls();
        let colour = |entry: u16| colour(&self.palette, entry);
        for (letters, ink) in self.fonts {
            fonts.push(Letters { ink: colour(ink), ..letters });
        }
        let styles = self.cells.iter().map(|told| {
            let id = u32::from(told.format);
            let own = self.formats.get(&told.format);
            let code = own.map(String::as_str).or(built_in(id)).map(str::to_owned);
            let letters = fonts.get(told.font).cloned().unwrap_or_default();
            let ground = ground(told.pattern.into(), colour(told.fore));
            let date = date_kind(id, own);
            let look = Look { laid: told.laid, ..Look::of_record(letters, code, ground) };
            Style { look, date }
        });
        let styles = styles.collect();
        (fonts, styles)
    }
}

/// A colour by its number, of a workbook's own palette before the usual one.
pub(super) fn colour(palette: &[Colour], entry: u16) -> Option<Colour> {
    let own = entry.checked_sub(OWN_COLOURS);
    let own = own.and_then(|own| palette.get(usize::from(own)).copied());
    own.or_else(|| Colour::of_palette(entry))
}

impl Told {
    fn of(data: &[u8], is_biff8: bool) -> Self {
        let at = |at: usize| data.get(at..at + 2).map_or(0, |_| u16_at(data, at));
        let (pattern, colours) =
            if is_biff8 { (at(16) >> 10, at(18)) } else { (at(10) & 0x3F, at(8)) };
        // Fills, turned, and of BIFF8 alone: shrinks to fit.
        let [align, turn] = at(6).to_le_bytes();
        let turn = if is_biff8 { turn } else { turn & 3 };
        let shrinks = is_biff8 && at(8) & 0x10 != 0;
        let laid = Laid::of(align & 7 == FILLS, turn != 0 || shrinks);
        Self { font: at(0), format: at(2), pattern, fore: colours & 0x7F, laid }
    }
}

/// The colour that a fill lays, where it is all of one.
pub(super) fn ground(pattern: u32, fore: Option<Colour>) -> Option<Colour> {
    match pattern {
        0 => None,
        1 => fore.or(Some(PATTERN)),
        _ => Some(PATTERN),
    }
}

impl Look {
    /// A look as the binary formats put it together.
    pub(super) fn of_record(
        letters: Letters,
        format: Option<String>,
        ground: Option<Colour>,
    ) -> Self {
        let Letters { name, points, struck, raised, ink } = letters;
        Self {
            format,
            font: name,
            points,
            struck,
            raised,
            laid: Laid::Usual,
            ink,
            ground,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn looks(is_biff8: bool, records: &[(u16, &[u8])]) -> Vec<Look> {
        let mut styles = Styles::new();
        for (kind, data) in records {
            styles.take(*kind, data, is_biff8);
        }
        styles.finish().1.into_iter().map(|style| style.look).collect()
    }

    #[test]
    fn letters_and_ground_have_the_colours_of_the_own_palette() {
        let mut font = vec![0xF0, 0, 8, 0, 9, 0, 0, 0, 1, 0, 0, 0, 0, 0, 1];
        font.extend([0, b'A']);
        let mut style = [0; 20];
        // A solid ground of colour 10, which the palette makes blue.
        (style[17], style[18]) = (1 << 2, 10);
        let palette = [3, 0, 0, 0, 0, 0, 255, 255, 255, 0, 0, 0, 255, 0];
        let looks = looks(true, &[(0x0031, &font), (0x0092, &palette), (0x00E0, &style)]);
        let expected = Look {
            format: Some("General".to_owned()),
            font: Some("A".to_owned()),
            points: Some(12.0),
            struck: true,
            raised: true,
            laid: Laid::Usual,
            ink: Colour::of_hex("FFFFFF"),
            ground: Colour::of_hex("0000FF"),
        };
        assert_eq!(looks, [expected]);
    }

    #[test]
    fn biff5_keeps_the_ground_elsewhere_and_short_records_have_none() {
        let mut style = [0; 16];
        (style[8], style[10]) = (9, 1);
        let ground = |style: &[u8]| looks(false, &[(0x00E0, style)])[0].ground;
        assert_eq!(ground(&style), Colour::of_hex("FFFFFF"));
        assert_eq!(ground(&style[..9]), None);
    }
}
