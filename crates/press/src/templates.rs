//! The templates: those in the project's folder, else the copies shipped with
//! the program; and the files a template can enclose in the PDF.

use std::collections::BTreeMap;
use std::path::Path;

use typst::foundations::Bytes;
use typst::syntax::VirtualPath;

use super::PressError;
use guard::opening::{self, Refused, most};
use guard::trouble;

/// Templates of an office, at most: it changes some of our thirty. Together they
/// are no more than a small part of what the press may use.
const FILES: usize = 100;
const DEPTH: usize = 4;

/// Template sources by path below `templates/`, with `/` between folders, and
/// enclosures by name.
#[derive(Debug, Clone)]
pub struct Templates {
    sources: BTreeMap<String, String>,
    enclosures: BTreeMap<String, Bytes>,
    changed: bool,
    pub(super) creator: String,
}

impl Templates {
    /// The shipped templates, by path, each replaced by the file of that path below
    /// `root`; further files there are offered too.
    ///
    /// `creator` is the program's name and version, as its PDFs say it.
    pub fn load(
        shipped: &BTreeMap<String, String>,
        root: &Path,
        creator: &str,
    ) -> Result<Self, PressError> {
        let mut sources = shipped.clone();
        if root.is_dir() {
            Overlay { root, sources: &mut sources, files: 0 }.folder("", 0)?;
        }
        let changed = sources != *shipped;
        let creator = creator.to_owned();
        Ok(Self { sources, enclosures: BTreeMap::new(), changed, creator })
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
        creator: String,
    ) -> Self {
        let enclosures = enclosures.into_iter();
        let enclosures = enclosures.map(|(name, bytes)| (name, Bytes::new(bytes)));
        Self { sources, enclosures: enclosures.collect(), changed: true, creator }
    }

    /// Offers a file to the templates as `/name`, for `pdf.attach`.
    pub fn enclose(&mut self, name: &str, bytes: Vec<u8>) {
        self.enclosures.insert(name.to_owned(), Bytes::new(bytes));
    }

    pub(super) fn enclosure(&self, name: &str) -> Option<&Bytes> {
        self.enclosures.get(name)
    }

    /// Path and text of every template, in order.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.sources.iter().map(|(path, text)| (path.as_str(), text.as_str()))
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
