//! Reads a finished PDF and checks it: Decree 30/2020/NĐ-CP to the millimetre,
//! PDF/A-3a and PDF/UA-1.
//!
//! In come the bytes of a file, out go the faults, each with its rule, its page
//! and what was measured. Everything is measured from the file, nothing is
//! known of templates. The only room that knows the PDF-reading library.

mod anatomy;
mod archive;
mod guarded;
mod lines;
mod reader;
mod rules;
mod sheet;
mod structure;
#[cfg(test)]
mod tests;
mod text;

use std::borrow::Cow;
use std::fmt;

use serde::{Deserialize, Serialize};

use self::anatomy::Anatomy;
pub use self::guarded::{DUTY, lint_file, serve};

/// Why a file cannot be checked.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error, Serialize, Deserialize)]
pub enum Unreadable {
    #[error("{0}")]
    Refused(String),
    #[error("chưa đọc xong sau {0} giây nên đã dừng")]
    Late(u64),
    #[error("nội dung bất thường làm bộ đọc phải dừng, hoặc cần quá {0} MB bộ nhớ")]
    Greedy(usize),
    #[error("không phải tệp PDF đọc được (hỏng hoặc có mật khẩu)")]
    NotPdf,
    #[error("tệp PDF không có trang nào")]
    NoPage,
}

/// One breach of a rule.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Fault {
    /// Short name of the rule: `lề-trái`.
    pub rule: Cow<'static, str>,
    /// Where the rule stands: "NĐ 30/2020, Phụ lục I, phần I, mục I.3".
    pub source: Cow<'static, str>,
    /// From 1; nothing for the file as a whole.
    pub page: Option<usize>,
    /// What was measured, and what it should be, in Vietnamese.
    pub measured: String,
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.page {
            Some(page) => write!(f, "trang {page}")?,
            None => write!(f, "cả tệp")?,
        }
        write!(f, ": [{}] {} ({})", self.rule, self.measured, self.source)
    }
}

/// What a check gave.
#[derive(Debug, Serialize, Deserialize)]
pub struct Verdict {
    pub pages: usize,
    /// Rules that were applied.
    pub rules: usize,
    /// By page, then in the order of the rules; the first [`FAULTS`] of them.
    pub faults: Vec<Fault>,
    /// Further faults, only counted.
    pub more: usize,
}

/// Faults of one file that are told; nobody mends a thousand one by one.
const FAULTS: usize = 1_000;

/// Checks a finished PDF.
pub fn lint(bytes: Vec<u8>) -> Result<Verdict, Unreadable> {
    let paper = reader::read(bytes)?;
    let anatomy = Anatomy::of(&paper);
    let (rules, mut faults) = rules::apply(&paper, &anatomy);
    faults.sort_by_key(|fault| fault.page);
    let more = faults.len().saturating_sub(FAULTS);
    faults.truncate(FAULTS);
    Ok(Verdict { pages: paper.pages.len(), rules, faults, more })
}

/// The words of a finished PDF, a text a page, a line a paragraph or cell.
pub fn text(bytes: Vec<u8>) -> Result<Vec<String>, Unreadable> {
    Ok(text::pages(&reader::read(bytes)?))
}
