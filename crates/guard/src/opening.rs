//! The one door through which every file is read: what lies in a folder that
//! many people can write to may be a link to `/etc/shadow`, a named pipe that
//! blocks its reader for ever, a device, or a file of ten gigabytes.
//!
//! In comes a folder, a path below it and how much may be read; out go the bytes
//! or why there are none, in words for the clerk. Regular files only, opened
//! without blocking, never through a link. Whoever asks decides what a refusal
//! means: a finding for a file of the inbox, the end of the run for a register.
//! `clippy.toml` and `tests/suite/walls.rs` see to it that nobody opens a file
//! elsewhere.

use std::fs::{File, OpenOptions};
use std::io::{self, ErrorKind, Read};
use std::path::{Component, Path, PathBuf};

use crate::trouble;

/// How many bytes are read at most of a file of each kind. The largest seen: a
/// report of 0.2 MB, a register of 0.1 MB, outputs of 3 MB, a font of 1 MB.
pub mod most {
    pub const SUBMISSION: u64 = 50 << 20;
    pub const REGISTER: u64 = 4 << 20;
    pub const TEMPLATE: u64 = 1 << 20;
    /// A file that the program wrote itself.
    pub const OUTPUT: u64 = 128 << 20;
    pub const FONT: u64 = 64 << 20;
    /// A PDF to be measured.
    pub const PDF: u64 = 128 << 20;
}

/// Why a file is not read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    #[error("không tìm thấy tệp")]
    Missing,
    #[error("không có quyền đọc tệp")]
    Forbidden,
    #[error("tệp đang bị chương trình khác giữ; đóng chương trình đó rồi chạy lại")]
    InUse,
    #[error("tệp là lối tắt (symbolic link)")]
    Link,
    #[error("đường dẫn ra ngoài thư mục")]
    Outside,
    #[error("đây là thư mục, không phải tệp")]
    Folder,
    #[error("không phải tệp thường")]
    Special,
    #[error("tệp lớn quá {} MB", .0 >> 20)]
    TooLarge(u64),
    #[error("tệp không được lưu ở dạng UTF-8, hãy lưu lại với mã hóa UTF-8")]
    NotText,
    /// Anything else, in the words of [`trouble()`].
    #[error("{0}")]
    System(String),
}

impl From<io::Error> for Refused {
    fn from(error: io::Error) -> Self {
        // ERROR_SHARING_VIOLATION and ERROR_LOCK_VIOLATION, which std does not name.
        let in_use = cfg!(windows) && matches!(error.raw_os_error(), Some(32 | 33));
        match error.kind() {
            _ if in_use => Self::InUse,
            ErrorKind::NotFound => Self::Missing,
            ErrorKind::PermissionDenied => Self::Forbidden,
            _ => Self::System(trouble(&error)),
        }
    }
}

/// The bytes of a regular file below `root`, never more than `most` even if the
/// file grows meanwhile. Neither the file nor a folder on its way down from
/// `root` may be a link.
pub fn read(root: &Path, below: &Path, most: u64) -> Result<Vec<u8>, Refused> {
    let (file, size) = open(root, below, most)?;
    let mut bytes = Vec::with_capacity(usize::try_from(size).unwrap_or(0) + 1);
    file.take(most + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > most {
        return Err(Refused::TooLarge(most));
    }
    Ok(bytes)
}

/// The same of a text in UTF-8. Notepad's byte order mark is dropped.
pub fn read_text(root: &Path, below: &Path, most: u64) -> Result<String, Refused> {
    let text = String::from_utf8(read(root, below, most)?);
    let text = text.map_err(|_| Refused::NotText)?;
    Ok(text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(text))
}

/// The same of a file of the computer's own (a font), which may be linked.
pub fn read_linked(path: &Path, most: u64) -> Result<Vec<u8>, Refused> {
    let (folder, name) = parted(&path.canonicalize()?);
    read(&folder, &name, most)
}

/// Whether something lies there, a link that leads nowhere too.
pub fn is_there(path: &Path) -> bool {
    path.symlink_metadata().is_ok()
}

/// The file whose lock lets its holder write, made where there is none. What
/// stands in its place and is no file is not touched.
pub fn to_lock(path: &Path) -> Result<File, Refused> {
    match path.symlink_metadata() {
        Ok(seen) => regular(&seen)?,
        Err(error) if error.kind() == ErrorKind::NotFound => {}
        Err(error) => return Err(error.into()),
    }
    let mut options = without_blocking();
    let file = options.create(true).truncate(false).write(true).open(path)?;
    regular(&file.metadata()?)?;
    Ok(file)
}

/// A file or folder of ours, of which the disk is to be asked whether it would
/// survive a loss of power. Nothing where the system settles the list of a folder
/// with its files, as all but Unix do.
pub fn to_settle(path: &Path) -> io::Result<Option<File>> {
    // `out` itself may be a link, and is followed then.
    let path = path.canonicalize()?;
    match path.symlink_metadata()?.is_dir() {
        true if cfg!(unix) => without_blocking().read(true).open(path).map(Some),
        true => Ok(None),
        // Windows settles only what is open for writing.
        false => without_blocking().write(true).open(path).map(Some),
    }
}

/// Whether a file of ours could be moved away now: Windows refuses that while another
/// program has it open and does not share it, and says so when it is opened to be
/// moved. Elsewhere open files are no hindrance.
pub fn to_move(path: &Path) -> io::Result<()> {
    #[cfg(windows)]
    {
        use std::os::windows::fs::OpenOptionsExt;
        const DELETE: u32 = 0x0001_0000;
        if path.symlink_metadata()?.is_file() {
            without_blocking().access_mode(DELETE).open(path)?;
        }
    }
    path.symlink_metadata().map(|_| ())
}

/// Folder and name of a path, of a name alone the folder one stands in: for a
/// file that somebody named to us.
pub fn parted(path: &Path) -> (PathBuf, PathBuf) {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    let folder = folder.unwrap_or(Path::new(".")).to_owned();
    (folder, PathBuf::from(path.file_name().unwrap_or_default()))
}

/// Opens a file with its size. Opening does not block on a pipe, and what was
/// opened is looked at again, so that a swap after the first look gains nothing.
fn open(root: &Path, below: &Path, most: u64) -> Result<(File, u64), Refused> {
    let mut path = root.to_path_buf();
    for part in below.components() {
        let Component::Normal(name) = part else { return Err(Refused::Outside) };
        path.push(name);
        if path.symlink_metadata()?.is_symlink() {
            return Err(Refused::Link);
        }
    }
    regular(&path.symlink_metadata()?)?;
    let file = without_blocking().read(true).open(&path)?;
    let opened = file.metadata()?;
    regular(&opened)?;
    if opened.len() > most {
        return Err(Refused::TooLarge(most));
    }
    Ok((file, opened.len()))
}

fn regular(seen: &std::fs::Metadata) -> Result<(), Refused> {
    match seen {
        seen if seen.is_file() => Ok(()),
        seen if seen.is_symlink() => Err(Refused::Link),
        seen if seen.is_dir() => Err(Refused::Folder),
        _ => Err(Refused::Special),
    }
}

/// On Unix a pipe or a link put there after the first look must neither block
/// nor be followed. Windows has links too, but no way to say so that OneDrive's
/// placeholders, which are to be opened, do not fall under it.
#[expect(
    clippy::disallowed_methods,
    reason = "the one door through which files are read"
)]
fn without_blocking() -> OpenOptions {
    let mut options = OpenOptions::new();
    #[cfg(target_os = "linux")]
    {
        use std::os::unix::fs::OpenOptionsExt;
        const O_NONBLOCK: i32 = 0o4_000;
        const O_NOFOLLOW: i32 = if cfg!(any(target_arch = "aarch64", target_arch = "arm"))
        {
            0o100_000
        } else {
            0o400_000
        };
        options.custom_flags(O_NONBLOCK | O_NOFOLLOW);
    }
    options
}

