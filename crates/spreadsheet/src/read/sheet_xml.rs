//! Reads a sheet of an `.xlsx` in one pass over its XML: cells as
//! [`super::cell_xml`] understands them, rows and columns by
//! [`super::lines_xml`], and merged regions.
//!
//! A cell or a row that is there twice is damage: of two figures nobody can tell
//! which one counts.

use quick_xml::events::{BytesStart, Event};

use super::cell_xml::{CellReader, Context};
use super::conditions_xml::{self, Looks};
use super::draft::{Draft, View};
use super::limits;
use super::lines_xml::Lines;
use super::sheets_xml::attribute;
use super::unreadable::Unreadable;
use super::versions_xml::Versions;
use super::xml_text::{self, Xml, is_true};
use crate::place::{Address, CellRange};

/// Gives all that a sheet holds to the draft. A part that is no worksheet,
/// whatever the workbook says, holds no table.
pub(super) fn read(
    text: &str,
    context: &Context<'_>,
    draft: &mut Draft<'_>,
) -> Result<(), Unreadable> {
    let mut xml = xml_text::reader(text);
    let mut lines = Lines::default();
    let mut met = Met::default();
    let mut versions = Versions::default();
    let mut rules = Vec::new();
    let (overlays, palette) = (context.styles.overlays(), context.styles.palette());
    let looks = Looks { overlays, palette };
    let mut merges = 0;
    let mut is_whole = true;
    loop {
        let (element, is_empty) = match xml_text::next(&mut xml)? {
            Event::Start(element) => (element, false),
            Event::Empty(element) => (element, true),
            Event::End(element) => {
                is_whole |= matches!(element.local_name().as_ref(), "worksheet");
                continue;
            }
            Event::Eof if is_whole => break,
            Event::Eof => return Err(xml_text::cut_off()),
            _ => continue,
        };
        if versions.skips(&mut xml, &element, is_empty)? {
            continue;
        }
        match element.local_name().as_ref() {
            "worksheet" => is_whole = is_empty,
            "sheetData" if !is_empty => {
                rows(&mut xml, context, (&mut lines, &mut met), draft)?;
            }
            "sheetView" => {
                let is = |name, usual| {
                    attribute(&element, name).map_or(usual, |text| is_true(&text))
                };
                draft.view(View {
                    without_zeros: !is("showZeros", true),
                    with_formulas: is("showFormulas", false),
                });
            }
            "sheetFormatPr" => lines.defaults(&element),
            "col" => lines.columns(&element),
            "autoFilter" => lines.filter(&mut xml, &element, is_empty)?,
            "mergeCell" if merges < limits::MERGES => {
                merges += 1;
                let region = attribute(&element, "ref").and_then(|text| range(&text));
                if let Some(region) = region {
                    draft.merge(region);
                }
            }
            "conditionalFormatting" if !is_empty => {
                conditions_xml::read(&mut xml, &element, looks, &mut rules)?;
            }
            // Of what somebody sees who chose a view of their own.
            "customSheetViews" if !is_empty => xml_text::skip(&mut xml, &element)?,
            "extLst" if !is_empty => {
                conditions_xml::read_extensions(&mut xml, looks, &mut rules)?;
            }
            _ => (),
        }
    }
    met.check()?;
    draft.conditions(&rules);
    lines.settle(context.points, draft);
    Ok(())
}

/// The rows, in whatever order they stand; in a second table of them, too.
fn rows(
    xml: &mut Xml<'_>,
    context: &Context<'_>,
    (lines, met): (&mut Lines, &mut Met),
    draft: &mut Draft<'_>,
) -> Result<(), Unreadable> {
    let mut cells = CellReader::new(context);
    let mut versions = Versions::default();
    loop {
        let (element, is_empty) = match xml_text::next(xml)? {
            Event::Start(element) => (element, false),
            Event::Empty(element) => (element, true),
            Event::End(_) if versions.leave() => continue,
            Event::End(_) => return Ok(()),
            Event::Eof => return Err(xml_text::cut_off()),
            _ => continue,
        };
        if element.local_name().as_ref() == "row" {
            let row = Row::of(&element, met)?;
            let row = if is_empty { row } else { row.read(xml, &mut cells, draft)? };
            let row = row.number();
            met.row(row)?;
            lines.row(row, &element);
        } else {
            versions.enter(xml, &element, is_empty)?;
        }
    }
}

/// The rows met so far.
#[derive(Default)]
struct Met {
    rows: Vec<u32>,
    is_unordered: bool,
}

impl Met {
    fn next(&self) -> u32 {
        self.rows.last().map_or(0, |row| row.saturating_add(1))
    }

    fn row(&mut self, row: u32) -> Result<(), Unreadable> {
        if row >= limits::ROWS {
            return Err(Unreadable::damaged("có dòng nằm ngoài phạm vi sheet của Excel"));
        }
        self.is_unordered |= row < self.next();
        self.rows.push(row);
        Ok(())
    }

    fn check(mut self) -> Result<(), Unreadable> {
        if self.is_unordered {
            self.rows.sort_unstable();
            let twice = self.rows.windows(2).find(|pair| pair[0] == pair[1]);
            if let Some(pair) = twice {
                let number = pair[0] + 1;
                return Err(Unreadable::damaged(format!(
                    "dòng {number} được ghi hai lần"
                )));
            }
        }
        Ok(())
    }
}

