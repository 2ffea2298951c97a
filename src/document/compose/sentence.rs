//! One indicator in one sentence: what was reached, of how many, and how far
//! that is from the target.

use crate::assessment::Verdict;
use crate::document::text::{lower_first, sentence, unended};
use crate::document::wording::{count, count_or_sign, percent, points, size};
use crate::plan::scale::Scale;
use crate::plan::share::Share;

use super::change;
use super::shape::{Case, Shape};

/// What is known beside the indicator's own result.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Context<'a> {
    /// The same indicator in an earlier year, to compare with.
    pub(super) before: Option<Case<'a>>,
    /// The date of the figures was said for all of a section.
    pub(super) dated: bool,
    /// What each of several bodies counted; see [`super::parts`].
    pub(super) parts: Option<&'a str>,
}

/// The sentence of an indicator; what cannot be judged takes a second one.
pub(super) fn of(case: &Case<'_>, context: Context<'_>) -> String {
    let name = &case.indicator.name;
    if !case.is_in_force() {
        let why = case.standing.why.as_deref().unwrap_or("không còn đối tượng đánh giá");
        let last = context.before.as_ref().map(last_known).unwrap_or_default();
        return format!("{name}: không đánh giá, {}{last}.", unended(why));
    }
    if let Some(why) = case.indicator.lacks_criteria(case.year()) {
        return format!("{name}: không đánh giá, {}.", lower_first(unended(why)));
    }
    let said = match case.shape() {
        Shape::Ratio => ratio(case, context),
        Shape::Levels(scale) => levels(case, scale, context),
        Shape::Standard { level, share } => standard(case, level, share, context),
        Shape::Status { level } => status(case, level, context),
    };
    let parts = context.parts.unwrap_or_default();
    let first =
        format!("{name}: {said}{parts}{}{}.", coverage(case), basis(case, context));
    match &case.standing.why {
        Some(why) => format!("{first} {}", sentence(why)),
        None => first,
    }
}