#[cfg(test)]
mod tests {
    use super::*;

    fn scratch(name: &str) -> PathBuf {
        let folder = std::env::temp_dir();
        let folder = folder.join(format!("xhht-opening-{}-{name}", std::process::id()));
        let _ = std::fs::remove_dir_all(&folder);
        std::fs::create_dir_all(folder.join("thư mục")).expect("a scratch folder");
        folder
    }

    #[expect(clippy::disallowed_methods, reason = "a test makes its own files")]
    fn file(path: &Path, bytes: &[u8]) {
        std::fs::write(path, bytes).expect("a file");
    }

    #[test]
    fn a_path_cannot_climb_out_of_its_folder() {
        let root = std::env::temp_dir();
        let refused =
            |path: &str| read(&root, Path::new(path), 100).expect_err("refused");
        assert_eq!(refused("../etc/passwd"), Refused::Outside);
        assert_eq!(refused("/etc/passwd"), Refused::Outside);
        assert_eq!(refused("khong-co.xlsx"), Refused::Missing);
    }

    #[test]
    fn a_byte_order_mark_is_dropped_and_other_letters_are_refused() {
        let folder = scratch("text");
        for (name, bytes) in
            [("a", &b"\xef\xbb\xbfx"[..]), ("b", b"x"), ("c", b"\xff\xfex")]
        {
            file(&folder.join(name), bytes);
        }
        let text = |name: &str| read_text(&folder, Path::new(name), 100);
        assert_eq!(text("a"), Ok("x".to_owned()));
        assert_eq!(text("b"), Ok("x".to_owned()));
        assert_eq!(text("c"), Err(Refused::NotText));
        assert_eq!(text("thư mục"), Err(Refused::Folder));
    }

    #[test]
    fn what_is_larger_than_asked_for_is_not_read() {
        let folder = scratch("size");
        file(&folder.join("a"), &[0; 11]);
        let read = |most| read(&folder, Path::new("a"), most);
        assert_eq!(read(10), Err(Refused::TooLarge(10)));
        assert_eq!(read(11).map(|bytes| bytes.len()), Ok(11));
    }

    #[cfg(unix)]
    #[test]
    fn links_and_pipes_are_refused_at_once() {
        use std::os::unix::fs::symlink;
        let folder = scratch("links");
        file(&folder.join("thư mục/a"), b"x");
        symlink("thư mục/a", folder.join("b")).expect("a link");
        symlink("thư mục", folder.join("c")).expect("a link");
        let pipe = std::process::Command::new("mkfifo").arg(folder.join("d")).status();
        assert!(pipe.expect("mkfifo").success());
        let read = |path: &str| read(&folder, Path::new(path), 100);
        assert_eq!(read("thư mục/a"), Ok(b"x".to_vec()));
        assert_eq!(read("b"), Err(Refused::Link));
        assert_eq!(read("c/a"), Err(Refused::Link));
        assert_eq!(read("d"), Err(Refused::Special));
        assert_eq!(read_linked(&folder.join("b"), 100), Ok(b"x".to_vec()));
        assert_eq!(to_lock(&folder.join("d")).err(), Some(Refused::Special));
        assert_eq!(to_lock(&folder.join("b")).err(), Some(Refused::Link));
        assert_eq!(to_lock(&folder.join("thư mục")).err(), Some(Refused::Folder));
        assert!(to_lock(&folder.join("khóa")).is_ok());
    }
}
