//! One recogniser for every layout: cases as grids, sums by hand.

use proptest::prelude::*;
use serde_json::Value;

use crate::desk::Desk;

const HEAD: &str = "\
UBND HUYỆN PÁC NẶM
Pác Nặm, ngày 10 tháng 12 năm 2024

SỐ LIỆU NĂM 2024
";

/// The summary of an inbox with one workbook of one sheet.
fn summary(grid: &str) -> Value {
    let desk = Desk::empty();
    desk.workbook("bao cao.xlsx", &[("Sheet1", &format!("{HEAD}{grid}"))]);
    let ended = desk.run(["check", "2024"]);
    assert_eq!(ended.code, 1, "{}", ended.stderr);
    desk.summary(2024)
}

#[track_caller]
fn figures(summary: &Value, code: &str, expected: [Option<i64>; 3]) {
    let rows = summary["by_unit"].as_array().unwrap();
    let row = rows.iter().find(|row| row["code"] == code && row["unit"] == "pac-nam");
    let got = row.map(|row| {
        [&row["numerator"], &row["denominator"], &row["registered"]].map(Value::as_i64)
    });
    assert_eq!(got, Some(expected), "{code}: {}", summary["findings"]);
}

#[track_caller]
fn finding<'a>(summary: &'a Value, code: &str, cell: &str) -> &'a Value {
    let findings = summary["findings"].as_array().unwrap();
    findings
        .iter()
        .find(|one| one["code"] == code && one["cell"] == cell)
        .unwrap_or_else(|| panic!("no {code} at {cell} in {findings:#?}"))
}

#[test]
fn group_headings_need_not_be_merged() {
    let summary = summary(
        "STT|Tên xã|GĐHT|||DHHT||
||Số hộ|Số ĐK|Số được công nhận|TS|Số ĐK|Số đạt
1|Xã An Thắng|100|90|80|5|4|3
2|X. Bằng Thành|200|150|140|6|5|4
|Cộng|300|240|220|11|9|7",
    );
    figures(&summary, "D1", [Some(220), Some(300), Some(240)]);
    figures(&summary, "D2", [Some(7), Some(11), Some(9)]);
}

#[test]
fn a_header_repeated_after_a_page_break_is_no_data() {
    let summary = summary(
        "STT|Xã|GĐHT: Tổng số hộ|GĐHT: Đăng ký|GĐHT: Đạt
1|Xã An Thắng|100|90|80
STT|Xã|GĐHT: Tổng số hộ|GĐHT: Đăng ký|GĐHT: Đạt
2|Xã Bằng Thành|200|150|140
|Tổng cộng|300|240|220",
    );
    figures(&summary, "D1", [Some(220), Some(300), Some(240)]);
    let findings = summary["findings"].as_array().unwrap();
    assert!(!findings.iter().any(|one| one["code"] == "K01"), "{findings:#?}");
}

#[test]
fn several_tables_may_stand_on_one_sheet() {
    let summary = summary(
        "KẾT QUẢ GIA ĐÌNH HỌC TẬP
STT|Đơn vị|Tổng số hộ|Đăng ký|Đạt
1|Xã An Thắng|100|90|80
2|Xã Bằng Thành|200|150|140

KẾT QUẢ DÒNG HỌ HỌC TẬP
STT|Đơn vị|Tổng số|Đăng ký|Đạt
1|Xã An Thắng|5|4|3
2|Xã Bằng Thành|6|5|4",
    );
    figures(&summary, "D1", [Some(220), Some(300), Some(240)]);
    figures(&summary, "D2", [Some(7), Some(11), Some(9)]);
}

#[test]
fn communes_may_stand_across_and_indicators_down() {
    let summary = summary(
        "TT|Nội dung|Xã An Thắng|Xã Bằng Thành|Toàn huyện
|Gia đình học tập
|- Tổng số|100|200|300
|- Đăng ký|90|150|240
|- Đạt|80|140|220
|- Tỷ lệ %|80|70|73.33
|TTHTCĐ ứng dụng CNTT|x||1",
    );
    figures(&summary, "D1", [Some(220), Some(300), Some(240)]);
    figures(&summary, "C2", [Some(1), Some(2), None]);
}

#[test]
fn a_list_of_indicators_with_one_column_of_values_is_read() {
    let summary = summary(
        "TT|Nội dung|ĐVT|Kết quả
I|Gia đình học tập
1|Tổng số hộ|hộ|'8.945
2|Số hộ đăng ký|hộ|'7.679
3|Số được công nhận|hộ|'7.414",
    );
    figures(&summary, "D1", [Some(7414), Some(8945), Some(7679)]);
}

#[test]
fn registered_is_never_taken_for_achieved() {
    let summary = summary(
        "STT|Xã|GĐHT: Tổng số hộ|GĐHT: Đăng ký
1|Xã An Thắng|100|90
2|Xã Bằng Thành|200|150",
    );
    figures(&summary, "D1", [None, Some(300), Some(240)]);
}

