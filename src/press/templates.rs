//! The templates: those in the project's folder, else the copies shipped with
//! the program; and the files a template can enclose in the PDF.

use std::collections::BTreeMap;
use std::path::Path;

use include_dir::{Dir, include_dir};
use typst::foundations::Bytes;
use typst::syntax::VirtualPath;

use super::PressError;
use crate::finding::trouble;
use crate::opening::{self, Refused, most};

static SHIPPED: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/templates");

/// Templates of an office, at most: it changes some of our thirty. Together they
/// are no more than a small part of what the press may use.
const FILES: usize = 100;
const DEPTH: usize = 4;

/// Template sources by path below `templates/`, with `/` between folders, and
/// enclosures by name.
#[derive(Debug, Clone)]
pub(crate) struct Templates {
    sources: BTreeMap<String, String>,
    enclosures: BTreeMap<String, Bytes>,
    changed: bool,
}

impl Templates {
    /// The shipped templates, each replaced by the project's file of the same
    /// name; further files of the project are offered too.
    pub(crate) fn load(project: &Path) -> Result<Self, PressError> {
        let mut sources = BTreeMap::new();
        shipped(&SHIPPED, &mut sources);
        let ours = sources.clone();
        let root = project.join("templates");
        if root.is_dir() {
            Overlay { root: &root, sources: &mut sources, files: 0 }.folder("", 0)?;
        }
        let changed = sources != ours;
        Ok(Self { sources, enclosures: BTreeMap::new(), changed })
    }

    /// Whether they differ from those shipped, so that nobody knows what they do.
    pub(super) fn changed(&self) -> bool {
        self.changed
    }

    /// As another process is given them, and back.
    pub(super) fn parts(&self) -> (BTreeMap<String, String>, BTreeMap<String, Vec<u8>>) {
        let enclosures = self.enclosures.iter();
        let enclosures = enclosures.map(|(name, bytes)| (name.clone(), bytes.to_vec()));
        (self.sources.clone(), enclosures.collect())
    }

    pub(super) fn of_parts(
        sources: BTreeMap<String, String>,
        enclosures: BTreeMap<String, Vec<u8>>,
    ) -> Self {
        let enclosures = enclosures.into_iter();
        let enclosures = enclosures.map(|(name, bytes)| (name, Bytes::new(bytes)));
        Self { sources, enclosures: enclosures.collect(), changed: true }
    }

    /// Offers a file to the templates as `/name`, for `pdf.attach`.
    pub(crate) fn enclose(&mut self, name: &str, bytes: Vec<u8>) {
        self.enclosures.insert(name.to_owned(), Bytes::new(bytes));
    }

    /// One template put in place of another.
    #[cfg(test)]
    pub(super) fn replace(&mut self, path: &str, text: &str) {
        self.sources.insert(path.to_owned(), text.to_owned());
    }

    pub(super) fn enclosure(&self, name: &str) -> Option<&Bytes> {
        self.enclosures.get(name)
    }

    /// Path and text of every template, in order.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.sources.iter().map(|(path, text)| (path.as_str(), text.as_str()))
    }
}

fn shipped(dir: &Dir<'_>, sources: &mut BTreeMap<String, String>) {
    for file in dir.files() {
        let path = file.path().to_string_lossy().replace('\\', "/");
        if let (true, Some(text)) = (path.ends_with(".typ"), file.contents_utf8()) {
            sources.insert(path, text.to_owned());
        }
    }
    for inner in dir.dirs() {
        shipped(inner, sources);
    }
}

/// The project's own templates, read through the door.
struct Overlay<'a> {
    root: &'a Path,
    sources: &'a mut BTreeMap<String, String>,
    files: usize,
}

impl Overlay<'_> {
    /// Takes in what lies in a folder below the root; `prefix` is its name there
    /// with a `/` behind it.
    fn folder(&mut self, prefix: &str, depth: usize) -> Result<(), PressError> {
        let entries = std::fs::read_dir(self.root.join(prefix));
        let entries = entries.and_then(Iterator::collect::<std::io::Result<Vec<_>>>);
        let mut entries =
            entries.map_err(|error| self.refused(prefix, &trouble(&error)))?;
        // The first to be refused is the same everywhere.
        entries.sort_by_key(std::fs::DirEntry::file_name);
        for entry in entries {
            let name = format!("{prefix}{}", entry.file_name().to_string_lossy());
            let path = entry.path();
            if path.is_symlink() && path.is_dir() {
                return Err(self.refused(&name, &Refused::Link));
            }
            if path.is_dir() {
                if depth == DEPTH {
                    return Err(self.refused(&name, &"thư mục lồng nhau quá sâu"));
                }
                self.folder(&format!("{name}/"), depth + 1)?;
            } else if name.ends_with(".typ") {
                self.file(name)?;
            }
        }
        Ok(())
    }

    fn file(&mut self, name: String) -> Result<(), PressError> {
        self.files += 1;
        if self.files > FILES {
            return Err(self.refused(&name, &format!("có hơn {FILES} tệp mẫu")));
        }
        // Typst takes no other path, and a letter that is none would not be found.
        if VirtualPath::new(&name).is_err() || name.contains(char::REPLACEMENT_CHARACTER)
        {
            return Err(self.refused(&name, &"tên tệp có ký tự không dùng được"));
        }
        let text = opening::read_text(self.root, name.as_ref(), most::TEMPLATE)
            .map_err(|refused| self.refused(&name, &refused))?;
        self.sources.insert(name, text);
        Ok(())
    }

    fn refused(&self, name: &str, why: &impl ToString) -> PressError {
        let path = self.root.join(name).display().to_string();
        PressError::Template { path, why: why.to_string() }
    }
}
