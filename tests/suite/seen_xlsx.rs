//! Workbooks of XML that are sound though no office program writes them so, and
//! those that are damaged: which is which, and what is said of it.

use serde_json::Value;

use crate::desk::{Desk, repository};
use crate::forge;

/// Rows of a district with two communes; `{}` is the last figure's cell.
const ROWS: &str = "\
<row><c t='inlineStr'><is><t>UBND HUYỆN PÁC NẶM</t></is></c></row>\
<row><c t='inlineStr'><is><t>Pác Nặm, ngày 10 tháng 12 năm 2024</t></is></c></row>\
<row r='4'><c t='inlineStr'><is><t>SỐ LIỆU NĂM 2024</t></is></c></row>\
<row><c t='inlineStr'><is><t>STT</t></is></c><c t='inlineStr'><is><t>Xã</t></is></c>\
<c t='inlineStr'><is><t>GĐHT: Tổng số hộ</t></is></c><c t='inlineStr'><is><t>GĐHT: Đăng ký</t></is></c>\
<c t='inlineStr'><is><t>GĐHT: Đạt</t></is></c></row>\
<row><c><v>1</v></c><c t='inlineStr'><is><t>Xã An Thắng</t></is></c><c><v>100</v></c><c><v>90</v></c><c><v>80</v></c></row>\
<row><c><v>2</v></c><c t='inlineStr'><is><t>Xã Bộc Bố</t></is></c><c><v>110</v></c><c><v>95</v></c>{}</row>";

fn sheet(last: &str) -> String {
    let rows = ROWS.replace("{}", last);
    format!("<worksheet><sheetData>{rows}</sheetData></worksheet>")
}

fn checked(bytes: &[u8]) -> Value {
    let desk = Desk::empty();
    desk.file("inbox/2024/pac nam.xlsx", bytes);
    desk.run(["check", "2024"]);
    desk.summary(2024)
}

/// Families of Pác Nặm in all, registered, achieved.
fn families(summary: &Value) -> [Value; 3] {
    let of_unit = summary["by_unit"].as_array().unwrap();
    let found =
        of_unit.iter().find(|one| one["unit"] == "pac-nam" && one["code"] == "D1");
    let found = found.cloned().unwrap_or_default();
    ["denominator", "registered", "numerator"].map(|name| found[name].clone())
}

/// The messages of a code.
fn messages(summary: &Value, code: &str) -> Vec<String> {
    let findings = summary["findings"].as_array().unwrap();
    let of_code = findings.iter().filter(|one| one["code"] == code);
    of_code.map(|one| one["message"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn a_workbook_that_excel_locked_by_itself_is_read() {
    let locked = std::fs::read(repository().join("tests/suite/locked.xlsx")).unwrap();
    let summary = checked(&locked);
    assert_eq!(families(&summary), [210, 185, 165].map(Value::from));
    assert!(messages(&summary, "F01").is_empty());
    // The same with noise for what is encrypted asks for the password.
    let mut noise = locked;
    let middle = noise.len() / 2;
    noise[middle..].iter_mut().for_each(|byte| *byte ^= 0x5A);
    let summary = checked(&noise);
    assert!(messages(&summary, "F01").len() + messages(&summary, "F02").len() > 0);
    assert_eq!(families(&summary), [Value::Null, Value::Null, Value::Null]);
}

/// The fixtures were locked by a script of its own after \[MS-OFFCRYPTO\]; another
/// program (msoffcrypto) takes their passwords.
#[test]
fn an_old_workbook_that_excel_locked_by_itself_is_read_in_each_way_of_its_time() {
    let read = |way: &str| {
        let name = format!("tests/suite/locked-{way}.xls");
        checked(&std::fs::read(repository().join(name)).unwrap())
    };
    for way in ["rc4", "capi128", "xor"] {
        let summary = read(way);
        assert_eq!(
            families(&summary),
            [Value::from(630), Value::Null, Value::from(210)],
            "{way}"
        );
        assert!(messages(&summary, "F01").is_empty(), "{way}");
    }
    let summary = read("otherwise");
    assert_eq!(families(&summary), [Value::Null, Value::Null, Value::Null]);
    assert_eq!(messages(&summary, "F01").len(), 1);
}

#[test]
fn parts_named_otherwise_than_usual_are_found() {
    let parts = [
        ("[Content_Types].xml", "<Types/>".to_owned()),
        (
            "_rels/.rels",
            "<Relationships><Relationship Id='a' Type='x/officeDocument' Target='/So%20lieu/Sach.xml'/></Relationships>".to_owned(),
        ),
        (
            "so lieu/_rels/sach.xml.rels",
            "<Relationships><Relationship Id='a' Type='x/worksheet' Target='./../TRANG/comments.xml'/></Relationships>".to_owned(),
        ),
        (
            "so lieu/sach.xml",
            "<workbook><sheets><sheet name='Biểu' state='lạ' r:id='a'/><sheet name='Macro1' state='veryHidden' r:id=''/></sheets></workbook>".to_owned(),
        ),
        ("trang\\comments.xml", sheet("<c><extLst><v>1</v></extLst><v> 8<!-- x -->5 </v></c>")),
    ];
    let summary = checked(&forge::zip(&parts));
    assert_eq!(families(&summary), [210, 185, 165].map(Value::from));
    assert!(messages(&summary, "S07").is_empty());
}

#[test]
fn a_sheet_that_is_not_in_the_file_is_named_and_the_others_read() {
    let mut parts = forge::xlsx_parts(&sheet("<c><v>85</v></c>"));
    parts[3].1 = "<workbook><sheets><sheet name='A' r:id='r0'/><sheet name='Biểu 2' r:id='r9'/></sheets></workbook>".to_owned();
    let summary = checked(&forge::zip(&parts));
    assert_eq!(families(&summary), [210, 185, 165].map(Value::from));
    let named = messages(&summary, "S07");
    assert!(named.len() == 1 && named[0].contains("“Biểu 2”"), "{named:?}");
}

#[test]
fn what_is_damaged_is_said_with_its_reason() {
    for (last, words) in [
        ("<c><v>85</v></c><c r='E7'><v>77</v></c>", "sheet “A”: ô E7 được ghi hai lần"),
        ("<c><v>85</v></c></row><row r='6'>", "dòng 6 được ghi hai lần"),
        (
            "<c><v>85</v></c><c t='s'><v>7</v></c>",
            "ô F7 dẫn tới nội dung chữ không có trong tệp",
        ),
        ("<c><v>85</v></c><c><v>&x;</v></c>", "ký hiệu XML không hợp lệ"),
    ] {
        let summary = checked(&forge::zip(&forge::xlsx_parts(&sheet(last))));
        let damage = messages(&summary, "F02");
        assert!(damage.len() == 1 && damage[0].contains(words), "{words}: {damage:?}");
        assert_eq!(families(&summary), [Value::Null, Value::Null, Value::Null]);
    }
    let mut parts = forge::xlsx_parts(&sheet("<c><v>85</v></c>"));
    parts.push((
        "xl/styles.xml",
        format!("<styleSheet>{}</styleSheet>", " ".repeat(13 << 20)),
    ));
    let large = messages(&checked(&forge::zip(&parts)), "F04");
    assert!(large.len() == 1 && large[0].contains("phần xl/styles.xml"), "{large:?}");
}
