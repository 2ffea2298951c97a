//! The list of sources: every figure used, with the cell it was read from, as
//! a CSV file that Excel opens by itself.

use crate::dataset::{self, Figure};
use crate::observation::{Amount, Source};

use super::Material;
use super::reference::{Part, Reference};
use super::text::clean;

/// Without it Excel takes UTF-8 for the code page of the machine.
const BYTE_ORDER_MARK: &str = "\u{feff}";

const HEADER: [&str; 9] = [
    "indicator",
    "unit",
    "commune",
    "measure",
    "value",
    "file",
    "sheet",
    "cell",
    "reference",
];

/// The measures of money.
pub(super) const STATE: &str = "state-dong";
const SOCIAL: &str = "social-dong";

/// The content of `nguon-so-lieu.csv`: figures in the order of the dataset,
/// then money in đồng.
pub(crate) fn csv(material: &Material<'_>) -> Vec<u8> {
    written(&HEADER.map(str::to_owned), records(material))
}

/// The same of several years, oldest first, the year in front.
pub(crate) fn csv_of_years(years: &[Material<'_>]) -> Vec<u8> {
    let [i, u, c, m, v, f, s, a, r] = HEADER.map(str::to_owned);
    let header = ["year".to_owned(), i, u, c, m, v, f, s, a, r];
    let of_year = |material: &Material<'_>| {
        let year = material.year.to_string();
        let dated =
            records(material).into_iter().map(move |[i, u, c, m, v, f, s, a, r]| {
                [year.clone(), i, u, c, m, v, f, s, a, r]
            });
        dated.collect::<Vec<_>>()
    };
    written(&header, years.iter().flat_map(of_year).collect())
}

fn written<const N: usize>(header: &[String; N], records: Vec<[String; N]>) -> Vec<u8> {
    let mut writer = csv::Writer::from_writer(BYTE_ORDER_MARK.as_bytes().to_vec());
    for record in std::iter::once(header).chain(&records) {
        writer.write_record(record).expect("a record of texts fits a vector");
    }
    writer.into_inner().expect("a vector is always flushed")
}

fn records(material: &Material<'_>) -> Vec<[String; 9]> {
    let figures = material.dataset.figures.iter().map(|figure| {
        let origin = &figure.origin;
        [
            harmless(&figure.indicator),
            harmless(&figure.unit),
            harmless(figure.commune.as_deref().unwrap_or_default()),
            harmless(&figure.part.code()),
            figure.value.to_string(),
            harmless(&origin.file),
            harmless(&origin.source.sheet),
            origin.source.at.to_string(),
            reference(figure),
        ]
    });
    let money = money(material).into_iter().map(|(unit, measure, file, amount)| {
        let Source { sheet, at } = &amount.source;
        let kind = if measure == STATE { Part::StateBudget } else { Part::SocialBudget };
        [
            "budget".to_owned(),
            harmless(unit),
            String::new(),
            measure.to_owned(),
            amount.dong.to_string(),
            harmless(file),
            harmless(sheet),
            at.to_string(),
            Reference::budget(Some(unit), kind).to_string(),
        ]
    });
    figures.chain(money).collect()
}

/// The reference under which a figure, or what it is part of, is printed.
fn reference(figure: &Figure) -> String {
    let part = match figure.part {
        dataset::Part::Numerator => Part::Numerator,
        dataset::Part::Denominator => Part::Denominator,
        dataset::Part::Registered => Part::Registered,
        dataset::Part::Level(_) => Part::Levels,
    };
    let (code, unit) = (&figure.indicator, &figure.unit);
    let reference = match &figure.commune {
        Some(commune) => Reference::commune(code, unit, commune, part),
        None => Reference::unit(code, unit, part),
    };
    reference.to_string()
}

/// Sums of money as stated: unit, kind, file, amount.
pub(super) fn money<'a>(
    material: &Material<'a>,
) -> Vec<(&'a str, &'static str, &'a str, &'a Amount)> {
    let mut amounts = Vec::new();
    for accepted in material.accepted {
        let statement = accepted.statement();
        let kinds =
            [(STATE, &statement.state_budget), (SOCIAL, &statement.social_budget)];
        for (measure, amount) in kinds {
            if let Some(amount) = amount {
                amounts.push((statement.unit.as_str(), measure, accepted.file(), amount));
            }
        }
    }
    amounts.sort_by_key(|(unit, measure, file, _)| (*unit, *measure, *file));
    amounts
}

/// A text that Excel shows and never computes: names of files and sheets are
/// the offices' own, and a cell that begins with `=` would be a formula.
fn harmless(text: &str) -> String {
    let text = clean(text);
    if text.starts_with(['=', '+', '-', '@']) { format!("'{text}") } else { text }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dataset::{Origin, Part};
    use crate::document::compose::fixture::Fixture;
    use crate::place::Address;

    #[test]
    fn excel_reads_a_list_of_cells_and_computes_nothing() {
        let mut fixture = Fixture::new(2024);
        fixture.dataset.figures.push(Figure {
            indicator: "D1".to_owned(),
            unit: "ba-be".to_owned(),
            commune: Some("Xã Nam Mẫu".to_owned()),
            part: Part::Numerator,
            value: 445,
            level: None,
            origin: Origin {
                file: "=cmd|' /C calc'!A1.xlsx".to_owned(),
                source: Source { sheet: "\t@SUM(1)".to_owned(), at: Address::new(13, 2) },
            },
        });
        let text = String::from_utf8(csv(&fixture.material())).expect("UTF-8");
        let expected = "\u{feff}indicator,unit,commune,measure,value,file,sheet,cell,reference\n\
            D1,ba-be,Xã Nam Mẫu,numerator,445,'=cmd|' /C calc'!A1.xlsx,'@SUM(1),C14,D1.ba-be.xa-nam-mau.n\n";
        assert_eq!(text, expected);
    }
}
