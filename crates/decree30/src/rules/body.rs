//! Running text: Decree 30, Appendix I, part I, section II, point 6.

use super::{Found, Rule, SIZE, decimal, in_mm, in_pt, said, shown};
use crate::anatomy::Anatomy;
use crate::sheet::{Line, Paper, Paragraph, mm};

const BASES_6A: &str = "NĐ 30/2020, Phụ lục I, phần I, mục II.6.a";
const POINTS_6DD: &str = "NĐ 30/2020, Phụ lục I, phần I, mục II.6.đ";
const TEXT_6E: &str = "NĐ 30/2020, Phụ lục I, phần I, mục II.6.e";
const FORM_1_4: &str = "NĐ 30/2020, Phụ lục III, mẫu 1.4";

pub(super) const RULES: [Rule; 10] = [
    Rule { name: "cỡ-chữ-lời-văn", source: TEXT_6E, check: size },
    Rule { name: "một-cỡ-lời-văn", source: TEXT_6E, check: one_size },
    Rule { name: "kiểu-chữ-lời-văn", source: TEXT_6E, check: upright },
    Rule { name: "căn-cứ", source: BASES_6A, check: bases },
    Rule { name: "lùi-đầu-dòng", source: TEXT_6E, check: indent },
    Rule { name: "cách-đoạn", source: TEXT_6E, check: paragraph_gap },
    Rule { name: "cách-dòng", source: TEXT_6E, check: line_spacing },
    Rule { name: "canh-đều-hai-lề", source: TEXT_6E, check: justified },
    Rule { name: "thứ-tự-điểm", source: POINTS_6DD, check: points },
    Rule { name: "hết-văn-bản", source: FORM_1_4, check: ended },
];

/// Single spacing of Times New Roman, in parts of the size.
const SINGLE: f64 = 1.15;

/// Letters of points in the order of the Vietnamese alphabet, as the Decree
/// numbers its own.
const POINTS: [&str; 23] = [
    "a", "b", "c", "d", "đ", "e", "g", "h", "i", "k", "l", "m", "n", "o", "p", "q", "r",
    "s", "t", "u", "v", "x", "y",
];

fn size(_: &Paper, anatomy: &Anatomy<'_>) -> Vec<Found> {
    let size = anatomy.body.size;
    let Some(first) = anatomy.body.running().next() else {
        return vec![Found::in_file("không tìm thấy lời văn")];
    };
    if (13.0 - SIZE..=14.0 + SIZE).contains(&size) {
        return Vec::new();
    }
    let size = in_pt(size);
    let measured = format!("cỡ chữ lời văn {size}, quy định 13 pt - 14 pt");
    vec![Found::on(first.first().page, measured)]
}

/// Indented paragraphs of another size; titles and notes of tables are centred
/// or flush.
fn one_size(_: &Paper, anatomy: &Anatomy<'_>) -> Vec<Found> {
    let body = &anatomy.body;
    let Some(left) = body.left else { return Vec::new() };
    let apart = body.paragraphs.iter().filter(|one| !is_centred(one, anatomy));
    let strays = apart.filter(|paragraph| {
        let line = paragraph.first();
        let inset = mm(line.x0 - left);
        let set_in = (8.0..15.0).contains(&inset);
        set_in && (line.sizes.0 < body.size - SIZE || line.sizes.1 > body.size + SIZE)
    });
    strays
        .map(|paragraph| {
            let line = paragraph.first();
            let (text, size) = (shown(&line.text), in_pt(line.size));
            let wanted = in_pt(body.size);
            let measured = format!("đoạn {text} cỡ {size}, lời văn cỡ {wanted}");
            Found::on(line.page, measured)
        })
        .collect()
}

/// Legal bases stand before the first heading and are the only italics.
fn is_basis(paragraph: &Paragraph<'_>, anatomy: &Anatomy<'_>) -> bool {
    let before = anatomy.headings.first().is_none_or(|heading| {
        let (heading, line) = (heading.first(), paragraph.first());
        (line.page, line.baseline) < (heading.page, heading.baseline)
    });
    before && paragraph.text().starts_with("Căn cứ")
}

