//! By which words an amount is of a fund, and by which it is none.

use super::hold;

#[test]
fn a_fund_is_named_by_words_that_are_understood() {
    hold(&[
        (
            "550 319",
            "Kinh phí thực hiện (triệu đồng)
Ngân sách nhà nước|550
Xã hội hóa|319",
        ),
        (
            "550 null",
            "Kinh phí thực hiện (triệu đồng)
Ngân sách nhà nước|550
Huy động được 12 lớp|12
Tỷ lệ huy động trẻ (%)|98
Số học viên huy động ra lớp|2300
Huy động học viên|2.300",
        ),
        (
            "550 319",
            "Kinh phi thuc hien (trieu dong)
Ngan sach nha nuoc|550
Xa hoi hoa|319",
        ),
        (
            "550 319",
            "KINH PHÍ THỰC HIỆN (TRIỆU ĐỒNG)
NGÂN SÁCH NHÀ NƯỚC|550
NGUỒN XÃ HỘI HOÁ|319",
        ),
        (
            "550 319",
            "|Kinh phí thực hiện (triệu đồng)|Số tiền
|Ngân sách nhà nước (năm trước: 480)|550
|Xã hội hóa (năm trước: 1.300)|319",
        ),
        (
            "null 319",
            "Kinh phí (triệu đồng)
Ngoài ngân sách nhà nước|319",
        ),
        (
            "- V10",
            "Kinh phí (triệu đồng)
Ngân sách nhà nước và xã hội hóa|869",
        ),
        (
            "550 319 V10",
            "Kinh phí (triệu đồng)
Ngân sách nhà nước|550
Xã hội hóa|319
Dự án ABC|100",
        ),
        (
            "- V10",
            "Kinh phí (triệu đồng)
Nguồn|Mức xét
NSNN|550",
        ),
        ("- V10", "Xã hội hóa|300"),
        ("550 null V11", "Ngân sách nhà nước|550"),
        (
            "550 319",
            "Kinh phí (triệu đồng)
Tổng ngân sách nhà nước|550
Tổng nguồn xã hội hóa|319",
        ),
        (
            "550 319",
            "Kinh phí (triệu đồng)
Nguồn ngân sách nhà nước cấp|550
Vận động, tài trợ, ủng hộ|319",
        ),
        (
            "550 319",
            "Kinh phí (triệu đồng)
Ngân sách nhà nước|550
Các nguồn huy động hợp pháp khác|319",
        ),
        (
            "550 319",
            "Kinh phí (triệu đồng)
Ngân sách nhà nước|550
Huy động từ các tổ chức, cá nhân|319",
        ),
        (
            "550 null",
            "Kinh phí (triệu đồng)
NSNN|550
Huy động được 12 lớp",
        ),
        (
            "550 319",
            "Kinh phí thực hiện năm 2024 (triệu đồng)
Ngân sách nhà nước|550
Xã hội hóa|319
Đề nghị khen thưởng
Trường A|12",
        ),
        (
            "550 null",
            "Kinh phí thực hiện (triệu đồng)
Ngân sách nhà nước|550
Kết quả huy động trẻ ra lớp
Mẫu giáo|98",
        ),
        (
            "null 319",
            "Nội dung|ĐVT|Số lượng
Huy động|lớp|12
Xã hội hóa|triệu đồng|319",
        ),
    ]);
}

#[test]
fn what_is_needed_or_planned_is_not_spent() {
    hold(&[
        (
            "550 null V39",
            "Kinh phí thực hiện năm 2024 (triệu đồng)
Ngân sách nhà nước|550
Nhu cầu kinh phí năm 2025 (triệu đồng)
Ngân sách nhà nước|900",
        ),
        (
            "- V34",
            "Kinh phí thực hiện (triệu đồng)
Ngân sách nhà nước|550|đề nghị cấp",
        ),
        (
            "550 null V39",
            "Kinh phí thực hiện (triệu đồng)
Ngân sách nhà nước|550
Kinh phí còn thiếu|200",
        ),
        (
            "- V10",
            "Dự kiến kinh phí năm 2024 (triệu đồng)
Ngân sách nhà nước|550",
        ),
        (
            "- V10",
            "Kinh phí (triệu đồng)
Ngân sách nhà nước (ước thực hiện)|550",
        ),
        (
            "- V10",
            "Kinh phí (triệu đồng)
Nguồn|Ước thực hiện 2024
Ngân sách nhà nước|550",
        ),
        (
            "550 null",
            "Kinh phí thực hiện kế hoạch xây dựng xã hội học tập năm 2024 (triệu đồng)
Ngân sách nhà nước|550",
        ),
        (
            "550 null",
            "Kinh phí thực hiện Quyết định số 1768/QĐ-UBND năm 2021 (triệu đồng)
Ngân sách nhà nước|550",
        ),
        (
            "550 null",
            "Kinh phí thực hiện Đề án Xây dựng xã hội học tập giai đoạn 2021-2030 (triệu đồng)
Ngân sách nhà nước|550",
        ),
    ]);
}
