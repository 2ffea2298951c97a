//! What is counted bounds the work, and never the clock: a file or folder beyond is
//! named in one finding, the rest goes on, and a busy machine gives the same bytes.

use std::fmt::Write as _;
use std::io::Cursor;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::Duration;

use calamine::Reader as _;
use serde_json::Value;

use crate::desk::{Desk, Ended, GOOD, Ran};

/// No process may take more, whatever it is given.
const GIB: u64 = 1 << 20;

#[track_caller]
fn ends(desk: &Desk, args: &[&str]) -> Ended {
    let Ran { ended, took, peak_kib } = desk.bounded(args);
    assert!(took < Duration::from_secs(90), "{args:?}: {took:?}");
    assert!(peak_kib < GIB, "{args:?}: {peak_kib} KiB");
    assert!((0..2).contains(&ended.code), "{args:?}: {}", ended.stderr);
    ended
}

/// The findings of one code.
fn of_code<'s>(summary: &'s Value, code: &str) -> Vec<&'s Value> {
    let findings = summary["findings"].as_array().unwrap().iter();
    findings.filter(|finding| finding["code"] == code).collect()
}

fn message(finding: &Value) -> &str {
    finding["message"].as_str().unwrap()
}

/// The good table with a body of so many rows under its header.
fn tall(rows: usize, row: impl Fn(usize) -> String) -> String {
    let mut grid: String = GOOD.lines().take(5).fold(String::new(), |mut grid, line| {
        let _ = writeln!(grid, "{line}");
        grid
    });
    for index in 0..rows {
        let _ = writeln!(grid, "{}|{}", index + 1, row(index));
    }
    grid
}

#[test]
fn a_sheet_beyond_all_reports_is_named_and_the_others_count() {
    let desk = Desk::empty();
    let long = tall(10_001, |_| "Xã An Thắng|100|90|80".to_owned());
    desk.workbook("dai.xlsx", &[("Tốt", GOOD), ("Dài", &long)]);
    let ended = ends(&desk, &["read", "inbox/2024/dai.xlsx"]);
    assert!(ended.stdout.contains("Các số đọc được (6)"), "{}", ended.stdout);
    ends(&desk, &["check", "2024"]);
    let summary = desk.summary(2024);
    let found = of_code(&summary, "S08");
    assert_eq!(found.len(), 1, "{found:?}");
    assert_eq!(found[0]["sheet"], "Dài");
    assert!(message(found[0]).contains("dòng có nội dung (tối đa 10.000)"));
    assert_eq!(summary["submissions"][0]["status"], "accepted-with-findings");
}

#[test]
fn as_many_rows_as_are_read_are_read_soon() {
    let desk = Desk::empty();
    // One commune, 9,000 times: every figure is stated again and again.
    let long = tall(9_000, |row| format!("Xã An Thắng|{}|90|80", 100 + row % 7));
    desk.workbook("dai.xlsx", &[("Dài", &long)]);
    ends(&desk, &["check", "2024"]);
    let summary = desk.summary(2024);
    assert_eq!(of_code(&summary, "S08"), [] as [&Value; 0]);
    assert_eq!(of_code(&summary, "F06"), [] as [&Value; 0]);
    assert!(!of_code(&summary, "K06").is_empty());
}

#[test]
fn a_list_of_commendations_is_printed_in_part_and_kept_whole() {
    let desk = Desk::empty();
    let people = |many: usize| {
        let mut list = "TT|Họ và tên|Chức vụ|Hình thức khen thưởng\n".to_owned();
        for number in 1..=many {
            let _ = writeln!(list, "{number}|Nguyễn Văn {number}|Giáo viên|Bằng khen");
        }
        list
    };
    desk.workbook("tot.xlsx", &[("Biểu", GOOD), ("Khen", &people(320))]);
    ends(&desk, &["report", "2024"]);
    let printed = &desk.json("out/2024/report.json")["proposals"]["commendations"];
    assert_eq!(printed["rows"].as_array().unwrap().len(), 300);
    let said = printed["paragraphs"].to_string();
    assert!(said.contains("còn 20 dòng không in, xem sheet “Khen thưởng”"), "{said}");
    let bytes = Cursor::new(desk.bytes("out/2024/so-lieu.xlsx"));
    let mut book: calamine::Xlsx<_> = calamine::open_workbook_from_rs(bytes).unwrap();
    let listed = book.worksheet_range("Khen thưởng").unwrap();
    let last = listed.get_value((322, 1)).map(ToString::to_string);
    assert_eq!(last.as_deref(), Some("Nguyễn Văn 320"));

    desk.workbook("tot.xlsx", &[("Biểu", GOOD), ("Khen", &people(5_001))]);
    ends(&desk, &["check", "2024"]);
    let summary = desk.summary(2024);
    let found = of_code(&summary, "S09");
    assert_eq!(found.len(), 1, "{found:?}");
    assert!(message(found[0]).contains("5.000 trong một tệp"), "{found:?}");
}

