//! The door through which files are written, moved and removed: four steps, so
//! that a test can stand in the door and stop a run between any two of them.

use std::fs;
use std::io;
use std::path::Path;

pub(super) trait Disk {
    /// Makes a folder and those above it.
    fn create_folder(&self, path: &Path) -> io::Result<()>;
    fn write(&self, path: &Path, bytes: &[u8]) -> io::Result<()>;
    /// Moves a file, over an older one too, or a folder to where there is none.
    fn rename(&self, from: &Path, to: &Path) -> io::Result<()>;
    /// Removes a file or a whole folder; that there is none is as well.
    fn remove(&self, path: &Path) -> io::Result<()>;
}

/// The disk itself.
pub(super) struct Direct;

impl Disk for Direct {
    fn create_folder(&self, path: &Path) -> io::Result<()> {
        fs::create_dir_all(path)
    }

    #[expect(
        clippy::disallowed_methods,
        reason = "the one door through which files are written"
    )]
    fn write(&self, path: &Path, bytes: &[u8]) -> io::Result<()> {
        fs::write(path, bytes)
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        fs::rename(from, to)
    }

    fn remove(&self, path: &Path) -> io::Result<()> {
        let removed = match fs::symlink_metadata(path) {
            Ok(what) if what.is_dir() => fs::remove_dir_all(path),
            Ok(_) => fs::remove_file(path),
            Err(error) => Err(error),
        };
        match removed {
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
            outcome => outcome,
        }
    }
}
