//! Formats on a condition in an old `.xls`: the records `CONDFMT` and `CF` of
//! \[MS-XLS\] 2.4.56 and 2.4.42.
//!
//! Not read: bars and signs in the place of numbers, which Excel 2007 keeps beside
//! these records for itself.

use super::biff::u16_at;
use super::biff_strings::counted;
use super::conditions::{Condition, Operator, Overlay, Rule};
use super::limits;
use super::look::Colour;
use super::styles_xml::built_in;
use crate::place::{Address, CellRange};

/// What rules say before the palette is known: colours by their numbers.
#[derive(Debug, Clone)]
pub(super) struct Told {
    regions: Vec<CellRange>,
    condition: Condition,
    format: Option<String>,
    struck: bool,
    ink: Option<u16>,
    ground: Option<u16>,
}

/// The rules of a sheet so far.
#[derive(Debug, Default)]
pub(super) struct Conditions {
    /// Where the rules hold that come next.
    regions: Vec<CellRange>,
    told: Vec<Told>,
}

/// Lengths of the parts of a look that may stand before what is read of it.
const FONT: usize = 118;
const ALIGNMENT: usize = 8;
const BORDER: usize = 8;

impl Conditions {
    /// `CONDFMT`: where the rules behind it hold.
    pub(super) fn regions(&mut self, data: &[u8]) {
        let regions = data.get(14..).unwrap_or_default().chunks_exact(8);
        let count = data.get(12..14).map_or(0, |count| usize::from(u16_at(count, 0)));
        let region = |part: &[u8]| {
            let [top, bottom, left, right] =
                [0, 2, 4, 6].map(|at| u32::from(u16_at(part, at)));
            CellRange {
                first: Address::new(top, left),
                last: Address::new(bottom, right),
            }
        };
        self.regions = regions.take(count.min(limits::CONDITIONS)).map(region).collect();
    }

    /// `CF`: one rule.
    pub(super) fn rule(&mut self, data: &[u8]) {
        if self.told.len() < limits::CONDITIONS {
            self.told.extend(rule(data, &self.regions));
        }
    }

    /// The rules that matter, in the colours of a palette.
    pub(super) fn rules(&self, colour: impl Fn(u16) -> Option<Colour>) -> Vec<Rule> {
        let rules = self.told.iter().filter_map(|told| {
            let overlay = Overlay {
                format: told.format.clone(),
                struck: told.struck,
                ink: told.ink.and_then(&colour),
                ground: told.ground.and_then(&colour),
                is_instead: false,
            };
            Rule::new(told.regions.clone(), told.condition.clone(), overlay)
        });
        rules.collect()
    }
}

/// A rule: what it compares, the lengths of its two formulas, its look, formulas.
fn rule(data: &[u8], regions: &[CellRange]) -> Option<Told> {
    const COMPARES: u8 = 1;
    let lengths = [2, 4].map(|at| data.get(at..at + 2).map_or(0, |len| u16_at(len, 0)));
    let [one, other] = lengths.map(usize::from);
    let formulas = data.len().checked_sub(one + other)?;
    let look = data.get(6..formulas)?;
    let first = data.get(formulas..formulas + one)?;
    let second = data.get(formulas + one..)?;
    let numbers: Option<Vec<f64>> = [first, second]
        .into_iter()
        .filter(|tokens| !tokens.is_empty())
        .map(number)
        .collect();
    let operator = Operator::of_number(u32::from(*data.get(1)?));
    let condition = match (*data.first()?, operator, numbers) {
        (COMPARES, Some(operator), Some(numbers)) => {
            Condition::Compares(operator, numbers)
        }
        (COMPARES, ..) => Condition::Unknown,
        _ if is_of_no_figure(first) => Condition::OfNoFigure,
        _ => Condition::Unknown,
    };
    let mut told = Told {
        regions: regions.to_vec(),
        condition,
        format: None,
        struck: false,
        ink: None,
        ground: None,
    };
    told.look(look);
    Some(told)
}

