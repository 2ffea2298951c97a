//! Rules that see one submission: just below, at and just above, in words.

use serde_json::Value;

use crate::desk::Desk;

const HEAD: &str = "\
UBND HUYỆN PÁC NẶM
Pác Nặm, ngày 10 tháng 12 năm 2024

SỐ LIỆU NĂM 2024
";

const FAMILIES: &str = "STT|Xã|GĐHT: Tổng số hộ|GĐHT: Đăng ký|GĐHT: Đạt|GĐHT: Tỷ lệ %";

const LABOUR: &str = "\
SỞ LAO ĐỘNG - THƯƠNG BINH VÀ XÃ HỘI
Bắc Kạn, ngày 10 tháng 12 năm 2024

SỐ LIỆU NĂM 2024
";

/// Findings of an inbox with one workbook of one sheet, all but those about
/// what else the district owes.
fn found(head: &str, grid: &str) -> Vec<Value> {
    let desk = Desk::empty();
    desk.workbook("bao cao.xlsx", &[("Sheet1", &format!("{head}{grid}"))]);
    let ended = desk.run(["check", "2024"]);
    assert_eq!(ended.code, 1, "{}", ended.stderr);
    desk.summary(2024)["findings"].as_array().unwrap().clone()
}

/// Where a code was found, and what was said there.
fn of(findings: &[Value], code: &str) -> Vec<(String, String)> {
    findings
        .iter()
        .filter(|one| one["code"] == code)
        .map(|one| {
            let text = |name: &str| one[name].as_str().unwrap_or_default().to_owned();
            (text("cell"), text("message"))
        })
        .collect()
}

#[track_caller]
fn one(findings: &[Value], code: &str, cell: &str, message: &str) {
    let expected = [(cell.to_owned(), message.to_owned())];
    assert_eq!(of(findings, code), expected, "{findings:#?}");
}

#[track_caller]
fn hint<'a>(findings: &'a [Value], code: &str) -> &'a str {
    let finding = findings.iter().find(|one| one["code"] == code).unwrap();
    finding["hint"].as_str().unwrap()
}

fn families(rows: &str) -> Vec<Value> {
    found(HEAD, &format!("{FAMILIES}\n{rows}"))
}

#[test]
fn a_total_may_have_one_digit_wrong() {
    let findings =
        families("1|Xã An Thắng|164707\n2|Xã Bằng Thành|139005\n|Tổng cộng|323712");
    one(
        &findings,
        "K01",
        "C8",
        "Pác Nặm: dòng tổng ghi tổng số hộ gia đình là 323.712, nhưng cộng các xã được \
         303.712, lệch 20.000.",
    );
    let hint = hint(&findings, "K01");
    assert!(
        hint.contains("Xã Bằng Thành (ô C7) gõ sai một chữ số: 159.005 thay cho 139.005"),
        "{hint}"
    );
}

#[test]
fn a_total_may_have_two_digits_swapped() {
    let findings =
        families("1|Xã An Thắng|6174\n2|Xã Bằng Thành|13769\n|Tổng cộng|19934");
    assert_eq!(
        hint(&findings, "K01"),
        "Có thể dòng tổng (ô C8) đảo hai chữ số: 19.943 thay cho 19.934. Hỏi lại đơn vị số \
         nào đúng; báo cáo dùng số cộng từ các xã."
    );
}

#[test]
fn no_repair_is_offered_where_no_single_slip_explains() {
    let findings =
        families("1|Xã An Thắng|36626\n2|Xã Bằng Thành|167919\n|Tổng cộng|207794");
    assert_eq!(
        hint(&findings, "K01"),
        "Hỏi lại đơn vị số nào đúng; báo cáo dùng số cộng từ các xã."
    );
}

#[test]
fn a_rate_beside_a_figure_decides_between_repairs() {
    // 500 of 1000 is 50%, 300 is not: of three possible repairs one is left.
    let findings = families(
        "1|Xã An Thắng|1000|1000|300|50\n2|Xã Bằng Thành|1000|1000|400|40\n|Tổng cộng|2000|2000|900|45",
    );
    let hint = hint(&findings, "K01");
    assert!(
        hint.starts_with(
            "Có thể Xã An Thắng (ô E6) gõ sai một chữ số: 500 thay cho 300. Hỏi"
        ),
        "{hint}"
    );
}

#[test]
fn subtotals_add_up_their_own_part_of_the_table() {
    let table = |second: u32| {
        format!(
            "1|Xã An Thắng|100\n2|Xã Bằng Thành|200\n|Cộng|300\n3|Xã Bộc Bố|50\n4|Xã Cao Tân|60\n|Cộng|{second}\n|Tổng cộng|410"
        )
    };
    assert_eq!(of(&families(&table(110)), "K01"), []);
    let wrong = families(&table(111));
    assert_eq!(of(&wrong, "K01").len(), 1, "{wrong:#?}");
    assert_eq!(of(&wrong, "K01")[0].0, "C11");
    assert!(of(&wrong, "K01")[0].1.contains("là 111, nhưng cộng các xã được 110"));
}

