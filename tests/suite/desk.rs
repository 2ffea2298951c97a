//! The harness: a scratch project, the program run in it, and its outputs.

use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use rust_xlsxwriter::{Format, Workbook};
use serde_json::Value;

/// Years of the sample inboxes.
pub(crate) const YEARS: [i16; 5] = [2021, 2022, 2023, 2024, 2025];

/// A report of Pác Nặm of 2024 in which nothing is wrong but what it leaves out.
pub(crate) const GOOD: &str = "\
UBND HUYỆN PÁC NẶM
Pác Nặm, ngày 10 tháng 12 năm 2024

SỐ LIỆU NĂM 2024
STT|Xã|GĐHT: Tổng số hộ|GĐHT: Đăng ký|GĐHT: Đạt
1|Xã An Thắng|100|90|80
2|Xã Bằng Thành|200|150|140";

/// A project folder of its own, removed in the end.
pub(crate) struct Desk {
    folder: PathBuf,
}

/// How a run ended and what it said.
pub(crate) struct Ended {
    pub(crate) code: i32,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

/// The same, with what it took.
pub(crate) struct Ran {
    pub(crate) ended: Ended,
    pub(crate) took: Duration,
    /// The most memory its processes held together, where `/proc` tells.
    pub(crate) peak_kib: u64,
}

/// A run that takes longer hangs.
const HANGS: Duration = Duration::from_secs(120);

static DESKS: AtomicU32 = AtomicU32::new(0);

impl Desk {
    /// A project without an inbox.
    pub(crate) fn empty() -> Self {
        let number = DESKS.fetch_add(1, Ordering::Relaxed);
        let name = format!("xhht-suite-{}-{number}", std::process::id());
        let folder = std::env::temp_dir().join(name);
        fs::create_dir_all(&folder).unwrap();
        Self { folder }
    }

    /// A project with a copy of one sample inbox.
    pub(crate) fn of_year(year: i16) -> Self {
        let desk = Self::empty();
        desk.add_year(year);
        desk
    }

    pub(crate) fn add_year(&self, year: i16) {
        let sample = repository().join("inbox").join(year.to_string());
        copy(&sample, &self.path(&format!("inbox/{year}")));
    }

    pub(crate) fn path(&self, below: &str) -> PathBuf {
        self.folder.join(below)
    }

    /// Puts a file into the project.
    pub(crate) fn file(&self, below: &str, bytes: &[u8]) {
        let path = self.path(below);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }

    /// Puts a workbook made of grids into the inbox of 2024.
    pub(crate) fn workbook(&self, name: &str, sheets: &[(&str, &str)]) {
        self.workbook_of(2024, name, sheets);
    }

    /// The same in the inbox of any year.
    pub(crate) fn workbook_of(&self, year: i16, name: &str, sheets: &[(&str, &str)]) {
        let mut workbook = Workbook::new();
        for (title, grid) in sheets {
            let sheet = workbook.add_worksheet();
            sheet.set_name(*title).unwrap();
            fill(sheet, grid);
        }
        self.file(&format!("inbox/{year}/{name}"), &workbook.save_to_buffer().unwrap());
    }

    /// Runs the program in the project.
    pub(crate) fn run<const N: usize>(&self, args: [&str; N]) -> Ended {
        let output = self.command().args(args).output().unwrap();
        Ended::of(&output)
    }

    /// The same, ended where it hangs, which is code -1.
    pub(crate) fn bounded(&self, args: &[&str]) -> Ran {
        let started = Instant::now();
        let mut command = self.command();
        command.args(args).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().unwrap();
        let said = drained(child.stdout.take().unwrap());
        let complained = drained(child.stderr.take().unwrap());
        let mut peak_kib = 0;
        let status = loop {
            if let Some(status) = child.try_wait().unwrap() {
                break status;
            }
            if started.elapsed() > HANGS {
                child.kill().unwrap();
            }
            peak_kib = peak_kib.max(memory_of(&child));
            std::thread::sleep(Duration::from_millis(5));
        };
        let code = status.code().unwrap_or(-1);
        let (stdout, stderr) = (said.join().unwrap(), complained.join().unwrap());
        let ended = Ended { code, stdout, stderr };
        Ran { ended, took: started.elapsed(), peak_kib }
    }

