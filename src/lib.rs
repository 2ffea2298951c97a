//! From an inbox of Excel reports to the provincial report, in one pass.
//!
//! The program is a river with one room for each stage, in this order:
//!
//! 1. [`inbox`] walks the folder of a year: `Submission`s.
//! 2. [`spreadsheet`] opens each of them: a `Workbook` of grids.
//! 3. [`form`] recognises whose it is and what its cells mean: a `Form`.
//!    [`editorial`] reads what the clerk decided, from the same kind of grids.
//! 4. [`observation`] reads the figures: a `Statement`.
//! 5. [`rules`] vets them: `Accepted`.
//! 6. [`ledger`] and [`dataset`], the confluence: what counts, in one frame.
//! 7. [`assessment`] holds the figures against the targets.
//! 8. [`document`] words what is to be said.
//! 9. [`press`] typesets it, [`spreadsheet`] writes workbooks and marks copies of
//!    what was sent, and [`outbox`] writes everything or nothing. [`decree30`] reads
//!    a finished PDF back and checks it.
//!
//! At its head [`guard`] is the door through which every file is read, and has work
//! done in child processes that an input could take the run down with; [`limits`]
//! says where understanding stops. [`history`] keeps what a year came to, this one and those before it, and
//! [`manifest`] what a run was made from. [`plan`]
//! holds the registers every stage reads by; [`place`] and [`finding`]
//! are the language in which any room can say where and what is wrong. [`run`]
//! is the only file that names every stage.

mod assessment;
mod cli;
mod console;
mod dataset;
mod document;
mod editorial;
mod finding;
mod form;
mod history;
mod inbox;
mod ledger;
mod limits;
mod manifest;
mod observation;
mod outbox;
mod place;
mod plan;
mod rules;
mod run;
#[doc(hidden)]
pub mod stages;
mod trace;

pub use cli::{Terminal, main};

/// Bounds the memory of a process that reads workbooks; everywhere else it only
/// passes on.
#[global_allocator]
static ALLOCATOR: cap::Cap<std::alloc::System> =
    cap::Cap::new(std::alloc::System, usize::MAX);
