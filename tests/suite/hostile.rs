//! Files made to break a reader: each is named in one clear finding, the others
//! still count, nothing is written outside `out`, and the inbox stays as it is.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::time::Duration;

use serde_json::Value;

use crate::desk::{Desk, GOOD, Ran};
use crate::forge::{self, Content, Page, biff, ods, ole, record, record12, xlsx, zip};

/// A file, and the codes of which one must be found about it; none where it may
/// be read.
type Case = (&'static str, Vec<u8>, &'static [&'static str]);

const DAMAGED: &[&str] = &["F02"];
const OTHER: &[&str] = &["F03"];
const TOO_LARGE: &[&str] = &["F04"];
const LOCKED: &[&str] = &["F01"];
const READ: &[&str] = &[];
/// Read or refused, as the parser has it: what counts is that the run goes on.
const ANY: &[&str] = &["*"];

/// Runs `check 2024` on an inbox of one good report and these files.
fn among_good_ones(cases: &[Case]) -> (Desk, Value) {
    let desk = Desk::empty();
    desk.workbook("tot.xlsx", &[("Sheet1", GOOD)]);
    for (name, bytes, _) in cases {
        desk.file(&format!("inbox/2024/{name}"), bytes);
    }
    let before = snapshot(&desk.path("inbox"));
    let ended = watched(&desk);
    // Several files, on whatever machine: that it ends is what counts.
    assert!(ended.took < Duration::from_secs(60), "{:?}", ended.took);
    assert!(ended.peak_kib < 1 << 20, "{} KiB", ended.peak_kib);
    assert_eq!(snapshot(&desk.path("inbox")), before, "the inbox has changed");
    let mut left = Vec::new();
    for entry in fs::read_dir(desk.path("")).unwrap() {
        left.push(entry.unwrap().file_name().into_string().unwrap());
    }
    left.sort();
    assert_eq!(left, ["inbox", "out"]);
    let summary = desk.summary(2024);
    let good = &entries(&summary)["tot.xlsx"];
    assert!(good.starts_with("accepted"), "{good}");
    for (name, _, codes) in cases {
        named(&summary, name, codes);
    }
    (desk, summary)
}

/// Status of every file; every file stands there once.
fn entries(summary: &Value) -> BTreeMap<String, String> {
    let mut entries = BTreeMap::new();
    for entry in summary["submissions"].as_array().unwrap() {
        let text = |key: &str| entry[key].as_str().unwrap().to_owned();
        let known = entries.insert(text("file"), text("status"));
        assert_eq!(known, None, "{} stands there twice", text("file"));
    }
    entries
}

#[track_caller]
fn named(summary: &Value, name: &str, codes: &[&str]) {
    let entries = entries(summary);
    let status = entries.get(name).unwrap_or_else(|| panic!("{name} is missing"));
    let findings = summary["findings"].as_array().unwrap();
    let about: Vec<_> = findings
        .iter()
        .filter(|finding| finding["file"] == name && finding["code"] != "L06")
        .collect();
    if codes == ANY {
        return;
    }
    if codes.is_empty() {
        assert_ne!(status, "unreadable", "{name}: {about:#?}");
        return;
    }
    assert_eq!(status, "unreadable", "{name}: {about:#?}");
    assert_eq!(about.len(), 1, "{name}: {about:#?}");
    let code = about[0]["code"].as_str().unwrap();
    assert!(codes.contains(&code), "{name}: {about:#?}");
    let message = about[0]["message"].as_str().unwrap();
    assert!(message.ends_with('.') && message.contains("ệp"), "{name}: {message}");
}

fn watched(desk: &Desk) -> Ran {
    let ran = desk.bounded(&["check", "2024"]);
    assert_eq!(ran.ended.code, 1, "{}", ran.ended.stderr);
    ran
}

/// Every path below a folder with its bytes.
fn snapshot(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut found = BTreeMap::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(snapshot(&path));
        } else {
            found.insert(path.display().to_string(), fs::read(&path).unwrap_or_default());
        }
    }
    found
}

fn number_at(cell: &str) -> Vec<u8> {
    xlsx(&format!("<row><c r='{cell}'><v>1</v></c></row>"))
}

