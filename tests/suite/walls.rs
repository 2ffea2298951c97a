//! The architecture, checked: rooms in flow order, each library in one room.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use crate::desk::repository;

/// Rooms in the order of the river. A room may use those before it; `place`
/// and `finding` are the language of all.
const ROOMS: [&str; 20] = [
    "place",
    "finding",
    "limits",
    "plan",
    "inbox",
    "form",
    "editorial",
    "observation",
    "rules",
    "ledger",
    "dataset",
    "assessment",
    "history",
    "manifest",
    "document",
    "outbox",
    "run",
    "stages",
    "trace",
    "console",
];

/// Libraries of the river that have one room, and which; those of the crates Cargo
/// keeps where they are.
const LIBRARIES: [(&str, &str); 8] = [
    ("cap", "lib"),
    ("clap", "cli"),
    ("clap_complete", "cli"),
    ("csv", "document"),
    ("include_dir", "document"),
    ("indicatif", "cli"),
    ("polars", "dataset"),
    ("walkdir", "inbox"),
];

/// Source files by room: the first part of the path below `src`.
fn rooms() -> BTreeMap<String, Vec<(PathBuf, String)>> {
    let mut rooms = BTreeMap::new();
    collect(&repository().join("src"), &mut rooms);
    rooms
}

/// Source files of the crates, by crate.
fn crates() -> BTreeMap<String, Vec<(PathBuf, String)>> {
    let mut crates = BTreeMap::new();
    for entry in fs::read_dir(repository().join("crates")).unwrap() {
        let folder = entry.unwrap().path();
        let mut files = BTreeMap::new();
        collect(&folder.join("src"), &mut files);
        let name = folder.file_name().unwrap().to_str().unwrap().to_owned();
        crates.insert(name, files.into_values().flatten().collect());
    }
    crates
}

fn collect(folder: &Path, rooms: &mut BTreeMap<String, Vec<(PathBuf, String)>>) {
    collect_below(folder, folder, rooms);
}

fn collect_below(
    root: &Path,
    folder: &Path,
    rooms: &mut BTreeMap<String, Vec<(PathBuf, String)>>,
) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            collect_below(root, &path, rooms);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            let below = path.strip_prefix(root).unwrap();
            let first = below.components().next().unwrap().as_os_str().to_str().unwrap();
            let room = first.trim_end_matches(".rs").to_owned();
            let text = fs::read_to_string(&path).unwrap();
            rooms.entry(room).or_default().push((path.clone(), text));
        }
    }
}

/// Names that follow `crate::` in code, comments left out.
fn used_rooms(text: &str) -> Vec<String> {
    let mut used = Vec::new();
    for line in text.lines().map(str::trim).filter(|line| !line.starts_with("//")) {
        for (at, _) in line.match_indices("crate::") {
            let rest = &line[at + "crate::".len()..];
            if let Some(group) = rest.strip_prefix('{') {
                let names = group.split(['}']).next().unwrap().split(',');
                used.extend(names.map(|name| first_name(name.trim())));
            } else {
                used.push(first_name(rest));
            }
        }
    }
    used
}

fn first_name(text: &str) -> String {
    text.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect()
}

#[test]
fn a_room_uses_only_rooms_upstream() {
    for (room, files) in rooms() {
        let Some(position) = ROOMS.iter().position(|name| *name == room) else {
            assert!(
                ["lib", "main", "cli"].contains(&room.as_str()),
                "{room} has no place"
            );
            continue;
        };
        for (path, text) in files {
            for used in used_rooms(&text).iter().filter(|used| **used != room) {
                let Some(other) = ROOMS.iter().position(|name| name == used) else {
                    continue;
                };
                assert!(other < position, "{} uses {used}, downstream", path.display());
            }
        }
    }
}

#[test]
fn each_heavy_library_stays_in_its_room() {
    for (room, files) in rooms() {
        for (path, text) in files {
            let code = text.lines().map(str::trim).filter(|line| !line.starts_with("//"));
            for line in code {
                for (library, _) in LIBRARIES {
                    let mut homes = LIBRARIES.iter().filter(|(it, _)| *it == library);
                    let names_it = line.starts_with(&format!("use {library}"))
                        || line.contains(&format!(" {library}::"))
                        || line.contains(&format!("({library}::"));
                    let local = line.contains(&format!("crate::{library}"));
                    assert!(
                        !names_it || local || homes.any(|(_, home)| room == *home),
                        "{} uses {library}: {line}",
                        path.display()
                    );
                }
            }
        }
    }
}

