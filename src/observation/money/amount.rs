//! Reads an amount of money as an office writes it, exactly, in đồng.
//!
//! `1 tỷ 200 triệu`, `550,5 triệu`, `1.234,5`, `375 trđ`: a number and its unit,
//! or several from the larger to the smaller. What can be read in two ways, or
//! says more than an amount, is not read.

use crate::form::names::strip_footnote;
use crate::observation::seen;
use crate::plan::vocabulary::{MoneyUnit, Sign, Vocabulary};
use spreadsheet::{Cell, Note, Notes, Value};

/// Budgets are asked for in million đồng.
pub(super) const MILLION: MoneyUnit = MoneyUnit { dong: 1_000_000, multiple: false };
/// A thousand billion đồng: no office of a district or province spends so much
/// on this plan; whoever states it has written đồng under `triệu đồng`.
const MOST: i64 = 1_000_000_000_000;
/// Nor does one spend so little, which would print as 0 or 1: whoever states it has
/// written millions under `đồng`, or tỷ under `triệu đồng`.
const LEAST: i64 = 1_000_000;
/// A spreadsheet keeps so many digits of a number; the rest is dust.
const DIGITS: usize = 15;

/// What a cell that should hold money holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Written {
    Sum(Sum),
    /// `-`: none was spent.
    Nothing,
    /// Blank, `...`, not applicable.
    Absent,
    Fault(Fault),
}

/// An amount with how its unit was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Sum {
    pub(super) dong: i64,
    /// No unit is named anywhere.
    pub(super) assumed: bool,
    /// The unit is a hundred million or the like.
    pub(super) multiple: bool,
}

/// Why a cell states no amount.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fault {
    /// Words, dates, errors.
    NoAmount,
    /// `1,234`: thousands or decimals.
    Ambiguous,
    /// `khoảng 550`.
    Inexact,
    Negative,
    /// Beyond what can be under the unit named.
    Size,
    /// Not a whole number of đồng.
    Fraction,
    /// Its format shows something else than the cell holds.
    Shown,
}

/// Whether a cell lies in a hidden row or column.
pub(super) fn hidden(notes: Notes) -> bool {
    [Note::HiddenRow, Note::HiddenColumn, Note::Filtered, Note::HiddenSheet]
        .into_iter()
        .any(|note| notes.has(note))
}

/// Whether what is noted of a cell keeps its amount from being counted. Money may
/// have decimals, and what its format shows is held against its value.
pub(super) fn refused(notes: Notes) -> bool {
    let by_format = [Note::Decimals, Note::Literal, Note::Scaled];
    notes.has(Note::Error)
        || notes.has(Note::Date)
        || seen::refusals(notes).any(|kind| !by_format.contains(&kind.note))
}

/// Reads a cell; `unit` is the one named nearest to it.
pub(super) fn read(
    cell: &Cell,
    unit: Option<MoneyUnit>,
    vocabulary: &Vocabulary,
) -> Written {
    match &cell.value {
        Value::Number(number) => of_number(*number, cell, unit, vocabulary),
        Value::Text(text) => of_text(text, unit, vocabulary),
        Value::Bool(_) | Value::Date(_) | Value::Error(_) | Value::Uncalculated => {
            Written::Fault(Fault::NoAmount)
        }
    }
}

/// A number counts if its format shows it: rounded at most, with a unit at most.
fn of_number(
    number: f64,
    cell: &Cell,
    unit: Option<MoneyUnit>,
    vocabulary: &Vocabulary,
) -> Written {
    if number < 0.0 {
        return Written::Fault(Fault::Negative);
    }
    let Some(value) = Decimal::of_number(number) else {
        return Written::Fault(Fault::NoAmount);
    };
    let shown = cell.shown().trim().to_owned();
    let (digits, behind) = split_unit(&shown);
    let own = vocabulary.money_unit(behind);
    let is_plain = cell.format.is_none() && cell.screen.is_none();
    let same = (behind.is_empty() || own.is_some()) && shows(digits, number);
    if !is_plain && !same {
        return Written::Fault(Fault::Shown);
    }
    sum(value, own, unit)
}

