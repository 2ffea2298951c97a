//! Annexes: where each begins and what stands at its top.

use super::{APART, HEADINGS, Part};
use crate::sheet::{Line, Owner, Paper, Paragraph};

#[derive(Debug)]
pub(crate) struct Annex<'p> {
    pub(crate) part: Part,
    /// "Phụ lục I".
    pub(crate) label: &'p Line,
    pub(crate) title: Vec<&'p Line>,
    /// "(Kèm theo …)", one line or several.
    pub(crate) guide: Vec<&'p Line>,
    /// Its last line of text.
    pub(crate) last: &'p Line,
    pub(crate) headings: Vec<Paragraph<'p>>,
}

/// The numeral of an annex, "" where there is none: "Phụ lục I", "Phụ lục".
pub(crate) fn numeral(text: &str) -> Option<&str> {
    let rest = text.strip_prefix("Phụ lục").or_else(|| text.strip_prefix("PHỤ LỤC"))?;
    let numeral = rest.trim();
    let is_short =
        numeral.chars().all(|c| c.is_ascii_alphanumeric()) && numeral.len() < 8;
    is_short.then_some(numeral)
}

/// Pages, from 0, whose first line is the label of an annex.
pub(super) fn starts(paper: &Paper) -> Vec<usize> {
    let pages = paper.pages.iter().enumerate().skip(1);
    pages
        .filter(|(_, page)| {
            let mut lines = page.lines.iter().filter(|l| l.block != Owner::Artifact);
            lines.next().is_some_and(|line| numeral(&line.text).is_some())
        })
        .map(|(at, _)| at)
        .collect()
}

pub(super) fn find<'p>(
    paper: &'p Paper,
    parts: &[Part],
    paragraphs: &[Paragraph<'p>],
) -> Vec<Annex<'p>> {
    parts
        .iter()
        .filter(|part| part.is_annex)
        .filter_map(|part| annex(paper, *part, paragraphs))
        .collect()
}

fn annex<'p>(
    paper: &'p Paper,
    part: Part,
    paragraphs: &[Paragraph<'p>],
) -> Option<Annex<'p>> {
    let pages = &paper.pages[part.first..=part.last];
    let is_text = |line: &&Line| line.block != Owner::Artifact;
    let mut lines = pages.iter().flat_map(|page| &page.lines).filter(is_text).peekable();
    let label = lines.next()?;
    let mut title = Vec::new();
    while let Some(line) = lines.next_if(|line| {
        line.page == part.first && !line.text.starts_with('(') && is_centred(line, label)
    }) {
        title.push(line);
    }
    let mut guide: Vec<&Line> = Vec::new();
    while let Some(line) = lines.next_if(|line| {
        guide.is_empty() && line.text.starts_with('(')
            || guide.last().is_some_and(|last| !last.text.ends_with(')'))
    }) {
        guide.push(line);
    }
    let within = |line: &Line| (part.first..=part.last).contains(&line.page);
    let headings = paragraphs
        .iter()
        .filter(|one| within(one.first()) && HEADINGS.contains(&one.role))
        .cloned()
        .collect();
    // The end mark stands in running text, or in the table that ends the annex.
    let all: Vec<&Line> = pages.iter().flat_map(|p| &p.lines).filter(is_text).collect();
    let outside = |line: &&&Line| !paper.is_in(line.block, &APART);
    let last = all.iter().rev().find(outside).or(all.last())?;
    Some(Annex { part, label, title, guide, last, headings })
}

fn is_centred(line: &Line, label: &Line) -> bool {
    (line.centre() - label.centre()).abs() < 6.0
}

#[cfg(test)]
mod tests {
    use super::numeral;

    #[test]
    fn the_label_of_an_annex_stands_alone_on_its_line() {
        assert_eq!(numeral("Phụ lục IV"), Some("IV"));
        assert_eq!(numeral("Phụ lục"), Some(""));
        assert_eq!(numeral("Phụ lục 2"), Some("2"));
        assert_eq!(numeral("Phụ lục III liệt kê báo cáo của các đơn vị"), None);
    }
}
