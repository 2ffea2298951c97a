//! Walks a sheet from top to bottom for its blocks of money: a title, headings
//! of columns, labels with amounts beside them.

use std::collections::BTreeSet;

use super::axes::{Axis, Stand};
use super::blocks::Block;
use super::look::{Content, Memory, is_numbering};
use super::{About, Money, Standing};
use crate::form::lexicon::Lexicon;
use crate::form::names::Who;
use crate::form::period::{self, Other, When};
use crate::limits;
use crate::place::Address;
use crate::plan::vocabulary::{Fund, MoneyWords, NamedUnit};
use spreadsheet::{Cell, Grid, Value};

/// A label or title is short; a sentence with an amount is a little longer.
pub(super) const LONGEST: usize = 2_000;
/// Titles of a sheet stand in its first rows.
pub(super) const HEAD_ROWS: u32 = 12;

/// A sheet on which money may stand.
pub(crate) struct Page<'a> {
    pub(super) grid: &'a Grid,
    pub(super) name: &'a str,
    pub(super) lexicon: &'a Lexicon<'a>,
    /// The year of the report.
    pub(super) year: i16,
    /// Rows that belong to tables of figures, lists and paragraphs.
    taken: &'a BTreeSet<u32>,
    /// What the head of the sheet says of its year.
    pub(super) head: Option<MoneyWords>,
    pub(super) memory: Memory,
}

impl<'a> Page<'a> {
    pub(crate) fn new(
        grid: &'a Grid,
        name: &'a str,
        lexicon: &'a Lexicon<'a>,
        year: i16,
        taken: &'a BTreeSet<u32>,
    ) -> Self {
        let memory = Memory::default();
        let mut page = Self { grid, name, lexicon, year, taken, head: None, memory };
        page.head = page.head_year();
        page
    }

    /// Every amount of money on the sheet.
    pub(crate) fn read(&self) -> Vec<Money> {
        let mut money = Vec::new();
        let sheet = self.words(self.name);
        let mut block = (sheet.money && !sheet.planned).then(|| Block::new(0, sheet));
        let rows: BTreeSet<u32> = self.grid.cells().map(|(at, _)| at.row).collect();
        // Beyond the limit nothing of the sheet is used, see `form::extent`.
        let within = |_: &u32| self.looked() <= limits::AMOUNTS;
        for row in rows.into_iter().take_while(within) {
            if self.taken.contains(&row) || self.is_signed(row) {
                block = None;
            } else if block.is_some() || self.may_speak(row) {
                self.read_row(row, &mut block, &mut money);
            }
        }
        money
    }

    fn may_speak(&self, row: u32) -> bool {
        let texts = self.grid.row(row).filter_map(|(_, cell)| short(cell));
        let vocabulary = self.lexicon.vocabulary;
        texts.into_iter().any(|text| {
            let key = &self.lexicon.words(text).key;
            vocabulary.may_speak_of_money(key) || self.plans(text, &key.plain)
        })
    }

    pub(super) fn words(&self, text: &str) -> MoneyWords {
        let vocabulary = self.lexicon.vocabulary;
        let mut said = vocabulary.money_words(text);
        if said.is_understood() {
            return said;
        }
        let text = &self.without_names(text, said.money && said.fund.is_none());
        let named = vocabulary.money_words(text);
        if named.unknown.len() < said.unknown.len() {
            said.unknown = named.unknown;
        }
        // What the words that say when leave over: `Kinh phí đến 30/6`.
        let when = period::read(text, self.year, vocabulary);
        let rest = vocabulary.money_words(&period::without(text, self.year, vocabulary));
        if when.speaks() && rest.unknown.len() < said.unknown.len() {
            said.unknown = rest.unknown;
            match when.other() {
                Some(Other::Earlier | Other::Later) => said.other = true,
                Some(Other::Part | Other::Several) => said.period = true,
                Some(Other::Plan) => said.planned = true,
                None => said.current |= when.when == Some(When::Own),
            }
        }
        said
    }

    /// A text without the names of offices, and of communes in a title: `Kinh phí
    /// của huyện Ba Bể`, `Kinh phí trên địa bàn 37 xã`.
    fn without_names(&self, text: &str, is_title: bool) -> String {
        const MOST: usize = 8;
        let words: Vec<&str> = text.split_whitespace().collect();
        let mut kept: Vec<&str> = Vec::new();
        let mut at = 0;
        while at < words.len() && words.len() <= MOST * MOST {
            let length = (1..=MOST.min(words.len() - at)).rev().find(|length| {
                let name = words[at..at + length].join(" ");
                let name = name.trim_matches([',', ';', ':', '.', '(', ')']);
                let named = self.lexicon.named(name);
                named.iter().any(|named| match named.who {
                    Who::District(_) | Who::Body(_) => true,
                    Who::Commune { .. } | Who::Part(_) | Who::Outside(_) => is_title,
                })
            });
            match length {
                Some(length) => at += length,
                None => {
                    kept.push(words[at]);
                    at += 1;
                }
            }
        }
        kept.join(" ")
    }

