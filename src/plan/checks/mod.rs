//! What must hold within and between registers, beyond what serde checks.
//!
//! Each check stops at the first error and says where it stands; registers are
//! short, and the clerk runs the program again.

mod indicators;
mod office;
mod scales;
mod units;
mod words;

use std::collections::BTreeSet;

use std::sync::Arc;

use jiff::civil::Date;

use super::dates::Validity;
use super::error::PlanError;
use super::read::Files;
use super::register::Register;
use super::registers::Registers;

pub(super) use indicators::check_indicators;
pub(super) use office::{check_components, check_offices};
pub(super) use units::check_units;
pub(super) use words::check_words;

/// What must hold of the registers on one day.
pub(super) fn check_day(
    all: &Arc<Registers>,
    day: Date,
    files: &Files,
) -> Result<(), PlanError> {
    units::check_spellings(all, day, &files.units)?;
    indicators::check_day(&all.on(day), &all.plan, &files.plan)
}

/// Validities of one thing after another: each begins the day after the last.
fn check_run(
    register: &Register,
    table: &str,
    run: &[(usize, Validity)],
) -> Result<(), PlanError> {
    let mut run = run.to_vec();
    run.sort_by_key(|(_, validity)| validity.from);
    for pair in run.windows(2) {
        let ((_, before), (at, after)) = (pair[0], pair[1]);
        if before.day_after() != after.from || after.from.is_none() {
            let path = format!("{table}[{at}].valid_from");
            let end = before.to.map_or("không có".to_owned(), |end| end.to_string());
            let message = format!(
                "phải là ngày liền sau ngày kết thúc của mục trước ({end}): không hở, không chồng"
            );
            return Err(register.error(&path, message));
        }
    }
    run.iter().try_for_each(|(at, validity)| {
        check_validity(register, &format!("{table}[{at}]"), *validity)
    })
}

/// No value twice in a list of tables.
fn check_distinct<T: Ord + ToString>(
    register: &Register,
    table: &str,
    key: &str,
    values: impl Iterator<Item = T>,
) -> Result<(), PlanError> {
    let mut seen = BTreeSet::new();
    for (at, value) in values.enumerate() {
        let text = value.to_string();
        if !seen.insert(value) {
            let path = format!("{table}[{at}].{key}");
            return Err(register.error(&path, format!("“{text}” đã có ở phía trên")));
        }
    }
    Ok(())
}

/// A reference to a code that must exist.
fn check_known<'c>(
    register: &Register,
    path: &str,
    code: &str,
    what: &str,
    mut known: impl Iterator<Item = &'c str>,
) -> Result<(), PlanError> {
    if known.any(|one| one == code) {
        return Ok(());
    }
    Err(register.error(path, format!("không có {what} mã “{code}”")))
}

fn check_validity(
    register: &Register,
    path: &str,
    validity: Validity,
) -> Result<(), PlanError> {
    if validity.is_backwards() {
        let path = format!("{path}.valid_from");
        return Err(register.error(&path, "ngày bắt đầu sau ngày kết thúc (valid_to)"));
    }
    Ok(())
}
