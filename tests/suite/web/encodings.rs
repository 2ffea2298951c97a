//! Bytes of one text in every encoding that systems write.

use unicode_normalization::UnicodeNormalization;

/// The text as UTF-8 and UTF-16, marked and not, and as Windows-1258, with the name
/// of each; `told` is put where the text has `CHARSET`.
pub(crate) fn all(text: &str) -> Vec<(&'static str, Vec<u8>)> {
    let told = |name: &str| text.replace("CHARSET", name);
    let wide = |units: fn(u16) -> [u8; 2]| -> Vec<u8> {
        told("utf-16").encode_utf16().flat_map(units).collect()
    };
    let utf8 = told("utf-8").into_bytes();
    vec![
        ("UTF-8", utf8.clone()),
        ("UTF-8, marked", [b"\xEF\xBB\xBF".to_vec(), utf8].concat()),
        ("UTF-8 that says it is Windows-1252", told("windows-1252").into_bytes()),
        ("UTF-16LE", wide(u16::to_le_bytes)),
        ("UTF-16BE", wide(u16::to_be_bytes)),
        ("UTF-16LE, marked", [b"\xFF\xFE".to_vec(), wide(u16::to_le_bytes)].concat()),
        ("UTF-16BE, marked", [b"\xFE\xFF".to_vec(), wide(u16::to_be_bytes)].concat()),
        ("Windows-1258", in_windows_1258(&told("windows-1258"))),
        ("Windows-1258 that says nothing", in_windows_1258(&told(""))),
        ("Windows-1258 that says UTF-8", in_windows_1258(&told("utf-8"))),
        ("Windows-1258 that says 1252", in_windows_1258(&told("windows-1252"))),
    ]
}

/// Letters with their hats, tones as signs of their own, as Windows-1258 has them.
pub(crate) fn in_windows_1258(text: &str) -> Vec<u8> {
    const LETTERS: [(char, u8); 14] = [
        ('\u{300}', 0xcc),
        ('\u{301}', 0xec),
        ('\u{303}', 0xde),
        ('\u{309}', 0xd2),
        ('\u{323}', 0xf2),
        ('Đ', 0xd0),
        ('đ', 0xf0),
        ('Ă', 0xc3),
        ('ă', 0xe3),
        ('Ơ', 0xd5),
        ('ơ', 0xf5),
        ('Ư', 0xdd),
        ('ư', 0xfd),
        ('₫', 0xfe),
    ];
    let mut bytes = Vec::new();
    // The hat first, the tone behind it.
    let apart = |letter: char| {
        let mut parts: Vec<char> = std::iter::once(letter).nfd().collect();
        parts[1..].sort_by_key(|mark| !['\u{302}', '\u{306}', '\u{31b}'].contains(mark));
        parts
    };
    for letter in text.chars().flat_map(apart) {
        let hat = match (letter, bytes.last()) {
            ('\u{302}', Some(b'a' | b'A')) => bytes.last().map(|base| base + 0x81),
            ('\u{302}', Some(b'e' | b'E' | b'o' | b'O')) => {
                bytes.last().map(|base| base + 0x85)
            }
            ('\u{306}', Some(b'a')) => Some(0xe3),
            ('\u{306}', Some(b'A')) => Some(0xc3),
            ('\u{31b}', Some(b'o')) => Some(0xf5),
            ('\u{31b}', Some(b'O')) => Some(0xd5),
            ('\u{31b}', Some(b'u')) => Some(0xfd),
            ('\u{31b}', Some(b'U')) => Some(0xdd),
            _ => None,
        };
        if let Some(hat) = hat {
            bytes.pop();
            bytes.push(hat);
            continue;
        }
        let known =
            LETTERS.iter().find(|(known, _)| *known == letter).map(|(_, byte)| *byte);
        bytes.push(known.unwrap_or_else(|| u8::try_from(letter).unwrap()));
    }
    bytes
}