/// An `.xlsx` with one more part, or another one in place of its own.
fn xlsx_with(name: &'static str, part: impl Into<Vec<u8>>) -> Vec<u8> {
    let mut parts: Vec<(&str, Vec<u8>)> =
        forge::xlsx_parts("<worksheet><sheetData/></worksheet>")
            .into_iter()
            .map(|(name, text)| (name, text.into_bytes()))
            .filter(|(known, _)| *known != name)
            .collect();
    parts.push((name, part.into()));
    zip(&parts)
}

#[test]
fn zips_that_swell_overlap_or_lie() {
    let spaces = vec![b' '; 100 << 20];
    let bomb = xlsx_with("xl/worksheets/sheet1.xml", spaces.clone());
    let nested = zip(&[("trong.zip", zip(&[("bao cao.xlsx", xlsx(""))]))]);
    let cases: [Case; 12] = [
        ("bom.xlsx", bomb.clone(), TOO_LARGE),
        ("bom chuoi.xlsx", xlsx_with("xl/sharedStrings.xml", spaces.clone()), TOO_LARGE),
        ("bom kieu.xlsx", xlsx_with("xl/styles.xml", spaces), TOO_LARGE),
        ("nhieu phan.xlsx", many_entries(11_000), TOO_LARGE),
        ("chong nhau.xlsx", overlapping(), ANY),
        ("trung ten.xlsx", with_the_same_name_twice(), DAMAGED),
        ("sai kich thuoc.xlsx", with_a_false_size(), ANY),
        ("nen hong.xlsx", with_garbage_deflated(), DAMAGED),
        ("chi dau.xlsx", b"PK\x03\x04 not a workbook".to_vec(), DAMAGED),
        ("rong.zip", b"PK\x05\x06\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0".to_vec(), OTHER),
        ("zip64.xlsx", with_zip64_lies(), ANY),
        ("tep khac.xlsx", nested.clone(), OTHER),
    ];
    let (desk, summary) = among_good_ones(&cases);
    drop((desk, summary));
    // As attachments: what is in them is named.
    let cases: [Case; 2] = [
        ("long nhau.zip/trong.zip", Vec::new(), OTHER),
        ("bom.zip/a.xlsx", Vec::new(), TOO_LARGE),
    ];
    let desk = Desk::empty();
    desk.workbook("tot.xlsx", &[("Sheet1", GOOD)]);
    desk.file("inbox/2024/long nhau.zip", &nested);
    desk.file("inbox/2024/bom.zip", &zip(&[("a.xlsx", bomb)]));
    watched(&desk);
    for (name, _, codes) in &cases {
        named(&desk.summary(2024), name, codes);
    }
}

fn many_entries(count: usize) -> Vec<u8> {
    let names: Vec<String> = (0..count).map(|index| format!("xl/{index}.xml")).collect();
    let entries: Vec<(&str, &[u8])> =
        names.iter().map(|name| (name.as_str(), b"".as_slice())).collect();
    zip(&entries)
}

/// Every entry of the directory points at the one large part.
fn overlapping() -> Vec<u8> {
    let mut bytes = xlsx_with("xl/worksheets/sheet1.xml", vec![b' '; 20 << 20]);
    let starts: Vec<usize> = places(&bytes, b"PK\x01\x02");
    let last = *starts.last().unwrap();
    let part: Vec<u8> = bytes[last + 42..last + 46].to_vec();
    let sizes: Vec<u8> = bytes[last + 16..last + 28].to_vec();
    for start in starts {
        bytes[start + 42..start + 46].copy_from_slice(&part);
        bytes[start + 16..start + 28].copy_from_slice(&sizes);
    }
    bytes
}

fn places(bytes: &[u8], mark: &[u8]) -> Vec<usize> {
    (0..bytes.len().saturating_sub(mark.len()))
        .filter(|at| bytes[*at..].starts_with(mark))
        .collect()
}

