//! One grid in any format and any encoding says the same.

use proptest::prelude::*;
use xhht::stages::{Eye, repair};

use crate::desk::repository;
use crate::forge::{self, Content, Page, ods_of, xls_in, xlsx_of};

const COMMUNES: [&str; 4] = ["Xã An Thắng", "Xã Bằng Thành", "Xã Bộc Bố", "Xã Công Bằng"];

/// A table as a district sends it; `figures` are total, registered, achieved.
pub(crate) fn page(figures: &[[u32; 3]], hidden_row: bool, hidden_col: bool) -> Page {
    let mut page = Page::default();
    let mut text = |row, col, text: &str| {
        page.cells.push((row, col, Content::Text(text.to_owned())));
    };
    text(0, 0, "UBND HUYỆN PÁC NẶM");
    text(1, 3, "Pác Nặm, ngày 10 tháng 12 năm 2024");
    text(3, 0, "SỐ LIỆU NĂM 2024");
    text(4, 0, "STT");
    text(4, 1, "Tên xã");
    text(4, 2, "Gia đình học tập");
    for (col, word) in ["Tổng số hộ", "Số đăng ký", "Số đạt", "Tỷ lệ"].iter().enumerate()
    {
        text(5, 2 + u32::try_from(col).unwrap(), word);
    }
    for (row, commune) in (6..).zip(COMMUNES).take(figures.len()) {
        text(row, 1, commune);
    }
    for (row, figures) in (6..).zip(figures) {
        let [total, registered, achieved] = figures.map(f64::from);
        let numbers =
            [(0, f64::from(row - 5)), (2, total), (3, registered), (4, achieved)];
        for (col, number) in numbers {
            page.cells.push((row, col, Content::Number(number)));
        }
        page.cells.push((row, 5, Content::Percent(achieved / total)));
    }
    page.merged = vec![[4, 2, 4, 5], [4, 0, 5, 0], [4, 1, 5, 1]];
    page.hidden_rows = hidden_row.then_some(6).into_iter().collect();
    page.hidden_cols = hidden_col.then_some(3).into_iter().collect();
    page
}

/// Without merged regions, which BIFF5 does not have: Excel 95 had titles
/// stand in their first cell.
fn unmerged(page: &Page) -> Page {
    Page { merged: Vec::new(), ..page.clone() }
}

fn eye() -> Eye {
    Eye::new(repository())
}

pub(crate) fn figures() -> impl Strategy<Value = Vec<[u32; 3]>> {
    let row = (1_u32..5_000).prop_flat_map(|total| {
        (0..=total).prop_flat_map(move |registered| {
            (0..=registered).prop_map(move |achieved| [total, registered, achieved])
        })
    });
    // One of them may be hidden.
    proptest::collection::vec(row, 2..=COMMUNES.len())
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(24) })]

    #[test]
    fn any_format_of_a_grid_gives_the_same_observations(
        figures in figures(), hidden_row: bool, hidden_col: bool,
    ) {
        let (eye, page) = (eye(), page(&figures, hidden_row, hidden_col));
        let seen = |bytes| eye.observe(bytes, "bao cao.xlsx");
        let wanted = seen(xlsx_of(&page));
        prop_assert!(wanted.contains("Count("), "{}", wanted);
        prop_assert_eq!(&seen(ods_of(&page)), &wanted, "ods");
        prop_assert_eq!(&seen(forge::xls(&page, 0x0600)), &wanted, "xls of BIFF8");
        prop_assert_eq!(&seen(forge::xlsb(&page)), &wanted, "xlsb");
    }

    #[test]
    fn biff5_gives_what_xlsx_gives(figures in figures(), hidden_row: bool, hidden_col: bool) {
        let (eye, page) = (eye(), unmerged(&page(&figures, hidden_row, hidden_col)));
        let old = typed(&page, tcvn3, ".VnTime");
        let seen = |bytes| eye.observe(bytes, "bao cao.xls");
        prop_assert_eq!(seen(forge::xls(&old, 0x0500)), seen(xlsx_of(&old)));
    }

    #[test]
    fn any_encoding_of_a_grid_gives_the_same_figures(figures in figures()) {
        let (eye, page) = (eye(), page(&figures, false, false));
        let figures_of = |page: &Page| {
            let seen = eye.observe(xlsx_of(page), "bao cao.xlsx");
            // What there is to say about it may differ: S02, S05.
            seen.split_once("\n[").map(|(said, _)| said.to_owned()).unwrap_or(seen)
        };
        let wanted = figures_of(&page);
        for (name, typed) in [
            ("TCVN3 by font", typed(&page, tcvn3, ".VnTime")),
            ("TCVN3 in capitals", typed(&page, tcvn3, ".VnTimeH")),
            ("TCVN3 by content", typed(&page, tcvn3, "Arial")),
            ("VNI by font", typed(&page, vni, "VNI-Times")),
            ("VNI by content", typed(&page, vni, "Arial")),
            ("decomposed", typed(&page, decomposed, "Arial")),
            ("odd spaces", typed(&page, spaced, "Arial")),
        ] {
            prop_assert_eq!(figures_of(&typed), wanted.clone(), "{}", name);
        }
    }

    #[test]
    fn text_that_is_valid_already_is_never_touched(
        words in proptest::collection::vec(0_usize..VALID.len(), 1..6),
        number in 0_u32..2_000_000,
    ) {
        let texts: Vec<&str> = words.iter().map(|index| VALID[*index]).collect();
        let text = format!("{} {number}", texts.join(" "));
        prop_assert_eq!(repair(&text, None), (text, false));
    }
}

