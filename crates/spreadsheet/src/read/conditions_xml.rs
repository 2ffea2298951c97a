//! Formats that hold on a condition (`conditionalFormatting`) in an `.xlsx`, those
//! that Excel 2007 does not know among them.

use quick_xml::events::{BytesStart, Event};

use super::conditions::{Condition, Operator, Overlay, Rule};
use super::letters_xml::Palette;
use super::limits;
use super::sheet_xml::range;
use super::sheets_xml::attribute;
use super::styles_xml;
use super::unreadable::Unreadable;
use super::xml_text::{self, Xml, is_true};
use crate::place::CellRange;

/// What rules refer to.
#[derive(Debug, Clone, Copy)]
pub(super) struct Looks<'a> {
    pub(super) overlays: &'a [Overlay],
    pub(super) palette: &'a Palette,
}

/// Reads `<conditionalFormatting>`, just entered, and adds its rules that matter.
/// Where they hold, an attribute tells or, in an extension, an element at the end.
pub(super) fn read(
    xml: &mut Xml<'_>,
    element: &BytesStart<'_>,
    looks: Looks<'_>,
    rules: &mut Vec<Rule>,
) -> Result<(), Unreadable> {
    let mut told = attribute(element, "sqref").unwrap_or_default();
    let mut found = Vec::new();
    while let Some((element, is_whole)) = xml_text::child(xml)? {
        match element.local_name().as_ref() {
            "cfRule" => found.push(rule(xml, &element, is_whole, looks)?),
            "sqref" if !is_whole => xml_text::append_until_end(xml, &mut told)?,
            _ if !is_whole => xml_text::skip(xml, &element)?,
            _ => (),
        }
        found.truncate(limits::CONDITIONS);
    }
    let regions: Vec<CellRange> =
        told.split_whitespace().take(limits::CONDITIONS).filter_map(range).collect();
    for (condition, overlay) in found {
        if rules.len() < limits::CONDITIONS {
            rules.extend(Rule::new(regions.clone(), condition, overlay));
        }
    }
    Ok(())
}

/// Reads `<extLst>` of a sheet, just entered, for rules.
pub(super) fn read_extensions(
    xml: &mut Xml<'_>,
    looks: Looks<'_>,
    rules: &mut Vec<Rule>,
) -> Result<(), Unreadable> {
    let mut depth = 1_u32;
    while depth > 0 {
        match xml_text::next(xml)? {
            Event::Start(element) => match element.local_name().as_ref() {
                "conditionalFormatting" => read(xml, &element, looks, rules)?,
                "ext" | "conditionalFormattings" => depth += 1,
                _ => xml_text::skip(xml, &element)?,
            },
            Event::End(_) => depth -= 1,
            Event::Eof => return Err(xml_text::cut_off()),
            _ => (),
        }
    }
    Ok(())
}

/// One rule, just entered.
fn rule(
    xml: &mut Xml<'_>,
    element: &BytesStart<'_>,
    is_whole: bool,
    looks: Looks<'_>,
) -> Result<(Condition, Overlay), Unreadable> {
    let of_dxf = attribute(element, "dxfId").and_then(|id| id.trim().parse().ok());
    let of_dxf = of_dxf.and_then(|id: usize| looks.overlays.get(id)).cloned();
    let mut overlay = of_dxf.unwrap_or_default();
    let mut formulas = Vec::new();
    if !is_whole {
        inside(xml, looks, &mut formulas, &mut overlay)?;
    }
    let kind = attribute(element, "type").unwrap_or_default();
    let operator = attribute(element, "operator");
    Ok((condition(&kind, operator.as_deref(), &formulas), overlay))
}

/// The formulas of a rule just entered, a look of its own, and whether it shows
/// no number.
fn inside(
    xml: &mut Xml<'_>,
    looks: Looks<'_>,
    formulas: &mut Vec<String>,
    overlay: &mut Overlay,
) -> Result<(), Unreadable> {
    while let Some((element, is_whole)) = xml_text::child(xml)? {
        match element.local_name().as_ref() {
            "formula" | "f" if !is_whole => {
                let mut formula = String::new();
                xml_text::append_until_end(xml, &mut formula)?;
                formulas.push(formula);
            }
            "dxf" => *overlay = styles_xml::overlay(xml, is_whole, looks.palette)?,
            _ => {
                let shows = attribute(&element, "showValue");
                overlay.is_instead |= shows.is_some_and(|shows| !is_true(&shows));
                if !is_whole {
                    xml_text::skip(xml, &element)?;
                }
            }
        }
    }
    Ok(())
}

/// By the words that an `.xlsx` has for it.
pub(super) fn condition(
    kind: &str,
    operator: Option<&str>,
    formulas: &[String],
) -> Condition {
    let numbers: Option<Vec<f64>> =
        formulas.iter().map(|formula| formula.trim().parse().ok()).collect();
    let of_no_figure = |formula: &String| {
        let formula = formula.trim().to_uppercase();
        ["ISERROR(", "ISERR(", "ISNA(", "ISBLANK(", "ISTEXT("]
            .iter()
            .any(|start| formula.starts_with(start) && formula.ends_with(')'))
    };
    match (kind, operator.and_then(operator_of), numbers) {
        ("cellIs", Some(operator), Some(numbers)) => {
            Condition::Compares(operator, numbers)
        }
        ("containsErrors" | "containsBlanks", ..) => Condition::OfNoFigure,
        ("expression", ..) if formulas.iter().any(of_no_figure) => Condition::OfNoFigure,
        _ => Condition::Unknown,
    }
}

fn operator_of(word: &str) -> Option<Operator> {
    Some(match word {
        "equal" => Operator::Equal,
        "notEqual" => Operator::NotEqual,
        "lessThan" => Operator::Less,
        "lessThanOrEqual" => Operator::LessOrEqual,
        "greaterThan" => Operator::Greater,
        "greaterThanOrEqual" => Operator::GreaterOrEqual,
        "between" => Operator::Between,
        "notBetween" => Operator::NotBetween,
        _ => return None,
    })
}
