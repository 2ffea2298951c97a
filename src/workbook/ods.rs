//! Reads `.ods` from its `content.xml`, as a stream.
//!
//! Not with calamine: it lays every sheet out as one dense range (a stray cell
//! in the last row fails the file), never ends on a table that is cut off, and
//! has neither spans nor hidden rows. Number format codes are not spelled out
//! here; a percentage is known as such. Fonts are known where the cell's own
//! style names them.

use std::collections::{BTreeMap, BTreeSet};

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::draft::{Budget, Calculation, Draft};
use super::ods_table::Table;
use super::parts::Parts;
use super::sheets_xml::attribute;
use super::unreadable::Unreadable;
use super::{Properties, Sheet, Visibility, Workbook, limits};

/// What the automatic styles say, as far as it matters here.
#[derive(Debug, Default)]
pub(super) struct Styles {
    hidden_tables: BTreeSet<String>,
    fonts: BTreeMap<String, String>,
}

impl Styles {
    pub(super) fn font(&self, style: &str) -> Option<&str> {
        self.fonts.get(style).map(String::as_str)
    }
}

pub(super) fn read(parts: &Parts) -> Result<Workbook, Unreadable> {
    let manifest = parts.get("META-INF/manifest.xml").unwrap_or_default();
    let mark = b"encryption-data";
    if manifest.windows(mark.len()).any(|part| part == mark) {
        return Err(Unreadable::Encrypted);
    }
    let content = parts
        .text("content.xml")
        .ok_or_else(|| Unreadable::damaged("thiếu phần content.xml"))??;
    let mut workbook = tables(content)?;
    let meta = parts.text("meta.xml").and_then(Result::ok);
    workbook.properties = meta.map(properties).unwrap_or_default();
    Ok(workbook)
}

/// A reader over XML whose empty elements come as a start and an end.
fn reader(xml: &str) -> Reader<&[u8]> {
    let mut reader = Reader::from_str(xml);
    let config = reader.config_mut();
    config.check_end_names = false;
    config.expand_empty_elements = true;
    reader
}

fn tables(content: &str) -> Result<Workbook, Unreadable> {
    let syntax = |_| Unreadable::damaged("nội dung không đúng cú pháp XML");
    let mut reader = reader(content);
    let (mut workbook, mut budget) =
        (Workbook::default(), Budget::new(Calculation::default()));
    let (mut styles, mut style) = (Styles::default(), String::new());
    loop {
        match reader.read_event().map_err(syntax)? {
            Event::Start(element) => match element.name().as_ref() {
                "style:style" => style = attribute(&element, "name").unwrap_or_default(),
                "style:table-properties" | "style:text-properties" => {
                    styles.take(&style, &element);
                }
                "table:table" if workbook.sheets.len() >= limits::SHEETS => {
                    workbook.sheets_not_read += 1;
                    reader.read_to_end(element.name()).map_err(syntax)?;
                }
                "table:table" => {
                    let sheet = sheet(&mut reader, &element, &styles, &mut budget)?;
                    workbook.sheets.push(sheet);
                }
                "table:tracked-changes" | "table:dde-links" => {
                    reader.read_to_end(element.name()).map_err(syntax)?;
                }
                _ => (),
            },
            Event::End(element)
                if element.name().as_ref() == "office:document-content" =>
            {
                return Ok(workbook);
            }
            Event::Eof => return Err(Unreadable::damaged("nội dung bị ngắt giữa chừng")),
            _ => (),
        }
    }
}

fn sheet(
    reader: &mut Reader<&[u8]>,
    element: &BytesStart<'_>,
    styles: &Styles,
    budget: &mut Budget,
) -> Result<Sheet, Unreadable> {
    let name = attribute(element, "name").unwrap_or_default();
    let style = attribute(element, "style-name").unwrap_or_default();
    let visibility = if styles.hidden_tables.contains(&style) {
        Visibility::Hidden
    } else {
        Visibility::Visible
    };
    let mut draft = Draft::new(budget);
    Table::new(reader, styles).read_into(&mut draft)?;
    Ok(Sheet::from_draft(&name, visibility, draft))
}

impl Styles {
    fn take(&mut self, style: &str, properties: &BytesStart<'_>) {
        if attribute(properties, "display").is_some_and(|display| display == "false") {
            self.hidden_tables.insert(style.to_owned());
        }
        if let Some(font) = attribute(properties, "font-name") {
            self.fonts.insert(style.to_owned(), font);
        }
    }
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

/// The text up to the next end tag.
fn text(reader: &mut Reader<&[u8]>) -> Option<String> {
    let mut text = String::new();
    loop {
        match reader.read_event().ok()? {
            Event::Text(part) => text.push_str(&part.xml10_content()),
            Event::GeneralRef(entity) => text.extend(super::ods_table::resolved(&entity)),
            Event::End(_) => return Some(text),
            Event::Eof => return None,
            _ => (),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sheet_of(rows: &str) -> Result<Sheet, Unreadable> {
        let content = format!(
            "<office:document-content><office:body><office:spreadsheet>\
             <table:table table:name='Biểu 1'>{rows}</table:table>\
             </office:spreadsheet></office:body></office:document-content>"
        );
        tables(&content).map(|mut workbook| workbook.sheets.remove(0))
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
        assert!(matches!(tables(cut), Err(Unreadable::Damaged { .. })));
    }
}
