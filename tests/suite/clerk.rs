//! The clerk at the editorial workbook: opens it with another library, writes
//! into cells by header and key, and saves a new file as an office program
//! would, without anything of the old one but what a reader sees.

use std::io::Cursor;

use calamine::{Data, Reader, Xlsx};
use rust_xlsxwriter::Workbook;

/// A workbook as grids of texts.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Tome {
    pub(crate) sheets: Vec<(String, Vec<Vec<String>>)>,
}

/// Sheet, header of its key column, header of the clerk's column.
pub(crate) const TEXTS: [&str; 3] = ["Nội dung", "Mã đoạn", "Câu sửa"];
pub(crate) const REASONS: [&str; 3] = ["Giải trình", "Mã kiểm tra", "Lý do chấp nhận"];
pub(crate) const NAMES: [&str; 3] = ["Tên gọi", "Mã tên", "Tên đúng"];
pub(crate) const PAPER: [&str; 3] = ["Văn bản", "Mã mục", "Ghi trong báo cáo"];

impl Tome {
    pub(crate) fn open(bytes: &[u8]) -> Self {
        let mut book: Xlsx<_> =
            calamine::open_workbook_from_rs(Cursor::new(bytes.to_vec())).unwrap();
        let sheets = book.sheet_names().into_iter().map(|name| {
            let range = book.worksheet_range(&name).unwrap();
            let start = range.start().unwrap_or((0, 0));
            assert_eq!(start, (0, 0), "{name} begins at A1");
            let rows = range.rows().map(|row| row.iter().map(text).collect());
            (name, rows.collect())
        });
        Self { sheets: sheets.collect() }
    }

    pub(crate) fn rows(&mut self, sheet: &str) -> &mut Vec<Vec<String>> {
        let found = self.sheets.iter_mut().find(|(name, _)| name == sheet);
        &mut found.unwrap_or_else(|| panic!("a sheet {sheet}")).1
    }

    fn grid(&self, sheet: &str) -> &Vec<Vec<String>> {
        let found = self.sheets.iter().find(|(name, _)| name == sheet);
        &found.unwrap_or_else(|| panic!("a sheet {sheet}")).1
    }

    /// Row of the headers, counted from 0.
    pub(crate) fn head(&self, [sheet, key, _]: [&str; 3]) -> usize {
        let is_head = |row: &Vec<String>| row.iter().any(|cell| cell == key);
        self.grid(sheet).iter().position(is_head).unwrap()
    }

    pub(crate) fn column(&self, page: [&str; 3], header: &str) -> usize {
        let heads = &self.grid(page[0])[self.head(page)];
        let at = heads.iter().position(|cell| cell == header);
        at.unwrap_or_else(|| panic!("{header} in {heads:?}"))
    }

    /// The keys of all rows.
    pub(crate) fn keys(&self, page: [&str; 3]) -> Vec<String> {
        let (head, col) = (self.head(page), self.column(page, page[1]));
        self.grid(page[0])[head + 1..].iter().map(|row| row[col].clone()).collect()
    }

    fn row(&self, page: [&str; 3], key: &str) -> usize {
        let col = self.column(page, page[1]);
        let rows = self.grid(page[0]);
        let found =
            rows.iter().position(|row| row.get(col).is_some_and(|one| one == key));
        found.unwrap_or_else(|| panic!("{key} in {:?}", self.keys(page)))
    }

    /// The first row in which a column holds a text, by its key.
    pub(crate) fn key_of(&self, page: [&str; 3], wanted: &[(&str, &str)]) -> String {
        let head = self.head(page);
        let found = self.grid(page[0])[head + 1..].iter().find(|row| {
            wanted.iter().all(|(header, text)| row[self.column(page, header)] == *text)
        });
        found.unwrap_or_else(|| panic!("{wanted:?}"))[self.column(page, page[1])].clone()
    }

    pub(crate) fn get(&self, page: [&str; 3], key: &str, header: &str) -> String {
        self.grid(page[0])[self.row(page, key)][self.column(page, header)].clone()
    }

    pub(crate) fn set(&mut self, page: [&str; 3], key: &str, header: &str, text: &str) {
        let (row, col) = (self.row(page, key), self.column(page, header));
        self.rows(page[0])[row][col] = text.to_owned();
    }

    /// Writes into the clerk's own column.
    pub(crate) fn write(&mut self, page: [&str; 3], key: &str, text: &str) {
        self.set(page, key, page[2], text);
    }

    /// What stands in the clerk's own column.
    pub(crate) fn entry(&self, page: [&str; 3], key: &str) -> String {
        self.get(page, key, page[2])
    }

    /// The cell of an entry, as findings name it.
    pub(crate) fn cell(&self, page: [&str; 3], key: &str) -> String {
        let col = u8::try_from(self.column(page, page[2])).unwrap();
        format!("{}{}", char::from(b'A' + col), self.row(page, key) + 1)
    }

    /// A new file. `#5` in a cell is the number 5, everything else a text.
    pub(crate) fn save(&self) -> Vec<u8> {
        let mut book = Workbook::new();
        for (name, rows) in &self.sheets {
            let sheet = book.add_worksheet();
            sheet.set_name(name).unwrap();
            for (row, cells) in (0..).zip(rows) {
                for (col, cell) in (0..).zip(cells).filter(|(_, cell)| !cell.is_empty()) {
                    let number =
                        cell.strip_prefix('#').and_then(|n| n.parse::<f64>().ok());
                    match number {
                        Some(number) => sheet.write_number(row, col, number).unwrap(),
                        None => sheet.write_string(row, col, cell).unwrap(),
                    };
                }
            }
        }
        book.save_to_buffer().unwrap()
    }
}

fn text(cell: &Data) -> String {
    match cell {
        Data::Empty => String::new(),
        other => other.to_string(),
    }
}
