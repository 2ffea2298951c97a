//! The door through which files are written, moved and removed: five steps, so
//! that a test can stand in the door and stop a run between any two of them.

use std::fs;
use std::io;
use std::path::Path;

use guard::opening;

pub(super) trait Disk {
    /// Makes a folder and those above it.
    fn create_folder(&self, path: &Path) -> io::Result<()>;
    fn write(&self, path: &Path, bytes: &[u8]) -> io::Result<()>;
    /// Waits until a file, or what a folder lists, would survive a loss of power.
    fn settle(&self, path: &Path) -> io::Result<()>;
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

    fn settle(&self, path: &Path) -> io::Result<()> {
        let settled = opening::to_settle(path);
        match settled.and_then(|opened| opened.map_or(Ok(()), |it| it.sync_all())) {
            // Some network and memory drives know no such thing.
            Err(error)
                if [io::ErrorKind::InvalidInput, io::ErrorKind::Unsupported]
                    .contains(&error.kind()) =>
            {
                Ok(())
            }
            outcome => outcome,
        }
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
