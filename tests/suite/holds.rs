//! It holds: whatever lies where a file is read or written (pipes, devices, links,
//! folders, files of gigabytes), whatever date, template or PDF is given, a run
//! ends soon and in words, and nothing is written where it must not be.

use std::time::Duration;

use crate::desk::{Desk, Ended, GOOD, Ran, repository};

/// No process may take more, whatever it is given.
const GIB: u64 = 1 << 20;

/// A project whose inbox holds one good report.
fn desk() -> Desk {
    let desk = Desk::empty();
    desk.workbook("tot.xlsx", &[("Sheet1", GOOD)]);
    desk
}

/// Runs a command that ends soon and within bounds, on whatever machine.
#[track_caller]
fn ends(desk: &Desk, args: &[&str]) -> Ended {
    let Ran { ended, took, peak_kib } = desk.bounded(args);
    assert!(took < Duration::from_secs(60), "{args:?}: {took:?}");
    assert!(peak_kib < GIB, "{args:?}: {peak_kib} KiB");
    assert!((0..3).contains(&ended.code), "{args:?}: {}", ended.stderr);
    assert!(!ended.stderr.contains("panicked"), "{}", ended.stderr);
    ended
}

/// The same of a command that can give nothing and says why in one sentence or two.
#[track_caller]
fn refused(desk: &Desk, args: &[&str], words: &[&str]) {
    let ended = ends(desk, args);
    assert_eq!(ended.code, 2, "{args:?}: {}{}", ended.stdout, ended.stderr);
    for word in words {
        assert!(ended.stderr.contains(word), "{word} in: {}", ended.stderr);
    }
    assert_eq!(ended.stderr.lines().count(), 1, "{}", ended.stderr);
}

#[cfg(unix)]
mod special_files {
    use std::fs;
    use std::os::unix::fs::symlink;

    use super::*;

    fn pipe(desk: &Desk, below: &str) {
        let path = desk.path(below);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        let _ = fs::remove_file(&path);
        let made = std::process::Command::new("mkfifo").arg(path).status();
        assert!(made.unwrap().success());
    }

    fn link(desk: &Desk, to: &str, below: &str) {
        let path = desk.path(below);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        symlink(to, path).unwrap();
    }

    /// Digests of files of the inbox as the record has them.
    fn digest(desk: &Desk, path: &str) -> String {
        let record = desk.json("out/2024/manifest.json");
        let items = record["inputs"]["inbox"].as_array().unwrap();
        let item = items.iter().find(|item| item["path"] == path);
        item.unwrap_or_else(|| panic!("{path}"))["sha256"].as_str().unwrap().to_owned()
    }

    #[test]
    fn what_may_not_be_opened_is_named_and_every_command_goes_on() {
        let desk = desk();
        pipe(&desk, "inbox/2024/ong.xlsx");
        pipe(&desk, "inbox/2024/bien-tap.xlsx");
        link(&desk, "/etc/passwd", "inbox/2024/mat khau.xlsx");
        link(&desk, "/dev/zero", "inbox/2023/vo tan.xlsx");
        let huge = fs::File::create(desk.path("inbox/2024/to.xlsx")).unwrap();
        huge.set_len(12 << 30).unwrap();
        for args in
            [&["check", "2024"][..], &["report", "2024"], &["report", "2024", "--issue"]]
        {
            assert_eq!(ends(&desk, args).code, 1, "{args:?}");
        }
        let summary = desk.summary(2024);
        let code = |file: &str| {
            let findings = summary["findings"].as_array().unwrap().iter();
            let mut codes = findings.filter(|one| one["file"] == file);
            codes.next().map(|one| one["code"].as_str().unwrap().to_owned())
        };
        assert_eq!(code("ong.xlsx").as_deref(), Some("F08"));
        assert_eq!(code("mat khau.xlsx").as_deref(), Some("F08"));
        assert_eq!(code("to.xlsx").as_deref(), Some("F04"));
        assert_eq!(code("bien-tap.xlsx").as_deref(), Some("B01"));
        // Nothing of what was refused is in the record, the name apart.
        for refused in [
            "inbox/2024/ong.xlsx",
            "inbox/2024/bien-tap.xlsx",
            "inbox/2024/mat khau.xlsx",
            "inbox/2024/to.xlsx",
            "inbox/2023/vo tan.xlsx",
        ] {
            assert_eq!(digest(&desk, refused), "", "{refused}");
        }
        assert_eq!(digest(&desk, "inbox/2024/tot.xlsx").len(), 64);
        assert_eq!(ends(&desk, &["verify", "2024"]).code, 0);
        // A file in place of the pipe is a change.
        fs::remove_file(desk.path("inbox/2024/ong.xlsx")).unwrap();
        desk.file("inbox/2024/ong.xlsx", b"x");
        let ended = ends(&desk, &["verify", "2024"]);
        assert_eq!(ended.code, 1);
        assert!(ended.stdout.contains("ong.xlsx"), "{}", ended.stdout);
    }

