//! The end of a run: which documents are due, and how they become the files of
//! the year's folder.

use std::path::PathBuf;

use serde::Serialize;
use serde::de::DeserializeOwned;

use super::archive::{self, Issued};
use super::{Config, Error, Judged, Step, Watcher, json, record, summary};
use crate::document::issued::Printed;
use crate::document::metadata::{self, Face, Outgoing};
use crate::document::report::Edition;
use crate::document::review::{self, Kind};
use crate::document::{self, Documents, Material, letters};
use crate::manifest::{Inputs, Link};
use crate::outbox::{self, Output};
use crate::place::EDITORIAL;
use crate::plan::Plan;
use crate::plan::office::ReportKind;
use press::{Fonts, Templates};

const EDITIONS: [Edition; 2] = [Edition::Ministry, Edition::Province];

/// What is due in a year, or the one document that was asked for. A review
/// belongs to a horizon of the plan: the final one to the last, the mid-term one
/// to those before.
pub(super) fn documents(
    plan: &Plan,
    year: i16,
    asked: Option<ReportKind>,
) -> Result<Documents, Error> {
    let horizons = &plan.decision.horizons;
    let last = horizons.last().copied();
    let review = match horizons.contains(&year) {
        true if last == Some(year) => Some(Kind::Final),
        true => Some(Kind::Midterm),
        false => None,
    };
    let only = |wanted: Kind, name: &str, years: Vec<String>| {
        if review == Some(wanted) {
            return Ok(Documents { annual: false, review });
        }
        let years = years.join(", ");
        Err(Error::Kind(format!(
            "Báo cáo {name} (--kind {}) chỉ lập cho năm {years}, không lập cho năm {year}. \
             Bỏ --kind để lập báo cáo năm {year}, hoặc ghi lại năm.",
            wanted.code()
        )))
    };
    match asked {
        None => Ok(Documents { annual: true, review }),
        Some(ReportKind::Annual) => Ok(Documents::ANNUAL),
        Some(ReportKind::Interim) => {
            let midterm = horizons.iter().filter(|horizon| Some(**horizon) != last);
            only(Kind::Midterm, "sơ kết", midterm.map(i16::to_string).collect())
        }
        Some(ReportKind::Final) => {
            only(Kind::Final, "tổng kết", last.iter().map(i16::to_string).collect())
        }
    }
}

/// Typesets what is due and writes all files of the year.
pub(super) fn publish(
    config: &Config,
    judged: &Judged,
    documents: Documents,
    mut templates: Templates,
    fonts: &Fonts,
    seen: Watcher<'_>,
) -> Result<Made, Error> {
    // Nothing is added to an archive that is not as it was issued.
    let link = config.issue.then(|| judged.archive.next()).transpose()?;
    let inputs = record::inputs(config, judged, &templates, fonts)?;
    let run = inputs.name();
    let material = judged.material(&fonts.family, &run);
    let total = 1 + documents.pdfs();
    let step = |next: &str, done| seen(Step::Set { next, done, total });
    step(BRIEF, 0);
    // The workbook is written while the one page is set.
    let (carried, brief) = std::thread::scope(|scope| {
        let carried = scope.spawn(|| carried(&material, documents));
        let brief = brief(&material, &templates, fonts);
        (carried.join().expect("the scribe does not panic"), brief)
    });
    let brief = brief?;
    for file in &carried {
        templates.enclose(&file.name, file.bytes.clone());
    }
    let mut notes = Vec::new();
    // A broken archive costs the signs, not the report: the clerk has to see the figures,
    // and a finding keeps them a draft until the archive is back.
    let last = judged.archive.last();
    let issued = last.map_err(Error::from).and_then(|last| {
        last.map(|last| last.printed().map(|printed| (last, printed))).transpose()
    });
    let issued = issued.unwrap_or_else(|error| {
        notes.push(format!(
            "Không đánh dấu (r) được số liệu khác với bản đã ban hành: {error}"
        ));
        None
    });
    let mut registered = Vec::new();
    let mut outputs = Vec::new();
    if documents.annual {
        let reports = EDITIONS.map(|edition| {
            let mut report = document::report(&material, edition);
            report.attachments = metadata::attachments(&ANNUAL_CARRIES);
            revised(report, issued.as_ref(), &data_file("report", edition))
        });
        let files = Files::new("report.typ", "bao-cao", "report");
        step(&files.pdfs.join(", "), 1);
        let (faces, made) =
            set(&files, &reports, |report| report.face(), &material, &templates, fonts)?;
        registered.extend(faces);
        outputs.extend(made);
    }
    if let Some(kind) = documents.review {
        // What was laid out for the annual report is of no use to a review.
        press::forget();
        let sources = review::source_file(kind);
        let reviews = EDITIONS.map(|edition| {
            let mut review = document::review(&material, kind, edition);
            review.attachments = metadata::attachments(&[&sources, SUMMARY]);
            revised(review, issued.as_ref(), &data_file(kind.stem(), edition))
        });
        let files = Files::new("review.typ", kind.stem(), kind.stem());
        step(&files.pdfs.join(", "), total - 2);
        let (faces, made) =
            set(&files, &reviews, |review| review.face(), &material, &templates, fonts)?;
        registered.extend(faces);
        outputs.extend(made);
    }
    step("", total);
    let shown = files_to_open(documents);
    outputs.push(brief);
    outputs.push(Output::new("metadata.json", json(&registered)));
    outputs.extend(carried);
    let folder = leave(config, inputs, link, outputs, &mut notes)?;
    Ok(Made { folder, shown, notes })
}

