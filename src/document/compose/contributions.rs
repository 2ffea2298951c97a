//! What offices wrote under a topic, the same words said once.

use crate::document::Material;
use crate::document::report::Contribution;
use crate::document::text::lines;
use crate::plan::unit::Unit;
use crate::plan::vocabulary::Sign;

use super::offices;

/// Everything written under some topics.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Gathered {
    /// In the order of the first office that wrote so.
    pub(super) contributions: Vec<Contribution>,
    /// As printed, those that state there was nothing: "UBND huyện Ba Bể".
    pub(super) nothing: Option<String>,
}

/// Gathers what all offices wrote under any of the topics.
pub(super) fn gather(material: &Material<'_>, topics: &[&str]) -> Gathered {
    let plan = material.plan;
    let mut alike: Vec<(Vec<String>, Vec<&str>)> = Vec::new();
    let mut silent = Vec::new();
    for code in plan.units().map(Unit::code) {
        let Some(words) = written(material, code, topics) else { continue };
        if words.is_empty() {
            silent.push(code);
            continue;
        }
        match alike.iter_mut().find(|(others, _)| *others == words) {
            Some((_, offices)) => offices.push(code),
            None => alike.push((words, vec![code])),
        }
    }
    let contributions = alike
        .into_iter()
        .map(|(paragraphs, codes)| Contribution {
            who: offices::agencies(plan, &codes),
            paragraphs,
        })
        .collect();
    let nothing = (!silent.is_empty()).then(|| offices::agencies(plan, &silent));
    Gathered { contributions, nothing }
}

/// An office's paragraphs: none if it says nothing occurred, `None` if it does
/// not say anything.
pub(super) fn written<'a>(
    material: &Material<'a>,
    unit: &'a str,
    topics: &[&str],
) -> Option<Vec<String>> {
    let mut words: Vec<String> = Vec::new();
    let mut spoke = false;
    for accepted in material.accepted_of(unit) {
        for paragraph in &accepted.statement().paragraphs {
            if !topics.contains(&paragraph.topic.as_str()) {
                continue;
            }
            spoke = true;
            for line in lines(&paragraph.text) {
                let says_nothing =
                    material.plan.vocabulary.sign_of(&line) == Some(Sign::None);
                if !says_nothing && !words.contains(&line) {
                    words.push(line);
                }
            }
        }
    }
    spoke.then_some(words)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::compose::fixture::Fixture;

    fn wrote(fixture: &mut Fixture, unit: &str, text: &str) {
        fixture.write(unit, "task-1", text);
    }

    #[test]
    fn the_same_words_are_said_once_with_all_who_wrote_them() {
        let mut fixture = Fixture::new(2024);
        wrote(&mut fixture, "so-y-te", "Mở 2 lớp.");
        wrote(&mut fixture, "pac-nam", "Mở  2 lớp.\u{0}");
        wrote(&mut fixture, "ba-be", "Mở 2 lớp.");
        wrote(&mut fixture, "na-ri", "Dòng một\nDòng hai");
        let gathered = gather(&fixture.material(), &["task-1"]);
        let [first, second] = gathered.contributions.as_slice() else {
            panic!("two different texts: {gathered:?}");
        };
        assert_eq!(first.who, "UBND các huyện Ba Bể, Pác Nặm; Sở Y tế");
        assert_eq!(first.paragraphs, ["Mở 2 lớp."]);
        assert_eq!(second.who, "UBND huyện Na Rì");
        assert_eq!(second.paragraphs, ["Dòng một", "Dòng hai"]);
        assert_eq!(gathered.nothing, None);
    }

    #[test]
    fn those_without_anything_to_say_are_named_in_one_breath() {
        let mut fixture = Fixture::new(2024);
        for unit in ["na-ri", "tp-bac-kan", "ba-be"] {
            wrote(&mut fixture, unit, "Không phát sinh.");
        }
        let gathered = gather(&fixture.material(), &["task-1"]);
        assert!(gathered.contributions.is_empty());
        assert_eq!(
            gathered.nothing.as_deref(),
            Some("UBND thành phố Bắc Kạn; UBND các huyện Ba Bể, Na Rì")
        );
        assert_eq!(gather(&fixture.material(), &["task-2"]), Gathered::default());
    }

    #[test]
    fn markup_in_a_cell_stays_what_was_typed() {
        let mut fixture = Fixture::new(2024);
        wrote(&mut fixture, "ba-be", "#import \"x\"; *đậm* $x$");
        let gathered = gather(&fixture.material(), &["task-1"]);
        assert_eq!(gathered.contributions[0].paragraphs, ["#import \"x\"; *đậm* $x$"]);
    }
}
