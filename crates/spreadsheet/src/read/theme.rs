//! The colours of a workbook's theme, which styles name by number and make lighter
//! or darker.

use quick_xml::events::Event;

use super::look::Colour;
use super::sheets_xml::attribute;
use super::unreadable::Unreadable;
use super::xml_text;

/// The colours in the order in which styles count them.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Theme([[u8; 3]; 12]);

/// The names that a theme has for its colours, in the order of their numbers.
const NAMES: [&str; 12] = [
    "lt1", "dk1", "lt2", "dk2", "accent1", "accent2", "accent3", "accent4", "accent5",
    "accent6", "hlink", "folHlink",
];

impl Default for Theme {
    /// The theme that Office has had since 2013.
    fn default() -> Self {
        Self([
            [0xFF, 0xFF, 0xFF],
            [0x00, 0x00, 0x00],
            [0xE7, 0xE6, 0xE6],
            [0x44, 0x54, 0x6A],
            [0x44, 0x72, 0xC4],
            [0xED, 0x7D, 0x31],
            [0xA5, 0xA5, 0xA5],
            [0xFF, 0xC0, 0x00],
            [0x5B, 0x9B, 0xD5],
            [0x70, 0xAD, 0x47],
            [0x05, 0x63, 0xC1],
            [0x95, 0x4F, 0x72],
        ])
    }
}

impl Theme {
    /// Reads the part of a theme; what it does not tell is as usual.
    pub(super) fn read(text: &str) -> Result<Self, Unreadable> {
        let mut theme = Self::default();
        let mut xml = xml_text::reader(text);
        let mut slot = None;
        loop {
            match xml_text::next(&mut xml)? {
                Event::Start(element) | Event::Empty(element) => {
                    match element.local_name().as_ref() {
                        // A colour of the system with what it was at last.
                        told @ ("srgbClr" | "sysClr") => {
                            let name = if told == "sysClr" { "lastClr" } else { "val" };
                            let hex = attribute(&element, name);
                            let colour = hex.and_then(|hex| Colour::of_hex(&hex));
                            if let (Some(slot), Some(Colour::Rgb(rgb))) = (slot, colour) {
                                theme.0[slot] = rgb;
                            }
                        }
                        name => {
                            slot = NAMES.iter().position(|known| *known == name).or(slot);
                        }
                    }
                }
                Event::End(element) if element.local_name().as_ref() == "clrScheme" => {
                    return Ok(theme);
                }
                Event::Eof => return Ok(theme),
                _ => (),
            }
        }
    }

    /// The colour that another stands for; itself where the theme has none.
    pub(super) fn colour(&self, colour: Colour) -> Colour {
        let Colour::Theme(entry, tint) = colour else { return colour };
        let found = self.0.get(usize::from(entry));
        found.map_or(colour, |rgb| Colour::Rgb(tinted(*rgb, f64::from(tint) / 1000.0)))
    }
}

/// A colour made lighter, towards 1, or darker, towards -1 (ECMA-376, 18.8.19):
/// its lightness is changed, its hue and saturation stay.
fn tinted(rgb: [u8; 3], tint: f64) -> [u8; 3] {
    if tint == 0.0 {
        return rgb;
    }
    let parts = rgb.map(|part| f64::from(part) / 255.0);
    let most = parts.into_iter().fold(0.0, f64::max);
    let least = parts.into_iter().fold(1.0, f64::min);
    let light = f64::midpoint(most, least);
    let other =
        if tint < 0.0 { light * (1.0 + tint) } else { light + (1.0 - light) * tint };
    // How far a part may be from the lightness, before and after.
    let reach = |light: f64| light.min(1.0 - light);
    let stretch = if reach(light) > 0.0 { reach(other) / reach(light) } else { 0.0 };
    parts.map(|part| {
        let part = other + (part - light) * stretch;
        (part.clamp(0.0, 1.0) * 255.0).round() as u8
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_theme_tells_its_colours_and_keeps_the_usual_others() {
        let theme = Theme::read(concat!(
            "<a:theme><a:themeElements><a:clrScheme>",
            "<a:dk1><a:sysClr val='windowText' lastClr='111111'/></a:dk1>",
            "<a:lt1><a:sysClr val='window'/></a:lt1>",
            "<a:accent1><a:srgbClr val='4F81BD'/></a:accent1></a:clrScheme>",
            "<a:fmtScheme><a:accent2/><a:srgbClr val='FFFFFF'/></a:fmtScheme>",
            "</a:themeElements></a:theme>"
        ))
        .expect("well-formed");
        let of = |entry| theme.colour(Colour::of_theme(entry, 0.0));
        assert_eq!(of(0), Colour::Rgb([255; 3]));
        assert_eq!(of(1), Colour::Rgb([0x11; 3]));
        assert_eq!(of(4), Colour::Rgb([0x4F, 0x81, 0xBD]));
        assert_eq!(of(5), Colour::Rgb([0xED, 0x7D, 0x31]));
        assert_eq!(of(99), Colour::of_theme(99, 0.0));
    }

    /// The tints that Excel offers for the usual theme, by its own list.
    #[test]
    fn tints_are_those_of_excel() {
        let theme = Theme::default();
        let of = |entry, tint| theme.colour(Colour::of_theme(entry, tint));
        for (entry, tint, hex) in [
            (0, -0.0499, "F2F2F2"),
            (0, -0.1499, "D9D9D9"),
            (0, -1.0, "000000"),
            (1, 1.0, "FFFFFF"),
            (1, 0.4999, "7F7F7F"),
            (4, 0.7999, "DAE3F3"),
            (4, -0.2499, "2F5597"),
        ] {
            let expected = Colour::of_hex(hex).expect("a colour");
            let (Colour::Rgb(one), Colour::Rgb(other)) = (of(entry, tint), expected)
            else {
                panic!("a colour of the theme");
            };
            let near = one.iter().zip(other).all(|(a, b)| a.abs_diff(b) <= 2);
            assert!(near, "{hex}: {one:?}");
        }
    }
}
