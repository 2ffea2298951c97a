//! The ledger of submissions: which counts, what changed, what is late.

use serde_json::Value;

use crate::desk::Desk;

const TABLE: &str = "STT|Xã|GĐHT: Tổng số hộ|GĐHT: Đăng ký|GĐHT: Đạt";
const CLANS: &str = "STT|Xã|DHHT: Tổng số|DHHT: Đăng ký|DHHT: Đạt";

fn sheet(date: &str, grid: &str) -> String {
    format!("UBND HUYỆN PÁC NẶM\nPác Nặm, {date}\n\nSỐ LIỆU NĂM 2024\n{grid}")
}

/// An inbox of sheets of Pác Nặm, checked.
fn check(files: &[(&str, &str)]) -> Value {
    let desk = Desk::empty();
    for (name, sheet) in files {
        desk.workbook(name, &[("Biểu", sheet)]);
    }
    let ended = desk.run(["check", "2024"]);
    assert_eq!(ended.code, 1, "{}", ended.stderr);
    desk.summary(2024)
}

fn status<'a>(summary: &'a Value, file: &str) -> &'a str {
    let entries = summary["submissions"].as_array().unwrap();
    let own: Vec<&Value> = entries.iter().filter(|one| one["file"] == file).collect();
    assert_eq!(own.len(), 1, "{file} appears once");
    own[0]["status"].as_str().unwrap()
}

fn messages(summary: &Value, code: &str) -> Vec<String> {
    let findings = summary["findings"].as_array().unwrap();
    let of_code = findings.iter().filter(|one| one["code"] == code);
    of_code.map(|one| one["message"].as_str().unwrap().to_owned()).collect()
}

/// Numerator, denominator and registered of an indicator of Pác Nặm.
fn figures(summary: &Value, code: &str) -> [Option<i64>; 3] {
    let rows = summary["by_unit"].as_array().unwrap();
    let row = rows.iter().find(|row| row["code"] == code && row["unit"] == "pac-nam");
    let row = row.unwrap_or(&Value::Null);
    [&row["numerator"], &row["denominator"], &row["registered"]].map(Value::as_i64)
}

#[test]
fn the_fifteenth_of_december_is_in_time_and_the_sixteenth_is_late() {
    let grid = format!("{TABLE}\n1|Xã An Thắng|100|90|80");
    let on = |day: u8| {
        let date = format!("ngày {day} tháng 12 năm 2024");
        messages(&check(&[("a.xlsx", &sheet(&date, &grid))]), "L01")
    };
    assert_eq!(on(15), Vec::<String>::new());
    assert_eq!(
        on(16),
        ["Pác Nặm: báo cáo ghi ngày 16/12/2024, sau hạn ngày 15/12/2024."]
    );
}

#[test]
fn the_later_of_two_counts_and_every_change_is_listed() {
    let first = format!("{TABLE}\n1|Xã An Thắng|100|90|800\n2|Xã Bộc Bố|200|150|140");
    let second = format!("{TABLE}\n1|Xã An Thắng|100|90|80\n2|Xã Bộc Bố|200|150|140");
    let summary = check(&[
        ("a.xlsx", &sheet("ngày 11 tháng 12 năm 2024", &first)),
        ("b.xlsx", &sheet("ngày 14 tháng 12 năm 2024", &second)),
    ]);
    assert_eq!(status(&summary, "a.xlsx"), "superseded");
    assert_eq!(summary["submissions"][0]["superseded_by"], "b.xlsx");
    assert_eq!(summary["submissions"][0]["date_from"], "content");
    assert_eq!(figures(&summary, "D1"), [Some(220), Some(300), Some(240)]);
    assert_eq!(
        messages(&summary, "L02"),
        [
            "Pác Nặm: đơn vị đã gửi bản sau ngày hơn (“b.xlsx”, ngày 14/12/2024); bản này (ngày \
          11/12/2024) không được tính."
        ]
    );
    let revision = &summary["revisions"][0];
    assert_eq!(
        (&revision["old_file"], &revision["new_file"]),
        (&"a.xlsx".into(), &"b.xlsx".into())
    );
    let changes = revision["changes"].as_array().unwrap();
    assert_eq!(changes.len(), 1, "{changes:#?}");
    assert_eq!(changes[0]["commune"], "Xã An Thắng");
    assert_eq!(changes[0]["variable"], "D1");
    assert_eq!(changes[0]["measure"], "achieved");
    let cell =
        |value: i64| serde_json::json!({"sheet": "Biểu", "cell": "E6", "value": value});
    assert_eq!((&changes[0]["old"], &changes[0]["new"]), (&cell(800), &cell(80)));
}

