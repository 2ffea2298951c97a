//! Numbers, shares and dates as Vietnamese offices print them.
//!
//! A dot between thousands, a comma before decimals; shares are exact
//! fractions until here and are rounded once, half up, to two decimals.

use jiff::civil::Date;

use crate::finding::day_and_month;
pub(crate) use crate::finding::{count, short_date};
use crate::history::fraction::Fraction;

/// Nothing of the kind occurred, or there is nothing to divide by.
pub(crate) const NONE: &str = "-";
/// It occurred but was not reported.
pub(crate) const NOT_REPORTED: &str = "...";

/// A count that may not have been reported.
pub(crate) fn count_or_sign(value: Option<i64>) -> String {
    value.map_or_else(|| NOT_REPORTED.to_owned(), count)
}

/// Numerator over denominator in percent with two decimals, rounded half up:
/// `84,79`; `-` over zero, `...` where a part is not reported.
pub(crate) fn percent(numerator: Option<i64>, denominator: Option<i64>) -> String {
    match (numerator, denominator) {
        (Some(_), Some(0)) => NONE.to_owned(),
        (Some(numerator), Some(denominator)) => {
            hundredths(ratio_hundredths(numerator.into(), denominator.into()))
        }
        (None, _) | (_, None) => NOT_REPORTED.to_owned(),
    }
}

/// Hundredths of a percent of a fraction, rounded half up (away from zero).
fn ratio_hundredths(numerator: i128, denominator: i128) -> i128 {
    let scaled = numerator * 10_000 * 2;
    let sign = scaled.signum() * denominator.signum();
    let (scaled, denominator) = (scaled.abs(), denominator.abs());
    sign * ((scaled + denominator) / (2 * denominator))
}

/// Hundredths of a percent or of a percentage point: `4,92`.
pub(crate) fn hundredths(value: i128) -> String {
    let sign = if value < 0 { "-" } else { "" };
    let value = value.abs();
    format!("{sign}{},{:02}", count_of(value / 100), value % 100)
}

fn count_of(value: i128) -> String {
    count(i64::try_from(value).unwrap_or(i64::MAX))
}

/// The difference of two shares in percentage points, from the exact
/// fractions: `+0,93`. A difference of shares is never a percentage.
pub(crate) fn points(now: (i64, i64), before: (i64, i64)) -> Option<String> {
    let ((a, b), (c, d)) = (now, before);
    if b == 0 || d == 0 {
        return None;
    }
    let (a, b, c, d) = (i128::from(a), i128::from(b), i128::from(c), i128::from(d));
    let value = ratio_hundredths(a * d - c * b, b * d);
    let sign = if value > 0 { "+" } else { "" };
    Some(format!("{sign}{}", hundredths(value)))
}

/// Percentage points with their sign, rounded once: "+4,92", "-0,35", "0,00".
pub(crate) fn signed(difference: Fraction) -> String {
    let printed = hundredths(difference.hundredths());
    if difference.is_positive() && printed != "0,00" {
        format!("+{printed}")
    } else {
        printed
    }
}

/// A part of a whole in percent, for sums of money: `34,87`.
pub(crate) fn percent_of(part: i128, whole: i128) -> Option<String> {
    let small = whole != 0 && part.unsigned_abs() < 1 << 100;
    small.then(|| hundredths(ratio_hundredths(part, whole)))
}

/// The same share as a number of percent with two decimals, for drawing only.
pub(crate) fn percent_number(numerator: i64, denominator: i64) -> Option<f64> {
    if denominator == 0 {
        return None;
    }
    let value = ratio_hundredths(numerator.into(), denominator.into());
    i32::try_from(value).ok().map(|value| f64::from(value) / 100.0)
}

/// Đồng in million đồng: `1.233`, and `0,5` where it is not a whole number.
pub(crate) fn million(dong: i128) -> String {
    let sign = if dong < 0 { "-" } else { "" };
    let dong = dong.abs();
    let (whole, rest) = (count_of(dong / 1_000_000), dong % 1_000_000);
    if rest == 0 {
        return format!("{sign}{whole}");
    }
    let decimals = format!("{rest:06}");
    format!("{sign}{whole},{}", decimals.trim_end_matches('0'))
}

