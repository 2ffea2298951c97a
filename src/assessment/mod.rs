//! What the figures mean: each indicator held against its target.
//!
//! In comes the [`Dataset`] of a year, out goes an [`Assessment`] of plain
//! structs. Verdicts compare exact fractions, before any rounding.

use jiff::civil::Date;

use crate::dataset::{Dataset, Tally};
use crate::finding::short_date;
use crate::plan::Plan;
use crate::plan::indicator::{Indicator, Level, Source};
use crate::plan::rule::Rule;
use crate::plan::share::Share;
use crate::plan::target::Target;

/// How an indicator stands against the target of its horizon.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Verdict {
    Met,
    NotMet,
    /// Some units are missing: the figure is shown with its coverage.
    InsufficientData,
    /// No unit, no scale or no number to hold against.
    NotAssessable,
}

impl Verdict {
    /// The name in `summary.json`.
    pub(crate) fn code(self) -> &'static str {
        match self {
            Verdict::Met => "met",
            Verdict::NotMet => "not-met",
            Verdict::InsufficientData => "insufficient-data",
            Verdict::NotAssessable => "not-assessable",
        }
    }
}

/// One indicator of a year.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Standing {
    pub(crate) code: String,
    /// Sums over the province.
    pub(crate) tally: Tally,
    /// The target it is judged against, if the decision sets a number.
    pub(crate) target: Option<Share>,
    pub(crate) verdict: Verdict,
    /// Titles of the year not yet legally final on the report's date.
    pub(crate) provisional: bool,
    /// Units whose figures are in, and all whose figures are due.
    pub(crate) reported: Vec<String>,
    pub(crate) expected: Vec<String>,
    /// Why no verdict is possible, in the words of the register.
    pub(crate) why: Option<String>,
    /// Of an indicator that has ended: what it was on its last day.
    pub(crate) last: Option<Last>,
}

/// The last figures of an indicator that has ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Last {
    pub(crate) numerator: Option<i64>,
    pub(crate) denominator: Option<i64>,
    pub(crate) as_of: Date,
}

impl Standing {
    /// Units due that have not reported.
    pub(crate) fn missing(&self) -> impl Iterator<Item = &str> {
        let due = self.expected.iter().map(String::as_str);
        due.filter(|unit| !self.reported.iter().any(|reported| reported == unit))
    }
}

/// All indicators of a year, in the order of the decision.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Assessment {
    pub(crate) year: i16,
    pub(crate) report_date: Date,
    /// The year whose targets the report is judged against: 2025 or 2030.
    pub(crate) horizon: i16,
    pub(crate) standings: Vec<Standing>,
}

impl Assessment {
    pub(crate) fn standing(&self, code: &str) -> Option<&Standing> {
        self.standings.iter().find(|standing| standing.code == code)
    }
}

/// Assesses a year as of the date of the report.
pub(crate) fn assess(
    dataset: &Dataset,
    plan: &Plan,
    year: i16,
    report_date: Date,
) -> Assessment {
    let standings = plan
        .targets_for(year)
        .into_iter()
        .map(|(indicator, target)| {
            standing(indicator, target, dataset, plan, year, report_date)
        })
        .collect();
    Assessment { year, report_date, horizon: plan.decision.horizon(year), standings }
}

fn standing(
    indicator: &Indicator,
    target: Option<&Target>,
    dataset: &Dataset,
    plan: &Plan,
    year: i16,
    report_date: Date,
) -> Standing {
    let mut tally = dataset.province.get(&indicator.code).cloned().unwrap_or_default();
    let expected = expected(indicator, plan);
    let reported: Vec<String> = expected
        .iter()
        .filter(|unit| {
            let key = (indicator.code.clone(), (*unit).clone());
            dataset.units.get(&key).is_some_and(Tally::is_reported)
        })
        .cloned()
        .collect();
    fill_levels(indicator, &mut tally, year);
    let target = target.and_then(|target| target.percent);
    let complete = reported.len() == expected.len();
    let (verdict, why) = verdict(indicator, &tally, target, complete, year);
    Standing {
        code: indicator.code.clone(),
        tally,
        target,
        verdict,
        provisional: indicator.is_provisional(year, report_date),
        reported,
        expected,
        why,
        last: None,
    }
}

impl Assessment {
    /// Takes from what an administration left behind the last figures of what ended with
    /// it; they are said with their day, and are no figures of the year.
    pub(crate) fn recall(&mut self, plan: &Plan, left: &Self) {
        for standing in &mut self.standings {
            let ended = plan.indicator(&standing.code).filter(|one| one.over);
            let Some(end) = ended.and_then(|one| one.valid_to) else { continue };
            let Some(before) = left.standing(&standing.code) else { continue };
            if left.report_date != end {
                continue;
            }
            let Tally { numerator, denominator, .. } = before.tally;
            standing.last = Some(Last { numerator, denominator, as_of: end });
            if let (Some(numerator), Some(denominator)) = (numerator, denominator) {
                let why = standing.why.take().unwrap_or_default();
                let day = short_date(end);
                let said = format!("đến ngày {day}: {numerator}/{denominator}; {why}");
                standing.why = Some(said);
            }
        }
    }
}