#[test]
fn two_of_one_date_that_differ_are_an_error_with_both_names() {
    let date = "ngày 11 tháng 12 năm 2024";
    let grid = |achieved: u32| format!("{TABLE}\n1|Xã An Thắng|100|90|{achieved}");
    let summary = check(&[
        ("a.xlsx", &sheet(date, &grid(80))),
        ("b.xlsx", &sheet(date, &grid(81))),
    ]);
    assert_eq!(
        messages(&summary, "L04"),
        [
            "Pác Nặm: hai tệp của cùng đơn vị, cùng ngày 11/12/2024, nhưng nội dung khác nhau: \
          “a.xlsx” và “b.xlsx”; chỗ khác nhau đang dùng tệp “b.xlsx”."
        ]
    );
    assert_eq!(figures(&summary, "D1"), [Some(81), Some(100), Some(90)]);
    assert_eq!(summary["revisions"][0]["changes"].as_array().unwrap().len(), 1);
}

#[test]
fn the_same_content_saved_again_counts_once() {
    let date = "ngày 11 tháng 12 năm 2024";
    let grid = format!("{TABLE}\n1|Xã An Thắng|100|90|80");
    let moved = format!("\n\n{grid}");
    let summary = check(&[
        ("a.xlsx", &sheet(date, &grid)),
        ("b.xlsx", &sheet(date, &grid)),
        // The same figures, one row further down.
        ("c.xlsx", &sheet(date, &moved)),
    ]);
    assert_eq!(status(&summary, "a.xlsx"), "accepted-with-findings");
    assert_eq!(status(&summary, "b.xlsx"), "superseded");
    assert_eq!(status(&summary, "c.xlsx"), "superseded");
    assert_eq!(messages(&summary, "L05").len(), 2);
    assert_eq!(messages(&summary, "L04"), Vec::<String>::new());
    assert_eq!(figures(&summary, "D1"), [Some(80), Some(100), Some(90)]);
}

#[test]
fn two_files_that_complete_each_other_both_count() {
    let date = "ngày 11 tháng 12 năm 2024";
    let summary = check(&[
        ("a.xlsx", &sheet(date, &format!("{TABLE}\n1|Xã An Thắng|100|90|80"))),
        ("b.xlsx", &sheet(date, &format!("{CLANS}\n1|Xã An Thắng|5|4|3"))),
    ]);
    for file in ["a.xlsx", "b.xlsx"] {
        assert_ne!(status(&summary, file), "superseded", "{file}");
    }
    assert_eq!(figures(&summary, "D1"), [Some(80), Some(100), Some(90)]);
    assert_eq!(figures(&summary, "D2"), [Some(3), Some(5), Some(4)]);
    assert_eq!(
        messages(&summary, "L10"),
        [
            "Pác Nặm: đơn vị gửi hai tệp bổ sung cho nhau: “a.xlsx” và “b.xlsx”; cả hai đều được \
          tính."
        ]
    );
    assert_eq!(messages(&summary, "L04"), Vec::<String>::new());
}

#[test]
fn one_table_may_come_in_two_files() {
    let date = "ngày 11 tháng 12 năm 2024";
    let summary = check(&[
        ("a.xlsx", &sheet(date, &format!("{TABLE}\n1|Xã An Thắng|100|90|80"))),
        (
            "b.xlsx",
            &sheet(
                date,
                &format!("{TABLE}\n1|Xã Bộc Bố|200|150|140\n2|Xã Cao Tân|10|9|8"),
            ),
        ),
    ]);
    assert_eq!(figures(&summary, "D1"), [Some(228), Some(310), Some(249)]);
    // What both state equally counts once.
    let summary = check(&[
        ("a.xlsx", &sheet(date, &format!("{TABLE}\n1|Xã An Thắng|100|90|80"))),
        (
            "b.xlsx",
            &sheet(
                date,
                &format!("{TABLE}\n1|Xã An Thắng|100|90|80\n2|Xã Cao Tân|10|9|8"),
            ),
        ),
    ]);
    assert_eq!(figures(&summary, "D1"), [Some(88), Some(110), Some(99)]);
    assert_eq!(messages(&summary, "L04"), Vec::<String>::new());
}

#[test]
fn a_later_file_with_one_table_replaces_that_table_only() {
    let both = "STT|Xã|GĐHT: Tổng số hộ|GĐHT: Đăng ký|GĐHT: Đạt|DHHT: Tổng số|DHHT: Đăng ký|DHHT: Đạt\n1|Xã An Thắng|100|90|80|5|4|3";
    let summary = check(&[
        ("a.xlsx", &sheet("ngày 11 tháng 12 năm 2024", both)),
        (
            "b.xlsx",
            &sheet("ngày 14 tháng 12 năm 2024", &format!("{CLANS}\n1|Xã An Thắng|5|4|4")),
        ),
    ]);
    assert_eq!(figures(&summary, "D1"), [Some(80), Some(100), Some(90)]);
    assert_eq!(figures(&summary, "D2"), [Some(4), Some(5), Some(4)]);
    assert_eq!(status(&summary, "a.xlsx"), "accepted-with-findings");
    assert_eq!(
        messages(&summary, "L09"),
        [
            "Pác Nặm: bản gửi sau (“b.xlsx”, ngày 14/12/2024) chỉ thay một phần; vẫn lấy từ bản \
          này: 3 số liệu (D1)."
        ]
    );
}

