//! The templates: those in the project's folder, else the copies shipped with
//! the program; and the files a template can enclose in the PDF.

use std::collections::BTreeMap;
use std::path::Path;

use include_dir::{Dir, include_dir};
use typst::foundations::Bytes;

use super::PressError;
use crate::finding::trouble;

static SHIPPED: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/templates");

/// Template sources by path below `templates/`, with `/` between folders, and
/// enclosures by name.
#[derive(Debug, Clone)]
pub(crate) struct Templates {
    sources: BTreeMap<String, String>,
    enclosures: BTreeMap<String, Bytes>,
}

impl Templates {
    /// The shipped templates, each replaced by the project's file of the same
    /// name; further files of the project are offered too.
    pub(crate) fn load(project: &Path) -> Result<Self, PressError> {
        let mut sources = BTreeMap::new();
        shipped(&SHIPPED, &mut sources);
        let folder = project.join("templates");
        if folder.is_dir() {
            overlay(&folder, "", &mut sources)?;
        }
        Ok(Self { sources, enclosures: BTreeMap::new() })
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

fn overlay(
    folder: &Path,
    prefix: &str,
    sources: &mut BTreeMap<String, String>,
) -> Result<(), PressError> {
    let unreadable = |path: &Path, why: std::io::Error| PressError::Template {
        path: path.display().to_string(),
        why: trouble(&why),
    };
    for entry in std::fs::read_dir(folder).map_err(|e| unreadable(folder, e))? {
        let entry = entry.map_err(|e| unreadable(folder, e))?;
        let path = entry.path();
        let name = format!("{prefix}{}", entry.file_name().to_string_lossy());
        if path.is_dir() {
            overlay(&path, &format!("{name}/"), sources)?;
        } else if name.ends_with(".typ") {
            let text =
                std::fs::read_to_string(&path).map_err(|e| unreadable(&path, e))?;
            sources.insert(name, text);
        }
    }
    Ok(())
}
