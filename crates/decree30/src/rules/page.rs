//! Paper, margins and page numbers: Decree 30, Appendix I, part I, section I.

use super::{Found, PLACE, Rule, SIZE, in_mm, in_pt, shown};
use crate::anatomy::{Anatomy, Extent};
use crate::sheet::{MM, Page, Paper, mm};

const GENERAL_1: &str = "NĐ 30/2020, Phụ lục I, phần I, mục I.1";
const GENERAL_2: &str = "NĐ 30/2020, Phụ lục I, phần I, mục I.2";
const GENERAL_3: &str = "NĐ 30/2020, Phụ lục I, phần I, mục I.3";
const GENERAL_7: &str = "NĐ 30/2020, Phụ lục I, phần I, mục I.7 và mục III.1.đ";

const HABIT: &str = "thông lệ ghi bản dự thảo ở lề trên";

pub(super) const RULES: [Rule; 11] = [
    Rule { name: "khổ-giấy", source: GENERAL_1, check: paper_size },
    Rule { name: "hướng-giấy", source: GENERAL_2, check: orientation },
    Rule { name: "lề-trên", source: GENERAL_3, check: top },
    Rule { name: "lề-dưới", source: GENERAL_3, check: bottom },
    Rule { name: "lề-trái", source: GENERAL_3, check: left },
    Rule { name: "lề-phải", source: GENERAL_3, check: right },
    Rule { name: "ngoài-trang", source: GENERAL_3, check: outside },
    Rule { name: "số-trang", source: GENERAL_7, check: numbers },
    Rule { name: "kiểu-số-trang", source: GENERAL_7, check: number_look },
    Rule { name: "vị-trí-số-trang", source: GENERAL_7, check: number_place },
    Rule { name: "dấu-dự-thảo", source: HABIT, check: draft },
];

fn paper_size(paper: &Paper, _: &Anatomy<'_>) -> Vec<Found> {
    let is_a4 = |page: &Page| {
        let (short, long) = (page.width.min(page.height), page.width.max(page.height));
        (mm(short) - 210.0).abs() < 1.0 && (mm(long) - 297.0).abs() < 1.0
    };
    let pages = paper.pages.iter().enumerate();
    pages
        .filter(|(_, page)| !is_a4(page))
        .map(|(at, page)| {
            let size = format!("{} x {}", in_mm(page.width), in_mm(page.height));
            Found::on(at, format!("khổ giấy {size}, quy định A4 (210 x 297 mm)"))
        })
        .collect()
}

/// Across the sheet only for tables.
fn orientation(paper: &Paper, anatomy: &Anatomy<'_>) -> Vec<Found> {
    let has_table = |at: usize| anatomy.tables.iter().any(|table| table.is_on(at));
    let pages = paper.pages.iter().enumerate();
    pages
        .filter(|(at, page)| {
            let annex = anatomy.part_of(*at).is_annex;
            page.is_landscape() && !annex && !has_table(*at)
        })
        .map(|(at, _)| Found::on(at, "trang nằm ngang mà không có bảng, biểu"))
        .collect()
}

/// Pages beyond the allowed nearest edge, and, where all pages of a part leave
/// more than the widest margin, the part.
fn margin(
    anatomy: &Anatomy<'_>,
    name: &str,
    (low, high): (f64, f64),
    slack: f64,
    distance: impl Fn(&Extent) -> f64,
) -> Vec<Found> {
    let rule = format!("quy định {low} - {high} mm");
    let mut found = Vec::new();
    for (at, extent) in anatomy.extents.iter().enumerate() {
        let Some(extent) = extent else { continue };
        let measured = mm(distance(extent));
        if measured < low - PLACE {
            let measured = in_mm(distance(extent));
            found.push(Found::on(at, format!("lề {name} {measured}, {rule}")));
        }
    }
    // The lower edge is only kept where the text goes on, and not by each page.
    let (to_last, fewest) = if name == "dưới" { (false, 3) } else { (true, 1) };
    for part in &anatomy.parts {
        let full: Vec<(usize, Extent)> = anatomy
            .full_extents(part)
            .filter(|(at, _)| to_last || *at < part.last)
            .collect();
        if full.len() < fewest {
            continue;
        }
        let least = full.iter().map(|(at, extent)| (distance(extent), *at));
        let least = least.min_by(|(a, _), (b, _)| a.total_cmp(b));
        if let Some((distance, at)) = least.filter(|(d, _)| mm(*d) > high + slack) {
            let measured = in_mm(distance);
            found.push(Found::on(at, format!("lề {name} {measured}, {rule}")));
        }
    }
    found
}

fn top(_: &Paper, anatomy: &Anatomy<'_>) -> Vec<Found> {
    // Above capitals lies a third of the letter's size.
    margin(anatomy, "trên", (20.0, 25.0), 2.5, |extent| extent.top)
}

