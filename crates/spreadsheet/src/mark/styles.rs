//! Fills for the marked cells: every look that a marked cell had is there once
//! more with another fill, and nothing of the old ones changes.

use std::collections::{BTreeMap, BTreeSet};

use super::Tone;
use super::unmarkable::Unmarkable;
use super::xml::{Edits, Element};

/// Cell formats that Excel allows in a workbook.
const FORMATS: usize = 64_000;

/// A look of cells: number of its `xf`, and what it is marked for.
pub(super) type Look = (u32, Tone);

/// What opens a part of the sections that a style sheet has, in their order.
const ORDER: [&str; 11] = [
    "numFmts",
    "fonts",
    "fills",
    "borders",
    "cellStyleXfs",
    "cellXfs",
    "cellStyles",
    "dxfs",
    "tableStyles",
    "colors",
    "extLst",
];

/// A style sheet with nothing in it, for workbooks without one.
pub(super) fn blank(namespace: &str) -> String {
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n\
         <styleSheet xmlns=\"{namespace}\"></styleSheet>"
    )
}

/// Adds the looks that are wanted; gives the number of each.
pub(super) fn extend(
    text: &str,
    wanted: &BTreeSet<Look>,
) -> Result<(String, BTreeMap<Look, u32>), Unmarkable> {
    let text = with_sections(text)?;
    let root = Element::parse(&text)?;
    let section = |name: &str| {
        root.child(name).ok_or_else(|| Unmarkable::damaged("thiếu bảng định dạng"))
    };
    let (fills, formats) = (section("fills")?, section("cellXfs")?);
    let mut edits = Edits::default();
    let severities: BTreeSet<Tone> = wanted.iter().map(|look| look.1).collect();
    let prefix = root.tag.prefix();
    let painted = severities.iter().map(|tone| fill(prefix, colour(*tone)));
    grow(fills, "fill", painted.collect(), &mut edits);
    let first_fill = fills.all("fill").count();
    let fill_of = |tone: Tone| {
        let before = severities.iter().take_while(|one| **one != tone).count();
        first_fill + before
    };
    let present: Vec<&Element<'_>> = formats.all("xf").collect();
    if present.len() + wanted.len() > FORMATS {
        return Err(Unmarkable::TooLarge("quá nhiều kiểu định dạng ô"));
    }
    let mut copies = Vec::new();
    let mut numbers = BTreeMap::new();
    for (number, look) in wanted.iter().enumerate() {
        // A cell may name a look that is not there: Excel takes the first.
        let base = present.get(look.0 as usize).or_else(|| present.first());
        let base = base.ok_or_else(|| Unmarkable::damaged("thiếu bảng định dạng"))?;
        let filled = base.tag.with("fillId", fill_of(look.1));
        let open = super::xml::Tag { text: &filled, at: 0 }.with("applyFill", 1);
        let rest = &text[base.tag.end()..base.close.end];
        copies.push(format!("{open}{rest}"));
        let number = u32::try_from(present.len() + number).expect("below the limit");
        numbers.insert(*look, number);
    }
    grow(formats, "xf", copies, &mut edits);
    Ok((edits.apply(&text), numbers))
}

/// Light red, light yellow, pale blue.
fn colour(tone: Tone) -> &'static str {
    match tone {
        Tone::Error => "FFFFC7CE",
        Tone::Warning => "FFFFEB9C",
        Tone::Info => "FFDDEBF7",
    }
}

fn fill(prefix: &str, colour: &str) -> String {
    format!(
        "<{prefix}fill><{prefix}patternFill patternType=\"solid\"><{prefix}fgColor \
         rgb=\"{colour}\"/><{prefix}bgColor indexed=\"64\"/></{prefix}patternFill></{prefix}fill>"
    )
}

/// Adds to a section that counts what is in it.
fn grow(section: &Element<'_>, name: &str, new: Vec<String>, edits: &mut Edits) {
    let count = section.all(name).count() + new.len();
    let tag = section.tag.with("count", count);
    let new = new.concat();
    if section.tag.is_empty() {
        edits.replace(section.span(), super::xml::opened(&tag, section.tag.name(), &new));
    } else {
        edits.replace(section.tag.at..section.tag.end(), tag);
        edits.insert(section.close.start, new);
    }
}

