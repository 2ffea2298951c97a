//! The first sheet: how to fill the form in, and the day of the report.

use crate::document::wording::long_date;
use crate::form::stamp::DAY_LABEL;
use crate::place::Address;
use spreadsheet::book::{Allowed, Content, Entry, Look, Sheet};

use super::{HEADS, Sending, letters};

pub(super) fn sheet(sending: &Sending<'_>) -> Sheet {
    let mut sheet = sending.sheet(
        "Hướng dẫn",
        "Báo cáo kết quả xây dựng xã hội học tập",
        "Nhập ngày lập báo cáo, rồi điền các sheet tiếp theo.",
    );
    sheet.landscape = false;
    sheet.widths = vec![30.0, 22.0, 60.0];
    sheet.text(HEADS, 0, DAY_LABEL, Look::Head);
    sheet.put(HEADS, 1, Content::Blank, Look::EntryDate);
    let cell = letters(HEADS, 1);
    let year = sending.year;
    sheet.entries.push(Entry {
        range: Address::new(HEADS, 1).into(),
        allowed: Allowed::Formula(format!(
            "AND(ISNUMBER({cell}),{cell}>=DATE({year},1,1),{cell}<=DATE({},12,31))",
            year + 1
        )),
        prompt: format!("Ngày ký báo cáo, ví dụ 09/12/{year}."),
        complaint: format!(
            "Ghi ngày, tháng, năm của báo cáo năm {year}, ví dụ 09/12/{year}."
        ),
    });
    for (row, line) in (HEADS + 2..).zip(lines(sending)) {
        sheet.across(row, (0, 2), &line, Look::Words);
        let length = u32::try_from(line.chars().count()).unwrap_or(u32::MAX);
        sheet.heights.push((row, f64::from(length.div_ceil(100).max(1)) * 16.0));
    }
    sheet
}

fn lines(sending: &Sending<'_>) -> Vec<String> {
    let deadline = sending.plan.office.deadline(sending.year);
    let office = &sending.plan.office.agency.short;
    let mut lines = vec![
        format!("Biểu mẫu này lập riêng cho {}.", sending.unit.agency()),
        format!("Gửi lại {office} trước {}.", long_date(deadline)),
        "Chỉ nhập vào ô nền vàng. Các ô khác đã khóa (không có mật khẩu) để tránh sửa nhầm.".to_owned(),
        "Ghi số nguyên, không ghi đơn vị tính, không dùng dấu chấm hay dấu phẩy.".to_owned(),
        "Có mà bằng không: ghi 0. Không có hiện tượng phát sinh: ghi -. Có nhưng chưa có số liệu: ghi ba chấm. Không áp dụng: ghi x.".to_owned(),
        "Không để trống ô nào: ô trống được coi là chưa báo cáo.".to_owned(),
        "Ô mức độ và ô công nhận: chọn trong danh sách.".to_owned(),
        "Cột để so sánh là số đơn vị đã báo cáo lần trước và mục tiêu của tỉnh; không sửa.".to_owned(),
        "Số đạt là số đã được công nhận; số đăng ký, số đạt và tổng số là ba số khác nhau.".to_owned(),
        "Có thể đổi tên sheet, thêm dòng, lưu bằng Excel, LibreOffice hay WPS; không xóa dòng mã biểu mẫu.".to_owned(),
    ];
    for ask in super::asked(sending.plan, sending.unit) {
        lines.push(format!(
            "{}. {}: {}",
            ask.indicator.code, ask.indicator.short, ask.indicator.as_of
        ));
    }
    lines
}
