//! The zip of a workbook: parts are read within bounds, and what was not
//! changed is copied as it is packed.

use std::collections::BTreeMap;
use std::io::{Cursor, Read, Write};

use zip::read::ZipArchive;
use zip::result::ZipError;
use zip::write::{SimpleFileOptions, ZipWriter};
use zip::{CompressionMethod, DateTime};

use super::unmarkable::Unmarkable;
use crate::read;

/// Bytes of all parts together that are looked into, unpacked. The largest
/// report seen has 0.2 MB.
const UNPACKED_BYTES: usize = 20 << 20;
const ENTRIES: usize = 10_000;
const COMPOUND: &[u8] = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";

/// A workbook as a package of parts.
pub(super) struct Package<'a> {
    archive: ZipArchive<Cursor<&'a [u8]>>,
    /// Where each part is, by its name in lower case and with `/`.
    places: BTreeMap<String, usize>,
    changed: BTreeMap<usize, String>,
    /// New parts, in the order in which they came.
    added: Vec<(String, String)>,
    left: usize,
}

impl<'a> Package<'a> {
    pub(super) fn open(bytes: &'a [u8]) -> Result<Self, Unmarkable> {
        if bytes.starts_with(COMPOUND) {
            let name: Vec<u8> =
                "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect();
            let encrypted = bytes.windows(name.len()).any(|part| part == name);
            return Err(if encrypted {
                Unmarkable::Encrypted
            } else {
                Unmarkable::NotXlsx
            });
        }
        if !bytes.starts_with(b"PK") {
            return Err(Unmarkable::NotXlsx);
        }
        // More counted than found means that two bear one name.
        let count = read::entries(bytes);
        if count.is_some_and(|count| count > ENTRIES) {
            return Err(Unmarkable::TooLarge("quá nhiều tệp bên trong"));
        }
        let archive = ZipArchive::new(Cursor::new(bytes)).map_err(|e| refused(&e))?;
        if archive.len() > ENTRIES {
            return Err(Unmarkable::TooLarge("quá nhiều tệp bên trong"));
        }
        let twice = || Unmarkable::damaged("tệp nén có hai phần trùng tên");
        if count.is_some_and(|count| count > archive.len()) {
            return Err(twice());
        }
        let mut places = BTreeMap::new();
        for index in 0..archive.len() {
            let name = archive.name_for_index(index);
            let name = name.transpose().map_err(|error| refused(&error))?;
            if places.insert(key(&name.unwrap_or_default()), index).is_some() {
                return Err(twice());
            }
        }
        let package = Self {
            archive,
            places,
            changed: BTreeMap::new(),
            added: Vec::new(),
            left: UNPACKED_BYTES,
        };
        package.check()?;
        Ok(package)
    }

    fn check(&self) -> Result<(), Unmarkable> {
        let is_other = self.has("xl/workbook.bin") || self.has("mimetype");
        if is_other || !self.has("[Content_Types].xml") {
            return Err(Unmarkable::NotXlsx);
        }
        if self.places.keys().any(|name| name.starts_with("_xmlsignatures/")) {
            return Err(Unmarkable::Signed);
        }
        Ok(())
    }

    pub(super) fn has(&self, name: &str) -> bool {
        let name = key(name);
        self.places.contains_key(&name)
            || self.added.iter().any(|(added, _)| key(added) == name)
    }

    /// A part as text, as it is by now, without byte order mark.
    pub(super) fn text(&mut self, name: &str) -> Result<Option<String>, Unmarkable> {
        let wanted = key(name);
        if let Some((_, text)) = self.added.iter().find(|(added, _)| key(added) == wanted)
        {
            return Ok(Some(text.clone()));
        }
        let Some(index) = self.places.get(&wanted).copied() else { return Ok(None) };
        if let Some(text) = self.changed.get(&index) {
            return Ok(Some(text.clone()));
        }
        let entry = self.archive.by_index(index).map_err(|error| refused(&error))?;
        let mut bytes = Vec::new();
        let taken = entry.take(self.left as u64 + 1).read_to_end(&mut bytes);
        taken.map_err(|_| {
            Unmarkable::damaged(format!("phần {name} không giải nén được"))
        })?;
        if bytes.len() > self.left {
            return Err(Unmarkable::TooLarge("quá 20 MB sau giải nén"));
        }
        self.left -= bytes.len();
        let text = String::from_utf8(bytes);
        let text = text
            .map_err(|_| Unmarkable::damaged(format!("phần {name} không phải UTF-8")))?;
        let unmarked = text.strip_prefix('\u{feff}').map(str::to_owned);
        Ok(Some(unmarked.unwrap_or(text)))
    }

    /// A part that must be there.
    pub(super) fn needed(&mut self, name: &str) -> Result<String, Unmarkable> {
        let text = self.text(name)?;
        text.ok_or_else(|| Unmarkable::damaged(format!("thiếu phần {name}")))
    }

    /// Changes a part, or adds it.
    pub(super) fn put(&mut self, name: &str, text: String) {
        let wanted = key(name);
        if let Some(index) = self.places.get(&wanted) {
            self.changed.insert(*index, text);
        } else if let Some(added) =
            self.added.iter_mut().find(|(added, _)| key(added) == wanted)
        {
            added.1 = text;
        } else {
            self.added.push((name.to_owned(), text));
        }
    }

    /// A name with a number that no part has: `before`1`after`.
    pub(super) fn fresh(&self, before: &str, after: &str) -> String {
        let names = (1..).map(|number: u32| format!("{before}{number}{after}"));
        names.into_iter().find(|name| !self.has(name)).expect("numbers do not end")
    }

    /// The package with its changes, as bytes. The only date in it is the
    /// earliest that a zip knows, beside those of untouched parts.
    pub(super) fn finish(mut self) -> Result<Vec<u8>, Unmarkable> {
        let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
        let options = SimpleFileOptions::default()
            .compression_method(CompressionMethod::Deflated)
            .last_modified_time(DateTime::default());
        let broken = |error: &ZipError| refused(error);
        for index in 0..self.archive.len() {
            let entry =
                self.archive.by_index_raw(index).map_err(|error| broken(&error))?;
            match self.changed.get(&index) {
                Some(text) => {
                    let name = entry.name().map_err(|error| broken(&error))?.into_owned();
                    pack(&mut writer, &name, options, text)?;
                }
                None => writer.raw_copy_file(entry).map_err(|error| broken(&error))?,
            }
        }
        for (name, text) in &self.added {
            pack(&mut writer, name, options, text)?;
        }
        Ok(writer.finish().map_err(|error| broken(&error))?.into_inner())
    }
}

fn pack(
    writer: &mut ZipWriter<Cursor<Vec<u8>>>,
    name: &str,
    options: SimpleFileOptions,
    text: &str,
) -> Result<(), Unmarkable> {
    let started = writer.start_file(name, options);
    let packed = started.and_then(|()| Ok(writer.write_all(text.as_bytes())?));
    packed.map_err(|error| refused(&error))
}

fn key(name: &str) -> String {
    name.replace('\\', "/").trim_start_matches('/').to_ascii_lowercase()
}

fn refused(error: &ZipError) -> Unmarkable {
    match error {
        ZipError::InvalidPassword => Unmarkable::Encrypted,
        ZipError::UnsupportedArchive(why) if why.contains("assword") => {
            Unmarkable::Encrypted
        }
        _ => Unmarkable::damaged("tệp nén không đầy đủ"),
    }
}
