//! Finds the components of an office's document among the lines of its pages:
//! head, body, closing, annexes. Where they are looked for follows the diagram
//! of Decree 30/2020/NĐ-CP, Appendix I, part I, section IV.

mod annexes;
mod closing;
mod head;

use std::collections::{BTreeMap, BTreeSet};

use super::sheet::{Ink, Line, MM, Page, Paper, Paragraph};

pub(super) use self::annexes::{Annex, numeral};
pub(super) use self::closing::Closing;
pub(super) use self::head::Head;

/// Roles of blocks that are no running text.
const APART: [&str; 5] = ["Table", "Figure", "Caption", "TH", "TD"];
/// Stands in the head margin of a draft.
const DRAFT: &str = "DỰ THẢO";
/// Roles of headings.
const HEADINGS: [&str; 7] = ["H", "H1", "H2", "H3", "H4", "H5", "H6"];

/// What stands where.
#[derive(Debug)]
pub(super) struct Anatomy<'p> {
    /// The document itself, then its annexes.
    pub(super) parts: Vec<Part>,
    /// The printed number of each page.
    pub(super) numbers: Vec<Option<Line>>,
    /// The sign of a draft on each page.
    pub(super) drafts: Vec<Option<Line>>,
    /// How far what is printed keeps from the edges of each page.
    pub(super) extents: Vec<Option<Extent>>,
    pub(super) tables: Vec<Table>,
    pub(super) head: Head<'p>,
    pub(super) body: Body<'p>,
    pub(super) headings: Vec<Paragraph<'p>>,
    pub(super) closing: Closing<'p>,
    pub(super) annexes: Vec<Annex<'p>>,
}

/// Pages numbered together, from 0, both ends included.
#[derive(Debug, Clone, Copy)]
pub(super) struct Part {
    pub(super) first: usize,
    pub(super) last: usize,
    pub(super) is_annex: bool,
}

/// Distances of what is printed, the running head aside, in points.
#[derive(Debug, Clone, Copy)]
pub(super) struct Extent {
    pub(super) left: f64,
    pub(super) right: f64,
    pub(super) top: f64,
    pub(super) bottom: f64,
    lines: usize,
}

/// A table and the pages it is on.
#[derive(Debug)]
pub(super) struct Table {
    pub(super) first: usize,
    pub(super) last: usize,
    pages: Vec<usize>,
    /// Lines of the head that is repeated, on its first page.
    pub(super) heads: Vec<String>,
    /// Any head cell at all.
    pub(super) has_heads: bool,
    pub(super) cells: usize,
}

impl Table {
    pub(super) fn is_on(&self, page: usize) -> bool {
        self.pages.contains(&page)
    }
}

/// The running text of the document itself, between head and closing.
#[derive(Debug, Default)]
pub(super) struct Body<'p> {
    /// Every block outside tables and pictures, headings aside.
    pub(super) paragraphs: Vec<Paragraph<'p>>,
    /// Size of most of its letters, in points.
    pub(super) size: f64,
    /// Edges most of its lines keep, in points from the left.
    pub(super) left: Option<f64>,
    pub(super) right: Option<f64>,
}

impl<'p> Body<'p> {
    /// Paragraphs in the size of the body: titles and notes of tables are not.
    pub(super) fn running(&self) -> impl Iterator<Item = &Paragraph<'p>> {
        self.paragraphs
            .iter()
            .filter(|paragraph| (paragraph.first().size - self.size).abs() < 0.3)
    }
}

