//! Series by hand arithmetic: what can be compared, when a target was reached.

use super::*;
use crate::assessment::assess;
use crate::plan::Plan;

/// Judged years of one indicator: counts of each year in every district but
/// the last `missing` ones.
struct Years {
    plan: Plan,
    years: Vec<(i16, Dataset, Assessment)>,
    again: crate::dataset::Sums,
}

impl Years {
    fn new() -> Self {
        let project = std::path::Path::new("no such project");
        let plan = crate::plan::load(project).expect("embedded registers");
        Self { plan, years: Vec::new(), again: crate::dataset::Sums::new() }
    }

    /// Every district but the last `missing` has `tally`.
    fn add(&mut self, year: i16, code: &str, missing: usize, tally: &Tally) {
        let districts = self.plan.expected_districts();
        let reporting = districts.len() - missing;
        let mut dataset = Dataset::default();
        for district in districts.iter().take(reporting) {
            let key = (code.to_owned(), district.code.clone());
            dataset.units.insert(key, tally.clone());
        }
        let times = i64::try_from(reporting).expect("eight districts");
        let sum = |value: Option<i64>| value.map(|value| value * times);
        let levels = tally.levels.iter();
        dataset.province.insert(
            code.to_owned(),
            Tally {
                numerator: sum(tally.numerator),
                denominator: sum(tally.denominator),
                registered: sum(tally.registered),
                levels: levels.map(|(level, of)| (level.clone(), of * times)).collect(),
            },
        );
        let assessment =
            assess(&dataset, &self.plan, year, self.plan.office.deadline(year));
        self.years.push((year, dataset, assessment));
    }

    fn counts(&mut self, code: &str, years: &[(i16, i64, i64)]) {
        for &(year, numerator, denominator) in years {
            self.add(year, code, 0, &of(numerator, denominator));
        }
    }

    fn annuals(&self) -> Vec<Annual<'_>> {
        self.years
            .iter()
            .map(|(year, dataset, assessment)| Annual {
                year: *year,
                dataset,
                assessment,
                left: None,
                again: &self.again,
            })
            .collect()
    }

    fn indicator(&self, code: &str) -> &Indicator {
        self.plan.indicator(code).expect("a code of the plan")
    }

    fn series(&self, code: &str, period: RangeInclusive<i16>) -> Series {
        Series::of(self.indicator(code), period, &self.annuals())
    }

    fn achievement(&self, code: &str, target: &str) -> Achievement {
        let target = Share::try_from(target.to_owned()).expect("a share");
        self.series(code, 2021..=2025).achievement(self.indicator(code), Some(target))
    }
}

fn of(numerator: i64, denominator: i64) -> Tally {
    Tally {
        numerator: Some(numerator),
        denominator: Some(denominator),
        ..Tally::default()
    }
}

fn ends(series: &Series) -> Option<(i16, i16)> {
    series.ends().map(|(first, last)| (first.year, last.year))
}

#[test]
fn a_year_without_an_inbox_is_a_point_without_figures() {
    let mut years = Years::new();
    years.counts("D1", &[(2021, 60, 100), (2024, 84, 100)]);
    let series = years.series("D1", 2021..=2024);
    let states: Vec<State> = series.points.iter().map(|point| point.state).collect();
    assert_eq!(
        states,
        [State::Complete, State::NoInbox, State::NoInbox, State::Complete]
    );
    assert_eq!(series.points[1].tally, Tally::default());
    assert_eq!(ends(&series), Some((2021, 2024)));
}

#[test]
fn a_year_with_units_missing_is_shown_and_never_compared() {
    let mut years = Years::new();
    years.counts("D1", &[(2021, 60, 100), (2022, 70, 100)]);
    years.add(2023, "D1", 1, &of(80, 100));
    let series = years.series("D1", 2021..=2023);
    let partial = &series.points[2];
    assert_eq!(
        (partial.state, partial.reported, partial.expected()),
        (State::Partial, 7, 8)
    );
    assert_eq!(partial.missing, ["pac-nam"]);
    assert_eq!(partial.tally.numerator, Some(560));
    assert_eq!(ends(&series), Some((2021, 2022)));
}

