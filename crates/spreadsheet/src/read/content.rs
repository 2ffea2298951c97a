//! Tells by its content what a file is; names and extensions lie.

use super::attachment;
use super::compound::{Compound, Kind};
use super::parts::Parts;
use super::unlocked::unlocked;
use super::unreadable::{Looks, Unreadable};
use super::web::{self, Web};

/// What the readers of this room can take.
pub(super) enum Format {
    /// An unpacked `.xlsx`, `.xlsm`, `.xlsb` or `.ods`.
    Zip(Parts),
    /// A `.xls` in its OLE container, or its bare BIFF stream.
    Compound(Compound),
    /// A page or a text that a system of the web exported.
    Web(Web),
}

pub(super) fn recognise(bytes: &[u8]) -> Result<Format, Unreadable> {
    if bytes.is_empty() {
        return Err(Unreadable::Empty);
    }
    if bytes.len() as u64 > super::limits::FILE_BYTES {
        return Err(Unreadable::too_large(
            "dung lượng tệp (byte)",
            super::limits::FILE_BYTES,
        ));
    }
    if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06") {
        return zip(bytes);
    }
    if bytes.starts_with(b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1") {
        return compound(bytes);
    }
    // A BOF record of BIFF5 or BIFF8 that nobody put into a container.
    if bytes.starts_with(b"\x09\x08")
        && matches!(bytes.get(4..6), Some(b"\x00\x05" | b"\x00\x06"))
    {
        return Ok(Format::Compound(Compound::bare(bytes)));
    }
    let other = |looks| Unreadable::NotASpreadsheet { looks };
    match looks(bytes) {
        Some(looks) => Err(other(looks)),
        None => web::recognise(bytes).map(Format::Web).map_err(other),
    }
}

/// Whether an archive with these entries is a document of some program.
pub(super) fn is_document(names: &[String]) -> bool {
    let marks = ["[content_types].xml", "_rels/.rels", "mimetype", "content.xml"];
    names.iter().any(|name| marks.contains(&name.to_ascii_lowercase().as_str()))
}

fn zip(bytes: &[u8]) -> Result<Format, Unreadable> {
    let parts = Parts::unpack(bytes)?;
    match parts.other_document() {
        // An attachment that was not opened: there may be a reason to name.
        Some(Looks::Zip) => Err(attachment::members(bytes)
            .err()
            .unwrap_or(Unreadable::NotASpreadsheet { looks: Looks::Zip })),
        Some(looks) => Err(Unreadable::NotASpreadsheet { looks }),
        None => Ok(Format::Zip(parts)),
    }
}

fn compound(bytes: &[u8]) -> Result<Format, Unreadable> {
    let file = Compound::parse(bytes)?;
    match file.kind() {
        Kind::Workbook => Ok(Format::Compound(file)),
        Kind::Encrypted => zip(&unlocked(&file)?),
        Kind::Word => Err(Unreadable::NotASpreadsheet { looks: Looks::Word }),
        Kind::Presentation => {
            Err(Unreadable::NotASpreadsheet { looks: Looks::Presentation })
        }
        Kind::Other => Err(Unreadable::NotASpreadsheet { looks: Looks::Other }),
    }
}

/// What a file that is neither zip nor OLE looks like; nothing where it may be text.
fn looks(bytes: &[u8]) -> Option<Looks> {
    let starts = |magic: &[u8]| bytes.starts_with(magic);
    if starts(b"%PDF") {
        return Some(Looks::Pdf);
    }
    if starts(b"Rar!") {
        return Some(Looks::Rar);
    }
    if starts(b"7z\xBC\xAF\x27\x1C") {
        return Some(Looks::SevenZip);
    }
    let pictures: [&[u8]; 6] =
        [b"\xFF\xD8\xFF", b"\x89PNG", b"GIF8", b"II*\0", b"MM\0*", b"RIFF"];
    // Two letters alone may begin a text.
    let is_bitmap = starts(b"BM") && bytes.get(6..10) == Some(&[0; 4]);
    if is_bitmap || pictures.iter().any(|magic| starts(magic)) {
        return Some(Looks::Picture);
    }
    // BOF records of Excel 2, 3 and 4.
    let old = starts(b"\x09\x00\x04\x00")
        || starts(b"\x09\x02\x06\x00")
        || starts(b"\x09\x04\x06\x00");
    old.then_some(Looks::OldExcel)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seen(bytes: &[u8]) -> Option<Unreadable> {
        recognise(bytes).err()
    }

    #[test]
    fn what_is_no_spreadsheet_is_called_by_its_name() {
        let looks = |looks| Some(Unreadable::NotASpreadsheet { looks });
        assert_eq!(seen(b"%PDF-1.7"), looks(Looks::Pdf));
        assert_eq!(seen(b"<HTML><body><table>"), None);
        assert_eq!(seen(b"STT;Ten don vi;So luong\r\n"), looks(Looks::PlainText));
        assert_eq!(seen(b"\x89PNG\r\n\x1a\n"), looks(Looks::Picture));
        assert_eq!(seen(b"{\\rtf1"), looks(Looks::Word));
    }

    #[test]
    fn no_bytes_are_an_empty_file() {
        assert_eq!(seen(b""), Some(Unreadable::Empty));
    }
}
