//! How amounts are written, and the unit they are of.

use super::hold;

#[test]
fn label_and_amount_may_share_a_cell() {
    hold(&[
        (
            "375 812",
            "Kinh phí thực hiện
- Ngân sách: 375 triệu đồng; xã hội hóa: 812 triệu đồng",
        ),
        (
            "550 319",
            "Kinh phí thực hiện
Tổng kinh phí 869 triệu đồng, trong đó ngân sách nhà nước 550 triệu đồng, xã hội hóa 319 triệu đồng",
        ),
        (
            "550 319",
            "Kinh phí (triệu đồng)
- Ngân sách nhà nước: 550
- Xã hội hóa: 319",
        ),
        (
            "- V10",
            "Kinh phí (triệu đồng)
Trong năm huyện đã huy động được 319 triệu đồng từ con em xa quê và 200 triệu đồng từ quỹ vì người nghèo",
        ),
        (
            "null 319",
            "Kinh phí (triệu đồng)
Huyện đã huy động được 319 triệu đồng",
        ),
        (
            "550 319",
            "4|Kinh phí thực hiện|Tổng kinh phí 869 triệu đồng, trong đó ngân sách nhà nước 550 triệu đồng, xã hội hóa 319 triệu đồng",
        ),
        (
            "null 319 V10",
            "Kinh phí (triệu đồng)
1|Ngân sách nhà nước|Được UBND huyện cấp kịp thời, đầy đủ
2|Xã hội hóa|319",
        ),
        (
            "550 319",
            "5|Phong trào thi đua|Quỹ khuyến học huy động được 1217 triệu đồng; khen thưởng 105 học sinh, giáo viên có thành tích.
Kinh phí (triệu đồng)
NSNN|550
XHH|319",
        ),
    ]);
}

#[test]
fn the_nearest_unit_counts() {
    hold(&[
        (
            "550 319 V38",
            "Kinh phí (trăm triệu đồng)
Ngân sách nhà nước|5.5
Xã hội hóa|3.19",
        ),
        (
            "- V10",
            "Kinh phí (100 triệu đồng)
Ngân sách nhà nước|5.5",
        ),
        (
            "- V10",
            "Kinh phí thực hiện (đồng)
Ngân sách nhà nước|550",
        ),
        ("- V10", "Ngân sách nhà nước|550000000000000"),
        (
            "550 319",
            "Nội dung|Kinh phí (nghìn đồng)
Ngân sách nhà nước|550000
Xã hội hóa|319000",
        ),
        (
            "- V10",
            "Nội dung|ĐVT|Kinh phí (nghìn đồng)
Ngân sách nhà nước|triệu đồng|550",
        ),
        (
            "550 319",
            "III. KINH PHÍ
Đơn vị tính: triệu đồng
Ngân sách nhà nước|550
Xã hội hóa|319",
        ),
        (
            "550 319",
            "III. KINH PHÍ
||Đơn vị tính: nghìn đồng
Ngân sách nhà nước|550000
Xã hội hóa|319000",
        ),
        (
            "550 319",
            "III. KINH PHÍ
||(Đơn vị tính: triệu đồng)
Nội dung||Số tiền
Ngân sách nhà nước||550
Xã hội hóa||319",
        ),
        (
            "550 319",
            "Kinh phí thực hiện
NSNN|550|triệu đồng
XHH|319|triệu đồng",
        ),
        (
            "550 319",
            "Kinh phí thực hiện (đồng)
Ngân sách nhà nước|550000000
Xã hội hóa|319.000.000",
        ),
        (
            "550 319",
            "Kinh phí thực hiện (tỷ đồng)
Ngân sách nhà nước|0.55
Xã hội hóa|0,319",
        ),
        (
            "550 319",
            "Kinh phí thực hiện
Ngân sách nhà nước|550.000.000 (đồng)
Xã hội hóa|319 (triệu đồng).",
        ),
        (
            "225 null",
            "Kinh phí (nghìn đồng)
NSNN|225 (triệu đồng)",
        ),
    ]);
}

#[test]
fn an_amount_that_is_not_understood_is_said() {
    hold(&[
        (
            "- V10",
            "Kinh phí thực hiện (triệu đồng)
Ngân sách nhà nước|năm trăm năm mươi triệu đồng",
        ),
        (
            "- V10",
            "Kinh phí thực hiện (triệu đồng)
Ngân sách nhà nước|550{{1x2}}
Xã hội hóa|",
        ),
        (
            "- V12",
            "Kinh phí thực hiện (triệu đồng)
Ngân sách nhà nước|480|550",
        ),
        (
            "null 319",
            "Kinh phí thực hiện (triệu đồng)
Ngân sách nhà nước|
Xã hội hóa|319",
        ),
        (
            "null 319",
            "Kinh phí (triệu đồng)
NSNN|...
XHH|319",
        ),
        (
            "0 319",
            "Kinh phí (triệu đồng)
NSNN|-
XHH|319",
        ),
        (
            "- V10",
            "Kinh phí (triệu đồng)
NSNN|55%",
        ),
        (
            "- V10",
            "Kinh phí (triệu đồng)
NSNN|55O",
        ),
        (
            "- V10",
            "Kinh phí (triệu đồng)
NSNN|550 600",
        ),
        (
            "- V10",
            "Kinh phí (triệu đồng)
NSNN|550+50",
        ),
        (
            "- V10",
            "Kinh phí (triệu đồng)
NSNN|550/600",
        ),
        (
            "- V10",
            "Kinh phí (triệu đồng)
NSNN|500-600",
        ),
        (
            "- V10",
            "Kinh phí (triệu đồng)
NSNN|-550",
        ),
        (
            "- V10",
            "Kinh phí (triệu đồng)
NSNN|~550 triệu",
        ),
        (
            "- V10",
            "Kinh phí (triệu đồng)
NSNN|hơn 550 triệu đồng",
        ),
        (
            "- V10",
            "Kinh phí (triệu đồng)
NSNN|Đạt khoảng 550 triệu đồng",
        ),
        (
            "null 319 V10",
            "Kinh phí (triệu đồng)
NSNN|5/12
XHH|319",
        ),
        (
            "- V10",
            "Kinh phí (triệu đồng)
NSNN|1,234",
        ),
        (
            "550 null",
            "Kinh phí (triệu đồng)
NSNN|550|550",
        ),
        (
            "550 319",
            "Kinh phí (triệu đồng)
NSNN|550
XHH|319
NSNN|550",
        ),
    ]);
}
