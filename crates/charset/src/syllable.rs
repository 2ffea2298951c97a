//! Whether a word could be a Vietnamese syllable: an onset, a rhyme, a tone on
//! the right letter, and nothing else.
//!
//! It is the judge between two readings of a text, so it must refuse what no
//! one would write (`môc`, `Chî`, `héi`), and need not know what words exist.

use super::tables;

/// Every rhyme without its tone, by code point.
const RHYMES: &[&str] = &[
    "a", "ac", "ach", "ai", "am", "an", "ang", "anh", "ao", "ap", "at", "au",
    "ay", //
    "e", "ec", "em", "en", "eng", "eo", "ep", "et", //
    "i", "ia", "ich", "im", "in", "inh", "ip", "it", "iu", "iêc", "iêm", "iên", "iêng",
    "iêp", "iêt", "iêu", //
    "o", "oa", "oac", "oach", "oai", "oam", "oan", "oang", "oanh", "oao", "oap", "oat",
    "oay", "oc", "oe", "oem", "oen", "oeo", "oet", "oi", "om", "on", "ong", "ooc",
    "oong", "op", "ot", "oăc", "oăm", "oăn", "oăng", "oăt", //
    "u", "ua", "uc", "ui", "um", "un", "ung", "up", "ut", "uy", "uya", "uych", "uynh",
    "uyp", "uyt", "uyu", "uyên", "uyêt", "uân", "uâng", "uât", "uây", "uê", "uêch",
    "uênh", "uôc", "uôi", "uôm", "uôn", "uông", "uôt", "uơ", //
    "y", "ych", "ynh", "yt", "yêm", "yên", "yêng", "yêt", "yêu", //
    "âc", "âm", "ân", "âng", "âp", "ât", "âu", "ây", //
    "ê", "êch", "êm", "ên", "ênh", "êp", "êt", "êu", //
    "ô", "ôc", "ôi", "ôm", "ôn", "ông", "ôp", "ôt", //
    "ăc", "ăm", "ăn", "ăng", "ăp", "ăt", //
    "ơ", "ơi", "ơm", "ơn", "ơp", "ơt", //
    "ư", "ưa", "ưc", "ưi", "ưng", "ưt", "ưu", "ươc", "ươi", "ươm", "ươn", "ương", "ươp",
    "ươt", "ươu",
];

/// `nghiêng` is as long as they come.
const LONGEST: usize = 7;

const LEVEL: usize = 0;
const FALLING: usize = 1;
const SHARP: usize = 4;
const HEAVY: usize = 5;

/// Whether `word`, in any case, is built like a Vietnamese syllable.
pub(super) fn is_syllable(word: &str) -> bool {
    let mut letters = ['\0'; LONGEST];
    let mut length = 0;
    let mut toned = None;
    for letter in word.chars() {
        let Some((letter, tone)) = parts(letter) else { return false };
        if length == LONGEST || (tone > LEVEL && toned.is_some()) {
            return false;
        }
        if tone > LEVEL {
            toned = Some((length, tone));
        }
        letters[length] = letter;
        length += 1;
    }
    let (onset, rhyme) = split(&letters[..length]);
    is_onset(onset)
        && is_rhyme(rhyme)
        && go_together(onset, rhyme)
        && tone_fits(
            rhyme,
            toned.map(|(place, tone)| (place.checked_sub(onset.len()), tone)),
        )
        && is_native(onset, rhyme, toned.map_or(LEVEL, |(_, tone)| tone))
}

/// A letter in small and without its tone; nothing for letters of other scripts.
fn parts(letter: char) -> Option<(char, usize)> {
    match letter {
        // Windows-1258 shows its Đ as an Eth wherever it is taken for 1252.
        'đ' | 'Đ' | 'ð' | 'Ð' => Some(('đ', LEVEL)),
        _ => tables::untoned(letter).or_else(|| {
            letter.is_ascii_alphabetic().then(|| (letter.to_ascii_lowercase(), LEVEL))
        }),
    }
}

/// `gi` is an onset of its own except in gì, gìn, giếng.
fn split(letters: &[char]) -> (&[char], &[char]) {
    let onset = match letters {
        ['q', 'u', ..] => 2,
        ['g', 'i', next, ..] if is_vowel(*next) && *next != 'ê' => 2,
        _ => letters.iter().take_while(|&&letter| !is_vowel(letter)).count(),
    };
    letters.split_at(onset)
}

fn is_vowel(letter: char) -> bool {
    tables::untoned(letter).is_some()
}

fn is_onset(onset: &[char]) -> bool {
    match onset {
        [] | ['g', 'i'] | ['q', 'u'] | ['n', 'g'] | ['t', 'r'] | ['n', 'g', 'h'] => true,
        [letter] => !matches!(letter, 'f' | 'j' | 'q' | 'w' | 'z'),
        [letter, 'h'] => matches!(letter, 'c' | 'g' | 'k' | 'n' | 'p' | 't'),
        _ => false,
    }
}

fn is_rhyme(rhyme: &[char]) -> bool {
    RHYMES.binary_search_by(|known| known.chars().cmp(rhyme.iter().copied())).is_ok()
}

