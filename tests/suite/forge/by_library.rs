//! `.xlsx` as a library writes it.

use rust_xlsxwriter::{
    Color, FilterCondition, Format, FormatScript, Formula, Note, Workbook, Worksheet,
};

use super::{Content, Look, Page};

/// An `.xlsx` of a page; that it is calculated by hand the library cannot say.
pub(crate) fn xlsx_of(page: &Page) -> Vec<u8> {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    sheet.set_name("A").unwrap();
    let plain = format(page, &Look::default());
    for [top, left, bottom, right] in &page.merged {
        sheet
            .merge_range(*top, short(*left), *bottom, short(*right), "", &plain)
            .unwrap();
    }
    for (row, col, content) in &page.cells {
        cell(sheet, page, (*row, *col), content);
    }
    for row in page.hidden_rows.iter().chain(&page.filtered_rows) {
        sheet.set_row_hidden(*row).unwrap();
    }
    for row in &page.flat_rows {
        sheet.set_row_height(*row, 0).unwrap();
    }
    for col in &page.hidden_cols {
        sheet.set_column_hidden(short(*col)).unwrap();
    }
    for col in &page.flat_cols {
        sheet.set_column_width(short(*col), 0).unwrap();
    }
    for (col, digits) in &page.widths {
        // Without the margins, which the library adds.
        sheet.set_column_width(short(*col), f64::from(*digits) - 0.71).unwrap();
    }
    if let (Some(first), Some(last)) =
        (page.filtered_rows.iter().min(), page.filtered_rows.iter().max())
    {
        sheet.autofilter(first - 1, 0, *last, 0).unwrap();
        let condition = FilterCondition::new().add_list_filter("x");
        sheet.filter_column(0, &condition).unwrap();
    }
    for (row, col, text) in &page.comments {
        let note = Note::new(text).add_author_prefix(false);
        sheet.insert_note(*row, short(*col), &note).unwrap();
    }
    workbook.save_to_buffer().unwrap()
}

fn cell(sheet: &mut Worksheet, page: &Page, (row, col): (u32, u32), content: &Content) {
    let look = format(page, &page.look(row, col, content));
    let (col, look) = (short(col), &look);
    match content {
        Content::Text(text) => sheet.write_with_format(row, col, text, look),
        Content::Number(number) | Content::Percent(number) => {
            sheet.write_with_format(row, col, *number, look)
        }
        Content::Rich(told) => {
            let formats: Vec<_> =
                told.iter().map(|(_, look)| format(page, look)).collect();
            let parts = formats
                .iter()
                .zip(told)
                .map(|(format, (text, _))| (format, text.as_str()));
            let parts: Vec<_> = parts.collect();
            sheet.write_rich_string_with_format(row, col, &parts, look)
        }
        Content::Formula(result) => {
            let formula = Formula::new("1").set_result(result.to_string());
            sheet.write_with_format(row, col, formula, look)
        }
        Content::Outside(result) => {
            let formula = Formula::new("[1]A!A1").set_result(result.to_string());
            sheet.write_with_format(row, col, formula, look)
        }
        Content::Error => {
            let formula = Formula::new("1/0").set_result("#DIV/0!");
            sheet.write_with_format(row, col, formula, look)
        }
    }
    .unwrap();
}

fn format(page: &Page, look: &Look) -> Format {
    let mut format = Format::new().set_font_name(page.font.as_deref().unwrap_or("Arial"));
    if let Some(code) = look.format {
        format = format.set_num_format(code);
    }
    if look.struck {
        format = format.set_font_strikethrough();
    }
    if look.raised {
        format = format.set_font_script(FormatScript::Superscript);
    }
    let colour = |[red, green, blue]: [u8; 3]| {
        Color::RGB(u32::from_be_bytes([0, red, green, blue]))
    };
    if let Some(ink) = look.ink {
        format = format.set_font_color(colour(ink));
    }
    if let Some(ground) = look.ground {
        format = format.set_background_color(colour(ground));
    }
    format
}

fn short(col: u32) -> u16 {
    u16::try_from(col).unwrap()
}