    #[test]
    fn pipes_among_the_outputs_hold_nobody_up() {
        let desk = desk();
        ends(&desk, &["report", "2024"]);
        pipe(&desk, "out/2024/manifest.json");
        refused(&desk, &["verify", "2024"], &["manifest.json", "không phải tệp thường"]);
        pipe(&desk, "out/2024/so-lieu.xlsx");
        pipe(&desk, "out/2024/.2024.xhht-moi");
        pipe(&desk, "out/2024/.summary.json.xhht-moi");
        assert_eq!(ends(&desk, &["report", "2024"]).code, 1);
        assert_eq!(ends(&desk, &["verify", "2024"]).code, 0);
        for name in ["report.json", "manifest.json", "summary.json"] {
            pipe(&desk, &format!("out/2024/.issued/1/{name}"));
        }
        ends(&desk, &["report", "2024"]);
        refused(&desk, &["diff", "2024"], &["không phải tệp thường"]);
        pipe(&desk, "out/2024/bien-tap.xlsx");
        pipe(&desk, "out/2024/.bien-tap.sha256");
        refused(&desk, &["edit", "2024"], &["out/2024/bien-tap.xlsx"]);
    }

    #[test]
    fn a_lock_that_is_no_file_is_refused_and_nothing_is_written() {
        let desk = desk();
        pipe(&desk, "out/.khoa");
        refused(&desk, &["report", "2024"], &[".khoa", "không phải tệp thường"]);
        fs::remove_file(desk.path("out/.khoa")).unwrap();
        link(&desk, "../ngoai", "out/.khoa");
        refused(&desk, &["report", "2024"], &[".khoa", "lối tắt"]);
        assert!(!desk.path("ngoai").exists() && !desk.path("out/2024").exists());
    }

    #[test]
    fn registers_are_files_of_their_folder() {
        let desk = desk();
        pipe(&desk, "plan/office.toml");
        refused(
            &desk,
            &["check", "2024"],
            &["plan/office.toml", "không phải tệp thường"],
        );
        fs::remove_file(desk.path("plan/office.toml")).unwrap();
        link(&desk, "/dev/zero", "plan/office.toml");
        refused(&desk, &["check", "2024"], &["plan/office.toml", "lối tắt"]);
        fs::remove_file(desk.path("plan/office.toml")).unwrap();
        let huge = fs::File::create(desk.path("plan/office.toml")).unwrap();
        huge.set_len(1 << 30).unwrap();
        refused(&desk, &["check", "2024"], &["plan/office.toml", "lớn quá 4 MB"]);
    }

    #[test]
    fn templates_are_files_of_their_folder() {
        let desk = desk();
        let report = ["report", "2024"];
        pipe(&desk, "templates/x.typ");
        refused(&desk, &report, &["x.typ", "không phải tệp thường"]);
        fs::remove_file(desk.path("templates/x.typ")).unwrap();
        link(&desk, ".", "templates/a");
        link(&desk, ".", "templates/b");
        refused(&desk, &report, &["templates/a", "lối tắt"]);
        fs::remove_file(desk.path("templates/a")).unwrap();
        fs::remove_file(desk.path("templates/b")).unwrap();
        desk.file("templates/a\\b.typ", b"");
        refused(&desk, &report, &["tên tệp có ký tự không dùng được"]);
        fs::remove_file(desk.path("templates/a\\b.typ")).unwrap();
        link(&desk, "/etc/passwd", "templates/s.typ");
        refused(&desk, &report, &["s.typ", "lối tắt"]);
        assert!(!desk.path("out/2024").exists());
    }

