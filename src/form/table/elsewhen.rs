//! Columns and rows of a table that are of another year or a part of the year:
//! set aside, and said, because nothing else may give the year's figure.

use std::collections::BTreeSet;

use super::{Bases, Column, Row};
use crate::form::band::Sight;
use crate::form::label::Measure;
use crate::form::period::Other;
use crate::place::{Address, CellRange};
use crate::plan::vocabulary::MeasureWord;

/// What a figure is of its variable, as far as a heading tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Told {
    Total,
    Registered,
    Achieved,
}

impl Told {
    fn of(word: Option<MeasureWord>) -> Option<Self> {
        match word {
            Some(MeasureWord::Total) => Some(Self::Total),
            Some(MeasureWord::Registered) => Some(Self::Registered),
            Some(MeasureWord::Achieved) | None => Some(Self::Achieved),
            Some(
                MeasureWord::Part
                | MeasureWord::Previous
                | MeasureWord::Target
                | MeasureWord::Turned
                | MeasureWord::Men
                | MeasureWord::Women
                | MeasureWord::Rate,
            ) => None,
        }
    }

    /// Whether a counted figure tells the same.
    pub(crate) fn is(self, measure: &Measure) -> bool {
        match measure {
            Measure::Total => self == Self::Total,
            Measure::Registered => self == Self::Registered,
            Measure::Achieved | Measure::Level | Measure::Mark | Measure::AtLevel(_) => {
                self == Self::Achieved
            }
            Measure::Rate => false,
        }
    }
}

/// Why a column or row is set aside, and what it would measure else.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Away {
    pub(super) why: Other,
    pub(super) measure: Option<MeasureWord>,
    /// The vocabulary knows it for last year's or a target: nothing to say where
    /// this year's stands beside it.
    pub(super) is_known: bool,
}

/// Figures set aside by their heading.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Elsewhen {
    pub(crate) range: CellRange,
    pub(crate) text: String,
    pub(crate) why: Other,
    pub(crate) is_known: bool,
    /// What nobody would know if nothing else tells it: variable and measure.
    pub(crate) tells: BTreeSet<(String, Told)>,
}

/// What a table sets aside by the headings of its columns and rows.
pub(super) fn elsewhen(
    sight: &Sight<'_>,
    columns: &[Column],
    rows: &[Row],
    bases: &Bases,
    context: Option<&str>,
) -> Vec<Elsewhen> {
    let mut all = Vec::new();
    for column in columns.iter().filter(|column| column.label.role.is_none()) {
        let Some(away) = column.away else { continue };
        let cells = rows.iter().map(|row| (row, column));
        all.extend(set_aside(sight, away, &column.label.text, cells, bases, context));
    }
    for row in rows {
        let Some(away) = row.away else { continue };
        let here = columns.iter().filter(|column| column.away.is_none());
        let cells = here.map(|column| (row, column));
        all.extend(set_aside(sight, away, &row.label.text, cells, bases, context));
    }
    all
}

fn set_aside<'t>(
    sight: &Sight<'_>,
    away: Away,
    text: &str,
    cells: impl Iterator<Item = (&'t Row, &'t Column)>,
    bases: &Bases,
    context: Option<&str>,
) -> Option<Elsewhen> {
    let mut range: Option<CellRange> = None;
    let mut tells = BTreeSet::new();
    for (row, column) in cells {
        let at = Address::new(row.row, column.col);
        if !sight.grid.get(at).is_some_and(|cell| sight.is_figure(cell)) {
            continue;
        }
        let of_column =
            if column.away.is_some() { away.measure } else { column.label.measure };
        let of_row = if row.away.is_some() { away.measure } else { row.label.measure };
        let Some(told) = Told::of(of_column.or(of_row)) else { continue };
        let served = bases.columns.get(&column.col).or_else(|| bases.rows.get(&row.row));
        let named = column.label.variable.clone().or_else(|| row.label.variable.clone());
        let variables: Vec<String> = match (named, served) {
            (Some(code), _) => vec![code],
            (None, Some(served)) if !served.is_empty() => served.clone(),
            (None, _) => context.map(str::to_owned).into_iter().collect(),
        };
        if variables.is_empty() {
            continue;
        }
        tells.extend(variables.into_iter().map(|code| (code, told)));
        let cell = CellRange::from(at);
        range = Some(range.map_or(cell, |range| range.union(cell)));
    }
    let Away { why, is_known, .. } = away;
    Some(Elsewhen { range: range?, text: text.to_owned(), why, is_known, tells })
}
