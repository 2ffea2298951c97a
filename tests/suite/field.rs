//! Small inputs that went wrong in the field: each is read right or asked about.
//!
//! `tests/field/<district>/<case>/` holds the workbooks, a README with what is
//! right, and `expect.json`: a list of runs, each with the files of a fresh inbox
//! and what must hold. One of `want`, `budget`, `cell`, `codes`, `values` is
//! enough; `date` and `absent` must hold besides.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::desk::{Desk, covers, repository};

/// The district whose figures `want` and `budget` are about.
const UNIT: &str = "tp-bac-kan";

/// A run of a case, and the codes that its clean workbook gives.
struct Case {
    folder: PathBuf,
    run: Value,
    clean: BTreeSet<String>,
}

fn text<'v>(value: &'v Value, name: &str) -> &'v str {
    value[name].as_str().unwrap_or_default()
}

fn list(value: &Value) -> impl Iterator<Item = &Value> {
    value.as_array().into_iter().flatten()
}

fn summary(folder: &Path, files: &[&str], as_is: bool) -> Value {
    let desk = Desk::empty();
    for file in files {
        let named =
            ["xhht", "bac kan"].iter().any(|word| file.to_lowercase().contains(word));
        let name = if as_is || named {
            (*file).to_owned()
        } else {
            format!("tp bac kan {file}")
        };
        desk.file(&format!("inbox/2024/{name}"), &fs::read(folder.join(file)).unwrap());
    }
    desk.run(["check", "2024"]);
    desk.summary(2024)
}

/// What was said of files, but for what every lone file is told.
fn findings(summary: &Value) -> Vec<&Value> {
    let quiet = ["L03", "K11", "K10", "Q0", "M0"];
    list(&summary["findings"])
        .filter(|one| one["file"].is_string())
        .filter(|one| !quiet.iter().any(|code| text(one, "code").starts_with(code)))
        .collect()
}

fn is_loud(finding: &Value) -> bool {
    finding["severity"] != "info"
}

/// Whether a code is one of those of a pattern: `T0.|V..|K1[23]`.
fn fits(pattern: &str, code: &str) -> bool {
    pattern.split('|').any(|one| {
        if one == ".*" {
            return true;
        }
        let mut letters = one.chars().peekable();
        let mut rest = code.chars();
        while let Some(letter) = letters.next() {
            let Some(found) = rest.next() else { return false };
            let fits = match letter {
                '.' => true,
                '[' => {
                    let set: String =
                        letters.by_ref().take_while(|c| *c != ']').collect();
                    let mut bounds =
                        set.split('-').filter_map(|part| part.chars().next());
                    match (set.contains('-'), bounds.next(), bounds.next()) {
                        (true, Some(low), Some(high)) => (low..=high).contains(&found),
                        _ => set.contains(found),
                    }
                }
                letter => letter == found,
            };
            if !fits {
                return false;
            }
        }
        rest.next().is_none()
    })
}

fn holds(case: &Case) -> Result<(), String> {
    let run = &case.run;
    let files: Vec<&str> = list(&run["files"]).filter_map(Value::as_str).collect();
    let as_is = run["as_is"] == true;
    let summary = summary(&case.folder, &files, as_is);
    let said = findings(&summary);
    let asked: Vec<bool> = [
        run.get("want").map(|want| figures_are(&summary, want)),
        run.get("budget").map(|wanted| budget_is(&summary, wanted)),
        run["cell"].as_str().map(|cell| {
            said.iter().any(|one| is_loud(one) && covers(text(one, "cell"), cell))
        }),
        run["codes"].as_str().map(|codes| {
            said.iter().filter(|one| run["info"] == true || is_loud(one)).any(|one| {
                let is_new =
                    run["new"] != true || !case.clean.contains(text(one, "code"));
                fits(codes, text(one, "code")) && is_new
            })
        }),
        run.get("values").map(|values| {
            value_is(&summary, run, values) || {
                said.iter().any(|one| {
                    let code = text(one, "code");
                    is_loud(one)
                        && !case.clean.contains(code)
                        && !code.starts_with(['L', 'N'])
                })
            }
        }),
    ]
    .into_iter()
    .flatten()
    .collect();
    let dated = run["date"]
        .as_str()
        .is_none_or(|date| list(&summary["submissions"]).any(|one| one["date"] == date));
    let absent = run["absent"]
        .as_str()
        .is_none_or(|code| list(&summary["findings"]).all(|one| one["code"] != code));
    if (asked.is_empty() || asked.contains(&true)) && dated && absent {
        return Ok(());
    }
    let codes: BTreeSet<&str> = said.iter().map(|one| text(one, "code")).collect();
    let name = case.folder.file_name().unwrap().to_string_lossy();
    Err(format!("{name} {files:?} {}: {codes:?}", text(run, "what")))
}

