//! Which letters a report can show, and what is done about others.
//!
//! Agencies write what they like: emoji, Chinese, private letters of old fonts.
//! A page is set in one family only, so a letter it lacks cannot be borrowed
//! from elsewhere. It is printed as `□` and the office is told where it stands.
//! The repertoire is fixed ([`press::in_repertoire`]), so that equal inboxes give
//! equal findings on every computer.

use press::in_repertoire;

use super::text::clean;
use crate::editorial::Decisions;
use crate::finding::{Finding, Severity};
use crate::observation::Statement;
use crate::place::Place;
use crate::rules::Accepted;

/// Stands for a letter that cannot be shown.
pub(crate) const SUBSTITUTE: char = '□';

/// A JSON text in which every letter that cannot be shown is [`SUBSTITUTE`].
/// The structure of JSON is ASCII, so only what it quotes can change.
pub(crate) fn legible(json: String, shown: impl Fn(char) -> bool) -> String {
    let plain = |letter: char| letter == '\n' || shown(letter);
    if json.chars().all(plain) {
        return json;
    }
    json.chars().map(|letter| if plain(letter) { letter } else { SUBSTITUTE }).collect()
}

/// What in the words of the offices will not be shown as it was written.
pub(crate) fn findings(accepted: &[Accepted]) -> Vec<Finding> {
    let mut findings = Vec::new();
    for one in accepted {
        let statement = one.statement();
        let of = |finding: Finding| finding.of_unit(&statement.unit);
        let file = one.file();
        findings.extend(finding(Place::file(file), "Tên tệp", file).map(of));
        findings.extend(about_words(file, statement).map(of));
    }
    findings
}

/// What in the clerk's own words will not be shown as it was written.
pub(crate) fn of_decisions(decisions: &Decisions) -> Vec<Finding> {
    let words = decisions.texts.places().chain(decisions.reasons.places());
    words
        .filter_map(|(at, words)| finding(at.clone(), "Nội dung biên tập", words))
        .collect()
}

fn about_words(file: &str, statement: &Statement) -> impl Iterator<Item = Finding> {
    let paragraphs = statement.paragraphs.iter().filter_map(move |paragraph| {
        let place = Place::cell(file, &paragraph.sheet, paragraph.at);
        finding(place, "Nội dung báo cáo", &paragraph.text)
    });
    let commendations = statement.commendations.iter().filter_map(move |one| {
        let text = [&one.name, &one.post, &one.form, &one.merit];
        let text: Vec<&str> = text.into_iter().map(String::as_str).collect();
        finding(Place::file(file), "Danh sách đề nghị khen thưởng", &text.join(" "))
    });
    paragraphs.chain(commendations)
}

fn finding(place: Place, what: &str, text: &str) -> Option<Finding> {
    let mut letters: Vec<char> =
        clean(text).chars().filter(|&letter| !in_repertoire(letter)).collect();
    letters.sort_unstable();
    letters.dedup();
    let first = *letters.first()?;
    let more = match letters.len() {
        1 => String::new(),
        count => format!(" và {} ký tự khác", count - 1),
    };
    let name = format!("U+{:04X}", u32::from(first));
    Some(
        Finding::new(
            Severity::Warning,
            "P01",
            place,
            format!(
                "{what} có ký tự {name}{more} mà phông Times New Roman không có; \
                 trong báo cáo in thành “{SUBSTITUTE}”."
            ),
            "Thay biểu tượng, chữ lạ bằng chữ thường rồi gửi lại.",
        )
        .found(first),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stands_for_a_letter_can_be_shown() {
        assert!(in_repertoire(SUBSTITUTE));
    }

    #[test]
    fn letters_that_cannot_be_shown_are_replaced_and_nothing_else() {
        let json = "{\n  \"a\": \"Ba Bể 😀 \\u0007 \u{202e}\"\n}\n";
        let expected = "{\n  \"a\": \"Ba Bể □ \\u0007 □\"\n}\n";
        assert_eq!(legible(json.to_owned(), in_repertoire), expected);
        assert_eq!(legible("\"ệ\"".to_owned(), |letter| letter != 'ệ'), "\"□\"");
    }

    #[test]
    fn the_office_is_told_which_letter_where() {
        let place = Place::file("a.xlsx");
        let found =
            finding(place.clone(), "Nội dung báo cáo", "tốt 😀😀 汉").expect("odd");
        assert_eq!(found.code, "P01");
        assert_eq!(
            found.message,
            "Nội dung báo cáo có ký tự U+6C49 và 1 ký tự khác mà phông Times New Roman \
             không có; trong báo cáo in thành “□”."
        );
        assert!(finding(place, "Nội dung báo cáo", "tốt\n lắm").is_none());
    }
}
