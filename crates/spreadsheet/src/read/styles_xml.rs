//! The styles of an `.xlsx`: one [`Look`] for each style a cell can have.
//!
//! Excel heeds what a style refers to whatever its `applyFont` and the like say.

use std::collections::BTreeMap;

use calamine::{ExcelDateTime, ExcelDateTimeType};
use quick_xml::events::{BytesStart, Event};
use ssfmt::NumberFormat;
use ssfmt::ast::FormatPart;

use super::cell::Value;
use super::conditions::Overlay;
use super::letters_xml::{
    Letters, Palette, ground, laid, letters, number, overlay_ground, palette,
};
use super::look::{Colour, Laid, Look};
use super::sheets_xml::attribute;
use super::unreadable::Unreadable;
use super::xml_text::{self, Xml};
use super::{dates, limits};

/// The styles of a workbook.
#[derive(Debug)]
pub(super) struct Styles {
    styles: Vec<Style>,
    usual: Style,
    palette: Palette,
    /// What rules of conditional formatting lay over cells.
    overlays: Vec<Overlay>,
    /// Points of the letters in which column widths are counted.
    pub(super) points: f64,
}

/// One style: how a cell looks, and what its number is if it is a date.
#[derive(Debug, Clone, Default)]
pub(super) struct Style {
    pub(super) look: Look,
    pub(super) date: Option<DateKind>,
}

/// What a number in a date format tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum DateKind {
    Moment,
    Duration,
}

/// Points of Excel's letters where a workbook does not tell.
const USUAL_POINTS: f64 = 11.0;

impl DateKind {
    fn in_calamine(self) -> ExcelDateTimeType {
        match self {
            Self::Moment => ExcelDateTimeType::DateTime,
            Self::Duration => ExcelDateTimeType::TimeDelta,
        }
    }
}

impl Style {
    /// What a number is in a cell of this style.
    pub(super) fn value_of(&self, number: f64, is_1904: bool) -> Value {
        let Some(date) = self.date.filter(|_| number.is_finite()) else {
            return Value::Number(number);
        };
        dates::value_of(&ExcelDateTime::new(number, date.in_calamine(), is_1904))
    }
}

impl Default for Styles {
    fn default() -> Self {
        let (styles, usual) = (Vec::new(), Style::default());
        let (palette, overlays) = (Palette::new(), Vec::new());
        Self { styles, usual, palette, overlays, points: USUAL_POINTS }
    }
}

impl Styles {
    pub(super) fn read(text: &str) -> Result<Self, Unreadable> {
        let mut sections = Sections { palette: palette(text)?, ..Sections::default() };
        let mut xml = xml_text::reader(text);
        let mut is_inside = false;
        loop {
            match xml_text::next(&mut xml)? {
                Event::Start(element) => match element.local_name().as_ref() {
                    "styleSheet" => is_inside = true,
                    section if is_inside => sections.take(section, &mut xml, &element)?,
                    _ => xml_text::skip(&mut xml, &element)?,
                },
                Event::Eof => return Ok(sections.settled()),
                _ => (),
            }
        }
    }

    /// A style by its index; one that is not there is the usual one.
    pub(super) fn get(&self, index: usize) -> &Style {
        self.styles.get(index).unwrap_or(&self.usual)
    }

    pub(super) fn overlays(&self) -> &[Overlay] {
        &self.overlays
    }

    pub(super) fn palette(&self) -> &Palette {
        &self.palette
    }
}

/// The lists that styles refer to.
#[derive(Default)]
struct Sections {
    palette: Palette,
    formats: BTreeMap<u32, String>,
    fonts: Vec<Letters>,
    grounds: Vec<Option<Colour>>,
    overlays: Vec<Overlay>,
    /// Number format, font and ground of each style, and how its letters are laid.
    styles: Vec<([u32; 3], Laid)>,
}

