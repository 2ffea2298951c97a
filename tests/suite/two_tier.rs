//! Every figure of the years after the districts against the truth files: 2025 with the
//! handover of June, 2026 to 2030 with the communes alone.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};

use crate::desk::{Desk, copy, repository};

/// Indicator, and in the truth: recognised, total, registered.
const COUNTS: [(&str, &str, &str, Option<&str>); 6] = [
    ("D1", "gd", "ho", Some("dkgd")),
    ("D2", "dhd", "dh", Some("dkdh")),
    ("D3", "thond", "thon", Some("dkthon")),
    ("D4", "dvd", "dv", None),
    ("D7", "cd", "dan15", Some("dkcd")),
    ("C2", "cntt", "tthtcd", None),
];

/// What bodies report of each commune.
const OF_BODIES: [(&str, &str, &str); 4] = [
    ("B1", "nltt", "laodong"),
    ("B2", "kns", "laodong"),
    ("B3", "cmkt", "dan15"),
    ("B4", "dhtl", "dan15"),
];

struct Year {
    year: i16,
    truth: Value,
    summary: Value,
}

/// Checks a year in a project that holds it and all years it rests on.
fn year(year: i16) -> Year {
    let desk = Desk::empty();
    let first = if [2025, 2030].contains(&year) { 2021 } else { (year - 1).min(2025) };
    let before = (first..year)
        .filter(|before| *before >= year - 1 || *before == 2025 || first == 2021);
    for other in before.chain([year]) {
        let folder = if other < 2027 { "inbox" } else { "tests/two-tier" };
        let from = repository().join(folder).join(other.to_string());
        copy(&from, &desk.path(&format!("inbox/{other}")));
    }
    let ended = desk.run(["check", &year.to_string()]);
    assert_eq!(ended.code, 1, "{}", ended.stderr);
    let path = repository().join(format!("tests/truth/{year}.truth.json"));
    let truth = serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap();
    Year { year, truth, summary: desk.summary(year) }
}

type Rows<'a> = BTreeMap<(String, String), &'a Value>;

fn rows<'a>(list: &'a Value) -> Rows<'a> {
    let part =
        |row: &Value, name: &str| row[name].as_str().unwrap_or_default().to_owned();
    let key = |row: &Value| (part(row, "code"), part(row, "unit"));
    list.as_array().unwrap().iter().map(|row| (key(row), row)).collect()
}

fn row<'a>(rows: &Rows<'a>, code: &str, unit: &str) -> Option<&'a Value> {
    rows.get(&(code.to_owned(), unit.to_owned())).copied()
}

fn counts(row: Option<&Value>) -> [Option<i64>; 3] {
    let of = |name: &str| row.and_then(|row| row[name].as_i64());
    [of("numerator"), of("denominator"), of("registered")]
}

impl Year {
    /// What the hidden row of a commune takes off its figures.
    fn hidden(&self, unit: &str, key: &str) -> i64 {
        let events = self.truth["events"].as_array().unwrap().iter();
        let hidden =
            events.filter(|one| one["kind"] == "hidden-row" && one["unit"] == unit);
        hidden.filter_map(|one| one["row"][key].as_i64()).sum()
    }

    fn hidden_everywhere(&self, key: &str) -> i64 {
        let units = self.truth["by_unit"].as_object().unwrap();
        let usable = units.iter().filter(|(_, one)| one["usable"] == true);
        usable.map(|(unit, _)| self.hidden(unit, key)).sum()
    }

    fn check_province(&self) {
        let Self { year, truth, summary } = self;
        let own = rows(&summary["indicators"]);
        let figure = |code: &str| counts(row(&own, code, ""));
        for (code, achieved, total, registered) in COUNTS {
            let said = &truth["summary"][code];
            let less = |key: &str| self.hidden_everywhere(key);
            let whole = said[1].as_i64().map(|all| all - less(total));
            let reached = said[0].as_i64().map(|all| all - less(achieved));
            let asked = registered.map(|key| {
                truth["summary"]["registered"][code].as_i64().unwrap() - less(key)
            });
            assert_eq!(figure(code), [reached, whole, asked], "{year} {code}");
        }
        for code in ["B1", "B2", "B3", "B4", "C1", "D5", "D6"] {
            let said = &truth["summary"][code];
            let [numerator, denominator, _] = figure(code);
            assert_eq!(json!([numerator, denominator]), *said, "{year} {code}");
        }
        for code in ["D5", "D6"] {
            let row = row(&own, code, "").unwrap();
            assert_eq!(
                row["levels"],
                truth["summary"][format!("{code}_muc")],
                "{year} {code}"
            );
            assert_eq!(row["verdict"], "not-assessable", "{year} {code}");
        }
        for code in ["A2", "A6", "D8"] {
            let row = row(&own, code, "").unwrap();
            let last = &truth["summary"][code]["last"];
            let last = json!({
                "numerator": last[0], "denominator": last[1], "as_of": "2025-06-30",
            });
            assert_eq!(row["last"], last, "{year} {code}");
            assert_eq!(counts(Some(row))[..2], [None, None], "{year} {code}");
            assert_eq!(row["verdict"], "not-assessable", "{year} {code}");
        }
    }

