//! What kind of result an indicator has in a year, and its plain phrases:
//! targets, levels, coverage. Sentences, tables and lists build on these, for
//! the year of the report as for any other year that was assessed.

use jiff::civil::Date;

use crate::assessment::{Assessment, Standing};
use crate::dataset::Tally;
use crate::document::Material;
use crate::document::text::lower_first;
use crate::document::wording::{NOT_REPORTED, count};
use crate::plan::Plan;
use crate::plan::indicator::Indicator;
use crate::plan::rule::Rule;
use crate::plan::scale::Scale;
use crate::plan::share::Share;
use crate::plan::target::Target;

use super::offices;

/// The kinds of results.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(in crate::document) enum Shape<'p> {
    /// So many of so many.
    Ratio,
    /// So many at each level of a scale that knows no threshold.
    Levels(&'p Scale),
    /// A standard of the province that follows from its districts.
    Standard { level: u8, share: Share },
    /// What districts have, held against nothing.
    Status { level: Option<u8> },
}

/// An indicator with its result in one year.
#[derive(Debug, Clone, Copy)]
pub(in crate::document) struct Case<'a> {
    pub(in crate::document) plan: &'a Plan,
    /// Of the year the result is of.
    pub(in crate::document) assessment: &'a Assessment,
    pub(in crate::document) indicator: &'a Indicator,
    pub(in crate::document) standing: &'a Standing,
}

impl<'a> Case<'a> {
    /// In the year of the report.
    pub(in crate::document) fn new(
        material: &Material<'a>,
        indicator: &'a Indicator,
    ) -> Self {
        Self::of(material.plan, material.assessment, indicator)
            .expect("every indicator of the plan is assessed")
    }

    /// In any year that was assessed.
    pub(in crate::document) fn of(
        plan: &'a Plan,
        assessment: &'a Assessment,
        indicator: &'a Indicator,
    ) -> Option<Self> {
        let standing = assessment.standing(&indicator.code)?;
        Some(Self { plan, assessment, indicator, standing })
    }

    /// All indicators in the order of the decision.
    pub(in crate::document) fn all(material: &Material<'a>) -> Vec<Self> {
        let indicators = material.plan.indicators().iter();
        indicators.map(|indicator| Self::new(material, indicator)).collect()
    }

    /// The same indicator the year before, if that year was read.
    pub(in crate::document) fn last_year(&self, material: &Material<'a>) -> Option<Self> {
        let before = material.last_year()?;
        Self::of(material.plan, &before.assessment, self.indicator)
    }

    pub(in crate::document) fn year(&self) -> i16 {
        self.assessment.year
    }

    /// Numerator and denominator where they make a share.
    pub(in crate::document) fn ratio(&self) -> Option<(i64, i64)> {
        if self.shape() != Shape::Ratio || !self.is_in_force() {
            return None;
        }
        let tally = self.tally();
        let denominator = tally.denominator.filter(|total| *total > 0)?;
        Some((tally.numerator?, denominator))
    }

    pub(in crate::document) fn tally(&self) -> &'a Tally {
        &self.standing.tally
    }

    pub(in crate::document) fn shape(&self) -> Shape<'a> {
        shape(self.indicator, self.year())
    }

    /// Whether there is still something to count.
    pub(in crate::document) fn is_in_force(&self) -> bool {
        !self.indicator.over
    }

    pub(in crate::document) fn is_complete(&self) -> bool {
        self.standing.reported.len() == self.standing.expected.len()
    }

    /// The plan's target for a horizon, as in force at the end of the year.
    pub(in crate::document) fn target(&self, horizon: i16) -> Option<&'a Target> {
        let end = Date::new(self.year(), 12, 31).expect("every year has this day");
        self.indicator.target(horizon, end)
    }

    /// "năm 2025 (80%)"; of districts also how many these are.
    pub(in crate::document) fn target_phrase(&self) -> String {
        let horizon = self.assessment.horizon;
        let Some(share) = self.standing.target else { return format!("năm {horizon}") };
        let total = self.tally().denominator.and_then(|total| u64::try_from(total).ok());
        let eighths = total.filter(|total| self.indicator.eighths && *total > 0);
        let these =
            eighths.map(|total| format!(", tương ứng {}/{total}", share.needed(total)));
        format!("năm {horizon} ({share}%{})", these.unwrap_or_default())
    }

    /// "7/8 đơn vị".
    pub(in crate::document) fn coverage(&self) -> String {
        let Standing { reported, expected, .. } = self.standing;
        format!("{}/{} đơn vị", reported.len(), expected.len())
    }

    /// Those without figures, in running text: "huyện Pác Nặm".
    pub(in crate::document) fn missing(&self) -> String {
        let missing: Vec<&str> = self.standing.missing().collect();
        offices::names(self.plan, &missing)
    }

    /// "Mức độ 1: 61; mức độ 2: 28; chưa đạt: 19".
    pub(in crate::document) fn levels(&self, scale: &Scale) -> String {
        let levels = levels(scale, self.tally());
        let said = levels.iter().enumerate().map(|(index, (level, value))| {
            let level = if index == 0 { (*level).to_owned() } else { lower_first(level) };
            format!("{level}: {}", value.map_or_else(|| NOT_REPORTED.to_owned(), count))
        });
        said.collect::<Vec<String>>().join("; ")
    }
}

