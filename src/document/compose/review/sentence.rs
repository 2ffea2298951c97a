//! One indicator over the period in words: where it ended, how it came there,
//! and when the target was reached.

use crate::assessment::Verdict;
use crate::document::text::{lower_first, sentence, unended};
use crate::document::wording::{count, count_or_sign, long_date, percent};
use crate::history::series::{Point, State};
use crate::plan::scale::Scale;

use super::super::offices;
use super::super::sentence::{distance, needed};
use super::super::shape::{Shape, levels};
use super::period::{Period, Track};
use super::words::{change, in_years, points};

/// The sentence of an indicator; what cannot be judged takes a second one.
pub(super) fn of(period: &Period<'_>, track: &Track<'_>) -> String {
    let name = &track.indicator.name;
    let last = track.last();
    let said = match (last.state, track.series.latest()) {
        (State::Ceased, _) => return ceased(track),
        (_, None) => "không có số liệu báo cáo trong giai đoạn".to_owned(),
        (State::Partial | State::Complete, _) => figures(track, last),
        (State::NoInbox | State::NotReported, Some(latest)) => format!(
            "năm {} chưa có số liệu báo cáo; số liệu gần nhất: {}",
            last.year,
            figures(track, latest)
        ),
    };
    let parts = [
        Some(said),
        course(track),
        Some(judged(track)),
        achieved(period, track),
        coverage(period, last),
        ending(period, track),
    ];
    let said = parts.into_iter().flatten().collect::<Vec<String>>().join("; ");
    let provisional = if last.provisional && last.has_figures() {
        " (số liệu sơ bộ)"
    } else {
        ""
    };
    let first = format!("{name}: {said}{provisional}.");
    let why = track.case.standing.why.as_deref();
    match why.filter(|_| track.verdict() == Verdict::NotAssessable) {
        Some(why) => format!("{first} {}", sentence(why)),
        None => first,
    }
}

/// An indicator without anything left to count: its last valid figures with
/// their date, never 0.
pub(super) fn ceased(track: &Track<'_>) -> String {
    let name = &track.indicator.name;
    let why = track.indicator.ceased.as_deref();
    let why = unended(why.unwrap_or("không còn đối tượng đánh giá"));
    let Some(latest) = track.series.latest() else {
        return format!("{name}: không có số liệu báo cáo; {why}.");
    };
    let date = track
        .indicator
        .valid_to
        .filter(|end| end.year() == latest.year)
        .map(|end| format!(" (tính đến {})", long_date(end)))
        .unwrap_or_default();
    format!("{name}: số liệu cuối cùng{date}: {}; {why}.", figures(track, latest))
}

/// "năm 2025 đạt 73.120/84.250 hộ, tỷ lệ 86,79%".
pub(super) fn figures(track: &Track<'_>, point: &Point) -> String {
    let (year, unit) = (point.year, &track.indicator.unit_of_count);
    let tally = &point.tally;
    let reached = match track.shape(year) {
        Shape::Levels(scale) => return at_levels(point, scale, unit),
        Shape::Standard { level, .. } => format!("đạt từ mức độ {level} trở lên"),
        Shape::Status { level: Some(level) } => format!("đạt mức độ {level}"),
        Shape::Status { level: None } => "đạt chuẩn".to_owned(),
        Shape::Ratio => {
            let share = percent(tally.numerator, tally.denominator);
            let counts = format!(
                "năm {year} đạt {}/{} {unit}",
                count_or_sign(tally.numerator),
                count_or_sign(tally.denominator)
            );
            return match point.share() {
                Some(_) => format!("{counts}, tỷ lệ {share}%"),
                None => counts,
            };
        }
    };
    format!(
        "năm {year} có {}/{} {unit} {reached}",
        count_or_sign(tally.numerator),
        count_or_sign(tally.denominator)
    )
}

/// "năm 2025: tổng số 108 xã, trong đó mức độ 1: 62; …".
fn at_levels(point: &Point, scale: &Scale, unit: &str) -> String {
    let said: Vec<String> = levels(scale, &point.tally)
        .into_iter()
        .map(|(level, value)| format!("{}: {}", lower_first(level), count_or_sign(value)))
        .collect();
    format!(
        "năm {}: tổng số {} {unit}, trong đó {}",
        point.year,
        count_or_sign(point.tally.denominator),
        said.join(", ")
    )
}

