//! What systems of the web export and call `.xls` says what its `.xlsx` says; what
//! a page hides or changes is seen as in a workbook.

mod writers;

use proptest::prelude::*;
use unicode_normalization::UnicodeNormalization;
use xhht::stages::Eye;

use self::writers::{archive, fields, page_of_excel, spreadsheet_2003};
use crate::desk::{Desk, repository};
use crate::forge::{Content, Page, xlsx_of};
use crate::formats::{figures, page};

fn eye() -> Eye {
    Eye::new(repository())
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(24) })]

    #[test]
    fn a_web_page_of_a_grid_gives_the_same_observations(
        figures in figures(), hidden_row: bool, hidden_col: bool,
    ) {
        let (eye, page) = (eye(), page(&figures, hidden_row, hidden_col));
        let seen = |bytes| eye.observe(bytes, "bao cao.xls");
        let wanted = seen(xlsx_of(&page));
        prop_assert!(wanted.contains("Count("), "{}", wanted);
        prop_assert_eq!(&seen(page_of_excel(&page).into_bytes()), &wanted, "html");
        prop_assert_eq!(&seen(spreadsheet_2003(&page).into_bytes()), &wanted, "xml of 2003");
        prop_assert_eq!(&seen(archive(&page)), &wanted, "mhtml");
    }

    #[test]
    fn lines_of_a_grid_give_the_same_figures(figures in figures(), sign in 0_usize..4) {
        // Neither merged regions nor anything hidden can be told in them, and rates
        // are as they are written.
        let mut page = Page { merged: vec![[4, 2, 4, 2]], ..page(&figures, false, false) };
        for (_, _, content) in &mut page.cells {
            if let Content::Percent(share) = content {
                let shown = format!("{:.2}%", *share * 100.0).replace('.', ",");
                *content = Content::Text(shown);
            }
        }
        let figures_of = |seen: String| {
            let (said, _) = seen.split_once("\n[").map(|(a, b)| (a.to_owned(), b.to_owned())).unwrap();
            said.replace("Sheet1", "A")
        };
        let eye = eye();
        let wanted = figures_of(eye.observe(xlsx_of(&Page { merged: vec![], ..page.clone() }), "bao cao.xls"));
        let lines = fields(&page, [',', ';', '\t', '|'][sign]);
        let wide: Vec<u8> = lines.encode_utf16().flat_map(u16::to_le_bytes).collect();
        for bytes in [lines.into_bytes(), wide] {
            let seen = figures_of(eye.observe(bytes, "bao cao.xls"));
            prop_assert_eq!(seen, wanted.clone(), "{}", sign);
        }
    }
}

/// A district's table as a system of the web writes it: bare, by hand.
const BARE: &str = "<html><head><meta charset='utf-8'><style>.so{mso-number-format:'\\#\\,\\#\\#0'}</style>
<script>var x = '<table><tr><td>9</td></tr></table>';</script></head><body>
<p>UBND HUYỆN PÁC NẶM</p><h3>SỐ LIỆU NĂM 2024</h3>
<p>Pác Nặm, ngày 10 tháng 12 năm 2024</p>
<table border=1><thead>
<tr><th rowspan=2>STT<th rowspan=2>Tên xã<th colspan=2>Gia đình học tập
<tr><th>Tổng số hộ<th>Số đạt</thead>
<tr><td>1<td>Xã An Thắng<td>TOTAL1<td>ACHIEVED1
<tr><td>2<td>Xã Bằng Thành<td class=so>1.200<td class=so>1.100
<tr><td>3<td>Xã Bộc Bố<td>1.300<td>900
</table></body></html>";

fn bare(total: &str, achieved: &str) -> String {
    let table = BARE.replace("<td>TOTAL1", total);
    table.replace("<td>ACHIEVED1", achieved)
}

