//! What a user sees when the program itself is at fault: one sentence, a log to send,
//! and a code of its own.
//!
//! A broken invariant of ours is a panic. It must not reach the clerk as English, and
//! must not be lost either: what broke, where, and what was typed go into a file below
//! `out`; nothing of the environment, nothing that offices sent. Outputs are whole,
//! since they change places only once they are written ([`crate::outbox`]).

use std::any::Any;
use std::ffi::OsString;
use std::panic::{self, AssertUnwindSafe, PanicHookInfo};
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::{Mutex, PoisonError};
use std::time::SystemTime;

use clap::ValueEnum;
use jiff::Timestamp;

use super::complain;
use crate::outbox::{self, Output};

/// The exit code of a breakdown.
const CODE: u8 = 3;
/// Panics that are remembered: one may draw others after it.
const REMEMBERED: usize = 20;

/// What broke, in the order it did, whatever thread it was in.
static BROKEN: Mutex<Vec<String>> = Mutex::new(Vec::new());

/// Runs the program. Where it breaks down a sentence says so and a log is left; where
/// it goes on without the part that broke (one file's reading), the same is said at
/// the end and its own code stands.
pub(super) fn guarded(
    args: &[OsString],
    started: SystemTime,
    run: impl FnOnce() -> ExitCode,
) -> ExitCode {
    panic::set_hook(Box::new(|broken| remember(told(broken))));
    let done = panic::catch_unwind(AssertUnwindSafe(run));
    let broken =
        std::mem::take(&mut *BROKEN.lock().unwrap_or_else(PoisonError::into_inner));
    if broken.is_empty() {
        return done.unwrap_or(ExitCode::from(CODE));
    }
    let log = log(args, started, &broken);
    let what = match done {
        Ok(_) => {
            "Chương trình gặp lỗi ngoài dự kiến ở một phần việc nhưng đã làm tiếp được"
        }
        Err(_) => {
            "Chương trình gặp lỗi ngoài dự kiến nên đã dừng; kết quả trong out vẫn nguyên vẹn"
        }
    };
    match outbox::leave(&project(args).join("out"), &Output::new(&name(started), &*log)) {
        Ok(path) => complain(&format!(
            "{what}: gửi tệp {} cho người quản trị, kèm tên các tệp vừa chép vào \
             inbox.",
            path.display()
        )),
        // Nowhere to write: what the log would say can still be photographed.
        Err(_) => {
            complain(&format!("{what}: chụp màn hình này gửi cho người quản trị.\n{log}"))
        }
    }
    done.unwrap_or(ExitCode::from(CODE))
}

fn remember(broken: String) {
    let mut all = BROKEN.lock().unwrap_or_else(PoisonError::into_inner);
    if all.len() < REMEMBERED {
        all.push(broken);
    }
}

/// The words of a panic and its place in the source.
fn told(broken: &PanicHookInfo<'_>) -> String {
    let place = broken.location().map(ToString::to_string).unwrap_or_default();
    let thread = std::thread::current();
    let thread = thread.name().unwrap_or("không tên");
    format!("{place} (luồng {thread}): {}", words(broken.payload()))
}

fn words(payload: &dyn Any) -> &str {
    let text = payload.downcast_ref::<&str>().copied();
    text.or_else(|| payload.downcast_ref::<String>().map(String::as_str))
        .unwrap_or("không có lời")
}

/// The log: name, version, time, arguments, what broke and where.
fn log(args: &[OsString], started: SystemTime, broken: &[String]) -> String {
    let args: Vec<String> =
        args.iter().skip(1).map(|arg| format!("{:?}", arg.to_string_lossy())).collect();
    let time = moment(started).map(|time| time.to_string()).unwrap_or_default();
    format!(
        "{} {} ({}, {})\nBắt đầu: {time} (giờ UTC)\nDòng lệnh: {}\n\nHỏng ở:\n{}\n",
        env!("CARGO_PKG_NAME"),
        env!("CARGO_PKG_VERSION"),
        std::env::consts::OS,
        std::env::consts::ARCH,
        args.join(" "),
        broken.join("\n")
    )
}

/// A name that opens with a double click, and in which the latest comes last.
fn name(started: SystemTime) -> String {
    let time = moment(started).map(|time| time.strftime("%Y%m%d-%H%M%S").to_string());
    format!("loi-chuong-trinh-{}.txt", time.unwrap_or_default())
}

/// To the second.
fn moment(started: SystemTime) -> Option<Timestamp> {
    let exact = Timestamp::try_from(started).ok()?;
    Timestamp::from_second(exact.as_second()).ok()
}

/// The folder that was typed: the command line may be what cannot be understood.
fn project(args: &[OsString]) -> PathBuf {
    let mut typed = args.iter().skip(1);
    while let Some(arg) = typed.next() {
        if arg == "--project" {
            return typed.next().map(PathBuf::from).unwrap_or_default();
        }
        let text = arg.to_string_lossy();
        if let Some(folder) = text.strip_prefix("--project=") {
            return PathBuf::from(folder);
        }
    }
    PathBuf::from(".")
}

/// Where a trial of this file breaks the program.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub(super) enum Spot {
    /// The program itself.
    Main,
    /// A thread that it waits for.
    Thread,
    /// A thread without which it goes on.
    Aside,
}

impl Spot {
    pub(super) fn break_down(self) {
        let thread = || std::thread::Builder::new().name("thử".to_owned());
        let broken = thread().spawn(move || match self {
            Self::Main => {}
            Self::Thread | Self::Aside => panic!("hỏng để thử"),
        });
        let broken = broken.expect("a thread can be had").join();
        match self {
            Self::Main => panic!("hỏng để thử"),
            Self::Thread => broken.expect("a thread that does not break"),
            Self::Aside => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_log_has_what_was_typed_and_what_broke_and_nothing_else() {
        let args = ["/usr/bin/xhht", "report", "2024"].map(OsString::from);
        let said = log(&args, SystemTime::UNIX_EPOCH, &["src/a.rs:1:2: vỡ".to_owned()]);
        let expected = format!(
            "xhht {} ({}, {})\nBắt đầu: 1970-01-01T00:00:00Z (giờ UTC)\nDòng lệnh: \"report\" \
             \"2024\"\n\nHỏng ở:\nsrc/a.rs:1:2: vỡ\n",
            env!("CARGO_PKG_VERSION"),
            std::env::consts::OS,
            std::env::consts::ARCH
        );
        assert_eq!(said, expected);
        assert_eq!(name(SystemTime::UNIX_EPOCH), "loi-chuong-trinh-19700101-000000.txt");
    }

    #[test]
    fn the_log_lies_in_the_project_that_was_typed() {
        let of =
            |args: &[&str]| project(&args.iter().map(OsString::from).collect::<Vec<_>>());
        assert_eq!(of(&["xhht", "check", "--project", "a b"]), PathBuf::from("a b"));
        assert_eq!(of(&["xhht", "--project=c", "check"]), PathBuf::from("c"));
        assert_eq!(of(&["xhht", "check", "2024"]), PathBuf::from("."));
    }
}
