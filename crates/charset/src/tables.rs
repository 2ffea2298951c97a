//! The letters themselves: the Vietnamese vowels with their tones, and what the
//! codes of TCVN3 and VNI stand for when read as Latin-1.
//!
//! A run of letters goes in; it comes out in Unicode, or not at all when it
//! holds a letter the encoding cannot write.

use super::Encoding;

/// Level tone, then huyền, hỏi, ngã, sắc, nặng.
const VOWELS: [[char; 6]; 12] = [
    ['a', 'à', 'ả', 'ã', 'á', 'ạ'],
    ['ă', 'ằ', 'ẳ', 'ẵ', 'ắ', 'ặ'],
    ['â', 'ầ', 'ẩ', 'ẫ', 'ấ', 'ậ'],
    ['e', 'è', 'ẻ', 'ẽ', 'é', 'ẹ'],
    ['ê', 'ề', 'ể', 'ễ', 'ế', 'ệ'],
    ['i', 'ì', 'ỉ', 'ĩ', 'í', 'ị'],
    ['o', 'ò', 'ỏ', 'õ', 'ó', 'ọ'],
    ['ô', 'ồ', 'ổ', 'ỗ', 'ố', 'ộ'],
    ['ơ', 'ờ', 'ở', 'ỡ', 'ớ', 'ợ'],
    ['u', 'ù', 'ủ', 'ũ', 'ú', 'ụ'],
    ['ư', 'ừ', 'ử', 'ữ', 'ứ', 'ự'],
    ['y', 'ỳ', 'ỷ', 'ỹ', 'ý', 'ỵ'],
];

/// A code TCVN3 fonts leave empty: Unicode text is known by such letters.
const NIL: char = '\0';

/// TCVN3 from 0xA1 up. The toned capitals that TCVN 5712 VN1 adds (0xBA, 0xBF
/// and so on) are left out: `.Vn…` fonts have none, they keep a second font.
#[rustfmt::skip]
const TCVN3: [char; 95] = [
    'Ă', 'Â', 'Ê', 'Ô', 'Ơ', 'Ư', 'Đ', // A1
    'ă', 'â', 'ê', 'ô', 'ơ', 'ư', 'đ', NIL, // A8
    NIL, NIL, NIL, NIL, NIL, 'à', 'ả', 'ã', // B0
    'á', 'ạ', NIL, 'ằ', 'ẳ', 'ẵ', 'ắ', NIL, // B8
    NIL, NIL, NIL, NIL, NIL, NIL, 'ặ', 'ầ', // C0
    'ẩ', 'ẫ', 'ấ', 'ậ', 'è', NIL, 'ẻ', 'ẽ', // C8
    'é', 'ẹ', 'ề', 'ể', 'ễ', 'ế', 'ệ', 'ì', // D0
    'ỉ', NIL, NIL, NIL, 'ĩ', 'í', 'ị', 'ò', // D8
    NIL, 'ỏ', 'õ', 'ó', 'ọ', 'ồ', 'ổ', 'ỗ', // E0
    'ố', 'ộ', 'ờ', 'ở', 'ỡ', 'ớ', 'ợ', 'ù', // E8
    NIL, 'ủ', 'ũ', 'ú', 'ụ', 'ừ', 'ử', 'ữ', // F0
    'ứ', 'ự', 'ỳ', 'ỷ', 'ỹ', 'ý', 'ỵ', NIL, // F8
];

/// Where each vowel stands in [`VOWELS`], counted row by row from 1, by code
/// point; 0 is no vowel. Every letter of every cell is asked, hence no search.
static PLACES: [u8; 0x1f00] = places();

const fn places() -> [u8; 0x1f00] {
    let mut places = [0; 0x1f00];
    let mut place = 0;
    while place < 72 {
        let letter = VOWELS[place / 6][place % 6] as usize;
        // Capitals lie 32 below in ASCII and Latin-1, next door elsewhere.
        let capital = if letter < 0x100 { letter - 0x20 } else { letter - 1 };
        places[letter] = place as u8 + 1;
        places[capital] = place as u8 + 1;
        place += 1;
    }
    places
}

