//! What offices wrote under a topic over the years: the same words once, with
//! all who wrote them and when.

use std::collections::{BTreeMap, BTreeSet};

use crate::document::report::Contribution;
use crate::document::wording::few;
use crate::plan::Plan;
use crate::plan::unit::Unit;

use super::super::alike::alike;
use super::super::contributions::written;
use super::super::offices;
use super::period::Period;
use super::words::in_years;

/// The same words of several offices and years.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Said<'p> {
    /// "review.tasks.1.2023.ba-be": by who wrote so first.
    key: String,
    /// The text without what does not matter when texts are compared.
    pub(super) alike: String,
    pub(super) paragraphs: Vec<String>,
    /// The offices of each year, in the order of the register.
    pub(super) by_year: BTreeMap<i16, Vec<&'p str>>,
}

/// Everything written under some topics.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Record<'p> {
    /// In the order of the years, within one year in that of the register.
    pub(super) said: Vec<Said<'p>>,
    /// Those that state there was nothing, by year.
    nothing: Said<'p>,
}

/// `place` names the place in the review.
pub(super) fn record<'p>(
    period: &Period<'p>,
    place: &str,
    topics: &[&str],
) -> Record<'p> {
    let mut record = Record::default();
    for material in &period.years {
        for code in material.plan.units().map(Unit::code) {
            let Some(words) = written(material, code, topics) else { continue };
            if words.is_empty() {
                record.nothing.by_year.entry(material.year).or_default().push(code);
                continue;
            }
            let alike = alike(&words.join(" "));
            let known = record.said.iter_mut().find(|said| said.alike == alike);
            match known {
                Some(said) => said.by_year.entry(material.year).or_default().push(code),
                None => record.said.push(Said {
                    key: format!("review.{place}.{}.{code}", material.year),
                    alike,
                    paragraphs: words,
                    by_year: BTreeMap::from([(material.year, vec![code])]),
                }),
            }
        }
    }
    record
}

impl<'p> Said<'p> {
    /// Offices that wrote so in the same years are named together: "UBND huyện
    /// Ba Bể (các năm 2021, 2023)".
    pub(super) fn by_whom(&self, plan: &Plan) -> String {
        let mut groups: Vec<(Vec<i16>, Vec<&str>)> = Vec::new();
        for code in self.offices() {
            let wrote = self.years_of(code);
            match groups.iter_mut().find(|(years, _)| *years == wrote) {
                Some((_, codes)) => codes.push(code),
                None => groups.push((wrote, vec![code])),
            }
        }
        let said = groups.iter().map(|(wrote, codes)| {
            format!("{} ({})", offices::agencies(plan, codes), in_years(wrote))
        });
        said.collect::<Vec<String>>().join("; ")
    }

    /// Whether an office wrote so in several years; the same words of two
    /// offices in two years are chance.
    pub(super) fn is_lasting(&self) -> bool {
        let offices = self.offices();
        offices.into_iter().any(|office| self.years_of(office).len() > 1)
    }

    fn years_of(&self, office: &str) -> Vec<i16> {
        let years = self.by_year.iter();
        years
            .filter(|(_, codes)| codes.contains(&office))
            .map(|(year, _)| *year)
            .collect()
    }

    /// As said in a year; earlier years in which one of its offices said the
    /// same are named.
    pub(super) fn in_year(&self, plan: &Plan, year: i16) -> Option<Contribution> {
        let codes = self.by_year.get(&year)?;
        let again = |codes: &Vec<&str>, others: &Vec<&str>| {
            others.iter().any(|other| codes.contains(other))
        };
        let before: Vec<i16> = self
            .by_year
            .iter()
            .filter(|(other, others)| **other < year && again(codes, others))
            .map(|(other, _)| *other)
            .collect();
        let recurring = if before.is_empty() {
            String::new()
        } else {
            format!(" (đã nêu {})", in_years(&before))
        };
        Some(Contribution {
            key: self.key.clone(),
            who: format!("{}{recurring}", offices::agencies(plan, codes)),
            paragraphs: self.paragraphs.clone(),
        })
    }

    pub(super) fn over_years(&self, plan: &Plan) -> Contribution {
        Contribution {
            key: self.key.clone(),
            who: self.by_whom(plan),
            paragraphs: self.paragraphs.clone(),
        }
    }

    fn offices(&self) -> BTreeSet<&'p str> {
        self.by_year.values().flatten().copied().collect()
    }
}

impl Record<'_> {
    /// Those of the last year in full, and those of several earlier years that
    /// were not said again.
    pub(super) fn latest_and_former(
        &self,
        period: &Period<'_>,
    ) -> (Vec<Contribution>, Vec<Contribution>) {
        let plan = period.material.plan;
        let latest =
            self.said.iter().filter_map(|said| said.in_year(plan, period.last)).collect();
        let former = self
            .said
            .iter()
            .filter(|said| said.is_lasting() && !said.by_year.contains_key(&period.last))
            .map(|said| said.over_years(plan))
            .collect();
        (latest, former)
    }

    /// "Sở Y tế (năm 2021); …".
    pub(super) fn nothing(&self, plan: &Plan) -> Option<String> {
        let said_so = !self.nothing.by_year.is_empty();
        said_so.then(|| self.nothing.by_whom(plan))
    }

    /// How many offices wrote something, year by year: "năm 2021: 25".
    pub(super) fn counts(&self, period: &Period<'_>) -> Vec<(i16, usize)> {
        let of = |material: &crate::document::Material<'_>| {
            let codes: BTreeSet<&str> = self
                .said
                .iter()
                .filter_map(|said| said.by_year.get(&material.year))
                .flatten()
                .copied()
                .collect();
            (material.year, codes.len())
        };
        period.years.iter().map(of).collect()
    }
}

/// "năm 2021: 25; năm 2022: 09".
pub(super) fn year_counts(counts: &[(i16, usize)]) -> String {
    let said = counts.iter().map(|(year, count)| format!("năm {year}: {}", few(*count)));
    said.collect::<Vec<String>>().join("; ")
}