#[test]
fn a_total_column_is_checked_like_a_total_row() {
    let table = |total: u32| {
        found(
            HEAD,
            &format!(
                "TT|Nội dung|Xã An Thắng|Xã Bằng Thành|Toàn huyện\n|Gia đình học tập\n|- Tổng số|100|200|{total}"
            ),
        )
    };
    assert_eq!(of(&table(300), "K01"), []);
    assert_eq!(of(&table(299), "K01")[0].0, "E7");
}

#[test]
fn achieved_may_equal_the_total_and_not_exceed_it() {
    assert_eq!(of(&families("1|Xã An Thắng|100||100"), "K02"), []);
    one(
        &families("1|Xã An Thắng|100||101"),
        "K02",
        "E6",
        "Xã An Thắng (Pác Nặm): số đạt “Gia đình học tập” là 101, lớn hơn tổng số hộ gia đình \
         là 100.",
    );
    assert_eq!(of(&families("1|Xã An Thắng|100|101|90"), "K02")[0].0, "D6");
}

#[test]
fn achieved_may_equal_registered_and_more_wants_a_reason() {
    assert_eq!(of(&families("1|Xã An Thắng|1000|80|80"), "K03"), []);
    one(
        &families("1|Xã An Thắng|1000|80|81"),
        "K03",
        "E6",
        "Xã An Thắng (Pác Nặm): số đạt “Gia đình học tập” là 81, lớn hơn số đăng ký “Gia đình \
         học tập” là 80.",
    );
}

#[test]
fn a_bad_column_gives_one_message_with_a_range() {
    let findings = families(
        "1|Xã An Thắng|100||1100\n2|Xã Bằng Thành|200||201\n3|Xã Bộc Bố|300||301\n4|Xã Cao Tân|400||401",
    );
    one(
        &findings,
        "K02",
        "E6:E9",
        "Pác Nặm: số đạt “Gia đình học tập” lớn hơn tổng số hộ gia đình ở 4 xã: Xã An Thắng \
         1.100 > 100; Xã Bằng Thành 201 > 200; Xã Bộc Bố 301 > 300; Xã Cao Tân 401 > 400.",
    );
}

#[test]
fn a_rate_is_held_to_the_decimals_it_is_written_with() {
    let rate = |text: &str| families(&format!("1|Xã An Thắng|83784|70714|57087|'{text}"));
    // 57.087 of 83.784 is 68,1359…
    for right in ["68,14", "68,1", "68"] {
        assert_eq!(of(&rate(right), "K04"), [], "{right}");
    }
    for wrong in ["68,13", "68,15", "68,2", "69"] {
        assert_eq!(of(&rate(wrong), "K04").len(), 1, "{wrong}");
    }
    one(
        &rate("80,73"),
        "K04",
        "F6",
        "Xã An Thắng (Pác Nặm): tỷ lệ “Gia đình học tập” ghi 80,73%, nhưng 57.087/83.784 là \
         68,14% (đơn vị đã chia cho số đăng ký 70.714).",
    );
}

#[test]
fn the_rate_of_a_total_row_is_checked_against_the_totals() {
    let rows = |rate: &str| {
        families(&format!(
            "1|Xã An Thắng|100|90|80|80\n2|Xã Bằng Thành|300|200|150|50\n|Tổng cộng|400|290|230|{rate}"
        ))
    };
    assert_eq!(of(&rows("57.5"), "K04"), []);
    // The average of the rates is not the rate of the whole.
    let average = rows("65");
    assert_eq!(of(&average, "K04")[0].0, "F8", "{average:#?}");
    assert!(of(&average, "K04")[0].1.starts_with("Pác Nặm, dòng tổng: tỷ lệ"));
}

#[test]
fn a_rate_is_at_most_a_hundred() {
    let rate = |text: &str| families(&format!("1|Xã An Thắng|100|100|100|'{text}"));
    assert_eq!(of(&rate("100,00"), "K07"), []);
    one(
        &rate("100,01"),
        "K07",
        "F6",
        "Xã An Thắng (Pác Nặm): tỷ lệ “Gia đình học tập” là 100,01%, lớn hơn 100%.",
    );
    // Where more is achieved than there is, that is said and not its rate.
    let cause = families("1|Xã An Thắng|100|100|200|'200,00");
    assert_eq!(of(&cause, "K07"), []);
    assert_eq!(of(&cause, "K02").len(), 1);
}

