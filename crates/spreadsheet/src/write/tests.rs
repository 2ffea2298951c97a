//! A written book read back by the room `workbook`.

use jiff::civil::date;

use super::*;
use crate::book::Look;
use crate::place::Address;
use crate::read::{self, Value};

fn book(sheets: Vec<Sheet>) -> Book {
    Book {
        title: "Sổ".to_owned(),
        author: "Sở".to_owned(),
        date: date(2024, 12, 15),
        custom: vec![("xhht".to_owned(), "một & hai".to_owned())],
        sheets,
    }
}

#[test]
fn what_is_written_is_read_back_and_no_text_becomes_a_formula() {
    let texts = ["=1+1", "+cmd|' /C calc'!A1", "-5", "@SUM(1)", "\t=2", "a _x0041_ <&>"];
    let mut sheet = Sheet::new("Một");
    for (row, text) in (0..).zip(texts) {
        sheet.text(row, 0, text, Look::Text);
    }
    sheet.put(0, 1, Content::Count(71_236), Look::Count);
    let share = Content::Formula {
        formula: "B1/100000".to_owned(),
        result: Computed::Number(0.71236),
    };
    sheet.put(1, 1, share, Look::Rate);
    sheet.put(2, 1, Content::Date(date(2024, 12, 9)), Look::Date);
    sheet.put(3, 1, Content::Date(date(209, 12, 9)), Look::Date);
    sheet.put(4, 1, Content::Blank, Look::EntryCount);
    let read = read::read(write(&book(vec![sheet]))).expect("a workbook of ours");
    let grid = &read.sheets[0].grid;
    for (row, text) in (0..).zip(texts) {
        let cell = grid.get(Address::new(row, 0)).expect("a cell");
        assert_eq!(cell.value, Value::Text(text.trim().to_owned()));
        assert_eq!(cell.formula, None);
    }
    let at = |row| grid.get(Address::new(row, 1)).map(|cell| cell.value.clone());
    assert_eq!(at(0), Some(Value::Number(71_236.0)));
    assert_eq!(at(1), Some(Value::Number(0.71236)));
    assert_eq!(at(2), Some(Value::Date("2024-12-09".to_owned())));
    assert_eq!(at(3), Some(Value::Text("0209-12-09".to_owned())));
    assert_eq!(at(4), None);
    let properties = &read.properties;
    assert_eq!(properties.modified.as_deref(), Some("2024-12-15"));
    assert_eq!(properties.custom.get("xhht").map(String::as_str), Some("một & hai"));
}

#[test]
fn equal_books_give_equal_bytes() {
    let sheet = || {
        let mut sheet = Sheet::new("Một");
        sheet.across(0, (0, 3), "Tiêu đề", Look::Title);
        sheet.text(1, 0, "Cột", Look::Head);
        sheet
    };
    assert!(write(&book(vec![sheet()])) == write(&book(vec![sheet()])));
}
