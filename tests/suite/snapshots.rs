//! The text of all documents, kept: whoever changes a word, a table or a figure sees
//! in `snapshots/` what a reader sees. `INSTA_UPDATE=always cargo test --release
//! snapshots` takes what is new; the diff is to be read before it is committed.
//!
//! The version of the program and the name of the run are left out: both change with
//! every register.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::fs;

use calamine::{Data, Reader, Xlsx};
use serde_json::Value;
use sha2::{Digest, Sha256};

use crate::desk::{Desk, copy, repository};

/// Rows of a sheet, or lines of a part of `summary.json`, that are kept whole; of more
/// the first of them and a digest of all.
const WHOLE: usize = 120;
const FIRST: usize = 40;

/// What is told of a long list of lines.
fn told(lines: &[String]) -> String {
    if lines.len() <= WHOLE {
        return lines.join("\n");
    }
    let digest = Sha256::digest(lines.join("\n").as_bytes());
    let digest: String = digest.iter().take(8).fold(String::new(), |mut hex, byte| {
        write!(hex, "{byte:02x}").unwrap();
        hex
    });
    let first = lines[..FIRST].join("\n");
    format!("{first}\n… {} lines in all, {digest}", lines.len())
}

/// A text without what changes with every register and version.
fn steady(desk: &Desk, year: i16, text: &str) -> String {
    let path = desk.path(&format!("out/{year}/manifest.json"));
    let run = fs::read(path).ok().map(|bytes| {
        let manifest: Value = serde_json::from_slice(&bytes).unwrap();
        manifest["run"].as_str().unwrap().to_owned()
    });
    let text = run.map_or(text.to_owned(), |run| text.replace(&run, "‹lần chạy›"));
    let version = concat!("xhht ", env!("CARGO_PKG_VERSION"));
    text.replace(version, "xhht ‹phiên bản›")
}

fn pdf(desk: &Desk, year: i16, name: &str) -> String {
    let pages = xhht::stages::pdf_text(desk.bytes(&format!("out/{year}/{name}")));
    let pages = pages.unwrap_or_else(|| panic!("{name} is no PDF"));
    let pages: Vec<String> = pages
        .iter()
        .enumerate()
        .map(|(at, page)| {
            // Where a long name may be broken is no letter of it.
            format!("--- trang {}\n{}", at + 1, page.replace('\u{200b}', "").trim())
        })
        .collect();
    steady(desk, year, &pages.join("\n"))
}

fn xlsx(desk: &Desk, year: i16, name: &str) -> String {
    let bytes = desk.bytes(&format!("out/{year}/{name}"));
    let mut book = Xlsx::new(std::io::Cursor::new(bytes)).unwrap();
    let mut text = String::new();
    for name in book.sheet_names() {
        let range = book.worksheet_range(&name).unwrap();
        let rows: Vec<String> = range.rows().map(row).collect();
        writeln!(text, "=== {name}\n{}", told(&rows)).unwrap();
    }
    steady(desk, year, &text)
}

fn row(cells: &[Data]) -> String {
    let cells: Vec<String> =
        cells.iter().map(|cell| cell.to_string().replace('\n', "⏎")).collect();
    cells.join("|").trim_end_matches('|').to_owned()
}

fn summary(desk: &Desk, year: i16) -> String {
    let mut text = String::new();
    for (key, part) in desk.summary(year).as_object().unwrap() {
        let lines: Vec<String> = match part {
            Value::Array(rows) => rows.iter().map(Value::to_string).collect(),
            other => vec![other.to_string()],
        };
        writeln!(text, "=== {key}\n{}", told(&lines)).unwrap();
    }
    text
}

/// What differs between two documents that are nearly one.
fn apart(one: &str, other: &str) -> String {
    let lines = |text: &str| -> BTreeMap<String, usize> {
        text.lines().fold(BTreeMap::new(), |mut seen, line| {
            *seen.entry(line.to_owned()).or_default() += 1;
            seen
        })
    };
    let (first, second) = (lines(one), lines(other));
    let without = |from: &str, known: &BTreeMap<String, usize>, sign: char| {
        let mut left = known.clone();
        let new = from.lines().filter(|line| match left.get_mut(*line) {
            Some(count @ 1..) => {
                *count -= 1;
                false
            }
            Some(_) | None => true,
        });
        new.map(|line| format!("{sign} {line}")).collect::<Vec<_>>()
    };
    let mut changed = without(one, &second, '-');
    changed.extend(without(other, &first, '+'));
    changed.join("\n")
}

/// A project with the years of one administration or both.
fn desk_of(years: impl IntoIterator<Item = i16>) -> Desk {
    let desk = Desk::empty();
    for year in years {
        let folder = if year < 2027 { "inbox" } else { "tests/two-tier" };
        let sample = repository().join(folder).join(year.to_string());
        copy(&sample, &desk.path(&format!("inbox/{year}")));
    }
    desk
}