#[test]
fn one_figure_stated_twice_must_be_the_same() {
    let findings =
        families("1|Xã An Thắng|100|90|80\n2|Xã An Thắng|101|90|81\n3|Xã Bộc Bố|5|5|5");
    one(
        &findings,
        "K06",
        "C7:E7",
        "Xã An Thắng (Pác Nặm): cùng một số liệu được ghi hai lần khác nhau: tổng số hộ gia \
         đình 100 (ô C6) và 101 (ô C7); số đạt “Gia đình học tập” 80 (ô E6) và 81 (ô E7); \
         đang dùng số ghi trước.",
    );
    assert_eq!(of(&findings, "K09"), []);
}

#[test]
fn a_row_that_stands_twice_counts_once_and_is_named() {
    let findings =
        families("1|Xã An Thắng|100|90|80\n2|Xã Bộc Bố|5|5|5\n3|Xã An Thắng|100|90|80");
    one(
        &findings,
        "K09",
        "C8:E8",
        "Xã An Thắng (Pác Nặm) có hai dòng giống nhau trong cùng bảng (ô C6 và ô C8); chỉ được \
         tính một lần.",
    );
    assert_eq!(of(&findings, "K06"), []);
    assert_eq!(
        of(&families("1|Xã An Thắng|100|90|80\n2|Xã Bộc Bố|100|90|80"), "K09"),
        []
    );
}

#[test]
fn levels_together_are_at_most_all_communes() {
    let rows = |second: u32| {
        found(
            HEAD,
            &format!(
                "TT|Chỉ tiêu|ĐVT|Tổng số|Đạt
1|Xã được công nhận “Cộng đồng học tập” mức độ 1|xã|10|7
2|Xã được công nhận “Cộng đồng học tập” mức độ 2|xã|10|{second}"
            ),
        )
    };
    assert_eq!(of(&rows(2), "K14"), []);
    assert_eq!(of(&rows(3), "K14"), []);
    let findings = rows(4);
    let found = of(&findings, "K14");
    assert_eq!(found.len(), 1, "{findings:#?}");
    assert_eq!(
        found[0].1,
        "Pác Nặm: cộng các mức, loại (Mức độ 1: 7; Mức độ 2: 4) được 11, không khớp với tổng \
         số xã, phường, thị trấn là 10."
    );
}

#[test]
fn people_with_a_degree_are_among_the_trained() {
    let rows = |degree: u32| {
        found(
            LABOUR,
            &format!(
                "TT|Huyện, thành phố|Dân số từ 15 tuổi trở lên|Số người được đào tạo CMKT|Số người có trình độ ĐH trở lên\n1|Pác Nặm|20000|9000|{degree}"
            ),
        )
    };
    assert_eq!(of(&rows(9000), "K15"), []);
    one(
        &rows(9001),
        "K15",
        "E6",
        "Pác Nặm (báo cáo của Sở Lao động - Thương binh và Xã hội): số người có trình độ đại \
         học trở lên là 9.001, lớn hơn số người được đào tạo trình độ chuyên môn kỹ thuật là \
         9.000.",
    );
}

#[test]
fn lower_secondary_rests_on_primary_and_literacy() {
    let row = |literacy: u32, primary: u32, secondary: u32| {
        found(
            HEAD,
            &format!(
                "STT|Xã|GĐHT: Tổng số hộ|GĐHT: Đạt|XMC mức độ|PCGDTH mức độ|PCGDTHCS mức độ\n1|Xã An Thắng|100|80|{literacy}|{primary}|{secondary}"
            ),
        )
    };
    assert_eq!(of(&row(1, 1, 1), "K16"), []);
    assert_eq!(of(&row(0, 0, 0), "K16"), []);
    one(
        &row(0, 1, 1),
        "K16",
        "G6",
        "Xã An Thắng (Pác Nặm): mức độ đạt chuẩn phổ cập giáo dục trung học cơ sở ghi 1 nhưng \
         mức độ đạt chuẩn xóa mù chữ ghi 0; phải đạt mức độ 1 mới được công nhận.",
    );
    assert_eq!(of(&row(2, 0, 2), "K16").len(), 1);
}

#[test]
fn there_are_no_more_households_than_grown_people() {
    let row = |people: u32| {
        found(
            HEAD,
            &format!(
                "STT|Xã|GĐHT: Tổng số hộ|GĐHT: Đạt|CDHT: Dân số từ 15 tuổi trở lên|CDHT: Đạt\n1|Xã An Thắng|1804|80|{people}|70"
            ),
        )
    };
    assert_eq!(of(&row(1804), "K17"), []);
    one(
        &row(1803),
        "K17",
        "C6",
        "Xã An Thắng (Pác Nặm): tổng số hộ gia đình là 1.804, lớn hơn dân số từ 15 tuổi trở \
         lên là 1.803.",
    );
}