#[test]
fn the_whole_district_beside_its_communes_is_not_counted_twice() {
    let date = "ngày 11 tháng 12 năm 2024";
    let communes = format!("{TABLE}\n1|Xã An Thắng|100|90|80\n2|Xã Bộc Bố|200|150|140");
    let whole = |achieved: u32| {
        format!(
            "TT|Nội dung|ĐVT|Kết quả\nI|Gia đình học tập\n1|Tổng số hộ|hộ|300\n2|Số hộ đăng ký|hộ|240\n3|Số được công nhận|hộ|{achieved}"
        )
    };
    let files = |achieved: u32| {
        check(&[
            ("a.xlsx", &sheet(date, &communes)),
            ("b.xlsx", &sheet(date, &whole(achieved))),
        ])
    };
    assert_eq!(figures(&files(220), "D1"), [Some(220), Some(300), Some(240)]);
    assert_eq!(messages(&files(220), "L04"), Vec::<String>::new());
    assert_eq!(messages(&files(221), "L04").len(), 1);
}

#[test]
fn a_date_of_the_workbook_is_used_and_said_so() {
    let grid = format!(
        "UBND HUYỆN PÁC NẶM\n\n\nSỐ LIỆU NĂM 2024\n{TABLE}\n1|Xã An Thắng|100|90|80"
    );
    let summary = check(&[("a.xlsx", &grid)]);
    assert_eq!(summary["submissions"][0]["date_from"], "properties");
    let said = messages(&summary, "L07");
    assert_eq!(said.len(), 1);
    assert!(said[0].contains("trong thuộc tính của tệp"), "{said:?}");
}

#[test]
fn an_impossible_date_is_asked_about() {
    let grid = format!("{TABLE}\n1|Xã An Thắng|100|90|80");
    let on = |date: &str| messages(&check(&[("a.xlsx", &sheet(date, &grid))]), "L08");
    assert_eq!(on("ngày 01 tháng 01 năm 2024"), Vec::<String>::new());
    assert_eq!(
        on("ngày 31 tháng 12 năm 2023"),
        ["Pác Nặm: báo cáo năm 2024 lại ghi ngày 31/12/2023, không hợp lý."]
    );
}

#[test]
fn a_report_of_another_year_is_known_to_have_come() {
    let grid = format!(
        "UBND HUYỆN PÁC NẶM\nPác Nặm, ngày 10 tháng 12 năm 2023\n\nSỐ LIỆU NĂM 2023\n{TABLE}\n1|Xã An Thắng|100|90|80"
    );
    let summary = check(&[("a.xlsx", &grid)]);
    assert_eq!(status(&summary, "a.xlsx"), "wrong-year");
    assert_eq!(summary["submissions"][0]["unit"], "pac-nam");
    assert_eq!(
        messages(&summary, "I05"),
        [
            "Pác Nặm: báo cáo ghi số liệu năm 2023, không phải năm 2024; không dùng tệp này."
        ]
    );
    assert_eq!(
        messages(&summary, "L06"),
        ["Pác Nặm đã gửi tệp nhưng không dùng được; coi như chưa có báo cáo."]
    );
    let missing = summary["missing_units"].as_array().unwrap();
    assert!(missing.contains(&Value::from("pac-nam")));
    assert!(messages(&summary, "L03").iter().all(|said| !said.contains("Pác Nặm")));
}

/// A correction sent after the deadline, as it was asked for, makes nobody late;
/// a first report sent on the day after it does.
#[test]
fn only_the_first_report_of_a_unit_can_be_late() {
    let grid = |day: u8, achieved: u32| {
        format!(
            "UBND HUYỆN PÁC NẶM\nPác Nặm, ngày {day} tháng 12 năm 2024\n\nSỐ LIỆU NĂM \
             2024\nSTT|Xã|GĐHT: Tổng số hộ|GĐHT: Đăng ký|GĐHT: Đạt\n1|Xã An \
             Thắng|1000|900|{achieved}"
        )
    };
    let late = |days: &[u8]| {
        let desk = Desk::empty();
        for (number, day) in days.iter().enumerate() {
            let grid = grid(*day, 500 + u32::try_from(number).unwrap());
            desk.workbook(&format!("lan {number}.xlsx"), &[("Biểu", &grid)]);
        }
        desk.run(["check", "2024"]);
        let summary = desk.summary(2024);
        let findings = summary["findings"].as_array().unwrap();
        findings.iter().filter(|one| one["code"] == "L01").count()
    };
    assert_eq!(late(&[15]), 0);
    assert_eq!(late(&[16]), 1);
    assert_eq!(late(&[15, 20]), 0);
    assert_eq!(late(&[16, 20]), 1);
}
