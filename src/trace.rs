//! From a printed figure down to the cells it is made of.

mod merger;

use std::collections::BTreeMap;
use std::fmt::Write as _;

use crate::dataset::{Figure, Part, Tally};
use crate::document::reference::{BUDGET, Reference};
use crate::document::wording::{count, count_or_sign, million, percent};
use crate::observation::Amount;
use crate::run::Judged;

/// Why there is nothing to trace.
#[derive(Debug, thiserror::Error)]
pub(crate) enum TraceError {
    #[error("Không có chỉ tiêu “{0}”. Các chỉ tiêu: {1}; kinh phí: budget.")]
    NoIndicator(String, String),
    #[error("Không có đơn vị “{0}”. Các đơn vị có số liệu này: {1}.")]
    NoUnit(String, String),
}

/// The chain of an indicator, of the province or of one unit. `what` is a code
/// (`D1`) or a reference as printed (`D1.ba-be.n`).
pub(crate) fn chain(
    judged: &Judged,
    what: &str,
    unit: Option<&str>,
) -> Result<String, TraceError> {
    let reference: Option<Reference> = Reference::parse(what);
    let (code, unit) = match &reference {
        Some(reference) => {
            (reference.indicator.clone(), reference.unit.as_deref().or(unit))
        }
        None => match Reference::parse_subject(what) {
            Some((code, of)) => (code.to_owned(), of.or(unit)),
            None => (what.to_owned(), unit),
        },
    };
    if code.eq_ignore_ascii_case(BUDGET) {
        return budget(judged, unit);
    }
    let code = code.to_uppercase();
    let indicator = judged.plan.indicator(&code).ok_or_else(|| {
        let codes: Vec<&str> =
            judged.plan.indicators().iter().map(|one| one.code.as_str()).collect();
        TraceError::NoIndicator(code.clone(), codes.join(", "))
    })?;
    let units: Vec<&str> = judged
        .now
        .dataset
        .units
        .keys()
        .filter(|(indicator, _)| *indicator == code)
        .map(|(_, unit)| unit.as_str())
        .collect();
    let none = indicator.scale(judged.now.year).map_or("", |scale| scale.none.as_str());
    let later = unit.filter(|unit| !units.contains(unit));
    if let Some(commune) = later.and_then(|unit| merger::formed_later(judged, unit)) {
        let head = format!("{code}. {}, năm {}\n", indicator.name, judged.now.year);
        return Ok(head + &merger::chain(judged, &code, none, &commune));
    }
    check_unit(unit, &units)?;
    let mut text = format!("{code}. {}, năm {}\n", indicator.name, judged.now.year);
    if unit.is_none() {
        let tally = judged.now.assessment.standing(&code).map(|one| &one.tally);
        let _ = writeln!(text, "Toàn tỉnh: {}", figures(tally, none));
    }
    for one in units.iter().filter(|one| unit.is_none_or(|unit| unit == **one)) {
        let tally = judged.now.dataset.units.get(&(code.clone(), (*one).to_owned()));
        let _ =
            writeln!(text, "\n{}: {}", judged.plan.unit_name(one), figures(tally, none));
        communes(judged, &code, one, none, &mut text);
        cells(judged, &code, one, &mut text);
    }
    Ok(text)
}

fn check_unit(unit: Option<&str>, units: &[&str]) -> Result<(), TraceError> {
    match unit {
        Some(unit) if !units.contains(&unit) => {
            Err(TraceError::NoUnit(unit.to_owned(), units.join(", ")))
        }
        Some(_) | None => Ok(()),
    }
}

/// `none` is the name of being at no level.
fn figures(tally: Option<&Tally>, none: &str) -> String {
    let Some(tally) = tally else { return "...".to_owned() };
    let mut text = format!(
        "{}/{} = {}%",
        count_or_sign(tally.numerator),
        count_or_sign(tally.denominator),
        percent(tally.numerator, tally.denominator),
    );
    if let Some(registered) = tally.registered {
        let _ = write!(text, "; đăng ký {}", count(registered));
    }
    for (level, units) in &tally.levels {
        let _ = write!(text, "; {level}: {}", count(*units));
    }
    let named = tally.levels.iter().filter(|(level, _)| *level != none);
    let at_a_level: i64 = named.map(|(_, units)| units).sum();
    if !tally.levels.is_empty() {
        let of = count_or_sign(tally.denominator);
        let _ = write!(text, "; ở các mức: {}/{of}", count(at_a_level));
    }
    text
}

/// The fraction of every commune of a unit.
fn communes(judged: &Judged, code: &str, unit: &str, none: &str, text: &mut String) {
    for ((indicator, of, commune), tally) in &judged.now.dataset.communes {
        if indicator == code && of == unit {
            let _ = writeln!(text, "  {commune}: {}", figures(Some(tally), none));
        }
    }
}

/// The cells of every part of a unit's figure.
fn cells(judged: &Judged, code: &str, unit: &str, text: &mut String) {
    let is_own = |figure: &Figure| figure.indicator == code && figure.unit == unit;
    by_part(judged, &is_own, text);
}

/// The cells of some figures, part by part.
fn by_part(judged: &Judged, is_own: &dyn Fn(&Figure) -> bool, text: &mut String) {
    let mut parts: BTreeMap<&Part, Vec<&Figure>> = BTreeMap::new();
    for figure in judged.now.dataset.figures.iter().filter(|figure| is_own(figure)) {
        parts.entry(&figure.part).or_default().push(figure);
    }
    for (part, sources) in parts {
        listed(part, &sources, text);
    }
}

/// The cells of one part of a figure.
fn listed(part: &Part, sources: &[&Figure], text: &mut String) {
    let sum: i64 = sources.iter().map(|figure| figure.value).sum();
    let _ = writeln!(text, "  {} {}:", part_name(part), count(sum));
    for figure in sources {
        let whom = figure.commune.as_deref().unwrap_or("toàn đơn vị");
        let origin = &figure.origin;
        let level = figure.level.as_deref();
        let level = level.map_or(String::new(), |level| format!(" (ghi “{level}”)"));
        let _ = writeln!(
            text,
            "    {:>9}  {whom}{level}  ← {} › {} › {}",
            count(figure.value),
            origin.file,
            origin.source.sheet,
            origin.source.at,
        );
    }
}

fn part_name(part: &Part) -> String {
    match part {
        Part::Numerator => "Đạt".to_owned(),
        Part::Denominator => "Tổng số".to_owned(),
        Part::Registered => "Đăng ký".to_owned(),
        Part::Level(level) => level.clone(),
    }
}

/// Money by unit, in million đồng, with the cells it stands in.
fn budget(judged: &Judged, unit: Option<&str>) -> Result<String, TraceError> {
    let stated: Vec<_> = judged
        .now
        .accepted
        .iter()
        .map(|one| (one.file(), one.statement()))
        .filter(|(_, of)| of.state_budget.is_some() || of.social_budget.is_some())
        .collect();
    let units: Vec<&str> = stated.iter().map(|(_, of)| of.unit.as_str()).collect();
    check_unit(unit, &units)?;
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
