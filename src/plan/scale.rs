//! Scales of recognition, which change with the law.
//!
//! To 2023 communes were rated Tốt, Khá, Trung bình (Circular
//! 44/2014/TT-BGDĐT); from 2024 they are recognised at level 1 or 2 (Circular
//! 25/2023/TT-BGDĐT). No official crosswalk is known, so none is assumed.

use serde::Deserialize;

/// The levels in use over a run of years.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Scale {
    /// The circular that sets it.
    pub(crate) document: String,
    #[serde(default)]
    pub(crate) first_year: Option<i16>,
    #[serde(default)]
    pub(crate) last_year: Option<i16>,
    /// All levels, in the order in which they are printed.
    pub(crate) levels: Vec<String>,
    /// Those of them that are shown only where some unit is at them.
    #[serde(default)]
    pub(crate) rare: Vec<String>,
    /// Those that reach the target as the decision words it; may be empty.
    pub(crate) achieved: Vec<String>,
    /// How many offices count as recognised is shown although it is no level.
    #[serde(default)]
    pub(crate) counted: bool,
    /// The level of a unit that reached no other.
    pub(crate) none: String,
    /// Why the target cannot be assessed on this scale.
    #[serde(default)]
    pub(crate) unassessable: Option<String>,
}

impl Scale {
    pub(crate) fn covers(&self, year: i16) -> bool {
        self.first_year.is_none_or(|first| first <= year)
            && self.last_year.is_none_or(|last| year <= last)
    }
}

/// Which levels of a newer scale count as achieved, once a document says so.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Crosswalk {
    /// The document that allows it, cited in a footnote.
    pub(crate) basis: String,
    pub(crate) achieved: Vec<String>,
}

impl Crosswalk {
    pub(crate) fn is_filled(&self) -> bool {
        !self.basis.is_empty() && !self.achieved.is_empty()
    }
}
