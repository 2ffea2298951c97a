//! What an `.xlsx` says of itself: who made it, when it was saved, and what
//! somebody added.

use quick_xml::events::Event;

use super::Properties;
use super::package::Layout;
use super::parts::Parts;
use super::sheets_xml::attribute;
use super::unreadable::Unreadable;
use super::xml_text;

/// The properties of a workbook; parts of them that make no sense are left out.
pub(super) fn read(parts: &Parts, layout: &Layout) -> Properties {
    let text = |part: &Option<String>| parts.text(part.as_deref()?)?.ok();
    let core = text(&layout.core).and_then(|text| core(text).ok()).unwrap_or_default();
    let custom = text(&layout.custom).and_then(|text| custom(text).ok());
    let saved = core.modified.or(core.created);
    Properties::new(saved.as_deref(), core.creator.as_deref(), custom.unwrap_or_default())
}

#[derive(Default)]
struct Core {
    creator: Option<String>,
    created: Option<String>,
    modified: Option<String>,
}

fn core(text: &str) -> Result<Core, Unreadable> {
    let mut xml = xml_text::reader(text);
    let mut core = Core::default();
    loop {
        match xml_text::next(&mut xml)? {
            Event::Start(element) => {
                let slot = match element.local_name().as_ref() {
                    "creator" => &mut core.creator,
                    "created" => &mut core.created,
                    "modified" => &mut core.modified,
                    _ => continue,
                };
                let said = xml_text::until_end(&mut xml)?;
                *slot = Some(said).filter(|said| !said.is_empty());
            }
            Event::Eof => return Ok(core),
            _ => (),
        }
    }
}

fn custom(text: &str) -> Result<Vec<(String, String)>, Unreadable> {
    let mut xml = xml_text::reader(text);
    let mut found: Vec<(String, String)> = Vec::new();
    loop {
        match xml_text::next(&mut xml)? {
            Event::Start(element) if element.local_name().as_ref() == "property" => {
                found.push((
                    attribute(&element, "name").unwrap_or_default(),
                    String::new(),
                ));
            }
            // The value is the text of the element within.
            Event::Start(element) if element.local_name().as_ref() != "Properties" => {
                let said = xml_text::until_end(&mut xml)?;
                if let Some((_, value)) = found.last_mut() {
                    value.push_str(&said);
                }
            }
            Event::Eof => return Ok(found),
            _ => (),
        }
    }
}