/// From the first comparable year to the last.
fn course(track: &Track<'_>) -> Option<String> {
    let (first, last) = track.series.ends()?;
    let pace = track.observed()?;
    let unit = &track.indicator.unit_of_count;
    if track.shape(last.year) != Shape::Ratio {
        let (before, of) = (first.tally.numerator?, first.tally.denominator?);
        return Some(format!(
            "năm {}: {}/{} {unit}",
            first.year,
            count(before),
            count(of)
        ));
    }
    let start = percent(first.tally.numerator, first.tally.denominator);
    let mean = if pace.change == crate::history::fraction::Fraction::ZERO {
        String::new()
    } else {
        format!(", bình quân mỗi năm {}", points(pace.yearly))
    };
    let change = change(pace.change);
    if last.year == track.last().year {
        return Some(format!("{change} so với năm {} ({start}%){mean}", first.year));
    }
    let end = percent(last.tally.numerator, last.tally.denominator);
    Some(format!(
        "năm {} đạt {start}%, năm {} đạt {end}%, {change}{mean}",
        first.year, last.year
    ))
}

fn judged(track: &Track<'_>) -> String {
    let target = track.case.target_phrase();
    match (track.verdict(), track.shape(track.last().year)) {
        (Verdict::NotAssessable, Shape::Ratio) => "không đánh giá".to_owned(),
        (Verdict::NotAssessable, _) => "không đánh giá theo mục tiêu".to_owned(),
        (Verdict::InsufficientData, _) => "chưa đủ số liệu để đánh giá".to_owned(),
        (met, Shape::Standard { share, .. }) => {
            let needed = needed(share, &track.indicator.unit_of_count);
            let word = if met == Verdict::Met { "đạt" } else { "chưa đạt" };
            format!("tỉnh {word} chuẩn (tỉnh đạt chuẩn khi {needed})")
        }
        (Verdict::Met, _) => match distance(&track.case) {
            Some(points) => format!("đạt mục tiêu {target}, vượt {points}"),
            None => format!("đạt mục tiêu {target}"),
        },
        (Verdict::NotMet, _) => match distance(&track.case) {
            Some(points) => format!("chưa đạt mục tiêu {target}, thấp hơn {points}"),
            None => format!("chưa đạt mục tiêu {target}"),
        },
    }
}

/// In which year the target was first reached, and whether it was kept.
fn achieved(period: &Period<'_>, track: &Track<'_>) -> Option<String> {
    let achievement = track.achievement();
    let (first, last) = (achievement.first?, achievement.last?);
    if first == period.last {
        return Some(format!("năm {first} là năm đầu tiên đạt mục tiêu"));
    }
    let lapses = &achievement.lapses;
    let said = match lapses.last() {
        None if last == first => String::new(),
        None => format!(", duy trì đến năm {last}"),
        Some(lapse) if *lapse > last => format!(", không giữ được {}", in_years(lapses)),
        Some(_) => {
            format!(", không giữ được {}, đạt lại đến năm {last}", in_years(lapses))
        }
    };
    Some(format!("đạt mục tiêu lần đầu năm {first}{said}"))
}

/// Only where some are missing: "7/8 đơn vị báo cáo, chưa có số liệu của …".
pub(super) fn coverage(period: &Period<'_>, point: &Point) -> Option<String> {
    if point.state != State::Partial {
        return None;
    }
    let missing: Vec<&str> = point.missing.iter().map(String::as_str).collect();
    Some(format!(
        "năm {} có {}/{} đơn vị báo cáo, chưa có số liệu của {}",
        point.year,
        point.reported,
        point.expected(),
        offices::names(period.material.plan, &missing)
    ))
}

/// Of an indicator whose units end within the last year.
pub(super) fn ending(period: &Period<'_>, track: &Track<'_>) -> Option<String> {
    let end = track.indicator.valid_to.filter(|end| end.year() == period.last)?;
    let why = track.indicator.ceased.as_deref();
    Some(format!(
        "số liệu tính đến {}, {}",
        long_date(end),
        unended(why.unwrap_or("không còn đối tượng đánh giá"))
    ))
}
