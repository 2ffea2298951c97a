//! Finds the one font family of the document among the computer's fonts.
//!
//! No other font is offered to the typesetter, so a page can never mix
//! families silently. Files are chosen by name, because reading every font of
//! an office computer would take longer than the whole run. Tinos comes with the
//! source (`fonts/`, with its licence): it is taken from there wherever it is asked
//! for, so that equal inboxes give equal bytes on every computer, and serves where no
//! family of the register is installed; then the clerk is told.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use typst::foundations::Bytes;
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;

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

/// The family inside the program: it has the measures of Times New Roman.
pub const OWN: &str = "Tinos";

/// Its faces, under the SIL Open Font License 1.1 (`fonts/OFL.txt`).
const EMBEDDED: [&[u8]; FACES] = [
    include_bytes!("../fonts/Tinos-Regular.ttf"),
    include_bytes!("../fonts/Tinos-Bold.ttf"),
    include_bytes!("../fonts/Tinos-Italic.ttf"),
    include_bytes!("../fonts/Tinos-BoldItalic.ttf"),
];

impl Fonts {
    /// The first of the families that is installed with all four faces and all
    /// Vietnamese letters, or inside the program; else the one inside the program.
    pub fn find(families: &[String], folders: &[PathBuf]) -> Self {
        let files = font_files(folders);
        let mut passed_over = Vec::new();
        for family in families {
            if family.eq_ignore_ascii_case(OWN) {
                return Self { passed_over, ..Self::embedded() };
            }
            let faces = faces(family, &files);
            if faces.len() < FACES {
                continue;
            }
            let fonts = Self::of(family, faces);
            if !fonts.lacking.iter().any(|&letter| is_vietnamese(letter)) {
                return Self { passed_over, ..fonts };
            }
            passed_over.push(family.clone());
        }
        Self { passed_over, is_own: true, ..Self::embedded() }
    }

    fn embedded() -> Self {
        let faces = EMBEDDED.iter().flat_map(|&data| Font::iter(Bytes::new(data)));
        Self::of(OWN, faces.collect())
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
        let fonts = Fonts::embedded();
        assert_eq!(fonts.faces.len(), FACES);
        assert!(fonts.lacking.is_empty(), "{:?}", fonts.lacking);
        assert!(fonts.can_show('ệ') && fonts.can_show('□') && !fonts.can_show('😀'));
    }

    #[test]
    fn without_an_installed_family_the_embedded_one_serves_and_it_is_said() {
        let fonts = Fonts::find(&["Times New Roman".to_owned()], &[]);
        assert_eq!((fonts.family.as_str(), fonts.is_own), ("Tinos", true));
        let asked = ["Times New Roman".to_owned(), "Tinos".to_owned()];
        let fonts = Fonts::find(&asked, &[]);
        assert_eq!((fonts.family.as_str(), fonts.is_own), ("Tinos", false));
    }

    /// A family as an office has it: the faces of Tinos under another name of as
    /// many letters.
    #[expect(clippy::disallowed_methods, reason = "a test makes its own files")]
    fn installed(family: &str) -> PathBuf {
        let folder = std::env::temp_dir();
        let folder = folder.join(format!("xhht-fonts-{}-{family}", std::process::id()));
        fs::create_dir_all(&folder).expect("a scratch folder");
        let wide =
            |name: &str| name.bytes().flat_map(|byte| [0, byte]).collect::<Vec<_>>();
        for (number, face) in EMBEDDED.iter().enumerate() {
            let mut face = face.to_vec();
            for (from, to) in [(OWN.into(), family.into()), (wide(OWN), wide(family))]
                as [(Vec<u8>, Vec<u8>); 2]
            {
                let count = face.len() - from.len();
                for at in
                    (0..count).filter(|&at| EMBEDDED[number][at..].starts_with(&from))
                {
                    face[at..at + to.len()].copy_from_slice(&to);
                }
            }
            fs::write(folder.join(format!("{family}{number}.ttf")), face)
                .expect("a face");
        }
        folder
    }

    #[test]
    fn an_installed_family_is_taken_before_the_embedded_one_without_a_word() {
        let folder = installed("Phong");
        let asked = ["Phong".to_owned(), "Tinos".to_owned()];
        let fonts = Fonts::find(&asked, &[folder]);
        assert_eq!((fonts.family.as_str(), fonts.is_own), ("Phong", false));
        assert!(fonts.passed_over.is_empty());
    }
}
