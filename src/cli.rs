//! What was typed, and what is said about it. The only room that knows clap
//! and the screen.

mod breakdown;
mod child;
mod completions;
mod editing;
mod fonts;
mod lint;
mod progress;
mod reading;
mod reporting;
mod setting;
mod terminal;
mod tracing;
mod typed;
mod usage;
mod watch;

use std::ffi::OsString;
use std::process::ExitCode;

use crate::plan::Plan;
use crate::run::{self, Config, Error, Judged, Known, Press, Reach};
use crate::{console, rules};
use clap::{Args, Parser, Subcommand};

use self::progress::Progress;
use self::setting::{Setting, config, years};
pub use self::terminal::Terminal;
use self::terminal::{complain, say, window};
use self::usage::{EXIT_CODES, usage};

const HELP: &str = "\
{about}

Cách dùng: {usage}

{all-args}{after-help}";

const ABOUT: &str = "\
Tổng hợp báo cáo xây dựng xã hội học tập: đọc các tệp Excel trong inbox,
kiểm tra, cộng số liệu và dàn trang báo cáo.";

/// The command line.
#[derive(Debug, Parser)]
#[command(name = "xhht", version = env!("XHHT_VERSION"), about = ABOUT, help_template = HELP, after_help = EXIT_CODES)]
#[command(
    disable_help_subcommand = true,
    disable_help_flag = true,
    disable_version_flag = true
)]
#[command(
    subcommand_help_heading = "Lệnh",
    next_help_heading = "Tùy chọn",
    subcommand_value_name = "LỆNH"
)]
struct Cli {
    #[command(subcommand)]
    command: Command,
    /// In hướng dẫn
    #[arg(short, long, action = clap::ArgAction::Help, global = true)]
    help: Option<bool>,
    /// In số phiên bản
    #[arg(short = 'V', long, action = clap::ArgAction::Version)]
    version: Option<bool>,
}

#[derive(Debug, Subcommand)]
#[command(subcommand_help_heading = "Lệnh")]
enum Command {
    /// Lập báo cáo của một năm: PDF gửi Bộ, PDF gửi tỉnh và các tệp số liệu
    #[command(help_template = HELP, next_help_heading = "Tùy chọn")]
    Report(reporting::ReportArgs),
    /// Đọc và kiểm tra, không lập báo cáo: bảng tình hình, summary.json và phiếu báo
    #[command(help_template = HELP, next_help_heading = "Tùy chọn")]
    Check(Target),
    /// Nêu số liệu thay đổi so với báo cáo đã ban hành, và tệp nào làm thay đổi
    #[command(help_template = HELP, next_help_heading = "Tùy chọn")]
    Diff(Target),
    /// Theo dõi inbox: kiểm tra lại mỗi khi có tệp mới, đến khi nhấn Ctrl+C
    #[command(help_template = HELP, next_help_heading = "Tùy chọn")]
    Watch(watch::WatchArgs),
    /// Đối chiếu kết quả đã lập với các tệp đầu vào theo manifest.json
    #[command(help_template = HELP, next_help_heading = "Tùy chọn")]
    Verify(Target),
    /// Lập biểu mẫu để gửi các đơn vị điền, mỗi đơn vị một tệp Excel
    #[command(help_template = HELP, next_help_heading = "Tùy chọn")]
    Forms(FormsArgs),
    /// Lập phiếu báo kết quả kiểm tra gửi lại từng đơn vị, mỗi đơn vị một tệp PDF
    #[command(help_template = HELP, next_help_heading = "Tùy chọn")]
    Slips(Target),
    /// Lập tệp biên tập: câu chữ, giải trình, tên gọi, số và người ký
    #[command(help_template = HELP, next_help_heading = "Tùy chọn")]
    Edit(editing::EditArgs),
    /// In nguồn của một số liệu: từ số in trong báo cáo đến từng ô Excel
    #[command(help_template = HELP, next_help_heading = "Tùy chọn")]
    Trace(tracing::TraceArgs),
    /// Giải thích một mã phát hiện; không ghi mã thì liệt kê mọi mã
    #[command(help_template = HELP, next_help_heading = "Tùy chọn")]
    Explain(ExplainArgs),
    /// Xem một tệp Excel được hiểu như thế nào: của ai, cột nào là gì, từng số, từng ô
    #[command(help_template = HELP, next_help_heading = "Tùy chọn")]
    Read(reading::ReadArgs),
    /// Kiểm tra thể thức một tệp PDF theo Nghị định 30/2020/NĐ-CP, PDF/A và PDF/UA
    #[command(help_template = HELP, next_help_heading = "Tùy chọn")]
    LintPdf(lint::LintArgs),
    /// In kịch bản để shell tự gợi ý lệnh khi nhấn Tab
    #[command(help_template = HELP, next_help_heading = "Tùy chọn")]
    Completions(completions::CompletionArgs),
}

#[derive(Debug, Args)]
struct ExplainArgs {
    /// Mã phát hiện, ví dụ K01
    #[arg(value_name = "MÃ", help_heading = "Tham số")]
    code: Vec<String>,
}

#[derive(Debug, Args)]
struct Target {
    /// Năm báo cáo; không ghi thì lấy năm mới nhất trong inbox
    #[arg(value_name = "NĂM", help_heading = "Tham số", value_parser = years())]
    year: Option<i16>,
    #[command(flatten)]
    setting: Setting,
}

#[derive(Debug, Args)]
struct FormsArgs {
    /// Năm của biểu mẫu; số liệu năm trước lấy trong inbox của năm trước
    #[arg(value_name = "NĂM", help_heading = "Tham số", value_parser = years())]
    year: i16,
    /// Lập biểu bàn giao cho các đơn vị kết thúc trong năm (huyện, thành phố năm 2025)
    #[arg(long)]
    handover: bool,
    #[command(flatten)]
    setting: Setting,
}

