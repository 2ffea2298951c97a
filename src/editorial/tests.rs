//! Rows in, decisions out; two copies of the workbook into one.

use std::collections::BTreeMap;

use super::*;
use crate::place::Address;
use spreadsheet::{Cell, Grid, Sheet, Visibility};

/// A workbook of sheets with columns `key | entry | mark` and more.
fn workbook(sheets: &[(&str, &[&[&str]])]) -> Workbook {
    let sheet = |(name, rows): &(&str, &[&[&str]])| {
        let mut cells = Vec::new();
        for (row, texts) in (0..).zip(*rows) {
            for (col, text) in (0..).zip(*texts).filter(|(_, text)| !text.is_empty()) {
                cells.push((Address::new(row, col), Cell::text(*text)));
            }
        }
        Sheet {
            name: (*name).to_owned(),
            visibility: Visibility::Visible,
            grid: Grid::new(cells, Vec::new()),
            repairs: Vec::new(),
        }
    };
    Workbook { sheets: sheets.iter().map(sheet).collect(), ..Workbook::default() }
}

fn plan() -> Plan {
    crate::plan::load(std::path::Path::new("no such project")).expect("the registers")
}

const TEXTS: [&str; 4] = ["Mã đoạn", "Câu của chương trình", "Câu sửa", "Dấu"];

#[test]
fn what_was_applied_can_be_listed() {
    let found =
        Finding::new(Severity::Error, "K02", Place::file("a.xlsx"), "Sai.", "Sửa.");
    let found = found.found(5150).of_unit("pac-nam");
    let id = finding_id(&found);
    let book = workbook(&[
        ("a", &[&TEXTS, &["results.D1", "Một.", "Hai."], &["gone", "Ba.", "Bốn."]]),
        ("b", &[&["Mã kiểm tra", "Lý do chấp nhận"], &[&id, "Đúng vậy."]]),
        ("c", &[&["Mã mục", "Ghi trong báo cáo"], &["so", "45"], &["ngay", "x"]]),
    ]);
    let Noted { value: mut decisions, findings } = read(&book, 2024, &plan());
    let codes: Vec<&str> = findings.iter().map(|one| one.code).collect();
    assert_eq!(codes, ["B06"]);
    let said = BTreeMap::from([("results.D1".to_owned(), "Một.".to_owned())]);
    assert_eq!(decisions.texts.check(&said)[0].code, "B03");
    let mut findings = [found];
    assert!(decisions.reasons.accept(&mut findings).is_empty());
    assert_eq!(findings[0].accepted.as_deref(), Some("Đúng vậy."));
    assert_eq!(findings[0].severity, Severity::Error);
    let applied: Vec<(Page, String, String)> = decisions
        .applied()
        .into_iter()
        .map(|one| (one.page, one.id, one.words))
        .collect();
    let line = |page, id: &str, words: &str| (page, id.to_owned(), words.to_owned());
    let expected = [
        line(Page::Texts, "results.D1", "Hai."),
        line(Page::Reasons, &id, "Đúng vậy."),
        line(Page::Paper, "so", "45"),
    ];
    assert_eq!(applied, expected);
}

#[test]
fn a_reason_holds_for_one_value_only() {
    let found = |value| {
        Finding::new(Severity::Warning, "N01", Place::file("a.xlsx"), "Tăng.", "Hỏi.")
            .found(value)
    };
    let id = finding_id(&found(12));
    let head = ["Mã kiểm tra", "Giá trị trong tệp", "Lý do chấp nhận"];
    let book = workbook(&[("b", &[&head, &[&id, "12", "Mở lớp mới."]])]);
    let mut reasons = read(&book, 2024, &plan()).value.reasons;
    let mut findings = [found(13)];
    let said = reasons.accept(&mut findings);
    assert_eq!(findings[0].accepted, None);
    assert_eq!(said[0].code, "B08");
    assert_eq!(
        (said[0].found.as_deref(), said[0].expected.as_deref()),
        (Some("12"), Some("13"))
    );
    assert_eq!(reasons.applied().count(), 0);
    let elsewhere = Finding { place: Place::file("b.xlsx"), ..found(12) };
    let mut findings = [elsewhere];
    assert!(reasons.accept(&mut findings).is_empty(), "no longer needed");
    assert_eq!(findings[0].accepted, None);
}

#[test]
fn a_reason_depends_on_all_that_a_finding_says() {
    let place = || Place::file("a.xlsx");
    let finding = |message: &str| {
        Finding::new(Severity::Error, "K02", place(), message, "Hỏi.")
            .compare(5000, "≤ 3337")
    };
    let one = finding("An Thắng: 5.000 > 3.337.");
    let id = finding_id(&one);
    assert_eq!(id, finding_id(&finding("Xã An Thắng: số đạt 5.000 > 3.337.")), "wording");
    let others = [
        one.clone().compare(5001, "≤ 3337"),
        one.clone().compare(5000, "≤ 4000"),
        finding("An Thắng: 5.000 > 3.337, đăng ký 90."),
        one.clone().resting_on("e3b0 c442"),
        one.of_unit("pac-nam"),
    ];
    for other in others {
        assert_ne!(finding_id(&other), id, "{other:?}");
    }
}

