//! A sheet of the editorial workbook, filled row by row under its headers.

use crate::document::Material;
use crate::editorial::layout::{BETWEEN, MARK, OTHER, STATE, stamp};
use crate::editorial::{Page, Row};
use crate::place::{Address, CellRange};
use spreadsheet::book::{Content, Look, Sheet};

/// Rows of titles above the headers.
const HEADS: u32 = 4;

/// A column: its header, width and look.
pub(super) type Column = (&'static str, f64, Look);

/// A sheet being filled.
pub(super) struct Leaves {
    pub(super) sheet: Sheet,
    columns: Vec<Column>,
    row: u32,
}

impl Leaves {
    /// An empty sheet with its title, what to do with it, and the headers: the
    /// given ones, then those every sheet has.
    pub(super) fn new(
        material: &Material<'_>,
        page: Page,
        title: &str,
        note: &str,
        columns: &[Column],
    ) -> Self {
        let mut sheet = Sheet::new(page.name());
        sheet.locked = true;
        sheet.running_title = format!("{title} năm {}", material.year);
        let title = format!("{title} năm {}", material.year).to_uppercase();
        sheet.text(0, 0, &title, Look::Title);
        sheet.text(1, 0, &format!("Mã tệp: {}", stamp(material.year)), Look::Stamp);
        sheet.text(2, 0, note, Look::Note);
        sheet.text(3, 0, KEPT, Look::Note);
        let mut columns = columns.to_vec();
        columns.extend([
            (STATE, 26.0, Look::Words),
            (OTHER, 40.0, Look::EntryAsTyped),
            (MARK, 10.0, Look::Stamp),
        ]);
        for (col, (head, width, _)) in (0..).zip(&columns) {
            sheet.text(HEADS, col, head, Look::Head);
            sheet.widths.push(*width);
        }
        sheet.heights.push((HEADS, 32.0));
        sheet.scrolls_from = Some(Address::new(HEADS + 1, 1));
        sheet.repeated = Some((HEADS, HEADS));
        Self { sheet, columns, row: HEADS + 1 }
    }

    /// One row: what stands under which header. Cells for the clerk are there
    /// even if they are empty.
    pub(super) fn row(&mut self, cells: &[(&str, &str)], written: Option<&Row>) {
        let others = written
            .map(|row| row.others.join(&format!("\n{BETWEEN}\n")))
            .unwrap_or_default();
        let mark = written.map_or("", |row| row.mark.as_str());
        let own = [(OTHER, others.as_str()), (MARK, mark)];
        for (col, (head, _, look)) in (0..).zip(&self.columns) {
            let mut all = cells.iter().chain(&own);
            let text =
                all.find(|(header, _)| header == head).map_or("", |(_, text)| text);
            let content = if text.is_empty() {
                Content::Blank
            } else {
                Content::Text(text.to_owned())
            };
            self.sheet.put(self.row, col, content, *look);
        }
        self.row += 1;
    }

    /// Where the next row goes, and the column under a header.
    pub(super) fn next(&self, header: &str) -> Address {
        let col = self.columns.iter().position(|(head, ..)| *head == header);
        let col = col.expect("a header of this sheet");
        Address::new(self.row, u32::try_from(col).expect("a few columns"))
    }

    pub(super) fn done(mut self) -> Sheet {
        let last = u32::try_from(self.columns.len()).expect("a few columns") - 1;
        self.sheet.fit_heights();
        self.sheet.filter = Some(CellRange {
            first: Address::new(HEADS, 0),
            last: Address::new((self.row - 1).max(HEADS), last),
        });
        self.sheet
    }
}

const KEPT: &str = "Ghi xong, lưu tệp và chép vào thư mục inbox của năm dưới tên bien-tap.xlsx. Chạy lại “xhht edit” không làm mất nội dung đã ghi.";
