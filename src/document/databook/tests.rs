//! Sheets of the data workbook, against arithmetic by hand.

use std::collections::BTreeMap;

use super::*;
use crate::dataset::Tally;
use crate::document::compose::fixture::{Fixture, tally};
use crate::form::label::Measure;
use crate::observation::{Gap, Key, Observation, Reading, Source, Statement, Why};
use crate::place::CellRange;
use spreadsheet::book::{Computed, Content};

/// What stands in a cell, in one word.
fn shown(sheet: &Sheet, row: u32, col: u32) -> String {
    let at = CellRange::from(Address::new(row, col));
    let cell = sheet.cells.iter().find(|cell| cell.range == at);
    match cell.map(|cell| &cell.content) {
        None => "nothing".to_owned(),
        Some(Content::Blank) => String::new(),
        Some(Content::Text(text)) => text.clone(),
        Some(Content::Count(count)) => count.to_string(),
        Some(Content::Number(number)) => format!("{number:.6}"),
        Some(Content::Date(date)) => date.to_string(),
        Some(Content::Formula { formula, result: Computed::Number(number) }) => {
            format!("={formula} {number:.6}")
        }
        Some(Content::Formula { formula, result: Computed::Text(text) }) => {
            format!("={formula} {text}")
        }
    }
}

fn row_of(sheet: &Sheet, texts: &[(u32, &str)]) -> u32 {
    let rows =
        0..sheet.cells.iter().map(|cell| cell.range.last.row).max().unwrap_or(0) + 1;
    let meant =
        |row: &u32| texts.iter().all(|(col, text)| shown(sheet, *row, *col) == *text);
    rows.into_iter().find(meant).unwrap_or_else(|| panic!("no row of {texts:?}"))
}

#[test]
fn rates_are_formulas_over_the_figures_beside_them() {
    let mut fixture = Fixture::new(2024);
    fixture.count("D1", "ba-be", Tally { registered: Some(9), ..tally(71_236, 84_010) });
    fixture.count("D2", "ba-be", tally(0, 0));
    let material = fixture.material();
    let sheet = province::sheet(&material);
    let d1 = row_of(&sheet, &[(0, "D1")]);
    let figures: Vec<String> = (3..7).map(|col| shown(&sheet, d1, col)).collect();
    let line = d1 + 1;
    let rate = format!("=D{line}/E{line} 0.847947");
    assert_eq!(figures, ["71236", "84010", "9", rate.as_str()]);
    // One district of eight: no verdict, and the coverage beside it.
    assert_eq!(shown(&sheet, d1, 12), "Chưa đủ số liệu");
    assert_eq!([14, 15].map(|col| shown(&sheet, d1, col)), ["1", "8"]);
    let d2 = row_of(&sheet, &[(0, "D2")]);
    assert_eq!([3, 4, 5, 6].map(|col| shown(&sheet, d2, col)), ["0", "0", "...", "-"]);
    // Nobody registers for B1, and nobody reported it.
    let b1 = row_of(&sheet, &[(0, "B1")]);
    let expected = ["...", "...", NOT_APPLICABLE, "..."];
    assert_eq!([3, 4, 5, 6].map(|col| shown(&sheet, b1, col)), expected);
}

#[test]
fn the_distance_from_a_target_is_in_points_of_the_exact_fraction() {
    assert_eq!(line::points((1, 2), (800, 1000)), Some(-30.0));
    assert_eq!(line::points((1, 0), (800, 1000)), None);
    let mut fixture = Fixture::new(2024);
    fixture.count_everywhere("D1", &tally(79_996, 100_000));
    let sheet = province::sheet(&fixture.material());
    let d1 = row_of(&sheet, &[(0, "D1")]);
    assert_eq!(shown(&sheet, d1, 11), "-0.004000");
    assert_eq!(shown(&sheet, d1, 12), "Chưa đạt");
}

#[test]
fn zero_nothing_missing_and_not_applicable_stay_four_things() {
    let mut fixture = Fixture::new(2024);
    let key = |commune: &str| Key {
        variable: "D1".to_owned(),
        measure: Measure::Achieved,
        unit: "pac-nam".to_owned(),
        commune: Some(commune.to_owned()),
    };
    let source = || Source { sheet: "1".to_owned(), at: Address::new(0, 0) };
    let stated = |commune: &str, reading| Observation {
        key: key(commune),
        reading,
        source: source(),
    };
    let gap = |commune: &str, why| Gap { key: key(commune), why, source: source() };
    let names: Vec<String> = fixture
        .plan
        .district("pac-nam")
        .expect("a district")
        .communes
        .iter()
        .map(|commune| commune.name.clone())
        .collect();
    fixture.state(Statement {
        unit: "pac-nam".to_owned(),
        observations: vec![
            stated(&names[0], Reading::Count(0)),
            stated(&names[1], Reading::Nothing),
        ],
        gaps: vec![gap(&names[2], Why::Missing), gap(&names[3], Why::NotApplicable)],
        ..Statement::default()
    });
    for name in &names[..2] {
        let at = ("D1".to_owned(), "pac-nam".to_owned(), name.clone());
        fixture.dataset.communes.insert(at, tally(0, 5));
    }
    fixture.judge();
    let sheet = communes::sheet(&fixture.material());
    let head = sheet.cells.iter().find(
        |cell| matches!(&cell.content, Content::Text(text) if text.starts_with("D1. ")),
    );
    let first = head.expect("a group of D1").range.first.col;
    let achieved: Vec<[String; 2]> = names[..4]
        .iter()
        .map(|name| {
            let row = row_of(&sheet, &[(2, name)]);
            [shown(&sheet, row, first + 2), shown(&sheet, row, first + 3)]
        })
        .collect();
    let row = row_of(&sheet, &[(2, &names[0])]) + 1;
    let formula = format!(
        "={}/{} 0.000000",
        Address::new(row - 1, first + 2),
        Address::new(row - 1, first)
    );
    let expected = [
        ["0", formula.as_str()],
        ["-", "0.000000"],
        ["...", "..."],
        [NOT_APPLICABLE, NOT_APPLICABLE],
    ];
    assert_eq!(achieved, expected);
}

#[test]
fn all_communes_have_a_line_whoever_reported() {
    let fixture = Fixture::new(2024);
    let sheet = communes::sheet(&fixture.material());
    let filter = sheet.filter.expect("a filter");
    assert_eq!(filter.last.row - filter.first.row, 108);
    assert_eq!(shown(&sheet, filter.last.row, 0), "108");
}

#[test]
fn a_new_scale_breaks_a_series_and_years_without_an_inbox_are_named() {
    let mut fixture = Fixture::new(2024);
    let levels = BTreeMap::from([("Mức độ 1".to_owned(), 3)]);
    let stated = Tally { denominator: Some(5), levels, ..Tally::default() };
    fixture.count("D5", "ba-be", stated);
    let sheet = series::sheet(&fixture.material());
    let now = row_of(&sheet, &[(0, "D5"), (2, "2024")]);
    assert_eq!(shown(&sheet, now, 8), "Mức độ 1: 3; Mức độ 2: 0; Chưa đạt: 2");
    let remark = shown(&sheet, now, 13);
    assert!(
        remark.starts_with("Ngắt chuỗi: từ năm 2024 xếp theo Thông tư số 25/2023"),
        "{remark}"
    );
    let before = row_of(&sheet, &[(0, "D5"), (2, "2023")]);
    assert_eq!(
        shown(&sheet, before, 13),
        "Không có báo cáo của năm 2023 trong thư mục inbox."
    );
    assert_eq!(shown(&sheet, before, 3), "...");
}
