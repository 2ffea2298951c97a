//! The parts of a zipped workbook, inflated once and within bounds.
//!
//! The parsers never see the file that was sent: what they need of it is
//! inflated here, counted byte by byte whatever the directory claims, and
//! calamine gets a fresh archive of these parts, stored. Pictures, charts,
//! themes, macros and the like are never inflated.

use std::collections::BTreeMap;
use std::io::{Cursor, Read, Write};

use zip::read::ZipArchive;
use zip::result::ZipError;
use zip::write::{SimpleFileOptions, ZipWriter};

use super::limits;
use super::unreadable::{Looks, Unreadable};

const SPREADSHEET: &[u8] = b"application/vnd.oasis.opendocument.spreadsheet";

/// Parts by their name in lower case, with `/` between folders.
pub(super) struct Parts(BTreeMap<String, Part>);

struct Part {
    name: String,
    bytes: Vec<u8>,
}

impl Parts {
    pub(super) fn unpack(bytes: &[u8]) -> Result<Self, Unreadable> {
        let mut archive = open(bytes)?;
        let mut left = limits::UNPACKED_BYTES;
        let mut parts = BTreeMap::new();
        for index in 0..archive.len() {
            let Some(name) = archive.name_for_index(index) else { continue };
            let name = name.map_err(|error| refused(&error))?.replace('\\', "/");
            let key = name.to_ascii_lowercase();
            if key.ends_with('/') || !is_wanted(&key) {
                // Known to be there: what a document is, its parts tell.
                parts.insert(key, Part { name, bytes: Vec::new() });
                continue;
            }
            if parts.contains_key(&key) {
                return Err(Unreadable::damaged("tệp nén có hai phần trùng tên"));
            }
            let mut entry = archive.by_index(index).map_err(|error| refused(&error))?;
            let most = left.min(most_bytes(&key));
            let mut bytes = Vec::new();
            let taken = entry.by_ref().take(most as u64 + 1).read_to_end(&mut bytes);
            taken.map_err(|_| {
                Unreadable::damaged(format!("phần {name} không giải nén được"))
            })?;
            if bytes.len() > most {
                let limit = most_bytes(&key);
                return Err(Unreadable::too_large(
                    "dung lượng sau giải nén (byte)",
                    limit,
                ));
            }
            left -= bytes.len();
            let bytes = tamed(&key, bytes);
            parts.insert(key, Part { name, bytes });
        }
        Ok(Self(parts))
    }

    /// A part by its name, in any case.
    pub(super) fn get(&self, name: &str) -> Option<&[u8]> {
        let part = self.0.get(&name.to_ascii_lowercase())?;
        Some(&part.bytes)
    }

    /// A part as text; XML that is not UTF-8 is damage.
    pub(super) fn text(&self, name: &str) -> Option<Result<&str, Unreadable>> {
        let text = str::from_utf8(self.get(name)?);
        Some(
            text.map_err(|_| {
                Unreadable::damaged(format!("phần {name} không phải UTF-8"))
            }),
        )
    }

    pub(super) fn is_ods(&self) -> bool {
        self.get("mimetype").is_some_and(|kind| kind.starts_with(SPREADSHEET))
            || (self.has("content.xml") && self.has("meta-inf/manifest.xml"))
    }

    pub(super) fn is_xlsb(&self) -> bool {
        self.has("xl/workbook.bin")
    }

    /// What the archive holds, where that is no spreadsheet.
    pub(super) fn other_document(&self) -> Option<Looks> {
        let folder = |folder: &str| self.0.keys().any(|name| name.starts_with(folder));
        if let Some(kind) = self.get("mimetype") {
            return (!kind.starts_with(SPREADSHEET)).then_some(Looks::OpenDocument);
        }
        if self.has("_rels/.rels") || self.has("[content_types].xml") {
            let looks = [("word/", Looks::Word), ("ppt/", Looks::Presentation)];
            let found =
                looks.into_iter().find(|(name, _)| folder(name) && !folder("xl/"));
            return found.map(|(_, looks)| looks);
        }
        (!self.is_ods()).then_some(Looks::Zip)
    }

