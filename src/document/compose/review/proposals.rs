//! Chapter VI of a review: what is asked of whom, and who was put forward for
//! awards over the years.

use std::collections::BTreeMap;

use crate::document::report::{Contributions, Edition, Passage, ProposalGroup};
use crate::document::review::Proposals;
use crate::document::review::annex::{CommendationAnnex, CommendationRow};
use crate::document::text::clean;
use crate::document::wording::{NONE, few};
use crate::plan::unit::Unit;

use super::Cited;
use super::period::Period;
use super::said::{record, year_counts};
use super::words::{passage, years};

/// Lines that the annex lists; the data workbook of each year has all.
const LISTED: usize = 1_500;

/// As in the annual report: what is asked of the province is no business of
/// the ministry; the province also reads what is asked of the ministry.
pub(super) fn chapter(period: &Period<'_>, edition: Edition, cited: &Cited) -> Proposals {
    // A proposal without an addressee goes to both.
    let asked_of =
        |topic| group(period, &format!("proposals.{topic}"), &[topic, "proposal"]);
    let to_province = match edition {
        Edition::Ministry => None,
        Edition::Province => Some(asked_of("proposal-province")),
    };
    Proposals {
        to_ministry: Some(asked_of("proposal-ministry")),
        to_province,
        commendations: commendations(period, cited),
    }
}

fn group(period: &Period<'_>, key: &str, topics: &[&str]) -> ProposalGroup {
    let (mut own, former) = record(period, key, topics).latest_and_former(period);
    own.extend(former);
    let contributions = Contributions { shared: Vec::new(), own };
    ProposalGroup { paragraphs: Vec::new(), contributions }
}

fn commendations(period: &Period<'_>, cited: &Cited) -> Vec<Passage> {
    let Some(annex) = &cited.commendations else {
        let text = "Các đơn vị không đề nghị khen thưởng trong giai đoạn.";
        return vec![passage("proposals.commendations", text)];
    };
    let all = proposed(period);
    let counts: Vec<(i16, usize)> = period
        .years
        .iter()
        .map(|material| {
            let in_year =
                all.iter().filter(|one| one.years.contains(&material.year)).count();
            (material.year, in_year)
        })
        .collect();
    let left = all.len().saturating_sub(LISTED);
    let listed = match left {
        0 => format!("danh sách tại Phụ lục {annex}"),
        _ => format!(
            "danh sách tại Phụ lục {annex}; còn {left} dòng không in, xem báo cáo và tệp so-lieu.xlsx của từng năm"
        ),
    };
    let text = format!(
        "Số đề nghị khen thưởng của các đơn vị theo năm: {}; tổng cộng {} tập thể, cá \
         nhân ({listed}). Đề nghị cấp có thẩm quyền xem xét, khen \
         thưởng tổng kết giai đoạn đối với các tập thể, cá nhân tiêu biểu.",
        year_counts(&counts),
        few(all.len()),
    );
    vec![passage("proposals.commendations", text)]
}

/// One proposed award and the years in which it was proposed.
struct Proposed {
    years: Vec<i16>,
    /// Name, post, form, merit, proposing office.
    words: [String; 5],
}

fn proposed(period: &Period<'_>) -> Vec<Proposed> {
    let mut all: Vec<Proposed> = Vec::new();
    let mut known: BTreeMap<[String; 5], usize> = BTreeMap::new();
    for material in &period.years {
        for unit in material.plan.units() {
            let statements = material.accepted_of(unit.code()).map(|one| one.statement());
            for written in statements.flat_map(|one| &one.commendations) {
                let words = [
                    or_sign(&written.name),
                    or_sign(&written.post),
                    or_sign(&written.form),
                    or_sign(&written.merit),
                    Unit::agency(unit).to_owned(),
                ];
                let at = *known.entry(words.clone()).or_insert(all.len());
                match all.get_mut(at) {
                    Some(known) if known.years.last() == Some(&material.year) => {}
                    Some(known) => known.years.push(material.year),
                    None => all.push(Proposed { years: vec![material.year], words }),
                }
            }
        }
    }
    all
}

pub(super) fn has_commendations(period: &Period<'_>) -> bool {
    !proposed(period).is_empty()
}

pub(super) fn annex(period: &Period<'_>, cited: &Cited) -> Option<CommendationAnnex> {
    let number = cited.commendations.clone()?;
    let rows = proposed(period).into_iter().enumerate().map(|(index, one)| {
        let [name, position, award, merit, proposed_by] = one.words;
        CommendationRow {
            number: (index + 1).to_string(),
            years: years(&one.years),
            name,
            position,
            award,
            merit,
            proposed_by,
        }
    });
    Some(CommendationAnnex {
        number,
        title: format!("DANH SÁCH ĐỀ NGHỊ KHEN THƯỞNG GIAI ĐOẠN {}", period.span()),
        rows: rows.take(LISTED).collect(),
    })
}

fn or_sign(written: &str) -> String {
    let text = clean(written);
    if text.is_empty() { NONE.to_owned() } else { text }
}