impl Sections {
    fn take(
        &mut self,
        section: &str,
        xml: &mut Xml<'_>,
        element: &BytesStart<'_>,
    ) -> Result<(), Unreadable> {
        if !matches!(section, "numFmts" | "fonts" | "fills" | "cellXfs" | "dxfs") {
            return xml_text::skip(xml, element);
        }
        while let Some((element, is_whole)) = xml_text::child(xml)? {
            match element.local_name().as_ref() {
                "font" => {
                    let letters = letters(xml, is_whole, &self.palette)?;
                    bounded(&mut self.fonts, letters);
                    continue;
                }
                "fill" => {
                    let ground = ground(xml, is_whole, &self.palette)?;
                    bounded(&mut self.grounds, ground);
                    continue;
                }
                "dxf" => {
                    let overlay = overlay(xml, is_whole, &self.palette)?;
                    bounded(&mut self.overlays, overlay);
                    continue;
                }
                "numFmt" => self.format(&element),
                "xf" => {
                    let of = |name| number(&element, name).unwrap_or_default();
                    let told = [of("numFmtId"), of("fontId"), of("fillId")];
                    let laid = if is_whole { Laid::Usual } else { laid(xml)? };
                    bounded(&mut self.styles, (told, laid));
                    continue;
                }
                _ => (),
            }
            if !is_whole {
                xml_text::skip(xml, &element)?;
            }
        }
        Ok(())
    }

    fn format(&mut self, element: &BytesStart<'_>) {
        let code = attribute(element, "formatCode");
        if let (Some(id), Some(code)) = (number(element, "numFmtId"), code)
            && self.formats.len() < limits::STYLES
        {
            let code = code.chars().take(limits::FORMAT_CHARS).collect();
            self.formats.insert(id, code);
        }
    }

    fn settled(self) -> Styles {
        let mut dates = BTreeMap::new();
        let styles: Vec<Style> = self
            .styles
            .iter()
            .map(|([format, font, ground], laid)| {
                let id = *format;
                let code = self.formats.get(&id).map(String::as_str).or(built_in(id));
                let date = *dates
                    .entry(id)
                    .or_insert_with(|| date_kind(id, self.formats.get(&id)));
                let letters = self.fonts.get(*font as usize).cloned().unwrap_or_default();
                let ground = self.grounds.get(*ground as usize).copied().flatten();
                let look = Look {
                    format: code.map(str::to_owned),
                    font: letters.name,
                    points: letters.points,
                    struck: letters.struck,
                    raised: letters.raised,
                    laid: *laid,
                    ink: letters.ink,
                    ground,
                };
                Style { look, date }
            })
            .collect();
        let usual = styles.first().cloned().unwrap_or_default();
        let points = self.fonts.first().and_then(|letters| letters.points);
        Styles {
            styles,
            usual,
            palette: self.palette,
            overlays: self.overlays,
            points: points.unwrap_or(USUAL_POINTS),
        }
    }
}

/// What a `<dxf>` just entered lays over the look of a cell.
pub(super) fn overlay(
    xml: &mut Xml<'_>,
    is_whole: bool,
    palette: &Palette,
) -> Result<Overlay, Unreadable> {
    let mut overlay = Overlay::default();
    if is_whole {
        return Ok(overlay);
    }
    while let Some((element, is_whole)) = xml_text::child(xml)? {
        match element.local_name().as_ref() {
            "font" => {
                let letters = letters(xml, is_whole, palette)?;
                (overlay.struck, overlay.ink) = (letters.struck, letters.ink);
                continue;
            }
            "fill" => {
                overlay.ground = overlay_ground(xml, is_whole, palette)?;
                continue;
            }
            "numFmt" => {
                let code = attribute(&element, "formatCode");
                overlay.format =
                    code.map(|code| code.chars().take(limits::FORMAT_CHARS).collect());
            }
            _ => (),
        }
        if !is_whole {
            xml_text::skip(xml, &element)?;
        }
    }
    Ok(overlay)
}

fn bounded<T>(list: &mut Vec<T>, one: T) {
    if list.len() < limits::STYLES {
        list.push(one);
    }
}

/// Whether a format shows its number as a moment or a duration; of several
/// sections the first decides.
pub(super) fn date_kind(id: u32, code: Option<&String>) -> Option<DateKind> {
    let Some(code) = code else {
        return match id {
            14..=22 | 27..=36 | 45 | 47 | 50..=58 => Some(DateKind::Moment),
            46 => Some(DateKind::Duration),
            _ => None,
        };
    };
    let format = NumberFormat::parse(code).ok()?;
    let section = format.sections().first()?;
    let long = section.parts.iter().any(|part| matches!(part, FormatPart::Elapsed(_)));
    match section.has_date_parts() {
        true if long => Some(DateKind::Duration),
        true => Some(DateKind::Moment),
        false => None,
    }
}

