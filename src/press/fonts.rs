//! Finds the one font family of the document among the computer's fonts.
//!
//! No other font is offered to the typesetter, so a page can never mix
//! families silently. Files are chosen by name, because reading every font of
//! an office computer would take longer than the whole run. Where no family of
//! the register is installed, the program's own copy of Tinos serves, and the
//! clerk is told.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use typst::foundations::Bytes;
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;

use super::PressError;
use crate::document::letters;
use crate::finding::{Finding, Severity};
use crate::opening::{self, most};
use crate::place::Place;

/// The faces of one family.
#[derive(Debug)]
pub(crate) struct Fonts {
    pub(crate) family: String,
    /// What the clerk should know of the choice.
    pub(crate) findings: Vec<Finding>,
    pub(super) book: LazyHash<FontBook>,
    pub(super) faces: Vec<Font>,
    /// Letters of the repertoire that a face lacks; nearly always none.
    lacking: BTreeSet<char>,
}

/// Regular, bold, italic and bold italic are all used.
const FACES: usize = 4;

/// Tinos as the building machine had it (`build.rs`), metric-compatible with
/// Times New Roman, SIL Open Font License 1.1; empty if it had none.
const EMBEDDED: [&[u8]; FACES] = [
    include_bytes!(concat!(env!("OUT_DIR"), "/Tinos-Regular.ttf")),
    include_bytes!(concat!(env!("OUT_DIR"), "/Tinos-Bold.ttf")),
    include_bytes!(concat!(env!("OUT_DIR"), "/Tinos-Italic.ttf")),
    include_bytes!(concat!(env!("OUT_DIR"), "/Tinos-BoldItalic.ttf")),
];

impl Fonts {
    /// The first of the families that is installed with all four faces and all
    /// Vietnamese letters, else the embedded one.
    pub(crate) fn find(
        families: &[String],
        folders: &[PathBuf],
    ) -> Result<Self, PressError> {
        let files = font_files(folders);
        let mut refused = Vec::new();
        for family in families {
            let faces = faces(family, &files);
            if faces.len() < FACES {
                continue;
            }
            let fonts = Self::of(family, faces);
            if !fonts.lacking.iter().any(|&letter| is_vietnamese(letter)) {
                return Ok(Self { findings: refused, ..fonts });
            }
            refused.push(not_vietnamese(family));
        }
        let missing = || PressError::NoFont(families.join(", "));
        let mut fonts = Self::embedded().ok_or_else(missing)?;
        fonts.findings = refused;
        fonts.findings.push(not_installed(families));
        Ok(fonts)
    }

    fn embedded() -> Option<Self> {
        let faces: Vec<Font> =
            EMBEDDED.iter().flat_map(|&data| Font::iter(Bytes::new(data))).collect();
        (faces.len() == FACES).then(|| Self::of("Tinos", faces))
    }

    pub(super) fn of(family: &str, faces: Vec<Font>) -> Self {
        let shown = |letter: char| {
            faces.iter().all(|face| face.info().coverage.contains(letter.into()))
        };
        let lacking = letters::repertoire().filter(|&letter| !shown(letter)).collect();
        let book = LazyHash::new(FontBook::from_fonts(&faces));
        Self { family: family.to_owned(), findings: Vec::new(), book, faces, lacking }
    }

    /// Name and file of every face: "Tinos 700 Italic".
    pub(crate) fn files(&self) -> impl Iterator<Item = (String, &[u8])> {
        self.faces.iter().map(|face| {
            let variant = &face.info().variant;
            let (weight, style) = (variant.weight.to_number(), variant.style);
            (format!("{} {weight} {style:?}", self.family), face.data().as_slice())
        })
    }

    /// Whether every face of the family can show the letter.
    pub(crate) fn can_show(&self, letter: char) -> bool {
        letters::in_repertoire(letter) && !self.lacking.contains(&letter)
    }
}