    /// From 2026 on A3 counts the communes that have the standard for 3 to 5 years.
    fn check_standards(&self) {
        let own = rows(&self.summary["indicators"]);
        let three_to_five = if self.year > 2025 { "mn35" } else { "mn5" };
        for (code, key) in
            [("A1", "xmc"), ("A3", three_to_five), ("A4", "th"), ("A5", "thcs")]
        {
            let row = row(&own, code, "").unwrap();
            assert_eq!(
                row["levels"], self.truth["standards"][key],
                "{} {code}",
                self.year
            );
            assert_eq!(counts(Some(row)), [None; 3], "{} {code}", self.year);
            assert_eq!(row["verdict"], "not-assessable", "{} {code}", self.year);
        }
    }

    fn check_units(&self) {
        let Self { year, truth, summary } = self;
        let own = rows(&summary["by_unit"]);
        for (unit, said) in truth["by_unit"].as_object().unwrap() {
            let of =
                |key: &str| said[key].as_i64().map(|all| all - self.hidden(unit, key));
            for (code, achieved, total, registered) in COUNTS {
                let expected = if said["usable"] == true {
                    [of(achieved), of(total), registered.and_then(of)]
                } else {
                    [None; 3]
                };
                assert_eq!(
                    counts(row(&own, code, unit)),
                    expected,
                    "{year} {unit} {code}"
                );
            }
            for (code, achieved, total) in OF_BODIES {
                let achieved = said[achieved].as_i64();
                let total = said[total].as_i64().filter(|_| achieved.is_some());
                let expected = [achieved, total, None];
                assert_eq!(
                    counts(row(&own, code, unit)),
                    expected,
                    "{year} {unit} {code}"
                );
            }
        }
    }

    fn check_files(&self) {
        let Self { year, truth, summary } = self;
        let files: BTreeMap<&str, &Value> = summary["submissions"]
            .as_array()
            .unwrap()
            .iter()
            .map(|one| (one["file"].as_str().unwrap(), one))
            .collect();
        let said = truth["files"].as_object().unwrap();
        let names = |all: &mut dyn Iterator<Item = &str>| -> BTreeSet<String> {
            all.map(str::to_owned).collect()
        };
        let listed = names(&mut files.keys().copied());
        assert_eq!(listed, names(&mut said.keys().map(String::as_str)), "{year}");
        for (file, said) in said {
            let one = files[file.as_str()];
            let status = |of: &Value| {
                let status = of["status"].as_str().unwrap();
                let accepted = status.starts_with("accepted");
                if accepted { "accepted".to_owned() } else { status.to_owned() }
            };
            assert_eq!(status(one), status(said), "{year} {file}");
            if said["status"] != "unreadable" && !said["unit"].is_null() {
                assert_eq!(one["unit"], said["unit"], "{year} {file}");
                assert_eq!(one["date"], said["date"], "{year} {file}");
            }
        }
        let list = |of: &Value| -> BTreeSet<String> {
            let all = of.as_array().unwrap().iter();
            all.map(|one| one.as_str().unwrap().to_owned()).collect()
        };
        let mut missing = list(&truth["missing"]);
        missing.extend(truth["unusable"].as_object().unwrap().keys().cloned());
        assert_eq!(list(&summary["missing_units"]), missing, "{year}");
        let budget: BTreeMap<&str, (&Value, &Value)> = summary["budget"]
            .as_array()
            .unwrap()
            .iter()
            .map(|one| (one["unit"].as_str().unwrap(), (&one["state"], &one["social"])))
            .collect();
        let said: BTreeMap<&str, (&Value, &Value)> = truth["budget"]
            .as_object()
            .unwrap()
            .iter()
            .map(|(unit, one)| (unit.as_str(), (&one["state"], &one["social"])))
            .collect();
        assert_eq!(budget, said, "{year}");
    }