/// The part of a file that is the program.
fn program<'t>(path: &Path, text: &'t str) -> &'t str {
    let is_test = path.components().any(|part| part.as_os_str() == "tests")
        || path.file_name().is_some_and(|name| name == "tests.rs");
    if is_test { "" } else { text.split("#[cfg(test)]\nmod tests {").next().unwrap() }
}

/// Of the registers as they were written only what has no date of its own may be asked;
/// all else is asked of the plan of a day.
#[test]
fn nothing_dated_is_asked_without_a_date() {
    let dated = ["on", "of_year"];
    let undated = ["years", "tiers", "files"];
    let mut asked = 0;
    for (room, files) in rooms().into_iter().filter(|(room, _)| room != "plan") {
        for (path, text) in files {
            let text: String = program(&path, &text).split_whitespace().collect();
            // Nobody else can name the parts of the registers.
            for part in ["UnitRegister", "OfficeRegister", "PlanRegister"] {
                assert!(!text.contains(part), "{room}: {} knows {part}", path.display());
            }
            for (at, found) in text.match_indices(".registers().") {
                let rest = &text[at + found.len()..];
                let question = first_name(rest);
                let allowed =
                    dated.contains(&&*question) || undated.contains(&&*question);
                assert!(allowed, "{}: {question} is asked undated", path.display());
                asked += 1;
            }
        }
    }
    assert!(asked >= 2, "{asked}");
}

/// In the registers everything that can end is of a type with a validity, and only the
/// one way to the plan of a day reads them.
#[test]
fn the_registers_of_all_days_are_read_in_one_place() {
    let all = ["units", "offices", "plan", "components"];
    // The way to a day, the checks of all days, and where the run learns of a change.
    let ways = ["registers.rs", "read.rs"];
    for (path, text) in rooms().remove("plan").unwrap() {
        let name = path.file_name().unwrap().to_str().unwrap();
        let checks = path.components().any(|part| part.as_os_str() == "checks");
        if ways.contains(&name) || checks {
            continue;
        }
        let text: String = program(&path, &text).split_whitespace().collect();
        for list in all {
            let asked = format!("all.{list}.");
            assert!(!text.contains(&asked), "{} reads {asked}", path.display());
        }
    }
}

/// Clippy says so too (`clippy.toml`); here it is part of the tests.
#[test]
fn every_file_is_read_through_one_door() {
    let ways =
        ["fs::read(", "fs::read_to_string(", "fs::copy(", "OpenOptions", "File::options"];
    for (path, text) in rooms().into_iter().chain(crates()).flat_map(|it| it.1) {
        if path.ends_with("crates/guard/src/opening.rs") {
            continue;
        }
        let text = program(&path, &text);
        // A file of another kind is opened where no file of the system is known.
        let knows_files = text.contains("fs::File") || text.contains("fs::{self, File");
        for line in text.lines().filter(|line| !line.trim().starts_with("//")) {
            let opens = ways.iter().any(|way| line.contains(way))
                || (knows_files && line.contains("File::open("));
            assert!(!opens, "{} reads a file itself: {line}", path.display());
        }
    }
}

#[test]
fn only_the_run_names_every_stage() {
    let stages =
        ["inbox", "form", "observation", "rules", "dataset", "document", "outbox"];
    for (room, files) in rooms() {
        for (path, text) in files {
            let used = used_rooms(&text);
            let all = stages.iter().all(|stage| used.iter().any(|name| name == stage));
            assert!(!all || room == "run", "{} names every stage", path.display());
        }
    }
}

#[test]
fn files_are_short_enough_to_read() {
    for (path, text) in rooms().into_values().chain(crates().into_values()).flatten() {
        let lines = text.lines().count();
        assert!(lines <= 400, "{} has {lines} lines", path.display());
    }
}
