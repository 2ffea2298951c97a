//! Opens one file of the inbox without following it anywhere else.
//!
//! An inbox is a folder that many people can write to. What lies in it may be
//! a link to `/etc/shadow`, a named pipe that blocks its reader for ever, a
//! device, or a file of ten gigabytes.

use std::fs::{File, OpenOptions};
use std::io::{self, ErrorKind, Read};
use std::path::Path;

use super::limits;
use super::unreadable::Unreadable;

/// Opens a regular file below `root`, with its size.
///
/// Neither the file nor a folder on its way down from `root` may be a link.
/// Opening does not block on a pipe, and what was opened is looked at again,
/// so that a swap after the first look gains nothing.
fn open(root: &Path, relative: &Path) -> Result<(File, u64), Unreadable> {
    let mut path = root.to_path_buf();
    for part in relative.components() {
        let std::path::Component::Normal(name) = part else {
            return Err(inaccessible("đường dẫn ra ngoài thư mục tiếp nhận"));
        };
        path.push(name);
        let seen = path.symlink_metadata().map_err(|error| failed(&error))?;
        if seen.is_symlink() {
            return Err(inaccessible("tệp là lối tắt (symbolic link)"));
        }
    }
    let seen = path.symlink_metadata().map_err(|error| failed(&error))?;
    if !seen.is_file() {
        return Err(inaccessible("không phải tệp thường"));
    }
    let file = without_blocking().open(&path).map_err(|error| failed(&error))?;
    let opened = file.metadata().map_err(|error| failed(&error))?;
    if !opened.is_file() {
        return Err(inaccessible("không phải tệp thường"));
    }
    if opened.len() > limits::FILE_BYTES {
        return Err(Unreadable::too_large("dung lượng tệp (byte)", limits::FILE_BYTES));
    }
    Ok((file, opened.len()))
}

/// The bytes of a regular file below `root`, never more than the limit even
/// if the file grows meanwhile.
pub(crate) fn read_bytes(root: &Path, relative: &Path) -> Result<Vec<u8>, Unreadable> {
    let (file, size) = open(root, relative)?;
    let mut bytes = Vec::with_capacity(usize::try_from(size).unwrap_or(0) + 1);
    let read = file.take(limits::FILE_BYTES + 1).read_to_end(&mut bytes);
    read.map_err(|error| failed(&error))?;
    if bytes.len() as u64 > limits::FILE_BYTES {
        return Err(Unreadable::too_large("dung lượng tệp (byte)", limits::FILE_BYTES));
    }
    Ok(bytes)
}

/// On Unix a pipe or a link put there after the first look must neither block
/// nor be followed; Windows has no such files in a folder.
#[cfg(target_os = "linux")]
fn without_blocking() -> OpenOptions {
    use std::os::unix::fs::OpenOptionsExt;
    const O_NONBLOCK: i32 = 0o4_000;
    const O_NOFOLLOW: i32 = if cfg!(any(target_arch = "aarch64", target_arch = "arm")) {
        0o100_000
    } else {
        0o400_000
    };
    let mut options = OpenOptions::new();
    options.read(true).custom_flags(O_NONBLOCK | O_NOFOLLOW);
    options
}

#[cfg(not(target_os = "linux"))]
fn without_blocking() -> OpenOptions {
    let mut options = OpenOptions::new();
    options.read(true);
    options
}

fn failed(error: &io::Error) -> Unreadable {
    inaccessible(match error.kind() {
        ErrorKind::NotFound => "không tìm thấy tệp",
        ErrorKind::PermissionDenied => "không có quyền đọc tệp",
        _ => "hệ điều hành báo lỗi khi mở tệp",
    })
}

fn inaccessible(detail: &str) -> Unreadable {
    Unreadable::Inaccessible { detail: detail.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_cannot_climb_out_of_the_inbox() {
        let root = std::env::temp_dir();
        for path in ["../etc/passwd", "/etc/passwd", "khong-co.xlsx"] {
            let refused = read_bytes(&root, Path::new(path));
            assert!(matches!(refused, Err(Unreadable::Inaccessible { .. })), "{path}");
        }
    }
}
