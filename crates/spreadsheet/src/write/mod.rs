//! Writes workbooks as `.xlsx`.
//!
//! In comes a [`Book`] of plain structs, out come the bytes of a file that
//! Excel, LibreOffice and WPS open without a question. Texts are always written
//! as texts, never as formulas or links; the only date in the file is the
//! book's. The only room that knows `rust_xlsxwriter`.

mod looks;
mod text;

use rust_xlsxwriter::{
    DataValidation, DataValidationErrorStyle, DocProperties, ExcelDateTime, Formula,
    ProtectionOptions, Workbook, Worksheet, XlsxError,
};

use self::looks::Looks;
use self::text::{fitting, is_tempting};
use crate::book::{Allowed, Book, Cell, Computed, Content, Entry, Sheet};
use crate::place::CellRange;

/// A4 in the numbering of Excel.
const A4: u8 = 9;
/// A workbook of ours is small; being soon done is worth some bytes.
const QUICK: u8 = 3;
/// Excel's tables of a header have a limit.
const LONGEST_HEADER: usize = 200;

/// Writes a book; equal books give equal bytes.
pub fn write(book: &Book) -> Vec<u8> {
    compose(book).expect("sheets of ours keep within what Excel allows")
}

fn compose(book: &Book) -> Result<Vec<u8>, XlsxError> {
    let looks = Looks::new();
    let mut workbook = Workbook::new();
    workbook.set_zip_compression_level(QUICK);
    workbook.set_properties(&properties(book)?);
    for sheet in &book.sheets {
        let page = workbook.add_worksheet();
        page.set_name(&sheet.name)?;
        arrange(page, sheet)?;
        for cell in &sheet.cells {
            put(page, cell, &looks)?;
        }
        for entry in &sheet.entries {
            allow(page, entry)?;
        }
    }
    workbook.save_to_buffer()
}

fn properties(book: &Book) -> Result<DocProperties, XlsxError> {
    let properties = DocProperties::new()
        .set_title(&book.title)
        .set_author(&book.author)
        .set_creation_datetime(&day(book.date)?);
    let custom = book.custom.iter();
    Ok(custom.fold(properties, |properties, (name, value)| {
        properties.set_custom_property(name, value.as_str())
    }))
}

/// Columns, rows, what stays in sight, and how it is printed.
fn arrange(page: &mut Worksheet, sheet: &Sheet) -> Result<(), XlsxError> {
    for (col, width) in (0..).zip(&sheet.widths) {
        page.set_column_width(col, *width)?;
    }
    for (row, height) in &sheet.heights {
        page.set_row_height(*row, *height)?;
    }
    if let Some(at) = sheet.scrolls_from {
        page.set_freeze_panes(at.row, column(at.col))?;
    }
    if let Some(CellRange { first, last }) = sheet.filter {
        page.autofilter(first.row, column(first.col), last.row, column(last.col))?;
    }
    if let Some((first, last)) = sheet.repeated {
        page.set_repeat_rows(first, last)?;
    }
    page.set_paper_size(A4);
    if sheet.landscape {
        page.set_landscape();
    }
    // As wide as the paper, as long as it takes.
    page.set_print_fit_to_pages(1, 0);
    page.set_print_center_horizontally(true);
    page.set_margins(0.6, 0.4, 0.7, 0.6, 0.3, 0.3);
    const FONT: &str = "&\"Times New Roman,Regular\"&9";
    let title: String = sheet.running_title.chars().take(LONGEST_HEADER).collect();
    page.set_header(format!("&R{FONT}{}", title.replace('&', "&&")));
    page.set_footer(format!("&C{FONT}Trang &P/&N"));
    if sheet.locked {
        // Without a password: it keeps from accidents, not from intent.
        page.protect_with_options(&ProtectionOptions {
            format_columns: true,
            format_rows: true,
            use_autofilter: true,
            sort: true,
            ..ProtectionOptions::new()
        });
    }
    Ok(())
}

fn put(page: &mut Worksheet, cell: &Cell, looks: &Looks) -> Result<(), XlsxError> {
    let CellRange { first, last } = cell.range;
    let (row, col) = (first.row, column(first.col));
    let look = looks.of(cell.look);
    if first != last {
        page.merge_range(row, col, last.row, column(last.col), "", look)?;
    }
    match &cell.content {
        Content::Blank => page.write_blank(row, col, look)?,
        Content::Text(written) => {
            let written = fitting(written);
            let look = if is_tempting(&written) { looks.quoted(cell.look) } else { look };
            page.write_string_with_format(row, col, written, look)?
        }
        Content::Count(count) => {
            page.write_number_with_format(row, col, *count as f64, look)?
        }
        Content::Number(number) => {
            page.write_number_with_format(row, col, *number, look)?
        }
        Content::Date(date) => match day(*date) {
            Ok(day) => page.write_datetime_with_format(row, col, &day, look)?,
            // Excel knows no day before 1900.
            Err(_) => page.write_string_with_format(row, col, date.to_string(), look)?,
        },
        Content::Formula { formula, result } => {
            let result = match result {
                Computed::Number(number) => number.to_string(),
                Computed::Text(text) => text.clone(),
            };
            let formula = Formula::new(formula).set_result(result);
            page.write_formula_with_format(row, col, formula, look)?
        }
    };
    Ok(())
}

fn day(date: jiff::civil::Date) -> Result<ExcelDateTime, XlsxError> {
    // A year that does not fit becomes one that is refused.
    let year = u16::try_from(date.year()).unwrap_or_default();
    let (month, day) = (date.month().unsigned_abs(), date.day().unsigned_abs());
    ExcelDateTime::from_ymd(year, month, day)
}

fn allow(page: &mut Worksheet, entry: &Entry) -> Result<(), XlsxError> {
    let rule = match &entry.allowed {
        Allowed::OneOf(values) => DataValidation::new().allow_list_strings(values)?,
        Allowed::Among(range) => {
            DataValidation::new().allow_list_formula(Formula::new(range))
        }
        Allowed::Formula(formula) => {
            DataValidation::new().allow_custom(Formula::new(formula))
        }
    };
    let rule = rule
        .set_input_title("Cách ghi")?
        .set_input_message(&entry.prompt)?
        .set_error_title("Chưa đúng")?
        .set_error_message(&entry.complaint)?
        .set_error_style(DataValidationErrorStyle::Stop);
    let CellRange { first, last } = entry.range;
    page.add_data_validation(
        first.row,
        column(first.col),
        last.row,
        column(last.col),
        &rule,
    )?;
    Ok(())
}

fn column(col: u32) -> u16 {
    u16::try_from(col).expect("sheets of ours are narrower than Excel's")
}

#[cfg(test)]
mod tests;
