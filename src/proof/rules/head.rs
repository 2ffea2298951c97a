//! The head of the first page: Decree 30, Appendix I, part I, section II,
//! points 1 to 5 and 9.

use super::{Found, Look, PLACE, Rule, in_mm, in_percent, shown};
use crate::proof::anatomy::Anatomy;
use crate::proof::sheet::{Line, MM, Mark, Paper, mm};

const MOTTO_1: &str = "NĐ 30/2020, Phụ lục I, phần I, mục II.1";
const AGENCY_2: &str = "NĐ 30/2020, Phụ lục I, phần I, mục II.2";
const NUMBER_3: &str = "NĐ 30/2020, Phụ lục I, phần I, mục II.3";
const DATE_4: &str = "NĐ 30/2020, Phụ lục I, phần I, mục II.4";
const TITLE_5: &str = "NĐ 30/2020, Phụ lục I, phần I, mục II.5";
const TO_9: &str = "NĐ 30/2020, Phụ lục I, phần I, mục II.9.d";

pub(super) const RULES: [Rule; 13] = [
    Rule { name: "quốc-hiệu", source: MOTTO_1, check: nation },
    Rule { name: "tiêu-ngữ", source: MOTTO_1, check: motto },
    Rule { name: "kẻ-tiêu-ngữ", source: MOTTO_1, check: motto_rule },
    Rule { name: "cơ-quan-chủ-quản", source: AGENCY_2, check: superior },
    Rule { name: "cơ-quan-ban-hành", source: AGENCY_2, check: issuer },
    Rule { name: "kẻ-cơ-quan", source: AGENCY_2, check: issuer_rule },
    Rule { name: "số-ký-hiệu", source: NUMBER_3, check: number },
    Rule { name: "địa-danh-ngày-tháng", source: DATE_4, check: date },
    Rule { name: "ngang-dòng-số", source: DATE_4, check: one_line },
    Rule { name: "tên-loại", source: TITLE_5, check: kind },
    Rule { name: "trích-yếu", source: TITLE_5, check: subject },
    Rule { name: "kẻ-trích-yếu", source: TITLE_5, check: subject_rule },
    Rule { name: "kính-gửi", source: TO_9, check: addressees },
];

/// Lines centred one under the other may be this far apart, in millimetres.
const CENTRED: f64 = 1.0;

fn absent(name: &str) -> Vec<Found> {
    vec![Found::on(0, format!("không tìm thấy {name} trên trang 1"))]
}

fn centred_under(line: &Line, middle: f64, name: &str, under: &str) -> Option<Found> {
    let off = line.centre() - middle;
    (mm(off.abs()) > CENTRED).then(|| {
        let off = in_mm(off.abs());
        Found::on(line.page, format!("{name} lệch {off} so với giữa {under}"))
    })
}

fn nation(paper: &Paper, anatomy: &Anatomy<'_>) -> Vec<Found> {
    let Some(line) = anatomy.head.nation else { return absent("Quốc hiệu") };
    let look = Look {
        name: "Quốc hiệu",
        sizes: (12.0, 13.0),
        bold: true,
        italic: false,
        upper: Some(true),
    };
    let mut found = look.check(line);
    let text = line.text.replace("HOÀ", "HÒA");
    if text != "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" {
        found.push(Found::on(0, format!("Quốc hiệu ghi {}", shown(&line.text))));
    }
    if line.centre() < paper.pages[0].width / 2.0 {
        let at = in_mm(line.centre());
        let measured = format!("giữa Quốc hiệu cách mép trái {at}, quy định bên phải");
        found.push(Found::on(0, measured));
    }
    found
}

fn motto(_: &Paper, anatomy: &Anatomy<'_>) -> Vec<Found> {
    let Some(line) = anatomy.head.motto else { return absent("Tiêu ngữ") };
    let look = Look {
        name: "Tiêu ngữ",
        sizes: (13.0, 14.0),
        bold: true,
        italic: false,
        upper: Some(false),
    };
    let mut found = look.check(line);
    if line.text != "Độc lập - Tự do - Hạnh phúc" {
        let text = shown(&line.text);
        let measured =
            format!("Tiêu ngữ ghi {text}, quy định “Độc lập - Tự do - Hạnh phúc”");
        found.push(Found::on(0, measured));
    }
    if let Some(nation) = anatomy.head.nation {
        found.extend(centred_under(line, nation.centre(), "Tiêu ngữ", "Quốc hiệu"));
        let apart = line.baseline - nation.baseline;
        // Single spacing of Times is 1.15 of the size.
        if !(0.95 * line.size..=1.35 * line.size).contains(&apart) {
            let apart = in_mm(apart);
            let measured = format!("Tiêu ngữ cách Quốc hiệu {apart}, quy định dòng đơn");
            found.push(Found::on(0, measured));
        }
    }
    found
}

