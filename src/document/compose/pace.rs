//! How fast each indicator must rise to reach its targets, against the rise
//! seen so far: percentage points a year, from exact fractions.

use crate::assessment::Verdict;
use crate::document::Material;
use crate::document::report::table::{Block, ColumnGroup, Figure, Row, UnitTable};
use crate::document::report::{Pace, Passage};
use crate::document::text::lower_first;
use crate::document::wording::{percent, signed};
use crate::history::pace::{self, Path};
use crate::history::series::{Annual, Series};
use crate::plan::indicator::Indicator;
use crate::plan::share::Share;

use super::shape::Case;
use super::{Numbering, figure};

/// An indicator with its years.
struct Course<'c, 'a> {
    case: &'c Case<'a>,
    series: Series,
}

impl Course<'_, '_> {
    /// The mean yearly rise to this year since the earliest year that can be
    /// compared.
    fn observed(&self) -> Option<String> {
        let pace = pace::observed(&self.series)?;
        (pace.to == self.case.year()).then(|| signed(pace.yearly))
    }

    /// The yearly rise from this year that reaches a target; nothing if it is
    /// reached, or this year's figures are not complete.
    fn needed(&self, target: Share, horizon: i16) -> Option<String> {
        match path(self.case.indicator, &self.series, target, horizon)? {
            Path::Needed { from, yearly, .. } if from == self.case.year() => {
                Some(signed(yearly))
            }
            Path::Needed { .. } | Path::Reached { .. } => None,
        }
    }
}

/// The way to a target; nothing where no unit will be left to count, or no
/// threshold is known.
pub(super) fn path(
    indicator: &Indicator,
    series: &Series,
    target: Share,
    horizon: i16,
) -> Option<Path> {
    if !indicator.validity().ends_in_or_after(horizon) || indicator.unassessable.is_some()
    {
        return None;
    }
    pace::path(series, target, horizon)
}

/// The table, if an earlier year was read or a target lies ahead.
pub(super) fn of(
    material: &Material<'_>,
    cases: &[Case<'_>],
    numbers: &mut Numbering,
) -> Option<Pace> {
    let ahead: Vec<i16> = horizons_ahead(material);
    let courses = courses(material, cases);
    let rows: Vec<Row> =
        courses.iter().filter_map(|course| row(course, &ahead)).collect();
    if rows.is_empty() || ahead.is_empty() {
        return None;
    }
    let table = numbers.table("Mức tăng đã đạt và mức tăng cần có mỗi năm");
    let cited = numbers.last();
    Some(Pace {
        paragraphs: paragraphs(material, &courses, &cited),
        table: UnitTable {
            title: table,
            unit_note: Some("Đơn vị tính: điểm phần trăm/năm".to_owned()),
            name_header: "Chỉ tiêu".to_owned(),
            groups: heads(material, &ahead),
            blocks: vec![Block { title: None, rows, subtotal: None }],
            total: None,
            notes: vec![
                "Ký hiệu “-”: không so sánh được hoặc đã đạt mục tiêu.".to_owned(),
            ],
        },
    })
}

fn courses<'c, 'a>(
    material: &Material<'a>,
    cases: &'c [Case<'a>],
) -> Vec<Course<'c, 'a>> {
    let first = material.plan.decision.date.year();
    let years = material.over_years();
    let annuals: Vec<Annual<'_>> = years.iter().map(Material::annual).collect();
    let series =
        |case: &Case<'_>| Series::of(case.indicator, first..=material.year, &annuals);
    cases.iter().map(|case| Course { case, series: series(case) }).collect()
}

fn horizons_ahead(material: &Material<'_>) -> Vec<i16> {
    let horizons = material.plan.decision.horizons.iter().copied();
    horizons.filter(|horizon| *horizon > material.year).collect()
}

fn heads(material: &Material<'_>, ahead: &[i16]) -> Vec<ColumnGroup> {
    let alone = |title: String| ColumnGroup { title, columns: vec![String::new()] };
    let mut groups = vec![
        alone(format!("Kết quả {} (%)", material.year)),
        alone("Mức tăng đã đạt".to_owned()),
    ];
    let horizons = ahead.iter().map(|year| format!("Cần có để đạt mục tiêu {year}"));
    groups.extend(horizons.map(alone));
    groups
}

fn row(course: &Course<'_, '_>, ahead: &[i16]) -> Option<Row> {
    let case = course.case;
    let (numerator, denominator) = case.ratio()?;
    let sign = |text: Option<String>| match text {
        Some(text) => Figure { text, reference: None },
        None => figure::nothing(),
    };
    let result =
        Figure { text: percent(Some(numerator), Some(denominator)), reference: None };
    let mut figures = vec![result, sign(course.observed())];
    figures.extend(ahead.iter().map(|horizon| {
        let target = case.target(*horizon).and_then(|target| target.percent);
        sign(target.and_then(|share| course.needed(share, *horizon)))
    }));
    let number = case.indicator.code.clone();
    Some(Row { number, name: case.indicator.short.clone(), figures })
}

/// Which of the unmet must rise faster than they did.
fn paragraphs(
    material: &Material<'_>,
    courses: &[Course<'_, '_>],
    table: &str,
) -> Vec<Passage> {
    let horizon = material.assessment.horizon;
    let behind: Vec<String> = courses
        .iter()
        .filter(|course| course.case.standing.verdict == Verdict::NotMet)
        .filter_map(|course| {
            let case = course.case;
            let needed = course.needed(case.standing.target?, horizon)?;
            let seen = course.observed();
            let seen = seen.map(|seen| format!(", đã đạt {seen}")).unwrap_or_default();
            let name = lower_first(&case.indicator.short);
            Some(format!("{name} (cần {needed}{seen})"))
        })
        .collect();
    let cited = format!("Mức tăng bình quân mỗi năm nêu tại {table}");
    let text = if behind.is_empty() {
        format!("{cited}.")
    } else {
        format!(
            "{cited}. Để đạt mục tiêu năm {horizon}, các chỉ tiêu chưa đạt cần mức tăng \
             mỗi năm (điểm phần trăm): {}.",
            behind.join("; ")
        )
    };
    vec![Passage::new("assessment.pace", text)]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::compose::fixture::{Fixture, tally};

    #[test]
    fn needed_and_seen_stand_beside_each_other() {
        let mut before = Fixture::new(2023);
        before.count_everywhere("B1", &tally(44, 100));
        before.count_everywhere("D1", &tally(70, 100));
        let mut fixture = Fixture::new(2024);
        fixture.count_everywhere("B1", &tally(47, 100));
        fixture.count_everywhere("D1", &tally(84, 100));
        fixture.remember(before);
        let material = fixture.material();
        let cases = Case::all(&material);
        let pace = of(&material, &cases, &mut Numbering::default()).expect("a pace");
        let rows = &pace.table.blocks[0].rows;
        let texts = |row: &Row| -> Vec<String> {
            row.figures.iter().map(|figure| figure.text.clone()).collect()
        };
        // (50 - 47) / 1 year, (60 - 47) / 6 years.
        assert_eq!(texts(&rows[0]), ["47,00", "+3,00", "+3,00", "+2,17"]);
        assert_eq!(texts(&rows[1]), ["84,00", "+14,00", "-", "+1,00"]);
        assert!(
            pace.paragraphs[0]
                .text
                .contains("năng lực thông tin (cần +3,00, đã đạt +3,00)"),
            "{:?}",
            pace.paragraphs
        );
    }
}
