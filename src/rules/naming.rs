//! What figures and units are called in a sentence that stands alone.

use crate::form::label::Measure;
use crate::plan::Plan;
use crate::plan::indicator::Indicator;

/// `số đạt “Gia đình học tập”`, `tổng số hộ gia đình`, `dân số từ 15 tuổi trở
/// lên`: a figure by its own name, never by its column.
pub(crate) fn figure_name(plan: &Plan, variable: &str, measure: &Measure) -> String {
    let name = plan.variable_name(variable);
    let is_title = of_variable(plan, variable).any(|one| one.recognition.is_some());
    let thing = if is_title { format!("“{name}”") } else { lower_first(name) };
    match measure {
        Measure::Total => {
            base_name(plan, variable).unwrap_or_else(|| format!("tổng số của {thing}"))
        }
        Measure::Registered => format!("số đăng ký {thing}"),
        Measure::Achieved | Measure::Mark if is_title => format!("số đạt {thing}"),
        Measure::Achieved | Measure::Mark => format!("số {thing}"),
        Measure::Rate => format!("tỷ lệ {thing}"),
        Measure::Level => thing,
        Measure::AtLevel(level) => format!("số ở loại “{level}” của {thing}"),
    }
}

/// `tổng số hộ gia đình`: the denominator of a variable.
fn base_name(plan: &Plan, variable: &str) -> Option<String> {
    let base = of_variable(plan, variable).find_map(|one| one.base.as_deref())?;
    let name = &plan.base(base)?.name;
    Some(match name.strip_prefix("Số ") {
        Some(things) => format!("tổng số {things}"),
        None => lower_first(name),
    })
}

fn of_variable<'p>(
    plan: &'p Plan,
    variable: &'p str,
) -> impl Iterator<Item = &'p Indicator> {
    plan.indicators().iter().filter(move |one| one.variable == variable)
}

/// Whom a figure is about, and in whose report: `Xã Nam Mẫu (Ba Bể)`, `Ba Bể`,
/// `Chợ Đồn (báo cáo của Hội Khuyến học tỉnh)`.
pub(crate) fn subject_name(
    plan: &Plan,
    sender: &str,
    unit: &str,
    commune: Option<&str>,
) -> String {
    let name = plan.unit_name(unit);
    match commune {
        Some(commune) => format!("{commune} ({name})"),
        None if unit == sender => name.to_owned(),
        None => format!("{name} (báo cáo của {})", plan.unit_name(sender)),
    }
}

/// What a sender's table has rows of. A commune that answers for itself may list its
/// villages or the communes it was formed from.
pub(super) fn rows_of<'p>(plan: &'p Plan, sender: &str) -> &'p str {
    match plan.district(sender) {
        Some(_) if plan.has_two_tiers() => "dòng",
        Some(_) => "xã",
        None => &plan.tier.name,
    }
}

/// Whom within a report: the commune, or the district.
pub(super) fn row_name<'a>(
    plan: &'a Plan,
    unit: &'a str,
    commune: Option<&'a str>,
) -> &'a str {
    commune.unwrap_or_else(|| plan.unit_name(unit))
}

/// Names at the beginning of which only the first letter is a capital.
pub(super) fn lower_first(text: &str) -> String {
    let mut chars = text.chars();
    chars
        .next()
        .map_or_else(String::new, |first| first.to_lowercase().chain(chars).collect())
}
