//! A sheet under construction: cells by address, written as .xlsx in the end.

use std::collections::BTreeMap;

use rust_xlsxwriter::{Format, Formula, Workbook};

#[derive(Clone, Debug)]
pub(super) enum Content {
    Text(String),
    Number(f64),
    /// A fraction shown with a % format.
    Percent(f64),
    /// A formula with its cached value.
    Formula(String, f64),
}

impl Content {
    pub(super) fn text(text: impl Into<String>) -> Self {
        Self::Text(text.into())
    }
}

#[derive(Default, Clone)]
pub(super) struct Canvas {
    pub(super) name: String,
    pub(super) hidden: bool,
    pub(super) cells: BTreeMap<(u32, u16), Content>,
    /// First row and column, last row and column.
    pub(super) merges: Vec<[u32; 4]>,
    pub(super) hidden_rows: Vec<u32>,
    pub(super) hidden_cols: Vec<u16>,
}

impl Canvas {
    pub(super) fn new(name: &str) -> Self {
        Self { name: name.to_owned(), ..Self::default() }
    }

    pub(super) fn put(&mut self, row: u32, col: u16, content: Content) {
        self.cells.insert((row, col), content);
    }

    pub(super) fn text(&mut self, row: u32, col: u16, text: &str) {
        if !text.is_empty() {
            self.put(row, col, Content::text(text));
        }
    }

    pub(super) fn merge(&mut self, row: u32, col: u16, last_row: u32, last_col: u16) {
        if (row, col) != (last_row, last_col) {
            self.merges.push([row, u32::from(col), last_row, u32::from(last_col)]);
        }
    }

    /// One past the last used row.
    pub(super) fn height(&self) -> u32 {
        self.cells.keys().map(|(row, _)| row + 1).max().unwrap_or(0)
    }

    pub(super) fn width(&self) -> u16 {
        self.cells.keys().map(|(_, col)| col + 1).max().unwrap_or(0)
    }

    fn write(&self, workbook: &mut Workbook) {
        let sheet = workbook.add_worksheet();
        sheet.set_name(&self.name).unwrap();
        let plain = Format::new();
        for [row, col, last_row, last_col] in &self.merges {
            let (col, last_col) =
                (u16::try_from(*col).unwrap(), u16::try_from(*last_col).unwrap());
            sheet.merge_range(*row, col, *last_row, last_col, "", &plain).unwrap();
        }
        for ((row, col), content) in &self.cells {
            match content {
                Content::Text(text) => sheet.write_string(*row, *col, text).unwrap(),
                Content::Number(number) => {
                    sheet.write_number(*row, *col, *number).unwrap()
                }
                Content::Percent(number) => {
                    let format = Format::new().set_num_format("0.00%");
                    sheet.write_number_with_format(*row, *col, *number, &format).unwrap()
                }
                Content::Formula(formula, value) => {
                    let formula = Formula::new(formula).set_result(value.to_string());
                    sheet.write_formula(*row, *col, formula).unwrap()
                }
            };
        }
        for row in &self.hidden_rows {
            sheet.set_row_hidden(*row).unwrap();
        }
        for col in &self.hidden_cols {
            sheet.set_column_hidden(*col).unwrap();
        }
        if self.hidden {
            sheet.set_hidden(true);
        }
    }
}

pub(super) fn save(sheets: &[Canvas]) -> Vec<u8> {
    let mut workbook = Workbook::new();
    for sheet in sheets {
        sheet.write(&mut workbook);
    }
    workbook.save_to_buffer().unwrap()
}

/// `0` is `A`, `26` is `AA`.
pub(super) fn letters(col: u16) -> String {
    let mut rest = col + 1;
    let mut letters = String::new();
    while rest > 0 {
        let digit = u8::try_from((rest - 1) % 26).unwrap();
        letters.insert(0, char::from(b'A' + digit));
        rest = (rest - 1) / 26;
    }
    letters
}
