//! The samples of the templates, set and measured; spoilt templates are in
//! `tests/suite/lint_pdf.rs`.

use std::path::{Path, PathBuf};

use super::*;
use crate::opening::{self, most};
use crate::press::{Fonts, Templates, typeset};

/// A sample of the report, typeset, with a file in it.
fn printed(sample: &str) -> Vec<u8> {
    let fonts = Fonts::find(&["Tinos".to_owned()], &[PathBuf::from("/usr/share/fonts")])
        .expect("fonts-croscore is installed");
    let mut templates = Templates::load(Path::new("no such project")).expect("shipped");
    templates.enclose("summary.json", b"{}".to_vec());
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("templates/samples");
    let text =
        opening::read_text(&folder, sample.as_ref(), most::OUTPUT).expect("a sample");
    let mut report: serde_json::Value = serde_json::from_str(&text).expect("JSON");
    report["font"] = fonts.family.clone().into();
    let enclosed = crate::document::metadata::attachments(&["summary.json"]);
    report["attachments"] = serde_json::to_value(enclosed).expect("plain structs");
    let data = serde_json::to_vec(&report).expect("JSON");
    let mut prints =
        typeset("report.typ", &[data], &templates, &fonts).expect("the sample is set");
    prints.remove(0).pdf
}

#[test]
fn the_samples_keep_to_every_rule() {
    for sample in ["report.json", "report-extremes.json"] {
        let verdict = lint(printed(sample)).expect("a PDF");
        let faults: Vec<String> = verdict.faults.iter().map(Fault::to_string).collect();
        assert!(faults.is_empty(), "{sample}:\n{}", faults.join("\n"));
        assert!(verdict.pages > 20, "{sample}");
    }
}

#[test]
fn lines_are_measured_where_they_stand() {
    let paper = reader::read(printed("report.json")).expect("a PDF");
    let page = &paper.pages[0];
    let size = (sheet::mm(page.width).round(), sheet::mm(page.height).round());
    assert_eq!(size, (210.0, 297.0));
    let motto = page.lines.iter().find(|line| line.text.starts_with("Độc lập"));
    let motto = motto.expect("the motto");
    assert_eq!((motto.size, motto.bold, motto.italic), (13.0, true, false));
    let anatomy = Anatomy::of(&paper);
    let left = anatomy.body.left.expect("a left edge");
    assert!((sheet::mm(left) - 30.0).abs() < 0.1, "{left}");
    assert!(anatomy.annexes.len() >= 4, "{}", anatomy.annexes.len());
}

#[test]
fn an_enclosed_file_is_described_related_and_typed() {
    let paper = reader::read(printed("report-extremes.json")).expect("a PDF");
    let file = &paper.archive.attachments[0];
    assert_eq!(file.name, "summary.json");
    assert!(file.described && file.related && file.typed, "{file:?}");
}

#[test]
fn what_is_no_pdf_is_unreadable() {
    assert_eq!(lint(b"PK".to_vec()).err(), Some(Unreadable::NotPdf));
    assert_eq!(lint(Vec::new()).err(), Some(Unreadable::NotPdf));
}

#[test]
fn the_words_of_a_page_are_read_block_by_block() {
    let pages = text(printed("report.json")).expect("a PDF");
    assert!(pages.len() > 20, "{}", pages.len());
    let lines: Vec<&str> = pages[0].lines().collect();
    assert!(lines.contains(&"Độc lập - Tự do - Hạnh phúc"), "{lines:?}");
    let subject = "Kết quả thực hiện Kế hoạch “Xây dựng xã hội học tập giai đoạn 2021 - 2030” \
                   trên địa bàn tỉnh Bắc Kạn năm 2024";
    assert!(lines.contains(&subject), "{lines:?}");
}
