//! Blocks of money: the titles that hold for the rows below them, and the lines
//! between the rows.

use super::sheet::Page;
use crate::plan::vocabulary::{MoneyWords, NamedUnit};

/// The titles that hold for the rows below them.
#[derive(Debug, Clone)]
pub(super) struct Block {
    pub(super) first: u32,
    pub(super) titles: Vec<MoneyWords>,
    /// Lines between its rows: `Năm 2023`, `Trong đó:`, a fund over its parts.
    pub(super) lines: Vec<MoneyWords>,
    /// A row of amounts stood below the titles, or below the lines.
    pub(super) begun: bool,
    pub(super) entered: bool,
    /// The label of the last fund stood behind a dash.
    pub(super) listed: bool,
}

impl Block {
    pub(super) fn new(first: u32, title: MoneyWords) -> Self {
        Self {
            first,
            titles: vec![title],
            lines: Vec::new(),
            begun: false,
            entered: false,
            listed: false,
        }
    }

    pub(super) fn untitled(first: u32) -> Self {
        Self {
            first,
            titles: Vec::new(),
            lines: Vec::new(),
            begun: false,
            entered: false,
            listed: false,
        }
    }
}

impl Page<'_> {
    /// A line of one text: a title, a line between the rows, or the end.
    pub(super) fn line(&self, row: u32, said: MoneyWords, block: &mut Option<Block>) {
        let funded = said.fund.is_some() && said.is_understood();
        let Some(open) = block else {
            // `Dự toán giao năm 2024 (triệu đồng)`.
            let of_money = said.unit != NamedUnit::None && !said.is_unit;
            let opens = said.money || funded || of_money && (said.planned || said.spent);
            *block = opens.then(|| Block::new(row, said));
            return;
        };
        if said.money && !funded && open.begun {
            *block = Some(Block::new(row, said));
        } else if said.money || (said.is_understood() && (said.speaks() || said.within)) {
            if funded {
                open.lines.retain(|line| line.fund.is_none());
            }
            if open.begun || funded {
                if open.entered && said.names_time() {
                    open.lines.clear();
                }
                open.entered = false;
                open.lines.insert(0, said);
            } else {
                open.titles.insert(0, said);
            }
        } else if !said.text.starts_with('(') {
            *block = None;
        }
    }

    /// The titles that hold, nearest first.
    pub(super) fn titles(&self, block: Option<&Block>) -> Vec<MoneyWords> {
        let mut titles = Vec::new();
        if let Some(block) = block {
            titles.extend(block.lines.iter().cloned());
            titles.extend(block.titles.iter().cloned());
        }
        titles.push(self.words(self.name));
        titles.extend(self.head.clone());
        titles
    }
}