/// Whether digits on the screen, in the Vietnamese or the English way, are a
/// number, rounded at most.
fn shows(digits: &str, number: f64) -> bool {
    [('.', ','), (',', '.')].into_iter().any(|(thousands, decimal)| {
        let bare: String = digits
            .chars()
            .filter(|c| *c != thousands && !c.is_whitespace())
            .map(|c| if c == decimal { '.' } else { c })
            .collect();
        let places = bare.split_once('.').map_or(0, |(_, tail)| tail.len());
        let half = 0.500_001 * 0.1_f64.powi(i32::try_from(places).unwrap_or(0));
        let shown = bare.parse::<f64>();
        shown.is_ok_and(|shown| (shown - number).abs() <= half.max(number * 1e-12))
    })
}

fn of_text(text: &str, unit: Option<MoneyUnit>, vocabulary: &Vocabulary) -> Written {
    let text = text.trim();
    if text.is_empty() {
        return Written::Absent;
    }
    match vocabulary.sign_of(text) {
        Some(Sign::None) => return Written::Nothing,
        Some(Sign::Missing | Sign::NotApplicable) => return Written::Absent,
        None => {}
    }
    let lower = text.to_lowercase();
    let is_about = |word: &String| lower.starts_with(word.as_str());
    if vocabulary.signs.about.iter().any(is_about) {
        return Written::Fault(Fault::Inexact);
    }
    let text = strip_footnote(text).trim_end_matches(['.', ';', ',', ' ']);
    match pieces(text, vocabulary).as_deref() {
        None | Some([]) => Written::Fault(Fault::NoAmount),
        Some([(number, own)]) => match Decimal::of_text(number) {
            Ok(value) => sum(value, *own, unit),
            Err(fault) => Written::Fault(fault),
        },
        Some(several) => added(several),
    }
}

/// A text as numbers, each with the unit behind it; nothing if it holds more.
fn pieces<'t>(
    text: &'t str,
    vocabulary: &Vocabulary,
) -> Option<Vec<(&'t str, Option<MoneyUnit>)>> {
    if let Some((number, inner)) = text.strip_suffix(')').and_then(|t| t.rsplit_once('('))
        && let Some(unit) = vocabulary.money_unit(inner)
    {
        return Some(vec![(number.trim(), Some(unit))]);
    }
    let is_part = |c: char| {
        c.is_ascii_digit() || matches!(c, '.' | ',' | '\'') || c.is_whitespace()
    };
    let mut found = Vec::new();
    let mut rest = text;
    while !rest.is_empty() {
        let end = rest.find(|c| !is_part(c)).unwrap_or(rest.len());
        let (number, behind) = rest.split_at(end);
        let next = behind.find(|c: char| c.is_ascii_digit()).unwrap_or(behind.len());
        let (words, after) = behind.split_at(next);
        let number = number.trim();
        if number.is_empty() {
            return None;
        }
        let unit = vocabulary.money_unit(words);
        if unit.is_none() && !words.trim().is_empty() {
            return None;
        }
        found.push((number, unit));
        rest = after;
    }
    Some(found)
}

/// `1 tỷ 200 triệu`: units from the larger to the smaller, each number whole
/// and smaller than one of the unit before.
fn added(several: &[(&str, Option<MoneyUnit>)]) -> Written {
    let mut dong: i64 = 0;
    let mut larger: Option<i64> = None;
    for (number, unit) in several {
        let (Some(unit), Ok(value)) = (unit, Decimal::of_text(number)) else {
            return Written::Fault(Fault::NoAmount);
        };
        let part = value.times(1).and_then(|whole| whole.checked_mul(unit.dong));
        let Some(part) = part.filter(|part| larger.is_none_or(|larger| *part < larger))
        else {
            return Written::Fault(Fault::NoAmount);
        };
        if unit.multiple || larger.is_some_and(|larger| unit.dong >= larger) {
            return Written::Fault(Fault::NoAmount);
        }
        dong = dong.saturating_add(part);
        larger = Some(unit.dong);
    }
    within_bounds(Sum { dong, assumed: false, multiple: false })
}

/// An amount in its own unit, else in that of its heading.
fn sum(value: Decimal, own: Option<MoneyUnit>, heading: Option<MoneyUnit>) -> Written {
    let unit = own.or(heading);
    let used = unit.unwrap_or(MILLION);
    if value.digits.checked_mul(used.dong).is_none() {
        return Written::Fault(Fault::Size);
    }
    let Some(dong) = value.times(used.dong) else {
        return Written::Fault(Fault::Fraction);
    };
    within_bounds(Sum { dong, assumed: unit.is_none(), multiple: used.multiple })
}

fn within_bounds(sum: Sum) -> Written {
    let small = sum.dong > 0 && sum.dong < LEAST;
    if sum.dong > MOST || small {
        return Written::Fault(Fault::Size);
    }
    Written::Sum(sum)
}