/// A vowel of either case as a small letter without tone, and its tone.
pub(super) fn untoned(letter: char) -> Option<(char, usize)> {
    let place = usize::from(*PLACES.get(letter as usize)?).checked_sub(1)?;
    Some((VOWELS[place / 6][0], place % 6))
}

fn small(letter: char) -> char {
    letter.to_lowercase().next().unwrap_or(letter)
}

fn capital(letter: char) -> char {
    letter.to_uppercase().next().unwrap_or(letter)
}

/// Reads a run of letters as `encoding`; nothing if some letter of the run is
/// none of that encoding's, so that the run must be Unicode already.
pub(super) fn decode_run(run: &str, encoding: Encoding, into: &mut String) -> Option<()> {
    match encoding {
        Encoding::Tcvn3 => decode_tcvn3(run, into),
        Encoding::Vni => decode_vni(run, into),
        Encoding::Decomposed | Encoding::Spaces | Encoding::Garbled => None,
    }
}

/// One letter for one, so that the text keeps its length in letters.
fn decode_tcvn3(run: &str, into: &mut String) -> Option<()> {
    for code in run.chars() {
        let letter = match code {
            '\u{a1}'..='\u{ff}' => TCVN3[code as usize - 0xa1],
            _ => NIL,
        };
        match letter {
            NIL if code.is_alphabetic() && !code.is_ascii() => return None,
            NIL => into.push(code),
            letter => into.push(letter),
        }
    }
    Some(())
}

/// A mark stands after the vowel it belongs to and joins it.
fn decode_vni(run: &str, into: &mut String) -> Option<()> {
    let start = into.len();
    for code in run.chars() {
        if code.is_ascii() {
            into.push(code);
        } else if let Some(letter) = vni_letter(code) {
            into.push(letter);
        } else if let Some((row, tone)) = vni_mark(code) {
            let base = into[start..].chars().next_back()?;
            into.pop();
            into.push(marked(base, row, tone)?);
        } else if code.is_alphabetic() {
            return None;
        } else {
            into.push(code);
        }
    }
    Some(())
}

/// The letters VNI writes with one code.
fn vni_letter(code: char) -> Option<char> {
    Some(match code {
        'ñ' => 'đ',
        'Ñ' => 'Đ',
        'ô' => 'ơ',
        'Ô' => 'Ơ',
        'ö' => 'ư',
        'Ö' => 'Ư',
        'ì' | 'Ì' | 'í' | 'Í' => code,
        'æ' => 'ỉ',
        'Æ' => 'Ỉ',
        'ó' => 'ĩ',
        'Ó' => 'Ĩ',
        'ò' => 'ị',
        'Ò' => 'Ị',
        'î' => 'ỵ',
        'Î' => 'Ỵ',
        _ => return None,
    })
}

/// What a mark adds to the vowel before it.
#[derive(Clone, Copy, PartialEq)]
enum Shape {
    Bare,
    Circumflex,
    Breve,
}

/// The shape and tone of a mark. Marks have capitals too, but the vowel tells
/// the case, and typists mix them.
fn vni_mark(code: char) -> Option<(Shape, usize)> {
    Some(match small(code) {
        'ø' => (Shape::Bare, 1),
        'û' => (Shape::Bare, 2),
        'õ' => (Shape::Bare, 3),
        'ù' => (Shape::Bare, 4),
        'ï' => (Shape::Bare, 5),
        'â' => (Shape::Circumflex, 0),
        'à' => (Shape::Circumflex, 1),
        'å' => (Shape::Circumflex, 2),
        'ã' => (Shape::Circumflex, 3),
        'á' => (Shape::Circumflex, 4),
        'ä' => (Shape::Circumflex, 5),
        'ê' => (Shape::Breve, 0),
        'è' => (Shape::Breve, 1),
        'ú' => (Shape::Breve, 2),
        'ü' => (Shape::Breve, 3),
        'é' => (Shape::Breve, 4),
        'ë' => (Shape::Breve, 5),
        _ => return None,
    })
}

fn marked(base: char, shape: Shape, tone: usize) -> Option<char> {
    let letter = match (small(base), shape) {
        (letter @ ('a' | 'e' | 'o' | 'u' | 'y' | 'ơ' | 'ư'), Shape::Bare) => letter,
        ('a', Shape::Circumflex) => 'â',
        ('e', Shape::Circumflex) => 'ê',
        ('o', Shape::Circumflex) => 'ô',
        ('a', Shape::Breve) => 'ă',
        _ => return None,
    };
    let row = VOWELS.iter().find(|row| row[0] == letter)?;
    Some(if base.is_uppercase() { capital(row[tone]) } else { row[tone] })
}

