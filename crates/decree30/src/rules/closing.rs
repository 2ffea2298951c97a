//! Signature and recipients: Decree 30, Appendix I, part I, section II,
//! points 7, 8 and 9.

use super::{Found, Look, Rule, in_mm, shown};
use crate::anatomy::Anatomy;
use crate::sheet::{Paper, mm};

const SIGNER_7: &str = "NĐ 30/2020, Phụ lục I, phần I, mục II.7";
const SEAL_8: &str = "NĐ 30/2020, Phụ lục I, phần I, mục II.7.d và II.8.a";
const COPIES_9: &str = "NĐ 30/2020, Phụ lục I, phần I, mục II.9.d";

pub(super) const RULES: [Rule; 6] = [
    Rule { name: "nơi-nhận", source: COPIES_9, check: label },
    Rule { name: "danh-sách-nơi-nhận", source: COPIES_9, check: copies },
    Rule { name: "ngang-hàng-nơi-nhận", source: COPIES_9, check: level },
    Rule { name: "chức-vụ", source: SIGNER_7, check: position },
    Rule { name: "họ-tên", source: SIGNER_7, check: name },
    Rule { name: "vùng-ký", source: SEAL_8, check: clear },
];

/// Clear height for the signature and the seal that overlaps it, in millimetres.
const SIGNING: f64 = 30.0;

fn label(_: &Paper, anatomy: &Anatomy<'_>) -> Vec<Found> {
    let Some(line) = anatomy.closing.label else {
        return vec![Found::in_file("không tìm thấy “Nơi nhận:”")];
    };
    let look = Look {
        name: "từ",
        sizes: (12.0, 12.0),
        bold: true,
        italic: true,
        upper: Some(false),
    };
    let mut found = look.check(line);
    if line.text != "Nơi nhận:" {
        let measured = format!("ghi {}, quy định “Nơi nhận:”", shown(&line.text));
        found.push(Found::on(line.page, measured));
    }
    if let Some(left) = anatomy.body.left.filter(|left| mm((line.x0 - left).abs()) > 0.7)
    {
        let off = in_mm(line.x0 - left);
        let measured = format!("“Nơi nhận:” cách lề trái {off}, quy định sát lề trái");
        found.push(Found::on(line.page, measured));
    }
    found
}

fn copies(_: &Paper, anatomy: &Anatomy<'_>) -> Vec<Found> {
    let copies = &anatomy.closing.copies;
    let Some(label) = anatomy.closing.label else { return Vec::new() };
    let look = Look {
        name: "nơi nhận",
        sizes: (11.0, 11.0),
        bold: false,
        italic: false,
        upper: None,
    };
    let mut found: Vec<Found> = copies.iter().flat_map(|line| look.check(line)).collect();
    let mut say = |text: String| found.push(Found::on(label.page, text));
    // Lines that wrap belong to the entry above.
    let mut entries: Vec<String> = Vec::new();
    for line in copies {
        match entries.last_mut() {
            Some(entry) if !line.text.starts_with('-') => {
                entry.push(' ');
                entry.push_str(&line.text);
            }
            _ => entries.push(line.text.clone()),
        }
    }
    let Some((last, others)) = entries.split_last() else {
        say("dưới “Nơi nhận:” không có danh sách".to_owned());
        return found;
    };
    for entry in &entries {
        if !entry.starts_with("- ") {
            say(format!("nơi nhận {} không có gạch đầu dòng", shown(entry)));
        }
    }
    for entry in others.iter().filter(|entry| !entry.ends_with(';')) {
        say(format!("nơi nhận {} không kết thúc bằng “;”", shown(entry)));
    }
    if others.first().is_none_or(|first| first != "- Như trên;") {
        say("dòng đầu nơi nhận không phải “- Như trên;”".to_owned());
    }
    if !last.starts_with("- Lưu: VT") || !last.ends_with('.') {
        say(format!("dòng cuối nơi nhận {}, quy định “- Lưu: VT, ….”", shown(last)));
    }
    found
}

/// Level with the authority or position of the signer.
fn level(_: &Paper, anatomy: &Anatomy<'_>) -> Vec<Found> {
    let closing = &anatomy.closing;
    let (Some(label), Some(position)) = (closing.label, closing.position.first()) else {
        return Vec::new();
    };
    let off = (label.baseline - position.baseline).abs();
    if mm(off) <= 1.0 {
        return Vec::new();
    }
    let off = in_mm(off);
    let measured = format!("“Nơi nhận:” lệch {off} so với dòng chức vụ người ký");
    vec![Found::on(label.page, measured)]
}

fn position(_: &Paper, anatomy: &Anatomy<'_>) -> Vec<Found> {
    let closing = &anatomy.closing;
    let Some(label) = closing.label else { return Vec::new() };
    if closing.position.is_empty() {
        return vec![Found::on(label.page, "không tìm thấy chức vụ người ký")];
    }
    let look = Look {
        name: "chức vụ",
        sizes: (13.0, 14.0),
        bold: true,
        italic: false,
        upper: Some(true),
    };
    closing.position.iter().flat_map(|line| look.check(line)).collect()
}

fn name(_: &Paper, anatomy: &Anatomy<'_>) -> Vec<Found> {
    let closing = &anatomy.closing;
    let (Some(line), Some(position)) = (closing.name, closing.position.last()) else {
        return Vec::new();
    };
    let look = Look {
        name: "họ tên",
        sizes: (13.0, 14.0),
        bold: true,
        italic: false,
        upper: Some(false),
    };
    let mut found = look.check(line);
    if line.text.split(' ').any(|word| word.ends_with('.')) {
        let measured =
            format!("{}: trước họ tên không ghi học hàm, học vị", shown(&line.text));
        found.push(Found::on(line.page, measured));
    }
    let off = (line.centre() - position.centre()).abs();
    if mm(off) > 1.0 {
        let measured = format!("họ tên lệch {} so với chức vụ", in_mm(off));
        found.push(Found::on(line.page, measured));
    }
    found
}

fn clear(paper: &Paper, anatomy: &Anatomy<'_>) -> Vec<Found> {
    let closing = &anatomy.closing;
    let Some(position) = closing.position.last() else { return Vec::new() };
    let mut found = Vec::new();
    if mm(closing.clear) < SIGNING {
        let clear = in_mm(closing.clear);
        let measured = format!("vùng ký cao {clear}, cần ít nhất 30 mm");
        found.push(Found::on(position.page, measured));
    }
    let page = &paper.pages[position.page];
    let (top, end) = (position.baseline + 3.0, position.baseline + closing.clear);
    let inside = page.marks.iter().filter(|mark| {
        mark.y0 > top && mark.y1 < end && mark.centre() > page.width / 2.0
    });
    let count = inside.count();
    if count > 0 {
        let measured = format!("{count} nét vẽ nằm trong vùng ký, quy định để trống");
        found.push(Found::on(position.page, measured));
    }
    found
}
