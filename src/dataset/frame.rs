//! The figures as a Polars frame, and the sums over it.
//!
//! Values are 64-bit integers and every result is sorted after grouping, so
//! equal input gives equal output. The eager interface is used on purpose: the
//! lazy one would add minutes to a cold build for a frame of some thousand
//! rows.

use polars::prelude::{
    Column, DataFrame, NamedFrom, PlSmallStr, Series, SortMultipleOptions,
};

use super::columns::{COMMUNE, INDICATOR, PART, UNIT, VALUE};
use super::figures::{Figure, Part};

/// All figures of a year; a district's own figure has no commune.
pub(super) struct Frame(DataFrame);

impl Frame {
    pub(super) fn of(figures: &[Figure]) -> Self {
        let text = |name: &str, of: &dyn Fn(&Figure) -> String| -> Column {
            let values: Vec<String> = figures.iter().map(of).collect();
            Series::new(PlSmallStr::from_str(name), values).into()
        };
        let communes: Vec<Option<String>> =
            figures.iter().map(|figure| figure.commune.clone()).collect();
        let values: Vec<i64> = figures.iter().map(|figure| figure.value).collect();
        let columns = vec![
            text(INDICATOR, &|figure| figure.indicator.clone()),
            text(UNIT, &|figure| figure.unit.clone()),
            Series::new(PlSmallStr::from_static(COMMUNE), communes).into(),
            text(PART, &|figure| figure.part.code()),
            Series::new(PlSmallStr::from_static(VALUE), values).into(),
        ];
        let frame =
            DataFrame::new(figures.len(), columns).expect("columns of one length");
        Self(frame)
    }

    pub(super) fn by_province(&self) -> Vec<(String, Part, i64)> {
        let keys = [INDICATOR, PART];
        let rows = sums(&self.0, &keys);
        rows.into_iter()
            .map(|(keys, value)| {
                let [indicator, part] = fixed(keys);
                (indicator, Part::of_code(&part), value)
            })
            .collect()
    }

    pub(super) fn by_unit(&self) -> Vec<(String, String, Part, i64)> {
        let keys = [INDICATOR, UNIT, PART];
        let rows = sums(&self.0, &keys);
        rows.into_iter()
            .map(|(keys, value)| {
                let [indicator, unit, part] = fixed(keys);
                (indicator, unit, Part::of_code(&part), value)
            })
            .collect()
    }

    pub(super) fn by_commune(&self) -> Vec<(String, String, String, Part, i64)> {
        let named = self.0.column(COMMUNE).expect("a column of the frame").is_not_null();
        let communes = self.0.filter(&named).expect("a mask of the frame's height");
        let keys = [INDICATOR, UNIT, COMMUNE, PART];
        let rows = sums(&communes, &keys);
        rows.into_iter()
            .map(|(keys, value)| {
                let [indicator, unit, commune, part] = fixed(keys);
                (indicator, unit, commune, Part::of_code(&part), value)
            })
            .collect()
    }
}

/// Sums of the values by keys, sorted by the keys.
fn sums(frame: &DataFrame, keys: &[&str]) -> Vec<(Vec<String>, i64)> {
    if frame.height() == 0 {
        return Vec::new();
    }
    #[expect(deprecated, reason = "the replacement is the lazy engine: minutes of build")]
    let summed = frame
        .group_by(keys.iter().copied())
        .and_then(|groups| groups.select([VALUE]).sum())
        .and_then(|sums| sums.sort(keys.iter().copied(), SortMultipleOptions::default()))
        .expect("grouping by columns of the frame");
    let column = |name: &str| summed.column(name).expect("a key or the sum");
    let texts: Vec<Vec<String>> = keys
        .iter()
        .map(|key| {
            let values = column(key).str().expect("keys are text");
            values.iter().map(|value| value.unwrap_or_default().to_owned()).collect()
        })
        .collect();
    let sum = format!("{VALUE}_sum");
    let values = column(&sum).i64().expect("a sum of integers is an integer");
    values
        .iter()
        .enumerate()
        .map(|(row, value)| {
            let keys = texts.iter().map(|column| column[row].clone()).collect();
            (keys, value.unwrap_or_default())
        })
        .collect()
}

/// A row's keys, as many as were asked for.
fn fixed<const N: usize>(keys: Vec<String>) -> [String; N] {
    keys.try_into().expect("as many keys as grouped by")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::observation::Source;
    use crate::place::Address;

    fn figure(unit: &str, commune: Option<&str>, part: Part, value: i64) -> Figure {
        Figure {
            indicator: "D1".to_owned(),
            unit: unit.to_owned(),
            commune: commune.map(str::to_owned),
            part,
            value,
            level: None,
            origin: super::super::Origin {
                file: "a.xlsx".to_owned(),
                source: Source { sheet: "1".to_owned(), at: Address::new(0, 0) },
            },
        }
    }

    /// Districts of 1/1 and 0/99 make 1/100, not the mean of their rates.
    #[test]
    fn a_province_is_the_sum_of_parts_not_the_mean_of_rates() {
        let figures = [
            figure("ba-be", None, Part::Numerator, 1),
            figure("ba-be", None, Part::Denominator, 1),
            figure("na-ri", Some("Xã Côn Minh"), Part::Numerator, 0),
            figure("na-ri", Some("Xã Côn Minh"), Part::Denominator, 99),
        ];
        let frame = Frame::of(&figures);
        let expected = vec![
            ("D1".to_owned(), Part::Denominator, 100),
            ("D1".to_owned(), Part::Numerator, 1),
        ];
        assert_eq!(frame.by_province(), expected);
        assert_eq!(frame.by_commune().len(), 2);
    }

    #[test]
    fn nothing_gives_nothing() {
        assert!(Frame::of(&[]).by_province().is_empty());
    }
}
