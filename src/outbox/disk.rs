//! The door through which files are written, moved and removed: six steps, so
//! that a test can stand in the door and stop a run between any two of them.

use std::fs;
use std::io;
use std::path::Path;
use std::thread;
use std::time::Duration;

use guard::opening;

pub(super) trait Disk {
    /// Makes a folder and those above it.
    fn create_folder(&self, path: &Path) -> io::Result<()>;
    fn write(&self, path: &Path, bytes: &[u8]) -> io::Result<()>;
    /// Waits until a file, or what a folder lists, would survive a loss of power.
    fn settle(&self, path: &Path) -> io::Result<()>;
    /// Whether another program lets this file be moved away; nothing is changed.
    fn ask(&self, path: &Path) -> io::Result<()>;
    /// Whether outputs always take their places file by file, and their folder stays
    /// the one it is, with its permissions, shares and versions.
    fn keeps_folders(&self) -> bool {
        cfg!(windows)
    }
    /// Moves a file, over an older one too, or a folder to where there is none.
    fn rename(&self, from: &Path, to: &Path) -> io::Result<()>;
    /// Removes a file or a whole folder; that there is none is as well.
    fn remove(&self, path: &Path) -> io::Result<()>;
}

/// The disk itself. On Windows a scanner, an indexer or OneDrive opens what was just
/// written, for a moment: what is refused for that is asked again.
pub(super) struct Direct;

/// Pauses before a step that something open elsewhere prevented is tried again: three
/// seconds together. What a person has open stays open longer.
const PAUSES: [Duration; 6] = [
    Duration::from_millis(50),
    Duration::from_millis(100),
    Duration::from_millis(200),
    Duration::from_millis(400),
    Duration::from_millis(800),
    Duration::from_millis(1450),
];

/// Does a step again, after each of the pauses, while it fails for something that
/// passes.
pub(super) fn patiently<T>(
    pauses: &[Duration],
    passes: impl Fn(&io::Error) -> bool,
    step: impl Fn() -> io::Result<T>,
) -> io::Result<T> {
    let mut pauses = pauses.iter();
    loop {
        match step() {
            Err(error) if passes(&error) => match pauses.next() {
                Some(pause) => thread::sleep(*pause),
                None => return Err(error),
            },
            outcome => return outcome,
        }
    }
}

/// Access denied, sharing, lock and "folder not empty" of a file whose removal waits
/// for another program, as Windows numbers them; elsewhere what is refused stays so.
fn passes(error: &io::Error) -> bool {
    cfg!(windows) && matches!(error.raw_os_error(), Some(5 | 32 | 33 | 145))
}

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

    fn ask(&self, path: &Path) -> io::Result<()> {
        patiently(&PAUSES, passes, || opening::to_move(path))
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        patiently(&PAUSES, passes, || fs::rename(from, to))
    }

    fn remove(&self, path: &Path) -> io::Result<()> {
        let remove = || match fs::symlink_metadata(path) {
            Ok(what) if what.is_dir() => fs::remove_dir_all(path),
            Ok(_) => fs::remove_file(path),
            Err(error) => Err(error),
        };
        match patiently(&PAUSES, passes, remove) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
            outcome => outcome,
        }
    }
}
