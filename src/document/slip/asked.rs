//! What a slip asks of the unit, and by when.

use crate::document::report::Passage;
use crate::document::text::shortened;
use crate::finding::{Finding, Severity};
use crate::ledger::{Entry, Status};

use super::received::file_name;
use super::{Purpose, Sending, due};

/// Letters of the names of marked copies.
const LONGEST_COPIES: usize = 200;

impl Sending<'_> {
    /// What is asked for, the last of it with the day: that stands above the
    /// signature.
    pub(super) fn asked(&self, purpose: Purpose) -> (Vec<Passage>, Passage) {
        let office = self.sender();
        let correct_by = self.material.plan.office.corrections_due(self.material.year);
        let (first, last) = match purpose {
            Purpose::Remind => due::how_to_send(self, self.deadline()),
            Purpose::AskAgain => due::how_to_send(self, correct_by),
            Purpose::Correct if self.is_only_late() => (
                "Báo cáo vẫn được sử dụng; đơn vị không phải gửi lại.".to_owned(),
                format!(
                    "Đề nghị {} gửi báo cáo đúng hạn trong các kỳ sau.",
                    self.unit.agency()
                ),
            ),
            Purpose::Correct => (
                self.how_to_correct(),
                format!(
                    "Đề nghị {} gửi lại {office} {}; {office} không sửa số liệu thay đơn vị.",
                    self.unit.agency(),
                    self.by_when(correct_by)
                ),
            ),
            Purpose::Confirm => (
                format!(
                    "Kiểm tra lại số liệu trên. Nếu có số chưa đúng, gửi báo cáo ghi ngày lập \
                     mới về {office} {}; nếu không, đơn vị không phải gửi gì thêm.",
                    self.by_when(correct_by)
                ),
                format!("Trân trọng cảm ơn {} đã phối hợp.", self.unit.agency()),
            ),
        };
        let first = [Some(first), self.how_to_save(purpose)];
        let first = first.into_iter().flatten().collect::<Vec<_>>().join(" ");
        (vec![Passage::new("slip.asked", first)], Passage::new("slip.closing", last))
    }

    /// What to do with an export, of which there is no marked copy.
    fn how_to_save(&self, purpose: Purpose) -> Option<String> {
        let exports = &self.material.ledger.exports;
        let counts = |entry: &&&Entry| {
            exports.contains(&entry.file) && entry.status != Status::Superseded
        };
        let names: Vec<String> = self
            .entries
            .iter()
            .filter(counts)
            .map(|entry| format!("“{}”", file_name(&entry.file)))
            .collect();
        let when = match purpose {
            _ if names.is_empty() => return None,
            Purpose::Confirm => "lần sau mở",
            Purpose::Remind | Purpose::AskAgain | Purpose::Correct => "mở",
        };
        Some(format!(
            "Tệp {} do hệ thống xuất ra, không phải tệp Excel thật: {when} bằng Excel, lưu \
             lại thành .xlsx rồi gửi tệp .xlsx.",
            shortened(&names.join(", "), LONGEST_COPIES)
        ))
    }

    /// The report came late, and nothing else is wrong with it.
    fn is_only_late(&self) -> bool {
        let is_grave = |finding: &&&Finding| finding.severity != Severity::Info;
        self.current.iter().filter(is_grave).all(|finding| finding.code == "L01")
    }

    fn how_to_correct(&self) -> String {
        let there = |severity| self.current.iter().any(|one| one.severity == severity);
        let errors = "Sửa các lỗi nêu trên trong tệp đã gửi.";
        let warnings = "Với cảnh báo: sửa nếu số sai, ghi lý do vào báo cáo nếu số đúng.";
        let date = "Ghi ngày lập mới ở đầu báo cáo, vì bản ghi ngày sau thay bản trước.";
        let copies: Vec<String> = self
            .entries
            .iter()
            .filter_map(|entry| self.copied.get(&entry.file))
            .map(|copy| format!("“{copy}”"))
            .collect();
        let marked = format!(
            "Các ô này được tô màu, kèm ghi chú trong bản đánh dấu {}.",
            shortened(&copies.join(", "), LONGEST_COPIES)
        );
        let said = [
            there(Severity::Error).then_some(errors),
            there(Severity::Warning).then_some(warnings),
            (!copies.is_empty()).then_some(marked.as_str()),
            Some(date),
        ];
        said.into_iter().flatten().collect::<Vec<&str>>().join(" ")
    }
}
