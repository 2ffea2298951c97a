//! Numbers as offices write them: what is read, what is refused, and why.

use rust_xlsxwriter::{ExcelDateTime, Format, Formula, Workbook, Worksheet};
use serde_json::Value;

use crate::desk::Desk;

const COMMUNES: [&str; 5] =
    ["Xã An Thắng", "Xã Bằng Thành", "Xã Bộc Bố", "Xã Cao Tân", "Xã Cổ Linh"];

/// A summary of one table: households, achieved and whatever else `fill` adds
/// in the rows below row 7, from column C on.
fn summary(headers: &[&str], fill: impl Fn(&mut Worksheet)) -> Value {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    sheet.set_name("Sheet1").unwrap();
    sheet.write(0, 0, "UBND HUYỆN PÁC NẶM").unwrap();
    sheet.write(1, 0, "Pác Nặm, ngày 10 tháng 12 năm 2024").unwrap();
    sheet.write(3, 0, "SỐ LIỆU NĂM 2024").unwrap();
    for (col, header) in ["STT", "Xã"].iter().chain(headers).enumerate() {
        sheet.write(5, u16::try_from(col).unwrap(), *header).unwrap();
    }
    for (row, commune) in COMMUNES.iter().enumerate() {
        sheet.write(6 + u32::try_from(row).unwrap(), 1, *commune).unwrap();
    }
    fill(sheet);
    let desk = Desk::empty();
    desk.file("inbox/2024/bao cao.xlsx", &workbook.save_to_buffer().unwrap());
    desk.run(["check", "2024"]);
    desk.summary(2024)
}

/// Texts down a column from row 7.
fn texts(sheet: &mut Worksheet, col: u16, texts: &[&str]) {
    for (row, text) in texts.iter().enumerate() {
        sheet.write(6 + u32::try_from(row).unwrap(), col, *text).unwrap();
    }
}

fn numbers(sheet: &mut Worksheet, col: u16, numbers: &[f64]) {
    for (row, number) in numbers.iter().enumerate() {
        sheet.write(6 + u32::try_from(row).unwrap(), col, *number).unwrap();
    }
}

/// Total households of a commune.
#[track_caller]
fn households(summary: &Value, commune: &str) -> Option<i64> {
    let rows = summary["by_commune"].as_array().unwrap();
    let row = rows.iter().find(|row| row["code"] == "D1" && row["commune"] == commune)?;
    row["denominator"].as_i64()
}

fn codes<'a>(summary: &'a Value, cell: &str) -> Vec<&'a str> {
    let findings = summary["findings"].as_array().unwrap().iter();
    findings
        .filter(|one| one["cell"] == cell)
        .map(|one| one["code"].as_str().unwrap())
        .collect()
}

fn has(summary: &Value, code: &str) -> bool {
    summary["findings"].as_array().unwrap().iter().any(|one| one["code"] == code)
}

#[track_caller]
fn finding<'a>(summary: &'a Value, code: &str) -> &'a Value {
    let findings = summary["findings"].as_array().unwrap();
    let found = findings.iter().find(|one| one["code"] == code);
    found.unwrap_or_else(|| panic!("no {code} in {findings:#?}"))
}

/// The one cell C7 holds a text; is it read as that count?
#[track_caller]
fn reads(text: &str, expected: Option<i64>) {
    let summary = summary(&["GĐHT: Tổng số hộ"], |sheet| texts(sheet, 2, &[text]));
    assert_eq!(households(&summary, COMMUNES[0]), expected, "{text}");
}

#[test]
fn counts_are_read_however_their_thousands_are_set_apart() {
    for text in ["7154", "7.154", "7 154", "7\u{a0}154", " 7.154 ", "7.154,00", "7154,0"]
    {
        reads(text, Some(7154));
    }
    reads("1.234.567", Some(1_234_567));
    reads("1,234,567", Some(1_234_567));
    reads("0", Some(0));
    reads("-", Some(0));
}

