//! The boxes of comments, in the old drawing language that Excel still wants
//! for them. Old Excel wrote parts of this kind that are no XML, so they are
//! read as plain text.

use std::collections::BTreeMap;
use std::ops::Range;

use super::geometry::{Anchor, Geometry};
use super::unmarkable::Unmarkable;
use super::xml::Edits;
use crate::place::Address;

/// Shapes whose numbers begin alike.
const BLOCK: u32 = 1_024;
const BOX: &str = "_x0000_t202";

/// What the shape of every comment is a copy of.
const SHAPE_TYPE: &str = "<v:shapetype id=\"_x0000_t202\" coordsize=\"21600,21600\" \
     o:spt=\"202\" path=\"m,l,21600r21600,l21600,xe\"><v:stroke joinstyle=\"miter\"/>\
     <v:path gradientshapeok=\"t\" o:connecttype=\"rect\"/></v:shapetype>";

const NAMESPACES: [(&str, &str); 3] = [
    ("v", "urn:schemas-microsoft-com:vml"),
    ("o", "urn:schemas-microsoft-com:office:office"),
    ("x", "urn:schemas-microsoft-com:office:excel"),
];

/// A drawing with room for so many shapes, their numbers from `block` on.
pub(super) fn blank(block: u32, shapes: usize) -> String {
    let blocks = shapes.div_ceil(BLOCK as usize - 1).max(1);
    let blocks: Vec<String> =
        (block..).take(blocks).map(|number| number.to_string()).collect();
    let names: String = NAMESPACES
        .iter()
        .map(|(prefix, uri)| format!(" xmlns:{prefix}=\"{uri}\""))
        .collect();
    format!(
        "<xml{names}><o:shapelayout v:ext=\"edit\"><o:idmap v:ext=\"edit\" data=\"{}\"/>\
         </o:shapelayout>{SHAPE_TYPE}</xml>",
        blocks.join(",")
    )
}

/// Gives every cell a box of its size; a box that is there already grows.
pub(super) fn add(
    text: &str,
    sizes: &BTreeMap<Address, (u32, u32)>,
    geometry: &Geometry,
    block: u32,
) -> Result<String, Unmarkable> {
    let end = text.rfind("</xml>").or_else(|| text.rfind("</XML>"));
    let end = end.ok_or_else(|| Unmarkable::damaged("phần hình vẽ không đúng chuẩn"))?;
    let mut edits = Edits::default();
    let mut fresh = sizes.clone();
    for note in notes(text) {
        let Some(size) = fresh.remove(&note.at) else { continue };
        match note.anchor {
            Some((anchor, span)) => {
                edits.replace(span, listed(geometry.grown(anchor, size)));
            }
            // Of openpyxl: the size is in the style only, which the anchor outdoes.
            None => {
                let anchor = listed(geometry.beside(note.at, size));
                let prefix = note.prefix;
                let xml = format!("<{prefix}Anchor>{anchor}</{prefix}Anchor>");
                edits.insert(note.row, xml);
            }
        }
    }
    let (mut shapes, unbound) = (String::new(), unbound(text));
    if !fresh.is_empty() && !text.contains(&format!("id=\"{BOX}\"")) {
        shapes.push_str(&bound(SHAPE_TYPE, &unbound));
    }
    let first =
        last_number(text).map_or(block * BLOCK + 1, |last| last.saturating_add(1));
    for (number, (at, size)) in (first..).zip(fresh) {
        let xml = shape(number, at, geometry.beside(at, size));
        shapes.push_str(&bound(&xml, &unbound));
    }
    edits.insert(end, shapes);
    Ok(edits.apply(text))
}

/// A comment's box that is there.
struct Note<'a> {
    at: Address,
    /// Its anchor and where that is written.
    anchor: Option<(Anchor, Range<usize>)>,
    /// Where the element of its row begins, and with which prefix.
    row: usize,
    prefix: &'a str,
}

fn notes(text: &str) -> Vec<Note<'_>> {
    // Even pieces lie between the data of two shapes.
    let mut places = text.match_indices("ClientData").map(|(at, _)| at);
    let mut found = Vec::new();
    while let (Some(start), Some(end)) = (places.next(), places.next()) {
        let block = &text[start..end];
        let head = block.split('>').next().unwrap_or_default();
        let (Some(row), Some(col)) = (inner(block, "Row>"), inner(block, "Column>"))
        else {
            continue;
        };
        let number = |span: &Range<usize>| block[span.clone()].trim().parse().ok();
        let (Some(at_row), Some(at_col)) = (number(&row), number(&col)) else { continue };
        let tag = block[..row.start].rfind('<').unwrap_or(row.start);
        let prefix = block[tag..row.start].trim_start_matches('<');
        if head.contains("Note") {
            found.push(Note {
                at: Address::new(at_row, at_col),
                anchor: anchor(block, start),
                row: start + tag,
                prefix: prefix.trim_end_matches("Row>"),
            });
        }
    }
    found
}

