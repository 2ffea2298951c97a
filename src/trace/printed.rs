//! From a number as it is printed to every figure of the report that is printed so, each
//! with the cells it is made of.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use serde_json::Value;

use super::cells::{by_part, figures};
use super::{TraceError, money};
use crate::dataset::{self, Figure};
use crate::document::reference::{BUDGET, Part, Reference, slug};
use crate::document::report::Edition;
use crate::document::{self, wording};
use crate::run::Judged;

/// Figures whose cells are listed; of the rest the references are.
const CHAINS: usize = 20;
/// References listed beside them.
const NAMED: usize = 200;

/// Whether a number was typed, and nothing else: `84,79`, `10.855`, `8/8`, `84,79%`.
pub(crate) fn is_number(typed: &str) -> bool {
    let bare = typed.trim().trim_end_matches('%').trim_end();
    let mut signs = bare.chars();
    signs.next().is_some_and(|sign| sign.is_ascii_digit())
        && bare.chars().all(|sign| sign.is_ascii_digit() || ".,/ \u{a0}".contains(sign))
}

/// Every figure of the report that is printed so.
pub(super) fn chains(judged: &Judged, typed: &str) -> Result<String, TraceError> {
    let bare = typed.trim().trim_end_matches('%').trim_end();
    let bare: String = bare.chars().filter(|sign| !sign.is_whitespace()).collect();
    let all = all_printed(judged);
    let found: Vec<&(Reference, String)> =
        all.iter().filter(|(_, text)| is_printed_in(&bare, text)).collect();
    if found.is_empty() {
        return Err(TraceError::NotPrinted(typed.to_owned(), judged.now.year));
    }
    let mut text = format!(
        "Báo cáo năm {} in {bare} ở {} số liệu:\n",
        judged.now.year,
        wording::count(found.len().try_into().unwrap_or(i64::MAX))
    );
    for (reference, shown) in found.iter().take(CHAINS) {
        let _ = writeln!(text, "\n{reference}: {} {shown}", subject(judged, reference));
        chain(judged, reference, &mut text);
    }
    let rest = found.len().saturating_sub(CHAINS);
    if rest > 0 {
        let _ = writeln!(text, "\nCòn {rest} số liệu khác; gõ “xhht trace MÃ” để xem ô:");
    }
    for (reference, shown) in found.iter().skip(CHAINS).take(NAMED) {
        let _ = writeln!(text, "  {reference}: {} {shown}", subject(judged, reference));
    }
    if rest > NAMED {
        let _ = writeln!(text, "  … và {} số liệu nữa.", rest - NAMED);
    }
    Ok(text)
}

/// Every figure of both editions with its text, each once, in the order of the report.
fn all_printed(judged: &Judged) -> Vec<(Reference, String)> {
    let material = judged.material("", "");
    let mut met = BTreeSet::new();
    let mut all = Vec::new();
    for edition in [Edition::Ministry, Edition::Province] {
        let report = document::report(&material, edition);
        let data = serde_json::to_value(report).expect("plain structs serialise");
        collect(&data, &mut |reference, text| {
            if met.insert((reference.to_owned(), text.to_owned())) {
                let parsed = Reference::parse(reference);
                all.extend(parsed.map(|reference| (reference, text.to_owned())));
            }
        });
    }
    all
}

