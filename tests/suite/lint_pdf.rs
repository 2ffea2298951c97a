//! `lint-pdf` finds nothing in what the program prints, and finds the fault in
//! each of a set of spoilt templates, at least one per rule.

use crate::desk::{Desk, Ended, YEARS, repository};

/// One string of one template put wrong, and the rule that must notice.
struct Spoil {
    rule: &'static str,
    file: &'static str,
    from: &'static str,
    to: &'static str,
}

const fn spoil(
    rule: &'static str,
    file: &'static str,
    from: &'static str,
    to: &'static str,
) -> Spoil {
    Spoil { rule, file, from, to }
}

const PAGE: &str = "parts/page.typ";
const HEAD: &str = "parts/head.typ";
const PROSE: &str = "parts/prose.typ";
const SIGNATURE: &str = "parts/signature.typ";
const RECIPIENTS: &str = "parts/recipients.typ";
const ANNEX: &str = "parts/annex.typ";
/// A place in `page.typ` where more rules of Typst can be put.
const SET: &str = "set heading(numbering: none)";

/// A project whose signer has a name, as on the day of signing.
fn desk() -> Desk {
    let desk = Desk::of_year(2024);
    office(&desk, "name = \"\"", "name = \"Nguyễn Văn A\"");
    desk
}

/// Changes the register of the office in the project's own copy.
fn office(desk: &Desk, from: &str, to: &str) {
    let register = "plan/office.toml";
    let own = desk.path(register);
    let path = if own.exists() { own } else { repository().join(register) };
    let text = std::fs::read_to_string(path).unwrap();
    assert!(text.contains(from), "office.toml no longer holds {from}");
    desk.file(register, text.replacen(from, to, 1).as_bytes());
}

fn lint(desk: &Desk) -> Ended {
    let ended = desk.run(["report", "2024"]);
    assert_eq!(ended.code, 1, "{}", ended.stderr);
    desk.run(["lint-pdf", "out/2024/bao-cao-bo.pdf"])
}

/// Spoils the templates all at once and expects every rule to speak up.
fn finds(spoils: &[Spoil]) {
    let desk = desk();
    for spoil in spoils {
        let below = format!("templates/{}", spoil.file);
        let own = desk.path(&below);
        let path = if own.exists() { own } else { repository().join(&below) };
        let text = std::fs::read_to_string(path).unwrap();
        assert!(text.contains(spoil.from), "{below} no longer holds {}", spoil.from);
        desk.file(&below, text.replace(spoil.from, spoil.to).as_bytes());
    }
    let ended = lint(&desk);
    assert_eq!(ended.code, 1, "{}{}", ended.stdout, ended.stderr);
    for spoil in spoils {
        let rule = format!("[{}]", spoil.rule);
        assert!(ended.stdout.contains(&rule), "{rule} says nothing:\n{}", ended.stdout);
    }
}

#[test]
fn every_edition_of_every_year_keeps_to_the_decree() {
    for year in YEARS {
        let desk = Desk::of_year(year);
        desk.run(["report", &year.to_string()]);
        let names = ["bao-cao-bo.pdf", "bao-cao-tinh.pdf", "tom-tat.pdf"];
        let [ministry, province, brief] = names.map(|name| format!("out/{year}/{name}"));
        let ended = desk.run(["lint-pdf", &ministry, &province, &brief]);
        assert_eq!(ended.code, 0, "{}{}", ended.stdout, ended.stderr);
        assert!(ended.stdout.contains("đạt 68 quy tắc trên"), "{}", ended.stdout);
    }
}

