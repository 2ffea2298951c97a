//! An indicator of the plan: what is counted, by whom, and against what.
//!
//! Everything here is data of `plan/plan.toml`; a further indicator is a
//! further entry there, not code.

use jiff::civil::Date;
use serde::Deserialize;

use super::dates::{Validity, YearlyDate, some_day};
use super::decision::Measure;
use super::rule::Rule;
use super::scale::{Crosswalk, Scale};
use super::target::{NationalTarget, Target};

/// One of the twenty indicators (Decision 1768/QĐ-UBND, part I.2).
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Indicator {
    /// A1 … D8.
    pub(crate) code: String,
    pub(crate) section: String,
    /// As the decision words it.
    pub(crate) name: String,
    /// For tables and charts, 40 characters at most.
    pub(crate) short: String,
    /// What one counts: "hộ", "thôn, tổ dân phố".
    pub(crate) unit_of_count: String,
    pub(crate) numerator: String,
    pub(crate) denominator: String,
    /// Code of the variable the figure is read from.
    pub(crate) variable: String,
    /// Code of the base that is the denominator.
    #[serde(default)]
    pub(crate) base: Option<String>,
    pub(crate) rule: Rule,
    /// Printed as n/8 beside the percentage.
    #[serde(default)]
    pub(crate) eighths: bool,
    pub(crate) source: Source,
    /// Bodies whose figures are added up, each reporting its own part.
    #[serde(default)]
    pub(crate) parts: Vec<String>,
    /// How far down the source breaks the figure up.
    pub(crate) by: Level,
    #[serde(default)]
    pub(crate) checks: Vec<Check>,
    /// By horizon; a later entry for the same horizon replaces an earlier one
    /// from its `valid_from`.
    pub(crate) targets: Vec<Target>,
    #[serde(default)]
    pub(crate) national: Vec<NationalTarget>,
    #[serde(default, deserialize_with = "some_day")]
    pub(crate) valid_from: Option<Date>,
    #[serde(default, deserialize_with = "some_day")]
    pub(crate) valid_to: Option<Date>,
    /// Why it is no longer assessed after `valid_to`.
    #[serde(default)]
    pub(crate) ceased: Option<String>,
    #[serde(default)]
    pub(crate) recognition: Option<Recognition>,
    /// To which time the figure refers.
    pub(crate) as_of: String,
    /// Why no verdict is possible, whatever the figures.
    #[serde(default)]
    pub(crate) unassessable: Option<String>,
    #[serde(default, rename = "scale")]
    pub(crate) scales: Vec<Scale>,
    /// From when on there are criteria to be counted by; always, if nothing is said.
    #[serde(default)]
    pub(crate) criteria: Option<Criteria>,
    /// Years from which the figure is counted by other criteria.
    #[serde(default, rename = "break")]
    pub(crate) breaks: Vec<Break>,
    #[serde(default)]
    pub(crate) crosswalk: Option<Crosswalk>,
    /// Printed under the indicator.
    #[serde(default)]
    pub(crate) note: Option<String>,
    /// It counts the whole province, of which the area of the plan may be a part.
    #[serde(default)]
    pub(crate) whole_province: bool,
    /// It has ended by the day of the plan; filled by the loader.
    #[serde(skip)]
    pub(crate) over: bool,
}

impl Indicator {
    pub(crate) fn validity(&self) -> Validity {
        Validity { from: self.valid_from, to: self.valid_to }
    }

    /// The target for a horizon as it stands on a day: the latest in force.
    pub(crate) fn target(&self, horizon: i16, day: Date) -> Option<&Target> {
        self.targets
            .iter()
            .filter(|target| target.year == horizon && target.valid_from <= day)
            .max_by_key(|target| target.valid_from)
    }

    pub(crate) fn national_target(&self, horizon: i16) -> Option<&NationalTarget> {
        self.national.iter().find(|target| target.year == horizon)
    }

    /// The scale in use in a year, for an indicator of rule `scale`.
    pub(crate) fn scale(&self, year: i16) -> Option<&Scale> {
        self.scales.iter().find(|scale| scale.covers(year))
    }