fn is_vietnamese(letter: char) -> bool {
    matches!(letter, 'Đ' | 'đ' | 'Ơ' | 'ơ' | 'Ư' | 'ư' | '\u{1ea0}'..='\u{1ef9}')
        || (letter.is_alphabetic() && u32::from(letter) < 0x100)
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
        "Cài phông Times New Roman (trên Debian/Ubuntu: apt-get install fonts-croscore \
         để có Tinos) rồi chạy lại.",
    )
}

/// Font files below the folders, sorted, so that equal computers choose alike.
fn font_files(folders: &[PathBuf]) -> BTreeSet<PathBuf> {
    let mut files = BTreeSet::new();
    let mut open: Vec<PathBuf> = folders.to_vec();
    while let Some(folder) = open.pop() {
        let Ok(entries) = fs::read_dir(&folder) else { continue };
        for entry in entries.filter_map(Result::ok) {
            let path = entry.path();
            match entry.file_type() {
                Ok(kind) if kind.is_dir() => open.push(path),
                Ok(_) if is_font(&path) => {
                    files.insert(path);
                }
                Ok(_) | Err(_) => {}
            }
        }
    }
    files
}

fn is_font(path: &Path) -> bool {
    let extension = path.extension().and_then(|e| e.to_str()).unwrap_or_default();
    ["ttf", "otf", "ttc"].contains(&extension.to_lowercase().as_str())
}

/// The faces of a family, one file per style.
fn faces(family: &str, files: &BTreeSet<PathBuf>) -> Vec<Font> {
    let mut styles = BTreeSet::new();
    let mut faces = Vec::new();
    for path in files.iter().filter(|path| may_hold(path, family)) {
        let Ok(data) = opening::read_linked(path, most::FONT) else { continue };
        for font in Font::iter(Bytes::new(data)) {
            let info = font.info();
            let style = format!("{:?}", info.variant);
            if info.family.eq_ignore_ascii_case(family) && styles.insert(style) {
                faces.push(font);
            }
        }
    }
    faces
}

/// `times.ttf`, `timesbd.ttf` (Windows), `Tinos-Regular.ttf`,
/// `Times New Roman Bold.ttf` (macOS).
fn may_hold(path: &Path, family: &str) -> bool {
    let squeeze = |text: &str| -> String {
        text.chars()
            .filter(|c| c.is_alphanumeric())
            .flat_map(char::to_lowercase)
            .collect()
    };
    let stem =
        squeeze(path.file_stem().and_then(|stem| stem.to_str()).unwrap_or_default());
    let family = squeeze(family);
    stem.starts_with(&family) || (family == "timesnewroman" && stem.starts_with("times"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_embedded_family_shows_the_whole_repertoire_in_four_faces() {
        let fonts = Fonts::embedded().expect("built with fonts-croscore");
        assert_eq!(fonts.faces.len(), FACES);
        assert!(fonts.lacking.is_empty(), "{:?}", fonts.lacking);
        assert!(fonts.can_show('ệ') && fonts.can_show('□') && !fonts.can_show('😀'));
    }

    #[test]
    fn without_an_installed_family_the_embedded_one_serves_and_the_clerk_is_told() {
        let families = ["Times New Roman".to_owned(), "Tinos".to_owned()];
        let fonts = Fonts::find(&families, &[]).expect("the embedded one");
        assert_eq!(fonts.family, "Tinos");
        let finding = &fonts.findings[0];
        assert_eq!((finding.severity, finding.code), (Severity::Warning, "P02"));
        assert!(finding.message.contains("Times New Roman hay Tinos"), "{finding:?}");
        assert!(finding.hint.contains("fonts-croscore"), "{finding:?}");
    }

    #[test]
    fn a_font_without_vietnamese_letters_is_named() {
        let finding = not_vietnamese("Liberation Serif");
        assert_eq!((finding.severity, finding.code), (Severity::Warning, "P03"));
        assert!(finding.message.contains("Liberation Serif"), "{finding:?}");
    }

    #[test]
    fn an_installed_family_is_taken_without_a_word() {
        let folder = PathBuf::from("/usr/share/fonts");
        let fonts = Fonts::find(&["Tinos".to_owned()], &[folder]).expect("Tinos");
        assert_eq!((fonts.family.as_str(), fonts.findings.len()), ("Tinos", 0));
    }
}