#[test]
fn a_named_signer_and_two_addressees_keep_to_the_decree() {
    let desk = desk();
    let one = "addressees = [\"Bộ Giáo dục và Đào tạo\"]";
    let two = "addressees = [\"Bộ Giáo dục và Đào tạo\", \"Hội Khuyến học Việt Nam\"]";
    office(&desk, one, two);
    office(&desk, "number = \"\"", "number = \"7\"");
    office(&desk, "authority = \"\"", "authority = \"KT. GIÁM ĐỐC\"");
    office(&desk, "position = \"GIÁM ĐỐC\"", "position = \"PHÓ GIÁM ĐỐC\"");
    let ended = lint(&desk);
    assert_eq!(ended.code, 0, "{}{}", ended.stdout, ended.stderr);
    desk.file(
        "templates/parts/head.typ",
        std::fs::read_to_string(repository().join("templates/parts/head.typ"))
            .unwrap()
            .replace("measure(salutation).width", "0mm")
            .as_bytes(),
    );
    let ended = lint(&desk);
    assert!(ended.stdout.contains("so với dấu hai chấm"), "{}", ended.stdout);
}

#[test]
fn a_fault_names_page_rule_measure_and_source() {
    let wide = spoil("lề-trái", PAGE, "left: 30mm", "left: 27mm");
    let desk = desk();
    let text = std::fs::read_to_string(repository().join("templates/parts/page.typ"));
    let text = text.unwrap().replace(wide.from, wide.to);
    desk.file("templates/parts/page.typ", text.as_bytes());
    let ended = lint(&desk);
    let line = "out/2024/bao-cao-bo.pdf: trang 1: [lề-trái] lề trái 27,0 mm, quy định \
                30 - 35 mm (NĐ 30/2020, Phụ lục I, phần I, mục I.3)";
    assert!(ended.stdout.contains(line), "{}", ended.stdout);
}

#[test]
fn what_is_no_pdf_is_said_to_be_none() {
    let desk = Desk::empty();
    desk.file("thư.pdf", b"PK\x03\x04");
    let ended = desk.run(["lint-pdf", "thư.pdf"]);
    assert_eq!(ended.code, 2);
    assert!(ended.stderr.contains("không phải tệp PDF đọc được"), "{}", ended.stderr);
    assert_eq!(desk.run(["lint-pdf", "không có.pdf"]).code, 2);
}

#[test]
fn margins_too_narrow_are_found() {
    finds(&[
        spoil("lề-trái", PAGE, "left: 30mm", "left: 27mm"),
        spoil("lề-phải", PAGE, "right: 20mm", "right: 12mm"),
        spoil("lề-trên", PAGE, "top: 20mm", "top: 17mm"),
        spoil("lề-dưới", PAGE, "bottom: 20mm", "bottom: 16mm"),
        spoil("vị-trí-số-trang", PAGE, "top + center", "top + right"),
        spoil(
            "kiểu-số-trang",
            PAGE,
            "if n > 1 { str(n) }",
            "if n > 1 { text(size: 11pt, str(n)) }",
        ),
    ]);
}

#[test]
fn margins_too_wide_are_found() {
    finds(&[
        spoil("lề-trái", PAGE, "left: 30mm", "left: 37mm"),
        spoil("lề-phải", PAGE, "right: 20mm", "right: 26mm"),
        spoil("lề-dưới", PAGE, "bottom: 20mm", "bottom: 45mm"),
        spoil("lề-trên", PAGE, "top: 20mm", "top: 30mm"),
    ]);
}

#[test]
fn wrong_paper_colour_language_and_bookmarks_are_found() {
    finds(&[
        spoil("khổ-giấy", PAGE, "paper: \"a4\"", "paper: \"us-letter\""),
        spoil("màu-chữ", PAGE, "fill: black", "fill: rgb(\"#1f3f7f\")"),
        spoil("ngôn-ngữ", PAGE, "lang: \"vi\"", "lang: \"en\""),
        spoil("dấu-trang", PAGE, SET, "set heading(numbering: none, bookmarked: false)"),
        spoil("tệp-đính-kèm", PAGE, "relationship: file.relationship,", ""),
        spoil("màu-nét-vẽ", HEAD, "stroke: 0.6pt)", "stroke: 0.6pt + red)"),
    ]);
}

