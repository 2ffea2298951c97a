//! A report with errors nobody accepted is a draft, says so on every page, and is
//! not made where only a final one is wanted.

use serde_json::Value;

use crate::clerk::{REASONS, TEXTS, Tome};
use crate::desk::Desk;

/// Pages, and those with the sign of a draft.
fn signs(desk: &Desk, name: &str) -> (usize, usize) {
    let bytes = desk.bytes(&format!("out/2024/{name}"));
    let pages = xhht::stages::pdf_text(bytes).unwrap();
    let is_draft = |page: &&String| page.lines().any(|line| line == "DỰ THẢO");
    (pages.len(), pages.iter().filter(is_draft).count())
}

#[test]
fn a_report_with_standing_errors_is_a_draft_and_says_why() {
    let desk = Desk::of_year(2024);
    let refused = desk.run(["report", "2024", "--final"]);
    assert_eq!(refused.code, 2);
    assert!(!desk.path("out/2024/bao-cao-bo.pdf").exists(), "nothing is made");
    assert!(refused.stderr.contains("còn là dự thảo"), "{}", refused.stderr);

    desk.run(["report", "2024"]);
    for name in ["bao-cao-bo.pdf", "bao-cao-tinh.pdf"] {
        let (pages, drafts) = signs(&desk, name);
        assert_eq!(pages, drafts, "{name}");
    }
    // The README of the sample inboxes: one unit sends nothing, one a locked and one a
    // broken file.
    let summary = desk.summary(2024);
    let reasons: Vec<&str> = summary["draft"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| one.as_str().unwrap())
        .collect();
    let first = "03 đơn vị chưa có báo cáo dùng được: ";
    assert!(reasons[0].starts_with(first), "{reasons:?}");
    // All other errors of the year are those units', or a replaced version's.
    assert_eq!(reasons.len(), 1, "{reasons:?}");
    let brief = xhht::stages::pdf_text(desk.bytes("out/2024/tom-tat.pdf")).unwrap();
    assert_eq!(brief.len(), 1);
    assert!(brief[0].contains("Báo cáo còn là dự thảo: 03 đơn vị"), "{}", brief[0]);
    // Every error of a file that counts is in the list of the refusal.
    let superseded = |file: &Value| {
        let entries = summary["submissions"].as_array().unwrap();
        entries.iter().any(|one| one["file"] == *file && one["status"] == "superseded")
    };
    let findings = summary["findings"].as_array().unwrap();
    for finding in findings.iter().filter(|one| one["severity"] == "error") {
        let message = finding["message"].as_str().unwrap();
        let listed = refused.stderr.contains(message);
        assert_eq!(listed, !superseded(&finding["file"]), "{message}");
    }
}

#[test]
fn once_every_error_has_a_reason_the_report_is_final() {
    let desk = Desk::of_year(2024);
    desk.run(["edit", "2024"]);
    let mut tome = Tome::open(&desk.bytes("out/2024/bien-tap.xlsx"));
    let errors: Vec<String> = tome
        .keys(REASONS)
        .into_iter()
        .filter(|key| tome.get(REASONS, key, "Mức độ") == "Lỗi")
        .collect();
    assert!(errors.len() > 5, "{errors:?}");
    for key in &errors[1..] {
        tome.write(REASONS, key, "Đã xác minh với đơn vị qua điện thoại.");
    }
    desk.file("inbox/2024/bien-tap.xlsx", &tome.save());
    // One is left: just below what is wanted.
    let refused = desk.run(["report", "2024", "--final"]);
    assert_eq!(refused.code, 2);
    let lines = refused.stderr.lines().filter(|line| line.starts_with("  [")).count();
    assert_eq!(lines, 1, "{}", refused.stderr);

    tome.write(REASONS, &errors[0], "Đã xác minh với đơn vị qua điện thoại.");
    desk.file("inbox/2024/bien-tap.xlsx", &tome.save());
    let made = desk.run(["report", "2024", "--final"]);
    // No error stands that nobody accepted.
    assert_eq!(made.code, 0, "{}", made.stderr);
    assert_eq!(signs(&desk, "bao-cao-bo.pdf").1, 0);
    assert_eq!(desk.summary(2024)["draft"], Value::Array(Vec::new()));
    let decisions = &desk.json("out/2024/manifest.json")["inputs"]["decisions"];
    assert_eq!(decisions.as_array().unwrap().len(), errors.len());
    assert_eq!(decisions[0]["sheet"], "Giải trình");
    let lint = desk.run(["lint-pdf", "out/2024/bao-cao-bo.pdf"]);
    assert_eq!(lint.code, 0, "{}", lint.stdout);
}

/// After the merger nobody knows yet which plan the 37 communes are under.
#[test]
fn without_a_plan_for_the_37_communes_no_report_is_final() {
    let desk = Desk::of_year(2026);
    desk.run(["edit", "2026"]);
    let mut tome = Tome::open(&desk.bytes("out/2026/bien-tap.xlsx"));
    for key in tome.keys(REASONS) {
        if tome.get(REASONS, &key, "Mức độ") == "Lỗi" {
            tome.write(REASONS, &key, "Đã xác minh với đơn vị qua điện thoại.");
        }
    }
    desk.file("inbox/2026/bien-tap.xlsx", &tome.save());
    let refused = desk.run(["report", "2026", "--final"]);
    assert_eq!(refused.code, 2, "{}", refused.stdout);
    let missing = "Chưa có văn bản quy định kế hoạch áp dụng cho 37 xã, phường";
    let standing = refused.stderr.lines().filter(|line| line.starts_with("  ["));
    assert_eq!(standing.count(), 0, "{}", refused.stderr);
    assert!(refused.stderr.contains(missing), "{}", refused.stderr);

    let keys = tome.keys(TEXTS);
    let is_it =
        |key: &&String| tome.get(TEXTS, key, "Câu của chương trình").contains(missing);
    let key = keys.iter().find(is_it).expect("a paragraph to replace").clone();
    tome.write(
        TEXTS,
        &key,
        "Kế hoạch số 12/KH-UBND ngày 05/3/2026 của Ủy ban nhân dân tỉnh Thái Nguyên áp dụng \
         cho 37 xã, phường.",
    );
    desk.file("inbox/2026/bien-tap.xlsx", &tome.save());
    let made = desk.run(["report", "2026", "--final"]);
    assert_eq!(made.code, 0, "{}", made.stderr);
    assert_eq!(desk.summary(2026)["draft"], Value::Array(Vec::new()));
    let report = xhht::stages::pdf_text(desk.bytes("out/2026/bao-cao-bo.pdf")).unwrap();
    let report = report.join("\n");
    assert!(report.contains("Kế hoạch số 12/KH-UBND") && !report.contains(missing));
}
