//! Trouble of the run: one Vietnamese sentence, exit code 2, nothing half
//! written, earlier outputs untouched.

use std::fs;

use crate::desk::{Desk, Ended};

#[track_caller]
fn refused(ended: &Ended, words: &[&str]) {
    assert_eq!(ended.code, 2, "{}", ended.stdout);
    for word in words {
        assert!(ended.stderr.contains(word), "{word} in: {}", ended.stderr);
    }
}

#[test]
fn a_year_without_a_folder_is_named_with_its_path() {
    let desk = Desk::of_year(2024);
    refused(&desk.run(["report", "2023"]), &["Không tìm thấy thư mục", "2023"]);
    assert!(!desk.path("out/2023").exists());
}

#[test]
fn an_empty_inbox_is_no_year_of_zeros() {
    let desk = Desk::empty();
    fs::create_dir_all(desk.path("inbox/2024")).unwrap();
    refused(&desk.run(["report", "2024"]), &["không có tệp nào", "inbox/2024"]);
    assert!(!desk.path("out/2024").exists());
}

#[test]
fn a_project_without_an_inbox_says_so() {
    refused(&Desk::empty().run(["report"]), &["inbox"]);
}

#[test]
fn a_broken_register_is_named_by_file_and_line_and_former_outputs_stay() {
    let desk = Desk::of_year(2024);
    assert_eq!(desk.run(["report", "2024"]).code, 1);
    let before = desk.bytes("out/2024/bao-cao-bo.pdf");
    desk.file("plan/office.toml", b"[agency]\nsuperiority = 1\n");
    refused(&desk.run(["report", "2024"]), &["plan/office.toml", "dòng"]);
    assert!(desk.bytes("out/2024/bao-cao-bo.pdf") == before);
}

#[test]
fn a_broken_template_is_named_and_former_outputs_stay() {
    let desk = Desk::of_year(2024);
    assert_eq!(desk.run(["report", "2024"]).code, 1);
    let before = desk.bytes("out/2024/bao-cao-bo.pdf");
    desk.file("templates/report.typ", b"#nothing-of-the-kind()\n");
    refused(&desk.run(["report", "2024"]), &["report.typ"]);
    assert!(desk.bytes("out/2024/bao-cao-bo.pdf") == before);
}

#[test]
fn an_out_that_is_a_file_cannot_be_written_to() {
    let desk = Desk::of_year(2024);
    desk.file("out", b"");
    refused(&desk.run(["report", "2024"]), &["Không ghi được", "out"]);
}

#[test]
fn one_bad_file_never_stops_the_run() {
    let desk = Desk::of_year(2024);
    desk.file("inbox/2024/hong.xlsx", b"PK\x03\x04 not a workbook");
    desk.file("inbox/2024/rong.xlsx", b"");
    let ended = desk.run(["check", "2024"]);
    assert_eq!(ended.code, 1, "{}", ended.stderr);
    let summary = desk.summary(2024);
    let entries = summary["submissions"].as_array().unwrap();
    for name in ["hong.xlsx", "rong.xlsx"] {
        let entry = entries.iter().find(|entry| entry["file"] == name).unwrap();
        assert_eq!(entry["status"], "unreadable");
    }
    let indicator = &summary["indicators"].as_array().unwrap()[12];
    assert_eq!(indicator["code"], "D1");
    assert_eq!(indicator["numerator"], 71_236);
}

#[test]
fn the_command_line_answers_in_vietnamese() {
    let desk = Desk::empty();
    refused(&desk.run(["bao-cao"]), &["Không có lệnh này", "--help"]);
    refused(&desk.run(["report", "hai nghìn"]), &["Giá trị không hợp lệ"]);
    let help = desk.run(["--help"]);
    assert_eq!(help.code, 0);
    for word in
        ["Tổng hợp báo cáo", "Cách dùng", "Mã kết thúc", "report", "check", "trace"]
    {
        assert!(help.stdout.contains(word), "{word} in: {}", help.stdout);
    }
    let help = desk.run(["report", "--help"]).stdout;
    assert!(help.contains("[TÙY_CHỌN]") && !help.contains("OPTIONS"), "{help}");
    refused(&desk.run(["verify", "2024"]), &["manifest.json: chưa có tệp này"]);
}
