//! Reads a share as an office states it; a check, never data.

use serde::{Deserialize, Serialize};

use spreadsheet::{Cell, Note, Value};

/// A share as an office states it.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub(crate) struct Rate {
    pub(crate) value: f64,
    /// Decimals as written; nothing for a number that is not rounded.
    pub(crate) decimals: Option<u32>,
    /// A `%` in the text or in the number format settles the scale.
    pub(crate) scale: Scale,
}

/// Whether 0,84 and 84 mean the same share.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Scale {
    /// 1 is the whole.
    Fraction,
    /// 100 is the whole.
    Percent,
    Unsettled,
}

/// Reads a cell as a rate; signs, blanks and words are no rate.
pub(crate) fn read(cell: &Cell) -> Option<Rate> {
    match &cell.value {
        Value::Number(value) if cell.shows_percent() => {
            Some(Rate { value: *value, decimals: None, scale: Scale::Fraction })
        }
        // `0.00"%"`: the sign is typed into the format and scales nothing.
        Value::Number(_) if cell.notes.has(Note::Literal) => rate_of_text(&cell.shown()),
        Value::Number(value) => {
            let text = value.to_string();
            let decimals = text.split_once('.').map_or(0, |(_, tail)| tail.len());
            Some(Rate {
                value: *value,
                decimals: u32::try_from(decimals).ok().filter(|decimals| *decimals <= 4),
                scale: Scale::Unsettled,
            })
        }
        Value::Text(text) => rate_of_text(text),
        Value::Bool(_) | Value::Date(_) | Value::Error(_) | Value::Uncalculated => None,
    }
}

fn rate_of_text(text: &str) -> Option<Rate> {
    let text = text.trim();
    let percent = text.contains('%');
    let bare: String = text.chars().filter(|c| *c != '%' && !c.is_whitespace()).collect();
    let number = bare.replace(',', ".");
    let value: f64 = number.parse().ok()?;
    let decimals = number.split_once('.').map_or(0, |(_, tail)| tail.len());
    Some(Rate {
        value,
        decimals: u32::try_from(decimals).ok(),
        scale: if percent { Scale::Percent } else { Scale::Unsettled },
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rate_knows_its_scale_only_from_a_percent_sign() {
        let of =
            |text: &str| read(&Cell::text(text)).map(|rate| (rate.value, rate.scale));
        assert_eq!(of("84,4%"), Some((84.4, Scale::Percent)));
        assert_eq!(of("84.4"), Some((84.4, Scale::Unsettled)));
        assert_eq!(of("0,844"), Some((0.844, Scale::Unsettled)));
        assert_eq!(of("-"), None);
    }
}
