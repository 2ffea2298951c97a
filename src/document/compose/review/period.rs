//! The years a review looks at, and every indicator through them.

use crate::assessment::Verdict;
use crate::document::Material;
use crate::document::review::Kind;
use crate::history::fraction::Fraction;
use crate::history::money::Money;
use crate::history::pace::{self, Pace, Path};
use crate::history::series::{Achievement, Annual, Point, Series, verdict};
use crate::plan::indicator::Indicator;
use crate::plan::office::ReportKind;
use crate::plan::share::Share;

use super::super::pace as annual;
use super::super::shape::{Case, Shape, shape};

/// A period of the plan, up to one of its horizons.
pub(in crate::document) struct Period<'a> {
    /// Of the last year.
    pub(super) material: Material<'a>,
    pub(super) kind: Kind,
    pub(super) first: i16,
    pub(super) last: i16,
    /// The horizon after the last year; none if there is no other.
    pub(super) next: Option<i16>,
    /// The years that have an inbox, oldest first.
    pub(super) years: Vec<Material<'a>>,
    /// In the order of the decision.
    pub(super) tracks: Vec<Track<'a>>,
}

/// An indicator through the period.
pub(super) struct Track<'a> {
    pub(super) indicator: &'a Indicator,
    pub(super) series: Series,
    /// The target of the period's horizon.
    pub(super) target: Option<Share>,
    /// The last year's figures in words.
    pub(super) case: Case<'a>,
}

impl<'a> Period<'a> {
    pub(in crate::document) fn new(material: &Material<'a>, kind: Kind) -> Self {
        let plan = material.plan;
        let (first, last) = (plan.decision.date.year(), material.year);
        let years = material.over_years();
        let annuals: Vec<Annual<'a>> = years.iter().map(Material::annual).collect();
        let tracks = plan.indicators().iter().map(|indicator| {
            let case = Case::new(material, indicator);
            let series = Series::of(indicator, first..=last, &annuals);
            Track { indicator, series, target: case.standing.target, case }
        });
        let horizons = &plan.decision.horizons;
        Self {
            material: *material,
            kind,
            first,
            last,
            next: horizons.iter().copied().find(|horizon| *horizon > last),
            tracks: tracks.collect(),
            years,
        }
    }

    /// All years of the period, with an inbox or not.
    pub(super) fn all(&self) -> Vec<i16> {
        (self.first..=self.last).collect()
    }

    pub(super) fn of_year(&self, year: i16) -> Option<&Material<'a>> {
        self.years.iter().find(|material| material.year == year)
    }

    /// Years without an inbox.
    pub(in crate::document) fn missing_years(&self) -> Vec<i16> {
        let without = |year: &i16| self.of_year(*year).is_none();
        self.all().into_iter().filter(without).collect()
    }

    pub(super) fn annuals(&self) -> Vec<Annual<'a>> {
        self.years.iter().map(Material::annual).collect()
    }

    pub(super) fn money(&self, year: i16) -> Option<Money> {
        self.of_year(year).map(|material| Money::of(material.accepted))
    }

    pub(super) fn tracks_of(&self, section: &str) -> impl Iterator<Item = &Track<'a>> {
        self.tracks.iter().filter(move |track| track.indicator.section == section)
    }

    pub(super) fn judged(&self, verdict: Verdict) -> impl Iterator<Item = &Track<'a>> {
        self.tracks.iter().filter(move |track| track.verdict() == verdict)
    }

    /// "2021 - 2025".
    pub(super) fn span(&self) -> String {
        format!("{} - {}", self.first, self.last)
    }

    pub(in crate::document) fn report_kind(&self) -> ReportKind {
        match self.kind {
            Kind::Midterm => ReportKind::Interim,
            Kind::Final => ReportKind::Final,
        }
    }
}

impl<'a> Track<'a> {
    pub(super) fn shape(&self, year: i16) -> Shape<'a> {
        shape(self.indicator, year)
    }

    pub(super) fn last(&self) -> &Point {
        self.series.points.last().expect("a period has one year at least")
    }

    /// The last year held against the target of the period.
    pub(super) fn verdict(&self) -> Verdict {
        verdict(self.indicator, self.last(), self.target)
    }

    pub(super) fn achievement(&self) -> Achievement {
        self.series.achievement(self.indicator, self.target)
    }

    pub(super) fn observed(&self) -> Option<Pace> {
        pace::observed(&self.series)
    }

    /// The plan's target for another horizon.
    pub(super) fn target_of(&self, horizon: i16) -> Option<Share> {
        self.case.target(horizon).and_then(|target| target.percent)
    }

    /// The way to the target of a horizon; nothing where no unit will be left
    /// to count, or no threshold is known.
    pub(super) fn path(&self, horizon: i16) -> Option<Path> {
        annual::path(self.indicator, &self.series, self.target_of(horizon)?, horizon)
    }

    /// How far the last year is below the target.
    pub(super) fn gap(&self) -> Option<Fraction> {
        Fraction::of_share(self.target?).minus(self.last().share()?)
    }
}
