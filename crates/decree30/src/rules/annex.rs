//! Annexes: Decree 30, Appendix I, part I, section III, point 1, and Appendix
//! III, form 2.2 (electronic documents).

use super::heading::ROMAN;
use super::{Found, Look, Rule, in_mm, shown};
use crate::anatomy::{Anatomy, Annex, numeral};
use crate::sheet::{MM, Paper, mm};

const NUMBERED_1A: &str = "NĐ 30/2020, Phụ lục I, phần I, mục III.1.a";
const TITLES_1B: &str = "NĐ 30/2020, Phụ lục I, phần I, mục III.1.b";
const GUIDE_1C: &str = "NĐ 30/2020, Phụ lục I, phần I, mục III.1.c";
const FORM_2_2: &str = "NĐ 30/2020, Phụ lục III, mẫu 2.2";

pub(super) const RULES: [Rule; 7] = [
    Rule { name: "số-phụ-lục", source: NUMBERED_1A, check: numerals },
    Rule { name: "viện-dẫn-phụ-lục", source: NUMBERED_1A, check: cited },
    Rule { name: "chữ-phụ-lục", source: TITLES_1B, check: labels },
    Rule { name: "tên-phụ-lục", source: TITLES_1B, check: titles },
    Rule { name: "chỉ-dẫn-phụ-lục", source: GUIDE_1C, check: guides },
    Rule { name: "kẻ-phụ-lục", source: FORM_2_2, check: rules },
    Rule { name: "hết-phụ-lục", source: FORM_2_2, check: ended },
];

/// Two or more: Roman numerals in order.
fn numerals(_: &Paper, anatomy: &Anatomy<'_>) -> Vec<Found> {
    if anatomy.annexes.len() < 2 {
        return Vec::new();
    }
    anatomy
        .annexes
        .iter()
        .zip(ROMAN)
        .filter(|(annex, wanted)| numeral(&annex.label.text) != Some(wanted))
        .map(|(annex, wanted)| {
            let text = shown(&annex.label.text);
            let measured = format!("ghi {text}, theo thứ tự phải là “Phụ lục {wanted}”");
            Found::on(annex.part.first, measured)
        })
        .collect()
}

/// The text must refer to every annex.
fn cited(paper: &Paper, anatomy: &Anatomy<'_>) -> Vec<Found> {
    let main = anatomy.parts[0];
    let lines = paper.lines().filter(|line| line.page <= main.last);
    let text: Vec<&str> = lines.map(|line| line.text.as_str()).collect();
    let text = text.join(" ");
    let cites = |annex: &Annex<'_>| {
        let label = &annex.label.text;
        text.match_indices(label.as_str()).any(|(at, _)| {
            let next = text[at + label.len()..].chars().next();
            !next.is_some_and(char::is_alphanumeric)
        })
    };
    anatomy
        .annexes
        .iter()
        .filter(|annex| !cites(annex) && !is_in_list(&text, annex))
        .map(|annex| {
            let text = shown(&annex.label.text);
            Found::on(annex.part.first, format!("nội dung văn bản không dẫn đến {text}"))
        })
        .collect()
}

/// "các Phụ lục I, II và III".
fn is_in_list(text: &str, annex: &Annex<'_>) -> bool {
    let Some(numeral) = numeral(&annex.label.text) else { return false };
    text.split("Phụ lục ").skip(1).any(|rest| {
        let list =
            rest.split([' ', ',']).filter(|word| !word.is_empty() && *word != "và");
        list.take_while(|word| ROMAN.contains(&word.trim_matches(['.', ';', ')'])))
            .any(|word| word.trim_matches(['.', ';', ')']) == numeral)
    })
}