#[rustfmt::skip]
const VALID: [&str; 30] = [
    "Noël", "São Paulo", "Île-de-France", "café", "Müller", "François",
    "GD ĐT", "CBCC", "THCS", "TTHTCĐ", "xmc@backan.gov.vn", "http://khuyenhoc.vn/bc?nam=2024",
    "Xã hội học tập", "Gia đình", "được công nhận", "Tỷ lệ (%)", "QĐ-UBND", "Hòa Bình", "thuỷ lợi",
    "report of 2024", "PCGDMN", "1.234,5", "không", "Đức Vân", "Cẩm Giàng", "Nghĩa Tá", "Lương Bằng",
    "Trịnh Thị Ngọc", "§ 1", "Na Rì",
];

fn typed(page: &Page, encode: fn(&str) -> String, font: &str) -> Page {
    let mut typed = page.clone();
    for (_, _, content) in &mut typed.cells {
        if let Content::Text(text) = content {
            *text = encode(text);
        }
    }
    Page { font: Some(font.to_owned()), ..typed }
}

fn decomposed(text: &str) -> String {
    use unicode_normalization::UnicodeNormalization;
    text.nfd().collect()
}

fn spaced(text: &str) -> String {
    text.replace(' ', "\u{a0}").replace('ị', "ị\u{ad}").replace('ố', "\u{200b}ố")
}

/// The small letters of TCVN 5712-3 from `à` on, and their codes.
const TCVN3: [(&str, &str); 12] = [
    ("àảãáạ", "µ¶·¸¹"),
    ("ăằẳẵắặ", "¨»¼½¾Æ"),
    ("âầẩẫấậ", "©ÇÈÉÊË"),
    ("èẻẽéẹ", "ÌÎÏÐÑ"),
    ("êềểễếệ", "ªÒÓÔÕÖ"),
    ("ìỉĩíị", "×ØÜÝÞ"),
    ("òỏõóọ", "ßáâãä"),
    ("ôồổỗốộ", "«åæçèé"),
    ("ơờởỡớợ", "¬êëìíî"),
    ("ùủũúụ", "ïñòóô"),
    ("ưừửữứự", "\u{ad}õö÷øù"),
    ("ỳỷỹýỵđ", "úûüýþ®"),
];

fn tcvn3(text: &str) -> String {
    let code = |letter: char| {
        let capital = "ĂÂÊÔƠƯĐ".chars().zip("¡¢£¤¥¦§".chars());
        let small =
            TCVN3.iter().flat_map(|(letters, codes)| letters.chars().zip(codes.chars()));
        let of = |wanted: char| {
            capital.clone().chain(small.clone()).find(|(letter, _)| *letter == wanted)
        };
        let lower = letter.to_lowercase().next().unwrap();
        of(letter).or_else(|| of(lower)).map_or(letter, |(_, code)| code)
    };
    text.chars()
        .map(|letter| if letter.is_ascii() { letter } else { code(letter) })
        .collect()
}

