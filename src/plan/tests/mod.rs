//! The registers as shipped, and registers of a project that replace them.

mod shipped;
mod wrong;

use std::fs;
use std::path::{Path, PathBuf};

use super::{Plan, load};

/// The registers of a project that has none of its own.
fn shipped() -> Plan {
    load(Path::new("/nonexistent")).expect("the shipped registers are valid")
}

/// A project folder with one register of its own.
struct Project(PathBuf);

impl Project {
    #[expect(clippy::disallowed_methods, reason = "a test makes its own files")]
    fn with(register: &str, text: &str) -> Self {
        let name = format!("xhht-plan-{}-{:p}", std::process::id(), text.as_ptr());
        let folder = std::env::temp_dir().join(name);
        fs::create_dir_all(folder.join("plan")).expect("temporary folder");
        let file = folder.join("plan").join(format!("{register}.toml"));
        fs::write(file, text).expect("temporary file");
        Self(folder)
    }
}

impl Drop for Project {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}