    #[test]
    fn outputs_never_get_into_the_inbox() {
        let commands = [
            &["report", "2024"][..],
            &["check", "2024"],
            &["forms", "2024"],
            &["edit", "2024"],
        ];
        let nested = |make: &dyn Fn(&Desk)| {
            let desk = desk();
            make(&desk);
            for args in commands {
                refused(&desk, args, &["thư mục tiếp nhận", "nằm trong nhau"]);
            }
            let left = fs::read_dir(desk.path("inbox/2024")).unwrap();
            assert_eq!(left.count(), 1);
        };
        nested(&|desk| link(desk, "inbox", "out"));
        nested(&|desk| link(desk, "inbox/2024", "out"));
        nested(&|desk| {
            fs::create_dir(desk.path("out")).unwrap();
            fs::rename(desk.path("inbox"), desk.path("out/inbox")).unwrap();
            link(desk, "out/inbox", "inbox");
        });
        nested(&|desk| {
            fs::create_dir_all(desk.path("out")).unwrap();
            fs::rename(desk.path("inbox/2024"), desk.path("out/den")).unwrap();
            link(desk, "../out/den", "inbox/2024");
        });
    }

    #[test]
    fn a_linked_folder_of_outputs_is_refused_and_what_lies_there_stays() {
        let desk = desk();
        desk.file("noi khac/ghi chu.txt", b"1");
        desk.file("noi khac/phieu/ba-be.pdf", b"2");
        link(&desk, "../noi khac", "out/2024");
        for args in [&["report", "2024"][..], &["check", "2024"], &["slips", "2024"]] {
            refused(
                &desk,
                args,
                &["out/2024 là lối tắt", "không có tệp nào bị thay đổi"],
            );
        }
        assert!(desk.path("out/2024").is_symlink());
        fs::remove_file(desk.path("out/2024")).unwrap();
        ends(&desk, &["check", "2024"]);
        fs::remove_dir_all(desk.path("out/2024/phieu")).unwrap();
        link(&desk, "../../noi khac", "out/2024/phieu");
        refused(&desk, &["slips", "2024"], &["out/2024/phieu là lối tắt"]);
        link(&desk, "../../noi khac", "out/2024/.issued");
        let ended = ends(&desk, &["report", "2024", "--issue"]);
        assert_eq!(ended.code, 2);
        assert!(ended.stderr.contains(".issued là lối tắt"), "{}", ended.stderr);
        let mut left: Vec<_> =
            fs::read_dir(desk.path("noi khac")).unwrap().flatten().collect();
        left.sort_by_key(fs::DirEntry::file_name);
        assert_eq!(left.len(), 2, "{left:?}");
        assert_eq!(desk.bytes("noi khac/phieu/ba-be.pdf"), b"2");
    }

    #[test]
    fn leftovers_that_cannot_be_removed_stop_nothing() {
        use std::os::unix::fs::PermissionsExt;
        let desk = desk();
        ends(&desk, &["report", "2024"]);
        let left = ["out/.2024.xhht-bo/a", "out/.2024.xhht-moi/a"];
        let close = |mode: u32| {
            for file in left {
                let folder = desk.path(file).parent().unwrap().to_owned();
                fs::set_permissions(folder, fs::Permissions::from_mode(mode)).unwrap();
            }
        };
        for file in left {
            desk.file(file, b"cu");
        }
        close(0o500);
        for args in [&["trace", "D1", "--year", "2024"][..], &["verify", "2024"]] {
            assert_eq!(ends(&desk, args).code, 0, "{args:?}");
        }
        assert_eq!(ends(&desk, &["report", "2024"]).code, 1);
        assert_eq!(ends(&desk, &["report", "2024"]).code, 1);
        // Old rubbish gets into no outputs.
        assert!(!desk.path("out/2024/a").exists());
        assert_eq!(ends(&desk, &["verify", "2024"]).code, 0);
        if left.iter().all(|file| desk.path(file).exists()) {
            close(0o700);
        }
        ends(&desk, &["verify", "2024"]);
        let is_left = |name: &str| desk.path(&format!("out/.2024.{name}")).exists();
        for name in ["xhht-bo", "xhht-moi", "xhht-cu", "xhht-bo-2", "xhht-moi-2"] {
            assert!(!is_left(name), "{name}");
        }
    }
}

