use std::path::Path;

use jiff::civil::date;

use super::*;
use crate::form::label::Measure;
use crate::observation::{Key, Reading, Source, Statement};
use crate::place::Address;
use crate::rules;

fn plan() -> Plan {
    crate::plan::load(Path::new("no such project")).expect("embedded registers")
}

fn settled(files: Vec<Received>) -> (Ledger, Vec<Accepted>) {
    let plan = plan();
    settle(files, &plan, &plan.expected(), 2024)
}

/// A submission of Pác Nặm with one figure.
fn received(file: &str, date: Option<Date>, achieved: i64) -> Received {
    let key = Key {
        variable: "D1".to_owned(),
        measure: Measure::Achieved,
        unit: "pac-nam".to_owned(),
        commune: Some("Xã An Thắng".to_owned()),
    };
    let source = Source { sheet: "Biểu".to_owned(), at: Address::new(5, 4) };
    let statement = Statement {
        unit: "pac-nam".to_owned(),
        date,
        observations: vec![Observation {
            key,
            reading: Reading::Count(achieved),
            source,
        }],
        ..Statement::default()
    };
    Received {
        file: file.to_owned(),
        sha256: file.to_owned(),
        unit: Some("pac-nam".to_owned()),
        date,
        by_properties: false,
        kind: spreadsheet::FileKind::Package,
        ground: Ground::Now,
        outcome: Outcome::Vetted(Box::new(rules::vet(statement, file, &plan()).value)),
        findings: Vec::new(),
    }
}

fn said(ledger: &Ledger, code: &str) -> Vec<String> {
    let of_code = ledger.findings.iter().filter(|finding| finding.code == code);
    of_code.map(|finding| finding.message.clone()).collect()
}

#[test]
fn two_without_dates_that_differ_are_an_error_with_both_names() {
    let files = vec![received("a.xlsx", None, 80), received("b.xlsx", None, 81)];
    let (ledger, accepted) = settled(files);
    assert_eq!(
        said(&ledger, "L04"),
        [
            "Pác Nặm: hai tệp của cùng đơn vị, đều không ghi ngày, nhưng nội dung khác nhau: \
          “a.xlsx” và “b.xlsx”; chỗ khác nhau đang dùng tệp “b.xlsx”."
        ]
    );
    assert_eq!(accepted.len(), 1);
    assert_eq!(accepted[0].file(), "b.xlsx");
}

#[test]
fn one_without_a_date_is_not_silently_the_earlier() {
    let day = Some(date(2024, 12, 11));
    let files = vec![received("a.xlsx", day, 80), received("b.xlsx", None, 81)];
    let (ledger, accepted) = settled(files);
    let said = said(&ledger, "L04");
    assert_eq!(said.len(), 1);
    assert!(said[0].contains("một tệp không ghi ngày, một tệp ghi ngày 11/12/2024"));
    assert_eq!(accepted[0].file(), "a.xlsx");
}

#[test]
fn two_without_dates_and_with_one_content_count_once() {
    let files = vec![received("a.xlsx", None, 80), received("b.xlsx", None, 80)];
    let (ledger, accepted) = settled(files);
    assert_eq!(
        said(&ledger, "L05"),
        ["Pác Nặm: tệp này có cùng nội dung với tệp “a.xlsx”; chỉ tính một lần."]
    );
    assert_eq!(ledger.entries[1].superseded_by.as_deref(), Some("a.xlsx"));
    assert_eq!(accepted.len(), 1);
}

#[test]
fn of_three_the_last_counts_and_each_earlier_one_is_named() {
    let day = |day: i8| Some(date(2024, 12, day));
    let files = vec![
        received("a.xlsx", day(9), 80),
        received("b.xlsx", day(11), 81),
        received("c.xlsx", day(13), 82),
    ];
    let (ledger, accepted) = settled(files);
    assert_eq!(accepted[0].file(), "c.xlsx");
    assert_eq!(said(&ledger, "L02").len(), 2);
    let replaced: Vec<_> =
        ledger.entries.iter().map(|entry| entry.superseded_by.as_deref()).collect();
    assert_eq!(replaced, [Some("c.xlsx"), Some("c.xlsx"), None]);
    assert_eq!(ledger.revisions.len(), 2);
}
