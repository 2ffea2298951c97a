//! Keeps a run alive whatever it is given.
//!
//! In comes a path, out come the bytes of a regular file or why there are none
//! ([`opening`]); in comes a question, out comes the answer of a child process,
//! or that the child was late or died ([`aside`]). What the operating system
//! complains of is told in Vietnamese ([`trouble()`]).

pub mod aside;
pub mod opening;
mod trouble;

pub use self::trouble::{is_open_elsewhere, trouble};
