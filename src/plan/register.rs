//! One register file: the office's copy, or the one shipped with the program.
//!
//! Turns text into structs and knows where in the text a key stands, so that
//! whatever is wrong, found by serde or by a check of ours, can be said with
//! its line. Paths are written `indicator[3].targets[0].year`.

use std::ops::Range;
use std::path::Path;

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::error::{PlanError, in_vietnamese};
use guard::opening::{self, Refused, most};

/// The text of a register and the name it is known by.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Register {
    /// Below the project folder, with `/`: `plan/plan.toml`.
    pub(crate) file: String,
    text: String,
}

impl Register {
    /// Reads `<project>/plan/<name>.toml`, or takes the shipped copy if the
    /// project has none.
    pub(crate) fn open(
        project: &Path,
        name: &str,
        shipped: &str,
    ) -> Result<Self, PlanError> {
        let file = format!("plan/{name}.toml");
        let below = format!("{name}.toml");
        match opening::read_text(&project.join("plan"), below.as_ref(), most::REGISTER) {
            Ok(text) => Ok(Self { file, text }),
            Err(Refused::Missing) => Ok(Self::new(file, shipped)),
            Err(refused) => Err(PlanError::Unreadable { file, refused }),
        }
    }

    /// A register from its text.
    pub(super) fn new(file: String, text: &str) -> Self {
        Self { file, text: text.to_owned() }
    }

    pub(super) fn into_parts(self) -> (String, String) {
        (self.file, self.text)
    }

    /// The register as structs.
    pub(crate) fn parse<T: DeserializeOwned>(&self) -> Result<T, PlanError> {
        toml::from_str(&self.text).map_err(|error| {
            let start = error.span().map_or(0, |span| span.start);
            let (key, message) = in_vietnamese(error.message());
            PlanError::Invalid {
                file: self.file.clone(),
                line: self.line(start),
                key: key.or_else(|| self.key_at(start)),
                message,
            }
        })
    }

    /// An error about the value at a path, or at the nearest path above it.
    pub(crate) fn error(&self, path: &str, message: impl Into<String>) -> PlanError {
        let start = self.span(path).map_or(0, |span| span.start);
        let key = path.rsplit('.').next().and_then(|step| step.split('[').next());
        PlanError::Invalid {
            file: self.file.clone(),
            line: self.line(start),
            key: key.filter(|key| !key.is_empty()).map(str::to_owned),
            message: message.into(),
        }
    }

    fn line(&self, offset: usize) -> usize {
        let before = &self.text.as_bytes()[..offset.min(self.text.len())];
        before.iter().filter(|byte| **byte == b'\n').count() + 1
    }

    /// Where the deepest existing part of a path stands.
    fn span(&self, path: &str) -> Option<Range<usize>> {
        let root = DeTable::parse(&self.text).ok()?.into_inner();
        let mut table = Some(&root);
        let mut span = None;
        for step in path.split('.') {
            let (name, indices) = step.split_once('[').unwrap_or((step, ""));
            let Some((key, value)) = table
                .and_then(|table| table.iter().find(|(key, _)| *key.get_ref() == name))
            else {
                break;
            };
            span = Some(key.span());
            let mut value = value;
            for index in indices.split(['[', ']']).filter_map(|text| text.parse().ok()) {
                let Some(item) = nth(value, index) else { return span };
                value = item;
                span = Some(value.span());
            }
            table = value.get_ref().as_table();
        }
        span
    }

    /// The innermost key whose name or plain value stands at an offset.
    fn key_at(&self, offset: usize) -> Option<String> {
        let root = DeTable::parse(&self.text).ok()?.into_inner();
        key_in(&root, offset)
    }
}

fn nth<'t, 'i>(
    value: &'t Spanned<DeValue<'i>>,
    index: usize,
) -> Option<&'t Spanned<DeValue<'i>>> {
    value.get_ref().as_array().and_then(|items| items.get(index))
}

fn key_in(table: &DeTable<'_>, offset: usize) -> Option<String> {
    table.iter().find_map(|(key, value)| {
        let here = |span: Range<usize>| span.contains(&offset);
        inside(value, offset).or_else(|| {
            let is_table = value.get_ref().is_table();
            (here(key.span()) || (!is_table && here(value.span())))
                .then(|| key.get_ref().to_string())
        })
    })
}

/// A key within a value; tables may be continued outside their own span.
fn inside(value: &Spanned<DeValue<'_>>, offset: usize) -> Option<String> {
    match value.get_ref() {
        DeValue::Table(table) => key_in(table, offset),
        DeValue::Array(items) => items.iter().find_map(|item| inside(item, offset)),
        DeValue::String(_)
        | DeValue::Integer(_)
        | DeValue::Float(_)
        | DeValue::Boolean(_)
        | DeValue::Datetime(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "\
[head]
name = \"a\"

[[item]]
code = \"x\"
list = [
  { year = 1 },
  { year = 2 },
]

[[item]]
code = \"y\"
";

    fn line(path: &str) -> usize {
        let register = Register::new("plan/t.toml".into(), TEXT);
        match register.error(path, "sai") {
            PlanError::Invalid { line, .. } => line,
            PlanError::Unreadable { .. } => panic!("no file is read"),
        }
    }

    #[test]
    fn a_path_finds_its_line() {
        assert_eq!(line("head.name"), 2);
        assert_eq!(line("item[0].code"), 5);
        assert_eq!(line("item[0].list[1].year"), 8);
        assert_eq!(line("item[1].code"), 12);
    }

    #[test]
    fn a_path_that_is_not_there_finds_what_is_above_it() {
        assert_eq!(line("item[1].list"), 11);
        assert_eq!(line("item[0].list[1].month"), 8);
    }
}
