//! The clerk's guide, `docs/huong-dan.md`, says what the program says: every
//! command, every code with its severity, name and remedy, every picture.

use std::collections::BTreeSet;
use std::fs;

use crate::desk::{Desk, repository};

/// What a picture may weigh, in bytes.
const HEAVIEST: u64 = 150_000;

fn guide() -> String {
    fs::read_to_string(repository().join("docs/huong-dan.md")).unwrap()
}

#[test]
fn the_guide_names_every_command() {
    let help = Desk::empty().run(["--help"]).stdout;
    let commands = help.lines().skip_while(|line| *line != "Lệnh:").skip(1);
    let commands: Vec<&str> = commands
        .take_while(|line| !line.is_empty())
        .filter_map(|line| line.split_whitespace().next())
        .collect();
    assert!(commands.len() >= 10, "commands are found at all: {help}");
    let guide = guide();
    for command in commands {
        assert!(guide.contains(&format!("xhht {command}")), "xhht {command}");
    }
}

/// A row of the guide's table of codes, as `xhht explain` has it.
fn row(desk: &Desk, listed: &str) -> String {
    let code = listed.split_whitespace().next().unwrap();
    let page = desk.run(["explain", code]).stdout;
    let (head, body) = page.split_once('\n').unwrap();
    let (severity, title) = head
        .strip_prefix(code)
        .and_then(|head| head.trim_start().strip_prefix('('))
        .and_then(|head| head.split_once("): "))
        .unwrap();
    let remedy = body.split_once("Cần làm\n").unwrap().1;
    let remedy: Vec<&str> = remedy.split_whitespace().collect();
    format!("| {code} | {severity} | {title} | {} |", remedy.join(" "))
}

#[test]
fn the_guide_has_a_row_for_every_code_and_no_other() {
    let desk = Desk::empty();
    let list = desk.run(["explain"]).stdout;
    let listed = list.lines().filter(|line| line.starts_with("  "));
    let expected: Vec<String> = listed.map(|line| row(&desk, line)).collect();
    let is_code = |cell: &str| {
        cell.len() == 3
            && cell.starts_with(|first: char| first.is_ascii_uppercase())
            && cell[1..].bytes().all(|byte| byte.is_ascii_digit())
    };
    let guide = guide();
    let rows: Vec<&str> = guide
        .lines()
        .filter(|line| {
            line.split(" | ")
                .next()
                .is_some_and(|cell| cell.strip_prefix("| ").is_some_and(is_code))
        })
        .collect();
    let differing: Vec<&String> =
        expected.iter().filter(|row| !rows.contains(&row.as_str())).collect();
    assert!(differing.is_empty(), "rows docs/huong-dan.md should have: {differing:#?}");
    assert_eq!(rows, expected, "in the order of the list, each once");
}

/// Pictures a Markdown text shows: what is said instead of it, and its path.
fn pictures(text: &str) -> Vec<(&str, &str)> {
    let parts = text.split("![").skip(1);
    parts.filter_map(|part| part.split_once(')')?.0.split_once("](")).collect()
}

#[test]
fn every_picture_is_there_is_light_and_says_in_words_what_it_shows() {
    let guide = guide();
    let shown = pictures(&guide);
    assert!(shown.len() >= 6, "{shown:?}");
    let docs = repository().join("docs");
    for (alternative, path) in &shown {
        assert!(alternative.chars().count() > 20, "{path}: {alternative}");
        let weight = fs::metadata(docs.join(path)).unwrap().len();
        assert!(weight < HEAVIEST, "{path} has {weight} bytes");
    }
    let shown: BTreeSet<String> =
        shown.into_iter().map(|(_, path)| path.to_owned()).collect();
    let kept = fs::read_dir(docs.join("hinh")).unwrap().map(|entry| {
        format!("hinh/{}", entry.unwrap().file_name().into_string().unwrap())
    });
    assert_eq!(shown, kept.collect(), "no picture lies unused");
}

#[test]
fn links_inside_the_guide_lead_to_its_headings() {
    let guide = guide();
    let anchor = |heading: &str| -> String {
        let kept = heading.trim().to_lowercase();
        let kept = kept.chars().filter(|c| c.is_alphanumeric() || " -".contains(*c));
        kept.map(|c| if c == ' ' { '-' } else { c }).collect()
    };
    let headings: BTreeSet<String> = guide
        .lines()
        .filter(|line| line.starts_with("##"))
        .map(|line| anchor(line.trim_start_matches('#')))
        .collect();
    let links = guide.split("](#").skip(1).filter_map(|part| part.split(')').next());
    let lost: Vec<&str> = links.filter(|link| !headings.contains(*link)).collect();
    assert_eq!(lost, Vec::<&str>::new(), "{headings:?}");
}