    /// The parts as an archive without compression, for calamine.
    pub(super) fn repacked(&self) -> Result<Cursor<Vec<u8>>, Unreadable> {
        let size: usize =
            self.0.values().map(|part| part.bytes.len() + 2 * part.name.len()).sum();
        let mut archive =
            ZipWriter::new(Cursor::new(Vec::with_capacity(size + 100 * self.0.len())));
        let stored = SimpleFileOptions::default()
            .compression_method(zip::CompressionMethod::Stored);
        for part in self.0.values().filter(|part| !part.bytes.is_empty()) {
            archive
                .start_file(part.name.as_str(), stored)
                .and_then(|()| Ok(archive.write_all(&part.bytes)?))
                .map_err(|error| refused(&error))?;
        }
        let mut bytes = archive.finish().map_err(|error| refused(&error))?;
        bytes.set_position(0);
        Ok(bytes)
    }

    fn has(&self, name: &str) -> bool {
        self.0.contains_key(name)
    }
}

pub(super) type Archive<'a> = ZipArchive<Cursor<&'a [u8]>>;

/// The directory of an archive. Two entries of one name are damage: of two
/// sheets under one name, Excel and we might read different ones.
pub(super) fn open(bytes: &[u8]) -> Result<Archive<'_>, Unreadable> {
    if bytes.is_empty() {
        return Err(Unreadable::Empty);
    }
    let entries = entries(bytes);
    if entries.is_some_and(|entries| entries > limits::ENTRIES) {
        return Err(Unreadable::too_large("số tệp bên trong", limits::ENTRIES));
    }
    let archive = ZipArchive::new(Cursor::new(bytes)).map_err(|error| refused(&error))?;
    if archive.len() > limits::ENTRIES {
        return Err(Unreadable::too_large("số tệp bên trong", limits::ENTRIES));
    }
    if entries.is_some_and(|entries| entries > archive.len()) {
        return Err(Unreadable::damaged("tệp nén có hai phần trùng tên"));
    }
    Ok(archive)
}

/// How many entries the end of the archive counts; nothing where that is not
/// plain to see, as in the large archives of zip64.
pub(crate) fn entries(bytes: &[u8]) -> Option<usize> {
    let tail = &bytes[bytes.len().saturating_sub(22 + 65_535)..];
    let end = tail.windows(4).rposition(|part| part == b"PK\x05\x06")?;
    let count = tail.get(end + 10..end + 12)?;
    let count = u16::from_le_bytes([count[0], count[1]]);
    (count != u16::MAX).then_some(usize::from(count))
}

pub(super) fn refused(error: &ZipError) -> Unreadable {
    match error {
        ZipError::InvalidPassword => Unreadable::Encrypted,
        ZipError::UnsupportedArchive(why) if why.contains("assword") => {
            Unreadable::Encrypted
        }
        _ => Unreadable::damaged("cấu trúc tệp nén bên trong không đầy đủ"),
    }
}

/// Parts that a reader of this room looks into.
fn is_wanted(key: &str) -> bool {
    let never = [
        "/theme/",
        "/drawings/",
        "/media/",
        "/printersettings/",
        "/externallinks/",
        "/charts/",
        "/pivotcache/",
        "/pivottables/",
        "/activex/",
        "/ctrlprops/",
        "/embeddings/",
        "/tables/",
        "/revisions/",
        "/querytables/",
        "/slicers/",
        "/worksheets/_rels/",
        "/richdata/",
        "calcchain",
        "vbaproject",
        "comments",
        "/persons/",
        "/diagrams/",
        "/customui/",
    ];
    let extensions = [".xml", ".rels", ".bin", "mimetype"];
    let other_odf = ["thumbnails/", "configurations2/", "object ", "settings.xml"];
    extensions.iter().any(|end| key.ends_with(end))
        && !never.iter().any(|part| key.contains(part))
        && !other_odf.iter().any(|start| key.starts_with(start))
}