/// Where Windows-1258 differs from Windows-1252: letters that French has no use
/// for, and tones that stand after their letter.
pub(super) fn vietnamese_windows(western: char) -> char {
    match western {
        'Ã' => 'Ă',
        'ã' => 'ă',
        'Ð' => 'Đ',
        'ð' => 'đ',
        'Õ' => 'Ơ',
        'õ' => 'ơ',
        'Ý' => 'Ư',
        'ý' => 'ư',
        'Ì' => '\u{300}',
        'Ò' => '\u{309}',
        'Þ' => '\u{303}',
        'ì' => '\u{301}',
        'ò' => '\u{323}',
        'þ' => '₫',
        same => same,
    }
}

/// The way back, for tests: what a typist of the old fonts would have left.
#[cfg(test)]
pub(super) fn encode(text: &str, encoding: Encoding) -> String {
    let tcvn3 = |letter: char| {
        let at = |wanted| TCVN3.iter().position(|&known| known == wanted);
        let place = at(letter).or_else(|| at(small(letter)));
        place
            .and_then(|place| char::from_u32(place as u32 + 0xa1))
            .unwrap_or(letter)
            .to_string()
    };
    let vni = |letter: char| {
        let codes = (' '..='\u{ff}').filter(|code| !code.is_ascii());
        let single = codes.clone().find(|&code| vni_letter(code) == Some(letter));
        let pair = codes.filter_map(|code| vni_mark(code).map(|mark| (code, mark)));
        let pair = pair
            .flat_map(|found| "aeouyôöAEOUYÔÖ".chars().map(move |base| (base, found)));
        let pair =
            pair.filter(|&(base, (code, _))| base.is_uppercase() == code.is_uppercase());
        let pair = pair.into_iter().find(|&(base, (_, (shape, tone)))| {
            marked(vni_letter(base).unwrap_or(base), shape, tone) == Some(letter)
        });
        match (single, pair) {
            (Some(code), _) => code.to_string(),
            (None, Some((base, (code, _)))) => format!("{base}{code}"),
            (None, None) => letter.to_string(),
        }
    };
    let is_ascii = |letter: char| letter.is_ascii().then(|| letter.to_string());
    let code = |letter: char| match encoding {
        Encoding::Tcvn3 => is_ascii(letter).unwrap_or_else(|| tcvn3(letter)),
        Encoding::Vni => is_ascii(letter).unwrap_or_else(|| vni(letter)),
        Encoding::Decomposed | Encoding::Spaces | Encoding::Garbled => letter.to_string(),
    };
    text.chars().map(code).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decoded(run: &str, encoding: Encoding) -> Option<String> {
        let mut text = String::new();
        decode_run(run, encoding, &mut text).map(|()| text)
    }

    #[test]
    fn every_small_letter_survives_the_way_there_and_back() {
        for letter in VOWELS.iter().flatten().copied().chain(['đ', 'Đ']) {
            for encoding in [Encoding::Tcvn3, Encoding::Vni] {
                let code = encode(&letter.to_string(), encoding);
                assert_eq!(decoded(&code, encoding), Some(letter.to_string()), "{code}");
            }
        }
    }

    #[test]
    fn vni_keeps_capitals_where_tcvn3_has_none() {
        for letter in VOWELS.iter().flatten().map(|&letter| capital(letter)) {
            let code = encode(&letter.to_string(), Encoding::Vni);
            assert_eq!(decoded(&code, Encoding::Vni), Some(letter.to_string()), "{code}");
        }
        assert_eq!(
            decoded(&encode("Ệ", Encoding::Tcvn3), Encoding::Tcvn3),
            Some("ệ".into())
        );
    }

    #[test]
    fn letters_the_fonts_lack_refuse_to_be_read() {
        assert_eq!(decoded("Nhà", Encoding::Tcvn3), None);
        assert_eq!(decoded("Bạn", Encoding::Tcvn3), None);
        assert_eq!(decoded("xã", Encoding::Vni), None);
    }
}
