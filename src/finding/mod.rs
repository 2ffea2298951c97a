//! What is wrong with what was sent, said so that an office can mend it.
//!
//! A finding is about a submission and never stops the run. Trouble of the run
//! itself is an `Error`; a broken invariant of ours is a panic with its reason.

mod code;
mod gathering;
mod unreadable;
mod wording;

pub(crate) use self::gathering::{bounded, gather};
pub(crate) use self::unreadable::of_unreadable;
pub(crate) use self::wording::{
    count, day_and_month, figures, listed, percent, short_date,
};

pub(crate) use guard::trouble;
use serde::{Deserialize, Serialize};

use crate::place::{EDITORIAL, Place};

/// How much a finding matters (ESS: an error is not accepted, a warning is
/// accepted with a justification, information needs no action).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Severity {
    Error,
    Warning,
    Info,
}

/// The code of a finding, one of those that rooms write.
pub(crate) type Code = &'static str;

/// One thing noticed about a submission.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub(crate) struct Finding {
    pub(crate) severity: Severity,
    /// Stable code, one per kind of finding: `T01`. See `src/rules/README.md`.
    #[serde(deserialize_with = "code::deserialize")]
    pub(crate) code: Code,
    /// Code of the unit that sent it, once known.
    pub(crate) unit: Option<String>,
    pub(crate) place: Place,
    /// What the cells hold, and what they should, where a value is concerned.
    pub(crate) found: Option<String>,
    pub(crate) expected: Option<String>,
    /// All values it is about, where `found` and the message name only some.
    pub(crate) basis: Option<String>,
    /// One Vietnamese sentence that can be understood alone.
    pub(crate) message: String,
    /// What to do about it, in Vietnamese.
    pub(crate) hint: String,
    /// Why the clerk accepts it, in the clerk's own words. An error that is
    /// accepted stays an error.
    pub(crate) accepted: Option<String>,
}

/// A value, and what was noticed on the way to it.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Noted<T> {
    pub(crate) value: T,
    pub(crate) findings: Vec<Finding>,
}

impl<T> Noted<T> {
    pub(crate) fn new(value: T, findings: Vec<Finding>) -> Self {
        Self { value, findings }
    }
}

impl Finding {
    pub(crate) fn new(
        severity: Severity,
        code: &'static str,
        place: Place,
        message: impl Into<String>,
        hint: impl Into<String>,
    ) -> Self {
        Self {
            severity,
            code,
            unit: None,
            place,
            found: None,
            expected: None,
            basis: None,
            message: message.into(),
            hint: hint.into(),
            accepted: None,
        }
    }

    /// The same finding with what the cell holds and what it should.
    pub(crate) fn compare(
        mut self,
        found: impl ToString,
        expected: impl ToString,
    ) -> Self {
        (self.found, self.expected) =
            (Some(found.to_string()), Some(expected.to_string()));
        self
    }

    /// The same finding with what the cell holds.
    pub(crate) fn found(mut self, found: impl ToString) -> Self {
        self.found = Some(found.to_string());
        self
    }

    /// The same finding resting on more than its words say.
    pub(crate) fn resting_on(mut self, basis: impl Into<String>) -> Self {
        self.basis = Some(basis.into());
        self
    }

    /// Whether it is about the clerk's editorial workbook, not about what offices
    /// sent.
    pub(crate) fn is_editorial(&self) -> bool {
        self.code.starts_with('B') || self.place.file.as_deref() == Some(EDITORIAL)
    }

    /// Puts a name before a sentence that does not say whom it is about.
    pub(crate) fn about(&mut self, name: &str) {
        if self.message.contains(name) {
            return;
        }
        let mut chars = self.message.chars();
        let first = chars.next();
        let is_word = chars.clone().next().is_none_or(|second| !second.is_uppercase());
        let first: String = match first {
            Some(first) if is_word => first.to_lowercase().collect(),
            first => first.into_iter().collect(),
        };
        self.message = format!("{name}: {first}{}", chars.as_str());
    }

    pub(crate) fn of_unit(mut self, unit: &str) -> Self {
        self.unit = Some(unit.to_owned());
        self
    }
}