fn upright(_: &Paper, anatomy: &Anatomy<'_>) -> Vec<Found> {
    let mut found = Vec::new();
    for paragraph in anatomy.body.running().filter(|one| !is_basis(one, anatomy)) {
        let slanted = paragraph.lines.iter().find(|line| line.italic);
        if let Some(line) = slanted {
            let text = shown(&line.text);
            let look = said(true, "chữ nghiêng", "chữ đứng");
            found.push(Found::on(line.page, format!("lời văn {text}: {look}")));
        }
        if let Some(line) = paragraph.lines.iter().find(|line| line.bold) {
            let text = shown(&line.text);
            let look = said(true, "chữ đậm", "chữ không đậm");
            found.push(Found::on(line.page, format!("lời văn {text}: {look}")));
        }
    }
    found
}

fn bases(_: &Paper, anatomy: &Anatomy<'_>) -> Vec<Found> {
    let bases: Vec<&Paragraph<'_>> =
        anatomy.body.running().filter(|one| is_basis(one, anatomy)).collect();
    let mut found = Vec::new();
    for (at, basis) in bases.iter().enumerate() {
        let text = shown(&basis.first().text);
        let page = basis.first().page;
        if basis.lines.iter().any(|line| !line.italic) {
            let look = said(false, "chữ nghiêng", "chữ đứng");
            found.push(Found::on(page, format!("căn cứ {text}: {look}")));
        }
        let mark = if at + 1 == bases.len() { '.' } else { ';' };
        if !basis.text().ends_with(mark) {
            let measured = format!("căn cứ {text} không kết thúc bằng “{mark}”");
            found.push(Found::on(page, measured));
        }
    }
    found
}

/// Whether a paragraph is centred, as a formula or a sign between parts.
fn is_centred(paragraph: &Paragraph<'_>, anatomy: &Anatomy<'_>) -> bool {
    let body = &anatomy.body;
    let (Some(left), Some(right)) = (body.left, body.right) else { return false };
    paragraph.lines.iter().all(|line| {
        (line.centre() - f64::midpoint(left, right)).abs() < 3.0 && line.x0 > left + 20.0
    })
}

fn indent(_: &Paper, anatomy: &Anatomy<'_>) -> Vec<Found> {
    let Some(left) = anatomy.body.left else { return Vec::new() };
    let allowed = |inset: f64| (inset - 10.0).abs() < 0.5 || (inset - 12.7).abs() < 0.5;
    let running = anatomy.body.running().filter(|one| !is_centred(one, anatomy));
    let mut found = Vec::new();
    for paragraph in running {
        let line = paragraph.first();
        let inset = line.x0 - left;
        if !allowed(mm(inset)) {
            let (text, inset) = (shown(&line.text), in_mm(inset));
            let measured =
                format!("đầu dòng {text} lùi {inset}, quy định 10 mm hoặc 12,7 mm");
            found.push(Found::on(line.page, measured));
        }
    }
    found
}

/// Distances between lines of one paragraph on one page.
fn pitches<'a>(paragraph: &'a Paragraph<'_>) -> impl Iterator<Item = (&'a Line, f64)> {
    paragraph
        .lines
        .windows(2)
        .filter(|pair| pair[0].page == pair[1].page)
        .map(|pair| (pair[1], pair[1].baseline - pair[0].baseline))
}

fn line_spacing(_: &Paper, anatomy: &Anatomy<'_>) -> Vec<Found> {
    let mut found = Vec::new();
    for paragraph in anatomy.body.running() {
        let wrong = pitches(paragraph).find(|(line, pitch)| {
            let lines = pitch / (SINGLE * line.size);
            !(0.98..=1.52).contains(&lines)
        });
        if let Some((line, pitch)) = wrong {
            let lines = decimal(pitch / (SINGLE * line.size));
            let (text, pitch) = (shown(&line.text), in_pt(pitch));
            let measured = format!(
                "dòng {text} cách dòng trên {pitch}, bằng {lines} dòng, quy định 1 - 1,5"
            );
            found.push(Found::on(line.page, measured));
        }
    }
    found
}

