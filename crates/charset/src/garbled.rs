//! UTF-8 that was read as Windows-1252 or Windows-1258, once or twice: `XÃ£` for
//! `Xã`. Letters of UTF-8 stand in twos and threes that no honest text has, so it
//! is taken back where that gives UTF-8 again and Vietnamese words.

use encoding_rs::{Encoding, WINDOWS_1252, WINDOWS_1258};

use super::words::{self, Casing};

/// How often a text may have been garbled.
const TIMES: usize = 3;

/// Twos of signs that begin letters of Vietnam in garbled text and nothing else.
const MARKS: [&str; 14] =
    ["á»", "áº", "Ä‘", "Äƒ", "Æ°", "Æ¡", "Ã£", "Ã¡", "Ã©", "Ã´", "Ãª", "Ã¢", "Ã³", "Ãº"];

/// The text as it was before; nothing where it was not garbled.
pub(super) fn restored(text: &str) -> Option<String> {
    if !may_be(text) {
        return None;
    }
    let mut best = None;
    let mut text = text.to_owned();
    for _ in 0..TIMES {
        let Some(before) = taken_back(&text) else { break };
        let weight = words::weigh(&before, Casing::Settled);
        if weight.bad == 0 || weight.good > 4 * weight.bad {
            best = Some(before.clone());
        }
        text = before;
    }
    best
}

/// Whether a text shows that it is garbled, though nothing restores it.
pub(super) fn shows(text: &str) -> bool {
    may_be(text) && MARKS.iter().any(|mark| text.contains(mark))
}

/// A quick look: every letter that UTF-8 takes two bytes for begins so.
pub(super) fn may_be(text: &str) -> bool {
    text.contains(['Ã', 'Â', 'Ä', 'Å', 'Æ', 'á', 'Ð', 'Ă', 'Ê', 'Ì'])
        && text.chars().any(|c| !c.is_ascii() && !c.is_alphabetic())
}

fn taken_back(text: &str) -> Option<String> {
    let spaced = text.replace("Ã ", "Ã\u{a0}");
    let of = |text: &str, encoding| bytes(text, encoding).and_then(utf8);
    let both = [WINDOWS_1252, WINDOWS_1258];
    let found = both.iter().find_map(|encoding| of(text, encoding));
    found.or_else(|| both.iter().find_map(|encoding| of(&spaced, encoding)))
}

/// The bytes that were read as these letters.
fn bytes(text: &str, encoding: &'static Encoding) -> Option<Vec<u8>> {
    let mut bytes = Vec::with_capacity(text.len());
    for letter in text.chars() {
        if letter.is_ascii() {
            bytes.push(letter as u8);
            continue;
        }
        let mut one = [0; 4];
        let (encoded, _, lost) = encoding.encode(letter.encode_utf8(&mut one));
        match (lost, u8::try_from(u32::from(letter))) {
            (false, _) if encoded.len() == 1 => bytes.push(encoded[0]),
            // A code that the encoding has no letter for stays as it is.
            (true, Ok(code)) if (0x80..0xa0).contains(&code) => bytes.push(code),
            _ => return None,
        }
    }
    Some(bytes)
}

fn utf8(bytes: Vec<u8>) -> Option<String> {
    String::from_utf8(bytes).ok().filter(|text| !text.is_ascii())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn garbled(text: &str, encoding: &'static Encoding) -> String {
        encoding.decode_without_bom_handling(text.as_bytes()).0.into_owned()
    }

    #[test]
    fn what_was_read_as_windows_is_taken_back() {
        for text in
            ["Xã Đồng Thắng", "Số hộ gia đình học tập", "BÁO CÁO", "đã và đang", "Tỷ lệ"]
        {
            for encoding in [WINDOWS_1252, WINDOWS_1258] {
                let once = garbled(text, encoding);
                assert_eq!(restored(&once).as_deref(), Some(text), "{once}");
            }
            let twice = garbled(&garbled(text, WINDOWS_1252), WINDOWS_1252);
            assert_eq!(restored(&twice).as_deref(), Some(text), "{twice}");
        }
        assert_eq!(restored("vÃ  xÃ£ há»™i").as_deref(), Some("và xã hội"));
    }

    #[test]
    fn honest_text_is_left_alone() {
        for text in [
            "Xã Đồng Thắng",
            "XÃ HỘI",
            "5 m² «Á»",
            "Sè hé gia ®×nh",
            "á, à – ã",
            "LÃNH ĐẠO – Ủy ban",
        ] {
            assert_eq!(restored(text), None, "{text}");
            assert!(!shows(text), "{text}");
        }
        assert!(shows("há»? gia Ä‘Ã¬nh"));
    }
}
