//! Chapter II: every indicator in a sentence and a row, the main ones by
//! district.

use crate::assessment::Verdict;
use crate::document::Material;
use crate::document::reference::{Part, Reference};
use crate::document::report::results::{
    self, Indicator, ResultSection, Results, SummaryTable,
};
use crate::document::report::table::Figure;
use crate::document::wording::{NONE, few};
use crate::plan::Plan;
use crate::plan::target::{NationalTarget, Target};

use super::marks::{Notes, national_target};
use super::shape::{Case, Shape};
use super::{Cited, Numbering, chart, districts, figure, sentence};

pub(super) fn chapter(
    material: &Material<'_>,
    cited: &Cited,
    numbers: &mut Numbering,
) -> Results {
    let mut notes = Notes::default();
    let sections = sections(material, &mut notes);
    let year = material.year;
    let title =
        numbers.table(&format!("Tổng hợp kết quả thực hiện các chỉ tiêu năm {year}"));
    let chart = chart::of(material, &numbers.last());
    let summary = SummaryTable {
        paragraphs: vec![counted(material, cited)],
        national_header: format!("Cả nước {}", material.assessment.horizon),
        notes: notes.lines(),
        title,
    };
    let district_tables = districts::in_text(material, numbers);
    let district_text = vec![format!(
        "Kết quả các chỉ tiêu do huyện, thành phố báo cáo như các bảng dưới đây; số liệu \
         đầy đủ tại Phụ lục {}.",
        cited.districts
    )];
    Results { sections, summary, chart, district_text, district_tables }
}

/// The first and the last horizon: the two target columns.
pub(super) fn horizons(plan: &Plan) -> (i16, i16) {
    let horizons = &plan.decision.horizons;
    let first = horizons.first().copied().expect("the loader asks for one horizon");
    (first, horizons.last().copied().unwrap_or(first))
}

fn sections(material: &Material<'_>, notes: &mut Notes) -> Vec<ResultSection> {
    let cases = Case::all(material);
    let mut number = 0;
    let mut indicators = |section: &str| -> Vec<Indicator> {
        let ours = cases.iter().filter(|case| case.indicator.section == section);
        ours.map(|case| {
            number += 1;
            row(case, number, notes)
        })
        .collect()
    };
    material
        .plan
        .sections
        .iter()
        .map(|section| ResultSection {
            letter: section.code.clone(),
            title: section.title.clone(),
            paragraphs: Vec::new(),
            indicators: indicators(&section.code),
        })
        .collect()
}

fn row(case: &Case<'_>, number: u32, notes: &mut Notes) -> Indicator {
    let (indicator, standing) = (case.indicator, case.standing);
    let (first, last) = horizons(case.material.plan);
    let [numerator, denominator, percent] = counts(case);
    Indicator {
        code: indicator.code.clone(),
        number: number.to_string(),
        name: indicator.name.clone(),
        unit: indicator.unit_of_count.clone(),
        sentence: sentence::of(case),
        status: status(case),
        numerator,
        denominator,
        percent,
        target_2025: target_text(case.target(first)),
        target_2030: target_text(case.target(last)),
        national_target: national_target(case)
            .map_or_else(|| NONE.to_owned(), national_text),
        verdict: verdict(standing.verdict),
        verdict_text: verdict_text(standing.verdict).to_owned(),
        marks: notes.marks(case),
    }
}

fn counts(case: &Case<'_>) -> [Figure; 3] {
    if case.shape() != Shape::Ratio || !case.is_in_force() {
        return [figure::nothing(), figure::nothing(), figure::nothing()];
    }
    let (tally, code) = (case.tally(), &case.indicator.code);
    let at = |part| Reference::province(code, part);
    [
        figure::count(tally.numerator, at(Part::Numerator)),
        figure::count(tally.denominator, at(Part::Denominator)),
        figure::percent(tally.numerator, tally.denominator, at(Part::Percent)),
    ]
}

/// What stands in place of a ratio: "6/8 huyện, thành phố đạt mức độ 3".
pub(super) fn status(case: &Case<'_>) -> Option<Figure> {
    if !case.is_in_force() {
        return None;
    }
    let code = &case.indicator.code;
    let reached = match case.shape() {
        Shape::Ratio => return None,
        Shape::Levels(_) if case.tally().levels.is_empty() => {
            return Some(figure::not_reported());
        }
        Shape::Levels(scale) => {
            let at = Reference::province(code, Part::Levels);
            return Some(figure::worded(case.levels(scale), at));
        }
        Shape::Standard { level, .. } => format!("từ mức độ {level}"),
        Shape::Status { level: Some(level) } => format!("mức độ {level}"),
        Shape::Status { level: None } => "đạt chuẩn".to_owned(),
    };
    let (tally, at) = (case.tally(), Reference::province(code, Part::Numerator));
    let mut figure = figure::of_total(tally.numerator, tally.denominator, at);
    if figure.reference.is_some() {
        figure.text =
            format!("{} {} {reached}", figure.text, case.indicator.unit_of_count);
    }
    Some(figure)
}

/// "80%"; of a target without a number its first two words: "Duy trì".
fn target_text(target: Option<&Target>) -> String {
    let Some(target) = target else { return NONE.to_owned() };
    match target.percent {
        Some(share) => format!("{share}%"),
        None => target.text.split(' ').take(2).collect::<Vec<&str>>().join(" "),
    }
}

fn national_text(target: &NationalTarget) -> String {
    match &target.of {
        Some(of) => format!("{}% số {of}", target.percent),
        None => format!("{}%", target.percent),
    }
}

fn verdict(verdict: Verdict) -> results::Verdict {
    match verdict {
        Verdict::Met => results::Verdict::Met,
        Verdict::NotMet => results::Verdict::NotMet,
        Verdict::InsufficientData => results::Verdict::InsufficientData,
        Verdict::NotAssessable => results::Verdict::NotAssessable,
    }
}

pub(in crate::document) fn verdict_text(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Met => "Đạt",
        Verdict::NotMet => "Chưa đạt",
        Verdict::InsufficientData => "Chưa đủ số liệu",
        Verdict::NotAssessable => "Không đánh giá",
    }
}

/// How many indicators stand how, and where the details are.
fn counted(material: &Material<'_>, cited: &Cited) -> String {
    let standings = &material.assessment.standings;
    let so_many = |verdict| {
        few(standings.iter().filter(|standing| standing.verdict == verdict).count())
    };
    let communes = cited
        .communes
        .map(|annex| format!("theo xã, phường, thị trấn tại Phụ lục {annex}; "))
        .unwrap_or_default();
    format!(
        "Trong {:02} chỉ tiêu của Kế hoạch, đến hết năm {} {} chỉ tiêu đạt mục tiêu năm \
         {}, {} chỉ tiêu chưa đạt, {} chỉ tiêu chưa đủ số liệu, {} chỉ tiêu không đánh \
         giá (chi tiết theo huyện, thành phố tại Phụ lục {}; {communes}nguồn số liệu và \
         phương pháp tính tại Phụ lục {}).",
        standings.len(),
        material.year,
        having(&so_many(Verdict::Met)),
        material.assessment.horizon,
        so_many(Verdict::NotMet),
        so_many(Verdict::InsufficientData),
        so_many(Verdict::NotAssessable),
        cited.districts,
        cited.method,
    )
}

/// "có 10", and not "có không có".
fn having(number: &str) -> String {
    if number.starts_with("không") { number.to_owned() } else { format!("có {number}") }
}
