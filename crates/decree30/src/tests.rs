//! A letter of a few lines, set here and measured: the crate needs no document of
//! anybody's. Whole reports, and templates spoilt one rule at a time, are measured
//! in the suite of the program.

use std::collections::BTreeMap;
use std::path::Path;

use press::{Fonts, Templates, typeset};

use super::*;

/// Motto, a paragraph of several pages and an enclosed file, the left margin so many millimetres.
fn letter(left: u32) -> Vec<u8> {
    let template = format!(
        "#set document(title: \"Thư\", date: datetime(year: 2024, month: 12, day: 16))\n\
         #set page(\"a4\", margin: (left: {left}mm, right: 20mm, y: 20mm))\n\
         #set text(font: \"Tinos\", size: 14pt, lang: \"vi\", fallback: false)\n\
         #set par(justify: true)\n\
         #pdf.attach(\"/so-lieu.json\", relationship: \"data\", mime-type: \
         \"application/json\", description: \"Số liệu\")\n\
         #align(center, text(size: 13pt, weight: \"bold\")[Độc lập - Tự do - Hạnh phúc])\n\
         #lorem(1600)\n"
    );
    let sources = BTreeMap::from([("letter.typ".to_owned(), template)]);
    let mut templates = Templates::load(&sources, Path::new("no such folder"), "a test")
        .expect("shipped");
    templates.enclose("so-lieu.json", b"{}".to_vec());
    let fonts = Fonts::find(&[], &[]);
    let mut prints = typeset("letter.typ", &[b"{}".to_vec()], &templates, &fonts)
        .expect("the letter is set");
    prints.remove(0).pdf
}

#[test]
fn lines_are_measured_where_they_stand() {
    let paper = reader::read(letter(30)).expect("a PDF");
    let page = &paper.pages[0];
    let size = (sheet::mm(page.width).round(), sheet::mm(page.height).round());
    assert_eq!(size, (210.0, 297.0));
    let motto = page.lines.iter().find(|line| line.text.starts_with("Độc lập"));
    let motto = motto.expect("the motto");
    assert_eq!((motto.size, motto.bold, motto.italic), (13.0, true, false));
    let left = Anatomy::of(&paper).body.left.expect("a left edge");
    assert!((sheet::mm(left) - 30.0).abs() < 0.1, "{left}");
}

#[test]
fn a_left_margin_is_30_to_35_mm() {
    for (left, kept) in [(29, false), (30, true), (35, true), (36, false)] {
        let verdict = lint(letter(left)).expect("a PDF");
        let faults = verdict.faults.iter().filter(|fault| fault.rule == "lề-trái");
        assert_eq!(faults.count() == 0, kept, "{left} mm");
    }
}

#[test]
fn an_enclosed_file_is_described_related_and_typed() {
    let paper = reader::read(letter(30)).expect("a PDF");
    let file = &paper.archive.attachments[0];
    assert_eq!(file.name, "so-lieu.json");
    assert!(file.described && file.related && file.typed, "{file:?}");
}

#[test]
fn what_is_no_pdf_is_refused() {
    assert_eq!(lint(b"PK".to_vec()).err(), Some(Unreadable::NotPdf));
    assert_eq!(lint(Vec::new()).err(), Some(Unreadable::NotPdf));
}