fn paragraph_gap(_: &Paper, anatomy: &Anatomy<'_>) -> Vec<Found> {
    let running: Vec<&Paragraph<'_>> = anatomy.body.running().collect();
    let mut pitches: Vec<f64> =
        running.iter().flat_map(|one| pitches(one).map(|(_, pitch)| pitch)).collect();
    pitches.sort_by(f64::total_cmp);
    let Some(pitch) = pitches.get(pitches.len() / 2) else { return Vec::new() };
    let mut found = Vec::new();
    for pair in running.windows(2) {
        let (above, below) = (pair[0].last(), pair[1].first());
        let gap = below.baseline - above.baseline - pitch;
        if above.page == below.page && gap > -pitch && gap < 6.0 - 0.2 {
            let (text, gap) = (shown(&below.text), in_pt(gap));
            let measured =
                format!("đoạn {text} cách đoạn trên {gap}, quy định tối thiểu 6 pt");
            found.push(Found::on(below.page, measured));
        }
    }
    found
}

/// All lines but the last reach both edges; a line of one or two words cannot.
fn justified(_: &Paper, anatomy: &Anatomy<'_>) -> Vec<Found> {
    let body = &anatomy.body;
    let (Some(left), Some(right)) = (body.left, body.right) else { return Vec::new() };
    let mut found = Vec::new();
    for paragraph in body.running().filter(|one| !is_centred(one, anatomy)) {
        let count = paragraph.lines.len();
        let short = paragraph.lines.iter().take(count - 1).find(|line| {
            line.text.split(' ').count() > 3 && mm((line.x1 - right).abs()) > 0.8
        });
        if let Some(line) = short {
            let (text, off) = (shown(&line.text), in_mm(right - line.x1));
            let measured =
                format!("dòng {text} cách lề phải {off}, quy định canh đều hai lề");
            found.push(Found::on(line.page, measured));
        }
        let shifted =
            paragraph.lines.iter().skip(1).find(|line| mm((line.x0 - left).abs()) > 0.8);
        if let Some(line) = shifted {
            let (text, off) = (shown(&line.text), in_mm(line.x0 - left));
            let measured =
                format!("dòng {text} lệch lề trái {off}, quy định canh đều hai lề");
            found.push(Found::on(line.page, measured));
        }
    }
    found
}

/// The letter of "đ) Text".
fn point(text: &str) -> Option<&str> {
    let (letter, _) = text.split_once(") ")?;
    let mut letters = letter.chars();
    let first = letters.next()?;
    (letters.next().is_none() && first.is_lowercase()).then_some(letter)
}

fn points(_: &Paper, anatomy: &Anatomy<'_>) -> Vec<Found> {
    let mut found = Vec::new();
    let mut before: Option<usize> = None;
    for paragraph in anatomy.body.running() {
        let line = paragraph.first();
        let Some(letter) = point(&line.text) else { continue };
        let at = POINTS.iter().position(|known| *known == letter);
        let wanted = match before {
            _ if letter == "a" => Some(0),
            Some(last) => Some(last + 1),
            // A list an office began elsewhere.
            None => at,
        };
        if at.is_none() || at != wanted {
            let wanted = wanted.and_then(|at| POINTS.get(at)).unwrap_or(&"a");
            let measured = format!("điểm {letter}), theo thứ tự phải là {wanted})");
            found.push(Found::on(line.page, measured));
        }
        before = at;
    }
    found
}

fn ended(_: &Paper, anatomy: &Anatomy<'_>) -> Vec<Found> {
    let Some(last) = anatomy.body.running().last() else { return Vec::new() };
    if last.text().ends_with("./.") {
        return Vec::new();
    }
    let line = last.last();
    let text = shown(&line.text);
    vec![Found::on(line.page, format!("đoạn cuối {text} không kết thúc bằng “./.”"))]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_point_is_one_small_letter_before_a_bracket() {
        assert_eq!(point("đ) Công tác tuyên truyền"), Some("đ"));
        assert_eq!(point("(a) phần"), None);
        assert_eq!(point("ab) phần"), None);
        assert_eq!(point("1) phần"), None);
    }
}
