//! What a finding says in the comment of a marked copy: code, what is wrong,
//! what to do. The copy goes to the office, so it is asked in the words of its slip.

use super::slip::advice::advice;
use crate::finding::Finding;

/// The comment on the cells that a finding is about. One about a whole sheet
/// says so, because its comment has to stand at some cell.
pub(crate) fn text(finding: &Finding) -> String {
    let Finding { code, message, place, .. } = finding;
    let hint = advice(finding);
    let about = if place.range.is_none() { "Cả sheet: " } else { "" };
    let todo =
        if hint.is_empty() { String::new() } else { format!(" Cần làm: {hint}") };
    format!("[{code}] {about}{message}{todo}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::Severity;
    use crate::place::{Address, Place};

    #[test]
    fn a_comment_says_code_fault_and_remedy() {
        let said = |place, hint| {
            text(&Finding::new(Severity::Error, "V05", place, "Sai tổng.", hint))
        };
        let cell = Place::cell("a.xlsx", "Biểu", Address::new(1, 1));
        assert_eq!(said(cell.clone(), "Cộng lại."), "[V05] Sai tổng. Cần làm: Cộng lại.");
        assert_eq!(said(cell, ""), "[V05] Sai tổng.");
        assert_eq!(said(Place::sheet("a.xlsx", "Biểu"), ""), "[V05] Cả sheet: Sai tổng.");
        let jump = Finding::new(
            Severity::Warning,
            "N01",
            Place::cell("a.xlsx", "Biểu", Address::new(1, 1)),
            "Tăng 40%.",
            "Hỏi lại đơn vị.",
        );
        assert!(!text(&jump).contains("Hỏi lại đơn vị"), "said to the office");
    }
}
