//! `xhht completions SHELL`: the script by which a shell completes our commands.

use std::process::ExitCode;

use clap::{Args, CommandFactory, ValueEnum};
use clap_complete::Shell;

use super::{Cli, say};

#[derive(Debug, Args)]
pub(super) struct CompletionArgs {
    /// Shell đang dùng: bash, zsh, fish, powershell hoặc elvish
    #[arg(value_name = "SHELL", help_heading = "Tham số")]
    shell: String,
}

pub(super) fn completions(args: &CompletionArgs) -> Result<ExitCode, String> {
    let shell = Shell::from_str(&args.shell, true).map_err(|_| {
        let name = &args.shell;
        format!("Không có shell “{name}”. Ghi bash, zsh, fish, powershell hoặc elvish.")
    })?;
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Cli::command(), "xhht", &mut script);
    say(&String::from_utf8(script).expect("names and descriptions are UTF-8"));
    Ok(ExitCode::SUCCESS)
}
