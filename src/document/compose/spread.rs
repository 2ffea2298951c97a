//! How far the districts lie apart: the highest and the lowest of each
//! indicator in words, all of them in one picture.

use crate::document::Material;
use crate::document::report::Passage;
use crate::document::report::results::{DotLine, DotPlot};
use crate::document::text::upper_first;
use crate::document::text::{listed, lower_first};
use crate::document::wording::{percent, percent_number};
use crate::plan::indicator::Level;
use crate::plan::unit::District;

use super::shape::Case;
use super::{Numbering, offices};

/// One indicator with the rates of its districts.
struct Spread<'a> {
    case: Case<'a>,
    /// In the order of the register: district, numerator, denominator.
    rates: Vec<(&'a District, i64, i64)>,
}

impl<'a> Spread<'a> {
    /// Nothing where fewer than two districts have a rate.
    fn of(material: &Material<'a>, case: Case<'a>) -> Option<Self> {
        if case.indicator.by == Level::Province || !is_counted(material, &case) {
            return None;
        }
        case.ratio()?;
        let districts = material.plan.expected_districts();
        let rates: Vec<_> = districts
            .into_iter()
            .filter_map(|district| {
                let tally = material.of_unit(&case.indicator.code, &district.code)?;
                let denominator = tally.denominator.filter(|total| *total > 0)?;
                Some((district, tally.numerator?, denominator))
            })
            .collect();
        (rates.len() > 1).then_some(Self { case, rates })
    }

    fn all(material: &Material<'a>) -> Vec<Self> {
        let cases = Case::all(material).into_iter();
        cases.filter_map(|case| Self::of(material, case)).collect()
    }

    /// Those at one end, with their rate: several where they are equal.
    fn end(&self, highest: bool) -> (Vec<&'a District>, String) {
        let order = |one: &(&District, i64, i64), other: &(&District, i64, i64)| {
            let left = i128::from(one.1) * i128::from(other.2);
            left.cmp(&(i128::from(other.1) * i128::from(one.2)))
        };
        let ends = self.rates.iter();
        let end = if highest {
            ends.max_by(|a, b| order(a, b))
        } else {
            ends.min_by(|a, b| order(a, b))
        };
        let end = end.expect("a spread has two rates");
        let equal = self.rates.iter().filter(|rate| order(rate, end).is_eq());
        let rate = percent(Some(end.1), Some(end.2));
        (equal.map(|(district, ..)| *district).collect(), rate)
    }

    /// How many districts reach the target themselves.
    fn reaching(&self) -> Option<usize> {
        let target = self.case.standing.target?;
        let count = self.rates.iter().filter(|(_, numerator, denominator)| {
            match (u64::try_from(*numerator), u64::try_from(*denominator)) {
                (Ok(numerator), Ok(denominator)) => {
                    target.reached_by(numerator, denominator)
                }
                (..) => false,
            }
        });
        Some(count.count())
    }
}

/// Shares of yes and no say nothing about one district.
fn is_counted(material: &Material<'_>, case: &Case<'_>) -> bool {
    !case.indicator.eighths && material.plan.variable(&case.indicator.variable).is_some()
}

/// "Gia đình học tập: cao nhất thành phố Bắc Kạn (90,48%), thấp nhất huyện Na
/// Rì (81,69%); 08/08 huyện, thành phố đạt từ 80% trở lên;".
pub(super) fn items(material: &Material<'_>) -> Vec<Passage> {
    let spreads = Spread::all(material);
    let texts = listed(spreads.iter().map(|spread| item(material, spread)).collect());
    let keys = spreads
        .iter()
        .map(|spread| format!("results.districts.{}", spread.case.indicator.code));
    keys.zip(texts).map(|(key, text)| Passage::new(key, text)).collect()
}

fn item(material: &Material<'_>, spread: &Spread<'_>) -> String {
    let named = |highest| {
        let (districts, rate) = spread.end(highest);
        let codes: Vec<&str> =
            districts.iter().map(|district| district.code.as_str()).collect();
        format!("{} ({rate}%)", offices::names(material.plan, &codes))
    };
    let case = &spread.case;
    let reaching = spread.reaching().zip(case.standing.target).map(|(count, target)| {
        let all = spread.rates.len();
        format!(", {count}/{all} {} đạt từ {target}% trở lên", material.plan.tier.name)
    });
    let (lowest, rate) = spread.end(false);
    if lowest.len() == spread.rates.len() {
        return format!(
            "{}: các {} cùng mức {rate}%{}",
            case.indicator.short,
            material.plan.tier.name,
            reaching.unwrap_or_default()
        );
    }
    format!(
        "{}: cao nhất {}, thấp nhất {}{}",
        case.indicator.short,
        named(true),
        named(false),
        reaching.unwrap_or_default()
    )
}

