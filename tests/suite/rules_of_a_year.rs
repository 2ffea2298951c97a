//! Rules that see all submissions of a year: completeness, and one source
//! against another.

use serde_json::Value;

use crate::desk::Desk;

/// A letterhead with a date and the title of the year 2024.
fn sheet(office: &str, grid: &str) -> String {
    format!("{office}\nBắc Kạn, ngày 10 tháng 12 năm 2024\n\nSỐ LIỆU NĂM 2024\n{grid}")
}

const PAC_NAM: &str = "UBND HUYỆN PÁC NẶM";
const EDUCATION: &str = "SỞ GIÁO DỤC VÀ ĐÀO TẠO";
const LABOUR: &str = "SỞ LAO ĐỘNG - THƯƠNG BINH VÀ XÃ HỘI";
const INFORMATION: &str = "SỞ THÔNG TIN VÀ TRUYỀN THÔNG";

/// All communes of Pác Nặm.
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

const DISTRICTS: [&str; 8] = [
    "TP Bắc Kạn",
    "Ba Bể",
    "Bạch Thông",
    "Chợ Đồn",
    "Chợ Mới",
    "Na Rì",
    "Ngân Sơn",
    "Pác Nặm",
];

fn desk(files: &[(&str, &str, &str)]) -> Desk {
    let desk = Desk::empty();
    for (name, office, grid) in files {
        desk.workbook(name, &[("Biểu", &sheet(office, grid))]);
    }
    desk
}

fn found(files: &[(&str, &str, &str)]) -> Vec<Value> {
    let desk = desk(files);
    let ended = desk.run(["check", "2024"]);
    assert_eq!(ended.code, 1, "{}", ended.stderr);
    desk.summary(2024)["findings"].as_array().unwrap().clone()
}

fn messages(findings: &[Value], code: &str) -> Vec<String> {
    let of_code = findings.iter().filter(|one| one["code"] == code);
    of_code.map(|one| one["message"].as_str().unwrap().to_owned()).collect()
}

/// A row for each name, with the same cells behind it.
fn rows(names: &[&str], cells: &str) -> String {
    let rows = names.iter().enumerate();
    rows.map(|(at, name)| format!("\n{}|{name}|{cells}", at + 1)).collect()
}

#[test]
fn every_commune_of_a_district_is_asked_for() {
    let head = "STT|Xã|GĐHT: Tổng số hộ|GĐHT: Đạt";
    let all =
        found(&[("a.xlsx", PAC_NAM, &format!("{head}{}", rows(&COMMUNES, "100|80")))]);
    assert_eq!(messages(&all, "K05"), Vec::<String>::new());
    let most = format!("{head}{}", rows(&COMMUNES[..8], "100|80"));
    let findings = found(&[("a.xlsx", PAC_NAM, &most)]);
    assert_eq!(
        messages(&findings, "K05"),
        [
            "Pác Nặm: thiếu số liệu của 2 xã (Xã Nhạn Môn, Xã Xuân La) ở: gia đình học tập."
        ]
    );
}

#[test]
fn a_district_without_communes_is_named() {
    let findings = found(&[(
        "a.xlsx",
        PAC_NAM,
        "TT|Nội dung|ĐVT|Kết quả\nI|Gia đình học tập\n1|Tổng số hộ|hộ|900\n2|Số được công nhận|hộ|700",
    )]);
    assert_eq!(
        messages(&findings, "K08"),
        [
            "Pác Nặm: báo cáo chỉ có số liệu toàn huyện, không có số liệu từng xã ở: Gia đình học \
          tập."
        ]
    );
    let head = "STT|Xã|GĐHT: Tổng số hộ|GĐHT: Đạt";
    let grid = format!("{head}{}", rows(&COMMUNES, "100|80"));
    let findings = found(&[("a.xlsx", PAC_NAM, &grid)]);
    assert_eq!(messages(&findings, "K08"), Vec::<String>::new());
}

#[test]
fn every_district_is_asked_for_in_a_table_by_district() {
    let head = "TT|Huyện, thành phố|Số người trong độ tuổi lao động|Số người được trang bị năng lực thông tin";
    let all = format!("{head}{}", rows(&DISTRICTS, "1000|500"));
    assert_eq!(
        messages(&found(&[("a.xlsx", INFORMATION, &all)]), "K10"),
        Vec::<String>::new()
    );
    let most = format!("{head}{}", rows(&DISTRICTS[..7], "1000|500"));
    assert_eq!(
        messages(&found(&[("a.xlsx", INFORMATION, &most)]), "K10"),
        [
            "Sở Thông tin và Truyền thông: thiếu số liệu của Pác Nặm ở: người được trang bị năng \
          lực thông tin."
        ]
    );
}

