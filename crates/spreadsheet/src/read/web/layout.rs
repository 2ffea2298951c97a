//! Where the cells of a page stand: tables one below the other, tables in cells,
//! cells over several rows and columns.
//!
//! A table in a cell lies where its cell lies and pushes down what follows, as
//! Excel lays it.

use std::collections::BTreeMap;

use crate::place::{Address, CellRange};
use crate::read::limits;
use crate::read::unreadable::Unreadable;

/// The tables entered, and where the page goes on.
#[derive(Debug, Default)]
pub(super) struct Layout {
    tables: Vec<Table>,
    /// The first row that is free below all that has been laid.
    below: u32,
    pub(super) merges: Vec<CellRange>,
    /// Cells passed over so far.
    passed: usize,
}

/// A table that is being laid.
#[derive(Debug)]
struct Table {
    left: u32,
    /// The first row of the sheet of each of its rows.
    rows: Vec<u32>,
    /// The next free row and column.
    below: u32,
    col: u32,
    right: u32,
    cell: Option<Cell>,
    /// Columns that a cell holds which reaches down: first to last, and the last row
    /// of the table it reaches.
    held: BTreeMap<u32, (u32, u32)>,
    /// Cells that reach over others: first row and column, last row and column.
    wide: Vec<[u32; 4]>,
}

/// A cell that is open.
#[derive(Debug)]
struct Cell {
    col: u32,
    last_col: u32,
    reach: u32,
    /// Where the next of its contents stands.
    below: u32,
    has_table: bool,
}

impl Layout {
    pub(super) fn is_in_table(&self) -> bool {
        !self.tables.is_empty()
    }

    pub(super) fn is_in_cell(&self) -> bool {
        self.tables.last().is_some_and(|table| table.cell.is_some())
    }

    pub(super) fn enter_table(&mut self) -> Result<(), Unreadable> {
        if self.tables.len() >= limits::NESTED_TABLES {
            return Err(Unreadable::too_large(
                "số bảng lồng nhau",
                limits::NESTED_TABLES,
            ));
        }
        let (below, left) = match self.tables.last_mut() {
            None => (self.below, 0),
            Some(Table { cell: Some(cell), .. }) => {
                cell.has_table = true;
                (cell.below, cell.col)
            }
            Some(table) => (table.below, table.left),
        };
        self.tables.push(Table {
            left,
            rows: Vec::new(),
            below,
            col: left,
            right: left,
            cell: None,
            held: BTreeMap::new(),
            wide: Vec::new(),
        });
        Ok(())
    }

    /// Ends the table; what is around it goes on below it.
    pub(super) fn leave_table(&mut self) {
        self.leave_cell();
        let Some(table) = self.tables.pop() else { return };
        let last = table.rows.len().saturating_sub(1);
        for [row, col, last_row, last_col] in table.wide {
            // A cell reaches no farther than its table.
            let [from, to] =
                [row, last_row].map(|row| table.rows[(row as usize).min(last)]);
            if self.merges.len() < limits::MERGES {
                let first = Address::new(from, col);
                self.merges.push(CellRange { first, last: Address::new(to, last_col) });
            }
        }
        match self.tables.last_mut() {
            None => self.below = table.below,
            Some(around) => {
                around.below = around.below.max(table.below);
                around.right = around.right.max(table.right);
                if let Some(cell) = &mut around.cell {
                    cell.below = table.below;
                    cell.last_col = cell.last_col.max(table.right.saturating_sub(1));
                }
            }
        }
    }

    pub(super) fn enter_row(&mut self) -> Result<u32, Unreadable> {
        self.leave_cell();
        let table = self.tables.last_mut().expect("a row is in a table");
        let row = table.below;
        if row >= limits::ROWS {
            return Err(Unreadable::too_large("số dòng của sheet", limits::ROWS));
        }
        table.rows.push(row);
        (table.below, table.col) = (row + 1, table.left);
        Ok(row)
    }

    /// A cell over so many rows and columns of its table.
    pub(super) fn enter_cell(&mut self, rows: u32, cols: u32) -> Result<(), Unreadable> {
        self.leave_cell();
        let table = self.tables.last_mut().expect("a cell is in a table");
        let row = table.rows.len() as u32 - 1;
        let col = table.free(row, &mut self.passed);
        if self.passed > limits::REACH_STEPS {
            let what = "số lần bỏ qua ô trải xuống từ dòng trên";
            return Err(Unreadable::too_large(what, limits::REACH_STEPS));
        }
        let last_col = col.saturating_add(cols - 1);
        if last_col >= limits::COLUMNS || rows > limits::ROWS {
            return Err(Unreadable::damaged(
                "có ô trải ra ngoài phạm vi sheet của Excel",
            ));
        }
        let last_col = table.up_to_held(row, col, last_col);
        let reach = row.saturating_add(rows - 1);
        let below = table.rows[row as usize];
        table.cell = Some(Cell { col, last_col, reach, below, has_table: false });
        Ok(())
    }

