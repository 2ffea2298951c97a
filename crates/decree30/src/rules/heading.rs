//! Headings of sections: Decree 30, Appendix I, part I, section II, point 6.đ
//! and section V (layout of phần, mục, khoản, điểm).

use super::{Found, Look, Rule, shown};
use crate::anatomy::Anatomy;
use crate::sheet::{Line, Owner, Paper, Paragraph, mm};

const HEADS_6DD: &str = "NĐ 30/2020, Phụ lục I, phần I, mục II.6.đ và mục V";
const KEEPING: &str = "nếp trình bày: tiêu đề không đứng cuối trang";

pub(super) const RULES: [Rule; 4] = [
    Rule { name: "tiêu-đề-mục", source: HEADS_6DD, check: sections },
    Rule { name: "tiêu-đề-khoản", source: HEADS_6DD, check: clauses },
    Rule { name: "thứ-tự-mục", source: HEADS_6DD, check: order },
    Rule { name: "tiêu-đề-cuối-trang", source: KEEPING, check: widowed },
];

/// Roman numerals of sections, as far as reports go.
pub(super) const ROMAN: [&str; 20] = [
    "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII", "XIII",
    "XIV", "XV", "XVI", "XVII", "XVIII", "XIX", "XX",
];

/// The number before the first ". ".
fn number(paragraph: &Paragraph<'_>) -> String {
    let text = paragraph.text();
    text.split_once(". ").map(|(number, _)| number.to_owned()).unwrap_or_default()
}

fn of_level<'a, 'p>(
    anatomy: &'a Anatomy<'p>,
    role: &'static str,
) -> impl Iterator<Item = &'a Paragraph<'p>> {
    anatomy.headings.iter().filter(move |heading| heading.role == role)
}

fn look(
    paragraph: &Paragraph<'_>,
    name: &'static str,
    upper: bool,
    body: f64,
) -> Vec<Found> {
    let look =
        Look { name, sizes: (body, body), bold: true, italic: false, upper: Some(upper) };
    paragraph.lines.iter().flat_map(|line| look.check(line)).collect()
}

/// "I. TITLE", or "Phần I" with its title below.
fn sections(_: &Paper, anatomy: &Anatomy<'_>) -> Vec<Found> {
    let mut found = Vec::new();
    for heading in of_level(anatomy, "H1") {
        let line = heading.first();
        if line.text.starts_with("Phần ") {
            continue;
        }
        found.extend(look(heading, "tiêu đề mục", true, anatomy.body.size));
        if !ROMAN.contains(&number(heading).as_str()) {
            let text = shown(&line.text);
            let measured = format!("tiêu đề mục {text} không đánh số La Mã “I. ”");
            found.push(Found::on(line.page, measured));
        }
    }
    found
}

/// "1. Title" on a line of its own.
fn clauses(_: &Paper, anatomy: &Anatomy<'_>) -> Vec<Found> {
    let mut found = Vec::new();
    for heading in of_level(anatomy, "H2") {
        let line = heading.first();
        found.extend(look(heading, "tiêu đề khoản", false, anatomy.body.size));
        let number = number(heading);
        if number.is_empty() || !number.chars().all(|c| c.is_ascii_digit()) {
            let text = shown(&line.text);
            let measured = format!("tiêu đề khoản {text} không đánh số Ả Rập “1. ”");
            found.push(Found::on(line.page, measured));
        }
        let inset = anatomy.body.left.map(|left| mm(line.x0 - left));
        if inset.is_some_and(|inset| !(9.5..=13.2).contains(&inset)) {
            let text = shown(&line.text);
            let measured = format!("tiêu đề khoản {text} không lùi đầu dòng");
            found.push(Found::on(line.page, measured));
        }
    }
    found
}

fn order(_: &Paper, anatomy: &Anatomy<'_>) -> Vec<Found> {
    let headings = of_level(anatomy, "H1").filter(|h| ROMAN.contains(&&*number(h)));
    headings
        .zip(ROMAN)
        .find(|(heading, wanted)| number(heading) != *wanted)
        .map(|(heading, wanted)| {
            let (line, number) = (heading.first(), number(heading));
            let measured = format!("mục {number}, theo thứ tự phải là {wanted}");
            Found::on(line.page, measured)
        })
        .into_iter()
        .collect()
}

/// A heading, or the title of a table, with nothing below it on its page.
fn widowed(paper: &Paper, anatomy: &Anatomy<'_>) -> Vec<Found> {
    let annexes = anatomy.annexes.iter().flat_map(|annex| &annex.headings);
    let headings = anatomy.headings.iter().chain(annexes).map(Paragraph::last);
    let titles = paper.lines().filter(|line| is_table_title(paper, line));
    let heads: Vec<&Line> = headings.chain(titles).collect();
    let is_head = |line: &Line| {
        heads.iter().any(|head| head.page == line.page && head.baseline == line.baseline)
    };
    heads
        .iter()
        .filter(|head| {
            let page = &paper.pages[head.page];
            let followed = page.lines.iter().any(|line| {
                line.block != Owner::Artifact
                    && line.baseline > head.baseline + 1.0
                    && !is_head(line)
            });
            !followed && !page.marks.iter().any(|mark| mark.y0 > head.baseline + 3.0)
        })
        .map(|head| {
            let text = shown(&head.text);
            Found::on(head.page, format!("tiêu đề {text} đứng cuối trang"))
        })
        .collect()
}

fn is_table_title(paper: &Paper, line: &Line) -> bool {
    let numbered = line
        .text
        .strip_prefix("Bảng ")
        .is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
    numbered && line.bold && !paper.is_in(line.block, &["Table", "P"])
}
