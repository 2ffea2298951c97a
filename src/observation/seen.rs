//! What becomes of a figure that is hidden, changed or qualified: decided once a
//! kind, in one table, with its reason.
//!
//! Either a figure is read as a person at the screen reads it, or it is not
//! counted; said it is in both cases. The table is printed in
//! `src/rules/README.md`, and a test holds the two together.

use crate::finding::Severity;
use spreadsheet::{Cell, Note, Notes};

/// What becomes of a figure with a note.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Fate {
    /// Read as a person reads it, and said.
    Counted,
    /// Not counted, and said.
    Refused,
    /// What it is decides elsewhere: the sheet is not read at all, or the value
    /// is none that could be counted.
    Elsewhere,
}

/// One kind of note, and what becomes of figures that have it.
pub(crate) struct Kind {
    pub(crate) note: Note,
    pub(crate) fate: Fate,
    pub(crate) code: &'static str,
    pub(crate) severity: Severity,
    /// What the cell is said to be, after its address.
    pub(crate) what: &'static str,
    pub(crate) hint: &'static str,
    /// Why it is decided so; for the ledger.
    #[cfg_attr(
        not(test),
        allow(dead_code, reason = "the ledger prints it, a test checks")
    )]
    pub(crate) reason: &'static str,
}

const fn kind(
    note: Note,
    (fate, code, severity): (Fate, &'static str, Severity),
    what: &'static str,
    hint: &'static str,
    reason: &'static str,
) -> Kind {
    Kind { note, fate, code, severity, what, hint, reason }
}

use Fate::{Counted, Elsewhere, Refused};
use Severity::{Error, Info, Warning};

/// The hint for what is shown otherwise than it is stored.
const PLAIN: &str =
    "Chọn định dạng số thường (General) rồi ghi lại đúng con số cần báo cáo.";
const SHOW: &str =
    "Nếu cần tính, đổi định dạng số hoặc màu chữ cho số hiện ra rồi gửi lại.";
const UNHIDE: &str = "Nếu cần tính, bỏ ẩn dòng, cột rồi gửi lại.";
const ONE: &str = "Ghi lại một số duy nhất trong ô.";

/// Every kind of note; where a cell has several, the first in the table speaks.
#[rustfmt::skip]
pub(crate) const KINDS: [Kind; 23] = [
    kind(Note::HiddenSheet, (Elsewhere, "–", Info), "", "", "a hidden sheet is not read as a report; it is named"),
    kind(Note::HiddenRow, (Refused, "V17", Warning), "nằm ở dòng đang ẩn nên không được tính", UNHIDE, "whoever signs the paper copy does not see it"),
    kind(Note::HiddenColumn, (Refused, "V17", Warning), "nằm ở cột đang ẩn nên không được tính", UNHIDE, "as for a hidden row; width 0 is hidden too"),
    kind(Note::Filtered, (Refused, "V17", Warning), "nằm ở dòng đang bị lọc nên không được tính", UNHIDE, "as for a hidden row"),
    kind(Note::Covered, (Refused, "V22", Error), "bị ô gộp che khuất nên không được tính:", "Bỏ gộp ô và ghi số của từng đơn vị vào dòng của đơn vị đó.", "Excel and LibreOffice never show it; which unit the shown figure is of is not certain"),
    kind(Note::Error, (Elsewhere, "V05", Error), "", "", "an error is no figure, whatever number stands behind it"),
    kind(Note::Uncalculated, (Refused, "V04", Error), "là công thức chưa được tính lại nên không được tính; kết quả lưu trong tệp:", "Mở tệp bằng Excel, lưu lại rồi gửi lại.", "the stored result is a placeholder: Excel would show another"),
    kind(Note::BlankFormat, (Refused, "V23", Error), "có số nhưng định dạng làm số không hiện ra màn hình nên không được tính:", SHOW, "the cell looks blank"),
    kind(Note::InvisibleInk, (Refused, "V23", Error), "có số nhưng màu chữ trùng màu nền, không nhìn thấy được nên không được tính:", SHOW, "the cell looks blank"),
    kind(Note::Struck, (Refused, "V24", Error), "bị gạch ngang nên không được tính:", "Xóa số đã gạch và ghi số đúng vào ô.", "whoever struck it out does not state it"),
    kind(Note::Overflow, (Refused, "V27", Error), "chỉ hiện dấu #### vì cột quá hẹp nên không được tính:", "Kéo rộng cột cho hiện đủ số rồi gửi lại.", "nobody who checked the paper copy has seen it"),
    kind(Note::Date, (Elsewhere, "V06", Error), "", "", "a date is no count"),
    kind(Note::Percent, (Refused, "V28", Error), "hiện là tỷ lệ phần trăm, không phải số đếm, nên không được tính:", PLAIN, "100 % is not the count 1"),
    kind(Note::Words, (Refused, "V29", Error), "hiện chữ khác với số trong ô nên không được tính:", PLAIN, "the screen does not show the number"),
    kind(Note::Scaled, (Refused, "V29", Error), "hiện số đã chia nghìn, khác với số trong ô, nên không được tính:", PLAIN, "two readings, a thousandfold apart"),
    kind(Note::Literal, (Refused, "V29", Error), "hiện khác với số trong ô nên không được tính:", PLAIN, "two readings: what is shown and what is stored"),
    kind(Note::Decimals, (Refused, "V29", Error), "hiện ba chữ số sau dấu phẩy, có thể hiểu là hàng nghìn, nên không được tính:", PLAIN, "1,000 is one or a thousand, by whose eyes read it"),
    kind(Note::TwoNumbers, (Refused, "V30", Error), "có nhiều con số trong một ô nên không được tính:", ONE, "which of them counts only the office knows"),
    kind(Note::Bidi, (Refused, "V33", Error), "có ký tự đảo chiều chữ làm số hiện khác với số được lưu nên không được tính:", "Xóa ô và gõ lại con số.", "the digits are shown in another order than they are stored"),
    kind(Note::PartlyStruck, (Counted, "V25", Warning), "có phần bị gạch ngang; chỉ đọc phần không gạch:", "Xác nhận với đơn vị con số còn lại là đúng; lần sau xóa hẳn số cũ.", "the part left is what a person reads"),
    kind(Note::Superscript, (Counted, "V26", Warning), "có chữ số nhỏ viết cao (dấu chú thích); đã đọc không kèm dấu đó:", "Xác nhận với đơn vị; lần sau ghi chú thích ở cột Ghi chú.", "a raised digit marks a note and is no part of the number"),
    kind(Note::ManualCalculation, (Counted, "V31", Warning), "là công thức trong tệp để chế độ tính thủ công; kết quả có thể đã cũ:", "Trong Excel chuyển sang chế độ tính tự động (Formulas, Calculation Options, Automatic), lưu rồi gửi lại.", "the screen shows the stored result; Excel will not say that it is old"),
    kind(Note::ExternalLink, (Counted, "V32", Warning), "lấy số từ một tệp khác qua liên kết; kết quả có thể đã cũ:", "Đề nghị đơn vị dán số vào ô thay cho liên kết.", "the screen shows the stored result; the other file was not sent"),
];

/// Why a figure with these notes is not counted; nothing where it is.
pub(crate) fn refused(notes: Notes) -> Option<&'static Kind> {
    refusals(notes).next()
}

