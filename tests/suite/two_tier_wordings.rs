//! Reports of communes and bodies after the districts, in words and layouts that no
//! sample has.

use serde_json::Value;

use crate::desk::Desk;

fn checked(name: &str, sheets: &[(&str, &str)]) -> Value {
    let desk = Desk::empty();
    desk.workbook_of(2026, name, sheets);
    let ended = desk.run(["check", "2026"]);
    assert!(ended.code <= 1, "{}", ended.stderr);
    desk.summary(2026)
}

/// Numerator, denominator and registered of an indicator of a unit.
fn figure(summary: &Value, code: &str, unit: &str) -> [Option<i64>; 3] {
    let rows = summary["by_unit"].as_array().unwrap();
    let row = rows.iter().find(|row| row["code"] == code && row["unit"] == unit);
    ["numerator", "denominator", "registered"]
        .map(|part| row.and_then(|row| row[part].as_i64()))
}

fn messages(summary: &Value, code: &str) -> Vec<String> {
    let all = summary["findings"].as_array().unwrap().iter();
    let of_code = all.filter(|one| one["code"] == code);
    of_code.map(|one| one["message"].as_str().unwrap().to_owned()).collect()
}

const VILLAGES: &str = "
UBND PHƯỜNG BẮC KẠN
KẾT QUẢ XÂY DỰNG XÃ HỘI HỌC TẬP NĂM 2026

STT|Thôn, tổ dân phố|Gia đình học tập{{3x1}}|||CĐHT (tổ dân phố){{2x1}}|
||Tổng số hộ|Đăng ký|Đạt|Đăng ký|Đạt
1|Tổ 1|40|32|25|x|
2|Tổ 2|132|132|130|x|x
3|Tổ 3|125|97|82|x|x
";

#[test]
fn a_small_table_of_other_figures_below_a_list_of_villages_is_none_of_it() {
    let below = "
|Chỉ tiêu khác|Số liệu
|Tổng số cơ quan, đơn vị thuộc phường|7
|Số đơn vị được công nhận “Đơn vị học tập”|4
|Số TTHTCĐ|2
|Số TTHTCĐ có ứng dụng CNTT|1
|Mức độ cộng đồng học tập của phường|2
";
    let grid = format!("{VILLAGES}{below}");
    let summary = checked("Phường Bắc Kạn.xlsx", &[("Biểu 1", &grid)]);
    let of = |code| figure(&summary, code, "phuong-bac-kan");
    assert_eq!(of("D1"), [Some(237), Some(297), Some(261)]);
    assert_eq!(of("D3"), [Some(2), Some(3), Some(3)]);
    assert_eq!(of("D4"), [Some(4), Some(7), None]);
    assert_eq!(of("C2"), [Some(1), Some(2), None]);
    let levels = |code: &str| {
        let rows = summary["indicators"].as_array().unwrap();
        rows.iter().find(|row| row["code"] == code).unwrap()["levels"].clone()
    };
    assert_eq!(levels("D5")["Mức độ 2"], 1);
}

#[test]
fn words_nobody_knows_below_a_list_of_villages_are_no_village() {
    let below = "
|Điều kiện bảo đảm|Giá trị trong kỳ
|Máy tính|12
";
    let grid = format!("{VILLAGES}{below}");
    let summary = checked("Phường Bắc Kạn.xlsx", &[("Biểu 1", &grid)]);
    let of = |code| figure(&summary, code, "phuong-bac-kan");
    assert_eq!(of("D1"), [Some(237), Some(297), Some(261)]);
    assert_eq!(of("D3"), [Some(2), Some(3), Some(3)]);
    assert!(messages(&summary, "U01").iter().any(|said| said.contains("“Máy tính”")));
}

#[test]
fn rows_with_crosses_for_villages_are_villages_whatever_heads_them() {
    let grid = "
UBND XÃ YÊN THỊNH
KẾT QUẢ XÂY DỰNG XÃ HỘI HỌC TẬP NĂM 2026

STT|Đơn vị|Gia đình học tập{{3x1}}|||Cộng đồng học tập cấp thôn{{2x1}}|
||Tổng số hộ|Đăng ký|Đạt|Đăng ký|Đạt
1|Chợ Pái|50|40|30|x|x
2|Cốc Mới|60|50|45|x|x
3|Vằng Chang|70|60|50|x|
";
    let summary = checked("Xã Yên Thịnh.xlsx", &[("Biểu 1", grid)]);
    let of = |code| figure(&summary, code, "xa-yen-thinh");
    assert_eq!(of("D1"), [Some(125), Some(180), Some(150)]);
    assert_eq!(of("D3"), [Some(2), Some(3), Some(3)]);
}

