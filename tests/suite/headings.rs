//! Words of headings, rows, units of count and notes, tested like figures: what
//! turns a heading round is never counted, and nothing is dropped in silence.

use serde_json::Value;

use crate::desk::Desk;

const HEAD: &str = "\
UBND HUYỆN PÁC NẶM
Pác Nặm, ngày 10 tháng 12 năm 2024

SỐ LIỆU NĂM 2024
";

fn summary(grid: &str) -> Value {
    let desk = Desk::empty();
    desk.workbook("bao cao.xlsx", &[("Sheet1", &format!("{HEAD}{grid}"))]);
    let ended = desk.run(["check", "2024"]);
    assert_eq!(ended.code, 1, "{}", ended.stderr);
    desk.summary(2024)
}

/// Numerator, denominator and registered of a code.
fn figures(summary: &Value, code: &str) -> [Option<i64>; 3] {
    let rows = summary["by_unit"].as_array().unwrap();
    let row = rows.iter().find(|row| row["code"] == code && row["unit"] == "pac-nam");
    row.map_or([None; 3], |row| {
        [&row["numerator"], &row["denominator"], &row["registered"]].map(Value::as_i64)
    })
}

fn findings<'a>(summary: &'a Value, code: &str) -> Vec<&'a Value> {
    let all = summary["findings"].as_array().unwrap();
    all.iter().filter(|one| one["code"] == code).collect()
}

#[track_caller]
fn finding<'a>(summary: &'a Value, code: &str, cell: &str) -> &'a Value {
    let found = findings(summary, code).into_iter().find(|one| one["cell"] == cell);
    found.unwrap_or_else(|| panic!("no {code} at {cell} in {:#}", summary["findings"]))
}

#[track_caller]
fn says(finding: &Value, severity: &str, words: &str) {
    assert_eq!(finding["severity"], severity, "{finding}");
    assert!(finding["message"].as_str().unwrap().contains(words), "{finding}");
}

/// A table of households whose third column is called so.
fn third(column: &str) -> Value {
    summary(&format!(
        "STT|Xã|Gia đình học tập{{{{3x1}}}}||
||Tổng số hộ|Đăng ký|{column}
1|Xã An Thắng|100|90|80
2|Xã Bằng Thành|200|150|140"
    ))
}

#[test]
fn a_column_nobody_understands_is_never_the_result() {
    for (column, words) in [
        ("Xếp thứ", "“Xếp thứ”"),
        ("abc xyz", "“abc xyz”"),
        ("Quyết định số", "“Quyết định”"),
        ("Kinh phí (triệu đồng)", "“Kinh phí triệu đồng”"),
        ("Số điểm", "“điểm”"),
    ] {
        let summary = third(column);
        assert_eq!(figures(&summary, "D1"), [None, Some(300), Some(240)], "{column}");
        says(finding(&summary, "T01", "E7:E8"), "warning", words);
    }
}

#[test]
fn an_unknown_neighbour_changes_no_other_column() {
    let summary = summary(
        "STT|Xã|Gia đình học tập{{4x1}}|||
||Tổng số hộ|Xếp thứ|Giao|Đạt
1|Xã An Thắng|100|1|95|80
2|Xã Bằng Thành|200|2|190|140",
    );
    assert_eq!(figures(&summary, "D1"), [Some(220), Some(300), None]);
    says(finding(&summary, "T01", "D7:D8"), "warning", "“Xếp thứ”");
    says(finding(&summary, "T09", "E7:E8"), "info", "Giao");
}

#[test]
fn an_unknown_word_in_the_second_row_of_a_header_leaves_it_a_header() {
    for word in ["Xếp thứ", "Quý báu", "abc xyz"] {
        let summary = summary(&format!(
            "STT|Xã|Gia đình học tập{{{{3x1}}}}||
||Tổng số hộ|{word}|Đạt
1|Xã An Thắng|100|1|80
2|Xã Bằng Thành|200|2|140"
        ));
        assert_eq!(figures(&summary, "D1"), [Some(220), Some(300), None], "{word}");
        finding(&summary, "T01", "D7:D8");
    }
}

