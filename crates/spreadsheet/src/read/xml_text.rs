//! The text between the tags of a workbook's XML, whatever it is made of:
//! references, CDATA, comments in the midst of it, `_x000D_` for a control sign.

use std::borrow::Cow;

use quick_xml::Reader;
use quick_xml::events::{BytesRef, BytesStart, Event};

use super::unreadable::Unreadable;

/// A reader of a part that stays in memory.
pub(super) type Xml<'x> = Reader<&'x [u8]>;

/// A reader as Excel reads: tags must be whole, their names need not agree.
pub(super) fn reader(text: &str) -> Xml<'_> {
    let mut reader = Reader::from_str(text);
    reader.config_mut().check_end_names = false;
    reader
}

/// The next event; the end of the part is one too.
pub(super) fn next<'x>(xml: &mut Xml<'x>) -> Result<Event<'x>, Unreadable> {
    xml.read_event().map_err(|_| Unreadable::damaged("nội dung không đúng cú pháp XML"))
}

/// The next element within the one just entered, and whether it is whole in its one
/// tag; nothing at the end of the outer one. Who gets one that is not whole reads it
/// to its end or skips it.
pub(super) fn child<'x>(
    xml: &mut Xml<'x>,
) -> Result<Option<(BytesStart<'x>, bool)>, Unreadable> {
    loop {
        match next(xml)? {
            Event::Start(element) => return Ok(Some((element, false))),
            Event::Empty(element) => return Ok(Some((element, true))),
            Event::End(_) => return Ok(None),
            Event::Eof => return Err(cut_off()),
            _ => (),
        }
    }
}

/// Passes over all that is in an element just entered.
pub(super) fn skip(
    xml: &mut Xml<'_>,
    element: &BytesStart<'_>,
) -> Result<(), Unreadable> {
    xml.read_to_end(element.name()).map(drop).map_err(|_| cut_off())
}

/// The text of an element just entered, to its end.
pub(super) fn until_end(xml: &mut Xml<'_>) -> Result<String, Unreadable> {
    let mut text = String::new();
    append_until_end(xml, &mut text)?;
    Ok(text)
}

/// Adds the text of an element just entered to what there is, to its end. What
/// other elements hold in it is no part of its text.
pub(super) fn append_until_end(
    xml: &mut Xml<'_>,
    text: &mut String,
) -> Result<(), Unreadable> {
    loop {
        match next(xml)? {
            Event::Text(part) => text.push_str(&part.xml10_content()),
            Event::CData(part) => text.push_str(&part.xml10_content()),
            Event::GeneralRef(reference) => refer(&reference, text)?,
            Event::Start(inner) => skip(xml, &inner)?,
            Event::End(_) => return Ok(()),
            Event::Eof => return Err(cut_off()),
            Event::Empty(_)
            | Event::Comment(_)
            | Event::Decl(_)
            | Event::PI(_)
            | Event::DocType(_) => (),
        }
    }
}

/// What a reference stands for; one that only a document type could explain is
/// damage.
fn refer(reference: &BytesRef<'_>, text: &mut String) -> Result<(), Unreadable> {
    let name: &str = reference;
    if let Some(known) = quick_xml::escape::resolve_xml_entity(name) {
        text.push_str(known);
    } else if let Ok(Some(letter)) = reference.resolve_char_ref() {
        text.push(letter);
    } else {
        return Err(Unreadable::damaged("nội dung có ký hiệu XML không hợp lệ"));
    }
    Ok(())
}

/// A part that ends before its end.
pub(super) fn cut_off() -> Unreadable {
    Unreadable::damaged("nội dung bị ngắt giữa chừng")
}

/// A truth as XML spells it.
pub(super) fn is_true(text: &str) -> bool {
    matches!(text.trim(), "1" | "true" | "on")
}

/// `_x000D_` as Excel means it: a sign that XML cannot hold, by its UTF-16.
pub(super) fn unescaped(text: &str) -> Cow<'_, str> {
    let Some(first) =
        text.find("_x").filter(|_| text.match_indices("_x").any(is_escape(text)))
    else {
        return Cow::Borrowed(text);
    };
    let mut units: Vec<u16> = Vec::new();
    let mut plain = text[..first].to_owned();
    let mut rest = &text[first..];
    while let Some(letter) = rest.chars().next() {
        if let Some(unit) = escaped_unit(rest) {
            units.push(unit);
            rest = &rest[7..];
            continue;
        }
        plain.push_str(&String::from_utf16_lossy(&units));
        units.clear();
        plain.push(letter);
        rest = &rest[letter.len_utf8()..];
    }
    plain.push_str(&String::from_utf16_lossy(&units));
    Cow::Owned(plain)
}

fn is_escape(text: &str) -> impl FnMut((usize, &str)) -> bool {
    |(at, _)| escaped_unit(&text[at..]).is_some()
}

/// The UTF-16 unit that a text begins with: `_x` and four digits and `_`.
fn escaped_unit(text: &str) -> Option<u16> {
    let bytes = text.as_bytes();
    let digits =
        bytes.get(2..6).filter(|digits| digits.iter().all(u8::is_ascii_hexdigit))?;
    let shape = bytes.starts_with(b"_x") && bytes.get(6) == Some(&b'_');
    shape.then(|| u16::from_str_radix(str::from_utf8(digits).ok()?, 16).ok())?
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_text_of_an_element_is_its_text() {
        let of = |inner: &str| {
            let whole = format!("<v>{inner}</v>");
            let mut xml = reader(&whole);
            next(&mut xml).expect("a tag");
            until_end(&mut xml)
        };
        for (inner, text) in [
            ("11<!-- x -->59", "1159"),
            ("<![CDATA[1159]]>", "1159"),
            ("&#49;15&#x39;", "1159"),
            ("1<?x y?>2<b>3</b>4", "124"),
            ("a\r\nb &lt; c", "a\nb < c"),
        ] {
            assert_eq!(of(inner).as_deref(), Ok(text), "{inner}");
        }
        assert!(of("&tổng;").is_err());
        assert_eq!(until_end(&mut reader("1159")), Err(cut_off()));
    }

    #[test]
    fn a_control_sign_is_spelt_out() {
        assert_eq!(unescaped("a_x000D_b"), "a\rb");
        assert_eq!(unescaped("_x005F_x000D_"), "_x000D_");
        assert_eq!(unescaped("_xD83D__xDE00_"), "😀");
        for same in ["_x00D_", "a_xb", "_xzzzz_", "_x000D", "x_"] {
            assert_eq!(unescaped(same), same);
        }
    }
}
