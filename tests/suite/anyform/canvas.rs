//! A sheet under construction: cells by address, written as .xlsx in the end.

use std::collections::BTreeMap;

use super::dice::Dice;
use rust_xlsxwriter::{Color, Format, FormatScript, Formula, Workbook, Worksheet};

#[derive(Clone, Debug)]
pub(super) enum Content {
    Text(String),
    Number(f64),
    /// A fraction shown with a % format.
    Percent(f64),
    /// A formula with its cached value.
    Formula(String, f64),
    /// A number hidden, changed or qualified by how it is written.
    Spoilt(f64, Spoil),
}

/// Ways in which a figure is not what it seems.
#[derive(Clone, Copy, Debug)]
pub(super) enum Spoil {
    Format(&'static str),
    Struck,
    PartlyStruck,
    Raised,
    White,
    /// The number with something written behind it.
    Behind(&'static str),
    /// The number with something written before it.
    Before(&'static str),
}

pub(super) const SPOILS: [Spoil; 18] = [
    Spoil::Format("0%"),
    Spoil::Format("0\"%\""),
    Spoil::Format("0\"00\""),
    Spoil::Format("#,##0,"),
    Spoil::Format("0.000"),
    Spoil::Format(";;;"),
    Spoil::Format("\"chưa có\""),
    Spoil::Format("dd/mm/yyyy"),
    Spoil::Struck,
    Spoil::PartlyStruck,
    Spoil::Raised,
    Spoil::White,
    Spoil::Behind("\n2"),
    Spoil::Behind(" 2"),
    Spoil::Behind("?"),
    Spoil::Behind(","),
    Spoil::Before("khoảng "),
    Spoil::Before("+"),
];

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

    /// Spoils one of the numbers above 9, if there is any; gives its place.
    pub(super) fn spoil(&mut self, dice: &mut Dice) -> Option<(u32, u16, Spoil)> {
        let is_number =
            |content: &Content| matches!(content, Content::Number(n) if *n > 9.0);
        let all = self.cells.iter().filter(|(_, content)| is_number(content));
        let places: Vec<(u32, u16)> = all.map(|(place, _)| *place).collect();
        if places.is_empty() {
            return None;
        }
        let (row, col) = places[dice.index(places.len())];
        let spoil = SPOILS[dice.index(SPOILS.len())];
        let Content::Number(number) = self.cells[&(row, col)] else { return None };
        self.put(row, col, Content::Spoilt(number, spoil));
        Some((row, col, spoil))
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
                Content::Spoilt(number, spoil) => {
                    write_spoilt(sheet, (*row, *col), *number, *spoil)
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

fn write_spoilt(
    sheet: &mut Worksheet,
    (row, col): (u32, u16),
    number: f64,
    spoil: Spoil,
) -> &mut Worksheet {
    let plain = Format::new();
    let rich =
        |sheet: &'_ mut Worksheet, first: (&Format, &str), last: (&Format, &str)| {
            sheet.write_rich_string(row, col, &[first, last]).map(|_| ()).unwrap();
        };
    let text = number.to_string();
    let format = match spoil {
        Spoil::Format(code) => Format::new().set_num_format(code),
        Spoil::Struck => Format::new().set_font_strikethrough(),
        Spoil::White => Format::new().set_font_color(Color::White),
        Spoil::PartlyStruck => {
            let struck = Format::new().set_font_strikethrough();
            rich(sheet, (&struck, "15"), (&plain, &text));
            return sheet;
        }
        Spoil::Raised => {
            let raised = Format::new().set_font_script(FormatScript::Superscript);
            rich(sheet, (&plain, &text), (&raised, "2"));
            return sheet;
        }
        Spoil::Behind(more) => {
            return sheet.write_string(row, col, format!("{text}{more}")).unwrap();
        }
        Spoil::Before(more) => {
            return sheet.write_string(row, col, format!("{more}{text}")).unwrap();
        }
    };
    sheet.write_number_with_format(row, col, number, &format).unwrap()
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
