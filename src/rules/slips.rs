//! Cells of one column with one trouble: few are told one by one, many make
//! one message with a range.

use std::collections::BTreeMap;

use super::naming::row_name;
use super::{Case, figure_name};
use crate::finding::{Finding, Severity, count, listed};
use crate::form::label::Measure;
use crate::observation::{Key, Source};
use crate::place::{CellRange, Place};

/// So many slips of one column are told one by one.
const TOLD: usize = 3;
/// Units named in the sentence for many.
const NAMED: usize = 6;

/// One cell in which something is wrong.
pub(super) struct Slip<'a> {
    pub(super) file: &'a str,
    pub(super) source: &'a Source,
    /// The whole sentence when it is told alone.
    pub(super) alone: String,
    /// The unit with its values, in a list: `Xã A 5.150 > 656`.
    pub(super) brief: String,
    pub(super) found: String,
    pub(super) expected: String,
}

/// Where a figure of the variable `few` exceeds that of `many` for the same
/// unit, both of one measure.
pub(super) fn exceeding<'a>(
    case: &Case<'a>,
    few: &str,
    many: &str,
    measure: &Measure,
) -> Vec<Slip<'a>> {
    let name = |variable: &str| figure_name(case.plan, variable, measure);
    let mut slips = Vec::new();
    for (key, (value, observation)) in &case.counts {
        if key.variable != few || key.measure != *measure {
            continue;
        }
        let larger = Key { variable: many.to_owned(), ..(*key).clone() };
        let Some((limit, _)) =
            case.counts.get(&larger).filter(|(limit, _)| value > limit)
        else {
            continue;
        };
        slips.push(Slip {
            file: case.file,
            source: &observation.source,
            alone: format!(
                "{}: {} là {}, lớn hơn {} là {}.",
                case.subject(key),
                name(few),
                count(*value),
                name(many),
                count(*limit),
            ),
            brief: format!(
                "{} {} > {}",
                row_name(case.plan, &key.unit, key.commune.as_deref()),
                count(*value),
                count(*limit)
            ),
            found: value.to_string(),
            expected: format!("≤ {limit}"),
        });
    }
    slips
}

/// What is common to the slips of one cause.
pub(super) struct Cause<'a> {
    pub(super) severity: Severity,
    pub(super) code: &'static str,
    /// Begins the sentence for many: `Pác Nặm: số đạt … lớn hơn …`.
    pub(super) many: String,
    /// What one counts: `xã`.
    pub(super) rows: &'a str,
    pub(super) hint: String,
}

/// One finding a cell, or one a sheet where there are many.
pub(super) fn findings(cause: &Cause<'_>, slips: Vec<Slip<'_>>) -> Vec<Finding> {
    let mut sheets: BTreeMap<(&str, &str), Vec<Slip<'_>>> = BTreeMap::new();
    for slip in slips {
        sheets.entry((slip.file, &slip.source.sheet)).or_default().push(slip);
    }
    let mut findings = Vec::new();
    for slips in sheets.into_values() {
        if slips.len() <= TOLD {
            findings.extend(slips.iter().map(|slip| alone(cause, slip)));
        } else {
            findings.push(together(cause, &slips));
        }
    }
    findings
}

fn alone(cause: &Cause<'_>, slip: &Slip<'_>) -> Finding {
    let place = Place::cell(slip.file, &slip.source.sheet, slip.source.at);
    Finding::new(cause.severity, cause.code, place, &slip.alone, &cause.hint)
        .compare(&slip.found, &slip.expected)
}

fn together(cause: &Cause<'_>, slips: &[Slip<'_>]) -> Finding {
    let range = slips
        .iter()
        .map(|slip| CellRange::from(slip.source.at))
        .reduce(CellRange::union)
        .expect("there are many slips");
    let briefs: Vec<String> = slips.iter().map(|slip| slip.brief.clone()).collect();
    let of = |part: &dyn Fn(&Slip<'_>) -> String| {
        slips.iter().map(part).collect::<Vec<_>>().join("; ")
    };
    let message = format!(
        "{} ở {} {}: {}.",
        cause.many,
        slips.len(),
        cause.rows,
        listed(&briefs, NAMED, cause.rows)
    );
    let place = Place::cell(slips[0].file, &slips[0].source.sheet, range);
    Finding::new(cause.severity, cause.code, place, message, &cause.hint)
        .compare(of(&|slip| slip.found.clone()), of(&|slip| slip.expected.clone()))
}

/// The place of several cells: a range on the sheet of the first, and those
/// beside it on the same sheet.
pub(super) fn place_of<'a>(
    cells: impl IntoIterator<Item = (&'a str, &'a Source)>,
) -> Place {
    let mut cells = cells.into_iter();
    let Some((file, source)) = cells.next() else { return Place::nowhere() };
    let range = cells
        .filter(|(other, more)| *other == file && more.sheet == source.sheet)
        .fold(CellRange::from(source.at), |range, (_, more)| range.union(more.at.into()));
    Place::cell(file, &source.sheet, range)
}
