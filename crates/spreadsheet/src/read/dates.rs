//! Excel's day numbers as ISO text.

use calamine::ExcelDateTime;

use super::cell::Value;

/// One past 9999-12-31, the last day Excel shows.
const LAST_SERIAL: f64 = 2_958_466.0;

/// A cell with a date or time format: `2024-05-31`, `2024-05-31T07:30:00`,
/// `07:30:00`, or for `[h]:mm` a duration, `PT31H30M0S`. A serial that Excel
/// itself shows as `####` stays a number.
pub(super) fn value_of(date: &ExcelDateTime) -> Value {
    let serial = date.as_f64();
    if !(0.0..LAST_SERIAL).contains(&serial) {
        return Value::Number(serial);
    }
    if date.is_duration() {
        return Value::Date(duration(serial));
    }
    let (year, month, day, hour, minute, second, milli) = date.to_ymd_hms_milli();
    // Excel shows whole seconds; half a millisecond of float noise is none.
    debug_assert!(milli < 1_000);
    let day = format!("{year:04}-{month:02}-{day:02}");
    let time = format!("{hour:02}:{minute:02}:{second:02}");
    Value::Date(if serial < 1.0 && serial > 0.0 {
        time
    } else if time == "00:00:00" {
        day
    } else {
        format!("{day}T{time}")
    })
}

fn duration(days: f64) -> String {
    let seconds = format!("{:.0}", days * 86_400.0);
    let seconds: u64 = seconds.parse().expect("a duration below LAST_SERIAL days");
    format!("PT{}H{}M{}S", seconds / 3_600, seconds / 60 % 60, seconds % 60)
}

/// The day of an ISO timestamp; nothing where the text is no date.
pub(super) fn day_of(timestamp: &str) -> Option<String> {
    let day = timestamp.trim().get(..10)?;
    let shape = |(index, byte): (usize, u8)| match index {
        4 | 7 => byte == b'-',
        _ => byte.is_ascii_digit(),
    };
    let number = |from: usize, to: usize| day.get(from..to)?.parse::<u32>().ok();
    (day.bytes().enumerate().all(shape)
        && (1..=12).contains(&number(5, 7)?)
        && (1..=31).contains(&number(8, 10)?))
    .then(|| day.to_owned())
}

#[cfg(test)]
mod tests {
    use calamine::ExcelDateTimeType;

    use super::*;

    fn of_serial(serial: f64) -> Value {
        value_of(&ExcelDateTime::new(serial, ExcelDateTimeType::DateTime, false))
    }

    #[test]
    fn a_serial_is_a_day_a_moment_or_a_time() {
        assert_eq!(of_serial(45_443.0), Value::Date("2024-05-31".to_owned()));
        assert_eq!(of_serial(45_443.5), Value::Date("2024-05-31T12:00:00".to_owned()));
        assert_eq!(of_serial(0.5), Value::Date("12:00:00".to_owned()));
    }

    #[test]
    fn a_serial_excel_cannot_show_stays_a_number() {
        assert_eq!(of_serial(-1.0), Value::Number(-1.0));
        assert_eq!(of_serial(LAST_SERIAL), Value::Number(LAST_SERIAL));
    }

    #[test]
    fn hours_beyond_a_day_are_a_duration() {
        let long = ExcelDateTime::new(1.3125, ExcelDateTimeType::TimeDelta, false);
        assert_eq!(value_of(&long), Value::Date("PT31H30M0S".to_owned()));
    }

    #[test]
    fn only_a_date_has_a_day() {
        assert_eq!(day_of("2024-06-20T14:22:00Z").as_deref(), Some("2024-06-20"));
        assert_eq!(day_of("2024-13-20T14:22:00Z"), None);
        assert_eq!(day_of("hôm qua 12 giờ"), None);
    }
}