    /// The handover of the districts, on a ground of its own.
    fn check_legacy(&self) {
        let (truth, legacy) = (&self.truth["legacy"], &self.summary["legacy"]);
        assert_eq!(legacy["as_of"], "2025-06-30");
        let own = rows(&legacy["indicators"]);
        for (code, said) in truth["summary"].as_object().unwrap() {
            if said.is_array() {
                let [numerator, denominator, _] = counts(row(&own, code, ""));
                assert_eq!(json!([numerator, denominator]), *said, "{code}");
            }
        }
        let levels = &row(&own, "D5", "").unwrap()["levels"];
        assert_eq!(*levels, truth["summary"]["D5_muc"]);
        let units = rows(&legacy["by_unit"]);
        for (unit, said) in truth["districts"].as_object().unwrap() {
            for (code, achieved, total, _) in COUNTS {
                let [numerator, denominator, _] = counts(row(&units, code, unit));
                let figures = json!([numerator, denominator]);
                assert_eq!(
                    figures,
                    json!([said[achieved], said[total]]),
                    "{unit} {code}"
                );
            }
        }
    }

    /// Counts of 2021 to 2024 added up again, exact or absent.
    fn check_series(&self) {
        let points: BTreeMap<(&str, i64, &str), Value> = self.summary["series"]
            .as_array()
            .unwrap()
            .iter()
            .filter(|one| one["ground"] == "successor")
            .map(|one| {
                let key = (
                    one["code"].as_str().unwrap(),
                    one["year"].as_i64().unwrap(),
                    one["unit"].as_str().unwrap(),
                );
                (key, json!([one["numerator"], one["denominator"]]))
            })
            .collect();
        let open = self.truth["series_37_not_in_files"].as_array().unwrap();
        for (code, years) in self.truth["series_37"].as_object().unwrap() {
            for (year, units) in years.as_object().unwrap() {
                for (unit, said) in units.as_object().unwrap() {
                    let key = (code.as_str(), year.parse().unwrap(), unit.as_str());
                    let said = (!open.contains(&json!(unit))).then_some(said);
                    assert_eq!(points.get(&key), said, "{code} {year} {unit}");
                }
            }
        }
    }
}

#[test]
fn the_year_of_the_handover_equals_the_truth_on_both_grounds() {
    let year = year(2025);
    year.check_province();
    year.check_standards();
    year.check_units();
    year.check_files();
    year.check_legacy();
    year.check_series();
}

#[test]
fn the_first_years_of_the_communes_equal_the_truth() {
    for year in [2026, 2027].map(year) {
        year.check_province();
        year.check_standards();
        year.check_units();
        year.check_files();
    }
}

#[test]
fn the_last_years_of_the_plan_equal_the_truth() {
    for year in [2028, 2029, 2030].map(year) {
        year.check_province();
        year.check_standards();
        year.check_units();
        year.check_files();
        if year.year == 2030 {
            year.check_series();
        }
    }
}

/// An inbox of another administration: every file is named with the time of its sender
/// and none is counted.
#[test]
fn senders_of_another_time_are_named_and_not_counted() {
    for (year, of, days) in
        [(2026, 2024, "đến hết ngày 30/6/2025"), (2024, 2026, "từ ngày 01/7/2025")]
    {
        let desk = Desk::empty();
        let from = repository().join("inbox").join(of.to_string());
        copy(&from, &desk.path(&format!("inbox/{year}")));
        desk.run(["check", &year.to_string()]);
        let summary = desk.summary(year);
        let files = summary["submissions"].as_array().unwrap();
        assert!(files.iter().all(|one| {
            let status = one["status"].as_str().unwrap();
            !status.starts_with("accepted") && status != "superseded"
        }));
        assert_eq!(summary["by_unit"], json!([]));
        let named = summary["findings"].as_array().unwrap().iter();
        let named = named.filter(|one| one["code"] == "L14").count();
        assert!(named >= 8, "{named}");
        let text = summary["findings"].to_string();
        assert!(text.contains(days), "{year}");
    }
}

/// U06: 55 of 92 rows are outside. T15: a figure of the whole province. L15: a file from
/// outside. Each is said once and nothing of it is counted.
#[test]
fn what_is_of_more_than_the_area_is_set_aside() {
    let year = year(2026);
    let findings = year.summary["findings"].as_array().unwrap();
    let of = |code: &str| -> Vec<String> {
        let own = findings.iter().filter(|one| one["code"] == code);
        own.map(|one| one["message"].as_str().unwrap().to_owned()).collect()
    };
    assert!(of("U06")[0].contains("55 xã, phường ngoài"), "{:?}", of("U06"));
    assert!(of("T15")[0].contains("toàn tỉnh Thái Nguyên"), "{:?}", of("T15"));
    assert!(of("L15")[0].contains("xã Đại Từ ngoài"), "{:?}", of("L15"));
    assert_eq!([of("U06").len(), of("T15").len(), of("L15").len()], [1, 1, 1]);
}
