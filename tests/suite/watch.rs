//! `xhht watch`: what is shown when the inbox changes, and that nothing is shown
//! while it does not.

use std::fs;
use std::io::{BufRead, BufReader};
use std::process::Child;
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::Duration;

use crate::desk::{Desk, repository};

/// Longer than any check takes, on a busy machine too.
const PATIENCE: Duration = Duration::from_secs(120);
/// Many times the pause between two looks.
const WHILE: Duration = Duration::from_millis(1500);

/// A running `watch`, killed in the end.
struct Watch {
    child: Child,
    lines: Receiver<String>,
}

impl Watch {
    fn of(desk: &Desk, args: &[&str]) -> Self {
        // One pipe for both streams keeps what is said in its order.
        let (said, pipe) = std::io::pipe().unwrap();
        let mut command = desk.command();
        command.arg("watch").args(args).args(["--pause", "50"]);
        command.stdout(pipe.try_clone().unwrap()).stderr(pipe);
        let child = command.spawn().unwrap();
        let (tell, lines) = channel();
        std::thread::spawn(move || {
            for line in BufReader::new(said).lines().map_while(Result::ok) {
                if tell.send(line).is_err() {
                    return;
                }
            }
        });
        Self { child, lines }
    }

    /// What is said up to a line that begins so.
    #[track_caller]
    fn until(&self, beginning: &str) -> String {
        let mut said = String::new();
        loop {
            match self.lines.recv_timeout(PATIENCE) {
                Ok(line) => {
                    said.push_str(&line);
                    said.push('\n');
                    if line.starts_with(beginning) {
                        return said;
                    }
                }
                Err(error) => panic!("{error}; no {beginning} in: {said}"),
            }
        }
    }

    /// What a check says.
    #[track_caller]
    fn screen(&self) -> String {
        self.until("Đang theo dõi inbox/2024")
    }

    #[track_caller]
    fn is_silent(&self) {
        assert_eq!(self.lines.recv_timeout(WHILE), Err(RecvTimeoutError::Timeout));
    }

    /// Whether it ended by itself, and with which code.
    fn code(mut self) -> Option<i32> {
        self.child.wait().unwrap().code()
    }
}

impl Drop for Watch {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

const BA_BE: &str = "inbox/2024/Ba Be.xlsx";

/// An inbox of 2024 with the report of one office; that of Ba Bể is at hand.
fn desk() -> (Desk, Vec<u8>) {
    let desk = Desk::empty();
    desk.file("inbox/2024/So LDTBXH 2024.xlsx", &sample("So LDTBXH 2024.xlsx"));
    (desk, sample("H. Ba Be_bao cao XHHT nam 2024.xlsx"))
}

fn sample(name: &str) -> Vec<u8> {
    fs::read(repository().join("inbox/2024").join(name)).unwrap()
}

fn line<'a>(screen: &'a str, beginning: &str) -> &'a str {
    let line = screen.lines().find(|line| line.starts_with(beginning));
    line.unwrap_or_else(|| panic!("no {beginning} in {screen}"))
}

#[test]
fn a_file_put_into_the_inbox_is_noticed_and_one_taken_away_too() {
    let (desk, report) = desk();
    let watch = Watch::of(&desk, &["2024", "--rounds", "3"]);
    let first = watch.screen();
    assert!(line(&first, "Ba Bể").contains("chưa gửi"), "{first}");
    assert!(!first.contains("Có thay đổi"), "{first}");
    // The time of day, in Vietnam: `kiểm tra xong lúc 14:05:09`.
    let time = first.split("kiểm tra xong lúc ").nth(1).unwrap();
    let sign = |at: usize| time.as_bytes()[at];
    assert!([0, 1, 3, 4, 6, 7].iter().all(|at| sign(*at).is_ascii_digit()), "{time}");
    assert!([2, 5].iter().all(|at| sign(*at) == b':'), "{time}");
    watch.is_silent();

    desk.file(BA_BE, &report);
    let second = watch.screen();
    assert!(line(&second, "Ba Bể").contains("đã nhận"), "{second}");
    assert!(
        second.contains(
            "\nCó thay đổi trong inbox/2024: thêm tệp “Ba Be.xlsx”; đã kiểm tra lại.\n\
             Mới có báo cáo dùng được: Ba Bể.\n"
        ),
        "{second}"
    );
    // That nothing came from Ba Bể is a finding that is gone now.
    assert!(line(&second, "Đã hết: ").contains("Ba Bể 1"), "{second}");
    watch.is_silent();
    assert_eq!(desk.summary(2024)["submissions"].as_array().unwrap().len(), 2);

    fs::remove_file(desk.path(BA_BE)).unwrap();
    let third = watch.screen();
    assert!(line(&third, "Ba Bể").contains("chưa gửi"), "{third}");
    assert!(
        third.contains(
            "\nCó thay đổi trong inbox/2024: bớt tệp “Ba Be.xlsx”; đã kiểm tra lại.\n\
             Không còn báo cáo dùng được: Ba Bể.\n"
        ),
        "{third}"
    );
    assert!(line(&third, "Phát hiện mới: ").contains("Ba Bể 1"), "{third}");
    // The same inbox, the same table.
    assert!(third.contains(first.split("\nĐã dùng").next().unwrap()), "{third}");
    assert_eq!(watch.code(), Some(1));
}

#[test]
fn lock_files_of_excel_and_our_own_outputs_are_no_change() {
    let (desk, _) = desk();
    let watch = Watch::of(&desk, &["2024"]);
    watch.screen();
    desk.file("inbox/2024/~$So LDTBXH 2024.xlsx", b"who has it open");
    desk.file("out/2024/ghi-chu.txt", b"of the clerk");
    watch.is_silent();
}

#[test]
fn a_year_without_a_folder_is_said_once_and_waited_for() {
    let (_, report) = desk();
    let desk = Desk::empty();
    let watch = Watch::of(&desk, &["--rounds", "1"]);
    let said = watch.until("Trong ");
    assert!(said.contains("không có thư mục của năm nào"), "{said}");
    watch.is_silent();
    desk.file(BA_BE, &report);
    assert!(line(&watch.screen(), "Ba Bể").contains("đã nhận"));
    assert!(watch.code().is_some());

    let desk = Desk::empty();
    let watch = Watch::of(&desk, &["2024", "--rounds", "2"]);
    let said = watch.screen();
    assert!(said.contains("Không tìm thấy thư mục"), "{said}");
    watch.is_silent();
    desk.file(BA_BE, &report);
    assert!(line(&watch.screen(), "Ba Bể").contains("đã nhận"));
}

#[test]
fn a_register_with_a_fault_is_said_and_waited_for() {
    let (desk, _) = desk();
    let watch = Watch::of(&desk, &["2024", "--rounds", "3"]);
    let first = watch.screen();
    desk.file("plan/plan.toml", b"[[indicator]\n");
    let said = watch.until("Đang theo dõi");
    assert!(said.contains("plan.toml"), "{said}");
    fs::remove_file(desk.path("plan/plan.toml")).unwrap();
    let third = watch.screen();
    assert!(third.contains("Có thay đổi trong plan: bớt tệp “plan.toml”"), "{third}");
    assert!(third.contains("\nKết quả kiểm tra không đổi.\n"), "{third}");
    assert!(third.contains(first.split("\nĐã dùng").next().unwrap()), "{third}");
}
