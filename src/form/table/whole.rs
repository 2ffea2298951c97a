//! The row or column that stands for all units: `Tổng cộng`, `Toàn huyện Ba Bể`,
//! `Tổng số (15 xã, thị trấn)`.

use crate::form::band::Sight;
use crate::form::names::{Who, strip_ordinal};
use crate::plan::vocabulary::loose;

/// What is counted in a bracket behind a total, in bare letters.
const UNITS: [&str; 13] = [
    "xa", "phuong", "thi", "tran", "tt", "don", "vi", "huyen", "thanh", "pho", "tp",
    "va", "x",
];

/// `Toàn huyện` is always the whole; `Tổng số` is a measure, and the whole
/// only beside units.
pub(super) fn is_total_subject(sight: &Sight<'_>, text: &str, among_units: bool) -> bool {
    let text = strip_ordinal(text);
    names_whole(sight, text) && (among_units || sight.words(text).label.measure.is_none())
}

fn names_whole(sight: &Sight<'_>, text: &str) -> bool {
    sight.vocabulary.is_total(text) || {
        let bare = without_count(text);
        sight.vocabulary.is_total(bare) || is_of_sender(sight, bare)
    }
}

/// Without `(15 xã, thị trấn)` or `: 15 xã, thị trấn` behind it.
fn without_count(text: &str) -> &str {
    let bracket =
        text.trim_end().strip_suffix(')').and_then(|text| text.rsplit_once('('));
    let Some((total, count)) = bracket.or_else(|| text.split_once(':')) else {
        return text;
    };
    let count = loose(count).plain;
    let mut words = count.split(' ');
    let number = words.next().unwrap_or_default();
    let counts = !number.is_empty()
        && number.chars().all(|c| c.is_ascii_digit())
        && words.all(|word| UNITS.contains(&word));
    if counts { total.trim_end() } else { text }
}

/// `Tổng cộng huyện Ba Bể`, `Toàn huyện Ba Bể`: a total and the sender's name.
fn is_of_sender(sight: &Sight<'_>, text: &str) -> bool {
    let Some(home) = sight.home else { return false };
    let names_home = |text: &str| {
        sight.lexicon.named(text).iter().any(|named| match &named.who {
            Who::District(code) => code == home,
            Who::Body(_) | Who::Commune { .. } | Who::Part(_) | Who::Outside(_) => false,
        })
    };
    text.match_indices(char::is_whitespace).any(|(at, _)| {
        let (total, name) = (text[..at].trim_end(), text[at..].trim_start());
        let is_total = sight.vocabulary.is_total(total) || loose(total).marked == "toàn";
        is_total && names_home(name)
    })
}
