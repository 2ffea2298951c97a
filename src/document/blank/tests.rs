//! What is asked of whom, against the reporting matrix and the vocabulary.

use std::path::Path;

use jiff::civil::date;

use super::*;
use crate::plan::vocabulary::loose;
use spreadsheet::book::{Allowed, Content};

fn plan() -> Plan {
    crate::plan::load(Path::new("no such project")).expect("embedded registers")
}

fn asked_of(plan: &Plan, unit: &str) -> Vec<(String, Per)> {
    let unit = plan.unit(unit).expect("a unit of the register");
    asked(plan, unit)
        .into_iter()
        .map(|ask| (ask.variable.code.clone(), ask.per))
        .collect()
}

/// The reporting matrix, line by line.
#[test]
fn units_are_asked_for_what_they_owe_and_confirm() {
    let plan = plan();
    let expect = |unit: &str, codes: &[&str], per: Per| {
        let of_kind = asked_of(&plan, unit).into_iter().filter(|(_, one)| *one == per);
        let found: Vec<String> = of_kind.map(|(code, _)| code).collect();
        assert_eq!(found, codes, "{unit}");
    };
    let communes = ["XMC", "MN5", "TH", "THCS", "C2", "D1", "D2", "D3", "D4", "D5", "D7"];
    expect("ba-be", &communes, Per::Commune);
    expect("ba-be", &[], Per::Own);
    expect("so-gddt", &["XMC", "MN5", "TH", "THCS", "B2", "D8"], Per::District);
    expect("so-gddt", &["C1"], Per::Own);
    expect("so-ldtbxh", &["B3", "B4"], Per::District);
    expect("so-ldtbxh", &["C1"], Per::Own);
    expect("so-tttt", &["B1"], Per::District);
    expect("hoi-khuyen-hoc", &["D1", "D2", "D3"], Per::District);
    expect("hoi-khuyen-hoc", &["D6"], Per::Own);
    assert!(asked_of(&plan, "so-y-te").is_empty());
}

#[test]
fn every_unit_due_gets_one_form_with_its_stamp() {
    let plan = plan();
    let blanks = forms(&plan, &plan.expected(), 2024, date(2024, 12, 15), None);
    assert_eq!(blanks.len(), 28);
    for Blank { unit, book, .. } in &blanks {
        let stamp = Stamp::new(2024, unit).to_string();
        assert_eq!(book.custom, [(PROPERTY.to_owned(), stamp.clone())]);
        let mut tabs = Vec::new();
        for sheet in &book.sheets {
            assert!(sheet.locked, "{unit}: {}", sheet.name);
            assert!(sheet.name.chars().count() <= 31);
            assert!(!tabs.contains(&&sheet.name), "{unit}: {} twice", sheet.name);
            tabs.push(&sheet.name);
            let says = |cell: &spreadsheet::book::Cell| matches!(&cell.content, Content::Text(text) if text.contains(&stamp));
            assert!(sheet.cells.iter().any(says), "{unit}: {}", sheet.name);
        }
    }
}

#[test]
fn names_and_answers_are_words_the_recogniser_knows() {
    let plan = plan();
    for unit in plan.expected() {
        for ask in asked(&plan, unit) {
            let key = loose(&ask.name);
            let named: Vec<&str> = plan
                .vocabulary
                .variables_in(&key)
                .iter()
                .map(|words| words.code.as_str())
                .collect();
            assert_eq!(named, [ask.variable.code.as_str()], "{}", ask.name);
        }
    }
    let blanks = forms(&plan, &plan.expected(), 2024, date(2024, 12, 15), None);
    let district = blanks.iter().find(|one| one.unit == "ba-be").expect("a form");
    let levels = district.book.sheets.iter().find(|one| one.name == "Mức độ, công nhận");
    let answers =
        levels.expect("a sheet").entries.iter().filter_map(|entry| {
            match &entry.allowed {
                Allowed::OneOf(answers) => Some(answers.join(",")),
                Allowed::Formula(_) | Allowed::Among(_) => None,
            }
        });
    let expected = [
        "Mức độ 2,Mức độ 1,Chưa đạt",
        "Có,Không",
        "Mức độ 3,Mức độ 2,Mức độ 1,Chưa đạt",
        "Mức độ 3,Mức độ 2,Mức độ 1,Chưa đạt",
        "Có,Không",
        "Mức độ 1,Mức độ 2,Chưa đạt",
    ];
    assert_eq!(answers.collect::<Vec<String>>(), expected);
}

#[test]
fn prompts_and_complaints_keep_within_what_excel_shows() {
    let plan = plan();
    for Blank { unit, book, .. } in
        forms(&plan, &plan.expected(), 2025, date(2025, 12, 15), None)
    {
        for entry in book.sheets.iter().flat_map(|sheet| &sheet.entries) {
            for text in [&entry.prompt, &entry.complaint] {
                let units: usize = text.chars().map(char::len_utf16).sum();
                assert!((1..=255).contains(&units), "{unit}: {text}");
            }
        }
    }
}
