//! Where outputs may be written: never into the inbox, whatever links lead there,
//! and never through a link below `out`, behind which lies somebody's own folder.

use std::path::{Path, PathBuf};

use super::OutboxError;

/// Whether `out` and a folder of the inbox lie apart, links followed.
pub(crate) fn apart(out: &Path, inbox: &Path) -> Result<(), OutboxError> {
    let (theirs, ours) = (resolved(inbox), resolved(out));
    if ours.starts_with(&theirs) || theirs.starts_with(&ours) {
        return Err(OutboxError::Nested {
            out: out.display().to_string(),
            inbox: inbox.display().to_string(),
        });
    }
    Ok(())
}

/// Whether no folder from `out` down to what is to be replaced is a link.
pub(super) fn unlinked(out: &Path, target: &Path) -> Result<(), OutboxError> {
    let below = target.strip_prefix(out).unwrap_or(Path::new(""));
    let mut path = out.to_owned();
    for part in below.components() {
        path.push(part);
        // A file that is a link is replaced itself, not what it leads to.
        if path.is_symlink() && (path.is_dir() || path != target) {
            return Err(OutboxError::Linked {
                path: target.display().to_string(),
                link: path.display().to_string(),
            });
        }
    }
    Ok(())
}

/// A path with its links followed, as far as there is something on it.
fn resolved(path: &Path) -> PathBuf {
    if let Ok(whole) = path.canonicalize() {
        return whole;
    }
    let name = path.file_name().unwrap_or_default();
    match path.parent() {
        Some(above) if above.as_os_str().is_empty() => {
            resolved(Path::new(".")).join(name)
        }
        Some(above) => resolved(above).join(name),
        None => path.to_owned(),
    }
}

#[cfg(all(test, unix))]
mod tests {
    use std::fs;
    use std::os::unix::fs::symlink;

    #[test]
    fn out_and_inbox_lie_apart_whatever_links_there_are() {
        let name = format!("xhht-places-{}", std::process::id());
        let folder = std::env::temp_dir().join(name);
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir_all(folder.join("inbox/2024")).expect("a folder");
        fs::create_dir_all(folder.join("real")).expect("a folder");
        symlink("inbox", folder.join("in")).expect("a link");
        symlink("real", folder.join("away")).expect("a link");
        let apart = |out: &str, inbox: &str| {
            super::apart(&folder.join(out), &folder.join(inbox)).is_ok()
        };
        for out in ["out", "real", "away", "inbox-2"] {
            assert!(apart(out, "inbox"), "{out}");
        }
        for out in ["inbox", "in", "in/2024", "inbox/x/y", "in/out", "."] {
            assert!(!apart(out, "inbox"), "{out}");
        }
        assert!(!apart("real", "away"));
    }
}
