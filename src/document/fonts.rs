//! What the clerk should know of the fonts that the press chose.

use press::Fonts;

use crate::finding::{Finding, Severity};
use crate::place::Place;

/// A family that was passed over, and that none of those asked for is there.
pub(crate) fn findings(fonts: &Fonts, families: &[String]) -> Vec<Finding> {
    let passed_over = fonts.passed_over.iter().map(|family| not_vietnamese(family));
    passed_over.chain(fonts.is_own.then(|| not_installed(families))).collect()
}

fn not_vietnamese(family: &str) -> Finding {
    Finding::new(
        Severity::Warning,
        "P03",
        Place::nowhere(),
        format!("Phông {family} trên máy thiếu chữ tiếng Việt nên không được dùng."),
        "Cài bản phông đầy đủ (TCVN 6909:2001).",
    )
}

fn not_installed(families: &[String]) -> Finding {
    Finding::new(
        Severity::Warning,
        "P02",
        Place::nowhere(),
        format!(
            "Máy không cài phông {}; báo cáo dùng phông Tinos đi kèm chương trình, \
             cùng kích thước chữ với Times New Roman.",
            families.join(" hay ")
        ),
        "Cài phông Times New Roman rồi chạy lại; nếu chấp nhận Tinos, thêm \"Tinos\" vào mục \
         families của plan/office.toml.",
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_clerk_is_told_which_fonts_are_wanting() {
        let families = ["Times New Roman".to_owned(), "Cambria".to_owned()];
        let mut fonts = Fonts::find(&families, &[]);
        fonts.passed_over.push("Liberation Serif".to_owned());
        let findings = findings(&fonts, &families);
        let seen: Vec<_> = findings.iter().map(|one| (one.severity, one.code)).collect();
        assert_eq!(seen, [(Severity::Warning, "P03"), (Severity::Warning, "P02")]);
        assert!(findings[0].message.contains("Liberation Serif"), "{findings:?}");
        assert!(findings[1].message.contains("Times New Roman hay Cambria"));
        assert!(findings[1].hint.contains("plan/office.toml"), "{findings:?}");
    }
}
