//! The bytes of a text as Unicode, whatever their encoding: what stands before
//! them, what they are valid as, what they say of themselves, and last which of
//! the two Windows of Vietnam makes words of them.

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252, WINDOWS_1258};
use unicode_normalization::UnicodeNormalization;

/// How far into a text it may name its encoding.
const HEAD: usize = 4_096;
/// How much of a text is weighed.
const WEIGHED: usize = 64 << 10;

/// The text; nothing where it is none.
pub(super) fn unicode(bytes: &[u8]) -> Option<String> {
    let encoding = match Encoding::for_bom(bytes) {
        Some((marked, _)) => marked,
        None => wide(bytes).unwrap_or_else(|| narrow(bytes)),
    };
    let (text, _, _) = encoding.decode(bytes);
    if !is_text(&text) {
        return None;
    }
    // There the tones are signs of their own, which says nothing of who typed them.
    let is_apart = encoding == WINDOWS_1258;
    Some(if is_apart { text.nfc().collect() } else { text.into_owned() })
}

/// UTF-16 without a mark: every other byte of its ASCII is 0.
fn wide(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = &bytes[..bytes.len().min(HEAD)];
    let pairs = head.len() / 2;
    let zeros = |of: usize| head.iter().skip(of).step_by(2).filter(|b| **b == 0).count();
    let (even, odd) = (zeros(0), zeros(1));
    if pairs < 2 || (even + odd) * 4 < pairs {
        return None;
    }
    match (even, odd) {
        (0, _) => Some(UTF_16LE),
        (_, 0) => Some(UTF_16BE),
        (even, odd) if odd > even * 4 => Some(UTF_16LE),
        (even, odd) if even > odd * 4 => Some(UTF_16BE),
        _ => None,
    }
}

/// What is valid UTF-8 is UTF-8, whatever it says; no other text is by chance.
fn narrow(bytes: &[u8]) -> &'static Encoding {
    if str::from_utf8(bytes).is_ok() {
        return UTF_8;
    }
    match declared(bytes) {
        Some(told) if told != UTF_8 && !is_of_windows(told) => told,
        // Cut or patched UTF-8 stays what it is where most of it is sound.
        _ if is_mostly_utf8(bytes) => UTF_8,
        // Systems name one of the two and write the other.
        told => weighed(bytes, told),
    }
}

fn is_of_windows(encoding: &'static Encoding) -> bool {
    encoding == WINDOWS_1252 || encoding == WINDOWS_1258
}

/// Whether all but a few of the letters beyond ASCII are sound UTF-8.
fn is_mostly_utf8(bytes: &[u8]) -> bool {
    let head = &bytes[..bytes.len().min(WEIGHED)];
    let (mut sound, mut broken) = (0_usize, 0_usize);
    for chunk in head.utf8_chunks() {
        sound += chunk.valid().chars().filter(|letter| !letter.is_ascii()).count();
        broken += usize::from(!chunk.invalid().is_empty());
    }
    sound > 20 * broken
}

/// The encoding that a text names at its beginning.
fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = &bytes[..bytes.len().min(HEAD)];
    let head = String::from_utf8_lossy(head).to_ascii_lowercase();
    let named = ["charset=", "encoding="].iter().find_map(|mark| {
        let rest = &head[head.find(mark)? + mark.len()..];
        let rest = rest.trim_start_matches(['"', '\'', ' ']);
        let end = rest.find(|c: char| !(c.is_ascii_alphanumeric() || "-_".contains(c)));
        Some(rest[..end.unwrap_or(rest.len())].to_owned())
    })?;
    let told = Encoding::for_label(named.as_bytes())?;
    // A text that could name it is not of two bytes a letter.
    (told != UTF_16LE && told != UTF_16BE).then_some(told)
}

/// Windows-1258 or Windows-1252, in which the fonts of the nineties are told too:
/// whichever gives more words.
fn weighed(bytes: &[u8], told: Option<&'static Encoding>) -> &'static Encoding {
    let head = &bytes[..bytes.len().min(WEIGHED)];
    let words = |encoding: &'static Encoding| charset::sense(&encoding.decode(head).0);
    let (western, vietnamese) = (words(WINDOWS_1252), words(WINDOWS_1258));
    match western.cmp(&vietnamese) {
        std::cmp::Ordering::Greater => WINDOWS_1252,
        std::cmp::Ordering::Less => WINDOWS_1258,
        std::cmp::Ordering::Equal => told.unwrap_or(WINDOWS_1258),
    }
}

/// Whether these are letters and not the bytes of something else.
fn is_text(text: &str) -> bool {
    let head = || text.chars().take(HEAD);
    // Signs from 0x80 on are letters that were read wrongly.
    let odd = |c: &char| c.is_ascii_control() && !c.is_whitespace() || *c == '\u{fffd}';
    head().filter(odd).count() * 50 < head().count()
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str =
        "<table><tr><td>Xã Đồng Thắng, hộ gia đình học tập</td></tr></table>";

    #[test]
    fn one_text_is_the_same_in_every_encoding() {
        let wide = |units: fn(u16) -> [u8; 2]| -> Vec<u8> {
            TEXT.encode_utf16().flat_map(units).collect()
        };
        let marked = [b"\xFF\xFE".to_vec(), wide(u16::to_le_bytes)].concat();
        for bytes in [
            TEXT.as_bytes().to_vec(),
            wide(u16::to_le_bytes),
            wide(u16::to_be_bytes),
            marked,
            ["\u{feff}", TEXT].concat().into_bytes(),
        ] {
            let read = unicode(&bytes).map(|text| text.replace('\u{feff}', ""));
            assert_eq!(read.as_deref(), Some(TEXT));
        }
    }

    #[test]
    fn of_two_windows_the_one_that_makes_words_is_right() {
        // "Đồng Thắng" and "Nguyễn": a hat, then the tone.
        let old = b"\xD0\xF4\xCCng Th\xE3\xECng, h\xF4\xF2 gia \xF0i\xCCnh";
        let read =
            unicode(old).map(|text| charset::repair(&text, None).text().to_owned());
        assert_eq!(read.as_deref(), Some("Đồng Thắng, hộ gia đình"));
        let told = [b"<meta charset=windows-1252>".as_slice(), old].concat();
        assert!(unicode(&told).is_some_and(|text| text.contains('đ')));
    }

    #[test]
    fn bytes_of_no_letters_are_no_text() {
        assert_eq!(unicode(&[0; 1_000]), None);
        assert_eq!(unicode(&[1, 2, 3, 4, 5]), None);
    }
}