#[test]
fn dates_and_years_outside_the_plan_are_refused() {
    let desk = desk();
    for date in ["1899-01-01", "0024-12-15", "2020-12-31", "2032-01-01", "9999-12-31"] {
        for command in ["report", "check", "forms", "edit", "slips"] {
            let args = [command, "2024", "--report-date", date];
            refused(&desk, &args, &[date, "từ 2021 đến 2031"]);
        }
    }
    desk.workbook_of(1999, "a.xlsx", &[("Sheet1", GOOD)]);
    for year in ["1000", "1999", "2020", "2032", "9999"] {
        for command in ["report", "check", "edit", "slips", "diff"] {
            refused(&desk, &[command, year], &["Năm", year, "từ 2021 đến 2031"]);
        }
        // In the year after the plan its last one is reported on; nothing is asked for it.
        refused(&desk, &["forms", year], &["Năm", year, "từ 2021 đến 2030"]);
        refused(&desk, &["trace", "D1", "--year", year], &[year, "kế hoạch"]);
        refused(
            &desk,
            &["read", "inbox/2024/tot.xlsx", "--year", year],
            &[year, "kế hoạch"],
        );
    }
    assert!(!desk.path("out").exists());
    for date in ["2021-01-01", "2031-12-31"] {
        ends(&desk, &["check", "2024", "--report-date", date]);
    }
}

#[test]
fn a_plan_of_impossible_years_is_named() {
    let desk = desk();
    let plan = std::fs::read_to_string(repository().join("plan/plan.toml")).unwrap();
    for (from, to) in [
        ("date = \"2021-09-24\"", "date = \"0021-09-24\""),
        ("horizons = [2025, 2030]", "horizons = [2025, 32767]"),
    ] {
        assert!(plan.contains(from), "{from}");
        desk.file("plan/plan.toml", plan.replacen(from, to, 1).as_bytes());
        refused(&desk, &["check", "2024"], &["plan/plan.toml", "từ 1945 đến 2200"]);
    }
}

#[test]
fn templates_that_an_office_changed_have_bounds() {
    let desk = desk();
    for greedy in ["#for i in range(200000000) [a]\n", "#(\"a\" * 2000000000)\n"] {
        desk.file("templates/brief.typ", greedy.as_bytes());
        refused(&desk, &["report", "2024"], &["Mẫu brief.typ dùng quá 768 MB bộ nhớ"]);
    }
    desk.file("templates/brief.typ", b"#let f(n) = f(n + 1)\n#f(0)\n");
    refused(&desk, &["report", "2024"], &["brief.typ:1: "]);
    assert!(!desk.path("out/2024").exists());
}

#[test]
fn a_changed_template_that_is_sound_gives_the_same_pages_as_ours() {
    let desk = desk();
    assert_eq!(ends(&desk, &["report", "2024"]).code, 1);
    let [pdf, brief] = ["bao-cao-bo.pdf", "tom-tat.pdf"]
        .map(|name| desk.bytes(&format!("out/2024/{name}")));
    // Notepad puts a byte order mark in front, and no more is changed.
    let mut text = "\u{feff}".as_bytes().to_vec();
    text.extend(std::fs::read(repository().join("templates/report.typ")).unwrap());
    desk.file("templates/report.typ", &text);
    assert_eq!(ends(&desk, &["report", "2024"]).code, 1);
    assert!(desk.bytes("out/2024/bao-cao-bo.pdf") == pdf);
    // A file more, and all is set in another process; its name is of the run.
    desk.file("templates/khac.typ", b"// khong dung\n");
    assert_eq!(ends(&desk, &["report", "2024"]).code, 1);
    assert!(desk.bytes("out/2024/tom-tat.pdf") == brief);
    assert_eq!(ends(&desk, &["lint-pdf", "out/2024/*.pdf"]).code, 0);
    assert_eq!(ends(&desk, &["slips", "2024"]).code, 1);
}

#[test]
fn registers_with_a_byte_order_mark_are_read() {
    let desk = desk();
    let mut text = "\u{feff}".as_bytes().to_vec();
    text.extend(std::fs::read(repository().join("plan/office.toml")).unwrap());
    desk.file("plan/office.toml", &text);
    assert_eq!(ends(&desk, &["check", "2024"]).code, 1);
}

/// A PDF of one page whose page has one more entry.
fn pdf(extra: &str, stream: &[u8]) -> Vec<u8> {
    let mut bytes = format!(
        "%PDF-1.7\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n\
         2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n\
         3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R{extra}>>endobj\n\
         4 0 obj<</Length {}>>stream\n",
        stream.len()
    )
    .into_bytes();
    bytes.extend(stream);
    bytes.extend(b"\nendstream endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n");
    bytes
}

