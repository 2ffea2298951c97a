//! Workbooks, whatever program made them.
//!
//! In come the bytes of a file, out goes a [`Workbook`] of what a person sees in
//! it, or why there is none ([`read()`]; [`Reader`] for a whole folder); in comes a
//! [`book::Book`], out goes an `.xlsx` ([`write()`]); in come a workbook and
//! [`mark::Mark`]s, out goes a copy of it with these cells marked and nothing else
//! changed ([`mark::mark`]). Nothing here knows what the figures mean.

pub mod book;
pub mod mark;
mod place;
mod read;
mod write;

pub use self::place::{Address, CellRange};
pub use self::read::{
    Cell, DUTY, FileKind, Grid, Looks, NOTE_WORDS, Note, Notes, Opener, Properties,
    Reader, RepairKind, Repaired, Sheet, Source, Unreadable, Value, Visibility, Workbook,
    bytes_of, digest, is_dropping, limits, list, open, read, read_bytes, serve,
};
pub use self::write::write;