/// `550 triệu đồng` as its digits and what stands behind them.
fn split_unit(text: &str) -> (&str, &str) {
    let last = text.rfind(|c: char| c.is_ascii_digit()).map_or(0, |at| at + 1);
    let (number, unit) = text.split_at(last);
    (number.trim(), unit.trim())
}

/// An exact decimal: `digits` over ten to the `places`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Decimal {
    digits: i64,
    places: u32,
}

impl Decimal {
    /// The product, where it is a whole number.
    fn times(self, factor: i64) -> Option<i64> {
        let over = 10_i64.checked_pow(self.places)?;
        let product = self.digits.checked_mul(factor)?;
        (product % over == 0).then_some(product / over)
    }

    fn of_number(number: f64) -> Option<Self> {
        if !number.is_finite() || number >= 1e15 {
            return None;
        }
        let whole = (number.trunc() as i64).to_string().len();
        let places = DIGITS.saturating_sub(whole);
        let text = format!("{number:.places$}");
        Self::new(if text.contains('.') {
            text.trim_end_matches('0').trim_end_matches('.')
        } else {
            &text
        })
    }

    /// Digits with an English point.
    fn new(written: &str) -> Option<Self> {
        let (whole, tail) = written.split_once('.').unwrap_or((written, ""));
        let digits = format!("{whole}{tail}");
        let is_number = !whole.is_empty() && digits.bytes().all(|c| c.is_ascii_digit());
        is_number.then_some(())?;
        let places = u32::try_from(tail.len()).ok()?;
        Some(Self { digits: digits.parse().ok()?, places })
    }

    /// A number as typed: `1.234,5`, `1,234.5`, `550 000`.
    fn of_text(text: &str) -> Result<Self, Fault> {
        let text = text.trim();
        let parts = |c: char| c.is_whitespace() || c == '\'';
        if !text.contains(parts) {
            return Self::of_digits(text);
        }
        // A space is a separator of thousands, and then the only one.
        let (whole, fraction) = text.split_once(',').unwrap_or((text, "0"));
        let groups: Vec<&str> = whole.split(parts).collect();
        if !is_grouped(&groups) {
            return Err(Fault::NoAmount);
        }
        // `550 600` may as well be two numbers.
        if let [first, _] = groups.as_slice()
            && first.len() == 3
            && whole.contains(' ')
        {
            return Err(Fault::Ambiguous);
        }
        let written = format!("{}.{fraction}", groups.concat());
        Self::new(&written).ok_or(Fault::NoAmount)
    }

    fn of_digits(bare: &str) -> Result<Self, Fault> {
        let dots = bare.matches('.').count();
        let commas = bare.matches(',').count();
        let grouped =
            |by: char, text: &str| is_grouped(&text.split(by).collect::<Vec<_>>());
        let mixed = |thousands: char, decimal: char| {
            let (head, tail) = bare.split_once(decimal)?;
            grouped(thousands, head)
                .then(|| format!("{}.{tail}", head.replace(thousands, "")))
        };
        let written = match (dots, commas) {
            (0, 0) if bare.len() > 1 && bare.starts_with('0') => None,
            (0, 0) => Some(bare.to_owned()),
            (0, 1) if grouped(',', bare) => return Err(Fault::Ambiguous),
            (_, 0) if grouped('.', bare) => Some(bare.replace('.', "")),
            (0, _) if commas > 1 && grouped(',', bare) => Some(bare.replace(',', "")),
            (0, 1) => Some(bare.replace(',', ".")),
            (1, 0) => Some(bare.to_owned()),
            (_, 1) if bare.rfind(',') > bare.rfind('.') => mixed('.', ','),
            (1, _) if bare.rfind('.') > bare.rfind(',') => mixed(',', '.'),
            _ => None,
        };
        let written = written.filter(|text| !text.ends_with('.'));
        written.and_then(|text| Self::new(&text)).ok_or(Fault::NoAmount)
    }
}

/// `1.234.567`: groups of three after a first of one to three digits, which is
/// not zero.
fn is_grouped(groups: &[&str]) -> bool {
    let Some((first, rest)) = groups.split_first() else { return false };
    let digits = |group: &&str| group.bytes().all(|c| c.is_ascii_digit());
    (1..=3).contains(&first.len())
        && !first.starts_with('0')
        && digits(first)
        && !rest.is_empty()
        && rest.iter().all(|group| group.len() == 3 && digits(group))
}

#[cfg(test)]
mod tests;
