//! What a template can see: the template files, its data, the enclosures, one
//! font family, and no clock.

use std::sync::OnceLock;

use serde::Deserialize;
use typst::diag::{FileError, FileResult};
use typst::foundations::{Bytes, Datetime, Duration};
use typst::syntax::{DiagSpan, FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Feature, Library, LibraryExt, World, WorldExt};

use super::{Fonts, PressError, Templates};

/// The path under which a template reads its data.
const DATA: &str = "/data.json";

/// The standard library is the same for every document.
static LIBRARY: OnceLock<LazyHash<Library>> = OnceLock::new();

/// The templates as Typst reads them: each is parsed once, when it is first asked
/// for, however many documents are set with it.
pub(super) struct Sources<'a> {
    /// In the order of their paths.
    files: Vec<(FileId, &'a str, OnceLock<Source>)>,
    templates: &'a Templates,
}

impl<'a> Sources<'a> {
    pub(super) fn new(templates: &'a Templates) -> Self {
        let files =
            templates.iter().map(|(path, text)| (id_of(path), text, OnceLock::new()));
        Self { files: files.collect(), templates }
    }

    fn source(&self, id: FileId) -> Option<&Source> {
        let (_, text, source) = self.files.iter().find(|(known, ..)| *known == id)?;
        Some(source.get_or_init(|| Source::new(id, (*text).to_owned())))
    }
}

pub(super) struct PressWorld<'a> {
    main: FileId,
    sources: &'a Sources<'a>,
    data: Bytes,
    fonts: &'a Fonts,
}

impl<'a> PressWorld<'a> {
    pub(super) fn new(
        template: &str,
        data: Vec<u8>,
        sources: &'a Sources<'a>,
        fonts: &'a Fonts,
    ) -> Self {
        Self { main: id_of(template), sources, data: Bytes::new(data), fonts }
    }

    /// What the data say that the document is for. Not set by the template, whose
    /// styles are the same for all editions (`templates/parts/page.typ`).
    pub(super) fn description(&self) -> Option<String> {
        let described: Described = serde_json::from_slice(&self.data).ok()?;
        described.meta.description
    }

    /// The first letter of the data that the font lacks, with its text.
    pub(super) fn odd_letter(&self) -> Option<PressError> {
        let data = std::str::from_utf8(&self.data).ok()?;
        let odd = |letter: char| letter != '\n' && !self.fonts.can_show(letter);
        let (at, letter) = data.char_indices().find(|&(_, letter)| odd(letter))?;
        let start = data[..at].rfind('"').map_or(0, |quote| quote + 1);
        let end = data[at..].find('"').map_or(data.len(), |quote| at + quote);
        let text = data[start..end].chars().take(200).collect();
        Some(PressError::Letter { font: self.fonts.family.clone(), letter, text })
    }

    /// `chapters/results.typ:12: `, the place of a complaint.
    pub(super) fn place(&self, span: DiagSpan) -> Option<String> {
        let id = span.id()?;
        let source = self.sources.source(id)?;
        let line =
            self.range(span).and_then(|range| source.lines().byte_to_line(range.start));
        let path = id.get().vpath().get_without_slash().to_owned();
        Some(match line {
            Some(line) => format!("{path}:{}: ", line + 1),
            None => format!("{path}: "),
        })
    }
}

#[derive(Deserialize)]
struct Described {
    meta: Meta,
}

#[derive(Deserialize)]
struct Meta {
    description: Option<String>,
}

/// Typst's standard library, made once, with `pdf.header-cell` for tables whose
/// first column names the row.
pub(super) fn library() -> &'static LazyHash<Library> {
    LIBRARY.get_or_init(|| {
        let features = [Feature::A11yExtras].into_iter().collect();
        LazyHash::new(Library::builder().with_features(features).build())
    })
}

fn id_of(path: &str) -> FileId {
    let path = VirtualPath::new(path).expect("template paths have no `..`");
    RootedPath::new(VirtualRoot::Project, path).intern()
}

impl World for PressWorld<'_> {
    fn library(&self) -> &LazyHash<Library> {
        library()
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &self.fonts.book
    }

    fn main(&self) -> FileId {
        self.main
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        let path = || id.get().vpath().get_without_slash().into();
        self.sources.source(id).cloned().ok_or_else(|| FileError::NotFound(path()))
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        if id.get().vpath().get_with_slash() == DATA {
            return Ok(self.data.clone());
        }
        let name = id.get().vpath().get_without_slash();
        if let Some(bytes) = self.sources.templates.enclosure(name) {
            return Ok(bytes.clone());
        }
        Err(FileError::NotFound(id.get().vpath().get_without_slash().into()))
    }

    fn font(&self, index: usize) -> Option<Font> {
        self.fonts.faces.get(index).cloned()
    }

    /// Equal input gives equal pages: dates come with the data.
    fn today(&self, _offset: Option<Duration>) -> Option<Datetime> {
        None
    }
}