fn most_bytes(key: &str) -> usize {
    if key.contains("sharedstrings") {
        limits::STRINGS_BYTES
    } else if key.ends_with("styles.xml") || key.ends_with("styles.bin") {
        limits::STYLES_BYTES
    } else {
        limits::UNPACKED_BYTES
    }
}

/// The part without what trips calamine.
fn tamed(key: &str, mut bytes: Vec<u8>) -> Vec<u8> {
    if let Some(text) = utf16(&bytes).filter(|_| !key.ends_with(".bin")) {
        bytes = text.into_bytes();
    }
    if key.ends_with("workbook.xml.rels") {
        bytes = without_macro_sheets(bytes);
    }
    if key.ends_with("sharedstrings.xml") {
        let first =
            bytes.windows(3).position(|part| part == b"<si").unwrap_or(bytes.len());
        let count = b"uniqueCount";
        let found = bytes[..first].windows(count.len()).position(|part| part == count);
        if let Some(start) = found {
            bytes[start] = b'U';
        }
    }
    bytes
}

/// Macro sheets of Excel 4, which the macro viruses of old left in many an
/// office's files, called dialogs: calamine refuses a file with sheets of a
/// kind it does not know, and passes dialogs over.
fn without_macro_sheets(bytes: Vec<u8>) -> Vec<u8> {
    match String::from_utf8(bytes) {
        Ok(text) => {
            let kinds = ["/xlMacrosheet\"", "/xlIntlMacrosheet\""];
            let renamed = kinds
                .iter()
                .fold(text, |text, kind| text.replace(kind, "/dialogsheet\""));
            renamed.into_bytes()
        }
        Err(broken) => broken.into_bytes(),
    }
}

/// UTF-16 XML as UTF-8, without the declaration that would belie it.
fn utf16(bytes: &[u8]) -> Option<String> {
    let unit = match bytes {
        [0xFF, 0xFE, ..] => u16::from_le_bytes,
        [0xFE, 0xFF, ..] => u16::from_be_bytes,
        _ => return None,
    };
    let units = bytes[2..].chunks_exact(2).map(|pair| unit([pair[0], pair[1]]));
    let text: String = char::decode_utf16(units)
        .map(|letter| letter.unwrap_or(char::REPLACEMENT_CHARACTER))
        .collect();
    match text.strip_prefix("<?xml").and_then(|rest| rest.split_once("?>")) {
        Some((_, body)) => Some(body.to_owned()),
        None => Some(text),
    }
}

/// A small archive, for tests.
#[cfg(test)]
pub(super) fn zipped(entries: &[(&str, &[u8])]) -> Vec<u8> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in entries {
        archive.start_file(*name, SimpleFileOptions::default()).expect("a plain name");
        archive.write_all(bytes).expect("memory takes it");
    }
    archive.finish().expect("a small archive").into_inner()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_document_is_known_by_its_parts() {
        let looks = |entries| {
            Parts::unpack(&zipped(entries)).ok().and_then(|parts| parts.other_document())
        };
        assert_eq!(
            looks(&[("_rels/.rels", b""), ("word/document.xml", b"")]),
            Some(Looks::Word)
        );
        assert_eq!(looks(&[("_rels/.rels", b""), ("xl/workbook.xml", b"")]), None);
        assert_eq!(looks(&[("a.txt", b"")]), Some(Looks::Zip));
    }

    #[test]
    fn unpacking_stops_just_above_the_limit_of_a_part() {
        let zeros = |more: usize| vec![b' '; limits::STYLES_BYTES + more];
        let unpacked =
            |more| Parts::unpack(&zipped(&[("xl/styles.xml", &zeros(more))])).is_ok();
        assert!(unpacked(0));
        assert!(!unpacked(1));
    }

    #[test]
    fn the_count_of_strings_is_not_passed_on() {
        let sst = b"<sst uniqueCount=\"99999999999\"><si/></sst>";
        let parts = Parts::unpack(&zipped(&[("xl/sharedStrings.xml", sst)]))
            .expect("a small archive");
        let kept = parts.get("xl/sharedStrings.xml").expect("the part is there");
        assert!(!kept.windows(11).any(|part| part == b"uniqueCount"));
    }
}
