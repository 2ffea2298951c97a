//! How to read the workbook.

use crate::document::Material;
use crate::document::wording::{NONE, NOT_REPORTED};
use crate::place::Address;
use spreadsheet::book::{Look, Sheet};

use super::{NOT_APPLICABLE, titled};

pub(super) fn sheet(material: &Material<'_>) -> Sheet {
    let mut sheet = titled(material, "Giải thích", "Cách đọc các bảng số liệu");
    sheet.landscape = false;
    sheet.widths = vec![20.0, 84.0];
    sheet.scrolls_from = Some(Address::new(3, 0));
    sheet.text(2, 0, "Ký hiệu", Look::Head);
    sheet.text(2, 1, "Ý nghĩa", Look::Head);
    for (row, (sign, meaning)) in (3..).zip(lines(material)) {
        sheet.text(row, 0, &sign, Look::Mark);
        sheet.text(row, 1, &meaning, Look::Words);
    }
    sheet.fit_heights();
    sheet
}

fn lines(material: &Material<'_>) -> Vec<(String, String)> {
    let signs = [
        ("0", "Số 0 do đơn vị ghi."),
        (NONE, "Không có hiện tượng phát sinh, hoặc không có gì để tính."),
        (NOT_REPORTED, "Có phát sinh nhưng chưa có số liệu, hoặc đơn vị chưa báo cáo."),
        (
            NOT_APPLICABLE,
            "Chỉ tiêu không đặt ra câu hỏi này trong năm báo cáo, hoặc đơn vị ghi không áp dụng.",
        ),
        ("sơ bộ", "Danh hiệu của năm chưa được công nhận chính thức tại ngày báo cáo."),
        (
            "Tỷ lệ",
            "Công thức tử số chia mẫu số trên cùng dòng; tỷ lệ của tỉnh không phải trung bình cộng của các đơn vị.",
        ),
        ("Kết luận", "So trên phân số chính xác, trước khi làm tròn."),
        (
            "Mã truy nguồn",
            "Dùng với lệnh xhht trace; chữ cuối: n là tử số, d là mẫu số, r là đăng ký, l là mức độ, state là ngân sách, social là xã hội hóa. Ở các bảng tổng hợp, thêm .n, .d hoặc .r vào sau mã.",
        ),
    ];
    let mut lines: Vec<(String, String)> =
        signs.map(|(sign, meaning)| (sign.to_owned(), meaning.to_owned())).to_vec();
    for indicator in material.plan.indicators() {
        lines.push((
            indicator.code.clone(),
            format!(
                "{}. Tử số: {}. Mẫu số: {}.",
                indicator.name, indicator.numerator, indicator.denominator
            ),
        ));
    }
    lines.push((
        "xhht".to_owned(),
        format!(
            "Phiên bản {}. Các bảng này và báo cáo in từ cùng một lần tính.",
            env!("CARGO_PKG_VERSION")
        ),
    ));
    lines
}
