//! `xhht trace`: what is traced, as it was typed.

use std::process::ExitCode;

use clap::Args;

use super::{Reach, Setting, config, judge, say, years};
use crate::trace;

#[derive(Debug, Args)]
pub(super) struct TraceArgs {
    /// Mã hoặc tên chỉ tiêu (D1, “gia đình học tập”, budget), mã in bên số liệu
    /// (D1.ba-be.n), hoặc chính con số in trong báo cáo (84,79)
    #[arg(value_name = "CHỈ_TIÊU", help_heading = "Tham số")]
    what: String,
    /// Mã hoặc tên đơn vị, ví dụ ba-be, “Ba Bể”, “xã Nam Mẫu”; không ghi thì in cả tỉnh
    #[arg(value_name = "ĐƠN_VỊ", help_heading = "Tham số", num_args = 0..)]
    unit: Vec<String>,
    /// Năm báo cáo; không ghi thì lấy năm mới nhất trong inbox
    #[arg(long, value_name = "NĂM", value_parser = years())]
    year: Option<i16>,
    #[command(flatten)]
    setting: Setting,
}

pub(super) fn trace(args: TraceArgs) -> Result<ExitCode, String> {
    // A printed number is looked for in the report, which speaks of all years.
    let reach = if trace::is_number(&args.what) { Reach::Plan } else { Reach::LastYear };
    let config = config(args.setting, args.year, reach)?;
    let judged = judge(&config)?;
    // A name without quotation marks comes in pieces.
    let unit = (!args.unit.is_empty()).then(|| args.unit.join(" "));
    let chain = trace::chain(&judged, &args.what, unit.as_deref());
    say(&chain.map_err(|error| error.to_string())?);
    Ok(ExitCode::SUCCESS)
}
