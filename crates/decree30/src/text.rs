//! The words of a finished PDF, as a reader of the pages takes them in.

use super::sheet::{Line, Owner, Paper};

/// The text of each page: a line a block (paragraph, heading, cell), in the order
/// in which the blocks begin. Words a line end parted stay apart.
pub(super) fn pages(paper: &Paper) -> Vec<String> {
    paper.pages.iter().map(|page| page_text(&page.lines)).collect()
}

fn page_text(lines: &[Line]) -> String {
    let mut blocks: Vec<(Owner, String)> = Vec::new();
    for line in lines {
        let same = |block: &&mut (Owner, String)| {
            block.0 == line.block && matches!(line.block, Owner::Element(_))
        };
        match blocks.iter_mut().find(same) {
            Some((_, text)) => {
                text.push(' ');
                text.push_str(&seen(&line.text));
            }
            None => blocks.push((line.block, seen(&line.text))),
        }
    }
    let texts: Vec<String> = blocks.into_iter().map(|(_, text)| text).collect();
    texts.join("\n")
}

/// Where a word may be parted cannot be seen.
fn seen(text: &str) -> String {
    text.replace('\u{200b}', "")
}
