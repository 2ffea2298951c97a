//! Number and date on the first page: Decree 30, Appendix I, part I, section II,
//! points 3 and 4.

use super::head::{absent, centred_under};
use super::{Found, Look, PLACE, Rule, in_mm, shown};
use crate::anatomy::Anatomy;
use crate::sheet::{Line, Paper, mm};

const NUMBER_3: &str = "NĐ 30/2020, Phụ lục I, phần I, mục II.3";
const DATE_4: &str = "NĐ 30/2020, Phụ lục I, phần I, mục II.4";

pub(super) const RULES: [Rule; 3] = [
    Rule { name: "số-ký-hiệu", source: NUMBER_3, check: number },
    Rule { name: "địa-danh-ngày-tháng", source: DATE_4, check: date },
    Rule { name: "ngang-dòng-số", source: DATE_4, check: one_line },
];

fn number(paper: &Paper, anatomy: &Anatomy<'_>) -> Vec<Found> {
    let Some(line) = anatomy.head.number else {
        return absent("số, ký hiệu (“Số:”)");
    };
    let look = Look {
        name: "số, ký hiệu",
        sizes: (13.0, 13.0),
        bold: false,
        italic: false,
        upper: None,
    };
    let mut found = look.check(line);
    if let Some(issuer) = anatomy.head.issuer.last() {
        let middle = issuer.centre();
        found.extend(centred_under(line, middle, "số, ký hiệu", "cơ quan ban hành"));
    }
    let say = |what: &str| Found::on(0, format!("{}: {what}", shown(&line.text)));
    let Some((digits, symbol)) =
        line.text.strip_prefix("Số:").and_then(|rest| rest.split_once('/'))
    else {
        found.push(say("quy định dạng “Số: 05/BC-SGDĐT”"));
        return found;
    };
    match digits.trim() {
        "" => found.extend(open_number(paper, line)),
        digits if digits.chars().any(|c| !c.is_ascii_digit()) => {
            found.push(say("số không ghi bằng chữ số Ả Rập"));
        }
        digits if digits.len() < 2 => {
            found.push(say("số nhỏ hơn 10 không có số 0 phía trước"));
        }
        _ => {}
    }
    let grouped = symbol.split('-').count() >= 2;
    let spaced = symbol.contains(char::is_whitespace);
    let small = symbol.chars().any(char::is_lowercase);
    if !grouped || spaced || small {
        found
            .push(say("ký hiệu quy định in hoa, gạch nối giữa các nhóm, không cách chữ"));
    }
    found
}

/// A number the clerk writes in needs its room.
fn open_number(paper: &Paper, line: &Line) -> Option<Found> {
    let mut glyphs: Vec<_> = paper.pages[line.page]
        .glyphs
        .iter()
        .filter(|glyph| {
            (glyph.baseline - line.baseline).abs() < 0.5
                && glyph.x >= line.x0 - 0.1
                && glyph.x <= line.x1
                && !glyph.is_blank()
        })
        .collect();
    glyphs.sort_by(|a, b| a.x.total_cmp(&b.x));
    let colon = glyphs.iter().find(|glyph| glyph.text == ":")?;
    let slash = glyphs.iter().find(|glyph| glyph.text == "/")?;
    let room = slash.x - colon.x - colon.width;
    (mm(room) < 8.0).then(|| {
        let room = in_mm(room);
        let measured = format!("chỗ trống sau “Số:” {room}, cần ít nhất 8 mm");
        Found::on(line.page, measured)
    })
}

fn date(_: &Paper, anatomy: &Anatomy<'_>) -> Vec<Found> {
    let Some(line) = anatomy.head.date else {
        return absent("địa danh và ngày, tháng, năm");
    };
    let look = Look {
        name: "địa danh, ngày tháng",
        sizes: (13.0, 14.0),
        bold: false,
        italic: true,
        upper: None,
    };
    let mut found = look.check(line);
    if let Some(motto) = anatomy.head.motto {
        found.extend(centred_under(line, motto.centre(), "ngày tháng", "Tiêu ngữ"));
    }
    if let Some(wrong) = wrong_date(&line.text) {
        found.push(Found::on(0, format!("{}: {wrong}", shown(&line.text))));
    }
    found
}

/// "Bắc Kạn, ngày 05 tháng 02 năm 2025": days below 10 and the months 1 and 2
/// with a zero, other months without. Like the number, the day may be open until
/// the document is issued.
fn wrong_date(text: &str) -> Option<&'static str> {
    let parts = || {
        let (place, rest) = text.split_once(", ngày ")?;
        let (day, rest) = rest.split_once(" tháng ")?;
        let (month, year) = rest.split_once(" năm ")?;
        Some((place, day, month, year))
    };
    let Some((place, day, month, year)) = parts() else {
        return Some("quy định dạng “Bắc Kạn, ngày 05 tháng 02 năm 2025”");
    };
    if [day, month, year] == ["…"; 3] {
        return None;
    }
    let number = |text: &str| text.parse::<u8>().ok();
    let (Some(day_number), Some(month_number)) = (number(day), number(month)) else {
        return Some("ngày, tháng không ghi bằng chữ số");
    };
    if !place.chars().next().is_some_and(char::is_uppercase) {
        return Some("địa danh không viết hoa");
    }
    if year.len() != 4 || year.parse::<u16>().is_err() {
        return Some("năm không đủ bốn chữ số");
    }
    if day_number < 10 && day.len() != 2 {
        return Some("ngày nhỏ hơn 10 không có số 0 phía trước");
    }
    if month_number < 3 && month.len() != 2 {
        return Some("tháng 1, 2 không có số 0 phía trước");
    }
    if (3..10).contains(&month_number) && month.len() != 1 {
        return Some("tháng 3 đến 9 có thừa số 0 phía trước");
    }
    None
}

fn one_line(_: &Paper, anatomy: &Anatomy<'_>) -> Vec<Found> {
    let (Some(number), Some(date)) = (anatomy.head.number, anatomy.head.date) else {
        return Vec::new();
    };
    let off = (number.baseline - date.baseline).abs();
    if mm(off) <= PLACE {
        return Vec::new();
    }
    let off = in_mm(off);
    vec![Found::on(0, format!("ngày tháng lệch {off} so với dòng số, ký hiệu"))]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_padded_as_the_decree_says() {
        for right in [
            "Bắc Kạn, ngày 05 tháng 02 năm 2026",
            "Bắc Kạn, ngày 09 tháng 3 năm 2026",
            "Bắc Kạn, ngày 15 tháng 12 năm 2026",
            "Bắc Kạn, ngày 10 tháng 01 năm 2026",
            "Bắc Kạn, ngày … tháng … năm …",
        ] {
            assert_eq!(wrong_date(right), None, "{right}");
        }
        for wrong in [
            "Bắc Kạn, ngày 5 tháng 12 năm 2026",
            "Bắc Kạn, ngày 15 tháng 2 năm 2026",
            "Bắc Kạn, ngày 15 tháng 03 năm 2026",
            "Bắc Kạn ngày 15 tháng 12 năm 2026",
            "bắc kạn, ngày 15 tháng 12 năm 2026",
            "Bắc Kạn, ngày 15 tháng 12 năm 26",
            "Bắc Kạn, ngày 15/12/2026",
        ] {
            assert!(wrong_date(wrong).is_some(), "{wrong}");
        }
    }
}
