//! Composes the annual report: chapter by chapter, from figures to words.
//!
//! In comes the [`Material`] of a year, out goes the [`Report`] of one edition.
//! Names, targets, notes and set phrases come from the registers; what stands
//! here is the order of the report and the grammar of its sentences.

mod appraisal;
mod budget;
mod chart;
mod columns;
mod contributions;
mod districts;
mod figure;
#[cfg(test)]
pub(in crate::document) mod fixture;
mod head;
mod leadership;
mod marks;
mod method;
mod offices;
mod outlook;
mod proposals;
mod results;
mod sentence;
pub(in crate::document) mod shape;
pub(in crate::document) mod submissions;
mod tasks;

pub(in crate::document) use self::results::verdict_text;

use crate::plan::office::{ReportKind, with_year};

use super::Material;
use super::report::annex::Annexes;
use super::report::{Edition, Report};

/// The report of a year in one edition.
pub(crate) fn report(material: &Material<'_>, edition: Edition) -> Report {
    let cited = Cited::in_text_of(material);
    let mut numbers = Numbering::default();
    // In the order of the report, for tables are numbered as they come.
    let leadership = leadership::chapter(material, &cited, &mut numbers);
    let results = results::chapter(material, &cited, &mut numbers);
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
        meta: head::meta(material, copy.map(|copy| copy.name.as_str())),
        head: head::letterhead(material),
        addressees,
        legal_bases: dated(plan.office.legal_bases()),
        opening: dated(&opening.paragraphs),
        leadership,
        results,
        tasks: tasks::chapter(material),
        assessment: appraisal::chapter(material),
        outlook: outlook::chapter(material),
        proposals,
        closing: with_year(&opening.closing, material.year),
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
        districts: districts::annex(material, cited),
        communes: districts::commune_annex(material, cited),
        submissions: submissions::annex(material, cited),
        method: method::annex(material, cited),
    }
}

/// The code of an edition in the register of the office.
fn code(edition: Edition) -> &'static str {
    match edition {
        Edition::Ministry => "ministry",
        Edition::Province => "province",
    }
}

/// Counts the tables of the text, which sentences cite by number.
#[derive(Debug, Default)]
struct Numbering(u32);

impl Numbering {
    /// The title of the next table: "Bảng 3. …".
    fn table(&mut self, title: &str) -> String {
        self.0 += 1;
        format!("{}. {title}", self.last())
    }

    /// How the last table is cited.
    fn last(&self) -> String {
        format!("Bảng {}", self.0)
    }
}

/// The numerals under which the text cites the annexes.
#[derive(Debug)]
struct Cited {
    districts: &'static str,
    communes: Option<&'static str>,
    submissions: &'static str,
    method: &'static str,
}

impl Cited {
    fn in_text_of(material: &Material<'_>) -> Self {
        if material.dataset.communes.is_empty() {
            Self { districts: "I", communes: None, submissions: "II", method: "III" }
        } else {
            Self {
                districts: "I",
                communes: Some("II"),
                submissions: "III",
                method: "IV",
            }
        }
    }
}

#[cfg(test)]
mod tests;
