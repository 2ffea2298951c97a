//! Packages as different programs make them, marked, and looked at part by part.

mod hostile;
mod others;
mod sheets;

use std::io::{Cursor, Read, Write};

use zip::read::ZipArchive;
use zip::write::{SimpleFileOptions, ZipWriter};

use super::*;
use crate::read::{self, Workbook};

const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const OFFICE: &str =
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/// Parts of a package, in their order.
type Parts = Vec<(String, String)>;

fn zipped(parts: &Parts) -> Vec<u8> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in parts {
        archive
            .start_file(name.as_str(), SimpleFileOptions::default())
            .expect("a plain name");
        archive.write_all(text.as_bytes()).expect("memory takes it");
    }
    archive.finish().expect("a small archive").into_inner()
}

fn unzipped(bytes: &[u8]) -> Parts {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).expect("an archive");
    let mut parts = Vec::new();
    for index in 0..archive.len() {
        let mut entry = archive.by_index(index).expect("an entry");
        let mut bytes = Vec::new();
        entry.read_to_end(&mut bytes).expect("it inflates");
        let name = entry.name().expect("a plain name").into_owned();
        parts.push((name, String::from_utf8_lossy(&bytes).into_owned()));
    }
    parts
}

fn part<'p>(parts: &'p Parts, name: &str) -> &'p str {
    let found = parts.iter().find(|(found, _)| found == name);
    &found.unwrap_or_else(|| panic!("{name} is there")).1
}

fn relations(relations: &[(&str, &str, &str)]) -> String {
    let each = relations.iter().map(|(id, kind, target)| {
        format!(
            "<Relationship Id=\"{id}\" Type=\"{OFFICE}/{kind}\" Target=\"{target}\"/>"
        )
    });
    format!(
        "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">{}\
         </Relationships>",
        each.collect::<String>()
    )
}

/// Two styles: plain, and bold with a border, wrapped.
const STYLES: &str = "<styleSheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\">\
     <numFmts count=\"1\"><numFmt numFmtId=\"164\" formatCode=\"0.0\"/></numFmts>\
     <fonts count=\"2\"><font><sz val=\"11\"/></font><font><b/></font></fonts>\
     <fills count=\"2\"><fill><patternFill patternType=\"none\"/></fill>\
     <fill><patternFill patternType=\"gray125\"/></fill></fills>\
     <borders count=\"1\"><border/></borders>\
     <cellStyleXfs count=\"1\"><xf/></cellStyleXfs>\
     <cellXfs count=\"2\"><xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\"/>\
     <xf numFmtId=\"164\" fontId=\"1\" fillId=\"0\" borderId=\"0\" xfId=\"0\" applyNumberFormat=\"1\">\
     <alignment wrapText=\"1\"/></xf></cellXfs>\
     <dxfs count=\"1\"><dxf><font><b/></font></dxf></dxfs></styleSheet>";

/// The workbook of one sheet, `Biểu 1`, with this part.
fn book(sheet: &str) -> Parts {
    let named = |name: &str, text: &str| (name.to_owned(), text.to_owned());
    vec![
        named(
            "[Content_Types].xml",
            "<?xml version=\"1.0\"?><Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">\
             <Default Extension=\"xml\" ContentType=\"application/xml\"/></Types>",
        ),
        (
            "_rels/.rels".to_owned(),
            relations(&[("rId1", "officeDocument", "xl/workbook.xml")]),
        ),
        named(
            "xl/workbook.xml",
            &format!(
                "<workbook xmlns=\"{MAIN}\" xmlns:r=\"{OFFICE}\"><sheets>\
                 <sheet name=\"Biểu 1\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>"
            ),
        ),
        (
            "xl/_rels/workbook.xml.rels".to_owned(),
            relations(&[
                ("rId1", "worksheet", "worksheets/sheet1.xml"),
                ("rId2", "styles", "styles.xml"),
            ]),
        ),
        named("xl/styles.xml", STYLES),
        named("xl/worksheets/sheet1.xml", sheet),
        named("xl/theme/theme1.xml", "<theme/>"),
    ]
}

/// A sheet with these rows and what follows them.
fn sheet(rows: &str, after: &str) -> String {
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\r\n\
         <worksheet xmlns=\"{MAIN}\" xmlns:r=\"{OFFICE}\"><sheetData>{rows}</sheetData>{after}</worksheet>"
    )
}

fn at(range: &str, tone: Tone, text: &str) -> Mark {
    let range = sheet::range(range).expect("a reference");
    Mark { sheet: "Biểu 1".to_owned(), range, tone, text: text.to_owned() }
}

fn error(range: &str) -> Mark {
    at(range, Tone::Error, "[K01] Sai.")
}

/// Marks, and checks what holds for every copy: old parts stand first in their
/// order, only those named here are changed, equal input gives equal bytes, and
/// the copy reads as the original does.
fn marked(parts: &Parts, marks: &[Mark]) -> Parts {
    let original = zipped(parts);
    let copy = mark(&original, marks).expect("it can be marked");
    assert_eq!(copy, mark(&original, marks).expect("once more"));
    let after = unzipped(&copy);
    let may_change =
        ["[Content_Types].xml", ".rels", "styles.xml", "comments", ".vml", "worksheets/"];
    for (before, now) in parts.iter().zip(&after) {
        assert_eq!(before.0, now.0);
        if !may_change.iter().any(|name| before.0.contains(name)) {
            assert_eq!(before, now);
        }
    }
    assert_eq!(read(&original), read(&copy));
    for (name, text) in &after {
        if name.ends_with(".xml") || name.ends_with(".rels") {
            assert!(xml::Element::parse(text).is_ok(), "{name}: {text}");
        }
    }
    after
}

fn read(bytes: &[u8]) -> Workbook {
    let workbook = read::read(bytes.to_vec());
    workbook.expect("our own reader takes it").without_comments()
}

fn sheet_of(parts: &Parts) -> &str {
    part(parts, "xl/worksheets/sheet1.xml")
}
