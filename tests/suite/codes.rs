//! Every code of a finding, in whatever room: unique, explained, in the
//! ledger of rules, with a case, and as grave as its page says.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use crate::desk::{Desk, YEARS, repository};

/// First letters of codes.
const FAMILIES: &str = "FISTUVKMNPQLB";
/// Folders that speak of codes of others: for the order of calls, for the annex.
const READERS: [&str; 7] = [
    "console",
    "document/compose",
    "document/brief",
    "document/draft",
    "document/editing",
    "document/slip",
    "document/urgent",
];

/// Rust files below a folder of the repository.
fn sources(folder: &str) -> Vec<(PathBuf, String)> {
    fn collect(folder: &Path, files: &mut Vec<(PathBuf, String)>) {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                collect(&path, files);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                let text = fs::read_to_string(&path).unwrap();
                files.push((path, text));
            }
        }
    }
    let mut files = Vec::new();
    collect(&repository().join(folder), &mut files);
    files
}

/// String literals that look like a code.
fn codes(text: &str) -> BTreeSet<String> {
    let lines = text.lines().filter(|line| !line.trim_start().starts_with("//"));
    lines
        .flat_map(|line| line.split('"'))
        .filter(|part| {
            let bytes = part.as_bytes();
            bytes.len() == 3
                && FAMILIES.contains(char::from(bytes[0]))
                && bytes[1..].iter().all(u8::is_ascii_digit)
        })
        .map(str::to_owned)
        .collect()
}

/// The part of a file that is the program, and the part that tests it.
fn halves(path: &Path, text: &str) -> (String, String) {
    let is_test = path.components().any(|part| part.as_os_str() == "tests")
        || path.file_name().is_some_and(|name| name == "tests.rs");
    if is_test {
        return (String::new(), text.to_owned());
    }
    match text.split_once("#[cfg(test)]\nmod tests {") {
        Some((program, tests)) => (program.to_owned(), tests.to_owned()),
        None => (text.to_owned(), String::new()),
    }
}

/// Codes by the rooms that give them.
fn given() -> BTreeMap<String, BTreeSet<String>> {
    let mut given: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for (path, text) in sources("src") {
        let below = path.strip_prefix(repository().join("src")).unwrap();
        let first = below.components().next().unwrap().as_os_str().to_str().unwrap();
        let room = first.trim_end_matches(".rs").to_owned();
        let path_below = below.to_str().unwrap();
        if READERS.iter().any(|reader| path_below.starts_with(reader)) {
            continue;
        }
        for code in codes(&halves(&path, &text).0) {
            given.entry(code).or_default().insert(room.clone());
        }
    }
    assert!(given.len() > 60, "codes are found at all: {given:?}");
    given
}

#[test]
fn a_code_belongs_to_one_room() {
    for (code, rooms) in given() {
        assert_eq!(rooms.len(), 1, "{code} is given by {rooms:?}");
    }
}

#[test]
fn every_code_has_a_page_and_every_page_a_code() {
    let desk = Desk::empty();
    let list = desk.run(["explain"]).stdout;
    let pages: Vec<String> = list
        .lines()
        .filter_map(|line| line.strip_prefix("  ")?.split("  ").next())
        .map(str::to_owned)
        .collect();
    let listed: BTreeSet<String> = pages.iter().cloned().collect();
    assert_eq!(pages.len(), listed.len(), "one page a code: {pages:?}");
    let given: BTreeSet<String> = given().into_keys().collect();
    assert_eq!(listed, given);
    for code in &given {
        let ended = desk.run(["explain", code]);
        assert!(ended.stdout.contains("Cần làm"), "{code}: {}", ended.stderr);
    }
}

#[test]
fn every_code_stands_in_the_ledger_of_rules() {
    let ledger = fs::read_to_string(repository().join("src/rules/README.md")).unwrap();
    for code in given().keys() {
        assert!(ledger.contains(code.as_str()), "{code} in src/rules/README.md");
    }
}

#[test]
fn every_code_has_a_case() {
    let mut cases = BTreeSet::new();
    for (path, text) in sources("src").into_iter().chain(sources("tests")) {
        cases.extend(codes(&halves(&path, &text).1));
    }
    let without: Vec<String> =
        given().into_keys().filter(|code| !cases.contains(code)).collect();
    assert_eq!(without, Vec::<String>::new());
}

#[test]
fn findings_are_as_grave_as_their_pages_say() {
    let desk = Desk::empty();
    for year in YEARS {
        desk.add_year(year);
    }
    let list = desk.run(["explain"]).stdout;
    for year in YEARS {
        desk.run(["check", &year.to_string()]);
        for finding in desk.summary(year)["findings"].as_array().unwrap() {
            let (code, severity) = (
                finding["code"].as_str().unwrap(),
                finding["severity"].as_str().unwrap(),
            );
            let line = list.lines().find(|line| line.trim_start().starts_with(code));
            let said = match severity {
                "error" => "Lỗi",
                "warning" => "Cảnh báo",
                _ => "Thông tin",
            };
            assert!(line.is_some_and(|line| line.contains(said)), "{code} {severity}");
        }
    }
}