#[test]
fn an_unknown_commune_is_not_counted_and_its_nearest_names_are_proposed() {
    let summary = summary(
        "STT|Xã|GĐHT: Tổng số hộ|GĐHT: Đăng ký|GĐHT: Đạt
1|Xã An Thắng|100|90|80
2|Xã Bằng Thàng|200|150|140",
    );
    figures(&summary, "D1", [Some(80), Some(100), Some(90)]);
    let stranger = finding(&summary, "U01", "B7");
    assert_eq!(stranger["severity"], "error");
    assert!(stranger["hint"].as_str().unwrap().contains("“Xã Bằng Thành”"), "{stranger}");
}

#[test]
fn a_commune_of_another_district_is_not_counted() {
    let summary = summary(
        "STT|Xã|GĐHT: Tổng số hộ|GĐHT: Đăng ký|GĐHT: Đạt
1|Xã An Thắng|100|90|80
2|Xã Bằng Thành|200|150|140
3|Xã Nam Mẫu|50|40|30",
    );
    figures(&summary, "D1", [Some(220), Some(300), Some(240)]);
    finding(&summary, "U02", "B8");
}

#[test]
fn a_total_that_does_not_add_up_is_named_with_both_sums() {
    let summary = summary(
        "STT|Xã|GĐHT: Tổng số hộ|GĐHT: Đăng ký|GĐHT: Đạt
1|Xã An Thắng|6174|90|80
2|Xã Bằng Thành|13769|150|140
|Tổng cộng|19934|240|220",
    );
    let total = finding(&summary, "K01", "C8");
    assert_eq!((&total["found"], &total["expected"]), (&"19934".into(), &"19943".into()));
    assert_eq!(
        total["message"],
        "Pác Nặm: dòng tổng ghi tổng số hộ gia đình là 19.934, nhưng cộng các xã được 19.943, lệch 9."
    );
}

#[test]
fn a_commune_stated_twice_with_two_values_is_an_error() {
    let summary = summary(
        "STT|Xã|GĐHT: Tổng số hộ|GĐHT: Đăng ký|GĐHT: Đạt
1|Xã An Thắng|100|90|80
2|Xã An Thắng|101|90|80",
    );
    finding(&summary, "K06", "C7");
}

#[test]
fn cells_that_hold_no_count_are_told_apart() {
    let summary = summary(
        "STT|Xã|GĐHT: Tổng số hộ|GĐHT: Đăng ký|GĐHT: Đạt
1|Xã An Thắng|100|khoảng 90|80
2|Xã Bằng Thành|-5|…|12.5
3|Xã Bộc Bố|-||0",
    );
    assert_eq!(finding(&summary, "V13", "D6")["severity"], "error");
    assert_eq!(finding(&summary, "V08", "C7")["severity"], "error");
    assert_eq!(finding(&summary, "V02", "D7")["severity"], "warning");
    assert_eq!(finding(&summary, "V09", "E7")["severity"], "error");
    assert_eq!(finding(&summary, "V01", "D8")["severity"], "warning");
    figures(&summary, "D1", [Some(80), Some(100), None]);
}

#[test]
fn a_column_nobody_understands_is_reported_not_dropped() {
    let summary = summary(
        "STT|Xã|GĐHT: Tổng số hộ|GĐHT: Đạt|Câu lạc bộ đọc sách
1|Xã An Thắng|100|80|3
2|Xã Bằng Thành|200|140|4",
    );
    let riddle = finding(&summary, "T01", "E6:E7");
    assert!(riddle["message"].as_str().unwrap().contains("Câu lạc bộ đọc sách"));
}

#[test]
fn levels_of_2024_are_exclusive_and_the_rest_is_at_no_level() {
    let summary = summary(
        "TT|Chỉ tiêu|ĐVT|Tổng số|Đạt
1|Xã được công nhận “Cộng đồng học tập” mức độ 1|xã|10|5
2|Xã được công nhận “Cộng đồng học tập” mức độ 2|xã|10|3",
    );
    let indicators = summary["indicators"].as_array().unwrap();
    let rated = indicators.iter().find(|row| row["code"] == "D5").unwrap();
    assert_eq!(rated["levels"]["Mức độ 1"], 5);
    assert_eq!(rated["levels"]["Mức độ 2"], 3);
    assert_eq!(rated["levels"]["Chưa đạt"], 2);
    assert_eq!(rated["numerator"], Value::Null);
    assert_eq!(rated["verdict"], "not-assessable");
}

#[test]
fn a_blank_beside_crosses_says_no_whatever_the_header_calls_it() {
    for header in ["TTHTCĐ ứng dụng CNTT", "TTHTCĐ ứng dụng CNTT: Đạt"] {
        let summary = summary(&format!(
            "STT|Xã|GĐHT: Tổng số hộ|GĐHT: Đạt|{header}
1|Xã An Thắng|100|80|x
2|Xã Bằng Thành|200|140|
3|Xã Bộc Bố|200|140|x"
        ));
        figures(&summary, "C2", [Some(2), Some(3), None]);
    }
}

