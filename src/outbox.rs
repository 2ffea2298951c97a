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

mod by_file;
mod disk;
mod exchange;
mod places;
#[cfg(test)]
mod tests;

use std::fs::{self, File, TryLockError};
use std::io;
use std::path::{Path, PathBuf};
use std::thread;
use std::time::{Duration, Instant};

use self::by_file::Held;
use self::disk::{Direct, Disk};
pub(crate) use self::places::apart;
use crate::finding::trouble;
use guard::opening::{self, Refused};

/// Whoever holds this file's lock may change the outputs. The system takes the
/// lock from a program that is killed.
const LOCK: &str = ".khoa";

/// How long another run is waited for: it holds the lock for as long as it writes,
/// a second or two.
const PATIENCE: Duration = Duration::from_secs(60);

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
pub(crate) enum OutboxError {
    #[error(
        "Không ghi được kết quả vào {path}: {}. Đóng các tệp đang mở trong thư mục này, \
         kiểm tra quyền ghi và dung lượng đĩa rồi chạy lại; kết quả cũ vẫn giữ nguyên.",
        trouble(source)
    )]
    Unwritten { path: String, source: io::Error },
    #[error(
        "Không ghi được kết quả vào {path}: {source}. Đóng tệp đó rồi chạy lại; kết quả cũ vẫn \
         giữ nguyên."
    )]
    Held { path: String, source: io::Error },
    #[error(
        "Kết quả trong {path} đang thay dở: {}. Đóng mọi tệp trong thư mục này rồi chạy lại một \
         lệnh bất kỳ; chương trình sẽ làm nốt hoặc đưa kết quả cũ về.",
        trouble(source)
    )]
    Half { path: String, source: io::Error },
    #[error(
        "Kết quả mới đã ghi, nhưng tệp cũ {path} không xóa được ({}). Đóng tệp đó rồi chạy lại.",
        trouble(source)
    )]
    Stale { path: String, source: io::Error },
    #[error(
        "Không ghi được kết quả vào {path}: tệp khóa {lock} không dùng được ({why}). Xóa hoặc \
         đổi tên nó rồi chạy lại; kết quả cũ vẫn giữ nguyên."
    )]
    Lock { path: String, lock: String, why: Refused },
    #[error(
        "Không ghi được kết quả vào {path}: một lần chạy khác của xhht đã ghi ở đây hơn {} \
         giây. Chờ nó xong hoặc dừng nó rồi chạy lại; kết quả cũ vẫn giữ nguyên.",
        PATIENCE.as_secs()
    )]
    Busy { path: String },
    #[error(
        "Không ghi kết quả vào {path} vì {link} là lối tắt (symbolic link) đến nơi khác. Thay \
         lối tắt bằng thư mục thật rồi chạy lại; không có tệp nào bị thay đổi."
    )]
    Linked { path: String, link: String },
    #[error(
        "Thư mục kết quả {out} và thư mục tiếp nhận {inbox} nằm trong nhau (sau khi theo các \
         lối tắt), mà xhht không bao giờ ghi vào nơi tiếp nhận. Tách hai thư mục rồi chạy lại; \
         không có tệp nào bị thay đổi."
    )]
    Nested { out: String, inbox: String },
}

