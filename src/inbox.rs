//! Walks the inbox of a year: which files there are to read.
//!
//! The walk is sorted by name, so equal folders give equal runs. Nothing in
//! the inbox is ever written to. The only room that knows walkdir.

pub(crate) mod sight;

use std::cmp::Ordering;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use spreadsheet::is_dropping;
use walkdir::WalkDir;

use crate::finding::trouble;
use crate::place::EDITORIAL;

/// A file an office sent, or something else that lies in the inbox.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Submission {
    /// Path below `inbox/<year>`, with `/`, in Unicode NFC; for a workbook in
    /// an attachment `attachment.zip/workbook.xlsx`.
    pub(crate) name: String,
    /// The same path as the file system has it.
    pub(crate) path: PathBuf,
    /// The workbook in the attachment, as the attachment names it.
    pub(crate) member: Option<String>,
}

/// Files of a year's folder that are read, those in attachments too. A year has some
/// hundred.
pub(crate) const FILES: usize = 25_000;

/// Endings of what an office sends.
const ENDINGS: [&str; 13] = [
    "xlsx", "xlsm", "xlsb", "xls", "ods", "zip", "csv", "tsv", "htm", "html", "mht",
    "mhtml", "xml",
];

/// What lies in the folder of a year.
#[derive(Debug, Default)]
pub(crate) struct Found {
    /// At most [`FILES`].
    pub(crate) submissions: Vec<Submission>,
    /// How many there are beside them.
    pub(crate) left: usize,
}

/// The folder of a year cannot be walked.
#[derive(Debug, thiserror::Error)]
pub(crate) enum InboxError {
    #[error(
        "Không tìm thấy thư mục {0}. Tạo thư mục này và chép các báo cáo nhận được vào đó."
    )]
    Missing(String),
    #[error("Không đọc được thư mục {0}: {1}. Kiểm tra quyền truy cập.")]
    Unreadable(String, String),
    #[error(
        "Thư mục {0} không có tệp nào. Chép các báo cáo nhận được vào đó rồi chạy lại."
    )]
    Empty(String),
    #[error("Trong {0} không có thư mục của năm nào (ví dụ inbox/2024).")]
    NoYear(String),
}

/// The newest year that has a folder below `inbox`.
pub(crate) fn newest_year(inbox: &Path) -> Result<i16, InboxError> {
    years(inbox)
        .into_iter()
        .max()
        .ok_or_else(|| InboxError::NoYear(inbox.display().to_string()))
}

/// All years that have a folder, in order.
pub(crate) fn years(inbox: &Path) -> Vec<i16> {
    let mut years: Vec<i16> = WalkDir::new(inbox)
        .min_depth(1)
        .max_depth(1)
        .into_iter()
        .filter_map(Result::ok)
        .filter(|entry| entry.file_type().is_dir())
        .filter_map(|entry| entry.file_name().to_str()?.parse().ok())
        .filter(|year| (2000..2100).contains(year))
        .collect();
    years.sort_unstable();
    years
}

/// The editorial workbook in a year's folder, if there is one: the name counts,
/// in capitals or not.
pub(crate) fn editorial(folder: &Path) -> Option<PathBuf> {
    let mut named: Vec<PathBuf> = fs::read_dir(folder)
        .ok()?
        .filter_map(Result::ok)
        .map(|entry| PathBuf::from(entry.file_name()))
        .filter(|name| name_of(name).to_lowercase() == EDITORIAL)
        .collect();
    named.sort_by_key(|name| (name_of(name) != EDITORIAL, name.clone()));
    named.into_iter().next()
}

