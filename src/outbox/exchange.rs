//! How a folder of outputs takes the place of the former one, in steps of which
//! each leaves the disk in a state that [`mend`] knows:
//!
//! | on the disk | means | mending |
//! |---|---|---|
//! | `.2024.xhht-moi` | new outputs, perhaps half written | removed |
//! | `.2024.xhht-cu`, no `2024` | the former outputs, moved away | moved back |
//! | `.2024.xhht-cu` and `2024` | the new outputs stand | the rest is carried over |
//! | `.2024.xhht-doi` with files | outputs being replaced one by one ([`by_file`]) | the others are brought, or the former ones back |
//! | `.2024.xhht-doi` without | all of them stand | removed |
//! | `.2024.xhht-bo` | former outputs nobody needs | removed |
//!
//! A folder is moved as a whole where that can be done. On Windows, and where something
//! in it is open, its files are replaced one by one, and no file but the outputs moves.
//!
//! What is to be removed and cannot be, because a scanner has it open, stops
//! nothing: it stays, and the next such folder has a number (`.2024.xhht-bo-2`).
//!
//! No system that offices use exchanges two folders in one step, so between two
//! renames the year's folder has another name; every command mends before it
//! does anything else.

use std::ffi::OsString;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::Output;
use super::by_file;
use super::disk::Disk;
use guard::opening;

const STAGED: &str = "xhht-moi";
const FORMER: &str = "xhht-cu";
const DISCARDED: &str = "xhht-bo";
const JOURNAL: &str = "xhht-doi";

/// Folders of outputs lie in the year's folder (`phieu`) or in one of its folders
/// (`.issued/1`); what the clerk keeps further down is none of ours.
const DEPTH: usize = 2;

/// What is called what while the folder or file `name` is replaced.
struct Places {
    target: PathBuf,
    /// Nothing stands there yet, nor at `discarded` and `journal`.
    staging: PathBuf,
    former: PathBuf,
    discarded: PathBuf,
    journal: PathBuf,
}

impl Places {
    fn of(within: &Path, name: &str) -> Self {
        let free = |ending: &str| {
            let numbered = (2..).map(|number: u32| format!("{ending}-{number}"));
            let endings = std::iter::once(ending.to_owned()).chain(numbered);
            let mut paths = endings.map(|end| within.join(format!(".{name}.{end}")));
            let free = paths.find(|path| !opening::is_there(path));
            free.expect("numbers do not end")
        };
        Self {
            target: within.join(name),
            staging: free(STAGED),
            former: within.join(format!(".{name}.{FORMER}")),
            discarded: free(DISCARDED),
            journal: free(JOURNAL),
        }
    }
}

/// Replaces a folder by one with these outputs; whatever else it held is carried
/// over. On an error the former folder is as it was.
pub(super) fn exchange(
    disk: &impl Disk,
    within: &Path,
    name: &str,
    outputs: &[Output],
) -> io::Result<()> {
    mend_one(disk, within, name)?;
    let places = Places::of(within, name);
    let done = stage(disk, &places, outputs).and_then(|()| swap(disk, &places));
    if done.is_err() {
        // The error is the one to tell; the next mending tries again.
        let _ = disk.remove(&places.staging);
        return done;
    }
    // The new outputs stand: nothing that goes wrong from here is an error.
    if opening::is_there(&places.former) {
        let _ = discard(disk, within, &places, &places.former);
    } else if opening::is_there(&places.journal) {
        let _ = discard(disk, within, &places, &places.journal);
    } else {
        let _ = disk.settle(within);
    }
    Ok(())
}

/// Writes the new outputs; they would survive a loss of power before the first name
/// is changed. All are written before the first is settled: a disk does many at once.
fn stage(disk: &impl Disk, places: &Places, outputs: &[Output]) -> io::Result<()> {
    disk.create_folder(&places.staging)?;
    let files = || outputs.iter().map(|one| (places.staging.join(&one.name), &one.bytes));
    files().try_for_each(|(path, bytes)| disk.write(&path, bytes))?;
    files().try_for_each(|(path, _)| disk.settle(&path))?;
    disk.settle(&places.staging)
}

