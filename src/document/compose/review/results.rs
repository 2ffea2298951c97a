//! Chapter II of a review: the indicators over the period.

use crate::assessment::Verdict;
use crate::document::review::results::{Results, Section};
use crate::document::wording::few;

use super::super::Numbering;
use super::period::Period;
use super::words::passage;
use super::{Cited, districts, notes, sentence, table, trend};

pub(super) fn chapter(
    period: &Period<'_>,
    cited: &Cited,
    numbers: &mut Numbering,
) -> Results {
    let sections = period.material.plan.sections.iter();
    let sections = sections
        .map(|section| Section {
            title: section.title.clone(),
            sentences: period
                .tracks_of(&section.code)
                .map(|track| {
                    let key = format!("results.{}", track.indicator.code);
                    passage(key, sentence::of(period, track))
                })
                .collect(),
        })
        .collect();
    let mut paragraphs = vec![passage("results.counted", counted(period, cited))];
    let missing = notes::missing_years(period);
    paragraphs.extend(missing.map(|text| passage("results.missing-years", text)));
    let table = table::of(period, numbers);
    let trend = trend::of(period, &numbers.last());
    Results {
        sections,
        paragraphs,
        table,
        trend,
        districts: districts::table(period, cited, numbers),
    }
}

fn counted(period: &Period<'_>, cited: &Cited) -> String {
    let so_many = |verdict| few(period.judged(verdict).count());
    let kept = period.judged(Verdict::Met).filter(|track| {
        let achievement = track.achievement();
        achievement.first.is_some_and(|first| first < period.last)
            && achievement.lapses.is_empty()
    });
    format!(
        "Trong {:02} chỉ tiêu của Kế hoạch, đến năm {} số chỉ tiêu đạt mục tiêu năm {} \
         là {} (đạt từ các năm trước và duy trì đến nay: {}), chưa đạt: {}, chưa đủ số \
         liệu: {}, không đánh giá: {}. Số liệu từng năm của toàn tỉnh tại Phụ lục {}, \
         của các {} tại Phụ lục {}; nguồn số liệu và phương pháp tính tại \
         Phụ lục {}.",
        period.tracks.len(),
        period.last,
        period.material.assessment.horizon,
        so_many(Verdict::Met),
        few(kept.count()),
        so_many(Verdict::NotMet),
        so_many(Verdict::InsufficientData),
        so_many(Verdict::NotAssessable),
        cited.series,
        period.material.plan.tier.name,
        cited.districts,
        cited.method,
    )
}
