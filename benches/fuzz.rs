//! A plain fuzzer that runs on stable: see `fuzz/README.md`.
//!
//! `cargo bench --bench fuzz -- --seconds 60 [--seed 1]`

#![expect(
    clippy::disallowed_methods,
    clippy::print_stdout,
    reason = "a harness keeps its inputs and says what it found"
)]

use std::fs;
use std::panic::{self, AssertUnwindSafe};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::{Duration, Instant};

use walkdir::WalkDir;
use xhht::stages::{Eye, repair};

/// What an input may take, unguarded and in this process.
const SLOW: Duration = Duration::from_secs(2);

fn main() -> ExitCode {
    let seconds = option("--seconds").unwrap_or(1);
    let mut dice = Dice(option("--seed").unwrap_or(1) | 1);
    let project = Path::new(env!("CARGO_MANIFEST_DIR"));
    let files = seeds(&[project.join("fuzz/corpus/reader"), project.join("inbox")]);
    let texts = seeds(&[project.join("fuzz/corpus/number")]);
    let eye = Eye::new(project);
    let folder = project.join("target/fuzz");
    fs::create_dir_all(&folder).expect("target can be written");
    let (started, mut tried) = (Instant::now(), 0_u64);
    while started.elapsed() < Duration::from_secs(seconds) {
        let is_file = dice.below(8) > 0;
        let seeds = if is_file { &files } else { &texts };
        let bytes = mutated(&seeds[dice.below(seeds.len())], &mut dice);
        let current = folder.join("current");
        fs::write(&current, &bytes).expect("target can be written");
        let before = Instant::now();
        let outcome = panic::catch_unwind(AssertUnwindSafe(|| {
            if is_file {
                eye.observe(bytes.clone(), "bao cao.xlsx");
            } else {
                number(&eye, &bytes);
            }
        }));
        tried += 1;
        let took = before.elapsed();
        if outcome.is_err() || took > SLOW {
            let kept = folder.join(format!("found-{tried}"));
            fs::rename(current, &kept).expect("target can be written");
            println!("{took:?} for {}", kept.display());
            return ExitCode::FAILURE;
        }
    }
    println!("{tried} inputs, none slow, no panic");
    ExitCode::SUCCESS
}

fn number(eye: &Eye, bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    eye.figure(&text);
    repair(&text, None);
    repair(&text, Some(".VnTimeH"));
}

fn option(name: &str) -> Option<u64> {
    let mut arguments = std::env::args().skip_while(|argument| argument != name).skip(1);
    arguments.next()?.parse().ok()
}

fn seeds(folders: &[PathBuf]) -> Vec<Vec<u8>> {
    let files =
        folders.iter().flat_map(|folder| WalkDir::new(folder).sort_by_file_name());
    let files = files.filter_map(Result::ok).filter(|file| file.file_type().is_file());
    files.filter_map(|file| fs::read(file.path()).ok()).collect()
}

fn mutated(seed: &[u8], dice: &mut Dice) -> Vec<u8> {
    let mut bytes = seed.to_vec();
    for _ in 0..1 << dice.below(6) {
        if bytes.is_empty() {
            bytes.push(0);
        }
        let at = dice.below(bytes.len());
        let end = (at + 1 + dice.below(64)).min(bytes.len());
        match dice.below(6) {
            0 => bytes[at] ^= 1 << dice.below(8),
            1 => bytes[at] = u8::try_from(dice.below(256)).expect("below 256"),
            2 => bytes[at..end].fill([0, 0xFF, 0x7F, b'9'][dice.below(4)]),
            3 => drop(bytes.drain(at..end)),
            4 => {
                let copy = bytes[at..end].to_vec();
                let to = dice.below(bytes.len());
                bytes.splice(to..to, copy);
            }
            _ if dice.below(8) == 0 => bytes.truncate(at),
            _ => bytes.swap(at, end - 1),
        }
    }
    bytes
}

/// Xorshift: the same seed, the same session.
struct Dice(u64);

impl Dice {
    fn below(&mut self, most: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % most as u64).expect("below a usize")
    }
}
