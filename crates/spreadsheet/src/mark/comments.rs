//! The comments of a sheet as text: ours are added, and where a cell has one
//! already, ours is written below it.

use std::collections::BTreeMap;

use super::sheet::address;
use super::unmarkable::Unmarkable;
use super::words::escaped;
use super::xml::{Edits, Element};
use crate::place::Address;

/// Who comments.
const AUTHOR: &str = "Thường trực (xhht)";

/// A part without comments.
pub(super) fn blank(namespace: &str) -> String {
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n\
         <comments xmlns=\"{namespace}\"><authors/><commentList/></comments>"
    )
}

/// Adds what is said; gives at each of its cells the whole text that now
/// stands there.
pub(super) fn add(
    text: &str,
    said: &BTreeMap<Address, String>,
) -> Result<(String, BTreeMap<Address, String>), Unmarkable> {
    let root = Element::parse(text)?;
    if root.tag.local() != "comments" {
        return Err(Unmarkable::damaged("phần ghi chú không đúng chuẩn"));
    }
    let prefix = root.tag.prefix();
    let mut edits = Edits::default();
    let author = author(text, &root, &mut edits);
    let list = root.child("commentList");
    let present: BTreeMap<Address, &Element<'_>> = list
        .iter()
        .flat_map(|list| list.all("comment"))
        .filter_map(|one| Some((address(&one.tag.value("ref")?)?, one)))
        .collect();
    let (mut whole, mut fresh) = (BTreeMap::new(), String::new());
    for (at, words) in said {
        if let Some(before) = present.get(at) {
            let former = merge(text, before, words, &mut edits);
            whole.insert(*at, format!("{former}\n\n{AUTHOR}:\n{words}"));
        } else {
            fresh.push_str(&format!(
                "<{prefix}comment ref=\"{at}\" authorId=\"{author}\"><{prefix}text>{}\
                 </{prefix}text></{prefix}comment>",
                run(prefix, words)
            ));
            whole.insert(*at, words.clone());
        }
    }
    match list {
        Some(list) => list.append(&mut edits, &fresh),
        None => {
            let xml = format!("<{prefix}commentList>{fresh}</{prefix}commentList>");
            let after = root.child("authors").map(|authors| authors.close.end);
            match after {
                Some(after) => edits.insert(after, xml),
                None => root.append(&mut edits, &xml),
            }
        }
    }
    Ok((edits.apply(text), whole))
}

/// Our number among the authors.
fn author(text: &str, root: &Element<'_>, edits: &mut Edits) -> usize {
    let prefix = root.tag.prefix();
    let xml = format!("<{prefix}author>{AUTHOR}</{prefix}author>");
    let Some(authors) = root.child("authors") else {
        let xml = format!("<{prefix}authors>{xml}</{prefix}authors>");
        match root.children.first() {
            Some(first) => edits.insert(first.tag.at, xml),
            None => root.append(edits, &xml),
        }
        return 0;
    };
    let mut known = authors.all("author");
    let ours = |one: &Element<'_>| &text[one.tag.end()..one.close.start] == AUTHOR;
    known.position(|one| !one.tag.is_empty() && ours(one)).unwrap_or_else(|| {
        authors.append(edits, &xml);
        authors.all("author").count()
    })
}

/// Writes below a comment; gives what it said before.
fn merge(text: &str, comment: &Element<'_>, words: &str, edits: &mut Edits) -> String {
    let prefix = comment.tag.prefix();
    let added = run(prefix, &format!("\n\n{AUTHOR}:\n{words}"));
    let Some(content) = comment.child("text") else {
        comment.append(edits, &format!("<{prefix}text>{added}</{prefix}text>"));
        return String::new();
    };
    // Text without runs would have to stand alone.
    for plain in content.all("t") {
        edits.insert(plain.tag.at, format!("<{prefix}r>"));
        edits.insert(plain.close.end, format!("</{prefix}r>"));
    }
    let reading = content
        .children
        .iter()
        .find(|one| ["rPh", "phoneticPr"].contains(&one.tag.local()));
    match reading {
        Some(reading) => edits.insert(reading.tag.at, added),
        None => content.append(edits, &added),
    }
    let runs = content.all("r").flat_map(|run| run.all("t"));
    let texts = content.all("t").chain(runs).filter(|one| !one.tag.is_empty());
    texts.map(|one| &text[one.tag.end()..one.close.start]).collect()
}

/// Text as comments are set: nine points, black on any screen.
fn run(prefix: &str, words: &str) -> String {
    let p = prefix;
    format!(
        "<{p}r><{p}rPr><{p}sz val=\"9\"/><{p}color indexed=\"81\"/><{p}rFont val=\"Tahoma\"/>\
         <{p}family val=\"2\"/></{p}rPr><{p}t xml:space=\"preserve\">{}</{p}t></{p}r>",
        escaped(words)
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Address {
        address(text).expect("a reference")
    }

    #[test]
    fn a_comment_that_is_there_keeps_its_words_and_gets_ours_below() {
        let part = "<x:comments xmlns:x='m'><x:authors><x:author>Lan</x:author></x:authors>\
             <x:commentList><x:comment ref='B2' authorId='0'><x:text><x:t>Xem lại</x:t></x:text>\
             </x:comment></x:commentList></x:comments>";
        let said = BTreeMap::from([
            (at("B2"), "Sai tổng".to_owned()),
            (at("A1"), "<b>".to_owned()),
        ]);
        let (text, whole) = add(part, &said).expect("well-formed");
        assert_eq!(whole[&at("B2")], "Xem lại\n\nThường trực (xhht):\nSai tổng");
        assert!(
            text.contains("<x:text><x:r><x:t>Xem lại</x:t></x:r><x:r><x:rPr>"),
            "{text}"
        );
        assert!(text.contains("\n\nThường trực (xhht):\nSai tổng</x:t></x:r></x:text>"));
        assert!(text.contains(
            "<x:author>Lan</x:author><x:author>Thường trực (xhht)</x:author></x:authors>"
        ));
        assert!(text.contains("<x:comment ref=\"A1\" authorId=\"1\"><x:text>"));
        assert!(text.contains("&lt;b&gt;</x:t>"));
        // Once more: the author is known by now.
        let (again, _) = add(&text, &said).expect("well-formed");
        assert_eq!(again.matches("<x:author>").count(), 2);
    }
}
