//! `xhht report`: the reports of a year, what is shown while they are made, and what
//! the clerk should know of them.

use std::process::ExitCode;

use clap::{Args, ValueEnum};

use super::{
    Progress, Target, breakdown, complain, config, keep_list, say, text, verdict, window,
};
use crate::console;
use crate::plan::office::ReportKind;
use crate::run::{self, Config, Judged, Reach};

#[derive(Debug, Args)]
pub(super) struct ReportArgs {
    #[command(flatten)]
    target: Target,
    /// Loại báo cáo: annual (hằng năm), midterm (sơ kết), final (tổng kết); không ghi
    /// thì lập mọi loại đến hạn trong năm
    #[arg(long, value_name = "LOẠI", hide_possible_values = true)]
    kind: Option<Kind>,
    /// Ghi nhận là bản đã ban hành: lưu lại để “xhht diff” so với các lần chạy sau
    #[arg(long)]
    issue: bool,
    /// Chỉ lập khi không còn lỗi chưa giải trình và không thiếu đơn vị nào
    #[arg(long = "final")]
    must_be_final: bool,
    /// Hỏng giữa chừng (dùng để thử chương trình)
    #[arg(long, value_name = "CHỖ", hide = true, hide_possible_values = true)]
    break_down: Option<breakdown::Spot>,
}

/// The kinds of reports by the names on the command line.
#[derive(Debug, Clone, Copy, ValueEnum)]
enum Kind {
    Annual,
    Midterm,
    Final,
}

impl From<Kind> for ReportKind {
    fn from(kind: Kind) -> Self {
        match kind {
            Kind::Annual => ReportKind::Annual,
            Kind::Midterm => ReportKind::Interim,
            Kind::Final => ReportKind::Final,
        }
    }
}

pub(super) fn report(args: ReportArgs) -> Result<ExitCode, String> {
    let Target { year, setting } = args.target;
    let kind = args.kind.map(ReportKind::from);
    let config = Config {
        kind,
        issue: args.issue,
        must_be_final: args.must_be_final,
        ..config(setting, year, Reach::Plan)?
    };
    let progress = Progress::begin();
    let show = |judged: &Judged| {
        progress.end();
        say(&console::screen(judged, window()));
        args.break_down.into_iter().for_each(breakdown::Spot::break_down);
    };
    let done = run::report(&config, &|step| progress.step(step), show);
    progress.end();
    let (judged, documents, made) = done.map_err(text)?;
    say(&console::missing_years(&judged, documents));
    for note in &made.notes {
        say(&format!("{note}\n"));
    }
    say(&console::ending(&judged, &made, window()));
    keep_list(&config, &judged.plan);
    if args.issue {
        say("Đã lưu bản này là bản đã ban hành; so sánh về sau bằng “xhht diff”.\n");
        if judged.now.standing().next().is_some() {
            complain(
                "Chú ý: bản vừa lưu còn mang dấu DỰ THẢO. Khi báo cáo được ký, chạy lại với \
                 --final --issue.",
            );
        }
    }
    Ok(verdict(&judged))
}
