//! The data workbook, read back by another library than wrote it.

use std::io::Cursor;

use calamine::{Data, Range, Reader, Xlsx};
use serde_json::Value;

use crate::desk::{Desk, repository};
use crate::filling;

const SHEETS: [&str; 9] = [
    "Toàn tỉnh",
    "Theo đơn vị",
    "Bảng để dán",
    "Theo xã",
    "Qua các năm",
    "Phát hiện",
    "Tệp nhận được",
    "Nguồn số liệu",
    "Giải thích",
];

fn book(bytes: Vec<u8>) -> Xlsx<Cursor<Vec<u8>>> {
    calamine::open_workbook_from_rs(Cursor::new(bytes)).expect("a workbook")
}

fn sheet(desk: &Desk, name: &str) -> Range<Data> {
    let mut book = book(desk.bytes("out/2024/so-lieu.xlsx"));
    assert_eq!(book.sheet_names(), SHEETS);
    book.worksheet_range(name).expect("a sheet of it")
}

fn at(range: &Range<Data>, row: u32, col: u32) -> String {
    range.get_value((row, col)).map(ToString::to_string).unwrap_or_default()
}

fn rows(range: &Range<Data>) -> u32 {
    range.end().expect("cells").0 + 1
}

#[test]
fn the_workbook_says_what_the_summary_and_the_list_of_sources_say() {
    let desk = Desk::of_year(2024);
    desk.run(["report", "2024"]);
    let summary = desk.summary(2024);
    let province = sheet(&desk, "Toàn tỉnh");
    for (row, indicator) in (3..).zip(summary["indicators"].as_array().unwrap()) {
        assert_eq!(at(&province, row, 0), indicator["code"].as_str().unwrap());
        for (col, part) in [(3, "numerator"), (4, "denominator"), (5, "registered")] {
            let shown = at(&province, row, col);
            match indicator[part].as_i64() {
                Some(count) => assert_eq!(shown, count.to_string(), "{indicator}"),
                None => {
                    assert!(
                        ["...", "không áp dụng"].contains(&shown.as_str()),
                        "{shown}"
                    );
                }
            }
        }
    }
    // By hand: truth file of 2024, 71.236 of 84.010 households.
    let d1 = (3..).find(|row| at(&province, *row, 0) == "D1").unwrap();
    let rate = province.get_value((d1, 6)).and_then(calamine::DataType::get_float);
    assert_eq!(rate, Some(71_236.0 / 84_010.0));
    assert_eq!(at(&province, d1, 8), "0.8");

    let communes = sheet(&desk, "Theo xã");
    assert_eq!(rows(&communes), 4 + 108);
    let csv = String::from_utf8(desk.bytes("out/2024/nguon-so-lieu.csv")).unwrap();
    let figures = u32::try_from(csv.lines().count()).unwrap() - 1;
    assert_eq!(rows(&sheet(&desk, "Nguồn số liệu")), 3 + figures);
    let findings = u32::try_from(summary["findings"].as_array().unwrap().len()).unwrap();
    assert_eq!(rows(&sheet(&desk, "Phát hiện")), 3 + findings);
}