/// The rule right below a line, if any.
fn rule_below<'p>(paper: &'p Paper, line: &Line) -> Option<&'p Mark> {
    let below = line.baseline..line.baseline + 6.0 * MM;
    paper.pages[line.page]
        .marks
        .iter()
        .filter(|mark| {
            mark.is_rule()
                && below.contains(&mark.y0)
                && mark.x0 < line.x1
                && mark.x1 > line.x0
        })
        .min_by(|a, b| a.y0.total_cmp(&b.y0))
}

/// Checks the rule below a component: solid, centred, so long.
fn check_rule(
    paper: &Paper,
    name: &str,
    lines: &[&Line],
    (low, high, wanted): (f64, f64, &str),
) -> Vec<Found> {
    let Some(last) = lines.last() else { return Vec::new() };
    let Some(rule) = rule_below(paper, last) else {
        return vec![Found::on(last.page, format!("không có đường kẻ dưới {name}"))];
    };
    let mut found = Vec::new();
    let fits = |line: &&Line| {
        let share = rule.length() / line.length();
        low - 0.01 <= share && share <= high + 0.01
    };
    if !lines.iter().any(fits) {
        let longest = lines.iter().map(|line| line.length()).fold(0.0, f64::max);
        let share = in_percent(rule.length() / longest);
        let length = in_mm(rule.length());
        let measured = format!(
            "đường kẻ dưới {name} dài {length}, bằng {share} dòng chữ, quy định {wanted}"
        );
        found.push(Found::on(last.page, measured));
    }
    let off = (rule.centre() - last.centre()).abs();
    if mm(off) > CENTRED {
        let off = in_mm(off);
        let measured = format!("đường kẻ dưới {name} lệch {off} so với giữa dòng chữ");
        found.push(Found::on(last.page, measured));
    }
    if rule.dashed {
        let measured = format!("đường kẻ dưới {name} là nét đứt, quy định nét liền");
        found.push(Found::on(last.page, measured));
    }
    found
}

const THIRD_TO_HALF: (f64, f64, &str) = (1.0 / 3.0, 0.5, "1/3 đến 1/2");

fn motto_rule(paper: &Paper, anatomy: &Anatomy<'_>) -> Vec<Found> {
    let lines: Vec<&Line> = anatomy.head.motto.into_iter().collect();
    check_rule(paper, "Tiêu ngữ", &lines, (0.98, 1.02, "100 %"))
}

fn issuer_rule(paper: &Paper, anatomy: &Anatomy<'_>) -> Vec<Found> {
    check_rule(paper, "tên cơ quan ban hành", &anatomy.head.issuer, THIRD_TO_HALF)
}

fn subject_rule(paper: &Paper, anatomy: &Anatomy<'_>) -> Vec<Found> {
    check_rule(paper, "trích yếu", &anatomy.head.subject, THIRD_TO_HALF)
}

fn superior(_: &Paper, anatomy: &Anatomy<'_>) -> Vec<Found> {
    let look = Look {
        name: "cơ quan chủ quản",
        sizes: (12.0, 13.0),
        bold: false,
        italic: false,
        upper: Some(true),
    };
    anatomy.head.superior.iter().flat_map(|line| look.check(line)).collect()
}

fn issuer(_: &Paper, anatomy: &Anatomy<'_>) -> Vec<Found> {
    let look = Look {
        name: "cơ quan ban hành",
        sizes: (12.0, 13.0),
        bold: true,
        italic: false,
        upper: Some(true),
    };
    let head = &anatomy.head;
    if head.issuer.is_empty() {
        return absent("tên cơ quan ban hành");
    }
    let mut found: Vec<Found> =
        head.issuer.iter().flat_map(|line| look.check(line)).collect();
    if let (Some(above), Some(line)) = (head.superior.last(), head.issuer.first()) {
        let middle = above.centre();
        found.extend(centred_under(line, middle, "cơ quan ban hành", "cơ quan chủ quản"));
        let apart = line.baseline - above.baseline;
        if !(0.95 * line.size..=1.35 * line.size).contains(&apart) {
            let apart = in_mm(apart);
            let measured =
                format!("hai dòng tên cơ quan cách nhau {apart}, quy định dòng đơn");
            found.push(Found::on(0, measured));
        }
    }
    found
}

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
/// with a zero, other months without.
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
