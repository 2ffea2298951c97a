//! Writes what a run leaves behind: all of it, or nothing.
//!
//! Files are written to a staging folder beside the year's folder, which then
//! takes its place; whatever else the clerk keeps there is carried over. A run
//! may be killed at any moment: [`mend`], with which every command begins, finds
//! the former or the new outputs whole ([`exchange`]). Two runs at once wait for
//! each other here, else one would mend what the other is at.
//!
//! What survives a loss of power once the command has said where its outputs are, and
//! what need not:
//!
//! | what | settled on the disk |
//! |---|---|
//! | outputs of a year, forms, slips, an issued report | every file, then the staging folder, before the first name changes; then the folder they lie in, before the former ones go |
//! | what is carried over (`.issued`, the clerk's files) | the folder, before the former one goes; their content is not ours to settle |
//! | one file (`summary.json`, `bien-tap.xlsx` and its former copies) | the file before it takes its name, then its folder |
//! | files taken out ([`prune`]), the lock, the log of a breakdown | not: they can be lost, or come again, without harm |
//! | folders on systems other than Unix | with their files; Windows has no such request |
//!
//! A drive that knows no such thing is not an error.

mod disk;
mod exchange;
#[cfg(test)]
mod tests;

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

use self::disk::Direct;
use crate::finding::trouble;

/// Whoever holds this file's lock may change the outputs. The system takes the
/// lock from a program that is killed.
const LOCK: &str = ".khoa";

/// A file to be written, by name below `out/<year>`.
#[derive(Debug)]
pub(crate) struct Output {
    pub(crate) name: String,
    pub(crate) bytes: Vec<u8>,
}

impl Output {
    pub(crate) fn new(name: &str, bytes: impl Into<Vec<u8>>) -> Self {
        Self { name: name.to_owned(), bytes: bytes.into() }
    }
}

/// The outputs could not be written; the former ones are as they were.
#[derive(Debug, thiserror::Error)]
#[error(
    "Không ghi được kết quả vào {path}: {}. Đóng các tệp đang mở trong thư mục này, \
     kiểm tra quyền ghi và dung lượng đĩa rồi chạy lại; kết quả cũ vẫn giữ nguyên.",
    trouble(source)
)]
pub(crate) struct OutboxError {
    path: String,
    source: io::Error,
}

impl OutboxError {
    /// What the system said.
    pub(crate) fn why(&self) -> &io::Error {
        &self.source
    }
}

/// Replaces the outputs of a year, keeping foreign files of the folder.
pub(crate) fn replace(
    out: &Path,
    year: i16,
    outputs: &[Output],
) -> Result<PathBuf, OutboxError> {
    let name = year.to_string();
    alone(out, out.join(&name), || exchange::exchange(&Direct, out, &name, outputs))
}

/// The same for one folder among the outputs of a year.
pub(crate) fn replace_folder(
    out: &Path,
    year: i16,
    name: &str,
    outputs: &[Output],
) -> Result<PathBuf, OutboxError> {
    keep(out, &out.join(year.to_string()), name, outputs)
}

/// The same for one folder in a folder below `out`.
pub(crate) fn keep(
    out: &Path,
    within: &Path,
    name: &str,
    outputs: &[Output],
) -> Result<PathBuf, OutboxError> {
    let target = within.join(name);
    alone(out, target, || exchange::exchange(&Direct, within, name, outputs))
}

/// As [`keep`], where nothing may be replaced: an error if the folder is there.
pub(crate) fn keep_new(
    out: &Path,
    within: &Path,
    name: &str,
    outputs: &[Output],
) -> Result<PathBuf, OutboxError> {
    let target = within.join(name);
    // Looked at under the lock: another run may have issued meanwhile.
    alone(out, target.clone(), || match fs::symlink_metadata(&target) {
        Ok(_) => Err(io::ErrorKind::AlreadyExists.into()),
        Err(_) => exchange::exchange(&Direct, within, name, outputs),
    })
}

/// Takes files of an earlier run out of a folder: those that are ours by name and
/// were not written now.
pub(crate) fn prune(
    out: &Path,
    folder: &Path,
    written: &[Output],
    is_ours: impl Fn(&str) -> bool,
) -> Result<(), OutboxError> {
    let prune = || {
        for entry in fs::read_dir(folder)? {
            let entry = entry?;
            let name = entry.file_name().to_string_lossy().into_owned();
            if is_ours(&name) && !written.iter().any(|output| output.name == name) {
                fs::remove_file(entry.path())?;
            }
        }
        Ok(())
    };
    alone(out, folder.to_owned(), prune).map(|_| ())
}

/// Writes one file of a year in place of an older one, leaving the rest.
pub(crate) fn put(
    out: &Path,
    year: i16,
    output: &Output,
) -> Result<PathBuf, OutboxError> {
    let within = out.join(year.to_string());
    let target = within.join(&output.name);
    alone(out, target, || exchange::put(&Direct, &within, output))
}

/// Leaves a note beside the outputs without waiting for anybody: for a program that
/// has broken down. Never through a link, which may lead anywhere.
pub(crate) fn leave(out: &Path, note: &Output) -> Result<PathBuf, OutboxError> {
    let target = out.join(&note.name);
    let is_link = fs::symlink_metadata(out).is_ok_and(|what| what.is_symlink());
    let left = match is_link {
        true => Err(io::ErrorKind::NotADirectory.into()),
        false => exchange::put(&Direct, out, note),
    };
    left.map_err(|source| OutboxError { path: target.display().to_string(), source })?;
    Ok(target)
}

/// Brings outputs that a killed run was about to replace back to their places.
pub(crate) fn mend(out: &Path) -> Result<(), OutboxError> {
    match exchange::unfinished(out) {
        // Nothing to do is the rule, and nothing is touched then.
        Ok(unfinished) if unfinished.is_empty() => Ok(()),
        _ => alone(out, out.to_owned(), || Ok(())).map(|_| ()),
    }
}

/// Changes outputs while nobody else does, mended before.
fn alone(
    out: &Path,
    target: PathBuf,
    change: impl FnOnce() -> io::Result<()>,
) -> Result<PathBuf, OutboxError> {
    let done = lock(out).and_then(|_held| {
        exchange::mend(&Direct, out)?;
        change()
    });
    done.map_err(|source| OutboxError { path: target.display().to_string(), source })?;
    Ok(target)
}

/// Waits for the lock; it is held as long as the file is.
fn lock(out: &Path) -> io::Result<File> {
    fs::create_dir_all(out)?;
    let path = out.join(LOCK);
    let file = File::options().create(true).truncate(false).write(true).open(path)?;
    match file.lock() {
        // Some network drives know no locks; a single run needs none.
        Err(error) if error.kind() != io::ErrorKind::Unsupported => Err(error),
        _ => Ok(file),
    }
}
