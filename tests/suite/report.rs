//! What is printed: words and figures of the report as a reader gets them.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::desk::{Desk, repository};

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
    let [ministry, province] = ["report.json", "report-tinh.json"]
        .map(|name| desk.json(&format!("out/2024/{name}")));
    for part in ["leadership", "results", "tasks", "assessment", "annexes"] {
        assert_eq!(ministry[part], province[part], "{part}");
    }
}

/// Text of every object with a `ref`, by that reference.
fn by_reference(value: &Value, found: &mut BTreeMap<String, String>) {
    match value {
        Value::Object(fields) => {
            if let (Some(Value::String(reference)), Some(Value::String(text))) =
                (fields.get("ref"), fields.get("text"))
            {
                found.insert(reference.clone(), text.clone());
            }
            fields.values().for_each(|value| by_reference(value, found));
        }
        Value::Array(items) => items.iter().for_each(|value| by_reference(value, found)),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

/// `71236` as `71.236`.
pub(crate) fn grouped(value: &Value) -> String {
    let digits = value.as_i64().unwrap().to_string();
    let first = digits.len() % 3;
    let mut groups = Vec::new();
    if first > 0 {
        groups.push(&digits[..first]);
    }
    let rest = digits.as_bytes()[first..].chunks(3);
    groups.extend(rest.map(|three| std::str::from_utf8(three).unwrap()));
    groups.join(".")
}

#[test]
fn every_figure_of_the_summary_is_printed_in_vietnamese_form() {
    for year in [2021, 2024, 2025] {
        let desk = Desk::of_year(year);
        desk.run(["report", &year.to_string()]);
        let report = desk.json(&format!("out/{year}/report.json"));
        let summary = desk.summary(year);
        let mut printed = BTreeMap::new();
        by_reference(&report, &mut printed);
        let parts = [("numerator", "n"), ("denominator", "d"), ("registered", "r")];
        let mut checked = 0;
        let mut check = |row: &Value, subject: &str| {
            for (field, part) in parts.iter().filter(|(field, _)| !row[field].is_null()) {
                let reference = format!("{subject}.{part}");
                let Some(text) = printed.get(&reference) else { continue };
                let number = grouped(&row[field]);
                let said = text.split([' ', '/']).any(|word| word == number);
                assert!(said, "{year} {reference}: {text}, not {number}");
                checked += 1;
            }
        };
        for row in summary["indicators"].as_array().unwrap() {
            check(row, &format!("{}.tinh", row["code"].as_str().unwrap()));
        }
        // Of single districts some are printed as a level or a cross.
        let is_counted =
            |code: &str| !code.starts_with('A') && code != "D5" && code != "D8";
        for row in summary["by_unit"].as_array().unwrap() {
            let (code, unit) = (&row["code"], row["unit"].as_str().unwrap());
            let code = code.as_str().unwrap();
            if is_counted(code) {
                check(row, &format!("{code}.{unit}"));
            }
        }
        assert!(checked > 200, "{year}: {checked}");
        let all = report.to_string();
        for row in summary["indicators"].as_array().unwrap() {
            let percent = row["percent"].as_str().unwrap();
            assert!(all.contains(percent), "{year} {}: {percent}", row["code"]);
        }
        // Since 2025 these are parts of new communes, in the list of sources: `in_print`.
        let rows = summary["by_commune"].as_array().unwrap().iter();
        for row in rows.filter(|_| year < 2025) {
            for (field, _) in parts.iter().filter(|(field, _)| !row[field].is_null()) {
                assert!(all.contains(&grouped(&row[field])), "{year} {row}");
            }
        }
    }
}

/// From the truth of both years: n/N of D1, compared without any rounding.
#[test]
fn the_year_before_is_compared_from_its_own_inbox() {
    let desk = Desk::of_year(2024);
    desk.add_year(2023);
    desk.run(["report", "2024"]);
    let text = |name: &str| {
        let mut found = Vec::new();
        texts(&desk.json(&format!("out/2024/{name}")), &mut found);
        found.join("\n")
    };
    let rate = |year: i16| -> (i128, i128) {
        let path = repository().join(format!("tests/truth/{year}.truth.json"));
        let truth: Value = serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap();
        let row = &truth["summary"]["D1"];
        let of = |at: usize| i128::from(row[at].as_i64().unwrap());
        (of(0), of(1))
    };
    let ((a, b), (c, d)) = (rate(2024), rate(2023));
    // Hundredths of a point, half up: floor(x + 1/2) of x = 10000 (ad - cb) / bd.
    let points = (2 * 10_000 * (a * d - c * b) + b * d).div_euclid(2 * b * d);
    let said = format!(
        "tăng {},{:02} điểm phần trăm so với năm 2023",
        points / 100,
        points % 100
    );
    assert!(text("report.json").contains(&said), "{said}");
    assert!(text("report-tinh.json").contains(&said), "{said}");
    assert!(text("report.json").contains("So với năm 2023 ("));
}

#[test]
fn a_cell_of_thirty_thousand_letters_is_shortened_and_cited() {
    let desk = Desk::empty();
    let long = "Tuyên truyền về học tập suốt đời ".repeat(900);
    let narrative = format!(
        "\
SỞ Y TẾ|||Độc lập - Tự do - Hạnh phúc
|||Bắc Kạn, ngày 10 tháng 12 năm 2024

BÁO CÁO KẾT QUẢ NĂM 2024

TT|Nội dung|Kết quả thực hiện
1|1. Tuyên truyền, phổ biến|{long}
2|Khó khăn, vướng mắc|\u{202e}Đảo chiều \u{1F600} và chữ thường."
    );
    desk.workbook("So Y te.xlsx", &[("Báo cáo", &narrative)]);
    desk.run(["report", "2024"]);
    let mut found = Vec::new();
    texts(&desk.json("out/2024/report.json"), &mut found);
    let longest = found.iter().map(|text| text.chars().count()).max().unwrap();
    assert!(longest < 4_000, "{longest}");
    let cited = found.iter().any(|text| {
        text.ends_with("tại tệp “So Y te.xlsx”, trang tính “Báo cáo”, ô C7)")
    });
    assert!(cited);
    assert!(found.iter().all(|text| !text.contains('\u{202e}')));
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

#[test]
fn letters_no_font_has_are_printed_as_a_sign_and_named_by_cell() {
    let desk = Desk::empty();
    let narrative = "\
SỞ Y TẾ|||Độc lập - Tự do - Hạnh phúc
|||Bắc Kạn, ngày 10 tháng 12 năm 2024

BÁO CÁO KẾT QUẢ NĂM 2024

TT|Nội dung|Kết quả thực hiện
1|1. Tuyên truyền, phổ biến|Đã tổ chức 12 buổi 😀👍🏽 tuyên truyền \u{202e}tại xã 学习 và thôn مرحبا
2|Khó khăn, vướng mắc|Thiếu kinh phí \u{e000}\u{f0b7} cho lớp học";
    desk.workbook("So Y te.xlsx", &[("Báo cáo", narrative)]);
    let ended = desk.run(["report", "2024"]);
    assert_eq!(ended.code, 1, "{}", ended.stderr);
    let mut found = Vec::new();
    texts(&desk.json("out/2024/report.json"), &mut found);
    let text = found.join("\n");
    assert!(text.contains("Thiếu kinh phí □• cho lớp học"), "{text}");
    assert!(text.contains("12 buổi □□□ tuyên truyền tại xã □□ và thôn □□□□□"), "{text}");
    let summary = desk.summary(2024);
    let findings = summary["findings"].as_array().unwrap();
    let odd: Vec<&Value> = findings.iter().filter(|one| one["code"] == "P01").collect();
    let places: Vec<(&Value, &Value, &Value)> =
        odd.iter().map(|one| (&one["file"], &one["sheet"], &one["cell"])).collect();
    let at = |cell: &str| {
        let place = ("So Y te.xlsx".into(), "Báo cáo".into(), Value::from(cell));
        places.contains(&(&place.0, &place.1, &place.2))
    };
    assert!(at("C7") && at("C8"), "{odd:?}");
    let ended = desk.run(["lint-pdf", "out/2024/bao-cao-bo.pdf"]);
    assert_eq!(ended.code, 0, "{}", ended.stdout);
}

#[test]
fn the_registry_is_told_of_both_editions_and_the_pdf_carries_its_figures() {
    let desk = Desk::of_year(2023);
    desk.run(["report", "2023"]);
    let registered = desk.json("out/2023/metadata.json");
    for (at, name) in ["bao-cao-bo.pdf", "bao-cao-tinh.pdf"].iter().enumerate() {
        let one = &registered[at];
        assert_eq!(one["File"], *name);
        assert_eq!(one["IssuedDate"], "15/12/2023");
        let ended = desk.run(["lint-pdf", &format!("out/2023/{name}")]);
        let pages = format!("trên {} trang.", one["PageAmount"]);
        assert!(ended.stdout.contains(&pages), "{pages} {}", ended.stdout);
    }
    let report = desk.json("out/2023/report.json");
    let carried: Vec<&str> = report["attachments"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| one["name"].as_str().unwrap())
        .collect();
    assert!(carried.ends_with(&["nguon-so-lieu.csv", "summary.json"]), "{carried:?}");
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
