//! Names with `*` and `?` on a command line, where the shell has not replaced
//! them by the names of files.

use std::fs;
use std::path::{Component, Path, PathBuf};

/// The files that a pattern stands for, in order; a path without one, or of a file
/// that has such a name, stands for itself.
pub(super) fn expand(path: &Path) -> Vec<PathBuf> {
    if !is_pattern(path) || path.symlink_metadata().is_ok() {
        return vec![path.to_owned()];
    }
    let mut found = vec![PathBuf::new()];
    for part in path.components() {
        found = match part {
            Component::Normal(name) if is_pattern(Path::new(name)) => {
                let name: Vec<char> = name.to_string_lossy().chars().collect();
                found.iter().flat_map(|folder| matching(folder, &name)).collect()
            }
            Component::Normal(_)
            | Component::Prefix(_)
            | Component::RootDir
            | Component::CurDir
            | Component::ParentDir => {
                found.iter().map(|folder| folder.join(part)).collect()
            }
        };
    }
    found.retain(|path| path.symlink_metadata().is_ok());
    found
}

fn is_pattern(path: &Path) -> bool {
    path.to_string_lossy().contains(['*', '?'])
}

/// What in a folder has a name of the pattern; names that begin with a point only
/// where the pattern does, as in every shell.
fn matching(folder: &Path, pattern: &[char]) -> Vec<PathBuf> {
    let shown = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    let entries = fs::read_dir(shown).into_iter().flatten().filter_map(Result::ok);
    let mut found: Vec<PathBuf> = entries
        .map(|entry| entry.file_name())
        .filter(|name| {
            let name: Vec<char> = name.to_string_lossy().chars().collect();
            let is_hidden = name.first() == Some(&'.') && pattern.first() != Some(&'.');
            !is_hidden && matches(pattern, &name)
        })
        .map(|name| folder.join(name))
        .collect();
    found.sort();
    found
}

/// Whether a name is one of the pattern. Goes back to the last `*` only, so that
/// no pattern takes long.
fn matches(pattern: &[char], name: &[char]) -> bool {
    let (mut at, mut letter) = (0, 0);
    let mut star = None;
    while letter < name.len() {
        match pattern.get(at) {
            Some('*') => {
                star = Some((at, letter));
                at += 1;
            }
            Some(wanted) if *wanted == '?' || *wanted == name[letter] => {
                at += 1;
                letter += 1;
            }
            Some(_) | None => {
                let Some((back, taken)) = star else { return false };
                star = Some((back, taken + 1));
                (at, letter) = (back + 1, taken + 1);
            }
        }
    }
    pattern[at..].iter().all(|rest| *rest == '*')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_star_is_any_letters_and_a_question_mark_is_one() {
        let matches = |pattern: &str, name: &str| {
            let letters = |text: &str| text.chars().collect::<Vec<_>>();
            super::matches(&letters(pattern), &letters(name))
        };
        for (pattern, name) in [
            ("*.pdf", "a.pdf"),
            ("*.pdf", ".pdf"),
            ("bao-cao-??.pdf", "bao-cao-bo.pdf"),
            ("*a*b*", "xxaxxbxx"),
            ("*ab", "aab"),
            ("số*", "số liệu"),
        ] {
            assert!(matches(pattern, name), "{pattern} {name}");
        }
        for (pattern, name) in
            [("*.pdf", "a.pdf.bak"), ("?", ""), ("a*b", "a"), ("", "a")]
        {
            assert!(!matches(pattern, name), "{pattern} {name}");
        }
    }

    #[test]
    fn a_path_without_a_pattern_stands_for_itself() {
        let path = PathBuf::from("no such folder/a.pdf");
        assert_eq!(expand(&path), [path]);
        assert!(expand(Path::new("no such folder/*.pdf")).is_empty());
    }
}