/// Writes the outputs with their record, and keeps them if the report is issued.
fn leave(
    config: &Config,
    inputs: Inputs,
    link: Option<Link>,
    mut outputs: Vec<Output>,
    notes: &mut Vec<String>,
) -> Result<PathBuf, Error> {
    // What is kept as issued is what this run made, and no more.
    let issued = link
        .clone()
        .map(|link| record::sealed(inputs.clone(), &outputs, Vec::new(), Some(link)));
    // What this run was not asked for stays if it was made from the same, else it
    // has other figures.
    let former = record::former(config, &outputs);
    let (kept, stale) = match former {
        Some((former, others)) if former == inputs.name() => (others, Vec::new()),
        Some((_, others)) => (Vec::new(), others),
        None => (Vec::new(), Vec::new()),
    };
    outputs.push(record::sealed(inputs, &outputs, kept, link.clone()));
    let folder = outbox::replace(&config.out(), config.year, &outputs)?;
    let is_stale = |name: &str| stale.iter().any(|item| item.path == name);
    outbox::prune(&config.out(), &folder, &outputs, is_stale)?;
    if !stale.is_empty() {
        let names: Vec<&str> = stale.iter().map(|item| item.path.as_str()).collect();
        notes.push(format!(
            "Đã bỏ kết quả của lần chạy trước vì lập từ dữ liệu khác: {}.",
            names.join(", ")
        ));
    }
    if let (Some(link), Some(record)) = (link, issued) {
        outputs.pop();
        outputs.push(record);
        archive::keep(config, &link, &outputs)?;
    }
    Ok(folder)
}

/// Errors told one by one where a report is refused.
const LINES: usize = 40;

/// An error with what makes the report a draft, a line each.
pub(super) fn refuse_a_draft(judged: &Judged) -> Result<(), Error> {
    let mut lines: Vec<String> =
        judged.now.standing().take(LINES + 1).map(document::draft::line).collect();
    if lines.is_empty() {
        let texts = &judged.now.decisions.texts;
        return match document::draft::awaited(&judged.plan, texts).next() {
            None => Ok(()),
            Some(sentence) => Err(Error::Draft(format!(
                "Báo cáo còn nội dung chờ văn bản nên không lập bản chính thức (--final): \
                 “{sentence}” Sửa câu này ở sheet Nội dung của {EDITORIAL} (xhht edit {}), \
                 rồi chạy lại.",
                judged.now.year
            ))),
        };
    }
    if lines.len() > LINES {
        let rest = judged.now.standing().count() - LINES;
        lines.truncate(LINES);
        lines.push(format!("  … và {rest} dòng khác, xem sheet Giải trình."));
    }
    Err(Error::Draft(format!(
        "Báo cáo còn là dự thảo nên không lập bản chính thức (--final). Các lỗi chưa giải \
         trình:\n{}\nĐề nghị đơn vị gửi lại, chuyển tệp không dùng ra khỏi inbox, hoặc ghi lý \
         do vào sheet Giải trình của {} (xhht edit {}), rồi chạy lại.",
        lines.join("\n"),
        EDITORIAL,
        judged.now.year
    )))
}

/// Where the outputs are, and what the clerk should know of them.
pub(crate) struct Made {
    pub(crate) folder: PathBuf,
    /// What a person opens of it, and what each file is.
    pub(crate) shown: Vec<(String, String)>,
    pub(crate) notes: Vec<String>,
}

