//! A percentage kept exactly: 37.5 is 375/1000, never a floating number.
//!
//! Verdicts compare fractions before rounding: 79,996% prints as 80,00% and
//! does not reach 80%.

use std::fmt;

use serde::Deserialize;

/// A part of a whole between nothing and all of it, in lowest decimal terms:
/// the denominator is 1000 or a larger power of ten.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub(crate) struct Share {
    pub(crate) numerator: u32,
    pub(crate) denominator: u32,
}

impl Share {
    /// Whether `count` of `total` is at least this share. Of nothing, no share
    /// is reached.
    pub(crate) fn reached_by(self, count: u64, total: u64) -> bool {
        let have = u128::from(count) * u128::from(self.denominator);
        let need = u128::from(total) * u128::from(self.numerator);
        total > 0 && have >= need
    }

    /// The smallest count of `total` that reaches this share: 37,5% of 8 is 3.
    pub(crate) fn needed(self, total: u64) -> u64 {
        let need = u128::from(total) * u128::from(self.numerator);
        u64::try_from(need.div_ceil(u128::from(self.denominator)))
            .expect("a share of a total is not more than the total")
    }

    /// As a number of percent, exact for every share of up to four decimals.
    pub(crate) fn percent(self) -> f64 {
        f64::from(self.numerator) * 100.0 / f64::from(self.denominator)
    }
}

impl TryFrom<String> for Share {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        let wrong = || {
            format!(
                "“{text}” không phải tỷ lệ phần trăm từ 0 đến 100; \
                 viết số thập phân với dấu chấm, ví dụ \"37.5\""
            )
        };
        let (whole, part) = text.split_once('.').unwrap_or((&text, "0"));
        let digits = |text: &str| {
            !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
        };
        if !digits(whole) || !digits(part) || whole.len() > 3 {
            return Err(wrong());
        }
        let part = part.trim_end_matches('0');
        let part = if part.is_empty() { "0" } else { part };
        if part.len() > 4 {
            return Err(wrong());
        }
        let scale = part.bytes().fold(1, |scale: u32, _| scale * 10);
        let numerator: u32 = format!("{whole}{part}").parse().map_err(|_| wrong())?;
        let denominator = 100 * scale;
        if numerator > denominator {
            Err(wrong())
        } else {
            Ok(Self { numerator, denominator })
        }
    }
}

/// Percent with a Vietnamese decimal comma and no sign: "37,5".
impl fmt::Display for Share {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let scale = self.denominator / 100;
        let (whole, part) = (self.numerator / scale, self.numerator % scale);
        if part == 0 {
            return write!(f, "{whole}");
        }
        let width = scale.ilog10() as usize;
        let part = format!("{part:0width$}");
        write!(f, "{whole},{}", part.trim_end_matches('0'))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn share(text: &str) -> Share {
        Share::try_from(text.to_owned()).expect("a share")
    }

    #[test]
    fn percentages_are_exact_fractions() {
        assert_eq!(share("37.5"), Share { numerator: 375, denominator: 1000 });
        assert_eq!(share("80"), Share { numerator: 800, denominator: 1000 });
        assert_eq!(share("37.50"), share("37.5"));
        assert_eq!(share("0.0625"), Share { numerator: 625, denominator: 1_000_000 });
    }

    #[test]
    fn a_threshold_is_reached_at_it_and_not_below() {
        assert!(share("87.5").reached_by(7, 8));
        assert!(!share("87.5").reached_by(6, 8));
        assert!(!share("80").reached_by(79_996, 100_000));
        assert!(share("80").reached_by(80_000, 100_000));
        assert!(!share("0").reached_by(0, 0));
    }

    #[test]
    fn eighths_are_counted() {
        let eighths = ["25", "37.5", "50", "87.5"].map(|text| share(text).needed(8));
        assert_eq!(eighths, [2, 3, 4, 7]);
        assert_eq!(share("90").needed(8), 8);
    }

    #[test]
    fn printing_uses_a_comma() {
        assert_eq!(share("37.5").to_string(), "37,5");
        assert_eq!(share("80").to_string(), "80");
        assert_eq!(share("0.05").to_string(), "0,05");
        assert_eq!(share("37.5").percent(), 37.5);
    }

    #[test]
    fn what_is_no_percentage_is_refused() {
        for text in ["", "37,5", "100.1", "-1", "80%", "1e2", "0.12345", ".5", "5."] {
            assert!(Share::try_from(text.to_owned()).is_err(), "{text}");
        }
    }
}
