//! What each stage costs, and the whole run against its two unavoidable parts:
//! bare reading with calamine and bare typesetting of the same document.
//!
//! Run with `cargo bench`. The README quotes the ratios, not the seconds.

mod bare;

use std::path::{Path, PathBuf};
use std::process::Command;

use calamine::{Reader, open_workbook_auto};
use criterion::{Criterion, criterion_group, criterion_main};
use walkdir::WalkDir;
use xhht::stages::Bench;

const YEAR: i16 = 2024;

fn project() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Every worksheet of every file, as calamine gives it.
fn bare_calamine() -> usize {
    let inbox = project().join(format!("inbox/{YEAR}"));
    let files = WalkDir::new(inbox).into_iter().filter_map(Result::ok);
    let mut cells = 0;
    for file in files.filter(|file| file.file_type().is_file()) {
        let Ok(mut workbook) = open_workbook_auto(file.path()) else { continue };
        for (_, range) in workbook.worksheets() {
            cells += range.used_cells().count();
        }
    }
    cells
}

/// The program as a clerk starts it, in a folder of its own.
fn whole(folder: &PathBuf) {
    let status = Command::new(env!("CARGO_BIN_EXE_xhht"))
        .args(["report", &YEAR.to_string(), "--project"])
        .arg(folder)
        .output()
        .expect("the program starts");
    assert_eq!(status.status.code(), Some(1), "the sample inbox has findings");
}

fn stages(criterion: &mut Criterion) {
    let fonts = Path::new("/usr/share/fonts");
    let bench = Bench::of_year(project(), YEAR, &[fonts]);
    let data = bench.compose();
    let mut group = criterion.benchmark_group("stages");
    group.sample_size(10);
    group.bench_function("bare calamine", |b| b.iter(bare_calamine));
    group.bench_function("registers", |b| b.iter(|| bench.load()));
    group.bench_function("read", |b| b.iter(|| bench.read()));
    group.bench_function("recognise", |b| b.iter(|| bench.recognise()));
    group.bench_function("aggregate", |b| b.iter(|| bench.aggregate()));
    group.bench_function("compose", |b| b.iter(|| bench.compose()));
    let yardstick = bare::Bare::new(
        &project().join("templates"),
        &project().join("crates/press/fonts"),
        data.clone(),
    );
    group.bench_function("bare typst", |b| b.iter(|| yardstick.set()));
    group.bench_function("data workbook", |b| b.iter(|| bench.databook()));
    group.bench_function("summary page", |b| b.iter(|| bench.brief()));
    group.bench_function("typeset", |b| b.iter(|| bench.typeset(data.clone())));
    group.bench_function("slips", |b| b.iter(|| bench.slips()));
    let folder = std::env::temp_dir().join("xhht-bench");
    let inbox = folder.join("inbox");
    std::fs::create_dir_all(&inbox).expect("a scratch folder");
    let link = inbox.join(YEAR.to_string());
    if !link.exists() {
        copy(&project().join(format!("inbox/{YEAR}")), &link);
    }
    group.bench_function("whole run, cold process", |b| b.iter(|| whole(&folder)));
    group.finish();
}

fn copy(from: &Path, to: &Path) {
    for entry in WalkDir::new(from).into_iter().filter_map(Result::ok) {
        let target = to.join(entry.path().strip_prefix(from).expect("below the root"));
        if entry.file_type().is_dir() {
            std::fs::create_dir_all(target).expect("a scratch folder");
        } else {
            std::fs::copy(entry.path(), target).expect("a copy");
        }
    }
}

criterion_group!(benches, stages);
criterion_main!(benches);
