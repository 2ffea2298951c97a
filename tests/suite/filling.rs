//! Fills in a form as another program would: cells that are not locked get
//! values, what was computed is forgotten, everything else stays as it was.

use std::io::{Cursor, Read, Write};

use calamine::{Reader, Xlsx};
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

/// A cell to be filled in, with the words beside and above it.
#[derive(Debug, Clone)]
pub(crate) struct Spot {
    pub(crate) sheet: String,
    /// A1 style.
    pub(crate) cell: String,
    /// The name of its row, in the first column or the second.
    pub(crate) label: String,
    /// Nearest text above it.
    pub(crate) head: String,
}

/// What is written into a cell.
#[derive(Debug, Clone)]
pub(crate) enum Value {
    Number(i64),
    Text(String),
}

/// Name and text of every part of a workbook, in the order of the archive.
pub(crate) fn parts(bytes: &[u8]) -> Vec<(String, String)> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).unwrap();
    (0..archive.len())
        .map(|index| {
            let mut part = archive.by_index(index).unwrap();
            let mut text = String::new();
            part.read_to_string(&mut text).unwrap();
            (part.name().unwrap().into_owned(), text)
        })
        .collect()
}

/// The same workbook with some parts rewritten.
pub(crate) fn rewritten(
    bytes: &[u8],
    change: impl Fn(&str, String) -> String,
) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in parts(bytes) {
        writer.start_file(name.as_str(), SimpleFileOptions::default()).unwrap();
        writer.write_all(change(&name, text).as_bytes()).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

/// All cells that may be written to.
pub(crate) fn spots(bytes: &[u8]) -> Vec<Spot> {
    let parts = parts(bytes);
    let text = |name: &str| &parts.iter().find(|(part, _)| part == name).unwrap().1;
    let unlocked = unlocked(text("xl/styles.xml"));
    let mut book: Xlsx<_> =
        calamine::open_workbook_from_rs(Cursor::new(bytes.to_vec())).unwrap();
    let mut spots = Vec::new();
    for (index, sheet) in book.sheet_names().into_iter().enumerate() {
        let range = book.worksheet_range(&sheet).unwrap();
        let said = |row: u32, col: u32| {
            let text = range.get_value((row, col)).map(ToString::to_string);
            text.filter(|text| !text.is_empty())
        };
        for tag in
            text(&format!("xl/worksheets/sheet{}.xml", index + 1)).split("<c ").skip(1)
        {
            let style: usize = attribute(tag, "s").parse().unwrap();
            if !unlocked.contains(&style) {
                continue;
            }
            let cell = attribute(tag, "r");
            let (row, col) = place(&cell);
            let label = said(row, u32::from(col > 1));
            let head = (0..row).rev().find_map(|above| said(above, col));
            spots.push(Spot {
                sheet: sheet.clone(),
                cell,
                label: label.unwrap_or_default(),
                head: head.unwrap_or_default(),
            });
        }
    }
    spots
}

/// Styles whose cells are not locked.
fn unlocked(styles: &str) -> Vec<usize> {
    let formats =
        styles.split("<cellXfs").nth(1).unwrap().split("</cellXfs>").next().unwrap();
    let formats = formats.split("<xf ").skip(1).enumerate();
    formats
        .filter(|(_, format)| format.contains("locked=\"0\""))
        .map(|(index, _)| index)
        .collect()
}

fn attribute(tag: &str, name: &str) -> String {
    let tag = tag.split('>').next().unwrap();
    let from = if tag.starts_with(&format!("{name}=")) {
        &tag[name.len() + 2..]
    } else {
        let at = tag.find(&format!(" {name}=\"")).unwrap();
        &tag[at + name.len() + 3..]
    };
    from.split('"').next().unwrap().to_owned()
}

/// Row and column of a cell, counted from 0.
fn place(cell: &str) -> (u32, u32) {
    let digits = cell.find(|c: char| c.is_ascii_digit()).unwrap();
    let letters = cell[..digits].bytes();
    let col = letters.fold(0, |col, letter| col * 26 + u32::from(letter - b'A') + 1);
    (cell[digits..].parse::<u32>().unwrap() - 1, col - 1)
}

/// The form with values in some cells; formulas lose what they had come to.
pub(crate) fn filled(bytes: &[u8], values: &[(String, String, Value)]) -> Vec<u8> {
    let book: Xlsx<_> =
        calamine::open_workbook_from_rs(Cursor::new(bytes.to_vec())).unwrap();
    let sheets = book.sheet_names();
    rewritten(bytes, |part, text| {
        let number =
            part.strip_prefix("xl/worksheets/sheet").and_then(|n| n.strip_suffix(".xml"));
        let Some(index) = number.map(|n| n.parse::<usize>().unwrap() - 1) else {
            return text;
        };
        let own = values.iter().filter(|(sheet, _, _)| *sheet == sheets[index]);
        let mut text = forgotten(&text);
        for (_, cell, value) in own {
            let start = text.find(&format!("<c r=\"{cell}\"")).unwrap();
            let end = start + text[start..].find("/>").unwrap();
            let opened = &text[start..end];
            let whole = match value {
                Value::Number(number) => format!("{opened}><v>{number}</v></c>"),
                Value::Text(words) => {
                    let words = words.replace('&', "&amp;").replace('<', "&lt;");
                    format!("{opened} t=\"inlineStr\"><is><t>{words}</t></is></c>")
                }
            };
            text.replace_range(start..end + 2, &whole);
        }
        text
    })
}

/// A sheet whose formulas have no results, as programs leave them that do not
/// compute.
fn forgotten(xml: &str) -> String {
    let mut pieces = xml.split("</f>");
    let mut text = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        text.push_str("</f>");
        let rest = piece.strip_prefix("<v>").and_then(|rest| rest.split_once("</v>"));
        text.push_str(rest.map_or(piece, |(_, rest)| rest));
    }
    text
}

/// The form with empty rows put in before row `from` (counted from 1) of every
/// sheet.
pub(crate) fn with_rows_inserted(bytes: &[u8], from: u32, count: u32) -> Vec<u8> {
    rewritten(bytes, |part, text| {
        if !part.starts_with("xl/worksheets/") {
            return text;
        }
        let mut moved = String::new();
        for (index, piece) in text.split('<').enumerate() {
            if index > 0 {
                moved.push('<');
            }
            let shifts =
                ["row ", "c ", "mergeCell "].iter().any(|tag| piece.starts_with(tag));
            moved.push_str(&if shifts {
                shifted(piece, from, count)
            } else {
                piece.to_owned()
            });
        }
        moved
    })
}

/// One tag with the rows of its references moved down.
fn shifted(tag: &str, from: u32, count: u32) -> String {
    let name = if tag.starts_with("mergeCell ") { " ref=\"" } else { " r=\"" };
    let (before, rest) = tag.split_once(name).unwrap();
    let (reference, after) = rest.split_once('"').unwrap();
    let cells: Vec<String> = reference
        .split(':')
        .map(|cell| {
            let digits = cell.find(|c: char| c.is_ascii_digit()).unwrap();
            let row: u32 = cell[digits..].parse().unwrap();
            let row = if row >= from { row + count } else { row };
            format!("{}{row}", &cell[..digits])
        })
        .collect();
    format!("{before}{name}{}\"{after}", cells.join(":"))
}