#[test]
fn single_headings_beside_unmerged_groups_keep_their_own_meaning() {
    let summary = summary(
        "STT|Xã|GĐHT|||XMC mức độ|Cộng đồng học tập cấp xã (xếp loại)
||Tổng số hộ|Đạt|Tỷ lệ %||
(1)|(2)|(3)|(4)|(5)|(6)|(7)
1|Xã An Thắng|100|80|80|2|Mức độ 1
2|Xã Bằng Thành|200|140|70|1|Chưa đạt",
    );
    figures(&summary, "D1", [Some(220), Some(300), None]);
    let findings = summary["findings"].as_array().unwrap();
    assert!(!findings.iter().any(|one| one["code"] == "K07"), "{findings:#?}");
    let communes = summary["by_commune"].as_array().unwrap();
    let rated = communes.iter().find(|row| row["code"] == "D5").unwrap();
    assert_eq!(rated["level"], "Mức độ 1");
}

/// A group heading, its columns, and one value for each of three communes.
type Group = (&'static str, Vec<(&'static str, [&'static str; 3])>);

fn groups() -> Vec<Group> {
    let model =
        |heading, a, b, c| (heading, vec![("Tổng số", a), ("Đăng ký", b), ("Đạt", c)]);
    vec![
        model(
            "Gia đình học tập",
            ["100", "200", "300"],
            ["90", "150", "200"],
            ["80", "140", "0"],
        ),
        model("Dòng họ học tập", ["5", "6", "7"], ["4", "5", "6"], ["3", "4", "5"]),
        model(
            "Công dân học tập",
            ["900", "800", "'1.700"],
            ["90", "80", "70"],
            ["9", "8", "7"],
        ),
        ("TTHTCĐ ứng dụng CNTT", vec![("", ["x", "", "x"])]),
        ("Cộng đồng học tập cấp xã", vec![("", ["Mức độ 1", "Mức độ 2", "Chưa đạt"])]),
    ]
}

/// Both layouts of the same figures: communes down, and communes across.
fn grids(groups: &[Group], rows: &[usize]) -> [String; 2] {
    let communes = ["Xã An Thắng", "Xã Bằng Thành", "Xã Bộc Bố"];
    let (mut top, mut low) = (String::from("STT|Xã"), String::from("|"));
    let mut across = String::from("TT|Nội dung");
    for row in rows {
        across += &format!("|{}", communes[*row]);
    }
    for (heading, columns) in groups {
        let single = columns.len() == 1;
        if !single {
            across += &format!("\n|{heading}");
        }
        for (index, (name, values)) in columns.iter().enumerate() {
            top.push('|');
            top += if index == 0 { heading } else { "" };
            low += &format!("|{name}");
            let label = if single { heading } else { name };
            across += &format!("\n|{label}");
            for row in rows {
                across += &format!("|{}", values[*row]);
            }
        }
    }
    let mut down = format!("{top}\n{low}");
    for (number, row) in rows.iter().enumerate() {
        down += &format!("\n{}|{}", number + 1, communes[*row]);
        for (_, values) in groups.iter().flat_map(|(_, columns)| columns) {
            down += &format!("|{}", values[*row]);
        }
    }
    [down, across]
}

/// Figures without the cells they came from.
fn said(summary: &Value) -> [Value; 3] {
    ["indicators", "by_unit", "by_commune"].map(|list| summary[list].clone())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 10, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_order_of_columns_groups_and_rows_says_the_same(
        order in Just(groups()).prop_shuffle(),
        columns in Just(vec![0_usize, 1, 2]).prop_shuffle(),
        rows in Just(vec![0_usize, 1, 2]).prop_shuffle(),
    ) {
        let mut order = order;
        for (_, items) in &mut order {
            if items.len() == 3 {
                *items = columns.iter().map(|column| items[*column]).collect();
            }
        }
        for grid in grids(&order, &rows) {
            let summary = summary(&grid);
            figures(&summary, "D1", [Some(220), Some(600), Some(440)]);
            figures(&summary, "D2", [Some(12), Some(18), Some(15)]);
            figures(&summary, "D7", [Some(24), Some(3400), Some(240)]);
            figures(&summary, "C2", [Some(2), Some(3), None]);
            let [indicators, ..] = said(&summary);
            let levels = indicators.as_array().unwrap().iter().find(|row| row["code"] == "D5");
            prop_assert_eq!(&levels.unwrap()["levels"]["Mức độ 1"], 1);
            prop_assert_eq!(said(&summary), said(&self::summary(&grids(&groups(), &[0, 1, 2])[0])));
        }
    }
}