    /// Whether a row is about something else than the amounts above it.
    pub(super) fn ends_notes(&self, row: u32) -> bool {
        if self.taken.contains(&row) || self.is_signed(row) {
            return true;
        }
        let vocabulary = self.lexicon.vocabulary;
        let mut texts = self.grid.row(row).filter_map(|(_, cell)| short(cell));
        texts.any(|text| {
            let key = &self.lexicon.words(text).key;
            vocabulary.topic_in(key).is_some() || vocabulary.is_commendation_heading(key)
        })
    }

    fn read_row(&self, row: u32, block: &mut Option<Block>, money: &mut Vec<Money>) {
        let cells: Vec<(Address, Content)> = self.contents(row);
        let words = cells.iter().skip_while(|(_, c)| !matches!(c, Content::Words(_)));
        let amounts = words.into_iter().any(|(_, c)| matches!(c, Content::Amount));
        if !amounts && self.sentences(&cells, block, money) {
            return;
        }
        if let [(_, Content::Words(said))] = cells.as_slice() {
            self.line(row, said.clone(), block);
            return;
        }
        if is_numbering(self, row) {
            return;
        }
        if self.is_heading(&cells) {
            let title = cells.iter().find_map(|(_, content)| match content {
                Content::Words(said) if said.money && said.fund.is_none() => Some(said),
                Content::Words(_) | Content::Year(_) | Content::Amount => None,
            });
            if let Some(title) = title
                && block.as_ref().is_none_or(|block| block.begun)
            {
                *block = Some(Block::new(row, title.clone()));
            }
            return;
        }
        let found = self.amounts(row, &cells, block.as_ref());
        if !found.is_empty() {
            let block = block.get_or_insert_with(|| Block::untitled(row));
            block.begun = true;
            block.entered = true;
            for (_, content) in &cells {
                let Content::Words(said) = content else { continue };
                if said.fund.is_some() || said.total {
                    block.lines.retain(|line| line.fund.is_none() && !line.within);
                    block.listed = said.is_listed();
                }
                // `Tổng kinh phí (triệu đồng) | 869` over the rows of its funds.
                let sums = said.fund.is_none() && (said.money || said.total);
                if sums && said.unit != NamedUnit::None {
                    block.titles.insert(0, said.clone());
                }
            }
        }
        money.extend(found);
    }

    /// A row of headings: no amounts, and not a label with a text beside it.
    pub(super) fn is_heading(&self, cells: &[(Address, Content)]) -> bool {
        let mut texts = Vec::new();
        for (_, content) in cells {
            match content {
                Content::Words(said) => texts.push(said),
                Content::Amount => return false,
                Content::Year(_) => {}
            }
        }
        let years = cells.len() - texts.len();
        let funds = texts.iter().filter(|said| said.fund.is_some() || said.total).count();
        let headings = |said: &&&MoneyWords| said.is_understood() && !said.is_unit;
        let others = texts.iter().skip(1).filter(headings).count() + years;
        let labelled = matches!(cells.first(), Some((_, Content::Words(first)))
            if first.fund.is_some() && first.is_understood());
        cells.len() > 1 && (funds > 1 || !labelled || others + 1 == cells.len())
    }

    /// Every amount of a row with what is said of it.
    fn amounts(
        &self,
        row: u32,
        cells: &[(Address, Content)],
        block: Option<&Block>,
    ) -> Vec<Money> {
        let first_text = cells.iter().position(|(_, c)| matches!(c, Content::Words(_)));
        let is_amount = |index: usize, content: &Content| match content {
            Content::Amount => first_text.is_none_or(|first| index > first),
            Content::Words(_) | Content::Year(_) => false,
        };
        let mut found: Vec<Address> = cells
            .iter()
            .enumerate()
            .filter(|(index, (_, content))| is_amount(*index, content))
            .map(|(_, (at, _))| *at)
            .collect();
        // `550 | 63%`: the share of what stands before it.
        let is_share = |at: &Address| {
            let cell = self.grid.get(*at).and_then(Cell::as_text);
            cell.is_some_and(|text| text.trim().ends_with('%'))
        };
        if found.first().is_some_and(|first| !is_share(first)) {
            found.retain(|at| !is_share(at));
        }
        if found.is_empty() {
            found.extend(self.in_the_place_of_an_amount(cells));
        }
        let titles = self.titles(block);
        let stated = found.into_iter();
        stated.filter_map(|at| self.money(row, at, block, &titles)).collect()
    }

