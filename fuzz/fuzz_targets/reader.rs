//! Any bytes as a file of the inbox: read, recognised, observed.
#![no_main]

use std::path::Path;
use std::sync::OnceLock;

use libfuzzer_sys::fuzz_target;
use xhht::stages::Eye;

static EYE: OnceLock<Eye> = OnceLock::new();

fuzz_target!(|bytes: &[u8]| {
    let eye = EYE.get_or_init(|| Eye::new(Path::new(env!("CARGO_MANIFEST_DIR"))));
    eye.observe(bytes.to_vec(), "bao cao.xlsx");
});
