//! Tells by its content what a file is; names and extensions lie.

use super::attachment;
use super::compound::{Compound, Kind};
use super::parts::Parts;
use super::unlocked::unlocked;
use super::unreadable::{Looks, Unreadable};

/// What the readers of this room can take.
pub(super) enum Format {
    /// An unpacked `.xlsx`, `.xlsm`, `.xlsb` or `.ods`.
    Zip(Parts),
    /// A `.xls` in its OLE container, or its bare BIFF stream.
    Compound(Compound),
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
    Err(Unreadable::NotASpreadsheet { looks: looks(bytes) })
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

/// What a file that is neither zip nor OLE looks like.
fn looks(bytes: &[u8]) -> Looks {
    let starts = |magic: &[u8]| bytes.starts_with(magic);
    if starts(b"%PDF") {
        return Looks::Pdf;
    }
    if starts(b"Rar!") {
        return Looks::Rar;
    }
    if starts(b"7z\xBC\xAF\x27\x1C") {
        return Looks::SevenZip;
    }
    let pictures: [&[u8]; 7] =
        [b"\xFF\xD8\xFF", b"\x89PNG", b"GIF8", b"BM", b"II*\0", b"MM\0*", b"RIFF"];
    if pictures.iter().any(|magic| starts(magic)) {
        return Looks::Picture;
    }
    // BOF records of Excel 2, 3 and 4.
    if starts(b"\x09\x00\x04\x00")
        || starts(b"\x09\x02\x06\x00")
        || starts(b"\x09\x04\x06\x00")
    {
        return Looks::OldExcel;
    }
    written(bytes)
}

/// Web pages and tables exported by programs under the name `.xls`.
fn written(bytes: &[u8]) -> Looks {
    let head: Vec<u8> = bytes
        .iter()
        .take(4_096)
        .filter(|byte| **byte != 0)
        .map(u8::to_ascii_lowercase)
        .collect();
    let holds = |word: &str| head.windows(word.len()).any(|part| part == word.as_bytes());
    if starts_rtf(&head) {
        return Looks::Word;
    }
    if holds("<html") || holds("<!doctype html") || holds("<table") {
        return Looks::WebPage;
    }
    if holds("<?xml") {
        return Looks::Xml;
    }
    let odd =
        head.iter().filter(|byte| byte.is_ascii_control() && !byte.is_ascii_whitespace());
    if odd.count() * 50 < head.len() { Looks::PlainText } else { Looks::Other }
}

fn starts_rtf(head: &[u8]) -> bool {
    head.starts_with(b"{\\rtf")
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
        assert_eq!(seen(b"<HTML><body><table>"), looks(Looks::WebPage));
        assert_eq!(seen(b"STT;Ten don vi;So luong\r\n"), looks(Looks::PlainText));
        assert_eq!(seen(b"\x89PNG\r\n\x1a\n"), looks(Looks::Picture));
        assert_eq!(seen(b"{\\rtf1"), looks(Looks::Word));
    }

    #[test]
    fn no_bytes_are_an_empty_file() {
        assert_eq!(seen(b""), Some(Unreadable::Empty));
    }
}