fn bottom(_: &Paper, anatomy: &Anatomy<'_>) -> Vec<Found> {
    // The last line of a page may have had to go over with its paragraph.
    margin(anatomy, "dưới", (20.0, 25.0), 16.0, |extent| extent.bottom)
}

fn left(_: &Paper, anatomy: &Anatomy<'_>) -> Vec<Found> {
    margin(anatomy, "trái", (30.0, 35.0), PLACE, |extent| extent.left)
}

fn right(_: &Paper, anatomy: &Anatomy<'_>) -> Vec<Found> {
    margin(anatomy, "phải", (15.0, 20.0), 2.0, |extent| extent.right)
}

fn outside(paper: &Paper, _: &Anatomy<'_>) -> Vec<Found> {
    let mut found = Vec::new();
    for (at, page) in paper.pages.iter().enumerate() {
        let beyond = |x0: f64, y0: f64, x1: f64, y1: f64| {
            x0 < -1.0 || y0 < -1.0 || x1 > page.width + 1.0 || y1 > page.height + 1.0
        };
        let letters = page.glyphs.iter().filter(|glyph| {
            let end = if glyph.turned { glyph.x } else { glyph.x + glyph.width };
            !glyph.is_blank() && beyond(glyph.x, glyph.baseline, end, glyph.baseline)
        });
        let marks = page.marks.iter().filter(|m| beyond(m.x0, m.y0, m.x1, m.y1));
        let (letters, marks) = (letters.count(), marks.count());
        if letters + marks > 0 {
            let measured =
                format!("{letters} chữ và {marks} nét vẽ nằm ngoài mép giấy, quy định 0");
            found.push(Found::on(at, measured));
        }
    }
    found
}

/// From 1 in each part, the first page of a part without its number.
fn numbers(_: &Paper, anatomy: &Anatomy<'_>) -> Vec<Found> {
    let mut found = Vec::new();
    for part in &anatomy.parts {
        for (number, at) in (part.first..=part.last).enumerate() {
            let wanted = (number > 0).then(|| (number + 1).to_string());
            let printed = anatomy.numbers[at].as_ref().map(|line| line.text.clone());
            if printed != wanted {
                let say = |text: Option<String>| {
                    text.map_or_else(|| "không có số".to_owned(), |text| shown(&text))
                };
                let (printed, wanted) = (say(printed), say(wanted));
                let measured = format!("số trang: {printed}, quy định {wanted}");
                found.push(Found::on(at, measured));
            }
        }
    }
    found
}

fn number_look(_: &Paper, anatomy: &Anatomy<'_>) -> Vec<Found> {
    let lines = anatomy.numbers.iter().flatten();
    let mut found = Vec::new();
    for line in lines {
        if line.size < 13.0 - SIZE || line.size > 14.0 + SIZE {
            let size = in_pt(line.size);
            let measured = format!("cỡ số trang {size}, quy định 13 pt - 14 pt");
            found.push(Found::on(line.page, measured));
        }
        if line.italic {
            found.push(Found::on(line.page, "số trang nghiêng, quy định chữ đứng"));
        }
    }
    found
}

/// In the middle of the sheet or of its type area, within the top margin.
fn number_place(paper: &Paper, anatomy: &Anatomy<'_>) -> Vec<Found> {
    let mut found = Vec::new();
    for line in anatomy.numbers.iter().flatten() {
        let page = &paper.pages[line.page];
        let sheet = page.width / 2.0;
        let area = anatomy.middle(page);
        let off = (line.centre() - sheet).abs().min((line.centre() - area).abs());
        if off > 1.0 * MM {
            let measured = format!(
                "số trang lệch {} so với giữa trang, quy định canh giữa",
                in_mm(off)
            );
            found.push(Found::on(line.page, measured));
        }
        if line.baseline > 25.0 * MM {
            let measured = format!(
                "số trang cách mép trên {}, quy định trong lề trên (20 - 25 mm)",
                in_mm(line.baseline)
            );
            found.push(Found::on(line.page, measured));
        }
    }
    found
}

/// On every page or on none; bold, upright, at the right of the type area.
fn draft(paper: &Paper, anatomy: &Anatomy<'_>) -> Vec<Found> {
    let mut found = Vec::new();
    if anatomy.drafts.iter().all(Option::is_none) {
        return found;
    }
    for (at, sign) in anatomy.drafts.iter().enumerate() {
        let Some(line) = sign else {
            found.push(Found::on(at, "trang không có dấu “DỰ THẢO” như các trang khác"));
            continue;
        };
        if !line.bold || line.italic {
            found.push(Found::on(at, "“DỰ THẢO” không đậm, đứng"));
        }
        let right = mm(paper.pages[at].width - line.x1);
        if !(15.0 - PLACE..=20.0 + PLACE).contains(&right) {
            let measured = format!(
                "“DỰ THẢO” cách mép phải {}, quy định 15 mm - 20 mm",
                in_mm(paper.pages[at].width - line.x1)
            );
            found.push(Found::on(at, measured));
        }
    }
    found
}
