//! `xhht lint-pdf FILE…`: what is not as Decree 30 asks in finished PDFs.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;

use super::say;
use crate::finding::trouble;
use crate::proof::{self, Verdict};

#[derive(Debug, Args)]
pub(super) struct LintArgs {
    /// Tệp PDF, ví dụ out/2024/bao-cao-bo.pdf
    #[arg(value_name = "TỆP", required = true, help_heading = "Tham số")]
    files: Vec<PathBuf>,
}

/// Measures finished PDFs; any that cannot be read stops with 2.
pub(super) fn lint_pdf(args: &LintArgs) -> Result<ExitCode, String> {
    let mut clean = true;
    for path in &args.files {
        let name = path.display();
        let bytes = std::fs::read(path)
            .map_err(|error| format!("Không mở được tệp {name}: {}.", trouble(&error)))?;
        let verdict =
            proof::lint(bytes).map_err(|error| format!("Tệp {name}: {error}."))?;
        for fault in &verdict.faults {
            say(&format!("{name}: {fault}\n"));
        }
        let Verdict { pages, rules, faults } = &verdict;
        say(&match faults.len() {
            0 => format!("{name}: đạt {rules} quy tắc trên {pages} trang.\n"),
            count => format!("{name}: {count} lỗi thể thức trên {pages} trang.\n"),
        });
        clean &= faults.is_empty();
    }
    Ok(ExitCode::from(u8::from(!clean)))
}
