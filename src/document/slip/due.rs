//! What a unit has to send, by the registers, and how.

use jiff::civil::Date;

use crate::document::blank;
use crate::document::report::Passage;
use crate::document::text::{lower_first, shortened};

use super::Sending;

/// Letters of the list of tables.
const LONGEST_LIST: usize = 600;

/// Figures, words, money: what the unit's form asks for.
pub(super) fn points(sending: &Sending<'_>) -> Vec<Passage> {
    let (plan, year) = (sending.material.plan, sending.material.year);
    let tables = blank::tables(plan, sending.unit);
    let mut points = Vec::new();
    if !tables.is_empty() {
        let names: Vec<String> = tables.iter().map(|name| lower_first(name)).collect();
        let listed = shortened(&names.join("; "), LONGEST_LIST);
        points.push(format!("Số liệu năm {year}: {listed};"));
    }
    points.extend([
        format!(
            "Kết quả thực hiện bằng lời theo {} nhóm nhiệm vụ của kế hoạch; khó khăn, kiến \
             nghị, phương hướng năm sau;",
            plan.task_groups.len()
        ),
        "Kinh phí thực hiện (triệu đồng): ngân sách nhà nước, xã hội hóa; đề nghị khen \
         thưởng, nếu có."
            .to_owned(),
    ]);
    let numbered = points.into_iter().enumerate();
    numbered.map(|(at, text)| Passage::new(format!("slip.due.{at}"), text)).collect()
}

/// On which form; where to and by when.
pub(super) fn how_to_send(sending: &Sending<'_>, day: Date) -> (String, String) {
    let form = blank::file_name(sending.material.year, sending.unit.code());
    let how = format!(
        "Lập báo cáo trên biểu mẫu Excel “{form}” gửi kèm; không đặt mật khẩu; ghi ngày lập \
         ở đầu báo cáo."
    );
    let unit = sending.unit.agency();
    let when =
        format!("Đề nghị {unit} gửi về {} {}.", sending.sender(), sending.by_when(day));
    (how, when)
}
