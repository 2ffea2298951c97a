//! Formats that hold on a condition, as far as they hide or change what a person
//! sees: of all formats of workbooks.
//!
//! Whether a condition holds is worked out only where it compares with numbers;
//! of any other the figure may be hidden, and no one can tell from the file.

use super::cell::{Cell, Value};
use super::limits;
use super::look::{Colour, Look};
use crate::place::{Address, CellRange};

/// How a rule compares.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Operator {
    Between,
    NotBetween,
    Equal,
    NotEqual,
    Greater,
    Less,
    GreaterOrEqual,
    LessOrEqual,
}

impl Operator {
    /// By the number that the binary formats have for it.
    pub(super) fn of_number(number: u32) -> Option<Self> {
        Some(match number {
            1 => Self::Between,
            2 => Self::NotBetween,
            3 => Self::Equal,
            4 => Self::NotEqual,
            5 => Self::Greater,
            6 => Self::Less,
            7 => Self::GreaterOrEqual,
            8 => Self::LessOrEqual,
            _ => return None,
        })
    }
}

/// What a rule lays over the look of a cell.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Overlay {
    pub(super) format: Option<String>,
    pub(super) struck: bool,
    pub(super) ink: Option<Colour>,
    pub(super) ground: Option<Colour>,
    /// A bar or a sign stands in the place of the number.
    pub(super) is_instead: bool,
}

/// A rule, where it holds and on what condition.
#[derive(Debug)]
pub(super) struct Rule {
    regions: Vec<CellRange>,
    condition: Condition,
    pub(super) overlay: Overlay,
}

#[derive(Debug, Clone, PartialEq)]
pub(super) enum Condition {
    /// By an operator, with one number or two.
    Compares(Operator, Vec<f64>),
    /// Of errors and of blanks, which are no figures.
    OfNoFigure,
    Unknown,
}

impl Overlay {
    /// Whether it may hide or change a figure, and not only dress it.
    fn matters(&self) -> bool {
        self.is_instead || self.struck || self.ink.is_some() || self.format.is_some()
    }
}

impl Rule {
    /// A rule that may hide or change a figure; nothing for any other.
    pub(super) fn new(
        mut regions: Vec<CellRange>,
        condition: Condition,
        overlay: Overlay,
    ) -> Option<Self> {
        regions.truncate(limits::CONDITIONS);
        overlay.matters().then_some(Self { regions, condition, overlay })
    }

    /// How many regions it is for.
    pub(super) fn breadth(&self) -> usize {
        self.regions.len()
    }

    /// Whether the rule holds for a cell, as far as is known.
    pub(super) fn holds(&self, at: Address, cell: &Cell) -> bool {
        let number = match &cell.value {
            Value::Number(number) => Some(*number),
            Value::Text(text) if text.starts_with(|c: char| c.is_ascii_digit()) => None,
            _ => return false,
        };
        self.regions.iter().any(|region| region.contains(at))
            && self.condition.may_hold(number)
    }
}

impl Condition {
    fn may_hold(&self, number: Option<f64>) -> bool {
        let (operator, limits) = match self {
            Self::Compares(operator, limits) => (operator, limits.as_slice()),
            Self::OfNoFigure => return false,
            Self::Unknown => return true,
        };
        let (Some(number), Some(first)) = (number, limits.first()) else { return true };
        let within = || limits.get(1).map(|high| (*first..=*high).contains(&number));
        match operator {
            Operator::Equal => number == *first,
            Operator::NotEqual => number != *first,
            Operator::Less => number < *first,
            Operator::LessOrEqual => number <= *first,
            Operator::Greater => number > *first,
            Operator::GreaterOrEqual => number >= *first,
            Operator::Between => within().unwrap_or(true),
            Operator::NotBetween => within().is_none_or(|within| !within),
        }
    }
}

/// The look of a cell on this ground where a rule holds.
pub(super) fn laid_over(overlay: &Overlay, ground: Option<Colour>) -> Look {
    Look {
        format: overlay.format.clone(),
        struck: overlay.struck,
        ink: overlay.ink,
        ground: overlay.ground.or(ground),
        ..Look::default()
    }
}
