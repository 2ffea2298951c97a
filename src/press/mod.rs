//! Typesets a document with Typst, in this process.
//!
//! In comes a template's name and its data as JSON, out come the bytes of a
//! PDF. The template sees only the files of `templates/` and `/data.json`; the
//! only fonts are those of one family. The only room that knows Typst.

mod fonts;
mod templates;
mod world;

use typst::diag::{Severity, SourceDiagnostic, Warned};
use typst::foundations::Smart;
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandards};

pub(crate) use self::fonts::Fonts;
pub(crate) use self::templates::Templates;

use self::world::PressWorld;

/// Why a document could not be set.
#[derive(Debug, thiserror::Error)]
pub(crate) enum PressError {
    #[error(
        "Không tìm thấy phông chữ {0}. Cài một trong các phông này (trên Debian/Ubuntu: \
         apt-get install fonts-croscore) rồi chạy lại."
    )]
    NoFont(String),
    #[error("Không đọc được mẫu {path}: {why}. Xóa tệp này để dùng mẫu có sẵn của chương trình.")]
    Template { path: String, why: String },
    #[error("Mẫu {template} bị lỗi khi dàn trang: {why}")]
    Typeset { template: String, why: String },
}

/// Sets one document; `data` is what the template reads as `/data.json`.
pub(crate) fn typeset(
    template: &str,
    data: Vec<u8>,
    templates: &Templates,
    fonts: &Fonts,
) -> Result<Vec<u8>, PressError> {
    let world = PressWorld::new(template, data, templates, fonts);
    let failed = |why: String| PressError::Typeset { template: template.to_owned(), why };
    let Warned { output, warnings } = typst::compile::<PagedDocument>(&world);
    let document = output.map_err(|errors| failed(describe(&errors, &world)))?;
    // A warning of Typst is a fault of the page: a missing font, a layout that
    // does not settle.
    if !warnings.is_empty() {
        return Err(failed(describe(&warnings, &world)));
    }
    let options = PdfOptions {
        ident: Smart::Auto,
        creator: Smart::Custom(Some(concat!("xhht ", env!("CARGO_PKG_VERSION")).to_owned())),
        timestamp: None,
        page_ranges: None,
        standards: PdfStandards::default(),
        tagged: true,
        pretty: false,
    };
    typst_pdf::pdf(&document, &options).map_err(|errors| failed(describe(&errors, &world)))
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
