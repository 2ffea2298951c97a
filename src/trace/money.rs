//! Money down to the cells it stands in.

use std::fmt::Write as _;

use super::TraceError;
use super::whom;
use crate::document::wording::million;
use crate::observation::Amount;
use crate::run::Judged;

/// Money by unit, in million đồng, with the cells it stands in.
pub(super) fn budget(judged: &Judged, unit: Option<&str>) -> Result<String, TraceError> {
    let stated: Vec<_> = judged
        .now
        .accepted
        .iter()
        .map(|one| (one.file(), one.statement()))
        .filter(|(_, of)| of.state_budget.is_some() || of.social_budget.is_some())
        .collect();
    let units: Vec<&str> = stated.iter().map(|(_, of)| of.unit.as_str()).collect();
    let unit = unit.map(|typed| whom::of_money(judged, typed, &units)).transpose()?;
    let unit = unit.as_deref();
    let dong = |amount: &Option<Amount>| {
        amount.as_ref().map_or(0, |amount| i128::from(amount.dong))
    };
    let sums = |of: &dyn Fn(&str) -> bool| {
        let rows = || stated.iter().filter(|(_, one)| of(&one.unit)).map(|(_, one)| one);
        let state: i128 = rows().map(|one| dong(&one.state_budget)).sum();
        let social: i128 = rows().map(|one| dong(&one.social_budget)).sum();
        format!(
            "ngân sách nhà nước {}; xã hội hóa {}; cộng {}",
            million(state),
            million(social),
            million(state + social)
        )
    };
    let mut text = format!("Kinh phí năm {} (triệu đồng)\n", judged.now.year);
    if unit.is_none() {
        let is_district = |code: &str| judged.plan.district(code).is_some();
        let _ = writeln!(text, "Toàn tỉnh: {}", sums(&|_| true));
        let _ = writeln!(text, "Các {}: {}", judged.plan.tier.name, sums(&is_district));
        let _ =
            writeln!(text, "Các cơ quan cấp tỉnh: {}", sums(&|code| !is_district(code)));
    }
    for (file, one) in
        stated.iter().filter(|(_, of)| unit.is_none_or(|unit| unit == of.unit))
    {
        let name = judged.plan.unit_name(&one.unit);
        let _ = writeln!(text, "\n{name}: {}", sums(&|code| code == one.unit));
        for (fund, amount) in [
            ("Ngân sách nhà nước", &one.state_budget),
            ("Xã hội hóa", &one.social_budget),
        ] {
            let Some(Amount { dong, source }) = amount else { continue };
            let at = format!("{file} › {} › {}", source.sheet, source.at);
            let _ = writeln!(text, "  {fund} {}  ← {at}", million((*dong).into()));
        }
    }
    Ok(text)
}
