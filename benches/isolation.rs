//! What it costs that no file can take the run down: bare calamine, our reading
//! in process, and the guarded reading in child processes.
//!
//! `cargo bench --bench isolation`, over a year's inbox and over 3,000 copies of
//! its workbooks. Each figure is the best of several runs; the README quotes the
//! ratios.

#![expect(clippy::print_stdout, reason = "a bench says what it measured")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::{Duration, Instant};

use calamine::{Reader, open_workbook_auto};
use walkdir::WalkDir;
use xhht::stages;

const YEAR: i16 = 2024;
const COPIES: usize = 3_000;

fn main() -> ExitCode {
    // The reader starts its children from the running program, which this is.
    if std::env::args().nth(1).is_some_and(|argument| argument == stages::CHILD) {
        return xhht::main(std::env::args_os(), xhht::Terminal::none());
    }
    let sample = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("inbox/{YEAR}"));
    let project = std::env::temp_dir().join("xhht-isolation");
    let year = project.join(format!("inbox/{YEAR}"));
    measure("one year", &sample, 10);
    fill(&year, &workbooks(&sample));
    measure(&format!("{COPIES} workbooks"), &year, 2);
    fs::remove_dir_all(&project).expect("a scratch folder can be removed");
    ExitCode::SUCCESS
}

fn measure(what: &str, inbox: &Path, times: u32) {
    let bare = best(times, || bare_calamine(inbox));
    let in_process = best(times, || stages::read_in_process(inbox));
    let guarded = best(times, || stages::read_guarded(inbox));
    let ratio = |took: Duration| took.as_secs_f64() / bare.as_secs_f64();
    println!(
        "{what}: bare calamine {bare:.1?}; in process {in_process:.1?} ({:.2}); guarded {guarded:.1?} ({:.2})",
        ratio(in_process),
        ratio(guarded)
    );
}

fn best<T>(times: u32, work: impl Fn() -> T) -> Duration {
    let once = || {
        let started = Instant::now();
        std::hint::black_box(work());
        started.elapsed()
    };
    (0..times).map(|_| once()).min().unwrap_or_default()
}

/// Every worksheet of every file, as calamine gives it.
fn bare_calamine(inbox: &Path) -> usize {
    let mut cells = 0;
    for file in workbooks(inbox) {
        let Ok(mut workbook) = open_workbook_auto(file) else { continue };
        for (_, range) in workbook.worksheets() {
            cells += range.used_cells().count();
        }
    }
    cells
}

fn workbooks(inbox: &Path) -> Vec<PathBuf> {
    let files =
        WalkDir::new(inbox).sort_by_file_name().into_iter().filter_map(Result::ok);
    files
        .filter(|file| file.file_type().is_file())
        .map(walkdir::DirEntry::into_path)
        .collect()
}

fn fill(folder: &Path, samples: &[PathBuf]) {
    let samples: Vec<&PathBuf> =
        samples.iter().filter(|path| open_workbook_auto(path).is_ok()).collect();
    fs::create_dir_all(folder).expect("a scratch folder");
    for index in 0..COPIES {
        let sample = samples[index % samples.len()];
        let name = sample.file_name().expect("a file").to_string_lossy();
        fs::copy(sample, folder.join(format!("{index:04} {name}"))).expect("a copy");
    }
}
