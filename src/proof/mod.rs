//! Reads a finished PDF and checks it: Decree 30/2020/NĐ-CP to the millimetre,
//! PDF/A-3a and PDF/UA-1.
//!
//! In come the bytes of a file, out go the faults, each with its rule, its page
//! and what was measured. Everything is measured from the file, nothing is
//! known of templates. The only room that knows the PDF-reading library.

mod anatomy;
mod archive;
mod lines;
mod reader;
mod rules;
mod sheet;
mod structure;
#[cfg(test)]
mod tests;
mod text;

use std::fmt;

use self::anatomy::Anatomy;

/// Why a file cannot be checked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub(crate) enum Unreadable {
    #[error("không phải tệp PDF đọc được (hỏng hoặc có mật khẩu)")]
    NotPdf,
    #[error("tệp PDF không có trang nào")]
    NoPage,
}

/// One breach of a rule.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Fault {
    /// Short name of the rule: `lề-trái`.
    pub(crate) rule: &'static str,
    /// Where the rule stands: "NĐ 30/2020, Phụ lục I, phần I, mục I.3".
    pub(crate) source: &'static str,
    /// From 1; nothing for the file as a whole.
    pub(crate) page: Option<usize>,
    /// What was measured, and what it should be, in Vietnamese.
    pub(crate) measured: String,
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
#[derive(Debug)]
pub(crate) struct Verdict {
    pub(crate) pages: usize,
    /// Rules that were applied.
    pub(crate) rules: usize,
    /// By page, then in the order of the rules.
    pub(crate) faults: Vec<Fault>,
}

/// Checks a finished PDF.
pub(crate) fn lint(bytes: Vec<u8>) -> Result<Verdict, Unreadable> {
    let paper = reader::read(bytes)?;
    let anatomy = Anatomy::of(&paper);
    let (rules, mut faults) = rules::apply(&paper, &anatomy);
    faults.sort_by_key(|fault| fault.page);
    Ok(Verdict { pages: paper.pages.len(), rules, faults })
}

/// The words of a finished PDF, a text a page, a line a paragraph or cell.
pub(crate) fn text(bytes: Vec<u8>) -> Result<Vec<String>, Unreadable> {
    Ok(text::pages(&reader::read(bytes)?))
}
