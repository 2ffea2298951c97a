//! From what was typed about a run to what is meant by it: folder, year, day, fonts.

use std::path::{Path, PathBuf};

use clap::Args;
use jiff::civil::Date;

use super::terminal::Terminal;
use super::{fonts, text};
use crate::form::day;
use crate::inbox::{self, InboxError};
use crate::run::{self, Config, Error, Reach};

#[derive(Debug, Clone, Args)]
pub(super) struct Setting {
    /// Thư mục công việc, chứa inbox và out
    #[arg(long, value_name = "THƯ_MỤC", default_value = ".", hide_default_value = true)]
    pub(super) project: PathBuf,
    /// Ngày ghi trên báo cáo, ví dụ 15/12/2024; không ghi thì lấy hạn báo cáo
    #[arg(long, value_name = "NGÀY", value_parser = typed_day)]
    pub(super) report_date: Option<Date>,
    /// Thư mục phông chữ thêm vào các thư mục phông của máy
    #[arg(long, value_name = "THƯ_MỤC")]
    pub(super) fonts: Vec<PathBuf>,
}

/// Years by four digits: a fifth is a slip of the finger.
pub(super) fn years() -> clap::builder::RangedI64ValueParser<i16> {
    clap::value_parser!(i16).range(1000..10_000)
}

/// A day in the order of Vietnam or of the standard.
fn typed_day(text: &str) -> Result<Date, String> {
    let standard = text.parse::<Date>().ok();
    standard.or_else(|| day::alone(text)).ok_or_else(|| "không phải ngày".to_owned())
}

/// From what was typed to what is meant, once. Outputs that a killed run left
/// between two places are brought back before anything else is done.
pub(super) fn config(
    setting: Setting,
    year: Option<i16>,
    reach: Reach,
) -> Result<Config, String> {
    let inbox = setting.project.join("inbox");
    let year = match year {
        Some(year) => year,
        None => inbox::newest_year(&inbox).map_err(|error| text(error.into()))?,
    };
    let mut font_folders = setting.fonts;
    font_folders.extend(fonts::system_folders());
    let config = Config {
        project: setting.project,
        year,
        report_date: setting.report_date,
        font_folders,
        reach,
        kind: None,
        issue: false,
        must_be_final: false,
    };
    run::mend(&config).map_err(text)?;
    Ok(config)
}

/// Of a folder that is not there: where it was looked for in full, the years that are
/// there, and where the folder of the work may be. Empty for any other error.
pub(super) fn where_to_look(error: &Error) -> String {
    let missing = match error {
        Error::Inbox(InboxError::Missing(folder)) => Path::new(folder).parent(),
        Error::Inbox(InboxError::NoYear(inbox)) => Some(Path::new(inbox)),
        _ => None,
    };
    missing.map_or_else(String::new, looked_in)
}

/// An inbox in full, the years that are there, and where else it may be.
pub(super) fn looked_in(inbox: &Path) -> String {
    let inbox = in_full(inbox);
    let mut said = format!(" Đã tìm trong {}", inbox.display());
    let years: Vec<String> =
        inbox::years(&inbox).iter().map(ToString::to_string).collect();
    said.push_str(&match (years.is_empty(), inbox.is_dir()) {
        (false, _) => format!(", ở đó có các năm: {}.", years.join(", ")),
        (true, true) => ", ở đó không có thư mục của năm nào.".to_owned(),
        (true, false) => ", là thư mục chưa có.".to_owned(),
    });
    if years.is_empty() {
        said.push_str(&elsewhere(&inbox));
    }
    said
}

/// The folder above, or the one that was taken for that of the work, may be it.
fn elsewhere(inbox: &Path) -> String {
    let Some(project) = inbox.parent() else { return String::new() };
    let above = project.ancestors().skip(1).take(3);
    let found = above
        .map(|folder| folder.join("inbox"))
        .find(|inbox| !inbox::years(inbox).is_empty());
    match found.as_deref().and_then(Path::parent) {
        Some(folder) => format!(
            " Thư mục công việc có lẽ là {}: chuyển cửa sổ lệnh về đó, hoặc thêm --project \"{}\".",
            folder.display(),
            folder.display()
        ),
        None => String::new(),
    }
}

/// A path from the root, without the dots in it.
fn in_full(path: &Path) -> PathBuf {
    let from = Terminal::of_run().folder.clone().unwrap_or_default();
    let path = from.join(path);
    let parts = path.components().filter(|part| *part != std::path::Component::CurDir);
    parts.collect()
}
