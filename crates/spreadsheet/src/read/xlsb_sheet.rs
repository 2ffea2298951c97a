//! One sheet of an `.xlsb`: its cells one after the other, and what is hidden,
//! merged, filtered or commented on.

use std::collections::BTreeSet;

use super::biff_formula::Links;
use super::cell::Value;
use super::cell_xml::look_of;
use super::columns::Columns;
use super::draft::{About, Draft, View};
use super::notes::{Note, Notes};
use super::records12::{Record12, Records};
use super::shared_strings::{Rich, Strings};
use super::unreadable::Unreadable;
use super::widths::is_flat;
use super::xlsb_conditions::Conditions;
use super::xlsb_styles::{Styles, rich_text};
use super::xml_text::cut_off;
use crate::place::{Address, CellRange};

const ROW: u32 = 0;
const CELLS: std::ops::RangeInclusive<u32> = 2..=11;
const RICH_TEXT: u32 = 62;
const COLUMNS: u32 = 60;
const CELLS_END: u32 = 146;
const VIEW: u32 = 137;
const FILTER: u32 = 161;
const FILTER_COLUMN: u32 = 163;
const FILTER_COLUMN_END: u32 = 164;
const MERGED: u32 = 176;
const ARRAY: u32 = 426;
const DEFAULTS: u32 = 485;
const COMMENT: u32 = 635;
const COMMENT_TEXT: u32 = 637;

/// What the cells of all sheets of a workbook refer to.
pub(super) struct Context {
    pub(super) strings: Strings,
    pub(super) styles: Styles,
    pub(super) links: Links,
    pub(super) is_1904: bool,
}

/// A sheet while it is read.
struct SheetReader<'a, 'p> {
    context: &'a Context,
    records: Records<'p>,
    row: u32,
    met: BTreeSet<Address>,
    hidden_rows: Vec<u32>,
    columns: Columns,
    conditions: Conditions,
    filter: Option<CellRange>,
    is_filtered: bool,
    /// Arrays of formulas that take something from another workbook.
    outside: Vec<CellRange>,
}

/// Reads a sheet into a draft. One that breaks off is damage.
pub(super) fn read(
    part: &[u8],
    context: &Context,
    draft: &mut Draft<'_>,
) -> Result<(), Unreadable> {
    let mut sheet = SheetReader {
        context,
        records: Records::new(part),
        row: 0,
        met: BTreeSet::new(),
        hidden_rows: Vec::new(),
        columns: Columns::default(),
        conditions: Conditions::default(),
        filter: None,
        is_filtered: false,
        outside: Vec::new(),
    };
    let mut is_whole = false;
    while let Some(record) = sheet.records.next()? {
        match record.kind {
            CELLS_END => is_whole = true,
            kind if !is_whole && (CELLS.contains(&kind) || kind == RICH_TEXT) => {
                sheet.cell(&record, draft)?;
            }
            VIEW => draft.view(view(&record)),
            _ => {
                sheet.conditions.take(&record, context.styles.overlays());
                sheet.about_the_sheet(&record, draft);
            }
        }
    }
    if !is_whole {
        return Err(cut_off());
    }
    sheet.settle(draft);
    Ok(())
}

