//! What the file must say of itself: PDF/A-3a for archives (ISO 19005-3) and
//! PDF/UA-1 for screen readers (ISO 14289-1).

use super::{Found, Rule};
use crate::anatomy::Anatomy;
use crate::sheet::Paper;

const ARCHIVE: &str = "ISO 19005-3 (PDF/A-3a), 6.6.4";
const COLOUR: &str = "ISO 19005-3 (PDF/A-3a), 6.2.3";
const ATTACHING: &str = "ISO 19005-3 (PDF/A-3a), 6.8";
const READERS: &str = "ISO 14289-1 (PDF/UA-1), 5 và 7.1";
const PICTURES: &str = "ISO 14289-1 (PDF/UA-1), 7.3";
const HEADINGS: &str = "ISO 14289-1 (PDF/UA-1), 7.17";

pub(super) const RULES: [Rule; 9] = [
    Rule { name: "PDF/A-3a", source: ARCHIVE, check: archive },
    Rule { name: "hồ-sơ-màu", source: COLOUR, check: colours },
    Rule { name: "PDF/UA-1", source: READERS, check: readers },
    Rule { name: "gắn-thẻ", source: READERS, check: tagged },
    Rule { name: "tên-tài-liệu", source: READERS, check: title },
    Rule { name: "ngôn-ngữ", source: READERS, check: language },
    Rule { name: "lời-tả-hình", source: PICTURES, check: pictures },
    Rule { name: "dấu-trang", source: HEADINGS, check: bookmarks },
    Rule { name: "tệp-đính-kèm", source: ATTACHING, check: attachments },
];

/// A property of the XMP packet, as attribute or as element.
fn property(paper: &Paper, name: &str) -> Option<String> {
    let metadata = &paper.archive.metadata;
    if let Some(found) = crate::archive::element(metadata, name) {
        return Some(found);
    }
    let start = metadata.find(&format!("{name}=\""))? + name.len() + 2;
    let end = start + metadata[start..].find('"')?;
    Some(metadata[start..end].to_owned())
}

fn expect(paper: &Paper, name: &str, wanted: &str) -> Option<Found> {
    let value = property(paper, name);
    if value.as_deref() == Some(wanted) {
        return None;
    }
    let value = value.unwrap_or_else(|| "không có".to_owned());
    Some(Found::in_file(format!("{name}: {value}, quy định {wanted}")))
}

fn archive(paper: &Paper, _: &Anatomy<'_>) -> Vec<Found> {
    let wanted = [("pdfaid:part", "3"), ("pdfaid:conformance", "A")];
    wanted.iter().filter_map(|(name, value)| expect(paper, name, value)).collect()
}

fn colours(paper: &Paper, _: &Anatomy<'_>) -> Vec<Found> {
    if paper.archive.output_intent {
        return Vec::new();
    }
    vec![Found::in_file("không có OutputIntent GTS_PDFA1 kèm hồ sơ màu")]
}

fn readers(paper: &Paper, _: &Anatomy<'_>) -> Vec<Found> {
    expect(paper, "pdfuaid:part", "1").into_iter().collect()
}

fn tagged(paper: &Paper, _: &Anatomy<'_>) -> Vec<Found> {
    if paper.archive.tagged {
        return Vec::new();
    }
    vec![Found::in_file(
        "tệp không có cây cấu trúc (Marked, StructTreeRoot); \
         lời văn, đề mục và bảng không kiểm tra được",
    )]
}

fn title(paper: &Paper, _: &Anatomy<'_>) -> Vec<Found> {
    let mut found = Vec::new();
    if paper.archive.title.is_none() {
        found.push(Found::in_file("không có tên tài liệu (dc:title)"));
    }
    if !paper.archive.shows_title {
        found.push(Found::in_file("không đặt hiển thị tên tài liệu (DisplayDocTitle)"));
    }
    found
}

fn language(paper: &Paper, _: &Anatomy<'_>) -> Vec<Found> {
    let language = paper.archive.language.as_deref().unwrap_or("không có");
    if language.to_lowercase().starts_with("vi") {
        return Vec::new();
    }
    vec![Found::in_file(format!("ngôn ngữ: {language}, quy định vi"))]
}

fn pictures(paper: &Paper, _: &Anatomy<'_>) -> Vec<Found> {
    let figures = paper.elements.iter().filter(|element| element.role == "Figure");
    let silent = figures.filter(|element| !element.alternative).count();
    if silent == 0 {
        return Vec::new();
    }
    vec![Found::in_file(format!("{silent} hình không có lời thay thế, quy định 0"))]
}

/// As many as there are headings of the first level, at least.
fn bookmarks(paper: &Paper, _: &Anatomy<'_>) -> Vec<Found> {
    let headings = paper.elements.iter().filter(|one| one.role == "H1").count();
    let bookmarks = paper.archive.bookmarks;
    if bookmarks >= headings {
        return Vec::new();
    }
    vec![Found::in_file(format!("{bookmarks} dấu trang cho {headings} đề mục lớn"))]
}

fn attachments(paper: &Paper, _: &Anatomy<'_>) -> Vec<Found> {
    let mut found = Vec::new();
    for file in &paper.archive.attachments {
        let lacks = [
            (file.described, "lời mô tả (Desc)"),
            (file.related, "quan hệ với văn bản (AFRelationship)"),
            (file.typed, "kiểu tệp (Subtype)"),
        ];
        for (_, what) in lacks.iter().filter(|(has, _)| !has) {
            found.push(Found::in_file(format!("tệp {} không có {what}", file.name)));
        }
    }
    found
}
