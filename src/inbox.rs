//! Walks the inbox of a year: which files there are to read.
//!
//! The walk is sorted by name, so equal folders give equal runs. Nothing in
//! the inbox is ever written to. The only room that knows walkdir.

use std::fs;
use std::path::{Path, PathBuf};

use walkdir::WalkDir;

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

/// Everything that lies below a year's folder, except the droppings of office
/// programs and file managers.
pub(crate) fn walk(folder: &Path) -> Result<Vec<Submission>, InboxError> {
    if !folder.is_dir() {
        return Err(InboxError::Missing(folder.display().to_string()));
    }
    fs::read_dir(folder).map_err(|e| {
        InboxError::Unreadable(folder.display().to_string(), e.to_string())
    })?;
    let mut submissions = Vec::new();
    for entry in WalkDir::new(folder).min_depth(1).sort_by_file_name() {
        // A folder that cannot be opened must not hide the others.
        let (path, is_dir) = match entry {
            Ok(entry) => (entry.path().to_owned(), entry.file_type().is_dir()),
            Err(error) => match error.path() {
                Some(path) => (path.to_owned(), false),
                None => continue,
            },
        };
        let relative = path.strip_prefix(folder).unwrap_or(&path).to_owned();
        if !is_dir && !is_dropping(&relative) {
            let name = name_of(&relative);
            submissions.push(Submission { name, path: relative, member: None });
        }
    }
    if submissions.is_empty() {
        return Err(InboxError::Empty(folder.display().to_string()));
    }
    Ok(submissions)
}

/// A path as it is printed: `/` between folders, composed Unicode.
fn name_of(relative: &Path) -> String {
    use unicode_normalization::UnicodeNormalization;
    let parts: Vec<String> = relative
        .components()
        .map(|part| part.as_os_str().to_string_lossy().nfc().collect())
        .collect();
    parts.join("/")
}

/// Lock files of office programs, thumbnails and folder settings.
fn is_dropping(relative: &Path) -> bool {
    let name = relative.file_name().and_then(|name| name.to_str()).unwrap_or_default();
    let known = ["thumbs.db", ".ds_store", "desktop.ini"];
    name.starts_with("~$") || known.contains(&name.to_lowercase().as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn droppings_of_other_programs_are_not_submissions() {
        for name in ["~$HND.xlsx", "Thumbs.db", "a/.DS_Store", "desktop.ini"] {
            assert!(is_dropping(Path::new(name)), "{name}");
        }
        assert!(!is_dropping(Path::new("gui bo sung/HND.xlsx")));
    }
}
