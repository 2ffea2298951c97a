//! The end of the document: diagram cells 7 to 9b.

use super::Part;
use crate::sheet::{Line, MM, Owner, Paper};

#[derive(Debug, Default)]
pub(crate) struct Closing<'p> {
    /// "Nơi nhận:".
    pub(crate) label: Option<&'p Line>,
    pub(crate) copies: Vec<&'p Line>,
    /// Authority and position.
    pub(crate) position: Vec<&'p Line>,
    pub(crate) name: Option<&'p Line>,
    /// Clear height below the position, in points.
    pub(crate) clear: f64,
}

impl<'p> Closing<'p> {
    pub(super) fn of(paper: &'p Paper, main: Part) -> Self {
        let pages = &paper.pages[main.first..=main.last];
        let mut lines = pages.iter().flat_map(|page| &page.lines);
        let label = lines.rfind(|line| line.text.starts_with("Nơi nhận"));
        let Some(label) = label else { return Self::default() };
        let page = &paper.pages[label.page];
        let middle = page.width / 2.0;
        let below = page.lines.iter().filter(|line| {
            line.block != Owner::Artifact && line.baseline > label.baseline - 10.0
        });
        let (left, right): (Vec<&Line>, Vec<&Line>) =
            below.partition(|line| line.centre() < middle);
        let copies: Vec<&Line> = left
            .into_iter()
            .filter(|line| line.baseline > label.baseline + 1.0)
            .collect();
        // Position lines follow each other closely; the name comes after the gap.
        let mut position: Vec<&Line> = Vec::new();
        let mut rest = right.into_iter().peekable();
        while let Some(line) = rest.next_if(|line| {
            position.last().is_none_or(|last| line.baseline - last.baseline < 12.0 * MM)
        }) {
            position.push(line);
        }
        let name = rest.next();
        let last = position.last().map_or(label.baseline, |line| line.baseline);
        let free_until = name.map_or(page.height - 20.0 * MM, |line| line.top());
        Self { label: Some(label), copies, position, name, clear: free_until - last }
    }
}