#[test]
fn what_is_no_result_is_set_aside_and_said() {
    for column in [
        "Chưa đạt",
        "Không đạt",
        "Số hộ chưa được công nhận",
        "Thôi công nhận",
        "Bị thu hồi",
        "Đề nghị công nhận",
        "Đủ điều kiện",
        "Dự kiến đạt",
        "Ước đạt",
        "Đạt (số tạm tính)",
        "Bình xét",
        "Tiêu biểu",
        "Khen thưởng",
    ] {
        let summary = third(column);
        assert_eq!(figures(&summary, "D1"), [None, Some(300), Some(240)], "{column}");
        says(finding(&summary, "T05", "E7:E8"), "warning", "không phải kết quả");
    }
}

#[test]
fn rows_are_turned_round_as_columns_are() {
    let summary = summary(
        "TT|Nội dung|ĐVT|Kết quả
1|Tổng số hộ gia đình|hộ|300
2|Gia đình được công nhận “Gia đình học tập”|hộ|220
3|Số hộ chưa đạt GĐHT|hộ|80
4|Gia đình học tập tiêu biểu được khen thưởng|hộ|7
5|Số hộ bị thu hồi danh hiệu GĐHT|hộ|2",
    );
    assert_eq!(figures(&summary, "D1"), [Some(220), Some(300), None]);
    let cells: Vec<&str> =
        findings(&summary, "T09").iter().filter_map(|one| one["cell"].as_str()).collect();
    assert_eq!(cells, ["D8", "D9", "D10"]);
}

#[test]
fn not_reached_among_levels_is_a_level() {
    let summary = summary(
        "STT|Xã|Cộng đồng học tập cấp xã{{3x1}}||
||Mức độ 1|Mức độ 2|Chưa đạt
1|Xã An Thắng|x||
2|Xã Bằng Thành|||x",
    );
    let communes = summary["by_commune"].as_array().unwrap();
    let levels: Vec<&str> = communes
        .iter()
        .filter(|row| row["code"] == "D5")
        .filter_map(|row| row["level"].as_str())
        .collect();
    assert_eq!(levels, ["Mức độ 1", "Chưa đạt"]);
}

#[test]
fn men_and_women_are_added_up_where_they_are_all_there_is() {
    let both = summary(
        "STT|Xã|Công dân học tập{{3x1}}||
||Dân số từ 15 tuổi|Nam|Nữ
1|Xã An Thắng|900|100|120
2|Xã Bằng Thành|800|90|-",
    );
    assert_eq!(figures(&both, "D7"), [Some(310), Some(1700), None]);
    says(finding(&both, "T13", "D7:E8"), "info", "đã cộng hai cột");
    let beside_all = summary(
        "STT|Xã|Công dân học tập{{4x1}}|||
||Dân số từ 15 tuổi|Đạt|Nam|Nữ
1|Xã An Thắng|900|230|100|120
2|Xã Bằng Thành|800|90|90|0",
    );
    assert_eq!(figures(&beside_all, "D7"), [Some(320), Some(1700), None]);
    let unread = summary(
        "STT|Xã|Công dân học tập{{3x1}}||
||Dân số từ 15 tuổi|Nam|Nữ
1|Xã An Thắng|900|100|nhiều
2|Xã Bằng Thành|800|90|80",
    );
    assert_eq!(figures(&unread, "D7"), [None, Some(1700), None]);
    says(finding(&unread, "T02", "D7:E8"), "error", "không cộng được");
    let men = summary(
        "STT|Xã|Công dân học tập{{2x1}}|
||Dân số từ 15 tuổi|Nam
1|Xã An Thắng|900|100
2|Xã Bằng Thành|800|90",
    );
    assert_eq!(figures(&men, "D7"), [None, Some(1700), None]);
    says(finding(&men, "T05", "D7:D8"), "warning", "Nam");
}

