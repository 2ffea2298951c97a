//! Gathers the glyphs of a page into lines of text.

use std::collections::BTreeMap;

use super::sheet::{Glyph, Line, Owner, Paper};

/// Elements that are blocks of text; what is inside them is running text.
const BLOCKS: [&str; 20] = [
    "P",
    "H",
    "H1",
    "H2",
    "H3",
    "H4",
    "H5",
    "H6",
    "Title",
    "TH",
    "TD",
    "Caption",
    "Lbl",
    "LBody",
    "LI",
    "BlockQuote",
    "Figure",
    "Formula",
    "Note",
    "TOCI",
];

/// Baselines nearer than this are one line, in points.
const SAME_LINE: f64 = 1.5;

/// Gaps between letters, in parts of their size: wider ones part words, cells
/// of repeated heads, columns of a block.
const WORD_GAP: f64 = 0.16;
const CELL_GAP: f64 = 0.55;
const COLUMN_GAP: f64 = 1.8;

/// Fills in the lines of every page.
pub(super) fn gather(paper: &mut Paper) {
    for at in 0..paper.pages.len() {
        let lines = of_page(paper, at);
        paper.pages[at].lines = lines;
    }
}

fn of_page(paper: &Paper, at: usize) -> Vec<Line> {
    let page = &paper.pages[at];
    let mut glyphs: Vec<(Owner, &Glyph)> = page
        .glyphs
        .iter()
        .filter(|glyph| !glyph.turned)
        .map(|glyph| (block(paper, glyph.owner), glyph))
        .collect();
    glyphs.sort_by(|(_, a), (_, b)| a.baseline.total_cmp(&b.baseline));
    let mut lines = Vec::new();
    for row in glyphs.chunk_by_mut(|(_, a), (_, b)| b.baseline - a.baseline < SAME_LINE) {
        row.sort_by(|(_, a), (_, b)| a.x.total_cmp(&b.x));
        let pieces = row.chunk_by(|one, next| !parted(one, next));
        lines.extend(pieces.filter_map(|piece| line(at, piece)));
    }
    lines
}

/// The block an owner is part of.
fn block(paper: &Paper, owner: Owner) -> Owner {
    match paper.enclosing(owner, &BLOCKS) {
        Some(element) => Owner::Element(element),
        None => owner,
    }
}

fn parted((block, glyph): &(Owner, &Glyph), (other, next): &(Owner, &Glyph)) -> bool {
    let gap = (next.x - glyph.x - glyph.width) / next.size.max(glyph.size).max(1.0);
    if block != other {
        return true;
    }
    match block {
        // A block is one column; a justified line may have wide gaps.
        Owner::Element(_) => false,
        Owner::Artifact => gap > CELL_GAP,
        // "Số:" keeps its open number.
        Owner::Nothing => gap > COLUMN_GAP && !(glyph.text == ":" && next.text == "/"),
    }
}

fn line(page: usize, glyphs: &[(Owner, &Glyph)]) -> Option<Line> {
    let first = glyphs.iter().position(|(_, glyph)| !glyph.is_blank())?;
    let last = glyphs.iter().rposition(|(_, glyph)| !glyph.is_blank())?;
    let inked = &glyphs[first..=last];
    let mut text = String::new();
    let mut styles: BTreeMap<(i64, bool, bool), usize> = BTreeMap::new();
    let mut sizes = (f64::MAX, 0.0_f64);
    let mut end: Option<f64> = None;
    for (_, glyph) in inked {
        let gap = end.map_or(0.0, |end| glyph.x - end);
        if gap > WORD_GAP * glyph.size && !text.ends_with(' ') && !glyph.is_blank() {
            text.push(' ');
        }
        end = Some(glyph.x + glyph.width);
        if glyph.text == "\u{200b}" {
            continue;
        }
        text.push_str(&glyph.text);
        if !glyph.is_blank() {
            *styles.entry((tenths(glyph.size), glyph.bold, glyph.italic)).or_default() +=
                1;
            sizes = (sizes.0.min(glyph.size), sizes.1.max(glyph.size));
        }
    }
    let (&(size, bold, italic), _) = styles.iter().max_by_key(|(_, count)| **count)?;
    let (block, start) = inked.first()?;
    Some(Line {
        page,
        x0: start.x,
        x1: end?,
        baseline: start.baseline,
        text: text.split_whitespace().collect::<Vec<_>>().join(" "),
        size: f64::from(i32::try_from(size).ok()?) / 10.0,
        bold,
        italic,
        sizes,
        block: *block,
    })
}

#[expect(clippy::cast_possible_truncation, reason = "sizes of letters are small")]
fn tenths(size: f64) -> i64 {
    (size * 10.0).round() as i64
}
