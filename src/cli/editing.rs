//! `xhht edit`: the editorial workbook, and what was carried over into it.

use std::process::ExitCode;

use clap::Args;

use super::{Progress, Setting, config, say, text, years};
use crate::finding::listed;
use crate::run::{self, Edited, Reach};

/// Keys named in a sentence; all stand in the workbook.
const KEYS: usize = 20;

#[derive(Debug, Args)]
pub(super) struct EditArgs {
    /// Năm của báo cáo cần biên tập
    #[arg(value_name = "NĂM", help_heading = "Tham số", value_parser = years())]
    year: i16,
    #[command(flatten)]
    setting: Setting,
}

pub(super) fn edit(args: EditArgs) -> Result<ExitCode, String> {
    let year = args.year;
    let config = config(args.setting, Some(year), Reach::Plan)?;
    let progress = Progress::begin();
    let edited = run::edit(&config, &|step| progress.step(step));
    progress.end();
    say(&told(&edited.map_err(text)?, year));
    Ok(ExitCode::SUCCESS)
}

fn told(edited: &Edited, year: i16) -> String {
    let Edited { path, paragraphs, findings, names, carried, merged, kept } = edited;
    let mut lines = vec![format!(
        "Đã lập tệp biên tập: {} ({paragraphs} đoạn văn, {findings} phát hiện, {names} tên gọi chưa rõ).",
        path.display()
    )];
    if *carried > 0 {
        lines.push(format!("Đã giữ nguyên {carried} ô biên tập ghi từ trước."));
    }
    if let Some(kept) = kept {
        lines.push(format!(
            "Bản trước trong out được giữ nguyên tại {kept}: chép lại từ đó những gì đã ghi \
             ngoài các ô màu vàng (sheet thêm, ghi chú)."
        ));
    }
    if !merged.brought.is_empty() {
        lines.push(format!(
            "Trong đó {} ô chỉ có ở bản trong out, chưa chép vào inbox: {}.",
            merged.brought.len(),
            listed(&merged.brought, KEYS, "ô")
        ));
    }
    if !merged.clashes.is_empty() {
        lines.push(format!(
            "{} ô ghi khác nhau ở bản trong inbox và bản trong out; bản trong out ghi ở cột “Bản khác chưa dùng”: {}.",
            merged.clashes.len(),
            listed(&merged.clashes, KEYS, "ô")
        ));
    }
    lines.push(format!(
        "Sửa xong, lưu và chép tệp vào inbox/{year}/bien-tap.xlsx rồi chạy lại."
    ));
    lines.join("\n") + "\n"
}
