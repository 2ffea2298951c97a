//! Rules that hold a year against the one before it.

use serde_json::Value;

use crate::desk::Desk;

const COMMUNES: [&str; 10] = [
    "Xã An Thắng",
    "Xã Bằng Thành",
    "Xã Bộc Bố",
    "Xã Cao Tân",
    "Xã Cổ Linh",
    "Xã Công Bằng",
    "Xã Giáo Hiệu",
    "Xã Nghiên Loan",
    "Xã Nhạn Môn",
    "Xã Xuân La",
];

/// Households, registered and achieved of each commune of a district of two.
fn grid(district: &str, year: i16, communes: &[&str], rows: &[[i64; 3]]) -> String {
    let mut grid = format!(
        "UBND HUYỆN {district}\n{district}, ngày 10 tháng 12 năm {year}\n\nSỐ LIỆU NĂM {year}\nSTT|Xã|GĐHT: Tổng số hộ|GĐHT: Đăng ký|GĐHT: Đạt"
    );
    for (name, [total, registered, achieved]) in communes.iter().zip(rows) {
        grid.push_str(&format!("\n1|{name}|{total}|{registered}|{achieved}"));
    }
    grid
}

/// Findings of 2024 about Pác Nặm in two years.
fn found(before: &[[i64; 3]], now: &[[i64; 3]]) -> Vec<Value> {
    let desk = Desk::empty();
    for (year, rows) in [(2023, before), (2024, now)] {
        let grid = grid("PÁC NẶM", year, &COMMUNES, rows);
        desk.workbook_of(year, "pac nam.xlsx", &[("Biểu", &grid)]);
    }
    let ended = desk.run(["check", "2024"]);
    assert_eq!(ended.code, 1, "{}", ended.stderr);
    desk.summary(2024)["findings"].as_array().unwrap().clone()
}

fn of(findings: &[Value], code: &str) -> Vec<(String, String)> {
    let of_code = findings.iter().filter(|one| one["code"] == code);
    let text =
        |one: &Value, name: &str| one[name].as_str().unwrap_or_default().to_owned();
    of_code.map(|one| (text(one, "cell"), text(one, "message"))).collect()
}

fn nothing() -> Vec<(String, String)> {
    Vec::new()
}

#[test]
fn a_jump_of_more_than_thirty_percent_wants_a_reason() {
    let before = [[1000, 900, 400], [1000, 900, 100]];
    assert_eq!(
        of(&found(&before, &[[1001, 901, 500], [1000, 900, 150]]), "N01"),
        nothing()
    );
    assert_eq!(
        of(&found(&before, &[[1001, 901, 500], [1000, 900, 151]]), "N01"),
        [(
            "E6:E7".to_owned(),
            "Pác Nặm: số đạt “Gia đình học tập” năm 2023 là 500, năm 2024 là 651, tăng 30,20%."
                .to_owned()
        )]
    );
    let fall = found(&before, &[[1001, 901, 250], [1000, 900, 99]]);
    assert!(of(&fall, "N01")[0].1.ends_with("giảm 30,20%."), "{fall:#?}");
}

#[test]
fn a_commune_that_jumps_alone_is_information() {
    let before = [[1000, 900, 800], [1000, 900, 100]];
    let findings = found(&before, &[[1000, 900, 801], [1000, 900, 131]]);
    assert_eq!(
        of(&findings, "N08"),
        [(
            "E7".to_owned(),
            "Pác Nặm: số đạt “Gia đình học tập” thay đổi quá 30% so với năm 2023 ở 1 xã: Xã Bằng \
             Thành 100 → 131."
                .to_owned()
        )]
    );
    assert_eq!(of(&findings, "N01"), nothing());
    assert_eq!(
        of(&found(&before, &[[1000, 900, 801], [1000, 900, 130]]), "N08"),
        nothing()
    );
}

#[test]
fn where_the_whole_province_moves_it_is_said_once() {
    let desk = Desk::empty();
    let districts = [
        ("PÁC NẶM", ["Xã An Thắng", "Xã Bằng Thành"]),
        ("BA BỂ", ["Xã Nam Mẫu", "Xã Khang Ninh"]),
        ("CHỢ MỚI", ["Xã Cao Kỳ", "Xã Hòa Mục"]),
    ];
    for (district, communes) in districts {
        for (year, achieved) in [(2023, 100), (2024, 200)] {
            let rows = [[1000, 900, achieved], [1000, 900, achieved]];
            let grid = grid(district, year, &communes, &rows);
            desk.workbook_of(year, &format!("{district}.xlsx"), &[("Biểu", &grid)]);
        }
    }
    desk.run(["check", "2024"]);
    let findings = desk.summary(2024)["findings"].as_array().unwrap().clone();
    let said: Vec<String> =
        of(&findings, "N06").into_iter().map(|(_, said)| said).collect();
    assert_eq!(
        said,
        [
            "Toàn tỉnh: số đạt “Gia đình học tập” năm 2023 là 600, năm 2024 là 1.200, tăng 100,00% \
          (tính các đơn vị có số liệu cả hai năm)."
        ]
    );
    assert_eq!(of(&findings, "N01"), nothing());
    assert_eq!(of(&findings, "N08"), nothing());
}