impl Told {
    /// The look (`DXFN`): flags that tell which parts there are and what holds of
    /// them, then the parts.
    fn look(&mut self, look: &[u8]) -> Option<()> {
        let flags =
            u32::from(u16_at(look.get(..4)?, 0)) | u32::from(u16_at(look, 2)) << 16;
        let is_own = *look.get(4)? & 1 != 0;
        let has = |bit: u32| flags >> bit & 1 == 1;
        let mut at = 6;
        if has(25) {
            if is_own {
                let len = usize::from(u16_at(look.get(at..at + 2)?, 0));
                self.format = Some(counted(look.get(at + 2..)?, 2, true));
                at += len.max(2);
            } else {
                let id = u32::from(*look.get(at + 1)?);
                self.format = built_in(id).map(str::to_owned);
                at += 2;
            }
        }
        if has(26) {
            const STRUCK: u8 = 0x80;
            let font = look.get(at..at + FONT)?;
            let changes = font[88] & STRUCK == 0;
            self.struck = changes && font[68] & STRUCK != 0;
            // The colour stands in four bytes, of which the upper two say "none".
            self.ink = (font[82] == 0 && font[83] == 0).then(|| u16_at(font, 80));
            at += FONT;
        }
        at += if has(27) { ALIGNMENT } else { 0 };
        at += if has(28) { BORDER } else { 0 };
        if has(29) {
            let fill = look.get(at..at + 4)?;
            let (pattern, colours) = (u16_at(fill, 0) >> 10, u16_at(fill, 2));
            // What is not set stays as the cell has it; a ground of one colour is
            // told as that behind its pattern.
            let solid = has(16) || pattern <= 1;
            self.ground = (!has(18) && solid).then_some(colours >> 7 & 0x7F);
        }
        Some(())
    }
}

/// A formula that is one number.
fn number(tokens: &[u8]) -> Option<f64> {
    match tokens {
        [0x1E, low, high] => Some(f64::from(u16::from_le_bytes([*low, *high]))),
        [0x1F, number @ ..] => Some(f64::from_le_bytes(number.try_into().ok()?)),
        _ => None,
    }
}

/// A formula whose last step asks for an error, a blank or a text.
fn is_of_no_figure(tokens: &[u8]) -> bool {
    const ASK: [u16; 5] = [2, 3, 126, 127, 129];
    match tokens {
        [.., 0x21 | 0x41 | 0x61, low, high] => {
            ASK.contains(&u16::from_le_bytes([*low, *high]))
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A rule for Q12 with a look of some parts.
    fn rules(kind: [u8; 2], look: &[u8], formula: &[u8]) -> Vec<Rule> {
        let mut conditions = Conditions::default();
        let mut region = vec![0; 12];
        region.extend([1, 0, 11, 0, 11, 0, 16, 0, 16, 0]);
        conditions.regions(&region);
        let len = u8::try_from(formula.len()).expect("a short formula");
        conditions.rule(&[&kind[..], &[len, 0, 0, 0], look, formula].concat());
        conditions.rules(Colour::of_palette)
    }

    fn white_letters() -> Vec<u8> {
        let mut look = vec![0, 0, 0, 4, 0, 0];
        let mut font = [0; FONT];
        (font[80], font[88]) = (9, 0x80);
        look.extend(font);
        look
    }

    #[test]
    fn a_rule_lays_letters_formats_and_grounds_over_its_cells() {
        let found = rules([1, 5], &white_letters(), &[0x1E, 100, 0]);
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].overlay.ink, Colour::of_hex("FFFFFF"));
        let holds = |number| {
            found[0].holds(Address::new(11, 16), &crate::read::Cell::number(number))
        };
        assert!(holds(101.0) && !holds(100.0));
        let own = [&[0, 0, 0, 2, 1, 0, 8, 0][..], &[3, 0, 0], b";;;"].concat();
        assert_eq!(
            rules([2, 0], &own, &[0x1D, 1])[0].overlay.format.as_deref(),
            Some(";;;")
        );
        let percent = [0, 0, 0, 2, 0, 0, 0, 9];
        assert_eq!(rules([2, 0], &percent, &[])[0].overlay.format.as_deref(), Some("0%"));
        // A ground alone hides nothing.
        let ground = [0, 0, 0, 0x20, 0, 0, 0, 0, 0, 5];
        assert_eq!(rules([2, 0], &ground, &[]).len(), 0);
    }

    #[test]
    fn a_rule_for_errors_is_about_no_figure() {
        let found = rules([2, 0], &white_letters(), &[0x44, 0, 0, 0, 0, 0x41, 3, 0]);
        let number = crate::read::Cell::number(5.0);
        assert!(!found[0].holds(Address::new(11, 16), &number));
    }

    #[test]
    fn a_rule_that_breaks_off_is_none() {
        let whole = [&[1, 5, 3, 0, 0, 0][..], &white_letters(), &[0x1E, 1, 0]].concat();
        for end in 0..whole.len() {
            let mut conditions = Conditions::default();
            conditions.rule(&whole[..end]);
            conditions.rules(Colour::of_palette);
        }
    }
}
