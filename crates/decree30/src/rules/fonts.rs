//! Letters: one embedded family, black, every letter with a shape.
//! Decree 30, Appendix I, part I, section I, point 4.

use std::collections::BTreeSet;

use super::{Found, Rule, shown};
use crate::anatomy::Anatomy;
use crate::sheet::{Glyph, Ink, Paper};

const GENERAL_4: &str = "NĐ 30/2020, Phụ lục I, phần I, mục I.4";
const EMBEDDING: &str = "ISO 19005-3 (PDF/A-3), 6.2.11";

pub(super) const RULES: [Rule; 6] = [
    Rule { name: "phông-chữ", source: GENERAL_4, check: family },
    Rule { name: "một-họ-phông", source: GENERAL_4, check: one_family },
    Rule { name: "nhúng-phông", source: EMBEDDING, check: embedded },
    Rule { name: "thiếu-chữ", source: GENERAL_4, check: shapes },
    Rule { name: "màu-chữ", source: GENERAL_4, check: black },
    Rule { name: "màu-nét-vẽ", source: GENERAL_4, check: colourless },
];

/// Times New Roman, and Tinos, drawn to the same measures.
const FAMILIES: [&str; 2] = ["timesnewroman", "tinos"];

/// "timesnewroman" of "TimesNewRomanPS-BoldMT" and "Times New Roman,Bold".
fn family_of(name: &str) -> String {
    let family = name.split(['-', ',']).next().unwrap_or_default();
    let family = family.trim_end_matches("MT").trim_end_matches("PS");
    family.replace(' ', "").to_lowercase()
}

fn family(paper: &Paper, _: &Anatomy<'_>) -> Vec<Found> {
    let strange =
        paper.fonts.iter().filter(|font| !FAMILIES.contains(&&*family_of(&font.name)));
    strange
        .map(|font| {
            let name = &font.name;
            let measured = format!("phông {name}, quy định Times New Roman");
            Found::on(font.page, measured)
        })
        .collect()
}

fn one_family(paper: &Paper, _: &Anatomy<'_>) -> Vec<Found> {
    let families: BTreeSet<String> =
        paper.fonts.iter().map(|font| family_of(&font.name)).collect();
    if families.len() <= 1 {
        return Vec::new();
    }
    let names: Vec<String> = families.into_iter().collect();
    let (count, names) = (names.len(), names.join(", "));
    vec![Found::in_file(format!("{count} họ phông ({names}), quy định 1"))]
}

fn embedded(paper: &Paper, _: &Anatomy<'_>) -> Vec<Found> {
    let loose = paper.fonts.iter().filter(|font| !font.embedded);
    loose
        .map(|font| Found::on(font.page, format!("phông {} không nhúng", font.name)))
        .collect()
}

/// The pages with glyphs that fail, the first of which is quoted with its line.
fn failing(
    paper: &Paper,
    fails: impl Fn(&Glyph) -> bool,
    say: impl Fn(usize, &str) -> String,
) -> Vec<Found> {
    let mut found = Vec::new();
    for (at, page) in paper.pages.iter().enumerate() {
        let mut failing = page.glyphs.iter().filter(|g| !g.is_blank() && fails(g));
        let Some(first) = failing.next() else { continue };
        let count = 1 + failing.count();
        let near = page.lines.iter().find(|line| {
            (line.baseline - first.baseline).abs() < 1.5
                && line.x0 <= first.x + 0.1
                && first.x <= line.x1
        });
        let text = near.map_or(first.text.as_str(), |line| line.text.as_str());
        found.push(Found::on(at, say(count, &shown(text))));
    }
    found
}

fn shapes(paper: &Paper, _: &Anatomy<'_>) -> Vec<Found> {
    let fails =
        |glyph: &Glyph| glyph.missing || glyph.text.contains(char::REPLACEMENT_CHARACTER);
    failing(paper, fails, |count, text| {
        format!("{count} chữ không có hình hoặc không có mã Unicode, ở {text}")
    })
}

fn black(paper: &Paper, _: &Anatomy<'_>) -> Vec<Found> {
    let fails = |glyph: &Glyph| glyph.ink != Ink::Black;
    failing(paper, fails, |count, text| {
        format!("{count} chữ không phải màu đen, ở {text}, quy định màu đen")
    })
}

/// Greys are left to pictures and hairlines; colours are lost on a copier.
fn colourless(paper: &Paper, _: &Anatomy<'_>) -> Vec<Found> {
    let pages = paper.pages.iter().enumerate();
    let counted = pages.map(|(at, page)| {
        (at, page.marks.iter().filter(|mark| mark.ink == Ink::Colour).count())
    });
    counted
        .filter(|(_, count)| *count > 0)
        .map(|(at, count)| {
            let measured = format!("{count} nét vẽ có màu, quy định đen, trắng, xám");
            Found::on(at, measured)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn families_are_known_under_the_names_writers_of_pdf_give_them() {
        for name in
            ["TimesNewRomanPSMT", "TimesNewRomanPS-BoldMT", "Times New Roman,Bold"]
        {
            assert_eq!(family_of(name), "timesnewroman", "{name}");
        }
        assert_eq!(family_of("Tinos-BoldItalic"), "tinos");
        assert_eq!(family_of("LiberationSerif-Bold"), "liberationserif");
    }
}
