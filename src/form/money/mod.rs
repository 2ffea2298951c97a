//! Money on a sheet: which amount is of which fund, of which year, and spent or
//! only planned, by the labels, headings and titles it stands under.
//!
//! As in tables of figures, an amount is explained by the words of its row and
//! of its column together; where they leave something open, the titles of its
//! block speak. Nothing is read here of the amount itself.

mod axes;
mod blocks;
mod clauses;
mod look;
mod remarks;
mod sheet;

use crate::place::Address;
use crate::plan::vocabulary::{Fund, NamedUnit};
use spreadsheet::Cell;

pub(super) use self::sheet::Page;

/// What an amount is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum About {
    Fund(Fund),
    /// Of all money, whatever its source.
    Total,
    /// Its words do not say of what.
    Unknown,
}

/// Whether an amount is one of those asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Standing {
    /// `decided`: a heading says that it is of this year or was spent.
    Counts { decided: bool },
    /// Of another year, or not spent: the words that say so.
    Aside(String),
    /// A share of a fund: the words that say so.
    Share(String),
    /// Estimated: the words that say so.
    Inexact(String),
    /// Words nobody understands.
    Riddle(String),
}

/// An amount as a cell states it, with what its words say of it.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Money {
    pub(crate) about: About,
    /// The phrases that name its fund; two rows of one fund differ by them.
    pub(crate) names: Vec<String>,
    /// The parts of the fund it is of; empty for the whole.
    pub(crate) parts: Vec<String>,
    /// It is one of several that are not said to be all.
    pub(crate) within: bool,
    /// Its row or column is one of sums.
    pub(crate) sums: bool,
    /// One of several contents, whose sum may stand beside or below them.
    pub(crate) content: Option<String>,
    /// The unit of money named nearest to it, outside its own cell.
    pub(crate) unit: NamedUnit,
    pub(crate) standing: Standing,
    /// The title it stands under, where nobody understands all its words.
    pub(crate) doubt: Option<String>,
    pub(crate) cell: Cell,
    pub(crate) sheet: String,
    pub(crate) at: Address,
    /// The label it stands at; several amounts at one label compete.
    pub(crate) label: Address,
}
