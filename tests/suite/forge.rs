//! Makes files byte by byte that no office program would write, or that few
//! still do: zips with anything in them, old `.xls`, `.xlsb`, `.ods`.

use std::io::{Cursor, Write};

use zip::write::{SimpleFileOptions, ZipWriter};

/// A sheet in plain words, for every format.
#[derive(Debug, Clone, Default)]
pub(crate) struct Page {
    pub(crate) cells: Vec<(u32, u32, Content)>,
    /// Top, left, bottom, right.
    pub(crate) merged: Vec<[u32; 4]>,
    pub(crate) hidden_rows: Vec<u32>,
    pub(crate) hidden_cols: Vec<u32>,
    pub(crate) font: Option<String>,
}

#[derive(Debug, Clone)]
pub(crate) enum Content {
    Text(String),
    Number(f64),
    Percent(f64),
}

/// A zip of these entries, deflated.
pub(crate) fn zip<B: AsRef<[u8]>>(entries: &[(&str, B)]) -> Vec<u8> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in entries {
        archive.start_file(*name, SimpleFileOptions::default()).unwrap();
        archive.write_all(bytes.as_ref()).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

const OFFICE: &str =
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

fn relations(relations: &[(&str, &str)]) -> String {
    let each = relations.iter().enumerate().map(|(index, (kind, target))| {
        format!("<Relationship Id='r{index}' Type='{OFFICE}/{kind}' Target='{target}'/>")
    });
    format!("<Relationships>{}</Relationships>", each.collect::<String>())
}

/// The parts of an `.xlsx` whose one sheet is this XML.
pub(crate) fn xlsx_parts(sheet: &str) -> Vec<(&'static str, String)> {
    let of_workbook = [
        ("worksheet", "worksheets/sheet1.xml"),
        ("styles", "styles.xml"),
        ("sharedStrings", "sharedStrings.xml"),
    ];
    vec![
        ("[Content_Types].xml", "<Types/>".to_owned()),
        ("_rels/.rels", relations(&[("officeDocument", "xl/workbook.xml")])),
        ("xl/_rels/workbook.xml.rels", relations(&of_workbook)),
        (
            "xl/workbook.xml",
            "<workbook><sheets><sheet name='A' sheetId='1' r:id='r0'/></sheets></workbook>"
                .to_owned(),
        ),
        ("xl/worksheets/sheet1.xml", sheet.to_owned()),
    ]
}

/// An `.xlsx` whose sheet holds these rows.
pub(crate) fn xlsx(rows: &str) -> Vec<u8> {
    zip(&xlsx_parts(&format!("<worksheet><sheetData>{rows}</sheetData></worksheet>")))
}

/// An `.ods` whose one table holds these rows.
pub(crate) fn ods(styles: &str, rows: &str) -> Vec<u8> {
    let content = format!(
        "<office:document-content><office:automatic-styles>{styles}</office:automatic-styles>\
         <office:body><office:spreadsheet><table:table table:name='A'>{rows}</table:table>\
         </office:spreadsheet></office:body></office:document-content>"
    );
    zip(&[
        ("mimetype", "application/vnd.oasis.opendocument.spreadsheet"),
        ("META-INF/manifest.xml", "<manifest/>"),
        ("content.xml", &content),
    ])
}

/// One record of BIFF5 or BIFF8.
pub(crate) fn record(kind: u16, data: &[u8]) -> Vec<u8> {
    let len = u16::try_from(data.len()).unwrap();
    [&kind.to_le_bytes()[..], &len.to_le_bytes(), data].concat()
}

/// A BIFF stream of one sheet: records before it, and records in it.
pub(crate) fn biff(version: u16, globals: &[u8], sheet: &[u8]) -> Vec<u8> {
    let bof = |kind: u16| {
        let data = [version, kind, 0x0DBB, 0x07CC].map(u16::to_le_bytes).concat();
        record(0x0809, &data)
    };
    let name: &[u8] =
        if version == 0x0600 { &[0, 0, 1, 0, b'A'] } else { &[0, 0, 1, b'A'] };
    let end = record(0x000A, &[]);
    let start = bof(5).len() + globals.len() + 4 + 4 + name.len() + end.len();
    let tab = [&u32::try_from(start).unwrap().to_le_bytes(), name].concat();
    [&bof(5), globals, &record(0x0085, &tab), &end, &bof(16), sheet, &end].concat()
}

/// An OLE container with these streams, each at least 4096 bytes long. All its
/// sectors have 512 bytes; the tables come first, then the directory.
pub(crate) fn ole(streams: &[(&str, &[u8])]) -> Vec<u8> {
    let sectors = |bytes: &[u8]| bytes.len().max(4_096).div_ceil(512);
    let data: usize = streams.iter().map(|(_, bytes)| sectors(bytes)).sum();
    let directory = (streams.len() + 1).div_ceil(4);
    let tables = (data + directory).div_ceil(127);
    assert!(tables <= 109, "the header lists all tables");
    let mut fat = vec![0xFFFF_FFFD_u32; tables];
    let mut chain = |len: usize| {
        let start = fat.len();
        fat.extend((start + 1..start + len).map(|next| u32::try_from(next).unwrap()));
        fat.push(0xFFFF_FFFE);
        start
    };
    let of_directory = chain(directory);
    let mut entries = vec![("Root Entry", 5, 0, 0)];
    for (name, bytes) in streams {
        entries.push((name, 2, chain(sectors(bytes)), bytes.len().max(4_096)));
    }
    fat.resize(tables * 128, 0xFFFF_FFFF);
    let mut file = ole_header(tables, of_directory);
    file.extend(fat.iter().flat_map(|next| next.to_le_bytes()));
    let mut listed = Vec::new();
    for (name, kind, start, len) in entries {
        listed.extend(ole_entry(name, kind, start, len));
    }
    listed.resize(directory * 512, 0);
    file.extend(listed);
    for (_, bytes) in streams {
        file.extend_from_slice(bytes);
        file.resize(file.len() + sectors(bytes) * 512 - bytes.len(), 0);
    }
    file
}

fn ole_header(tables: usize, directory: usize) -> Vec<u8> {
    let u32s = |number: usize| u32::try_from(number).unwrap().to_le_bytes();
    let mut header = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1".to_vec();
    header.resize(24, 0);
    header.extend([0x3E, 0, 3, 0, 0xFE, 0xFF, 9, 0, 6, 0]);
    header.resize(44, 0);
    header.extend(u32s(tables));
    header.extend(u32s(directory));
    header.extend([0; 4]);
    header.extend(u32s(4_096));
    // Neither small sectors nor more tables than fit below.
    header.extend([0xFE, 0xFF, 0xFF, 0xFF, 0, 0, 0, 0]);
    header.extend([0xFE, 0xFF, 0xFF, 0xFF, 0, 0, 0, 0]);
    (0..tables).for_each(|table| header.extend(u32s(table)));
    header.resize(512, 0xFF);
    header
}

fn ole_entry(name: &str, kind: u8, start: usize, len: usize) -> Vec<u8> {
    let mut entry: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let name_len = u8::try_from(entry.len() + 2).unwrap();
    entry.resize(64, 0);
    entry.extend([name_len, 0, kind, 1]);
    entry.extend([0xFF; 12]);
    entry.resize(116, 0);
    entry.extend(u32::try_from(start).unwrap().to_le_bytes());
    entry.extend((len as u64).to_le_bytes());
    entry
}

/// A `.xls` of BIFF8 (0x0600) or BIFF5 (0x0500).
pub(crate) fn xls(page: &Page, version: u16) -> Vec<u8> {
    xls_in(page, version, if version == 0x0600 { 1200 } else { 1252 })
}

/// A `.xls` that claims a code page.
pub(crate) fn xls_in(page: &Page, version: u16, code_page: u16) -> Vec<u8> {
    let is_biff8 = version == 0x0600;
    let name = page.font.as_deref().unwrap_or("Arial").as_bytes();
    let mut font = vec![0; 14];
    font.push(u8::try_from(name.len()).unwrap());
    font.extend_from_slice(if is_biff8 { &[0] } else { &[] });
    font.extend_from_slice(name);
    let style = |format: u16| {
        let mut style = [0_u16.to_le_bytes(), format.to_le_bytes()].concat();
        style.resize(if is_biff8 { 20 } else { 16 }, 0);
        record(0x00E0, &style)
    };
    let globals = [
        record(0x0042, &code_page.to_le_bytes()),
        record(0x0031, &font),
        style(0),
        style(10),
    ]
    .concat();
    let stream = biff(version, &globals, &xls_sheet(page, is_biff8));
    ole(&[(if is_biff8 { "Workbook" } else { "Book" }, &stream)])
}

fn xls_sheet(page: &Page, is_biff8: bool) -> Vec<u8> {
    let short = |number: &u32| u16::try_from(*number).unwrap();
    let shorts = |numbers: &[u16]| {
        numbers.iter().flat_map(|number| number.to_le_bytes()).collect::<Vec<u8>>()
    };
    let mut sheet = Vec::new();
    for col in page.hidden_cols.iter().map(short) {
        sheet.extend(record(0x007D, &shorts(&[col, col, 2_560, 0, 1, 0])));
    }
    for row in page.hidden_rows.iter().map(short) {
        sheet.extend(record(0x0208, &shorts(&[row, 0, 256, 255, 0, 0, 0x20, 0])));
    }
    for (row, col, content) in &page.cells {
        let place = |style: u16| shorts(&[short(row), short(col), style]);
        sheet.extend(match content {
            Content::Number(number) => {
                record(0x0203, &[place(0), number.to_le_bytes().to_vec()].concat())
            }
            Content::Percent(number) => {
                record(0x0203, &[place(1), number.to_le_bytes().to_vec()].concat())
            }
            Content::Text(text) => {
                record(0x0204, &[place(0), xls_text(text, is_biff8)].concat())
            }
        });
    }
    if is_biff8 {
        for [top, left, bottom, right] in &page.merged {
            let region = [1, short(top), short(bottom), short(left), short(right)];
            sheet.extend(record(0x00E5, &shorts(&region)));
        }
    }
    sheet
}

/// Of BIFF8 in two bytes a letter, of BIFF5 in one, which must be of Latin-1.
fn xls_text(text: &str, is_biff8: bool) -> Vec<u8> {
    if !is_biff8 {
        let bytes: Vec<u8> =
            text.chars().map(|letter| u8::try_from(u32::from(letter)).unwrap()).collect();
        return [&u16::try_from(bytes.len()).unwrap().to_le_bytes(), &bytes[..]].concat();
    }
    let units: Vec<u16> = text.encode_utf16().collect();
    let mut bytes = u16::try_from(units.len()).unwrap().to_le_bytes().to_vec();
    bytes.push(1);
    bytes.extend(units.iter().flat_map(|unit| unit.to_le_bytes()));
    bytes
}

/// One record of an `.xlsb`.
pub(crate) fn record12(kind: u32, data: &[u8]) -> Vec<u8> {
    let number = |mut number: u32| {
        let mut bytes = Vec::new();
        while number > 0x7F {
            bytes.push(u8::try_from(number & 0x7F).unwrap() | 0x80);
            number >>= 7;
        }
        bytes.push(u8::try_from(number).unwrap());
        bytes
    };
    [number(kind), number(u32::try_from(data.len()).unwrap()), data.to_vec()].concat()
}

fn wide(text: &str) -> Vec<u8> {
    let units: Vec<u16> = text.encode_utf16().collect();
    let len = u32::try_from(units.len()).unwrap().to_le_bytes();
    [&len[..], &units.iter().flat_map(|unit| unit.to_le_bytes()).collect::<Vec<_>>()]
        .concat()
}

fn u32s(numbers: &[u32]) -> Vec<u8> {
    numbers.iter().flat_map(|number| number.to_le_bytes()).collect()
}

/// An `.xlsb` whose one sheet has these records between its begin and end.
pub(crate) fn xlsb_of(sheet: &[u8], font: &str) -> Vec<u8> {
    let tab = [u32s(&[0, 1]), wide("r0"), wide("A")].concat();
    let workbook = [
        record12(131, &[]),
        record12(143, &[]),
        record12(156, &tab),
        record12(144, &[]),
        record12(132, &[]),
    ]
    .concat();
    let style = |format: u16| {
        let mut style = [0_u16, format, 0, 0, 0, 0, 0, 0].map(u16::to_le_bytes).concat();
        style.truncate(16);
        record12(47, &style)
    };
    let styles = [
        record12(278, &[]),
        record12(611, &u32s(&[1])),
        record12(43, &[vec![0; 21], wide(font)].concat()),
        record12(612, &[]),
        record12(617, &u32s(&[2])),
        style(0),
        style(10),
        record12(618, &[]),
        record12(279, &[]),
    ]
    .concat();
    let of_workbook = [("worksheet", "worksheets/sheet1.bin"), ("styles", "styles.bin")];
    zip::<&[u8]>(&[
        ("[Content_Types].xml", b"<Types/>"),
        ("_rels/.rels", relations(&[("officeDocument", "xl/workbook.bin")]).as_bytes()),
        ("xl/_rels/workbook.bin.rels", relations(&of_workbook).as_bytes()),
        ("xl/workbook.bin", &workbook),
        ("xl/styles.bin", &styles),
        ("xl/worksheets/sheet1.bin", sheet),
    ])
}

/// An `.xlsb` as Excel lays it out.
pub(crate) fn xlsb(page: &Page) -> Vec<u8> {
    let mut sheet = record12(129, &[]);
    sheet.extend(record12(148, &u32s(&[0, 999, 0, 99])));
    if !page.hidden_cols.is_empty() {
        sheet.extend(record12(390, &[]));
        for col in &page.hidden_cols {
            let data = [u32s(&[*col, *col, 2_560, 0]), vec![1, 0]].concat();
            sheet.extend(record12(60, &data));
        }
        sheet.extend(record12(391, &[]));
    }
    sheet.extend(record12(145, &[]));
    let mut cells = page.cells.clone();
    cells.sort_by_key(|(row, col, _)| (*row, *col));
    let mut last = None;
    for (row, col, content) in &cells {
        if last.replace(*row) != Some(*row) {
            let hidden = if page.hidden_rows.contains(row) { 0x10 } else { 0 };
            let mut data = [u32s(&[*row, 0]), vec![0x2C, 1, 0, hidden, 0]].concat();
            data.extend(u32s(&[0]));
            sheet.extend(record12(0, &data));
        }
        sheet.extend(match content {
            Content::Number(number) => {
                record12(5, &[u32s(&[*col, 0]), number.to_le_bytes().to_vec()].concat())
            }
            Content::Percent(number) => {
                record12(5, &[u32s(&[*col, 1]), number.to_le_bytes().to_vec()].concat())
            }
            Content::Text(text) => record12(6, &[u32s(&[*col, 0]), wide(text)].concat()),
        });
    }
    sheet.extend(record12(146, &[]));
    for [top, left, bottom, right] in &page.merged {
        sheet.extend(record12(176, &u32s(&[*top, *bottom, *left, *right])));
    }
    sheet.extend(record12(130, &[]));
    xlsb_of(&sheet, page.font.as_deref().unwrap_or("Arial"))
}