    /// The levels that count as achieved in a year: those the scale names, or
    /// those of a filled crosswalk; `None` if the target cannot be assessed.
    pub(crate) fn achieved_levels(&self, year: i16) -> Option<&[String]> {
        let scale = self.scale(year)?;
        if !scale.achieved.is_empty() {
            return Some(&scale.achieved);
        }
        let crosswalk = self.crosswalk.as_ref().filter(|table| table.is_filled())?;
        let known = crosswalk.achieved.iter().all(|level| scale.levels.contains(level));
        known.then_some(&crosswalk.achieved)
    }

    /// Whether figures of a year cannot be compared with those before it: its
    /// scale or its criteria are new.
    pub(crate) fn breaks_in(&self, year: i16) -> bool {
        let new_scale = match (self.scale(year - 1), self.scale(year)) {
            (Some(before), Some(now)) => before != now,
            (_, _) => false,
        };
        new_scale || self.breaks.iter().any(|one| one.year == year)
    }

    /// Why nothing can have been counted in a year: its criteria came later.
    pub(crate) fn lacks_criteria(&self, year: i16) -> Option<&str> {
        let criteria = self.criteria.as_ref().filter(|one| year < one.from)?;
        Some(&criteria.before)
    }

    /// Whether there was anything to assess in a year.
    pub(crate) fn is_assessed_in(&self, year: i16) -> bool {
        self.validity().touches(year) && self.lacks_criteria(year).is_none()
    }

    /// Whether the share of a year may be held against that of an earlier one: there
    /// was something to assess then, and nothing broke since.
    pub(crate) fn is_comparable(&self, before: i16, year: i16) -> bool {
        self.is_assessed_in(before) && !(before + 1..=year).any(|one| self.breaks_in(one))
    }

    /// Whether titles of a year are not yet legally final on a report's date.
    pub(crate) fn is_provisional(&self, year: i16, report_date: Date) -> bool {
        self.recognition.is_some_and(|rule| report_date < rule.final_from(year))
    }
}

/// The first criteria of a title that the decision names before there were any.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Criteria {
    /// The first year counted by them.
    pub(crate) from: i16,
    /// Why no verdict is possible before, with the document.
    pub(crate) before: String,
}

/// A change of criteria that leaves the scale as it is.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Break {
    /// The first year counted by the new criteria.
    pub(crate) year: i16,
    /// One sentence for the note under the series, with the document; absent
    /// where the indicator's own note says it.
    #[serde(default)]
    pub(crate) why: Option<String>,
}

/// Who reports the authoritative figure.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(try_from = "Vec<String>")]
pub(crate) enum Source {
    /// Every district, each its own.
    Districts,
    /// Codes of provincial bodies.
    Bodies(Vec<String>),
}

impl Source {
    pub(crate) fn bodies(&self) -> &[String] {
        match self {
            Source::Districts => &[],
            Source::Bodies(codes) => codes,
        }
    }
}

impl TryFrom<Vec<String>> for Source {
    type Error = String;

    fn try_from(codes: Vec<String>) -> Result<Self, String> {
        match codes.as_slice() {
            [] => Err("phải có ít nhất một đơn vị báo cáo".to_owned()),
            [one] if one == "districts" => Ok(Source::Districts),
            several if several.iter().any(|code| code == "districts") => {
                Err("\"districts\" phải đứng một mình".to_owned())
            }
            [..] => Ok(Source::Bodies(codes)),
        }
    }
}

/// A tier of administration.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Level {
    Commune,
    District,
    Province,
}

/// A second source that mirrors an indicator.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Check {
    /// Code of a body, or "districts".
    pub(crate) unit: String,
    pub(crate) compares: Vec<Compared>,
    /// Which measure the second source takes for the total, if not the total.
    #[serde(default)]
    pub(crate) total_is: Option<Measure>,
    #[serde(default)]
    pub(crate) note: Option<String>,
}

/// What of an indicator a second source can confirm.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Compared {
    Total,
    Registered,
    Achieved,
    /// District levels against those of communes.
    Levels,
}

/// When the titles of a year Y become final: on a date of Y + `years_after`.
///
/// Data period 1/1-31/12 for titles within communes and for citizens; ĐVHT
/// before 15/02, CĐHT xã before 31/3, CĐHT huyện before 31/5 of the next year
/// (Circulars 24/2023 and 25/2023/TT-BGDĐT and their procedures).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Recognition {
    pub(crate) years_after: i16,
    pub(crate) date: YearlyDate,
}

impl Recognition {
    pub(crate) fn final_from(self, year: i16) -> Date {
        self.date.in_year(year + self.years_after)
    }
}
