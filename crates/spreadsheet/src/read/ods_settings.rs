//! What the settings of an `.ods` say of how it is seen: whether it calculates by
//! itself, and on which sheets a zero is shown as a blank.

use std::collections::BTreeSet;

use quick_xml::events::Event;

use super::limits;
use super::ods_xml::{reader, text_to_end};
use super::sheets_xml::attribute;

/// What is left out where there are no settings: nothing.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Settings {
    pub(super) calculates_by_hand: bool,
    /// Sheets whose zeros are not shown.
    pub(super) without_zeros: BTreeSet<String>,
    /// No sheet's are, as far as its own entry says nothing else.
    pub(super) all_without_zeros: bool,
}

/// Reads the part; what it says behind a fault is not known.
pub(super) fn read(part: &str) -> Settings {
    let mut settings = Settings::default();
    let mut xml = reader(part);
    // The entries that are open: a sheet has one within the one of its window.
    let mut entries: Vec<String> = Vec::new();
    while let Ok(event) = xml.read_event() {
        match event {
            Event::Start(element) => {
                let name = attribute(&element, "name").unwrap_or_default();
                match (element.local_name().as_ref(), name.as_str()) {
                    ("config-item-map-entry", _) => entries.push(name),
                    ("config-item", "AutoCalculate") => {
                        let told = text_to_end(&mut xml).unwrap_or_default();
                        settings.calculates_by_hand = told.trim() == "false";
                    }
                    ("config-item", "ShowZeroValues") => {
                        let told = text_to_end(&mut xml).unwrap_or_default();
                        if told.trim() != "false" {
                            continue;
                        }
                        match entries.last().filter(|name| !name.is_empty()) {
                            None => settings.all_without_zeros = true,
                            Some(_) if settings.without_zeros.len() >= limits::SHEETS => {
                            }
                            Some(sheet) => {
                                settings.without_zeros.insert(sheet.clone());
                            }
                        }
                    }
                    _ => (),
                }
            }
            Event::End(element)
                if element.local_name().as_ref() == "config-item-map-entry" =>
            {
                entries.pop();
            }
            Event::Eof => break,
            _ => (),
        }
    }
    settings
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn settings_tell_whose_zeros_are_not_shown_and_who_calculates_by_hand() {
        let settings = read(concat!(
            "<office:document-settings><config:config-item-set>",
            "<config:config-item-map-indexed config:name='Views'><config:config-item-map-entry>",
            "<config:config-item-map-named config:name='Tables'>",
            "<config:config-item-map-entry config:name='Biểu 1'>",
            "<config:config-item config:name='ShowZeroValues'>false</config:config-item>",
            "</config:config-item-map-entry><config:config-item-map-entry config:name='Biểu 2'>",
            "<config:config-item config:name='ShowZeroValues'>true</config:config-item>",
            "</config:config-item-map-entry></config:config-item-map-named>",
            "</config:config-item-map-entry></config:config-item-map-indexed>",
            "<config:config-item config:name='AutoCalculate'>false</config:config-item>",
            "</config:config-item-set></office:document-settings>"
        ));
        let without_zeros = BTreeSet::from(["Biểu 1".to_owned()]);
        let expected = Settings {
            calculates_by_hand: true,
            without_zeros,
            all_without_zeros: false,
        };
        assert_eq!(settings, expected);
        let of_all = "<a><config:config-item config:name='ShowZeroValues'>false\
                      </config:config-item></a>";
        assert!(read(of_all).all_without_zeros);
        assert_eq!(read("<a"), Settings::default());
    }
}