impl OutboxError {
    /// A few words without a stop, for whoever says himself what was not written.
    pub(crate) fn why(&self) -> String {
        match self {
            Self::Unwritten { source, .. }
            | Self::Held { source, .. }
            | Self::Half { source, .. }
            | Self::Stale { source, .. } => trouble(source),
            Self::Lock { lock, why, .. } => {
                format!("tệp khóa {lock} không dùng được ({why})")
            }
            Self::Busy { .. } => {
                let seconds = PATIENCE.as_secs();
                format!("một lần chạy khác của xhht đã ghi ở đây hơn {seconds} giây")
            }
            Self::Linked { link, .. } => {
                format!("{link} là lối tắt (symbolic link) đến nơi khác")
            }
            Self::Nested { out, inbox } => {
                format!("thư mục {out} và thư mục tiếp nhận {inbox} nằm trong nhau")
            }
        }
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
    let mut stale = None;
    let prune = || {
        for entry in fs::read_dir(folder)? {
            let entry = entry?;
            let name = entry.file_name().to_string_lossy().into_owned();
            if is_ours(&name) && !written.iter().any(|output| output.name == name) {
                stale = Some(entry.path());
                Direct.remove(&entry.path())?;
            }
        }
        stale = None;
        Ok(())
    };
    let pruned = alone(out, folder.to_owned(), prune);
    pruned.map(|_| ()).map_err(|error| match (error, stale) {
        (OutboxError::Unwritten { source, .. }, Some(path)) => {
            OutboxError::Stale { path: path.display().to_string(), source }
        }
        (error, _) => error,
    })
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
    let left = if is_link {
        Err(io::ErrorKind::NotADirectory.into())
    } else {
        exchange::put(&Direct, out, note)
    };
    left.map_err(|source| unwritten(&target, source))?;
    Ok(target)
}

/// Brings outputs that a killed run was about to replace back to their places.
pub(crate) fn mend(out: &Path) -> Result<(), OutboxError> {
    match exchange::unfinished(out) {
        // Nothing to do is the rule, and nothing is touched then.
        Ok(unfinished) if unfinished.is_empty() => Ok(()),
        _ => match alone(out, out.to_owned(), || Ok(())) {
            // Rubbish that only cannot be removed stops nobody who reads.
            Err(error) if !exchange::is_whole(out) => Err(error),
            Ok(_) | Err(_) => Ok(()),
        },
    }
}

/// Changes outputs while nobody else does, mended before.
fn alone(
    out: &Path,
    target: PathBuf,
    change: impl FnOnce() -> io::Result<()>,
) -> Result<PathBuf, OutboxError> {
    places::unlinked(out, &target)?;
    let _held = lock(out, &target, PATIENCE)?;
    let told = |source| {
        if exchange::is_whole(out) {
            return unwritten(&target, source);
        }
        OutboxError::Half { path: target.display().to_string(), source }
    };
    exchange::mend(&Direct, out).and_then(|()| change()).map_err(told)?;
    Ok(target)
}

fn unwritten(target: &Path, source: io::Error) -> OutboxError {
    let path = target.display().to_string();
    let is_held = source.get_ref().is_some_and(|inner| inner.is::<Held>());
    if is_held {
        return OutboxError::Held { path, source };
    }
    OutboxError::Unwritten { path, source }
}

/// Waits for the lock, for a while; it is held as long as the file is.
fn lock(out: &Path, target: &Path, patience: Duration) -> Result<File, OutboxError> {
    let path = target.display().to_string();
    let unwritten = |source| OutboxError::Unwritten { path: path.clone(), source };
    fs::create_dir_all(out).map_err(unwritten)?;
    let lock = out.join(LOCK);
    let file = opening::to_lock(&lock).map_err(|why| {
        let lock = lock.display().to_string();
        OutboxError::Lock { path: path.clone(), lock, why }
    })?;
    let since = Instant::now();
    loop {
        match file.try_lock() {
            Ok(()) => return Ok(file),
            // A single run needs none.
            Err(TryLockError::Error(error)) if has_no_locks(&error) => return Ok(file),
            Err(TryLockError::Error(error)) => return Err(unwritten(error)),
            Err(TryLockError::WouldBlock) if since.elapsed() > patience => {
                return Err(OutboxError::Busy { path });
            }
            Err(TryLockError::WouldBlock) => thread::sleep(Duration::from_millis(50)),
        }
    }
}

/// Some network drives know no locks. Windows says so as "invalid function" and
/// "not supported", Linux of a drive without its daemon as "no locks available".
fn has_no_locks(error: &io::Error) -> bool {
    const WINDOWS: [i32; 2] = [1, 50];
    const ENOLCK: i32 = 37;
    error.kind() == io::ErrorKind::Unsupported
        || error.raw_os_error().is_some_and(|code| {
            WINDOWS.contains(&code) || (cfg!(target_os = "linux") && code == ENOLCK)
        })
}