#[test]
fn no_word_of_an_office_computes_and_long_texts_are_cut() {
    let desk = Desk::empty();
    let grid = "UBND HUYỆN BA BỂ\nSỐ LIỆU NĂM 2024\n\
         STT|Xã|GĐHT: Tổng số hộ|GĐHT: Đăng ký|GĐHT: Đạt\n\
         1|Xã Nam Mẫu|100|90|80\n\
         2|'=HYPERLINK(\"http://a.b\",\"x\")|1|1|1\n\
         3|+cmd rất dài|1|1|1\n\
         4|@SUM(1+1)|-1|'=1+1|1\n";
    let name = "inbox/2024/=1+1 báo cáo.xlsx";
    desk.workbook("=1+1 báo cáo.xlsx", &[("=SUM(A1)", grid)]);
    // No library writes a text as long as this one.
    let long = filling::rewritten(&desk.bytes(name), |_, text| {
        text.replace("+cmd rất dài", &"+cmd ".repeat(8_000))
    });
    desk.file(name, &long);
    let ended = desk.run(["report", "2024"]);
    assert_eq!(ended.code, 1, "{}", ended.stderr);
    let bytes = desk.bytes("out/2024/so-lieu.xlsx");
    for (name, xml) in filling::parts(&bytes) {
        assert!(!name.contains("externalLink") && !xml.contains("<hyperlink"), "{name}");
        for formula in xml.split("<f>").skip(1) {
            let formula = formula.split("</f>").next().unwrap();
            let cells: Vec<&str> = formula.split('/').collect();
            let is_cell = |cell: &&str| {
                let digits = cell.trim_start_matches(|c: char| c.is_ascii_uppercase());
                !digits.is_empty() && digits.chars().all(|c| c.is_ascii_digit())
            };
            assert!(cells.len() == 2 && cells.iter().all(is_cell), "{name}: {formula}");
        }
    }
    let findings = sheet(&desk, "Phát hiện");
    let files: Vec<String> =
        (3..rows(&findings)).map(|row| at(&findings, row, 4)).collect();
    assert!(files.iter().any(|file| file == "=1+1 báo cáo.xlsx"), "{files:?}");
}

#[test]
fn the_series_names_the_years_that_were_not_sent() {
    let desk = Desk::of_year(2024);
    desk.add_year(2022);
    desk.run(["report", "2024"]);
    let series = sheet(&desk, "Qua các năm");
    let of = |code: &str, year: &str| {
        let row = (3..rows(&series))
            .find(|row| at(&series, *row, 0) == code && at(&series, *row, 2) == year)
            .unwrap();
        (at(&series, row, 3), at(&series, row, 13))
    };
    assert_eq!(of("D1", "2023").1, "Không có báo cáo của năm 2023 trong thư mục inbox.");
    assert_eq!(of("D1", "2024").0, "71236");
    let path = repository().join("tests/truth/2022.truth.json");
    let truth: Value = serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap();
    let districts = truth["districts"].as_object().unwrap().values();
    let families: i64 = districts.map(|one| one["gd"].as_i64().unwrap()).sum();
    assert_eq!(of("D1", "2022").0, families.to_string());
    assert!(of("D5", "2024").1.starts_with("Ngắt chuỗi"), "{:?}", of("D5", "2024"));
}

/// Titles judged by new criteria are not compared with those before (D6: TT 24/2023, D7:
/// QĐ 324/QĐ-KHVN), and a year without criteria is no year of 0 %.
#[test]
fn no_difference_is_computed_over_a_break() {
    let desk = Desk::of_year(2024);
    for year in [2021, 2022, 2023] {
        desk.add_year(year);
    }
    desk.run(["report", "2024"]);
    let series = sheet(&desk, "Qua các năm");
    let of = |code: &str, year: &str| {
        let row = (3..rows(&series))
            .find(|row| at(&series, *row, 0) == code && at(&series, *row, 2) == year)
            .unwrap();
        [3, 6, 7, 13].map(|col| at(&series, row, col))
    };
    for code in ["D6", "D7"] {
        let [_, _, change, note] = of(code, "2024");
        assert_eq!(change, "-", "{code}");
        assert!(note.starts_with("Ngắt chuỗi"), "{code}: {note}");
        let [_, _, change, note] = of(code, "2023");
        assert_ne!(change, "-", "{code}");
        assert!(!note.contains("Ngắt chuỗi"), "{code}: {note}");
    }
    // The truth has 0 of 255.600 in 2021, by no criteria.
    let [count, rate, _, note] = of("D7", "2021");
    assert_eq!((count.as_str(), rate.as_str()), ("không áp dụng", "không áp dụng"));
    assert!(note.starts_with("Chưa có tiêu chí"), "{note}");
    assert_eq!(of("D7", "2022")[2], "-", "nothing to compare with");
}