#[test]
fn a_multiple_is_never_converted_and_both_readings_are_shown() {
    let rows = summary(
        "TT|Nội dung|ĐVT|Kết quả
1|Tổng số hộ gia đình|nghìn hộ|12
2|Gia đình được công nhận “Gia đình học tập”|hộ|11050",
    );
    assert_eq!(figures(&rows, "D1"), [Some(11050), None, None]);
    says(
        finding(&rows, "T06", "D6"),
        "error",
        "ghi 12 theo đơn vị tính “nghìn hộ”, có thể là 12.000",
    );
    for column in ["Đạt (x 1000)", "Đạt (nghìn hộ)", "Đạt (1.000 hộ)", "Đạt (trăm hộ)"]
    {
        let summary = third(column);
        assert_eq!(figures(&summary, "D1"), [None, Some(300), Some(240)], "{column}");
        says(finding(&summary, "T06", "E7:E8"), "error", "không được quy đổi");
    }
    for unit in ["trăm", "ngàn", "chục", "vạn", "nghìn"] {
        let rows = summary(&format!(
            "TT|Nội dung|ĐVT|Kết quả
1|Tổng số hộ gia đình|hộ|12000
2|Gia đình được công nhận “Gia đình học tập”|{unit}|11"
        ));
        says(finding(&rows, "T06", "D7"), "error", "không được quy đổi");
    }
    for line in ["(ĐVT: nghìn hộ)", "Đơn vị: trăm hộ", "Đơn vị tính: nghìn hộ"]
    {
        let summary = summary(&format!(
            "{line}
STT|Xã|GĐHT: Tổng số hộ|GĐHT: Đạt
1|Xã An Thắng|100|80"
        ));
        assert_eq!(figures(&summary, "D1"), [None; 3], "{line}");
        // One unit over the whole table is told once.
        assert_eq!(findings(&summary, "T06").len(), 1, "{line}");
    }
    let plain = summary(
        "Đơn vị tính: hộ, người
STT|Xã|GĐHT: Tổng số hộ|GĐHT: Đạt
1|Xã An Thắng|100|80",
    );
    assert_eq!(figures(&plain, "D1"), [Some(80), Some(100), None]);
}

/// Rows of D1 of which the second is counted in this unit.
fn counted_in(unit: &str) -> Value {
    summary(&format!(
        "TT|Nội dung|ĐVT|Kết quả
1|Tổng số hộ gia đình|hộ|300
2|Gia đình được công nhận “Gia đình học tập”|{unit}|73"
    ))
}

#[test]
fn what_is_counted_in_something_else_is_asked() {
    for unit in
        ["đồng", "điểm", "xã", "khẩu", "1/10", "10 hộ", "x1.000", "1000h", "k hộ", "tỷ"]
    {
        let rows = counted_in(unit);
        assert_eq!(figures(&rows, "D1"), [None, Some(300), None], "{unit}");
        says(finding(&rows, "T06", "D7"), "error", &format!("“{unit}”"));
    }
    for unit in ["‰", "%", "Tỷ lệ %"] {
        assert_eq!(figures(&counted_in(unit), "D1"), [None, Some(300), None], "{unit}");
    }
    for unit in
        ["Hộ", "hộ gia đình", "Gia đình", "GĐ", "Số hộ", "GĐHT", "Số lượng", "", "-"]
    {
        let rows = counted_in(unit);
        assert_eq!(figures(&rows, "D1"), [Some(73), Some(300), None], "{unit}");
        assert!(findings(&rows, "T06").is_empty(), "{unit}");
    }
}

#[test]
fn a_heading_in_doubt_or_cut_short_is_no_result() {
    for column in [
        "Đạt?",
        "Được công nhận (?)",
        "K.đạt",
        "K. đạt",
        "C.đạt",
        "Đạt 1/3 tiêu chí",
        "Đạt ‰",
    ] {
        assert_eq!(
            figures(&third(column), "D1"),
            [None, Some(300), Some(240)],
            "{column}"
        );
    }
    let cut = summary(
        "STT|Xã|Gia đình học tập{{3x1}}||
||Tổng hộ|Đ.ký|Đạt
1|Xã An Thắng|100|90|80
2|Xã Bằng Thành|200|150|140",
    );
    assert_eq!(figures(&cut, "D1"), [Some(220), Some(300), Some(240)]);
}

#[test]
fn the_heading_of_another_district_counts_nobody() {
    let of = |heading: &str| {
        summary(&format!(
            "STT|Xã|{heading}{{{{2x1}}}}|
||Tổng số hộ|Đạt
1|Xã An Thắng|100|80
2|Xã Bằng Thành|200|140"
        ))
    };
    for heading in ["Gia đình học tập huyện Ba Bể", "Gia đình học tập (TP Bắc Kạn)"]
    {
        let summary = of(heading);
        assert_eq!(figures(&summary, "D1"), [None; 3], "{heading}");
        assert!(!findings(&summary, "T01").is_empty(), "{heading}");
    }
    for heading in
        ["Gia đình học tập huyện Pác Nặm", "Gia đình học tập trên địa bàn huyện"]
    {
        assert_eq!(
            figures(&of(heading), "D1"),
            [Some(220), Some(300), None],
            "{heading}"
        );
    }
}