fn swap(disk: &impl Disk, places: &Places) -> io::Result<()> {
    let Places { target, staging, former, journal, .. } = places;
    if !opening::is_there(target) {
        return disk.rename(staging, target);
    }
    let by_file = || by_file::replace(disk, staging, journal, target);
    // A file in place of the folder is in the way of both.
    let is_folder = target.is_dir();
    if is_folder && disk.keeps_folders() {
        return by_file();
    }
    match disk.rename(target, former) {
        Err(error) if is_folder && by_file::is_held(&error) => return by_file(),
        moved => moved?,
    }
    if let Err(error) = disk.rename(staging, target) {
        let _ = disk.rename(former, target);
        return Err(error);
    }
    let mut carried = Vec::new();
    if let Err(error) = carry_over(disk, former, target, &mut carried) {
        for name in carried {
            let _ = disk.rename(&target.join(&name), &former.join(&name));
        }
        let _ = disk.rename(target, staging);
        let _ = disk.rename(former, target);
        return Err(error);
    }
    Ok(())
}

/// Moves entries of the former folder that the new one does not have, and names
/// them.
fn carry_over(
    disk: &impl Disk,
    former: &Path,
    target: &Path,
    carried: &mut Vec<OsString>,
) -> io::Result<()> {
    for entry in fs::read_dir(former)? {
        let name = entry?.file_name();
        if fs::symlink_metadata(target.join(&name)).is_err() {
            disk.rename(&former.join(&name), &target.join(&name))?;
            carried.push(name);
        }
    }
    Ok(())
}

/// Says by its name, in one step, that nothing in a folder of former outputs is needed: only
/// once the new names and what was carried over would survive a loss of power.
fn discard(
    disk: &impl Disk,
    within: &Path,
    places: &Places,
    former: &Path,
) -> io::Result<()> {
    disk.settle(&places.target)?;
    disk.settle(within)?;
    disk.rename(former, &places.discarded)?;
    disk.remove(&places.discarded)
}

/// Writes one file in place of an older one.
pub(super) fn put(disk: &impl Disk, within: &Path, output: &Output) -> io::Result<()> {
    let places = Places::of(within, &output.name);
    let Places { target, staging, .. } = &places;
    let done = disk
        .create_folder(within)
        .and_then(|()| disk.write(staging, &output.bytes))
        .and_then(|()| disk.settle(staging))
        .and_then(|()| {
            disk.rename(staging, target).map_err(|error| {
                let name = std::slice::from_ref(&output.name);
                let is_file = opening::is_there(target) && by_file::is_held(&error);
                if is_file { by_file::held(within, name) } else { error }
            })
        });
    if done.is_err() {
        let _ = disk.remove(staging);
        return done;
    }
    // The file stands, whether or not the disk says so.
    let _ = disk.settle(within);
    Ok(())
}

/// Brings back or finishes whatever a run that was cut short has left. What can
/// only not be removed is no error.
pub(super) fn mend(disk: &impl Disk, out: &Path) -> io::Result<()> {
    let mut left = Vec::new();
    // A folder that is back only now may hold something to mend itself.
    loop {
        let unfinished = unfinished(out)?;
        if unfinished == left {
            return Ok(());
        }
        for (within, name) in &unfinished {
            mend_one(disk, within, name)?;
        }
        left = unfinished;
    }
}

fn mend_one(disk: &impl Disk, within: &Path, name: &str) -> io::Result<()> {
    for rubbish in names(within)?.iter().filter(|one| is_rubbish(one, name)) {
        let _ = disk.remove(&within.join(rubbish));
    }
    let target = within.join(name);
    let journals = names(within)?.into_iter().filter(|one| is_of(one, name, JOURNAL));
    for journal in journals.map(|one| within.join(one)) {
        if target.is_symlink() {
            continue;
        }
        by_file::mend(disk, &journal, &target)?;
        let _ = discard(disk, within, &Places::of(within, name), &journal);
    }
    let places = Places::of(within, name);
    let Places { target, former, .. } = &places;
    // What lies behind a link is not ours to move into.
    if !opening::is_there(former) || target.is_symlink() {
        return Ok(());
    }
    if !opening::is_there(target) {
        return disk.rename(former, target);
    }
    // The outputs stand; what the clerk kept beside the former ones is brought as
    // far as it can be, and none of it is removed before.
    if carry_over(disk, former, target, &mut Vec::new()).is_ok() {
        let _ = discard(disk, within, &places, former);
    }
    Ok(())
}

