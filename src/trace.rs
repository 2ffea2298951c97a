//! From a printed figure down to the cells it is made of.

use std::fmt::Write as _;

use crate::dataset::{Figure, Part, Tally};
use crate::document::wording::{count, count_or_sign, percent};
use crate::run::Judged;

/// Why there is nothing to trace.
#[derive(Debug, thiserror::Error)]
pub(crate) enum TraceError {
    #[error("Không có chỉ tiêu “{0}”. Các chỉ tiêu: {1}.")]
    NoIndicator(String, String),
    #[error("Không có đơn vị “{0}”. Các đơn vị có số liệu của chỉ tiêu này: {1}.")]
    NoUnit(String, String),
}

/// The chain of one indicator, of the province or of one unit.
pub(crate) fn chain(
    judged: &Judged,
    code: &str,
    unit: Option<&str>,
) -> Result<String, TraceError> {
    let code = code.to_uppercase();
    let indicator = judged.plan.indicator(&code).ok_or_else(|| {
        let codes: Vec<&str> =
            judged.plan.indicators().iter().map(|one| one.code.as_str()).collect();
        TraceError::NoIndicator(code.clone(), codes.join(", "))
    })?;
    let units: Vec<&str> = judged
        .dataset
        .units
        .keys()
        .filter(|(indicator, _)| *indicator == code)
        .map(|(_, unit)| unit.as_str())
        .collect();
    if let Some(unit) = unit
        && !units.contains(&unit)
    {
        return Err(TraceError::NoUnit(unit.to_owned(), units.join(", ")));
    }
    let mut text = format!("{code}. {}, năm {}\n", indicator.name, judged.year);
    if unit.is_none() {
        let tally = judged.assessment.standing(&code).map(|one| &one.tally);
        let _ = writeln!(text, "Toàn tỉnh: {}", figures(tally));
    }
    for one in units.iter().filter(|one| unit.is_none_or(|unit| unit == **one)) {
        let tally = judged.dataset.units.get(&(code.clone(), (*one).to_owned()));
        let _ = writeln!(text, "\n{}: {}", judged.plan.unit_name(one), figures(tally));
        cells(judged, &code, one, &mut text);
    }
    Ok(text)
}

fn figures(tally: Option<&Tally>) -> String {
    let Some(tally) = tally else { return "...".to_owned() };
    let mut text = format!(
        "{}/{} = {}%",
        count_or_sign(tally.numerator),
        count_or_sign(tally.denominator),
        percent(tally.numerator, tally.denominator),
    );
    if let Some(registered) = tally.registered {
        let _ = write!(text, "; đăng ký {}", count(registered));
    }
    for (level, units) in &tally.levels {
        let _ = write!(text, "; {level}: {}", count(*units));
    }
    text
}

fn cells(judged: &Judged, code: &str, unit: &str, text: &mut String) {
    let mut parts: Vec<&Part> = judged
        .dataset
        .figures
        .iter()
        .filter(|figure| figure.indicator == code && figure.unit == unit)
        .map(|figure| &figure.part)
        .collect();
    parts.sort();
    parts.dedup();
    for part in parts {
        let sources: Vec<&Figure> = judged.dataset.sources(code, Some(unit), part).collect();
        let sum: i64 = sources.iter().map(|figure| figure.value).sum();
        let _ = writeln!(text, "  {} {}:", part_name(part), count(sum));
        for figure in sources {
            let whom = figure.commune.as_deref().unwrap_or("toàn đơn vị");
            let origin = &figure.origin;
            let _ = writeln!(
                text,
                "    {:>9}  {whom}  ← {} › {} › {}",
                count(figure.value),
                origin.file,
                origin.source.sheet,
                origin.source.at,
            );
        }
    }
}

fn part_name(part: &Part) -> String {
    match part {
        Part::Numerator => "Đạt".to_owned(),
        Part::Denominator => "Tổng số".to_owned(),
        Part::Registered => "Đăng ký".to_owned(),
        Part::Level(level) => level.clone(),
    }
}