#[test]
fn figures_typed_as_text_are_no_title_of_the_table_below() {
    let grid = "
UBND XÃ NAM CƯỜNG
KẾT QUẢ XÂY DỰNG XÃ HỘI HỌC TẬP NĂM 2026

A. Mô hình học tập
Đơn vị|Gia đình học tập{{3x1}}||
|Số hộ hiện có|ĐK|Được công nhận
Xã Nam Cường|'1.126|'973|'887

2. Đơn vị học tập, công dân học tập
Xã, phường|ĐVHT thuộc xã quản lý{{2x1}}||Công dân học tập{{3x1}}||
|TS|Số đạt|Dân số từ 15 tuổi trở lên|Đăng ký|Công nhận
Xã Nam Cường|'13|'9|'3.417|'1.938|'1.342
";
    let summary = checked("Xã Nam Cường.xlsx", &[("Biểu 1", grid)]);
    let of = |code| figure(&summary, code, "xa-nam-cuong");
    assert_eq!(of("D1"), [Some(887), Some(1_126), Some(973)]);
    assert_eq!(of("D4"), [Some(9), Some(13), None]);
    assert_eq!(of("D7"), [Some(1_342), Some(3_417), Some(1_938)]);
}

#[test]
fn centres_with_computers_stand_under_a_title_that_names_them() {
    let grid = "
UBND XÃ VĂN LANG
TRUNG TÂM HỌC TẬP CỘNG ĐỒNG ỨNG DỤNG CNTT NĂM 2026

STT|Đơn vị|Tổng số|Ứng dụng CNTT|Tỷ lệ %
1|Xã Văn Lang|2|1|50
";
    let summary = checked("Xã Văn Lang.xlsx", &[("TTHTCĐ", grid)]);
    assert_eq!(figure(&summary, "C2", "xa-van-lang"), [Some(1), Some(2), None]);
}

#[test]
fn institutions_are_named_by_their_kind_under_a_title_about_them() {
    let grid = "
UBND TỈNH THÁI NGUYÊN
SỞ GIÁO DỤC VÀ ĐÀO TẠO
KẾT QUẢ TRIỂN KHAI DẠY HỌC TRÊN MÔI TRƯỜNG SỐ NĂM 2026

TT|Loại hình|Tổng số|Đạt
1|Giáo dục phổ thông|240|209
2|Giáo dục thường xuyên|3|2
3|Giáo dục nghề nghiệp|7|4
";
    let summary = checked("Sở GDĐT.xlsx", &[("CSGD", grid)]);
    let rows = summary["indicators"].as_array().unwrap();
    let c1 = rows.iter().find(|row| row["code"] == "C1").unwrap();
    assert_eq!([&c1["numerator"], &c1["denominator"]], [215, 250]);
}

#[test]
fn old_communes_are_known_by_the_word_for_what_is_gone() {
    let grid = "
UBND XÃ PHỦ THÔNG
KẾT QUẢ XÂY DỰNG XÃ HỘI HỌC TẬP NĂM 2026

STT|Địa bàn xã cũ|Gia đình học tập{{3x1}}||
||Tổng số hộ|Đăng ký|Đạt
1|Thị trấn Phủ Thông (cũ)|50|40|30
2|Xã Vi Hương cũ|60|50|45
";
    let summary = checked("Xã Phủ Thông.xlsx", &[("Biểu 1", grid)]);
    let figure = figure(&summary, "D1", "xa-phu-thong");
    assert_eq!(figure, [Some(75), Some(110), Some(90)]);
    assert_eq!(messages(&summary, "U01"), Vec::<String>::new());
}

#[test]
fn communes_at_each_level_may_be_counted_by_the_body() {
    let grid = "
UBND TỈNH THÁI NGUYÊN
SỞ GIÁO DỤC VÀ ĐÀO TẠO
KẾT QUẢ PHỔ CẬP GIÁO DỤC, XÓA MÙ CHỮ NĂM 2026

TT|Nội dung|ĐVT|Kết quả
1|Số xã, phường đạt chuẩn xóa mù chữ mức độ 1|xã|14
2|Số xã, phường đạt chuẩn xóa mù chữ mức độ 2|xã|23
";
    let summary = checked("Sở GDĐT.xlsx", &[("PCGD", grid)]);
    let rows = summary["indicators"].as_array().unwrap();
    let levels = &rows.iter().find(|row| row["code"] == "A1").unwrap()["levels"];
    assert_eq!([&levels["1"], &levels["2"]], [14, 23]);
}

#[test]
fn amounts_below_the_names_of_funds_are_no_nameless_row_of_the_table_above() {
    let below = "

|Kinh phí thực hiện (ĐVT: nghìn đồng)
|Ngân sách nhà nước|Xã hội hóa
|232.000|176.000
";
    let grid = format!(
        "{VILLAGES}{}",
        below.replace("232.000", "'232.000").replace("176.000", "'176.000")
    );
    let summary = checked("Phường Bắc Kạn.xlsx", &[("Biểu 1", &grid)]);
    assert_eq!(messages(&summary, "U04"), Vec::<String>::new());
    let budget = summary["budget"].as_array().unwrap();
    assert_eq!([&budget[0]["state"], &budget[0]["social"]], [232, 176]);
}
