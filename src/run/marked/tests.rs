use std::collections::BTreeMap;

use super::*;
use crate::run::{Reach, judge_in_process};

fn of_sample(year: i16) -> (Config, Judged) {
    let config = Config {
        project: env!("CARGO_MANIFEST_DIR").into(),
        year,
        report_date: None,
        font_folders: Vec::new(),
        reach: Reach::LastYear,
        kind: None,
        issue: false,
        must_be_final: false,
    };
    let judged = judge_in_process(&config).expect("the sample inbox can be judged");
    (config, judged)
}

fn digests(root: &Path) -> BTreeMap<String, Option<[u8; 32]>> {
    let submissions =
        intake::submissions(root).expect("the sample inbox is there").submissions;
    let digest = |one: &Submission| {
        let bytes = spreadsheet::read_bytes(root, &one.path).ok()?;
        Some(spreadsheet::digest(&bytes))
    };
    submissions.iter().map(|one| (one.name.clone(), digest(one))).collect()
}

#[test]
fn the_sample_inbox_gives_marked_copies_that_read_as_the_originals_do() {
    let (config, judged) = of_sample(2024);
    let before = digests(&config.inbox());
    let made = marked_copies(&config, &judged).expect("the inbox is there");
    let names: Vec<&str> =
        made.copies.iter().map(|copy| copy.output.name.as_str()).collect();
    // Pác Nặm's first version has faults too, but a later one replaced it.
    let expected = ["hoi-khuyen-hoc-HKH tinh_ tong hop 2024.xlsx"];
    assert_eq!(names, expected);
    for copy in &made.copies {
        let MarkedCopy { file, output } = copy;
        assert!(!output.name.contains('/'), "{}", output.name);
        let path: &Path = file.as_ref();
        let original =
            spreadsheet::read_bytes(&config.inbox(), path).expect("it was read");
        let read =
            |bytes| spreadsheet::read(bytes).expect("a workbook").without_comments();
        assert_ne!(original, output.bytes);
        assert_eq!(read(original), read(output.bytes.clone()), "{file}");
    }
    for without in &made.without {
        let lower = without.file.to_lowercase();
        assert!(lower.ends_with(".xls") || lower.ends_with(".ods"), "{without:?}");
    }
    assert_eq!(before, digests(&config.inbox()), "the inbox is as it was");
    let again = marked_copies(&config, &judged).expect("the inbox is there");
    for (one, other) in made.copies.iter().zip(&again.copies) {
        assert!(one.output.bytes == other.output.bytes, "{} differs", one.file);
    }
}

#[test]
fn a_file_with_information_only_needs_no_copy() {
    let finding = |severity, file: &str| {
        let place = crate::place::Place::sheet(file, "Biểu");
        Finding::new(severity, "V05", place, "Sai.", "Sửa.")
    };
    let findings = [
        finding(Severity::Warning, "a.xlsx"),
        finding(Severity::Info, "a.xlsx"),
        finding(Severity::Info, "b.xlsx"),
    ];
    let marks = marks(&findings, &[]);
    assert_eq!(marks.keys().copied().collect::<Vec<_>>(), ["a.xlsx"]);
    assert_eq!(marks["a.xlsx"].len(), 2);
    assert_eq!(marks["a.xlsx"][0].text, "[V05] Cả sheet: Sai. Cần làm: Sửa.");
}

#[test]
fn names_of_copies_are_plain_and_differ() {
    let mut taken = BTreeSet::new();
    let mut name = |file: &str| name("ba-be", file, &mut taken);
    assert_eq!(name("gui/Báo cáo: XHHT?.XLSX"), "ba-be-Báo cáo_ XHHT_.xlsx");
    assert_eq!(name("gui lai/Báo cáo* XHHT_.xlsx"), "ba-be-Báo cáo_ XHHT_-2.xlsx");
    assert_eq!(name(&format!("{}.xlsm", "a".repeat(300))).len(), 6 + 80 + 5);
}
