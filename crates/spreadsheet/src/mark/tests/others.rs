//! Packages as other programs make them.

use super::*;

const ROWS: &str = "<row r=\"1\"><c r=\"A1\"><v>1</v></c></row>";

#[test]
fn prefixes_of_a_file_are_kept() {
    let prefixed = format!(
        "<x:worksheet xmlns:x=\"{MAIN}\"><x:sheetData><x:row r=\"1\"><x:c r=\"A1\"><x:v>1</x:v></x:c>\
         </x:row></x:sheetData><x:pageMargins/></x:worksheet>"
    );
    let mut parts = book(&prefixed);
    parts[4].1 = STYLES
        .replace("</", "</x:")
        .replace('<', "<x:")
        .replace("<x:/x:", "</x:")
        .replace("xmlns=", "xmlns:x=");
    let now = marked(&parts, &[error("A1"), error("B1"), error("A2")]);
    let text = sheet_of(&now);
    assert!(text.contains(
        "<x:c r=\"A1\" s=\"2\"><x:v>1</x:v></x:c><x:c r=\"B1\" s=\"2\"/></x:row>"
    ));
    assert!(text.contains("<x:row r=\"2\"><x:c r=\"A2\" s=\"2\"/></x:row>"));
    assert!(text.ends_with(&format!(
        "<x:pageMargins/><x:legacyDrawing xmlns:r=\"{OFFICE}\" r:id=\"rId2\"/></x:worksheet>"
    )));
    assert!(part(&now, "xl/styles.xml").contains("<x:fgColor rgb=\"FFFFC7CE\"/>"));
}

#[test]
fn a_strict_file_gets_strict_relations() {
    let strict = |text: String| {
        text.replace(MAIN, "http://purl.oclc.org/ooxml/spreadsheetml/main")
            .replace(OFFICE, "http://purl.oclc.org/ooxml/officeDocument/relationships")
    };
    let mut parts = book(&sheet(ROWS, ""));
    for part in &mut parts {
        part.1 = strict(part.1.clone());
    }
    // Calamine does not know strict kinds, so the copy is not read here.
    let copy = mark(&zipped(&parts), &[error("A1")]).expect("it can be marked");
    let now = unzipped(&copy);
    let rels = part(&now, "xl/worksheets/_rels/sheet1.xml.rels");
    assert!(rels.contains(
        "\"http://purl.oclc.org/ooxml/officeDocument/relationships/comments\""
    ));
    let comments = part(&now, "xl/comments1.xml");
    assert!(
        comments.contains(
            "<comments xmlns=\"http://purl.oclc.org/ooxml/spreadsheetml/main\">"
        )
    );
    assert!(sheet_of(&now).contains("<legacyDrawing r:id=\"rId2\"/>"));
}

#[test]
fn a_file_without_styles_gets_some() {
    let mut parts = book(&sheet(ROWS, ""));
    parts.remove(4);
    parts[3].1 = relations(&[("rId1", "worksheet", "/xl/worksheets/sheet1.xml")]);
    let now = marked(&parts, &[error("A1")]);
    let rels = part(&now, "xl/_rels/workbook.xml.rels");
    assert!(
        rels.contains(&format!("Type=\"{OFFICE}/styles\" Target=\"/xl/styles1.xml\""))
    );
    assert!(part(&now, "[Content_Types].xml").contains("PartName=\"/xl/styles1.xml\""));
    assert!(part(&now, "xl/styles1.xml").contains("<cellXfs count=\"2\">"));
    assert!(sheet_of(&now).contains("<c r=\"A1\" s=\"1\">"));
}

