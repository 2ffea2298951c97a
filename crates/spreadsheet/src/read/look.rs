//! How a cell is formatted, as far as that decides what a person sees in it: one
//! style for all formats of workbooks.

use std::ops::Range;

use super::theme::Theme;

/// The look of the cells of one style.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Look {
    /// Number format code, where it is known.
    pub(super) format: Option<String>,
    /// Name of the font.
    pub(super) font: Option<String>,
    /// Size of the letters in points.
    pub(super) points: Option<f64>,
    pub(super) struck: bool,
    pub(super) raised: bool,
    pub(super) laid: Laid,
    /// Colour of the letters; nothing for the usual one.
    pub(super) ink: Option<Colour>,
    /// Colour of the ground; nothing where none is laid.
    pub(super) ground: Option<Colour>,
}

/// How letters are laid into their cell, as far as that matters.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum Laid {
    /// A number too wide for its column is `####`.
    #[default]
    Usual,
    /// Made to fit, or turned: `####` does not show.
    Fitting,
    /// Written again and again until the cell is full: `11` is `111111`.
    Repeated,
}

/// A colour as a style names it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Colour {
    Rgb([u8; 3]),
    /// An entry of the theme with its tint in thousandths.
    Theme(u8, i32),
}

/// Colours so near to each other nobody tells apart on paper.
const NEAR: u8 = 16;
/// Nor those of one shade that are a little farther apart and equally light: white
/// letters on the pale yellow of our own forms.
const ALIKE: u8 = 64;
const CONTRAST: f64 = 1.15;
const WHITE: Colour = Colour::Rgb([255; 3]);
const BLACK: Colour = Colour::Rgb([0; 3]);

impl Colour {
    /// An entry of a theme, made lighter or darker.
    pub(super) fn of_theme(entry: u8, tint: f64) -> Self {
        // Thousandths of a tint between -1 and 1.
        Self::Theme(entry, (tint.clamp(-1.0, 1.0) * 1000.0).round() as i32)
    }

    /// `FF0000`, `FFFF0000` with an alpha before it, or `#ff0000`.
    pub(super) fn of_hex(text: &str) -> Option<Self> {
        let digits = text.trim_start_matches('#');
        let digits = if digits.len() == 8 { digits.get(2..)? } else { digits };
        let part = |at: usize| u8::from_str_radix(digits.get(at..at + 2)?, 16).ok();
        (digits.len() == 6).then_some(())?;
        Some(Self::Rgb([part(0)?, part(2)?, part(4)?]))
    }

    /// An entry of the palette of old: 8 to 63; 0 to 7 are the first eight again,
    /// 64 is the letters' own colour and 65 the ground's.
    pub(super) fn of_palette(entry: u16) -> Option<Self> {
        let entry = usize::from(entry);
        let rgb = match entry {
            0..=7 => PALETTE[entry],
            8..=63 => PALETTE[entry - 8],
            65 => 0xFF_FFFF,
            _ => return None,
        };
        let [_, red, green, blue] = rgb.to_be_bytes();
        Some(Self::Rgb([red, green, blue]))
    }

    fn is_near(self, other: Self) -> bool {
        match (self, other) {
            (Self::Rgb(one), Self::Rgb(other)) => {
                let differs = one.iter().zip(other).map(|(a, b)| a.abs_diff(b)).max();
                let pale = || contrast(one, other) < CONTRAST;
                differs.is_some_and(|most| most <= NEAR || most <= ALIKE && pale())
            }
            (one, other) => one == other,
        }
    }
}

/// How much lighter the lighter of two colours is, as WCAG reckons it: 1 is not at
/// all, 21 is black on white.
fn contrast(one: [u8; 3], other: [u8; 3]) -> f64 {
    let light = |rgb: [u8; 3]| {
        let [red, green, blue] = rgb.map(|part| (f64::from(part) / 255.0).powi(2));
        0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05
    };
    let (one, other) = (light(one), light(other));
    if one > other { one / other } else { other / one }
}

