//! `xhht read TỆP`: how one file is understood.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;

use super::{say, text, years};
use crate::finding::Severity;
use crate::{console, run};

#[derive(Debug, Args)]
pub(super) struct ReadArgs {
    /// Tệp Excel cần xem, ví dụ “inbox/2024/ba be.xlsx”
    #[arg(value_name = "TỆP", help_heading = "Tham số")]
    file: PathBuf,
    /// Năm của số liệu; không ghi thì lấy theo thư mục hoặc theo nội dung tệp
    #[arg(long, value_name = "NĂM", value_parser = years())]
    year: Option<i16>,
    /// In từng ô như hiện trên màn hình Excel, kèm ghi chú về ô
    #[arg(long)]
    cells: bool,
    /// In dạng JSON cho chương trình khác
    #[arg(long)]
    json: bool,
    /// Thư mục công việc, chứa plan nếu có
    #[arg(long, value_name = "THƯ_MỤC", default_value = ".", hide_default_value = true)]
    project: PathBuf,
}

/// Code 1 where something in the file is an error.
pub(super) fn read(args: &ReadArgs) -> Result<ExitCode, String> {
    let file = args.file.display();
    if args.file.is_dir() {
        return Err(format!("“{file}” là thư mục; ghi đường dẫn của một tệp trong đó."));
    }
    if !args.file.exists() {
        return Err(format!(
            "Không có tệp “{file}”. Kiểm tra lại tên tệp và đường dẫn; có thể kéo tệp từ \
             cửa sổ thư mục thả vào đây để máy ghi đúng đường dẫn."
        ));
    }
    let one = run::read_file(&args.project, &args.file, args.year).map_err(text)?;
    say(&if args.json {
        console::file_as_json(&one, args.cells)
    } else {
        console::file(&one, args.cells)
    });
    let error = one.findings.iter().any(|finding| finding.severity == Severity::Error);
    Ok(ExitCode::from(u8::from(error)))
}
