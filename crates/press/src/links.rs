//! Links inside a document.
//!
//! A template links to a label by its name, as a string: with a label Typst would
//! lay out a second time every page that has a link, once it knows where the label
//! stands. Here the names become places, after the layout.

use std::collections::BTreeMap;

use typst::foundations::Label;
use typst::introspection::{Introspector, Location};
use typst::layout::{Frame, FrameItem};
use typst::model::{Destination, Document};
use typst::utils::PicoStr;
use typst_layout::PagedDocument;

/// The document with every link leading to its label; the error names a link
/// without one. Nothing links out of a report.
pub(super) fn resolve(document: &PagedDocument) -> Result<PagedDocument, String> {
    let mut lost = None;
    let mut known: BTreeMap<String, Option<Location>> = BTreeMap::new();
    let mut place = |name: &str| {
        let place =
            *known.entry(name.to_owned()).or_insert_with(|| location(document, name));
        if place.is_none() && lost.is_none() {
            lost = Some(format!("liên kết “{name}” không có đích"));
        }
        place
    };
    let mut pages = document.pages().to_vec();
    for page in &mut pages {
        if let Some(frame) = relinked(&page.frame, &mut place) {
            page.frame = frame;
        }
    }
    match lost {
        Some(lost) => Err(lost),
        None => Ok(PagedDocument::new(pages.into(), document.info().clone())),
    }
}

fn location(document: &PagedDocument, name: &str) -> Option<Location> {
    let label = Label::new(PicoStr::intern(name))?;
    document.introspector().query_label(label).ok()?.location()
}

/// The frame with its links led on; nothing if it has none, for then it stays
/// shared with what Typst remembers.
fn relinked(
    frame: &Frame,
    place: &mut impl FnMut(&str) -> Option<Location>,
) -> Option<Frame> {
    let mut changed: Vec<(usize, FrameItem)> = Vec::new();
    for (at, (_, item)) in frame.items().enumerate() {
        match item {
            FrameItem::Group(group) => {
                if let Some(frame) = relinked(&group.frame, place) {
                    let mut group = group.clone();
                    group.frame = frame;
                    changed.push((at, FrameItem::Group(group)));
                }
            }
            FrameItem::Link(Destination::Url(name), size) => {
                if let Some(location) = place(name.as_str()) {
                    let to = Destination::Location(location);
                    changed.push((at, FrameItem::Link(to, *size)));
                }
            }
            FrameItem::Link(..)
            | FrameItem::Text(_)
            | FrameItem::Shape(..)
            | FrameItem::Image(..)
            | FrameItem::Tag(_) => {}
        }
    }
    if changed.is_empty() {
        return None;
    }
    let mut frame = frame.clone();
    let (mut at, mut changed) = (0, changed.into_iter().peekable());
    frame.retain(|item| {
        if let Some((_, new)) = changed.next_if(|(changed, _)| *changed == at) {
            *item = new;
        }
        at += 1;
        true
    });
    Some(frame)
}
