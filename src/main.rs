//! The `xhht` program; everything is in the library.

use std::process::ExitCode;

fn main() -> ExitCode {
    xhht::main(std::env::args_os())
}
