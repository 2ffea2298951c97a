//! Paragraphs in the clerk's own words.

use std::collections::BTreeMap;

use super::rows::{Rows, base, normal, quoted};
use crate::finding::{Finding, Severity};
use crate::place::Place;

/// The code of an edited paragraph whose figures have changed since.
pub(crate) const STALE_TEXT: &str = "B02";

/// The clerk's paragraphs by the keys of the program's.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Texts {
    edits: BTreeMap<String, Edit>,
}

/// One paragraph.
#[derive(Debug, Clone, PartialEq)]
struct Edit {
    words: String,
    /// What the program said when it was written.
    base: String,
    at: Place,
    /// Whether there is such a paragraph; known once all have been composed.
    applies: bool,
}

impl Texts {
    pub(super) fn read(rows: &Rows) -> Self {
        let edits = rows.iter().filter_map(|(key, row)| {
            let edit = Edit {
                words: row.words()?.to_owned(),
                base: base(row).to_owned(),
                at: row.at.clone(),
                applies: false,
            };
            Some((key.clone(), edit))
        });
        Self { edits: edits.collect() }
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.edits.is_empty()
    }

    /// Holds the edits against what the program says today, by key: those of a
    /// paragraph that is there apply from now on.
    pub(crate) fn check(&mut self, said: &BTreeMap<String, String>) -> Vec<Finding> {
        let mut findings = Vec::new();
        for (key, edit) in &mut self.edits {
            let today = said.get(key);
            edit.applies = today.is_some();
            match today {
                None => findings.push(gone(key, edit)),
                Some(today) if normal(today) != normal(&edit.base) => {
                    findings.push(moved(key, edit, today));
                }
                Some(_) => {}
            }
        }
        findings
    }

    /// The clerk's words in place of a paragraph.
    pub(crate) fn of(&self, key: &str) -> Option<&str> {
        let edit = self.edits.get(key).filter(|edit| edit.applies)?;
        Some(&edit.words)
    }

    /// Those that apply, by key.
    pub(crate) fn applied(&self) -> impl Iterator<Item = (&str, &str)> {
        let applied = self.edits.iter().filter(|(_, edit)| edit.applies);
        applied.map(|(key, edit)| (key.as_str(), edit.words.as_str()))
    }

    /// Where each was written.
    pub(crate) fn places(&self) -> impl Iterator<Item = (&Place, &str)> {
        self.edits.values().map(|edit| (&edit.at, edit.words.as_str()))
    }
}

fn gone(key: &str, edit: &Edit) -> Finding {
    Finding::new(
        Severity::Warning,
        "B03",
        edit.at.clone(),
        format!(
            "Báo cáo không có đoạn mã “{key}”; câu sửa “{}” được giữ trong tệp biên tập nhưng không in.",
            quoted(&edit.words)
        ),
        "Chạy “xhht edit” để xem các đoạn hiện có; chuyển câu sửa sang đoạn phù hợp hoặc xóa.",
    )
    .found(&edit.words)
}

fn moved(key: &str, edit: &Edit, today: &str) -> Finding {
    Finding::new(
        Severity::Warning,
        STALE_TEXT,
        edit.at.clone(),
        format!(
            "Câu của chương trình ở đoạn “{key}” đã đổi sau khi sửa, trước: “{}”; nay: “{}”. Câu sửa vẫn được in.",
            normal(&edit.base),
            normal(today)
        ),
        "Chạy “xhht edit”, xem câu mới; sửa lại câu cho đúng số liệu, rồi xóa ô “Câu của chương trình lúc sửa” và chép tệp vào inbox.",
    )
    .compare(normal(&edit.base), normal(today))
}