/// The units whose figures an indicator needs.
fn expected(indicator: &Indicator, plan: &Plan) -> Vec<String> {
    let districts = || {
        plan.expected_districts().iter().map(|district| district.code.clone()).collect()
    };
    match (&indicator.source, indicator.by) {
        (Source::Districts, _)
        | (Source::Bodies(_), Level::District | Level::Commune) => districts(),
        (Source::Bodies(codes), Level::Province) => codes.clone(),
    }
}

/// Units at no level of an exclusive scale are the rest: offices that give only
/// the counts at each level do not name them.
fn fill_levels(indicator: &Indicator, tally: &mut Tally, year: i16) {
    if !matches!(indicator.rule, Rule::Scale | Rule::Levels) {
        return;
    }
    let Some(scale) = indicator.scale(year) else { return };
    if !scale.achieved.is_empty() || tally.levels.is_empty() {
        tally.levels.clear();
        return;
    }
    let named = || scale.levels.iter().filter(|level| **level != scale.none);
    let at_a_level: i64 = named().filter_map(|level| tally.levels.get(level)).sum();
    if let Some(total) = tally.denominator {
        for level in named().filter(|level| !scale.rare.contains(level)) {
            tally.levels.entry(level.clone()).or_default();
        }
        tally.levels.insert(scale.none.clone(), total - at_a_level);
    }
}

/// Holds figures of a year against a target, on exact fractions; with the
/// reason, in the words of the register, where no verdict is possible.
pub(crate) fn verdict(
    indicator: &Indicator,
    tally: &Tally,
    target: Option<Share>,
    complete: bool,
    year: i16,
) -> (Verdict, Option<String>) {
    if indicator.over {
        return (Verdict::NotAssessable, indicator.ceased.clone());
    }
    if let Some(why) = indicator.lacks_criteria(year) {
        return (Verdict::NotAssessable, Some(why.to_owned()));
    }
    if let Some(why) = &indicator.unassessable {
        return (Verdict::NotAssessable, Some(why.clone()));
    }
    if indicator.rule == Rule::Scale && indicator.achieved_levels(year).is_none() {
        let why = indicator.scale(year).and_then(|scale| scale.unassessable.clone());
        return (Verdict::NotAssessable, why);
    }
    let needed = match indicator.rule {
        Rule::Cascade { share, .. } => Some(share),
        Rule::Status { .. } | Rule::Levels => None,
        Rule::Count | Rule::LevelAtLeast { .. } | Rule::Mark | Rule::Scale => target,
    };
    let Some(needed) = needed else { return (Verdict::NotAssessable, None) };
    if !complete {
        return (Verdict::InsufficientData, None);
    }
    let count = |value: Option<i64>| value.and_then(|value| u64::try_from(value).ok());
    match (count(tally.numerator), count(tally.denominator)) {
        (Some(_), Some(0)) => (Verdict::NotAssessable, None),
        (Some(numerator), Some(total)) if needed.reached_by(numerator, total) => {
            (Verdict::Met, None)
        }
        (Some(_), Some(_)) => (Verdict::NotMet, None),
        (None, _) | (_, None) => (Verdict::InsufficientData, None),
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;

    fn judge(code: &str, numerator: i64, denominator: i64, complete: bool) -> Verdict {
        let plan =
            crate::plan::load(Path::new("no such project")).expect("embedded registers");
        let (indicator, target) = plan
            .targets_for(2024)
            .into_iter()
            .find(|(indicator, _)| indicator.code == code)
            .expect("a code of the plan");
        let tally = Tally {
            numerator: Some(numerator),
            denominator: Some(denominator),
            ..Tally::default()
        };
        let target = target.and_then(|target| target.percent);
        verdict(indicator, &tally, target, complete, 2024).0
    }

    #[test]
    fn a_target_is_met_at_the_threshold_and_not_just_below() {
        assert_eq!(judge("D1", 79_999, 100_000, true), Verdict::NotMet);
        assert_eq!(judge("D1", 80_000, 100_000, true), Verdict::Met);
        assert_eq!(judge("D1", 80_001, 100_000, true), Verdict::Met);
        // Prints as 80,00% and is not 80%.
        assert_eq!(judge("D1", 79_996, 100_000, true), Verdict::NotMet);
    }

    #[test]
    fn registered_families_do_not_meet_the_target_of_recognised_ones() {
        assert_eq!(judge("D1", 57_087, 83_784, true), Verdict::NotMet);
        assert_eq!(judge("D1", 70_714, 83_784, true), Verdict::Met);
    }

    #[test]
    fn districts_are_eighths() {
        assert_eq!(judge("A2", 3, 8, true), Verdict::NotMet);
        assert_eq!(judge("A2", 4, 8, true), Verdict::Met);
        assert_eq!(judge("D8", 1, 8, true), Verdict::NotMet);
        assert_eq!(judge("D8", 2, 8, true), Verdict::Met);
    }

    #[test]
    fn a_missing_unit_leaves_no_verdict_and_neither_does_an_empty_total() {
        assert_eq!(judge("D1", 90, 100, false), Verdict::InsufficientData);
        assert_eq!(judge("D1", 0, 0, true), Verdict::NotAssessable);
    }

    #[test]
    fn levels_of_2024_are_not_held_against_a_target_of_khá() {
        assert_eq!(judge("D5", 89, 108, true), Verdict::NotAssessable);
    }
}
