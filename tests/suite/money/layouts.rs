//! Where amounts stand: columns, rows and titles that say of which year they
//! are, and whether they were spent.

use super::hold;

#[test]
fn the_column_of_the_year_and_of_what_was_spent_counts() {
    hold(&[
        (
            "550 319 V39",
            "Kinh phí thực hiện (triệu đồng)
Nội dung|2023|2024
Ngân sách nhà nước|480|550
Xã hội hóa|300|319",
        ),
        (
            "550 319 V39",
            "Kinh phí thực hiện (triệu đồng)
TT|Nội dung|Đơn vị tính|Kế hoạch|Thực hiện|Ghi chú
1|Ngân sách nhà nước|triệu đồng|600|550|
2|Xã hội hóa|triệu đồng|300|319|vượt",
        ),
        (
            "550 319 V39",
            "Kinh phí (triệu đồng)
Nội dung{{1x2}}|Năm 2023{{2x1}}||Năm 2024{{2x1}}|
|KH|TH|KH|TH
NSNN|480|470|600|550
XHH|1|2|3|319",
        ),
        (
            "550 319 V39",
            "TT|Nội dung|Đơn vị tính|Năm 2023|Năm 2024
1|Ngân sách nhà nước|triệu đồng|480|550
2|Xã hội hóa|triệu đồng|300|319",
        ),
        (
            "550 null V39",
            "Kinh phí (triệu đồng)
Nguồn|Được giao|Đã chi
NSNN|600|550",
        ),
        (
            "550 null V39",
            "Kinh phí (triệu đồng)
Nguồn|Quý I|Quý II|Quý III|Quý IV|Cả năm
NSNN|100|100|100|250|550",
        ),
        (
            "550 319 V39",
            "Kinh phí (triệu đồng)
STT|Nguồn|2023|2024
(1)|(2)|(3)|(4)
1|NSNN|480|550
2|XHH|300|319",
        ),
        (
            "550 319 V39",
            "Nội dung|Đơn vị tính|Năm 2022|Năm 2023|Năm 2024
Kinh phí từ ngân sách nhà nước|Triệu đồng|400|480|550
Kinh phí xã hội hóa|Triệu đồng|200|300|319",
        ),
        (
            "550 319 V39",
            "Kinh phí (triệu đồng)
Nguồn|Năm trước|Năm nay
NSNN|480|550
XHH|300|319",
        ),
        (
            "550 319",
            "Kinh phí (triệu đồng)
Nguồn|Số tiền|Tỷ lệ %|So với năm 2023
NSNN|550|63|+70
XHH|319|37|+19",
        ),
        (
            "550 319 V39",
            "Kinh phí (triệu đồng)
Nguồn|6 tháng đầu năm|Cả năm
NSNN|200|550
XHH|100|319",
        ),
        (
            "550 319 V39",
            "STT|Nguồn vốn|Năm 2024 (triệu đồng){{2x1}}|
||Dự toán được giao|Đã giải ngân
1|Ngân sách nhà nước|600|550
2|Xã hội hóa|300|319",
        ),
        (
            "550 319 V39",
            "Kinh phí (triệu đồng){{3x1}}
Nguồn|Dự toán|Quyết toán
Ngân sách|600|550
Nguồn XHH|300|319",
        ),
        (
            "550 319 V39",
            "Kế hoạch và kết quả thực hiện kinh phí năm 2024 (triệu đồng)
Nguồn|Kế hoạch|Kết quả
NSNN|600|550
XHH|300|319",
        ),
        (
            "550 null V39",
            "Kinh phí thực hiện (triệu đồng)
Nguồn|Đề xuất|Thực chi
Ngân sách nhà nước|900|550",
        ),
    ]);
}

