//! Spellings of amounts, held against sums done by hand.

use super::*;

const BILLION: i64 = 1_000_000_000;
const M: i64 = 1_000_000;

fn vocabulary() -> Vocabulary {
    toml::from_str(include_str!("../../../../plan/vocabulary.toml"))
        .expect("the shipped vocabulary is valid")
}

/// Reads texts under a heading of million đồng.
#[track_caller]
fn reads(spellings: &[(&str, i64)]) {
    let vocabulary = vocabulary();
    for (text, expected) in spellings {
        let written = read(&Cell::text(*text), Some(MILLION), &vocabulary);
        let Written::Sum(sum) = written else { panic!("{text}: {written:?}") };
        assert_eq!(sum.dong, *expected, "{text}");
    }
}

#[track_caller]
fn faults(fault: Fault, spellings: &[&str]) {
    let vocabulary = vocabulary();
    for text in spellings {
        let written = read(&Cell::text(*text), Some(MILLION), &vocabulary);
        assert_eq!(written, Written::Fault(fault), "{text}");
    }
}

#[test]
fn a_number_is_of_the_unit_of_its_heading() {
    reads(&[
        ("550", 550 * M),
        ("1.234", 1_234 * M),
        ("375,5", 375_500_000),
        ("375.5", 375_500_000),
        ("1.234,5", 1_234_500_000),
        ("1,234.5", 1_234_500_000),
        ("1 200", 1_200 * M),
        ("25 250,5", 25_250_500_000),
        ("550 (1)", 550 * M),
    ]);
}

#[test]
fn the_unit_of_the_cell_goes_before_that_of_the_heading() {
    reads(&[
        ("550 triệu đồng", 550 * M),
        ("550 Triệu đồng.", 550 * M),
        ("550 trieu dong", 550 * M),
        ("550.000.000 đồng", 550 * M),
        ("550 000 000 đồng", 550 * M),
        ("550,000,000 đồng", 550 * M),
        ("1.200.000.000đ", 1_200 * M),
        ("1.200.000.000 VNĐ", 1_200 * M),
        ("550,5 triệu", 550_500_000),
        ("550.5 triệu", 550_500_000),
        ("375tr", 375 * M),
        ("375 trđ", 375 * M),
        ("375 tr.đ", 375 * M),
        ("375 tr.đồng", 375 * M),
        ("225 (triệu đồng)", 225 * M),
        ("550000 nghìn đồng", 550 * M),
        ("550.000 ngàn đồng", 550 * M),
        ("550.000 (1.000đ)", 550 * M),
        ("1,2 tỷ", 1_200 * M),
        ("1,2 tỉ đồng", 1_200 * M),
        ("1 tỷ 200 triệu", 1_200 * M),
        ("1 tỷ đồng 200 triệu đồng", 1_200 * M),
        ("1 tỷ, 200 triệu đồng", 1_200 * M),
        ("2 tỷ 15 triệu 500 nghìn đồng", 2 * BILLION + 15_500_000),
        ("5 trăm triệu đồng", 500 * M),
        ("5,5 trăm triệu", 550 * M),
    ]);
}

#[test]
fn what_says_more_than_an_amount_is_no_amount() {
    faults(
        Fault::NoAmount,
        &[
            "năm trăm triệu",
            "550/600",
            "550+50",
            "500-600",
            "55O",
            "12 5",
            "55%",
            "550 triệu và 200 triệu",
            "200 triệu 1 tỷ",
            "1 tỷ 1.200 triệu",
            "1,5 tỷ 200 triệu",
            "1 tỷ 2",
            "1 tỷ rưỡi",
            "550 triệu đồng/năm",
            "550 USD",
            "550 lớp",
            "0550",
            "1.23.456",
            "550,5,5",
            "5/12",
            "550 triệu (chưa chi)",
        ],
    );
}

#[test]
fn what_reads_two_ways_is_not_read() {
    faults(Fault::Ambiguous, &["1,234", "550,125 triệu đồng", "550 600"]);
}

#[test]
fn an_estimate_is_no_amount() {
    faults(
        Fault::Inexact,
        &["khoảng 550", "trên 500 triệu", "gần 1 tỷ", "ước 550", "~550", "≈ 550 triệu"],
    );
}

#[test]
fn an_amount_fits_its_unit() {
    faults(Fault::Size, &["550.000.000", "1.234 tỷ", "9223372036854775807"]);
    // What would print as 0 or 1 million is asked about.
    faults(Fault::Size, &["0,550", "550 nghìn đồng", "999 nghìn đồng"]);
    reads(&[("1", M), ("1.000 nghìn đồng", M)]);
    let vocabulary = vocabulary();
    let dong = Some(MoneyUnit { dong: 1, multiple: false });
    let under_dong = read(&Cell::text("550"), dong, &vocabulary);
    assert_eq!(under_dong, Written::Fault(Fault::Size));
    assert_eq!(
        read(&Cell::number(550_000_000.0), None, &vocabulary),
        Written::Fault(Fault::Size)
    );
    faults(Fault::Fraction, &["0,0000001"]);
}

#[test]
fn signs_state_nothing_or_are_no_statement() {
    let vocabulary = vocabulary();
    let of = |text: &str| read(&Cell::text(text), Some(MILLION), &vocabulary);
    assert_eq!(of("-"), Written::Nothing);
    assert_eq!(of("không"), Written::Nothing);
    assert_eq!(of("..."), Written::Absent);
    assert_eq!(of("x"), Written::Absent);
    reads(&[("0", 0)]);
}

#[test]
fn a_number_is_exact_to_fifteen_digits() {
    let vocabulary = vocabulary();
    let of = |number: f64| match read(&Cell::number(number), Some(MILLION), &vocabulary) {
        Written::Sum(sum) => Some(sum.dong),
        Written::Nothing | Written::Absent | Written::Fault(_) => None,
    };
    assert_eq!(of(550.0), Some(550 * M));
    assert_eq!(of(375.5), Some(375_500_000));
    assert_eq!(of(100.1 + 200.2), Some(300_300_000));
    assert_eq!(of(-5.0), None);
    assert_eq!(of(f64::NAN), None);
    assert_eq!(of(100.0 / 3.0), None);
}

#[test]
fn a_format_may_round_and_name_a_unit_and_nothing_else() {
    let vocabulary = vocabulary();
    let of = |number: f64, format: &str| {
        let cell = Cell { format: Some(format.to_owned()), ..Cell::number(number) };
        match read(&cell, Some(MILLION), &vocabulary) {
            Written::Sum(sum) => Ok(sum.dong),
            Written::Fault(fault) => Err(fault),
            Written::Nothing | Written::Absent => Ok(0),
        }
    };
    assert_eq!(of(1_550.0, "#,##0"), Ok(1_550 * M));
    assert_eq!(of(550.4, "0"), Ok(550_400_000));
    assert_eq!(of(550.0, "0\" triệu đồng\""), Ok(550 * M));
    assert_eq!(of(550_000.0, "#,##0\" nghìn đồng\""), Ok(550 * M));
    assert_eq!(of(550_000.0, "#,##0,"), Err(Fault::Shown));
    assert_eq!(of(5.0, "0\"00\""), Err(Fault::Shown));
    assert_eq!(of(550.0, "\"đã chi\""), Err(Fault::Shown));
}