/// The program: parse, run, print, give the exit code. What it must know of the
/// computer is told; the time it was started at names the log of a breakdown.
pub fn main(args: impl IntoIterator<Item = OsString>, terminal: Terminal) -> ExitCode {
    let args: Vec<OsString> = args.into_iter().collect();
    guard::aside::serving();
    if let Some(code) = child::child(&args) {
        return code;
    }
    let started = (terminal.clock)();
    terminal.begin();
    let args = typed::meant(args);
    breakdown::guarded(&args, started, || obey(&args))
}

/// Does what was typed.
fn obey(args: &[OsString]) -> ExitCode {
    let cli = match Cli::try_parse_from(args) {
        Ok(cli) => cli,
        Err(error) => return usage(&error, args),
    };
    let done = match cli.command {
        Command::Report(args) => reporting::report(args),
        Command::Check(target) => check(target),
        Command::Diff(target) => diff(target),
        Command::Watch(args) => watch::watch(&args),
        Command::Verify(target) => verify(target),
        Command::Forms(args) => forms(args),
        Command::Slips(target) => slips(target),
        Command::Edit(args) => editing::edit(args),
        Command::Trace(args) => tracing::trace(args),
        Command::Explain(args) => explain(&args),
        Command::Read(args) => reading::read(&args),
        Command::LintPdf(args) => lint::lint_pdf(&args),
        Command::Completions(args) => completions::completions(&args),
    };
    match done {
        Ok(code) => code,
        Err(error) => {
            complain(&error);
            ExitCode::from(2)
        }
    }
}

fn check(target: Target) -> Result<ExitCode, String> {
    let config = config(target.setting, target.year, Reach::LastYear)?;
    let (judged, press) = judge_for_print(&config)?;
    say(&console::screen(&judged, window()));
    let path = run::write_summary(&config, &judged).map_err(text)?;
    say(&format!("Kết quả: {}\n", path.display()));
    say(&console::standing(&judged, window()));
    // The judgement stands, whether or not it can be printed.
    match run::slips(&config, &judged, press) {
        Ok(slips) => say(&console::slips(&slips)),
        Err(error) => complain(&format!("Chưa lập được phiếu báo gửi đơn vị: {error}")),
    }
    keep_list(&config, &judged.plan);
    Ok(verdict(&judged))
}

/// The clerk's list of sending; that it cannot be written stops nothing.
fn keep_list(config: &Config, plan: &Plan) {
    match run::keep_list(config, plan) {
        Ok(None) => {}
        Ok(Some(told)) => say(&format!("{told}\n")),
        Err(error) => {
            complain(&format!("Chưa ghi được bảng theo dõi gửi, nhắc: {error}"));
        }
    }
}

fn slips(target: Target) -> Result<ExitCode, String> {
    let config = config(target.setting, target.year, Reach::LastYear)?;
    let (judged, press) = judge_for_print(&config)?;
    let slips = run::slips(&config, &judged, press).map_err(text)?;
    say(&console::slips(&slips));
    keep_list(&config, &judged.plan);
    Ok(verdict(&judged))
}

/// Code 1 where something is printed otherwise now.
fn diff(target: Target) -> Result<ExitCode, String> {
    let config = config(target.setting, target.year, Reach::Plan)?;
    let judged = judge(&config)?;
    let difference = run::diff(&config, &judged).map_err(text)?;
    say(&console::difference(&difference, &judged));
    Ok(ExitCode::from(u8::from(!difference.figures.is_empty())))
}

/// Code 1 where something changed since, 2 where what was issued did.
fn verify(target: Target) -> Result<ExitCode, String> {
    let config = config(target.setting, target.year, Reach::Plan)?;
    let verified = run::verify(&config).map_err(text)?;
    say(&console::verified(&verified));
    // A broken archive cannot be made anew: it is no mere change.
    Ok(ExitCode::from(match (&verified.archive.faults, &verified.changed) {
        (faults, _) if !faults.is_empty() => 2,
        (_, changed) => u8::from(!changed.is_empty()),
    }))
}

fn forms(args: FormsArgs) -> Result<ExitCode, String> {
    let config = config(args.setting, Some(args.year), Reach::LastYear)?;
    let forms = run::forms(&config, args.handover).map_err(text)?;
    say(&console::forms(&forms));
    if forms.known == Known::NoInbox {
        let looked = setting::looked_in(&config.project.join("inbox"));
        say(&format!("{}\n", looked.trim_start()));
    }
    Ok(ExitCode::SUCCESS)
}

fn explain(args: &ExplainArgs) -> Result<ExitCode, String> {
    let code = (!args.code.is_empty()).then(|| args.code.join(" "));
    let page = rules::explain::explain(code.as_deref(), window().width);
    say(&page.map_err(|error| error.to_string())?);
    Ok(ExitCode::SUCCESS)
}

/// 0 where no error stands that nobody has accepted, else 1.
fn verdict(judged: &Judged) -> ExitCode {
    ExitCode::from(u8::from(judged.now.standing().next().is_some()))
}

/// Reads a year with progress shown on a terminal only.
fn judge(config: &Config) -> Result<Judged, String> {
    let progress = Progress::begin();
    let judged = run::judge(config, &|step| progress.step(step));
    progress.end();
    judged.map_err(text)
}

/// The same, with the press made ready meanwhile.
fn judge_for_print(config: &Config) -> Result<(Judged, Press), String> {
    let progress = Progress::begin();
    let judged = run::judge_for_print(config, &|step| progress.step(step));
    progress.end();
    judged.map_err(text)
}

fn text(error: Error) -> String {
    let hint = setting::where_to_look(&error);
    format!("{error}{hint}")
}
