//! The reference a printed figure carries, by which it is traced to its cells.
//!
//! `<indicator>.<unit>[.<commune>].<part>`: `D1.ba-be.n` is the numerator of
//! D1 in Ba Bể, `D1.tinh.d` the denominator of the province,
//! `D1.ba-be.xa-nam-mau.n` one commune's numerator. Parts are `n`, `d`, `r`
//! (registered), `p` (numerator over denominator) and `l` (levels). Money has
//! `budget` for an indicator and the parts `state`, `social`, `sum`. A commune
//! is named by its official name without marks, words joined by hyphens.

use std::fmt;

use crate::plan::key::Key;

/// Stands for the unit where the figure is the province's.
const PROVINCE: &str = "tinh";
/// Stands for the indicator where the figure is money.
pub(crate) const BUDGET: &str = "budget";

/// What a printed figure is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Reference {
    /// Code of the indicator, or `budget`.
    pub(crate) indicator: String,
    /// Code of the unit; nothing for the province.
    pub(crate) unit: Option<String>,
    /// Slug of the commune's official name.
    pub(crate) commune: Option<String>,
    pub(crate) part: Part,
}

/// Which part of it is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Part {
    Numerator,
    Denominator,
    Registered,
    Percent,
    Levels,
    StateBudget,
    SocialBudget,
    /// Both kinds of money together.
    Money,
}

impl Part {
    const ALL: [Self; 8] = [
        Part::Numerator,
        Part::Denominator,
        Part::Registered,
        Part::Percent,
        Part::Levels,
        Part::StateBudget,
        Part::SocialBudget,
        Part::Money,
    ];

    fn code(self) -> &'static str {
        match self {
            Part::Numerator => "n",
            Part::Denominator => "d",
            Part::Registered => "r",
            Part::Percent => "p",
            Part::Levels => "l",
            Part::StateBudget => "state",
            Part::SocialBudget => "social",
            Part::Money => "sum",
        }
    }

    /// What the figure is called.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Part::Numerator => "số đạt",
            Part::Denominator => "tổng số",
            Part::Registered => "số đăng ký",
            Part::Percent => "tỷ lệ (%)",
            Part::Levels => "mức độ",
            Part::StateBudget => "ngân sách nhà nước",
            Part::SocialBudget => "xã hội hóa",
            Part::Money => "tổng kinh phí",
        }
    }

    fn is_money(self) -> bool {
        matches!(self, Part::StateBudget | Part::SocialBudget | Part::Money)
    }
}

impl Reference {
    pub(crate) fn province(indicator: &str, part: Part) -> Self {
        Self { indicator: indicator.to_owned(), unit: None, commune: None, part }
    }

    pub(crate) fn unit(indicator: &str, unit: &str, part: Part) -> Self {
        Self { unit: Some(unit.to_owned()), ..Self::province(indicator, part) }
    }

    pub(crate) fn commune(
        indicator: &str,
        unit: &str,
        commune: &str,
        part: Part,
    ) -> Self {
        Self { commune: Some(slug(commune)), ..Self::unit(indicator, unit, part) }
    }

    /// Money of one unit, or of all together.
    pub(crate) fn budget(unit: Option<&str>, part: Part) -> Self {
        Self { unit: unit.map(str::to_owned), ..Self::province(BUDGET, part) }
    }

    /// What the parts of a figure have in common: "D1.ba-be", "D1.tinh".
    pub(crate) fn subject(indicator: &str, unit: Option<&str>) -> String {
        format!("{indicator}.{}", unit.unwrap_or(PROVINCE))
    }

    /// Reads such a common part: indicator, and unit unless it is the province.
    pub(crate) fn parse_subject(text: &str) -> Option<(&str, Option<&str>)> {
        let (indicator, unit) = text.split_once('.')?;
        let whole = !indicator.is_empty() && !unit.is_empty() && !unit.contains('.');
        whole.then_some((indicator, (unit != PROVINCE).then_some(unit)))
    }

