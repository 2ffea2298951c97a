//! Styles of an XML Spreadsheet 2003, and texts of it whose stretches have looks of
//! their own.

use std::collections::BTreeMap;

use quick_xml::events::{BytesStart, Event};

use super::css::{colour, named};
use crate::read::letters_xml::Letters;
use crate::read::limits;
use crate::read::look::Laid;
use crate::read::ods_xml::{Xml, resolved};
use crate::read::shared_strings::Rich;
use crate::read::sheets_xml::attribute;
use crate::read::styles_xml::{Style, date_kind};
use crate::read::unreadable::Unreadable;
use crate::read::xml_text::{cut_off, is_true, next};

/// The styles by their names.
#[derive(Debug, Default)]
pub(super) struct Styles {
    by_name: BTreeMap<String, Style>,
    usual: Style,
    pub(super) is_1904: bool,
}

impl Styles {
    /// Reads a style just entered; those it rests on stand before it.
    pub(super) fn read(
        &mut self,
        xml: &mut Xml<'_>,
        element: &BytesStart<'_>,
    ) -> Result<(), Unreadable> {
        let name = attribute(element, "ID").unwrap_or_default();
        let parent = attribute(element, "Parent").unwrap_or_else(|| "Default".to_owned());
        let mut style = self.of(Some(&parent)).clone();
        let mut depth = 0_usize;
        loop {
            match next(xml)? {
                Event::Start(element) => {
                    depth += 1;
                    take(&mut style, &element);
                }
                Event::End(_) if depth == 0 => break,
                Event::End(_) => depth -= 1,
                Event::Eof => return Err(cut_off()),
                _ => (),
            }
        }
        if style.look.format != self.of(Some(&parent)).look.format {
            let code = style.look.format.as_ref();
            style.date = code.and_then(|code| date_kind(164, Some(code)));
        }
        if self.by_name.len() < limits::STYLES {
            self.by_name.insert(name, style);
        }
        Ok(())
    }

    pub(super) fn of(&self, name: Option<&str>) -> &Style {
        let named = self.by_name.get(name.unwrap_or("Default"));
        named.or_else(|| self.by_name.get("Default")).unwrap_or(&self.usual)
    }
}

/// As much of the name of a font as is kept.
fn short(name: String) -> String {
    name.chars().take(limits::FONT_CHARS).collect()
}

/// Takes what a part of a style says.
fn take(style: &mut Style, element: &BytesStart<'_>) {
    let of = |name| attribute(element, name);
    let is = |name| of(name).map(|text| is_true(&text));
    let look = &mut style.look;
    match element.local_name().as_ref() {
        "NumberFormat" => {
            let code = of("Format");
            let kept = |code: &String| code.chars().take(limits::FORMAT_CHARS).collect();
            look.format =
                code.map(|code| named(&code).map_or_else(|| kept(&code), str::to_owned));
        }
        "Font" => {
            look.font = of("FontName").map(short).or(look.font.take());
            look.points = of("Size").and_then(|size| size.parse().ok()).or(look.points);
            look.ink = of("Color").map_or(look.ink, |told| colour(&told));
            look.struck = is("StrikeThrough").unwrap_or(look.struck);
            let place = of("VerticalAlign");
            look.raised = place.map_or(look.raised, |place| place != "None");
        }
        "Interior" => {
            let is_laid = of("Pattern").is_some_and(|pattern| pattern != "None");
            look.ground = of("Color").filter(|_| is_laid).and_then(|told| colour(&told));
        }
        "Alignment" => {
            let fits = is("ShrinkToFit") == Some(true)
                || of("Rotate").is_some_and(|angle| angle != "0");
            look.laid = Laid::of(of("Horizontal").is_some_and(|h| h == "Fill"), fits);
        }
        _ => (),
    }
}

/// The text of a `Data` just entered, and its stretches where it has any.
pub(super) fn rich_data(xml: &mut Xml<'_>) -> Result<(String, Option<Rich>), Unreadable> {
    let mut text = String::new();
    let mut stretches = Vec::new();
    let mut around: Vec<Letters> = Vec::new();
    loop {
        let start = text.len();
        match next(xml)? {
            Event::Text(part) => text.push_str(&part.xml10_content()),
            Event::CData(part) => text.push_str(&part.xml10_content()),
            Event::GeneralRef(reference) => {
                let letters = resolved(&reference).ok_or_else(|| {
                    Unreadable::damaged("nội dung có ký hiệu XML không hợp lệ")
                })?;
                text.push_str(&letters);
            }
            Event::Start(element) if around.len() < limits::TEXT_DEPTH => {
                around.push(letters(&element, around.last()));
            }
            Event::Start(_) => {
                return Err(Unreadable::too_large(
                    "số thẻ lồng nhau",
                    limits::TEXT_DEPTH,
                ));
            }
            Event::End(_) if around.pop().is_none() => break,
            Event::Eof => return Err(cut_off()),
            _ => (),
        }
        if text.len() > start {
            stretches.push((start..text.len(), around.last().cloned()));
        }
    }
    if stretches.iter().all(|(_, letters)| letters.is_none()) {
        return Ok((text, None));
    }
    let mut rich = Rich::default();
    for (bytes, letters) in stretches {
        rich.take(&text, bytes, letters.as_ref());
    }
    Ok((text, Some(rich)))
}

/// The letters in an element of a text.
fn letters(element: &BytesStart<'_>, around: Option<&Letters>) -> Letters {
    let mut letters = around.cloned().unwrap_or_default();
    match element.local_name().as_ref() {
        "S" | "Del" | "Strike" => letters.struck = true,
        "Sup" | "Sub" => letters.raised = true,
        "Font" => {
            let of = |name| attribute(element, name);
            letters.name = of("Face").map(short).or(letters.name.take());
            letters.points =
                of("Size").and_then(|size| size.parse().ok()).or(letters.points);
            letters.ink = of("Color").map_or(letters.ink, |told| colour(&told));
        }
        _ => (),
    }
    letters
}
