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

use super::dates::Validity;
use super::error::PlanError;
use super::register::Register;

pub(super) use indicators::check_indicators;
pub(super) use office::{check_components, check_office};
pub(super) use units::{check_owed, check_units};
pub(super) use words::check_words;

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