impl Laid {
    /// What a style says, that it fills the cell or that it makes things fit.
    pub(super) fn of(fills: bool, fits: bool) -> Self {
        match (fills, fits) {
            (true, _) => Self::Repeated,
            (false, true) => Self::Fitting,
            (false, false) => Self::Usual,
        }
    }
}

impl Look {
    /// Whether letters of this look cannot be seen on their ground.
    pub(super) fn is_invisible(&self, theme: &Theme) -> bool {
        if self.points.is_some_and(is_tiny) {
            return true;
        }
        let [ink, ground] = [self.ink.unwrap_or(BLACK), self.ground.unwrap_or(WHITE)]
            .map(|colour| theme.colour(colour));
        ink.is_near(ground)
    }
}

/// Letters so small, in points, that nobody reads them.
pub(super) fn is_tiny(points: f64) -> bool {
    points < 4.0
}

/// A stretch of a rich text, in bytes of it, that has a look of its own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Run {
    pub(super) bytes: Range<usize>,
    pub(super) struck: bool,
    pub(super) raised: bool,
}

/// The palette of Excel 97, entries 8 to 63 (\[MS-XLS\] 2.5.161 `Icv`).
const PALETTE: [u32; 56] = [
    0x00_0000, 0xFF_FFFF, 0xFF_0000, 0x00_FF00, 0x00_00FF, 0xFF_FF00, 0xFF_00FF,
    0x00_FFFF, 0x80_0000, 0x00_8000, 0x00_0080, 0x80_8000, 0x80_0080, 0x00_8080,
    0xC0_C0C0, 0x80_8080, 0x99_99FF, 0x99_3366, 0xFF_FFCC, 0xCC_FFFF, 0x66_0066,
    0xFF_8080, 0x00_66CC, 0xCC_CCFF, 0x00_0080, 0xFF_00FF, 0xFF_FF00, 0x00_FFFF,
    0x80_0080, 0x80_0000, 0x00_8080, 0x00_00FF, 0x00_CCFF, 0xCC_FFFF, 0xCC_FFCC,
    0xFF_FF99, 0x99_CCFF, 0xFF_99CC, 0xCC_99FF, 0xFF_CC99, 0x33_66FF, 0x33_CCCC,
    0x99_CC00, 0xFF_CC00, 0xFF_9900, 0xFF_6600, 0x66_6699, 0x96_9696, 0x00_3366,
    0x33_9966, 0x00_3300, 0x33_3300, 0x99_3300, 0x99_3366, 0x33_3399, 0x33_3333,
];

#[cfg(test)]
mod tests {
    use super::*;

    fn look(ink: Option<Colour>, ground: Option<Colour>) -> Look {
        Look { ink, ground, ..Look::default() }
    }

    #[test]
    fn white_on_white_is_invisible_and_white_on_blue_is_not() {
        let white = Colour::of_hex("FFFFFFFF");
        assert!(look(white, None).is_invisible(&Theme::default()));
        assert!(look(Colour::of_hex("FEFEFE"), None).is_invisible(&Theme::default()));
        assert!(!look(white, Colour::of_hex("0000FF")).is_invisible(&Theme::default()));
        assert!(!look(None, None).is_invisible(&Theme::default()));
        assert!(look(white, Colour::of_hex("FFF8DC")).is_invisible(&Theme::default()));
        assert!(!look(white, Colour::of_hex("FFFF00")).is_invisible(&Theme::default()));
        assert!(!look(Colour::of_hex("D9D9D9"), None).is_invisible(&Theme::default()));
        let theme = Some(Colour::of_theme(4, 0.4));
        assert!(look(theme, theme).is_invisible(&Theme::default()));
        assert!(
            look(Some(Colour::of_theme(0, 0.0)), None).is_invisible(&Theme::default())
        );
        assert_eq!(Colour::of_palette(9), Colour::of_hex("FFFFFF"));
        let of_size = |points| Look { points: Some(points), ..Look::default() };
        assert!(
            of_size(1.0).is_invisible(&Theme::default())
                && !of_size(6.0).is_invisible(&Theme::default())
        );
    }
}
