//! Money in every layout and wording that could be thought of: what is counted,
//! in million đồng, and what is said.

mod amounts;
mod doubts;
mod layouts;
mod words;

use std::collections::BTreeSet;

use crate::desk::Desk;

/// A case is a workbook of its own; each of one test is of another unit.
const UNITS: [(&str, &str); 20] = [
    ("ba-be", "UBND HUYỆN BA BỂ"),
    ("bach-thong", "UBND HUYỆN BẠCH THÔNG"),
    ("cho-don", "UBND HUYỆN CHỢ ĐỒN"),
    ("cho-moi", "UBND HUYỆN CHỢ MỚI"),
    ("na-ri", "UBND HUYỆN NA RÌ"),
    ("ngan-son", "UBND HUYỆN NGÂN SƠN"),
    ("pac-nam", "UBND HUYỆN PÁC NẶM"),
    ("so-y-te", "SỞ Y TẾ"),
    ("so-tai-chinh", "SỞ TÀI CHÍNH"),
    ("so-tttt", "SỞ THÔNG TIN VÀ TRUYỀN THÔNG"),
    ("so-vhttdl", "SỞ VĂN HÓA, THỂ THAO VÀ DU LỊCH"),
    ("cong-an", "CÔNG AN TỈNH"),
    ("ldld", "LIÊN ĐOÀN LAO ĐỘNG TỈNH"),
    ("ban-dan-toc", "BAN DÂN TỘC TỈNH"),
    ("hoi-khuyen-hoc", "HỘI KHUYẾN HỌC TỈNH"),
    ("hlhpn", "HỘI LIÊN HIỆP PHỤ NỮ TỈNH"),
    ("hoi-ccb", "HỘI CỰU CHIẾN BINH TỈNH"),
    ("hoi-nong-dan", "HỘI NÔNG DÂN TỈNH"),
    ("hoi-nct", "HỘI NGƯỜI CAO TUỔI TỈNH"),
    ("hoi-cgc", "HỘI CỰU GIÁO CHỨC TỈNH"),
];

const HEAD: &str = "BÁO CÁO KẾT QUẢ XÂY DỰNG XÃ HỘI HỌC TẬP NĂM 2024
Bắc Kạn, ngày 10 tháng 12 năm 2024
STT|Nội dung|Kết quả
1|Công tác tuyên truyền|Tổ chức 12 hội nghị với 340 lượt người tham dự.
2|Khó khăn, vướng mắc|Cán bộ kiêm nhiệm nhiều việc.
";

/// Holds each case to what is counted of the budget of the state and of other
/// sources, and to the codes said about its cells: `550 319 V39`; `null` where one
/// is not stated or not read, `-` where neither is.
#[track_caller]
fn hold(cases: &[(&str, &str)]) {
    let desk = Desk::empty();
    for ((_, rows), (code, name)) in cases.iter().zip(UNITS) {
        let sheet = format!("{name}\n{HEAD}\n{rows}");
        desk.workbook(&format!("{code}.xlsx"), &[("Bao cao", &sheet)]);
    }
    desk.run(["check", "2024"]);
    let summary = desk.summary(2024);
    let list = |name: &str| summary[name].as_array().unwrap();
    for ((expected, rows), (code, _)) in cases.iter().zip(UNITS) {
        let money = list("budget").iter().find(|one| one["unit"] == code);
        let money = money.map_or_else(
            || "-".to_owned(),
            |one| format!("{} {}", one["state"], one["social"]),
        );
        let said: BTreeSet<&str> = list("findings")
            .iter()
            .filter(|finding| finding["unit"] == code)
            .filter_map(|finding| finding["code"].as_str())
            .filter(|code| code.starts_with(['V', 'T']))
            .collect();
        let said: Vec<&str> = said.into_iter().collect();
        let got = format!("{money} {}", said.join(" "));
        assert_eq!(got.trim_end(), *expected, "{code}:\n{rows}");
    }
}

#[test]
fn each_finding_of_money_has_its_cells_and_its_gravity() {
    let desk = Desk::empty();
    let cases = [
        ("V10", "warning", "B9", "Kinh phí (triệu đồng)\nNSNN|khoảng 550"),
        ("V11", "warning", "B8", "Ngân sách nhà nước|550"),
        ("V12", "warning", "B9:C9", "Kinh phí (triệu đồng)\nNSNN|480|550"),
        ("V34", "warning", "B9", "Nhu cầu kinh phí 2025 (triệu đồng)\nNSNN|900"),
        ("V35", "warning", "B10", "Kinh phí (triệu đồng)\nNSNN|550\nTổng cộng|900"),
        ("V36", "warning", "A8", "Tổng kinh phí: 869 triệu đồng"),
        (
            "V37",
            "info",
            "B9:B10",
            "Kinh phí (triệu đồng)\nNgân sách huyện|300\nNgân sách xã|250",
        ),
        ("V38", "warning", "B9", "Kinh phí (trăm triệu đồng)\nNSNN|5,5"),
        ("V41", "warning", "B9", "Kinh phí xây dựng NTM (triệu đồng)\nNSNN|550"),
        ("V39", "info", "B10", "Kinh phí (triệu đồng)\nNguồn|2023|2024\nNSNN|480|550"),
    ];
    for ((.., rows), (code, name)) in cases.iter().zip(UNITS) {
        let sheet = format!("{name}\n{HEAD}\n{rows}");
        desk.workbook(&format!("{code}.xlsx"), &[("Bao cao", &sheet)]);
    }
    desk.run(["check", "2024"]);
    let summary = desk.summary(2024);
    let findings = summary["findings"].as_array().unwrap();
    for ((code, severity, cell, _), (unit, _)) in cases.iter().zip(UNITS) {
        let found: Vec<_> = findings
            .iter()
            .filter(|finding| finding["unit"] == unit && finding["code"] == *code)
            .map(|finding| (finding["severity"].as_str(), finding["cell"].as_str()))
            .collect();
        assert_eq!(found, [(Some(*severity), Some(*cell))], "{code} of {unit}");
    }
}
