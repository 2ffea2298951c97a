//! A `.zip` that an office attached: the files in it, one level deep.
//!
//! Everything in it is listed, whatever it is: what is no workbook is then named
//! as such, a `.zip` in the `.zip` too, which is never opened. Nothing is ever
//! written to disk, so a name that climbs out of its folder is only a name.

use std::io::Read;
use std::path::Path;

use super::content::is_document;
use super::limits;
use super::parts::{open, refused};
use super::unreadable::Unreadable;

/// The files in an attachment, by their names, sorted; none if the archive is
/// itself a document, as every `.xlsx` is.
///
/// Left out is what the walk of the inbox leaves out too, and the shadow
/// folder of macOS.
pub(super) fn members(bytes: &[u8]) -> Result<Vec<String>, Unreadable> {
    let archive = open(bytes)?;
    let (mut names, mut size) = (Vec::new(), 0_u64);
    for index in 0..archive.len() {
        let entry = archive.by_index_data(index).map_err(|error| refused(&error))?;
        size = size.saturating_add(entry.size());
        let name = name_at(&archive, index)?;
        let skipped = name.ends_with('/')
            || name.starts_with("__MACOSX/")
            || is_dropping(Path::new(&name));
        if !skipped {
            names.push(name);
        }
    }
    if is_document(&names) {
        return Ok(Vec::new());
    }
    if names.len() > limits::MEMBERS {
        return Err(Unreadable::too_large("số tệp trong tệp nén", limits::MEMBERS));
    }
    if size > limits::MEMBERS_BYTES {
        let what = "dung lượng sau giải nén (byte)";
        return Err(Unreadable::too_large(what, limits::MEMBERS_BYTES));
    }
    names.sort();
    Ok(names)
}

/// The bytes of one member, as [`members`] named it; never more than the
/// archive said it has, so that all together stay within bounds.
pub(super) fn extract(bytes: &[u8], member: &str) -> Result<Vec<u8>, Unreadable> {
    let mut archive = open(bytes)?;
    let index = (0..archive.len())
        .find(|index| name_at(&archive, *index).is_ok_and(|name| name == member))
        .ok_or_else(|| Unreadable::damaged("tệp nén không còn tệp này"))?;
    let entry = archive.by_index(index).map_err(|error| refused(&error))?;
    let size = entry.size();
    if size > limits::FILE_BYTES {
        return Err(Unreadable::too_large("dung lượng tệp (byte)", limits::FILE_BYTES));
    }
    let mut inner = Vec::new();
    let taken = entry.take(size + 1).read_to_end(&mut inner);
    taken.map_err(|_| Unreadable::damaged("tệp nén không giải nén được"))?;
    if inner.len() as u64 != size {
        return Err(Unreadable::damaged("tệp nén ghi sai dung lượng của tệp này"));
    }
    Ok(inner)
}

/// Lock files of office programs, thumbnails and folder settings.
pub fn is_dropping(relative: &Path) -> bool {
    let name = relative.file_name().and_then(|name| name.to_str()).unwrap_or_default();
    let known = ["thumbs.db", ".ds_store", "desktop.ini"];
    let is_lock = name.starts_with("~$") || name.starts_with(".~lock.");
    is_lock || known.contains(&name.to_lowercase().as_str())
}

fn name_at(
    archive: &super::parts::Archive<'_>,
    index: usize,
) -> Result<String, Unreadable> {
    let name = archive.name_for_index(index);
    let name = name.ok_or_else(|| Unreadable::damaged("tệp nén thiếu tên tệp"))?;
    Ok(name.map_err(|error| refused(&error))?.replace('\\', "/"))
}

#[cfg(test)]
mod tests {
    use super::super::parts::zipped;
    use super::*;

    #[test]
    fn an_attachment_lists_what_is_in_it_but_droppings() {
        let bytes = zipped(&[
            ("b/Bao cao.XLSX", b""),
            ("a.xls", b""),
            ("~$a.xls", b""),
            ("__MACOSX/a.xls", b""),
            ("b/Thumbs.db", b""),
            ("c.zip", b""),
        ]);
        let names = ["a.xls", "b/Bao cao.XLSX", "c.zip"].map(str::to_owned);
        assert_eq!(members(&bytes), Ok(names.to_vec()));
    }

    #[test]
    fn a_workbook_is_no_attachment_whatever_its_name() {
        let bytes = zipped(&[("[Content_Types].xml", b""), ("xl/workbook.xml", b"")]);
        assert_eq!(members(&bytes), Ok(vec![]));
    }

    #[test]
    fn more_members_than_the_limit_are_refused() {
        let names: Vec<String> =
            (0..=limits::MEMBERS).map(|index| format!("{index}.xls")).collect();
        let entries: Vec<(&str, &[u8])> =
            names.iter().map(|name| (name.as_str(), b"".as_slice())).collect();
        assert!(members(&zipped(&entries[1..])).is_ok());
        let above = members(&zipped(&entries));
        assert!(matches!(above, Err(Unreadable::TooLarge { .. })));
    }
}
