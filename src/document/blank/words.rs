//! What is asked in words, and the money spent and the commendations proposed.

use crate::document::wording::count;
use crate::place::{Address, CellRange};
use spreadsheet::book::{Allowed, Content, Entry, Look, Sheet};

use super::{FIRST, HEADS, Sending, letters};

/// Lines for commendations.
const COMMENDED: u32 = 15;

/// The narrative: task groups, difficulties, proposals, next year.
pub(super) fn narrative(sending: &Sending<'_>) -> Sheet {
    let mut sheet = sending.sheet(
        "Nội dung báo cáo",
        "Báo cáo bằng lời kết quả thực hiện kế hoạch",
        "Viết vào ô nền vàng, mỗi ô một hoặc nhiều đoạn (Alt+Enter để xuống dòng); không có thì ghi: Không phát sinh.",
    );
    for (col, head) in (0..).zip(["TT", "Nội dung", "Kết quả thực hiện"]) {
        sheet.text(HEADS, col, head, Look::Head);
    }
    let topics = topics(sending);
    for (index, topic) in (0..).zip(&topics) {
        let row = FIRST + index;
        sheet.put(row, 0, Content::Count((index + 1).into()), Look::Mark);
        sheet.text(row, 1, topic, Look::Words);
        sheet.put(row, 2, Content::Blank, Look::EntryWords);
        sheet.heights.push((row, 66.0));
    }
    sheet.widths = vec![5.0, 36.0, 92.0];
    sheet.scrolls_from = Some(Address::new(FIRST, 0));
    sheet.repeated = Some((HEADS, HEADS));
    sheet
}

fn topics(sending: &Sending<'_>) -> Vec<String> {
    let mut topics = vec!["Công tác chỉ đạo, điều hành".to_owned()];
    let groups = sending.plan.task_groups.iter();
    topics.extend(groups.map(|group| format!("{}. {}", group.number, group.short)));
    topics.extend(
        [
            "Khó khăn, vướng mắc",
            "Kiến nghị, đề xuất với Bộ Giáo dục và Đào tạo",
            "Kiến nghị, đề xuất với UBND tỉnh",
            "Phương hướng, nhiệm vụ năm sau",
        ]
        .map(str::to_owned),
    );
    topics
}

/// Money and commendations.
pub(super) fn money(sending: &Sending<'_>) -> Sheet {
    let mut sheet = sending.sheet(
        "Kinh phí, khen thưởng",
        "Kinh phí và đề nghị khen thưởng",
        "Chỉ nhập vào các ô nền vàng.",
    );
    sheet.text(HEADS, 1, "Kinh phí thực hiện (triệu đồng)", Look::Head);
    sheet.text(HEADS, 2, "Số tiền", Look::Head);
    let kinds = ["Ngân sách nhà nước", "Xã hội hóa"];
    for ((row, kind), last) in (FIRST..).zip(kinds).zip(sending.previous.money) {
        // In the label, where nobody takes it for this year's.
        let before = last.map(|last| format!(" (năm trước: {})", count(last)));
        sheet.text(row, 1, &format!("{kind}{}", before.unwrap_or_default()), Look::Words);
        sheet.put(row, 2, Content::Blank, Look::EntryCount);
        sheet.heights.push((row, 30.0));
    }
    let last = FIRST + 1;
    let cell = letters(FIRST, 2);
    sheet.entries.push(Entry {
        range: CellRange { first: Address::new(FIRST, 2), last: Address::new(last, 2) },
        allowed: Allowed::Formula(format!(
            "IF(ISNUMBER({cell}),AND({cell}>=0,{cell}=INT({cell})),OR({cell}=\"-\",{cell}=\"...\"))"
        )),
        prompt: "Số nguyên, đơn vị triệu đồng. Không có thì ghi 0.".to_owned(),
        complaint: "Chỉ nhận số nguyên từ 0 trở lên, đơn vị triệu đồng.".to_owned(),
    });
    commendations(last + 2, &mut sheet);
    sheet.widths = vec![5.0, 40.0, 34.0, 34.0, 52.0];
    sheet
}

fn commendations(row: u32, sheet: &mut Sheet) {
    sheet.text(row, 1, "Đề nghị khen thưởng", Look::Note);
    let heads = [
        "STT",
        "Họ và tên, tập thể",
        "Chức vụ, đơn vị",
        "Hình thức đề nghị",
        "Thành tích tóm tắt",
    ];
    for (col, head) in (0..).zip(heads) {
        sheet.text(row + 1, col, head, Look::Head);
    }
    for index in 1..=COMMENDED {
        let row = row + 1 + index;
        sheet.put(row, 0, Content::Count(index.into()), Look::Mark);
        for col in 1..4 {
            sheet.put(row, col, Content::Blank, Look::EntryText);
        }
        sheet.put(row, 4, Content::Blank, Look::EntryWords);
    }
}