fn figures_are(summary: &Value, want: &Value) -> bool {
    want.as_object().unwrap().iter().all(|(code, wanted)| {
        let row = list(&summary["by_unit"])
            .find(|row| row["code"] == **code && row["unit"] == UNIT);
        let parts = ["denominator", "registered", "numerator"];
        parts
            .iter()
            .zip(list(wanted))
            .all(|(part, wanted)| row.map_or(&Value::Null, |row| &row[*part]) == wanted)
    })
}

fn budget_is(summary: &Value, wanted: &Value) -> bool {
    let row = list(&summary["budget"]).find(|row| row["unit"] == UNIT);
    row.is_some_and(|row| row["state"] == wanted[0] && row["social"] == wanted[1])
}

fn value_is(summary: &Value, run: &Value, values: &Value) -> bool {
    let found = match run["budget_part"].as_str() {
        Some(part) => list(&summary["budget"])
            .find(|row| row["unit"] == run["unit"])
            .map(|row| &row[part]),
        None => {
            let of_commune = !run["commune"].is_null();
            let rows = &summary[if of_commune { "by_commune" } else { "by_unit" }];
            list(rows)
                .find(|row| {
                    row["code"] == run["code"]
                        && row["unit"] == run["unit"]
                        && row["commune"] == run["commune"]
                })
                .map(|row| &row[text(run, "part")])
        }
    };
    list(values).any(|value| value == found.unwrap_or(&Value::Null))
}

fn cases(district: &str) -> Vec<Case> {
    let root = repository().join("tests/field").join(district);
    let control = root.join("control");
    let files: Vec<String> = fs::read_dir(&control)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    let files: Vec<&str> = files.iter().map(String::as_str).collect();
    let control = summary(&control, &files, true);
    let clean: BTreeSet<String> =
        list(&control["findings"]).map(|one| text(one, "code").to_owned()).collect();
    let mut folders: Vec<PathBuf> =
        fs::read_dir(root).unwrap().map(|entry| entry.unwrap().path()).collect();
    folders.sort();
    let mut cases = Vec::new();
    for folder in folders {
        let Ok(expected) = fs::read(folder.join("expect.json")) else { continue };
        let runs: Value = serde_json::from_slice(&expected).unwrap();
        cases.extend(list(&runs).map(|run| Case {
            folder: folder.clone(),
            run: run.clone(),
            clean: clean.clone(),
        }));
    }
    cases
}

#[track_caller]
fn all_hold(district: &str) {
    let cases = cases(district);
    assert!(cases.len() > 30, "{} cases", cases.len());
    let failed: Vec<String> = cases.iter().filter_map(|case| holds(case).err()).collect();
    assert!(
        failed.is_empty(),
        "{} of {}:\n{}",
        failed.len(),
        cases.len(),
        failed.join("\n")
    );
}

#[test]
fn inputs_of_the_city_that_went_wrong_are_read_right_or_asked_about() {
    all_hold("bac-kan");
}

#[test]
fn variants_of_one_office_s_workbook_are_read_right_or_asked_about() {
    all_hold("ba-be");
}

#[test]
fn a_pattern_of_codes_is_understood_as_written() {
    assert!(
        fits("T0.|V1[0-9]", "T01") && fits("T0.|V1[0-9]", "V14") && fits(".*", "K01")
    );
    assert!(!fits("T0.|V1[0-9]", "V20") && !fits("K1[23]", "K14") && !fits("V..", "V1"));
}
