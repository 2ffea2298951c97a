//! Makes files byte by byte that no office program would write, or that few
//! still do: zips with anything in them, old `.xls`, `.xlsb`, `.ods`.

mod biff12;
mod biff5_and_8;
mod by_library;
mod open_document;

use std::io::{Cursor, Write};

use zip::write::{SimpleFileOptions, ZipWriter};

pub(crate) use self::biff5_and_8::{xls, xls_in};
pub(crate) use self::biff12::{record12, xlsb, xlsb_of};
pub(crate) use self::by_library::xlsx_of;
pub(crate) use self::open_document::ods_of;

/// A sheet in plain words, for every format.
#[derive(Debug, Clone, Default)]
pub(crate) struct Page {
    pub(crate) cells: Vec<(u32, u32, Content)>,
    /// Looks of cells that are not like the others.
    pub(crate) looks: Vec<(u32, u32, Look)>,
    /// Top, left, bottom, right.
    pub(crate) merged: Vec<[u32; 4]>,
    pub(crate) hidden_rows: Vec<u32>,
    pub(crate) hidden_cols: Vec<u32>,
    /// Rows of height 0 and columns of width 0.
    pub(crate) flat_rows: Vec<u32>,
    pub(crate) flat_cols: Vec<u32>,
    /// Columns with room for so many digits.
    pub(crate) widths: Vec<(u32, u32)>,
    /// Rows that a filter hides.
    pub(crate) filtered_rows: Vec<u32>,
    pub(crate) comments: Vec<(u32, u32, String)>,
    /// Calculated only when somebody asks for it.
    pub(crate) by_hand: bool,
    pub(crate) font: Option<String>,
}

/// How a cell or a stretch of a text looks.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(crate) struct Look {
    /// Number format code.
    pub(crate) format: Option<&'static str>,
    pub(crate) struck: bool,
    pub(crate) raised: bool,
    pub(crate) ink: Option<[u8; 3]>,
    pub(crate) ground: Option<[u8; 3]>,
}

#[derive(Debug, Clone)]
pub(crate) enum Content {
    Text(String),
    Number(f64),
    Percent(f64),
    /// A text whose stretches look as they like.
    Rich(Vec<(String, Look)>),
    /// A formula with its result.
    Formula(f64),
    /// A formula that takes its result from another workbook.
    Outside(f64),
    /// The result of a division by zero.
    Error,
}

impl Page {
    /// The look of a cell; percentages have one of their own.
    pub(crate) fn look(&self, row: u32, col: u32, content: &Content) -> Look {
        let told = self.looks.iter().find(|(r, c, _)| [*r, *c] == [row, col]);
        let look = told.map(|(_, _, look)| *look).unwrap_or_default();
        match content {
            Content::Percent(_) => Look { format: look.format.or(Some("0.00%")), ..look },
            _ => look,
        }
    }

    /// Every look that a cell or a stretch has, the usual one first.
    pub(crate) fn all_looks(&self) -> Vec<Look> {
        let mut all = vec![Look::default()];
        for (row, col, content) in &self.cells {
            let of_cell = [self.look(*row, *col, content)];
            let of_stretches = match content {
                Content::Rich(stretches) => stretches.as_slice(),
                _ => &[],
            };
            for look in of_cell.iter().chain(of_stretches.iter().map(|(_, look)| look)) {
                if !all.contains(look) {
                    all.push(*look);
                }
            }
        }
        all
    }

    pub(crate) fn is_hidden_row(&self, row: u32) -> bool {
        self.hidden_rows.contains(&row) || self.filtered_rows.contains(&row)
    }
}

/// The number of a look in a list of all of them.
fn index(looks: &[Look], look: &Look) -> usize {
    looks.iter().position(|one| one == look).expect("every look is listed")
}

/// The text of all stretches, and where each begins in units of UTF-16.
fn stretches(told: &[(String, Look)]) -> (String, Vec<(u16, Look)>) {
    let (mut text, mut starts) = (String::new(), Vec::new());
    for (part, look) in told {
        starts.push((u16::try_from(text.encode_utf16().count()).unwrap(), *look));
        text.push_str(part);
    }
    (text, starts)
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
