//! What a workbook consists of: which part holds the sheet on which tab.

use unicode_normalization::UnicodeNormalization;

use super::package::Package;
use super::relations;
use super::unmarkable::Unmarkable;
use super::xml::Element;

/// The parts of a workbook that marking is about.
#[derive(Debug)]
pub(super) struct Book {
    /// The part that lists the sheets.
    pub(super) main: String,
    /// How kinds of relations begin in this file: strict ones differ.
    pub(super) kinds: String,
    /// Name on the tab, composed, and part of each worksheet.
    pub(super) sheets: Vec<(String, String)>,
    pub(super) styles: Option<String>,
}

impl Book {
    pub(super) fn open(package: &mut Package<'_>) -> Result<Self, Unmarkable> {
        let ends = relations::of(package, "")?;
        if ends.iter().any(|one| one.kind.ends_with("/digital-signature/origin")) {
            return Err(Unmarkable::Signed);
        }
        let main = ends.into_iter().find(|one| one.is("officeDocument"));
        let main = main.ok_or(Unmarkable::NotXlsx)?;
        let kinds = main.kind.trim_end_matches("/officeDocument").to_owned();
        let parts = relations::of(package, &main.target)?;
        let text = package.needed(&main.target)?;
        let root = Element::parse(&text)?;
        if root.tag.local() != "workbook" {
            return Err(Unmarkable::NotXlsx);
        }
        let tabs = root.child("sheets").map_or(&[][..], |sheets| &sheets.children);
        let mut sheets = Vec::new();
        for tab in tabs {
            let Some(id) = tab.tag.prefixed_value("id") else { continue };
            let part = parts.iter().find(|one| one.id == id && one.is("worksheet"));
            let (Some(part), Some(name)) = (part, tab.tag.value("name")) else {
                continue;
            };
            sheets.push((name.nfc().collect(), part.target.clone()));
        }
        let styles = parts.iter().find(|one| one.is("styles"));
        let styles = styles.map(|one| one.target.clone()).filter(|it| package.has(it));
        Ok(Self { main: main.target, kinds, sheets, styles })
    }

    /// The folder of the main part, with its `/`.
    pub(super) fn folder(&self) -> &str {
        self.main.rfind('/').map_or("", |end| &self.main[..=end])
    }

    /// The part of the sheet on a tab.
    pub(super) fn part_of(&self, sheet: &str) -> Option<&str> {
        let found = self.sheets.iter().find(|(name, _)| name == sheet);
        found.map(|(_, part)| part.as_str())
    }
}
