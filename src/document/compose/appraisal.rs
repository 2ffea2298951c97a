//! Chapter IV: what is met, what is not, what cannot be judged, and why.

use std::cmp::Ordering;

use crate::assessment::Verdict;
use crate::document::Material;
use crate::document::report::{Assessment, Passage};
use crate::document::text::{listed, lower_first, unended};
use crate::document::wording::{few, percent};

use super::contributions::gather;
use super::results::status;
use super::sentence::distance;
use super::shape::Case;
use super::{Numbering, pace};

/// So many of the widest and of the narrowest gaps are named.
const NAMED_GAPS: usize = 3;

pub(super) fn chapter(material: &Material<'_>, numbers: &mut Numbering) -> Assessment {
    let cases = Case::all(material);
    let with = |verdict: Verdict| -> Vec<Passage> {
        let meant: Vec<&Case<'_>> =
            cases.iter().filter(|case| case.standing.verdict == verdict).collect();
        let texts = listed(meant.iter().map(|case| entry(case)).collect());
        let keys = meant.iter().map(|case| format!("assessment.{}", case.indicator.code));
        keys.zip(texts).map(|(key, text)| Passage::new(key, text)).collect()
    };
    Assessment {
        paragraphs: paragraphs(material, &cases),
        met: with(Verdict::Met),
        not_met: with(Verdict::NotMet),
        insufficient_data: with(Verdict::InsufficientData),
        not_assessable: with(Verdict::NotAssessable),
        pace: pace::of(material, &cases, numbers),
        difficulties: gather(material, "assessment.difficulties", &["difficulty"])
            .contributions,
    }
}

fn paragraphs(material: &Material<'_>, cases: &[Case<'_>]) -> Vec<Passage> {
    let judged =
        |verdict| cases.iter().filter(|case| case.standing.verdict == verdict).count();
    let (met, not_met) = (judged(Verdict::Met), judged(Verdict::NotMet));
    let horizon = material.assessment.horizon;
    let mut counted = format!(
        "Trên cơ sở số liệu các đơn vị báo cáo, {} chỉ tiêu đủ điều kiện đánh giá theo \
         mục tiêu năm {horizon}, trong đó {} chỉ tiêu đạt và {} chỉ tiêu chưa đạt",
        few(met + not_met),
        few(met),
        few(not_met),
    );
    counted.push_str(&last_year(material).unwrap_or_default());
    let mut paragraphs = vec![Passage::new("assessment.counted", format!("{counted}."))];
    let behind = behind(cases);
    let named = |cases: &[&Case<'_>]| -> String {
        let named = cases.iter().take(NAMED_GAPS).filter_map(|case| {
            let name = lower_first(&case.indicator.short);
            Some(format!("{name} (thấp hơn {})", distance(case)?))
        });
        named.collect::<Vec<String>>().join("; ")
    };
    let far = named(&behind);
    if !far.is_empty() {
        let text = format!("Khoảng cách so với mục tiêu còn lớn nhất ở: {far}.");
        paragraphs.push(Passage::new("assessment.farthest", text));
    }
    // With few of them the same ones would be named twice.
    if behind.len() > 2 * NAMED_GAPS - 1 {
        let nearest: Vec<&Case<'_>> = behind.iter().rev().copied().collect();
        let text = format!("Chưa đạt nhưng gần mục tiêu nhất: {}.", named(&nearest));
        paragraphs.push(Passage::new("assessment.nearest", text));
    }
    paragraphs
}

/// "; năm 2023: 06 chỉ tiêu đạt, 11 chỉ tiêu chưa đạt": on the same targets.
fn last_year(material: &Material<'_>) -> Option<String> {
    let before = &material.last_year()?.assessment;
    if before.horizon != material.assessment.horizon {
        return None;
    }
    let judged =
        |verdict| before.standings.iter().filter(|one| one.verdict == verdict).count();
    Some(format!(
        " (năm {}: {} chỉ tiêu đạt, {} chỉ tiêu chưa đạt)",
        before.year,
        few(judged(Verdict::Met)),
        few(judged(Verdict::NotMet))
    ))
}