/// With a sign behind the figures and sentences that an issued report has otherwise;
/// `name` is the file of the document's data.
fn revised<D: Serialize + DeserializeOwned>(
    document: D,
    issued: Option<&(&Issued, Printed)>,
    name: &str,
) -> D {
    match issued {
        Some((last, printed)) => {
            document::issued::marked(document, printed, &last.passages(name))
        }
        None => document,
    }
}

/// The file beside the PDF of an edition that holds what it prints.
fn data_file(stem: &str, edition: Edition) -> String {
    match edition {
        Edition::Ministry => format!("{stem}.json"),
        Edition::Province => format!("{stem}-tinh.json"),
    }
}

/// The Director's summary of the year.
fn brief(
    material: &Material<'_>,
    templates: &Templates,
    fonts: &Fonts,
) -> Result<Output, Error> {
    let data = shown(&document::brief::brief(material), fonts);
    let mut prints = press::typeset("brief.typ", &[data], templates, fonts)?;
    let print = prints.pop().expect("as many documents as data");
    Ok(Output::new(BRIEF, print.pdf))
}

const BRIEF: &str = "tom-tat.pdf";
const DATABOOK: &str = "so-lieu.xlsx";
const SUMMARY: &str = "summary.json";
const SOURCES: &str = "nguon-so-lieu.csv";
const ANNUAL_CARRIES: [&str; 3] = [DATABOOK, SOURCES, SUMMARY];

/// What a person opens, in the order it is looked at.
fn files_to_open(documents: Documents) -> Vec<(String, String)> {
    let annual = documents.annual.then_some(("bao-cao", "báo cáo hằng năm"));
    let review = documents.review.map(|kind| match kind {
        Kind::Midterm => (kind.stem(), "báo cáo sơ kết"),
        Kind::Final => (kind.stem(), "báo cáo tổng kết"),
    });
    let mut files = Vec::new();
    for (stem, what) in annual.into_iter().chain(review) {
        files.push((format!("{stem}-bo.pdf"), format!("{what} gửi Bộ")));
        files.push((format!("{stem}-tinh.pdf"), format!("{what} gửi tỉnh")));
    }
    files.push((BRIEF.to_owned(), "một trang cho Giám đốc".to_owned()));
    files.push((DATABOOK.to_owned(), "mọi số liệu, phát hiện và nguồn".to_owned()));
    files
}

/// Files that stand beside the PDFs and inside them.
fn carried(material: &Material<'_>, documents: Documents) -> Vec<Output> {
    let mut carried = vec![
        Output::new(DATABOOK, spreadsheet::write(&document::databook(material))),
        Output::new(SOURCES, document::sources::csv(material)),
        Output::new(SUMMARY, summary(material, documents)),
    ];
    carried.extend(documents.review.map(|kind| {
        let years = material.over_years();
        Output::new(&review::source_file(kind), document::sources::csv_of_years(&years))
    }));
    carried
}

/// A template and the names of what is made with it, ministry first.
struct Files {
    template: &'static str,
    pdfs: [String; 2],
    data: [String; 2],
}

impl Files {
    fn new(template: &'static str, pdf: &str, data: &str) -> Self {
        Self {
            template,
            pdfs: ["bo", "tinh"].map(|edition| format!("{pdf}-{edition}.pdf")),
            data: EDITIONS.map(|edition| data_file(data, edition)),
        }
    }
}

/// Sets both editions of a document: what is registered of them, and their
/// files.
fn set<D: Serialize>(
    files: &Files,
    editions: &[D; 2],
    face: impl Fn(&D) -> Face<'_>,
    material: &Material<'_>,
    templates: &Templates,
    fonts: &Fonts,
) -> Result<(Vec<Outgoing>, Vec<Output>), Error> {
    let data = editions.each_ref().map(|edition| shown(edition, fonts));
    let prints = press::typeset(files.template, &data, templates, fonts)?;
    let mut registered = Vec::new();
    let mut outputs = Vec::new();
    for ((print, edition), name) in prints.into_iter().zip(editions).zip(&files.pdfs) {
        let face = face(edition);
        registered.push(metadata::outgoing(material, &face, name, print.pages));
        outputs.push(Output::new(name, print.pdf));
    }
    let data = files.data.iter().zip(data);
    outputs.extend(data.map(|(name, data)| Output::new(name, data)));
    Ok((registered, outputs))
}

/// A document as the template reads it, in letters the font has.
pub(super) fn shown(document: &impl Serialize, fonts: &Fonts) -> Vec<u8> {
    let text = String::from_utf8(json(document)).expect("JSON is UTF-8");
    letters::legible(text, |letter| fonts.can_show(letter)).into_bytes()
}
