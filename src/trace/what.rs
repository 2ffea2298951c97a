//! Which indicator is meant: by its code, or by words of its name.

use super::TraceError;
use crate::document::reference::BUDGET;
use crate::plan::Plan;
use crate::plan::indicator::Indicator;
use crate::plan::key::Key;
use crate::plan::vocabulary::loose;
use crate::run::Judged;

/// Money has no code of the plan.
pub(super) enum What<'j> {
    Budget,
    Indicator(&'j Indicator),
}

/// `D1`, `[d-1]`, `gia đình học tập`, `kinh phí`.
pub(super) fn meant<'j>(judged: &'j Judged, typed: &str) -> Result<What<'j>, TraceError> {
    let plan = &judged.plan;
    let bare: String = typed.chars().filter(|sign| sign.is_alphanumeric()).collect();
    let bare = bare.to_uppercase();
    if let Some(indicator) = plan.indicator(&bare) {
        return Ok(What::Indicator(indicator));
    }
    let key = Key::of(typed);
    if bare.eq_ignore_ascii_case(BUDGET) || key.names(&Key::of("kinh phí")) {
        return Ok(What::Budget);
    }
    let told = |named: &[&Indicator]| {
        let named: Vec<String> =
            named.iter().map(|one| format!("{} ({})", one.code, one.short)).collect();
        named.join("; ")
    };
    match by_words(plan, typed, &key).as_slice() {
        [one] => Ok(What::Indicator(one)),
        [] => {
            let all: Vec<&Indicator> = plan.indicators().iter().collect();
            Err(TraceError::NoIndicator(typed.to_owned(), told(&all)))
        }
        several => Err(TraceError::Indicators(typed.to_owned(), told(several))),
    }
}

/// Those called so; else those in whose names the words stand; else those whose tables
/// are headed so.
fn by_words<'p>(plan: &'p Plan, typed: &str, key: &Key) -> Vec<&'p Indicator> {
    if key.is_empty() {
        return Vec::new();
    }
    let names = |one: &'p Indicator| {
        [one.short.as_str(), &one.name, plan.variable_name(&one.variable)].map(Key::of)
    };
    let among = |is_meant: &dyn Fn(&Key) -> bool| -> Vec<&'p Indicator> {
        let all = plan.indicators().iter();
        all.filter(|one| names(one).iter().any(is_meant)).collect()
    };
    let called = among(&|name| key.names(name));
    if !called.is_empty() {
        return called;
    }
    let wanted = format!(" {} ", key.comparable(key));
    let within = among(&|name| format!(" {} ", name.comparable(key)).contains(&wanted));
    if !within.is_empty() {
        return within;
    }
    let headed = plan.vocabulary.variables_in(&loose(typed));
    let is_headed =
        |one: &&Indicator| headed.iter().any(|words| words.code == one.variable);
    plan.indicators().iter().filter(is_headed).collect()
}