/// What was being replaced when a run was cut short: in which folder, and its
/// name. Years are replaced, and what lies in their folders.
pub(super) fn unfinished(out: &Path) -> io::Result<Vec<(PathBuf, String)>> {
    let is_year = |name: &str| name.parse::<i16>().is_ok();
    let names = names(out)?;
    let years = replaced(&names).filter(|name| is_year(name));
    let mut found: Vec<(PathBuf, String)> =
        years.map(|name| (out.to_owned(), name.to_owned())).collect();
    for year in names.iter().filter(|name| is_year(name)) {
        unfinished_within(&out.join(year), DEPTH, &mut found);
    }
    found.dedup();
    Ok(found)
}

/// Whether no outputs lie under the name of former ones only, and none are half
/// replaced.
pub(super) fn is_whole(out: &Path) -> bool {
    let is_there = |(within, name): &(PathBuf, String)| {
        let Places { target, former, .. } = Places::of(within, name);
        let names = names(within).unwrap_or_default();
        let mut journals = names.iter().filter(|one| is_of(one, name, JOURNAL));
        let is_half = journals.any(|one| by_file::is_open(&within.join(one)));
        !is_half && (opening::is_there(&target) || !opening::is_there(&former))
    };
    unfinished(out).is_ok_and(|unfinished| unfinished.iter().all(is_there))
}

/// A folder that cannot be listed is the clerk's own.
fn unfinished_within(folder: &Path, depth: usize, found: &mut Vec<(PathBuf, String)>) {
    let is_folder = fs::symlink_metadata(folder).is_ok_and(|it| it.is_dir());
    if depth == 0 || !is_folder {
        return;
    }
    let names = names(folder).unwrap_or_default();
    found.extend(replaced(&names).map(|name| (folder.to_owned(), name.to_owned())));
    for name in &names {
        unfinished_within(&folder.join(name), depth - 1, found);
    }
}

/// The names behind `.NAME.xhht-…`.
fn replaced(names: &[String]) -> impl Iterator<Item = &str> {
    names.iter().filter_map(|name| split(name).map(|(name, _)| name))
}

/// `2024` and `xhht-bo` of `.2024.xhht-bo` and of `.2024.xhht-bo-2`.
fn split(name: &str) -> Option<(&str, &'static str)> {
    let (name, ending) = name.strip_prefix('.')?.rsplit_once('.')?;
    let of_ours = |known: &&str| {
        let number = ending.strip_prefix(*known).map(|rest| rest.strip_prefix('-'));
        ending == *known
            || number.flatten().is_some_and(|number| number.parse::<u32>().is_ok())
    };
    [STAGED, FORMER, DISCARDED, JOURNAL]
        .into_iter()
        .find(of_ours)
        .map(|ending| (name, ending))
}

/// Whether it is a folder staged for this name, or discarded.
fn is_rubbish(file: &str, name: &str) -> bool {
    is_of(file, name, STAGED) || is_of(file, name, DISCARDED)
}

fn is_of(file: &str, name: &str, ending: &str) -> bool {
    split(file) == Some((name, ending))
}

/// Everything in a folder, sorted; nothing if there is no folder.
pub(super) fn names(folder: &Path) -> io::Result<Vec<String>> {
    let entries = match fs::read_dir(folder) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        entries => entries?,
    };
    let mut names = Vec::new();
    for entry in entries {
        names.extend(entry?.file_name().into_string());
    }
    names.sort();
    Ok(names)
}