/// The sections that a cell format refers to, where any is missing or empty.
fn with_sections(text: &str) -> Result<String, Unmarkable> {
    let defaults = [
        ("fonts", "font", "<@font><@sz val=\"11\"/><@name val=\"Calibri\"/></@font>"),
        (
            "fills",
            "fill",
            "<@fill><@patternFill patternType=\"none\"/></@fill>\
             <@fill><@patternFill patternType=\"gray125\"/></@fill>",
        ),
        ("borders", "border", "<@border/>"),
        (
            "cellXfs",
            "xf",
            "<@xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\"/>",
        ),
    ];
    let mut text = text.to_owned();
    for (section, item, content) in defaults {
        let root = Element::parse(&text)?;
        let prefix = root.tag.prefix();
        let content = content.replace('@', prefix);
        let mut edits = Edits::default();
        match root.child(section) {
            Some(found) if found.all(item).next().is_some() => continue,
            Some(found) => found.append(&mut edits, &content),
            None => {
                let xml = format!("<{prefix}{section}>{content}</{prefix}{section}>");
                let later = ORDER.iter().skip_while(|name| **name != section).skip(1);
                let later: Vec<&str> = later.copied().collect();
                let next =
                    root.children.iter().find(|child| later.contains(&child.tag.local()));
                match next {
                    Some(next) => edits.insert(next.tag.at, xml),
                    None => root.append(&mut edits, &xml),
                }
            }
        }
        text = edits.apply(&text);
    }
    Ok(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_look_is_copied_with_another_fill_and_all_else_kept() {
        let styles = "<x:styleSheet xmlns:x='m'><x:fonts count='1'><x:font/></x:fonts>\
             <x:fills count='2'><x:fill/><x:fill/></x:fills><x:borders><x:border/></x:borders>\
             <x:cellXfs count='2'><x:xf fontId='0'/><x:xf fontId='3' fillId='1' applyFill='0'>\
             <x:alignment wrapText='1'/></x:xf></x:cellXfs><x:dxfs count='0'/></x:styleSheet>";
        let wanted = BTreeSet::from([(1, Tone::Warning), (9, Tone::Error)]);
        let (text, numbers) = extend(styles, &wanted).expect("well-formed");
        assert_eq!(numbers[&(1, Tone::Warning)], 2);
        assert_eq!(numbers[&(9, Tone::Error)], 3);
        assert!(text.contains("<x:fills count='4'><x:fill/><x:fill/><x:fill><x:pat"));
        assert!(text.contains(
            "<x:cellXfs count='4'><x:xf fontId='0'/><x:xf fontId='3' fillId='1' applyFill='0'>\
             <x:alignment wrapText='1'/></x:xf><x:xf fontId='3' fillId='3' applyFill='1'>\
             <x:alignment wrapText='1'/></x:xf><x:xf fontId='0' fillId=\"2\" applyFill=\"1\"/>\
             </x:cellXfs><x:dxfs count='0'/></x:styleSheet>"
        ));
    }

    #[test]
    fn missing_sections_come_in_their_order() {
        let wanted = BTreeSet::from([(0, Tone::Error)]);
        let bare = "<styleSheet><numFmts/><cellStyles/></styleSheet>";
        let (text, _) = extend(bare, &wanted).expect("well-formed");
        let places: Vec<_> =
            ["<numFmts", "<fonts", "<fills", "<borders", "<cellXfs", "<cellStyles"]
                .map(|name| text.find(name).expect("it is there"))
                .into();
        assert!(places.is_sorted(), "{text}");
        let (text, numbers) = extend(&blank("m"), &wanted).expect("well-formed");
        assert_eq!(numbers[&(0, Tone::Error)], 1);
        assert!(text.ends_with("</cellXfs></styleSheet>"));
    }
}