fn off_centre(paper: &Paper, anatomy: &Anatomy<'_>, annex: &Annex<'_>) -> Vec<Found> {
    let page = &paper.pages[annex.part.first];
    let middle = anatomy.middle(page);
    let lines = [annex.label].into_iter().chain(annex.title.iter().copied());
    lines
        .filter(|line| {
            let off = (line.centre() - middle).abs();
            let sheet = (line.centre() - page.width / 2.0).abs();
            mm(off.min(sheet)) > 1.5
        })
        .map(|line| {
            let off = in_mm((line.centre() - middle).abs());
            let text = shown(&line.text);
            Found::on(line.page, format!("{text} lệch {off}, quy định canh giữa"))
        })
        .collect()
}

fn labels(paper: &Paper, anatomy: &Anatomy<'_>) -> Vec<Found> {
    let mut found = Vec::new();
    for annex in &anatomy.annexes {
        let look = Look {
            name: "dòng",
            sizes: (14.0, 14.0),
            bold: true,
            italic: false,
            upper: Some(false),
        };
        found.extend(look.check(annex.label));
        found.extend(off_centre(paper, anatomy, annex));
    }
    found
}

fn titles(_: &Paper, anatomy: &Anatomy<'_>) -> Vec<Found> {
    let look = Look {
        name: "tên phụ lục",
        sizes: (13.0, 14.0),
        bold: true,
        italic: false,
        upper: Some(true),
    };
    let lines = anatomy.annexes.iter().flat_map(|annex| &annex.title);
    lines.flat_map(|line| look.check(line)).collect()
}

/// The blanks of an electronic document stay open.
fn guides(_: &Paper, anatomy: &Anatomy<'_>) -> Vec<Found> {
    let look = Look {
        name: "chỉ dẫn",
        sizes: (13.0, 14.0),
        bold: false,
        italic: true,
        upper: Some(false),
    };
    let mut found = Vec::new();
    for annex in &anatomy.annexes {
        let Some(first) = annex.guide.first() else {
            let text = shown(&annex.label.text);
            let measured = format!("{text} không có dòng chỉ dẫn “(Kèm theo …)”");
            found.push(Found::on(annex.part.first, measured));
            continue;
        };
        found.extend(annex.guide.iter().flat_map(|line| look.check(line)));
        let text: Vec<&str> = annex.guide.iter().map(|line| line.text.as_str()).collect();
        let text = text.join(" ");
        let say = |what: &str| Found::on(first.page, format!("{}: {what}", shown(&text)));
        if !text.starts_with("(Kèm theo ") {
            found.push(say("quy định dạng “(Kèm theo Văn bản số …)”"));
        }
        if text.chars().any(|c| c.is_ascii_digit()) {
            found.push(say("văn bản điện tử không điền số, ngày vào chỗ trống"));
        }
        let off = (first.centre() - annex.label.centre()).abs();
        if mm(off) > 1.5 {
            found.push(say(&format!("lệch {}, quy định canh giữa", in_mm(off))));
        }
    }
    found
}

fn rules(paper: &Paper, anatomy: &Anatomy<'_>) -> Vec<Found> {
    let mut found = Vec::new();
    for annex in &anatomy.annexes {
        let Some(last) = annex.guide.last() else { continue };
        let below = last.baseline..last.baseline + 6.0 * MM;
        let longest = annex.guide.iter().map(|line| line.length()).fold(0.0, f64::max);
        let rule = paper.pages[last.page].marks.iter().find(|mark| {
            mark.is_rule() && below.contains(&mark.y0) && mark.length() < longest
        });
        match rule {
            None => found.push(Found::on(last.page, "không có đường kẻ dưới chỉ dẫn")),
            Some(rule) if mm((rule.centre() - last.centre()).abs()) > 1.5 => {
                found.push(Found::on(last.page, "đường kẻ dưới chỉ dẫn không canh giữa"));
            }
            Some(_) => {}
        }
    }
    found
}

fn ended(_: &Paper, anatomy: &Anatomy<'_>) -> Vec<Found> {
    let open = anatomy.annexes.iter().filter(|annex| !annex.last.text.ends_with("./."));
    open.map(|annex| {
        let text = shown(&annex.last.text);
        Found::on(annex.last.page, format!("phụ lục hết ở {text}, không có “./.”"))
    })
    .collect()
}
