//! Comments on the cells of an `.xlsx` sheet: notes of old and conversations.

use std::collections::BTreeSet;

use quick_xml::events::Event;

use super::draft::Draft;
use super::letters_xml::Palette;
use super::shared_strings::rich_text;
use super::sheet_xml::address;
use super::sheets_xml::attribute;
use super::unreadable::Unreadable;
use super::xml_text;
use crate::place::Address;

/// Gives the comments of a part to the draft. A conversation stands a second time
/// among the notes, for programs that know none: cells in `told` have had theirs.
pub(super) fn read(
    text: &str,
    told: &mut BTreeSet<Address>,
    draft: &mut Draft<'_>,
) -> Result<(), Unreadable> {
    let mut xml = xml_text::reader(text);
    let (mut at, mut is_reply) = (None, false);
    let mut told_here = BTreeSet::new();
    loop {
        match xml_text::next(&mut xml)? {
            Event::Start(element) => match element.local_name().as_ref() {
                "comment" | "threadedComment" => {
                    at = attribute(&element, "ref").and_then(|text| address(text.trim()));
                    is_reply = element.local_name().as_ref() == "threadedComment";
                }
                "text" => {
                    let mut comment = String::new();
                    if is_reply {
                        xml_text::append_until_end(&mut xml, &mut comment)?;
                    } else {
                        rich_text(&mut xml, &Palette::new(), &mut comment)?;
                    }
                    if let Some(at) = at.filter(|at| !told.contains(at)) {
                        draft.comment(at, &comment)?;
                        told_here.insert(at);
                    }
                }
                _ => (),
            },
            Event::Eof => break,
            _ => (),
        }
    }
    told.append(&mut told_here);
    Ok(())
}
