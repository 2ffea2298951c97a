//! Passages of a sheet that are there in several versions
//! (`mc:AlternateContent`): the one that Excel would show is read, the others
//! are not.

use quick_xml::events::BytesStart;

use super::sheets_xml::attribute;
use super::unreadable::Unreadable;
use super::xml_text::{self, Xml};

/// Extensions that every Excel of the last ten years knows.
const KNOWN: [&str; 12] = [
    "x14", "x14ac", "x15", "x15ac", "x16", "x16r2", "xr", "xr2", "xr3", "xr6", "xr9",
    "xr10",
];

/// Versions around the passage being read.
#[derive(Debug, Default)]
pub(super) struct Versions {
    /// Elements entered that say nothing themselves.
    depth: u32,
    /// Whether a version was chosen before what is to be read otherwise.
    is_chosen: bool,
}

impl Versions {
    /// Enters an element among rows or cells that is neither; of versions the one
    /// that counts, of all else nothing is read.
    pub(super) fn enter(
        &mut self,
        xml: &mut Xml<'_>,
        element: &BytesStart<'_>,
        is_empty: bool,
    ) -> Result<(), Unreadable> {
        if is_empty {
            return Ok(());
        }
        let is_version = matches!(
            element.local_name().as_ref(),
            "AlternateContent" | "Choice" | "Fallback"
        );
        if !is_version || self.skips(xml, element, is_empty)? {
            return if is_version { Ok(()) } else { xml_text::skip(xml, element) };
        }
        self.depth += 1;
        Ok(())
    }

    /// Leaves an element entered; tells whether there was one.
    pub(super) fn leave(&mut self) -> bool {
        let was_inside = self.depth > 0;
        self.depth = self.depth.saturating_sub(1);
        was_inside
    }

    /// Skips an element that is a version which does not count; tells whether it
    /// did.
    pub(super) fn skips(
        &mut self,
        xml: &mut Xml<'_>,
        element: &BytesStart<'_>,
        is_empty: bool,
    ) -> Result<bool, Unreadable> {
        let counts = match element.local_name().as_ref() {
            "AlternateContent" => {
                self.is_chosen = false;
                true
            }
            "Choice" => {
                let needs = attribute(element, "Requires").unwrap_or_default();
                let counts = !self.is_chosen
                    && needs.split_whitespace().all(|name| KNOWN.contains(&name));
                self.is_chosen |= counts;
                counts
            }
            "Fallback" => !self.is_chosen,
            _ => true,
        };
        if !counts && !is_empty {
            xml_text::skip(xml, element)?;
        }
        Ok(!counts)
    }
}
