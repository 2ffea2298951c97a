//! The `xhht` program; everything is in the library. What is asked of the computer it
//! runs on (the time, the window, the environment) is asked here and nowhere else.

use std::process::ExitCode;
use std::time::SystemTime;

use window::Term;
use xhht::Terminal;

#[expect(
    clippy::disallowed_methods,
    reason = "the time names the log of a breakdown and the rounds of `watch`; the window \
              is what a screen is laid out for: neither reaches a file of a run"
)]
fn main() -> ExitCode {
    let set = |name: &str| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    let asked = std::env::var("COLUMNS").ok().and_then(|text| text.parse().ok());
    let out = Term::stdout();
    let seen = out.size_checked().filter(|_| out.is_term());
    let colour = set("CLICOLOR_FORCE") || out.features().colors_supported();
    let terminal = Terminal {
        clock: SystemTime::now,
        width: asked.or(seen.map(|(_, columns)| columns.into())),
        colour: colour && !set("NO_COLOR"),
        folder: std::env::current_dir().ok(),
    };
    xhht::main(std::env::args_os(), terminal)
}
