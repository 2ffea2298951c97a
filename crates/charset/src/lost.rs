//! Letters that an earlier conversion threw away or turned into question marks.
//!
//! Nothing brings them back, so the reader must be told; but the reports swarm
//! with abbreviations, hence the care: capitals without a vowel are taken for
//! one unless the phrase is known.

/// Initials a syllable may have.
const ONSETS: &[&str] = &[
    "b", "c", "ch", "d", "đ", "g", "gh", "h", "k", "kh", "l", "m", "n", "ng", "ngh",
    "nh", "p", "ph", "q", "r", "s", "t", "th", "tr", "v", "x",
];

/// Finals a syllable may have.
const FINALS: &[&str] = &["c", "ch", "m", "n", "ng", "nh", "p", "t"];

/// Words of these reports as they look with every letter beyond Latin-1 dropped.
const PHRASES: &[(&str, &str)] = &[
    ("giáo", "dc"),
    ("hc", "tp"),
    ("m", "ch"),
    ("mù", "ch"),
    ("ph", "cp"),
    ("thng", "k"),
];

pub(super) fn letters_are_missing(text: &str) -> bool {
    text.contains('\u{fffd}')
        || (text.contains('?') && text.split_whitespace().any(is_questioned))
        || is_gutted(text)
}

/// `B?c`, `h?i`, `tu?i`: a question mark between letters that cannot stand
/// alone. `Có?Không` and addresses of web pages are left in peace.
fn is_questioned(word: &str) -> bool {
    if !word.contains('?')
        || word.contains("://")
        || word.contains("www.")
        || word.contains('=')
    {
        return false;
    }
    let parts: Vec<&str> = word.split('?').collect();
    parts.windows(2).any(|pair| {
        let letter = |c: &char| c.is_alphabetic();
        let left = pair[0].chars().rev().take_while(letter).collect::<String>();
        let right = pair[1].chars().take_while(letter).collect::<String>();
        let torn = is_vowelless(&left) || is_vowelless(&right);
        let tail = right.chars().count() == 1 && right.chars().all(char::is_lowercase);
        !left.is_empty() && !right.is_empty() && (torn || tail)
    })
}

/// Several words that are onsets and finals with no vowel between them.
fn is_gutted(text: &str) -> bool {
    if !may_have_holes(text) {
        return false;
    }
    // A word with a stop or stroke inside is an address, a code, an abbreviation.
    let edge = |c: char| !c.is_alphanumeric();
    let words = || text.split_whitespace().map(|word| word.trim_matches(edge));
    let small = |word: &str| word.to_lowercase();
    let known = words().zip(words().skip(1)).any(|(one, next)| {
        is_vowelless(next)
            && PHRASES.contains(&(small(one).as_str(), small(next).as_str()))
    });
    let abbreviated =
        |word: &str| word.chars().nth(1).is_some() && !word.contains(char::is_lowercase);
    let bare = || words().filter(|word| is_vowelless(word) && !abbreviated(word));
    let skeletons = bare().filter(|word| is_skeleton(&small(word))).count();
    known || skeletons >= 2 || (skeletons == 1 && bare().count() >= 2)
}

/// Whether some word may be without a vowel: a quick look at the bytes, since
/// nearly every cell ends here. Any letter beyond ASCII but đ passes for one.
fn may_have_holes(text: &str) -> bool {
    let (mut letters, mut vowels) = (false, false);
    for byte in text.bytes() {
        match byte.to_ascii_lowercase() {
            b'a' | b'e' | b'i' | b'o' | b'u' | b'y' | b'0'..=b'9' => vowels = true,
            b'a'..=b'z' | 0xc4 | 0x90 | 0x91 => letters = true,
            0x80.. => vowels = true,
            _ if letters && !vowels => return true,
            _ => (letters, vowels) = (false, false),
        }
    }
    letters && !vowels
}

/// `thng`, `lng`, `trn`; two letters (`km`, `tp`) are too often something else.
fn is_skeleton(word: &str) -> bool {
    let fits =
        |onset: &str| word.strip_prefix(onset).is_some_and(|rest| FINALS.contains(&rest));
    word.chars().nth(2).is_some() && ONSETS.iter().any(|onset| fits(onset))
}

fn is_vowelless(word: &str) -> bool {
    let consonant = |c: char| match c {
        'đ' | 'Đ' => true,
        'a' | 'e' | 'i' | 'o' | 'u' | 'y' | 'A' | 'E' | 'I' | 'O' | 'U' | 'Y' => false,
        _ => c.is_ascii_alphabetic(),
    };
    !word.is_empty() && word.chars().all(consonant)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn holes_are_seen() {
        let texts = [
            "GIÁO DC",
            "M CH",
            "Cc Thng k",
            "B?c K?n",
            "Xà h?i",
            "Xã h\u{fffd}i",
            "S lng thng",
            "GIÁO D?C",
            "tu?i",
            "Trư?ng ti?u h?c",
        ];
        for text in texts {
            assert!(letters_are_missing(text), "{text}");
        }
    }

    #[test]
    fn abbreviations_units_and_questions_are_no_holes() {
        let texts = [
            "TTHTCĐ",
            "XMC mức độ",
            "PCGDTHCS",
            "ĐVT",
            "STT",
            "UBND",
            "KT. CHỦ TỊCH",
            "CNTT",
            "Sở GDĐT",
            "BCĐ",
            "HĐND",
            "TP Bắc Kạn - BC XHHT",
            "km, kg",
            "ThS. Ng. Văn B",
            "Đã đạt?",
            "Có?Không",
            "https://x.vn/t?p=1",
            "Tp HCM",
            "QĐ-TTg",
            "1373/QĐTTg",
            "x",
            "?",
            "TT KT XH",
            "Nxb GD",
            "stt, sđt",
            "12kg thn",
            "P. CT HĐND",
        ];
        for text in texts {
            assert!(!letters_are_missing(text), "{text}");
        }
    }
}