#[test]
fn rows_and_titles_tell_the_year_as_columns_do() {
    hold(&[
        (
            "550 319 V39",
            "Kinh phí (triệu đồng)
Năm 2024
Ngân sách nhà nước|550
Xã hội hóa|319
Năm 2023
Ngân sách nhà nước|480
Xã hội hóa|300",
        ),
        (
            "550 319 V39",
            "Kinh phí thực hiện (triệu đồng)
Năm|Ngân sách nhà nước|Xã hội hóa
2023|480|300
2024|550|319",
        ),
        (
            "550 319 V39",
            "Kinh phí (triệu đồng)
1. Ngân sách nhà nước
- Kế hoạch|600
- Thực hiện|550
2. Xã hội hóa
- Kế hoạch|300
- Thực hiện|319",
        ),
        (
            "550 319 V39",
            "Kinh phí (triệu đồng)
Ngân sách nhà nước{{1x2}}|Kế hoạch|600
|Thực hiện|550
Xã hội hóa{{1x2}}|Kế hoạch|300
|Thực hiện|319",
        ),
        (
            "550 319",
            "Kinh phí ngân sách nhà nước năm 2024 (triệu đồng)|550
Kinh phí xã hội hóa năm 2024 (triệu đồng)|319",
        ),
        (
            "550 319 V39",
            "Kinh phí (triệu đồng)
Ngân sách nhà nước năm 2023|480
Ngân sách nhà nước năm 2024|550
Xã hội hóa năm 2023|300
Xã hội hóa năm 2024|319",
        ),
        (
            "550 319 V39",
            "|Năm 2023{{2x1}}||Năm 2024{{2x1}}|
|Ngân sách nhà nước|Xã hội hóa|Ngân sách nhà nước|Xã hội hóa
Kinh phí (triệu đồng)|480|300|550|319",
        ),
        (
            "- V34",
            "Kinh phí năm 2023 (triệu đồng)
Ngân sách nhà nước|480
Xã hội hóa|300",
        ),
        (
            "- V34",
            "Kinh phí năm học 2023-2024 (triệu đồng)
Ngân sách nhà nước|550",
        ),
    ]);
}

#[test]
fn tables_may_lie_across() {
    hold(&[
        (
            "550 319",
            "Kinh phí (triệu đồng)
Đơn vị|NSNN|XHH
Xã Bành Trạch|100|50
Xã Cao Thượng|450|269
Tổng cộng|550|319",
        ),
        (
            "550 319",
            "Kinh phí thực hiện (triệu đồng)
|Ngân sách nhà nước|Xã hội hóa
Số tiền|550|319",
        ),
        (
            "550 319",
            "Kinh phí thực hiện (triệu đồng)
TT|Nội dung chi|Tổng số|Ngân sách nhà nước|Xã hội hóa
1|Tuyên truyền|300|200|100
2|Mở lớp|569|350|219
|Tổng cộng|869|550|319",
        ),
        (
            "- V12",
            "Kinh phí thực hiện (triệu đồng)
TT|Nội dung chi|Ngân sách nhà nước|Xã hội hóa
1|Tuyên truyền|200|100
2|Mở lớp|350|219",
        ),
        (
            "550 319",
            "Kinh phí (triệu đồng)
Ngân sách nhà nước|550|Xã hội hóa|319",
        ),
    ]);
}

#[test]
fn parts_add_up_only_without_a_whole() {
    hold(&[
        (
            "550 319",
            "Kinh phí thực hiện (triệu đồng)
1. Ngân sách nhà nước|550
Trong đó: Ngân sách tỉnh|100
- Ngân sách huyện|300
- Ngân sách xã|150
2. Xã hội hóa|319",
        ),
        (
            "550 319 V37",
            "Kinh phí thực hiện (triệu đồng)
Ngân sách tỉnh|100
Ngân sách huyện|300
Ngân sách xã|150
Xã hội hóa|319",
        ),
        (
            "550 319",
            "Kinh phí (triệu đồng)
NSNN|550
Trong đó:
- Chi hội nghị|100
- Chi mua sách|50
XHH|319",
        ),
        (
            "550 null V12",
            "Kinh phí (triệu đồng)
Ngân sách nhà nước|550
Xã hội hóa|200
Nguồn khác|119",
        ),
        (
            "550 319 V37",
            "Kinh phí (triệu đồng)
Ngân sách nhà nước|550
Xã hội hóa|200
Nguồn khác|119
Tổng cộng|869",
        ),
        (
            "550 319",
            "Tổng kinh phí thực hiện (triệu đồng)|869
Ngân sách nhà nước|550
Xã hội hóa|319",
        ),
        (
            "550 319 V35",
            "Kinh phí thực hiện (triệu đồng)
Ngân sách nhà nước|550
Xã hội hóa|319
Tổng cộng|900",
        ),
        ("- V36", "Tổng kinh phí|869 triệu đồng"),
        ("- V36", "Kinh phí thực hiện: 869 triệu đồng"),
        (
            "550 319 V35",
            "Kinh phí (triệu đồng)
Ngân sách nhà nước|550
Xã hội hóa|319
Tổng cộng hai nguồn|860",
        ),
    ]);
}