/// A workbook of very many faults: ten strangers on every sheet.
fn storm(desk: &Desk, sheets: usize) {
    let rows = |sheet: usize| {
        tall(11, |row| match row {
            0 => "Xã An Thắng|100|90|80".to_owned(),
            row => format!("Xã Lạ {sheet} {row}|{row}|không rõ|{row},5"),
        })
    };
    let grids: Vec<(String, String)> =
        (0..sheets).map(|sheet| (format!("S{sheet}"), rows(sheet))).collect();
    let grids: Vec<(&str, &str)> =
        grids.iter().map(|(name, grid)| (name.as_str(), grid.as_str())).collect();
    desk.workbook("bao.xlsx", &grids);
}

#[test]
fn a_file_of_very_many_findings_has_some_of_each_and_one_for_the_rest() {
    let desk = Desk::empty();
    storm(&desk, 25);
    ends(&desk, &["report", "2024"]);
    let summary = desk.summary(2024);
    let rest = of_code(&summary, "F09");
    assert_eq!(rest.len(), 1, "{rest:?}");
    // Ten strangers on each of 25 sheets, of which fifty are told.
    assert!(message(rest[0]).contains("còn 200 chỗ"), "{rest:?}");
    assert!(message(rest[0]).contains("trong đó 200 lỗi"), "{rest:?}");
    assert_eq!(of_code(&summary, "U01").len(), 50);
}

#[test]
fn a_busy_machine_gives_the_same_bytes() {
    let desk = Desk::of_year(2024);
    storm(&desk, 60);
    ends(&desk, &["check", "2024"]);
    let quiet = desk.bytes("out/2024/summary.json");
    let over = Arc::new(AtomicBool::new(false));
    let loops: Vec<_> = (0..4)
        .map(|_| {
            let over = Arc::clone(&over);
            thread::spawn(move || {
                while !over.load(Ordering::Relaxed) {
                    std::hint::spin_loop();
                }
            })
        })
        .collect();
    ends(&desk, &["check", "2024"]);
    over.store(true, Ordering::Relaxed);
    for one in loops {
        one.join().unwrap();
    }
    assert!(desk.bytes("out/2024/summary.json") == quiet, "other bytes under load");
}

#[test]
fn files_of_nobody_are_told_once_and_printed_in_part() {
    let desk = Desk::empty();
    desk.workbook("tot.xlsx", &[("Biểu", GOOD)]);
    for number in 0..350 {
        desk.file(&format!("inbox/2024/f{number:03}.txt"), b"xin chao");
    }
    ends(&desk, &["report", "2024"]);
    let summary = desk.summary(2024);
    let found = of_code(&summary, "F03");
    assert_eq!(found.len(), 1);
    assert!(message(found[0]).contains("Còn 349 tệp khác như vậy"), "{found:?}");
    assert_eq!(summary["submissions"].as_array().unwrap().len(), 351);
    let annex = &desk.json("out/2024/report.json")["annexes"]["submissions"];
    assert_eq!(annex["submissions"].as_array().unwrap().len(), 301, "{annex}");
    let said = annex["paragraphs"].to_string();
    assert!(
        said.contains(
            "còn 50 tệp nhận được không in trong báo cáo; xem sheet “Tệp nhận được”"
        ),
        "{said}"
    );
    let unusable = annex["unusable"].as_array().unwrap();
    assert_eq!(unusable.len(), 101);
    assert_eq!(unusable[100], "và 250 tệp khác, xem tệp so-lieu.xlsx");
}