#[test]
fn pages_across_and_numbers_that_do_not_begin_anew_are_found() {
    finds(&[
        spoil("hướng-giấy", PAGE, "paper: \"a4\",", "paper: \"a4\", flipped: true,"),
        spoil("số-trang", PAGE, "if n > 1 { str(n) }", "str(n)"),
        spoil("dấu-dự-thảo", PAGE, "weight: \"bold\", \"DỰ THẢO\"", "\"DỰ THẢO\""),
        spoil(
            "ngoài-trang",
            PAGE,
            SET,
            "set heading(numbering: none)\n  place(dx: -40mm, [Ngoài])",
        ),
    ]);
    finds(&[spoil("số-trang", ANNEX, "counter(page).update(0)", "[]")]);
}

#[test]
fn running_text_too_small_too_loose_too_close_is_found() {
    finds(&[
        spoil("cỡ-chữ-lời-văn", PAGE, "body-size = 14pt", "body-size = 12pt"),
        spoil("lùi-đầu-dòng", PAGE, "indent = 1.27cm", "indent = 0.8cm"),
        spoil("cách-dòng", PAGE, "leading = 4.5pt", "leading = 11pt"),
        spoil("cách-đoạn", PAGE, "leading + 6pt", "leading + 3pt"),
        spoil("số-trang", PAGE, "top + center", "bottom + center"),
    ]);
}

#[test]
fn ragged_and_tight_text_and_lost_table_heads_are_found() {
    finds(&[
        spoil("canh-đều-hai-lề", PAGE, "justify: true", "justify: false"),
        spoil("cách-dòng", PAGE, "leading = 4.5pt", "leading = 1pt"),
        spoil(
            "lặp-tiêu-đề-bảng",
            PAGE,
            SET,
            "set heading(numbering: none)\n  set table.header(repeat: false)",
        ),
        spoil(
            "căn-cứ",
            PAGE,
            "set text(size: body-size, weight: \"bold\")",
            "set text(size: body-size, weight: \"bold\")\n  show emph: it => it.body",
        ),
        spoil(
            "ô-tiêu-đề-bảng",
            "parts/tables.typ",
            "table.header(..columns.map(column => head-cell(column.at(0)))),",
            "..columns.map(column => head-cell(column.at(0))),",
        ),
    ]);
}

#[test]
fn stray_looks_in_running_text_are_found() {
    finds(&[
        spoil(
            "một-cỡ-lời-văn",
            PROSE,
            "par(\"- \" + soft(words(passage)))",
            "par(text(size: 12pt, \"- \" + soft(words(passage))))",
        ),
        spoil(
            "kiểu-chữ-lời-văn",
            PROSE,
            "par(point-letter(i) + \") \" + soft(words(passage)))",
            "par(strong(point-letter(i) + \") \" + soft(words(passage))))",
        ),
        spoil("hết-văn-bản", PROSE, "+ \"./.\"", "+ \".\""),
        spoil("hết-phụ-lục", PROSE, "+ \"./.\"", "+ \".\"").already(),
        spoil("thứ-tự-điểm", "parts/numbers.typ", "\"đ\", ", ""),
        spoil(
            "tiêu-đề-cuối-trang",
            PAGE,
            SET,
            "set heading(numbering: none)\n  show heading.where(level: 2): it => { it; \
             pagebreak(weak: true) }",
        ),
    ]);
}

impl Spoil {
    /// Done by the spoil before: only its rule is expected too.
    const fn already(self) -> Self {
        Self { from: "", to: "", ..self }
    }
}

#[test]
fn headings_without_weight_or_number_are_found() {
    finds(&[
        spoil("tiêu-đề-mục", PAGE, "weight: \"bold\")", "weight: \"regular\")"),
        spoil("tiêu-đề-khoản", PROSE, "str(number) + \". \"", "\"a) \""),
        spoil("thứ-tự-mục", PROSE, "number + \". \" + title", "\"II. \" + title"),
    ]);
    finds(&[spoil("tiêu-đề-mục", PROSE, "number + \". \" + title", "title")]);
}