/// A number of things in running text: `không có`, `09`, `10`.
pub(crate) fn few(value: usize) -> String {
    if value == 0 { "không có".to_owned() } else { format!("{value:02}") }
}

/// The size of a difference that is none of nothing, without its sign: what two
/// decimals do not show is still a difference.
pub(crate) fn size(points: &str) -> &str {
    match points.trim_start_matches(['+', '-']) {
        "0,00" => "dưới 0,01",
        size => size,
    }
}

/// `ngày 05 tháng 02 năm 2026`, `ngày 15 tháng 12 năm 2024`: days below 10 and
/// the months 1 and 2 carry a zero (Decree 30/2020/NĐ-CP, annex I).
pub(crate) fn long_date(date: Date) -> String {
    let (day, month) = day_and_month(date);
    format!("ngày {day} tháng {month} năm {}", date.year())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thousands_are_set_apart_by_dots() {
        for (value, printed) in [
            (0, "0"),
            (999, "999"),
            (1000, "1.000"),
            (324_353, "324.353"),
            (-1234, "-1.234"),
        ] {
            assert_eq!(count(value), printed);
        }
    }

    #[test]
    fn percentages_are_rounded_half_up_once_and_keep_their_zeros() {
        let of = |n, d| percent(Some(n), Some(d));
        assert_eq!(of(57_087, 83_784), "68,14");
        assert_eq!(of(70_714, 83_784), "84,40");
        assert_eq!(of(80, 108), "74,07");
        assert_eq!(of(75, 96), "78,13");
        assert_eq!(of(79_996, 100_000), "80,00");
        assert_eq!(of(1, 100), "1,00");
        assert_eq!(of(22_000, 255_953), "8,60");
        assert_eq!(of(5_150, 656), "785,06");
    }

    #[test]
    fn nothing_to_divide_by_is_a_dash_and_nothing_reported_three_dots() {
        assert_eq!(percent(Some(0), Some(0)), "-");
        assert_eq!(percent(Some(5), None), "...");
        assert_eq!(percent(None, Some(5)), "...");
    }

    #[test]
    fn differences_are_points_of_exact_fractions() {
        assert_eq!(points((80, 108), (79, 108)).as_deref(), Some("+0,93"));
        assert_eq!(points((26, 108), (25, 108)).as_deref(), Some("+0,93"));
        assert_eq!(points((1, 2), (3, 4)).as_deref(), Some("-25,00"));
        assert_eq!(points((1, 2), (1, 0)), None);
    }

    #[test]
    fn points_carry_their_sign_and_parts_are_rounded_once() {
        let of = |n, d| signed(Fraction::of(n, d).expect("a fraction"));
        assert_eq!([of(1, 108), of(-1, 108)], ["+0,93", "-0,93"]);
        assert_eq!([of(1, 1_000_000), of(0, 8)], ["0,00", "0,00"]);
        assert_eq!(percent_of(1, 3).as_deref(), Some("33,33"));
        assert_eq!(percent_of(1, 0), None);
    }

    #[test]
    fn money_is_printed_in_million_with_the_decimals_it_has() {
        assert_eq!(million(375_000_000), "375");
        assert_eq!(million(1_233_500_000), "1.233,5");
        assert_eq!(million(50_001), "0,050001");
        assert_eq!(million(0), "0");
    }

    #[test]
    fn a_share_is_drawn_as_it_is_printed() {
        assert_eq!(percent_number(75, 96), Some(78.13));
        assert_eq!(percent_number(1, 0), None);
    }

    #[test]
    fn few_things_carry_a_zero() {
        assert_eq!([few(0), few(9), few(12)], ["không có", "09", "12"]);
    }

    #[test]
    fn dates_carry_the_zeros_of_the_decree() {
        let date = |y, m, d| long_date(Date::new(y, m, d).expect("a date"));
        assert_eq!(date(2026, 2, 5), "ngày 05 tháng 02 năm 2026");
        assert_eq!(date(2025, 3, 9), "ngày 09 tháng 3 năm 2025");
        assert_eq!(date(2024, 12, 15), "ngày 15 tháng 12 năm 2024");
    }
}
