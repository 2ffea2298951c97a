//! The clerk's own list of sending: who is called at which number, what was sent to whom
//! and when, who was reminded, who answered.
//!
//! The program only begins it and puts rows in for units that are new. What stands in it
//! is the clerk's, and goes into no report.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use crate::place::Address;
use crate::plan::Plan;
use crate::plan::key::Key;
use crate::plan::unit::Unit;
use spreadsheet::Workbook;
use spreadsheet::book::{Book, Content, Look, Sheet};

/// The name of the workbook in the folder of a year.
pub(crate) const SENDING: &str = "theo-doi.xlsx";

const UNIT: &str = "Đơn vị";
const CODE: &str = "Mã";
/// What the clerk fills in, with widths.
const ENTRIES: [(&str, f64); 5] = [
    ("Điện thoại", 18.0),
    ("Đã gửi", 16.0),
    ("Đã nhắc", 16.0),
    ("Đã trả lời", 16.0),
    ("Ghi chú", 44.0),
];
/// The row of heads in a new list; in one that was worked on it is looked for.
const HEADS: u32 = 3;
const HEAD_WITHIN: u32 = 50;

/// What stands in a list, by the codes of units and the heads of columns.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Kept {
    entries: BTreeMap<String, BTreeMap<&'static str, String>>,
    /// Units named in it that are known by no code: their rows are the clerk's own.
    named: BTreeSet<String>,
}

impl Kept {
    /// Nothing where it is no such list.
    pub(crate) fn read(workbook: &Workbook) -> Option<Self> {
        workbook.sheets.iter().find_map(|sheet| {
            let grid = &sheet.grid;
            let text =
                |at: Address| grid.get(at).map(|cell| cell.shown().trim().to_owned());
            let find = |row: u32, head: &str| {
                let head = Key::of(head);
                let mut cells = grid.row(row);
                cells
                    .find(|(_, cell)| Key::of(&cell.shown()) == head)
                    .map(|(at, _)| at.col)
            };
            let head = (0..grid.height().min(HEAD_WITHIN))
                .find(|row| find(*row, CODE).is_some() && find(*row, UNIT).is_some())?;
            let (code, unit) = (find(head, CODE)?, find(head, UNIT)?);
            let columns: Vec<(&'static str, u32)> = ENTRIES
                .iter()
                .filter_map(|(name, _)| find(head, name).map(|col| (*name, col)))
                .collect();
            let mut kept = Self::default();
            for row in head + 1..grid.height() {
                let written = |col: u32| text(Address::new(row, col)).unwrap_or_default();
                let of = columns.iter().map(|(name, col)| (*name, written(*col)));
                match written(code) {
                    none if none.is_empty() => {
                        kept.named
                            .extend(Some(written(unit)).filter(|it| !it.is_empty()));
                    }
                    code => {
                        kept.entries.entry(code).or_insert_with(|| of.collect());
                    }
                }
            }
            Some(kept)
        })
    }

    /// Units due that are not in it.
    pub(crate) fn lacks<'p>(&self, plan: &'p Plan) -> Vec<Unit<'p>> {
        let due = plan.expected().into_iter();
        due.filter(|unit| !self.entries.contains_key(unit.code())).collect()
    }

    fn entry(&self, code: &str, column: &str) -> &str {
        let of = self.entries.get(code).and_then(|entries| entries.get(column));
        of.map_or("", String::as_str)
    }
}

/// The list of a year: units due in their order, then those of before, each with what
/// the clerk wrote.
pub(crate) fn book(plan: &Plan, year: i16, date: Date, kept: &Kept) -> Book {
    let agency = &plan.office.agency;
    let title = format!("Theo dõi gửi, nhắc và trả lời năm {year}");
    let mut sheet = Sheet::new("Theo dõi");
    sheet.running_title = title.clone();
    sheet.text(0, 0, &title.to_uppercase(), Look::Title);
    let note = "Tệp của văn thư: chương trình không ghi đè, chỉ thêm dòng cho đơn vị mới. Cột \
                Mã dùng để nhận ra dòng, đừng sửa.";
    sheet.text(1, 0, note, Look::Note);
    heads(&mut sheet);
    let due = plan.expected();
    let due = due.iter().map(|unit| (unit.code(), unit.agency(), unit.phone()));
    let former =
        kept.entries.keys().map(|code| (code.as_str(), plan.unit_name(code), None));
    let is_due = |code: &str| plan.unit(code).is_some();
    let former = former.filter(|(code, _, _)| !is_due(code));
    let mut row = HEADS + 1;
    for (code, name, phone) in due.chain(former) {
        sheet.put(row, 0, Content::Count((row - HEADS).into()), Look::Count);
        sheet.text(row, 1, name, Look::Words);
        for (col, (column, _)) in (2..).zip(ENTRIES) {
            let known = phone.filter(|_| col == 2).unwrap_or_default();
            let text = Some(kept.entry(code, column)).filter(|text| !text.is_empty());
            sheet.text(row, col, text.unwrap_or(known), Look::EntryAsTyped);
        }
        sheet.text(row, 2 + columns(), code, Look::Stamp);
        row += 1;
    }
    for name in &kept.named {
        sheet.text(row, 1, name, Look::Words);
        row += 1;
    }
    sheet.fit_heights();
    Book {
        title,
        author: format!("{} {}", agency.short, plan.province.full_name),
        date,
        custom: Vec::new(),
        sheets: vec![sheet],
    }
}

fn columns() -> u32 {
    u32::try_from(ENTRIES.len()).unwrap_or(0)
}

fn heads(sheet: &mut Sheet) {
    let heads =
        [("STT", 6.0), (UNIT, 44.0)].into_iter().chain(ENTRIES).chain([(CODE, 14.0)]);
    for (col, (head, width)) in (0..).zip(heads) {
        sheet.text(HEADS, col, head, Look::Head);
        sheet.widths.push(width);
    }
    sheet.scrolls_from = Some(Address::new(HEADS + 1, 2));
    sheet.repeated = Some((HEADS, HEADS));
}
