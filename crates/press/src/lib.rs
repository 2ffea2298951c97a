//! Typesets a document with Typst.
//!
//! In comes a template's name and its data as JSON, out come the bytes of a
//! PDF. The template sees only the files of `templates/` and `/data.json`; the
//! only fonts are those of one family. The only crate that knows Typst.

mod fonts;
mod guarded;
mod links;
mod repertoire;
mod templates;
mod world;

use std::num::NonZero;
use std::thread;

use serde::{Deserialize, Serialize};
use typst::diag::{Severity, SourceDiagnostic, Warned};
use typst::foundations::Smart;
use typst::model::Document;
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards};

pub use self::fonts::{Fonts, OWN};
pub use self::guarded::{DUTY, serve};
pub use self::repertoire::in_repertoire;
pub use self::templates::Templates;

use self::world::{PressWorld, Sources};

/// More hands than this would only wait for each other's memory.
const HANDS: usize = 2;

/// A finished document.
#[derive(Debug, Serialize, Deserialize)]
pub struct Print {
    pub pdf: Vec<u8>,
    /// Pages, annexes included.
    pub pages: usize,
}

/// Why a document could not be set.
#[derive(Debug, thiserror::Error, Serialize, Deserialize)]
pub enum PressError {
    #[error(
        "Không đọc được mẫu {path}: {why}. Xóa tệp này để dùng mẫu có sẵn của chương trình."
    )]
    Template { path: String, why: String },
    #[error(
        "Phông {font} không có chữ “{letter}” trong “{text}”. Thay chữ này rồi chạy lại."
    )]
    Letter { font: String, letter: char, text: String },
    #[error("Mẫu {template} bị lỗi khi dàn trang: {why}")]
    Typeset { template: String, why: String },
    #[error(
        "Mẫu {template} chưa dàn trang xong sau {seconds} giây nên đã dừng. Xem lại vòng lặp \
         trong các mẫu đã sửa ở thư mục templates, hoặc xóa chúng để dùng mẫu có sẵn."
    )]
    Late { template: String, seconds: u64 },
    #[error(
        "Mẫu {template} dùng quá {most} MB bộ nhớ hoặc làm bộ dàn trang phải dừng. Xem lại các \
         mẫu đã sửa ở thư mục templates, hoặc xóa chúng để dùng mẫu có sẵn."
    )]
    Greedy { template: String, most: usize },
    #[error(
        "Không khởi động được bộ dàn trang: {0}. Phần mềm diệt virus có thể đang chặn, hoặc tệp \
         chương trình xhht vừa bị thay, đổi tên hay xóa: kiểm tra lại rồi chạy lại."
    )]
    NotStarted(String),
}

/// Sets one template with each of several data, in order. `data` is what the
/// template reads as `/data.json`. The PDF keeps to PDF/A-3a (ISO 19005-3) and
/// PDF/UA-1 (ISO 14289-1); what would break them, such as a letter the font
/// lacks, is an error.
///
/// Templates that an office changed are set in a child process within bounds of
/// time and memory ([`guarded`]).
pub fn typeset(
    template: &str,
    data: &[Vec<u8>],
    templates: &Templates,
    fonts: &Fonts,
) -> Result<Vec<Print>, PressError> {
    if templates.changed() && guard::aside::is_served() {
        return guarded::typeset(template, data, templates, fonts);
    }
    set(template, data, templates, fonts)
}

/// What the documents share (most annexes of two editions, the first page of
/// slips) is laid out once, because Typst remembers: so the first is laid out
/// alone, and the others, by several hands if they are many, while it is written.
fn set(
    template: &str,
    data: &[Vec<u8>],
    templates: &Templates,
    fonts: &Fonts,
) -> Result<Vec<Print>, PressError> {
    let Some((first, others)) = data.split_first() else { return Ok(Vec::new()) };
    let sources = &Sources::new(templates);
    let creator = templates.creator.as_str();
    let one = move |data: &Vec<u8>| {
        let world = PressWorld::new(template, data.clone(), sources, fonts);
        write(template, &world, &lay_out(template, &world)?, creator)
    };
    let world = PressWorld::new(template, first.clone(), sources, fonts);
    let document = lay_out(template, &world)?;
    let hands = thread::available_parallelism().map_or(1, NonZero::get).min(HANDS);
    thread::scope(|scope| {
        let shares = others.chunks(others.len().div_ceil(hands).max(1));
        let shares: Vec<_> = shares
            .map(|share| scope.spawn(move || share.iter().map(one).collect::<Vec<_>>()))
            .collect();
        let mut prints = vec![write(template, &world, &document, creator)];
        for share in shares {
            prints.extend(share.join().expect("the press does not panic"));
        }
        prints.into_iter().collect()
    })
}

