//! The text of a cell, whatever it was typed in, as Unicode.
//!
//! Cells typed with the fonts of the nineties (`.VnTime`, `VNI-Times`) hold
//! Latin-1 letters that only look Vietnamese in those fonts; others hold
//! decomposed letters, no-break spaces, invisible characters. Text goes in,
//! with the font where the file tells it; it comes out in NFC, with a word on
//! what was wrong, or marked as lost where letters are gone for good.
//!
//! The codes collide with honest letters (`hép` is a word in both readings), so
//! the font decides first; without one a cell is decoded only if that raises
//! the number of Vietnamese syllables in it and lowers that of words which are
//! none. What stays in doubt is settled by the encoding the sheet leans to.
//!
//! The tables are our own. `skey-engine` is GPL-3.0 only; `bamboo-core` (MIT,
//! well kept) is an input method of eleven thousand lines whose decoder passes
//! letters that cannot be of the encoding, where we must refuse them. Two
//! tables of some hundred codes are cheaper to keep; they were checked against
//! `bamboo-core` 0.5 and the TCVN5712-1 of glibc.

mod capitals;
mod garbled;
mod lost;
mod reading;
mod syllable;
mod tables;
mod tidy;
mod words;

#[cfg(test)]
mod tests;

use reading::Face;
use serde::{Deserialize, Serialize};
use std::borrow::Cow;

/// What was wrong with a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Encoding {
    /// TCVN 5712-3, the fonts named `.Vn…`.
    Tcvn3,
    /// VNI for Windows, the fonts named `VNI-…`.
    Vni,
    /// Letter and marks apart, or a Windows-1258 Đ shown as an Eth.
    Decomposed,
    /// No-break and other odd spaces, soft hyphens, zero-width characters.
    Spaces,
    /// UTF-8 that was read as something else on its way.
    Garbled,
}

/// A cell's text in NFC, its edges trimmed, its line breaks `\n`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Repair {
    /// Nothing was wrong, but perhaps the edges.
    Clean(String),
    Decoded {
        text: String,
        encoding: Encoding,
    },
    /// Letters are gone that nothing brings back: the text as far as it can be read.
    Lost(String),
}

impl Repair {
    /// The text, however it fared.
    pub fn text(&self) -> &str {
        match self {
            Self::Clean(text) | Self::Decoded { text, .. } | Self::Lost(text) => text,
        }
    }
}

/// A text of Windows-1258 that was read as Windows-1252; what is typed in a font
/// of the nineties has codes of its own and stays.
pub fn of_vietnamese_windows(text: String, font: Option<&str>) -> String {
    if text.is_ascii() || font.and_then(Face::named).is_some() {
        return text;
    }
    text.chars().map(tables::vietnamese_windows).collect()
}

/// Repairs a text by its font and by itself.
pub fn repair(text: &str, font: Option<&str>) -> Repair {
    repair_with(text, font, None)
}

/// Repairs a text; where it could be read either way, `lean` decides, the
/// encoding found in most of the doubtless cells of its sheet.
pub fn repair_with(text: &str, font: Option<&str>, lean: Option<Encoding>) -> Repair {
    let face = font.and_then(Face::named);
    if text.is_ascii() && !face.is_some_and(Face::shows_capitals) {
        return settle(text, None);
    }
    if let Some(restored) = garbled::restored(text) {
        return settle(&tidy::compose(&restored), Some(Encoding::Garbled));
    }
    let composed = tidy::compose(text);
    if let Some((decoded, encoding)) = reading::decode(&composed, face, lean) {
        return settle(&tidy::compose(&decoded), Some(encoding));
    }
    let stroked = tidy::stroke(&composed);
    let recomposed = matches!(stroked, Cow::Owned(_)) || composed != text;
    settle(&stroked, recomposed.then_some(Encoding::Decomposed))
}

/// Whether a text is UTF-8 that was read as something else.
pub fn is_garbled(text: &str) -> bool {
    garbled::restored(text).is_some()
}

/// How many more words than what is none a long text has, however it was typed: the
/// judge between two ways to decode it.
pub fn sense(text: &str) -> i64 {
    let apart =
        |c: char| matches!(c, '<' | '>' | '\n' | '\t' | ';' | '"' | '\u{7f}'..='\u{9f}');
    let said = text.split(apart).filter(|piece| !piece.is_ascii());
    let weigh = |piece| words::weigh(repair(piece, None).text(), words::Casing::Settled);
    said.map(|piece| weigh(piece).surplus()).sum()
}

/// Sweeps the text once it is Unicode, and looks for holes in it.
fn settle(text: &str, encoding: Option<Encoding>) -> Repair {
    let (text, swept) = tidy::clean(text);
    if lost::letters_are_missing(&text) || garbled::shows(&text) {
        return Repair::Lost(text);
    }
    match encoding.or(swept.then_some(Encoding::Spaces)) {
        Some(encoding) => Repair::Decoded { text, encoding },
        None => Repair::Clean(text),
    }
}
