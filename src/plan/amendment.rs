//! What later documents change: data of `plan/plan.toml`, each from its first day.
//!
//! A plan as it holds on a day is the decision with every amendment in force that
//! day, in the order of their days. Nothing is ever overwritten in the register, so
//! a year is judged by what was in force at its end, and what stood before can
//! still be printed beside it.

use jiff::civil::Date;
use serde::Deserialize;

use super::dates::day;
use super::decision::Base;
use super::indicator::{Break, Check, Indicator, Level, Source};
use super::rule::Rule;
use super::scale::Scale;
use super::share::Share;
use super::target::{NationalTarget, Target};

/// One document and what it changes from a day on.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Amendment {
    pub(crate) document: String,
    #[serde(deserialize_with = "day")]
    pub(crate) valid_from: Date,
    /// Nobody knows the document: what the report prints in brackets until the
    /// clerk writes what holds.
    #[serde(default)]
    pub(crate) missing: Option<String>,
    #[serde(default, rename = "indicator")]
    pub(super) indicators: Vec<Change>,
    #[serde(default, rename = "base")]
    pub(super) bases: Vec<BaseChange>,
    #[serde(default, rename = "target")]
    pub(super) targets: Vec<NewTarget>,
    #[serde(default, rename = "national")]
    pub(super) national: Vec<NewNational>,
    #[serde(default, rename = "break")]
    pub(super) breaks: Vec<NewBreak>,
    /// Whole indicators that begin.
    #[serde(default)]
    pub(super) add: Vec<Indicator>,
    /// Indicators that end the day before.
    #[serde(default)]
    pub(super) drop: Vec<Dropped>,
}

/// What changes of an indicator; what is left out stays. An empty text takes away.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Change {
    pub(super) code: String,
    name: Option<String>,
    short: Option<String>,
    unit_of_count: Option<String>,
    numerator: Option<String>,
    denominator: Option<String>,
    base: Option<String>,
    variable: Option<String>,
    rule: Option<Rule>,
    source: Option<Source>,
    parts: Option<Vec<String>>,
    by: Option<Level>,
    checks: Option<Vec<Check>>,
    as_of: Option<String>,
    unassessable: Option<String>,
    note: Option<String>,
    whole_province: Option<bool>,
    #[serde(default, rename = "scale")]
    scales: Vec<Scale>,
}

/// Another name for a base.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct BaseChange {
    pub(super) code: String,
    name: String,
    unit_of_count: String,
}

/// A target of the province that replaces the one for its horizon.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct NewTarget {
    pub(super) code: String,
    pub(super) year: i16,
    #[serde(default)]
    percent: Option<Share>,
    text: String,
}

/// A target of the country that replaces the one for its year.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct NewNational {
    pub(super) code: String,
    pub(super) year: i16,
    percent: Share,
    #[serde(default)]
    of: Option<String>,
}

/// From the year of the amendment on an indicator is counted otherwise.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct NewBreak {
    pub(super) code: String,
    why: String,
}

/// An indicator that ends, and why.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Dropped {
    pub(super) code: String,
    why: String,
}

impl Amendment {
    /// Changes bases and indicators as they were the day before.
    pub(super) fn apply(&self, bases: &mut [Base], indicators: &mut Vec<Indicator>) {
        for change in &self.bases {
            for base in bases.iter_mut().filter(|base| base.code == change.code) {
                base.name.clone_from(&change.name);
                base.unit_of_count.clone_from(&change.unit_of_count);
            }
        }
        for change in &self.indicators {
            let of = indicators.iter_mut().find(|one| one.code == change.code);
            if let Some(indicator) = of {
                change.apply(indicator);
            }
        }
        for indicator in indicators.iter_mut() {
            self.retarget(indicator);
        }
        for dropped in &self.drop {
            let of = indicators.iter_mut().find(|one| one.code == dropped.code);
            if let Some(indicator) = of {
                indicator.valid_to = self.valid_from.yesterday().ok();
                indicator.ceased = Some(dropped.why.clone());
            }
        }
        for added in &self.add {
            let last = indicators.iter().rposition(|one| one.section == added.section);
            indicators.insert(last.map_or(indicators.len(), |at| at + 1), added.clone());
        }
    }

    fn retarget(&self, indicator: &mut Indicator) {
        for target in self.targets.iter().filter(|one| one.code == indicator.code) {
            indicator.targets.push(Target {
                year: target.year,
                percent: target.percent,
                text: target.text.clone(),
                valid_from: self.valid_from,
                decision: self.document.clone(),
            });
        }
        for target in self.national.iter().filter(|one| one.code == indicator.code) {
            let own = NationalTarget {
                year: target.year,
                percent: target.percent,
                of: target.of.clone(),
                decision: self.document.clone(),
            };
            // The latest for a year is asked for first.
            indicator.national.insert(0, own);
        }
        for own in self.breaks.iter().filter(|one| one.code == indicator.code) {
            let year = self.valid_from.year();
            indicator.breaks.push(Break { year, why: Some(own.why.clone()) });
        }
    }
}

impl Change {
    fn apply(&self, indicator: &mut Indicator) {
        let put = |new: &Option<String>, old: &mut String| {
            if let Some(new) = new {
                old.clone_from(new);
            }
        };
        put(&self.name, &mut indicator.name);
        put(&self.short, &mut indicator.short);
        put(&self.unit_of_count, &mut indicator.unit_of_count);
        put(&self.numerator, &mut indicator.numerator);
        put(&self.denominator, &mut indicator.denominator);
        put(&self.as_of, &mut indicator.as_of);
        put(&self.variable, &mut indicator.variable);
        let some = |new: &Option<String>, old: &mut Option<String>| {
            if let Some(new) = new {
                *old = Some(new.clone()).filter(|text| !text.is_empty());
            }
        };
        some(&self.base, &mut indicator.base);
        some(&self.unassessable, &mut indicator.unassessable);
        some(&self.note, &mut indicator.note);
        indicator.rule = self.rule.unwrap_or(indicator.rule);
        indicator.whole_province =
            self.whole_province.unwrap_or(indicator.whole_province);
        indicator.by = self.by.unwrap_or(indicator.by);
        if !self.scales.is_empty() {
            indicator.scales.clone_from(&self.scales);
        }
        if let Some(source) = &self.source {
            indicator.source = source.clone();
        }
        if let Some(parts) = &self.parts {
            indicator.parts.clone_from(parts);
        }
        if let Some(checks) = &self.checks {
            indicator.checks.clone_from(checks);
        }
    }
}
