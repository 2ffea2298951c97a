//! Formats that hold on a condition (`conditionalFormatting`), as far as they
//! hide or change what a person sees.
//!
//! Whether a condition holds is worked out only where it compares with numbers;
//! of any other the figure may be hidden, and no one can tell from the file.

use quick_xml::events::{BytesStart, Event};

use super::cell::{Cell, Value};
use super::limits;
use super::look::{Colour, Look};
use super::sheet_xml::range;
use super::sheets_xml::attribute;
use super::unreadable::Unreadable;
use super::xml_text::{self, Xml, is_true};
use crate::place::{Address, CellRange};

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
enum Condition {
    /// By an operator of Excel, with one number or two.
    Compares(String, Vec<f64>),
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
            Self::Compares(operator, limits) => (operator.as_str(), limits.as_slice()),
            Self::OfNoFigure => return false,
            Self::Unknown => return true,
        };
        let Some(number) = number else { return true };
        match (operator, limits) {
            ("equal", [one]) => number == *one,
            ("notEqual", [one]) => number != *one,
            ("lessThan", [one]) => number < *one,
            ("lessThanOrEqual", [one]) => number <= *one,
            ("greaterThan", [one]) => number > *one,
            ("greaterThanOrEqual", [one]) => number >= *one,
            ("between", [low, high]) => (*low..=*high).contains(&number),
            ("notBetween", [low, high]) => !(*low..=*high).contains(&number),
            _ => true,
        }
    }

    fn of(kind: &str, operator: Option<String>, formulas: &[String]) -> Self {
        let numbers: Option<Vec<f64>> =
            formulas.iter().map(|formula| formula.trim().parse().ok()).collect();
        let of_no_figure = |formula: &String| {
            let formula = formula.trim().to_uppercase();
            ["ISERROR(", "ISERR(", "ISNA(", "ISBLANK(", "ISTEXT("]
                .iter()
                .any(|start| formula.starts_with(start) && formula.ends_with(')'))
        };
        match (kind, operator, numbers) {
            ("cellIs", Some(operator), Some(numbers)) => {
                Self::Compares(operator, numbers)
            }
            ("containsErrors" | "containsBlanks", ..) => Self::OfNoFigure,
            ("expression", ..) if formulas.iter().any(of_no_figure) => Self::OfNoFigure,
            _ => Self::Unknown,
        }
    }
}

/// Reads `<conditionalFormatting>`, just entered, and adds its rules that matter.
pub(super) fn read(
    xml: &mut Xml<'_>,
    element: &BytesStart<'_>,
    overlays: &[Overlay],
    rules: &mut Vec<Rule>,
) -> Result<(), Unreadable> {
    let told = attribute(element, "sqref").unwrap_or_default();
    let regions: Vec<CellRange> =
        told.split_whitespace().take(limits::CONDITIONS).filter_map(range).collect();
    loop {
        let (element, is_whole) = match xml_text::next(xml)? {
            Event::Start(element) => (element, false),
            Event::Empty(element) => (element, true),
            Event::End(_) => return Ok(()),
            Event::Eof => return Err(xml_text::cut_off()),
            _ => continue,
        };
        if element.local_name().as_ref() != "cfRule" {
            if !is_whole {
                xml_text::skip(xml, &element)?;
            }
            continue;
        }
        let (formulas, is_instead) = match is_whole {
            true => (Vec::new(), false),
            false => inside(xml)?,
        };
        let of_dxf = attribute(&element, "dxfId").and_then(|id| id.trim().parse().ok());
        let of_dxf = of_dxf.and_then(|id: usize| overlays.get(id)).cloned();
        let overlay = Overlay { is_instead, ..of_dxf.unwrap_or_default() };
        if overlay.matters() && rules.len() < limits::CONDITIONS {
            let kind = attribute(&element, "type").unwrap_or_default();
            let operator = attribute(&element, "operator");
            let condition = Condition::of(&kind, operator, &formulas);
            rules.push(Rule { regions: regions.clone(), condition, overlay });
        }
    }
}

/// The formulas of a rule just entered, and whether it shows no number.
fn inside(xml: &mut Xml<'_>) -> Result<(Vec<String>, bool), Unreadable> {
    let (mut formulas, mut is_instead) = (Vec::new(), false);
    let mut show = |element: &BytesStart<'_>| {
        let shows = attribute(element, "showValue");
        is_instead |= shows.is_some_and(|shows| !is_true(&shows));
    };
    loop {
        match xml_text::next(xml)? {
            Event::Start(element) if element.local_name().as_ref() == "formula" => {
                let mut formula = String::new();
                xml_text::append_until_end(xml, &mut formula)?;
                formulas.push(formula);
            }
            Event::Start(element) => {
                show(&element);
                xml_text::skip(xml, &element)?;
            }
            Event::Empty(element) => show(&element),
            Event::End(_) => return Ok((formulas, is_instead)),
            Event::Eof => return Err(xml_text::cut_off()),
            _ => (),
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
