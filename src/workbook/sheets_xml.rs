//! Where an `.xlsx` keeps each of its sheets.
//!
//! Calamine knows but does not tell, and [`super::sheet_xml`] has to read the
//! same part once more.

use std::collections::BTreeMap;

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::parts::Parts;

/// The part of every sheet, by the name on its tab; empty where the workbook
/// does not follow the usual layout.
pub(super) fn sheet_parts(parts: &Parts) -> BTreeMap<String, String> {
    locate(parts).unwrap_or_default()
}

/// An attribute by its name without prefix, entities resolved.
pub(super) fn attribute(element: &BytesStart<'_>, name: &str) -> Option<String> {
    let mut attributes = element.attributes();
    // The check for duplicates compares every pair.
    let attributes = attributes.with_checks(false);
    let found = attributes
        .flatten()
        .find(|attribute| attribute.key.local_name().as_ref() == name)?;
    let value: &str = &found.value;
    Some(quick_xml::escape::unescape(value).map_or_else(|_| value.to_owned(), Into::into))
}

fn locate(parts: &Parts) -> Option<BTreeMap<String, String>> {
    let package = relations(parts, "_rels/.rels")?;
    let main = package.values().find(|(kind, _)| kind.ends_with("/officeDocument"))?;
    let main = main.1.trim_start_matches('/');
    let (folder, file) =
        main.rsplit_once('/').map_or(("", main), |(folder, file)| (folder, file));
    let folder = if folder.is_empty() { String::new() } else { format!("{folder}/") };
    let targets = relations(parts, &format!("{folder}_rels/{file}.rels"))?;
    let mut found = BTreeMap::new();
    for (name, id) in tabs(parts.text(main)?.ok()?)? {
        let Some((_, target)) = targets.get(&id) else { continue };
        let path = match target.strip_prefix('/') {
            Some(absolute) => absolute.to_owned(),
            None => format!("{folder}{target}"),
        };
        found.entry(name).or_insert(path);
    }
    Some(found)
}

/// Kind and target of each relation, by its id.
pub(super) fn relations(
    parts: &Parts,
    part: &str,
) -> Option<BTreeMap<String, (String, String)>> {
    let mut reader = Reader::from_str(parts.text(part)?.ok()?);
    let mut found = BTreeMap::new();
    loop {
        match reader.read_event().ok()? {
            Event::Start(element) | Event::Empty(element)
                if element.local_name().as_ref() == "Relationship" =>
            {
                let of = |name| attribute(&element, name).unwrap_or_default();
                found.insert(of("Id"), (of("Type"), of("Target")));
            }
            Event::Eof => return Some(found),
            _ => (),
        }
    }
}

/// Name and relation of each tab.
fn tabs(workbook: &str) -> Option<Vec<(String, String)>> {
    let mut reader = Reader::from_str(workbook);
    let mut found = Vec::new();
    loop {
        match reader.read_event().ok()? {
            Event::Start(element) | Event::Empty(element)
                if element.local_name().as_ref() == "sheet" =>
            {
                let of = |name| attribute(&element, name).unwrap_or_default();
                found.push((of("name"), of("id")));
            }
            Event::Eof => return Some(found),
            _ => (),
        }
    }
}
