//! What the program does when it is a child process that we started ourselves
//! ([`guard::aside`]).

use std::ffi::OsString;
use std::path::PathBuf;
use std::process::ExitCode;

use crate::run;
use guard::aside::{Duty, Served};

const DUTIES: [(Duty, Served); 4] = [
    (run::DUTY, run::serve),
    (spreadsheet::DUTY, spreadsheet::serve),
    (press::DUTY, press::serve),
    (decree30::DUTY, decree30::serve),
];

/// Nothing where the arguments are somebody's own.
pub(super) fn child(args: &[OsString]) -> Option<ExitCode> {
    let argument = args.get(1)?;
    let (duty, serve) = DUTIES.into_iter().find(|(duty, _)| argument == duty.argument)?;
    // Beyond the limit an allocation fails and the child dies of it, alone.
    let _ = crate::ALLOCATOR.set_limit(duty.memory);
    let about = args.get(2).map(PathBuf::from).unwrap_or_default();
    Some(ExitCode::from(u8::from(serve(about).is_err())))
}
