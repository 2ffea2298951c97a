//! A figure is what a person sees in Excel: what hides, changes or qualifies it
//! decides, or is a finding. One case a kind; each says what must come of the
//! figure in E7, where a person who sees nothing odd would read 80.

use rust_xlsxwriter::{Color, Format, FormatScript, Formula, Workbook, Worksheet};
use serde_json::Value;

use crate::desk::Desk;

/// Row and column of the cell at stake: E7.
const ROW: u32 = 6;
const COL: u16 = 4;

/// What came of E7: the count, and the code and severity of what is said of it.
#[derive(Debug, PartialEq)]
struct Came {
    count: Option<i64>,
    said: Vec<(String, String)>,
}

/// A table of families of three communes of Pác Nặm, with E7 as a case has it.
fn with(change: impl FnOnce(&mut Workbook)) -> (Came, Value) {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    sheet.set_name("Biểu").unwrap();
    let rows: [&[&str]; 8] = [
        &["UBND HUYỆN PÁC NẶM"],
        &["Pác Nặm, ngày 10 tháng 12 năm 2024"],
        &["SỐ LIỆU NĂM 2024"],
        &[],
        &["STT", "Xã", "GĐHT: Tổng số hộ", "GĐHT: Đăng ký", "GĐHT: Đạt"],
        &["1", "Xã An Thắng", "200", "90", "70"],
        &["2", "Xã Bộc Bố", "210", "95", "80"],
        &["3", "Xã Bằng Thành", "220", "99", "60"],
    ];
    for (row, cells) in (0..).zip(rows) {
        for (col, cell) in (0..).zip(cells) {
            match cell.parse::<f64>() {
                Ok(number) => sheet.write(row, col, number).unwrap(),
                Err(_) => sheet.write(row, col, *cell).unwrap(),
            };
        }
    }
    change(&mut workbook);
    let desk = Desk::empty();
    desk.file("inbox/2024/pac nam.xlsx", &workbook.save_to_buffer().unwrap());
    desk.run(["check", "2024"]);
    let summary = desk.summary(2024);
    let row =
        summary["by_commune"].as_array().unwrap().iter().find(|row| {
            row["code"] == "D1" && row["commune"].as_str() == Some("Xã Bộc Bố")
        });
    let said = summary["findings"].as_array().unwrap().iter().filter(|one| {
        one["cell"]
            .as_str()
            .is_some_and(|cell| cell.contains("E7") || cell == "E6:E8" || cell == "E6:E7")
    });
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    // Info on the odd letters of a text says nothing about its figure.
    let said = said.filter(|one| one["severity"] != "info");
    let said = said.map(|one| (text(&one["code"]), text(&one["severity"]))).collect();
    let count = row.and_then(|row| row["numerator"].as_i64());
    (Came { count, said }, summary)
}

fn sheet(workbook: &mut Workbook) -> &mut Worksheet {
    workbook.worksheet_from_index(0).unwrap()
}

#[track_caller]
fn refused(code: &str, severity: &str, change: impl FnOnce(&mut Worksheet)) {
    let (came, summary) = with(|workbook| change(sheet(workbook)));
    let said = vec![(code.to_owned(), severity.to_owned())];
    assert_eq!(came, Came { count: None, said }, "{:#}", summary["findings"]);
}

#[track_caller]
fn counted(count: i64, said: &[(&str, &str)], change: impl FnOnce(&mut Worksheet)) {
    let (came, summary) = with(|workbook| change(sheet(workbook)));
    let said =
        said.iter().map(|(a, b)| ((*a).to_owned(), (*b).to_owned())).collect::<Vec<_>>();
    assert_eq!(came, Came { count: Some(count), said }, "{:#}", summary["findings"]);
}

/// Writes a number into E7 with a number format.
fn formatted(number: f64, code: &str) -> impl FnOnce(&mut Worksheet) {
    move |sheet| {
        let format = Format::new().set_num_format(code);
        sheet.write_with_format(ROW, COL, number, &format).unwrap();
    }
}

#[test]
fn a_plain_number_is_counted_without_a_word() {
    counted(80, &[], |_| ());
    for code in ["0", "#,##0", "General", "#,##0 \"hộ\"", "[Red]0", "_-* #,##0_-", "0.00"]
    {
        counted(80, &[], formatted(80.0, code));
    }
}

