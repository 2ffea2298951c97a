//! Dates in registers: days, yearly dates, and the time something is valid.
//!
//! Registers write dates as text, "2021-09-24" and "12-15".

use std::fmt;

use jiff::civil::Date;
use serde::de::Error as _;
use serde::{Deserialize, Deserializer};

/// The days on which something holds; an open end holds forever.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Validity {
    pub(crate) from: Option<Date>,
    pub(crate) to: Option<Date>,
}

impl Validity {
    pub(crate) fn holds_on(self, day: Date) -> bool {
        self.from.is_none_or(|from| from <= day) && self.to.is_none_or(|to| day <= to)
    }

    /// Whether it holds on the last day of a year, by which the year is judged.
    pub(crate) fn holds_at_end_of(self, year: i16) -> bool {
        Date::new(year, 12, 31).is_ok_and(|end| self.holds_on(end))
    }

    /// Whether it holds on some day of a year.
    pub(crate) fn touches(self, year: i16) -> bool {
        self.from.is_none_or(|from| from.year() <= year) && self.ends_in_or_after(year)
    }

    pub(crate) fn ends_in_or_after(self, year: i16) -> bool {
        self.to.is_none_or(|to| year <= to.year())
    }

    /// The first day on which something else may hold.
    pub(super) fn day_after(self) -> Option<Date> {
        self.to.and_then(|to| to.tomorrow().ok())
    }

    pub(super) fn is_backwards(self) -> bool {
        matches!((self.from, self.to), (Some(from), Some(to)) if from > to)
    }
}

/// A day of every year: a deadline, the day titles become final.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub(crate) struct YearlyDate {
    pub(crate) month: i8,
    pub(crate) day: i8,
}

impl YearlyDate {
    pub(crate) fn in_year(self, year: i16) -> Date {
        Date::new(year, self.month, self.day).expect("no yearly date is 29 February")
    }
}

impl TryFrom<String> for YearlyDate {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        // 2023 has no 29 February, so what passes exists in every year.
        let date = parse(&format!("2023-{text}"))
            .map_err(|_| format!("“{text}” không phải ngày trong năm; viết \"12-15\""))?;
        Ok(Self { month: date.month(), day: date.day() })
    }
}

/// Prints as in the register: "12-15".
impl fmt::Display for YearlyDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:02}-{:02}", self.month, self.day)
    }
}

fn parse(text: &str) -> Result<Date, String> {
    let date: Option<Date> = text.parse().ok();
    // The parser knows more forms of a date than a register should.
    date.filter(|date| date.to_string() == text).ok_or_else(|| {
        format!("ngày “{text}” không hợp lệ; viết theo dạng \"2021-09-24\"")
    })
}

/// For `deserialize_with`: a day that must be there.
pub(super) fn day<'de, D: Deserializer<'de>>(source: D) -> Result<Date, D::Error> {
    parse(&String::deserialize(source)?).map_err(D::Error::custom)
}

/// For `deserialize_with`: several days.
pub(super) fn days<'de, D: Deserializer<'de>>(source: D) -> Result<Vec<Date>, D::Error> {
    let texts = Vec::<String>::deserialize(source)?;
    texts
        .iter()
        .map(|text| parse(text))
        .collect::<Result<_, _>>()
        .map_err(D::Error::custom)
}

/// For `deserialize_with`, with `default`: a day that may be absent.
pub(super) fn some_day<'de, D: Deserializer<'de>>(
    source: D,
) -> Result<Option<Date>, D::Error> {
    day(source).map(Some)
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn both_ends_are_valid_days() {
        let legacy =
            Validity { from: Some(date(2020, 2, 1)), to: Some(date(2025, 6, 30)) };
        assert!(legacy.holds_on(date(2020, 2, 1)));
        assert!(legacy.holds_on(date(2025, 6, 30)));
        assert!(!legacy.holds_on(date(2025, 7, 1)));
        assert!(legacy.touches(2025));
        assert!(!legacy.touches(2026));
        assert!(Validity::default().touches(1945));
    }

    #[test]
    fn only_one_way_to_write_a_day() {
        assert_eq!(parse("2021-09-24"), Ok(date(2021, 9, 24)));
        for text in ["2021-13-01", "24/9/2021", "20210924", "2021-09-24T00:00:00", ""] {
            assert!(parse(text).is_err(), "{text}");
        }
    }

    #[test]
    fn a_yearly_date_exists_every_year() {
        let deadline = YearlyDate::try_from("12-15".to_owned()).expect("a date");
        assert_eq!(deadline.in_year(2024), date(2024, 12, 15));
        assert!(YearlyDate::try_from("02-29".to_owned()).is_err());
    }
}