impl<'p> Anatomy<'p> {
    pub(super) fn of(paper: &'p Paper) -> Self {
        let starts = annexes::starts(paper);
        let parts = parts(paper, &starts);
        let numbers: Vec<Option<Line>> = paper.pages.iter().map(number).collect();
        let drafts: Vec<Option<Line>> = paper.pages.iter().map(draft).collect();
        let running = numbers.iter().zip(&drafts);
        let extents = paper.pages.iter().zip(running).map(extent).collect();
        let main = parts[0];
        let head = Head::of(paper);
        let closing = Closing::of(paper, main);
        let paragraphs = paper.paragraphs();
        let headings = paragraphs
            .iter()
            .filter(|one| one.first().page <= main.last && HEADINGS.contains(&one.role))
            .cloned()
            .collect();
        let body = body(paper, main, &head, &closing, &paragraphs);
        let annexes = annexes::find(paper, &parts, &paragraphs);
        let tables = tables(paper);
        Self {
            parts,
            numbers,
            drafts,
            extents,
            tables,
            head,
            body,
            headings,
            closing,
            annexes,
        }
    }

    /// A document an office issues, not a paper of the house.
    pub(super) fn is_official(&self) -> bool {
        let head = &self.head;
        head.nation.is_some()
            || head.motto.is_some()
            || head.number.is_some()
            || self.closing.label.is_some()
    }

    pub(super) fn part_of(&self, page: usize) -> Part {
        let part = self.parts.iter().find(|part| page <= part.last);
        part.copied().unwrap_or(self.parts[0])
    }

    /// Pages of a part that are filled by running text or a table.
    pub(super) fn full_extents(
        &self,
        part: &Part,
    ) -> impl Iterator<Item = (usize, Extent)> {
        let pages =
            (part.first..=part.last).filter_map(|at| Some((at, self.extents[at]?)));
        pages.filter(|(_, extent)| extent.lines >= 12)
    }

    /// The middle of the type area: between the margins the text keeps.
    pub(super) fn middle(&self, page: &Page) -> f64 {
        match (self.body.left, self.body.right) {
            (Some(left), Some(right)) if !page.is_landscape() => {
                f64::midpoint(left, right)
            }
            // Binding margin 30, outer margin 20.
            _ => page.width / 2.0 + 5.0 * MM,
        }
    }
}

fn parts(paper: &Paper, starts: &[usize]) -> Vec<Part> {
    let end = paper.pages.len();
    let bounds: Vec<usize> =
        [0].into_iter().chain(starts.iter().copied()).chain([end]).collect();
    bounds
        .windows(2)
        .filter(|pair| pair[0] < pair[1])
        .map(|pair| Part {
            first: pair[0],
            last: pair[1] - 1,
            is_annex: starts.contains(&pair[0]),
        })
        .collect()
}

/// Digits alone within 20 mm of the upper edge.
fn number(page: &Page) -> Option<Line> {
    let is_number = |line: &&Line| {
        line.baseline < 20.0 * MM
            && !line.text.is_empty()
            && line.text.chars().all(|c| c.is_ascii_digit())
    };
    page.lines.iter().find(is_number).cloned()
}

/// The words of a draft within 20 mm of the upper edge.
fn draft(page: &Page) -> Option<Line> {
    let is_sign = |line: &&Line| line.baseline < 20.0 * MM && line.text == DRAFT;
    page.lines.iter().find(is_sign).cloned()
}

type Running<'l> = (&'l Option<Line>, &'l Option<Line>);

