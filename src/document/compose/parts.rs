//! What each body counted of an indicator that several bodies of the province
//! share out among them. Districts have tables of their own.

use super::offices;
use super::shape::{Case, Shape};
use crate::document::Material;
use crate::document::wording::count_or_sign;

/// "; trong đó Sở Giáo dục và Đào tạo 173/289, Sở … 7/9"; nothing where a single
/// body, or the districts, count it.
pub(super) fn by_body(material: &Material<'_>, case: &Case<'_>) -> Option<String> {
    let plan = material.plan;
    let bodies: Vec<&str> = case
        .standing
        .reported
        .iter()
        .map(String::as_str)
        .filter(|code| plan.body(code).is_some())
        .collect();
    if case.shape() != Shape::Ratio || bodies.len() < 2 {
        return None;
    }
    let part = |code: &str| {
        let key = (case.indicator.code.clone(), code.to_owned());
        let tally = material.dataset.units.get(&key)?;
        let [numerator, denominator] =
            [tally.numerator, tally.denominator].map(count_or_sign);
        Some(format!("{} {numerator}/{denominator}", offices::agency(plan, code)))
    };
    let parts: Vec<String> = bodies.into_iter().filter_map(part).collect();
    Some(format!("; trong đó {}", parts.join(", ")))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::compose::fixture::{Fixture, tally};

    #[test]
    fn bodies_that_share_an_indicator_are_named_with_their_parts() {
        let mut fixture = Fixture::new(2024);
        fixture.count("C1", "so-gddt", tally(173, 289));
        fixture.count("C1", "so-ldtbxh", tally(7, 9));
        let material = fixture.material();
        let c1 = fixture.plan.indicator("C1").expect("an indicator of the plan");
        assert_eq!(
            by_body(&material, &Case::new(&material, c1)).as_deref(),
            Some(
                "; trong đó Sở Giáo dục và Đào tạo 173/289, \
                 Sở Lao động - Thương binh và Xã hội 7/9"
            )
        );
        let b1 = fixture.plan.indicator("B1").expect("an indicator of the plan");
        assert_eq!(by_body(&material, &Case::new(&material, b1)), None);
    }
}
