//! How fast an indicator went, and how fast it must go: percentage points a
//! year, as exact fractions.

use crate::plan::share::Share;

use super::fraction::Fraction;
use super::series::Series;

/// The change of a share between two comparable years.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Pace {
    pub(crate) from: i16,
    pub(crate) to: i16,
    pub(crate) change: Fraction,
    /// The change shared out evenly over the years between.
    pub(crate) yearly: Fraction,
}

/// What is left to a target.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Path {
    /// Reached in the last comparable year.
    Reached { since: i16 },
    Needed {
        /// The last comparable year, from which the path is reckoned.
        from: i16,
        gap: Fraction,
        /// The gap shared out evenly over the years to the horizon.
        yearly: Fraction,
        /// So many more are needed if the total stays as it is.
        more: u64,
    },
}

/// The pace between the first and the last comparable year; nothing if there
/// are not two of them.
pub(crate) fn observed(series: &Series) -> Option<Pace> {
    let (first, last) = series.ends()?;
    let change = last.share()?.minus(first.share()?)?;
    let yearly = change.per(last.year - first.year)?;
    Some(Pace { from: first.year, to: last.year, change, yearly })
}

/// The path from the last comparable year to a target of a later year; nothing
/// if the scale has changed since, or the horizon is past.
pub(crate) fn path(series: &Series, target: Share, horizon: i16) -> Option<Path> {
    let (_, last) = series.ends()?;
    if series.ends_on_another_scale() || last.year >= horizon {
        return None;
    }
    let numerator = u64::try_from(last.tally.numerator?).ok()?;
    let total = u64::try_from(last.tally.denominator?).ok()?;
    if target.reached_by(numerator, total) {
        return Some(Path::Reached { since: last.year });
    }
    let gap = Fraction::of_share(target).minus(last.share()?)?;
    Some(Path::Needed {
        from: last.year,
        gap,
        yearly: gap.per(horizon - last.year)?,
        more: target.needed(total) - numerator,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::history::series::{Point, State};

    fn share(text: &str) -> Share {
        Share::try_from(text.to_owned()).expect("a share")
    }

    fn series(counts: &[(i16, i64, i64)]) -> Series {
        let points = counts.iter().map(|&(year, numerator, denominator)| Point {
            year,
            state: State::Complete,
            tally: crate::dataset::Tally {
                numerator: Some(numerator),
                denominator: Some(denominator),
                ..crate::dataset::Tally::default()
            },
            reported: 8,
            missing: Vec::new(),
            provisional: false,
            breaks: false,
        });
        Series { code: "C2".to_owned(), points: points.collect() }
    }

    #[test]
    fn the_observed_pace_is_the_change_over_the_years_between() {
        // 54/108 = 50 %, 81/108 = 75 %: 25 points in 4 years, 6,25 a year.
        let pace =
            observed(&series(&[(2021, 54, 108), (2023, 60, 108), (2025, 81, 108)]))
                .expect("two years");
        assert_eq!((pace.from, pace.to), (2021, 2025));
        assert_eq!(pace.change.hundredths(), 2_500);
        assert_eq!(pace.yearly.hundredths(), 625);
    }

    #[test]
    fn one_year_has_no_pace() {
        assert_eq!(observed(&series(&[(2025, 81, 108)])), None);
        assert_eq!(observed(&series(&[])), None);
    }

    #[test]
    fn the_needed_pace_is_rounded_once() {
        // 90 % - 80/108 = 9/10 - 20/27 = 43/270; over 5 years 43/1350 = 3,185…
        let path = path(&series(&[(2025, 80, 108)]), share("90"), 2030);
        let Some(Path::Needed { from, gap, yearly, more }) = path else {
            panic!("a path: {path:?}")
        };
        assert_eq!((from, gap.hundredths(), yearly.hundredths()), (2025, 1_593, 319));
        // 90 % of 108 is 97,2: 98 communes, 18 more than 80.
        assert_eq!(more, 18);
    }

    #[test]
    fn a_target_is_reached_at_the_threshold_and_not_just_below() {
        let at =
            |numerator| path(&series(&[(2025, numerator, 100_000)]), share("80"), 2030);
        assert!(matches!(at(79_996), Some(Path::Needed { more: 4, .. })));
        assert_eq!(at(80_000), Some(Path::Reached { since: 2025 }));
        assert_eq!(at(80_001), Some(Path::Reached { since: 2025 }));
    }

    #[test]
    fn districts_need_whole_districts() {
        // 87,5 % of 8 are 7 districts; 4 have it: 3 more, 37,5 points in 5 years.
        let path = path(&series(&[(2025, 4, 8)]), share("87.5"), 2030);
        let Some(Path::Needed { yearly, more, .. }) = path else {
            panic!("a path: {path:?}")
        };
        assert_eq!((yearly.hundredths(), more), (750, 3));
    }

    #[test]
    fn there_is_no_path_into_the_past_or_across_a_break() {
        assert_eq!(path(&series(&[(2030, 80, 108)]), share("90"), 2030), None);
        let mut broken = series(&[(2023, 106, 108), (2024, 0, 108)]);
        broken.points[1].tally.numerator = None;
        broken.points[1].breaks = true;
        assert_eq!(path(&broken, share("90"), 2030), None);
        assert_eq!(observed(&broken), None);
    }
}
