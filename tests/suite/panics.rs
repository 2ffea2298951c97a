//! When the program itself is at fault: one sentence, a log to send, its own exit
//! code, and outputs that are whole.

use std::fs;

use crate::desk::{Desk, Ended};

fn desk() -> Desk {
    let desk = Desk::empty();
    let grid = "HỘI CỰU CHIẾN BINH TỈNH BẮC KẠN\nBắc Kạn, ngày 10 tháng 12 năm 2024\n\
                BÁO CÁO NĂM 2024";
    desk.workbook("ccb.xlsx", &[("Báo cáo", grid)]);
    desk
}

/// The logs below `out`.
fn logs(desk: &Desk) -> Vec<String> {
    let entries = fs::read_dir(desk.path("out")).unwrap();
    let names = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let mut names: Vec<String> =
        names.filter(|name| name.starts_with("loi-chuong-trinh-")).collect();
    names.sort();
    names
}

/// A sentence of ours, with the log's name, and not a word of Rust's.
fn says_where_the_log_is(ended: &Ended, desk: &Desk) -> String {
    let logs = logs(desk);
    let [log] = logs.as_slice() else { panic!("one log: {logs:?}") };
    let said = ended.stderr.trim_end();
    assert_eq!(said.lines().count(), 1, "{said}");
    assert!(said.contains("lỗi ngoài dự kiến") && said.contains("gửi tệp"), "{said}");
    assert!(said.contains(log), "{said}");
    assert!(!said.contains("panicked"), "{said}");
    fs::read_to_string(desk.path(&format!("out/{log}"))).unwrap()
}

#[test]
fn a_breakdown_anywhere_leaves_a_sentence_a_log_and_the_former_outputs() {
    for spot in ["main", "thread"] {
        let desk = desk();
        assert_eq!(desk.run(["report", "2024"]).code, 1);
        let former = desk.bytes("out/2024/manifest.json");
        let pdf = desk.bytes("out/2024/bao-cao-bo.pdf");
        fs::remove_file(desk.path("inbox/2024/ccb.xlsx")).unwrap();
        desk.workbook("khac.xlsx", &[("Báo cáo", "SỞ Y TẾ\nBÁO CÁO NĂM 2024")]);
        let ended = desk.run(["report", "2024", "--break-down", spot]);
        assert_eq!(ended.code, 3, "{spot}: {}", ended.stderr);
        let log = says_where_the_log_is(&ended, &desk);
        assert!(ended.stderr.contains("vẫn nguyên vẹn"), "{}", ended.stderr);
        assert!(log.starts_with("xhht 0."), "{log}");
        assert!(log.contains("\"report\" \"2024\" \"--break-down\""), "{log}");
        assert!(log.contains("src/cli/breakdown.rs:"), "{log}");
        assert!(log.contains("hỏng để thử"), "{log}");
        // Nothing of the environment: not even the folder of whoever ran it.
        let home = std::env::var("HOME").unwrap_or("/home".to_owned());
        assert!(!log.contains(&home), "{log}");
        assert_eq!(desk.bytes("out/2024/manifest.json"), former);
        assert_eq!(desk.bytes("out/2024/bao-cao-bo.pdf"), pdf);
        assert_eq!(desk.run(["report", "2024"]).code, 1);
    }
}

#[test]
fn a_breakdown_the_run_can_do_without_is_told_and_logged_too() {
    let desk = desk();
    let ended = desk.run(["report", "2024", "--break-down", "aside"]);
    assert_eq!(ended.code, 1, "{}", ended.stderr);
    assert!(desk.path("out/2024/bao-cao-bo.pdf").exists());
    let log = says_where_the_log_is(&ended, &desk);
    assert!(log.contains("luồng thử"), "{log}");
}

/// A link may lead anywhere: no log goes through it.
#[cfg(unix)]
#[test]
fn where_no_log_can_be_written_the_screen_says_what_broke() {
    let desk = desk();
    fs::create_dir(desk.path("kho")).unwrap();
    std::os::unix::fs::symlink("kho", desk.path("out")).unwrap();
    let ended = desk.run(["report", "2024", "--break-down", "main"]);
    assert_eq!(ended.code, 3, "{}", ended.stderr);
    assert!(ended.stderr.contains("chụp màn hình này"), "{}", ended.stderr);
    assert!(ended.stderr.contains("hỏng để thử"), "{}", ended.stderr);
    assert!(logs(&desk).is_empty());
}

#[test]
fn the_help_lists_the_code_of_a_breakdown_and_not_its_trial() {
    let desk = desk();
    let help = desk.run(["--help"]).stdout;
    assert!(help.contains("3  chương trình gặp lỗi ngoài dự kiến"), "{help}");
    let report = desk.run(["report", "--help"]).stdout;
    assert!(!report.contains("break-down"), "{report}");
}

#[test]
fn complaints_of_the_system_are_vietnamese() {
    let desk = desk();
    let ended = desk.run(["lint-pdf", "khong-co.pdf"]);
    assert_eq!(ended.code, 2);
    assert!(ended.stderr.contains("không tìm thấy tệp"), "{}", ended.stderr);
    assert!(!ended.stderr.contains("os error"), "{}", ended.stderr);
    // A folder where the lock is to be.
    desk.file("out/.khoa/x", b"");
    let ended = desk.run(["check", "2024"]);
    assert_eq!(ended.code, 2);
    assert!(ended.stderr.contains("đây là thư mục, không phải tệp"), "{}", ended.stderr);
    assert!(!ended.stderr.contains("os error"), "{}", ended.stderr);
    desk.file("plan/units.toml/x", b"");
    let ended = desk.run(["check", "2024"]);
    assert_eq!(ended.code, 2);
    assert!(ended.stderr.contains("đây là thư mục"), "{}", ended.stderr);
}
