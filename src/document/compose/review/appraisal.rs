//! Chapter IV of a review: which targets are met, which are not, and what
//! stood in the way.

use crate::assessment::Verdict;
use crate::document::report::Passage;
use crate::document::review::Assessment;
use crate::document::text::{lower_first, unended};
use crate::document::wording::few;
use crate::history::series::State;

use super::super::sentence::distance;
use super::period::{Period, Track};
use super::said::record;
use super::sentence;
use super::words::{in_years, list, passage};

/// So many of the widest gaps are named.
const NAMED_GAPS: usize = 5;

pub(super) fn chapter(period: &Period<'_>) -> Assessment {
    let with = |verdict: Verdict| {
        let entries = period.judged(verdict).map(|track| {
            (format!("assessment.{}", track.indicator.code), entry(period, track))
        });
        list(entries.collect())
    };
    let (difficulties, former_difficulties) =
        record(period, "assessment.difficulties", &["difficulty"])
            .latest_and_former(period);
    Assessment {
        paragraphs: paragraphs(period),
        met: with(Verdict::Met),
        not_met: with(Verdict::NotMet),
        insufficient_data: with(Verdict::InsufficientData),
        not_assessable: with(Verdict::NotAssessable),
        difficulties,
        former_difficulties,
    }
}

fn paragraphs(period: &Period<'_>) -> Vec<Passage> {
    let (met, not_met) =
        (period.judged(Verdict::Met).count(), period.judged(Verdict::NotMet).count());
    let counted = format!(
        "Trên cơ sở số liệu các đơn vị báo cáo giai đoạn {}, {} chỉ tiêu đủ điều kiện \
         đánh giá theo mục tiêu năm {}, trong đó {} chỉ tiêu đạt và {} chỉ tiêu chưa đạt.",
        period.span(),
        few(met + not_met),
        period.material.assessment.horizon,
        few(met),
        few(not_met),
    );
    let said = [
        ("assessment.counted", Some(counted)),
        ("assessment.farthest", gaps(period)),
        ("assessment.lapses", lapses(period)),
    ];
    said.into_iter().filter_map(|(key, text)| Some(passage(key, text?))).collect()
}

/// The indicators farthest from their targets, by the exact fractions.
fn gaps(period: &Period<'_>) -> Option<String> {
    let named: Vec<String> = by_gap(period)
        .into_iter()
        .take(NAMED_GAPS)
        .filter_map(|track| {
            let name = lower_first(&track.indicator.short);
            Some(format!("{name} (thấp hơn {})", distance(&track.case)?))
        })
        .collect();
    if named.is_empty() {
        return None;
    }
    Some(format!("Khoảng cách so với mục tiêu lớn nhất ở: {}.", named.join("; ")))
}

/// Indicators not met, the widest gap first; of equal gaps in the order of the
/// decision.
pub(in crate::document) fn by_gap<'p, 'a>(period: &'p Period<'a>) -> Vec<&'p Track<'a>> {
    let mut behind: Vec<&Track<'a>> = period.judged(Verdict::NotMet).collect();
    behind.sort_by(|one, other| {
        let (one, other) = (one.gap(), other.gap());
        match (one, other) {
            (Some(one), Some(other)) if one == other => std::cmp::Ordering::Equal,
            (Some(one), Some(other)) if one.reaches(other) == Some(true) => {
                std::cmp::Ordering::Less
            }
            (Some(_), None) => std::cmp::Ordering::Less,
            (None, None) => std::cmp::Ordering::Equal,
            (_, Some(_)) => std::cmp::Ordering::Greater,
        }
    });
    behind
}

/// Targets that had been reached and were lost again.
fn lapses(period: &Period<'_>) -> Option<String> {
    let lost: Vec<String> = period
        .tracks
        .iter()
        .filter_map(|track| {
            let achievement = track.achievement();
            let first = achievement.first.filter(|_| !achievement.lapses.is_empty())?;
            Some(format!(
                "{} (đạt lần đầu năm {first}, không giữ được {})",
                lower_first(&track.indicator.short),
                in_years(&achievement.lapses)
            ))
        })
        .collect();
    (!lost.is_empty()).then(|| {
        format!("Chỉ tiêu đã đạt nhưng không duy trì liên tục: {}.", lost.join("; "))
    })
}

/// "Gia đình học tập: năm 2025 đạt …, tỷ lệ 86,79% (mục tiêu 80%)".
fn entry(period: &Period<'_>, track: &Track<'_>) -> String {
    let name = &track.indicator.short;
    if track.last().state == State::Ceased {
        let said = sentence::ceased(track);
        let full = format!("{}: ", track.indicator.name);
        return format!("{name}: {}", unended(said.trim_start_matches(&full)));
    }
    let figures = match track.series.latest() {
        Some(latest) => sentence::figures(track, latest),
        None => "không có số liệu báo cáo".to_owned(),
    };
    match track.verdict() {
        Verdict::Met | Verdict::NotMet => match track.target {
            Some(target) => format!("{name}: {figures} (mục tiêu {target}%)"),
            None => format!("{name}: {figures}"),
        },
        Verdict::InsufficientData => match sentence::coverage(period, track.last()) {
            Some(coverage) => format!("{name}: {figures}; {coverage}"),
            None => format!("{name}: {figures}"),
        },
        Verdict::NotAssessable => match &track.case.standing.why {
            Some(why) => format!("{name}: {figures}. {}", unended(why)),
            None => format!("{name}: {figures}"),
        },
    }
}
