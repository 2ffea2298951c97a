//! What calamine leaves out of an `.xlsb`: number formats, fonts, merged
//! regions, hidden rows and columns.
//!
//! A walk over the records of the parts, as \[MS-XLSB\] describes them. It never
//! fails: where a part makes no sense it ends, and calamine, which reads the
//! same part, says what is wrong.

use std::collections::BTreeMap;

use super::limits;
use super::look::Look;
use super::parts::Parts;
use super::sheets_xml::relations;
use crate::place::{Address, CellRange};

const ROW: u32 = 0;
/// Blank, number, error, bool, text in all their kinds.
const CELLS: std::ops::RangeInclusive<u32> = 1..=11;
const RICH_TEXT: u32 = 62;
const FONT: u32 = 43;
const FORMAT: u32 = 44;
const STYLE: u32 = 47;
const COLUMNS: u32 = 60;
const TAB: u32 = 156;
const MERGED: u32 = 176;
const CELL_STYLES_BEGIN: u32 = 617;
const CELL_STYLES_END: u32 = 618;

/// What was found on one sheet.
#[derive(Debug, Default)]
pub(super) struct Found {
    pub(super) merged: Vec<CellRange>,
    pub(super) hidden_rows: Vec<u32>,
    pub(super) hidden_cols: Vec<u32>,
    styles: BTreeMap<Address, u32>,
}

/// Where the sheets are, and how their cells look.
pub(super) struct Survey {
    places: BTreeMap<String, String>,
    looks: Vec<Look>,
}

impl Survey {
    pub(super) fn of(parts: &Parts) -> Self {
        let looks = looks(parts.get("xl/styles.bin").unwrap_or_default());
        Self { places: places(parts).unwrap_or_default(), looks }
    }

    /// What there is on the sheet of this name.
    pub(super) fn sheet(&self, parts: &Parts, name: &str) -> Found {
        let part = self.places.get(name).and_then(|place| parts.get(place));
        part.map(Found::of).unwrap_or_default()
    }

    pub(super) fn look(&self, found: &Found, at: Address) -> Option<&Look> {
        self.looks.get(*found.styles.get(&at)? as usize)
    }
}

/// The part of each tab, by its name.
fn places(parts: &Parts) -> Option<BTreeMap<String, String>> {
    let targets = relations(parts, "xl/_rels/workbook.bin.rels")?;
    let mut places = BTreeMap::new();
    for (kind, data) in records(parts.get("xl/workbook.bin")?) {
        if kind != TAB {
            continue;
        }
        // State and id of the tab, then the relation and the name.
        let Some((relation, rest)) = data.get(8..).and_then(wide) else { continue };
        let Some((name, _)) = wide(rest) else { continue };
        let Some((_, target)) = targets.get(&relation) else { continue };
        let place = match target.strip_prefix('/') {
            Some(absolute) => absolute.to_owned(),
            None => format!("xl/{target}"),
        };
        places.entry(name).or_insert(place);
    }
    Some(places)
}

fn looks(part: &[u8]) -> Vec<Look> {
    let (mut fonts, mut looks) = (Vec::new(), Vec::new());
    let mut formats = BTreeMap::new();
    let mut of_cells = false;
    for (kind, data) in records(part) {
        match kind {
            FONT => fonts.push(data.get(21..).and_then(wide).map(|(name, _)| name)),
            FORMAT if data.len() > 2 => {
                formats.extend(wide(&data[2..]).map(|(code, _)| (u16_at(data, 0), code)));
            }
            CELL_STYLES_BEGIN => of_cells = true,
            CELL_STYLES_END => of_cells = false,
            STYLE if of_cells && data.len() >= 6 => {
                let (format, font) = (u16_at(data, 2), usize::from(u16_at(data, 4)));
                let code = formats.get(&format).cloned();
                looks.push(Look {
                    format: code.or_else(|| {
                        super::biff_styles::built_in(format).map(str::to_owned)
                    }),
                    font: fonts.get(font).cloned().flatten(),
                    ..Look::default()
                });
            }
            _ => (),
        }
    }
    looks
}

impl Found {
    fn of(part: &[u8]) -> Self {
        let mut found = Self::default();
        let mut row = 0;
        for (kind, data) in records(part) {
            match kind {
                ROW if data.len() >= 12 => {
                    row = u32_at(data, 0);
                    let hidden = data[11] & 0x10 != 0;
                    if hidden && found.hidden_rows.last() != Some(&row) {
                        found.hidden_rows.push(row);
                    }
                }
                kind if (CELLS.contains(&kind) || kind == RICH_TEXT)
                    && data.len() >= 8 =>
                {
                    let style = u32_at(data, 4) & 0xFF_FFFF;
                    found.styles.insert(Address::new(row, u32_at(data, 0)), style);
                }
                COLUMNS if data.len() >= 18 && data[16] & 1 != 0 => {
                    found.hide_columns(u32_at(data, 0), u32_at(data, 4));
                }
                MERGED if data.len() >= 16 && found.merged.len() < limits::MERGES => {
                    let corner =
                        |row, col| Address::new(u32_at(data, row), u32_at(data, col));
                    let (first, last) = (corner(0, 8), corner(4, 12));
                    found.merged.push(CellRange { first, last });
                }
                _ => (),
            }
            if found.styles.len() > limits::CELLS {
                break;
            }
        }
        found
    }

    /// Ranges of one sheet do not overlap; those that do are ignored.
    fn hide_columns(&mut self, first: u32, last: u32) {
        let next = self.hidden_cols.last().map_or(0, |col| col + 1);
        self.hidden_cols.extend(first.max(next)..=last.min(limits::COLUMNS - 1));
    }
}

/// The records of a part: kind and data.
fn records(part: &[u8]) -> impl Iterator<Item = (u32, &[u8])> {
    let mut rest = part;
    std::iter::from_fn(move || {
        let (kind, len) = (number(&mut rest, 2)?, number(&mut rest, 4)?);
        let (data, after) = rest.split_at_checked(len as usize)?;
        rest = after;
        Some((kind, data))
    })
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

/// A text with its length before it, and what comes after it.
fn wide(data: &[u8]) -> Option<(String, &[u8])> {
    let (len, rest) = data.split_at_checked(4)?;
    let len = match u32_at(len, 0) {
        u32::MAX => 0,
        len => (len as usize).checked_mul(2)?,
    };
    let (units, rest) = rest.split_at_checked(len)?;
    let units: Vec<u16> = units.chunks_exact(2).map(|pair| u16_at(pair, 0)).collect();
    Some((String::from_utf16_lossy(&units), rest))
}

fn u16_at(bytes: &[u8], at: usize) -> u16 {
    u16::from_le_bytes([bytes[at], bytes[at + 1]])
}

fn u32_at(bytes: &[u8], at: usize) -> u32 {
    u32::from(u16_at(bytes, at)) | u32::from(u16_at(bytes, at + 2)) << 16
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_record_that_claims_more_than_there_is_ends_the_walk() {
        let part =
            [[1, 2, 7, 7].as_slice(), &[0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x7F]].concat();
        let found: Vec<_> = records(&part).collect();
        assert_eq!(found, [(1, [7, 7].as_slice())]);
    }

    #[test]
    fn a_text_longer_than_its_record_is_none() {
        assert_eq!(wide(&[2, 0, 0, 0, 65, 0]), None);
        assert_eq!(wide(&[1, 0, 0, 0, 65, 0]), Some(("A".to_owned(), [].as_slice())));
        assert_eq!(wide(&[255, 255, 255, 255]), Some((String::new(), [].as_slice())));
    }
}
