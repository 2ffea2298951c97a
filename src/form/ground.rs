//! On which administration's ground a workbook stands.
//!
//! “Ba Bể” is a district in June and a commune in December. Who sent a workbook is
//! read with the names of every administration; what speaks louder decides: a stamp,
//! then a letterhead, then the communes of the tables, then the name of the file.
//! Where several know the sender as well, the province in the letterhead decides,
//! then the day of the report.

use super::identity::{self, Evidence, Identity};
use super::lexicon::Lexicon;
use crate::plan::dates::Validity;
use spreadsheet::Workbook;

/// The position of the ground a workbook stands on, the first where nothing tells.
pub(crate) fn choose(
    workbook: &Workbook,
    file: &str,
    year: i16,
    grounds: &[(&Lexicon<'_>, Validity)],
) -> usize {
    let read = |(lexicon, _): &(&Lexicon<'_>, Validity)| {
        identity::read(workbook, file, year, lexicon)
    };
    let identities: Vec<Identity> = grounds.iter().map(read).collect();
    let weight = |at: usize| {
        let identity = &identities[at];
        let days = grounds[at].1;
        let dated = identity.date.filter(|_| !identity.date_from_properties);
        let by_day = dated.is_some_and(|date| days.holds_on(date));
        let in_year = identity.year.is_none_or(|own| days.touches(own));
        (identity.evidence, identity.names_province, by_day, in_year)
    };
    let mut best = 0;
    for at in 1..identities.len() {
        // A letterhead of a commune that this ground knows is no sender of another.
        let known = identities[0].evidence == Evidence::Part;
        let own_year = identities[0].year.is_none_or(|own| own == year);
        if known && own_year && weight(at).0 <= Evidence::Letterhead {
            continue;
        }
        if weight(at) > weight(best) {
            best = at;
        }
    }
    best
}
