//! Reads `.ods` from its `content.xml`, as a stream.
//!
//! Not with calamine: it lays every sheet out as one dense range (a stray cell
//! in the last row fails the file), never ends on a table that is cut off, and
//! has neither spans nor styles.

use std::collections::BTreeMap;

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::draft::{Budget, Calculation, Draft, View};
use super::ods_settings::{self, Settings};
use super::ods_styles::{Family, Styles};
use super::ods_table::Table;
use super::ods_xml::{Xml, reader, text_to_end};
use super::parts::Parts;
use super::sheets_xml::attribute;
use super::unreadable::Unreadable;
use super::xml_text::{cut_off, next, skip};
use super::{Properties, Sheet, Visibility, Workbook, limits};

pub(super) fn read(parts: &Parts) -> Result<Workbook, Unreadable> {
    let manifest = parts.get("META-INF/manifest.xml").unwrap_or_default();
    let mark = b"encryption-data";
    if manifest.windows(mark.len()).any(|part| part == mark) {
        return Err(Unreadable::Encrypted);
    }
    let content = parts
        .text("content.xml")
        .ok_or_else(|| Unreadable::damaged("thiếu phần content.xml"))??;
    let mut styles = Styles::default();
    if let Some(named) = parts.text("styles.xml") {
        styles.read_named(named?)?;
    }
    let settings = parts.text("settings.xml").and_then(Result::ok).unwrap_or_default();
    let settings = ods_settings::read(settings);
    let by_hand = settings.calculates_by_hand;
    let mut budget = Budget::new(Calculation { by_hand, on_load: false });
    let mut workbook = tables(content, styles, &settings, &mut budget)?;
    let meta = parts.text("meta.xml").and_then(Result::ok);
    workbook.properties = meta.map(properties).unwrap_or_default();
    Ok(workbook)
}

fn tables(
    content: &str,
    mut styles: Styles,
    settings: &Settings,
    budget: &mut Budget,
) -> Result<Workbook, Unreadable> {
    let mut xml = reader(content);
    let mut workbook = Workbook::default();
    loop {
        match next(&mut xml)? {
            Event::Start(element) => match element.name().as_ref() {
                "table:table" if workbook.sheets.len() >= limits::SHEETS => {
                    workbook.sheets_not_read += 1;
                    skip(&mut xml, &element)?;
                }
                "table:table" => {
                    let sheet = sheet(&mut xml, &element, &mut styles, settings, budget)?;
                    workbook.sheets.push(sheet);
                }
                "table:tracked-changes" | "table:dde-links" => {
                    skip(&mut xml, &element)?;
                }
                _ => {
                    styles.read(&mut xml, &element)?;
                }
            },
            Event::End(element)
                if element.name().as_ref() == "office:document-content" =>
            {
                return Ok(workbook);
            }
            Event::Eof => return Err(cut_off()),
            _ => (),
        }
    }
}

fn sheet(
    xml: &mut Xml<'_>,
    element: &BytesStart<'_>,
    styles: &mut Styles,
    settings: &Settings,
    budget: &mut Budget,
) -> Result<Sheet, Unreadable> {
    let name = attribute(element, "name").unwrap_or_default();
    let style = attribute(element, "style-name").unwrap_or_default();
    let is_shown = styles.of(Family::Table, &style).is_shown.unwrap_or(true);
    let visibility = if is_shown { Visibility::Visible } else { Visibility::Hidden };
    let mut draft = Draft::new(budget);
    let without_zeros =
        settings.all_without_zeros || settings.without_zeros.contains(&name);
    draft.view(View { without_zeros, with_formulas: false });
    Table::new(xml, styles)
        .read_into(&mut draft)
        .map_err(|reason| reason.on_sheet(&name))?;
    Ok(Sheet::from_draft(&name, visibility, draft))
}

fn properties(meta: &str) -> Properties {
    let mut reader = reader(meta);
    let (mut modified, mut creator) = (None, None);
    let mut custom = BTreeMap::new();
    while let Ok(event) = reader.read_event() {
        match event {
            Event::Start(element) => match element.name().as_ref() {
                "dc:date" => modified = text(&mut reader),
                "meta:initial-creator" => creator = text(&mut reader),
                "dc:creator" if creator.is_none() => creator = text(&mut reader),
                "meta:user-defined" => {
                    let name = attribute(&element, "name").unwrap_or_default();
                    custom.insert(name, text(&mut reader).unwrap_or_default());
                }
                _ => (),
            },
            Event::Eof => break,
            _ => (),
        }
    }
    Properties::new(modified.as_deref(), creator.as_deref(), custom)
}