/// The spelling rules by which c/k/q, g/gh and ng/ngh share the vowels.
fn go_together(onset: &[char], rhyme: &[char]) -> bool {
    let front = matches!(rhyme, ['e' | 'ê' | 'i' | 'y', ..]);
    let only_after_q = matches!(rhyme, ['y', 'c' | 'n' | 't', ..]);
    match onset {
        ['q', 'u'] => front || matches!(rhyme, ['a' | 'ă' | 'â' | 'ơ', ..] | ['ô', 'c']),
        _ if only_after_q => false,
        [] => true,
        _ if matches!(rhyme, ['y', 'ê', ..]) => false,
        // Bắc Kạn spells its name against the rule.
        ['k'] if matches!(rhyme, ['a', 'n']) => true,
        ['k'] | ['g', 'h'] | ['n', 'g', 'h'] => front,
        ['g'] => !front || matches!(rhyme, ['i'] | ['i', 'n'] | ['i', 'ê', 'n', 'g']),
        ['c'] | ['n', 'g'] | ['g', 'i'] => !front,
        _ => true,
    }
}

/// A rhyme closed by c, ch, p or t takes sắc or nặng and no other tone, and a
/// tone stands on the letter that carries the sound.
fn tone_fits(rhyme: &[char], toned: Option<(Option<usize>, usize)>) -> bool {
    let stopped = matches!(rhyme, [.., 'c' | 'p' | 't'] | [.., 'c', 'h']);
    let Some((place, tone)) = toned else { return !stopped };
    let Some(place) = place else { return false };
    if stopped && tone != SHARP && tone != HEAVY {
        return false;
    }
    let hatted = |letter: &char| matches!(letter, 'ă' | 'â' | 'ê' | 'ô' | 'ơ' | 'ư');
    if let Some(carrier) = rhyme.iter().rposition(hatted) {
        return place == carrier;
    }
    let vowels = rhyme.iter().take_while(|&&letter| is_vowel(letter)).count();
    match vowels {
        // Hòa and hoà are both right, as the decrees themselves show.
        2 if matches!(rhyme, ['o', 'a' | 'e'] | ['u', 'y']) => place <= 1,
        2 if vowels == rhyme.len() => place == 0,
        2 | 3 => place == 1,
        _ => place == 0,
    }
}

/// Sounds that came with loanwords keep to the tones they came with: `xoong`,
/// `khuya`, `voan`, `buýt`. Misread VNI (`thoõng`, `cuỷa`, `Phuỷ`) does not.
fn is_native(onset: &[char], rhyme: &[char], tone: usize) -> bool {
    let labial = matches!(onset, ['b' | 'm' | 'p' | 'v'] | ['p', 'h']);
    match rhyme {
        ['o', 'o', 'c'] => tone == SHARP,
        ['o', 'o', ..] => matches!(tone, LEVEL | FALLING),
        ['u', 'y', 'a'] => tone == LEVEL,
        ['o', 'a' | 'ă' | 'e', ..] | ['u', 'y' | 'â' | 'ê' | 'ơ', ..] if labial => {
            tone == LEVEL || matches!(rhyme, [.., 't'])
        }
        _ => true,
    }
}

/// An abbreviation that holds a Đ, such as `TTHTCĐ`: it has no vowel but U, for
/// ủy ban, and so cannot be a foreign word.
pub(super) fn is_abbreviation(word: &str) -> bool {
    let fits = |letter: char| {
        let consonant = letter.is_ascii_uppercase() && !"AEIOY".contains(letter);
        consonant || is_d_stroke(letter)
    };
    let length = word.chars().count();
    (2..=10).contains(&length) && word.chars().all(fits) && word.chars().any(is_d_stroke)
}

fn is_d_stroke(letter: char) -> bool {
    letter == 'Đ' || letter == 'Ð'
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_rhymes_are_in_order() {
        assert!(RHYMES.is_sorted_by(|one, next| one.chars().lt(next.chars())));
    }

    #[test]
    fn syllables_of_every_build_are_known() {
        let text = "xã hội học tập Đồng ĐƯỢC nghiêng giếng gì giặt già quốc quýt quyển Quý hòa \
                    hoà thủy thuỷ khoẻ khỏe yêu yết Pác Nặm Khuổi Sỹ ở ý ngoằn khuya xoong moóc \
                    goòng buýt mượn tuýp nguyễn thuở của mía chịu loáng Huỳnh Ðông kỷ hươu bướm \
                    oái Kạn";
        for word in text.split_whitespace() {
            assert!(is_syllable(word), "{word}");
        }
    }

    #[test]
    fn what_no_one_would_write_is_refused() {
        let text = "môc lôc Chî §ån héi tö møt traùn baïn Soỏ Tyỷ leọ đat hàc cế kà gha ngế Hụtel \
                    cafộ ơng muộí ì̀ nghiêngh quỏng̀ oự tèt hộị thoõng cuỷa Phuỷ boá Hjt";
        for word in text.split_whitespace() {
            assert!(!is_syllable(word), "{word}");
        }
        assert!(!is_syllable(""));
    }

    #[test]
    fn abbreviations_have_a_stroke_and_no_vowel_but_u() {
        for word in ["TTHTCĐ", "ĐVT", "QÐ", "ĐUBND"] {
            assert!(is_abbreviation(word), "{word}");
        }
        for word in ["UBND", "ESPAĐA", "Đ", "đvt"] {
            assert!(!is_abbreviation(word), "{word}");
        }
    }
}