fn extent((page, (number, draft)): (&Page, Running<'_>)) -> Option<Extent> {
    let is = |line: &Line, other: &Option<Line>| {
        other.as_ref().is_some_and(|other| {
            line.baseline == other.baseline && line.text == other.text
        })
    };
    let lines = page.lines.iter().filter(|line| !is(line, number) && !is(line, draft));
    let (mut left, mut right, mut top, mut bottom) =
        (f64::MAX, f64::MIN, f64::MAX, f64::MIN);
    let mut count = 0;
    for line in lines {
        count += 1;
        left = left.min(line.x0);
        right = right.max(line.x1);
        top = top.min(line.top());
        bottom = bottom.max(line.baseline + 0.2 * line.size);
    }
    let marks = page.marks.iter().filter(|mark| mark.ink != Ink::White);
    for mark in marks {
        left = left.min(mark.x0);
        right = right.max(mark.x1);
        top = top.min(mark.y0);
        bottom = bottom.max(mark.y1);
    }
    (count > 0).then_some(Extent {
        left,
        right: page.width - right,
        top,
        bottom: page.height - bottom,
        lines: count,
    })
}

fn body<'p>(
    paper: &'p Paper,
    main: Part,
    head: &Head<'_>,
    closing: &Closing<'_>,
    paragraphs: &[Paragraph<'p>],
) -> Body<'p> {
    let begins = head.end();
    let ends = closing.label.map(|line| (line.page, line.baseline - 4.0));
    let inside = |line: &Line| {
        line.page <= main.last
            && (line.page > 0 || line.baseline > begins)
            && ends.is_none_or(|(page, baseline)| {
                (line.page, line.baseline) < (page, baseline)
            })
    };
    let paragraphs: Vec<Paragraph<'p>> = paragraphs
        .iter()
        .filter(|paragraph| {
            let owner = paragraph.first().block;
            paragraph.lines.iter().all(|line| inside(line))
                && !HEADINGS.contains(&paragraph.role)
                && !paper.is_in(owner, &APART)
        })
        .cloned()
        .collect();
    let sizes = paragraphs.iter().flat_map(|paragraph| {
        paragraph.lines.iter().map(|line| ((line.size * 10.0).round(), line.text.len()))
    });
    let size = most(sizes).unwrap_or(0.0) / 10.0;
    let mut body = Body { paragraphs, size, left: None, right: None };
    let tenth = |points: f64| (points * 5.0).round();
    body.left = most(body.running().flat_map(|paragraph| {
        paragraph.lines.iter().skip(1).map(move |line| (tenth(line.x0), 1))
    }))
    .map(|fifths| fifths / 5.0);
    body.right = most(body.running().flat_map(|paragraph| {
        let but_last = paragraph.lines.len() - 1;
        paragraph.lines.iter().take(but_last).map(move |line| (tenth(line.x1), 1))
    }))
    .map(|fifths| fifths / 5.0);
    body
}

/// The value of most weight.
fn most(values: impl Iterator<Item = (f64, usize)>) -> Option<f64> {
    let mut weights: BTreeMap<u64, (f64, usize)> = BTreeMap::new();
    for (value, weight) in values {
        weights.entry(value.to_bits()).or_insert((value, 0)).1 += weight;
    }
    weights.values().max_by_key(|(_, weight)| *weight).map(|(value, _)| *value)
}

fn tables(paper: &Paper) -> Vec<Table> {
    let rows = head_rows(paper);
    let mut tables: BTreeMap<usize, Table> = BTreeMap::new();
    for line in paper.lines() {
        let Some(element) = paper.enclosing(line.block, &["Table"]) else { continue };
        let table = tables.entry(element).or_insert_with(|| Table {
            first: line.page,
            last: line.page,
            pages: Vec::new(),
            heads: Vec::new(),
            has_heads: false,
            cells: 0,
        });
        table.cells += 1;
        table.last = table.last.max(line.page);
        if table.pages.last() != Some(&line.page) {
            table.pages.push(line.page);
        }
        table.has_heads |= paper.is_in(line.block, &["TH"]);
        let row = paper.enclosing(line.block, &["TR"]);
        if row.is_some_and(|row| rows.contains(&row)) && line.page == table.first {
            table.heads.push(line.text.clone());
        }
    }
    tables.into_values().collect()
}

/// Rows of several head cells and nothing else: not those that open a group, nor
/// those whose first cell is the head of its row.
fn head_rows(paper: &Paper) -> BTreeSet<usize> {
    let mut cells: BTreeMap<usize, (BTreeSet<usize>, bool)> = BTreeMap::new();
    for line in paper.lines() {
        let Some(row) = paper.enclosing(line.block, &["TR"]) else { continue };
        let (heads, mixed) = cells.entry(row).or_default();
        match paper.enclosing(line.block, &["TH"]) {
            Some(head) => {
                heads.insert(head);
            }
            None => *mixed = true,
        }
    }
    let rows = cells.into_iter().filter(|(_, (heads, mixed))| heads.len() > 1 && !mixed);
    rows.map(|(row, _)| row).collect()
}
