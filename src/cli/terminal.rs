//! What the program is told of the screen it speaks to, once, by `main`; and the one
//! place where anything is said on it.

use std::io::Write;
use std::path::PathBuf;
use std::sync::OnceLock;
use std::time::SystemTime;

use jiff::tz::Offset;
use jiff::{Timestamp, civil::DateTime};

use crate::console::Window;

/// Columns where nobody knows of a window: a file, a pipe.
const COLUMNS: usize = 100;
/// No text is laid out for less, and none for more: a longer line is hard to read.
const NARROWEST: usize = 24;
const WIDEST: usize = 132;
/// Hours by which the offices are before UTC, whatever the computer believes.
const VIETNAM: i8 = 7;

/// The surroundings of a run: the clock, the window, where it was started.
#[derive(Debug, Clone)]
pub struct Terminal {
    pub clock: fn() -> SystemTime,
    /// Columns of the window; nothing where what is said goes into a file or a pipe.
    pub width: Option<usize>,
    /// Whether colours are shown.
    pub colour: bool,
    /// The folder the program was started in.
    pub folder: Option<PathBuf>,
}

static TERMINAL: OnceLock<Terminal> = OnceLock::new();

impl Terminal {
    /// For whoever has none: benches, child processes.
    pub fn none() -> Self {
        let clock = || SystemTime::UNIX_EPOCH;
        Self { clock, width: None, colour: false, folder: None }
    }

    /// From now on everything is said on this one.
    pub(super) fn begin(self) {
        // A second one is a program that starts us twice: the first stays.
        let _ = TERMINAL.set(self);
    }

    pub(super) fn of_run() -> &'static Self {
        TERMINAL.get_or_init(Self::none)
    }

    pub(super) fn window(&self) -> Window {
        let width = self.width.unwrap_or(COLUMNS).clamp(NARROWEST, WIDEST);
        Window { width, colour: self.colour }
    }

    /// The time of day in Vietnam.
    pub(super) fn now(&self) -> DateTime {
        let now = Timestamp::try_from((self.clock)()).unwrap_or_default();
        Offset::constant(VIETNAM).to_datetime(now)
    }
}

/// The window everything is laid out for.
pub(super) fn window() -> Window {
    Terminal::of_run().window()
}

/// Prints; a closed pipe is not our trouble.
pub(super) fn say(text: &str) {
    let _ = std::io::stdout().write_all(laid(text).as_bytes());
}

pub(super) fn complain(text: &str) {
    let _ = std::io::stderr().write_all(laid(&format!("{text}\n")).as_bytes());
}

/// In the lines of the window; as it is where there is none.
fn laid(text: &str) -> String {
    match Terminal::of_run().width {
        Some(_) => window().lay(text),
        None => text.to_owned(),
    }
}
