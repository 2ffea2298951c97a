//! Writes what a run leaves behind: all of it, or nothing.
//!
//! Files are written to a staging folder beside the year's folder, which is
//! then exchanged for the old one. Whatever else the clerk keeps there is
//! carried over. A run that was killed between the two renames is mended by
//! the next one.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

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
    "Không ghi được kết quả vào {path}: {source}. Đóng các tệp đang mở trong thư mục này, \
     kiểm tra quyền ghi và dung lượng đĩa rồi chạy lại; kết quả cũ vẫn giữ nguyên."
)]
pub(crate) struct OutboxError {
    path: String,
    source: io::Error,
}

/// Replaces the outputs of a year, keeping foreign files of the folder.
pub(crate) fn replace(
    out: &Path,
    year: i16,
    outputs: &[Output],
) -> Result<PathBuf, OutboxError> {
    let target = out.join(year.to_string());
    let failed = |source| OutboxError { path: target.display().to_string(), source };
    exchange(out, &year.to_string(), outputs).map_err(failed)?;
    Ok(target)
}

/// The same for one folder among the outputs of a year.
pub(crate) fn replace_folder(
    out: &Path,
    year: i16,
    name: &str,
    outputs: &[Output],
) -> Result<PathBuf, OutboxError> {
    keep(&out.join(year.to_string()), name, outputs)
}

/// Puts a folder of files that are to stay as they are beside its like.
pub(crate) fn keep(
    within: &Path,
    name: &str,
    outputs: &[Output],
) -> Result<PathBuf, OutboxError> {
    let target = within.join(name);
    let failed = |source| OutboxError { path: target.display().to_string(), source };
    exchange(within, name, outputs).map_err(failed)?;
    Ok(target)
}

/// Takes files of an earlier run out of a folder: those that are ours by name and
/// were not written now.
pub(crate) fn prune(
    folder: &Path,
    written: &[Output],
    is_ours: impl Fn(&str) -> bool,
) -> Result<(), OutboxError> {
    let failed = |source| OutboxError { path: folder.display().to_string(), source };
    for entry in fs::read_dir(folder).map_err(failed)? {
        let entry = entry.map_err(failed)?;
        let name = entry.file_name().to_string_lossy().into_owned();
        if is_ours(&name) && !written.iter().any(|output| output.name == name) {
            fs::remove_file(entry.path()).map_err(failed)?;
        }
    }
    Ok(())
}

fn exchange(out: &Path, name: &str, outputs: &[Output]) -> io::Result<()> {
    let target = &out.join(name);
    let staging = out.join(format!(".{name}.moi"));
    let former = out.join(format!(".{name}.cu"));
    mend(target, &former)?;
    remove(&staging)?;
    fs::create_dir_all(&staging)?;
    for output in outputs {
        write(&staging.join(&output.name), &output.bytes)?;
    }
    if target.exists() {
        fs::rename(target, &former)?;
    }
    if let Err(error) = fs::rename(&staging, target) {
        // Put back what was there; the error is the one to tell.
        let _ = fs::rename(&former, target);
        return Err(error);
    }
    carry_over(&former, target)?;
    remove(&former)
}

/// Undoes an exchange that was cut short.
fn mend(target: &Path, former: &Path) -> io::Result<()> {
    if former.exists() && !target.exists() {
        return fs::rename(former, target);
    }
    if former.exists() {
        carry_over(former, target)?;
    }
    remove(former)
}

/// Moves entries of the former folder that the new one does not have.
fn carry_over(former: &Path, target: &Path) -> io::Result<()> {
    if !former.exists() {
        return Ok(());
    }
    for entry in fs::read_dir(former)? {
        let entry = entry?;
        let kept = target.join(entry.file_name());
        if !kept.exists() {
            fs::rename(entry.path(), kept)?;
        }
    }
    Ok(())
}

fn remove(folder: &Path) -> io::Result<()> {
    match fs::remove_dir_all(folder) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        outcome => outcome,
    }
}

/// Writes one file of a year in place of an older one, leaving the rest.
pub(crate) fn put(
    out: &Path,
    year: i16,
    output: &Output,
) -> Result<PathBuf, OutboxError> {
    let folder = out.join(year.to_string());
    let path = folder.join(&output.name);
    let staged = folder.join(format!(".{}.moi", output.name));
    let done = fs::create_dir_all(&folder)
        .and_then(|()| write(&staged, &output.bytes))
        .and_then(|()| fs::rename(&staged, &path));
    done.map_err(|source| OutboxError { path: path.display().to_string(), source })?;
    Ok(path)
}

#[expect(
    clippy::disallowed_methods,
    reason = "the one door through which files are written"
)]
fn write(path: &Path, bytes: &[u8]) -> io::Result<()> {
    fs::write(path, bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn scratch(name: &str) -> PathBuf {
        let folder = std::env::temp_dir().join(format!("xhht-outbox-{name}"));
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir_all(&folder).expect("a scratch folder");
        folder
    }

    #[test]
    fn outputs_replace_the_former_ones_and_foreign_files_stay() {
        let out = scratch("replace");
        replace(&out, 2024, &[Output::new("a.json", "1"), Output::new("b.pdf", "2")])
            .expect("a first run");
        write(&out.join("2024/ghi chú.txt"), b"cua van thu").expect("a note");
        replace(&out, 2024, &[Output::new("a.json", "3")]).expect("a second run");
        let read = |name: &str| fs::read_to_string(out.join("2024").join(name)).ok();
        assert_eq!(read("a.json").as_deref(), Some("3"));
        assert_eq!(read("ghi chú.txt").as_deref(), Some("cua van thu"));
        assert_eq!(fs::read_dir(&out).expect("out").count(), 1);
    }

    #[test]
    fn a_run_killed_between_the_renames_is_mended() {
        let out = scratch("mend");
        replace(&out, 2024, &[Output::new("a.json", "1")]).expect("a first run");
        fs::rename(out.join("2024"), out.join(".2024.cu")).expect("the first rename");
        replace(&out, 2024, &[Output::new("b.json", "2")]).expect("the next run");
        let names: Vec<_> = fs::read_dir(out.join("2024"))
            .expect("the year")
            .filter_map(Result::ok)
            .map(|entry| entry.file_name().into_string().expect("a name"))
            .collect();
        assert!(names.contains(&"b.json".to_owned()), "{names:?}");
    }
}
