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
use crate::repertoire;
use guard::opening::{self, most};

/// The faces of one family.
#[derive(Debug)]
pub struct Fonts {
    pub family: String,
    /// Families that are installed and were passed over for a want of Vietnamese
    /// letters.
    pub passed_over: Vec<String>,
    /// Whether none of the families asked for serves, but the program's own.
    pub is_own: bool,
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
    pub fn find(families: &[String], folders: &[PathBuf]) -> Result<Self, PressError> {
        let files = font_files(folders);
        let mut passed_over = Vec::new();
        for family in families {
            let faces = faces(family, &files);
            if faces.len() < FACES {
                continue;
            }
            let fonts = Self::of(family, faces);
            if !fonts.lacking.iter().any(|&letter| is_vietnamese(letter)) {
                return Ok(Self { passed_over, ..fonts });
            }
            passed_over.push(family.clone());
        }
        let missing = || PressError::NoFont(families.join(", "));
        let fonts = Self::embedded().ok_or_else(missing)?;
        Ok(Self { passed_over, is_own: true, ..fonts })
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
        let lacking = repertoire::repertoire().filter(|&letter| !shown(letter)).collect();
        let book = LazyHash::new(FontBook::from_fonts(&faces));
        Self {
            family: family.to_owned(),
            passed_over: Vec::new(),
            is_own: false,
            book,
            faces,
            lacking,
        }
    }

    /// Name and file of every face: "Tinos 700 Italic".
    pub fn files(&self) -> impl Iterator<Item = (String, &[u8])> {
        self.faces.iter().map(|face| {
            let variant = &face.info().variant;
            let (weight, style) = (variant.weight.to_number(), variant.style);
            (format!("{} {weight} {style:?}", self.family), face.data().as_slice())
        })
    }

    /// Whether every face of the family can show the letter.
    pub fn can_show(&self, letter: char) -> bool {
        repertoire::in_repertoire(letter) && !self.lacking.contains(&letter)
    }
}

fn is_vietnamese(letter: char) -> bool {
    matches!(letter, 'Đ' | 'đ' | 'Ơ' | 'ơ' | 'Ư' | 'ư' | '\u{1ea0}'..='\u{1ef9}')
        || (letter.is_alphabetic() && u32::from(letter) < 0x100)
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
    fn without_an_installed_family_the_embedded_one_serves_and_it_is_said() {
        let families = ["Times New Roman".to_owned(), "Tinos".to_owned()];
        let fonts = Fonts::find(&families, &[]).expect("the embedded one");
        assert_eq!((fonts.family.as_str(), fonts.is_own), ("Tinos", true));
    }

    #[test]
    fn an_installed_family_is_taken_without_a_word() {
        let folder = PathBuf::from("/usr/share/fonts");
        let fonts = Fonts::find(&["Tinos".to_owned()], &[folder]).expect("Tinos");
        assert_eq!((fonts.family.as_str(), fonts.is_own), ("Tinos", false));
        assert!(fonts.passed_over.is_empty());
    }
}