#[test]
fn a_file_of_our_own_scribe_keeps_its_protection_and_what_may_be_entered() {
    use crate::book::{Allowed, Book, Entry, Look, Sheet};
    let mut page = Sheet::new("Biểu 1");
    page.locked = true;
    page.text(0, 0, "Xã Hà Hiệu", Look::ALL[0]);
    page.entries.push(Entry {
        range: Address::new(1, 1).into(),
        allowed: Allowed::OneOf(vec!["0".into(), "1".into()]),
        prompt: "Ghi số".into(),
        complaint: "Không phải số".into(),
    });
    let date = jiff::civil::date(2024, 12, 10);
    let made = crate::write::write(&Book {
        title: "Thử".into(),
        author: "Thử".into(),
        date,
        custom: Vec::new(),
        sheets: vec![page],
    });
    let before = unzipped(&made);
    let now = marked(&before, &[error("A1"), error("B2")]);
    assert!(part(&now, "xl/comments1.xml").contains("<comment ref=\"B2\""));
    let after_data =
        |parts| sheet_of(parts).split_once("</sheetData>").expect("data").1.to_owned();
    let after = after_data(&now).replace("<legacyDrawing r:id=\"rId2\"/>", "");
    assert_eq!(after, after_data(&before));
    assert!(after.contains("sheetProtection") && after.contains("dataValidation"));
}

#[test]
fn a_part_of_two_sheets_and_macros_and_their_order_are_kept() {
    let mut parts = book(&sheet(ROWS, ""));
    parts[2].1 = parts[2].1.replace(
        "</sheets>",
        "<sheet name=\"Bi&#7875;u 2 &amp; 3\" sheetId=\"2\" r:id=\"rId3\"/></sheets>",
    );
    parts[3].1 = relations(&[
        ("rId1", "worksheet", "worksheets/sheet1.xml"),
        ("rId2", "styles", "styles.xml"),
        ("rId3", "worksheet", "/xl/worksheets/sheet2.xml"),
    ]);
    parts.insert(0, ("xl/vbaProject.bin".to_owned(), "VBA".to_owned()));
    parts.push(("xl/worksheets/sheet2.xml".to_owned(), sheet(ROWS, "")));
    let other = Mark { sheet: "Biểu 2 & 3".to_owned(), ..error("C3") };
    let lost = Mark { sheet: "Biểu 9".to_owned(), ..error("A1") };
    let now = marked(&parts, &[other.clone(), lost.clone()]);
    assert_eq!(now[0], parts[0]);
    assert_eq!(sheet_of(&now), sheet_of(&parts));
    assert!(part(&now, "xl/worksheets/sheet2.xml").contains("<row r=\"3\">"));
    assert!(part(&now, "xl/comments1.xml").contains("ref=\"C3\""));
    let both = marked(&parts, &[other, error("A1")]);
    assert!(part(&both, "xl/comments1.xml").contains("ref=\"A1\""));
    assert!(part(&both, "xl/comments2.xml").contains("ref=\"C3\""));
    assert_eq!(mark(&zipped(&parts), &[lost]), Err(Unmarkable::NoSuchSheet));
}

#[test]
fn text_of_a_finding_is_data_in_every_part() {
    let text = "<v:shape/> & ]]> \u{0}\u{b}\u{1f} _x0007_ =HYPERLINK(\"http://a\")";
    let marks = [at("A1", Tone::Error, text)];
    let now = marked(&book(&sheet(ROWS, "")), &marks);
    let comments = part(&now, "xl/comments1.xml");
    assert!(
        comments.contains("&lt;v:shape/&gt; &amp; ]]&gt; _x005F_x0007_ =HYP"),
        "{comments}"
    );
}

#[test]
fn new_entries_bear_the_earliest_date_of_a_zip() {
    let copy = mark(&zipped(&book(&sheet(ROWS, ""))), &[error("A1")]).expect("marked");
    let mut archive = ZipArchive::new(Cursor::new(copy)).expect("an archive");
    for name in ["xl/comments1.xml", "xl/styles.xml", "xl/drawings/vmlDrawing1.vml"] {
        let entry = archive.by_name(name).expect("it is there");
        let date = entry.last_modified().expect("a date");
        assert_eq!((date.year(), date.month(), date.day()), (1980, 1, 1), "{name}");
    }
}