/// "; kết quả năm 2024: 4/8 huyện, thành phố": what no longer can be counted.
fn last_known(before: &Case<'_>) -> String {
    if !before.is_in_force() || !has_figures(before) {
        return String::new();
    }
    let tally = before.tally();
    format!(
        "; kết quả năm {}: {}/{} {}",
        before.year(),
        count_or_sign(tally.numerator),
        count_or_sign(tally.denominator),
        before.indicator.unit_of_count
    )
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

/// " (tính trên tổng số hộ gia đình; kỳ đánh giá …; số liệu sơ bộ)".
fn basis(case: &Case<'_>, context: Context<'_>) -> String {
    if !has_figures(case) {
        return String::new();
    }
    let mut parts = Vec::new();
    if case.shape() == Shape::Ratio {
        parts.push(format!("tính trên {}", lower_first(&case.indicator.denominator)));
    }
    if !context.dated {
        parts.push(lower_first(&as_of(case)));
    }
    if case.standing.provisional {
        parts.push("số liệu sơ bộ".to_owned());
    }
    if parts.is_empty() { String::new() } else { format!(" ({})", parts.join("; ")) }
}

/// The reference date of the register, in the year of the figures.
pub(super) fn as_of(case: &Case<'_>) -> String {
    let (year, next) = (case.year(), case.year() + 1);
    let text = case.indicator.as_of.replace("năm báo cáo", &format!("năm {year}"));
    text.replace("năm sau", &format!("năm {next}"))
}

fn ratio(case: &Case<'_>, context: Context<'_>) -> String {
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
    let change = context.before.as_ref().and_then(|before| change::phrase(case, before));
    let change = change.map(|change| format!(", {change}")).unwrap_or_default();
    let registered = tally
        .registered
        .map(|registered| format!("; số đăng ký: {} {unit}", count(registered)));
    format!("{result}, {}{change}{}", verdict(case), registered.unwrap_or_default())
}

/// The verdict on a ratio with its distance from the target, in points of the
/// exact fractions.
fn verdict(case: &Case<'_>) -> String {
    let target = case.target_phrase();
    match case.standing.verdict {
        Verdict::Met => match distance(case) {
            Some(points) => format!("vượt chỉ tiêu {target} {points}"),
            None => format!("đạt chỉ tiêu {target}"),
        },
        Verdict::NotMet => match distance(case) {
            Some(points) => format!("thấp hơn chỉ tiêu {target} {points}"),
            None => format!("chưa đạt chỉ tiêu {target}"),
        },
        Verdict::InsufficientData => {
            format!("chưa đủ số liệu để đánh giá theo chỉ tiêu {target}")
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
    Some(format!("{} điểm phần trăm", size(&difference)))
}

fn levels(case: &Case<'_>, scale: &Scale, context: Context<'_>) -> String {
    let unit = &case.indicator.unit_of_count;
    let tally = case.tally();
    if tally.denominator.is_none() && tally.levels.is_empty() {
        return "chưa có số liệu báo cáo; không đánh giá".to_owned();
    }
    format!(
        "tổng số {} {unit}, trong đó {}{}; không đánh giá theo chỉ tiêu {}",
        count_or_sign(tally.denominator),
        lower_first(&case.levels(scale)),
        levels_before(context),
        case.target_phrase(),
    )
}

/// The levels of the year before on the same scale, or that it was another.
fn levels_before(context: Context<'_>) -> String {
    let Some(before) = context.before.filter(has_figures) else { return String::new() };
    match before.shape() {
        Shape::Levels(scale) => {
            format!(" (năm {}: {})", before.year(), lower_first(&before.levels(scale)))
        }
        Shape::Ratio | Shape::Standard { .. } | Shape::Status { .. } => format!(
            "; không so sánh với năm {} do thay đổi thang đánh giá",
            before.year()
        ),
    }
}

fn standard(case: &Case<'_>, level: u8, share: Share, context: Context<'_>) -> String {
    let unit = &case.indicator.unit_of_count;
    let needed = needed(share, unit);
    let province = match case.standing.verdict {
        Verdict::Met => "tỉnh đạt chuẩn",
        Verdict::NotMet => "tỉnh chưa đạt chuẩn",
        Verdict::InsufficientData => "chưa đủ số liệu để đánh giá",
        Verdict::NotAssessable => "không đánh giá",
    };
    let fact = of_districts(case, &format!("đạt từ mức độ {level} trở lên"), context);
    format!("{fact}; {province} (điều kiện: {needed})")
}

/// "ít nhất 90% số huyện, thành phố đạt".
pub(super) fn needed(share: Share, unit: &str) -> String {
    if share.numerator == share.denominator {
        format!("tất cả các {unit} đạt")
    } else {
        format!("ít nhất {share}% số {unit} đạt")
    }
}

fn status(case: &Case<'_>, level: Option<u8>, context: Context<'_>) -> String {
    let reached = match level {
        Some(level) => format!("đạt mức độ {level}"),
        None => "đạt chuẩn".to_owned(),
    };
    format!("{}; không đánh giá theo chỉ tiêu", of_districts(case, &reached, context))
}

/// "có 6/8 huyện, thành phố đạt mức độ 3 (năm 2023: 5/8)".
fn of_districts(case: &Case<'_>, reached: &str, context: Context<'_>) -> String {
    let unit = &case.indicator.unit_of_count;
    let fraction = |case: &Case<'_>| {
        let tally = case.tally();
        let (of, total) = (tally.numerator, tally.denominator);
        format!("{}/{}", count_or_sign(of), count_or_sign(total))
    };
    if !has_figures(case) {
        return "chưa có số liệu báo cáo".to_owned();
    }
    let before = context
        .before
        .filter(has_figures)
        .map(|before| format!(" (năm {}: {})", before.year(), fraction(&before)));
    format!("có {} {unit} {reached}{}", fraction(case), before.unwrap_or_default())
}
