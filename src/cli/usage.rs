//! What is said below the help, and about a command line that cannot be understood.

use std::ffi::OsString;
use std::process::ExitCode;

use clap::CommandFactory;
use clap::error::{ContextKind, ContextValue, ErrorKind};

use super::{Cli, complain, say, typed};
use crate::form::names::edit_distance;
use crate::plan::key::Key;

/// What stands below the help.
pub(super) const EXIT_CODES: &str = "\
Mã kết thúc:
  0  không còn lỗi nào chưa giải trình
  1  đã có kết quả, nhưng còn lỗi chưa giải trình
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
  xhht trace D1 \"Ba Bể\"   truy số liệu Gia đình học tập của Ba Bể đến từng ô
  xhht trace 84,79        truy mọi số in là 84,79 trong báo cáo
  xhht explain K01        giải thích một mã phát hiện và cách xử lý";

/// Says in Vietnamese what is wrong with the command line, and what may be meant.
pub(super) fn usage(error: &clap::Error, args: &[OsString]) -> ExitCode {
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
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => value_wanted(error),
        ErrorKind::MissingRequiredArgument => "Thiếu tham số.",
        _ => "Dòng lệnh không hợp lệ.",
    };
    let value = said(error, ContextKind::InvalidValue);
    let given = if value.is_empty() {
        [ContextKind::InvalidArg, ContextKind::InvalidSubcommand]
            .iter()
            .flat_map(|kind| said(error, *kind))
            .collect()
    } else {
        value
    };
    let near = near(error, given.first().map_or("", String::as_str), args);
    let given = given.join(" ");
    let given = if given.is_empty() { given } else { format!(" ({given})") };
    complain(&format!("{sentence}{given}{near} Gõ “xhht --help” để xem cách dùng."));
    ExitCode::from(2)
}

/// What a value has to be, by the argument it was given to.
fn value_wanted(error: &clap::Error) -> &'static str {
    let argument = said(error, ContextKind::InvalidArg).concat();
    if argument.contains("NĂM") {
        "Giá trị không hợp lệ: năm ghi bằng bốn chữ số, ví dụ 2024."
    } else if argument.contains("NGÀY") {
        "Giá trị không hợp lệ: ngày ghi ngày, tháng, rồi năm bằng bốn chữ số, ví dụ \
         15/12/2024 hoặc 2024-12-15."
    } else if argument.contains("LOẠI") {
        "Giá trị không hợp lệ: loại báo cáo ghi annual (hằng năm), midterm (sơ kết) hoặc \
         final (tổng kết)."
    } else {
        "Giá trị không hợp lệ."
    }
}

/// The words clap has about a kind of thing.
fn said(error: &clap::Error, kind: ContextKind) -> Vec<String> {
    match error.get(kind) {
        Some(ContextValue::String(word)) => vec![word.clone()],
        Some(ContextValue::Strings(words)) => words.clone(),
        Some(other) => vec![other.to_string()],
        None => Vec::new(),
    }
}

/// What may be meant instead; empty where nothing is near.
fn near(error: &clap::Error, given: &str, args: &[OsString]) -> String {
    let mut meant = said(error, ContextKind::SuggestedSubcommand);
    meant.extend(said(error, ContextKind::SuggestedArg));
    meant.extend(said(error, ContextKind::SuggestedValue));
    let command = args.get(1).map(|one| one.to_string_lossy()).unwrap_or_default();
    let known = Cli::command();
    if error.kind() == ErrorKind::InvalidSubcommand {
        meant = commands(&known, given, meant);
    }
    let options = known.find_subcommand(&*command).map(typed::options_of);
    // `report 2024 final`: the strokes were left out.
    let bare = given.to_lowercase();
    if options.is_some_and(|options| options.contains(&bare)) {
        meant.push(format!("--{bare}"));
    }
    meant.dedup();
    if meant.is_empty() {
        return String::new();
    }
    let meant: Vec<String> = meant.iter().map(|one| format!("“{one}”")).collect();
    format!(" Có phải muốn ghi {}?", meant.join(" hoặc "))
}

/// Commands of which some letters differ; else those of which the help says the word,
/// where they are not many.
fn commands(known: &clap::Command, typed: &str, near: Vec<String>) -> Vec<String> {
    let shown = || known.get_subcommands().filter(|command| !command.is_hide_set());
    let typed = Key::of(typed);
    let off = |command: &&clap::Command| {
        edit_distance(&typed.plain, &Key::of(command.get_name()).plain)
    };
    let mut meant: Vec<&clap::Command> =
        shown().filter(|command| off(command) <= SLIPS).collect();
    meant.sort_by_key(off);
    if meant.is_empty() && near.is_empty() && !typed.is_empty() {
        let says = |command: &&clap::Command| {
            let about = command.get_about().map(ToString::to_string).unwrap_or_default();
            let about = Key::of(&about);
            format!(" {} ", about.comparable(&typed))
                .contains(&format!(" {} ", typed.comparable(&typed)))
        };
        meant = shown().filter(says).collect();
    }
    let named = meant.into_iter().map(|command| command.get_name().to_owned());
    let mut all: Vec<String> = named.collect();
    all.extend(near.into_iter().filter(|name| !all.contains(name)).collect::<Vec<_>>());
    if all.len() > MOST { Vec::new() } else { all }
}

/// Letters by which a command may be off.
const SLIPS: usize = 2;
/// More commands than these are no answer.
const MOST: usize = 4;

/// The help, whose only English word clap does not let us set.
fn help(error: &clap::Error) -> String {
    error.to_string().replace("[OPTIONS]", "[TÙY_CHỌN]")
}