#[test]
fn nothing_reported_is_not_zero() {
    let mut years = Years::new();
    years.counts("D1", &[(2021, 60, 100)]);
    let series = years.series("D2", 2021..=2021);
    assert_eq!(series.points[0].state, State::NotReported);
    assert_eq!(series.points[0].share(), None);
    assert_eq!(series.latest(), None);
    assert_eq!(ends(&series), None);
}

#[test]
fn a_new_scale_breaks_the_series() {
    let mut years = Years::new();
    years.counts("D5", &[(2021, 12, 13), (2022, 13, 13), (2023, 13, 13)]);
    let levels = Tally {
        denominator: Some(13),
        levels: [("Mức độ 1".to_owned(), 7), ("Mức độ 2".to_owned(), 3)].into(),
        ..Tally::default()
    };
    years.add(2024, "D5", 0, &levels);
    let series = years.series("D5", 2021..=2025);
    let broken: Vec<i16> =
        series.points.iter().filter(|point| point.breaks).map(|p| p.year).collect();
    assert_eq!(broken, [2024]);
    assert_eq!(ends(&series), Some((2021, 2023)));
    assert!(series.ends_on_another_scale());
    assert_eq!(series.points[3].tally.levels.get("Chưa đạt"), Some(&24));
    let d5 = years.indicator("D5");
    let target = Share::try_from("80".to_owned()).ok();
    assert_eq!(verdict(d5, &series.points[2], target), Verdict::Met);
    assert_eq!(verdict(d5, &series.points[3], target), Verdict::NotAssessable);
}

#[test]
fn new_criteria_break_the_series_and_only_years_after_them_compare() {
    let mut years = Years::new();
    years.counts("D7", &[(2022, 5, 100), (2023, 19, 100), (2024, 31, 100)]);
    years.counts("D7", &[(2025, 37, 100)]);
    let series = years.series("D7", 2021..=2025);
    assert_eq!(ends(&series), Some((2024, 2025)));
    assert!(!series.ends_on_another_scale());
}

#[test]
fn a_target_counts_from_the_first_year_on_its_threshold() {
    let mut years = Years::new();
    // 79,999 % is not 80 %, 80 % is.
    years.counts("D1", &[(2021, 79_999, 100_000), (2022, 80_000, 100_000)]);
    years.counts("D1", &[(2023, 80_001, 100_000)]);
    let reached = years.achievement("D1", "80");
    assert_eq!(
        reached,
        Achievement { first: Some(2022), last: Some(2023), lapses: Vec::new() }
    );
    assert_eq!(reached.kept(), Some(true));
    assert_eq!(years.achievement("D1", "90").kept(), None);
}

#[test]
fn a_target_lost_again_is_said_and_a_gap_is_no_loss() {
    let mut years = Years::new();
    years.counts("D3", &[(2021, 85, 100), (2023, 79, 100), (2025, 90, 100)]);
    years.add(2024, "D3", 1, &of(10, 100));
    let reached = years.achievement("D3", "80");
    assert_eq!(
        reached,
        Achievement { first: Some(2021), last: Some(2025), lapses: vec![2023] }
    );
    assert_eq!(reached.kept(), Some(false));
}

#[test]
fn without_an_object_the_last_valid_figures_remain() {
    let mut years = Years::new();
    years.counts("D8", &[(2024, 0, 1), (2025, 1, 1), (2026, 0, 1)]);
    let series = years.series("D8", 2024..=2030);
    let states: Vec<State> = series.points.iter().map(|point| point.state).collect();
    assert_eq!(states[..2], [State::Complete; 2]);
    assert_eq!(states[2..], [State::Ceased; 5]);
    let latest = series.latest().expect("figures of 2025");
    assert_eq!((latest.year, latest.tally.numerator), (2025, Some(8)));
}

#[test]
fn a_district_has_a_series_of_its_own() {
    let mut years = Years::new();
    years.counts("C2", &[(2021, 4, 8), (2025, 6, 8)]);
    let annuals = years.annuals();
    let series =
        Series::of_unit(years.indicator("C2"), "tp-bac-kan", 2021..=2025, &annuals);
    assert_eq!(ends(&series), Some((2021, 2025)));
    assert_eq!(series.points[1].state, State::NoInbox);
}
