//! Title and addressees: Decree 30, Appendix I, part I, section II, points 5
//! and 9.

use super::head::{THIRD_TO_HALF, absent, centred_under, check_rule};
use super::{Found, Look, Rule, in_mm, shown};
use crate::anatomy::Anatomy;
use crate::sheet::{Paper, mm};

const TITLE_5: &str = "NĐ 30/2020, Phụ lục I, phần I, mục II.5";
const TO_9: &str = "NĐ 30/2020, Phụ lục I, phần I, mục II.9.d";

pub(super) const RULES: [Rule; 4] = [
    Rule { name: "tên-loại", source: TITLE_5, check: kind },
    Rule { name: "trích-yếu", source: TITLE_5, check: subject },
    Rule { name: "kẻ-trích-yếu", source: TITLE_5, check: subject_rule },
    Rule { name: "kính-gửi", source: TO_9, check: addressees },
];

fn subject_rule(paper: &Paper, anatomy: &Anatomy<'_>) -> Vec<Found> {
    check_rule(paper, "trích yếu", &anatomy.head.subject, THIRD_TO_HALF)
}

fn kind(paper: &Paper, anatomy: &Anatomy<'_>) -> Vec<Found> {
    let Some(line) = anatomy.head.kind else { return absent("tên loại văn bản") };
    let look = Look {
        name: "tên loại",
        sizes: (13.0, 14.0),
        bold: true,
        italic: false,
        upper: Some(true),
    };
    let mut found = look.check(line);
    let middle = anatomy.middle(&paper.pages[0]);
    found.extend(centred_under(line, middle, "tên loại", "trang"));
    found
}

fn subject(paper: &Paper, anatomy: &Anatomy<'_>) -> Vec<Found> {
    let look = Look {
        name: "trích yếu",
        sizes: (13.0, 14.0),
        bold: true,
        italic: false,
        upper: Some(false),
    };
    let lines = &anatomy.head.subject;
    if lines.is_empty() {
        return absent("trích yếu nội dung");
    }
    let middle = anatomy.middle(&paper.pages[0]);
    let mut found: Vec<Found> = lines.iter().flat_map(|line| look.check(line)).collect();
    found.extend(
        lines.iter().filter_map(|line| centred_under(line, middle, "trích yếu", "trang")),
    );
    found
}

/// One addressee on the line of "Kính gửi:"; several each on a line of its own,
/// dashes under the colon, ";" and at last ".".
fn addressees(paper: &Paper, anatomy: &Anatomy<'_>) -> Vec<Found> {
    let Some((first, others)) = anatomy.head.addressed.split_first() else {
        return absent("“Kính gửi”");
    };
    let look = Look {
        name: "Kính gửi",
        sizes: (13.0, 14.0),
        bold: false,
        italic: false,
        upper: None,
    };
    let mut found: Vec<Found> =
        anatomy.head.addressed.iter().flat_map(|line| look.check(line)).collect();
    if !first.text.starts_with("Kính gửi:") {
        found.push(Found::on(0, "sau “Kính gửi” không có dấu hai chấm"));
    }
    if others.is_empty() && first.text.trim_end() == "Kính gửi:" {
        found.push(Found::on(0, "“Kính gửi:” không có nơi nhận"));
    }
    if others.is_empty() {
        return found;
    }
    let colon = paper.pages[0]
        .glyphs
        .iter()
        .find(|glyph| glyph.text == ":" && (glyph.baseline - first.baseline).abs() < 0.5);
    for (at, line) in others.iter().enumerate() {
        let mark = if at + 1 == others.len() { '.' } else { ';' };
        let wraps = !line.text.starts_with('-');
        if !wraps && colon.is_some_and(|colon| mm((line.x0 - colon.x).abs()) > 1.0) {
            let off = colon.map_or(0.0, |colon| (line.x0 - colon.x).abs());
            let measured = format!(
                "gạch đầu dòng {} lệch {} so với dấu hai chấm",
                shown(&line.text),
                in_mm(off)
            );
            found.push(Found::on(0, measured));
        }
        let next_wraps =
            others.get(at + 1).is_some_and(|next| !next.text.starts_with('-'));
        if !next_wraps && !line.text.ends_with(mark) {
            let measured = format!("{} không kết thúc bằng “{mark}”", shown(&line.text));
            found.push(Found::on(0, measured));
        }
    }
    if !others[0].text.starts_with('-') {
        let measured = format!("{} không có gạch đầu dòng", shown(&others[0].text));
        found.push(Found::on(0, measured));
    }
    found
}