/// What kind of result an indicator has in a year.
pub(in crate::document) fn shape(indicator: &Indicator, year: i16) -> Shape<'_> {
    match indicator.rule {
        Rule::Count | Rule::LevelAtLeast { .. } | Rule::Mark => Shape::Ratio,
        Rule::Scale | Rule::Levels => match indicator.scale(year) {
            Some(scale)
                if indicator.achieved_levels(year).is_none() && !scale.counted =>
            {
                Shape::Levels(scale)
            }
            Some(_) | None => Shape::Ratio,
        },
        Rule::Cascade { level, share } => Shape::Standard { level, share },
        Rule::Status { level } => Shape::Status { level },
    }
}

/// The number at each level of a scale, in its order. Offices that count only
/// some levels mean that the rest of the total is at none.
pub(in crate::document) fn levels<'s>(
    scale: &'s Scale,
    tally: &Tally,
) -> Vec<(&'s str, Option<i64>)> {
    let of = |level: &String| {
        if tally.levels.is_empty() {
            return None;
        }
        if *level != scale.none {
            return Some(tally.levels.get(level).copied().unwrap_or(0));
        }
        let others = scale.levels.iter().filter(|level| **level != scale.none);
        let at_a_level: i64 = others.filter_map(|level| tally.levels.get(level)).sum();
        match tally.denominator {
            Some(total) => Some(total - at_a_level),
            None => tally.levels.get(level).copied(),
        }
    };
    let is_shown = |level: &&String| {
        let some = tally.levels.get(*level).is_some_and(|count| *count > 0);
        some || !scale.rare.contains(level)
    };
    let shown = scale.levels.iter().filter(is_shown);
    shown.map(|level| (level.as_str(), of(level))).collect()
}

/// The only level one commune is counted at.
pub(in crate::document) fn level_of_one<'s>(
    scale: &'s Scale,
    tally: &Tally,
) -> Option<&'s str> {
    if tally.levels.is_empty() {
        return None;
    }
    let at = scale
        .levels
        .iter()
        .find(|level| tally.levels.get(*level).is_some_and(|value| *value > 0));
    Some(at.map_or(scale.none.as_str(), String::as_str))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;
    use crate::document::compose::fixture::{Fixture, tally};

    #[test]
    fn the_rest_of_the_total_is_at_no_level() {
        let fixture = Fixture::new(2024);
        let indicator = fixture.plan.indicator("D5").expect("an indicator of the plan");
        let scale = indicator.scale(2024).expect("a scale of 2024");
        let stated = Tally {
            denominator: Some(108),
            levels: BTreeMap::from([
                ("Mức độ 1".to_owned(), 61),
                ("Mức độ 2".to_owned(), 28),
            ]),
            ..Tally::default()
        };
        let expected =
            vec![("Mức độ 1", Some(61)), ("Mức độ 2", Some(28)), ("Chưa đạt", Some(19))];
        assert_eq!(levels(scale, &stated), expected);
        assert!(
            levels(scale, &Tally::default()).iter().all(|(_, value)| value.is_none())
        );
    }

    #[test]
    fn targets_of_districts_are_also_said_in_districts() {
        let mut fixture = Fixture::new(2024);
        fixture.count_everywhere("A2", &tally(1, 1));
        let material = fixture.material();
        let a2 = fixture.plan.indicator("A2").expect("an indicator of the plan");
        let b1 = fixture.plan.indicator("B1").expect("an indicator of the plan");
        let said = |indicator| Case::new(&material, indicator).target_phrase();
        assert_eq!(said(a2), "năm 2025 (50%, tương ứng 4/8)");
        assert_eq!(said(b1), "năm 2025 (50%)");
    }
}