#[test]
fn a_unit_of_count_or_a_footnote_behind_a_number_does_not_hide_it() {
    for text in ["7.154 hộ", "7154 hộ", "7.154*", "7.154 (1)", "7154 (*)"] {
        reads(text, Some(7154));
    }
    for text in ["95%", "7.154 con", "hộ", "7154 - 20"] {
        reads(text, None);
    }
}

#[test]
fn qualified_numbers_are_kept_out_of_every_sum() {
    for text in ["trên 71.200", "≈ 500", "khoảng 30", ">100", "gần 90 hộ", "ước đạt 80"]
    {
        let summary =
            summary(&["GĐHT: Tổng số hộ"], |sheet| texts(sheet, 2, &[text]));
        assert_eq!(households(&summary, COMMUNES[0]), None, "{text}");
        assert!(
            codes(&summary, "C7").contains(&"V13"),
            "{text}: {:#?}",
            summary["findings"]
        );
    }
}

#[test]
fn a_lone_comma_is_refused_with_both_readings() {
    let summary =
        summary(&["GĐHT: Tổng số hộ"], |sheet| texts(sheet, 2, &["1,234", "900"]));
    assert_eq!(households(&summary, COMMUNES[0]), None);
    let refused = finding(&summary, "V14");
    assert_eq!((&refused["severity"], &refused["cell"]), (&"error".into(), &"C7".into()));
    assert!(refused["message"].as_str().unwrap().contains("1234"));
}

#[test]
fn a_comma_is_of_thousands_where_the_total_adds_up_so() {
    let summary = summary(&["GĐHT: Tổng số hộ"], |sheet| {
        texts(sheet, 2, &["1,234", "900", "10", "20", "30"]);
        sheet.write(11, 1, "Tổng cộng").unwrap();
        sheet.write(11, 2, 2194).unwrap();
    });
    assert_eq!(households(&summary, COMMUNES[0]), Some(1234));
    assert_eq!(finding(&summary, "V19")["severity"], "info");
}

#[test]
fn a_comma_is_of_thousands_where_the_whole_column_is_written_so() {
    let summary = summary(&["GĐHT: Tổng số hộ"], |sheet| {
        texts(sheet, 2, &["1,234", "2,345", "3,456", "720", "1,001"]);
    });
    assert_eq!(households(&summary, COMMUNES[4]), Some(1001));
}

#[test]
fn a_decimal_comma_elsewhere_in_the_table_leaves_the_comma_open() {
    let summary = summary(&["GĐHT: Tổng số hộ", "GĐHT: Tỷ lệ"], |sheet| {
        texts(sheet, 2, &["1,234", "2,345", "3,456", "720", "1,001"]);
        texts(sheet, 3, &["84,79", "80,1"]);
    });
    assert_eq!(households(&summary, COMMUNES[0]), None);
    assert!(has(&summary, "V14"));
}

#[test]
fn a_dot_of_thousands_typed_into_an_english_excel_is_proposed_not_applied() {
    let summary =
        summary(&["GĐHT: Tổng số hộ"], |sheet| numbers(sheet, 2, &[1.234, 900.0]));
    assert_eq!(households(&summary, COMMUNES[0]), None);
    let refused = finding(&summary, "V09");
    assert_eq!((&refused["severity"], &refused["cell"]), (&"error".into(), &"C7".into()));
    assert!(refused["message"].as_str().unwrap().contains("1234"), "{refused}");
}

#[test]
fn a_bad_column_gives_one_message_with_a_range() {
    let summary = summary(&["GĐHT: Tổng số hộ"], |sheet| {
        texts(sheet, 2, &["nhiều", "ít", "vừa", "đủ", "thiếu"]);
    });
    let findings = summary["findings"].as_array().unwrap();
    let bad: Vec<&Value> = findings.iter().filter(|one| one["code"] == "V07").collect();
    assert_eq!(bad.len(), 1, "{bad:#?}");
    assert_eq!(bad[0]["cell"], "C7:C11");
}

