//! `xhht lint-pdf FILE…`: what is not as Decree 30 asks in finished PDFs.

mod pattern;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;

use super::say;
use crate::run::Error;
use decree30::Verdict;

#[derive(Debug, Args)]
pub(super) struct LintArgs {
    /// Tệp PDF, ví dụ out/2024/bao-cao-bo.pdf hoặc “out/2024/*.pdf”
    #[arg(value_name = "TỆP", required = true, help_heading = "Tham số")]
    files: Vec<PathBuf>,
}

/// Measures finished PDFs; any that cannot be read stops with 2.
pub(super) fn lint_pdf(args: &LintArgs) -> Result<ExitCode, String> {
    let mut clean = true;
    for path in named(&args.files)? {
        let name = path.display();
        let verdict = decree30::lint_file(&path)
            .map_err(|failed| Error::Reader(failed).to_string())?
            .map_err(|error| format!("Không kiểm tra được tệp {name}: {error}."))?;
        for fault in &verdict.faults {
            say(&format!("{name}: {fault}\n"));
        }
        let Verdict { pages, rules, faults, more } = &verdict;
        if *more > 0 {
            say(&format!("{name}: và {more} lỗi khác.\n"));
        }
        say(&match faults.len() + more {
            0 => format!("{name}: đạt {rules} quy tắc trên {pages} trang.\n"),
            count => format!("{name}: {count} lỗi thể thức trên {pages} trang.\n"),
        });
        clean &= faults.is_empty();
    }
    Ok(ExitCode::from(u8::from(!clean)))
}

/// The files that were named; shells of Windows leave patterns to the program.
fn named(files: &[PathBuf]) -> Result<Vec<PathBuf>, String> {
    let mut named = Vec::new();
    for file in files {
        let matching = pattern::expand(file);
        if matching.is_empty() {
            return Err(format!("Không có tệp nào khớp với {}.", file.display()));
        }
        named.extend(matching);
    }
    Ok(named)
}