#[test]
fn a_reason_keyed_by_a_former_version_holds_where_its_columns_say_the_same() {
    let now =
        Finding::new(Severity::Error, "K02", Place::file("a.xlsx"), "5 > 3.", "Hỏi.")
            .compare(5000, "≤ 3337");
    let id = finding_id(&now);
    let (whose, _) = id.rsplit_once('-').expect("three parts");
    let former = format!("{whose}-{}", super::rows::short_digest("5000", 3));
    let head = [
        "Mã kiểm tra",
        "Giá trị trong tệp",
        "Giá trị đúng",
        "Nội dung kiểm tra",
        "Lý do chấp nhận",
    ];
    let accepted = |columns: [&str; 3]| {
        let [found, expected, message] = columns;
        let row = [&*former, found, expected, message, "Đúng."];
        let book = workbook(&[("b", &[&head, &row])]);
        let mut read = read(&book, 2024, &plan()).value;
        let mut findings = [now.clone()];
        let said = read.reasons.accept(&mut findings);
        read.written.rekey(&findings);
        let rekeyed = read.written.page(Page::Reasons).contains_key(&id);
        assert_eq!(findings[0].accepted.is_some(), rekeyed);
        (rekeyed, said.len())
    };
    assert_eq!(accepted(["5000", "≤ 3337", "5 > 3."]), (true, 0));
    assert_eq!(accepted(["5000", "≤ 4000", "5 > 3."]), (false, 1));
    assert_eq!(accepted(["5000", "≤ 3337", "5 > 4."]), (false, 1));
    // Columns that are gone cannot be asked: what was found decides, as it did.
    assert_eq!(accepted(["", "", ""]), (true, 0));
}

/// Entry and other versions after merging one row.
fn merged(inbox: &str, out: &str, mark: &str) -> (String, Vec<String>) {
    let rows =
        |entry, mark| workbook(&[("a", &[&TEXTS, &["opening.1", "Câu.", entry, mark]])]);
    let written = |book: &Workbook| read(book, 2024, &plan()).value.written;
    let merged = merge(&written(&rows(inbox, "")), &written(&rows(out, mark)));
    let row = &merged.written.page(Page::Texts)["opening.1"];
    assert_eq!(row.mark, if inbox.is_empty() { String::new() } else { marked(inbox) });
    (row.entry.clone(), row.others.clone())
}

fn marked(entry: &str) -> String {
    super::rows::short_digest(entry, 4)
}

#[test]
fn of_two_copies_that_differ_the_newer_counts() {
    let none: Vec<String> = Vec::new();
    let one = |entry: &str| (entry.to_owned(), none.clone());
    assert_eq!(merged("A", "A", ""), one("A"));
    assert_eq!(merged("A", "", ""), one("A"));
    assert_eq!(merged("", "B", ""), one("B"));
    // Written when the inbox held A: changed in the copy, changed in the inbox.
    assert_eq!(merged("A", "B", &marked("A")), one("B"));
    assert_eq!(merged("C", "A", &marked("A")), one("C"));
    assert_eq!(merged("", "A", &marked("A")), one(""));
    // Changed in both, or nobody knows: none is given up.
    let both = ("C".to_owned(), vec!["B".to_owned()]);
    assert_eq!(merged("C", "B", &marked("A")), both);
    assert_eq!(merged("C", "B", ""), both);
    // An inbox without the row, or without the workbook, deleted nothing.
    let out = workbook(&[("a", &[&TEXTS, &["k", "Câu.", "A", &marked("A")]])]);
    let out = read(&out, 2024, &plan()).value.written;
    let merged_with_none = merge(&Written::default(), &out);
    assert_eq!(merged_with_none.written.page(Page::Texts)["k"].entry, "A");
    assert_eq!(merged_with_none.brought, ["k"]);
    // Deleted in the copy alone: the inbox still holds it.
    assert_eq!(merged("A", "", &marked("A")), one("A"));
}

#[test]
fn rows_of_one_key_are_one_if_they_agree_and_none_if_they_do_not() {
    let head = ["Mã đoạn", "Câu sửa", "Bản khác chưa dùng"];
    let of = |rows: &[&[&str]]| {
        let mut all: Vec<&[&str]> = vec![&head];
        all.extend(rows);
        let Noted { value, findings } = read(&workbook(&[("a", &all)]), 2024, &plan());
        let row = &value.written.page(Page::Texts)["k"];
        (row.entry.clone(), row.others.join("|"), findings.len())
    };
    let found = |entry: &str, others: &str, findings| {
        (entry.to_owned(), others.to_owned(), findings)
    };
    assert_eq!(of(&[&["k", "A"], &["k", "A "], &["k"]]), found("A", "", 0));
    assert_eq!(of(&[&["k", "", "x"], &["k", "A", "y"]]), found("A", "x|y", 0));
    assert_eq!(of(&[&["k", "A"], &["k", "B", "x"]]), found("", "A|B|x", 1));
    assert_eq!(of(&[&["k", "A"], &["k", "B"], &["k", "C"]]), found("", "A|B|C", 2));
}