/// All that keeps a figure with these notes from being counted.
pub(crate) fn refusals(notes: Notes) -> impl Iterator<Item = &'static Kind> {
    of(notes, Fate::Refused)
}

/// What is to be said of a figure with these notes although it is counted.
pub(crate) fn counted(notes: Notes) -> impl Iterator<Item = &'static Kind> {
    of(notes, Fate::Counted)
}

fn of(notes: Notes, fate: Fate) -> impl Iterator<Item = &'static Kind> {
    let kinds: &[Kind] = if notes.is_empty() { &[] } else { &KINDS };
    kinds.iter().filter(move |kind| kind.fate == fate && notes.has(kind.note))
}

/// What the screen shows in a cell and, where that is another thing, the number
/// behind it: `100%`, `900 (trong ô là 9)`.
pub(crate) fn quoted(cell: &Cell) -> String {
    let shown = crate::form::shorten(&cell.shown());
    let Some(stored) = stored(cell).filter(|stored| *stored != shown) else {
        return format!("“{shown}”");
    };
    // What is struck or raised is shown and left out: `stored` is what was read.
    let left_out =
        cell.notes.has(Note::PartlyStruck) || cell.notes.has(Note::Superscript);
    match (shown.is_empty(), left_out) {
        (true, _) => format!("“{stored}”"),
        (false, true) => format!("“{shown}” (đọc là {stored})"),
        (false, false) => format!("“{shown}” (trong ô là {stored})"),
    }
}

fn stored(cell: &Cell) -> Option<String> {
    use spreadsheet::Value;
    match &cell.value {
        Value::Number(number) => Some(number.to_string().replace('.', ",")),
        Value::Text(text) => Some(crate::form::shorten(text)),
        Value::Bool(_) | Value::Date(_) | Value::Error(_) | Value::Uncalculated => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use spreadsheet::NOTE_WORDS;

    #[test]
    fn every_kind_of_note_is_decided_once() {
        for (note, word) in NOTE_WORDS {
            let decided = KINDS.iter().filter(|kind| kind.note == note).count();
            assert_eq!(decided, 1, "{word}");
        }
    }

    #[test]
    fn the_ledger_prints_the_table() {
        let ledger = include_str!("../rules/README.md");
        for kind in &KINDS {
            let (_, word) = NOTE_WORDS
                .into_iter()
                .find(|(note, _)| *note == kind.note)
                .expect("a word");
            let fate = match kind.fate {
                Fate::Counted => "as seen",
                Fate::Refused => "no",
                Fate::Elsewhere => "–",
            };
            let line = format!("| `{word}` | {fate} | {} | {} |", kind.code, kind.reason);
            assert!(ledger.contains(&line), "the ledger lacks:\n{line}");
        }
    }
}
