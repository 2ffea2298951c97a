//! How fast each indicator must rise to reach its targets, against the rise
//! seen so far: percentage points a year, from exact fractions.

use crate::assessment::Verdict;
use crate::document::Material;
use crate::document::report::table::{Block, ColumnGroup, Figure, Row, UnitTable};
use crate::document::report::{Pace, Passage};
use crate::document::text::lower_first;
use crate::document::wording::percent;

use super::change::{needed_pace, observed_pace};
use super::shape::Case;
use super::trends::series;
use super::{Numbering, figure};

/// The table, if an earlier year was read or a target lies ahead.
pub(super) fn of(
    material: &Material<'_>,
    cases: &[Case<'_>],
    numbers: &mut Numbering,
) -> Option<Pace> {
    let ahead: Vec<i16> = horizons_ahead(material);
    let rows: Vec<Row> =
        cases.iter().filter_map(|case| row(material, case, &ahead)).collect();
    if rows.is_empty() || ahead.is_empty() {
        return None;
    }
    let table = numbers.table("Mức tăng đã đạt và mức tăng cần có mỗi năm");
    let cited = numbers.last();
    Some(Pace {
        paragraphs: paragraphs(material, cases, &cited),
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

fn row(material: &Material<'_>, case: &Case<'_>, ahead: &[i16]) -> Option<Row> {
    let (numerator, denominator) = case.ratio()?;
    let sign = |text: Option<String>| match text {
        Some(text) => Figure { text, reference: None },
        None => figure::nothing(),
    };
    let result =
        Figure { text: percent(Some(numerator), Some(denominator)), reference: None };
    let mut figures = vec![result, sign(observed(material, case))];
    figures.extend(ahead.iter().map(|horizon| {
        let target = case.target(*horizon).and_then(|target| target.percent);
        sign(target.and_then(|share| needed_pace(case, share, *horizon)))
    }));
    let number = case.indicator.code.clone();
    Some(Row { number, name: case.indicator.short.clone(), figures })
}

/// The mean yearly rise since the earliest year that can be compared.
pub(super) fn observed(material: &Material<'_>, case: &Case<'_>) -> Option<String> {
    let series = series(material, case.indicator);
    let earlier = series.split_last().map(|(_, earlier)| earlier)?;
    earlier.iter().find_map(|before| observed_pace(case, before))
}

/// Which of the unmet must rise faster than they did.
fn paragraphs(material: &Material<'_>, cases: &[Case<'_>], table: &str) -> Vec<Passage> {
    let horizon = material.assessment.horizon;
    let behind: Vec<String> = cases
        .iter()
        .filter(|case| case.standing.verdict == Verdict::NotMet)
        .filter_map(|case| {
            let needed = needed_pace(case, case.standing.target?, horizon)?;
            let seen = observed(material, case);
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
