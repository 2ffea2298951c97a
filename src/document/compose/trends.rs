//! The indicators over the years, with the way that leads from the last result
//! to the targets. A year without figures, with units missing or on another
//! scale parts the line; nothing is drawn across it.

use crate::document::Material;
use crate::document::report::results::{Mark, Panel, Trends};
use crate::document::wording::{percent, percent_number};
use crate::plan::indicator::Indicator;

use super::Numbering;
use super::results::horizons;
use super::shape::Case;

/// The pictures, if at least one indicator has two years.
pub(super) fn of(material: &Material<'_>, numbers: &mut Numbering) -> Option<Trends> {
    let panels: Vec<Panel> = material
        .plan
        .indicators()
        .iter()
        .filter_map(|indicator| panel(&series(material, indicator)))
        .collect();
    if panels.is_empty() {
        return None;
    }
    let (_, last_year) = horizons(material.plan);
    let known = material.earlier.iter().map(|year| year.year);
    let first_year = known.min().unwrap_or(material.year);
    let said: Vec<String> = panels.iter().map(in_words).collect();
    Some(Trends {
        title: numbers.figure(&format!(
            "Diễn biến các chỉ tiêu {first_year} - {} và đường cần đạt đến năm {last_year}",
            material.year
        )),
        alt: format!(
            "Biểu đồ đường của từng chỉ tiêu qua các năm; đường đứt là mức cần đạt để \
             tới mục tiêu. {}.",
            said.join("; ")
        ),
        first_year,
        last_year,
        panels,
    })
}

/// An indicator in all years that were read, oldest first.
fn series<'a>(material: &Material<'a>, indicator: &'a Indicator) -> Vec<Case<'a>> {
    let earlier = material.earlier.iter();
    let earlier =
        earlier.filter_map(|year| Case::of(material.plan, &year.assessment, indicator));
    earlier.chain([Case::new(material, indicator)]).collect()
}

fn panel(series: &[Case<'_>]) -> Option<Panel> {
    let now = series.last()?;
    let (numerator, denominator) = now.ratio()?;
    let runs = runs(series);
    if runs.iter().map(Vec::len).sum::<usize>() < 2 {
        return None;
    }
    Some(Panel {
        label: format!("{}. {}", now.indicator.code, now.indicator.short),
        value_text: format!("{}%", percent(Some(numerator), Some(denominator))),
        runs,
        path: path(now),
    })
}

/// Points of years that follow each other.
fn runs(series: &[Case<'_>]) -> Vec<Vec<Mark>> {
    let mut runs: Vec<Vec<Mark>> = Vec::new();
    for case in series {
        let Some(mark) = mark(case).filter(|_| case.is_complete()) else { continue };
        match runs.last_mut() {
            Some(run) if run.last().is_some_and(|last| last.year + 1 == mark.year) => {
                run.push(mark);
            }
            Some(_) | None => runs.push(vec![mark]),
        }
    }
    runs
}

fn mark(case: &Case<'_>) -> Option<Mark> {
    let (numerator, denominator) = case.ratio()?;
    Some(Mark { year: case.year(), value: percent_number(numerator, denominator)? })
}

/// From the result through the targets whose year is still to come.
fn path(now: &Case<'_>) -> Vec<Mark> {
    let ahead = now.plan.decision.horizons.iter().filter(|year| **year > now.year());
    let targets = ahead.filter_map(|year| {
        let share = now.target(*year)?.percent?;
        Some(Mark { year: *year, value: share.percent() })
    });
    mark(now).into_iter().chain(targets).collect()
}

/// "D1. Gia đình học tập: năm 2023 83,25%, năm 2024 84,79%, cần đạt năm 2025 80%".
fn in_words(panel: &Panel) -> String {
    let text = |value: f64| format!("{value}%").replace('.', ",");
    let known = panel.runs.iter().flatten();
    let known = known.map(|mark| format!("năm {} {}", mark.year, text(mark.value)));
    let path = panel.path.iter().skip(1);
    let path = path.map(|mark| format!("cần đạt năm {} {}", mark.year, text(mark.value)));
    let all: Vec<String> = known.chain(path).collect();
    format!("{}: {}", panel.label, all.join(", "))
}