impl<'a> SheetReader<'a, '_> {
    fn about_the_sheet(&mut self, record: &Record12<'_>, draft: &mut Draft<'_>) {
        match record.kind {
            ROW => self.row(record),
            DEFAULTS if record.u32(0) == Some(0) => self.columns.hide_others(),
            COLUMNS => {
                let told = [0, 4, 8].map(|at| record.u32(at));
                if let [Some(first), Some(last), Some(width)] = told {
                    let is_hidden = record.u16(16).unwrap_or(0) & 1 != 0;
                    let digits = f64::from(width) / 256.0;
                    self.columns.take(first, last, is_hidden, Some(digits));
                }
            }
            FILTER => self.filter = range(record),
            FILTER_COLUMN => {
                // A column of which only the button is hidden filters nothing.
                let next = self.records.peek();
                self.is_filtered |=
                    next.is_some_and(|next| next.kind != FILTER_COLUMN_END);
            }
            MERGED => {
                if let Some(region) = range(record) {
                    draft.merge(region);
                }
            }
            _ => (),
        }
    }

    fn row(&mut self, record: &Record12<'_>) {
        const HIDDEN: u8 = 0x10;
        let Some(row) = record.u32(0) else { return };
        self.row = row;
        // In twentieths of a point.
        let flat = record.u16(8).is_some_and(|height| is_flat(f64::from(height) / 20.0));
        let hidden = record.byte(11).is_some_and(|flags| flags & HIDDEN != 0);
        if (flat || hidden) && self.hidden_rows.last() != Some(&row) {
            self.hidden_rows.push(row);
        }
    }

    fn cell(
        &mut self,
        record: &Record12<'_>,
        draft: &mut Draft<'_>,
    ) -> Result<(), Unreadable> {
        let col = record.u32(0).ok_or_else(cut_off)?;
        let at = Address::new(self.row, col);
        let context = self.context;
        // The highest byte is of flags.
        let style = context.styles.get(record.u32(4).ok_or_else(cut_off)? & 0xFF_FFFF);
        if !self.met.insert(at) {
            return Err(Unreadable::damaged(format!("ô {at} có hai giá trị")));
        }
        let own;
        let (value, rich) = match record.kind {
            RICH_TEXT => {
                let (text, stretches) = rich_text(record, 8).ok_or_else(cut_off)?;
                let rich = context.styles.fonts.rich(&text, &stretches);
                own = (!stretches.is_empty()).then_some(rich);
                (Value::Text(text), own.as_ref())
            }
            7 => self.shared(record, at)?,
            _ => {
                let number = |number| style.value_of(number, context.is_1904);
                (value(record, number).ok_or_else(cut_off)?, None)
            }
        };
        let mut about = About { look: Some(&style.look), ..About::default() };
        if let Some(notes) = self.formula(record, at) {
            (about.formula, about.notes) = (Some(""), notes);
        }
        let Some(rich) = rich else { return draft.put(at, value, about) };
        let other = look_of(rich, &style.look, draft.theme(), &mut about.notes);
        about.look = Some(other.as_ref().unwrap_or(&style.look));
        about.runs = &rich.runs;
        draft.put(at, value, about)
    }

    fn shared(
        &self,
        record: &Record12<'_>,
        at: Address,
    ) -> Result<(Value, Option<&'a Rich>), Unreadable> {
        let index = record.u32(8).ok_or_else(cut_off)?;
        let found = self.context.strings.get(index as usize);
        let (text, rich) = found.ok_or_else(|| {
            Unreadable::damaged(format!("ô {at} dẫn tới nội dung chữ không có trong tệp"))
        })?;
        Ok((Value::Text(text.to_owned()), rich))
    }

    /// The notes of a formula; nothing where there is none.
    fn formula(&mut self, record: &Record12<'_>, at: Address) -> Option<Notes> {
        const MOST: usize = 1_000;
        // Behind the value stand two bytes of flags.
        let start = match record.kind {
            8 => record.text(8)?.1 + 2,
            9 => 18,
            10 | 11 => 11,
            _ => return None,
        };
        let links = &self.context.links;
        let leaves = |tokens: Option<&[u8]>| {
            let found = tokens.and_then(|tokens| links.walk(tokens, &links.outside));
            found.is_some_and(|found| found.leaves_the_workbook)
        };
        let mut notes = Notes::default();
        notes.add_if(leaves(record.counted(start)), Note::ExternalLink);
        // The formula of an array comes behind its first cell.
        if let Some(array) = self.records.peek().filter(|next| next.kind == ARRAY)
            && leaves(array.counted(17))
            && self.outside.len() < MOST
        {
            self.outside.extend(range(&array));
        }
        let of_array = self.outside.iter().any(|range| range.contains(at));
        notes.add_if(of_array, Note::ExternalLink);
        Some(notes)
    }

    fn settle(self, draft: &mut Draft<'_>) {
        if let Some(CellRange { first, last }) = self.filter.filter(|_| self.is_filtered)
        {
            // The first row of a filter is its heading.
            let within = |row: &&u32| (first.row + 1..=last.row).contains(row);
            draft.filter(self.hidden_rows.iter().filter(within).copied().collect());
        }
        draft.conditions(&self.conditions.rules);
        let (columns, widths) = self.columns.finish();
        draft.widths(widths);
        draft.hide(self.hidden_rows, columns);
    }
}

