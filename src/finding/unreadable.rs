//! A file that gave no workbook, as a finding.

use spreadsheet::Unreadable;

use super::{Code, Finding, Severity};
use crate::place::Place;

/// The finding, with what the reader said about the file as `found`.
pub(crate) fn of_unreadable(reason: &Unreadable, place: Place) -> Finding {
    let finding = Finding::new(
        Severity::Error,
        code(reason),
        place,
        reason.message(),
        reason.hint(),
    );
    match reason {
        Unreadable::Damaged { detail } | Unreadable::Inaccessible { detail }
            if !detail.is_empty() =>
        {
            finding.found(detail)
        }
        Unreadable::Damaged { .. }
        | Unreadable::Inaccessible { .. }
        | Unreadable::Encrypted
        | Unreadable::NotASpreadsheet { .. }
        | Unreadable::TooLarge { .. }
        | Unreadable::Empty
        | Unreadable::TimedOut
        | Unreadable::Crashed => finding,
    }
}

/// One code per kind.
fn code(reason: &Unreadable) -> Code {
    match reason {
        Unreadable::Encrypted => "F01",
        Unreadable::Damaged { .. } => "F02",
        Unreadable::NotASpreadsheet { .. } => "F03",
        Unreadable::TooLarge { .. } => "F04",
        Unreadable::Empty => "F05",
        Unreadable::TimedOut => "F06",
        Unreadable::Crashed => "F07",
        Unreadable::Inaccessible { .. } => "F08",
    }
}

#[cfg(test)]
mod tests {
    use spreadsheet::Looks;

    use super::*;

    #[test]
    fn the_words_for_a_password_are_plain() {
        let finding = of_unreadable(&Unreadable::Encrypted, Place::file("a.xlsx"));
        assert_eq!(finding.code, "F01");
        assert_eq!(finding.message, "Tệp được đặt mật khẩu nên không đọc được.");
        assert_eq!(finding.hint, "Bỏ mật khẩu rồi gửi lại.");
    }

    #[test]
    fn every_reason_has_a_code_and_says_what_to_do() {
        let reasons = [
            (Unreadable::damaged("zip"), "F02", "bị hỏng"),
            (Unreadable::NotASpreadsheet { looks: Looks::Pdf }, "F03", "tệp PDF"),
            (
                Unreadable::too_large("dung lượng", 50_u64),
                "F04",
                "dung lượng (tối đa 50)",
            ),
            (Unreadable::Empty, "F05", "rỗng"),
            (Unreadable::TimedOut, "F06", "quá nhiều thời gian"),
            (Unreadable::Crashed, "F07", "bất thường"),
            (Unreadable::Inaccessible { detail: String::new() }, "F08", "Không mở được"),
        ];
        for (reason, code, words) in reasons {
            let finding = of_unreadable(&reason, Place::file("a.xlsx"));
            assert_eq!((finding.code, finding.severity), (code, Severity::Error));
            assert!(finding.message.contains(words), "{code}: {}", finding.message);
            assert!(!finding.hint.is_empty());
        }
    }
}
