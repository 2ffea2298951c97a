//! What the text of a formula tells without being calculated.

/// Whether a formula takes anything from another workbook: `[1]Biểu!A1`,
/// `'[so lieu.xlsx]Biểu'!A1`, `['file:///D:/so lieu.ods'#$Biểu.A1]`.
pub(super) fn leaves_the_workbook(formula: &str) -> bool {
    if formula.contains("file:///") {
        return true;
    }
    formula.match_indices('[').any(|(at, _)| {
        // `Bảng1[Cột]` names a column of a table of this workbook.
        let after_name =
            formula[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_');
        let Some(inner) = formula[at + 1..].split(']').next() else { return false };
        let rest = &formula[at + 1 + inner.len()..];
        let number = !inner.is_empty() && inner.bytes().all(|byte| byte.is_ascii_digit());
        let lower = inner.to_lowercase();
        let file = [".xls", ".ods", ".csv"].iter().any(|end| lower.contains(end));
        !after_name && rest.starts_with(']') && rest.contains('!') && (number || file)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_references_to_another_workbook_leave_it() {
        for outside in [
            "[1]Sheet1!A1+2",
            "SUM('[so lieu 2023.xlsx]Biểu'!$B$2:$B$9)",
            "'D:\\bao cao\\[a.xls]Biểu 1'!B2",
            "['file:///home/a.ods'#$Biểu.A1]",
        ] {
            assert!(leaves_the_workbook(outside), "{outside}");
        }
        for inside in
            ["SUM(A1:A4)", "Bảng1[Đạt]", "SUM([.A1:.A4])", "SUM(B[1])", "'Biểu 1'!A1"]
        {
            assert!(!leaves_the_workbook(inside), "{inside}");
        }
    }
}
