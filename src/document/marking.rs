//! What a finding says in the comment of a marked copy: code, what is wrong,
//! what to do.

use crate::finding::Finding;

/// The comment on the cells that a finding is about. One about a whole sheet
/// says so, because its comment has to stand at some cell.
pub(crate) fn text(finding: &Finding) -> String {
    let Finding { code, message, hint, place, .. } = finding;
    let about = if place.range.is_none() { "Cả trang tính: " } else { "" };
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
            text(&Finding::new(Severity::Error, "K01", place, "Sai tổng.", hint))
        };
        let cell = Place::cell("a.xlsx", "Biểu", Address::new(1, 1));
        assert_eq!(said(cell.clone(), "Cộng lại."), "[K01] Sai tổng. Cần làm: Cộng lại.");
        assert_eq!(said(cell, ""), "[K01] Sai tổng.");
        assert_eq!(
            said(Place::sheet("a.xlsx", "Biểu"), ""),
            "[K01] Cả trang tính: Sai tổng."
        );
    }
}