/// What has a reference and a text, wherever it stands in a document.
fn collect(value: &Value, tell: &mut impl FnMut(&str, &str)) {
    match value {
        Value::Object(fields) => {
            let words = |name: &str| fields.get(name).and_then(Value::as_str);
            if let (Some(reference), Some(text)) = (words("ref"), words("text")) {
                tell(reference, text);
            }
            fields.values().for_each(|value| collect(value, tell));
        }
        Value::Array(items) => items.iter().for_each(|value| collect(value, tell)),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

/// Whether a text has the number, or the fraction, among its words.
fn is_printed_in(typed: &str, text: &str) -> bool {
    let is_apart = |sign: char| !(sign.is_ascii_digit() || ".,/".contains(sign));
    let mut words = text.split(is_apart).map(|word| word.trim_matches(['.', ',', '/']));
    if typed.contains('/') {
        return words.any(|word| word == typed);
    }
    let wanted = plain(typed);
    let mut numbers =
        words.flat_map(|word| word.split('/')).filter(|word| !word.is_empty());
    numbers.any(|word| plain(word) == wanted)
}

/// A number without the dots of its thousands and the noughts behind its decimals.
fn plain(number: &str) -> String {
    let (whole, decimals) = match number.split_once(',') {
        Some((whole, decimals)) => (whole, decimals),
        // A dot before other than three digits can only be a decimal one.
        None => match number.rsplit_once('.') {
            Some((whole, decimals)) if decimals.len() != 3 => (whole, decimals),
            _ => (number, ""),
        },
    };
    let whole: String = whole.chars().filter(char::is_ascii_digit).collect();
    let whole = whole.trim_start_matches('0');
    let whole = if whole.is_empty() { "0" } else { whole };
    match decimals.trim_end_matches('0') {
        "" => whole.to_owned(),
        decimals => format!("{whole},{decimals}"),
    }
}

/// "Gia đình học tập, Ba Bể, số đạt".
fn subject(judged: &Judged, reference: &Reference) -> String {
    let plan = &judged.plan;
    let what = match plan.indicator(&reference.indicator) {
        Some(indicator) => indicator.short.as_str(),
        None => "Kinh phí (triệu đồng)",
    };
    let whom =
        reference.unit.as_deref().map_or("toàn tỉnh", |unit| plan.unit_name(unit));
    let commune = commune_of(judged, reference);
    let commune = commune.map_or_else(String::new, |name| format!("{name}, "));
    format!("{what}, {commune}{whom}, {}", reference.part.name())
}

/// The official name of the commune of a reference.
fn commune_of(judged: &Judged, reference: &Reference) -> Option<String> {
    let wanted = reference.commune.as_deref()?;
    let unit = reference.unit.as_deref()?;
    let mut communes = judged.now.dataset.communes.keys();
    let found =
        communes.find(|(_, district, name)| district == unit && slug(name) == wanted);
    found.map(|(_, _, name)| name.clone())
}

/// The cells of what a reference names, and no others.
fn chain(judged: &Judged, reference: &Reference, text: &mut String) {
    let unit = reference.unit.as_deref();
    if reference.indicator == BUDGET {
        let of_money = money::budget(judged, unit);
        text.push_str(&of_money.unwrap_or_else(|_| NO_CELL.to_owned()));
        return;
    }
    let is_asked = |figure: &Figure| {
        let commune = figure.commune.as_deref();
        figure.indicator == reference.indicator
            && unit.is_none_or(|unit| unit == figure.unit)
            && reference
                .commune
                .as_deref()
                .is_none_or(|wanted| commune.is_some_and(|name| slug(name) == wanted))
            && is_of(reference.part, &figure.part)
    };
    let before = text.len();
    by_part(judged, &is_asked, text);
    if text.len() == before {
        text.push_str(NO_CELL);
    }
}

/// Of what is printed of another year or of an administration that ended.
const NO_CELL: &str = "  Không tính từ ô nào của năm này.\n";

/// Which counts a printed part is made of; levels are counted from the words for them.
fn is_of(printed: Part, part: &dataset::Part) -> bool {
    match (printed, part) {
        (Part::Numerator | Part::Percent | Part::Levels, dataset::Part::Level(_)) => true,
        (Part::Numerator | Part::Percent, dataset::Part::Numerator) => true,
        (Part::Denominator | Part::Percent, dataset::Part::Denominator) => true,
        (Part::Registered, dataset::Part::Registered) => true,
        (
            Part::Numerator
            | Part::Denominator
            | Part::Registered
            | Part::Percent
            | Part::Levels
            | Part::StateBudget
            | Part::SocialBudget
            | Part::Money,
            _,
        ) => false,
    }
}

/// The figures of one commune, and its cells.
pub(super) fn of_commune(
    judged: &Judged,
    code: &str,
    (district, name): (&str, &str),
    none: &str,
    text: &mut String,
) {
    let key = (code.to_owned(), district.to_owned(), name.to_owned());
    let tally = judged.now.dataset.communes.get(&key);
    let of = judged.plan.unit_name(district);
    let _ = writeln!(text, "\n{name} ({of}): {}", figures(tally, none));
    let is_own = |figure: &Figure| {
        figure.indicator == code
            && figure.unit == district
            && figure.commune.as_deref() == Some(name)
    };
    by_part(judged, &is_own, text);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_known_by_its_signs() {
        for number in ["84,79", "84,79%", "84,79 %", "10.855", "8/8", "10 855", "0"] {
            assert!(is_number(number), "{number}");
        }
        for other in ["D1", "budget", "", "%", "D1.ba-be.n", "-5", "năm 2024"] {
            assert!(!is_number(other), "{other}");
        }
    }

    #[test]
    fn a_number_is_the_same_however_its_thousands_are_written() {
        assert_eq!(plain("10.855"), "10855");
        assert_eq!(plain("10855"), "10855");
        assert_eq!(plain("1.234,50"), "1234,5");
        assert_eq!(plain("84.79"), "84,79");
        assert_eq!(plain("0,00"), "0");
        assert_eq!(plain("100"), "100");
    }

    #[test]
    fn a_number_is_found_among_words_and_in_fractions() {
        assert!(is_printed_in("8", "8/8 huyện, thành phố"));
        assert!(is_printed_in("8/8", "8/8 huyện, thành phố"));
        assert!(is_printed_in("84,79", "84,79"));
        assert!(!is_printed_in("84,7", "84,79"));
        assert!(!is_printed_in("855", "10.855"));
    }
}
