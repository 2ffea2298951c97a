//! Chapter II: every indicator in a sentence and a row, the main ones by
//! district.

use crate::assessment::Verdict;
use crate::document::Material;
use crate::document::reference::{Part, Reference};
use crate::document::report::Passage;
use crate::document::report::results::{
    self, Indicator, ResultSection, Results, SummaryTable,
};
use crate::document::report::table::Figure;
use crate::document::text::lower_first;
use crate::document::wording::{NONE, percent};
use crate::plan::Plan;
use crate::plan::target::{NationalTarget, Target};

use super::change::{self, Change};
use super::marks::{Notes, national_target};
use super::sentence::Context;
use super::shape::{Case, Shape};
use super::{
    Cited, Numbering, chart, districts, figure, parts, sentence, spread, trends,
};

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
    let chart = chart::of(material, numbers);
    let trends = trends::of(material, numbers);
    let summary = SummaryTable {
        paragraphs: vec![counted(material, cited)],
        national_header: format!("Cả nước {}", material.assessment.horizon),
        previous_header: material
            .last_year()
            .map_or_else(String::new, |before| format!("Năm {}", before.year)),
        notes: notes.lines(),
        title,
    };
    let district_items = spread::items(material);
    let dots = spread::plot(material, numbers);
    let district_tables = districts::in_text(material, numbers);
    let district_text = vec![Passage::new(
        "results.districts",
        format!(
            "Kết quả các chỉ tiêu có số liệu theo {} (số liệu đầy đủ tại Phụ lục {}):",
            material.plan.tier.name, cited.districts
        ),
    )];
    Results {
        district_heading: format!("Kết quả theo {}", material.plan.tier.name),
        sections,
        summary,
        chart,
        trends,
        district_text,
        district_items,
        dots,
        district_tables,
    }
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
    let mut sections = Vec::new();
    for section in &material.plan.sections {
        let ours: Vec<&Case<'_>> =
            cases.iter().filter(|case| case.indicator.section == section.code).collect();
        let date = common_date(&ours);
        let indicators = ours
            .into_iter()
            .map(|case| {
                number += 1;
                row(material, case, number, date.is_some(), notes)
            })
            .collect();
        let key = format!("results.{}", section.code);
        sections.push(ResultSection {
            letter: section.code.clone(),
            title: section.title.clone(),
            paragraphs: date
                .map(|date| {
                    Passage::new(key, format!("Số liệu: {}.", lower_first(&date)))
                })
                .into_iter()
                .collect(),
            indicators,
        });
    }
    sections
}

/// The reference date of a section whose indicators all have the same.
fn common_date(cases: &[&Case<'_>]) -> Option<String> {
    let first = sentence::as_of(cases.first()?);
    let same = cases.len() > 1 && cases.iter().all(|case| sentence::as_of(case) == first);
    same.then_some(first)
}

fn row(
    material: &Material<'_>,
    case: &Case<'_>,
    number: u32,
    dated: bool,
    notes: &mut Notes,
) -> Indicator {
    let (indicator, standing) = (case.indicator, case.standing);
    let (first, last) = horizons(case.plan);
    let before = case.last_year(material);
    let [numerator, denominator, registered, percent] = counts(case);
    let parts = parts::by_body(material, case);
    let said = sentence::of(case, Context { before, dated, parts: parts.as_deref() });
    let national = |horizon| {
        indicator.national_target(horizon).map_or_else(|| NONE.to_owned(), national_text)
    };
    Indicator {
        code: indicator.code.clone(),
        number: number.to_string(),
        name: indicator.name.clone(),
        short: indicator.short.clone(),
        unit: indicator.unit_of_count.clone(),
        sentence: Passage::new(format!("results.{}", indicator.code), said),
        status: status(case),
        numerator,
        denominator,
        registered,
        percent,
        previous: before.map_or_else(|| NONE.to_owned(), |before| previous(&before)),
        change: before
            .and_then(|before| match change::between(case, &before) {
                Change::Points(points) => Some(points),
                Change::OtherScale
                | Change::OtherCriteria
                | Change::OtherUnits
                | Change::Unknown => None,
            })
            .unwrap_or_else(|| NONE.to_owned()),
        target_2025: target_text(case.target(first)),
        target_2030: target_text(case.target(last)),
        national_target: national_target(case)
            .map_or_else(|| NONE.to_owned(), national_text),
        national_2025: national(first),
        national_2030: national(last),
        verdict: verdict(standing.verdict),
        verdict_text: verdict_text(standing.verdict).to_owned(),
        provisional: standing.provisional && case.is_in_force(),
        marks: notes.marks(case),
    }
}

/// The result of the year before, as the column of shares shows it.
fn previous(before: &Case<'_>) -> String {
    if let Some((numerator, denominator)) = before.ratio() {
        return percent(Some(numerator), Some(denominator));
    }
    let tally = before.tally();
    match (before.shape(), tally.numerator, tally.denominator) {
        (
            Shape::Standard { .. } | Shape::Status { .. },
            Some(numerator),
            Some(denominator),
        ) => format!("{numerator}/{denominator}"),
        (..) => NONE.to_owned(),
    }
}

fn counts(case: &Case<'_>) -> [Figure; 4] {
    if case.shape() != Shape::Ratio || !case.is_in_force() {
        return std::array::from_fn(|_| figure::nothing());
    }
    let (tally, code) = (case.tally(), &case.indicator.code);
    let at = |part| Reference::province(code, part);
    [
        figure::count(tally.numerator, at(Part::Numerator)),
        figure::count(tally.denominator, at(Part::Denominator)),
        match tally.registered {
            Some(_) => figure::count(tally.registered, at(Part::Registered)),
            None => figure::nothing(),
        },
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
pub(super) fn target_text(target: Option<&Target>) -> String {
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

pub(super) fn verdict(verdict: Verdict) -> results::Verdict {
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
fn counted(material: &Material<'_>, cited: &Cited) -> Passage {
    let standings = &material.assessment.standings;
    let so_many =
        |verdict| standings.iter().filter(|standing| standing.verdict == verdict).count();
    let horizon = material.assessment.horizon;
    let named = [
        (Verdict::Met, format!("đạt mục tiêu năm {horizon}")),
        (Verdict::NotMet, "chưa đạt".to_owned()),
        (Verdict::InsufficientData, "chưa đủ số liệu để đánh giá".to_owned()),
        (Verdict::NotAssessable, "không đánh giá".to_owned()),
    ];
    let said: Vec<String> = named
        .into_iter()
        .filter(|(verdict, _)| so_many(*verdict) > 0)
        .map(|(verdict, how)| format!("{:02} chỉ tiêu {how}", so_many(verdict)))
        .collect();
    let communes = cited
        .communes
        .map(|annex| format!("theo {} tại Phụ lục {annex}; ", material.plan.tier.parts))
        .unwrap_or_default();
    let text = format!(
        "Trong {:02} chỉ tiêu của Kế hoạch, đến hết năm {} có {} (số liệu đầy đủ tại \
         Phụ lục {}; theo {} tại Phụ lục {}; {communes}nguồn số liệu tại \
         Phụ lục {}; phương pháp tính tại Phụ lục {}).",
        standings.len(),
        material.year,
        said.join(", "),
        cited.indicators,
        material.plan.tier.name,
        cited.districts,
        cited.origins,
        cited.method,
    );
    Passage::new("results.counted", text)
}
