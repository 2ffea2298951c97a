//! What the readers of an `.ods` share: a reader over its XML, texts, lengths.

use quick_xml::Reader;
use quick_xml::events::{BytesRef, BytesStart, Event};

use super::sheets_xml::attribute;
use super::unreadable::Unreadable;
use super::xml_text::{cut_off, next};

pub(super) type Xml<'x> = Reader<&'x [u8]>;

/// A reader over XML whose empty elements come as a start and an end.
pub(super) fn reader(xml: &str) -> Xml<'_> {
    let mut reader = super::xml_text::reader(xml);
    reader.config_mut().expand_empty_elements = true;
    reader
}

/// The text of an element just entered, to its end, whatever it is wrapped in.
pub(super) fn text_to_end(xml: &mut Xml<'_>) -> Result<String, Unreadable> {
    let (mut text, mut depth) = (String::new(), 0_u32);
    loop {
        match next(xml)? {
            Event::Text(part) => text.push_str(&part.xml10_content()),
            Event::CData(part) => text.push_str(&part.xml10_content()),
            Event::GeneralRef(entity) => text.extend(resolved(&entity)),
            Event::Start(element) => {
                depth += 1;
                if element.name().as_ref() == "text:s" {
                    text.push(' ');
                }
            }
            Event::End(_) if depth == 0 => return Ok(text),
            Event::End(_) => depth -= 1,
            Event::Eof => return Err(cut_off()),
            _ => (),
        }
    }
}

/// A count that an element states; at least 1.
pub(super) fn count(element: &BytesStart<'_>, name: &str) -> u32 {
    let told = attribute(element, name).and_then(|text| text.trim().parse().ok());
    told.unwrap_or(1).max(1)
}

/// The text that an entity stands for; nothing for one of the file's own.
pub(super) fn resolved(entity: &BytesRef<'_>) -> Option<String> {
    let name: &str = entity;
    let known = quick_xml::escape::resolve_xml_entity(name).map(str::to_owned);
    known.or_else(|| entity.resolve_char_ref().ok().flatten().map(String::from))
}

/// A length in centimetres: `2.258cm`, `0.889in`, `12pt`, `0`.
pub(super) fn centimetres(text: &str) -> Option<f64> {
    let text = text.trim();
    let end = text.find(|c: char| c.is_ascii_alphabetic()).unwrap_or(text.len());
    let (number, unit) = text.split_at(end);
    let number: f64 = number.trim().parse().ok()?;
    let one = match unit {
        "cm" | "" => 1.0,
        "mm" => 0.1,
        "in" => 2.54,
        "pt" => 2.54 / 72.0,
        "pc" => 2.54 / 6.0,
        "px" => 2.54 / 96.0,
        _ => return None,
    };
    Some(number * one).filter(|length| length.is_finite())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_have_units() {
        let near = |text, length: f64| {
            centimetres(text).is_some_and(|told| (told - length).abs() < 0.001)
        };
        assert!(near("2.258cm", 2.258) && near("1in", 2.54) && near("72pt", 2.54));
        assert_eq!(centimetres("0cm"), Some(0.0));
        assert_eq!((centimetres("wide"), centimetres("3em")), (None, None));
    }
}
