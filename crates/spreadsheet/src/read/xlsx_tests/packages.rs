//! Where in a package the parts of a workbook may stand.

use super::*;

#[test]
fn parts_are_found_by_their_relations_alone() {
    let sheet = "<sheetData><row><c t='s'><v>0</v></c></row></sheetData>";
    for (target, name) in [
        ("worksheets/sheet1.xml", "xl/worksheets/sheet1.xml"),
        ("./worksheets/SHEET1.xml", "xl/worksheets/sheet1.xml"),
        ("/xl/media/trang.xml", "xl/media/trang.xml"),
        ("../bieu%201.xml", "bieu 1.xml"),
        ("..\\calcChain.xml", "calcchain.xml"),
        ("tables/vbaProject", "xl\\tables\\vbaProject"),
    ] {
        let mut parts = Draughtsman::new(sheet, "", "<si><t>hộ</t></si>");
        target.clone_into(&mut parts.relations[0].1);
        name.clone_into(&mut parts.parts[0].0);
        "chuỗi.xml".clone_into(&mut parts.relations[2].1);
        "xl/chuỗi.xml".clone_into(&mut parts.parts[2].0);
        let value = parts
            .grid()
            .map(|grid| grid.get(Address::new(0, 0)).map(|cell| cell.value.clone()));
        assert_eq!(value, Ok(Some(text("hộ"))), "{target}");
    }
}

#[test]
fn a_strict_workbook_is_read_too() {
    let sheet = "<sheetData><row><c><v>7</v></c></row></sheetData>";
    let mut parts = Draughtsman::new(sheet, "", "");
    "http://purl.oclc.org/ooxml/officeDocument/relationships/worksheet"
        .clone_into(&mut parts.relations[0].0);
    assert_eq!(parts.grid().map(|grid| grid.cells().count()), Ok(1));
}

#[test]
fn tabs_without_a_table_are_passed_over_and_those_without_content_named() {
    let sheet = "<dimension ref='lạ'/><sheetData><row><c><v>7</v></c></row></sheetData>";
    let mut parts = Draughtsman::new(sheet, "", "");
    for (kind, target) in [
        ("chartsheet", "chart.xml"),
        (
            "http://schemas.microsoft.com/office/2006/relationships/xlMacrosheet",
            "macro.xml",
        ),
        ("worksheet", "nowhere.xml"),
        ("http://example.org/kind/unheard-of", "moi.xml"),
    ] {
        parts.relations.push((kind.to_owned(), target.to_owned()));
    }
    parts
        .parts
        .push(("xl/moi.xml".to_owned(), format!("<worksheet>{sheet}</worksheet>")));
    let tab = |name: &str, says: &str| format!("<sheet name='{name}' {says}/>");
    parts.tabs = [
        tab("Đồ thị", "r:id='r3'"),
        tab("Macro", "r:id='r4'"),
        tab("A", "r:id='r0' state='lạ'"),
        tab("Mất", "r:id='r5'"),
        tab("Mới", "r:id='r6' state='hidden'"),
        tab("Dấu vết", "r:id='' state='veryHidden'"),
        tab("Không dẫn", "r:id=''"),
    ]
    .concat();
    let workbook = parts.workbook().expect("some sheets are there");
    let names: Vec<_> = workbook
        .sheets
        .iter()
        .map(|sheet| (sheet.name.as_str(), sheet.visibility))
        .collect();
    assert_eq!(names, [("A", Visibility::Visible), ("Mới", Visibility::Hidden)]);
    assert_eq!(workbook.sheets_missing, ["Mất", "Không dẫn"]);
    parts.tabs = tab("Mất", "r:id='r5'");
    damaged(parts.workbook(), "thiếu nội dung của mọi sheet");
    parts.tabs = tab("A", "r:id='r0'") + &tab("B", "r:id='r0'");
    damaged(parts.workbook(), "dùng chung một nội dung");
}
