//! Years and percentage points in running text, and the keys of what is said.

use crate::document::report::Passage;
use crate::document::text::listed;
use crate::document::wording::{self, hundredths};
use crate::history::fraction::Fraction;

/// A passage of a review: its keys are apart from those of the annual report,
/// for a horizon year has both.
pub(super) fn passage(key: impl std::fmt::Display, text: impl Into<String>) -> Passage {
    Passage::new(format!("review.{key}"), text)
}

/// Entries of a list as key and text, each with its final mark.
pub(super) fn list<K: std::fmt::Display>(entries: Vec<(K, String)>) -> Vec<Passage> {
    let (keys, texts): (Vec<K>, Vec<String>) = entries.into_iter().unzip();
    keys.into_iter().zip(listed(texts)).map(|(key, text)| passage(key, text)).collect()
}

/// Years in a row are drawn together: "2021 - 2023, 2025".
pub(super) fn years(years: &[i16]) -> String {
    let mut runs: Vec<(i16, i16)> = Vec::new();
    for year in years {
        match runs.last_mut() {
            Some((_, end)) if *end + 1 == *year => *end = *year,
            _ => runs.push((*year, *year)),
        }
    }
    let said = runs.iter().map(|(start, end)| match end - start {
        0 => start.to_string(),
        1 => format!("{start}, {end}"),
        _ => format!("{start} - {end}"),
    });
    said.collect::<Vec<String>>().join(", ")
}

/// "năm 2021", "các năm 2021 - 2023, 2025".
pub(super) fn in_years(listed: &[i16]) -> String {
    let word = if listed.len() == 1 { "năm" } else { "các năm" };
    format!("{word} {}", years(listed))
}

/// The size of a difference: "4,92 điểm phần trăm".
pub(super) fn points(difference: Fraction) -> String {
    format!("{} điểm phần trăm", size(difference))
}

/// Without a sign: "4,92"; of less than half a hundredth "dưới 0,01".
pub(super) fn size(difference: Fraction) -> String {
    let printed = hundredths(difference.hundredths().abs());
    if difference == Fraction::ZERO {
        printed
    } else {
        wording::size(&printed).to_owned()
    }
}

/// "tăng 4,92 điểm phần trăm", "giảm …", "không đổi".
pub(super) fn change(difference: Fraction) -> String {
    if difference == Fraction::ZERO {
        "không đổi".to_owned()
    } else if difference.is_negative() {
        format!("giảm {}", points(difference))
    } else {
        format!("tăng {}", points(difference))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(numerator: i64, denominator: i64) -> Fraction {
        Fraction::of(numerator, denominator).expect("a fraction")
    }

    #[test]
    fn years_in_a_row_are_drawn_together() {
        assert_eq!(years(&[2021]), "2021");
        assert_eq!(years(&[2021, 2022]), "2021, 2022");
        assert_eq!(years(&[2021, 2022, 2023, 2025]), "2021 - 2023, 2025");
        assert_eq!(in_years(&[2024]), "năm 2024");
        assert_eq!(in_years(&[2021, 2023]), "các năm 2021, 2023");
    }

    #[test]
    fn differences_are_percentage_points_with_a_word_for_their_direction() {
        assert_eq!(change(of(1, 108)), "tăng 0,93 điểm phần trăm");
        assert_eq!(change(of(-1, 108)), "giảm 0,93 điểm phần trăm");
        assert_eq!(change(Fraction::ZERO), "không đổi");
        assert_eq!(change(of(1, 1_000_000)), "tăng dưới 0,01 điểm phần trăm");
    }
}
