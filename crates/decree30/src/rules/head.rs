//! Quốc hiệu, Tiêu ngữ and agencies: Decree 30, Appendix I, part I, section II,
//! points 1 and 2; and how rules below components are measured.

use super::{Found, Look, Rule, in_mm, in_percent, shown};
use crate::anatomy::Anatomy;
use crate::sheet::{Line, MM, Mark, Paper, mm};

const MOTTO_1: &str = "NĐ 30/2020, Phụ lục I, phần I, mục II.1";
const AGENCY_2: &str = "NĐ 30/2020, Phụ lục I, phần I, mục II.2";

pub(super) const RULES: [Rule; 6] = [
    Rule { name: "quốc-hiệu", source: MOTTO_1, check: nation },
    Rule { name: "tiêu-ngữ", source: MOTTO_1, check: motto },
    Rule { name: "kẻ-tiêu-ngữ", source: MOTTO_1, check: motto_rule },
    Rule { name: "cơ-quan-chủ-quản", source: AGENCY_2, check: superior },
    Rule { name: "cơ-quan-ban-hành", source: AGENCY_2, check: issuer },
    Rule { name: "kẻ-cơ-quan", source: AGENCY_2, check: issuer_rule },
];

/// Lines centred one under the other may be this far apart, in millimetres.
const CENTRED: f64 = 1.0;

pub(super) fn absent(name: &str) -> Vec<Found> {
    vec![Found::on(0, format!("không tìm thấy {name} trên trang 1"))]
}

pub(super) fn centred_under(
    line: &Line,
    middle: f64,
    name: &str,
    under: &str,
) -> Option<Found> {
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
pub(super) fn check_rule(
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

pub(super) const THIRD_TO_HALF: (f64, f64, &str) = (1.0 / 3.0, 0.5, "1/3 đến 1/2");

fn motto_rule(paper: &Paper, anatomy: &Anatomy<'_>) -> Vec<Found> {
    let lines: Vec<&Line> = anatomy.head.motto.into_iter().collect();
    check_rule(paper, "Tiêu ngữ", &lines, (0.98, 1.02, "100 %"))
}

fn issuer_rule(paper: &Paper, anatomy: &Anatomy<'_>) -> Vec<Found> {
    check_rule(paper, "tên cơ quan ban hành", &anatomy.head.issuer, THIRD_TO_HALF)
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
