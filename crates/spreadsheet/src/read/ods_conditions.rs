//! Formats on a condition in an `.ods`: those of a table (`calcext:conditional-formats`)
//! and those that a style leads to (`style:map`), which Excel writes.

use std::collections::BTreeMap;

use quick_xml::events::{BytesStart, Event};

use super::conditions::{Condition, Operator, Overlay, Rule};
use super::limits;
use super::ods_styles::Styles;
use super::ods_xml::Xml;
use super::sheet_xml::range;
use super::sheets_xml::attribute;
use super::unreadable::Unreadable;
use super::xml_text::{cut_off, next};
use crate::place::{Address, CellRange};

/// A condition as it is written, and the style that holds under it.
pub(super) type Map = (String, String);

/// Reads the formats of a table, just entered, to their end.
pub(super) fn read(
    xml: &mut Xml<'_>,
    styles: &mut Styles,
    rules: &mut Vec<Rule>,
) -> Result<(), Unreadable> {
    let (mut regions, mut depth) = (Vec::new(), 1_u32);
    while depth > 0 {
        let element = match next(xml)? {
            Event::Start(element) => element,
            Event::End(_) => {
                depth -= 1;
                continue;
            }
            Event::Eof => return Err(cut_off()),
            _ => continue,
        };
        depth += 1;
        let found = match element.local_name().as_ref() {
            "conditional-format" => {
                let told = attribute(&element, "target-range-address");
                regions = addresses(&told.unwrap_or_default());
                None
            }
            "condition" => {
                let style = attribute(&element, "apply-style-name").unwrap_or_default();
                let value = attribute(&element, "value").unwrap_or_default();
                Some((condition(&value), styles.overlay(&style)))
            }
            "data-bar" | "icon-set" => bare(&element),
            _ => None,
        };
        if let Some((condition, overlay)) = found
            && rules.len() < limits::CONDITIONS
        {
            rules.extend(Rule::new(regions.clone(), condition, overlay));
        }
    }
    Ok(())
}

/// A bar or a sign without its number.
fn bare(element: &BytesStart<'_>) -> Option<(Condition, Overlay)> {
    let shows = attribute(element, "show-value");
    let is_instead = shows.is_some_and(|shows| shows == "false");
    is_instead.then(|| (Condition::Unknown, Overlay { is_instead, ..Overlay::default() }))
}

/// Cells whose styles lead to others under conditions.
#[derive(Debug, Default)]
pub(super) struct Mapped(BTreeMap<String, Vec<CellRange>>);

impl Mapped {
    /// Notes a cell, and those it is repeated in, under its style.
    pub(super) fn cell(
        &mut self,
        style: &str,
        at: Address,
        (rows, cols): (u32, u32),
        styles: &Styles,
    ) {
        if styles.maps(style).is_empty() {
            return;
        }
        let last = Address::new(
            at.row.saturating_add(rows - 1),
            at.col.saturating_add(cols - 1),
        );
        let regions = self.0.entry(style.to_owned()).or_default();
        if regions.len() < limits::CONDITIONS {
            regions.push(CellRange { first: at, last });
        }
    }

    pub(super) fn rules(self, styles: &mut Styles, rules: &mut Vec<Rule>) {
        for (style, regions) in self.0 {
            for (told, other) in styles.maps(&style).to_vec() {
                if rules.len() < limits::CONDITIONS {
                    let overlay = styles.overlay(&other);
                    rules.extend(Rule::new(regions.clone(), condition(&told), overlay));
                }
            }
        }
    }
}

/// `>100`, `cell-content()>100`, `between(1,5)`, `cell-content-is-between(1,5)`.
fn condition(told: &str) -> Condition {
    let told: String = told.chars().filter(|c| !c.is_whitespace()).collect();
    let bare = told.strip_prefix("cell-content()").unwrap_or(&told);
    let bare = bare.strip_prefix("cell-content-is-").unwrap_or(bare);
    if bare == "is-error" || bare.starts_with("formula-is(ISERR") {
        return Condition::OfNoFigure;
    }
    let numbers = |text: &str| -> Option<Vec<f64>> {
        text.split([',', ';']).map(|number| number.parse().ok()).collect()
    };
    let of = |operator, text: &str| {
        numbers(text)
            .map_or(Condition::Unknown, |numbers| Condition::Compares(operator, numbers))
    };
    let ranged = |name: &str| bare.strip_prefix(name)?.strip_suffix(')');
    if let Some(inner) = ranged("between(") {
        return of(Operator::Between, inner);
    }
    if let Some(inner) = ranged("not-between(") {
        return of(Operator::NotBetween, inner);
    }
    let signs = [
        ("!=", Operator::NotEqual),
        ("<>", Operator::NotEqual),
        (">=", Operator::GreaterOrEqual),
        ("<=", Operator::LessOrEqual),
        ("=", Operator::Equal),
        (">", Operator::Greater),
        ("<", Operator::Less),
    ];
    let found = signs
        .iter()
        .find_map(|(sign, operator)| Some(of(*operator, bare.strip_prefix(sign)?)));
    found.unwrap_or(Condition::Unknown)
}

/// `'Biểu 1'.B2:'Biểu 1'.C9 'Biểu 1'.E4`: without the names of sheets, which all are
/// the one it stands in.
fn addresses(told: &str) -> Vec<CellRange> {
    let mut bare = String::new();
    let (mut quoted, mut word) = (false, String::new());
    for letter in told.chars().chain([' ']) {
        match letter {
            '\'' => quoted = !quoted,
            '.' if !quoted => word.clear(),
            ' ' | ':' if !quoted => {
                bare.push_str(&word);
                bare.push(letter);
                word.clear();
            }
            _ => word.push(letter),
        }
    }
    bare.split_whitespace().take(limits::CONDITIONS).filter_map(range).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn conditions_are_read_in_both_spellings() {
        let compares =
            |operator, numbers: &[f64]| Condition::Compares(operator, numbers.to_vec());
        for (told, expected) in [
            (">100", compares(Operator::Greater, &[100.0])),
            ("cell-content()<=5", compares(Operator::LessOrEqual, &[5.0])),
            ("between(1,5)", compares(Operator::Between, &[1.0, 5.0])),
            (
                "cell-content-is-not-between(1,5)",
                compares(Operator::NotBetween, &[1.0, 5.0]),
            ),
            ("is-error", Condition::OfNoFigure),
            ("formula-is(A1>5)", Condition::Unknown),
            ("is-true-formula(of:=[.A1]>5)", Condition::Unknown),
            ("=\"x\"", Condition::Unknown),
        ] {
            assert_eq!(condition(told), expected, "{told}");
        }
    }

    #[test]
    fn addresses_may_name_their_sheet() {
        let told = "'Biểu số 1.2'.B2:'Biểu số 1.2'.C9 Sheet1.E4";
        let found: Vec<String> =
            addresses(told).iter().map(ToString::to_string).collect();
        assert_eq!(found, ["B2:C9", "E4"]);
    }
}
