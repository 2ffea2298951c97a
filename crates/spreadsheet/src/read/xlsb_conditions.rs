//! Formats on a condition in an `.xlsb`: the rules of a sheet and the looks they lay
//! over cells (\[MS-XLSB\] 2.4.22, 2.4.23 and 2.4.355).

use super::conditions::{Condition, Operator, Overlay, Rule};
use super::limits;
use super::look::Colour;
use super::records12::Record12;
use crate::place::{Address, CellRange};

const FORMATTING: u32 = 461;
const RULE: u32 = 463;
const BAR: u32 = 467;
const RULE_END: u32 = 464;

/// The rules of a sheet so far.
#[derive(Debug, Default)]
pub(super) struct Conditions {
    /// Where the rules hold that come next.
    regions: Vec<CellRange>,
    /// A rule that is not at its end.
    open: Option<(Condition, Overlay)>,
    pub(super) rules: Vec<Rule>,
}

impl Conditions {
    /// Takes a record, if it is one of a rule.
    pub(super) fn take(&mut self, record: &Record12<'_>, overlays: &[Overlay]) {
        match record.kind {
            FORMATTING => self.regions = regions(record),
            RULE => {
                let overlay = record.u32(8).and_then(|id| overlays.get(id as usize));
                self.open =
                    Some((condition(record), overlay.cloned().unwrap_or_default()));
            }
            BAR => {
                if let Some((_, overlay)) = &mut self.open {
                    overlay.is_instead |= record.byte(2) == Some(0);
                }
            }
            RULE_END => {
                if let Some((condition, overlay)) = self.open.take()
                    && self.rules.len() < limits::CONDITIONS
                {
                    self.rules.extend(Rule::new(
                        self.regions.clone(),
                        condition,
                        overlay,
                    ));
                }
            }
            _ => (),
        }
    }
}

fn regions(record: &Record12<'_>) -> Vec<CellRange> {
    let count = record.u32(8).unwrap_or(0) as usize;
    let region = |index: usize| {
        let at = 12 + 16 * index;
        let corner =
            |row, col| Some(Address::new(record.u32(at + row)?, record.u32(at + col)?));
        Some(CellRange { first: corner(0, 8)?, last: corner(4, 12)? })
    };
    (0..count.min(limits::CONDITIONS)).map_while(region).collect()
}

/// What a rule asks: its kind, its template, its operator, its formulas.
fn condition(record: &Record12<'_>) -> Condition {
    const COMPARES: u32 = 1;
    const OF_BLANKS: u32 = 9;
    const OF_ERRORS: u32 = 11;
    let [kind, template, parameter] = [0, 4, 16].map(|at| record.u32(at).unwrap_or(0));
    if matches!(template, OF_BLANKS | OF_ERRORS) {
        return Condition::OfNoFigure;
    }
    let operator = Operator::of_number(parameter).filter(|_| kind == COMPARES);
    match operator.zip(numbers(record)) {
        Some((operator, numbers)) => Condition::Compares(operator, numbers),
        None => Condition::Unknown,
    }
}

/// The formulas of a rule, if each is one number. Their lengths stand before a
/// text, and each has its tokens with their count before them.
fn numbers(record: &Record12<'_>) -> Option<Vec<f64>> {
    let lengths = [30, 34].map(|at| record.u32(at).unwrap_or(0) as usize);
    let (_, mut at) = record.text(42)?;
    let mut numbers = Vec::new();
    for length in lengths.into_iter().filter(|length| *length > 0) {
        let number = match record.counted(at)? {
            [0x1E, low, high] => f64::from(u16::from_le_bytes([*low, *high])),
            [0x1F, number @ ..] => f64::from_le_bytes(number.try_into().ok()?),
            _ => return None,
        };
        numbers.push(number);
        at += length;
    }
    Some(numbers)
}

/// A look that rules lay over cells: properties one behind the other.
pub(super) fn overlay(
    record: &Record12<'_>,
    colour: impl Fn([u8; 8]) -> Option<Colour>,
) -> Overlay {
    const GROUND: u16 = 2;
    const INK: u16 = 5;
    const STRUCK: u16 = 29;
    const OWN_FORMAT: u16 = 38;
    const FORMAT: u16 = 41;
    let mut overlay = Overlay::default();
    let count = record.u16(4).unwrap_or(0);
    let mut at = 6;
    for _ in 0..count {
        let (Some(kind), Some(size)) = (record.u16(at), record.u16(at + 2)) else {
            break;
        };
        let in_colour = || {
            let bytes = record.data.get(at + 4..at + 12)?;
            colour(bytes.try_into().ok()?)
        };
        match kind {
            GROUND => overlay.ground = in_colour(),
            INK => overlay.ink = in_colour(),
            STRUCK => overlay.struck = record.byte(at + 4).is_some_and(|on| on != 0),
            OWN_FORMAT => {
                overlay.format = record.text(at + 6).map(|(code, _)| code);
            }
            FORMAT => {
                let id = record.u16(at + 4).map(u32::from);
                let code = id.and_then(super::styles_xml::built_in).map(str::to_owned);
                overlay.format = overlay.format.take().or(code);
            }
            _ => (),
        }
        at += usize::from(size).max(4);
    }
    let format = overlay.format.take();
    overlay.format = format.map(|code| code.chars().take(limits::FORMAT_CHARS).collect());
    overlay
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::Cell;

    fn words(numbers: &[u32]) -> Vec<u8> {
        numbers.iter().flat_map(|number| number.to_le_bytes()).collect()
    }

    #[test]
    fn a_rule_lays_a_look_over_its_cells_where_it_holds() {
        let white =
            [&[0, 0, 0, 0, 1, 0][..], &[5, 0, 12, 0, 5, 0, 0, 0, 255, 255, 255, 255]];
        let white = white.concat();
        let colour = |record: [u8; 8]| {
            (record[0] >> 1 == 2)
                .then_some(Colour::Rgb([record[4], record[5], record[6]]))
        };
        let overlays = [overlay(&Record12 { kind: 507, data: &white }, colour)];
        assert_eq!(overlays[0].ink, Colour::of_hex("FFFFFF"));
        let mut conditions = Conditions::default();
        let regions = words(&[1, 0, 1, 11, 11, 16, 16]);
        // Compares, greater; the flags, three lengths, no text, the formula.
        let rule = [
            words(&[1, 0, 0, 1, 5, 0, 0]),
            vec![0, 0],
            words(&[11, 0, 0, u32::MAX, 3]),
            vec![0x1E, 100, 0],
            words(&[0]),
        ];
        let rule = rule.concat();
        for (kind, data) in
            [(FORMATTING, &regions), (RULE, &rule), (RULE_END, &Vec::new())]
        {
            conditions.take(&Record12 { kind, data }, &overlays);
        }
        assert_eq!(conditions.rules.len(), 1);
        let holds = |number| {
            conditions.rules[0].holds(Address::new(11, 16), &Cell::number(number))
        };
        assert!(holds(101.0) && !holds(100.0));
        for end in 0..rule.len() {
            conditions.take(&Record12 { kind: RULE, data: &rule[..end] }, &overlays);
        }
    }
}
