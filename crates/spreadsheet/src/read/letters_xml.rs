//! Fonts, grounds and colours, as styles of an `.xlsx` and stretches of its texts
//! tell them.

use quick_xml::events::{BytesStart, Event};

use super::limits;
use super::look::{Colour, Laid};
use super::sheets_xml::attribute;
use super::unreadable::Unreadable;
use super::xml_text::{self, Xml, is_true};

/// What a font says, in a style or in a stretch of a rich text.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Letters {
    pub(super) name: Option<String>,
    pub(super) points: Option<f64>,
    pub(super) struck: bool,
    /// Raised or lowered: not on the line of the rest.
    pub(super) raised: bool,
    pub(super) ink: Option<Colour>,
}

/// Colours of the workbook's own in the place of the usual palette.
pub(super) type Palette = Vec<Colour>;

/// A ground of which nothing is known, so that no letters vanish on it.
pub(super) const PATTERN: Colour = Colour::Theme(u8::MAX, 0);

/// Colours of the workbook's own; they stand behind the styles that use them.
pub(super) fn palette(text: &str) -> Result<Palette, Unreadable> {
    let found = text.find("indexedColors").and_then(|at| text[..at].rfind('<'));
    let Some(start) = found else { return Ok(Palette::new()) };
    let mut xml = xml_text::reader(&text[start..]);
    let mut palette = Palette::new();
    loop {
        match xml_text::next(&mut xml)? {
            Event::Start(element) | Event::Empty(element)
                if element.local_name().as_ref() == "rgbColor" && palette.len() < 64 =>
            {
                let colour =
                    attribute(&element, "rgb").and_then(|text| Colour::of_hex(&text));
                palette.push(colour.unwrap_or(PATTERN));
            }
            Event::End(element) if element.local_name().as_ref() == "indexedColors" => {
                return Ok(palette);
            }
            Event::Eof => return Ok(palette),
            _ => (),
        }
    }
}

/// A font just entered, or the properties of a stretch of rich text.
pub(super) fn letters(
    xml: &mut Xml<'_>,
    is_whole: bool,
    palette: &Palette,
) -> Result<Letters, Unreadable> {
    let mut letters = Letters::default();
    if is_whole {
        return Ok(letters);
    }
    while let Some((element, is_whole)) = xml_text::child(xml)? {
        let value = || attribute(&element, "val");
        match element.local_name().as_ref() {
            "name" | "rFont" => {
                letters.name =
                    value().map(|name| name.chars().take(limits::FONT_CHARS).collect());
            }
            "sz" => letters.points = value().and_then(|text| text.trim().parse().ok()),
            "strike" => letters.struck = value().is_none_or(|text| is_true(&text)),
            "vertAlign" => {
                letters.raised = value()
                    .is_some_and(|text| matches!(&*text, "superscript" | "subscript"));
            }
            "color" => letters.ink = colour(&element, palette),
            _ => (),
        }
        if !is_whole {
            xml_text::skip(xml, &element)?;
        }
    }
    Ok(letters)
}

/// The ground that a fill just entered lays; nothing where it lays none.
pub(super) fn ground(
    xml: &mut Xml<'_>,
    is_whole: bool,
    palette: &Palette,
) -> Result<Option<Colour>, Unreadable> {
    let (mut ground, mut depth) = (None, usize::from(!is_whole));
    let mut is_solid = false;
    while depth > 0 {
        let (element, is_whole) = match xml_text::next(xml)? {
            Event::Start(element) => (element, false),
            Event::Empty(element) => (element, true),
            Event::End(_) => {
                depth -= 1;
                continue;
            }
            Event::Eof => return Err(xml_text::cut_off()),
            _ => continue,
        };
        depth += usize::from(!is_whole);
        match element.local_name().as_ref() {
            "patternFill" => {
                let pattern = attribute(&element, "patternType");
                is_solid = pattern.as_deref() == Some("solid");
                let lays = pattern.is_some_and(|pattern| pattern != "none");
                ground = lays.then_some(PATTERN);
            }
            "gradientFill" => ground = Some(PATTERN),
            "fgColor" if is_solid => ground = colour(&element, palette).or(Some(PATTERN)),
            _ => (),
        }
    }
    Ok(ground)
}

/// The ground of a format on a condition, which is told as that behind a pattern.
pub(super) fn overlay_ground(
    xml: &mut Xml<'_>,
    is_whole: bool,
    palette: &Palette,
) -> Result<Option<Colour>, Unreadable> {
    let (mut ground, mut depth) = (None, usize::from(!is_whole));
    while depth > 0 {
        let element = match xml_text::next(xml)? {
            Event::Start(element) => {
                depth += 1;
                element
            }
            Event::Empty(element) => element,
            Event::End(_) => {
                depth -= 1;
                continue;
            }
            Event::Eof => return Err(xml_text::cut_off()),
            _ => continue,
        };
        match element.local_name().as_ref() {
            "bgColor" => ground = colour(&element, palette).or(Some(PATTERN)),
            "gradientFill" => ground = Some(PATTERN),
            _ => (),
        }
    }
    Ok(ground)
}

/// How the letters of a style just entered are laid, to its end.
pub(super) fn laid(xml: &mut Xml<'_>) -> Result<Laid, Unreadable> {
    let mut laid = Laid::Usual;
    while let Some((element, is_whole)) = xml_text::child(xml)? {
        if element.local_name().as_ref() == "alignment" {
            let is_turned = number(&element, "textRotation").is_some_and(|turn| turn > 0);
            let shrinks =
                attribute(&element, "shrinkToFit").is_some_and(|text| is_true(&text));
            let fills = attribute(&element, "horizontal").as_deref() == Some("fill");
            laid = Laid::of(fills, is_turned || shrinks);
        }
        if !is_whole {
            xml_text::skip(xml, &element)?;
        }
    }
    Ok(laid)
}

/// A colour that an element names; nothing for the usual one.
fn colour(element: &BytesStart<'_>, palette: &Palette) -> Option<Colour> {
    if let Some(rgb) = attribute(element, "rgb") {
        return Colour::of_hex(&rgb);
    }
    if let Some(theme) = number(element, "theme") {
        let tint = attribute(element, "tint").and_then(|tint| tint.trim().parse().ok());
        return Some(Colour::of_theme(u8::try_from(theme).ok()?, tint.unwrap_or(0.0)));
    }
    let entry = number(element, "indexed")?;
    let own = palette.get(entry as usize).copied();
    own.or_else(|| Colour::of_palette(u16::try_from(entry).ok()?))
}

pub(super) fn number(element: &BytesStart<'_>, name: &str) -> Option<u32> {
    attribute(element, name)?.trim().parse().ok()
}
