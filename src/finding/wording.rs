//! Numbers, days and lists inside a sentence, as Vietnamese offices write them.

use jiff::civil::Date;

/// Day and month in digits: days below 10 and the months 1 and 2 carry a zero
/// (Decree 30/2020/NĐ-CP, annex I).
pub(crate) fn day_and_month(date: Date) -> (String, String) {
    let month = date.month();
    let month = if month <= 2 { format!("{month:02}") } else { month.to_string() };
    (format!("{:02}", date.day()), month)
}

/// `09/12/2024`, `01/7/2025`.
pub(crate) fn short_date(date: Date) -> String {
    let (day, month) = day_and_month(date);
    format!("{day}/{month}/{}", date.year())
}

/// `71236` as `71.236`.
pub(crate) fn count(value: i64) -> String {
    let digits = value.unsigned_abs().to_string();
    let mut grouped = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            grouped.push('.');
        }
        grouped.push(digit);
    }
    if value < 0 { format!("-{grouped}") } else { grouped }
}

/// A percentage for a sentence: `84,79`, without its sign.
pub(crate) fn percent(value: f64) -> String {
    let text = format!("{:.2}", value.abs());
    let (whole, part) = text.split_once('.').unwrap_or((&text, "00"));
    let whole = whole.parse().map_or_else(|_| whole.to_owned(), count);
    format!("{}{whole},{part}", if value < 0.0 { "-" } else { "" })
}

/// The first `shown` of some things, and how many there are beside them:
/// `A; B và 5 xã khác` with `what` = `xã`.
pub(crate) fn listed(things: &[String], shown: usize, what: &str) -> String {
    if things.len() <= shown + 1 {
        return things.join("; ");
    }
    format!("{} và {} {what} khác", things[..shown].join("; "), things.len() - shown)
}

/// The figures a sentence speaks of: digits with points and commas between them.
pub(crate) fn figures(text: &str) -> Vec<&str> {
    let of_figure = |letter: char| letter.is_ascii_digit() || ".,".contains(letter);
    text.split(|letter: char| !of_figure(letter))
        .map(|word| word.trim_matches(['.', ',']))
        .filter(|word| !word.is_empty())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_carry_dots_and_a_decimal_comma() {
        assert_eq!(count(7154), "7.154");
        assert_eq!(count(-141_906_000), "-141.906.000");
        assert_eq!(percent(84.794_9), "84,79");
        assert_eq!(percent(1785.06), "1.785,06");
        assert_eq!(percent(-0.5), "-0,50");
    }

    #[test]
    fn a_long_list_says_how_many_more() {
        let things: Vec<String> = ["A", "B", "C", "D"].map(str::to_owned).into();
        assert_eq!(listed(&things, 3, "xã"), "A; B; C; D");
        assert_eq!(listed(&things, 2, "xã"), "A; B và 2 xã khác");
    }
}
