//! Why a file gave no workbook, in words for the clerk who sent it.

use serde::{Deserialize, Serialize};

use guard::opening::Refused;

/// Why a file could not be read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Unreadable {
    /// A password is needed to open it.
    Encrypted,
    /// It is a workbook, but part of it is missing or makes no sense.
    Damaged { detail: String },
    /// It is something else, whatever its name says.
    NotASpreadsheet { looks: Looks },
    /// More than a report can hold: see `limits.rs`.
    TooLarge { what: String, limit: u64 },
    /// Nothing in it.
    Empty,
    /// Reading took too long and was stopped.
    TimedOut,
    /// The reading process died of it.
    Crashed,
    /// It could not be opened: no permission, not a regular file, gone.
    Inaccessible { detail: String },
}

/// What a file that is no spreadsheet looks like.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Looks {
    Word,
    Presentation,
    Pdf,
    WebPage,
    Xml,
    PlainText,
    Zip,
    Rar,
    SevenZip,
    Picture,
    OldExcel,
    OpenDocument,
    Other,
}

impl From<Refused> for Unreadable {
    fn from(refused: Refused) -> Self {
        match refused {
            Refused::TooLarge(most) => Self::too_large("dung lượng tệp (byte)", most),
            Refused::Missing
            | Refused::Forbidden
            | Refused::InUse
            | Refused::Link
            | Refused::Outside
            | Refused::Folder
            | Refused::Special
            | Refused::NotText
            | Refused::System(_) => Self::Inaccessible { detail: refused.to_string() },
        }
    }
}

impl Unreadable {
    pub fn damaged(detail: impl Into<String>) -> Self {
        Self::Damaged { detail: detail.into() }
    }

    pub fn too_large(what: &str, limit: impl TryInto<u64>) -> Self {
        let limit = limit.try_into().unwrap_or(u64::MAX);
        Self::TooLarge { what: what.to_owned(), limit }
    }

    /// The same with the sheet it was found on, where that tells more.
    pub(super) fn on_sheet(self, sheet: &str) -> Self {
        match self {
            Self::Damaged { detail } => {
                Self::damaged(format!("sheet “{sheet}”: {detail}"))
            }
            other @ (Self::Encrypted
            | Self::NotASpreadsheet { .. }
            | Self::TooLarge { .. }
            | Self::Empty
            | Self::TimedOut
            | Self::Crashed
            | Self::Inaccessible { .. }) => other,
        }
    }

    /// One sentence that can be understood alone.
    pub fn message(&self) -> String {
        match self {
            Self::Encrypted => "Tệp được đặt mật khẩu nên không đọc được.".to_owned(),
            Self::Damaged { detail } if detail.is_empty() => {
                "Tệp bị hỏng hoặc chưa tải lên trọn vẹn nên không đọc được.".to_owned()
            }
            Self::Damaged { detail } => {
                format!(
                    "Tệp bị hỏng hoặc chưa tải lên trọn vẹn nên không đọc được: {detail}."
                )
            }
            Self::NotASpreadsheet { looks } => {
                format!("Tệp không phải là bảng tính Excel mà là {}.", looks.name())
            }
            Self::TooLarge { what, limit } => {
                format!("Tệp vượt quá giới hạn về {what} (tối đa {}).", grouped(*limit))
            }
            Self::Empty => "Tệp rỗng, không có nội dung.".to_owned(),
            Self::TimedOut => {
                "Tệp mất quá nhiều thời gian để đọc nên đã bị bỏ qua.".to_owned()
            }
            Self::Crashed => {
                "Tệp có nội dung bất thường làm bộ đọc phải dừng lại.".to_owned()
            }
            Self::Inaccessible { .. } => "Không mở được tệp.".to_owned(),
        }
    }

    /// What to do about it.
    pub fn hint(&self) -> &'static str {
        match self {
            Self::Encrypted => "Bỏ mật khẩu rồi gửi lại.",
            Self::Damaged { .. } => {
                "Mở tệp bằng Excel, lưu lại thành tệp .xlsx mới rồi gửi lại."
            }
            Self::NotASpreadsheet { looks } => looks.hint(),
            Self::TooLarge { .. } => {
                "Chỉ giữ lại các sheet báo cáo, xóa dữ liệu và định dạng thừa rồi gửi lại."
            }
            Self::Empty => "Kiểm tra lại tệp gốc rồi gửi lại.",
            Self::TimedOut | Self::Crashed => {
                "Chép nội dung báo cáo sang một tệp Excel mới rồi gửi lại."
            }
            Self::Inaccessible { .. } => {
                "Kiểm tra quyền truy cập của tệp và bảo đảm đó là tệp thường, không phải lối tắt."
            }
        }
    }
}

impl Looks {
    fn name(self) -> &'static str {
        match self {
            Self::Word => "văn bản Word",
            Self::Presentation => "bản trình chiếu",
            Self::Pdf => "tệp PDF",
            Self::WebPage => "trang web (HTML) được đổi đuôi tệp",
            Self::Xml => "tệp XML",
            Self::PlainText => "tệp văn bản thuần (CSV hoặc TXT)",
            Self::Zip => "tệp nén ZIP",
            Self::Rar => "tệp nén RAR",
            Self::SevenZip => "tệp nén 7z",
            Self::Picture => "hình ảnh",
            Self::OldExcel => "tệp của phiên bản Excel quá cũ (trước Excel 5.0)",
            Self::OpenDocument => "tệp OpenDocument loại khác",
            Self::Other => "tệp thuộc loại khác",
        }
    }

    fn hint(self) -> &'static str {
        match self {
            Self::Word | Self::Presentation | Self::Pdf | Self::OpenDocument => {
                "Nhập số liệu vào biểu mẫu Excel (.xlsx) rồi gửi lại."
            }
            Self::WebPage | Self::Xml | Self::PlainText | Self::OldExcel => {
                "Mở tệp bằng Excel, chọn Lưu thành (Save As) loại .xlsx rồi gửi lại."
            }
            Self::Zip | Self::Rar | Self::SevenZip => {
                "Giải nén và gửi trực tiếp các tệp Excel bên trong."
            }
            Self::Picture => "Gửi tệp Excel gốc thay cho ảnh chụp hoặc bản quét.",
            Self::Other => "Gửi lại báo cáo dưới dạng tệp Excel (.xlsx).",
        }
    }
}

/// `1.000.000`, as the clerk writes thousands.
fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut grouped = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            grouped.push('.');
        }
        grouped.push(digit);
    }
    grouped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_limit_is_written_with_points_between_thousands() {
        assert_eq!(grouped(200), "200");
        assert_eq!(grouped(1_000_000), "1.000.000");
    }
}
