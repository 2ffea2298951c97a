//! The parts of a zipped workbook, inflated once and within bounds.
//!
//! The parsers never see the file that was sent: what they need of it is
//! inflated here, counted byte by byte whatever the directory claims. Of an
//! `.xlsx` or `.xlsb` those parts are inflated that relations lead to
//! ([`super::package`]), of an `.ods` those that are named as usual. Pictures, charts,
//! macros and the like are never inflated.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{Cursor, Read};

use zip::read::ZipArchive;
use zip::result::ZipError;

use super::limits;
use super::package::{self, Layout};
use super::unreadable::{Looks, Unreadable};

const SPREADSHEET: &[u8] = b"application/vnd.oasis.opendocument.spreadsheet";

/// Parts by their name in lower case, with `/` between folders.
pub(super) struct Parts {
    parts: BTreeMap<String, Part>,
    /// Which part of an `.xlsx` or `.xlsb` is what; empty for other formats.
    pub(super) layout: Layout,
}

struct Part {
    name: String,
    bytes: Vec<u8>,
}

/// Parts while they are taken out of the archive.
pub(super) struct Intake<'a> {
    archive: Archive<'a>,
    entries: BTreeMap<String, usize>,
    /// Names that several entries have; which one is meant nobody can tell.
    twice: BTreeSet<String>,
    /// What inflating may still take.
    left: usize,
    parts: BTreeMap<String, Part>,
}

impl<'a> Intake<'a> {
    fn open(bytes: &'a [u8]) -> Result<Self, Unreadable> {
        let archive = open(bytes)?;
        let mut entries = BTreeMap::new();
        let (mut twice, mut parts) = (BTreeSet::new(), BTreeMap::new());
        for index in 0..archive.len() {
            let Some(name) = archive.name_for_index(index) else { continue };
            let name = name.map_err(|error| refused(&error))?.replace('\\', "/");
            let key = package::resolved("", &name);
            if entries.insert(key.clone(), index).is_some() {
                twice.insert(key.clone());
            }
            // Known to be there: what a document is, its parts tell.
            parts.insert(key, Part { name, bytes: Vec::new() });
        }
        Ok(Self { archive, entries, twice, left: limits::UNPACKED_BYTES, parts })
    }

    /// Inflates a part, once; tells whether it is there.
    pub(super) fn inflate(
        &mut self,
        key: &str,
        limit: usize,
    ) -> Result<bool, Unreadable> {
        let (Some(index), Some(part)) = (self.entries.get(key), self.parts.get_mut(key))
        else {
            return Ok(false);
        };
        if self.twice.contains(key) {
            return Err(Unreadable::damaged("tệp nén có hai phần trùng tên"));
        }
        if !part.bytes.is_empty() {
            return Ok(true);
        }
        let mut entry = self.archive.by_index(*index).map_err(|error| refused(&error))?;
        let most = self.left.min(limit);
        let taken = entry.by_ref().take(most as u64 + 1).read_to_end(&mut part.bytes);
        let name = &part.name;
        taken.map_err(|_| {
            Unreadable::damaged(format!("phần {name} không giải nén được"))
        })?;
        if part.bytes.len() > most {
            let what = if most < limit {
                "dung lượng các phần của tệp sau giải nén (byte)".to_owned()
            } else {
                format!("dung lượng phần {name} sau giải nén (byte)")
            };
            let limit = if most < limit { limits::UNPACKED_BYTES } else { limit };
            return Err(Unreadable::too_large(&what, limit));
        }
        self.left -= part.bytes.len();
        if let Some(text) = utf16(&part.bytes).filter(|_| !key.ends_with(".bin")) {
            part.bytes = text.into_bytes();
        }
        Ok(true)
    }

    /// A part that was inflated, as text.
    pub(super) fn text(&self, key: &str) -> Result<&str, Unreadable> {
        as_text(key, self.bytes(key))
    }

    /// A part that was inflated.
    pub(super) fn bytes(&self, key: &str) -> &[u8] {
        self.parts.get(key).map(|part| part.bytes.as_slice()).unwrap_or_default()
    }

    fn has(&self, key: &str) -> bool {
        self.parts.contains_key(key)
    }

    /// Whether relations tell what is in it.
    fn is_package(&self) -> bool {
        let folder = |start: &str| self.parts.keys().any(|key| key.starts_with(start));
        let other = (folder("word/") || folder("ppt/")) && !folder("xl/");
        let package = self.has("_rels/.rels") || self.has("[content_types].xml");
        package && !other && !self.has("mimetype")
    }
}

impl Parts {
    pub(super) fn unpack(bytes: &[u8]) -> Result<Self, Unreadable> {
        let mut intake = Intake::open(bytes)?;
        let mut layout = Layout::default();
        if intake.is_package() {
            layout = package::gather(&mut intake)?;
        } else {
            let wanted: Vec<String> =
                intake.parts.keys().filter(|key| is_wanted(key)).cloned().collect();
            for key in wanted {
                intake.inflate(&key, most_bytes(&key))?;
            }
        }
        Ok(Self { parts: intake.parts, layout })
    }

    /// A part by its name, in any case.
    pub(super) fn get(&self, name: &str) -> Option<&[u8]> {
        let part = self.parts.get(&name.to_ascii_lowercase())?;
        Some(&part.bytes)
    }

    /// A part as text; XML that is not UTF-8 is damage.
    pub(super) fn text(&self, name: &str) -> Option<Result<&str, Unreadable>> {
        Some(as_text(name, self.get(name)?))
    }

    pub(super) fn is_ods(&self) -> bool {
        self.get("mimetype").is_some_and(|kind| kind.starts_with(SPREADSHEET))
            || (self.has("content.xml") && self.has("meta-inf/manifest.xml"))
    }

    pub(super) fn is_xlsb(&self) -> bool {
        self.layout.main.ends_with(".bin")
    }

    /// What the archive holds, where that is no spreadsheet.
    pub(super) fn other_document(&self) -> Option<Looks> {
        let folder =
            |folder: &str| self.parts.keys().any(|name| name.starts_with(folder));
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

    fn has(&self, name: &str) -> bool {
        self.parts.contains_key(name)
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
    let other_odf = ["thumbnails/", "configurations2/", "object "];
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

fn as_text<'a>(name: &str, bytes: &'a [u8]) -> Result<&'a str, Unreadable> {
    let text = str::from_utf8(bytes)
        .map_err(|_| Unreadable::damaged(format!("phần {name} không phải UTF-8")))?;
    Ok(text.strip_prefix('\u{feff}').unwrap_or(text))
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
    use std::io::Write;
    use zip::write::{SimpleFileOptions, ZipWriter};

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
        let unpacked = |more| {
            let entries =
                [("xl/workbook.bin", b"".as_slice()), ("xl/styles.bin", &zeros(more))];
            Parts::unpack(&zipped(&entries)).is_ok()
        };
        assert!(unpacked(0));
        assert!(!unpacked(1));
    }
}