/// A row being read.
struct Row {
    /// Its number, once it is told or has to be counted.
    number: Option<u32>,
    counted: u32,
    columns: Vec<u32>,
    is_unordered: bool,
}

impl Row {
    fn of(element: &BytesStart<'_>, met: &Met) -> Result<Self, Unreadable> {
        let told = match attribute(element, "r") {
            None => None,
            Some(text) => {
                let number =
                    text.trim().parse().ok().and_then(|row: u32| row.checked_sub(1));
                Some(number.ok_or_else(|| {
                    Unreadable::damaged(format!("dòng có số thứ tự “{text}”"))
                })?)
            }
        };
        let columns = Vec::new();
        Ok(Self { number: told, counted: met.next(), columns, is_unordered: false })
    }

    fn number(&self) -> u32 {
        self.number.unwrap_or(self.counted)
    }

    fn read(
        mut self,
        xml: &mut Xml<'_>,
        cells: &mut CellReader<'_>,
        draft: &mut Draft<'_>,
    ) -> Result<Self, Unreadable> {
        let mut versions = Versions::default();
        loop {
            let (element, is_empty) = match xml_text::next(xml)? {
                Event::Start(element) => (element, false),
                Event::Empty(element) => (element, true),
                Event::End(_) if versions.leave() => continue,
                Event::End(_) => break,
                Event::Eof => return Err(xml_text::cut_off()),
                _ => continue,
            };
            if element.local_name().as_ref() == "c" {
                let told = cells.enter(&element)?;
                let at = self.place(told)?;
                cells.read(xml, at, is_empty, draft)?;
            } else {
                versions.enter(xml, &element, is_empty)?;
            }
        }
        self.check()?;
        Ok(self)
    }

    /// Where a cell stands; one without an address stands behind the one before.
    fn place(&mut self, told: Option<Address>) -> Result<Address, Unreadable> {
        let next = self.columns.last().map_or(0, |col| col.saturating_add(1));
        let at = match told {
            Some(at) => at,
            None => Address::new(self.number(), next),
        };
        let row = *self.number.get_or_insert(at.row);
        if row != at.row {
            let row = row + 1;
            return Err(Unreadable::damaged(format!("ô {at} được ghi trong dòng {row}")));
        }
        if self.columns.len() > limits::COLUMNS as usize {
            return Err(twice(at));
        }
        self.is_unordered |= at.col < next;
        self.columns.push(at.col);
        Ok(at)
    }

    fn check(&mut self) -> Result<(), Unreadable> {
        if !self.is_unordered {
            return Ok(());
        }
        self.columns.sort_unstable();
        let found = self.columns.windows(2).find(|pair| pair[0] == pair[1]);
        match found {
            Some(pair) => Err(twice(Address::new(self.number(), pair[0]))),
            None => Ok(()),
        }
    }
}

fn twice(at: Address) -> Unreadable {
    Unreadable::damaged(format!("ô {at} được ghi hai lần"))
}

/// `B7:D9`, or `B7` alone; from whichever corner, with the `$` of a formula or
/// without.
pub(super) fn range(text: &str) -> Option<CellRange> {
    let text = text.trim().replace('$', "");
    let (one, other) = text.split_once(':').unwrap_or((&text, &text));
    let (one, other) = (address(one)?, address(other)?);
    let first = Address::new(one.row.min(other.row), one.col.min(other.col));
    let last = Address::new(one.row.max(other.row), one.col.max(other.col));
    Some(CellRange { first, last })
}

/// `B7`, counted from 0; nothing where it is no reference.
pub(super) fn address(text: &str) -> Option<Address> {
    let text = text.as_bytes();
    let letters = text.iter().take_while(|byte| byte.is_ascii_alphabetic()).count();
    if !(1..=3).contains(&letters) || !(1..=7).contains(&(text.len() - letters)) {
        return None;
    }
    let col = text[..letters].iter().fold(0, |col, letter| {
        col * 26 + u32::from(letter.to_ascii_uppercase() - b'A') + 1
    });
    let mut row = 0;
    for digit in &text[letters..] {
        row = row * 10 + digit.is_ascii_digit().then(|| u32::from(digit - b'0'))?;
    }
    Some(Address::new(row.checked_sub(1)?, col - 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_range_may_be_told_from_any_corner() {
        for told in ["Q11:R12", "Q12:R11", "R12:Q11", "$Q$11:$R$12"] {
            assert_eq!(range(told), range("Q11:R12"), "{told}");
        }
        assert_eq!(range("Q12").map(|range| range.first), address("Q12"));
    }

    #[test]
    fn a_reference_is_letters_then_digits() {
        assert_eq!(address("XFD1048576"), Some(Address::new(1_048_575, 16_383)));
        assert_eq!(address("b7"), Some(Address::new(6, 1)));
        for wrong in ["", "7", "B", "B0", "B7x", "ABCD1", "A12345678", "Đ1"] {
            assert_eq!(address(wrong), None, "{wrong}");
        }
    }
}