#[test]
fn a_thousand_times_last_years_figure_is_an_error() {
    let before = [[1804, 900, 800], [1000, 900, 100]];
    let findings = found(&before, &[[1_804_000, 900, 800], [1000, 900, 101]]);
    assert_eq!(
        of(&findings, "N02"),
        [(
            "C6".to_owned(),
            "Xã An Thắng (Pác Nặm): tổng số hộ gia đình năm 2024 là 1.804.000, gấp khoảng 1.000 \
             so với 1.804 của năm 2023."
                .to_owned()
        )]
    );
    assert_eq!(
        of(&found(&before, &[[1900, 900, 800], [1000, 900, 101]]), "N02"),
        nothing()
    );
}

#[test]
fn a_figure_that_fell_to_zero_may_be_unreported() {
    let before = [[1000, 900, 8], [1000, 900, 2]];
    let findings = found(&before, &[[1000, 901, 0], [1000, 900, 0]]);
    assert_eq!(
        of(&findings, "N03"),
        [(
            "E6:E7".to_owned(),
            "Pác Nặm: số đạt “Gia đình học tập” năm 2023 là 10, năm 2024 ghi 0."
                .to_owned()
        )]
    );
    let few = [[1000, 900, 8], [1000, 900, 1]];
    assert_eq!(of(&found(&few, &[[1000, 901, 0], [1000, 900, 0]]), "N03"), nothing());
}

#[test]
fn a_denominator_that_moves_by_more_than_a_tenth_is_asked_about() {
    let before = [[600, 500, 400], [400, 300, 200]];
    assert_eq!(
        of(&found(&before, &[[700, 500, 401], [400, 300, 200]]), "N04"),
        nothing()
    );
    assert_eq!(
        of(&found(&before, &[[701, 500, 401], [400, 300, 200]]), "N04"),
        [(
            "C6:C7".to_owned(),
            "Pác Nặm: tổng số hộ gia đình năm 2023 là 1.000, năm 2024 là 1.101, thay đổi quá 10%."
                .to_owned()
        )]
    );
}

#[test]
fn last_years_table_sent_again_is_named_once() {
    let rows: Vec<[i64; 3]> = (0..10).map(|at| [500 + at, 90 + at, 40 + at]).collect();
    let findings = found(&rows, &rows);
    assert_eq!(
        of(&findings, "N05"),
        [(
            "D6:E15".to_owned(),
            "Pác Nặm: toàn bộ 20 số đăng ký, số đạt của Gia đình học tập giống hệt năm 2023, có \
             thể đơn vị gửi lại số liệu năm trước."
                .to_owned()
        )]
    );
    let mut changed = rows.clone();
    changed[3][2] += 1;
    assert_eq!(of(&found(&rows, &changed), "N05"), nothing());
}

#[test]
fn a_level_below_last_years_is_asked_about() {
    let desk = Desk::empty();
    for (year, level) in [(2023, 2), (2024, 1)] {
        let grid = format!(
            "UBND HUYỆN PÁC NẶM\nPác Nặm, ngày 10 tháng 12 năm {year}\n\nSỐ LIỆU NĂM {year}\nSTT|Xã|GĐHT: Tổng số hộ|GĐHT: Đạt|XMC mức độ\n1|Xã An Thắng|100|80|{level}\n2|Xã Bộc Bố|100|80|2"
        );
        desk.workbook_of(year, "a.xlsx", &[("Biểu", &grid)]);
    }
    desk.run(["check", "2024"]);
    let findings = desk.summary(2024)["findings"].as_array().unwrap().clone();
    assert_eq!(
        of(&findings, "N07"),
        [(
            "E6".to_owned(),
            "Xã An Thắng (Pác Nặm): mức độ đạt chuẩn xóa mù chữ năm 2023 là 2, năm 2024 giảm còn \
             1."
                .to_owned()
        )]
    );
}
