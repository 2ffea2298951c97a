//! How far a run is, on a terminal only: a line a stage, each of which stays when it
//! has come to its end.

use std::cell::RefCell;
use std::io::{IsTerminal, Write};

use indicatif::{ProgressBar, ProgressStyle};

use super::terminal::window;
use crate::run::Step;

/// Columns of a bar, and of a window that is wide enough for it.
const BAR: usize = 30;
const WIDE: usize = 80;

/// The bars of a run; none where nobody looks on.
pub(super) struct Progress {
    is_seen: bool,
    /// The stage that goes on, by its name, and its bar until it is at its end.
    now: RefCell<(String, Option<ProgressBar>)>,
}

impl Progress {
    pub(super) fn begin() -> Self {
        Self { is_seen: std::io::stderr().is_terminal(), now: RefCell::default() }
    }

    /// Shows a step; that of another stage ends the one before.
    pub(super) fn step(&self, step: Step<'_>) {
        if !self.is_seen {
            return;
        }
        let (stage, next, done, total) = match step {
            Step::Read { year, done, total } => {
                (format!("Đọc tệp năm {year}"), "", done, total)
            }
            Step::Set { next, done, total } => {
                ("Dàn trang".to_owned(), next, done, total)
            }
        };
        let mut now = self.now.borrow_mut();
        if now.0 != stage {
            ended(now.1.take());
            *now = (stage.clone(), Some(bar(&stage)));
        }
        let Some(bar) = &now.1 else { return };
        bar.set_length(total as u64);
        bar.set_message(next.to_owned());
        bar.set_position(done as u64);
        if done == total {
            ended(now.1.take());
        }
    }

    /// Nothing more will come.
    pub(super) fn end(&self) {
        ended(self.now.borrow_mut().1.take());
    }
}

/// A stage that is whole stays on the screen, in a line of its own; one that broke off
/// goes.
fn ended(bar: Option<ProgressBar>) {
    let Some(bar) = bar else { return };
    if bar.length() == Some(bar.position()) {
        bar.finish();
        let _ = std::io::stderr().write_all(b"\n");
    } else {
        bar.finish_and_clear();
    }
}

fn bar(stage: &str) -> ProgressBar {
    let width = window().width;
    let bar = if width < WIDE { width / 4 } else { BAR };
    let template = format!("{{prefix:16}} {{bar:{bar}}} {{pos}}/{{len}} {{wide_msg}}");
    let style = ProgressStyle::with_template(&template).expect("the template is our own");
    ProgressBar::new(0).with_style(style).with_prefix(stage.to_owned())
}
