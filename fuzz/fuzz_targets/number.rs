//! Any text as a cell: as a count, as a rate, and repaired.
#![no_main]

use std::path::Path;
use std::sync::OnceLock;

use libfuzzer_sys::fuzz_target;
use xhht::stages::{Eye, repair};

static EYE: OnceLock<Eye> = OnceLock::new();

fuzz_target!(|text: &str| {
    let eye = EYE.get_or_init(|| Eye::new(Path::new(env!("CARGO_MANIFEST_DIR"))));
    eye.figure(text);
    let (once, lost) = repair(text, None);
    // What has been repaired needs no further repair.
    assert!(lost || repair(&once, None).0 == once, "{text:?} {once:?}");
});
