//! What a finished PDF shows, as measured from it: pages with their glyphs and
//! marks, lines of text, paragraphs.
//!
//! Lengths are in points from the upper left corner of the page, downwards;
//! [`mm`] turns them into millimetres for people.

use std::collections::BTreeMap;

/// One millimetre in points.
pub(super) const MM: f64 = 72.0 / 25.4;

/// Points as millimetres.
pub(super) fn mm(points: f64) -> f64 {
    points / MM
}

/// Everything read from one file.
#[derive(Debug)]
pub(super) struct Paper {
    pub(super) pages: Vec<Page>,
    pub(super) elements: Vec<Element>,
    pub(super) fonts: Vec<FontUse>,
    pub(super) archive: Archive,
}

#[derive(Debug)]
pub(super) struct Page {
    /// Points.
    pub(super) width: f64,
    pub(super) height: f64,
    pub(super) glyphs: Vec<Glyph>,
    pub(super) marks: Vec<Mark>,
    /// From top to bottom, then from left to right.
    pub(super) lines: Vec<Line>,
}

impl Page {
    pub(super) fn is_landscape(&self) -> bool {
        self.width > self.height
    }
}

/// How something is painted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Ink {
    Black,
    Grey,
    White,
    Colour,
}

/// One letter, or what one glyph stands for.
#[derive(Debug, Clone)]
pub(super) struct Glyph {
    pub(super) text: String,
    /// Left end of the glyph on its baseline.
    pub(super) x: f64,
    pub(super) baseline: f64,
    pub(super) width: f64,
    /// Points.
    pub(super) size: f64,
    pub(super) bold: bool,
    pub(super) italic: bool,
    pub(super) ink: Ink,
    /// The font has no shape for it.
    pub(super) missing: bool,
    /// Not written from left to right.
    pub(super) turned: bool,
    pub(super) owner: Owner,
}

impl Glyph {
    pub(super) fn is_blank(&self) -> bool {
        self.text.chars().all(|c| c.is_whitespace() || c == '\u{200b}')
    }
}

/// To what in the structure tree a piece of content belongs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Owner {
    /// Index of an [`Element`].
    Element(usize),
    /// Repeated heads, page numbers, ornaments.
    Artifact,
    /// In no structure at all: the file is not tagged.
    Nothing,
}

/// A stroke or an area.
#[derive(Debug, Clone, Copy)]
pub(super) struct Mark {
    pub(super) x0: f64,
    pub(super) y0: f64,
    pub(super) x1: f64,
    pub(super) y1: f64,
    pub(super) dashed: bool,
    pub(super) ink: Ink,
}

impl Mark {
    /// A horizontal rule: a stroke, or an area as thin as one.
    pub(super) fn is_rule(&self) -> bool {
        self.y1 - self.y0 < 1.5 && self.x1 - self.x0 > 10.0
    }

    pub(super) fn length(&self) -> f64 {
        self.x1 - self.x0
    }

    pub(super) fn centre(&self) -> f64 {
        f64::midpoint(self.x0, self.x1)
    }
}

/// A node of the structure tree.
#[derive(Debug, Clone)]
pub(super) struct Element {
    /// The standard name: `P`, `H1`, `TH`.
    pub(super) role: String,
    pub(super) parent: Option<usize>,
    pub(super) alternative: bool,
}

/// A font a page asks for.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct FontUse {
    /// "Tinos-Bold", without the mark of a subset.
    pub(super) name: String,
    pub(super) embedded: bool,
    /// First page that asks for it, from 0.
    pub(super) page: usize,
}

/// What the file says of itself.
#[derive(Debug, Default)]
pub(super) struct Archive {
    pub(super) title: Option<String>,
    pub(super) shows_title: bool,
    pub(super) language: Option<String>,
    pub(super) tagged: bool,
    pub(super) output_intent: bool,
    /// The XMP packet as text.
    pub(super) metadata: String,
    pub(super) bookmarks: usize,
    pub(super) attachments: Vec<Attached>,
}