/// The codes of what is said of the lone file, and its counts.
fn checked(bytes: &[u8]) -> (Vec<String>, Vec<String>) {
    let desk = Desk::empty();
    desk.file("inbox/2024/pac nam.xls", bytes);
    let ended = desk.run(["read", "inbox/2024/pac nam.xls"]);
    let text = ended.stdout.lines().map(str::to_owned).collect();
    desk.run(["check", "2024"]);
    let summary = desk.summary(2024);
    let findings = summary["findings"].as_array().cloned().unwrap_or_default();
    let of_file = findings.iter().filter(|one| one["file"].is_string());
    let mut codes: Vec<String> =
        of_file.filter_map(|one| one["code"].as_str().map(str::to_owned)).collect();
    codes.sort();
    codes.dedup();
    (codes, text)
}

#[test]
fn a_bare_page_is_read() {
    let (codes, text) = checked(bare("<td>1.000", "<td>800").as_bytes());
    assert_eq!(codes, ["K05", "K11"]);
    for said in ["Sheet1!C6  1.000  Xã An Thắng", "Sheet1!D8  900  Xã Bộc Bố"] {
        assert!(text.iter().any(|line| line.contains(said)), "{said}: {text:?}");
    }
}

#[test]
fn what_a_page_hides_or_changes_is_not_counted() {
    for (total, achieved, code) in [
        ("<td>1.000", "<td><s>800</s>", "V24"),
        (
            "<td>1.000",
            "<td><span style='text-decoration: line-through'>7</span>800",
            "V25",
        ),
        ("<td>1.000", "<td>800<sup>1</sup>", "V26"),
        ("<td>1.000", "<td style='color:#fff'>800", "V23"),
        ("<td>1.000", "<td><font color=white>800</font>", "V23"),
        ("<td>1.000", "<td style='display:none'>800", "V17"),
        ("<td>1.000", "<td style='mso-number-format:\"\\;\\;\\;\"'>800", "V23"),
        ("<td>1.000", "<td x:num=8 style='mso-number-format:0%'>800%", "V28"),
        ("<td>1.000", "<td x:num=8>800", "V29"),
        ("<td>1.000", "<td x:err>#REF!", "V05"),
        ("<td>1.000", "<td x:fmla='=A1'>", "V04"),
        ("<td>1.000", "<td>80<br>0", "V30"),
    ] {
        let (codes, _) = checked(bare(total, achieved).as_bytes());
        assert!(codes.iter().any(|known| known == code), "{achieved}: {codes:?}");
    }
}

#[test]
fn hostile_pages_are_one_finding_each_and_soon() {
    let page = |inner: &str| format!("<html><body>{inner}</body></html>").into_bytes();
    let xml = |inner: &str| {
        format!("<?xml version='1.0'?><Workbook xmlns='urn:schemas-microsoft-com:office:spreadsheet' xmlns:ss='urn:schemas-microsoft-com:office:spreadsheet'>{inner}</Workbook>")
            .into_bytes()
    };
    let laughs =
        "<!DOCTYPE x [<!ENTITY a 'ha'><!ENTITY b '&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;'>]>";
    let cases: Vec<(&str, Vec<u8>)> = vec![
        ("rong.xls", page("<table><tr><td colspan=1000000000>1</table>")),
        ("cao.xls", page("<table><tr><td rowspan=99999999999999>1</table>")),
        ("sau.xls", page(&"<table><tr><td>".repeat(100_000))),
        ("the.xls", page(&format!("<table><tr><td>{}1</table>", "<b>".repeat(1_000_000)))),
        ("dong.xls", page(&format!("<table>{}</table>", "<tr>".repeat(2_000_000)))),
        ("o.xls", page(&format!("<table>{}</table>", "<tr><td>1<td>2<td>3<td>4".repeat(200_000)))),
        ("cut.xls", b"<html><table><tr><td>1<td>2<tr><td>3".to_vec()),
        ("dang nhap.xls", page("<form><input name=user></form>")),
        ("cuoi.xls", [b"<?xml version='1.0'?>".as_slice(), laughs.as_bytes(),
            b"<Workbook xmlns:ss='urn:schemas-microsoft-com:office:spreadsheet'><Worksheet ss:Name='A'><Table><Row><Cell><Data ss:Type='String'>&b;</Data></Cell></Row></Table></Worksheet></Workbook>"].concat()),
        ("hai.xls", xml("<Worksheet ss:Name='A'><Table><Row><Cell ss:Index='2'><Data ss:Type='Number'>1</Data></Cell><Cell ss:Index='2'><Data ss:Type='Number'>2</Data></Cell></Row></Table></Worksheet>")),
        ("xa.xls", xml("<Worksheet ss:Name='A'><Table><Row ss:Index='4000000000'><Cell><Data ss:Type='Number'>1</Data></Cell></Row></Table></Worksheet>")),
        ("sylk.xls", "ID;PWXL;N;E\nC;Y1;X1;K\"Tên xã\"\nC;Y1;X2;K\"Số hộ\"\nC;Y2;X2;K5\nE\n".into()),
        ("nhay.csv", format!("a;b;c\n1;\"2;3\n{}", "1;2;3\n".repeat(500)).into_bytes()),
    ];
    let desk = Desk::empty();
    for (name, bytes) in &cases {
        desk.file(&format!("inbox/2024/{name}"), bytes);
    }
    let ran = desk.bounded(&["check", "2024"]);
    assert!(ran.took < std::time::Duration::from_secs(30), "{:?}", ran.took);
    let summary = desk.summary(2024);
    let findings = summary["findings"].as_array().unwrap();
    for (name, _) in &cases {
        let codes: Vec<&str> = findings
            .iter()
            .filter(|one| one["file"] == *name)
            .filter_map(|one| one["code"].as_str())
            .collect();
        assert!(codes.len() == 1 && codes[0].starts_with('F'), "{name}: {codes:?}");
    }
}

