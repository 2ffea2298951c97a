//! Chapter IV: what is met, what is not, what cannot be judged, and why.

use crate::assessment::Verdict;
use crate::document::Material;
use crate::document::report::Assessment;
use crate::document::text::{listed, lower_first, unended};
use crate::document::wording::{few, percent, percent_number};

use super::contributions::gather;
use super::results::status;
use super::sentence::distance;
use super::shape::Case;

/// So many of the widest gaps are named.
const NAMED_GAPS: usize = 3;

pub(super) fn chapter(material: &Material<'_>) -> Assessment {
    let cases = Case::all(material);
    let with = |verdict: Verdict| {
        let meant = cases.iter().filter(|case| case.standing.verdict == verdict);
        listed(meant.map(entry).collect())
    };
    Assessment {
        paragraphs: paragraphs(material, &cases),
        met: with(Verdict::Met),
        not_met: with(Verdict::NotMet),
        insufficient_data: with(Verdict::InsufficientData),
        not_assessable: with(Verdict::NotAssessable),
        difficulties: gather(material, &["difficulty"]).contributions,
    }
}

fn paragraphs(material: &Material<'_>, cases: &[Case<'_>]) -> Vec<String> {
    let judged =
        |verdict| cases.iter().filter(|case| case.standing.verdict == verdict).count();
    let (met, not_met) = (judged(Verdict::Met), judged(Verdict::NotMet));
    let horizon = material.assessment.horizon;
    let mut paragraphs = vec![format!(
        "Trên cơ sở số liệu các đơn vị báo cáo, {} chỉ tiêu đủ điều kiện đánh giá theo \
         mục tiêu năm {horizon}, trong đó {} chỉ tiêu đạt và {} chỉ tiêu chưa đạt.",
        few(met + not_met),
        few(met),
        few(not_met),
    )];
    paragraphs.extend(gaps(cases));
    paragraphs
}

/// The indicators farthest from their targets, by the exact fractions.
fn gaps(cases: &[Case<'_>]) -> Option<String> {
    let mut behind: Vec<&Case<'_>> =
        cases.iter().filter(|case| case.standing.verdict == Verdict::NotMet).collect();
    behind.sort_by(|one, other| gap(other).total_cmp(&gap(one)));
    let named: Vec<String> = behind
        .into_iter()
        .take(NAMED_GAPS)
        .filter_map(|case| {
            let name = lower_first(&case.indicator.short);
            Some(format!("{name} (thấp hơn {})", distance(case)?))
        })
        .collect();
    if named.is_empty() {
        return None;
    }
    Some(format!("Khoảng cách so với mục tiêu còn lớn ở: {}.", named.join("; ")))
}

/// Percentage points below the target, for ordering only.
fn gap(case: &Case<'_>) -> f64 {
    let tally = case.tally();
    let (Some(target), Some(numerator), Some(denominator)) =
        (case.standing.target, tally.numerator, tally.denominator)
    else {
        return 0.0;
    };
    let now = percent_number(numerator, denominator);
    target.percent() - now.unwrap_or_default()
}

/// "Gia đình …: 84,79% (mục tiêu 80%)"; where there is no verdict, why.
fn entry(case: &Case<'_>) -> String {
    let name = &case.indicator.name;
    let result = result(case);
    match case.standing.verdict {
        Verdict::Met | Verdict::NotMet => match case.standing.target {
            Some(target) => format!("{name}: {result} (mục tiêu {target}%)"),
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
        let chapter = chapter(&fixture.material());
        assert_eq!(
            chapter.met,
            ["Gia đình được công nhận “Gia đình học tập”: 84,00% (mục tiêu 80%)."]
        );
        assert_eq!(chapter.not_met.len(), 2);
        assert!(chapter.not_met[0].ends_with("40,00% (mục tiêu 50%);"));
        let all = [&chapter.met, &chapter.not_met]
            .into_iter()
            .chain([&chapter.insufficient_data, &chapter.not_assessable])
            .map(Vec::len)
            .sum::<usize>();
        assert_eq!(all, fixture.plan.indicators().len());
        let citizens =
            chapter.insufficient_data.iter().find(|one| one.contains("Công dân"));
        assert!(
            citizens.expect("D7").contains("1/8 đơn vị báo cáo, chưa có số liệu của")
        );
        assert_eq!(
            chapter.paragraphs[1],
            "Khoảng cách so với mục tiêu còn lớn ở: năng lực thông tin (thấp hơn 10,00 \
             điểm phần trăm); đào tạo chuyên môn kỹ thuật (thấp hơn 1,00 điểm phần trăm)."
        );
    }
}
