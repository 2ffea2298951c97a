//! The reading of a text that makes most sense: as Unicode, TCVN3 or VNI.
//!
//! A text is taken piece by piece, between spaces. A piece with a letter the
//! encoding lacks is Unicode for certain, and then the rest is judged each for
//! itself; otherwise the text is judged as a whole, since one clear word tells
//! how its doubtful neighbours were typed.

use super::words::{self, Casing, Score};
use super::{Encoding, capitals, tables};

/// What a legacy font makes of the codes.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Face {
    encoding: Encoding,
    /// `.VnTimeH` and its kin show every letter as a capital.
    capitals: bool,
}

impl Face {
    pub(super) fn named(font: &str) -> Option<Self> {
        let font = font.trim().to_ascii_lowercase();
        if font.starts_with(".vn") {
            Some(Self { encoding: Encoding::Tcvn3, capitals: font.ends_with('h') })
        } else if font.starts_with("vni-") || font.starts_with("vni ") {
            Some(Self { encoding: Encoding::Vni, capitals: false })
        } else {
            None
        }
    }

    pub(super) fn shows_capitals(self) -> bool {
        self.capitals
    }
}

/// Why a text may be decoded.
#[derive(Clone, Copy, PartialEq)]
enum Warrant {
    Content,
    Lean,
    Font,
}

/// Small words of one letter; any other lone symbol means itself.
const LONE_LETTERS: &[char] = &['Đ', 'đ', 'ý', 'ở'];

/// Common Unicode syllables that in TCVN3 or VNI would spell what is no word
/// (`không` is Khụng): neither font nor leaning may carry them along.
const PLAIN: &[&str] = &[
    "bên", "chú", "cán", "có", "công", "còn", "dân", "giá", "hòa", "hóa", "hân", "không",
    "khá", "khê", "khí", "khó", "lãng", "lê", "lên", "môn", "nông", "nùng", "ngân",
    "nhân", "nhóm", "nâng", "phí", "phòng", "phú", "phùng", "phê", "quê", "rã", "rì",
    "sân", "sông", "tháng", "thêm", "thôn", "thông", "tìm", "tín", "tâm", "tân", "tên",
    "tôn", "tú", "tùng", "trên", "trì", "trí", "vân", "vùng", "xã", "xóa", "xóm", "ông",
];

/// The text decoded, and from what; nothing if it is best left alone.
pub(super) fn decode(
    text: &str,
    face: Option<Face>,
    lean: Option<Encoding>,
) -> Option<(String, Encoding)> {
    if face.is_none() && lean.is_none() && !is_suspect(text) {
        return None;
    }
    let by_font = face.and_then(|face| read(text, face.encoding, Warrant::Font));
    let reading = by_font.or_else(|| by_content(text, lean))?;
    let raised = face.is_some_and(Face::shows_capitals);
    let decoded = match reading.encoding {
        Encoding::Tcvn3 if raised => reading.text.to_uppercase(),
        Encoding::Tcvn3 => capitals::restore(text, &reading.text),
        Encoding::Vni | Encoding::Decomposed | Encoding::Spaces | Encoding::Garbled => {
            reading.text
        }
    };
    (decoded != text).then_some((decoded, reading.encoding))
}

/// Whether anything in the text is neither ASCII nor good Vietnamese; the many
/// cells that are plain Unicode end here.
fn is_suspect(text: &str) -> bool {
    let wide = |c: char| matches!(c, '\u{100}'..='\u{24f}' | '\u{1e00}'..='\u{1eff}');
    let narrow = |piece: &&str| !piece.is_ascii() && !piece.contains(wide);
    text.split_whitespace()
        .filter(narrow)
        .any(|piece| words::weigh(piece, Casing::Settled).bad > 0)
}

/// A text decoded, and what was gained by it.
struct Reading {
    text: String,
    encoding: Encoding,
    gain: i64,
    /// No senseless word is left, so that no other reading gains more.
    complete: bool,
}

/// The reading that gains more; of two alike, the one the sheet leans to.
fn by_content(text: &str, lean: Option<Encoding>) -> Option<Reading> {
    let (first, second) = match lean {
        Some(Encoding::Vni) => (Encoding::Vni, Encoding::Tcvn3),
        Some(
            Encoding::Tcvn3 | Encoding::Decomposed | Encoding::Spaces | Encoding::Garbled,
        )
        | None => (Encoding::Tcvn3, Encoding::Vni),
    };
    let read = |encoding| {
        let leaning = lean == Some(encoding);
        read(text, encoding, if leaning { Warrant::Lean } else { Warrant::Content })
    };
    let one = read(first);
    if one.as_ref().is_some_and(|reading| reading.complete) {
        return one;
    }
    match (one, read(second)) {
        (Some(one), Some(other)) => Some(if other.gain > one.gain { other } else { one }),
        (one, other) => one.or(other),
    }
}

