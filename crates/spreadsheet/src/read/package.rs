//! Where an `.xlsx` or `.xlsb` keeps what: parts are found by the relations that
//! lead to them, never by their names.

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::parts::{Intake, Parts};
use super::sheets_xml::{self, Book, Tab};
use super::unreadable::Unreadable;
use super::{Sheet, Visibility, Workbook, limits, properties_xml, xlsb_book};

/// Which part of a workbook is what, by their keys in `Parts`.
#[derive(Debug, Default)]
pub(super) struct Layout {
    /// The workbook itself.
    pub(super) main: String,
    /// What the workbook says of itself and its sheets.
    pub(super) book: Book,
    pub(super) strings: Option<String>,
    pub(super) styles: Option<String>,
    pub(super) theme: Option<String>,
    /// Properties that every document has, and those that somebody added.
    pub(super) core: Option<String>,
    pub(super) custom: Option<String>,
    /// Worksheets in the order of their tabs.
    pub(super) sheets: Vec<Placed>,
}

/// A worksheet and where it is.
#[derive(Debug)]
pub(super) struct Placed {
    /// Its place among the tabs of the book.
    pub(super) tab: usize,
    /// Nothing where no part is there, or where it is beyond the limit.
    pub(super) part: Option<String>,
    /// Parts with comments on its cells; conversations first.
    pub(super) comments: Vec<String>,
}

/// One relation of a part to another.
#[derive(Debug, PartialEq)]
pub(super) struct Relation {
    pub(super) id: String,
    /// The end of its type: `worksheet`, `styles`.
    pub(super) kind: String,
    /// Key of the part it leads to.
    target: String,
}

/// Tabs that hold no table, by the kind of their relation.
const NO_TABLES: [&str; 4] =
    ["chartsheet", "dialogsheet", "xlmacrosheet", "xlintlmacrosheet"];

/// Follows the relations from the package to the sheets and inflates what a
/// reader looks into.
pub(super) fn gather(intake: &mut Intake<'_>) -> Result<Layout, Unreadable> {
    let package = relations_of(intake, "")?;
    let part = |kind: &str| {
        let found = package.iter().flatten().find(|relation| relation.kind == kind);
        found.map(|relation| relation.target.clone())
    };
    let main = part("officedocument").ok_or_else(|| missing("_rels/.rels"))?;
    if !intake.inflate(&main, limits::UNPACKED_BYTES)? {
        return Err(missing(&main));
    }
    let book = if main.ends_with(".bin") {
        xlsb_book::read(intake.bytes(&main))?
    } else {
        sheets_xml::read(intake.text(&main)?)?
    };
    let mut layout = Layout {
        book,
        core: part("core-properties"),
        custom: part("custom-properties"),
        ..Layout::default()
    };
    let of_book = relations_of(intake, &main)?.unwrap_or_default();
    layout.main = main;
    let of_kind = |kind: &str| {
        let found = of_book.iter().find(|relation| relation.kind == kind);
        found.map(|relation| relation.target.clone())
    };
    layout.strings = of_kind("sharedstrings");
    layout.styles = of_kind("styles");
    layout.theme = of_kind("theme");
    let bounds = [
        (&layout.core, limits::STYLES_BYTES),
        (&layout.custom, limits::STYLES_BYTES),
        (&layout.strings, limits::STRINGS_BYTES),
        (&layout.styles, limits::STYLES_BYTES),
        (&layout.theme, limits::STYLES_BYTES),
    ];
    for (part, limit) in bounds {
        if let Some(part) = part {
            intake.inflate(part, limit)?;
        }
    }
    place_sheets(intake, &of_book, &mut layout)?;
    Ok(layout)
}

/// The worksheets of a workbook, each read by `read`. One that is not there at all
/// is named, and the others are read.
pub(super) fn sheets(
    parts: &Parts,
    mut read: impl FnMut(&Placed, &Tab) -> Result<Sheet, Unreadable>,
) -> Result<Workbook, Unreadable> {
    let layout = &parts.layout;
    let properties = properties_xml::read(parts, layout);
    let mut workbook = Workbook { properties, ..Workbook::default() };
    for (index, placed) in layout.sheets.iter().enumerate() {
        let tab = &layout.book.tabs[placed.tab];
        if index >= limits::SHEETS {
            workbook.sheets_not_read += 1;
        } else if placed.part.is_none() {
            workbook.sheets_missing.extend(missed(tab));
        } else {
            let sheet = read(placed, tab).map_err(|reason| reason.on_sheet(&tab.name))?;
            workbook.sheets.push(sheet);
        }
    }
    if workbook.sheets.is_empty() && !workbook.sheets_missing.is_empty() {
        return Err(Unreadable::damaged("thiếu nội dung của mọi sheet"));
    }
    Ok(workbook)
}

/// The name of a sheet that is not there. A hidden one that refers to nothing,
/// the trace of a macro virus, nobody misses.
fn missed(tab: &Tab) -> Option<String> {
    let trace = tab.visibility != Visibility::Visible && tab.relation.is_empty();
    (!trace).then(|| tab.name.clone())
}

