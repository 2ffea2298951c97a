//! Which letters a report can show, and what is done about others.
//!
//! Agencies write what they like: emoji, Chinese, private letters of old fonts.
//! A page is set in one family only, so a letter it lacks cannot be borrowed
//! from elsewhere. It is printed as `□` and the office is told where it stands.
//! The repertoire is fixed (Windows Glyph List 4 and the Vietnamese letters of
//! TCVN 6909:2001, which Times New Roman and Tinos both have), so that equal
//! inboxes give equal findings on every computer.

use super::text::clean;
use crate::editorial::Decisions;
use crate::finding::{Finding, Severity};
use crate::observation::Statement;
use crate::place::Place;
use crate::rules::Accepted;

/// Stands for a letter that cannot be shown.
pub(crate) const SUBSTITUTE: char = '□';

/// Windows Glyph List 4 and Vietnamese, as first and last of each run.
const REPERTOIRE: [(u32, u32); 66] = [
    (0x0020, 0x007E),
    (0x00A0, 0x017F),
    (0x0192, 0x0192),
    (0x01A0, 0x01A1),
    (0x01AF, 0x01B0),
    (0x01FA, 0x01FF),
    (0x0218, 0x021B),
    (0x02C6, 0x02C7),
    (0x02C9, 0x02C9),
    (0x02D8, 0x02DD),
    (0x0300, 0x0301),
    (0x0303, 0x0303),
    (0x0309, 0x0309),
    (0x0323, 0x0323),
    (0x0384, 0x038A),
    (0x038C, 0x038C),
    (0x038E, 0x03A1),
    (0x03A3, 0x03CE),
    (0x0400, 0x045F),
    (0x0490, 0x0491),
    (0x1E80, 0x1E85),
    (0x1EA0, 0x1EF9),
    (0x2010, 0x2015),
    (0x2017, 0x201E),
    (0x2020, 0x2022),
    (0x2026, 0x2026),
    (0x2030, 0x2030),
    (0x2032, 0x2033),
    (0x2039, 0x203A),
    (0x203C, 0x203C),
    (0x203E, 0x203E),
    (0x2044, 0x2044),
    (0x207F, 0x207F),
    (0x20A3, 0x20A4),
    (0x20A7, 0x20A7),
    (0x20AB, 0x20AC),
    (0x2105, 0x2105),
    (0x2113, 0x2113),
    (0x2116, 0x2116),
    (0x2122, 0x2122),
    (0x2126, 0x2126),
    (0x212E, 0x212E),
    (0x215B, 0x215E),
    (0x2190, 0x2195),
    (0x2202, 0x2202),
    (0x2206, 0x2206),
    (0x220F, 0x220F),
    (0x2211, 0x2212),
    (0x2215, 0x2215),
    (0x2219, 0x221A),
    (0x221E, 0x221F),
    (0x2229, 0x2229),
    (0x222B, 0x222B),
    (0x2248, 0x2248),
    (0x2260, 0x2261),
    (0x2264, 0x2265),
    (0x2302, 0x2302),
    (0x2310, 0x2310),
    (0x25A0, 0x25A1),
    (0x25AA, 0x25AC),
    (0x25B2, 0x25B2),
    (0x25BA, 0x25BA),
    (0x25BC, 0x25BC),
    (0x25C4, 0x25C4),
    (0x25CA, 0x25CB),
    (0x25CF, 0x25CF),
];

/// Whether a report can show the letter.
pub(crate) fn in_repertoire(letter: char) -> bool {
    if matches!(letter, ' '..='~') {
        return true;
    }
    let code = u32::from(letter);
    let at = REPERTOIRE.partition_point(|&(_, last)| last < code);
    REPERTOIRE.get(at).is_some_and(|&(first, _)| first <= code)
}

/// Every letter of the repertoire: what a font must have.
pub(crate) fn repertoire() -> impl Iterator<Item = char> {
    REPERTOIRE.iter().flat_map(|&(first, last)| first..=last).filter_map(char::from_u32)
}

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
    fn the_runs_of_the_repertoire_are_in_order() {
        assert!(REPERTOIRE.windows(2).all(|pair| pair[0].1 < pair[1].0));
        assert!(REPERTOIRE.iter().all(|(first, last)| first <= last));
    }

    #[test]
    fn vietnamese_and_office_signs_are_shown_and_emoji_are_not() {
        let shown = "Ạạ Ẫẫ Ệệ Ợợ Ựự Ỹỹ Đđ Ơơ Ưư ₫ – “…” • ≤ ≥ ± × → □ №";
        assert!(shown.chars().all(in_repertoire));
        for letter in ['😀', '汉', 'א', '\u{202e}', '\u{e000}', '\u{fe0f}', '\u{0}'] {
            assert!(!in_repertoire(letter), "U+{:04X}", u32::from(letter));
        }
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
