//! What is printed: words and figures of the report as a reader gets them.

use serde_json::Value;

use crate::desk::Desk;

fn texts(value: &Value, found: &mut Vec<String>) {
    match value {
        Value::String(text) => found.push(text.clone()),
        Value::Object(fields) => fields.values().for_each(|value| texts(value, found)),
        Value::Array(items) => items.iter().for_each(|value| texts(value, found)),
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

fn report(year: i16, name: &str) -> String {
    let desk = Desk::of_year(year);
    let ended = desk.run(["report", &year.to_string()]);
    assert_eq!(ended.code, 1, "{}", ended.stderr);
    let mut found = Vec::new();
    texts(&desk.json(&format!("out/{year}/{name}")), &mut found);
    found.join("\n")
}

#[test]
fn both_editions_are_typeset_and_hold_the_same_figures() {
    let desk = Desk::of_year(2024);
    desk.run(["report", "2024"]);
    for name in ["bao-cao-bo.pdf", "bao-cao-tinh.pdf"] {
        let pdf = desk.bytes(&format!("out/2024/{name}"));
        assert!(pdf.starts_with(b"%PDF-1."), "{name}");
        assert!(pdf.len() > 50_000, "{name} has {} bytes", pdf.len());
    }
    let figures = |name: &str| {
        let report = desk.json(&format!("out/2024/{name}"));
        (report["results"]["sections"].clone(), report["annexes"]["districts"].clone())
    };
    assert_eq!(figures("report.json"), figures("report-tinh.json"));
}

#[test]
fn the_report_says_what_the_truth_says_in_vietnamese_form() {
    let text = report(2024, "report.json");
    for words in
        ["71.236", "84.010", "84,79", "73.655", "75/108", "69,44", "1.254", "96,98"]
    {
        assert!(text.contains(words), "{words}");
    }
}

#[test]
fn text_of_offices_arrives_as_it_was_written() {
    let text = report(2024, "report-tinh.json");
    assert!(text.contains("*chưa có* phòng học & trang thiết bị (mức #1, $2 tỷ)"));
}

#[test]
fn an_office_that_writes_markup_gets_it_printed_not_run() {
    let desk = Desk::empty();
    let narrative = "\
SỞ Y TẾ|||Độc lập - Tự do - Hạnh phúc
|||Bắc Kạn, ngày 10 tháng 12 năm 2024

BÁO CÁO KẾT QUẢ NĂM 2024

TT|Nội dung|Kết quả thực hiện
1|1. Tuyên truyền, phổ biến|#import \"x\" $x$ *đậm* @ref <label> // chú thích
2|Khó khăn, vướng mắc|=HYPERLINK(\"http://x\") và `mã` [ngoặc] \\u{1F600}
3|Phương hướng, nhiệm vụ năm sau|Tiếp tục thực hiện kế hoạch đã đề ra.";
    desk.workbook("So Y te.xlsx", &[("Báo cáo", narrative)]);
    let ended = desk.run(["report", "2024"]);
    assert_eq!(ended.code, 1, "{}", ended.stderr);
    let mut found = Vec::new();
    texts(&desk.json("out/2024/report.json"), &mut found);
    assert!(found.join("\n").contains("#import \"x\" $x$ *đậm* @ref <label>"));
    assert!(desk.bytes("out/2024/bao-cao-bo.pdf").starts_with(b"%PDF"));
}

/// A province of one district: everything else is due and missing.
#[test]
fn a_figure_with_units_missing_has_its_coverage_and_no_verdict() {
    let desk = Desk::empty();
    let table = "\
UBND HUYỆN PÁC NẶM
Pác Nặm, ngày 10 tháng 12 năm 2024
TỔNG HỢP NĂM 2024

STT{{1x2}}|Xã{{1x2}}|GĐHT{{3x1}}||
||Số hộ|Số ĐK|Số được công nhận
1|Xã An Thắng|100|90|80
2|Xã Bằng Thành|200|190|'1.50
3|Tổng cộng|300|280|230";
    desk.workbook("pac nam.xlsx", &[("Biểu", table)]);
    let ended = desk.run(["check", "2024"]);
    assert_eq!(ended.code, 1, "{}", ended.stderr);
    let summary = desk.summary(2024);
    let indicators = summary["indicators"].as_array().unwrap();
    let families = indicators.iter().find(|row| row["code"] == "D1").unwrap();
    assert_eq!(families["denominator"], 300);
    // `1.50` is no count: it is not read as 150, and the office is told.
    assert_eq!(families["numerator"], 80);
    assert_eq!(families["verdict"], "insufficient-data");
    assert_eq!(
        (&families["units_reported"], &families["units_expected"]),
        (&1.into(), &8.into())
    );
    let finding = summary["findings"].as_array().unwrap();
    assert!(finding.iter().any(|one| one["cell"] == "E8" && one["severity"] == "error"));
}
