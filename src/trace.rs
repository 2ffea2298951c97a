//! From a printed figure down to the cells it is made of.
//!
//! What is asked for may be typed as it is printed: a code or the name of an indicator,
//! a reference, a number; the unit by its code or by any of its names.

mod cells;
mod merger;
mod money;
mod printed;
mod what;
mod whom;

use std::fmt::Write as _;

use self::cells::{cells, communes, figures};
pub(crate) use self::printed::is_number;
use self::what::What;
use self::whom::Whom;
use crate::document::reference::Reference;
use crate::plan::indicator::Indicator;
use crate::run::Judged;

/// Why there is nothing to trace.
#[derive(Debug, thiserror::Error)]
pub(crate) enum TraceError {
    #[error("Không có chỉ tiêu “{0}”. Các chỉ tiêu: {1}; kinh phí: budget.")]
    NoIndicator(String, String),
    #[error("“{0}” có thể là nhiều chỉ tiêu: {1}. Ghi mã của một chỉ tiêu.")]
    Indicators(String, String),
    #[error("Không có đơn vị “{0}” với số liệu này.{1} Các đơn vị có số liệu này: {2}.")]
    NoUnit(String, String, String),
    #[error("“{0}” có thể là: {1}. Ghi mã trong ngoặc của một nơi.")]
    Units(String, String),
    #[error(
        "Báo cáo năm {1} không in số nào là “{0}”. Ghi đúng như in trong báo cáo, ví dụ 84,79 \
         hoặc 10.855."
    )]
    NotPrinted(String, i16),
}

/// The chain of what was typed, of the province or of one unit.
pub(crate) fn chain(
    judged: &Judged,
    what: &str,
    unit: Option<&str>,
) -> Result<String, TraceError> {
    if is_number(what) {
        return printed::chains(judged, what);
    }
    let (what, of) = match Reference::parse(what) {
        Some(reference) => {
            let of = reference.unit.map(|unit| match reference.commune {
                Some(commune) => format!("{unit}.{commune}"),
                None => unit,
            });
            (reference.indicator, of)
        }
        None => match Reference::parse_subject(what) {
            Some((code, of)) => (code.to_owned(), of.map(str::to_owned)),
            None => (what.to_owned(), None),
        },
    };
    let unit = of.as_deref().or(unit).filter(|unit| !whom::is_province(judged, unit));
    match what::meant(judged, &what)? {
        What::Budget => money::budget(judged, unit),
        What::Indicator(indicator) => of_indicator(judged, indicator, unit),
    }
}

fn of_indicator(
    judged: &Judged,
    indicator: &Indicator,
    unit: Option<&str>,
) -> Result<String, TraceError> {
    let code = indicator.code.as_str();
    let units: Vec<&str> = judged
        .now
        .dataset
        .units
        .keys()
        .filter(|(indicator, _)| indicator == code)
        .map(|(_, unit)| unit.as_str())
        .collect();
    let none = indicator.scale(judged.now.year).map_or("", |scale| scale.none.as_str());
    let head = format!("{code}. {}, năm {}\n", indicator.name, judged.now.year);
    let Some(typed) = unit else {
        let tally = judged.now.assessment.standing(code).map(|one| &one.tally);
        let mut text = format!("{head}Toàn tỉnh: {}\n", figures(tally, none));
        units.iter().for_each(|one| of_unit(judged, code, one, none, &mut text));
        return Ok(text);
    };
    let mut text = head;
    match whom::meant(judged, code, typed, &units)? {
        Whom::Unit(unit) => of_unit(judged, code, &unit, none, &mut text),
        Whom::Commune { district, name } => {
            printed::of_commune(judged, code, (&district, &name), none, &mut text);
        }
        Whom::Later(commune) => {
            text.push_str(&merger::chain(judged, code, none, &commune));
        }
    }
    Ok(text)
}

/// The figures of a unit, those of its communes, and every cell.
fn of_unit(judged: &Judged, code: &str, unit: &str, none: &str, text: &mut String) {
    let tally = judged.now.dataset.units.get(&(code.to_owned(), unit.to_owned()));
    let _ = writeln!(text, "\n{}: {}", judged.plan.unit_name(unit), figures(tally, none));
    communes(judged, code, unit, none, text);
    cells(judged, code, unit, text);
}
