//! What kind each part is of: new parts must be declared or no program opens
//! the file.

use super::package::Package;
use super::unmarkable::Unmarkable;
use super::xml::{Edits, Element};

const PART: &str = "[Content_Types].xml";
const VML: &str = "application/vnd.openxmlformats-officedocument.vmlDrawing";

/// A part of the spreadsheet's own kinds: `styles`, `comments`.
pub(super) fn declare(
    package: &mut Package<'_>,
    part: &str,
    kind: &str,
) -> Result<(), Unmarkable> {
    let text = package.needed(PART)?;
    let root = Element::parse(&text)?;
    let name = format!("/{part}");
    if root.all("Override").any(|one| one.tag.value("PartName").as_deref() == Some(&name))
    {
        return Ok(());
    }
    let mut edits = Edits::default();
    let xml = format!(
        "<{}Override PartName=\"/{part}\" ContentType=\
         \"application/vnd.openxmlformats-officedocument.spreadsheetml.{kind}+xml\"/>",
        root.tag.prefix()
    );
    root.append(&mut edits, &xml);
    package.put(PART, edits.apply(&text));
    Ok(())
}

/// Drawings of the old kind, by their ending.
pub(super) fn declare_vml(package: &mut Package<'_>) -> Result<(), Unmarkable> {
    let text = package.needed(PART)?;
    let root = Element::parse(&text)?;
    let known = root.all("Default").any(|one| {
        one.tag.value("Extension").is_some_and(|it| it.eq_ignore_ascii_case("vml"))
    });
    if known {
        return Ok(());
    }
    let xml = format!(
        "<{}Default Extension=\"vml\" ContentType=\"{VML}\"/>",
        root.tag.prefix()
    );
    let mut edits = Edits::default();
    match root.children.first() {
        Some(first) => edits.insert(first.tag.at, xml),
        None => root.append(&mut edits, &xml),
    }
    package.put(PART, edits.apply(&text));
    Ok(())
}
