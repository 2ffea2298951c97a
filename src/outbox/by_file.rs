//! How outputs take the place of the former ones file by file, where their folder
//! cannot be moved away: Windows moves no folder in which anything is open, be it the
//! clerk's own note or a window of the file manager.
//!
//! First every output that is to be replaced is asked for: what is open in another
//! program is named, and nothing has changed. Then the staged folder is given the name
//! of a journal, in one step: its files are what is still to be brought, its folder
//! [`SAVED`] has the former ones that made way. From any moment on the way the new
//! outputs can be brought to their places, or else the former ones back.

use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

use super::disk::Disk;
use super::exchange::names;
use guard::opening;

/// Former outputs that made way, in the journal.
const SAVED: &str = "xhht-cu";

/// Files of a folder that another program has open, by name, and whether Excel says so.
#[derive(Debug)]
pub(super) struct Held(pub(super) Vec<String>);

impl std::error::Error for Held {}

impl fmt::Display for Held {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "tệp {} đang được mở trong chương trình khác", self.0.join(", "))
    }
}

/// Whether an error says that something is open elsewhere: the reason for which a
/// folder is replaced file by file.
pub(super) fn is_held(error: &io::Error) -> bool {
    matches!(error.kind(), io::ErrorKind::PermissionDenied | io::ErrorKind::ResourceBusy)
        || guard::is_open_elsewhere(error)
}

/// The error for the files of a folder that do not give way.
pub(super) fn held(folder: &Path, files: &[String]) -> io::Error {
    let told = files.iter().map(|name| {
        // Excel and Word leave a sign beside what they have open.
        let is_office = opening::is_there(&folder.join(format!("~${name}")));
        let said = if is_office { " (mở trong Excel hoặc Word)" } else { "" };
        format!("{name}{said}")
    });
    io::Error::other(Held(told.collect()))
}

/// Replaces the files of `target` by those staged. On an error the former ones are as
/// they were, or the journal tells how to get there.
pub(super) fn replace(
    disk: &impl Disk,
    staging: &Path,
    journal: &Path,
    target: &Path,
) -> io::Result<()> {
    let refuses = |name: &String| {
        let path = target.join(name);
        opening::is_there(&path) && disk.ask(&path).is_err_and(|error| is_held(&error))
    };
    let refused: Vec<String> = names(staging)?.into_iter().filter(refuses).collect();
    if !refused.is_empty() {
        return Err(held(target, &refused));
    }
    disk.rename(staging, journal)?;
    let mut placed = Vec::new();
    let brought = bring(disk, journal, target, &mut placed);
    if brought.is_err() {
        take_back(disk, journal, target, &placed)?;
        // Back under the name that says nothing of it is needed.
        let _ = disk.rename(journal, staging);
    }
    brought
}

/// Finishes what a journal tells, or undoes it; an error if neither can be done now.
pub(super) fn mend(disk: &impl Disk, journal: &Path, target: &Path) -> io::Result<()> {
    let mut placed = Vec::new();
    match bring(disk, journal, target, &mut placed) {
        Ok(()) => Ok(()),
        Err(error) => take_back(disk, journal, target, &placed).map_err(|_| error),
    }
}

/// Whether some outputs are still to be brought.
pub(super) fn is_open(journal: &Path) -> bool {
    waiting(journal).is_ok_and(|waiting| !waiting.is_empty())
}

fn waiting(journal: &Path) -> io::Result<Vec<String>> {
    let names = names(journal)?;
    Ok(names.into_iter().filter(|name| name != SAVED).collect())
}

/// Brings the outputs that are still in the journal to their places. Those that
/// replace nothing come last: nothing is in their way, so that what may fail has
/// happened before, and the former outputs tell what to take back.
fn bring(
    disk: &impl Disk,
    journal: &Path,
    target: &Path,
    placed: &mut Vec<String>,
) -> io::Result<()> {
    let saved = journal.join(SAVED);
    let replaces = |name: &String| {
        opening::is_there(&target.join(name)) || opening::is_there(&saved.join(name))
    };
    let (replacing, further): (Vec<_>, Vec<_>) =
        waiting(journal)?.into_iter().partition(replaces);
    if !opening::is_there(target) {
        disk.create_folder(target)?;
    }
    if !replacing.is_empty() && !opening::is_there(&saved) {
        disk.create_folder(&saved)?;
    }
    for name in replacing.into_iter().chain(further) {
        let (place, former) = (target.join(&name), saved.join(&name));
        let named = |error| {
            let is_held = is_held(&error);
            if is_held { held(target, std::slice::from_ref(&name)) } else { error }
        };
        if opening::is_there(&place) && !opening::is_there(&former) {
            disk.rename(&place, &former).map_err(named)?;
        }
        disk.rename(&journal.join(&name), &place).map_err(named)?;
        placed.push(name);
    }
    Ok(())
}

/// Takes the new outputs back into the journal and brings the former ones to their
/// places: those `placed` now, and all that made way.
fn take_back(
    disk: &impl Disk,
    journal: &Path,
    target: &Path,
    placed: &[String],
) -> io::Result<()> {
    let saved: PathBuf = journal.join(SAVED);
    let mut all = names(&saved)?;
    all.extend(placed.iter().cloned());
    all.sort();
    all.dedup();
    for name in all {
        let (place, new) = (target.join(&name), journal.join(&name));
        let former = saved.join(&name);
        if opening::is_there(&place) && !opening::is_there(&new) {
            disk.rename(&place, &new)?;
        }
        if opening::is_there(&former) {
            disk.rename(&former, &place)?;
        }
    }
    Ok(())
}
