//! What is said about a command line that cannot be understood.

use std::process::ExitCode;

use clap::error::ErrorKind;

use super::{complain, say};

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
        ErrorKind::UnknownArgument => "Có tùy chọn hoặc tham số không hợp lệ.",
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