#[test]
fn a_figure_an_office_owes_is_asked_for() {
    let head = "TT|Huyện, thành phố|Dân số từ 15 tuổi trở lên|Số người được đào tạo CMKT";
    let grid = format!("{head}{}", rows(&DISTRICTS, "1000|500"));
    let findings = found(&[("a.xlsx", LABOUR, &grid)]);
    assert_eq!(
        messages(&findings, "K11"),
        [
            "Sở Lao động - Thương binh và Xã hội: báo cáo không có số liệu thuộc trách nhiệm của \
          đơn vị: Trình độ đại học trở lên (B4); Cơ sở giáo dục trên môi trường số (C1)."
        ]
    );
}

#[test]
fn the_sample_inbox_lacks_nothing_it_owes() {
    let desk = Desk::of_year(2024);
    desk.run(["check", "2024"]);
    let findings = desk.summary(2024)["findings"].as_array().unwrap().clone();
    for code in ["K05", "K10", "K11", "K12", "K13", "M03", "M04", "M05", "M06", "Q02"] {
        assert_eq!(messages(&findings, code), Vec::<String>::new(), "{code}");
    }
}

#[test]
fn half_an_indicator_is_named_by_its_missing_half() {
    let without_total =
        format!("STT|Xã|GĐHT: Đăng ký|GĐHT: Đạt{}", rows(&COMMUNES, "90|80"));
    let findings = found(&[("a.xlsx", PAC_NAM, &without_total)]);
    assert_eq!(
        messages(&findings, "K12"),
        [
            "Pác Nặm: có số đạt “Gia đình học tập” nhưng không có tổng số hộ gia đình, nên không \
          tính được tỷ lệ."
        ]
    );
    let without_result =
        format!("STT|Xã|GĐHT: Tổng số hộ|GĐHT: Đăng ký{}", rows(&COMMUNES, "100|90"));
    let findings = found(&[("a.xlsx", PAC_NAM, &without_result)]);
    assert_eq!(
        messages(&findings, "K13"),
        [
            "Pác Nặm: không có số đạt “Gia đình học tập”; số đăng ký và tổng số không thay được số \
          đạt."
        ]
    );
    assert_eq!(messages(&findings, "K12"), Vec::<String>::new());
}

#[test]
fn a_base_two_offices_state_must_be_the_same() {
    let labour = |people: u32| {
        format!(
            "TT|Huyện, thành phố|Dân số từ 15 tuổi trở lên|Số người được đào tạo CMKT\n1|Pác Nặm|{people}|500"
        )
    };
    let district = format!(
        "STT|Xã|CDHT: Dân số từ 15 tuổi trở lên|CDHT: Đạt{}",
        rows(&COMMUNES, "2000|700")
    );
    let files = |people: u32| {
        found(&[("a.xlsx", PAC_NAM, &district), ("b.xlsx", LABOUR, &labour(people))])
    };
    assert_eq!(messages(&files(20_000), "M03"), Vec::<String>::new());
    assert_eq!(
        messages(&files(20_360), "M03"),
        [
            "Pác Nặm: dân số từ 15 tuổi trở lên theo Sở Lao động - Thương binh và Xã hội là \
          20.360, theo báo cáo của Pác Nặm là 20.000, chênh 360."
        ]
    );
}

#[test]
fn communes_carry_the_level_of_their_district() {
    let education =
        |level: u32| format!("TT|Huyện, thành phố|XMC mức độ\n1|Pác Nặm|{level}");
    let communes = |good: usize| {
        let head = "STT|Xã|GĐHT: Tổng số hộ|GĐHT: Đạt|XMC mức độ";
        let at = |names: &[&str], level: u32| rows(names, &format!("100|80|{level}"));
        format!("{head}{}{}", at(&COMMUNES[..good], 2), at(&COMMUNES[good..], 1))
    };
    let files = |good: usize, level: u32| {
        found(&[
            ("a.xlsx", PAC_NAM, &communes(good)),
            ("b.xlsx", EDUCATION, &education(level)),
        ])
    };
    // A district needs 90% of its communes: nine of ten.
    for code in ["M04", "M06"] {
        assert_eq!(messages(&files(9, 2), code), Vec::<String>::new());
    }
    assert_eq!(
        messages(&files(8, 2), "M04"),
        [
            "Sở Giáo dục và Đào tạo ghi Pác Nặm có mức độ đạt chuẩn xóa mù chữ là 2, nhưng theo \
          báo cáo của Pác Nặm chỉ 8/10 xã đạt mức 2, cần ít nhất 9 xã (90%)."
        ]
    );
    assert_eq!(
        messages(&files(9, 1), "M06"),
        [
            "Sở Giáo dục và Đào tạo ghi Pác Nặm có mức độ đạt chuẩn xóa mù chữ là 1, nhưng theo \
          báo cáo của Pác Nặm đã có 9/10 xã đạt mức 2."
        ]
    );
    assert_eq!(messages(&files(8, 1), "M06"), Vec::<String>::new());
}

