//! The register of rules: code, severity, level and title of each.

use super::{
    Case, Scene, Series, base_differs, base_moved, communes_missing, copied,
    districts_missing, dropped_to_zero, half_indicator, households_exceed_people,
    indicator_missing, jumped, level_fell, level_needs, level_unsupported,
    levels_exceed_total, mirror_differs, no_breakdown, part_exceeds_whole, part_missing,
    percents_as_counts, province_level, provisional, rate_mismatch, rate_over_hundred,
    row_repeated, stated_twice, subset_exceeds, thousandfold, total_mismatch,
};
use crate::finding::{Finding, Severity};

/// What a rule looks at.
#[derive(Clone, Copy)]
pub(super) enum Check {
    /// One submission by itself.
    Submission(fn(&Case<'_>) -> Vec<Finding>),
    /// All that counts in a year.
    Year(fn(&Scene<'_>) -> Vec<Finding>),
    /// A year against the one before it.
    Series(fn(&Series<'_>) -> Vec<Finding>),
}

/// One rule: a file of this folder.
#[cfg_attr(not(test), allow(dead_code, reason = "the register is for reading and tests"))]
pub(super) struct Rule {
    pub(super) codes: &'static [(&'static str, Severity)],
    /// Level of validation of the ESS (Methodology for Data Validation): 0
    /// structure, 1 within one data set, 2 the same source in other data sets
    /// or years, 3 another source of the same domain, 4 another domain, 5
    /// another provider.
    pub(super) level: u8,
    pub(super) title: &'static str,
    pub(super) check: Check,
}

const fn rule(
    level: u8,
    title: &'static str,
    codes: &'static [(&'static str, Severity)],
    check: Check,
) -> Rule {
    Rule { codes, level, title, check }
}

use Check::{Series as Over, Submission as One, Year as All};
use Severity::{Error, Info, Warning};

#[rustfmt::skip]
pub(super) const REGISTER: [Rule; 28] = [
    rule(0, "communes of a district are missing", &[("K05", Error)], All(communes_missing::check)),
    rule(0, "no breakdown by commune", &[("K08", Info)], All(no_breakdown::check)),
    rule(0, "a row stands twice", &[("K09", Warning)], One(row_repeated::check)),
    rule(0, "districts are missing", &[("K10", Error)], All(districts_missing::check)),
    rule(0, "a figure owed is missing", &[("K11", Error)], All(indicator_missing::check)),
    rule(0, "half an indicator", &[("K12", Error), ("K13", Error)], All(half_indicator::check)),
    rule(1, "a total is not the sum", &[("K01", Error)], One(total_mismatch::check)),
    rule(1, "a part exceeds its whole", &[("K02", Error), ("K03", Warning)], One(part_exceeds_whole::check)),
    rule(1, "a rate is not n/N", &[("K04", Warning)], One(rate_mismatch::check)),
    rule(1, "a figure is stated twice", &[("K06", Error)], One(stated_twice::check)),
    rule(1, "a rate exceeds 100%", &[("K07", Error)], One(rate_over_hundred::check)),
    rule(1, "levels do not make the total", &[("K14", Error)], One(levels_exceed_total::check)),
    rule(1, "a group exceeds the larger one", &[("K15", Error)], One(subset_exceeds::check)),
    rule(1, "a level without its basis", &[("K16", Warning)], One(level_needs::check)),
    rule(1, "more of a base than there can be", &[("K17", Warning)], One(households_exceed_people::check)),
    rule(1, "percents stand for counts", &[("K18", Warning)], One(percents_as_counts::check)),
    rule(2, "a figure jumped", &[("N01", Warning), ("N06", Info), ("N08", Info)], Over(jumped::check)),
    rule(2, "a thousand times too much", &[("N02", Error)], Over(thousandfold::check)),
    rule(2, "a figure fell to zero", &[("N03", Warning)], Over(dropped_to_zero::check)),
    rule(2, "a denominator moved", &[("N04", Warning)], Over(base_moved::check)),
    rule(2, "last year's table again", &[("N05", Warning)], Over(copied::check)),
    rule(2, "a level fell", &[("N07", Warning)], Over(level_fell::check)),
    rule(3, "a mirror differs", &[("M01", Warning), ("M02", Info)], All(mirror_differs::check)),
    rule(3, "two offices, two denominators", &[("M03", Warning)], All(base_differs::check)),
    rule(3, "communes do not carry a level", &[("M04", Warning), ("M06", Info)], All(level_unsupported::check)),
    rule(3, "districts do not carry a level", &[("M05", Warning)], All(province_level::check)),
    rule(4, "titles are provisional", &[("Q01", Info)], All(provisional::check)),
    rule(4, "a part of an indicator is missing", &[("Q02", Warning)], All(part_missing::check)),
];
