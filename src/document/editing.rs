//! The editorial workbook: every paragraph, finding and doubtful name of a
//! year's run with a cell beside it for the clerk, and what is written on the
//! paper. What the clerk wrote before stands in it again, all of it.
//!
//! In come the material of the year and the merged entries, out goes a
//! [`Book`]; `editorial` reads it back and knows it by the same headers.

mod findings;
mod names;
mod page;
mod paper;
mod texts;

use super::Material;
use super::passages::Said;
use crate::editorial::layout::{PROPERTY, stamp};
use crate::editorial::{Merged, Page};
use crate::finding::Finding;
use crate::place::Address;
use crate::plan::office::Office;
use spreadsheet::book::{Book, Content, Look, Sheet};

/// The name of the sheet the drop-down lists are taken from.
const LISTS: &str = "Danh mục";

/// The workbook, and how much there is in it.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Leaf {
    pub(crate) book: Book,
    pub(crate) findings: usize,
    pub(crate) names: usize,
}

/// The editorial workbook of a year; `office` is the register as the project
/// has it, before the clerk's changes.
pub(crate) fn editing(
    material: &Material<'_>,
    office: &Office,
    said: &[Said],
    naming: &[Finding],
    merged: &Merged,
) -> Leaf {
    let agency = &material.plan.office.agency;
    let year = material.year;
    let doubtful = names::doubtful(material, naming);
    let lists = names::Lists::new(material, &doubtful);
    let written = &merged.written;
    let texts = texts::sheet(material, said, written.page(Page::Texts));
    let (reasons, findings) = findings::sheet(material, written.page(Page::Reasons));
    let named = names::sheet(material, &doubtful, &lists, written.page(Page::Names));
    let paper = paper::sheet(material, office, written.page(Page::Paper));
    let book = Book {
        title: format!("Biên tập báo cáo xây dựng xã hội học tập năm {year}"),
        author: format!("{} {}", agency.short, material.plan.province.full_name),
        date: office.deadline(year),
        custom: vec![(PROPERTY.to_owned(), stamp(year))],
        sheets: vec![texts, reasons, named, paper, lists.sheet()],
    };
    Leaf { book, findings, names: doubtful.len() }
}

impl names::Lists {
    /// The names a drop-down list offers, a list a column.
    fn sheet(&self) -> Sheet {
        let mut sheet = Sheet::new(LISTS);
        sheet.locked = true;
        sheet.text(0, 0, "DANH MỤC TÊN ĐƠN VỊ", Look::Title);
        let note = "Dùng cho danh sách thả xuống của sheet “Tên gọi”; không sửa.";
        sheet.text(1, 0, note, Look::Note);
        for (col, (head, names)) in (0..).zip(self.columns()) {
            sheet.text(2, col, head, Look::Head);
            sheet.widths.push(34.0);
            for (row, name) in (3..).zip(names) {
                sheet.put(row, col, Content::Text(name.clone()), Look::Text);
            }
        }
        sheet.scrolls_from = Some(Address::new(3, 0));
        sheet
    }
}