fn with_the_same_name_twice() -> Vec<u8> {
    let other =
        "<worksheet><sheetData><row><c><v>2</v></c></row></sheetData></worksheet>";
    let mut parts = forge::xlsx_parts("<worksheet><sheetData/></worksheet>");
    parts.push(("xl/worksheets/sheet2.xml", other.to_owned()));
    let mut bytes = zip(&parts);
    for at in places(&bytes, b"sheet2.xml") {
        bytes[at + 5] = b'1';
    }
    bytes
}

fn with_a_false_size() -> Vec<u8> {
    let mut bytes = number_at("A1");
    for start in places(&bytes, b"PK\x01\x02") {
        bytes[start + 20..start + 28]
            .copy_from_slice(&[0xFF, 0xFF, 0xFF, 0x7F, 0xFF, 0xFF, 0xFF, 0x7F]);
    }
    bytes
}

fn with_garbage_deflated() -> Vec<u8> {
    let mut bytes = number_at("A1");
    let end = places(&bytes, b"PK\x01\x02")[0];
    let part = places(&bytes[..end], b"sheet1.xml")[0] + 10;
    bytes[part..end].fill(0xA5);
    bytes
}

fn with_zip64_lies() -> Vec<u8> {
    let mut bytes = number_at("A1");
    let end = bytes.len() - 22;
    let mut lies = b"PK\x06\x06".to_vec();
    lies.extend(44_u64.to_le_bytes());
    lies.extend([45, 0, 45, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
    lies.extend(
        [u64::MAX - 1, u64::MAX - 1, u64::MAX / 2, 8].map(u64::to_le_bytes).concat(),
    );
    lies.extend(b"PK\x06\x07\0\0\0\0");
    lies.extend((end as u64).to_le_bytes());
    lies.extend([1, 0, 0, 0]);
    bytes[end + 8..end + 20].fill(0xFF);
    bytes.splice(end..end, lies);
    bytes
}

#[test]
fn sheets_of_xml_made_to_hurt() {
    let laughs: String = (1..30)
        .map(|n| format!("<!ENTITY l{n} '&l{};&l{};&l{};'>", n - 1, n - 1, n - 1))
        .collect();
    let laughs = format!(
        "<!DOCTYPE a [<!ENTITY l0 'ha'>{laughs}]><worksheet><sheetData><row><c t='inlineStr'>\
         <is><t>&l29;</t></is></c></row></sheetData></worksheet>"
    );
    let outside = "<!DOCTYPE a [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><worksheet><sheetData>\
                   <row><c t='inlineStr'><is><t>&x;</t></is></c></row></sheetData></worksheet>";
    let deep = "<row>".repeat(400_000);
    let attributes: String = (0..20_000).map(|n| format!(" a{n}='1'")).collect();
    let shared: String = (0..90_000)
        .map(|n| format!("<row r='{}'><c t='s'><v>0</v></c></row>", n + 1))
        .collect();
    let mut parts: Vec<(&str, String)> = forge::xlsx_parts(&format!(
        "<worksheet><sheetData>{shared}</sheetData></worksheet>"
    ));
    parts.push((
        "xl/sharedStrings.xml",
        format!(
            "<sst uniqueCount='4294967295'><si><t>{}</t></si></sst>",
            "đ".repeat(32_000)
        ),
    ));
    let regions: String =
        (0..200_000).map(|n| format!("<mergeCell ref='A1:XFD{}'/>", n + 1)).collect();
    let merged = format!(
        "<worksheet><sheetData><row><c><v>1</v></c></row></sheetData><mergeCells>{regions}</mergeCells></worksheet>"
    );
    let formulas: String = (0..60_000)
        .map(|n| {
            format!(
                "<row r='{0}'><c r='A{0}'><f t='shared' si='0'{1}</f><v>1</v></c></row>",
                n + 1,
                if n == 0 { format!(">{}", "A1+".repeat(2_000)) } else { ">".to_owned() }
            )
        })
        .collect();
    let lied = "<worksheet><dimension ref='A1:XFD1048576'/><sheetData><row><c><v>1</v></c></row></sheetData></worksheet>";
    let cases: [Case; 11] = [
        ("ty tieng cuoi.xlsx", xlsx_with("xl/worksheets/sheet1.xml", laughs), ANY),
        ("ben ngoai.xlsx", xlsx_with("xl/worksheets/sheet1.xml", outside), ANY),
        ("sau.xlsx", xlsx(&deep), ANY),
        (
            "thuoc tinh.xlsx",
            xlsx(&format!("<row{attributes}><c><v>1</v></c></row>")),
            ANY,
        ),
        ("chuoi chung.xlsx", zip(&parts), TOO_LARGE),
        ("gop o.xlsx", xlsx_with("xl/worksheets/sheet1.xml", merged), READ),
        ("cong thuc chung.xlsx", xlsx(&formulas), READ),
        ("kich thuoc doi.xlsx", xlsx_with("xl/worksheets/sheet1.xml", lied), READ),
        ("khong dong.xlsx", xlsx("<row><c><v>1"), DAMAGED),
        (
            "nhi phan.xlsx",
            xlsx_with("xl/worksheets/sheet1.xml", vec![0xFF_u8; 5_000]),
            DAMAGED,
        ),
        (
            "mot trieu o.xlsx",
            xlsx(&"<row><c><v>1</v></c></row>".repeat(600_000)),
            TOO_LARGE,
        ),
    ];
    among_good_ones(&cases);
}

#[test]
fn references_values_and_styles_out_of_range() {
    let cell = |inner: &str| xlsx(&format!("<row r='1'>{inner}</row>"));
    let strange = [
        "<c r='A1'><v>NaN</v></c>",
        "<c r='B1'><v>1e999</v></c>",
        "<c r='C1'><v>-inf</v></c>",
        "<c r='D1' s='1'><v>1e300</v></c>",
        "<c r='E1' s='4294967295'><v>1</v></c>",
    ];
    let long = |chars: usize| {
        cell(&format!(
            "<c r='A1' t='inlineStr'><is><t>{}</t></is></c>",
            "đ".repeat(chars)
        ))
    };
    let cases: [Case; 12] = [
        ("XFD1048577.xlsx", number_at("XFD1048577"), &["F02"]),
        ("XFE1.xlsx", number_at("XFE1"), &["F02"]),
        ("A0.xlsx", number_at("A0"), ANY),
        ("A-1.xlsx", number_at("A-1"), ANY),
        ("ZZZZ9.xlsx", number_at("ZZZZ9"), ANY),
        ("so dong.xlsx", number_at("A99999999999999999999"), ANY),
        ("goc xa.xlsx", number_at("XFD1048576"), READ),
        ("so la.xlsx", cell(&strange.concat()), READ),
        ("chuoi khong co.xlsx", cell("<c r='A1' t='s'><v>99</v></c>"), ANY),
        ("40 nghin chu.xlsx", long(40_000), READ),
        ("10 trieu chu.xlsx", long(10_000_000), READ),
        ("khong so.xlsx", cell("<c r='A1'><v>mười</v></c>"), ANY),
    ];
    let (_, summary) = among_good_ones(&cases);
    let cut =
        summary["findings"].as_array().unwrap().iter().filter(|one| one["code"] == "S06");
    assert_eq!(cut.count(), 2, "both long texts are said to be cut");
}

#[test]
fn containers_and_records_that_loop_or_lie() {
    let page = Page { cells: vec![(0, 0, Content::Number(1.0))], ..Page::default() };
    let whole = forge::xls(&page, 0x0600);
    let with_u32 = |at: usize, number: u32| {
        let mut bytes = whole.clone();
        bytes[at..at + 4].copy_from_slice(&number.to_le_bytes());
        bytes
    };
    let number = |row: u16, col: u16, style: u16| {
        record(
            0x0203,
            &[[row, col, style].map(u16::to_le_bytes).concat(), vec![0; 8]].concat(),
        )
    };
    let stream = |records: &[u8]| ole(&[("Workbook", &biff(0x0600, &[], records))]);
    let locked = biff(0x0600, &record(0x002F, &[0, 0, 1, 2, 3, 4]), &[]);
    let cases: [Case; 17] = [
        // The directory, sector 1, and the stream behind it point at themselves.
        ("fat vong.xls", with_u32(512 + 4, 1), DAMAGED),
        ("dong vong.xls", with_u32(512 + 8, 2), ANY),
        ("fat xa.xls", with_u32(512 + 8, 0x7FFF_FFFF), DAMAGED),
        ("thu muc xa.xls", with_u32(48, 0x00FF_FFFF), DAMAGED),
        ("bang fat xa.xls", with_u32(76, 0x00FF_FFFF), DAMAGED),
        ("difat vong.xls", with_u32(68, 0), ANY),
        ("nho vong.xls", with_u32(60, 0), ANY),
        ("dai gia.xls", with_u32(512 + 512 + 128 + 120, 0x7FFF_FFFF), DAMAGED),
        ("khong co gi.xls", ole(&[("Khac", b"")]), OTHER),
        ("mat khau cu.xls", ole(&[("Workbook", &locked)]), LOCKED),
        (
            "mat khau.xlsx",
            ole(&[("EncryptionInfo", b""), ("EncryptedPackage", b"")]),
            LOCKED,
        ),
        ("van ban.doc.xls", ole(&[("WordDocument", b"")]), OTHER),
        (
            "thua.xls",
            stream(&[number(0, 0, 0), number(65_535, 255, 0)].concat()),
            TOO_LARGE,
        ),
        ("kieu xa.xls", stream(&number(0, 0, 60_000)), READ),
        (
            "chuoi xa.xls",
            stream(&record(0x00FD, &[0, 0, 0, 0, 0, 0, 0xFF, 0xFF, 0xFF, 0x7F])),
            READ,
        ),
        ("ban ghi dai.xls", biff(0x0600, &[], &[0x03, 0x02, 0xFF, 0xFF]), DAMAGED),
        (
            "mot dong nhieu trang.xls",
            with_one_stream_for_a_thousand_sheets(),
            &["F02", "F04"],
        ),
    ];
    among_good_ones(&cases);
}

/// A thousand tabs that all show the same million records.
fn with_one_stream_for_a_thousand_sheets() -> Vec<u8> {
    let sheet = record(0x0999, &[]).repeat(1_000_000);
    let single = biff(0x0600, &[], &sheet);
    let tab_len = 4 + 9;
    let tab = &single[single.len() - sheet.len() - 12 - 4 - 4 - tab_len..][..tab_len];
    assert_eq!(tab[..2], [0x85, 0]);
    let mut start = u32::from_le_bytes(tab[4..8].try_into().unwrap());
    start += 999 * u32::try_from(tab_len).unwrap();
    let mut tab = tab.to_vec();
    tab[4..8].copy_from_slice(&start.to_le_bytes());
    let globals = tab.repeat(999);
    let mut bytes = biff(0x0600, &globals, &sheet);
    let own = 12 + globals.len();
    bytes[own + 4..own + 8].copy_from_slice(&start.to_le_bytes());
    bytes
}

#[test]
fn binary_and_open_document_sheets_that_lie() {
    let sheet = |records: &[Vec<u8>]| {
        let begin =
            [record12(129, &[]), record12(148, &[0; 16]), record12(145, &[])].concat();
        let end = [record12(146, &[]), record12(130, &[])].concat();
        forge::xlsb_of(&[begin, records.concat(), end].concat(), "Arial")
    };
    let row = |row: u32| record12(0, &[&row.to_le_bytes()[..], &[0; 13]].concat());
    let cell = |col: u32| record12(5, &[&col.to_le_bytes()[..], &[0; 12]].concat());
    let repeated = |cell: &str| {
        ods(
            "",
            &format!(
                "<table:table-row table:number-rows-repeated='1048576'>{cell}</table:table-row>"
            ),
        )
    };
    let locked = zip(&[
        ("mimetype", "application/vnd.oasis.opendocument.spreadsheet"),
        ("META-INF/manifest.xml", "<manifest:encryption-data/>"),
        ("content.xml", "\u{1}\u{2}"),
    ]);
    let cases: [Case; 10] = [
        ("ban ghi doi.xlsb", sheet(&[vec![5, 0xFF, 0xFF, 0xFF, 0x7F]]), &["F02", "F07"]),
        ("ngan.xlsb", sheet(&[row(0), record12(5, &[0; 3])]), ANY),
        ("cot xa.xlsb", sheet(&[row(0), cell(4_000_000_000)]), DAMAGED),
        ("dong xa.xlsb", sheet(&[row(4_000_000_000), cell(0)]), ANY),
        ("kieu xa.xlsb", sheet(&[row(0), cell(0)]), READ),
        (
            "cot lap.ods",
            repeated(
                "<table:table-cell office:value-type='float' office:value='7' table:number-columns-repeated='16384'/>",
            ),
            TOO_LARGE,
        ),
        (
            "trong lap.ods",
            repeated("<table:table-cell table:number-columns-repeated='4294967295'/>"),
            READ,
        ),
        (
            "cach lap.ods",
            repeated(
                "<table:table-cell><text:p><text:s text:c='4294967295'/>a</text:p></table:table-cell>",
            ),
            &["F04", "F06"],
        ),
        (
            "khong dong.ods",
            ods("", "<table:table-row><table:table-cell><text:p>"),
            DAMAGED,
        ),
        ("mat khau.ods", locked, LOCKED),
    ];
    among_good_ones(&cases);
}

#[test]
fn what_bears_the_name_of_a_workbook_and_is_none() {
    let docx = zip(&[
        ("[Content_Types].xml", ""),
        ("_rels/.rels", ""),
        ("word/document.xml", ""),
    ]);
    let odt = zip(&[
        ("mimetype", "application/vnd.oasis.opendocument.text"),
        ("content.xml", ""),
    ]);
    let spreadsheet_ml =
        "<?xml version='1.0'?><?mso-application progid='Excel.Sheet'?><Workbook/>";
    let html = "<html><body><table><tr><td>1</td></tr></table></body></html>";
    let utf16: Vec<u8> =
        "\u{feff}STT\tTên\r\n1\tXã".encode_utf16().flat_map(u16::to_le_bytes).collect();
    let xls = forge::xls(
        &Page { cells: vec![(0, 0, Content::Number(1.0))], ..Page::default() },
        0x0600,
    );
    let cases: [Case; 14] = [
        ("trang web.xls", html.into(), READ),
        ("csv.xlsx", "STT;Xã;Số hộ\r\n1;An Thắng;100\r\n".into(), READ),
        ("2003.xls", spreadsheet_ml.into(), READ),
        ("pdf.xlsx", b"%PDF-1.7\n%\xE2\xE3\xCF\xD3".to_vec(), OTHER),
        ("word.xlsx", docx, OTHER),
        ("odt.ods", odt, OTHER),
        ("anh.xlsx", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".to_vec(), OTHER),
        ("rar.xlsx", b"Rar!\x1a\x07\x01\0".to_vec(), OTHER),
        ("unicode.xls", utf16, READ),
        ("excel 4.xls", b"\x09\x04\x06\0\0\0\x10\0\0\0".to_vec(), OTHER),
        ("khong co gi.xlsx", Vec::new(), &["F05"]),
        ("toan so khong.xlsx", vec![0; 10_000], OTHER),
        ("thuc ra la xls.xlsx", xls, READ),
        ("thuc ra la xlsx.xls", number_at("A1"), READ),
    ];
    among_good_ones(&cases);
}

#[test]
fn a_file_cut_off_anywhere_is_damaged_and_never_read_by_halves() {
    let page = Page {
        cells: (0..400)
            .map(|row| (row, 0, Content::Text(format!("Xã số {row}"))))
            .collect(),
        ..Page::default()
    };
    let rows: String = (0..400).map(|row| format!("<table:table-row><table:table-cell office:value-type='float' office:value='{row}'/></table:table-row>")).collect();
    let formats = [
        ("a.xls", forge::xls(&page, 0x0600)),
        ("b.xlsb", forge::xlsb(&page)),
        ("c.ods", ods("", &rows)),
        ("d.xlsx", xlsx(&"<row><c><v>1</v></c></row>".repeat(400))),
    ];
    let desk = Desk::empty();
    desk.workbook("tot.xlsx", &[("Sheet1", GOOD)]);
    let mut names = Vec::new();
    for (name, bytes) in &formats {
        for share in 1..40 {
            // The last sector of a container is padding: what is cut there is whole.
            let end = (bytes.len() - 600) * share / 39;
            let name = format!("{share:02} {name}");
            desk.file(&format!("inbox/2024/{name}"), &bytes[..end]);
            names.push(name);
        }
    }
    let ended = watched(&desk);
    assert!(ended.took < Duration::from_secs(10), "{:?}", ended.took);
    let summary = desk.summary(2024);
    assert!(entries(&summary)["tot.xlsx"].starts_with("accepted"));
    for name in names {
        named(&summary, &name, &["F02", "F03"]);
    }
}

#[test]
fn thousands_of_sheets_are_counted_and_macros_are_only_bytes() {
    let of_each = |write: fn(u32) -> String| (0..3_000).map(write).collect::<String>();
    let tabs = of_each(|n| format!("<sheet name='S{n}' sheetId='{n}' r:id='r{n}'/>"));
    let relations = of_each(|n| {
        format!("<Relationship Id='r{n}' Type='x/worksheet' Target='s{n}.xml'/>")
    });
    let mut parts: Vec<(String, String)> = forge::xlsx_parts("<worksheet/>")
        .into_iter()
        .map(|(name, text)| (name.to_owned(), text))
        .collect();
    parts[2].1 = format!("<Relationships>{relations}</Relationships>");
    parts[3].1 = format!("<workbook><sheets>{tabs}</sheets></workbook>");
    parts.extend((0..3_000).map(|n| (format!("xl/s{n}.xml"), "<worksheet/>".to_owned())));
    let parts: Vec<(&str, &String)> =
        parts.iter().map(|(name, text)| (name.as_str(), text)).collect();
    let many = zip(&parts);
    let macros = xlsx_with("xl/vbaProject.bin", vec![0xD0; 3_000]);
    let links = xlsx_with(
        "xl/externalLinks/externalLink1.xml",
        "<externalLink><externalBook r:id='r0' target='file:///etc/passwd'/></externalLink>",
    );
    let cases: [Case; 4] = [
        ("nhieu trang.xlsx", many, READ),
        ("lenh.xlsm", macros, READ),
        ("lien ket.xlsx", links, READ),
        ("leo ra.xlsx", xlsx_with("../../../out/leo-ra.xml", "<a/>"), READ),
    ];
    let (_, summary) = among_good_ones(&cases);
    let findings = summary["findings"].as_array().unwrap();
    let note = findings.iter().find(|one| one["code"] == "S04").unwrap();
    assert!(note["message"].as_str().unwrap().contains("2800"), "{note}");
}

#[test]
fn an_attachment_is_a_folder_and_every_file_in_it_is_named() {
    let desk = Desk::empty();
    desk.workbook("tot.xlsx", &[("Sheet1", GOOD)]);
    let report = desk.bytes("inbox/2024/tot.xlsx");
    fs::remove_file(desk.path("inbox/2024/tot.xlsx")).unwrap();
    desk.file(
        "inbox/2024/gui.ZIP",
        &zip::<&[u8]>(&[
            ("bao cao/tot.xlsx", &report),
            ("cong van.docx", b"x"),
            ("trong.zip", &zip(&[("a.xlsx", &report)])),
            ("../../leo ra.xlsx", b"x"),
            ("~$tot.xlsx", b"x"),
        ]),
    );
    watched(&desk);
    let summary = desk.summary(2024);
    let names: Vec<String> = entries(&summary).into_keys().collect();
    let inside = ["../../leo ra.xlsx", "bao cao/tot.xlsx", "cong van.docx", "trong.zip"];
    assert_eq!(names, inside.map(|name| format!("gui.ZIP/{name}")));
    assert!(entries(&summary)["gui.ZIP/bao cao/tot.xlsx"].starts_with("accepted"));
    for name in ["../../leo ra.xlsx", "cong van.docx", "trong.zip"] {
        named(&summary, &format!("gui.ZIP/{name}"), OTHER);
    }
    assert!(
        !desk.path("inbox/leo ra.xlsx").exists() && !desk.path("leo ra.xlsx").exists()
    );
}

#[cfg(unix)]
#[test]
fn links_pipes_folders_and_odd_names() {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt;
    use std::os::unix::fs::symlink;
    let desk = Desk::empty();
    desk.workbook("tot.xlsx", &[("Sheet1", GOOD)]);
    let good = desk.bytes("inbox/2024/tot.xlsx");
    desk.file("ngoai.xlsx", &good);
    let inbox = desk.path("inbox/2024");
    symlink("../../ngoai.xlsx", inbox.join("ra ngoai.xlsx")).unwrap();
    symlink("/", inbox.join("goc")).unwrap();
    symlink("vong.xlsx", inbox.join("vong.xlsx")).unwrap();
    symlink("khong-co", inbox.join("treo.xlsx")).unwrap();
    let pipe = std::process::Command::new("mkfifo").arg(inbox.join("ong.xlsx")).status();
    assert!(pipe.unwrap().success());
    fs::create_dir(inbox.join("thu muc.xlsx")).unwrap();
    let odd = OsStr::from_bytes(b"h\xE9p \xFF.xlsx");
    fs::write(inbox.join(odd), b"x").unwrap();
    fs::write(inbox.join("dong\nmoi\u{1b}[2J.xlsx"), b"x").unwrap();
    fs::write(inbox.join("na\u{306}m.xlsx"), b"x").unwrap();
    fs::write(inbox.join("năm.xlsx"), b"x").unwrap();
    let long = format!("{}.xlsx", "d".repeat(250));
    fs::write(inbox.join(&long), b"x").unwrap();
    let ended = watched(&desk);
    assert!(ended.took < Duration::from_secs(5), "{:?}", ended.took);
    let summary = desk.summary(2024);
    assert!(entries(&summary)["tot.xlsx"].starts_with("accepted"));
    for name in
        ["ra ngoai.xlsx", "goc", "vong.xlsx", "treo.xlsx", "ong.xlsx", "thu muc.xlsx"]
    {
        named(&summary, name, &["F08"]);
    }
    let odd = "h\u{fffd}p \u{fffd}.xlsx";
    for name in
        [odd, "dong\u{fffd}moi\u{fffd}[2J.xlsx", "năm.xlsx", "năm.xlsx [2]", &long]
    {
        named(&summary, name, OTHER);
    }
}

#[cfg(unix)]
#[test]
fn what_may_not_be_opened_is_named() {
    use std::os::unix::fs::PermissionsExt;
    let desk = Desk::empty();
    desk.workbook("tot.xlsx", &[("Sheet1", GOOD)]);
    desk.file("inbox/2024/khoa.xlsx", b"x");
    desk.file("inbox/2024/kin/a.xlsx", b"x");
    let close = |below: &str| {
        let path = desk.path(below);
        fs::set_permissions(path, fs::Permissions::from_mode(0o000)).unwrap();
    };
    close("inbox/2024/khoa.xlsx");
    close("inbox/2024/kin");
    // Nothing is closed to root.
    let is_root = fs::read(desk.path("inbox/2024/khoa.xlsx")).is_ok();
    watched(&desk);
    let summary = desk.summary(2024);
    fs::set_permissions(desk.path("inbox/2024/kin"), fs::Permissions::from_mode(0o700))
        .unwrap();
    assert!(entries(&summary)["tot.xlsx"].starts_with("accepted"));
    named(&summary, "khoa.xlsx", if is_root { OTHER } else { &["F08"] });
    named(
        &summary,
        if is_root { "kin/a.xlsx" } else { "kin" },
        if is_root { OTHER } else { &["F08"] },
    );
}

#[test]
fn a_sheet_made_to_be_slow_to_understand_is_given_up_in_time() {
    let head = |row: usize| {
        format!(
            "<row r='{row}'><c t='inlineStr'><is><t>STT</t></is></c><c t='inlineStr'><is><t>Xã</t></is></c><c t='inlineStr'><is><t>Số hộ</t></is></c></row>"
        )
    };
    let heads: String = (1..60_000).map(head).collect();
    let names: String = (1..70_000).map(|row| format!("<row r='{row}'><c t='inlineStr'><is><t>Nguyễn Văn {row}</t></is></c></row>")).collect();
    among_good_ones(&[
        ("nhieu tieu de.xlsx", xlsx(&heads), ANY),
        ("nhieu ten.xlsx", xlsx(&names), TOO_LARGE),
    ]);
}
