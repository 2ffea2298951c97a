//! Figures merged over several cells that mean different things: whose they
//! are, nobody can tell.

use std::collections::BTreeMap;

use super::Table;
use crate::form::band::Sight;
use crate::place::CellRange;

/// Takes away the fields of a merged region that spans more than one, if a
/// figure stands in it.
pub(super) fn straddling(sight: &Sight<'_>, table: &mut Table) {
    let mut spanned: BTreeMap<CellRange, usize> = BTreeMap::new();
    let mut places: Vec<_> = table.fields.iter().map(|field| field.at).collect();
    places.sort_unstable();
    places.dedup();
    for at in places {
        if let Some(region) = sight.grid.merge_at(at) {
            *spanned.entry(region).or_default() += 1;
        }
    }
    spanned.retain(|region, cells| {
        let shown = sight.grid.get(region.first);
        *cells > 1 && shown.is_some_and(|cell| sight.is_figure(cell))
    });
    table.fields.retain(|field| !spanned.keys().any(|region| region.contains(field.at)));
    table.straddling = spanned.into_keys().collect();
}