#[test]
fn districts_carry_the_level_of_the_province() {
    let files = |good: usize, stated: u32| {
        let head = "TT|Huyện, thành phố|PCGDTHCS mức độ";
        let rows =
            format!("{}{}", rows(&DISTRICTS[..good], "2"), rows(&DISTRICTS[good..], "1"));
        let grid = format!("{head}{rows}\n|Toàn tỉnh|{stated}");
        found(&[("b.xlsx", EDUCATION, &grid)])
    };
    assert_eq!(messages(&files(8, 2), "M05"), Vec::<String>::new());
    assert_eq!(messages(&files(7, 1), "M05"), Vec::<String>::new());
    assert_eq!(
        messages(&files(7, 2), "M05"),
        [
            "Sở Giáo dục và Đào tạo: ghi toàn tỉnh có mức độ đạt chuẩn phổ cập giáo dục trung học \
          cơ sở là 2, nhưng chỉ 7/8 huyện, thành phố đạt từ mức độ 2, cần 100%."
        ]
    );
}

#[test]
fn a_mirror_is_compared_figure_by_figure_and_by_its_base() {
    let society = |achieved: u32, base: u32| {
        format!(
            "TT|Huyện, thành phố|GĐHT: Tổng số hộ|GĐHT: Đạt|DHHT: Tổng số|DHHT: Đạt\n1|Pác Nặm|1000|{achieved}|{base}|30"
        )
    };
    let district = format!(
        "STT|Xã|GĐHT: Tổng số hộ|GĐHT: Đạt|DHHT: Tổng số|DHHT: Đăng ký|DHHT: Đạt{}",
        rows(&COMMUNES, "100|80|5|4|3")
    );
    let files = |achieved: u32, base: u32| {
        found(&[
            ("a.xlsx", PAC_NAM, &district),
            ("b.xlsx", "HỘI KHUYẾN HỌC TỈNH", &society(achieved, base)),
        ])
    };
    let agreed = files(800, 40);
    assert_eq!(messages(&agreed, "M01"), Vec::<String>::new());
    assert_eq!(
        messages(&agreed, "M02"),
        [
            "Hội Khuyến học tỉnh lấy mẫu số là số đăng ký “Dòng họ học tập”, không phải tổng số \
          dòng họ (1 huyện, thành phố)."
        ]
    );
    assert_eq!(
        messages(&files(912, 40), "M01"),
        [
            "Pác Nặm: số đạt “Gia đình học tập” theo Hội Khuyến học tỉnh là 912, theo Pác Nặm là \
          800, chênh 112."
        ]
    );
}

#[test]
fn titles_are_provisional_until_they_are_recognised() {
    let grid = format!("STT|Xã|GĐHT: Tổng số hộ|GĐHT: Đạt{}", rows(&COMMUNES, "100|80"));
    let desk = desk(&[("a.xlsx", PAC_NAM, &grid)]);
    let said = |date: &str| {
        desk.run(["check", "2024", "--report-date", date]);
        messages(desk.summary(2024)["findings"].as_array().unwrap(), "Q01")
    };
    assert_eq!(
        said("2024-12-30"),
        [
            "Danh hiệu năm 2024 chưa được công nhận chính thức tại ngày báo cáo 30/12/2024, số liệu \
          là sơ bộ: Gia đình học tập (D1)."
        ]
    );
    assert_eq!(said("2024-12-31"), Vec::<String>::new());
}

#[test]
fn an_indicator_of_two_offices_needs_both() {
    let head = "TT|Nội dung|Tổng số|Đạt";
    let row = "1|Cơ sở giáo dục quản lý, dạy học trên môi trường số|40|30";
    let grid = format!("{head}\n{row}");
    let findings = found(&[("b.xlsx", EDUCATION, &grid)]);
    assert_eq!(
        messages(&findings, "Q02"),
        [
            "Chỉ tiêu C1 (Cơ sở giáo dục trên môi trường số) mới có phần của Sở Giáo dục và Đào \
          tạo, còn thiếu phần của Sở Lao động - Thương binh và Xã hội; chưa đủ để đánh giá."
        ]
    );
}
