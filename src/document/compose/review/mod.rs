//! Composes a review of the plan, mid-term or final: all years up to a horizon
//! in one document.
//!
//! In comes the [`Material`] of the horizon's year with the years before it,
//! out goes the [`Review`] of one edition. Years are compared only where they
//! can be ([`crate::history::series`]); whatever is missing is named.

mod annexes;
mod appraisal;
mod districts;
mod leadership;
mod notes;
mod outlook;
mod period;
mod proposals;
mod results;
mod said;
mod sentence;
pub(in crate::document) mod summary;
mod table;
mod tasks;
mod trend;
mod words;

use crate::document::Material;
use crate::document::report::{Edition, Meta};
use crate::document::review::annex::Annexes;
use crate::document::review::{Kind, Review};
use crate::plan::office::with_year;

use self::period::Period;
use self::tasks::Group;
use super::{Numbering, code, head, transition};

/// The review of a period in one edition.
pub(crate) fn review(material: &Material<'_>, kind: Kind, edition: Edition) -> Review {
    let period = Period::new(material, kind);
    let groups = tasks::groups(&period);
    let cited = Cited::in_text_of(&period, &groups);
    let mut numbers = Numbering::default();
    // In the order of the review, for tables are numbered as they come.
    let leadership = leadership::chapter(&period, &cited, &mut numbers);
    let results = results::chapter(&period, &cited, &mut numbers);
    let outlook = outlook::chapter(&period, &mut numbers);
    let office = &material.plan.office;
    let opening = office.opening(period.report_kind());
    let dated = |texts: &[String]| -> Vec<String> {
        texts.iter().map(|text| with_year(text, material.year)).collect()
    };
    let copy = office.edition(code(edition));
    let (addressees, copies_to) = copy
        .map(|edition| (edition.addressees.clone(), edition.copies_to.clone()))
        .unwrap_or_default();
    Review {
        edition,
        kind,
        from: period.first.to_string(),
        to: period.last.to_string(),
        font: material.font.to_owned(),
        meta: meta(&period, copy.map(|copy| copy.name.as_str())),
        head: head::letterhead(material, period.report_kind()),
        addressees,
        legal_bases: dated(office.legal_bases()),
        opening: dated(&opening.paragraphs)
            .into_iter()
            .enumerate()
            .map(|(index, text)| words::passage(format!("opening.{}", index + 1), text))
            .collect(),
        leadership,
        results,
        tasks: tasks::chapter(&period, &groups, &cited),
        assessment: appraisal::chapter(&period),
        outlook,
        proposals: proposals::chapter(&period, edition, &cited),
        closing: words::passage("closing", with_year(&opening.closing, material.year)),
        signature: head::signature(material),
        copies_to,
        annexes: annexes(&period, &groups, &cited),
        attachments: Vec::new(),
    }
}

fn meta(period: &Period<'_>, edition: Option<&str>) -> Meta {
    let mut meta = head::meta(&period.material, period.report_kind(), edition);
    if let Some(last) = meta.keywords.last_mut() {
        *last = format!("giai đoạn {}", period.span());
    }
    meta
}

fn annexes(period: &Period<'_>, groups: &[Group<'_>], cited: &Cited) -> Annexes {
    let agency = &period.material.plan.office.agency;
    Annexes {
        // Left blank: in an electronic document the clerk's entries fill it.
        guide: format!(
            "(Kèm theo Báo cáo số ……/{} ngày … tháng … năm …… của {})",
            agency.symbol, agency.short
        ),
        series: annexes::series(period, cited),
        districts: districts::annex(period, cited),
        tasks: tasks::annex(period, groups, cited),
        submissions: annexes::submissions(period, cited),
        commendations: proposals::annex(period, cited),
        method: annexes::method(period, cited),
        transition: transition::annex(&period.material, cited.transition.as_deref()),
    }
}

/// The numerals under which the text cites the annexes.
#[derive(Debug)]
struct Cited {
    series: String,
    districts: String,
    tasks: Option<String>,
    submissions: String,
    commendations: Option<String>,
    method: String,
    transition: Option<String>,
}

impl Cited {
    fn in_text_of(period: &Period<'_>, groups: &[Group<'_>]) -> Self {
        let mut numerals = ["I", "II", "III", "IV", "V", "VI", "VII"].into_iter();
        let mut next = || numerals.next().expect("seven annexes at most").to_owned();
        Self {
            series: next(),
            districts: next(),
            tasks: tasks::is_annexed(period, groups).then(&mut next),
            submissions: next(),
            commendations: proposals::has_commendations(period).then(&mut next),
            method: next(),
            transition: period.material.plan.has_two_tiers().then(next),
        }
    }
}

#[cfg(test)]
mod tests;