/// A stretch without spaces, with the space after it, and both its readings.
struct Piece<'a> {
    source: &'a str,
    decoded: String,
    before: Score,
    after: Score,
    stance: Stance,
}

#[derive(Clone, Copy, PartialEq)]
enum Stance {
    /// ASCII, the same in every encoding.
    Neutral,
    /// Senseless unless decoded.
    For,
    /// Holds what the encoding cannot write.
    Against,
    Open,
}

impl<'a> Piece<'a> {
    fn new(source: &'a str, encoding: Encoding) -> Self {
        let mut piece = Self {
            source,
            decoded: source.to_owned(),
            before: Score::default(),
            after: Score::default(),
            stance: Stance::Neutral,
        };
        if source.is_ascii() {
            return piece;
        }
        piece.before = words::weigh(source, Casing::Settled);
        piece.after = piece.before;
        match decoded(source, encoding) {
            Some(decoded) => {
                piece.after = words::weigh(&decoded, Casing::Unsettled);
                piece.decoded = decoded;
                let (before, after) = (piece.before, piece.after);
                let senseless = before.good == 0 && before.bad > 0;
                let sense = after.good > 0 && after.bad == 0;
                piece.stance =
                    if senseless && sense { Stance::For } else { Stance::Open };
            }
            None => piece.stance = Stance::Against,
        }
        piece
    }
}

fn decoded(piece: &str, encoding: Encoding) -> Option<String> {
    let mut text = String::with_capacity(piece.len() + 8);
    let mut done = 0;
    for run in words::runs(piece) {
        text.push_str(&piece[done..run.range.start]);
        if run.is_measure() {
            text.push_str(run.letters);
        } else {
            tables::decode_run(run.letters, encoding, &mut text)?;
        }
        done = run.range.end;
    }
    text.push_str(&piece[done..]);
    Some(text)
}

fn read(text: &str, encoding: Encoding, warrant: Warrant) -> Option<Reading> {
    let pieces: Vec<Piece<'_>> = text
        .split_inclusive(char::is_whitespace)
        .map(|source| Piece::new(source, encoding))
        .collect();
    if pieces.iter().any(|piece| piece.stance == Stance::Against) {
        read_mixed(&pieces, encoding)
    } else {
        read_whole(text, &pieces, encoding, warrant)
    }
}

fn read_whole(
    text: &str,
    pieces: &[Piece<'_>],
    encoding: Encoding,
    warrant: Warrant,
) -> Option<Reading> {
    let (mut before, mut after) = (Score::default(), Score::default());
    for piece in pieces {
        before += piece.before;
        after += piece.after;
    }
    let evident = after.good > before.good && after.bad < before.bad;
    let harmless = after.good >= before.good && after.bad <= before.bad;
    let ruinous = after.good < before.good && after.bad > before.bad;
    let weightless = before == Score::default() && after == before;
    let accepted = evident
        || match warrant {
            Warrant::Content => false,
            Warrant::Lean | Warrant::Font if weightless => is_lone_letters(pieces),
            Warrant::Lean | Warrant::Font if before.bad == 0 && is_plain(text) => false,
            Warrant::Lean => harmless && after.good > 0,
            Warrant::Font => !ruinous,
        };
    accepted.then(|| Reading {
        text: pieces.iter().map(|piece| piece.decoded.as_str()).collect(),
        encoding,
        gain: after.surplus() - before.surplus(),
        complete: after.bad == 0,
    })
}

/// Whether all that decoding changes is words of one letter, such as `ë` (ở).
fn is_lone_letters(pieces: &[Piece<'_>]) -> bool {
    let mut foreign =
        pieces.iter().flat_map(|piece| piece.decoded.chars()).filter(|c| !c.is_ascii());
    foreign.all(|c| c.is_whitespace() || LONE_LETTERS.contains(&c))
}

fn is_plain(text: &str) -> bool {
    words::runs(text).any(|run| PLAIN.contains(&run.letters.to_lowercase().as_str()))
}

/// Decodes the senseless pieces, and the doubtful ones that follow them or,
/// where nothing clear stands before, precede them.
fn read_mixed(pieces: &[Piece<'_>], encoding: Encoding) -> Option<Reading> {
    let clear =
        |piece: &&Piece<'_>| matches!(piece.stance, Stance::For | Stance::Against);
    let mut last = pieces.iter().find(clear)?.stance;
    let mut text = String::new();
    let mut gain = 0;
    for piece in pieces {
        if clear(&piece) {
            last = piece.stance;
        }
        if last == Stance::For {
            text.push_str(&piece.decoded);
            gain += piece.after.surplus() - piece.before.surplus();
        } else {
            text.push_str(piece.source);
        }
    }
    (gain > 0).then_some(Reading { text, encoding, gain, complete: false })
}
