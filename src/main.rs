//! The `xhht` program; everything is in the library.

use std::process::ExitCode;
use std::time::SystemTime;

#[expect(
    clippy::disallowed_methods,
    reason = "the time names the log of a breakdown and reaches nothing else"
)]
fn main() -> ExitCode {
    xhht::main(std::env::args_os(), SystemTime::now())
}
