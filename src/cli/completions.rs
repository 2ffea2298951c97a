//! `xhht completions SHELL`: the script by which a shell completes our commands.

use std::process::ExitCode;

use clap::{Args, CommandFactory, ValueEnum};
use clap_complete::Shell;
use unicode_normalization::UnicodeNormalization;

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
    let script = String::from_utf8(script).expect("names and descriptions are UTF-8");
    say(&match shell {
        Shell::PowerShell => plain(&script),
        _ => script,
    });
    Ok(ExitCode::SUCCESS)
}

/// Without diacritics: PowerShell 5.1 takes a profile without a byte order mark for the
/// ANSI page, in which the second byte of "đ" is a quote to it.
fn plain(script: &str) -> String {
    let letters = script.nfd().map(|letter| match letter {
        'đ' => 'd',
        'Đ' => 'D',
        letter => letter,
    });
    letters.filter(char::is_ascii).collect()
}
