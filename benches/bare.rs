//! The yardstick for the press: the same document set by bare calls of Typst,
//! as a program would that did nothing else.

#![expect(clippy::disallowed_methods, reason = "a yardstick reads files of its own")]

use std::path::{Path, PathBuf};

use typst::diag::{FileError, FileResult};
use typst::foundations::{Bytes, Datetime, Duration, Smart};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Feature, Library, LibraryExt, World};
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards};

/// Templates, data and one font family, in memory.
pub(crate) struct Bare {
    library: LazyHash<Library>,
    book: LazyHash<FontBook>,
    faces: Vec<Font>,
    sources: Vec<(FileId, Source)>,
    data: Bytes,
}

impl Bare {
    /// `templates` and `fonts` are folders; `data` is what the template reads.
    pub(crate) fn new(templates: &Path, fonts: &Path, data: Vec<u8>) -> Self {
        let files = |folder: &Path, extension: &'static str| -> Vec<PathBuf> {
            walkdir::WalkDir::new(folder)
                .sort_by_file_name()
                .into_iter()
                .filter_map(Result::ok)
                .map(walkdir::DirEntry::into_path)
                .filter(|path| path.extension().is_some_and(|found| found == extension))
                .collect()
        };
        let read =
            |path: &PathBuf| std::fs::read(path).expect("a file of the repository");
        let faces: Vec<Font> = files(fonts, "ttf")
            .iter()
            .filter(|path| path.to_string_lossy().contains("Tinos"))
            .flat_map(|path| Font::iter(Bytes::new(read(path))))
            .collect();
        let sources = files(templates, "typ")
            .iter()
            .map(|path| {
                let below = path.strip_prefix(templates).expect("below the folder");
                let id = id(&below.to_string_lossy());
                let text = String::from_utf8(read(path)).expect("a template is UTF-8");
                (id, Source::new(id, linking_itself(&text)))
            })
            .collect();
        let features = [Feature::A11yExtras].into_iter().collect();
        Self {
            library: LazyHash::new(Library::builder().with_features(features).build()),
            book: LazyHash::new(FontBook::from_fonts(&faces)),
            faces,
            sources,
            data: Bytes::new(data),
        }
    }

    /// Sets the report once, from nothing; gives the size of the PDF.
    pub(crate) fn set(&self) -> usize {
        typst::comemo::evict(0);
        let document: PagedDocument =
            typst::compile(self).output.expect("the sample report can be set");
        let standards = PdfStandards::new(&[PdfStandard::A_3a, PdfStandard::Ua_1])
            .expect("both are PDF 1.7");
        let options =
            PdfOptions { ident: Smart::Auto, standards, ..PdfOptions::default() };
        typst_pdf::pdf(&document, &options).expect("it can be written").len()
    }
}

/// Links of the templates are led to their labels by the press (`links.rs`); bare
/// calls make the same document only with Typst's own links.
fn linking_itself(template: &str) -> String {
    template.replace("link(place-name(place), body)", "link(anchor(place), body)")
}

fn id(path: &str) -> FileId {
    let path = VirtualPath::new(path).expect("template paths have no `..`");
    RootedPath::new(VirtualRoot::Project, path).intern()
}

impl World for Bare {
    fn library(&self) -> &LazyHash<Library> {
        &self.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &self.book
    }

    fn main(&self) -> FileId {
        id("report.typ")
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        let found = self.sources.iter().find(|(known, _)| *known == id);
        let missing = || FileError::NotFound(id.get().vpath().get_without_slash().into());
        found.map(|(_, source)| source.clone()).ok_or_else(missing)
    }

    fn file(&self, _: FileId) -> FileResult<Bytes> {
        Ok(self.data.clone())
    }

    fn font(&self, index: usize) -> Option<Font> {
        self.faces.get(index).cloned()
    }

    fn today(&self, _: Option<Duration>) -> Option<Datetime> {
        None
    }
}