/// Letters that VNI writes with one code, and marks behind a letter.
fn vni(text: &str) -> String {
    use unicode_normalization::UnicodeNormalization;
    let single = [
        ('đ', 'ñ'),
        ('ơ', 'ô'),
        ('ư', 'ö'),
        ('ì', 'ì'),
        ('í', 'í'),
        ('ỉ', 'æ'),
        ('ĩ', 'ó'),
        ('ị', 'ò'),
        ('ỵ', 'î'),
    ];
    let mut codes = String::new();
    for letter in text.chars() {
        let lower = letter.to_lowercase().next().unwrap();
        let cased = |code: char| {
            if letter.is_uppercase() { code.to_uppercase().next().unwrap() } else { code }
        };
        if letter.is_ascii() {
            codes.push(letter);
        } else if let Some((_, code)) = single.iter().find(|(known, _)| *known == lower) {
            codes.push(cased(*code));
        } else {
            let parts: Vec<char> = lower.nfd().collect();
            let has = |mark: char| parts.contains(&mark);
            let tone = ['\u{300}', '\u{309}', '\u{303}', '\u{301}', '\u{323}']
                .iter()
                .position(|mark| has(*mark));
            let base = if has('\u{31b}') {
                if parts[0] == 'o' { 'ô' } else { 'ö' }
            } else {
                parts[0]
            };
            let marks = match (has('\u{302}'), has('\u{306}')) {
                (true, _) => ['à', 'å', 'ã', 'á', 'ä', 'â'],
                (_, true) => ['è', 'ú', 'ü', 'é', 'ë', 'ê'],
                _ => ['ø', 'û', 'õ', 'ù', 'ï', '?'],
            };
            codes.push(cased(base));
            codes.push(cased(marks[tone.unwrap_or(5)]));
        }
    }
    codes
}

#[test]
fn a_code_page_that_lies_does_not_spoil_the_texts() {
    let (eye, page) = (eye(), page(&[[300, 200, 100]], false, false));
    let seen = |bytes| eye.observe(bytes, "bao cao.xls");
    let wanted = seen(forge::xls(&page, 0x0600));
    assert!(wanted.contains("pac-nam"), "{wanted}");
    // Writers of BIFF8 that claim the code page of their computer, and one that
    // does not exist.
    for code_page in [1252, 1258, 367, 0, 65_001, 32_768, 54_321] {
        assert_eq!(seen(xls_in(&page, 0x0600, code_page)), wanted, "{code_page}");
    }
}

#[test]
fn vietnamese_windows_and_old_fonts_both_come_through_in_biff5() {
    let (eye, page) = (eye(), unmerged(&page(&[[300, 200, 100]], false, false)));
    let unit = |page: &Page| {
        let seen = eye.observe(xls_in(page, 0x0500, 1258), "bao cao.xls");
        seen.lines().next().map(str::to_owned)
    };
    assert_eq!(unit(&typed(&page, tcvn3, ".VnTime")).as_deref(), Some("pac-nam"));
    assert_eq!(unit(&typed(&page, windows_1258, "Arial")).as_deref(), Some("pac-nam"));
}

/// The codes of Windows-1258, as Latin-1 shows them.
fn windows_1258(text: &str) -> String {
    use unicode_normalization::UnicodeNormalization;
    let codes = [
        ('Ă', 'Ã'),
        ('ă', 'ã'),
        ('Đ', 'Ð'),
        ('đ', 'ð'),
        ('Ơ', 'Õ'),
        ('ơ', 'õ'),
        ('Ư', 'Ý'),
        ('ư', 'ý'),
        ('\u{300}', 'Ì'),
        ('\u{309}', 'Ò'),
        ('\u{303}', 'Þ'),
        ('\u{301}', 'ì'),
        ('\u{323}', 'ò'),
    ];
    let mut typed = String::new();
    for letter in text.chars() {
        let parts: Vec<char> = letter.nfd().collect();
        let tone = parts
            .iter()
            .find(|mark| "\u{300}\u{309}\u{303}\u{301}\u{323}".contains(**mark));
        let base: String =
            parts.iter().copied().filter(|mark| Some(mark) != tone).nfc().collect();
        for part in base.chars().chain(tone.copied()) {
            typed.push(
                codes
                    .iter()
                    .find(|(known, _)| *known == part)
                    .map_or(part, |(_, code)| *code),
            );
        }
    }
    typed
}