#[test]
fn a_head_with_every_component_wrong_is_found() {
    finds(&[
        spoil("quốc-hiệu", HEAD, "XÃ HỘI CHỦ NGHĨA", "XHCN"),
        spoil("tiêu-ngữ", HEAD, "lập - Tự do - Hạnh", "lập – Tự do – Hạnh"),
        spoil("kẻ-tiêu-ngữ", HEAD, "stroke: (bottom: 0.6pt)", "stroke: none"),
        spoil(
            "cơ-quan-chủ-quản",
            HEAD,
            "text(size: 12pt, head.superior)",
            "text(size: 12pt, lower(head.superior))",
        ),
        spoil(
            "cơ-quan-ban-hành",
            HEAD,
            "text(size: 12pt, weight: \"bold\", head.issuer)",
            "text(size: 11pt, weight: \"bold\", head.issuer)",
        ),
        spoil("kẻ-cơ-quan", HEAD, "40% * length", "80% * length"),
        spoil("kẻ-trích-yếu", HEAD, "80% * length", "80% * length"),
        spoil("số-ký-hiệu", HEAD, "\"Số:\" + number", "\"Số \" + number"),
        spoil("địa-danh-ngày-tháng", HEAD, "style: \"italic\", head", "head"),
        spoil("tên-loại", HEAD, "text(size: 14pt, head", "text(size: 16pt, head"),
        spoil("trích-yếu", HEAD, "par(subject)", "par(emph(subject))"),
        spoil("kính-gửi", HEAD, "salutation + \": \"", "salutation + \" \""),
    ]);
}

#[test]
fn a_head_with_sizes_and_places_wrong_is_found() {
    finds(&[
        spoil(
            "quốc-hiệu",
            HEAD,
            "text(size: 12pt, weight: \"bold\", \"CỘNG",
            "text(size: 10pt, weight: \"bold\", \"CỘNG",
        ),
        spoil(
            "kẻ-tiêu-ngữ",
            HEAD,
            "outset: (bottom: 2.5pt)",
            "outset: (bottom: 2.5pt, x: -10mm)",
        ),
        spoil("kẻ-trích-yếu", HEAD, "40% * length", "20% * length"),
        spoil("số-ký-hiệu", HEAD, "h(12mm)", "h(3mm)"),
        spoil(
            "ngang-dòng-số",
            HEAD,
            "par(text(size: 13pt, style: \"italic\", head.place_date))",
            "{ v(4mm); par(text(size: 13pt, style: \"italic\", head.place_date)) }",
        ),
    ]);
}

#[test]
fn a_closing_with_every_component_wrong_is_found() {
    finds(&[
        spoil("vùng-ký", SIGNATURE, "signing-area = 32mm", "signing-area = 15mm"),
        spoil("chức-vụ", SIGNATURE, "14pt, weight: \"bold\"", "14pt"),
        spoil("họ-tên", SIGNATURE, " data.signature.name", " upper(data.signature.name)"),
        spoil("nơi-nhận", RECIPIENTS, "style: \"italic\"", "style: \"normal\""),
        spoil("danh-sách-nơi-nhận", RECIPIENTS, "size: 11pt", "size: 12pt"),
    ]);
    finds(&[
        spoil("ngang-hàng-nơi-nhận", RECIPIENTS, "  text(size", "  v(5mm)\n  text(size"),
        spoil("danh-sách-nơi-nhận", RECIPIENTS, "else { \";\" }", "else { \",\" }"),
    ]);
}

#[test]
fn annexes_with_every_component_wrong_are_found() {
    finds(&[
        spoil("chữ-phụ-lục", ANNEX, "\"Phụ lục \" + number", "\"PHỤ LỤC \" + number"),
        spoil("tên-phụ-lục", ANNEX, "        title\n", "        lower(title)\n"),
        spoil("chỉ-dẫn-phụ-lục", ANNEX, "emph(guide)", "strong(guide)"),
        spoil("kẻ-phụ-lục", ANNEX, "line(length: 40mm, stroke: 0.6pt)", "v(0mm)"),
    ]);
    finds(&[
        spoil("viện-dẫn-phụ-lục", ANNEX, "\"Phụ lục \" +", "\"Phụ lục X\" +"),
        spoil("số-phụ-lục", ANNEX, "\"Phụ lục X\" +", "\"Phụ lục X\" +"),
    ]);
}