    pub(crate) fn command(&self) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_xhht"));
        command.current_dir(&self.folder);
        // What the window of whoever runs the tests is like is no part of them.
        for name in ["COLUMNS", "NO_COLOR", "CLICOLOR_FORCE"] {
            command.env_remove(name);
        }
        command
    }

    pub(crate) fn bytes(&self, below: &str) -> Vec<u8> {
        fs::read(self.path(below)).unwrap()
    }

    pub(crate) fn json(&self, below: &str) -> Value {
        serde_json::from_slice(&self.bytes(below)).unwrap()
    }

    pub(crate) fn summary(&self, year: i16) -> Value {
        self.json(&format!("out/{year}/summary.json"))
    }
}

impl Drop for Desk {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.folder);
    }
}

impl Ended {
    fn of(output: &Output) -> Self {
        Self {
            code: output.status.code().unwrap_or(-1),
            stdout: String::from_utf8_lossy(&output.stdout).into_owned(),
            stderr: String::from_utf8_lossy(&output.stderr).into_owned(),
        }
    }
}

/// Everything that comes out of a pipe.
fn drained(mut pipe: impl Read + Send + 'static) -> JoinHandle<String> {
    std::thread::spawn(move || {
        let mut bytes = Vec::new();
        pipe.read_to_end(&mut bytes).unwrap();
        String::from_utf8_lossy(&bytes).into_owned()
    })
}

/// Resident memory of a process and its children.
fn memory_of(child: &Child) -> u64 {
    let pid = child.id();
    let tasks = format!("/proc/{pid}/task");
    let children = fs::read_dir(tasks).into_iter().flatten().flatten().flat_map(|task| {
        let list = fs::read_to_string(task.path().join("children")).unwrap_or_default();
        list.split_whitespace().filter_map(|pid| pid.parse().ok()).collect::<Vec<u32>>()
    });
    children.chain([pid]).map(resident).sum()
}

fn resident(pid: u32) -> u64 {
    let status = fs::read_to_string(format!("/proc/{pid}/status")).unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    line.and_then(|rest| rest.trim().trim_end_matches(" kB").parse().ok()).unwrap_or(0)
}

pub(crate) fn repository() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Whether `E6:E8` covers `E7`.
pub(crate) fn covers(range: &str, cell: &str) -> bool {
    let corner = |text: &str| {
        let letters = text.bytes().take_while(u8::is_ascii_alphabetic).count();
        let col = text
            .bytes()
            .take(letters)
            .fold(0, |col, letter| col * 26 + u32::from(letter - b'A') + 1);
        (text[letters..].parse::<u32>().unwrap_or(0), col)
    };
    let (first, last) = range.split_once(':').unwrap_or((range, range));
    let (first, last, at) = (corner(first), corner(last), corner(cell));
    (first.0..=last.0).contains(&at.0) && (first.1..=last.1).contains(&at.1)
}

pub(crate) fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            copy(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).unwrap();
        }
    }
}

/// Writes a grid of `|`-separated cells from A1 down. Numbers become numbers;
/// a leading `'` keeps a number as text; `{{3x2}}` merges 3 columns, 2 rows.
fn fill(sheet: &mut rust_xlsxwriter::Worksheet, grid: &str) {
    for (row, line) in grid.trim_matches('\n').lines().enumerate() {
        let row = u32::try_from(row).unwrap();
        for (col, cell) in line.split('|').enumerate() {
            let col = u16::try_from(col).unwrap();
            let cell = cell.trim();
            if let Some((text, size)) =
                cell.strip_suffix("}}").and_then(|c| c.rsplit_once("{{"))
            {
                let (wide, high) = size.split_once('x').unwrap();
                let last_col = col + wide.parse::<u16>().unwrap() - 1;
                let last_row = row + high.parse::<u32>().unwrap() - 1;
                let format = Format::new();
                sheet
                    .merge_range(row, col, last_row, last_col, text.trim(), &format)
                    .unwrap();
            } else if let Ok(number) = cell.parse::<f64>() {
                sheet.write(row, col, number).unwrap();
            } else if let Some(formula) = cell.strip_prefix('=') {
                sheet.write_formula(row, col, formula).unwrap();
            } else if !cell.is_empty() {
                sheet.write(row, col, cell.trim_start_matches('\'')).unwrap();
            }
        }
    }
}
