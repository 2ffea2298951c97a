//! Any machine: without a network, from a folder nobody can write to, wherever the
//! project lies, and with something open among the outputs.

#![expect(clippy::print_stdout, reason = "what could not be tried here is said")]

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use crate::desk::{Desk, GOOD, copy};

const PROGRAM: &str = env!("CARGO_BIN_EXE_xhht");

/// A project of one office.
fn small() -> Desk {
    let desk = Desk::empty();
    desk.workbook("pac nam.xlsx", &[("Biểu", GOOD)]);
    desk
}

/// What `report` has made, by name.
fn outputs(project: &Path) -> BTreeMap<String, Vec<u8>> {
    let entries = fs::read_dir(project.join("out/2024")).unwrap().map(Result::unwrap);
    let files = entries.filter(|entry| entry.path().is_file());
    files
        .map(|entry| {
            let name = entry.file_name().into_string().unwrap();
            (name, fs::read(entry.path()).unwrap())
        })
        .collect()
}

/// The program in a shell, if what the shell is to take away from it can be taken here
/// (`allowed`); else nothing, which is said.
fn shell(allowed: &str, script: &str) -> Option<Command> {
    let quiet = |script: &str| {
        let mut command = Command::new("sh");
        command.args(["-c", script, PROGRAM]);
        command.stdout(Stdio::null()).stderr(Stdio::null());
        command
    };
    if !quiet(allowed).status().is_ok_and(|status| status.success()) {
        println!("skipped: `{allowed}` is not allowed here");
        return None;
    }
    let mut command = quiet(script);
    command.stderr(Stdio::piped());
    Some(command)
}

#[test]
fn no_network_is_needed() {
    let desk = small();
    let Some(mut alone) =
        shell("unshare -rn true", "exec unshare -rn \"$0\" report 2024")
    else {
        return;
    };
    let ended = alone.current_dir(desk.path("")).output().unwrap();
    assert_eq!(
        ended.status.code(),
        Some(1),
        "{}",
        String::from_utf8_lossy(&ended.stderr)
    );
    let without = outputs(&desk.path(""));
    desk.run(["report", "2024"]);
    assert!(outputs(&desk.path("")) == without);
}

#[test]
fn the_folder_one_stands_in_need_not_be_writable() {
    // Not even the administrator makes a file there.
    let nowhere = Path::new("/proc");
    if !nowhere.is_dir() {
        println!("skipped: there is no /proc here");
        return;
    }
    let desk = small();
    let mut command = Command::new(PROGRAM);
    command.current_dir(nowhere).args(["report", "2024", "--project"]);
    let ended = command.arg(desk.path("")).output().unwrap();
    assert_eq!(
        ended.status.code(),
        Some(1),
        "{}",
        String::from_utf8_lossy(&ended.stderr)
    );
    let away = outputs(&desk.path(""));
    desk.run(["report", "2024"]);
    assert!(outputs(&desk.path("")) == away);
}

#[test]
fn a_project_moved_elsewhere_gives_the_same_bytes() {
    let (desk, other) = (small(), Desk::empty());
    desk.run(["report", "2024"]);
    let place = "Sở Giáo dục và Đào tạo/thư mục ".to_owned() + &"dài ".repeat(20);
    let moved = other.path(&place);
    copy(&desk.path("inbox"), &moved.join("inbox"));
    let mut command = Command::new(PROGRAM);
    let ended = command.current_dir(&moved).args(["report", "2024"]).output().unwrap();
    assert_eq!(ended.status.code(), Some(1));
    assert!(outputs(&desk.path("")) == outputs(&moved));
}

/// As Windows moves no folder in which something is open, Linux moves none of another
/// owner out of a folder of a third with the sticky bit, unless one may do all.
const STUCK: &str = "chown 65534 out out/2024 && chmod 1755 out && \
                     exec setpriv --bounding-set -fowner -- \"$0\" report 2024";
const MAY_STICK: &str = "test $(id -u) = 0 && setpriv --bounding-set -fowner -- true";

#[test]
fn outputs_of_a_folder_that_cannot_be_moved_are_replaced_file_by_file() {
    let desk = small();
    desk.run(["report", "2024"]);
    let first = outputs(&desk.path(""));
    desk.file("out/2024/ghi-chu.docx", b"x");
    desk.workbook("pac nam.xlsx", &[("Biểu", &GOOD.replace("|80", "|79"))]);
    let Some(mut stuck) = shell(MAY_STICK, STUCK) else { return };
    let ended = stuck.current_dir(desk.path("")).output().unwrap();
    assert_eq!(
        ended.status.code(),
        Some(1),
        "{}",
        String::from_utf8_lossy(&ended.stderr)
    );
    let mut second = outputs(&desk.path(""));
    assert_eq!(second.remove("ghi-chu.docx").unwrap(), b"x");
    assert!(second.keys().eq(first.keys()) && second != first);
    assert_eq!(desk.run(["verify", "2024"]).code, 0);
    // The same as where the folder moves.
    desk.run(["report", "2024"]);
    let mut third = outputs(&desk.path(""));
    third.remove("ghi-chu.docx");
    assert!(third == second);
}

#[test]
fn a_run_killed_between_two_files_leaves_the_outputs_of_one_run() {
    let desk = small();
    desk.run(["report", "2024"]);
    let journal = desk.path("out/.2024.xhht-doi");
    let mut killed = 0;
    for (round, delay) in [0, 20, 60, 120, 250, 500].into_iter().enumerate() {
        let grid = GOOD.replace("|80", &format!("|{}", 70 - round));
        desk.workbook("pac nam.xlsx", &[("Biểu", &grid)]);
        let Some(mut stuck) = shell(MAY_STICK, STUCK) else { return };
        let mut child = stuck.current_dir(desk.path("")).spawn().unwrap();
        while !journal.exists() && child.try_wait().unwrap().is_none() {
            std::hint::spin_loop();
        }
        let seen = Instant::now();
        while seen.elapsed() < Duration::from_micros(delay) {
            std::hint::spin_loop();
        }
        killed += usize::from(child.try_wait().unwrap().is_none());
        child.kill().unwrap();
        child.wait().unwrap();
        // All outputs are those of the record beside them; that the inbox is another is
        // told only where the former ones stand.
        let told = desk.run(["verify", "2024"]);
        assert!(!told.stdout.contains("Kết quả "), "round {round}: {}", told.stdout);
        let left = fs::read_dir(desk.path("out")).unwrap().count();
        assert_eq!(left, 2, "round {round}: the year and the lock");
    }
    assert!(killed > 0, "no run was killed on its way");
}
