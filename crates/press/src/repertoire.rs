//! The letters that a document may be set in, whatever computer sets it: Windows
//! Glyph List 4 and the Vietnamese letters of TCVN 6909:2001, which Times New Roman
//! and Tinos both have.

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

/// Whether a document can show the letter.
pub fn in_repertoire(letter: char) -> bool {
    if matches!(letter, ' '..='~') {
        return true;
    }
    let code = u32::from(letter);
    let at = REPERTOIRE.partition_point(|&(_, last)| last < code);
    REPERTOIRE.get(at).is_some_and(|&(first, _)| first <= code)
}

/// Every letter of the repertoire: what a font must have.
pub(super) fn repertoire() -> impl Iterator<Item = char> {
    REPERTOIRE.iter().flat_map(|&(first, last)| first..=last).filter_map(char::from_u32)
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
    fn vietnamese_and_office_signs_are_in_it_and_emoji_are_not() {
        let shown = "Ạạ Ẫẫ Ệệ Ợợ Ựự Ỹỹ Đđ Ơơ Ưư ₫ – “…” • ≤ ≥ ± × → □ №";
        assert!(shown.chars().all(in_repertoire));
        for letter in ['😀', '汉', 'א', '\u{202e}', '\u{e000}', '\u{fe0f}', '\u{0}'] {
            assert!(!in_repertoire(letter), "U+{:04X}", u32::from(letter));
        }
    }
}