    /// What stands at a fund's label where its amount should: a number before
    /// it, or words.
    fn in_the_place_of_an_amount(&self, cells: &[(Address, Content)]) -> Option<Address> {
        let label = cells.iter().position(|(_, content)| {
            matches!(content, Content::Words(said)
                if said.fund.is_some() && said.is_understood())
        })?;
        let words = cells.iter().skip(label + 1).find(|(_, content)| match content {
            Content::Words(said) => !said.is_understood(),
            Content::Year(_) => true,
            Content::Amount => false,
        });
        let before = || {
            cells[..label].iter().find(|(at, content)| {
                matches!(content, Content::Amount) && !self.is_ordinal(*at)
            })
        };
        words.or_else(before).map(|(at, _)| *at)
    }

    fn is_ordinal(&self, at: Address) -> bool {
        match self.grid.get(at).map(|cell| &cell.value) {
            Some(Value::Number(number)) => *number < 100.0 && number.fract() == 0.0,
            Some(Value::Text(text)) => text.len() <= 6,
            Some(
                Value::Bool(_) | Value::Date(_) | Value::Error(_) | Value::Uncalculated,
            )
            | None => false,
        }
    }

    /// An amount with what its row, its column and the titles say of it; nothing
    /// where they say that it is no money.
    fn money(
        &self,
        row: u32,
        at: Address,
        block: Option<&Block>,
        titles: &[MoneyWords],
    ) -> Option<Money> {
        self.look();
        let left = self.left(at);
        let above = self.above(at, block);
        let column = above.words.first().and_then(|said| said.column);
        if column.is_some() {
            return None;
        }
        let mut left = left;
        if left.fund().is_none() && above.fund().is_none() && !left.is_total() {
            let over =
                block.and_then(|block| block.lines.iter().find(|l| l.fund.is_some()));
            left.words.extend(over.cloned());
        }
        let stand = Stand { row: &left, column: &above, titles, year: self.year };
        let (about, names) = stand.about();
        let unit = stand.unit();
        let own = self.grid.get(at).is_some_and(|cell| self.names_unit(cell));
        // Under a heading of money a row may tell what the money was for.
        let counted = above.is_counted() || left.is_counted() && !above.is_money();
        let is_money = block.is_some() || unit != NamedUnit::None || own;
        let funded = left.named().or(above.named());
        let strong = funded.is_some_and(|said| said.fund == Some(Fund::State));
        let clear = match funded {
            Some(said) => said.is_understood(),
            None => about == About::Total && left.unknown().is_none() && left.is_money(),
        };
        let share = stand.share();
        if (counted && share.is_none())
            || !(is_money || strong || clear)
            || self.is_within(&left, about, block)
        {
            return None;
        }
        let (content, riddle) = stand.content(about);
        let bare = || {
            let words = funded.map(|said| said.text.clone());
            words.filter(|_| !is_money && !strong)
        };
        let riddle = riddle.or_else(|| self.across(at, block)).or_else(bare);
        let standing = match riddle.or_else(|| stand.no_amount()) {
            Some(words) => Standing::Riddle(words),
            None => match share {
                Some(words) => Standing::Share(words),
                None => stand.standing(),
            },
        };
        let standing = self.remarked(at, standing);
        let lines = block.iter().flat_map(|block| &block.lines);
        let within = left.words.iter().chain(lines).any(|said| said.within);
        let label = left.label.or(above.label).unwrap_or(Address::new(row, 0));
        (about != About::Unknown || unit != NamedUnit::None).then(|| Money {
            about,
            names,
            parts: stand.parts(),
            within,
            sums: left.words.iter().chain(&above.words).any(|said| said.total),
            content,
            unit,
            standing,
            doubt: stand.doubt(),
            cell: self.grid.get(at).cloned().unwrap_or_else(|| Cell::text("")),
            sheet: self.name.to_owned(),
            at,
            label,
        })
    }

    /// A row below `Trong đó:`, or behind a dash below a fund, of which no fund is
    /// named: a part of what stands above.
    fn is_within(&self, left: &Axis, about: About, block: Option<&Block>) -> bool {
        let Some(block) = block.filter(|_| about == About::Unknown) else { return false };
        let listed = left.words.last().is_some_and(MoneyWords::is_listed);
        let within = left.words.iter().any(|said| said.within);
        within
            || block.lines.first().is_some_and(|line| line.within)
            || (listed && !block.listed && block.entered)
    }

    /// What the head of the sheet says of its year, if it is another one.
    fn head_year(&self) -> Option<MoneyWords> {
        let mut other = None;
        for (_, cell) in self.grid.rows(0..HEAD_ROWS) {
            let Some(text) = short(cell) else { continue };
            let plain = &self.lexicon.words(text).key.plain;
            if plain.contains("ngay")
                || !plain.contains("20")
                || plain.contains("nhiem vu")
            {
                continue;
            }
            let said = self.words(text);
            if said.years.contains(&self.year) {
                return None;
            }
            if said.years.len() == 1 && !said.period && plain.contains("nam 20") {
                other = Some(said);
            }
        }
        other
    }
}

/// The text of a cell that is no paragraph.
pub(super) fn short(cell: &Cell) -> Option<&str> {
    cell.as_text().filter(|text| text.len() <= LONGEST)
}
