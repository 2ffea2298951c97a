//! How far a run is, on a terminal only.

use std::io::IsTerminal;

use indicatif::{ProgressBar, ProgressStyle};

pub(super) fn progress() -> ProgressBar {
    if !std::io::stderr().is_terminal() {
        return ProgressBar::hidden();
    }
    let style = ProgressStyle::with_template("Đang đọc {bar:30} {pos}/{len} tệp")
        .expect("the template is a constant");
    ProgressBar::new(0).with_style(style)
}

pub(super) fn step(bar: &ProgressBar, done: usize, total: usize) {
    bar.set_length(total as u64);
    bar.set_position(done as u64);
}
