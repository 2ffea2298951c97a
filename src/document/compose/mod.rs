//! Composes the annual report: chapter by chapter, from figures to words.
//!
//! In comes the [`Material`] of a year, out goes the [`Report`] of one edition.
//! Names, targets, notes and set phrases come from the registers; what stands
//! here is the order of the report and the grammar of its sentences.

mod alike;
mod appraisal;
mod budget;
mod change;
mod chart;
mod columns;
mod components;
mod contributions;
mod corrections;
mod districts;
mod figure;
#[cfg(test)]
pub(in crate::document) mod fixture;
pub(in crate::document) mod head;
mod leadership;
mod marks;
mod method;
mod offices;
mod origins;
mod outlook;
mod pace;
mod parts;
pub(in crate::document) mod proposals;
mod results;
pub(in crate::document) mod review;
mod sentence;
pub(in crate::document) mod shape;
mod shared;
mod spread;
pub(in crate::document) mod submissions;
mod tasks;
mod transition;
mod trends;

pub(in crate::document) use self::results::verdict_text;

use crate::plan::office::{ReportKind, with_year};

use super::Material;
use super::report::annex::{Annexes, IndicatorAnnex};
use super::report::{Edition, Passage, Report};

/// The report of a year in one edition.
pub(crate) fn report(material: &Material<'_>, edition: Edition) -> Report {
    let cited = Cited::in_text_of(material);
    let mut numbers = Numbering::default();
    // In the order of the report, for tables are numbered as they come.
    let leadership = leadership::chapter(material, &cited, &mut numbers);
    let results = results::chapter(material, &cited, &mut numbers);
    let tasks = tasks::chapter(material, &mut numbers);
    let assessment = appraisal::chapter(material, &mut numbers);
    let proposals = proposals::chapter(material, edition, &mut numbers);
    let plan = material.plan;
    let opening = plan.office.opening(ReportKind::Annual);
    let dated = |texts: &[String]| {
        texts.iter().map(|text| with_year(text, material.year)).collect::<Vec<String>>()
    };
    let copy = plan.office.edition(code(edition));
    let (addressees, copies_to) = copy
        .map(|copy| (copy.addressees.clone(), copy.copies_to.clone()))
        .unwrap_or_default();
    Report {
        edition,
        year: material.year.to_string(),
        next_year: (material.year + 1).to_string(),
        font: material.font.to_owned(),
        meta: head::meta(
            material,
            ReportKind::Annual,
            copy.map(|copy| copy.name.as_str()),
        ),
        head: head::letterhead(material, ReportKind::Annual),
        addressees,
        legal_bases: dated(plan.office.legal_bases()),
        opening: dated(&opening.paragraphs)
            .into_iter()
            .enumerate()
            .map(|(index, text)| Passage::new(format!("opening.{}", index + 1), text))
            .collect(),
        leadership,
        results,
        tasks,
        assessment,
        outlook: outlook::chapter(material),
        proposals,
        closing: Passage::new("closing", with_year(&opening.closing, material.year)),
        signature: head::signature(material),
        copies_to,
        annexes: annexes(material, &cited),
        attachments: Vec::new(),
    }
}

/// The annexes bound with the report, under the numerals the text cites.
fn annexes(material: &Material<'_>, cited: &Cited) -> Annexes {
    let agency = &material.plan.office.agency;
    Annexes {
        // Left blank: in an electronic document the clerk's entries fill it.
        guide: format!(
            "(Kèm theo Văn bản số ……/{} ngày … tháng … năm …… của {})",
            agency.symbol, agency.short
        ),
        indicators: IndicatorAnnex {
            number: cited.indicators.to_owned(),
            title: format!(
                "KẾT QUẢ THỰC HIỆN CÁC CHỈ TIÊU CỦA TỈNH NĂM {}",
                material.year
            ),
        },
        districts: districts::annex(material, cited),
        communes: districts::commune_annex(material, cited),
        submissions: submissions::annex(material, cited),
        origins: origins::annex(material, cited),
        method: method::annex(material, cited.method, method::run(material, cited)),
        transition: transition::annex(material, cited.transition),
    }
}

/// The code of an edition in the register of the office.
pub(in crate::document) fn code(edition: Edition) -> &'static str {
    match edition {
        Edition::Ministry => "ministry",
        Edition::Province => "province",
    }
}

/// Counts the tables and pictures of the text, which sentences cite by number.
#[derive(Debug, Default)]
struct Numbering {
    tables: u32,
    figures: u32,
}

impl Numbering {
    /// The title of the next table: "Bảng 3. …".
    fn table(&mut self, title: &str) -> String {
        self.tables += 1;
        format!("{}. {title}", self.last())
    }

    /// How the last table is cited.
    fn last(&self) -> String {
        format!("Bảng {}", self.tables)
    }

    /// The title of the next picture: "Hình 1. …".
    fn figure(&mut self, title: &str) -> String {
        self.figures += 1;
        format!("Hình {}. {title}", self.figures)
    }
}

/// The numerals under which the text cites the annexes.
#[derive(Debug)]
struct Cited {
    indicators: &'static str,
    districts: &'static str,
    communes: Option<&'static str>,
    submissions: &'static str,
    origins: &'static str,
    method: &'static str,
    transition: Option<&'static str>,
}

impl Cited {
    fn in_text_of(material: &Material<'_>) -> Self {
        // A commune that answers for itself need not say what it is made of.
        let two_tiers = material.plan.has_two_tiers();
        let has_communes = !material.dataset.communes.is_empty() && !two_tiers;
        let mut numerals = ["I", "II", "III", "IV", "V", "VI", "VII"].into_iter();
        let mut next = || numerals.next().expect("seven annexes at most");
        Self {
            indicators: next(),
            districts: next(),
            communes: has_communes.then(&mut next),
            submissions: next(),
            origins: next(),
            method: next(),
            transition: two_tiers.then(next),
        }
    }
}

#[cfg(test)]
mod tests;