#[test]
fn text_garbled_on_the_way_is_repaired_and_said() {
    let page = bare("<td>1.000", "<td>800");
    let misread = |text: &str| -> String { text.bytes().map(western).collect() };
    let once = misread(&page);
    for garbled in [once.clone(), misread(&once)] {
        let (codes, text) = checked(garbled.as_bytes());
        assert!(codes.contains(&"S02".to_owned()), "{codes:?}");
        assert!(text.iter().any(|line| line.contains("Xã Bộc Bố")), "{text:?}");
    }
}

/// The letter that Windows-1252 has for a byte.
fn western(byte: u8) -> char {
    const HIGH: [char; 32] = [
        '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8d}',
        'Ž', '\u{8f}', '\u{90}', '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›',
        'œ', '\u{9d}', 'ž', 'Ÿ',
    ];
    match byte {
        0x80..=0x9f => HIGH[usize::from(byte - 0x80)],
        _ => char::from(byte),
    }
}

#[test]
fn a_page_is_the_same_in_every_encoding() {
    let page = bare("<td>1.000", "<td>800");
    let undeclared = page.replace("<meta charset='utf-8'>", "");
    let old = in_windows_1258(&undeclared);
    let misnamed = in_windows_1258(&page.replace("utf-8", "windows-1252"));
    let wide = |units: fn(u16) -> [u8; 2]| -> Vec<u8> {
        undeclared.encode_utf16().flat_map(units).collect()
    };
    let (wanted, told) = checked(page.as_bytes());
    for bytes in [
        undeclared.clone().into_bytes(),
        old,
        misnamed,
        wide(u16::to_le_bytes),
        wide(u16::to_be_bytes),
        [b"\xFF\xFE".to_vec(), wide(u16::to_le_bytes)].concat(),
    ] {
        let (codes, text) = checked(&bytes);
        assert_eq!((codes, figures_in(&text)), (wanted.clone(), figures_in(&told)));
    }
}

fn figures_in(text: &[String]) -> Vec<&String> {
    text.iter().filter(|line| line.contains("Sheet1!")).collect()
}

