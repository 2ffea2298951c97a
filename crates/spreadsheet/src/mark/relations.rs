//! Which part of a package refers to which: the `.rels` beside every part.

use super::package::Package;
use super::unmarkable::Unmarkable;
use super::xml::{Edits, Element};

const NAMESPACE: &str = "http://schemas.openxmlformats.org/package/2006/relationships";

/// A relation of a part to another part of the package.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Relation {
    pub(super) id: String,
    pub(super) kind: String,
    /// The name of the other part, from the root of the package.
    pub(super) target: String,
}

impl Relation {
    /// Kinds are told by their end: strict files begin them differently.
    pub(super) fn is(&self, kind: &str) -> bool {
        self.kind.rsplit_once('/').is_some_and(|(_, end)| end == kind)
    }
}

/// The relations of a part; of the package where `part` is empty.
pub(super) fn of(
    package: &mut Package<'_>,
    part: &str,
) -> Result<Vec<Relation>, Unmarkable> {
    let Some(text) = package.text(&beside(part))? else { return Ok(Vec::new()) };
    let root = Element::parse(&text)?;
    let folder = part.rsplit_once('/').map_or("", |(folder, _)| folder);
    let inside = root
        .all("Relationship")
        .filter(|one| one.tag.value("TargetMode").as_deref() != Some("External"));
    Ok(inside
        .map(|one| {
            let of = |name| one.tag.value(name).unwrap_or_default().into_owned();
            let target = resolved(folder, &of("Target"));
            Relation { id: of("Id"), kind: of("Type"), target }
        })
        .collect())
}

/// Adds a relation of `part` to `target`; gives its id.
pub(super) fn add(
    package: &mut Package<'_>,
    part: &str,
    kind: &str,
    target: &str,
) -> Result<String, Unmarkable> {
    let name = beside(part);
    let text = package.text(&name)?.unwrap_or_else(|| {
        format!(
            "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n\
             <Relationships xmlns=\"{NAMESPACE}\"/>"
        )
    });
    let root = Element::parse(&text)?;
    let ids: Vec<_> =
        root.children.iter().filter_map(|one| one.tag.value("Id")).collect();
    let id = (1..)
        .map(|number: u32| format!("rId{number}"))
        .find(|id| !ids.iter().any(|taken| taken.eq_ignore_ascii_case(id)))
        .expect("numbers do not end");
    let prefix = root.tag.prefix();
    let mut edits = Edits::default();
    root.append(
        &mut edits,
        &format!(
            "<{prefix}Relationship Id=\"{id}\" Type=\"{kind}\" Target=\"/{target}\"/>"
        ),
    );
    package.put(&name, edits.apply(&text));
    Ok(id)
}

/// The `.rels` of a part.
fn beside(part: &str) -> String {
    match part.rsplit_once('/') {
        Some((folder, file)) => format!("{folder}/_rels/{file}.rels"),
        None => format!("_rels/{part}.rels"),
    }
}

fn resolved(folder: &str, target: &str) -> String {
    let target = target.replace('\\', "/");
    let whole = match target.strip_prefix('/') {
        Some(absolute) => absolute.to_owned(),
        None => format!("{folder}/{target}"),
    };
    let mut path = Vec::new();
    for step in whole.split('/') {
        match step {
            "" | "." => {}
            ".." => {
                path.pop();
            }
            step => path.push(step),
        }
    }
    path.join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn targets_are_resolved_from_the_part_or_the_root() {
        assert_eq!(resolved("xl/worksheets", "../comments1.xml"), "xl/comments1.xml");
        assert_eq!(resolved("xl", "/xl/styles.xml"), "xl/styles.xml");
        assert_eq!(resolved("xl", "worksheets\\sheet1.xml"), "xl/worksheets/sheet1.xml");
        assert_eq!(resolved("", "xl/workbook.xml"), "xl/workbook.xml");
        assert_eq!(resolved("xl", "../../../a.xml"), "a.xml");
        assert_eq!(beside(""), "_rels/.rels");
    }
}