fn place_sheets(
    intake: &mut Intake<'_>,
    of_book: &[Relation],
    layout: &mut Layout,
) -> Result<(), Unreadable> {
    for (tab, sheet) in layout.book.tabs.iter().enumerate() {
        let relation = of_book.iter().find(|relation| relation.id == sheet.relation);
        if relation.is_some_and(|found| NO_TABLES.contains(&found.kind.as_str())) {
            continue;
        }
        let mut placed = Placed { tab, part: None, comments: Vec::new() };
        if let Some(found) = relation.filter(|_| layout.sheets.len() < limits::SHEETS)
            && intake.inflate(&found.target, limits::UNPACKED_BYTES)?
        {
            let twin = layout
                .sheets
                .iter()
                .any(|other| other.part.as_ref() == Some(&found.target));
            if twin {
                return Err(Unreadable::damaged("có hai sheet dùng chung một nội dung"));
            }
            placed.part = Some(found.target.clone());
            placed.comments = comments_of(intake, &found.target)?;
        }
        layout.sheets.push(placed);
    }
    Ok(())
}

fn comments_of(intake: &mut Intake<'_>, sheet: &str) -> Result<Vec<String>, Unreadable> {
    let relations = relations_of(intake, sheet)?.unwrap_or_default();
    let mut found = Vec::new();
    for kind in ["threadedcomment", "comments"] {
        for relation in relations.iter().filter(|relation| relation.kind == kind) {
            if intake.inflate(&relation.target, limits::STYLES_BYTES)? {
                found.push(relation.target.clone());
            }
        }
    }
    Ok(found)
}

/// The relations of a part, of the package itself for an empty name; nothing
/// where none are told.
fn relations_of(
    intake: &mut Intake<'_>,
    part: &str,
) -> Result<Option<Vec<Relation>>, Unreadable> {
    let (folder, file) = part.rsplit_once('/').unwrap_or(("", part));
    let key = resolved(folder, &format!("_rels/{file}.rels"));
    if !intake.inflate(&key, limits::STYLES_BYTES)? {
        return Ok(None);
    }
    let text = intake.text(&key)?;
    let told = relations(text).ok_or_else(|| {
        Unreadable::damaged(format!("phần {key} không đúng cú pháp XML"))
    })?;
    let inside = told.into_iter().filter(|(.., mode)| mode != "External");
    let relation = |(id, kind, target, _): Told| Relation {
        id,
        kind: kind.rsplit('/').next().unwrap_or_default().to_ascii_lowercase(),
        target: resolved(folder, &target),
    };
    Ok(Some(inside.map(relation).collect()))
}

/// A relation as it stands: id, type, target, mode.
pub(super) type Told = (String, String, String, String);

/// All relations of a part with relations; nothing where it is no XML.
pub(super) fn relations(text: &str) -> Option<Vec<Told>> {
    let mut reader = Reader::from_str(text);
    let mut found = Vec::new();
    loop {
        match reader.read_event().ok()? {
            Event::Start(element) | Event::Empty(element)
                if element.local_name().as_ref() == "Relationship" =>
            {
                found.push(told(&element));
            }
            Event::Eof => return Some(found),
            _ => (),
        }
    }
}

fn told(element: &BytesStart<'_>) -> Told {
    let mut told = Told::default();
    for attribute in element.attributes().with_checks(false).flatten() {
        let slot = match attribute.key.local_name().as_ref() {
            "Id" => &mut told.0,
            "Type" => &mut told.1,
            "Target" => &mut told.2,
            "TargetMode" => &mut told.3,
            _ => continue,
        };
        let text: &str = &attribute.value;
        *slot =
            quick_xml::escape::unescape(text).map_or_else(|_| text.into(), Into::into);
    }
    told
}

/// The key of a part that a part of some folder names: `../a%20b.xml`, `/xl/c.xml`.
pub(super) fn resolved(folder: &str, target: &str) -> String {
    let target = target.trim().replace('\\', "/");
    let target = target.split(['#', '?']).next().unwrap_or_default();
    let mut path: Vec<&str> = Vec::new();
    if !target.starts_with('/') {
        path.extend(folder.split('/').filter(|step| !step.is_empty()));
    }
    for step in target.split('/') {
        match step {
            "" | "." => (),
            ".." => {
                path.pop();
            }
            step => path.push(step),
        }
    }
    let folder_itself = if target.ends_with('/') { "/" } else { "" };
    unescaped(&path.join("/")).to_ascii_lowercase() + folder_itself
}

/// Text with `%20` and the like resolved; as it stands where that is no UTF-8.
fn unescaped(text: &str) -> String {
    let bytes = text.as_bytes();
    let digit = |at: usize| bytes.get(at).and_then(|byte| char::from(*byte).to_digit(16));
    let mut plain = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while let Some(byte) = bytes.get(at) {
        match (byte, digit(at + 1), digit(at + 2)) {
            (b'%', Some(high), Some(low)) => {
                plain
                    .push(u8::try_from(high * 16 + low).expect("two digits make a byte"));
                at += 3;
            }
            _ => {
                plain.push(*byte);
                at += 1;
            }
        }
    }
    String::from_utf8(plain).unwrap_or_else(|_| text.to_owned())
}

fn missing(part: &str) -> Unreadable {
    Unreadable::damaged(format!("thiếu phần {part} của tệp"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_target_leads_from_its_folder_to_a_part() {
        for target in [
            "worksheets/Sheet1.xml",
            "./worksheets/sheet1.xml",
            "/xl/worksheets/sheet1.xml",
            "../xl/worksheets/sheet1.xml",
            "worksheets\\sheet1.xml",
            "worksheets/sheet%31.xml",
            "theme/../worksheets//sheet1.xml#A1",
        ] {
            assert_eq!(resolved("xl", target), "xl/worksheets/sheet1.xml", "{target}");
        }
        assert_eq!(resolved("", "/_rels/.rels"), "_rels/.rels");
        assert_eq!(resolved("xl", "tr%C3%AAn%ZZ.xml"), "xl/trên%zz.xml");
    }
}