/// The text up to the end tag; nothing where there is none.
fn text(reader: &mut Reader<&[u8]>) -> Option<String> {
    text_to_end(reader).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read_content(content: &str) -> Result<Workbook, Unreadable> {
        tables(
            content,
            Styles::default(),
            &Settings::default(),
            &mut Budget::new(Calculation::default()),
        )
    }

    fn sheet_of(rows: &str) -> Result<Sheet, Unreadable> {
        let content = format!(
            "<office:document-content><office:body><office:spreadsheet>\
             <table:table table:name='Biểu 1'>{rows}</table:table>\
             </office:spreadsheet></office:body></office:document-content>"
        );
        read_content(&content).map(|mut workbook| workbook.sheets.remove(0))
    }

    #[test]
    fn repeats_without_content_take_no_room() {
        let sheet = sheet_of(concat!(
            "<table:table-row table:number-rows-repeated='1000000'>",
            "<table:table-cell table:number-columns-repeated='1000000000'/></table:table-row>",
            "<table:table-row><table:table-cell table:number-columns-repeated='3'/>",
            "<table:table-cell office:value-type='float' office:value='7'/></table:table-row>",
        ))
        .expect("well-formed");
        let cells: Vec<_> = sheet.grid.cells().map(|(at, _)| at.to_string()).collect();
        assert_eq!(cells, ["D1000001"]);
    }

    #[test]
    fn repeats_with_content_stop_at_the_limit() {
        let rows = concat!(
            "<table:table-row table:number-rows-repeated='1000000'>",
            "<table:table-cell table:number-columns-repeated='16000' office:value-type='float' ",
            "office:value='7'/></table:table-row>",
        );
        assert!(matches!(sheet_of(rows), Err(Unreadable::TooLarge { .. })));
    }

    #[test]
    fn a_table_cut_off_is_damaged() {
        let cut =
            "<office:document-content><table:table table:name='a'><table:table-row>";
        assert!(matches!(read_content(cut), Err(Unreadable::Damaged { .. })));
    }

    #[test]
    fn a_comment_is_no_part_of_its_cell() {
        let sheet = sheet_of(concat!(
            "<table:table-row>\n <table:table-cell office:value-type='string'>\n",
            "  <office:annotation><dc:creator>ai</dc:creator><text:p>Đã  sửa</text:p>",
            "<office:annotation><text:p>x</text:p></office:annotation></office:annotation>\n",
            "  <text:p>Gia\n   đình</text:p>\n  <text:p>học tập</text:p>\n",
            " </table:table-cell></table:table-row>",
        ))
        .expect("well-formed");
        let texts: Vec<_> =
            sheet.grid.cells().filter_map(|(_, cell)| cell.as_text()).collect();
        assert_eq!(texts, ["Gia đình\nhọc tập"]);
        let comments: Vec<_> = sheet.grid.comments().map(|(_, text)| text).collect();
        assert_eq!(comments, ["Đã sửa"]);
    }

    #[test]
    fn a_style_inherits_and_a_row_or_column_gives_its_own() {
        let mut styles = Styles::default();
        styles
            .read_named(concat!(
                "<office:document-styles><office:styles>",
                "<style:style style:name='Gốc' style:family='table-cell'>",
                "<style:text-properties style:text-line-through-style='solid'/></style:style>",
                "<style:style style:name='a' style:family='table-cell' style:parent-style-name='Gốc'/>",
                "<style:style style:name='b' style:family='table-cell' style:parent-style-name='a'>",
                "<style:text-properties style:text-line-through-style='none'/></style:style>",
                "</office:styles></office:document-styles>"
            ))
            .expect("well-formed");
        let content = "<office:document-content><table:table table:name='A'>\
            <table:table-column table:default-cell-style-name='a'/>\
            <table:table-row><table:table-cell office:value-type='float' office:value='1'/></table:table-row>\
            <table:table-row table:default-cell-style-name='b'>\
            <table:table-cell office:value-type='float' office:value='1'/></table:table-row>\
            </table:table></office:document-content>";
        let mut budget = Budget::new(Calculation::default());
        let workbook = tables(content, styles, &Settings::default(), &mut budget)
            .expect("well-formed");
        let struck = |(_, cell): (_, &crate::read::Cell)| {
            cell.notes.has(crate::read::Note::Struck)
        };
        let struck: Vec<bool> = workbook.sheets[0].grid.cells().map(struck).collect();
        assert_eq!(struck, [true, false]);
    }
}
