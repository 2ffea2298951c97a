//! Exact fractions of a whole, and what is reckoned with them: differences and
//! yearly means stay fractions until they are printed.

use crate::plan::share::Share;

/// A fraction in lowest terms with a positive denominator; 1 is a hundred
/// percent, and a difference of two shares may be negative.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Fraction {
    numerator: i128,
    denominator: i128,
}

impl Fraction {
    pub(crate) const ZERO: Self = Self { numerator: 0, denominator: 1 };

    /// So many of so many; nothing over 0, or beyond 128 bits.
    pub(crate) fn of(numerator: i64, denominator: i64) -> Option<Self> {
        Self::reduced(numerator.into(), denominator.into())
    }

    pub(crate) fn of_share(share: Share) -> Self {
        Self::reduced(share.numerator.into(), share.denominator.into())
            .expect("a share has a denominator of 100 or more")
    }

    fn reduced(numerator: i128, denominator: i128) -> Option<Self> {
        if denominator == 0 {
            return None;
        }
        let divisor = divisor(numerator.unsigned_abs(), denominator.unsigned_abs());
        let divisor = i128::try_from(divisor).ok()? * denominator.signum();
        Some(Self { numerator: numerator / divisor, denominator: denominator / divisor })
    }

    pub(crate) fn minus(self, other: Self) -> Option<Self> {
        let left = self.numerator.checked_mul(other.denominator)?;
        let right = other.numerator.checked_mul(self.denominator)?;
        let denominator = self.denominator.checked_mul(other.denominator)?;
        Self::reduced(left.checked_sub(right)?, denominator)
    }

    /// Shared out evenly over some years.
    pub(crate) fn per(self, years: i16) -> Option<Self> {
        Self::reduced(self.numerator, self.denominator.checked_mul(years.into())?)
    }

    pub(crate) fn is_positive(self) -> bool {
        self.numerator > 0
    }

    pub(crate) fn is_negative(self) -> bool {
        self.numerator < 0
    }

    /// Whether it is not less than another; nothing beyond 128 bits.
    pub(crate) fn reaches(self, other: Self) -> Option<bool> {
        Some(!self.minus(other)?.is_negative())
    }

    /// Hundredths of a percent (or of a percentage point), rounded half away
    /// from zero: the one rounding, for printing.
    pub(crate) fn hundredths(self) -> i128 {
        let (size, mut denominator) = (self.numerator.abs(), self.denominator);
        let (whole, mut rest) = (size / denominator, size % denominator);
        // Fractions of more than 30 digits lose digits far behind the comma.
        if rest.checked_mul(40_000).is_none() {
            (rest, denominator) = (rest >> 16, denominator >> 16);
        }
        let part = (rest * 20_000 + denominator) / (2 * denominator);
        self.numerator.signum() * (whole * 10_000 + part)
    }
}

fn divisor(a: u128, b: u128) -> u128 {
    if b == 0 { a } else { divisor(b, a % b) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(numerator: i64, denominator: i64) -> Fraction {
        Fraction::of(numerator, denominator).expect("a fraction")
    }

    #[test]
    fn fractions_are_kept_in_lowest_terms() {
        assert_eq!(of(80, 108), of(20, 27));
        assert_eq!(of(0, 8), Fraction::ZERO);
        assert_eq!(of(1, -2), of(-1, 2));
        assert_eq!(Fraction::of(1, 0), None);
        let share = Share::try_from("37.5".to_owned()).expect("a share");
        assert_eq!(Fraction::of_share(share), of(3, 8));
    }

    #[test]
    fn differences_are_rounded_once_from_the_exact_value() {
        let printed = |now: Fraction, before| {
            now.minus(before).expect("small numbers").hundredths()
        };
        // 80/108 - 79/108 = 1/108 = 0,9259…: 0,93, not 74,07 - 73,15 = 0,92.
        assert_eq!(printed(of(80, 108), of(79, 108)), 93);
        assert_eq!(printed(of(26, 108), of(25, 108)), 93);
        assert_eq!(printed(of(79, 108), of(80, 108)), -93);
        assert_eq!(printed(of(1, 3), of(1, 3)), 0);
    }

    #[test]
    fn rounding_is_half_away_from_zero_at_the_threshold() {
        // 0,005 % = 1/20.000 is half a hundredth.
        assert_eq!(of(49_999, 1_000_000_000).hundredths(), 0);
        assert_eq!(of(1, 20_000).hundredths(), 1);
        assert_eq!(of(-1, 20_000).hundredths(), -1);
        assert_eq!(of(5_150, 656).hundredths(), 78_506);
        assert_eq!(of(i64::MAX, i64::MAX - 1).hundredths(), 10_000);
    }

    #[test]
    fn years_share_evenly_and_thresholds_are_exact() {
        let yearly = of(7, 8).minus(of(1, 2)).and_then(|gap| gap.per(5));
        assert_eq!(yearly, Some(of(3, 40)));
        assert_eq!(of(3, 40).hundredths(), 750);
        assert_eq!(of(79_996, 100_000).reaches(of(4, 5)), Some(false));
        assert_eq!(of(80_000, 100_000).reaches(of(4, 5)), Some(true));
        assert_eq!(of(80_001, 100_000).reaches(of(4, 5)), Some(true));
        assert_eq!(of(1, 2).per(0), None);
    }
}