#[test]
fn a_percentage_is_no_count() {
    refused("V28", "error", formatted(1.0, "0%"));
    refused("V28", "error", formatted(0.35, "0.00%"));
}

#[test]
fn a_number_that_is_shown_as_another_is_not_counted() {
    refused("V29", "error", formatted(35.0, "0\"%\""));
    refused("V29", "error", formatted(9.0, "0\"00\""));
    refused("V29", "error", formatted(80_000.0, "#,##0,"));
    refused("V29", "error", formatted(80.0, "0.000"));
    refused("V29", "error", formatted(80.0, "\"chưa có\""));
    refused("V06", "error", formatted(80.0, "dd/mm/yyyy"));
}

#[test]
fn a_number_that_is_not_shown_is_not_counted() {
    refused("V23", "error", formatted(80.0, ";;;"));
    refused("V23", "error", |sheet| {
        let white = Format::new().set_font_color(Color::White);
        sheet.write_with_format(ROW, COL, 80, &white).unwrap();
    });
    // White letters on a dark ground are seen.
    counted(80, &[], |sheet| {
        let white =
            Format::new().set_font_color(Color::White).set_background_color(Color::Navy);
        sheet.write_with_format(ROW, COL, 80, &white).unwrap();
    });
    refused("V17", "warning", |sheet| {
        sheet.set_row_hidden(ROW).unwrap();
    });
    refused("V17", "warning", |sheet| {
        sheet.set_row_height(ROW, 0).unwrap();
    });
}

#[test]
fn a_column_too_narrow_for_its_numbers_shows_none_of_them() {
    let (came, summary) = with(|workbook| {
        sheet(workbook).set_column_width(COL, 1).unwrap();
    });
    assert_eq!(came.count, None);
    assert_eq!(came.said, [("V27".to_owned(), "error".to_owned())], "{summary:#}");
    counted(80, &[], |sheet| {
        sheet.set_column_width(COL, 3).unwrap();
    });
}

#[test]
fn a_hidden_column_is_not_counted() {
    let (came, _) = with(|workbook| {
        sheet(workbook).set_column_hidden(COL).unwrap();
    });
    assert_eq!(came.count, None);
    assert_eq!(came.said, [("V17".to_owned(), "warning".to_owned())]);
    let (came, _) = with(|workbook| {
        sheet(workbook).set_column_width(COL, 0).unwrap();
    });
    assert_eq!(came.count, None);
}

#[test]
fn what_is_struck_through_is_not_counted() {
    let struck = || Format::new().set_font_strikethrough();
    refused("V24", "error", |sheet| {
        sheet.write_with_format(ROW, COL, 80, &struck()).unwrap();
    });
    counted(80, &[("V25", "warning")], |sheet| {
        let plain = Format::new();
        sheet.write_rich_string(ROW, COL, &[(&struck(), "15"), (&plain, "80")]).unwrap();
    });
}

#[test]
fn a_raised_digit_is_the_mark_of_a_note() {
    counted(80, &[("V26", "warning")], |sheet| {
        let plain = Format::new();
        let raised = Format::new().set_font_script(FormatScript::Superscript);
        sheet.write_rich_string(ROW, COL, &[(&plain, "80"), (&raised, "2")]).unwrap();
    });
}

#[test]
fn two_numbers_in_one_cell_are_none() {
    for two in ["80\n2", "80 2", "8 0", "80\t81"] {
        refused("V30", "error", |sheet| {
            sheet.write(ROW, COL, two).unwrap();
        });
    }
    counted(80, &[], |sheet| {
        sheet.write(ROW, COL, "80").unwrap();
    });
}

#[test]
fn digits_turned_round_are_not_read() {
    refused("V33", "error", |sheet| {
        sheet.write(ROW, COL, "\u{202e}08").unwrap();
    });
}

#[test]
fn a_text_that_is_no_whole_number_is_not_guessed() {
    refused("V40", "error", |sheet| {
        sheet.write(ROW, COL, "80 người").unwrap();
    });
    for text in ["80,", "+80", "80 xã"] {
        let (came, summary) = with(|workbook| {
            sheet(workbook).write(ROW, COL, text).unwrap();
        });
        assert_eq!(came.count, None, "{text}");
        assert_eq!(came.said.len(), 1, "{text}: {:#}", summary["findings"]);
        assert_eq!(came.said[0].1, "error", "{text}");
    }
}