/// No family of the register is installed: the program brings its own.
#[test]
fn a_computer_without_the_fonts_prints_in_tinos_and_says_so() {
    let desk = desk();
    office(
        &desk,
        "families = [\"Times New Roman\", \"Tinos\"]",
        "families = [\"Phông không cài\"]",
    );
    let ended = lint(&desk);
    assert_eq!(ended.code, 0, "{}{}", ended.stdout, ended.stderr);
    let summary = desk.summary(2024);
    let findings = summary["findings"].as_array().unwrap();
    let told = findings.iter().find(|one| one["code"] == "P02").unwrap();
    assert_eq!(told["severity"], "warning");
}

/// Tinos under another name of as many letters, in a folder of the project.
fn renamed_font(desk: &Desk, family: &str) {
    let wide = |name: &str| name.bytes().flat_map(|byte| [0, byte]).collect::<Vec<u8>>();
    let names = [("Tinos".into(), family.into()), (wide("Tinos"), wide(family))];
    for face in ["Regular", "Bold", "Italic", "BoldItalic"] {
        let own = repository().join(format!("crates/press/fonts/Tinos-{face}.ttf"));
        let mut bytes = std::fs::read(own).unwrap();
        for (from, to) in &names {
            let (from, to): (&Vec<u8>, &Vec<u8>) = (from, to);
            for at in 0..bytes.len() - from.len() {
                if bytes[at..].starts_with(from) {
                    bytes[at..at + to.len()].copy_from_slice(to);
                }
            }
        }
        desk.file(&format!("fonts/{family}-{face}.ttf"), &bytes);
    }
}

/// A family that is installed and has all letters, but is the wrong one.
#[test]
fn another_font_is_found() {
    let desk = desk();
    renamed_font(&desk, "Phong");
    office(
        &desk,
        "families = [\"Times New Roman\", \"Tinos\"]",
        "families = [\"Phong\"]",
    );
    let ended = desk.run(["report", "2024", "--fonts", "fonts"]);
    assert_eq!(ended.code, 1, "{}", ended.stderr);
    let ended = desk.run(["lint-pdf", "out/2024/bao-cao-bo.pdf"]);
    assert!(
        ended.stdout.contains("[phông-chữ] phông Phong, quy định Times New Roman"),
        "{}",
        ended.stdout
    );
}

/// What the file says of itself stands in it in plain text.
#[test]
fn a_file_that_claims_less_is_found() {
    let desk = Desk::of_year(2024);
    desk.run(["report", "2024"]);
    let pdf = desk.bytes("out/2024/bao-cao-bo.pdf");
    let claims = [
        ("PDF/A-3a", "<pdfaid:conformance>A<", "<pdfaid:conformance>B<"),
        ("PDF/UA-1", "<pdfuaid:part>1<", "<pdfuaid:part>2<"),
        ("tên-tài-liệu", "dc:title>", "dc:titel>"),
    ];
    for (rule, from, to) in claims {
        assert_eq!(from.len(), to.len());
        let mut spoilt = pdf.clone();
        let starts: Vec<usize> = (0..spoilt.len() - from.len())
            .filter(|&at| spoilt[at..].starts_with(from.as_bytes()))
            .collect();
        assert!(!starts.is_empty(), "the packet no longer holds {from}");
        for at in starts {
            spoilt[at..at + to.len()].copy_from_slice(to.as_bytes());
        }
        desk.file("spoilt.pdf", &spoilt);
        let ended = desk.run(["lint-pdf", "spoilt.pdf"]);
        assert!(ended.stdout.contains(&format!("[{rule}]")), "{}", ended.stdout);
    }
}
