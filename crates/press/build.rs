//! Puts this machine's Tinos into the program: where an office computer has
//! neither Times New Roman nor Tinos, pages are still set. No font is kept in
//! the repository; built on a machine without `fonts-croscore`, the program has
//! none of its own and says what to install.

#![expect(
    clippy::disallowed_methods,
    reason = "a build script is told by the environment where to write"
)]

use std::path::{Path, PathBuf};
use std::{env, fs};

/// Where systems keep the package's files.
const FOLDERS: [&str; 3] = [
    "/usr/share/fonts/truetype/croscore",
    "/usr/share/fonts/google-croscore",
    "/usr/share/fonts/TTF",
];

const FACES: [&str; 4] =
    ["Tinos-Regular.ttf", "Tinos-Bold.ttf", "Tinos-Italic.ttf", "Tinos-BoldItalic.ttf"];

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    let target = PathBuf::from(env::var_os("OUT_DIR").expect("cargo names a folder"));
    let has_all =
        |folder: &str| FACES.iter().all(|face| Path::new(folder).join(face).exists());
    let folder = FOLDERS.into_iter().find(|folder| has_all(folder));
    for face in FACES {
        let bytes = folder.map(|folder| fs::read(Path::new(folder).join(face)));
        let bytes = bytes.transpose().expect("an installed font is readable");
        fs::write(target.join(face), bytes.unwrap_or_default())
            .expect("a build can write");
    }
    match folder {
        Some(folder) => println!("cargo::rerun-if-changed={folder}"),
        None => println!(
            "cargo::warning=no Tinos here: install fonts-croscore to build it in"
        ),
    }
}
