//! Inboxes nobody has seen: random layouts and wordings, each figure known.
//!
//! Every seed makes one inbox of some fourteen workbooks. The summary must say
//! exactly what the inbox was made from. `PROPTEST_CASES=200 cargo test anyform`
//! tries more seeds than the few of every day.

mod canvas;
mod dice;
mod inbox;
mod layout;
mod table;
mod truth;
mod words;

use std::collections::BTreeMap;

use serde_json::Value;

use self::dice::Dice;
use self::truth::{Expected, Line, Spoilt};
use crate::desk::{Desk, covers};

/// Seeds tried without `PROPTEST_CASES`.
const EVERY_DAY: u64 = 6;
/// Where they begin.
const FIRST: u64 = 1;

/// One figure that came out wrong.
struct Miss {
    /// Nothing came out, and a finding of the unit says something is amiss.
    what: &'static str,
    figure: String,
    unit: String,
    got: String,
    wanted: String,
}

#[test]
fn a_summary_says_exactly_what_the_inbox_was_made_from() {
    let seeds = std::env::var("PROPTEST_CASES").ok().and_then(|text| text.parse().ok());
    let first: u64 = std::env::var("PROPTEST_FIRST")
        .ok()
        .and_then(|t| t.parse().ok())
        .unwrap_or(FIRST);
    let mut failed = Vec::new();
    for seed in first..first + seeds.unwrap_or(EVERY_DAY) {
        let mut dice = Dice::new(seed);
        let year = [2023, 2024, 2024][dice.index(3)];
        let desk = Desk::empty();
        let expected = inbox::fill(&desk, &mut dice, year);
        let ended = desk.run(["check", &year.to_string()]);
        assert!(ended.code == 0 || ended.code == 1, "seed {seed}: {}", ended.stderr);
        let misses = compare(&expected, &desk.summary(year));
        if !misses.is_empty() {
            failed.push(tell(seed, &misses, &expected, &desk.summary(year)));
            if std::env::var_os("KEEP").is_some() {
                let kept = std::env::temp_dir().join(format!("anyform-{seed}"));
                let _ = std::fs::remove_dir_all(&kept);
                std::fs::rename(desk.path(""), &kept).unwrap();
            }
        }
    }
    assert!(failed.is_empty(), "{}", failed.join("\n"));
}

#[test]
fn a_spoilt_figure_is_right_or_asked_about() {
    let seeds = std::env::var("PROPTEST_CASES").ok().and_then(|text| text.parse().ok());
    let mut failed = Vec::new();
    for seed in FIRST..FIRST + seeds.unwrap_or(EVERY_DAY) {
        let mut dice = Dice::new(seed);
        let desk = Desk::empty();
        let expected = inbox::fill_spoilt(&desk, &mut dice, 2024);
        desk.run(["check", "2024"]);
        let summary = desk.summary(2024);
        let misses = compare(&expected, &summary);
        for (unit, spoilt) in &expected.spoilt {
            let missed = misses.iter().find(|miss| miss.unit == *unit);
            if is_counted(&desk, spoilt) && !is_asked(&summary, spoilt) {
                failed.push(format!(
                    "seed {seed} {unit}: {} in {} of {} is counted without a word",
                    spoilt.how, spoilt.place, spoilt.file
                ));
            }
            if let Some(miss) = missed.filter(|_| !is_asked(&summary, spoilt)) {
                failed.push(format!(
                    "seed {seed} {unit}: {} in {} of {}: {} is {}, wanted {}",
                    spoilt.how,
                    spoilt.place,
                    spoilt.file,
                    miss.figure,
                    miss.got,
                    miss.wanted
                ));
            }
        }
    }
    assert!(failed.is_empty(), "{}", failed.join("\n"));
}

/// Whether the spoilt cell is among the figures that count.
fn is_counted(desk: &Desk, spoilt: &Spoilt) -> bool {
    let file = format!("inbox/2024/{}", spoilt.file);
    let read = desk.run(["read", &file, "--json"]).stdout;
    let read: Value = serde_json::from_str(&read).unwrap();
    let (sheet, cell) = spoilt.place.rsplit_once('!').unwrap();
    let mut figures = read["figures"].as_array().unwrap().iter();
    figures.any(|figure| figure["sheet"] == sheet && figure["at"] == cell)
}

/// Whether a finding that is more than info covers the spoilt cell.
fn is_asked(summary: &Value, spoilt: &Spoilt) -> bool {
    let (sheet, cell) = spoilt.place.rsplit_once('!').unwrap();
    summary["findings"].as_array().unwrap().iter().any(|finding| {
        finding["file"].as_str() == Some(spoilt.file.as_str())
            && finding["sheet"].as_str() == Some(sheet)
            && finding["severity"] != "info"
            && finding["cell"].as_str().is_some_and(|range| covers(range, cell))
    })
}