/// Those not met, the farthest from its target first, by the exact fractions.
pub(super) fn behind<'c, 'a>(cases: &'c [Case<'a>]) -> Vec<&'c Case<'a>> {
    let not_met = cases.iter().filter(|case| case.standing.verdict == Verdict::NotMet);
    let mut behind: Vec<(&Case<'_>, (i128, i128))> =
        not_met.filter_map(|case| Some((case, gap(case)?))).collect();
    behind.sort_by(|(_, one), (_, other)| compare(*other, *one));
    behind.into_iter().map(|(case, _)| case).collect()
}

/// Target less result, as numerator and denominator.
fn gap(case: &Case<'_>) -> Option<(i128, i128)> {
    let target = case.standing.target?;
    let (numerator, denominator) = case.ratio()?;
    let (goal, whole) = (i128::from(target.numerator), i128::from(target.denominator));
    let (numerator, denominator) = (i128::from(numerator), i128::from(denominator));
    Some((goal * denominator - numerator * whole, whole * denominator))
}

fn compare((a, b): (i128, i128), (c, d): (i128, i128)) -> Ordering {
    match (a.checked_mul(d), c.checked_mul(b)) {
        (Some(left), Some(right)) => left.cmp(&right),
        // Beyond any province; the order only decides what is named first.
        (..) => (a / b).cmp(&(c / d)),
    }
}

/// "Gia đình …: 84,79% (chỉ tiêu 80%)"; where there is no verdict, why.
fn entry(case: &Case<'_>) -> String {
    let name = &case.indicator.name;
    let result = result(case);
    match case.standing.verdict {
        Verdict::Met | Verdict::NotMet => match case.standing.target {
            Some(target) => format!("{name}: {result} (chỉ tiêu {target}%)"),
            None => format!("{name}: {result}"),
        },
        Verdict::InsufficientData => format!(
            "{name}: {} báo cáo, chưa có số liệu của {}",
            case.coverage(),
            case.missing()
        ),
        Verdict::NotAssessable => match &case.standing.why {
            Some(why) if case.is_in_force() => {
                format!("{name}: {result}. {}", unended(why))
            }
            Some(why) => format!("{name}: {}", unended(why)),
            None => format!("{name}: {result}"),
        },
    }
}

fn result(case: &Case<'_>) -> String {
    if let Some(status) = status(case) {
        return status.text;
    }
    let tally = case.tally();
    let share = percent(tally.numerator, tally.denominator);
    if share.ends_with(|last: char| last.is_ascii_digit()) {
        format!("{share}%")
    } else {
        share
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::compose::fixture::{Fixture, tally};

    #[test]
    fn every_indicator_stands_in_one_list() {
        let mut fixture = Fixture::new(2024);
        fixture.count_everywhere("D1", &tally(84, 100));
        fixture.count_everywhere("B1", &tally(40, 100));
        fixture.count_everywhere("B3", &tally(39, 100));
        fixture.count("D7", "ba-be", tally(1, 2));
        let chapter = chapter(&fixture.material(), &mut Numbering::default());
        let texts = |list: &[Passage]| -> Vec<String> {
            list.iter().map(|one| one.text.clone()).collect()
        };
        assert_eq!(
            texts(&chapter.met),
            ["Gia đình được công nhận “Gia đình học tập”: 84,00% (chỉ tiêu 80%)."]
        );
        assert_eq!(chapter.not_met.len(), 2);
        assert!(chapter.not_met[0].text.ends_with("40,00% (chỉ tiêu 50%);"));
        let all = [&chapter.met, &chapter.not_met]
            .into_iter()
            .chain([&chapter.insufficient_data, &chapter.not_assessable])
            .map(Vec::len)
            .sum::<usize>();
        assert_eq!(all, fixture.plan.indicators().len());
        let citizens =
            chapter.insufficient_data.iter().find(|one| one.text.contains("Công dân"));
        assert!(
            citizens
                .expect("D7")
                .text
                .contains("1/8 đơn vị báo cáo, chưa có số liệu của")
        );
        assert_eq!(
            chapter.paragraphs[1].text,
            "Khoảng cách so với mục tiêu còn lớn nhất ở: năng lực thông tin (thấp hơn 10,00 \
             điểm phần trăm); đào tạo chuyên môn kỹ thuật (thấp hơn 1,00 điểm phần trăm)."
        );
    }
}
