//! What lies in some folders at a glance, to notice that it changed.
//!
//! Names, sizes and times of change are enough for that; what a file says is
//! never taken from them. Asking again and again works on every system and
//! network drive, where notices of the system do not.

use std::collections::BTreeMap;
use std::fs::Metadata;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use walkdir::WalkDir;

use super::{is_dropping, name_of};

/// How often in a row a changed folder must look the same before it is read: a
/// file that is being copied grows.
const CALM: u32 = 2;

/// What can be seen of a file without reading it; nothing if it cannot be asked.
type Look = Option<(u64, Option<SystemTime>)>;

/// Everything below some folders, each file by its folder's label and its name.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Sight(BTreeMap<(String, String), Look>);

impl Sight {
    /// Looks at folders, each with the label by which it is named to people. One
    /// that is not there looks empty, one that may not be read has a file without
    /// a name, so that it is a change when it may be.
    pub(crate) fn of(folders: &[(String, PathBuf)]) -> Self {
        let looks = folders.iter().flat_map(|(label, folder)| {
            glance(folder).map(|(name, look)| ((label.clone(), name), look))
        });
        Self(looks.collect())
    }
}

fn glance(folder: &Path) -> impl Iterator<Item = (String, Look)> {
    // A folder that is not there is known by its absence, not by an error.
    let there = folder.exists().then(|| WalkDir::new(folder).min_depth(1));
    there.into_iter().flatten().filter_map(move |entry| {
        let (path, look) = match entry {
            Ok(entry) if entry.file_type().is_dir() => return None,
            Ok(entry) => (entry.path().to_owned(), entry.metadata().ok().map(look)),
            Err(error) => (error.path()?.to_owned(), None),
        };
        let relative = path.strip_prefix(folder).unwrap_or(&path);
        (!is_dropping(relative)).then(|| (name_of(relative), look))
    })
}

fn look(metadata: Metadata) -> (u64, Option<SystemTime>) {
    (metadata.len(), metadata.modified().ok())
}

/// What became of the files of one folder.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Changes {
    pub(crate) added: Vec<String>,
    pub(crate) removed: Vec<String>,
    pub(crate) changed: Vec<String>,
}

/// What differs between two sights, by the label of the folder.
pub(crate) fn changes(before: &Sight, now: &Sight) -> BTreeMap<String, Changes> {
    let mut found = BTreeMap::<String, Changes>::new();
    for (key @ (label, name), look) in &before.0 {
        match now.0.get(key) {
            None => found.entry(label.clone()).or_default().removed.push(name.clone()),
            Some(other) if other != look => {
                found.entry(label.clone()).or_default().changed.push(name.clone());
            }
            Some(_) => {}
        }
    }
    for (label, name) in now.0.keys().filter(|key| !before.0.contains_key(*key)) {
        found.entry(label.clone()).or_default().added.push(name.clone());
    }
    found
}

/// Waits for changed folders to be left alone.
#[derive(Debug)]
pub(crate) struct Vigil {
    /// As it was when last read.
    read: Sight,
    last: Sight,
    calm: u32,
}

impl Vigil {
    pub(crate) fn new(read: Sight) -> Self {
        Self { last: read.clone(), read, calm: 0 }
    }

    /// Takes the next look; gives what changed since the last reading once that
    /// has stayed the same for long enough, and counts it as read.
    pub(crate) fn notice(&mut self, now: Sight) -> Option<BTreeMap<String, Changes>> {
        if now != self.last {
            self.last = now;
            self.calm = 0;
            return None;
        }
        if now == self.read {
            return None;
        }
        self.calm += 1;
        if self.calm < CALM {
            return None;
        }
        let found = changes(&self.read, &now);
        self.read = now;
        Some(found)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Files `name:size` of the inbox of 2024.
    fn sight(files: &str) -> Sight {
        let look = |file: &str| {
            let (name, size) = file.split_once(':').expect("name:size");
            let key = ("inbox/2024".to_owned(), name.to_owned());
            (key, Some((size.parse().expect("a size"), None)))
        };
        Sight(files.split_whitespace().map(look).collect())
    }

    #[test]
    fn files_are_added_removed_or_changed() {
        let found = changes(&sight("a:1 b:1 c:1"), &sight("b:1 c:2 d:1"));
        let expected = Changes {
            added: vec!["d".to_owned()],
            removed: vec!["a".to_owned()],
            changed: vec!["c".to_owned()],
        };
        assert_eq!(found, BTreeMap::from([("inbox/2024".to_owned(), expected)]));
        assert!(changes(&sight("a:1"), &sight("a:1")).is_empty());
    }

    #[test]
    fn a_file_that_grows_is_not_read_before_it_rests() {
        let mut vigil = Vigil::new(sight("a:1"));
        let looks = ["a:1", "a:1 b:1", "a:1 b:2", "a:1 b:2", "a:1 b:3", "a:1 b:3"];
        for files in looks {
            assert_eq!(vigil.notice(sight(files)), None, "{files}");
        }
        let found = vigil.notice(sight("a:1 b:3")).expect("it rests");
        assert_eq!(found["inbox/2024"].added, ["b"]);
        assert_eq!(vigil.notice(sight("a:1 b:3")), None);
    }

    #[test]
    fn what_came_and_went_again_is_no_change() {
        let mut vigil = Vigil::new(sight("a:1"));
        for files in ["a:1 b:1", "a:1", "a:1", "a:1", "a:1"] {
            assert_eq!(vigil.notice(sight(files)), None, "{files}");
        }
    }
}
