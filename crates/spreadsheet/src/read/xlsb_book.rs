//! The workbook part of an `.xlsb`: its tabs, its calendar, when its formulas are
//! calculated, and which references lead into other workbooks.

use super::Visibility;
use super::biff_formula::{Dialect, Links};
use super::draft::Calculation;
use super::records12::{Record12, Records};
use super::sheets_xml::{Book, Tab};
use super::unreadable::Unreadable;

const PROPERTIES: u32 = 153;
const TAB: u32 = 156;
const CALCULATION: u32 = 157;
const NAME: u32 = 39;
/// What references may lead to: another workbook, this one, this sheet, add-ins
/// and what is no longer there.
const OTHER_BOOK: u32 = 355;
const BOOKS: [u32; 5] = [OTHER_BOOK, 357, 358, 359, 667];
/// The sheets that references name.
const SHEETS: u32 = 362;

/// The workbook but for its sheets' content.
pub(super) fn read(part: &[u8]) -> Result<Book, Unreadable> {
    let mut book = Book::default();
    let mut records = Records::new(part);
    while let Some(record) = records.next()? {
        match record.kind {
            TAB => book.tabs.extend(tab(&record)),
            PROPERTIES => book.is_1904 = record.byte(0).unwrap_or(0) & 1 != 0,
            CALCULATION => book.calculation = calculation(&record),
            _ => (),
        }
    }
    Ok(book)
}

fn tab(record: &Record12<'_>) -> Option<Tab> {
    let visibility = match record.u32(0)? {
        1 => Visibility::Hidden,
        2 => Visibility::VeryHidden,
        // A state that Excel does not know hides nothing.
        _ => Visibility::Visible,
    };
    // Behind the state stands a number that the sheet keeps through its life.
    let (relation, end) = record.text(8)?;
    let (name, _) = record.text(end)?;
    Some(Tab { name, visibility, relation })
}

fn calculation(record: &Record12<'_>) -> Calculation {
    const BY_HAND: u32 = 0;
    const ON_LOAD: u16 = 1;
    /// Saved before all was calculated.
    const BROKEN_OFF: u16 = 0x10;
    Calculation {
        by_hand: record.u32(4) == Some(BY_HAND),
        on_load: record.u16(24).unwrap_or(0) & (ON_LOAD | BROKEN_OFF) != 0,
    }
}

/// Which references and names of a workbook part lead outside.
pub(super) fn links(part: &[u8]) -> Result<Links, Unreadable> {
    let mut links = Links { dialect: Dialect::Biff12, ..Links::default() };
    let mut books = Vec::new();
    let mut records = Records::new(part);
    while let Some(record) = records.next()? {
        match record.kind {
            kind if BOOKS.contains(&kind) => books.push(kind == OTHER_BOOK),
            SHEETS => {
                let sheets = record.data.get(4..).unwrap_or_default().chunks_exact(12);
                let book = |sheet: &[u8]| {
                    u32::from_le_bytes([sheet[0], sheet[1], sheet[2], sheet[3]])
                };
                let outside =
                    |sheet: &[u8]| books.get(book(sheet) as usize) == Some(&true);
                links.outside = sheets.map(outside).collect();
            }
            NAME => {
                let tokens = record.text(9).and_then(|(_, end)| record.counted(end));
                let found = tokens.and_then(|tokens| links.walk(tokens, &links.outside));
                links.names.push(found.is_some_and(|found| found.leaves_the_workbook));
            }
            _ => (),
        }
    }
    Ok(links)
}
