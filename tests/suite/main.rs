//! The suite: speaks to the program as an office does, a folder in, a folder
//! out. How to add a case stands in `README.md` beside this file.

#![allow(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    reason = "a test that cannot go on should stop, and it makes its own files"
)]

mod anyform;
mod bad_input;
mod desk;
mod determinism;
mod layouts;
mod numbers;
mod report;
mod trace;
mod truth;
mod walls;
