//! Words around amounts that make one ask: in titles, in notes, of units and shares.

use super::hold;

#[test]
fn a_title_counts_only_if_all_its_words_are_understood() {
    hold(&[
        (
            "550 319 V41",
            "Kinh phí xây dựng NTM (triệu đồng)
Ngân sách nhà nước|550
Xã hội hóa|319",
        ),
        (
            "550 null V41",
            "Kinh phí thực hiện chương trình giảm nghèo (triệu đồng)
Ngân sách nhà nước|550",
        ),
        (
            "- V34",
            "Kinh phí theo lộ trình (triệu đồng)
Ngân sách nhà nước|550",
        ),
        (
            "- V34",
            "Kinh phí thực hiện đến 30/6/2024 (triệu đồng)
Ngân sách nhà nước|550",
        ),
        (
            "550 319",
            "Kinh phí thực hiện tính đến 31/12/2024 (triệu đồng)
Ngân sách nhà nước|550
Xã hội hóa|319",
        ),
        (
            "- V34",
            "Kinh phí mỗi xã (triệu đồng)
Ngân sách nhà nước|550",
        ),
        (
            "- V34",
            "Dự toán giao năm 2024 (triệu đồng)
Ngân sách nhà nước|550",
        ),
        (
            "- V10",
            "Kinh phí thực hiện (triệu đồng)
Số liệu ước thực hiện
Ngân sách nhà nước|550",
        ),
        (
            "- V10",
            "Kinh phí (USD)
Ngân sách nhà nước|550",
        ),
        (
            "- V10",
            "Cơ cấu kinh phí (%)
Ngân sách nhà nước|63",
        ),
        (
            "550 319",
            "Kinh phí thực hiện Quyết định số 1768/QĐ-UBND ngày 22/9/2021 (triệu đồng)
Ngân sách nhà nước|550
Xã hội hóa|319",
        ),
        (
            "550 319 V39",
            "Kinh phí thực hiện (triệu đồng)
Nguồn|Đến 30/6|Đến 31/12
Ngân sách nhà nước|200|550
Xã hội hóa|100|319",
        ),
    ]);
}

#[test]
fn a_sign_on_a_label_is_no_ornament() {
    hold(&[
        (
            "null 319 V34",
            "Kinh phí thực hiện (triệu đồng)
Ngân sách NN (%)|55
Xã hội hóa|319",
        ),
        (
            "550 null",
            "Kinh phí thực hiện (triệu đồng)
Ngân sách NN|550
Ngân sách NN (%)|63",
        ),
        (
            "null 319 V10",
            "Kinh phí thực hiện (triệu đồng)
Ngân sách nhà nước ?|550
Xã hội hóa|319",
        ),
        (
            "null 319 V10",
            "Kinh phí thực hiện (triệu đồng)
Ngân sách nhà nước|?
Xã hội hóa|319",
        ),
        (
            "null 319 V10",
            "Kinh phí thực hiện (triệu đồng)
Ngân sách nhà nước|300 (năm 2023)
Xã hội hóa|319",
        ),
        (
            "- V10",
            "Kinh phí thực hiện (triệu đồng)
Ngân sách nhà nước: ba trăm triệu đồng",
        ),
    ]);
}

#[test]
fn units_that_contradict_each_other_are_asked_about() {
    hold(&[
        (
            "- V10",
            "Kinh phí thực hiện (triệu đồng)
Đơn vị tính: nghìn đồng
Ngân sách nhà nước|550",
        ),
        (
            "null 319 V10",
            "Kinh phí thực hiện (triệu đồng)
Ngân sách nhà nước (tỷ đồng)|550
Xã hội hóa|319",
        ),
        // Less than half a million would print as 0.
        (
            "null 319 V10",
            "Kinh phí thực hiện (triệu đồng)
Ngân sách nhà nước|300 nghìn đồng
Xã hội hóa|319",
        ),
        (
            "1200 319",
            "Kinh phí thực hiện (triệu đồng)
Ngân sách nhà nước|1,2 tỷ đồng
Xã hội hóa|319",
        ),
    ]);
}

