//! The names of the columns, once.

pub(super) const INDICATOR: &str = "indicator";
pub(super) const UNIT: &str = "unit";
pub(super) const COMMUNE: &str = "commune";
pub(super) const PART: &str = "part";
pub(super) const VALUE: &str = "value";
