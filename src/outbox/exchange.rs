//! How a folder of outputs takes the place of the former one, in steps of which
//! each leaves the disk in a state that [`mend`] knows:
//!
//! | on the disk | means | mending |
//! |---|---|---|
//! | `.2024.xhht-moi` | new outputs, perhaps half written | removed |
//! | `.2024.xhht-cu`, no `2024` | the former outputs, moved away | moved back |
//! | `.2024.xhht-cu` and `2024` | the new outputs stand | the rest is carried over |
//! | `.2024.xhht-bo` | former outputs nobody needs | removed |
//!
//! No system that offices use exchanges two folders in one step, so between two
//! renames the year's folder has another name; every command mends before it
//! does anything else.

use std::ffi::OsString;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::Output;
use super::disk::Disk;

const STAGED: &str = "xhht-moi";
const FORMER: &str = "xhht-cu";
const DISCARDED: &str = "xhht-bo";

/// Folders of outputs lie in the year's folder (`phieu`) or in one of its folders
/// (`.issued/1`); what the clerk keeps further down is none of ours.
const DEPTH: usize = 2;

/// What is called what while the folder or file `name` is replaced.
struct Places {
    target: PathBuf,
    staging: PathBuf,
    former: PathBuf,
    discarded: PathBuf,
}

impl Places {
    fn of(within: &Path, name: &str) -> Self {
        let beside = |ending: &str| within.join(format!(".{name}.{ending}"));
        Self {
            target: within.join(name),
            staging: beside(STAGED),
            former: beside(FORMER),
            discarded: beside(DISCARDED),
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
    let places = Places::of(within, name);
    mend_one(disk, within, &places)?;
    let done = stage(disk, &places, outputs).and_then(|()| swap(disk, &places));
    if done.is_err() {
        // The error is the one to tell; the next mending tries again.
        let _ = disk.remove(&places.staging);
        return done;
    }
    // The new outputs stand: nothing that goes wrong from here is an error.
    if places.former.exists() {
        let _ = discard(disk, within, &places);
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
    let Places { target, staging, former, .. } = places;
    if !target.exists() {
        return disk.rename(staging, target);
    }
    disk.rename(target, former)?;
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

/// Says by its name, in one step, that nothing in the former folder is needed: only
/// once the new names and what was carried over would survive a loss of power.
fn discard(disk: &impl Disk, within: &Path, places: &Places) -> io::Result<()> {
    disk.settle(&places.target)?;
    disk.settle(within)?;
    disk.rename(&places.former, &places.discarded)?;
    disk.remove(&places.discarded)
}

/// Writes one file in place of an older one.
pub(super) fn put(disk: &impl Disk, within: &Path, output: &Output) -> io::Result<()> {
    let Places { target, staging, .. } = Places::of(within, &output.name);
    let done = disk
        .create_folder(within)
        .and_then(|()| disk.write(&staging, &output.bytes))
        .and_then(|()| disk.settle(&staging))
        .and_then(|()| disk.rename(&staging, &target));
    if done.is_err() {
        let _ = disk.remove(&staging);
        return done;
    }
    // The file stands, whether or not the disk says so.
    let _ = disk.settle(within);
    Ok(())
}

/// Brings back or finishes whatever a run that was cut short has left.
pub(super) fn mend(disk: &impl Disk, out: &Path) -> io::Result<()> {
    // A folder that is back only now may hold something to mend itself.
    loop {
        let unfinished = unfinished(out)?;
        if unfinished.is_empty() {
            return Ok(());
        }
        for (within, name) in unfinished {
            mend_one(disk, &within, &Places::of(&within, &name))?;
        }
    }
}

fn mend_one(disk: &impl Disk, within: &Path, places: &Places) -> io::Result<()> {
    let Places { target, staging, former, discarded } = places;
    disk.remove(discarded)?;
    disk.remove(staging)?;
    if !former.exists() {
        return Ok(());
    }
    if !target.exists() {
        return disk.rename(former, target);
    }
    carry_over(disk, former, target, &mut Vec::new())?;
    discard(disk, within, places)
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
    names.iter().filter_map(|name| {
        let (name, ending) = name.strip_prefix('.')?.rsplit_once('.')?;
        [STAGED, FORMER, DISCARDED].contains(&ending).then_some(name)
    })
}

/// Everything in a folder, sorted; nothing if there is no folder.
fn names(folder: &Path) -> io::Result<Vec<String>> {
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