#[test]
fn who_is_in_doubt_is_nobody() {
    let summary = summary(
        "STT|Xã|GĐHT: Tổng số hộ|GĐHT: Đạt
1|Xã An Thắng?|100|80
2|Xã Bằng Thành|200|140",
    );
    assert_eq!(figures(&summary, "D1")[0], Some(140));
    says(finding(&summary, "U01", "B6"), "error", "Xã An Thắng?");
}

#[test]
fn a_share_is_never_a_count() {
    let by_value = summary(
        "TT|Nội dung|ĐVT|Kết quả
1|Tổng số hộ gia đình|hộ|300
2|Gia đình được công nhận “Gia đình học tập”|%|73",
    );
    assert_eq!(figures(&by_value, "D1"), [None, Some(300), None]);
    assert_eq!(findings(&by_value, "K13").len(), 1);
    let by_count = summary(
        "TT|Nội dung|ĐVT|Tổng số|Đạt
1|Gia đình học tập|%|300|73",
    );
    assert_eq!(figures(&by_count, "D1"), [None, Some(300), None]);
    says(finding(&by_count, "T06", "E6"), "error", "là tỷ lệ");
}

#[test]
fn the_whole_of_something_else_is_no_denominator() {
    for total in ["Dân số", "Tổng số hộ"] {
        let summary = summary(&format!(
            "STT|Xã|Công dân học tập{{{{2x1}}}}|
||{total}|Đạt
1|Xã An Thắng|900|100
2|Xã Bằng Thành|800|90"
        ));
        assert_eq!(figures(&summary, "D7"), [Some(190), None, None], "{total}");
        says(finding(&summary, "T02", "C7:C8"), "error", "của đối tượng khác");
    }
}

#[test]
fn a_figure_merged_over_two_units_is_nobodys() {
    let summary = summary(
        "STT|Xã|GĐHT: Tổng số hộ|GĐHT: Đạt
1|Xã An Thắng|100|80{{1x2}}
2|Xã Bằng Thành|200|
3|Xã Bộc Bố|50|40",
    );
    assert_eq!(figures(&summary, "D1")[0], Some(40));
    says(finding(&summary, "T08", "D6:D7"), "error", "gộp lại chỉ ghi một con số");
}

#[test]
fn no_row_with_a_figure_is_dropped_in_silence() {
    let summary = summary(
        "STT|Xã|GĐHT: Tổng số hộ|GĐHT: Đăng ký|GĐHT: Đạt|DHHT: Tổng số|DHHT: Đạt
1|Xã An Thắng|100|90|80|5|4
2|Xã Bằng Thành|-|-|-|-|-|Đã ký
3|Xã Bộc Bố|50|45|40|3|2
4|Khối cơ quan huyện|||7||
|||||9|
|NGƯỜI LẬP BIỂU

|Đính chính: Xã An Thắng|||85||",
    );
    assert_eq!(figures(&summary, "D1"), [Some(120), Some(150), Some(135)]);
    says(finding(&summary, "U01", "B9"), "error", "Khối cơ quan huyện");
    says(finding(&summary, "U04", "F10"), "warning", "không ghi tên");
    says(finding(&summary, "T07", "E13"), "warning", "Đính chính: Xã An Thắng");
}

#[test]
fn notes_that_correct_date_or_limit_figures_are_quoted() {
    let notes = summary(
        "(Biểu số 1)
STT|Xã|GĐHT: Tổng số hộ|GĐHT: Đạt|Ghi chú
1|Xã An Thắng|100|80|Số liệu năm 2023
2|Xã Bằng Thành|200|140|tốt
3|Xã Bộc Bố|50|40|Chưa được công nhận
Ghi chú: chưa bao gồm xã Bành Trạch.",
    );
    assert_eq!(figures(&notes, "D1"), [Some(260), Some(350), None]);
    for (cell, words) in [
        ("E7", "“Số liệu năm 2023”"),
        ("E9", "“Chưa được công nhận”"),
        ("A10", "“Ghi chú: chưa bao gồm xã Bành Trạch.”"),
    ] {
        says(finding(&notes, "T07", cell), "warning", words);
    }
    assert_eq!(findings(&notes, "T07").len(), 3);
}