#[test]
fn a_note_that_corrects_or_limits_an_amount_is_quoted() {
    let below = |note: &str| {
        format!(
            "Kinh phí thực hiện (triệu đồng)
Ngân sách nhà nước|550
Xã hội hóa|319
{note}"
        )
    };
    let beside = |note: &str| {
        format!(
            "Kinh phí thực hiện (triệu đồng)
Nguồn|Số tiền|Ghi chú
Ngân sách nhà nước|550|{note}
Xã hội hóa|319|"
        )
    };
    let telling = [
        below("Ghi chú: chưa bao gồm nguồn của xã"),
        below("Ghi chú: số liệu năm 2023"),
        below("Ghi chú: đơn vị tính nghìn đồng"),
        below("* Số liệu tạm tính"),
        below("Số liệu trên là kế hoạch"),
        beside("đúng là 650"),
        beside("650"),
        beside("chỉ là kế hoạch"),
        beside("của cả giai đoạn"),
        beside("chưa bao gồm cấp xã"),
    ];
    let plain = [
        below("Ghi chú: Số liệu lấy từ báo cáo của Phòng Tài chính"),
        below("(Nguồn: Phòng Tài chính)"),
        below("Người lập biểu"),
        beside("vượt kế hoạch"),
        beside("đạt 100%"),
        beside("tăng 20% so với năm 2023"),
        beside("theo QĐ số 123/QĐ-UBND"),
        beside("chi hội nghị, in tài liệu"),
        beside("Số liệu năm 2024"),
        beside("Theo số liệu của Phòng TC-KH"),
    ];
    let told = telling.iter().map(|rows| ("550 319 T07", rows.as_str()));
    let silent = plain.iter().map(|rows| ("550 319", rows.as_str()));
    hold(&told.chain(silent).collect::<Vec<_>>());
}

#[test]
fn levels_that_are_listed_make_up_their_fund() {
    hold(&[
        (
            "550 319 V35",
            "Kinh phí thực hiện (triệu đồng)
Ngân sách nhà nước|550
- Ngân sách tỉnh|200
- Ngân sách huyện|300
Xã hội hóa|319",
        ),
        (
            "550 319",
            "Kinh phí thực hiện (triệu đồng)
Ngân sách nhà nước|550
Trong đó:
- Ngân sách tỉnh|200
- Ngân sách huyện|300
Xã hội hóa|319",
        ),
    ]);
}

#[test]
fn honest_titles_and_rows_are_not_asked_about() {
    let titles = [
        "Kinh phí thực hiện trên địa bàn 37 xã, phường (triệu đồng)",
        "KINH PHÍ THỰC HIỆN NĂM 2024 CỦA HUYỆN BA BỂ (triệu đồng)",
        "Kinh phí Hội Khuyến học tỉnh (triệu đồng)",
        "Biểu số 05: Tổng hợp kinh phí thực hiện (triệu đồng)",
        "Kinh phí triển khai thực hiện Kế hoạch số 123/KH-UBND (triệu đồng)",
        "Kinh phí đã chi cho xây dựng xã hội học tập trong năm (triệu đồng)",
        "Kinh phí hỗ trợ trung tâm học tập cộng đồng (triệu đồng)",
        "Tình hình kinh phí như sau (triệu đồng)",
    ];
    let rows = titles.map(|title| {
        format!(
            "{title}
Ngân sách nhà nước|550|63%
Xã hội hóa|319|37%
Nguồn khác|0|"
        )
    });
    hold(&rows.each_ref().map(|rows| ("550 319", rows.as_str())));
}

#[test]
fn a_column_nobody_understands_beside_the_amount_is_asked_about() {
    hold(&[
        (
            "550 200 V10",
            "Kinh phí thực hiện (triệu đồng)
Nguồn|Tiền|Hiện vật
Ngân sách nhà nước|550|0
Xã hội hóa|200|119",
        ),
        (
            "550 319",
            "Kinh phí thực hiện (triệu đồng)
Nguồn|Tiền mặt|Hiện vật quy đổi|Cộng
Ngân sách nhà nước|550|0|550
Xã hội hóa|200|119|319",
        ),
        (
            "550 319",
            "Kinh phí thực hiện (triệu đồng)
Nguồn|Trong đó: mua sắm|Tổng
Ngân sách nhà nước|100|550
Xã hội hóa|50|319",
        ),
        (
            "550 319",
            "Kinh phí thực hiện (triệu đồng)
Nguồn|Thực hiện|Tỷ lệ
Ngân sách nhà nước|550|91,7
Xã hội hóa|319|79,8",
        ),
        (
            "- V10",
            "Ngân sách nhà nước: khoảng 550 triệu đồng; xã hội hóa: 319 triệu đồng",
        ),
        (
            "null 319 V10",
            "Kinh phí thực hiện (triệu đồng)
Ngân sách nhà nước|0,55
Xã hội hóa|319",
        ),
    ]);
}
