//! How far an indicator has come since an earlier year: the difference of exact
//! fractions, in percentage points, rounded once.

use std::cmp::Ordering;

use crate::document::wording::{points, size};

use super::shape::Case;

/// Why two years of an indicator can or cannot be compared.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Change {
    /// "+2,35": percentage points.
    Points(String),
    /// Not the same scale in both years.
    OtherScale,
    /// The same scale, reached by other criteria.
    OtherCriteria,
    /// Units are missing in one of them, so the bases differ.
    OtherUnits,
    /// No share in one of them.
    Unknown,
}

/// From an earlier year to this one; a break of the series (`plan.toml`) between
/// them decides, as it does in the room `history`.
pub(super) fn between(now: &Case<'_>, before: &Case<'_>) -> Change {
    if std::mem::discriminant(&now.shape()) != std::mem::discriminant(&before.shape()) {
        return Change::OtherScale;
    }
    if !now.indicator.is_comparable(before.year(), now.year()) {
        let same =
            before.indicator.scale(before.year()) == now.indicator.scale(now.year());
        return if same { Change::OtherCriteria } else { Change::OtherScale };
    }
    let (Some(present), Some(past)) = (now.ratio(), before.ratio()) else {
        return Change::Unknown;
    };
    if !now.is_complete() || !before.is_complete() {
        return Change::OtherUnits;
    }
    points(present, past).map_or(Change::Unknown, Change::Points)
}

/// "tăng 2,35 điểm phần trăm so với năm 2023"; nothing where neither year has a
/// share.
pub(super) fn phrase(now: &Case<'_>, before: &Case<'_>) -> Option<String> {
    let year = before.year();
    match between(now, before) {
        Change::Points(difference) => Some(format!(
            "{}năm {year}{}",
            direction(&difference, order(now, before)),
            eighths(before)
        )),
        Change::OtherScale => {
            Some(format!("không so sánh với năm {year} do thay đổi thang đánh giá"))
        }
        Change::OtherCriteria => {
            before.ratio()?;
            Some(format!("không so sánh với năm {year} do thay đổi tiêu chí đánh giá"))
        }
        Change::OtherUnits => {
            Some(format!("không so sánh với năm {year} do số đơn vị báo cáo khác nhau"))
        }
        Change::Unknown => None,
    }
}

/// "tăng 2,35 điểm phần trăm so với ", "bằng ".
fn direction(difference: &str, order: Ordering) -> String {
    let verb = match order {
        Ordering::Equal => return "bằng ".to_owned(),
        Ordering::Less => "giảm",
        Ordering::Greater => "tăng",
    };
    let size = size(difference);
    format!("{verb} {size} điểm phần trăm so với ")
}

/// By the exact fractions: what rounds to nothing still rose or fell.
fn order(now: &Case<'_>, before: &Case<'_>) -> Ordering {
    let (Some((a, b)), Some((c, d))) = (now.ratio(), before.ratio()) else {
        return Ordering::Equal;
    };
    (i128::from(a) * i128::from(d)).cmp(&(i128::from(c) * i128::from(b)))
}

/// " (3/8)": shares of so few are also said in numbers.
fn eighths(case: &Case<'_>) -> String {
    match case.ratio() {
        Some((numerator, denominator)) if case.indicator.eighths => {
            format!(" ({numerator}/{denominator})")
        }
        Some(_) | None => String::new(),
    }
}
