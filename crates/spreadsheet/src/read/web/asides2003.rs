//! What stands beside the cells of a sheet in the XML of 2003, that of a workbook and
//! that of a page alike: formats on conditions and filters.

use quick_xml::events::{BytesStart, Event};

use super::css::Said;
use crate::place::{Address, CellRange};
use crate::read::conditions::{Condition, Overlay, Rule};
use crate::read::conditions_xml;
use crate::read::limits;
use crate::read::ods_xml::{Xml, reader, text_to_end};
use crate::read::sheet_xml;
use crate::read::sheets_xml::attribute;
use crate::read::unreadable::Unreadable;
use crate::read::xml_text::{cut_off, next, skip};

/// One condition as it is read.
#[derive(Debug, Default)]
struct Told {
    qualifier: Option<String>,
    values: Vec<String>,
    style: String,
}

/// Reads `<ConditionalFormatting>`, just entered, and adds its rules that matter.
pub(super) fn conditions(
    xml: &mut Xml<'_>,
    rules: &mut Vec<Rule>,
) -> Result<(), Unreadable> {
    let (mut regions, mut found) = (Vec::new(), Vec::new());
    loop {
        match next(xml)? {
            Event::Start(element) => match element.local_name().as_ref() {
                "Range" => regions = ranges(&text_to_end(xml)?),
                "Condition" => found.push(condition(xml)?),
                _ => skip(xml, &element)?,
            },
            Event::End(_) => break,
            Event::Eof => return Err(cut_off()),
            _ => (),
        }
        found.truncate(limits::CONDITIONS);
    }
    for told in found {
        if rules.len() < limits::CONDITIONS {
            rules.extend(Rule::new(regions.clone(), told.condition(), told.overlay()));
        }
    }
    Ok(())
}

/// The rules that a page of Excel tells in the XML in its head.
pub(super) fn of_page(page: &str) -> Result<Vec<Rule>, Unreadable> {
    const START: &str = "<x:ConditionalFormatting>";
    let mut rules = Vec::new();
    for block in page.split(START).skip(1) {
        let mut xml = reader(block);
        // What the block stands in has no end in it.
        xml.config_mut().allow_unmatched_ends = true;
        conditions(&mut xml, &mut rules)?;
    }
    Ok(rules)
}

/// Reads one condition, just entered, to its end.
fn condition(xml: &mut Xml<'_>) -> Result<Told, Unreadable> {
    let mut told = Told::default();
    loop {
        match next(xml)? {
            Event::Start(element) => match element.local_name().as_ref() {
                "Qualifier" => told.qualifier = Some(text_to_end(xml)?),
                "Value1" | "Value2" if told.values.len() < 2 => {
                    told.values.push(text_to_end(xml)?);
                }
                "Format" => {
                    told.style = attribute(&element, "Style").unwrap_or_default();
                    skip(xml, &element)?;
                }
                _ => skip(xml, &element)?,
            },
            Event::End(_) => return Ok(told),
            Event::Eof => return Err(cut_off()),
            _ => (),
        }
    }
}

impl Told {
    fn condition(&self) -> Condition {
        let values: Vec<String> = self
            .values
            .iter()
            .map(|one| one.trim_start_matches('=').to_owned())
            .collect();
        let Some(qualifier) = self.qualifier.as_deref().map(str::trim) else {
            return conditions_xml::condition("expression", None, &values);
        };
        let operator = match qualifier {
            "Equal" => "equal",
            "NotEqual" => "notEqual",
            "Less" => "lessThan",
            "LessOrEqual" => "lessThanOrEqual",
            "Greater" => "greaterThan",
            "GreaterOrEqual" => "greaterThanOrEqual",
            "NotBetween" => "notBetween",
            "Between" => "between",
            _ => return Condition::Unknown,
        };
        conditions_xml::condition("cellIs", Some(operator), &values)
    }

    fn overlay(&self) -> Overlay {
        let mut said = Said::default();
        said.take(&self.style);
        Overlay {
            format: said.format.as_deref().map(str::to_owned),
            struck: said.struck == Some(true),
            ink: said.ink.flatten(),
            ground: said.ground.flatten(),
            is_instead: false,
        }
    }
}

/// Where an `<AutoFilter>`, just entered, hides rows: its range, where one of its
/// columns holds a condition.
pub(super) fn filter(
    xml: &mut Xml<'_>,
    element: &BytesStart<'_>,
) -> Result<Option<CellRange>, Unreadable> {
    let told = attribute(element, "Range").unwrap_or_default();
    let mut filters = false;
    loop {
        match next(xml)? {
            Event::Start(inner) => {
                filters |= inner.local_name().as_ref() == "AutoFilterColumn"
                    && attribute(&inner, "Type").is_none_or(|kind| kind != "All");
                skip(xml, &inner)?;
            }
            Event::End(_) => break,
            Event::Eof => return Err(cut_off()),
            _ => (),
        }
    }
    Ok(ranges(&told).first().copied().filter(|_| filters))
}

/// `R2C3:R9C3,R11C3`, `C3`, `$C$2:$C$9`.
fn ranges(told: &str) -> Vec<CellRange> {
    let one = |part: &str| by_numbers(part).or_else(|| sheet_xml::range(part));
    told.split([',', ';', ' ']).take(limits::CONDITIONS).filter_map(one).collect()
}

/// `R2C3:R9C3`, whole rows and columns too.
fn by_numbers(told: &str) -> Option<CellRange> {
    let (from, to) = told.split_once(':').unwrap_or((told, told));
    let ((first, _), (_, last)) = (corners(from)?, corners(to)?);
    Some(CellRange { first, last })
}

/// The first cell and the last of `R2C3`, `R2` or `C3`.
fn corners(told: &str) -> Option<(Address, Address)> {
    let told = told.trim();
    let (row, col) = match told.strip_prefix('R') {
        Some(rest) => rest.split_once('C').map_or((rest, ""), |(row, col)| (row, col)),
        None => ("", told.strip_prefix('C')?),
    };
    let span = |told: &str, most: u32| match told {
        "" => Some((0, most - 1)),
        told => {
            let at = told.parse::<u32>().ok()?.checked_sub(1)?;
            Some((at, at))
        }
    };
    let (rows, cols) = (span(row, limits::ROWS)?, span(col, limits::COLUMNS)?);
    Some((Address::new(rows.0, cols.0), Address::new(rows.1, cols.1)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_are_told_by_numbers_and_by_letters() {
        let of = |told: &str| {
            ranges(told).iter().map(ToString::to_string).collect::<Vec<_>>().join(" ")
        };
        assert_eq!(of("R2C3:R9C3,R11C3"), "C2:C9 C11");
        assert_eq!(of("$C$2:$D$9"), "C2:D9");
        assert_eq!(of("C3"), "C1:C1048576");
        assert_eq!(of("R2:R3"), "A2:XFD3");
        assert_eq!(of("RxC"), "");
    }

    #[test]
    fn a_page_tells_its_conditions_in_its_head() {
        let page = "<!--[if gte mso 9]><xml><x:ConditionalFormatting>
            <x:Range>$C$2:$C$5</x:Range><x:Condition><x:Qualifier>Less</x:Qualifier>
            <x:Value1>100</x:Value1><x:Format Style='color:white'/></x:Condition>
            </x:ConditionalFormatting></xml><![endif]--><table><tr><td>1";
        let rules = of_page(page).expect("whole");
        assert_eq!(rules.len(), 1);
        assert_eq!(rules[0].overlay.ink, super::super::css::colour("white"));
    }
}
