//! Whose file it is by its name, and whether a code is that of a unit.

use super::{Names, Who};
use crate::plan::key::Key;

impl Names {
    pub(crate) fn is_unit(&self, code: &str) -> bool {
        self.entries.iter().any(|entry| entry.who.unit() == Some(code))
    }

    pub(crate) fn is_district(&self, code: &str) -> bool {
        let is_it = |who: &Who| matches!(who, Who::District(other) if other == code);
        self.entries.iter().any(|entry| is_it(&entry.who))
    }

    /// The one reporting unit whose name occurs in a file's name, the longest
    /// name winning: `PacNam_BC_2024`, `CAT_bao cao 2024`.
    pub(crate) fn in_file_name(&self, stem: &Key) -> Option<String> {
        let squeezed = stem.plain.replace(' ', "");
        let mut longest = 0;
        let mut found: Vec<&str> = Vec::new();
        for entry in &self.entries {
            let Some(code) = entry.who.unit() else { continue };
            let alias = &entry.key.plain;
            let whole_words = crate::plan::vocabulary::holds(&stem.plain, alias);
            let bare = alias.replace(' ', "");
            let run_together = bare.len() >= 5 && squeezed.contains(&bare);
            if !(whole_words || run_together) || bare.len() < longest {
                continue;
            }
            if bare.len() > longest {
                longest = bare.len();
                found.clear();
            }
            if !found.contains(&code) {
                found.push(code);
            }
        }
        match found.as_slice() {
            [one] => Some((*one).to_owned()),
            _ => None,
        }
    }
}
