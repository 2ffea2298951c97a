//! Comments on the cells of an old `.xls`.

use std::collections::BTreeMap;

use super::biff::u16_at;
use super::biff_strings as strings;
use super::limits;
use crate::place::Address;

/// Comments, of which BIFF8 keeps the texts with the drawn objects.
#[derive(Debug, Default)]
pub(super) struct Comments {
    /// The object that the text of the next record belongs to.
    pub(super) object: u16,
    texts: BTreeMap<u16, String>,
    places: Vec<(Address, u16)>,
    told: Vec<(Address, String)>,
}

impl Comments {
    /// Takes the record of a comment, in BIFF5 with its text.
    pub(super) fn take(&mut self, data: &[u8], is_biff8: bool) {
        const GOES_ON: u16 = 0xFFFF;
        if data.len() < 6 || self.told.len() + self.places.len() > limits::COMMENTS {
            return;
        }
        let at = Address::new(u16_at(data, 0).into(), u16_at(data, 2).into());
        if is_biff8 {
            if data.len() >= 8 {
                self.places.push((at, u16_at(data, 6)));
            }
            return;
        }
        let text = data[6..].iter().map(|byte| char::from(*byte));
        match self.told.last_mut() {
            Some((_, told)) if u16_at(data, 0) == GOES_ON => {
                let room = limits::COMMENT_CHARS.saturating_sub(told.len());
                told.extend(text.take(room));
            }
            _ => self.told.push((at, text.take(limits::COMMENT_CHARS).collect())),
        }
    }

    /// Takes the text of the object named before it.
    pub(super) fn drawn(&mut self, parts: Vec<&[u8]>) {
        if self.texts.len() < limits::COMMENTS {
            let text = strings::drawn(parts);
            self.texts.extend(text.map(|text| (self.object, text)));
        }
    }

    /// Comments with their cells.
    pub(super) fn all(&self) -> impl Iterator<Item = (Address, &str)> {
        let told = self.told.iter().map(|(at, text)| (*at, text.as_str()));
        told.chain(
            self.places
                .iter()
                .filter_map(|(at, object)| Some((*at, self.texts.get(object)?.as_str()))),
        )
    }
}
