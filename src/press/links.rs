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
        relink(&mut page.frame, &mut place);
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

/// Only frames with links are touched: the others are shared with the cache.
fn relink(frame: &mut Frame, place: &mut impl FnMut(&str) -> Option<Location>) {
    if !has_link(frame) {
        return;
    }
    frame.retain(|item| {
        match item {
            FrameItem::Group(group) => relink(&mut group.frame, place),
            FrameItem::Link(to, _) => {
                if let Destination::Url(name) = to
                    && let Some(location) = place(name.as_str())
                {
                    *to = Destination::Location(location);
                }
            }
            FrameItem::Text(_)
            | FrameItem::Shape(..)
            | FrameItem::Image(..)
            | FrameItem::Tag(_) => {}
        }
        true
    });
}

fn has_link(frame: &Frame) -> bool {
    frame.items().any(|(_, item)| match item {
        FrameItem::Group(group) => has_link(&group.frame),
        FrameItem::Link(..) => true,
        _ => false,
    })
}