/// The anchor in the data of a shape that begin at `start`.
fn anchor(block: &str, start: usize) -> Option<(Anchor, Range<usize>)> {
    let span = inner(block, "Anchor>")?;
    let numbers = block[span.clone()].split(',').map(|it| it.trim().parse::<u32>());
    let numbers: Vec<u32> = numbers.collect::<Result<_, _>>().ok()?;
    let anchor = Anchor::try_from(numbers).ok()?;
    Some((anchor, start + span.start..start + span.end))
}

/// What stands between a tag that ends like this and the next one.
fn inner(block: &str, tag: &str) -> Option<Range<usize>> {
    let start = block.find(tag)? + tag.len();
    let len = block[start..].find('<')?;
    Some(start..start + len)
}

fn last_number(text: &str) -> Option<u32> {
    let name = "_x0000_s";
    let numbers = text.match_indices(name).filter_map(|(at, _)| {
        let digits = &text[at + name.len()..];
        let len = digits.bytes().take_while(u8::is_ascii_digit).count();
        digits[..len].parse::<u32>().ok()
    });
    numbers.max()
}

/// The namespaces that a drawing does not bind.
fn unbound(text: &str) -> String {
    NAMESPACES
        .iter()
        .filter(|(prefix, _)| !text.contains(&format!("xmlns:{prefix}=")))
        .map(|(prefix, uri)| format!(" xmlns:{prefix}=\"{uri}\""))
        .collect()
}

/// A shape that binds these.
fn bound(xml: &str, unbound: &str) -> String {
    let name = xml.find(' ').unwrap_or(0);
    format!("{}{unbound}{}", &xml[..name], &xml[name..])
}

fn shape(number: u32, at: Address, anchor: Anchor) -> String {
    format!(
        "<v:shape id=\"_x0000_s{number}\" type=\"#{BOX}\" style=\"position:absolute;\
         margin-left:59.25pt;margin-top:1.5pt;width:240pt;height:60pt;z-index:{z};\
         visibility:hidden\" fillcolor=\"#ffffe1\" o:insetmode=\"auto\">\
         <v:fill color2=\"#ffffe1\"/><v:shadow on=\"t\" color=\"black\" obscured=\"t\"/>\
         <v:path o:connecttype=\"none\"/><v:textbox style=\"mso-direction-alt:auto\">\
         <div style=\"text-align:left\"></div></v:textbox><x:ClientData ObjectType=\"Note\">\
         <x:MoveWithCells/><x:SizeWithCells/><x:Anchor>{anchor}</x:Anchor>\
         <x:AutoFill>False</x:AutoFill><x:Row>{row}</x:Row><x:Column>{col}</x:Column>\
         </x:ClientData></v:shape>",
        z = number % BLOCK,
        anchor = listed(anchor),
        row = at.row,
        col = at.col,
    )
}

fn listed(anchor: Anchor) -> String {
    anchor.map(|number| number.to_string()).join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_box_that_is_there_grows_and_another_gets_the_next_number() {
        let old = "<xml xmlns:v=\"urn:schemas-microsoft-com:vml\"><v:shape id=\"_x0000_s2050\">\
             <v:textbox><br></v:textbox><x:ClientData ObjectType=\"Note\">\
             <x:Anchor>\n1, 15, 0, 2, 2, 0, 1, 0</x:Anchor><x:Row>1</x:Row><x:Column>0</x:Column>\
             </x:ClientData></v:shape></xml>\n";
        let sizes = BTreeMap::from([
            (Address::new(1, 0), (100, 40)),
            (Address::new(7, 0), (100, 40)),
        ]);
        let text = add(old, &sizes, &Geometry::default(), 9).expect("it has an end");
        // 15 + 100 px reach 51 px into the second column, 2 + 40 px into the third row.
        assert!(text.contains("<x:Anchor>1, 15, 0, 2, 2, 51, 2, 2</x:Anchor>"), "{text}");
        assert!(text.contains("<v:textbox><br></v:textbox>"));
        assert!(text.contains("<v:shapetype xmlns:o="));
        assert!(text.contains("id=\"_x0000_s2051\""));
        assert_eq!(text.matches("ObjectType=\"Note\"").count(), 2);
        assert!(text.ends_with("</x:ClientData></v:shape></xml>\n"));
        // Of openpyxl: no anchor.
        let (from, to) = (old.find("<x:Anchor>"), old.find("<x:Row>"));
        let mut bare = old.to_owned();
        bare.replace_range(from.expect("an anchor")..to.expect("a row"), "");
        let text = add(&bare, &sizes, &Geometry::default(), 9).expect("it has an end");
        let anchor =
            "\"Note\"><x:Anchor>1, 15, 0, 10, 2, 51, 2, 10</x:Anchor><x:Row>1</x:Row>";
        assert!(text.contains(anchor), "{text}");
        assert_eq!(text.matches("ObjectType=\"Note\"").count(), 2);
    }
}
