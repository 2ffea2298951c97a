//! Tells `xhht --version` of which commit the program is; a build without git, or from
//! an archive, says nothing of it.

#![expect(
    clippy::disallowed_methods,
    reason = "a build script is told by the environment what it builds"
)]

use std::env;
use std::path::Path;
use std::process::Command;

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-env-changed=XHHT_COMMIT");
    let commit = env::var("XHHT_COMMIT").ok().or_else(|| {
        // Every commit and checkout is written there.
        let log = git(&["rev-parse", "--git-path", "logs/HEAD"])?;
        if Path::new(&log).exists() {
            println!("cargo::rerun-if-changed={log}");
        }
        git(&["rev-parse", "--short=12", "HEAD"])
    });
    let version = env::var("CARGO_PKG_VERSION").expect("cargo says it");
    let commit = commit.filter(|it| !it.is_empty()).map(|it| format!(" ({it})"));
    println!(
        "cargo::rustc-env=XHHT_VERSION={version}{}, phông kèm theo: Tinos",
        commit.unwrap_or_default()
    );
}

/// One line that git says; nothing where there is no git or it knows nothing.
fn git(args: &[&str]) -> Option<String> {
    let said = Command::new("git").args(args).output().ok()?;
    let said = said.status.success().then_some(said.stdout)?;
    Some(String::from_utf8(said).ok()?.trim().to_owned())
}