    /// Where the next content of the open cell stands.
    pub(super) fn place(&mut self) -> Result<Address, Unreadable> {
        let Some(table) = self.tables.last_mut() else {
            let row = self.below;
            self.below = row.saturating_add(1);
            return Ok(Address::new(row, 0));
        };
        let cell = table.cell.as_mut().expect("content is in a cell");
        let at = Address::new(cell.below, cell.col);
        cell.below = cell.below.saturating_add(1);
        table.below = table.below.max(cell.below);
        Ok(at)
    }

    pub(super) fn leave_cell(&mut self) {
        let Some(table) = self.tables.last_mut() else { return };
        let Some(cell) = table.cell.take() else { return };
        let row = table.rows.len() as u32 - 1;
        if cell.reach > row {
            table.hold(row, &cell);
        }
        let reaches = cell.reach > row || cell.last_col > cell.col;
        if reaches && !cell.has_table && table.wide.len() < limits::MERGES {
            table.wide.push([row, cell.col, cell.reach, cell.last_col]);
        }
        table.col = cell.last_col + 1;
        table.right = table.right.max(table.col);
    }
}

impl Table {
    /// The next column of a row that no cell above reaches into.
    fn free(&self, row: u32, passed: &mut usize) -> u32 {
        let mut col = self.col;
        while let Some((_, (last, reach))) = self.held.range(..=col).next_back() {
            if *last < col || *reach < row {
                break;
            }
            col = last + 1;
            *passed += 1;
        }
        col
    }

    /// The last column of a cell, which ends where one from above begins.
    fn up_to_held(&mut self, row: u32, col: u32, last: u32) -> u32 {
        loop {
            let mut within = self.held.range(col + 1..=last.max(col + 1));
            match within.next().map(|(first, (_, reach))| (*first, *reach)) {
                Some((first, _)) if first > last => return last,
                Some((first, reach)) if reach < row => {
                    self.held.remove(&first);
                }
                Some((first, _)) => return first - 1,
                None => return last,
            }
        }
    }

    fn hold(&mut self, row: u32, cell: &Cell) {
        // What reached here from above and ended is in the way of nothing.
        self.up_to_held(row, cell.col, cell.last_col);
        self.held.insert(cell.col, (cell.last_col, cell.reach));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn laid(layout: &mut Layout, rows: u32, cols: u32) -> String {
        layout.enter_cell(rows, cols).expect("in the sheet");
        layout.place().expect("in the sheet").to_string()
    }

    #[test]
    fn cells_make_room_for_those_that_reach_down() {
        let mut layout = Layout::default();
        let layout = &mut layout;
        layout.enter_table().expect("one table");
        layout.enter_row().expect("a row");
        let first = [laid(layout, 2, 1), laid(layout, 1, 2), laid(layout, 3, 1)];
        assert_eq!(first, ["A1", "B1", "D1"]);
        layout.enter_row().expect("a row");
        assert_eq!([laid(layout, 1, 1), laid(layout, 1, 5)], ["B2", "C2"]);
        layout.enter_row().expect("a row");
        assert_eq!([laid(layout, 1, 3), laid(layout, 1, 1)], ["A3", "E3"]);
        layout.leave_table();
        let merges = layout.merges.iter().map(ToString::to_string).collect::<Vec<_>>();
        assert_eq!(merges, ["A1:A2", "B1:C1", "D1:D3", "A3:C3"]);
        assert_eq!(layout.place().map(|at| at.to_string()).as_deref(), Ok("A4"));
    }

    #[test]
    fn a_table_in_a_cell_pushes_down_what_follows() {
        let mut layout = Layout::default();
        let layout = &mut layout;
        layout.enter_table().expect("a table");
        layout.enter_row().expect("a row");
        layout.enter_cell(1, 1).expect("a cell");
        layout.enter_table().expect("a table within");
        for _ in 0..2 {
            layout.enter_row().expect("a row");
            laid(layout, 1, 1);
            laid(layout, 1, 1);
        }
        layout.leave_table();
        assert_eq!(laid(layout, 1, 1), "C1");
        layout.enter_row().expect("a row");
        assert_eq!(laid(layout, 1, 1), "A3");
    }

    #[test]
    fn a_cell_beyond_the_sheet_is_damage() {
        let mut layout = Layout::default();
        layout.enter_table().expect("a table");
        layout.enter_row().expect("a row");
        assert!(layout.enter_cell(1, 1_000_000_000).is_err());
        assert!(layout.enter_cell(2_000_000, 1).is_err());
    }
}
