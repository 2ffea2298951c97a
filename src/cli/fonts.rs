//! Where the computer keeps its fonts.

use std::path::PathBuf;

/// The folders of fonts of the known systems, there or not.
#[expect(
    clippy::disallowed_methods,
    reason = "the edge of the program: folders are asked once"
)]
pub(super) fn system_folders() -> Vec<PathBuf> {
    let home = |variable: &str, below: &str| {
        std::env::var_os(variable).map(|home| PathBuf::from(home).join(below))
    };
    let fixed = ["/usr/share/fonts", "/usr/local/share/fonts", "/Library/Fonts"];
    let mut folders: Vec<PathBuf> = fixed.iter().map(PathBuf::from).collect();
    folders.push("/System/Library/Fonts/Supplemental".into());
    folders.extend(home("HOME", ".local/share/fonts"));
    folders.extend(home("HOME", ".fonts"));
    folders.extend(home("SYSTEMROOT", "Fonts"));
    folders.extend(home("LOCALAPPDATA", "Microsoft\\Windows\\Fonts"));
    folders
}