/// All districts on one line an indicator.
pub(super) fn plot(material: &Material<'_>, numbers: &mut Numbering) -> Option<DotPlot> {
    let spreads = Spread::all(material);
    if spreads.is_empty() {
        return None;
    }
    let horizon = material.assessment.horizon;
    let said: Vec<String> = spreads.iter().map(in_words).collect();
    Some(DotPlot {
        title: numbers.figure(&format!(
            "Tỷ lệ đạt theo {} năm {}",
            material.plan.tier.name, material.year
        )),
        alt: format!(
            "Biểu đồ điểm: mỗi chỉ tiêu một dòng, mỗi {} một điểm, cùng \
             mức của tỉnh và mục tiêu năm {horizon}. {}.",
            material.plan.tier.name,
            said.join("; ")
        ),
        unit_label: upper_first(&material.plan.tier.name),
        target_label: format!("Mục tiêu năm {horizon}"),
        lines: spreads.iter().map(|spread| line(material, spread)).collect(),
    })
}

fn line(material: &Material<'_>, spread: &Spread<'_>) -> DotLine {
    let case = &spread.case;
    let end = |highest| {
        let (districts, rate) = spread.end(highest);
        let name = match districts.as_slice() {
            [one] => one.bare().to_owned(),
            several => format!("{} {}", several.len(), material.plan.tier.one),
        };
        format!("{name} {rate}")
    };
    DotLine {
        label: format!("{}. {}", case.indicator.code, case.indicator.short),
        districts: spread
            .rates
            .iter()
            .filter_map(|(_, numerator, denominator)| {
                percent_number(*numerator, *denominator)
            })
            .collect(),
        province: case.ratio().and_then(|(part, whole)| percent_number(part, whole)),
        target: case.standing.target.map(|share| share.percent()),
        lowest: end(false),
        highest: end(true),
    }
}

/// "Gia đình học tập: Ba Bể 83,91%, …, toàn tỉnh 84,79%".
fn in_words(spread: &Spread<'_>) -> String {
    let rates = spread.rates.iter().map(|(district, numerator, denominator)| {
        let rate = percent(Some(*numerator), Some(*denominator));
        format!("{} {rate}%", district.bare())
    });
    let rates: Vec<String> = rates.collect();
    let province = spread
        .case
        .ratio()
        .map(|(part, whole)| percent(Some(part), Some(whole)))
        .unwrap_or_default();
    let name = lower_first(&spread.case.indicator.short);
    format!("{name}: {}, toàn tỉnh {province}%", rates.join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::compose::fixture::{Fixture, tally};

    #[test]
    fn the_ends_are_named_and_those_that_reach_the_target_counted() {
        let mut fixture = Fixture::new(2024);
        fixture.count("D1", "tp-bac-kan", tally(90, 100));
        fixture.count("D1", "ba-be", tally(80, 100));
        fixture.count("D1", "na-ri", tally(799, 1000));
        fixture.count("D1", "pac-nam", tally(900, 1000));
        let items = items(&fixture.material());
        assert_eq!(items[0].key, "results.districts.D1");
        assert_eq!(
            items[0].text,
            "Gia đình học tập: cao nhất thành phố Bắc Kạn; huyện Pác Nặm (90,00%), thấp \
             nhất huyện Na Rì (79,90%), 3/4 huyện, thành phố đạt từ 80% trở lên."
        );
        assert!(!items[0].text.contains("cùng mức"));
        let mut same = Fixture::new(2024);
        same.count_everywhere("D1", &tally(0, 100));
        assert_eq!(
            super::items(&same.material())[0].text,
            "Gia đình học tập: các huyện, thành phố cùng mức 0,00%, 0/8 huyện, thành phố \
             đạt từ 80% trở lên."
        );
        let plot = plot(&fixture.material(), &mut Numbering::default()).expect("rates");
        assert_eq!(plot.lines[0].districts, [90.0, 80.0, 79.9, 90.0]);
        assert_eq!(plot.lines[0].highest, "2 huyện 90,00");
        assert!(plot.alt.contains("Na Rì 79,90%"), "{}", plot.alt);
    }
}
