//! Tables that are not this year's results: last year's for comparison, next
//! year's targets. Their titles say so, or the name of their sheet.

use crate::form::band::Sight;
use crate::plan::vocabulary::loose;

/// The name of a sheet that holds other figures than this year's.
pub(super) fn of_sheet_name(sight: &Sight<'_>, sheet: &str) -> Option<String> {
    verdict(sight, sheet).flatten().map(|()| sheet.to_owned())
}

/// Whether the titles between two rows put what follows aside; nothing where
/// they do not say. The title nearest to the table speaks first.
pub(super) fn of_titles(
    sight: &Sight<'_>,
    start: u32,
    end: u32,
) -> Option<Option<String>> {
    for row in (start..end).rev() {
        for (_, cell) in sight.grid.row(row) {
            let Some(text) = cell.as_text() else { continue };
            if let Some(verdict) = verdict(sight, text) {
                return Some(verdict.map(|()| text.to_owned()));
            }
        }
    }
    None
}

/// `Some(Some(()))`: aside; `Some(None)`: this year's; nothing: does not say.
fn verdict(sight: &Sight<'_>, title: &str) -> Option<Option<()>> {
    let key = loose(title);
    let speaks_of_documents = ["ngay", "quyet dinh", "cong van", "so lieu tinh den"]
        .iter()
        .any(|words| key.plain.contains(words));
    if speaks_of_documents {
        return None;
    }
    let words: Vec<&str> = key.plain.split(' ').collect();
    let years: Vec<i16> = words
        .iter()
        .filter(|word| word.len() == 4)
        .filter_map(|word| word.parse().ok())
        .filter(|year| (2000..2100).contains(year))
        .collect();
    if years.contains(&sight.year) {
        return Some(None);
    }
    // A single other year; `giai đoạn 2021-2030` names a period.
    let other_year = years.len() == 1 && words.contains(&"nam");
    (other_year || sight.vocabulary.is_aside(&key)).then_some(Some(()))
}