/// Letters with their hats, tones as signs of their own, as Windows-1258 has them.
fn in_windows_1258(text: &str) -> Vec<u8> {
    const LETTERS: [(char, u8); 14] = [
        ('\u{300}', 0xcc),
        ('\u{301}', 0xec),
        ('\u{303}', 0xde),
        ('\u{309}', 0xd2),
        ('\u{323}', 0xf2),
        ('Đ', 0xd0),
        ('đ', 0xf0),
        ('Ă', 0xc3),
        ('ă', 0xe3),
        ('Ơ', 0xd5),
        ('ơ', 0xf5),
        ('Ư', 0xdd),
        ('ư', 0xfd),
        ('₫', 0xfe),
    ];
    let mut bytes = Vec::new();
    // The hat first, the tone behind it.
    let apart = |letter: char| {
        let mut parts: Vec<char> = std::iter::once(letter).nfd().collect();
        parts[1..].sort_by_key(|mark| !['\u{302}', '\u{306}', '\u{31b}'].contains(mark));
        parts
    };
    for letter in text.chars().flat_map(apart) {
        let hat = match (letter, bytes.last()) {
            ('\u{302}', Some(b'a' | b'A')) => bytes.last().map(|base| base + 0x81),
            ('\u{302}', Some(b'e' | b'E' | b'o' | b'O')) => {
                bytes.last().map(|base| base + 0x85)
            }
            ('\u{306}', Some(b'a')) => Some(0xe3),
            ('\u{306}', Some(b'A')) => Some(0xc3),
            ('\u{31b}', Some(b'o')) => Some(0xf5),
            ('\u{31b}', Some(b'O')) => Some(0xd5),
            ('\u{31b}', Some(b'u')) => Some(0xfd),
            ('\u{31b}', Some(b'U')) => Some(0xdd),
            _ => None,
        };
        if let Some(hat) = hat {
            bytes.pop();
            bytes.push(hat);
            continue;
        }
        let known =
            LETTERS.iter().find(|(known, _)| *known == letter).map(|(_, byte)| *byte);
        bytes.push(known.unwrap_or_else(|| u8::try_from(letter).unwrap()));
    }
    bytes
}

#[test]
fn an_xlsx_of_the_same_content_takes_the_place_of_a_page() {
    let desk = Desk::empty();
    let grid = "UBND HUYỆN PÁC NẶM|||
SỐ LIỆU NĂM 2024|||
Pác Nặm, ngày 10 tháng 12 năm 2024|||
STT|Tên xã|Tổng số hộ|Gia đình học tập: số đạt
1|Xã An Thắng|1000|900
2|Xã Bộc Bố|1300|1200";
    let line = |line: &str| format!("<tr><td>{}</tr>", line.replace('|', "<td>"));
    let rows: String = grid.lines().map(line).collect();
    desk.file("inbox/2024/pac nam.xls", format!("<table>{rows}</table>").as_bytes());
    desk.workbook("pac nam (2).xlsx", &[("Sheet1", grid)]);
    desk.run(["check", "2024"]);
    let summary = desk.summary(2024);
    let entries = summary["submissions"].as_array().unwrap();
    let status = |file: &str| {
        let of = |one: &&serde_json::Value| one["file"] == file;
        entries.iter().find(of).map(|one| one["status"].as_str().unwrap().to_owned())
    };
    assert_eq!(status("pac nam.xls").as_deref(), Some("superseded"), "{entries:#?}");
    assert!(status("pac nam (2).xlsx").unwrap().starts_with("accepted"), "{entries:#?}");
}

/// The seeds of the fuzzer are such files, written by hand: all say the same.
#[test]
fn the_samples_of_each_format_say_the_same() {
    let folder = repository().join("fuzz/corpus/reader");
    let mut names: Vec<_> =
        std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    names.sort();
    assert_eq!(names.len(), 7);
    for path in names {
        let (codes, text) = checked(&std::fs::read(&path).unwrap());
        assert!(!codes.iter().any(|code| code.starts_with('F')), "{path:?}: {codes:?}");
        for said in ["C5  1.000  Xã An Thắng", "D6  1.200  Xã Bộc Bố"] {
            assert!(text.iter().any(|line| line.contains(said)), "{path:?}: {text:?}");
        }
    }
}