/// Formats that a workbook need not spell, as a Vietnamese machine shows them.
pub(super) fn built_in(id: u32) -> Option<&'static str> {
    match id {
        14 => Some("dd/mm/yyyy"),
        22 => Some("dd/mm/yyyy h:mm"),
        5 | 6 => Some("#,##0 \"₫\""),
        7 | 8 => Some("#,##0.00 \"₫\""),
        27..=36 | 50..=58 => Some("dd/mm/yyyy"),
        41 => Some("_(* #,##0_);_(* (#,##0);_(* \"-\"_);_(@_)"),
        42 => Some("_(* #,##0 \"₫\"_);_(* (#,##0 \"₫\");_(* \"-\"_);_(@_)"),
        43 => Some("_(* #,##0.00_);_(* (#,##0.00);_(* \"-\"??_);_(@_)"),
        44 => Some("_(* #,##0.00 \"₫\"_);_(* (#,##0.00 \"₫\");_(* \"-\"??_);_(@_)"),
        _ => ssfmt::format_code_from_id(id),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    use super::super::theme::Theme;

    fn styles(inner: &str) -> Styles {
        Styles::read(&format!("<styleSheet>{inner}</styleSheet>")).expect("well-formed")
    }

    #[test]
    fn a_style_gathers_format_font_and_ground() {
        let styles = styles(concat!(
            "<numFmts><numFmt numFmtId='164' formatCode='0&quot;%&quot;'/></numFmts>",
            "<fonts><font><sz val='13'/><name val='Times New Roman'/></font>",
            "<font><strike/><vertAlign val='superscript'/><color rgb='FFFFFFFF'/><name val='.VnTime'/></font>",
            "<font><strike val='0'/><color theme='0'/></font></fonts>",
            "<fills><fill><patternFill patternType='none'/></fill>",
            "<fill><patternFill patternType='solid'><fgColor indexed='9'/><bgColor indexed='64'/></patternFill></fill>",
            "<fill><patternFill patternType='gray125'/></fill></fills>",
            "<cellStyleXfs><xf fontId='1'/></cellStyleXfs>",
            "<cellXfs><xf/><xf numFmtId='164' fontId='1' fillId='0'><alignment/></xf>",
            "<xf numFmtId='9' fontId='2' fillId='1' applyFill='0'/><xf fontId='2' fillId='2'/></cellXfs>",
            "<dxfs><dxf><font><strike/></font></dxf></dxfs>"
        ));
        let of = |index: usize| &styles.get(index).look;
        assert_eq!(of(1).format.as_deref(), Some("0\"%\""));
        assert_eq!(of(1).font.as_deref(), Some(".VnTime"));
        assert_eq!(
            (of(1).struck, of(1).raised, of(1).is_invisible(&Theme::default())),
            (true, true, true)
        );
        assert_eq!(of(2).format.as_deref(), Some("0%"));
        assert_eq!((of(2).struck, of(2).is_invisible(&Theme::default())), (false, true));
        assert!(
            !of(3).is_invisible(&Theme::default()),
            "nobody knows what shows on a pattern"
        );
        assert_eq!(of(99), of(0), "a wrong index is the usual style");
        assert_eq!(styles.points, 13.0);
    }

    #[test]
    fn a_palette_of_its_own_comes_before_the_usual_one() {
        let styles = styles(concat!(
            "<fonts><font><color indexed='1'/></font></fonts><cellXfs><xf/></cellXfs>",
            "<colors><indexedColors><rgbColor rgb='00FFFFFF'/><rgbColor rgb='00123456'/>",
            "</indexedColors></colors>"
        ));
        assert_eq!(styles.get(0).look.ink, Colour::of_hex("123456"));
    }

    #[test]
    fn the_format_decides_whether_a_number_is_a_date() {
        let kind = |code: &str| date_kind(164, Some(&code.to_owned()));
        for code in ["dd/mm/yyyy;@", "[$-42A]d mmmm yyyy", "\"ngày\" d", "h:mm AM/PM"] {
            assert_eq!(kind(code), Some(DateKind::Moment), "{code}");
        }
        assert_eq!(kind("[h]:mm:ss"), Some(DateKind::Duration));
        let numbers = [
            "#,##0",
            "0\"d\"",
            "_-* #,##0\\ _₫_-;\\-* #,##0\\ _₫_-",
            "[Red]0.00E+00",
            "General",
        ];
        for code in numbers {
            assert_eq!(kind(code), None, "{code}");
        }
        assert_eq!(date_kind(14, None), Some(DateKind::Moment));
        assert_eq!(date_kind(3, None), None);
    }
}
