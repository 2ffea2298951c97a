//! What systems of the web export and call `.xls` says what its `.xlsx` says; what
//! a page hides or changes is seen as in a workbook.

mod encodings;
mod hostile;
mod sent_again;
pub(crate) mod writers;

use proptest::prelude::*;
use xhht::stages::Eye;

use self::writers::{archive, fields, page_of_excel, spreadsheet_2003};
use crate::desk::{Desk, repository};
use crate::forge::{Content, Page, xlsx_of};
use crate::formats::{figures, page};

fn eye() -> Eye {
    Eye::new(repository())
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(12) })]

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
    fn an_export_in_any_encoding_gives_the_same_observations(
        figures in figures(), hidden_row: bool, hidden_col: bool,
    ) {
        let (eye, page) = (eye(), page(&figures, hidden_row, hidden_col));
        let wanted = eye.observe(xlsx_of(&page), "bao cao.xls");
        let whole = page_of_excel(&page).replace("charset=utf-8", "charset=CHARSET");
        let table = &whole[whole.find("<table>").unwrap()..whole.find("</body>").unwrap()];
        let styled = format!("<meta charset='CHARSET'><style>.p{{mso-number-format:Percent}}</style>{table}");
        let xml = spreadsheet_2003(&page).replace("1.0\"?", "1.0\" encoding=\"CHARSET\"?");
        for text in [&whole, &styled, &xml] {
            for (name, bytes) in encodings::all(text) {
                let seen = eye.observe(bytes, "bao cao.xls").replace("Sheet1", "A");
                prop_assert_eq!(&seen, &wanted, "{}: {}", name, &text[..80]);
            }
        }
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

/// The district's table as XML of 2003, with more in it or behind its table.
fn of_2003(cell: &str, behind: &str) -> String {
    let grid = [
        "UBND HUYỆN PÁC NẶM",
        "SỐ LIỆU NĂM 2024",
        "Pác Nặm, ngày 10 tháng 12 năm 2024",
        "STT|Tên xã|Tổng số hộ|Gia đình học tập: Số đạt",
        "1|Xã An Thắng|1000|",
        "2|Xã Bộc Bố|1300|900",
    ];
    let cells = |line: &str| -> String {
        let kind = |text: &str| match text.parse::<u32>() {
            Ok(_) => "Number",
            Err(_) => "String",
        };
        let of = |text| match text {
            "" => cell.to_owned(),
            text => format!("<Cell><Data ss:Type='{}'>{text}</Data></Cell>", kind(text)),
        };
        line.split('|').map(of).collect()
    };
    let row = |line: &&str| {
        if line.starts_with('2') {
            format!("<Row ss:Hidden='1'>{}</Row>", cells(line))
        } else {
            format!("<Row>{}</Row>", cells(line))
        }
    };
    let rows: String = grid.iter().map(row).collect();
    format!(
        "<?xml version='1.0'?><Workbook xmlns='urn:schemas-microsoft-com:office:spreadsheet' \
         xmlns:x='urn:schemas-microsoft-com:office:excel' xmlns:ss='urn:schemas-microsoft-com:office:spreadsheet'>\
         <Styles><Style ss:ID='Default'/><Style ss:ID='s'><Font ss:StrikeThrough='1'/></Style>\
         <Style ss:ID='w'><Font ss:Color='#FFFFFF'/></Style><Style ss:ID='n'><NumberFormat ss:Format=';;;'/></Style>\
         </Styles><Worksheet ss:Name='A'><Table>{rows}</Table>{behind}</Worksheet></Workbook>"
    )
}

#[test]
fn what_xml_of_2003_hides_or_changes_is_not_counted() {
    let cell = "<Cell><Data ss:Type='Number'>800</Data></Cell>";
    let under = |condition: &str| {
        format!(
            "<ConditionalFormatting xmlns='urn:schemas-microsoft-com:office:excel'><Range>R5C4:R6C4</Range><Condition>{condition}</Condition></ConditionalFormatting>"
        )
    };
    let white = |qualifier: &str| {
        under(&format!(
            "<Qualifier>{qualifier}</Qualifier><Value1>900</Value1><Format Style='color:white'/>"
        ))
    };
    let styled =
        |style: &str| cell.replace("<Cell>", &format!("<Cell ss:StyleID='{style}'>"));
    for (cell, behind, code) in [
        (styled("s"), String::new(), Some("V24")),
        (styled("w"), String::new(), Some("V23")),
        (styled("n"), String::new(), Some("V23")),
        (
            cell.replace("<Cell>", "<Cell ss:Formula='=RC[-1]'>")
                .replace("<Data ss:Type='Number'>800</Data>", ""),
            String::new(),
            Some("V04"),
        ),
        (
            cell.replace(
                "800</",
                "80<ss:Sub xmlns='http://www.w3.org/TR/REC-html40'>0</ss:Sub></",
            )
            .replace("Number", "String"),
            String::new(),
            Some("V26"),
        ),
        (cell.to_owned(), white("Less"), Some("V23")),
        (cell.to_owned(), white("Greater"), None),
        (
            cell.to_owned(),
            under("<Value1>RC&gt;5</Value1><Format Style='text-line-through:single'/>"),
            Some("V24"),
        ),
    ] {
        let (codes, _) = checked(of_2003(&cell, &behind).as_bytes());
        let told = codes
            .iter()
            .find(|code| ["V04", "V23", "V24", "V26"].contains(&code.as_str()));
        assert_eq!(told.map(String::as_str), code, "{cell} {behind}: {codes:?}");
    }
}

#[test]
fn a_filter_of_2003_is_told_from_rows_that_are_hidden() {
    let cell = "<Cell><Data ss:Type='Number'>800</Data></Cell>";
    let filter = |columns: &str| {
        format!(
            "<AutoFilter x:Range='R4C1:R6C4' xmlns='urn:schemas-microsoft-com:office:excel'>{columns}</AutoFilter>"
        )
    };
    let chosen = filter(
        "<AutoFilterColumn x:Type='Custom'><AutoFilterCondition x:Operator='Equals' x:Value='1'/></AutoFilterColumn>",
    );
    for (filter, is_filtered) in [
        (String::new(), false),
        (filter(""), false),
        (filter("<AutoFilterColumn x:Type='All'/>"), false),
        (chosen, true),
    ] {
        let seen = eye().observe(of_2003(cell, &filter).into_bytes(), "pac nam.xls");
        assert!(seen.contains("V17"), "{seen}");
        let desk = Desk::empty();
        desk.file("inbox/2024/pac nam.xls", of_2003(cell, &filter).as_bytes());
        let read = desk.run(["read", "--cells", "--json", "inbox/2024/pac nam.xls"]);
        assert_eq!(read.stdout.contains("\"filtered\""), is_filtered, "{filter}");
    }
}

/// A sheet of styles as Excel writes it: in a comment, a rule over many lines.
#[test]
fn the_classes_of_a_page_hold_however_their_rules_are_laid_out() {
    for (rule, code) in [
        ("\tcolor:white;\n\tmso-pattern:auto none;", "V23"),
        ("\tmso-number-format:\n\t\"\\;\\;\\;\";", "V23"),
        ("\ttext-decoration:line-through;", "V24"),
        ("display:none", "V17"),
    ] {
        for styles in [
            format!("<style>\r\n<!--.xl24\r\n\t{{{rule}}}\r\n--></style>"),
            format!("<style>.xl24{{{rule}}}</style>"),
            format!(
                "<style>\n<!--table\n\t{{mso-displayed-decimal-separator:\"\\.\";}}\n.xl23,\n.xl24\n\t{{padding:0px;\n{rule}}}\n--></style>"
            ),
        ] {
            let page = bare("<td>1.000", "<td class=xl24 x:num>800");
            let page = page.replace("<script>", &format!("{styles}<script>"));
            let (codes, _) = checked(page.as_bytes());
            assert!(codes.contains(&code.to_owned()), "{styles}: {codes:?}");
        }
    }
}

#[test]
fn a_format_on_a_condition_in_the_head_of_a_page_hides_as_in_a_workbook() {
    let told = "<!--[if gte mso 9]><xml><x:ConditionalFormatting><x:Range>$D$6:$D$8</x:Range>\
        <x:Condition><x:Qualifier>Less</x:Qualifier><x:Value1>850</x:Value1>\
        <x:Format Style='color:white'/></x:Condition></x:ConditionalFormatting></xml><![endif]--></head>";
    let page = bare("<td>1.000", "<td x:num>800").replace("</head>", told);
    let (codes, _) = checked(page.as_bytes());
    assert!(codes.contains(&"V23".to_owned()), "{codes:?}");
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
    let page = bare("<td>1.000", "<td>800").replace("'utf-8'", "'CHARSET'");
    let mut read = encodings::all(&page).into_iter().map(|(name, bytes)| {
        let (codes, text) = checked(&bytes);
        let figures: Vec<String> = figures_in(&text).into_iter().cloned().collect();
        (name, codes, figures)
    });
    let (_, codes, figures) = read.next().unwrap();
    assert_eq!(figures.len(), 6);
    for (name, again, figures_again) in read {
        assert_eq!((again, figures_again), (codes.clone(), figures.clone()), "{name}");
    }
}

fn figures_in(text: &[String]) -> Vec<&String> {
    text.iter().filter(|line| line.contains("Sheet1!")).collect()
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