fn line(row: &Value) -> Line {
    ["numerator", "denominator", "registered"].map(|part| row[part].as_i64())
}

/// Every figure that is not as expected, and every one too many.
fn compare(expected: &Expected, summary: &Value) -> Vec<Miss> {
    let mut got: BTreeMap<String, &Value> = BTreeMap::new();
    for list in ["by_unit", "by_commune"] {
        for row in summary[list].as_array().unwrap() {
            let mut key = format!(
                "{}/{}",
                row["code"].as_str().unwrap(),
                row["unit"].as_str().unwrap()
            );
            if let Some(commune) = row["commune"].as_str() {
                key = format!("{key}/{commune}");
            }
            got.insert(key, row);
        }
    }
    let mut misses = Vec::new();
    let mut miss = |figure: &str, got: String, wanted: String, absent: bool| {
        let unit = figure.split('/').nth(1).unwrap_or(figure).to_owned();
        let owner = owner(figure, &unit);
        let noticed = summary["findings"].as_array().unwrap().iter().any(|finding| {
            finding["unit"].as_str() == Some(owner.as_str())
                && finding["severity"] != "info"
        });
        let what = match (absent, noticed) {
            (false, false) => "WRONG SILENT",
            (false, true) => "WRONG",
            (true, false) => "missed silently",
            (true, true) => "missed",
        };
        misses.push(Miss { what, figure: figure.to_owned(), unit: owner, got, wanted });
    };
    for (figure, wanted) in &expected.lines {
        let found = got.get(figure).map(|row| line(row));
        if found != Some(*wanted) {
            let absent = found.is_none_or(|found| {
                found
                    .iter()
                    .zip(wanted)
                    .all(|(found, wanted)| found.is_none() || found == wanted)
            });
            miss(figure, format!("{found:?}"), format!("{wanted:?}"), absent);
        }
    }
    for (figure, wanted) in &expected.levels {
        let level = got.get(figure).and_then(|row| row["level"].as_str());
        if level != Some(wanted.as_str()) {
            miss(figure, format!("{level:?}"), wanted.clone(), level.is_none());
        }
    }
    for row in summary["budget"].as_array().unwrap() {
        let unit = row["unit"].as_str().unwrap();
        let money = ["state", "social"].map(|part| row[part].as_i64().unwrap());
        let wanted = expected.budget.get(unit);
        if wanted != Some(&money) {
            miss(
                &format!("budget/{unit}"),
                format!("{money:?}"),
                format!("{wanted:?}"),
                false,
            );
        }
    }
    for unit in expected.budget.keys() {
        let found =
            summary["budget"].as_array().unwrap().iter().any(|row| row["unit"] == **unit);
        if !found {
            miss(&format!("budget/{unit}"), "None".to_owned(), "money".to_owned(), true);
        }
    }
    misses
}

/// Who reports a figure.
fn owner(figure: &str, unit: &str) -> String {
    match figure.split('/').next().unwrap_or_default() {
        "A2" | "A6" | "D8" | "B2" => "so-gddt".to_owned(),
        "B1" => "so-tttt".to_owned(),
        "B3" | "B4" => "so-ldtbxh".to_owned(),
        _ => unit.to_owned(),
    }
}

/// What went wrong with one seed, unit by unit.
fn tell(seed: u64, misses: &[Miss], expected: &Expected, summary: &Value) -> String {
    let mut units: BTreeMap<(&str, &str), Vec<&Miss>> = BTreeMap::new();
    for miss in misses {
        units.entry((&miss.unit, miss.what)).or_default().push(miss);
    }
    let mut told = String::new();
    for ((unit, what), misses) in units {
        let first = misses[0];
        told.push_str(&format!(
            "seed {seed} {unit}: {what} × {}, first {}: {} wanted {}\n    {}\n",
            misses.len(),
            first.figure,
            first.got,
            first.wanted,
            expected.styles.get(unit).map_or("", String::as_str),
        ));
        for finding in summary["findings"].as_array().unwrap() {
            if finding["unit"].as_str() == Some(unit) && finding["severity"] != "info" {
                told.push_str(&format!(
                    "      {} {} {} {}\n",
                    finding["code"].as_str().unwrap_or_default(),
                    finding["sheet"].as_str().unwrap_or_default(),
                    finding["cell"].as_str().unwrap_or_default(),
                    finding["message"].as_str().unwrap_or_default(),
                ));
            }
        }
    }
    told
}
