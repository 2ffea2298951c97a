//! Which cell a reader sees where several are merged.

use crate::place::{Address, CellRange};

use super::sheet::COLUMNS;

/// Widths of all regions of a sheet together that are looked at.
const WIDTHS: usize = 1_000_000;

/// For every column the merged regions that cross it, from top to bottom.
#[derive(Debug, Default)]
pub(super) struct Merges(Vec<Vec<CellRange>>);

impl Merges {
    pub(super) fn new(mut regions: Vec<CellRange>) -> Self {
        regions.sort();
        let width = regions.iter().map(|region| region.last.col + 1).max().unwrap_or(0);
        let mut columns = vec![Vec::<CellRange>::new(); width.min(COLUMNS) as usize];
        let mut left = WIDTHS;
        for region in regions {
            let cols = region.first.col as usize..=region.last.col as usize;
            let width = cols.end() - cols.start() + 1;
            if width > left {
                break;
            }
            left -= width;
            for column in &mut columns[cols] {
                // Regions do not overlap; of those that do the upper counts.
                if column.last().is_none_or(|above| above.last.row < region.first.row) {
                    column.push(region);
                }
            }
        }
        Self(columns)
    }

    /// The region that a cell is part of; else the cell alone.
    pub(super) fn around(&self, at: Address) -> CellRange {
        let region = self.0.get(at.col as usize).and_then(|column| {
            let next = column.partition_point(|region| region.first.row <= at.row);
            column.get(next.checked_sub(1)?).filter(|region| region.contains(at))
        });
        region.copied().unwrap_or_else(|| at.into())
    }
}