    /// Reads a reference; nothing if it is none.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let pieces: Vec<&str> = text.split('.').collect();
        let (indicator, unit, commune, code) = match pieces.as_slice() {
            [indicator, unit, code] => (indicator, unit, None, code),
            [indicator, unit, commune, code] => (indicator, unit, Some(commune), code),
            [..] => return None,
        };
        let part = Part::ALL.into_iter().find(|part| part.code() == *code)?;
        let named = [Some(indicator), Some(unit), commune];
        let empty = named.iter().flatten().any(|name| name.is_empty());
        let of_province = *unit == PROVINCE;
        let is_money = *indicator == BUDGET;
        if empty || (of_province && commune.is_some()) || is_money != part.is_money() {
            return None;
        }
        Some(Self {
            indicator: (*indicator).to_owned(),
            unit: (!of_province).then(|| (*unit).to_owned()),
            commune: commune.map(|name| (*name).to_owned()),
            part,
        })
    }
}

impl fmt::Display for Reference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}", self.indicator, self.unit.as_deref().unwrap_or(PROVINCE))?;
        if let Some(commune) = &self.commune {
            write!(f, ".{commune}")?;
        }
        write!(f, ".{}", self.part.code())
    }
}

/// A name in small ASCII letters: `Xã Nam Mẫu` is `xa-nam-mau`.
pub(crate) fn slug(name: &str) -> String {
    Key::of(name).plain.replace(' ', "-")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_are_written_in_one_way() {
        let printed = [
            Reference::unit("D1", "ba-be", Part::Numerator).to_string(),
            Reference::province("D1", Part::Denominator).to_string(),
            Reference::commune("D1", "ba-be", "Xã Nam Mẫu", Part::Registered).to_string(),
            Reference::budget(Some("so-y-te"), Part::StateBudget).to_string(),
            Reference::budget(None, Part::Money).to_string(),
        ];
        let expected = [
            "D1.ba-be.n",
            "D1.tinh.d",
            "D1.ba-be.xa-nam-mau.r",
            "budget.so-y-te.state",
            "budget.tinh.sum",
        ];
        assert_eq!(printed, expected);
    }

    #[test]
    fn what_is_written_can_be_read() {
        for part in Part::ALL {
            let references = if part.is_money() {
                vec![Reference::budget(None, part), Reference::budget(Some("ldld"), part)]
            } else {
                vec![
                    Reference::province("A1", part),
                    Reference::unit("A1", "tp-bac-kan", part),
                    Reference::commune("C2", "na-ri", "Thị trấn Yến Lạc", part),
                ]
            };
            for reference in references {
                assert_eq!(Reference::parse(&reference.to_string()), Some(reference));
            }
        }
    }

    #[test]
    fn what_is_no_reference_is_refused() {
        for text in
            ["", "D1", "D1.n", "D1..n", "D1.ba-be.x", "D1.tinh.xa.n", "budget.tinh.n"]
        {
            assert_eq!(Reference::parse(text), None, "{text}");
        }
        assert_eq!(Reference::parse("D1.ba-be.state"), None);
        assert_eq!(Reference::parse("D1.a.b.c.n"), None);
    }

    #[test]
    fn the_annex_of_sources_names_figures_without_their_part() {
        assert_eq!(Reference::subject("D1", Some("ba-be")), "D1.ba-be");
        assert_eq!(Reference::parse_subject("D1.ba-be"), Some(("D1", Some("ba-be"))));
        assert_eq!(Reference::parse_subject("D1.tinh"), Some(("D1", None)));
        for text in ["D1", "D1.", ".ba-be", "D1.ba-be.n"] {
            assert_eq!(Reference::parse_subject(text), None, "{text}");
        }
    }

    #[test]
    fn communes_of_one_district_have_different_slugs() {
        let project = std::path::Path::new("no such project");
        let plan = crate::plan::load(project).expect("embedded registers");
        for district in plan.districts() {
            let mut slugs: Vec<String> =
                district.communes.iter().map(|commune| slug(&commune.name)).collect();
            slugs.sort();
            let all = slugs.len();
            slugs.dedup();
            assert_eq!(slugs.len(), all, "{}", district.code);
        }
    }
}