/// Forgets what was laid out before, as a new process would.
pub fn forget() {
    typst::comemo::evict(0);
}

/// Makes ready what every document needs, while others still read.
pub fn warm_up() {
    world::library();
}

fn failed(template: &str, why: String) -> PressError {
    PressError::Typeset { template: template.to_owned(), why }
}

fn lay_out(template: &str, world: &PressWorld<'_>) -> Result<PagedDocument, PressError> {
    let Warned { output, warnings } = typst::compile::<PagedDocument>(world);
    let mut document =
        output.map_err(|errors| failed(template, describe(&errors, world)))?;
    // A warning of Typst is a fault of the page: a missing font, a layout that
    // does not settle.
    if !warnings.is_empty() {
        return Err(failed(template, describe(&warnings, world)));
    }
    document.info_mut().description = world.description().map(Into::into);
    links::resolve(&document).map_err(|why| failed(template, why))
}

fn write(
    template: &str,
    world: &PressWorld<'_>,
    document: &PagedDocument,
    creator: &str,
) -> Result<Print, PressError> {
    let standards = PdfStandards::new(&[PdfStandard::A_3a, PdfStandard::Ua_1])
        .expect("PDF/A-3a and PDF/UA-1 are both PDF 1.7");
    let options = PdfOptions {
        ident: Smart::Custom(identity(template, document)),
        creator: Smart::Custom(Some(creator.to_owned())),
        timestamp: None,
        page_ranges: None,
        standards,
        tagged: true,
        pretty: false,
    };
    let pdf = typst_pdf::pdf(document, &options).map_err(|errors| {
        world.odd_letter().unwrap_or_else(|| failed(template, describe(&errors, world)))
    })?;
    Ok(Print { pdf, pages: document.pages().len() })
}

/// What tells one document from others and stays the same when it is set again:
/// editions differ in their description.
fn identity(template: &str, document: &PagedDocument) -> String {
    let info = document.info();
    let title = info.title.as_deref().unwrap_or_default();
    let description = info.description.as_deref().unwrap_or_default();
    format!("{template}\n{title}\n{description}")
}

/// The complaints of the typesetter, each with file and line.
fn describe(diagnostics: &[SourceDiagnostic], world: &PressWorld<'_>) -> String {
    let lines: Vec<String> = diagnostics
        .iter()
        .map(|diagnostic| {
            let place = world.place(diagnostic.span).unwrap_or_default();
            let kind = match diagnostic.severity {
                Severity::Error => "",
                Severity::Warning => "cảnh báo: ",
            };
            format!("{place}{kind}{}", diagnostic.message)
        })
        .collect();
    lines.join("; ")
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;

    #[test]
    fn a_letter_the_font_lacks_is_an_error_that_names_it_and_its_text() {
        let fonts = Fonts::find(&[], &[]);
        let template = "#set document(title: \"x\")\n#set text(font: \"Tinos\", fallback: \
                        false, lang: \"vi\")\n#json(\"/data.json\").at(0)";
        let sources = [("odd.typ".to_owned(), template.to_owned())].into();
        let templates = Templates::load(&sources, Path::new("no such folder"), "a test");
        let templates = templates.expect("shipped");
        let data = "[\"Chữ lạ 汉 giữa câu\"]".as_bytes().to_vec();
        let error =
            typeset("odd.typ", &[data], &templates, &fonts).expect_err("no letter");
        assert_eq!(
            error.to_string(),
            "Phông Tinos không có chữ “汉” trong “Chữ lạ 汉 giữa câu”. Thay chữ này rồi chạy lại."
        );
    }
}
