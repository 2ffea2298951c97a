//! What offices wrote under a topic: the same words said once, the same
//! sentence with other figures said once with the figures beneath.

use crate::document::Material;
use crate::document::report::{Contribution, Contributions, Passage};
use crate::document::text::lines;
use crate::form::narrative::Paragraph;
use crate::plan::unit::Unit;
use crate::plan::vocabulary::Sign;

use super::alike::alike;
use super::{offices, shared};

/// A text of a cell is printed up to so many letters, then cited.
const LONGEST: usize = 2_000;
/// So many paragraphs of a cell are printed.
const MOST_LINES: usize = 30;

/// Everything written under some topics.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Gathered {
    pub(super) contributions: Contributions,
    /// One sentence naming those that state there was nothing.
    pub(super) nothing: Option<Passage>,
}

/// One text and all who wrote it, in the order of the first of them.
#[derive(Debug)]
pub(super) struct Voice<'a> {
    pub(super) codes: Vec<&'a str>,
    pub(super) paragraphs: Vec<String>,
    /// The text without what does not matter when texts are compared.
    pub(super) alike: String,
}

/// Gathers what all offices wrote under any of the topics; `key` names the
/// place in the report.
pub(super) fn gather(material: &Material<'_>, key: &str, topics: &[&str]) -> Gathered {
    let mut voices: Vec<Voice<'_>> = Vec::new();
    let mut silent = Vec::new();
    for code in material.plan.units().map(Unit::code) {
        let Some(paragraphs) = written(material, code, topics) else { continue };
        if paragraphs.is_empty() {
            silent.push(code);
            continue;
        }
        let alike = alike(&paragraphs.join(" "));
        match voices.iter_mut().find(|voice| voice.alike == alike) {
            Some(voice) => voice.codes.push(code),
            None => voices.push(Voice { codes: vec![code], paragraphs, alike }),
        }
    }
    let (shared, rest) = shared::split(material, key, voices);
    let own = rest.into_iter().map(|voice| contribution(material, key, voice)).collect();
    let nothing = (!silent.is_empty()).then(|| {
        let who = offices::those(material, &silent);
        let text = format!("Không phát sinh nội dung thực hiện: {who}.");
        Passage::new(format!("{key}.nothing"), text)
    });
    Gathered { contributions: Contributions { shared, own }, nothing }
}

pub(super) fn contribution(
    material: &Material<'_>,
    key: &str,
    voice: Voice<'_>,
) -> Contribution {
    Contribution {
        key: voice_key(key, &voice),
        who: offices::those(material, &voice.codes),
        paragraphs: voice.paragraphs,
    }
}

/// "tasks.1.ba-be": by the first office of the register that wrote so.
pub(super) fn voice_key(key: &str, voice: &Voice<'_>) -> String {
    let first = voice.codes.first().expect("somebody wrote it");
    format!("{key}.{first}")
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
            for line in printed(paragraph, accepted.file()) {
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

/// The paragraphs of a cell; a very long text ends with where the whole is.
pub(super) fn printed(paragraph: &Paragraph, file: &str) -> Vec<String> {
    let whole = lines(&paragraph.text);
    let mut room = LONGEST;
    let mut kept = Vec::new();
    for line in &whole {
        let length = line.chars().count();
        if length > room || kept.len() == MOST_LINES {
            kept.push(cut(line, room, paragraph, file));
            break;
        }
        room -= length;
        kept.push(line.clone());
    }
    kept
}

/// The beginning of a line, up to a word's end, and where to read on.
fn cut(line: &str, room: usize, paragraph: &Paragraph, file: &str) -> String {
    let start: String = line.chars().take(room).collect();
    let start = start.rsplit_once(' ').map_or(start.as_str(), |(words, _)| words);
    let sheet = lines(&paragraph.sheet).join(" ");
    let file = lines(file).join(" ");
    format!(
        "{start} … (còn tiếp; toàn văn tại tệp “{file}”, trang tính “{sheet}”, ô {})",
        paragraph.at
    )
    .trim_start()
    .to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::compose::fixture::Fixture;

    fn wrote(fixture: &mut Fixture, unit: &str, text: &str) {
        fixture.write(unit, "task-1", text);
    }

    fn gathered(fixture: &Fixture) -> Gathered {
        gather(&fixture.material(), "tasks.1", &["task-1"])
    }

    #[test]
    fn the_same_words_are_said_once_with_all_who_wrote_them() {
        let mut fixture = Fixture::new(2024);
        wrote(&mut fixture, "so-y-te", "Mở 2 lớp.");
        wrote(&mut fixture, "pac-nam", "MỞ  2 lớp\u{0} ;");
        wrote(&mut fixture, "ba-be", "Mở 2 lớp.");
        wrote(&mut fixture, "na-ri", "Dòng một\nDòng hai");
        let gathered = gathered(&fixture);
        let [first, second] = gathered.contributions.own.as_slice() else {
            panic!("two different texts: {gathered:?}");
        };
        assert_eq!(first.who, "UBND các huyện Ba Bể, Pác Nặm; Sở Y tế");
        assert_eq!(first.paragraphs, ["Mở 2 lớp."]);
        assert_eq!(first.key, "tasks.1.ba-be");
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
        let gathered = gathered(&fixture);
        assert_eq!(gathered.contributions, Contributions::default());
        let nothing = gathered.nothing.expect("three said so");
        assert_eq!(nothing.key, "tasks.1.nothing");
        assert_eq!(
            nothing.text,
            "Không phát sinh nội dung thực hiện: UBND thành phố Bắc Kạn; UBND các huyện \
             Ba Bể, Na Rì."
        );
        let other = gather(&fixture.material(), "tasks.2", &["task-2"]);
        assert_eq!(other, Gathered::default());
    }

    #[test]
    fn markup_in_a_cell_stays_what_was_typed() {
        let mut fixture = Fixture::new(2024);
        wrote(&mut fixture, "ba-be", "#import \"x\"; *đậm* $x$ =HYPERLINK(\"x\")");
        let own = gathered(&fixture).contributions.own;
        assert_eq!(own[0].paragraphs, ["#import \"x\"; *đậm* $x$ =HYPERLINK(\"x\")"]);
    }

    #[test]
    fn a_very_long_text_ends_with_where_the_whole_is() {
        let mut fixture = Fixture::new(2024);
        wrote(&mut fixture, "ba-be", &"một hai ".repeat(5_000));
        let own = gathered(&fixture).contributions.own;
        let text = &own[0].paragraphs[0];
        assert!(text.chars().count() < LONGEST + 120, "{}", text.chars().count());
        assert!(text.ends_with(
            "hai … (còn tiếp; toàn văn tại tệp “ba-be.xlsx”, trang tính “Báo cáo”, ô C7)"
        ), "{text}");
        let exact = "a".repeat(LONGEST);
        let mut fixture = Fixture::new(2024);
        wrote(&mut fixture, "ba-be", &exact);
        assert_eq!(gathered(&fixture).contributions.own[0].paragraphs, [exact]);
    }
}