/// The documents of one report, under names of the year.
fn documents(desk: &Desk, year: i16, ministry: &str, province: &str) {
    let one = pdf(desk, year, ministry);
    insta::assert_snapshot!(format!("{year}-{ministry}"), one);
    let other = pdf(desk, year, province);
    insta::assert_snapshot!(format!("{year}-{province}"), apart(&one, &other));
}

#[test]
fn the_documents_of_2024_are_as_they_were() {
    let desk = desk_of([2021, 2022, 2023, 2024]);
    let report = desk.run(["report", "2024"]);
    insta::assert_snapshot!("2024-report", steady(&desk, 2024, &report.stdout));
    documents(&desk, 2024, "bao-cao-bo.pdf", "bao-cao-tinh.pdf");
    insta::assert_snapshot!("2024-tom-tat.pdf", pdf(&desk, 2024, "tom-tat.pdf"));
    insta::assert_snapshot!("2024-so-lieu.xlsx", xlsx(&desk, 2024, "so-lieu.xlsx"));
    insta::assert_snapshot!("2024-summary.json", summary(&desk, 2024));
    let traced = desk.run(["trace", "D1", "ba-be", "--year", "2024"]);
    insta::assert_snapshot!("2024-trace", traced.stdout);
}

#[test]
fn the_slips_forms_and_texts_to_edit_of_2024_are_as_they_were() {
    let desk = desk_of([2023, 2024]);
    let check = desk.run(["check", "2024"]);
    insta::assert_snapshot!("2024-check", steady(&desk, 2024, &check.stdout));
    let mut slips = String::new();
    for name in files(&desk, "out/2024/phieu", ".pdf") {
        let text = pdf(&desk, 2024, &format!("phieu/{name}"));
        writeln!(slips, "=== {name}\n{text}").unwrap();
    }
    insta::assert_snapshot!("2024-slips", slips);
    desk.run(["edit", "2024"]);
    insta::assert_snapshot!("2024-bien-tap.xlsx", xlsx(&desk, 2024, "bien-tap.xlsx"));
    desk.run(["forms", "2024"]);
    desk.run(["forms", "2026"]);
    let mut texts = files(&desk, "out/2024/bieu-mau", ".xlsx").join("\n") + "\n";
    for (year, unit) in [(2024, "ba-be"), (2024, "so-gddt"), (2026, "xa-cho-ra")] {
        let name = format!("XHHT-{year}-{unit}.xlsx");
        let text = xlsx(&desk, year, &format!("bieu-mau/{name}"));
        writeln!(texts, "##### {name}\n{text}").unwrap();
    }
    insta::assert_snapshot!("2024-forms", texts);
    insta::assert_snapshot!("explain", desk.run(["explain"]).stdout);
}

#[test]
fn the_documents_of_2025_are_as_they_were() {
    let desk = desk_of([2021, 2022, 2023, 2024, 2025]);
    let report = desk.run(["report", "2025"]);
    insta::assert_snapshot!("2025-report", steady(&desk, 2025, &report.stdout));
    documents(&desk, 2025, "bao-cao-bo.pdf", "bao-cao-tinh.pdf");
    documents(&desk, 2025, "so-ket-bo.pdf", "so-ket-tinh.pdf");
    insta::assert_snapshot!("2025-tom-tat.pdf", pdf(&desk, 2025, "tom-tat.pdf"));
    insta::assert_snapshot!("2025-so-lieu.xlsx", xlsx(&desk, 2025, "so-lieu.xlsx"));
    insta::assert_snapshot!("2025-summary.json", summary(&desk, 2025));
}

#[test]
fn the_documents_of_2030_are_as_they_were() {
    let desk = desk_of(2021..=2030);
    desk.run(["report", "2030"]);
    documents(&desk, 2030, "bao-cao-bo.pdf", "bao-cao-tinh.pdf");
    documents(&desk, 2030, "tong-ket-bo.pdf", "tong-ket-tinh.pdf");
    insta::assert_snapshot!("2030-tom-tat.pdf", pdf(&desk, 2030, "tom-tat.pdf"));
    insta::assert_snapshot!("2030-summary.json", summary(&desk, 2030));
}

#[test]
fn the_reports_of_the_other_years_are_as_they_were() {
    let desk = desk_of(2021..=2029);
    for year in [2021, 2022, 2023, 2026, 2027, 2028, 2029] {
        desk.run(["report", &year.to_string()]);
        let text = pdf(&desk, year, "bao-cao-bo.pdf");
        // Those of one administration differ in figures only.
        let whole = matches!(year, 2022 | 2026);
        let lines: Vec<String> = text.lines().map(str::to_owned).collect();
        let kept = if whole { text } else { told(&lines) };
        insta::assert_snapshot!(format!("{year}-bao-cao-bo.pdf"), kept);
        insta::assert_snapshot!(format!("{year}-summary.json"), summary(&desk, year));
    }
}

fn files(desk: &Desk, folder: &str, ending: &str) -> Vec<String> {
    let entries = fs::read_dir(desk.path(folder)).unwrap();
    let names = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let mut names: Vec<String> = names.filter(|name| name.ends_with(ending)).collect();
    names.sort();
    names
}
