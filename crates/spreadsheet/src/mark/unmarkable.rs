//! Why there is no marked copy of a workbook, in words for the clerk.

/// Why a workbook cannot be marked. Its findings stand in the slip all the same.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Unmarkable {
    #[error(
        "không phải tệp .xlsx hoặc .xlsm nên không đánh dấu được; hãy lưu lại thành .xlsx"
    )]
    NotXlsx,
    #[error("tệp có mật khẩu nên không đánh dấu được")]
    Encrypted,
    #[error("tệp có chữ ký số; đánh dấu sẽ làm mất hiệu lực chữ ký")]
    Signed,
    #[error("tệp quá lớn nên không đánh dấu được ({0})")]
    TooLarge(&'static str),
    #[error("cấu trúc bên trong tệp không theo chuẩn nên không đánh dấu được ({0})")]
    Damaged(String),
    #[error("không tìm thấy sheet cần đánh dấu trong tệp")]
    NoSuchSheet,
}

impl Unmarkable {
    pub(super) fn damaged(detail: impl Into<String>) -> Self {
        Self::Damaged(detail.into())
    }
}
