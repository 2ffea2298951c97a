//! The suite: speaks to the program as an office does, a folder in, a folder
//! out. How to add a case stands in `README.md` beside this file.

#![allow(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    clippy::too_many_lines,
    reason = "a test that cannot go on should stop, makes its own files, and holds whole grids"
)]

mod anyform;
mod anywhere;
mod bad_input;
mod bounds;
mod brief;
mod cells;
mod clerk;
mod codes;
mod completions;
mod console;
mod databook;
mod desk;
mod determinism;
mod draft;
mod editorial;
mod field;
mod filling;
mod forge;
mod formats;
mod forms;
mod forms_seen;
mod guide;
mod headings;
mod holds;
mod hostile;
mod in_print;
mod issued;
mod killed;
mod kinds;
mod layouts;
mod ledger;
mod lint_pdf;
mod money;
mod numbers;
mod panics;
mod periods;
mod report;
mod review;
mod rules;
mod rules_of_a_year;
mod rules_over_time;
mod second_opinion;
mod seen;
mod seen_xlsx;
mod slips;
mod snapshots;
mod terminal;
mod titles;
mod trace;
mod truth;
mod two_tier;
mod two_tier_wordings;
mod walls;
mod watch;
mod web;
