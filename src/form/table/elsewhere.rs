//! Headings and rows that name another district than the one that sent the table:
//! `Gia đình học tập huyện Ba Bể` in the city's file counts nobody of the city.

use crate::form::band::Sight;
use crate::form::label::Label;
use crate::form::names::district_of;

/// How names of districts begin, shortest forms included.
const KINDS: [&str; 4] = ["huyện", "thành phố", "tp", "thị xã"];
/// The longest name of a district with its kind, in words.
const LONGEST: usize = 5;

/// The district a label names that is not the sender, as written.
pub(super) fn of_another(sight: &Sight<'_>, label: &Label) -> Option<String> {
    let home = sight.home?;
    label.parts.iter().find_map(|part| named(sight, part, home))
}

fn named(sight: &Sight<'_>, part: &str, home: &str) -> Option<String> {
    let lower = part.to_lowercase();
    if !KINDS.iter().any(|kind| lower.contains(kind)) {
        return None;
    }
    let split = part.split(|c: char| c.is_whitespace() || "(),;:“”\"/".contains(c));
    let words: Vec<&str> = split.filter(|word| !word.is_empty()).collect();
    let runs = (0..words.len()).flat_map(|start| {
        let longest = LONGEST.min(words.len() - start);
        (2..=longest).map(move |length| (start, start + length))
    });
    runs.map(|(start, end)| words[start..end].join(" ")).find(|run| {
        let begins = KINDS.iter().any(|kind| run.to_lowercase().starts_with(kind));
        let found = if begins { sight.lexicon.names.find(run) } else { Vec::new() };
        district_of(&found).is_some_and(|named| named.who.unit() != Some(home))
    })
}
