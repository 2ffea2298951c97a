//! The fields of `summary.json` are a contract; so is their order.

use std::collections::BTreeMap;

use jiff::civil::date;

use super::*;
use crate::document::compose::fixture::{Fixture, tally};
use crate::ledger::Status;
use crate::place::{Address, Place};

fn text<T: Serialize>(value: &T) -> String {
    serde_json::to_string(value).expect("plain structs serialise")
}

/// A text written over several lines here.
fn joined(text: &str) -> String {
    text.lines().map(str::trim).collect()
}

fn of(fixture: &Fixture, code: &str) -> String {
    let summary = summary(&fixture.material(), Documents::ANNUAL);
    let indicator = summary.indicators.iter().find(|indicator| indicator.code == code);
    text(indicator.expect("an indicator of the plan"))
}

#[test]
fn an_indicator_has_the_names_and_order_of_the_contract() {
    let mut fixture = Fixture::new(2024);
    let stated = Tally { registered: Some(90), ..tally(84, 100) };
    fixture.count_everywhere("D1", &stated);
    assert_eq!(
        of(&fixture, "D1"),
        joined(
            r#"{"code":"D1","numerator":672,"denominator":800,"registered":720,
            "percent":"84,00","target":80.0,"target_year":2025,"verdict":"met",
            "provisional":true,"units_reported":8,"units_expected":8}"#
        )
    );
    assert_eq!(
        of(&fixture, "C2"),
        joined(
            r#"{"code":"C2","numerator":null,"denominator":null,"registered":null,
            "percent":"...","target":70.0,"target_year":2025,
            "verdict":"insufficient-data","provisional":false,"units_reported":0,
            "units_expected":8}"#
        )
    );
}

#[test]
fn levels_stand_in_the_order_of_their_scale() {
    let mut fixture = Fixture::new(2024);
    let levels = BTreeMap::from([("Mức độ 1".to_owned(), 7), ("Mức độ 2".to_owned(), 3)]);
    let stated = Tally { denominator: Some(13), levels, ..Tally::default() };
    fixture.count_everywhere("D5", &stated);
    let d5 = of(&fixture, "D5");
    assert!(d5.contains(r#""numerator":null,"denominator":104"#), "{d5}");
    assert!(
        d5.contains(r#""levels":{"Mức độ 1":56,"Mức độ 2":24,"Chưa đạt":24}"#),
        "{d5}"
    );
    assert!(!of(&fixture, "D1").contains("levels"));
}

#[test]
fn units_communes_and_submissions_are_flat_rows() {
    let mut fixture = Fixture::new(2024);
    fixture.count("D1", "ba-be", tally(1, 2));
    let key = ("D5".to_owned(), "ba-be".to_owned(), "Xã Nam Mẫu".to_owned());
    let levels = BTreeMap::from([("Mức độ 2".to_owned(), 1)]);
    let stated = Tally { denominator: Some(1), levels, ..Tally::default() };
    fixture.dataset.communes.insert(key, stated);
    fixture.ledger.entries.push(Entry {
        file: "a.xlsx".to_owned(),
        sha256: "00".to_owned(),
        unit: None,
        status: Status::Unrecognised,
        date: Some(date(2024, 12, 9)),
        late: false,
        by_properties: false,
        superseded_by: None,
    });
    let summary = summary(&fixture.material(), Documents::ANNUAL);
    assert_eq!(
        text(&summary.by_unit),
        joined(
            r#"[{"code":"D1","unit":"ba-be","numerator":1,"denominator":2,
            "registered":null}]"#
        )
    );
    assert_eq!(
        text(&summary.by_commune),
        joined(
            r#"[{"code":"D5","unit":"ba-be","commune":"Xã Nam Mẫu","numerator":null,
            "denominator":1,"registered":null,"level":"Mức độ 2"}]"#
        )
    );
    assert_eq!(
        text(&summary.submissions),
        joined(
            r#"[{"file":"a.xlsx","unit":null,"status":"unrecognised",
            "date":"2024-12-09","late":false,"sha256":"00","date_from":"content",
            "superseded_by":null}]"#
        )
    );
}

#[test]
fn findings_say_where_and_what() {
    let place = Place::cell("a.xlsx", "Biểu", Address::new(12, 5));
    let noticed =
        Finding::new(Severity::Error, "T01", place, "Sai.", "Sửa.").of_unit("na-ri");
    assert_eq!(
        text(&finding(&noticed)),
        joined(
            r#"{"code":"T01","severity":"error","unit":"na-ri","file":"a.xlsx",
            "sheet":"Biểu","cell":"F13","message":"Sai.","hint":"Sửa.",
            "found":null,"expected":null}"#
        )
    );
}

#[test]
fn the_whole_has_the_fields_of_the_contract() {
    let summary = text(&summary(&Fixture::new(2024).material(), Documents::ANNUAL));
    let start = joined(
        r#"{"plan":"1768/QĐ-UBND","year":2024,"kind":"annual",
            "report_date":"2024-12-15","indicators":[{"code":"A1","#,
    );
    assert!(summary.starts_with(&start), "{summary}");
    let end = joined(
        r#""by_unit":[],"by_commune":[],"submissions":[],"budget":[],
            "missing_units":[],"findings":[],"draft":[],"unusable_units":[],"revisions":[]}"#,
    );
    assert!(summary.ends_with(&end), "{summary}");
}
