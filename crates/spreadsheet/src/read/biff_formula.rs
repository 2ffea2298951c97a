//! Whether a formula of a binary workbook takes anything from another workbook.
//!
//! Calamine spells such a reference with the name of a sheet of this workbook, so
//! the tokens are walked here, as \[MS-XLS\] 2.5.198 and \[MS-XLSB\] 2.5.97 lay
//! them out. The walk also tells formulas that calamine would stumble over.

/// The three layouts of tokens.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum Dialect {
    Biff5,
    #[default]
    Biff8,
    /// Of `.xlsb`.
    Biff12,
}

/// What references of formulas point at.
#[derive(Debug, Default)]
pub(super) struct Links {
    pub(super) dialect: Dialect,
    /// Of each entry of the list of sheets: whether it is another workbook's.
    pub(super) outside: Vec<bool>,
    /// Of each defined name: whether it stands for something outside.
    pub(super) names: Vec<bool>,
}

/// What a walk over the tokens of a formula found.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Tokens {
    pub(super) leaves_the_workbook: bool,
    /// Names another sheet or a defined name, which calamine cannot spell in BIFF5.
    pub(super) names_a_place: bool,
    pub(super) holds_text: bool,
}

const NAME: u8 = 0x23;
const TEXT: u8 = 0x17;
const OTHER_NAME: u8 = 0x39;
const SHEETS: std::ops::RangeInclusive<u8> = 0x39..=0x3D;

impl Links {
    /// The tokens of a formula; nothing where they make no sense. A sheet of BIFF5
    /// may have a list of its own of what lies `outside`.
    pub(super) fn walk(&self, mut rest: &[u8], outside: &[bool]) -> Option<Tokens> {
        let mut found = Tokens::default();
        while let Some((token, after)) = rest.split_first() {
            let class = match *token {
                token @ 0x40..=0x7F => token & 0x1F | 0x20,
                token => token,
            };
            let (operand, next) = after.split_at_checked(self.length(class, after)?)?;
            rest = next;
            match class {
                NAME => {
                    found.names_a_place = true;
                    found.leaves_the_workbook |= self.name_is_outside(operand);
                }
                TEXT => found.holds_text = true,
                class if SHEETS.contains(&class) => {
                    found.names_a_place = true;
                    // An error in the place of a reference comes from nowhere.
                    let alive = class <= OTHER_NAME + 2;
                    found.leaves_the_workbook |=
                        alive && self.sheet_is_outside(operand, outside);
                }
                _ => (),
            }
        }
        Some(found)
    }

    /// Bytes that belong to a token.
    fn length(&self, class: u8, after: &[u8]) -> Option<usize> {
        let by = |biff5, biff8, biff12| match self.dialect {
            Dialect::Biff5 => biff5,
            Dialect::Biff8 => biff8,
            Dialect::Biff12 => biff12,
        };
        let letters = || usize::from(after.first().copied().unwrap_or(0));
        Some(match class {
            0x01 | 0x02 => 4,
            0x03..=0x16 => 0,
            TEXT => match self.dialect {
                Dialect::Biff5 => 1 + letters(),
                Dialect::Biff8 if after.get(1)? & 1 == 1 => 2 + 2 * letters(),
                Dialect::Biff8 => 2 + letters(),
                Dialect::Biff12 => 2 + 2 * usize::from(u16_at(after, 0)?),
            },
            // What goes on with a second byte: of a table, of a pivot table.
            0x18 if self.dialect == Dialect::Biff12 && after.first() == Some(&0x19) => 13,
            0x18 => 5,
            0x19 if after.first()? & 0x04 != 0 => {
                3 + 2 * (usize::from(u16_at(after, 1)?) + 1)
            }
            0x19 => 3,
            0x1C | 0x1D => 1,
            0x1E => 2,
            0x1F => 8,
            0x20 => by(7, 7, 14),
            0x21 => 2,
            0x22 => 3,
            NAME => by(14, 4, 4),
            0x24 | 0x2A | 0x2C => by(3, 4, 6),
            0x25 | 0x2B | 0x2D => by(6, 8, 12),
            0x26..=0x28 => 6,
            0x29 => 2,
            OTHER_NAME => by(24, 6, 6),
            0x3A | 0x3C => by(17, 6, 8),
            0x3B | 0x3D => by(20, 10, 14),
            _ => return None,
        })
    }

    fn sheet_is_outside(&self, operand: &[u8], outside: &[bool]) -> bool {
        let Some(entry) = u16_at(operand, 0) else { return false };
        let entry = match self.dialect {
            // Counted from 1; a negative one is a sheet of this workbook.
            Dialect::Biff5 if entry > 0x7FFF => return false,
            Dialect::Biff5 => entry.checked_sub(1),
            Dialect::Biff8 | Dialect::Biff12 => Some(entry),
        };
        entry.and_then(|entry| outside.get(usize::from(entry))).is_some_and(|is| *is)
    }

    fn name_is_outside(&self, operand: &[u8]) -> bool {
        let name = u16_at(operand, 0).and_then(|name| name.checked_sub(1));
        name.and_then(|name| self.names.get(usize::from(name))).is_some_and(|is| *is)
    }
}

fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_le_bytes([*bytes.get(at)?, *bytes.get(at + 1)?]))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn links(dialect: Dialect) -> Links {
        Links { dialect, outside: vec![false, true], names: vec![true] }
    }

    fn leaves(dialect: Dialect, tokens: &[u8]) -> Option<bool> {
        let links = links(dialect);
        let found = links.walk(tokens, &links.outside)?;
        Some(found.leaves_the_workbook)
    }

    #[test]
    fn a_reference_through_another_book_leaves_the_workbook() {
        // 1 + [book]sheet!A1, in each layout.
        let one = [0x1E, 1, 0];
        let plus = [0x03];
        let outside = |operand: &[u8]| [&one[..], &[0x5A], operand, &plus].concat();
        let biff8 = outside(&[1, 0, 0, 0, 0, 0]);
        assert_eq!(leaves(Dialect::Biff8, &biff8), Some(true));
        assert_eq!(
            leaves(Dialect::Biff12, &outside(&[1, 0, 0, 0, 0, 0, 0, 0])),
            Some(true)
        );
        let biff5 = [&[2, 0], [0; 15].as_slice()].concat();
        assert_eq!(leaves(Dialect::Biff5, &outside(&biff5)), Some(true));
        let own = [&[0xFF, 0xFF], [0; 15].as_slice()].concat();
        assert_eq!(leaves(Dialect::Biff5, &outside(&own)), Some(false));
        assert_eq!(leaves(Dialect::Biff8, &outside(&[0, 0, 0, 0, 0, 0])), Some(false));
        assert_eq!(leaves(Dialect::Biff8, &[0x43, 1, 0, 0, 0]), Some(true));
    }

    #[test]
    fn tokens_that_break_off_or_are_unknown_make_no_sense() {
        assert_eq!(leaves(Dialect::Biff8, &[0x5A, 1, 0]), None);
        assert_eq!(leaves(Dialect::Biff8, &[0x17, 9, 0, b'a']), None);
        assert_eq!(leaves(Dialect::Biff8, &[0xFF]), None);
        assert_eq!(leaves(Dialect::Biff12, &[0x19]), None);
        assert_eq!(leaves(Dialect::Biff8, &[]), Some(false));
    }
}