#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Attached {
    pub(super) name: String,
    pub(super) described: bool,
    pub(super) related: bool,
    pub(super) typed: bool,
}

/// Glyphs side by side on one baseline, of one block of the structure.
#[derive(Debug, Clone)]
pub(super) struct Line {
    /// From 0.
    pub(super) page: usize,
    pub(super) x0: f64,
    pub(super) x1: f64,
    pub(super) baseline: f64,
    pub(super) text: String,
    /// Of most of its letters.
    pub(super) size: f64,
    pub(super) bold: bool,
    pub(super) italic: bool,
    /// Sizes of all letters lie between these.
    pub(super) sizes: (f64, f64),
    /// The block it is part of.
    pub(super) block: Owner,
}

impl Line {
    pub(super) fn centre(&self) -> f64 {
        f64::midpoint(self.x0, self.x1)
    }

    pub(super) fn length(&self) -> f64 {
        self.x1 - self.x0
    }

    /// Letters, and every one a capital.
    pub(super) fn is_upper(&self) -> bool {
        let mut letters = self.text.chars().filter(|c| c.is_alphabetic()).peekable();
        letters.peek().is_some() && letters.all(|c| !c.is_lowercase())
    }

    /// Upper edge of capitals: two thirds of the size in the Times families.
    pub(super) fn top(&self) -> f64 {
        self.baseline - 0.66 * self.size
    }
}

/// Lines of one block, in reading order.
#[derive(Debug, Clone)]
pub(super) struct Paragraph<'a> {
    pub(super) role: &'a str,
    pub(super) lines: Vec<&'a Line>,
}

impl<'a> Paragraph<'a> {
    pub(super) fn first(&self) -> &'a Line {
        self.lines.first().expect("a paragraph has a line")
    }

    pub(super) fn last(&self) -> &'a Line {
        self.lines.last().expect("a paragraph has a line")
    }

    pub(super) fn text(&self) -> String {
        let lines: Vec<&str> = self.lines.iter().map(|line| line.text.as_str()).collect();
        lines.join(" ")
    }
}

impl Paper {
    pub(super) fn role(&self, owner: Owner) -> &str {
        match owner {
            Owner::Element(at) => &self.elements[at].role,
            Owner::Artifact => "Artifact",
            Owner::Nothing => "P",
        }
    }

    /// Whether the owner, or what it stands in, has one of the roles.
    pub(super) fn is_in(&self, owner: Owner, roles: &[&str]) -> bool {
        self.enclosing(owner, roles).is_some()
    }

    /// The nearest element of one of the roles around the owner, itself included.
    pub(super) fn enclosing(&self, owner: Owner, roles: &[&str]) -> Option<usize> {
        let Owner::Element(start) = owner else { return None };
        let mut at = Some(start);
        while let Some(index) = at {
            let element = &self.elements[index];
            if roles.contains(&element.role.as_str()) {
                return Some(index);
            }
            at = element.parent;
        }
        None
    }

    pub(super) fn lines(&self) -> impl Iterator<Item = &Line> {
        self.pages.iter().flat_map(|page| &page.lines)
    }

    /// Blocks of running text in the order of their first lines; artifacts are
    /// none. A block may go on after a picture or on the next page.
    pub(super) fn paragraphs(&self) -> Vec<Paragraph<'_>> {
        let mut paragraphs: Vec<Paragraph<'_>> = Vec::new();
        let mut known: BTreeMap<usize, usize> = BTreeMap::new();
        for line in self.lines().filter(|line| line.block != Owner::Artifact) {
            if let Owner::Element(element) = line.block {
                if let Some(&at) = known.get(&element) {
                    paragraphs[at].lines.push(line);
                    continue;
                }
                known.insert(element, paragraphs.len());
            }
            paragraphs.push(Paragraph { role: self.role(line.block), lines: vec![line] });
        }
        paragraphs
    }
}
