//! What a PDF says of itself: fonts, title, language, conformance, attachments.

use std::collections::BTreeMap;

use hayro_interpret::hayro_syntax::Pdf;
use hayro_interpret::hayro_syntax::object::dict::Dict;
use hayro_interpret::hayro_syntax::object::{Array, Name, Stream, String as PdfString};

use super::sheet::{Archive, Attached, FontUse};

/// Outlines nest; no honest file has more entries.
const MOST_BOOKMARKS: usize = 10_000;

pub(super) fn read(catalog: &Dict<'_>) -> Archive {
    let metadata = catalog
        .get::<Stream<'_>>("Metadata")
        .and_then(|stream| stream.decoded().ok())
        .map(|bytes| String::from_utf8_lossy(&bytes).into_owned())
        .unwrap_or_default();
    let mark_info = catalog.get::<Dict<'_>>("MarkInfo");
    let preferences = catalog.get::<Dict<'_>>("ViewerPreferences");
    let flag = |dict: &Option<Dict<'_>>, key: &str| {
        dict.as_ref().and_then(|dict| dict.get::<bool>(key)).unwrap_or(false)
    };
    Archive {
        title: element(&metadata, "dc:title"),
        shows_title: flag(&preferences, "DisplayDocTitle"),
        language: text(catalog, "Lang"),
        tagged: flag(&mark_info, "Marked") && catalog.contains_key("StructTreeRoot"),
        output_intent: output_intent(catalog),
        bookmarks: bookmarks(catalog),
        attachments: attachments(catalog),
        metadata,
    }
}

/// The words inside an element of the XMP packet, its own tags left out.
pub(super) fn element(metadata: &str, name: &str) -> Option<String> {
    let start = metadata.find(&format!("<{name}"))?;
    let end = start + metadata[start..].find(&format!("</{name}>"))?;
    let mut words = String::new();
    let mut inside = true;
    for letter in metadata[start + 1..end].chars() {
        match letter {
            '<' => inside = true,
            '>' => inside = false,
            letter if !inside => words.push(letter),
            _ => {}
        }
    }
    let words = words.trim().to_owned();
    (!words.is_empty()).then_some(words)
}

fn text(dict: &Dict<'_>, key: &str) -> Option<String> {
    dict.get::<PdfString<'_>>(key).map(|string| decode(string.as_bytes()))
}

/// A text string: UTF-16 with a byte order mark, UTF-8 with one, else Latin.
fn decode(bytes: &[u8]) -> String {
    if let Some(utf16) = bytes.strip_prefix(&[0xFE, 0xFF]) {
        let units: Vec<u16> = utf16
            .chunks_exact(2)
            .map(|pair| u16::from_be_bytes([pair[0], pair[1]]))
            .collect();
        return String::from_utf16_lossy(&units);
    }
    if let Some(utf8) = bytes.strip_prefix(&[0xEF, 0xBB, 0xBF]) {
        return String::from_utf8_lossy(utf8).into_owned();
    }
    bytes.iter().copied().map(char::from).collect()
}

fn output_intent(catalog: &Dict<'_>) -> bool {
    let Some(intents) = catalog.get::<Array<'_>>("OutputIntents") else { return false };
    intents.iter::<Dict<'_>>().any(|intent| {
        intent.get::<Name<'_>>("S").is_some_and(|kind| kind.as_str() == "GTS_PDFA1")
            && intent.contains_key("DestOutputProfile")
    })
}

fn bookmarks(catalog: &Dict<'_>) -> usize {
    let first = catalog
        .get::<Dict<'_>>("Outlines")
        .and_then(|outlines| outlines.get::<Dict<'_>>("First"));
    let mut open: Vec<Dict<'_>> = first.into_iter().collect();
    let mut count = 0;
    while let Some(entry) = open.pop() {
        count += 1;
        if count >= MOST_BOOKMARKS {
            break;
        }
        open.extend(entry.get::<Dict<'_>>("Next"));
        open.extend(entry.get::<Dict<'_>>("First"));
    }
    count
}

fn attachments(catalog: &Dict<'_>) -> Vec<Attached> {
    let Some(files) = catalog.get::<Array<'_>>("AF") else { return Vec::new() };
    files
        .iter::<Dict<'_>>()
        .map(|file| {
            let stream = file
                .get::<Dict<'_>>("EF")
                .and_then(|embedded| embedded.get::<Stream<'_>>("F"));
            Attached {
                name: text(&file, "UF").or_else(|| text(&file, "F")).unwrap_or_default(),
                described: text(&file, "Desc").is_some_and(|words| !words.is_empty()),
                related: file
                    .get::<Name<'_>>("AFRelationship")
                    .is_some_and(|kind| kind.as_str() != "Unspecified"),
                typed: stream.is_some_and(|stream| stream.dict().contains_key("Subtype")),
            }
        })
        .collect()
}

/// Every font the pages ask for, once.
pub(super) fn fonts(pdf: &Pdf) -> Vec<FontUse> {
    let mut found: BTreeMap<(String, bool), usize> = BTreeMap::new();
    for (at, page) in pdf.pages().iter().enumerate() {
        let resources = page.raw().get::<Dict<'_>>("Resources");
        let fonts = resources.and_then(|resources| resources.get::<Dict<'_>>("Font"));
        let Some(fonts) = fonts else { continue };
        for key in fonts.keys() {
            if let Some(font) = fonts.get::<Dict<'_>>(&key) {
                found.entry(describe(&font)).or_insert(at);
            }
        }
    }
    found
        .into_iter()
        .map(|((name, embedded), page)| FontUse { name, embedded, page })
        .collect()
}

/// Name of a font without the mark of a subset, and whether the file has it.
fn describe(font: &Dict<'_>) -> (String, bool) {
    let descendant = font
        .get::<Array<'_>>("DescendantFonts")
        .and_then(|fonts| fonts.iter::<Dict<'_>>().next());
    let holder = descendant.as_ref().unwrap_or(font);
    let embedded = holder.get::<Dict<'_>>("FontDescriptor").is_some_and(|descriptor| {
        ["FontFile", "FontFile2", "FontFile3"]
            .iter()
            .any(|key| descriptor.contains_key(key))
    });
    let name = font.get::<Name<'_>>("BaseFont");
    let name = name.as_ref().map(Name::as_str).unwrap_or_default();
    let plain = match name.split_once('+') {
        Some((mark, rest)) if mark.len() == 6 => rest,
        _ => name,
    };
    (plain.to_owned(), embedded)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_found_inside_an_element_of_the_packet() {
        let packet = "<a><dc:title><rdf:Alt><rdf:li xml:lang=\"vi\">Báo cáo</rdf:li>\
                      </rdf:Alt></dc:title><x/></a>";
        assert_eq!(element(packet, "dc:title").as_deref(), Some("Báo cáo"));
        assert_eq!(element(packet, "dc:creator"), None);
    }

    #[test]
    fn text_strings_come_in_two_codes() {
        assert_eq!(decode(&[0xFE, 0xFF, 0x1E, 0xA1]), "ạ");
        assert_eq!(decode(b"vi"), "vi");
    }
}