/// Everything that lies below a year's folder, except the clerk's editorial
/// workbook and the droppings of office programs and file managers.
pub(crate) fn walk(folder: &Path) -> Result<Found, InboxError> {
    if !folder.is_dir() {
        return Err(InboxError::Missing(folder.display().to_string()));
    }
    fs::read_dir(folder)
        .map_err(|e| InboxError::Unreadable(folder.display().to_string(), trouble(&e)))?;
    let editorial = editorial(folder);
    let mut submissions = Vec::new();
    for entry in WalkDir::new(folder).min_depth(1) {
        // A folder that cannot be opened must not hide the others.
        let (path, is_dir) = match entry {
            Ok(entry) => (entry.path().to_owned(), entry.file_type().is_dir()),
            Err(error) => match error.path() {
                Some(path) => (path.to_owned(), false),
                None => continue,
            },
        };
        let relative = path.strip_prefix(folder).unwrap_or(&path).to_owned();
        let is_file = if is_dir { is_hollow(&path) } else { !is_dropping(&relative) };
        if is_file && editorial.as_ref() != Some(&relative) {
            let name = name_of(&relative);
            submissions.push(Submission { name, path: relative, member: None });
        }
    }
    if submissions.is_empty() {
        return Err(InboxError::Empty(folder.display().to_string()));
    }
    submissions.sort_by(order);
    let left = submissions.len().saturating_sub(FILES);
    if left > 0 {
        // Whatever is heaped up beside them, what looks like a report is read first.
        submissions.sort_by_key(|one| !is_named_as_sent(&one.path));
        submissions.truncate(FILES);
        submissions.sort_by(order);
    }
    tell_apart(&mut submissions);
    Ok(Found { submissions, left })
}

/// By folder and name as they are printed, so that every system gives the same order.
fn order(one: &Submission, other: &Submission) -> Ordering {
    let (ours, theirs) = (one.name.split('/'), other.name.split('/'));
    ours.cmp(theirs).then_with(|| one.path.cmp(&other.path))
}

fn is_named_as_sent(path: &Path) -> bool {
    let ending = path.extension().map(|ending| ending.to_ascii_lowercase());
    ending.is_some_and(|ending| ENDINGS.iter().any(|known| ending == *known))
}

/// A folder that bears the name of a workbook and holds nothing: somebody
/// takes it for a report, so it must be named.
fn is_hollow(folder: &Path) -> bool {
    is_named_as_sent(folder)
        && fs::read_dir(folder).is_ok_and(|mut entries| entries.next().is_none())
}

/// Two paths may print alike (composed and decomposed letters, bytes that are
/// no Unicode); then the later ones get a number.
pub(crate) fn tell_apart(submissions: &mut [Submission]) {
    let mut met = BTreeMap::<String, u32>::new();
    for submission in submissions {
        let times = met.entry(submission.name.clone()).or_default();
        *times += 1;
        if *times > 1 {
            submission.name = format!("{} [{times}]", submission.name);
        }
    }
}

/// A path as it is printed: `/` between folders, composed Unicode.
pub(crate) fn name_of(relative: &Path) -> String {
    use unicode_normalization::UnicodeNormalization;
    let parts: Vec<String> = relative
        .components()
        .map(|part| part.as_os_str().to_string_lossy().nfc().map(printable).collect())
        .collect();
    parts.join("/")
}

/// Names come from outside: a line break or an escape must not reach a screen.
fn printable(letter: char) -> char {
    let turns = matches!(letter, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    if letter.is_control() || turns { char::REPLACEMENT_CHARACTER } else { letter }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn droppings_of_other_programs_are_not_submissions() {
        for name in [
            "~$HND.xlsx",
            ".~lock.bien-tap.xlsx#",
            "Thumbs.db",
            "a/.DS_Store",
            "desktop.ini",
        ] {
            assert!(is_dropping(Path::new(name)), "{name}");
        }
        assert!(!is_dropping(Path::new("gui bo sung/HND.xlsx")));
    }

    #[test]
    fn names_that_print_alike_are_told_apart() {
        let of = |path: &str| Submission {
            name: name_of(Path::new(path)),
            path: path.into(),
            member: None,
        };
        let mut both = [of("n\u{103}m.xls"), of("na\u{306}m.xls"), of("a\u{1b}[2J.xls")];
        tell_apart(&mut both);
        let names = both.map(|one| one.name);
        assert_eq!(names, ["năm.xls", "năm.xls [2]", "a\u{fffd}[2J.xls"]);
    }
}
