//! One indicator in one sentence: what was reached, of how many, and how far
//! that is from the target.

use crate::assessment::Verdict;
use crate::document::text::{lower_first, sentence, unended};
use crate::document::wording::{NOT_REPORTED, count, count_or_sign, percent, points};
use crate::plan::scale::Scale;
use crate::plan::share::Share;

use super::shape::{Case, Shape};

/// The sentence of an indicator; what cannot be judged takes a second one.
pub(super) fn of(case: &Case<'_>) -> String {
    let name = &case.indicator.name;
    if !case.is_in_force() {
        let why = case.standing.why.as_deref().unwrap_or("không còn đối tượng đánh giá");
        return format!("{name}: không đánh giá, {}.", unended(why));
    }
    let said = match case.shape() {
        Shape::Ratio => ratio(case),
        Shape::Levels(scale) => levels(case, scale),
        Shape::Standard { level, share } => standard(case, level, share),
        Shape::Status { level } => status(case, level),
    };
    let provisional = if case.standing.provisional && has_figures(case) {
        " (số liệu sơ bộ)"
    } else {
        ""
    };
    let first = format!("{name}: {said}{}{provisional}.", coverage(case));
    match &case.standing.why {
        Some(why) => format!("{first} {}", sentence(why)),
        None => first,
    }
}

fn has_figures(case: &Case<'_>) -> bool {
    let tally = case.tally();
    tally.numerator.is_some() || tally.denominator.is_some() || !tally.levels.is_empty()
}

/// " theo báo cáo của 7/8 đơn vị": only where some are missing.
fn coverage(case: &Case<'_>) -> String {
    if case.is_complete() || !has_figures(case) {
        return String::new();
    }
    format!("; {} báo cáo, chưa có số liệu của {}", case.coverage(), case.missing())
}

fn ratio(case: &Case<'_>) -> String {
    let tally = case.tally();
    let unit = &case.indicator.unit_of_count;
    let result = match (tally.numerator, tally.denominator) {
        (None, None) => "chưa có số liệu báo cáo".to_owned(),
        (_, Some(0)) => format!("không có {unit} nào để tính tỷ lệ"),
        (Some(numerator), Some(denominator)) => format!(
            "đạt {}/{} {unit}, tỷ lệ {}%",
            count(numerator),
            count(denominator),
            percent(Some(numerator), Some(denominator)),
        ),
        (numerator, denominator) => format!(
            "đạt {}/{} {unit}, chưa tính được tỷ lệ",
            count_or_sign(numerator),
            count_or_sign(denominator),
        ),
    };
    let registered = tally
        .registered
        .map(|registered| format!(", đăng ký {} {unit}", count(registered)));
    format!("{result}{}; {}", registered.unwrap_or_default(), verdict(case))
}

/// The verdict on a ratio with its distance from the target, in points of the
/// exact fractions.
fn verdict(case: &Case<'_>) -> String {
    let target = case.target_phrase();
    match case.standing.verdict {
        Verdict::Met => match distance(case) {
            Some(points) => format!("đạt mục tiêu {target}, vượt {points}"),
            None => format!("đạt mục tiêu {target}"),
        },
        Verdict::NotMet => match distance(case) {
            Some(points) => format!("chưa đạt mục tiêu {target}, thấp hơn {points}"),
            None => format!("chưa đạt mục tiêu {target}"),
        },
        Verdict::InsufficientData => {
            format!("chưa đủ số liệu để đánh giá mục tiêu {target}")
        }
        Verdict::NotAssessable => "không đánh giá".to_owned(),
    }
}

/// "4,79 điểm phần trăm"; nothing where the target is reached exactly.
pub(super) fn distance(case: &Case<'_>) -> Option<String> {
    let (tally, target) = (case.tally(), case.standing.target?);
    let now = (tally.numerator?, tally.denominator?);
    let before = (i64::from(target.numerator), i64::from(target.denominator));
    let exactly = i128::from(now.0) * i128::from(before.1)
        == i128::from(now.1) * i128::from(before.0);
    if exactly {
        return None;
    }
    let difference = points(now, before)?;
    let size = difference.trim_start_matches(['+', '-']);
    // Too near to be seen in two decimals, yet not there.
    if size == "0,00" {
        return Some("chưa đến 0,01 điểm phần trăm".to_owned());
    }
    Some(format!("{size} điểm phần trăm"))
}

fn levels(case: &Case<'_>, scale: &Scale) -> String {
    let unit = &case.indicator.unit_of_count;
    let tally = case.tally();
    if tally.denominator.is_none() && tally.levels.is_empty() {
        return "chưa có số liệu báo cáo; không đánh giá".to_owned();
    }
    format!(
        "tổng số {} {unit}, trong đó {}; không đánh giá theo mục tiêu {}",
        count_or_sign(tally.denominator),
        lower_first(&case.levels(scale)),
        case.target_phrase(),
    )
}

fn standard(case: &Case<'_>, level: u8, share: Share) -> String {
    let unit = &case.indicator.unit_of_count;
    let needed = needed(share, unit);
    let province = match case.standing.verdict {
        Verdict::Met => "tỉnh đạt chuẩn",
        Verdict::NotMet => "tỉnh chưa đạt chuẩn",
        Verdict::InsufficientData => "chưa đủ số liệu để đánh giá",
        Verdict::NotAssessable => "không đánh giá",
    };
    let fact = of_districts(case, &format!("đạt từ mức độ {level} trở lên"));
    format!("{fact} (tỉnh đạt chuẩn khi {needed}); {province}")
}

/// "ít nhất 90% số huyện, thành phố đạt".
pub(super) fn needed(share: Share, unit: &str) -> String {
    if share.numerator == share.denominator {
        format!("tất cả {unit} đạt")
    } else {
        format!("ít nhất {share}% số {unit} đạt")
    }
}

fn status(case: &Case<'_>, level: Option<u8>) -> String {
    let reached = match level {
        Some(level) => format!("đạt mức độ {level}"),
        None => "đạt chuẩn".to_owned(),
    };
    format!("{}; không đánh giá theo mục tiêu", of_districts(case, &reached))
}

/// "có 6/8 huyện, thành phố đạt mức độ 3".
fn of_districts(case: &Case<'_>, reached: &str) -> String {
    let unit = &case.indicator.unit_of_count;
    let tally = case.tally();
    match (tally.numerator, tally.denominator) {
        (None, None) => "chưa có số liệu báo cáo".to_owned(),
        (numerator, denominator) => format!(
            "có {}/{} {unit} {reached}",
            numerator.map_or_else(|| NOT_REPORTED.to_owned(), count),
            denominator.map_or_else(|| NOT_REPORTED.to_owned(), count),
        ),
    }
}