#[test]
fn a_pdf_made_to_break_its_reader_is_refused_within_bounds() {
    let desk = Desk::empty();
    desk.file("tot.pdf", &pdf("", b"0 0 m 9 9 l S"));
    assert_eq!(ends(&desk, &["lint-pdf", "tot.pdf"]).code, 1);
    let nest = |times| format!("/X {}{}", "[".repeat(times), "]".repeat(times));
    desk.file("sau.pdf", &pdf(&nest(300_000), b""));
    // Measured it would take more than the child may use, however fast the computer.
    desk.file("nhieu.pdf", &pdf("", "1 1 m 2 2 l S ".repeat(9_000_000).as_bytes()));
    desk.file("chu.pdf", b"khong phai PDF");
    for name in ["sau.pdf", "nhieu.pdf", "chu.pdf", "khong-co.pdf", ".", "*.docx"] {
        refused(&desk, &["lint-pdf", name], &[name]);
    }
}

#[test]
fn names_with_a_star_are_found_where_the_shell_has_not() {
    let desk = Desk::empty();
    for name in ["out/2024/a.pdf", "out/2025/b.pdf", "out/2025/.c.pdf", "out/2025/d.txt"]
    {
        desk.file(name, &pdf("", b""));
    }
    let ended = ends(&desk, &["lint-pdf", "out/*/*.pdf"]);
    assert_eq!(ended.code, 1);
    let last = |name: &str| ended.stdout.contains(&format!("{name}: "));
    assert!(last("out/2024/a.pdf") && last("out/2025/b.pdf"), "{}", ended.stdout);
    assert!(!last("out/2025/.c.pdf") && !last("out/2025/d.txt"), "{}", ended.stdout);
}

/// A `watch` by a copy of the program that goes away after the first check; what
/// then lies under the name by which the system calls what is gone starts instead.
#[cfg(target_os = "linux")]
fn watched_by_a_program_that_goes(instead: Option<&str>) -> (Desk, i32, String) {
    use std::io::{BufRead, BufReader, Read};
    use std::os::unix::fs::PermissionsExt;
    use std::process::{Command, Stdio};
    let real = env!("CARGO_BIN_EXE_xhht");
    let desk = desk();
    let copy = desk.path("xhht");
    if std::fs::hard_link(real, &copy).is_err() {
        std::fs::copy(real, &copy).unwrap();
    }
    let mut command = Command::new(&copy);
    command.args(["watch", "2024", "--rounds", "2", "--pause", "50"]);
    command.current_dir(desk.path("")).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
    assert!(lines.any(|line| line.unwrap().starts_with("Đang theo dõi")));
    std::fs::remove_file(&copy).unwrap();
    if let Some(script) = instead {
        let path = desk.path("xhht (deleted)");
        let script = format!("#!/bin/sh\n{}\n", script.replace("REAL", real));
        std::fs::write(&path, script).unwrap();
        std::fs::set_permissions(path, std::fs::Permissions::from_mode(0o755)).unwrap();
    }
    desk.workbook("sau.xlsx", &[("Sheet1", &GOOD.replace("PÁC NẶM", "BA BỂ"))]);
    let _rest = lines.count();
    let mut complaint = String::new();
    child.stderr.take().unwrap().read_to_string(&mut complaint).unwrap();
    (desk, child.wait().unwrap().code().unwrap(), complaint)
}

#[cfg(target_os = "linux")]
#[test]
fn a_reader_that_starts_late_blames_no_file() {
    // Longer than any file may take.
    let script = "sleep 6\nexec REAL \"$@\"";
    let (desk, code, complaint) = watched_by_a_program_that_goes(Some(script));
    assert_eq!(code, 1, "{complaint}");
    let summary = desk.summary(2024);
    let read = summary["submissions"].as_array().unwrap();
    assert_eq!(read.len(), 2);
    assert!(read.iter().all(|one| one["status"] != "unreadable"), "{read:?}");
}

#[cfg(target_os = "linux")]
#[test]
fn a_reader_that_cannot_start_ends_the_run_and_blames_no_file() {
    for (instead, words) in
        [(None, "không có ở chỗ cũ"), (Some("exit 1"), "kết thúc ngay khi khởi động")]
    {
        let (desk, code, complaint) = watched_by_a_program_that_goes(instead);
        assert_eq!(code, 2, "{complaint}");
        assert!(complaint.contains(words), "{complaint}");
        assert!(complaint.contains("diệt virus"), "{complaint}");
        // The first check stands.
        assert_eq!(desk.summary(2024)["submissions"].as_array().unwrap().len(), 1);
    }
}