#[test]
fn notes_that_change_no_figure_are_not_told() {
    let noted = |note: &str| {
        summary(&format!(
            "STT|Xã|GĐHT: Tổng số hộ|GĐHT: Đạt|Ghi chú
1|Xã An Thắng|100|80|{note}
2|Xã Bằng Thành|200|140|
3|Xã Bộc Bố|50|40|"
        ))
    };
    for note in [
        "Theo QĐ số 125/QĐ-UBND",
        "Theo Quyết định số 125/QĐ-UBND ngày 03/12/2024",
        "Khu vực 3",
        "Xã KV III",
        "Đạt 80%",
        "NTM năm 2022",
        "Xã đạt chuẩn nông thôn mới năm 2022",
        "Tăng 12 hộ so với năm 2023",
        "Giảm 3 hộ so với cùng kỳ năm 2023",
        "(4)=(3)/(2)*100",
        "Cột 4 = cột 3 : cột 2",
        "Tỷ lệ % = số đạt / tổng số x 100",
        "Số liệu đã rà soát",
        "Cập nhật ngày 30/11/2024",
    ] {
        assert!(findings(&noted(note), "T07").is_empty(), "{note}");
    }
    for note in [
        "Số liệu năm 2023",
        "Theo QĐ số 125/QĐ-UBND, chưa rà soát",
        "Theo niên giám năm 2023",
        "Tính đến 30/6/2023",
        "Tăng 12 hộ so với năm 2023, chưa rà soát",
        "1700",
        "Thực tế 85 hộ",
        "80=85",
        "Đạt = Đăng ký",
        "Cập nhật ngày 30/6/2023",
        "= 1700",
        "NTM, thiếu 12 hộ",
        "%",
    ] {
        assert_eq!(findings(&noted(note), "T07").len(), 1, "{note}");
    }
}

#[test]
fn a_document_or_a_closing_date_in_a_heading_says_nothing() {
    for heading in [
        "Gia đình học tập (theo Quyết định số 387/QĐ-TTg)",
        "Gia đình học tập theo QĐ 387/QĐ-TTg của Thủ tướng Chính phủ",
        "Gia đình học tập (tính đến 30/11/2024)",
        "Gia đình học tập (*)",
    ] {
        let summary = summary(&format!(
            "STT|Xã|{heading}{{{{3x1}}}}||
||Tổng số hộ (3)|Đăng ký (4)|Đạt (5)=(4)/(3)
1|Xã An Thắng|100|90|80"
        ));
        assert_eq!(figures(&summary, "D1"), [Some(80), Some(100), Some(90)], "{heading}");
        assert!(findings(&summary, "T01").is_empty(), "{heading}");
    }
}

#[test]
fn bac_kan_in_the_place_of_the_province_is_no_city() {
    let desk = Desk::empty();
    desk.workbook(
        "so gddt.xlsx",
        &[(
            "KNS",
            "SỞ GIÁO DỤC VÀ ĐÀO TẠO
Bắc Kạn, ngày 10 tháng 12 năm 2024

SỐ NGƯỜI ĐƯỢC TRANG BỊ KỸ NĂNG SỐNG NĂM 2024
STT|Huyện, thành phố|Số người trong độ tuổi lao động|Số người được trang bị kỹ năng sống
1|Ba Bể|300|100
2|Chợ Mới|200|90
3|Na Rì|250|80
4|Pác Nặm|150|70
|Bắc Kạn|900|340",
        )],
    );
    desk.run(["check", "2024"]);
    let summary = desk.summary(2024);
    let city = summary["by_unit"].as_array().unwrap().iter().any(|row| {
        row["code"] == "B2" && row["unit"] == "tp-bac-kan" && !row["numerator"].is_null()
    });
    assert!(!city);
    says(finding(&summary, "U05", "B10"), "error", "“Bắc Kạn” ghi số xấp xỉ tổng");
}
