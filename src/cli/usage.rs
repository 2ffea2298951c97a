//! What is said below the help, and about a command line that cannot be understood.

use std::process::ExitCode;

use clap::error::ErrorKind;

use super::{complain, say};

/// What stands below the help.
pub(super) const EXIT_CODES: &str = "\
Mã kết thúc:
  0  mọi báo cáo đều dùng được, không có lỗi
  1  đã có kết quả, nhưng còn phát hiện mức lỗi
  2  không tạo được kết quả
  3  chương trình gặp lỗi ngoài dự kiến; xem câu báo, gửi tệp được nêu cho người quản trị
  Với diff và verify, 1 nghĩa là có thay đổi; với lint-pdf, 1 nghĩa là PDF chưa đạt.

Ví dụ:
  xhht report 2024        lập báo cáo năm 2024 từ thư mục inbox/2024
  xhht report 2025 --kind midterm
                          chỉ lập báo cáo sơ kết 2021-2025
  xhht check              đọc và kiểm tra năm mới nhất trong inbox
  xhht forms 2025         lập biểu mẫu năm 2025 gửi các đơn vị
  xhht slips 2024         lập phiếu báo kết quả kiểm tra gửi lại các đơn vị
  xhht edit 2024          lập tệp biên tập bien-tap.xlsx của năm 2024
  xhht trace D1 ba-be     truy số liệu Gia đình học tập của Ba Bể đến từng ô
  xhht explain K01        giải thích một mã phát hiện và cách xử lý";

/// Says in Vietnamese what is wrong with the command line.
pub(super) fn usage(error: &clap::Error) -> ExitCode {
    let sentence = match error.kind() {
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => {
            say(&help(error));
            return ExitCode::SUCCESS;
        }
        ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
            complain(&help(error));
            return ExitCode::from(2);
        }
        ErrorKind::InvalidSubcommand => "Không có lệnh này.",
        ErrorKind::UnknownArgument => {
            "Có tùy chọn hoặc tham số không hợp lệ; tên tệp, thư mục có dấu cách phải đặt trong dấu ngoặc kép."
        }
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => {
            "Giá trị không hợp lệ: năm ghi bằng bốn chữ số (2024), ngày ghi dạng \
             2024-12-15, loại báo cáo ghi annual, midterm hoặc final."
        }
        ErrorKind::MissingRequiredArgument => "Thiếu tham số.",
        _ => "Dòng lệnh không hợp lệ.",
    };
    let given = error
        .context()
        .filter_map(|(kind, value)| match kind {
            clap::error::ContextKind::InvalidArg
            | clap::error::ContextKind::InvalidSubcommand
            | clap::error::ContextKind::InvalidValue => Some(value.to_string()),
            _ => None,
        })
        .collect::<Vec<_>>()
        .join(" ");
    let given = if given.is_empty() { given } else { format!(" ({given})") };
    complain(&format!("{sentence}{given} Gõ “xhht --help” để xem cách dùng."));
    ExitCode::from(2)
}

/// The help, whose only English word clap does not let us set.
fn help(error: &clap::Error) -> String {
    error.to_string().replace("[OPTIONS]", "[TÙY_CHỌN]")
}