#[test]
fn dates_errors_and_formulas_without_a_result_are_named() {
    let summary = summary(
        &["GĐHT: Tổng số hộ", "GĐHT: Đăng ký", "GĐHT: Đạt"],
        |sheet| {
            // 3/8 of households, as Excel understands it.
            let date = ExcelDateTime::from_ymd(2024, 8, 3).unwrap();
            let format = Format::new().set_num_format("d/m");
            sheet.write_datetime_with_format(6, 2, &date, &format).unwrap();
            sheet
                .write_formula(6, 3, Formula::new("=A1/0").set_result("#DIV/0!"))
                .unwrap();
            sheet.write(6, 4, -5).unwrap();
        },
    );
    assert!(codes(&summary, "C7").contains(&"V06"), "{:#?}", summary["findings"]);
    assert!(codes(&summary, "D7").contains(&"V05"), "{:#?}", summary["findings"]);
    assert!(codes(&summary, "E7").contains(&"V08"));
}

#[test]
fn a_count_a_thousand_times_its_neighbours_is_an_error() {
    let slip = |values: &[f64]| {
        let summary =
            summary(&["GĐHT: Tổng số hộ"], |sheet| numbers(sheet, 2, values));
        has(&summary, "V20")
    };
    assert!(slip(&[715_000.0, 640.0, 1200.0, 900.0, 333.0]));
    // Large, but not by a slip of separators.
    assert!(!slip(&[7150.0, 640.0, 1200.0, 900.0, 333.0]));
    assert!(!slip(&[715_001.0, 640.0, 1200.0, 900.0, 333.0]));
    // Too few neighbours to tell.
    assert!(!slip(&[715_000.0, 640.0, 1200.0]));
}

const RATES: [&str; 3] = ["GĐHT: Tổng số hộ", "GĐHT: Đạt", "GĐHT: Tỷ lệ"];

fn with_rates(fill: impl Fn(&mut Worksheet)) -> Value {
    summary(&RATES, |sheet| {
        numbers(sheet, 2, &[1000.0; 5]);
        numbers(sheet, 3, &[844.0, 800.0, 500.0, 250.0, 900.0]);
        fill(sheet);
    })
}

/// One share, written in many ways: 0,844 ↔ 84,4 ↔ "84,4%" ↔ "84.4".
#[test]
fn rates_agree_in_any_scale_a_whole_column_uses() {
    let quiet = |summary: &Value| !has(summary, "K04") && !has(summary, "V21");
    assert!(quiet(&with_rates(|s| numbers(s, 4, &[0.844, 0.8, 0.5, 0.25, 0.9]))));
    assert!(quiet(&with_rates(|s| numbers(s, 4, &[84.4, 80.0, 50.0, 25.0, 90.0]))));
    assert!(quiet(&with_rates(|s| texts(s, 4, &["84,4%", "80%", "50 %", "25%", "90%"]))));
    assert!(quiet(&with_rates(|s| texts(s, 4, &["84.4", "80", "50", "25", "90"]))));
    assert!(quiet(&with_rates(|s| texts(s, 4, &["0,844", "0,8", "0,5", "0,25", "0,9"]))));
    let wrong = with_rates(|s| numbers(s, 4, &[84.4, 81.0, 50.0, 25.0, 90.0]));
    assert!(has(&wrong, "K04"));
}

#[test]
fn a_column_of_rates_in_two_scales_is_stopped_with_a_finding() {
    let summary = with_rates(|s| numbers(s, 4, &[0.844, 80.0, 50.0, 0.25, 90.0]));
    let mixed = finding(&summary, "V21");
    assert_eq!(
        (&mixed["severity"], &mixed["cell"]),
        (&"warning".into(), &"E7:E11".into())
    );
    assert!(!has(&summary, "K04"));
}
