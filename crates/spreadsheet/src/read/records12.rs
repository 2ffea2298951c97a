//! The records that the parts of an `.xlsb` are made of, as \[MS-XLSB\] 2.1.4
//! lays them out, and what stands in them.

use super::unreadable::Unreadable;
use super::xml_text::cut_off;

/// A walk over the records of a part.
#[derive(Debug, Clone)]
pub(super) struct Records<'a> {
    rest: &'a [u8],
}

/// One record: its kind and its data.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Record12<'a> {
    pub(super) kind: u32,
    pub(super) data: &'a [u8],
}

impl<'a> Records<'a> {
    pub(super) fn new(part: &'a [u8]) -> Self {
        Self { rest: part }
    }

    /// The next record; nothing at the end of the part. One that claims more than
    /// there is breaks the part off.
    pub(super) fn next(&mut self) -> Result<Option<Record12<'a>>, Unreadable> {
        if self.rest.is_empty() {
            return Ok(None);
        }
        let mut read = || {
            let kind = number(&mut self.rest, 2)?;
            let len = number(&mut self.rest, 4)?;
            let (data, after) = self.rest.split_at_checked(len as usize)?;
            self.rest = after;
            Some(Record12 { kind, data })
        };
        read().map(Some).ok_or_else(cut_off)
    }

    /// The record that comes next, which is not taken.
    pub(super) fn peek(&self) -> Option<Record12<'a>> {
        self.clone().next().ok().flatten()
    }
}

impl<'a> Record12<'a> {
    pub(super) fn u16(&self, at: usize) -> Option<u16> {
        let bytes = self.data.get(at..at.checked_add(2)?)?;
        Some(u16::from_le_bytes([bytes[0], bytes[1]]))
    }

    pub(super) fn u32(&self, at: usize) -> Option<u32> {
        let bytes = self.data.get(at..at.checked_add(4)?)?;
        Some(u32::from_le_bytes([bytes[0], bytes[1], bytes[2], bytes[3]]))
    }

    pub(super) fn f64(&self, at: usize) -> Option<f64> {
        let bytes = self.data.get(at..at.checked_add(8)?)?;
        Some(f64::from_le_bytes(bytes.try_into().ok()?))
    }

    pub(super) fn byte(&self, at: usize) -> Option<u8> {
        self.data.get(at).copied()
    }

    /// A text with its length before it, and where it ends.
    pub(super) fn text(&self, at: usize) -> Option<(String, usize)> {
        let start = at.checked_add(4)?;
        let len = match self.u32(at)? {
            // No text at all.
            u32::MAX => 0,
            len => (len as usize).checked_mul(2)?,
        };
        let end = start.checked_add(len)?;
        let units = self.data.get(start..end)?.chunks_exact(2);
        let units = units.map(|pair| u16::from_le_bytes([pair[0], pair[1]]));
        let letters = char::decode_utf16(units)
            .map(|letter| letter.unwrap_or(char::REPLACEMENT_CHARACTER));
        Some((letters.collect(), end))
    }

    /// Bytes with their count before them.
    pub(super) fn counted(&self, at: usize) -> Option<&'a [u8]> {
        let start = at.checked_add(4)?;
        self.data.get(start..start.checked_add(self.u32(at)? as usize)?)
    }
}

/// A number of at most `most` bytes, seven bits in each, the small ones first.
fn number(rest: &mut &[u8], most: u32) -> Option<u32> {
    let mut number = 0;
    for place in 0..most {
        let (byte, after) = rest.split_first()?;
        *rest = after;
        number |= u32::from(byte & 0x7F) << (7 * place);
        if byte & 0x80 == 0 {
            break;
        }
    }
    Some(number)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_record_that_claims_more_than_there_is_breaks_off() {
        let part =
            [[1, 2, 7, 7].as_slice(), &[0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x7F]].concat();
        let mut records = Records::new(&part);
        assert_eq!(records.next(), Ok(Some(Record12 { kind: 1, data: &[7, 7] })));
        assert_eq!(records.peek(), None);
        assert!(matches!(records.next(), Err(Unreadable::Damaged { .. })));
    }

    #[test]
    fn a_text_longer_than_its_record_is_none() {
        let text = |data: &[u8]| Record12 { kind: 0, data }.text(0);
        assert_eq!(text(&[2, 0, 0, 0, 65, 0]), None);
        assert_eq!(text(&[1, 0, 0, 0, 65, 0]), Some(("A".to_owned(), 6)));
        assert_eq!(text(&[255, 255, 255, 255]), Some((String::new(), 4)));
    }
}