/// What the window on the sheet shows.
fn view(record: &Record12<'_>) -> View {
    const FORMULAS: u16 = 2;
    const ZEROS: u16 = 0x10;
    let flags = record.u16(0).unwrap_or(ZEROS);
    View { without_zeros: flags & ZEROS == 0, with_formulas: flags & FORMULAS != 0 }
}

/// What stands in a cell that keeps its value itself.
fn value(record: &Record12<'_>, number: impl Fn(f64) -> Value) -> Option<Value> {
    Some(match record.kind {
        2 => number(packed(record.u32(8)?)),
        3 | 11 => Value::Error(error(record.byte(8)?).to_owned()),
        4 | 10 => Value::Bool(record.byte(8)? != 0),
        5 | 9 => number(record.f64(8)?),
        _ => Value::Text(record.text(8)?.0),
    })
}

/// A number in four bytes: the upper part of one of eight, or a whole one; either
/// may be meant as hundredths.
fn packed(bits: u32) -> f64 {
    let number = match bits & 2 {
        0 => f64::from_bits(u64::from(bits & !3) << 32),
        _ => f64::from(bits.cast_signed() >> 2),
    };
    if bits & 1 == 1 { number / 100.0 } else { number }
}

/// An error as Excel writes it.
fn error(code: u8) -> &'static str {
    match code {
        0x00 => "#NULL!",
        0x07 => "#DIV/0!",
        0x0F => "#VALUE!",
        0x17 => "#REF!",
        0x1D => "#NAME?",
        0x24 => "#NUM!",
        0x2A => "#N/A",
        0x2B => "#GETTING_DATA",
        _ => "#UNKNOWN!",
    }
}

/// First and last row, first and last column.
fn range(record: &Record12<'_>) -> Option<CellRange> {
    let corner = |row, col| Some(Address::new(record.u32(row)?, record.u32(col)?));
    Some(CellRange { first: corner(0, 8)?, last: corner(4, 12)? })
}

/// Gives the comments of a part to the draft, but for those on cells in `told`.
pub(super) fn comments(
    part: &[u8],
    told: &BTreeSet<Address>,
    draft: &mut Draft<'_>,
) -> Result<(), Unreadable> {
    let mut at = None;
    let mut records = Records::new(part);
    while let Some(record) = records.next()? {
        match record.kind {
            COMMENT => {
                // Its author, and the cell as a range of one.
                let corner = record.u32(4).zip(record.u32(12));
                at = corner.map(|(row, col)| Address::new(row, col));
            }
            COMMENT_TEXT => {
                let text = rich_text(&record, 0).map(|(text, _)| text);
                let free = at.filter(|at| !told.contains(at));
                if let Some((at, text)) = free.zip(text) {
                    draft.comment(at, &text)?;
                }
            }
            _ => (),
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_of_four_bytes_are_whole_or_halved_or_hundredths() {
        assert_eq!(packed(0x3FF0_0000), 1.0);
        assert_eq!(packed(0x3FF0_0001), 0.01);
        assert_eq!(packed(1_159 << 2 | 2), 1_159.0);
        assert_eq!(packed(115_925 << 2 | 3), 1_159.25);
        assert_eq!(packed((-3_i32).cast_unsigned() << 2 | 2), -3.0);
    }
}
