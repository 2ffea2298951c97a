//! Finds the one font family of the document among the computer's fonts.
//!
//! No other font is offered to the typesetter, so a page can never mix
//! families silently. Files are chosen by name, because reading every font of
//! an office computer would take longer than the whole run.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use typst::foundations::Bytes;
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;

use super::PressError;

/// The faces of one family.
#[derive(Debug)]
pub(crate) struct Fonts {
    pub(crate) family: String,
    pub(super) book: LazyHash<FontBook>,
    pub(super) faces: Vec<Font>,
}

/// Regular, bold, italic and bold italic are all used.
const FACES: usize = 4;

impl Fonts {
    /// The first of the families that is installed with all four faces.
    pub(crate) fn find(
        families: &[String],
        folders: &[PathBuf],
    ) -> Result<Self, PressError> {
        let files = font_files(folders);
        for family in families {
            let faces = faces(family, &files);
            if faces.len() >= FACES {
                let book = LazyHash::new(FontBook::from_fonts(&faces));
                return Ok(Self { family: family.clone(), book, faces });
            }
        }
        Err(PressError::NoFont(families.join(", ")))
    }
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
        let Ok(data) = fs::read(path) else { continue };
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