#[test]
fn a_figure_beneath_a_merged_region_is_not_counted() {
    // A heading merged down over the first commune.
    let (_, summary) = with(|workbook| {
        let sheet = sheet(workbook);
        sheet.merge_range(4, COL, 5, COL, "GĐHT: Đạt", &Format::new()).unwrap();
        sheet.write(5, COL, 70).unwrap();
    });
    let of_code = |code: &str| {
        let all = summary["findings"].as_array().unwrap().iter();
        let of_code = all.filter(|one| one["code"] == code);
        of_code.map(|one| one["cell"].as_str().unwrap()).collect::<Vec<_>>()
    };
    assert_eq!(of_code("V22"), ["E6"], "{:#}", summary["findings"]);
}

#[test]
fn a_figure_merged_over_two_communes_is_neither_s() {
    let (came, _) = with(|workbook| {
        let sheet = sheet(workbook);
        sheet.merge_range(ROW - 1, COL, ROW, COL, "", &Format::new()).unwrap();
        sheet.write(ROW - 1, COL, 70).unwrap();
        sheet.write(ROW, COL, 80).unwrap();
    });
    assert_eq!(came.count, None);
    assert!(came.said.iter().any(|(code, _)| code == "T08"), "{came:?}");
}

#[test]
fn a_formula_nobody_calculated_is_not_counted() {
    // This library asks Excel to calculate on opening, and stores a 0.
    refused("V04", "error", |sheet| {
        sheet.write(ROW, COL, Formula::new("D7-15")).unwrap();
    });
    refused("V04", "error", |sheet| {
        sheet.write(ROW, COL, Formula::new("D7-15").set_result("80")).unwrap();
    });
}

/// A table of families: total and result of each of four communes.
fn families(cells: [(i64, i64); 4]) -> Value {
    let names = ["An Thắng", "Bộc Bố", "Bằng Thành", "Cao Tân"];
    let mut grid =
        "UBND HUYỆN PÁC NẶM\nPác Nặm, ngày 10 tháng 12 năm 2024\nSỐ LIỆU NĂM 2024\n\n\
                    STT|Xã|GĐHT: Tổng số hộ|GĐHT: Đạt\n"
            .to_owned();
    for (name, (total, achieved)) in names.iter().zip(cells) {
        grid.push_str(&format!("1|Xã {name}|{total}|{achieved}\n"));
    }
    let desk = Desk::empty();
    desk.workbook("pac nam.xlsx", &[("Biểu", &grid)]);
    desk.run(["check", "2024"]);
    desk.summary(2024)["findings"].clone()
}

fn holds(findings: &Value, code: &str) -> bool {
    findings.as_array().unwrap().iter().any(|one| one["code"] == code)
}

#[test]
fn a_whole_column_of_percents_under_a_heading_of_counts_is_asked_about() {
    // 334 of 2,040 would be one in six.
    assert!(holds(&families([(510, 83), (430, 85), (620, 79), (480, 87)]), "K18"));
    // One above 100 is no percent; a fourth of the whole and more may be a count.
    assert!(!holds(&families([(510, 83), (430, 85), (620, 101), (480, 87)]), "K18"));
    assert!(!holds(&families([(210, 83), (230, 85), (320, 79), (280, 87)]), "K18"));
}

#[test]
fn rates_without_counts_to_prove_their_scale_are_told_by_their_size() {
    let grid = |rates: [&str; 3]| {
        format!(
            "UBND HUYỆN PÁC NẶM\nPác Nặm, ngày 10 tháng 12 năm 2024\nSỐ LIỆU NĂM 2024\n\n\
             STT|Xã|GĐHT: Đạt|GĐHT: Tỷ lệ %\n1|Xã An Thắng|70|{}\n2|Xã Bộc Bố|80|{}\n\
             3|Xã Bằng Thành|60|{}\n",
            rates[0], rates[1], rates[2]
        )
    };
    let over = |rates| {
        let desk = Desk::empty();
        desk.workbook("pac nam.xlsx", &[("Biểu", &grid(rates))]);
        desk.run(["check", "2024"]);
        holds(&desk.summary(2024)["findings"], "K07")
    };
    assert!(!over(["95.29", "86.5", "78"]));
    assert!(!over(["0.9529", "0.865", "0.78"]));
    assert!(over(["95.29", "106.5", "78"]));
    assert!(over(["0.9529", "1.065", "0.78"]));
}
